# Kernels with a preconditioner inside

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a19_preconditioned_flows-1.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'RMSProp: predictions'
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'a19_preconditioned_flows.dat' index 0 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the network', \
     'a19_preconditioned_flows.dat' index 1 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'by its kernel', \
     'a19_preconditioned_flows.dat' index 2 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'with P left out'

reset
set encoding utf8
set terminal svg size 440,348 dynamic noenhanced font 'sans-serif,13'
set output 'a19_preconditioned_flows-2.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title 'Adam: predictions'
set xlabel 'x'
set ylabel 'y'
set key outside bottom center maxcols 1 Left reverse
plot 'a19_preconditioned_flows.dat' index 3 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'the network', \
     'a19_preconditioned_flows.dat' index 4 with points lc rgb '#c8600a' pt 5 ps 0.5 title 'by its kernel', \
     'a19_preconditioned_flows.dat' index 5 with lines lw 2 lc rgb '#1a8a5f' dt 3 title 'with P left out'

reset
set encoding utf8
set terminal svg size 440,332 dynamic noenhanced font 'sans-serif,13'
set output 'a19_preconditioned_flows-3.svg'
set format '%g'
set tics nomirror
set border 3
set grid lw 0.5 dt 3
set offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04
set title '∇f(x)·P ∇f(x) along Newton''s paths'
set xlabel 't'
set ylabel 'at x = -1'
set key outside bottom center maxcols 1 Left reverse
plot 'a19_preconditioned_flows.dat' index 6 with lines lw 2 lc rgb '#2f7fc1' dt 1 title 'λ = 4: P positive', \
     'a19_preconditioned_flows.dat' index 7 with lines lw 2 lc rgb '#c8600a' dt 2 title 'λ = 0: P indefinite'
