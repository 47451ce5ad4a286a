# The least eigenvalues of Θ_t and of K

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a27_eigenvalues-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'tanh network 1-1-1'
set xlabel 't'
set ylabel 'least eigenvalue'
set key outside bottom center maxcols 1 Left reverse
plot 'a27_eigenvalues.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'λ_min(Θ_t)', \
     'a27_eigenvalues.dat' index 1 with lines lw 2 lc rgb '#c8600a' dt 2 title 'λ_min of K over [0, t]'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a27_eigenvalues-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'v exp(u x), 2 parameters'
set xlabel 't'
set ylabel 'least eigenvalue'
set key outside bottom center maxcols 1 Left reverse
plot 'a27_eigenvalues.dat' index 2 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'λ_min(Θ_t)', \
     'a27_eigenvalues.dat' index 3 with lines lw 2 lc rgb '#c8600a' dt 2 title 'λ_min of K over [0, t]'
