# One minimum, many, none

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b15_minima-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'logistic'
set xlabel 'w'
set ylabel 'b'
set key outside bottom center maxcols 1 Left reverse
plot 'b15_minima.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'gradient flow', \
     'b15_minima.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'Newton'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b15_minima-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Poisson'
set xlabel 'w'
set ylabel 'b'
set key outside bottom center maxcols 1 Left reverse
plot 'b15_minima.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'gradient flow', \
     'b15_minima.dat' index 3 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'Newton'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b15_minima-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title '2 w + b = 3'
set xlabel 'w'
set ylabel 'b'
set key outside bottom center maxcols 1 Left reverse
plot 'b15_minima.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'gradient flow', \
     'b15_minima.dat' index 5 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'coordinate descent', \
     'b15_minima.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 1 title 'minima'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b15_minima-4.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'separable labels'
set xlabel 't'
set ylabel 'w'
set logscale x
unset key
plot 'b15_minima.dat' index 7 with lines lw 2 lc rgb '#2f7fc1' dt 1 notitle
