# Coefficients that depend less and less on x, but for a pole

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'c02_steady_loss_derivatives-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'a_1, of the example at x_1 = -1'
set xlabel 'x'
set ylabel 'a_1'
set key outside bottom center maxcols 1 Left reverse
plot 'c02_steady_loss_derivatives.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'λ = 1', \
     'c02_steady_loss_derivatives.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'λ = 0.125', \
     'c02_steady_loss_derivatives.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'λ = 0.0156'
