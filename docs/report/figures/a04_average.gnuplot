# An a_i that is no average

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a04_average-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'from the first query (0) to the last (1)'
set ylabel 'a_i'
set key outside bottom center maxcols 1 Left reverse
plot 'a04_average.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'a_i of example 6', \
     'a04_average.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'least -L''_i', \
     'a04_average.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'greatest -L''_i'
