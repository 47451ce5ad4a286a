# Two joint distributions, before and after

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a14_densities-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'table'
set xlabel 'state'
set ylabel 'probability'
set key outside bottom center maxcols 1 Left reverse
set xzeroaxis
set yrange [*<0:0<*]
plot 'a14_densities.dat' index 0 with boxes fs solid 0.6 lc rgb '#2f7fc1' title 'p_T = p_0 + the examples'' sum', \
     'a14_densities.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'frequency in the data', \
     'a14_densities.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'p_0'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a14_densities-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Bayesian network'
set xlabel 'state'
set ylabel 'probability'
set key outside bottom center maxcols 1 Left reverse
set xzeroaxis
set yrange [*<0:0<*]
plot 'a14_densities.dat' index 3 with boxes fs solid 0.6 lc rgb '#2f7fc1' title 'p_T = p_0 + the examples'' sum', \
     'a14_densities.dat' index 4 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'frequency in the data', \
     'a14_densities.dat' index 5 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'p_0'
