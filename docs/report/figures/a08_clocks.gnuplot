# One curve, two clocks

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a08_clocks-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'a08_clocks.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the network', \
     'a08_clocks.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'Σ ∫ L'' Θ dt', \
     'a08_clocks.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'Σ ∫ L'' Θ ds'
