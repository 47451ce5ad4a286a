# As many digits as are asked for

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'd02_thousand_digits-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'y(T) - y_0 + Σ S_i'
set xlabel 'digits asked for'
set ylabel 'residual, as exponent of ten'
set key outside bottom center maxcols 1 Left reverse
plot 'd02_thousand_digits.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'minus the digits', \
     'd02_thousand_digits.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'the residual'
