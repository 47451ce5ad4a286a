# The widest margin, and how it is found

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c08_margin-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'direction'
set ylabel 'margin'
set key outside bottom center maxcols 1 Left reverse
plot 'c08_margin.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'margin', \
     'c08_margin.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title '1/‖w‖'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'c08_margin-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set xlabel 'steps'
set ylabel 'duality gap'
set logscale y
unset key
plot 'c08_margin.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 notitle
