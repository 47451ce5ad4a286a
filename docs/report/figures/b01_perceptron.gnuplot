# A perceptron counts its mistakes

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b01_perceptron-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Σ c_i y_i (x·x_i) = w·x = 0'
set xlabel 'x_1'
set ylabel 'x_2'
set key outside bottom center maxcols 1 Left reverse
plot 'b01_perceptron.dat' index 0 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title 'y = -1', \
     'b01_perceptron.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'y = 1', \
     'b01_perceptron.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'w·x = 0'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b01_perceptron-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Mistakes at every example'
set xlabel 'example i'
set ylabel 'c_i y_i'
unset key
plot 'b01_perceptron.dat' index 3 with impulses lw 2 lc rgb '#2f7fc1' notitle
