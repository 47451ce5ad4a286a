# A function of one direction among many

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b17_dimensions-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'step'
set xlabel 'd'
set ylabel 'alignment'
set key outside bottom center maxcols 1 Left reverse
plot 'b17_dimensions.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'path kernel', \
     'b17_dimensions.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'tangent kernel before', \
     'b17_dimensions.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'best Gaussian'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b17_dimensions-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'wave'
set xlabel 'd'
set ylabel 'error'
set key outside bottom center maxcols 1 Left reverse
plot 'b17_dimensions.dat' index 3 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'path kernel', \
     'b17_dimensions.dat' index 4 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'tangent kernel before', \
     'b17_dimensions.dat' index 5 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'best Gaussian'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b17_dimensions-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'distance'
set ylabel 'cosine'
set key outside bottom center maxcols 1 Left reverse
plot 'b17_dimensions.dat' index 6 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'same side of the step', \
     'b17_dimensions.dat' index 7 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'other side'
