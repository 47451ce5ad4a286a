# The loss, round by round, of two line searches

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b13_rounds-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'logistic regression'
set xlabel 'round'
set ylabel 'loss'
set key outside bottom center maxcols 1 Left reverse
plot 'b13_rounds.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'gradient descent', \
     'b13_rounds.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'gradient boosting'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b13_rounds-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'network 1-3-1'
set xlabel 'round'
set ylabel 'loss'
set key outside bottom center maxcols 1 Left reverse
plot 'b13_rounds.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'gradient descent', \
     'b13_rounds.dat' index 3 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'gradient boosting'
