/// @file elementary_double.hpp
/// For double alone: elementary functions without a branch, of which a compiler makes vectors.
///
/// A plain loop y[i] = tanh(u[i]) computes 4 or 8 values at once (from SSE4.2 on). All that comes
/// from e^u shares one reduction, n being the integer nearest to u/ln 2, and two polynomials:
///
///     u = n ln 2 + r,   |r| <= (ln 2)/2,   e^u = 2^n e^r,   e^r = cosh r + sinh r
///     cosh r = 1 + r² C(r²),   sinh r = r + r³ S(r²)
///
/// The logarithms share another, with √½ <= 1 + f < √2 and s = f/(2 + f):
///
///     u = 2^n (1 + f),   ln u = n ln 2 + ln(1 + f),   ln(1 + f) = 2 atanh s = 2s + s³ L(s²)
///
/// C, S and L are minimax polynomials: Remez's exchange in 60 digits, rounded one coefficient after
/// the other. They are off by 2^-57 of cosh r, 2^-61 of sinh r and 2^-59 of 2s. Every value is
/// within 2.5 units in its last place, also where it is subnormal, with fused products or without.
///
/// Leaves out: roundings other than to nearest, x87, -ffast-math, errno, exception flags.
/// Source: Cody & Waite, Software Manual for the Elementary Functions (1980), ch. 6, for ln 2 in
///         two parts; Sun's fdlibm (1993), e_log.c, for the order of the logarithm's sum.
/// Next: operations/exponentials.hpp.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace pathkernel::elementary {

[[nodiscard]] inline std::uint64_t bits_of(double u) { return std::bit_cast<std::uint64_t>(u); }

/// 2^(e - 1023): the last 11 bits of e become the exponent of a double.
[[nodiscard]] inline double power_of_two(std::uint64_t e) { return std::bit_cast<double>(e << 52); }

/// `yes ? u : v`. Of ?: g++ may make a jump, with arithmetic behind it that might trap, and then it
/// makes no vectors; of masks it makes one instruction.
[[nodiscard]] inline double choose(bool yes, double u, double v) {
  const std::uint64_t mask = -static_cast<std::uint64_t>(yes);
  return std::bit_cast<double>((bits_of(u) & mask) | (bits_of(v) & ~mask));
}

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// ln 2 in two parts. The first has 42 bits, so that n ln2_high is exact for |n| < 2^11.
inline constexpr double ln2_high = 0x1.62e42fefa38p-1, ln2_low = 0x1.ef35793c76730p-45;

// ---- e^u and its kin ----

/// u = n ln 2 + r.
struct Reduced {
  std::uint64_t exponent;  ///< its last 11 bits are n + bias
  double high, low;        ///< r = high - low to more digits than one double holds; high is exact
  double r;
};

/// A sum with 3·2^51 has no bits left for a fraction: it rounds to the nearest integer, which is
/// then in its last bits, here with the bias that makes an exponent of it.
[[nodiscard]] inline Reduced reduced(double u, int bias) {
  const double shift = 0x1.8p52 + bias;
  const double shifted = u * 0x1.71547652b82fep0 + shift;  // u/ln 2
  const double n = shifted - shift;
  const double high = u - n * ln2_high, low = n * ln2_low;
  return {bits_of(shifted), high, low, high - low};
}

/// C(z) = (cosh √z - 1)/z = 1/2! + z/4! + ...
[[nodiscard]] inline double cosh_tail(double z) {
  const double c2 = 0x1.6c16c17f3613ap-10, c3 = 0x1.a019a68b25c30p-16, c4 = 0x1.28a2a553353d6p-22;
  return 0x1.0000000000005p-1 + z * (0x1.55555555520f7p-5 + z * (c2 + z * (c3 + z * c4)));
}

/// S(z) = (sinh √z - √z)/z√z = 1/3! + z/5! + ...
[[nodiscard]] inline double sinh_tail(double z) {
  const double s2 = 0x1.a01a01b020515p-13, s3 = 0x1.71ddf7afd1be5p-19, s4 = 0x1.af5ff38efed21p-26;
  return 0x1.5555555555559p-3 + z * (0x1.111111110f62ap-7 + z * (s2 + z * (s3 + z * s4)));
}

/// e^r - 1 - r.
[[nodiscard]] inline double exp_tail(double r) {
  const double z = r * r;
  return z * (cosh_tail(z) + r * sinh_tail(z));
}

/// e^u = 2^n + 2^n (e^r - 1). Two factors make 2^n, which may be 2^1024; only the second of them
/// rounds, where e^u is subnormal.
[[nodiscard]] inline double exp(double u) {
  const Reduced x = reduced(u, 2 * 1023);
  const std::uint64_t half = x.exponent >> 1;
  const double p = power_of_two(half);
  const double y = (p + p * (x.r + exp_tail(x.r))) * power_of_two(x.exponent - half);
  return choose(u > 710, infinity, choose(u < -746, 0, y));
}

/// e^u - 1 = (2^n - 1) + 2^n (e^r - 1), the larger terms first; halved, since 2^1024 overflows.
[[nodiscard]] inline double expm1(double u) {
  const Reduced x = reduced(u, 1023 - 1);
  const double p = power_of_two(x.exponent);
  const double y = 2 * (((p - 0x1p-1) + p * x.high) + p * (exp_tail(x.r) - x.low));
  const double bounded = choose(u > 710, infinity, choose(u < -50, -1, y));
  return choose(std::abs(u) < 0x1p-60, u, bounded);  // else -0 would be 0, and u/2 may lose a bit
}

