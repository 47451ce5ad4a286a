/// @file tangent_kernel.hpp
/// The tangent kernel: how alike two points are to a model with parameters w.
///
///     Θ_w(x, x') = ∇_w f_w(x) · ∇_w f_w(x')
///
/// Leaves out: computing it without the gradients; several outputs.
/// Source: Jacot, Gabriel & Hongler (2018); Domingos (2020), Definition 1.
/// Read first in kernel.   Next: path_reader.hpp.
#pragma once

#include "autodiff/gradient.hpp"
#include "autodiff/replay.hpp"
#include "nn/model.hpp"

namespace pathkernel {

/// f_w(x_e) and ∇_w f_w(x_e) at n points, for one w after another, by plain replay.
template <Real S>
class PointGradients {
 public:
  /// @param x  the points, dimension x n, lanes innermost
  template <class M>
    requires Model<M, S> PointGradients(const M& model, std::size_t dimension,
                                        const std::vector<S>& x, std::size_t n)
        : PointGradients(recorded(model, dimension, x, n)) {}

    /// Computes outputs and gradients at w, shape (P).
    void evaluate(std::span<const S> w) {
      replay_.set(inputs_, w);
      replay_.run();
    }

    [[nodiscard]] std::size_t count() const { return replay_.examples(); }
    /// f_w(x_e).
    [[nodiscard]] const S& output(std::size_t e) const { return replay_[output_].at(0, e); }
    /// All of them, shape (n).
    [[nodiscard]] std::vector<S> outputs() const {
      std::vector<S> all;
      for (std::size_t e = 0; e < count(); ++e) all.push_back(output(e));
      return all;
    }
    /// ∂f_w(x_e)/∂w by blocks of parameters: entry p of a block is gradient(b).at(p, e).
    [[nodiscard]] BlockView<const S> gradient(std::size_t b) const {
      return replay_[gradients_[b]];
    }
    [[nodiscard]] std::size_t blocks() const { return gradients_.size(); }

    /// ∇_w f_w(x_e), shape (P).
    [[nodiscard]] std::vector<S> df_dw(std::size_t e) const {
      std::vector<S> all;
      for (std::size_t b = 0; b < blocks(); ++b)
        for (std::size_t p = 0; p < gradient(b).shape.size(); ++p)
          all.push_back(gradient(b).at(p, e));
      return all;
    }

   private:
    struct Recorded {
      Tape<S> tape;
      NodeId output;
      std::vector<NodeId> inputs, gradients;

      [[nodiscard]] std::vector<NodeId> outputs() const {
        std::vector<NodeId> all = gradients;
        all.push_back(output);
        return all;
      }
    };

    explicit PointGradients(const Recorded& r)
        : replay_(r.tape, r.outputs()), output_(r.output), inputs_(r.inputs),
          gradients_(r.gradients) {}

    template <class M>
    static Recorded recorded(const M& model, std::size_t dimension, const std::vector<S>& x,
                             std::size_t n) {
      Tape<S> tape(n);
      const std::vector<Var<S>> w = parameter_inputs(tape, model.parameters());
      const Var<S> f = model(w, example_input(tape, {static_cast<std::uint32_t>(dimension), 1}, x));
      Recorded r{Tape<S>(), f.id, {}, {}};
      for (const Var<S>& block : per_example_gradient(f, w)) r.gradients.push_back(block.id);
      for (const Var<S>& block : w) r.inputs.push_back(block.id);
      r.tape = std::move(tape);
      return r;
    }

    Replay<S> replay_;
    NodeId output_;
    std::vector<NodeId> inputs_, gradients_;
};

/// Points, each dimension numbers, as one block with a lane for each.
template <Real S>
[[nodiscard]] std::vector<S> in_lanes(const std::vector<std::vector<S>>& points,
                                      std::size_t dimension) {
  std::vector<S> x(dimension * points.size());
  for (const std::vector<S>& point : points)
    if (point.size() != dimension)
      reject("kernel: a query of ", point.size(), " numbers for a model of ", dimension,
             " inputs; it needs one for each.");
  for (std::size_t e = 0; e < points.size(); ++e)
    for (std::size_t r = 0; r < dimension; ++r) x[r * points.size() + e] = points[e].at(r);
  return x;
}

/// Θ_w(x_i, x'_j) between a point of one set and one of another, both evaluated at the same w.
template <Real S>
[[nodiscard]] S tangent_kernel(const PointGradients<S>& x, std::size_t i,
                               const PointGradients<S>& other, std::size_t j) {
  S sum(0);
  MultiplyAdd<S> multiply_add;
  for (std::size_t b = 0; b < x.blocks(); ++b) {
    const BlockView<const S> u = x.gradient(b);
    const BlockView<const S> v = other.gradient(b);
    for (std::size_t p = 0; p < u.shape.size(); ++p) multiply_add(sum, u.at(p, i), v.at(p, j));
  }
  return sum;
}

}  // namespace pathkernel
