# Stochastic gradient descent and its flow

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a17_batches-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Root mean square distances'
set xlabel 'learning rate ε'
set ylabel 'distance'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'a17_batches.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'w, from the flow', \
     'a17_batches.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'from the flow without repeats', \
     'a17_batches.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title '∫ I_i dt, from its mean', \
     'a17_batches.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'w, shuffled epochs'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a17_batches-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'A weight on its way'
set xlabel 't'
set ylabel 'w_1'
set key outside bottom center maxcols 1 Left reverse
plot 'a17_batches.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'ε = T/32', \
     'a17_batches.dat' index 5 with lines lw 2 lc rgb '#c8600a' dt 2 title 'ε = T/512', \
     'a17_batches.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'the flow'
