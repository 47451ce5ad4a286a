# Weights as a superposition of examples

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b04_superposition-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'What each example adds to each weight'
set xlabel 'weight'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-4.54655553:4.54655553]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [4-0.5:-0.5]
set xrange [-0.5:10-0.5]
plot 'b04_superposition.dat' matrix index 0 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'b04_superposition-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'w(T) = w_0 + the column''s sum'
set xlabel 'weight'
set ylabel 'w'
set key outside bottom center maxcols 1 Left reverse
plot 'b04_superposition.dat' index 1 with impulses lw 2 lc rgb '#2f7fc1' title 'w_0', \
     'b04_superposition.dat' index 2 with lines lw 2 lc rgb '#c8600a' dt 2 title 'w_0 + Σ of the examples', \
     'b04_superposition.dat' index 3 with points lc rgb '#1a8a5f' pt 9 ps 0.5 title 'w(T)'
