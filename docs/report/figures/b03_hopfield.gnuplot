# Hopfield nets and the nearest pattern

reset
set encoding utf8
set terminal svg size 440,396 dynamic noenhanced font 'sans-serif,13'
set output 'b03_hopfield-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'From a pattern with flipped signs'
set xlabel 'flipped signs of 64'
set ylabel 'ends in the nearest pattern'
set key outside bottom center maxcols 1 Left reverse
plot 'b03_hopfield.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'M = 3', \
     'b03_hopfield.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'M = 4', \
     'b03_hopfield.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'M = 6', \
     'b03_hopfield.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'M = 8', \
     'b03_hopfield.dat' index 4 with linespoints lw 2 lc rgb '#8a6d1f' pt 13 ps 0.5 dt 5 title 'M = 10', \
     'b03_hopfield.dat' index 5 with linespoints lw 2 lc rgb '#6f7680' pt 6 ps 0.5 dt 1 title 'M = 12'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b03_hopfield-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'As more patterns are stored'
set xlabel 'patterns M'
set ylabel 'ends in the nearest pattern'
set key outside bottom center maxcols 1 Left reverse
plot 'b03_hopfield.dat' index 6 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'from a stored pattern', \
     'b03_hopfield.dat' index 7 with lines lw 2 lc rgb '#c8600a' dt 2 title '(1 - p)^N', \
     'b03_hopfield.dat' index 8 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'from a random state'
