# What each flight says, asked about three temperatures

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a10_contributions-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'flight'
set ylabel 'a_i'
set key outside bottom center maxcols 1 Left reverse
plot 'a10_contributions.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title '31 °F', \
     'a10_contributions.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title '53 °F', \
     'a10_contributions.dat' index 2 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title '81 °F'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a10_contributions-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set xlabel 'flight'
set ylabel '-S_i, log-odds'
set key outside bottom center maxcols 1 Left reverse
plot 'a10_contributions.dat' index 3 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title '31 °F', \
     'a10_contributions.dat' index 4 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title '53 °F', \
     'a10_contributions.dat' index 5 with linespoints lw 2 lc rgb '#1a8a5f' pt 9 ps 0.5 dt 3 title '81 °F'
