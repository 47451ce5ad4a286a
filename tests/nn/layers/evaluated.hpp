/// @file evaluated.hpp
/// A model run once, on numbers: what it makes of a block, and the derivatives of that.
///
/// Leaves out: several examples; a layer sees one at a time.
#pragma once

#include "autodiff/gradient.hpp"
#include "nn/model.hpp"
#include "tests/witnesses.hpp"

namespace pathkernel {

/// y = f_w(x) and the derivatives of s = Σ_i (i + 1) y_i, in which every entry has a weight of its
/// own: none can stand in for another.
template <Real S>
struct Evaluated {
  Shape shape;
  std::vector<S> y;      ///< row after row
  std::vector<S> ds_dw;  ///< block after block
  std::vector<S> ds_dx;
};

template <Real S>
[[nodiscard]] std::vector<S> numbers_of(Var<S> u) {
  const std::span<const S> entries = u.block().entries();
  return {entries.begin(), entries.end()};
}

/// @param shape  of x, whose numbers come row after row
template <Real S, class M>
[[nodiscard]] Evaluated<S> evaluated(const M& model, const std::vector<S>& w, Shape shape,
                                     const std::vector<S>& x) {
  Tape<S> tape;
  std::vector<Var<S>> inputs = parameter_inputs(tape, model.parameters(), w);
  inputs.push_back(input(tape, shape, x));
  const Var<S> y = model(Vars<S>(inputs).first(inputs.size() - 1), inputs.back());
  Evaluated<S> result{y.shape(), numbers_of(y), {}, {}};
  std::vector<S> ranks;
  for (std::size_t i = 0; i < result.y.size(); ++i) ranks.push_back(S(static_cast<int>(i) + 1));
  for (const Var<S>& slope : gradient(dot(constant(tape, y.shape(), ranks), y), Vars<S>(inputs))) {
    const std::vector<S> numbers = numbers_of(slope);
    result.ds_dw.insert(result.ds_dw.end(), numbers.begin(), numbers.end());
  }
  const auto of_x = result.ds_dw.end() - static_cast<std::ptrdiff_t>(x.size());
  result.ds_dx.assign(of_x, result.ds_dw.end());
  result.ds_dw.erase(of_x, result.ds_dw.end());
  return result;
}

/// The digits in which a_i and b_i agree for every i, relative to `scale`; none if the numbers of
/// numbers differ.
template <Real S>
[[nodiscard]] int fewest_digits(const std::vector<S>& a, const std::vector<S>& b,
                                const S& scale = S(1)) {
  int digits = a.size() == b.size() ? all_digits<S> : 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    digits = std::min(digits, agreeing_digits(a[i], b[i], scale));
  return digits;
}

}  // namespace pathkernel
