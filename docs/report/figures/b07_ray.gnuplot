# Leaving the data

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'b07_ray-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'The path kernel along a ray'
set xlabel 'distance r'
set ylabel 'mean |K(x, x_i)|'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'b07_ray.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'relu network', \
     'b07_ray.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'tanh network', \
     'b07_ray.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'bumps and an offset', \
     'b07_ray.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'bumps alone'

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'b07_ray-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'The output along it'
set xlabel 'distance r'
set ylabel '|y(x)|'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'b07_ray.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'relu network', \
     'b07_ray.dat' index 5 with lines lw 2 lc rgb '#c8600a' dt 2 title 'tanh network', \
     'b07_ray.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'bumps and an offset', \
     'b07_ray.dat' index 7 with lines lw 2 lc rgb '#b8508f' dt 4 title 'bumps alone'
