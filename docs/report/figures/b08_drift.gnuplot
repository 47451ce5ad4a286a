# Which networks learn features

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b08_drift-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'How far the kernel moves'
set xlabel 'width n'
set ylabel '‖Θ_T - Θ_0‖/‖Θ_0‖'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'b08_drift.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'W x/√n', \
     'b08_drift.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'W x, weights begin at 1/√n', \
     'b08_drift.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'output divided by n'
