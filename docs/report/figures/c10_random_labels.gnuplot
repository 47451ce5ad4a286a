# A network fits random labels

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c10_random_labels-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set title 'Adam, rate 0.01'
set xlabel 'step'
set ylabel 'loss for each example'
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c10_random_labels.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'network, true labels', \
     'c10_random_labels.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'network, random labels', \
     'c10_random_labels.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'linear, random labels'
