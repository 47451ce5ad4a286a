# What a wide network's kernel depends on

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'c13_architecture-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'One hidden layer'
set xlabel 'width n'
set ylabel 'relative distance'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c13_architecture.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'Θ_0 from the formula', \
     'c13_architecture.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'between trainings, one seed', \
     'c13_architecture.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'Θ_0 from the other depth''s formula', \
     'c13_architecture.dat' index 3 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'Θ_T, trained on moons', \
     'c13_architecture.dat' index 4 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'n^-1/2'

reset
set encoding utf8
set terminal svg size 440,380 dynamic noenhanced font 'sans-serif,13'
set output 'c13_architecture-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Two hidden layers'
set xlabel 'width n'
set ylabel 'relative distance'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c13_architecture.dat' index 5 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'Θ_0 from the formula', \
     'c13_architecture.dat' index 6 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'between trainings, one seed', \
     'c13_architecture.dat' index 7 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title 'Θ_0 from the other depth''s formula', \
     'c13_architecture.dat' index 8 with linespoints lw 2 lc rgb '#b8508f' pt 11 ps 0.5 dt 4 title 'Θ_T, trained on moons', \
     'c13_architecture.dat' index 9 with lines lw 2 lc rgb '#8a6d1f' dt 5 title 'n^-1/2'
