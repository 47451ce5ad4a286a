/// @file autodiff.hpp
/// All of autodiff, in the order in which it reads best. It needs the standard library alone.
///
///     scalar.hpp      what a number must be able to do
///     shape.hpp       blocks, and one lane per example
///     tape.hpp        a tape is a program
///     var.hpp         a variable, and how an operation is recorded
///     primitives.hpp  the list of operations; operations/ has one struct for each
///     gradient.hpp    differentiate: the reverse sweep, recorded
///     rewrite.hpp     the part of a program that some outputs need, each line once
///     replay.hpp      run a program again, on new inputs, over a batch
///     expansion.hpp   run a program on power series in time
///
/// Leaves out: multiprecision.hpp, the numbers of many digits, which brings in Boost.
#pragma once

#include "autodiff/expansion.hpp"
#include "autodiff/gradient.hpp"
#include "autodiff/replay.hpp"
