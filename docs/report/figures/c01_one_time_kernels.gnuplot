# One time's kernel, and the path's

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'c01_one_time_kernels-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'predictions'
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'c01_one_time_kernels.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the network', \
     'c01_one_time_kernels.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'by Θ_0', \
     'c01_one_time_kernels.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'by Θ_T', \
     'c01_one_time_kernels.dat' index 3 with points lc rgb '#b8508f' pt 11 ps 0.5 title 'by K'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c01_one_time_kernels-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'what each example adds at x = 0.75'
set xlabel 'x_i'
set ylabel 'added to y'
set key outside bottom center maxcols 1 Left reverse
plot 'c01_one_time_kernels.dat' index 4 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'by Θ_0', \
     'c01_one_time_kernels.dat' index 5 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'by Θ_T', \
     'c01_one_time_kernels.dat' index 6 with points lc rgb '#1a8a5f' pt 9 ps 0.5 title 'by K'
