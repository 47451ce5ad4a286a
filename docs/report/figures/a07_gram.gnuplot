# Path kernel and loss-weighted path kernel of the flights

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'a07_gram-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K(x_i, x_j)'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-9.74542273:9.74542273]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [23-0.5:-0.5]
set xrange [-0.5:23-0.5]
plot 'a07_gram.dat' matrix index 0 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'a07_gram-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K^lp(x_i, x_j)'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-6.42885002:6.42885002]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [23-0.5:-0.5]
set xrange [-0.5:23-0.5]
plot 'a07_gram.dat' matrix index 1 with image pixels notitle
