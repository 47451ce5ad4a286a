/// @file interval.hpp
/// An interval of D decimal digits: two end points, and the promise that the truth lies between.
///
/// Every operation rounds its lower end down and its upper end up, so that
///
///     u ∈ U, v ∈ V   implies   u + v ∈ U + V,   and so for - * / and for every function of
///
/// interval_functions.hpp. A computation that runs on intervals encloses what it would have given
/// without rounding. Two intervals may overlap, and then neither is less: there is no operator<.
/// A NaN end makes the whole a NaN, which stays one, lies nowhere, and compares as false.
///
/// The end points' limbs are part of the object, as in MpfrReal: on the heap they would double the
/// time of a product and a sum (60 digits: 360 to 410 ns, here 205 to 225). MPFI calls no function
/// that would move them; its tests watch.
///
/// Leaves out: empty intervals, pairs of half-lines (1/[-1, 1] is refused), decorations.
/// Source: Moore, Interval Analysis (1966); Revol & Rouillier, MPFI (Reliable Computing 11, 2005).
/// Next: interval_functions.hpp.
#pragma once

#ifndef PATHKERNEL_HAS_MPFI
#error "pathkernel: intervals need MPFI (package libmpfi-dev), which CMake did not find"
#endif

#include <mpfi.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <ostream>
#include <string>

#include "autodiff/error.hpp"
#include "autodiff/multiprecision.hpp"

namespace pathkernel {

template <unsigned D>
class Interval {
 public:
  static constexpr mpfr_prec_t bits = std::numeric_limits<MpfrReal<D>>::digits;

  /// [0, 0].
  Interval() noexcept {
    mpfr_custom_init_set(&value_->left, MPFR_ZERO_KIND, 0, bits, limbs_[0].data());
    mpfr_custom_init_set(&value_->right, MPFR_ZERO_KIND, 0, bits, limbs_[1].data());
  }
  Interval(const Interval& other) noexcept : Interval() { mpfi_set(value_, other.value_); }
  Interval& operator=(const Interval& other) noexcept {
    mpfi_set(value_, other.value_);
    return *this;
  }

  /// A whole number, so that `1 - u` and `2 * u` read as they do for every scalar.
  template <std::integral I>
    requires(sizeof(I) <= sizeof(long))
  Interval(I n) : Interval() {
    if constexpr (std::signed_integral<I>)
      mpfi_set_si(value_, n);
    else
      mpfi_set_ui(value_, n);
  }
  explicit Interval(double point) : Interval() { mpfi_set_d(value_, point); }
  Interval(long double) = delete;  // it would be rounded to double first
  explicit Interval(const MpfrReal<D>& point) : Interval() {
    mpfi_set_fr(value_, point.backend().data());
  }
  /// [lower, upper]. @throws std::invalid_argument if lower > upper, or one of them is NaN
  Interval(const MpfrReal<D>& lower, const MpfrReal<D>& upper) : Interval() {
    if (!(lower <= upper))  // MPFI would exchange them without a word
      reject("autodiff: an interval from ", lower, " to ", upper,
             "; its ends must be numbers, the lower one not above the upper.");
    mpfi_interv_fr(value_, lower.backend().data(), upper.backend().data());
  }

  /// The smallest interval around a number, or an interval, of any precision.
  template <unsigned E>
  [[nodiscard]] static Interval enclosing(const MpfrReal<E>& number) {
    return computed(mpfi_set_fr, number.backend().data());
  }
  template <unsigned E>
  [[nodiscard]] static Interval enclosing(const Interval<E>& wide) {
    return computed(mpfi_set, wide.get());
  }

  [[nodiscard]] MpfrReal<D> lower() const { return number(&value_->left); }
  [[nodiscard]] MpfrReal<D> upper() const { return number(&value_->right); }
  /// upper - lower, rounded up.
  [[nodiscard]] MpfrReal<D> width() const { return measured(mpfi_diam_abs); }
  /// (lower + upper)/2, rounded; it lies in the interval.
  [[nodiscard]] MpfrReal<D> midpoint() const { return measured(mpfi_mid); }
  /// The midpoint, rounded to a double, which need not lie in the interval.
  explicit operator double() const { return static_cast<double>(midpoint()); }

