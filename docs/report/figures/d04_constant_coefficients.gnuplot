# Predictions from a kernel and the constant 1

reset
set encoding utf8
set terminal svg size 440,396 dynamic noenhanced font 'sans-serif,13'
set output 'd04_constant_coefficients-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'three classes'
set xlabel 'x'
set ylabel 'ln p'
set key outside bottom center maxcols 1 Left reverse
plot 'd04_constant_coefficients.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'ln p_0', \
     'd04_constant_coefficients.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'ln p_1', \
     'd04_constant_coefficients.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'ln p_2', \
     'd04_constant_coefficients.dat' index 3 with points lc rgb '#b8508f' pt 11 ps 0.5 title 'by K, a = 1', \
     'd04_constant_coefficients.dat' index 4 with points lc rgb '#8a6d1f' pt 13 ps 0.5 notitle, \
     'd04_constant_coefficients.dat' index 5 with points lc rgb '#6f7680' pt 6 ps 0.5 notitle

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'd04_constant_coefficients-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'of the first example, at its own class'
set xlabel 'x'
set ylabel 'coefficient'
set key outside bottom center maxcols 1 Left reverse
plot 'd04_constant_coefficients.dat' index 6 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'of logits', \
     'd04_constant_coefficients.dat' index 7 with lines lw 2 lc rgb '#c8600a' dt 2 title 'of ln p'
