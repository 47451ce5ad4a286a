# Gradient descent and gradient flow

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a01_rates-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'At time T'
set xlabel 'learning rate ε'
set ylabel 'distance'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'a01_rates.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'w, from the flow', \
     'a01_rates.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'y(1), from b - Σ S_i', \
     'a01_rates.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'w, from 1.001 L'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a01_rates-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'On the way, over ε'
set xlabel 't'
set ylabel 'distance/ε'
set key outside bottom center maxcols 1 Left reverse
plot 'a01_rates.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'ε = T/32', \
     'a01_rates.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title 'ε = T/64', \
     'a01_rates.dat' index 5 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'ε = T/256'
