# Wide networks end where kernel regression does

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'c14_kernel_regression-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Distance from kernel regression at the end'
set xlabel 'width n'
set ylabel 'root mean square'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c14_kernel_regression.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'with the network''s own kernel', \
     'c14_kernel_regression.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'with the kernel of infinite width', \
     'c14_kernel_regression.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'n^-1', \
     'c14_kernel_regression.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'n^-1/2'
