# K, S_i and a_i as learning goes on

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a26_end-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'fitted: K'
set xlabel 'T'
set ylabel 'K(x, x_i)'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'a26_end.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'i = 1', \
     'a26_end.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'i = 2'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a26_end-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'fitted: S'
set xlabel 'T'
set ylabel 'S_i(x)'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a26_end.dat' index 2 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'i = 1', \
     'a26_end.dat' index 3 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'i = 2'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a26_end-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'fitted: a'
set xlabel 'T'
set ylabel 'a_i(x)'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a26_end.dat' index 4 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'i = 1', \
     'a26_end.dat' index 5 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'i = 2'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a26_end-4.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'in contradiction: S'
set xlabel 'T'
set ylabel 'S_i(x)'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a26_end.dat' index 6 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'i = 1', \
     'a26_end.dat' index 7 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'i = 2', \
     'a26_end.dat' index 8 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'i = 3'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a26_end-5.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format x '%.0e'
set title 'in contradiction: a'
set xlabel 'T'
set ylabel 'a_i(x)'
set logscale x
set key outside bottom center maxcols 1 Left reverse
plot 'a26_end.dat' index 9 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'i = 1', \
     'a26_end.dat' index 10 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'i = 2', \
     'a26_end.dat' index 11 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'i = 3'
