/// @file batch_slopes.hpp
/// What the examples of a batch say at w: how their outputs move along v, and what their loss makes
/// of it,
///
///     ∇f_k(x_i) · v        and        L'_ik = ∂ℓ(f(x_i), y_i)/∂f_k(x_i)
///
/// in one forward sweep that needs none of their gradients. It costs what the batch costs, not what
/// all examples would; one that is in the batch twice has two lanes, and so is counted twice.
///
/// Leaves out: several directions in one run.
/// Next: learned_model.hpp.
#pragma once

#include <array>

#include "autodiff/tangent.hpp"
#include "nn/learning/batch_replay.hpp"

namespace pathkernel {

/// ∇f_k(x_i) · v and L'_ik of a batch's examples, for one w and v after another.
template <Real S>
class BatchSlopes {
 public:
  /// @param data  is not copied, and must outlive this
  /// @throws std::invalid_argument  if model, loss and data do not fit together
  template <Model<S> M, Loss<S> L>
  BatchSlopes(const M& model, const L& loss, const Examples<S>& data, std::size_t threads = 1)
      : BatchSlopes(recorded(model, loss, data), data, threads) {}

  /// From now on, these are the examples; one may be named several times.
  /// @throws std::invalid_argument  if one of them is not in the data
  void use(std::span<const std::size_t> batch) {
    if (std::ranges::equal(batch, batch_)) return;
    replay_.take(batch);
    batch_.assign(batch.begin(), batch.end());
  }

  /// Goes to w, shape (P), and looks along v, of the same shape.
  void look(std::span<const S> w, std::span<const S> v) {
    w_and_v_.assign(w.begin(), w.end());
    w_and_v_.insert(w_and_v_.end(), v.begin(), v.end());
    const Replay<S>& replay = replay_.run(w_and_v_);
    slopes_ = replay[slope_];
    loss_derivatives_ = replay[loss_derivative_];
  }

  /// Which examples are in it.
  [[nodiscard]] std::span<const std::size_t> batch() const { return batch_; }
  /// C.
  [[nodiscard]] std::size_t outputs_per_point() const { return slopes_.shape.size(); }
  /// ∇f_k(x_i) · v of the batch's j-th example i, where looked last.
  [[nodiscard]] const S& slope(std::size_t j, std::size_t k) const { return slopes_.at(k, j); }
  /// L'_ik of that example.
  [[nodiscard]] const S& loss_derivative(std::size_t j, std::size_t k) const {
    return loss_derivatives_.at(k, j);
  }

 private:
  struct Recorded {
    Objective<S> program;  ///< its w is followed by v
    NodeId slope = 0, loss_derivative = 0;
  };

  BatchSlopes(Recorded r, const Examples<S>& data, std::size_t threads)
      : replay_(std::move(r.program), {r.slope, r.loss_derivative}, data, threads), slope_(r.slope),
        loss_derivative_(r.loss_derivative) {}

  template <class M, class L>
  static Recorded recorded(const M& model, const L& loss, const Examples<S>& data) {
    require_whole(data);
    require_targets(loss, data);
    const Examples<S> first = selected(data, std::array<std::size_t, 1>{0});
    const auto column = [](std::size_t rows) { return Shape{static_cast<std::uint32_t>(rows), 1}; };
    Recorded r{{Tape<S>(1), {}, 0, {}, {}, 0}};
    Tape<S>& tape = r.program.tape;
    const std::vector<Var<S>> w = parameter_inputs(tape, model.parameters());
    const std::vector<Var<S>> v = parameter_inputs(tape, model.parameters());
    const Var<S> x = example_input(tape, column(data.dimension), first.x);
    Var<S> y = constant(tape, S(0));
    if (data.targets > 0) r.program.y = (y = example_input(tape, column(data.targets), first.y)).id;
    const Var<S> f = repeat_per_example(model(w, x));
    r.program.x = x.id;
    for (const std::vector<Var<S>>& blocks : {w, v})
      for (const Var<S>& block : blocks) r.program.w.push_back(block.id);
    r.slope = repeat_per_example(jacobian_vector_product<S>({f}, w, v).front()).id;
    r.loss_derivative = per_example_gradient(loss(f, y), {f}).front().id;
    return r;
  }

  BatchReplay<S> replay_;
  NodeId slope_, loss_derivative_;
  BlockView<const S> slopes_, loss_derivatives_;
  std::vector<std::size_t> batch_;
  std::vector<S> w_and_v_;
};

}  // namespace pathkernel