/// tanh |u| = (1 - v)/(1 + v) with v = e^-2|u| = p + p w. As 1 - p and 1 + p are exact, or p tiny,
/// each of the two sums is rounded once.
[[nodiscard]] inline double tanh(double u) {
  const double a = std::abs(u);
  const Reduced x = reduced(-2 * a, 1023);
  const double p = power_of_two(x.exponent), w = x.high + (exp_tail(x.r) - x.low);
  const double y = ((1 - p) - p * w) / ((1 + p) + p * w);
  return std::copysign(choose(a > 20, 1, y), u);
}

/// 1/(1 + e^-u), both of them times 2^-64: else e^-u would overflow before its inverse is 0.
[[nodiscard]] inline double sigmoid(double u) {
  const Reduced x = reduced(-u, 1023 - 64);
  const double p = power_of_two(x.exponent), w = x.r + exp_tail(x.r);
  const double y = 0x1p-64 / (p + (0x1p-64 + p * w));
  return choose(u > 40, 1, choose(u < -746, 0, y));
}

struct SinhCosh { double sinh, cosh; };

/// sinh a = s cosh r + c sinh r with s = sinh(n ln 2) = (2^n - 2^-n)/2, c = cosh(n ln 2), and
/// cosh a = c cosh r + s sinh r, for 0 <= a < 710.8; halved, since 2^1024 overflows.
[[nodiscard]] inline SinhCosh sinh_cosh(double a) {
  const Reduced x = reduced(a, 1023 - 2);
  const double rising = power_of_two(x.exponent);
  const double falling = choose(a > 700, 0, power_of_two(2 * (1023 - 2) - x.exponent));
  const double s = rising - falling, c = rising + falling, z = x.r * x.r;
  const double cosh_rest = z * cosh_tail(z), sinh_rest = x.r * z * sinh_tail(z) - x.low;
  return {2 * ((s + c * x.high) + (s * cosh_rest + c * sinh_rest)),
          2 * (c + (s * x.high + (c * cosh_rest + s * sinh_rest)))};
}

[[nodiscard]] inline double sinh(double u) {
  const double a = std::abs(u);
  const double y = choose(a > 0x1.634p9, infinity, sinh_cosh(a).sinh);  // 710.5
  return std::copysign(choose(a < 0x1p-60, a, y), u);  // else a/2 may lose a bit
}

[[nodiscard]] inline double cosh(double u) {
  const double a = std::abs(u);
  return choose(a > 0x1.634p9, infinity, sinh_cosh(a).cosh);
}

// ---- logarithms ----

/// L(z) = (2 atanh √z - 2√z)/z√z = 2/3 + 2z/5 + ...
[[nodiscard]] inline double atanh_tail(double z) {
  const double l2 = 0x1.24924941e155ep-2, l3 = 0x1.c71c521450b42p-3, l4 = 0x1.74663ced8a4bcp-3;
  const double l5 = 0x1.39a1e8c3b4645p-3, l6 = 0x1.2f03ba833c54fp-3, zz = z * z;
  return (0x1.5555555555592p-1 + zz * (l2 + zz * (l4 + zz * l6))) +
         z * (0x1.999999997ff19p-2 + zz * (l3 + zz * l5));
}

/// ln(1 + f) - m ln 2. As 2s = f - h + s h with h = f²/2, only small terms hold a rounded s. The
/// minus lets f = -0 come out as -0: a sum with 0 would lose its sign, a difference keeps it.
[[nodiscard]] inline double log_of(double f, double m) {
  const double s = f / (2 + f), z = s * s, h = f * (f / 2);
  return (f - (h - (s * (h + z * atanh_tail(z)) - m * ln2_low))) - m * ln2_high;
}

/// The bits of √½ and of 1.
inline constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;

/// 2^52 (n + 1023) + (the bits of 1 + f) - root_half, for u = 2^n (1 + f).
[[nodiscard]] inline std::uint64_t split(double u) { return bits_of(u) + (one - root_half); }

/// -n from e = n + 1023: behind the bits of 2^52 it is a double.
[[nodiscard]] inline double minus_n(std::uint64_t e) {
  return (0x1p52 + 1023) - std::bit_cast<double>(e | 0x4330000000000000);
}

/// ln u.
[[nodiscard]] inline double log(double u) {
  const bool subnormal = u < 0x1p-1022;
  const std::uint64_t k = split(choose(subnormal, u * 0x1p54, u));
  const double f = std::bit_cast<double>((k & 0xfffffffffffff) + root_half) - 1;
  const double y = log_of(f, minus_n(k >> 52) + choose(subnormal, 54, 0));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  return choose(u > 0, choose(u < infinity, y, u), choose(u == 0, -infinity, nan));
}

/// ln(1 + u). Rounding 1 + u costs nothing: it decides on n, but f = 2^-n u - (1 - 2^-n) is of u.
[[nodiscard]] inline double log1p(double u) {
  const std::uint64_t e = split(1 + u) >> 52;
  const double p = power_of_two(2048 - e) / 4;  // 2^-n; so written since 2^-1024 is subnormal
  const double y = log_of(p * u - (1 - p), minus_n(e));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  return choose(u > -1, choose(u < infinity, y, u), choose(u == -1, -infinity, nan));
}

/// ln(1 + e^u) = max(u, 0) + ln(1 + v) with v = e^-|u|, where n is 1 from v = √2 - 1 on.
[[nodiscard]] inline double softplus(double u) {
  const double v = exp(-std::abs(u));
  const bool n_is_0 = v < 0x1.a8279ap-2;
  return choose(u > 0, u, 0) + log_of(choose(n_is_0, v, (v - 1) / 2), choose(n_is_0, 0, -1));
}

}  // namespace pathkernel::elementary
