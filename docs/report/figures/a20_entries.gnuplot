# The entries of the kernel between x and the first example

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a20_entries-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K_ck(x, x_1)'
set xlabel 'x'
set ylabel 'K'
set key outside bottom center maxcols 1 Left reverse
plot 'a20_entries.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'c = 1, k = 1', \
     'a20_entries.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'c = 1, k = 2', \
     'a20_entries.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'c = 2, k = 1', \
     'a20_entries.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'c = 2, k = 2'

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a20_entries-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'a_1ck(x)'
set xlabel 'x'
set ylabel 'coefficient'
set key outside bottom center maxcols 1 Left reverse
plot 'a20_entries.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'c = 1, k = 1', \
     'a20_entries.dat' index 5 with lines lw 2 lc rgb '#c8600a' dt 2 title 'c = 1, k = 2', \
     'a20_entries.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'c = 2, k = 1', \
     'a20_entries.dat' index 7 with lines lw 2 lc rgb '#b8508f' dt 4 title 'c = 2, k = 2'
