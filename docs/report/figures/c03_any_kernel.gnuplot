# The coefficients that three kernels want

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'c03_any_kernel-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'a_4, of the example (1, 1)'
set xlabel 'x'
set ylabel 'a_4'
set key outside bottom center maxcols 1 Left reverse
plot 'c03_any_kernel.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'by K', \
     'c03_any_kernel.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'by a Gaussian', \
     'c03_any_kernel.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'by the constant 1', \
     'c03_any_kernel.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'greatest -L''_4', \
     'c03_any_kernel.dat' index 4 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'least -L''_4'
