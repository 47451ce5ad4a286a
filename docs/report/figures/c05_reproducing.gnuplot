# An inner product that reads off f(x)

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c05_reproducing-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 't'
set ylabel 'f(t)'
set key outside bottom center maxcols 1 Left reverse
plot 'c05_reproducing.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'f', \
     'c05_reproducing.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'k(·, x)'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c05_reproducing-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 't'
set ylabel 'integral'
set key outside bottom center maxcols 1 Left reverse
plot 'c05_reproducing.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title '⟨f, k(·, x)⟩ up to t', \
     'c05_reproducing.dat' index 3 with lines lw 2 lc rgb '#c8600a' dt 2 title 'f(x)'