  /// Whether lower <= x <= upper, where x is not rounded first.
  template <unsigned E>
  [[nodiscard]] bool contains(const MpfrReal<E>& x) const {
    return mpfr_lessequal_p(&value_->left, x.backend().data()) &&
           mpfr_lessequal_p(x.backend().data(), &value_->right);
  }

  /// Equal end points. Not "equal numbers": two that lie in the same interval may well differ.
  friend bool operator==(const Interval& u, const Interval& v) {
    return mpfr_equal_p(&u.value_->left, &v.value_->left) &&
           mpfr_equal_p(&u.value_->right, &v.value_->right);
  }

  friend Interval operator-(const Interval& u) { return computed(mpfi_neg, u.value_); }
  friend Interval operator+(const Interval& u, const Interval& v) {
    return computed(mpfi_add, u.value_, v.value_);
  }
  friend Interval operator-(const Interval& u, const Interval& v) {
    return computed(mpfi_sub, u.value_, v.value_);
  }
  friend Interval operator*(const Interval& u, const Interval& v) {
    return computed(mpfi_mul, u.value_, v.value_);
  }
  /// @throws std::domain_error if v holds 0
  friend Interval operator/(const Interval& u, const Interval& v) {
    if (mpfi_has_zero(v.value_))
      fail("autodiff: division by ", v, ", which holds 0; the divisor must lie on one side of 0. ",
           "Narrower intervals or more digits may show that it does.");
    return computed(mpfi_div, u.value_, v.value_);
  }
  Interval& operator+=(const Interval& v) {
    mpfi_add(value_, value_, v.value_);
    return *this;
  }
  Interval& operator-=(const Interval& v) {
    mpfi_sub(value_, value_, v.value_);
    return *this;
  }
  Interval& operator*=(const Interval& v) {
    mpfi_mul(value_, value_, v.value_);
    return *this;
  }
  Interval& operator/=(const Interval& v) { return *this = *this / v; }

  /// [lower, upper] to the stream's precision, rounded outwards: what is printed encloses, too.
  friend std::ostream& operator<<(std::ostream& out, const Interval& u) {
    const int digits = static_cast<int>(out.precision());
    return out << '[' + decimal(u.lower(), MPFR_RNDD, digits) + ", " +
                      decimal(u.upper(), MPFR_RNDU, digits) + ']';
  }

  /// What MPFI, or a function written like its own, makes of the arguments.
  template <class F, class... Arguments>
  [[nodiscard]] static Interval computed(F f, Arguments... arguments) {
    Interval y;
    f(y.value_, arguments...);
    return y;
  }
  [[nodiscard]] mpfi_srcptr get() const { return value_; }
  [[nodiscard]] mpfi_ptr get() { return value_; }

 private:
  static constexpr std::size_t limb_count = mpfr_custom_get_size(bits) / sizeof(mp_limb_t);

  static MpfrReal<D> number(mpfr_srcptr end) {
    MpfrReal<D> x;
    const mpfr_ptr to = x.backend().data();
    mpfr_add(to, end, to, MPFR_RNDN);  // exact, for x is 0; MPFI's zero is [0, -0], and -0 + 0 = 0
    return x;
  }
  MpfrReal<D> measured(int (*f)(mpfr_ptr, mpfi_srcptr)) const {
    MpfrReal<D> x;
    f(x.backend().data(), value_);
    return x;
  }
  static std::string decimal(const MpfrReal<D>& x, mpfr_rnd_t direction, int digits) {
    const auto print = [&](char* to, std::size_t room) {
      return mpfr_snprintf(to, room, "%.*R*g", digits, direction, x.backend().data());
    };
    std::string text(static_cast<std::size_t>(print(nullptr, 0)), ' ');
    print(text.data(), text.size() + 1);
    return text;
  }

  mpfi_t value_;
  std::array<mp_limb_t, limb_count> limbs_[2];
};

/// Multiplies into a temporary that outlives the term, and adds in place.
template <unsigned D>
struct MultiplyAdd<Interval<D>> {
  explicit MultiplyAdd(int /*unneeded_bits*/ = 0) {}
  void operator()(Interval<D>& sum, const Interval<D>& a, const Interval<D>& b) {
    mpfi_mul(product_.get(), a.get(), b.get());
    sum += product_;
  }

 private:
  Interval<D> product_;
};

}  // namespace pathkernel
