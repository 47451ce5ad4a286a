# Chords by rules of few nodes

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'a22_finite_rates-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'error at two queries, learned until ε N = 1'
set xlabel 'learning rate ε'
set ylabel 'largest |y - b + Σ S_i|'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'a22_finite_rates.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'its start', \
     'a22_finite_rates.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'Gauss, 1', \
     'a22_finite_rates.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'Gauss, 2', \
     'a22_finite_rates.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'Gauss, 3', \
     'a22_finite_rates.dat' index 4 with linespoints lw 2 lc rgb '#8a6d1f' pt 13 ps 0.5 dt 5 title 'Gauss, 4'
