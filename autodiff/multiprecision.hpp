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
  explicit MultiplyAdd(int /*unneeded_bits*/ = 0) {}
  void operator()(S& sum, const S& a, const S& b) {
    using boost::multiprecision::default_ops::eval_multiply;  // a backend may bring better ones
    eval_multiply(product_.backend(), a.backend(), b.backend());
    sum += product_;
  }

 private:
  S product_;
};

#ifdef PATHKERNEL_HAS_MPFR
/// The same with MPFR's numbers, of which it reads the leading limbs only where the last digits of
/// the sum are not needed: a limb is 64 bits, and two of them are multiplied in half the time of
/// four.
template <unsigned D>
struct MultiplyAdd<MpfrReal<D>> {
  using S = MpfrReal<D>;
  explicit MultiplyAdd(int unneeded_bits = 0)
      : all_limbs_((mpfr_get_prec(product_.backend().data()) - 1) / limb_bits + 1),
        limbs_(std::max<mpfr_prec_t>(1, all_limbs_ - unneeded_bits / limb_bits)) {}

  void operator()(S& sum, const S& a, const S& b) {
    const mpfr_srcptr left = a.backend().data(), right = b.backend().data();
    const mpfr_ptr product = product_.backend().data(), total = sum.backend().data();
    if (limbs_ == all_limbs_ || !mpfr_regular_p(left) || !mpfr_regular_p(right) ||
        !mpfr_regular_p(total)) {
      mpfr_mul(product, left, right, MPFR_RNDN);
      mpfr_add(total, total, product, MPFR_RNDN);
      return;
    }
    mpfr_t u, v, y, s;
    lead(u, left);
    lead(v, right);
    lead(s, total);
    mpfr_custom_init_set(y, MPFR_ZERO_KIND, 0, limbs_ * limb_bits,
                         mpfr_custom_get_significand(product));
    mpfr_mul(y, u, v, MPFR_RNDN);
    mpfr_add(s, s, y, MPFR_RNDN);
    if (mpfr_regular_p(s))
      mpfr_custom_init_set(total, mpfr_custom_get_kind(s), mpfr_custom_get_exp(s),
                           mpfr_get_prec(total), mpfr_custom_get_significand(total));
    else
      mpfr_set(total, s, MPFR_RNDN);
  }

 private:
  static constexpr mpfr_prec_t limb_bits = GMP_NUMB_BITS;

  /// The leading limbs of a number, where they lie.
  void lead(mpfr_ptr x, mpfr_srcptr number) const {
    auto* const limbs = static_cast<mp_limb_t*>(mpfr_custom_get_significand(number));
    mpfr_custom_init_set(x, mpfr_custom_get_kind(number), mpfr_custom_get_exp(number),
                         limbs_ * limb_bits, limbs + (all_limbs_ - limbs_));
  }

  S product_;
  mpfr_prec_t all_limbs_, limbs_;
};
#endif

}  // namespace pathkernel
