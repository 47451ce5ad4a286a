# Wide networks begin as a Gaussian process

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c11_gaussian_process-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'One network''s kernel'
set xlabel 'width n'
set ylabel 'root of E |K_n - Σ|²'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c11_gaussian_process.dat' index 0 with linespoints lw 2 lc rgb '#2f7fc1' pt 7 ps 0.5 dt 1 title 'relu', \
     'c11_gaussian_process.dat' index 1 with linespoints lw 2 lc rgb '#c8600a' pt 5 ps 0.5 dt 2 title 'erf', \
     'c11_gaussian_process.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'n^-1/2'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'c11_gaussian_process-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set format y '%.0e'
set format x '%.0e'
set title 'Excess kurtosis, relu'
set xlabel 'width n'
set logscale x
set logscale y
set key outside bottom center maxcols 1 Left reverse
plot 'c11_gaussian_process.dat' index 3 with points lc rgb '#2f7fc1' pt 7 ps 0.5 title '3 E K_n²/Σ² - 3', \
     'c11_gaussian_process.dat' index 4 with lines lw 2 lc rgb '#c8600a' dt 2 title '15/n'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c11_gaussian_process-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Outputs over networks'
set xlabel 'f(x) in deviations'
set ylabel 'density'
set key outside bottom center maxcols 1 Left reverse
plot 'c11_gaussian_process.dat' index 5 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'n = 1', \
     'c11_gaussian_process.dat' index 6 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'n = 512', \
     'c11_gaussian_process.dat' index 7 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'normal'
