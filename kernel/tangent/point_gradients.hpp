/// @file point_gradients.hpp
/// What a model answers at n points, and the gradients ∇_w f_k(x_e) of each of its outputs there,
/// for one w after another.
///
/// Gradients are kept as the factors of which the tangent kernel needs no product
/// (gradient_factors.hpp), and multiplied out only where somebody asks for one.
///
/// A model of C outputs has a gradient for each. They are run as C n lanes of one program, the
/// gradient of s·f with a unit vector s for each lane: what f needs is then computed C times, which
/// is less than the gradients cost.
///
/// Leaves out: the kernel itself.
/// Next: tangent_kernel.hpp.
#pragma once

#include "autodiff/replay.hpp"
#include "kernel/tangent/gradient_factors.hpp"
#include "nn/model.hpp"

namespace pathkernel {

/// How gradients at points are kept and computed.
struct PointOptions {
  GradientForm form = GradientForm::cheapest;
  std::size_t threads = 1;
};

namespace detail {
/// The point on which a program for all n is recorded.
/// @throws std::invalid_argument  if there is none, or x is not n points
template <Real S>
[[nodiscard]] std::vector<S> first_point(const std::vector<S>& x, std::size_t dimension,
                                         std::size_t n) {
  if (n == 0) reject("kernel: gradients at 0 points; at least 1 is needed.");
  if (x.size() != dimension * n)
    reject("kernel: ", x.size(), " numbers for ", n, " points of ", dimension, " numbers each.");
  std::vector<S> first;
  for (std::size_t j = 0; j < x.size(); j += n) first.push_back(x[j]);
  return first;
}
}  // namespace detail

/// f_w(x_e) and ∇_w f_w(x_e), by plain replay. Lane e C + k is output k at point e.
template <Real S>
class PointGradients {
 public:
  /// @param x  the points, dimension x n, lanes innermost
  /// @throws std::invalid_argument  if x is not that long, or the model can't take it
  template <Model<S> M>
  PointGradients(const M& model, std::size_t dimension, const std::vector<S>& x, std::size_t n,
                 const PointOptions& options = {})
      : PointGradients(recorded(model, dimension, x, n, options.form), x, n, options.threads) {}

  /// Computes outputs and gradients at w, shape (P).
  void evaluate(std::span<const S> w) {
    replay_.set(inputs_, w);
    replay_.run();
    w_.assign(w.begin(), w.end());
  }
  /// Where they were evaluated last; empty before that.
  [[nodiscard]] const std::vector<S>& w() const { return w_; }

  [[nodiscard]] std::size_t count() const { return replay_.examples() / outputs_; }
  /// C, the outputs at a point.
  [[nodiscard]] std::size_t outputs_per_point() const { return outputs_; }
  /// Of f_w(x_e), a block of C numbers.
  [[nodiscard]] Shape output_shape() const { return replay_[output_].shape; }
  /// P.
  [[nodiscard]] std::size_t parameters() const { return parameters_; }

  /// f_k(x_e).
  [[nodiscard]] const S& output(std::size_t e, std::size_t k = 0) const {
    return replay_[output_].at(k, e * outputs_);
  }
  /// All of them, shape (C, n), lanes innermost.
  [[nodiscard]] std::vector<S> outputs() const {
    std::vector<S> all;
    for (std::size_t k = 0; k < outputs_; ++k)
      for (std::size_t e = 0; e < count(); ++e) all.push_back(output(e, k));
    return all;
  }

  /// ∇_w f_k(x_e), shape (P), multiplied out.
  [[nodiscard]] std::vector<S> df_dw(std::size_t e, std::size_t k = 0) const {
    std::vector<S> all;
    for (const std::vector<GradientTerm>& terms : blocks_) {
      std::vector<S> block(terms.front().size(), S(0));
      for (const GradientTerm& term : terms) add_product(term, e * outputs_ + k, block);
      all.insert(all.end(), block.begin(), block.end());
    }
    return all;
  }

  /// The terms of each block of parameters' gradient, and the numbers of a factor.
  [[nodiscard]] const std::vector<std::vector<GradientTerm>>& blocks() const { return blocks_; }
  [[nodiscard]] BlockView<const S> numbers(const GradientFactor& factor) const {
    return replay_[factor.block];
  }
  /// Lets its threads do something else between runs: f(part, thread) for every part.
  template <class F>
  void share_out(std::size_t parts, F f) {
    replay_.share_out(parts, f);
  }

