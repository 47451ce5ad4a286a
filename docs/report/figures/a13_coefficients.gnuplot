# What multiplies K(x, x_i), in two views of one training

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a13_coefficients-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'a_i'
set xlabel 's, of the query (s, 1/3)'
set ylabel 'coefficient'
set key outside bottom center maxcols 1 Left reverse
plot 'a13_coefficients.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'p-view, example 1', \
     'a13_coefficients.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'p-view, example 2', \
     'a13_coefficients.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'p-view, example 3', \
     'a13_coefficients.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 1 title 'log-prob view, every example'
