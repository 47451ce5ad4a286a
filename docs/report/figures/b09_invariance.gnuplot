# Kernels that do not see shifts, or the order of words

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b09_invariance-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Shifting the query'
set xlabel 'shift'
set ylabel 'K(g x, x_1)'
set key outside bottom center maxcols 1 Left reverse
plot 'b09_invariance.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'circular convolution', \
     'b09_invariance.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'convolution with zeros'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b09_invariance-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Permuting its words'
set xlabel 'order'
set ylabel 'K(g x, x_1)'
set key outside bottom center maxcols 1 Left reverse
plot 'b09_invariance.dat' index 2 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'attention without positions', \
     'b09_invariance.dat' index 3 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'attention with positions'
