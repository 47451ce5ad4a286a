# Which part of the way has learned

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b16_parts-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'random search'
set xlabel 't'
set ylabel 'loss'
set key outside bottom center maxcols 1 Left reverse
plot 'b16_parts.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'w_T - w_0', \
     'b16_parts.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'inside the span', \
     'b16_parts.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'outside'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b16_parts-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'gradient descent'
set xlabel 't'
set ylabel 'loss'
set key outside bottom center maxcols 1 Left reverse
plot 'b16_parts.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'w_T - w_0', \
     'b16_parts.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title 'inside the span', \
     'b16_parts.dat' index 5 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'outside'