 private:
  struct Recorded {
    Tape<S> tape;
    NodeId x = 0, output = 0;
    std::optional<NodeId> pick = {};
    std::size_t outputs = 1;
    std::vector<NodeId> w = {};
    std::vector<std::vector<GradientTerm>> blocks = {};

    [[nodiscard]] std::vector<NodeId> results() const {
      std::vector<NodeId> all{output};
      for (const std::vector<GradientTerm>& terms : blocks)
        for (const GradientTerm& term : terms) {
          all.push_back(term.left.block);
          if (term.right) all.push_back(term.right->block);
        }
      return all;
    }
  };

  PointGradients(const Recorded& r, const std::vector<S>& x, std::size_t n, std::size_t threads)
      : replay_(r.tape, r.results(), n * r.outputs, threads), output_(r.output),
        outputs_(r.outputs), inputs_(r.w), blocks_(r.blocks) {
    for (const std::vector<GradientTerm>& terms : blocks_) parameters_ += terms.front().size();
    std::vector<S> repeated, unit;
    for (const S& number : x) repeated.insert(repeated.end(), outputs_, number);
    replay_.set(r.x, repeated);
    if (!r.pick) return;
    for (std::size_t k = 0; k < outputs_; ++k)
      for (std::size_t lane = 0; lane < n * outputs_; ++lane)
        unit.push_back(S(lane % outputs_ == k ? 1 : 0));
    replay_.set(*r.pick, unit);
  }

  /// The program, on a tape of the first point.
  template <class M>
  static Recorded recorded(const M& model, std::size_t dimension, const std::vector<S>& x,
                           std::size_t n, GradientForm form) {
    const std::vector<S> first = detail::first_point(x, dimension, n);
    Recorded r{Tape<S>(1)};
    const std::vector<Var<S>> w = parameter_inputs(r.tape, model.parameters());
    const Var<S> at = example_input(r.tape, {static_cast<std::uint32_t>(dimension), 1}, first);
    const Var<S> f = repeat_per_example(model(w, at));
    r.x = at.id;
    r.output = f.id;
    r.outputs = f.shape().size();
    Var<S> picked = f;
    if (r.outputs > 1) {
      const Var<S> unit = example_input(r.tape, f.shape(), std::vector<S>(r.outputs, S(1)));
      r.pick = unit.id;
      picked = dot(unit, f);
    }
    for (const Var<S>& block : per_example_gradient(picked, w))
      r.blocks.push_back(gradient_terms(block, form));
    for (const Var<S>& block : w) r.w.push_back(block.id);
    return r;
  }

  /// G_rc += Σ_k A_rk B_ck in one lane.
  void add_product(const GradientTerm& term, std::size_t lane, std::vector<S>& block) const {
    const GradientFactor& a = term.left;
    const BlockView<const S> left = numbers(a);
    if (!term.right) {
      for (std::size_t r = 0; r < a.length; ++r) block[r] += left.at(r, lane);
      return;
    }
    const GradientFactor& b = *term.right;
    const BlockView<const S> right = numbers(b);
    MultiplyAdd<S> multiply_add;
    for (std::size_t r = 0; r < a.length; ++r)
      for (std::size_t c = 0; c < b.length; ++c)
        for (std::size_t k = 0; k < a.columns; ++k)
          multiply_add(block[r * b.length + c], left.at(r * a.along + k * a.between, lane),
                       right.at(c * b.along + k * b.between, lane));
  }

  Replay<S> replay_;
  NodeId output_;
  std::size_t outputs_, parameters_ = 0;
  std::vector<NodeId> inputs_;
  std::vector<S> w_;
  std::vector<std::vector<GradientTerm>> blocks_;  ///< by blocks of parameters
};

/// Points as one block with a lane for each.
template <Real S>
[[nodiscard]] std::vector<S> in_lanes(const std::vector<std::vector<S>>& points,
                                      std::size_t dimension) {
  std::vector<S> x(dimension * points.size());
  for (const std::vector<S>& point : points)
    if (point.size() != dimension)
      reject("kernel: a query of ", point.size(), " numbers for a model of ", dimension,
             " inputs; it needs one for each.");
  for (std::size_t e = 0; e < points.size(); ++e)
    for (std::size_t r = 0; r < dimension; ++r) x[r * points.size() + e] = points[e][r];
  return x;
}

}  // namespace pathkernel
