# The path kernel of a density

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b14_kernels-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'state x'
set ylabel 'K(x, x_i)'
unset key
set xzeroaxis
set yrange [*<0:0<*]
plot 'b14_kernels.dat' index 0 with boxes fs solid 0.6 lc rgb '#2f7fc1' notitle

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b14_kernels-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x'
set ylabel 'k(x, 0.4) beside its largest'
set key outside bottom center maxcols 1 Left reverse
plot 'b14_kernels.dat' index 1 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'K', \
     'b14_kernels.dat' index 2 with lines lw 2 lc rgb '#c8600a' dt 2 title 'Parzen'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'b14_kernels-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'x'
set ylabel 'p(x)'
set key outside bottom center maxcols 1 Left reverse
plot 'b14_kernels.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'p_0', \
     'b14_kernels.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title 'p'
