# An orthogonal part only costs

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c04_representer-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x'
set ylabel 'f(x)'
set key outside bottom center maxcols 1 Left reverse
plot 'c04_representer.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'f', \
     'c04_representer.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'f + h', \
     'c04_representer.dat' index 2 with points lc rgb '#1a8a5f' pt 9 ps 0.5 title 'examples'

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'c04_representer-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 's'
set ylabel 'J'
unset key
plot 'c04_representer.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 notitle
