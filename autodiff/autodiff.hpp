/// @file autodiff.hpp
/// All of autodiff, in the order in which it reads best. It needs the standard library alone.
///
///     scalar.hpp      what a number must be able to do
///     shape.hpp       blocks, and one lane per example
///     tape.hpp        a tape is a program
///     var.hpp         a variable, and how an operation is recorded
///     block.hpp       a block of numbers off any tape
///     primitives.hpp  the list of operations; operations/ has one struct for each
///     apply.hpp       one rule, read three ways: recorded, or computed on blocks or numbers
///     gradient.hpp    differentiate: the reverse sweep, recorded
///     adjoints.hpp    the reverse sweep over numbers, for a gradient wanted once
///     tangent.hpp     forward mode, recorded
///     jacobian.hpp    Jacobians, Hessians, and their products with vectors
///     dual.hpp        forward mode on numbers
///     rewrite.hpp     the part of a program that some outputs need, each line once
///     schedule.hpp    the order of a run over a batch; thread_pool.hpp, who does it
///     replay.hpp      run a program again, on new inputs, over a batch, on several threads
///     expansion.hpp   run a program on power series in time
///     listing.hpp     a tape as text; graphviz.hpp, as a picture
///     check_rule.hpp  one rule against central differences; check_gradient.hpp, a program's
///
/// Leaves out: multiprecision.hpp and interval.hpp, numbers that bring in Boost, MPFR and MPFI.
#pragma once

#include "autodiff/check_gradient.hpp"
#include "autodiff/dual.hpp"
#include "autodiff/expansion.hpp"
#include "autodiff/graphviz.hpp"
#include "autodiff/jacobian.hpp"
#include "autodiff/listing.hpp"
#include "autodiff/replay.hpp"
