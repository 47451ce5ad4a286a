# A pole of a_i

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'a05_poles-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'temperature of the query, °F'
set ylabel 'a_i'
unset key
plot 'a05_poles.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 notitle

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a05_poles-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'temperature of the query, °F'
set key outside bottom center maxcols 1 Left reverse
plot 'a05_poles.dat' index 1 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'K(x, x_i)', \
     'a05_poles.dat' index 2 with lines lw 2 lc rgb '#c8600a' dt 2 title 'S_i(x)'
