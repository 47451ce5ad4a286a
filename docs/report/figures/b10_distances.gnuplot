# How far maxima move apart in gradient space

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b10_distances-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'maximum'
set ylabel 'distance from maximum 0'
set key outside bottom center maxcols 1 Left reverse
plot 'b10_distances.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'frequency learned', \
     'b10_distances.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'frequency frozen'
