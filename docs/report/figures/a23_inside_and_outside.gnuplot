# A logistic output told either way, at the queries (s, s/2)

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a23_inside_and_outside-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'y at T'
set xlabel 's'
set ylabel 'probability'
set key outside bottom center maxcols 1 Left reverse
plot 'a23_inside_and_outside.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'g of the sum inside', \
     'a23_inside_and_outside.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'the sum outside', \
     'a23_inside_and_outside.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'g of the sum outside'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a23_inside_and_outside-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K(x, x_1)'
set xlabel 's'
set ylabel 'K'
set key outside bottom center maxcols 1 Left reverse
plot 'a23_inside_and_outside.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'inside: of z', \
     'a23_inside_and_outside.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title 'outside: of p'
