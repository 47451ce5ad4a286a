/// @file interval_functions.hpp
/// The functions of intervals, found by argument-dependent lookup as those of every scalar, and
/// what takes the place of comparisons and branches.
///
/// Where u occurs once in an increasing or decreasing expression, interval arithmetic gives the
/// whole range and nothing more but rounding. So sigmoid and softplus are written with one u each;
/// the usual forms, which branch on its sign, would be wider or need a case for each sign.
///
/// Of intervals "a < b" may be true, false or undecided: [1, 1], [0, 0] or [0, 1], a mask. Choosing
/// by a mask that is undecided gives the hull of both choices, which holds whichever is right.
///
/// Leaves out: what the primitives don't need (asin, acos, ...); bases of powers that reach 0.
/// Source: Revol & Rouillier (2005); IEEE 1788-2015, for what a function of an interval means.
/// Next: listing.hpp.
#pragma once

#include "autodiff/interval.hpp"

namespace pathkernel {

template <unsigned D>
[[nodiscard]] bool isnan(const Interval<D>& u) {
  return mpfi_nan_p(u.get()) != 0;
}
/// Whether both end points are numbers.
template <unsigned D>
[[nodiscard]] bool isfinite(const Interval<D>& u) {
  return mpfi_bounded_p(u.get()) != 0;
}
/// Whether the lower end point has a minus sign.
template <unsigned D>
[[nodiscard]] bool signbit(const Interval<D>& u) {
  return mpfr_signbit(&u.get()->left) != 0;
}

// ---- instead of comparisons ----

/// Whether every number of a is less than every number of b.
template <unsigned D>
[[nodiscard]] bool certainly_less(const Interval<D>& a, const Interval<D>& b) {
  return !isnan(a) && !isnan(b) && mpfr_less_p(&a.get()->right, &b.get()->left);
}
/// Whether some number of a is less than some number of b.
template <unsigned D>
[[nodiscard]] bool possibly_less(const Interval<D>& a, const Interval<D>& b) {
  return !isnan(a) && !isnan(b) && mpfr_less_p(&a.get()->left, &b.get()->right);
}

/// The smallest interval that contains a and b.
template <unsigned D>
[[nodiscard]] Interval<D> hull(const Interval<D>& a, const Interval<D>& b) {
  return Interval<D>::computed(mpfi_union, a.get(), b.get());
}

/// The mask of a < b: 1, 0, or [0, 1] where that is undecided.
template <unsigned D>
[[nodiscard]] Interval<D> less(const Interval<D>& a, const Interval<D>& b) {
  if (isnan(a) || isnan(b)) return a + b;  // a NaN
  if (certainly_less(a, b)) return 1;
  if (!possibly_less(a, b)) return 0;
  return {0, 1};
}
/// a where the mask is 1, b where it is 0, and what contains both where it is undecided.
template <unsigned D>
[[nodiscard]] Interval<D> choose(const Interval<D>& mask, const Interval<D>& a,
                                 const Interval<D>& b) {
  if (mask == 1) return a;
  if (mask == 0) return b;
  return isnan(mask) ? mask : hull(a, b);
}

template <unsigned D>
[[nodiscard]] Interval<D> min(const Interval<D>& a, const Interval<D>& b) {
  if (isnan(a) || isnan(b)) return a + b;  // mpfr_min would pass over the NaN
  Interval<D> y;
  mpfr_min(&y.get()->left, &a.get()->left, &b.get()->left, MPFR_RNDD);
  mpfr_min(&y.get()->right, &a.get()->right, &b.get()->right, MPFR_RNDU);
  return y;
}
template <unsigned D>
[[nodiscard]] Interval<D> max(const Interval<D>& a, const Interval<D>& b) {
  return -min(-a, -b);
}
template <unsigned D>
[[nodiscard]] Interval<D> relu(const Interval<D>& u) {
  return max(u, Interval<D>(0));
}

// ---- defined for all numbers ----

template <unsigned D>
[[nodiscard]] Interval<D> abs(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_abs, u.get());
}
/// u², which is never below 0, while u u may be: [-1, 2]² = [0, 4].
template <unsigned D>
[[nodiscard]] Interval<D> square(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_sqr, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> exp(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_exp, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> expm1(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_expm1, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> atan(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_atan, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> sinh(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_sinh, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> cosh(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_cosh, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> tanh(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_tanh, u.get());
}
/// MPFI has no erf; it increases, so that the ends of the range are its values at the ends.
template <unsigned D>
[[nodiscard]] Interval<D> erf(const Interval<D>& u) {
  Interval<D> y;
  mpfr_erf(&y.get()->left, &u.get()->left, MPFR_RNDD);
  mpfr_erf(&y.get()->right, &u.get()->right, MPFR_RNDU);
  return y;
}
/// 1/(1 + e^-u).
template <unsigned D>
[[nodiscard]] Interval<D> sigmoid(const Interval<D>& u) {
  return 1 / (1 + exp(-u));
}
/// ln(1 + e^u).
template <unsigned D>
[[nodiscard]] Interval<D> softplus(const Interval<D>& u) {
  return Interval<D>::computed(mpfi_log1p, exp(u).get());
}

// ---- circular functions ----

namespace detail {
/// MPFI's sin, cos or tan of u >= 0. It looks for the quadrants of both ends with ever more digits
/// until it is sure: never, of a negative number about to underflow, hence u >= 0; after minutes,
/// of one with thousands of digits before the point, which here may be anywhere on the circle.
template <unsigned D>
Interval<D> circular(int (*f)(mpfi_ptr, mpfi_srcptr), const Interval<D>& u) {
  if (isnan(u) || mpfr_cmp_ui_2exp(&u.get()->right, 1, 8192) <= 0)
    return Interval<D>::computed(f, u.get());
  const MpfrReal<D> infinity = std::numeric_limits<MpfrReal<D>>::infinity();
  return Interval<D>::computed(f, Interval<D>(-infinity, infinity).get());
}
/// An odd one, f(-u) = -f(u).
template <unsigned D>
Interval<D> odd_circular(int (*f)(mpfi_ptr, mpfi_srcptr), const Interval<D>& u) {
  if (!possibly_less(u, Interval<D>(0))) return circular(f, u);
  if (!possibly_less(Interval<D>(0), u)) return -circular(f, -u);
  return hull(-circular(f, relu(-u)), circular(f, relu(u)));
}
}  // namespace detail

template <unsigned D>
[[nodiscard]] Interval<D> sin(const Interval<D>& u) {
  return detail::odd_circular(mpfi_sin, u);
}
template <unsigned D>
[[nodiscard]] Interval<D> cos(const Interval<D>& u) {
  return detail::circular(mpfi_cos, abs(u));
}
template <unsigned D>
[[nodiscard]] Interval<D> tan(const Interval<D>& u) {
  const Interval<D> y = detail::odd_circular(mpfi_tan, u);
  if (!isnan(y) && !isfinite(y))  // MPFI's answer where u holds a pole
    fail("autodiff: tan of ", u, "; it is defined between neighbouring odd multiples of π/2.");
  return y;
}

// ---- defined for some: the whole interval must lie there ----

template <unsigned D>
[[nodiscard]] Interval<D> log(const Interval<D>& u) {
  if (!certainly_less(Interval<D>(0), u))
    fail("autodiff: log of ", u, "; it is defined for numbers above 0.");
  return Interval<D>::computed(mpfi_log, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> log1p(const Interval<D>& u) {
  if (!certainly_less(Interval<D>(-1), u))
    fail("autodiff: log1p of ", u, "; it is defined for numbers above -1.");
  return Interval<D>::computed(mpfi_log1p, u.get());
}
template <unsigned D>
[[nodiscard]] Interval<D> sqrt(const Interval<D>& u) {
  if (!certainly_less(Interval<D>(0), u))
    fail("autodiff: sqrt of ", u, "; it has a derivative for numbers above 0.");
  return Interval<D>::computed(mpfi_sqrt, u.get());
}
/// u^v. It is monotone in u for each v and in v for each u: the range ends at corners of the box.
template <unsigned D>
[[nodiscard]] Interval<D> pow(const Interval<D>& u, const Interval<D>& v) {
  if (!certainly_less(Interval<D>(0), u))
    fail("autodiff: pow of ", u, " to the ", v, "; it is defined for bases above 0.");
  if (isnan(v)) return v;  // 1^NaN would be 1
  const auto at = [](mpfr_srcptr base, mpfr_srcptr exponent) {
    Interval<D> y;
    mpfr_pow(&y.get()->left, base, exponent, MPFR_RNDD);
    mpfr_pow(&y.get()->right, base, exponent, MPFR_RNDU);
    return y;
  };
  const mpfi_srcptr base = u.get(), exponent = v.get();
  return hull(hull(at(&base->left, &exponent->left), at(&base->left, &exponent->right)),
              hull(at(&base->right, &exponent->left), at(&base->right, &exponent->right)));
}

}  // namespace pathkernel
