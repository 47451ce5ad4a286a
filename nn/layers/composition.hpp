/// @file composition.hpp
/// Models out of models: one after the other, or one added to what it was given.
///
///     compose(g, h)(x) = h(g(x))          residual(g)(x) = x + g(x)
///
/// Their parameters are those of the parts, one after another; "2.W" is W of the second part.
///
/// Leaves out: graphs of parts, which a callable records as it likes (RecordedModel).
/// Next: convolution.hpp.
#pragma once

#include <tuple>

#include "nn/model.hpp"

namespace pathkernel {

/// Part after part, the output of each the input of the next.
template <class... Parts>
struct Composition {
  std::tuple<Parts...> parts;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    std::vector<ParameterBlock> all;
    int number = 0;
    const auto add = [&](const auto& part) {
      ++number;
      for (ParameterBlock block : part.parameters()) {
        block.name = detail::joined(number, '.', block.name);
        all.push_back(std::move(block));
      }
    };
    std::apply([&](const auto&... part) { (add(part), ...); }, parts);
    return all;
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    const auto run = [&](const auto& part) {
      const std::size_t blocks = part.parameters().size();
      x = part(w.first(blocks), x);
      w = w.subspan(blocks);
    };
    std::apply([&](const auto&... part) { (run(part), ...); }, parts);
    return x;
  }
};

/// The last part after all before it.
template <class... Parts>
[[nodiscard]] Composition<Parts...> compose(Parts... parts) {
  return {{std::move(parts)...}};
}

/// x + g(x): a part that begins near 0 then leaves x nearly as it is.
template <class Part>
struct Residual {
  Part part;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return part.parameters(); }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    const Var<S> y = part(w, x);
    if (y.shape() != x.shape())
      reject("nn: a residual part makes ", y.shape(), " of a ", x.shape(),
             " block; to be added, they need equal shapes.");
    return x + y;
  }
};
/// A function, like compose: Residual{residual(g)} would be a copy, and not g added twice.
template <class Part>
[[nodiscard]] Residual<Part> residual(Part part) {
  return {std::move(part)};
}

/// The same entries in another shape, row after row: a picture out of a row of a table, say.
struct Reshaped {
  Shape shape;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return {}; }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> /*w*/, Var<S> x) const {
    return reshape(x, shape);
  }
};

}  // namespace pathkernel
