# Three kinds of example weights

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b18_weights-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel '|a_i|'
set ylabel 'α_i'
unset key
plot 'b18_weights.dat' index 0 with points lc rgb '#2f7fc1' pt 7 ps 0.5 notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b18_weights-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel '|a_i|'
set ylabel 'mistakes'
unset key
plot 'b18_weights.dat' index 1 with points lc rgb '#2f7fc1' pt 7 ps 0.5 notitle

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b18_weights-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'examples'
set ylabel 'weight'
set key outside bottom center maxcols 1 Left reverse
plot 'b18_weights.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title '|a_i|', \
     'b18_weights.dat' index 3 with lines lw 2 lc rgb '#c8600a' dt 2 title 'α_i', \
     'b18_weights.dat' index 4 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'mistakes'
