# Wide networks keep their kernel

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'c12_kernel_drift-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Kernel drift against width'
set xlabel 'width n'
set ylabel '|Θ_T - Θ_0|/|Θ_0|'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c12_kernel_drift.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'one hidden layer', \
     'c12_kernel_drift.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'two hidden layers', \
     'c12_kernel_drift.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'output divided by n', \
     'c12_kernel_drift.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'n^-1/2', \
     'c12_kernel_drift.dat' index 4 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'n^-1'

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'c12_kernel_drift-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Moves of parameters'
set xlabel 'width n'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c12_kernel_drift.dat' index 5 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title '|w_T - w_0|/|w_0|, one hidden layer', \
     'c12_kernel_drift.dat' index 6 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'the same, two hidden layers', \
     'c12_kernel_drift.dat' index 7 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'largest move of a weight, one hidden layer', \
     'c12_kernel_drift.dat' index 8 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'the same, output divided by n'
