# Where a differentiable f is not enough

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a09_flows-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Flows of x |w|^(3/2) from w(0) = 0'
set xlabel 't'
set ylabel 'w'
set key outside bottom center maxcols 1 Left reverse
plot 'a09_flows.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'leaving at t = 0', \
     'a09_flows.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'leaving at t = 0.25', \
     'a09_flows.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'leaving at t = 0.5', \
     'a09_flows.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'leaving at t = 0.75'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a09_flows-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'A ReLU network''s w(T)'
set xlabel 'step'
set ylabel 'error'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'a09_flows.dat' index 4 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'the kink is located', \
     'a09_flows.dat' index 5 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'it is stepped across'
