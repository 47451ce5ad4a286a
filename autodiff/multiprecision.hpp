/// @file multiprecision.hpp
/// Numbers of D decimal digits: MPFR's where that library was found, else Boost's own.
///
/// The precision is part of the type and expression templates are off, so that arithmetic returns
/// the number itself (see Real). MPFR's numbers keep their limbs on the stack: a heap allocation
/// costs more than a product of 50 digits. The tape does not need this file, nor any of Boost.
///
/// Leaves out: precision chosen at run time; a program picks a rung of a ladder of types instead.
/// Source: Boost.Multiprecision; Fousse et al., MPFR (ACM TOMS 33, 2007).
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#ifdef PATHKERNEL_HAS_MPFR
#include <boost/multiprecision/mpfr.hpp>
#endif

#include "autodiff/scalar.hpp"

namespace pathkernel {

/// D decimal digits by Boost's own arithmetic: header only.
template <unsigned D>
using BoostReal = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<D>,
                                                boost::multiprecision::et_off>;

#ifdef PATHKERNEL_HAS_MPFR
/// D decimal digits by MPFR: at 50 digits a product and sum cost half of BoostReal's (39 ns beside
/// 84), a tanh a sixth (2.4 µs beside 14).
template <unsigned D>
using MpfrReal = boost::multiprecision::number<
    boost::multiprecision::mpfr_float_backend<D, boost::multiprecision::allocate_stack>,
    boost::multiprecision::et_off>;

template <unsigned D>
using HighPrecision = MpfrReal<D>;
inline constexpr const char* high_precision_name = "MPFR";
#else
template <unsigned D>
using HighPrecision = BoostReal<D>;
inline constexpr const char* high_precision_name = "Boost cpp_bin_float";
#endif

/// Multiplies into a temporary that outlives the term, and adds in place.
template <class Backend>
struct MultiplyAdd<boost::multiprecision::number<Backend, boost::multiprecision::et_off>> {
  using S = boost::multiprecision::number<Backend, boost::multiprecision::et_off>;
  void operator()(S& sum, const S& a, const S& b) {
    using boost::multiprecision::default_ops::eval_multiply;  // a backend may bring better ones
    eval_multiply(product_.backend(), a.backend(), b.backend());
    sum += product_;
  }

 private:
  S product_;
};

}  // namespace pathkernel
