# What a path kernel knows of shifts

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'c15_architecture_in_kernel-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'convolutional, K centred'
set xlabel 'signal and place'
set ylabel 'signal and place'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-2.35793074:2.35793074]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [24-0.5:-0.5]
set xrange [-0.5:24-0.5]
plot 'c15_architecture_in_kernel.dat' matrix index 0 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'c15_architecture_in_kernel-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'fully connected, K centred'
set xlabel 'signal and place'
set ylabel 'signal and place'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-133.155557:133.155557]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [24-0.5:-0.5]
set xrange [-0.5:24-0.5]
plot 'c15_architecture_in_kernel.dat' matrix index 1 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c15_architecture_in_kernel-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K(shifted x, x)/K(x, x)'
set xlabel 'shift'
set key outside bottom center maxcols 1 Left reverse
plot 'c15_architecture_in_kernel.dat' index 2 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'convolutional', \
     'c15_architecture_in_kernel.dat' index 3 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'fully connected'
