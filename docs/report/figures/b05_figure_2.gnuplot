# Applying the model is matching with the examples

reset
set encoding utf8
set terminal svg size 440,364 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_2-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Query and answer'
set xlabel 'query x'
set ylabel 'answer y'
set key outside bottom center maxcols 1 Left reverse
plot 'b05_figure_2.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the model', \
     'b05_figure_2.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'b + Σ a_i K(x, x_i)', \
     'b05_figure_2.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'b', \
     'b05_figure_2.dat' index 3 with points lc rgb '#b8508f' pt 11 ps 0.5 title 'examples'

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_2-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'What each example says'
set xlabel 'query x'
set ylabel 'a_i K(x, x_i)'
set key outside bottom center maxcols 1 Left reverse
plot 'b05_figure_2.dat' index 4 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'i = 1', \
     'b05_figure_2.dat' index 5 with lines lw 2 lc rgb '#c8600a' dt 2 title 'i = 2', \
     'b05_figure_2.dat' index 6 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'i = 3', \
     'b05_figure_2.dat' index 7 with lines lw 2 lc rgb '#b8508f' dt 4 title 'i = 4', \
     'b05_figure_2.dat' index 8 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'i = 5'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b05_figure_2-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'The query x = 0.6667'
set xlabel 'example i'
set ylabel 'y and K'
set key outside bottom center maxcols 1 Left reverse
set xzeroaxis
set yrange [*<0:0<*]
plot 'b05_figure_2.dat' index 9 with boxes fs solid 0.6 lc rgb '#2f7fc1' title 'K(x, x_i)', \
     'b05_figure_2.dat' index 10 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'a_i K(x, x_i)'
