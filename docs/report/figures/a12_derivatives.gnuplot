# L' and y - y* along the path

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a12_derivatives-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'half the square'
set xlabel 't'
set ylabel 'loss derivative'
set key outside bottom center maxcols 1 Left reverse
plot 'a12_derivatives.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'y - y* of example 1', \
     'a12_derivatives.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'L'' of example 1', \
     'a12_derivatives.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'y - y* of example 3', \
     'a12_derivatives.dat' index 3 with points lc rgb '#b8508f' pt 11 ps 0.5 title 'L'' of example 3'

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a12_derivatives-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'the square'
set xlabel 't'
set ylabel 'loss derivative'
set key outside bottom center maxcols 1 Left reverse
plot 'a12_derivatives.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'y - y* of example 1', \
     'a12_derivatives.dat' index 5 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'L'' of example 1', \
     'a12_derivatives.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'y - y* of example 3', \
     'a12_derivatives.dat' index 7 with points lc rgb '#b8508f' pt 11 ps 0.5 title 'L'' of example 3'
