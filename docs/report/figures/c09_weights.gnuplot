# Attention as a kernel

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c09_weights-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'keys of one length'
set xlabel 'distance of query and key'
set ylabel 'weight'
set key outside bottom center maxcols 1 Left reverse
plot 'c09_weights.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'Gaussian', \
     'c09_weights.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'attention'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c09_weights-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'keys of different lengths'
set xlabel 'distance of query and key'
set ylabel 'weight'
set key outside bottom center maxcols 1 Left reverse
plot 'c09_weights.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'Gaussian', \
     'c09_weights.dat' index 3 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'attention'
