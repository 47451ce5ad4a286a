# What a heavy ball remembers

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'a18_heavy_ball-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'predictions'
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'a18_heavy_ball.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the network', \
     'a18_heavy_ball.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'across times', \
     'a18_heavy_ball.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'at equal times', \
     'a18_heavy_ball.dat' index 3 with lines lw 2 lc rgb '#b8508f' dt 4 title 'without v_0'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'a18_heavy_ball-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'h(t - s) ∇f_t(x)·∇f_s(x_0)'
set xlabel 's, in units of T/60'
set ylabel 'T - t, in units of T/60'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-0.902236355:0.902236355]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [61-0.5:-0.5]
set xrange [-0.5:61-0.5]
plot 'a18_heavy_ball.dat' matrix index 4 with image pixels notitle
