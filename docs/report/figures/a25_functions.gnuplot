# Five functions of w along one path

reset
set encoding utf8
set terminal svg size 440,460 dynamic noenhanced font 'sans-serif,13'
set output 'a25_functions-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 't'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'a25_functions.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'f(x)', \
     'a25_functions.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title '|w|^2', \
     'a25_functions.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'the loss', \
     'a25_functions.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'a weight', \
     'a25_functions.dat' index 4 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'a hidden unit', \
     'a25_functions.dat' index 5 with points lc rgb '#6f7680' pt 6 ps 0.5 title 'y_0 less the sum of S_i, where steps end', \
     'a25_functions.dat' index 6 with points lc rgb '#2f7fc1' pt 7 ps 0.5 notitle, \
     'a25_functions.dat' index 7 with points lc rgb '#c8600a' pt 5 ps 0.5 notitle, \
     'a25_functions.dat' index 8 with points lc rgb '#1a8a5f' pt 9 ps 0.5 notitle, \
     'a25_functions.dat' index 9 with points lc rgb '#b8508f' pt 11 ps 0.5 notitle
