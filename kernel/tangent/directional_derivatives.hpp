/// @file directional_derivatives.hpp
/// How a model's outputs at n points move when w moves along v:
///
///     d/dt f_k(x_e; w + t v) = ∇_w f_k(x_e) · v        at t = 0
///
/// a forward sweep for all points and outputs together, which needs no gradient. With v = ∇f_c(x')
/// it is a column of the tangent kernel; with v = ∇R what a regularizer adds to the bias; with v a
/// memory of gradients, momentum's kernel.
///
/// Leaves out: several directions in one run.
/// Next: ../path/loss_derivatives.hpp.
#pragma once

#include "autodiff/tangent.hpp"
#include "kernel/tangent/tangent_kernel.hpp"

namespace pathkernel {

/// J(w) v at n points, for one w and v after another.
template <Real S>
class DirectionalDerivatives {
 public:
  /// @param x  the points, dimension x n, lanes innermost
  template <Model<S> M>
  DirectionalDerivatives(const M& model, std::size_t dimension, const std::vector<S>& x,
                         std::size_t n, std::size_t threads = 1)
      : DirectionalDerivatives(recorded(model, dimension, x, n), x, n, threads) {}

  /// ∇f_k(x_e) · v at w, shape (C, n), lanes innermost. @param v  shape (P), as w
  [[nodiscard]] std::vector<S> along(std::span<const S> w, std::span<const S> v) {
    replay_.set(w_, w);
    replay_.set(v_, v);
    replay_.run();
    const std::span<const S> slopes = replay_[slope_].entries();
    return {slopes.begin(), slopes.end()};
  }

 private:
  struct Recorded {
    Tape<S> tape;
    NodeId x = 0, slope = 0;
    std::vector<NodeId> w = {}, v = {};
  };

  DirectionalDerivatives(const Recorded& r, const std::vector<S>& x, std::size_t n,
                         std::size_t threads)
      : replay_(r.tape, std::array{r.slope}, n, threads), slope_(r.slope), w_(r.w), v_(r.v) {
    replay_.set(r.x, x);
  }

  template <class M>
  static Recorded recorded(const M& model, std::size_t dimension, const std::vector<S>& x,
                           std::size_t n) {
    const std::vector<S> first = detail::first_point(x, dimension, n);
    Recorded r{Tape<S>(1)};
    const std::vector<Var<S>> w = parameter_inputs(r.tape, model.parameters());
    const std::vector<Var<S>> v = parameter_inputs(r.tape, model.parameters());
    const Var<S> at = example_input(r.tape, {static_cast<std::uint32_t>(dimension), 1}, first);
    const Var<S> f = model(w, at);
    r.x = at.id;
    const std::vector<Var<S>> slope =
        jacobian_vector_product(std::vector<Var<S>>{f}, Vars<S>(w), Vars<S>(v));
    r.slope = repeat_per_example(slope.front()).id;
    for (const Var<S>& block : w) r.w.push_back(block.id);
    for (const Var<S>& block : v) r.v.push_back(block.id);
    return r;
  }

  Replay<S> replay_;
  NodeId slope_;
  std::vector<NodeId> w_, v_;
};

}  // namespace pathkernel
