# How alike words are to a recurrent network

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'a24_words-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'K(x, x'')/√(K(x, x) K(x'', x''))'
set xlabel 'word x'', in the order a, b, aa, ab, ba, bb, aaa, ...'
set ylabel 'word x'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-1:1]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [14-0.5:-0.5]
set xrange [-0.5:14-0.5]
plot 'a24_words.dat' matrix index 0 with image pixels notitle
