# The tangent kernel while a network learns

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'W x/√n, at first'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-2.49391538:2.49391538]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 0 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'W x/√n, on the way'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-2.51558009:2.51558009]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 1 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'W x/√n, at the end'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-2.69790408:2.69790408]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 2 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-4.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'output divided by n, at first'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-0.00974185696:0.00974185696]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 3 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-5.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'output divided by n, on the way'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-0.0138892493:0.0138892493]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 4 with image pixels notitle

reset
set encoding utf8
set terminal svg size 440,300 dynamic noenhanced font 'sans-serif,13'
set output 'b08_kernels-6.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'output divided by n, at the end'
set xlabel 'example'
set ylabel 'example'
set size square
unset grid
set xtics out
set ytics out
unset key
set cbrange [-0.0473146237:0.0473146237]
set palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')
set yrange [12-0.5:-0.5]
set xrange [-0.5:12-0.5]
plot 'b08_kernels.dat' matrix index 5 with image pixels notitle
