# The product instead of x_2

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c07_exclusive_or-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x_1'
set ylabel 'x_2'
set key outside bottom center maxcols 1 Left reverse
plot 'c07_exclusive_or.dat' index 0 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'y = 1', \
     'c07_exclusive_or.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'y = -1'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c07_exclusive_or-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x_1'
set ylabel 'x_1 x_2'
set key outside bottom center maxcols 1 Left reverse
plot 'c07_exclusive_or.dat' index 2 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'y = 1', \
     'c07_exclusive_or.dat' index 3 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'y = -1', \
     'c07_exclusive_or.dat' index 4 with lines lw 2 lc rgb '#1a8a5f' dt 1 title 'w·x = 0'
