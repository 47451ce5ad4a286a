# The loss, round by round, below and above 2/λ

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b12_losses-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set title 'least squares, linear'
set xlabel 'round'
set ylabel 'loss'
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'b12_losses.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'ε = 0.5/λ', \
     'b12_losses.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'ε = 1.9/λ', \
     'b12_losses.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'ε = 2.1/λ'
