# The a_i of a linear model, as training goes on

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a21_coefficients-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title '2 points, fitted'
set xlabel 'T'
set ylabel 'a_i'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a21_coefficients.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'a_1', \
     'a21_coefficients.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'a_2', \
     'a21_coefficients.dat' index 2 with points lc rgb '#1a8a5f' pt 9 ps 0.5 title 'found by training'

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'a21_coefficients-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title '4 points, not fitted'
set xlabel 'T'
set ylabel 'a_i'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a21_coefficients.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'a_1', \
     'a21_coefficients.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title 'a_2', \
     'a21_coefficients.dat' index 5 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'a_3', \
     'a21_coefficients.dat' index 6 with lines lw 2 lc rgb '#b8508f' dt 4 title 'a_4', \
     'a21_coefficients.dat' index 7 with points lc rgb '#8a6d1f' pt 13 ps 0.5 title 'found by training'
