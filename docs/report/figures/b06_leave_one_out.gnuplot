# What an example says, and whether it is missed

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b06_leave_one_out-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'All queries, the longest training'
set xlabel 'contribution -S_i(x)'
set ylabel 'effect of leaving i out'
set key outside bottom center maxcols 1 Left reverse
plot 'b06_leave_one_out.dat' index 0 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'examples', \
     'b06_leave_one_out.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 1 title 'if they were equal'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b06_leave_one_out-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'Rank correlation over training time'
set xlabel 'T'
set ylabel 'rank correlation'
set logscale x
unset key
plot 'b06_leave_one_out.dat' index 2 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 notitle
