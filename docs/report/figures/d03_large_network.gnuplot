# Theorem 1 on 104,061 parameters

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'd03_large_network-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'largest residual of three queries'
set xlabel 'steps'
set ylabel '|y(T) - y_0 + Σ S_i|'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'd03_large_network.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'Runge-Kutta, looser to tighter', \
     'd03_large_network.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'Taylor series'
