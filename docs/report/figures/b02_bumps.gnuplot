# A kernel machine as a network of bumps

reset
set encoding utf8
set terminal svg size 440,396 dynamic noenhanced font 'sans-serif,13'
set output 'b02_bumps-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'y = Σ α_i k(x, x_i), unit by unit'
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'b02_bumps.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'α_1 k(x, x_1)', \
     'b02_bumps.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'α_2 k(x, x_2)', \
     'b02_bumps.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'α_3 k(x, x_3)', \
     'b02_bumps.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'α_4 k(x, x_4)', \
     'b02_bumps.dat' index 4 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'the network', \
     'b02_bumps.dat' index 5 with points lc rgb '#6f7680' pt 6 ps 0.5 title 'examples'
