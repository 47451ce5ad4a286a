# Coefficients are no labels

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c16_coefficients-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'α_i(t) = -∫ L''_i dt'
set xlabel 'time t'
set ylabel 'coefficient'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'c16_coefficients.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'α_1, label 1', \
     'c16_coefficients.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'α_2, label 1', \
     'c16_coefficients.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'α_3, label -1'
