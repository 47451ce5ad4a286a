# What examples cost

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'b11_cost-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set xlabel 'examples m'
set ylabel 'numbers'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'b11_cost.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'f_w(x)', \
     'b11_cost.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'a step of learning', \
     'b11_cost.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'a Gram matrix', \
     'b11_cost.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'the sum over examples'
