/// @file orthogonal.hpp
/// Orthogonal weights: they keep lengths themselves, and not in the mean over W only.
///
///     Wᵀ W = 1  if W has no more columns than rows: W x is as long as x;    else  W Wᵀ = 1
///
/// Normal vectors point everywhere alike. Made orthonormal, one after the other, by Gram and
/// Schmidt's method
///
///     u <- u - (q·u) q  for all q before it,      q = u/|u|
///
/// they are a fair draw among all orthogonal matrices (Haar measure). Sums of products are rounded
/// differently by different compilers, so this is done with 100 bits in whole-number arithmetic.
/// The result is rounded to k/2^53, and orthogonal as far as such numbers can be: the product of
/// two rows of n entries is off by little more than √n/2^53 at most.
///
/// It costs max(m, n) min(m, n)² products and sums: a 128 x 784 block takes 3 s, 784 x 784 two
/// minutes.
///
/// Leaves out: Householder's reflections, which stay orthogonal even if the vectors nearly depend
/// on each other; with random vectors and 47 bits to spare that does not happen.
/// Source: Saxe, McClelland & Ganguli, Exact solutions to the nonlinear dynamics of learning
/// (ICLR 2014); Mezzadri, How to generate random matrices from the classical compact groups
/// (Notices of the AMS 54, 2007).   Next: given_values.hpp.
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>

#include "nn/parameters/initial_values.hpp"

namespace pathkernel {

namespace detail {

/// 100 bits: 47 more than are kept.
using Wide = boost::multiprecision::number<
    boost::multiprecision::cpp_bin_float<100, boost::multiprecision::digit_base_2>,
    boost::multiprecision::et_off>;
using WideVector = std::vector<Wide>;

[[nodiscard]] inline Wide dot(const WideVector& u, const WideVector& v) {
  Wide sum = 0;
  for (std::size_t i = 0; i < u.size(); ++i) sum += u[i] * v[i];
  return sum;
}

/// count <= length vectors of that length, orthonormal.
[[nodiscard]] inline std::vector<WideVector> orthonormal_vectors(std::uint32_t count,
                                                                 std::uint32_t length,
                                                                 Generator& generator) {
  std::vector<WideVector> done;
  while (done.size() < count) {
    WideVector u(length);
    for (Wide& entry : u) entry = generator.normal();
    for (const WideVector& q : done) {
      const Wide along = dot(q, u);
      for (std::size_t i = 0; i < u.size(); ++i) u[i] -= along * q[i];
    }
    const Wide norm = sqrt(dot(u, u));
    for (Wide& entry : u) entry /= norm;
    done.push_back(std::move(u));
  }
  return done;
}

/// Draws an orthogonal block of weights, times √n where the model divides by that.
inline void draw_orthogonal(const ParameterBlock& block, Generator& generator,
                            std::span<double> W) {
  const auto [rows, columns] = block.shape;
  const bool lying = rows <= columns;  // the vectors are the rows
  const std::vector<WideVector> q =
      orthonormal_vectors(std::min(rows, columns), std::max(rows, columns), generator);
  const bool ntk = block.parametrisation == Parametrisation::ntk;
  const Wide scale = ntk ? Wide(sqrt(Wide(columns))) : Wide(1);
  for (std::uint32_t r = 0; r < rows; ++r)
    for (std::uint32_t c = 0; c < columns; ++c) {
      const Wide k = round(ldexp(Wide(scale * (lying ? q[r][c] : q[c][r])), 53));
      W[std::size_t{r} * columns + c] = std::ldexp(static_cast<double>(k), -53);
    }
}

}  // namespace detail

/// As initial_values, but each block of weights is orthogonal.
[[nodiscard]] inline std::vector<double> orthogonal_values(
    const std::vector<ParameterBlock>& blocks, std::uint64_t seed) {
  return detail::values_of(blocks, seed, detail::draw_orthogonal);
}

/// w at the beginning with orthogonal weights, shape (P): the same numbers in every S.
template <Real S, class M>
  requires Model<M, S>
[[nodiscard]] std::vector<S> orthogonal_parameters(const M& model, std::uint64_t seed) {
  return exactly<S>(orthogonal_values(model.parameters(), seed));
}

}  // namespace pathkernel
