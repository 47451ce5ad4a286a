# How the path kernel measures similarity

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_1-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Gradients along the path'
set xlabel 'w_1'
set ylabel 'w_2'
set key outside bottom center maxcols 1 Left reverse
plot 'b05_figure_1.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the path', \
     'b05_figure_1.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title '∇y(x)', \
     'b05_figure_1.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title '∇y(x_1)', \
     'b05_figure_1.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title '∇y(x_2)', \
     'b05_figure_1.dat' index 4 with points lc rgb '#8a6d1f' pt 13 ps 0.5 title 'w_0, w_1, w_2, w_3'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_1-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K is the area below'
set xlabel 't'
set ylabel 'Θ_t(x, x_i)'
set key outside bottom center maxcols 1 Left reverse
plot 'b05_figure_1.dat' index 5 with lines lw 2 lc rgb '#2f7fc1' dt 1 title '∇y(x)·∇y(x_1)', \
     'b05_figure_1.dat' index 6 with lines lw 2 lc rgb '#c8600a' dt 2 title '∇y(x)·∇y(x_2)'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_1-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'The answer grows'
set xlabel 't'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'b05_figure_1.dat' index 7 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'y', \
     'b05_figure_1.dat' index 8 with lines lw 2 lc rgb '#c8600a' dt 2 title 'from example 1', \
     'b05_figure_1.dat' index 9 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'from example 2'
