/// @file path_reader.hpp
/// Everything that Theorem 1 speaks of at one time t of a path: Θ_t(x, x_i), L'_i, I_i, ∇f(x)·∇R.
///
/// All of it comes from recorded gradients, replayed at w(t): nothing here knows of the Taylor
/// series by which the path was found.
///
/// Leaves out: integrals over the path.
/// Source: Domingos (2020), proof of Theorem 1.   Next: gauss_legendre.hpp.
#pragma once

#include "kernel/tangent_kernel.hpp"
#include "nn/flows/gradient_flow.hpp"
#include "nn/ode/path.hpp"

namespace pathkernel {

/// L'_i = ∂ℓ(f_i, y_i)/∂f_i for all examples, from the models' outputs.
template <Real S>
class LossDerivatives {
 public:
  template <class L>
    requires Loss<L, S> LossDerivatives(const L& loss, const Examples<S>& data)
        : LossDerivatives(recorded(loss, data)) {}

    [[nodiscard]] std::vector<S> at(std::span<const S> outputs) {
      replay_.set(output_, outputs);
      replay_.run();
      const BlockView<const S> block = replay_[derivative_];
      std::vector<S> derivatives;
      for (std::size_t e = 0; e < outputs.size(); ++e) derivatives.push_back(block.at(0, e));
      return derivatives;
    }

   private:
    struct Recorded {
      Tape<S> tape;
      NodeId output, derivative;
    };

    explicit LossDerivatives(const Recorded& r)
        : replay_(r.tape, std::array{r.derivative}), output_(r.output), derivative_(r.derivative) {}

    template <class L>
    static Recorded recorded(const L& loss, const Examples<S>& data) {
      Tape<S> tape(data.count);
      const Var<S> f = example_input(tape, {}, std::vector<S>(data.count, S(1) / 2));
      const Var<S> y =
          data.targets == 0 ? constant(tape, S(0)) : example_input(tape, {}, data.y);
      const Var<S> each = loss(f, y);
      const NodeId derivative = per_example_gradient(each, {f}).front().id;
      return {std::move(tape), f.id, derivative};
    }

    Replay<S> replay_;
    NodeId output_, derivative_;
};

/// ∇R(w), shape (P).
template <Real S>
class RegularizerGradient {
 public:
  RegularizerGradient(const Regularizer<S>& r, const std::vector<ParameterBlock>& blocks)
      : RegularizerGradient(recorded(r, blocks)) {}

  [[nodiscard]] std::vector<S> at(std::span<const S> w) {
    replay_.set(inputs_, w);
    replay_.run();
    std::vector<S> all;
    for (const NodeId block : gradients_)
      for (const S& entry : replay_[block].entries()) all.push_back(entry);
    return all;
  }

 private:
  struct Recorded {
    Tape<S> tape;
    std::vector<NodeId> inputs, gradients;
  };

  explicit RegularizerGradient(const Recorded& r)
      : replay_(r.tape, r.gradients), inputs_(r.inputs), gradients_(r.gradients) {}

  static Recorded recorded(const Regularizer<S>& r, const std::vector<ParameterBlock>& blocks) {
    Recorded result;
    const std::vector<Var<S>> w = parameter_inputs(result.tape, blocks);
    for (const Var<S>& block : gradient(r(w), w)) result.gradients.push_back(block.id);
    for (const Var<S>& block : w) result.inputs.push_back(block.id);
    return result;
  }

  Replay<S> replay_;
  std::vector<NodeId> inputs_, gradients_;
};

/// A model and its training: what Theorem 1 needs to know. Data and path must outlive it.
template <Real S, class M, class L>
struct TrainedModel {
  M model;
  L loss;
  const Examples<S>& data;
  const Path<S>& path;
  FlowOptions<S> flow = {};
};
template <class S, class M, class L>
TrainedModel(M, L, const Examples<S>&, const Path<S>&) -> TrainedModel<S, M, L>;
template <class S, class M, class L>
TrainedModel(M, L, const Examples<S>&, const Path<S>&, FlowOptions<S>) -> TrainedModel<S, M, L>;

/// A training's path, read at one time after another. The path must outlive it.
template <Real S>
class PathReader {
 public:
  /// @param queries  standardised points, dimension numbers each
  template <class M, class L>
  PathReader(const TrainedModel<S, M, L>& trained, const std::vector<std::vector<S>>& queries)
      : path_(trained.path), batches_(trained.flow.batches),
        queries_(trained.model, trained.data.dimension, in_lanes(queries, trained.data.dimension),
                 queries.size()),
        examples_(trained.model, trained.data.dimension, trained.data.x, trained.data.count),
        losses_(trained.loss, trained.data) {
    require_path_of(trained.flow);
    if (trained.flow.regularizer)
      regularizer_.emplace(trained.flow.regularizer, trained.model.parameters());
  }

  /// Goes to the time dt after the start of one of the path's steps.
  void go_to(const Step<S>& step, const S& dt) {
    w_ = path_.state_in(step, dt);
    stretch_ = step.stretch;
    queries_.evaluate(w_);
    examples_.evaluate(w_);
    loss_derivative_ = losses_.at(examples_.outputs());
    if (regularizer_) regularizer_gradient_ = regularizer_->at(w_);
  }
  /// Goes to the time t.
  void go_to(const S& t) {
    const Step<S>& step = path_.step_at(t);
    go_to(step, t - step.start);
  }

  [[nodiscard]] const Path<S>& path() const { return path_; }
  [[nodiscard]] std::size_t query_count() const { return queries_.count(); }
  [[nodiscard]] std::size_t example_count() const { return examples_.count(); }

  /// w(t), shape (P).
  [[nodiscard]] const std::vector<S>& w() const { return w_; }
  /// f_w(t)(x) of a query.
  [[nodiscard]] const S& output(std::size_t query) const { return queries_.output(query); }
  /// ∇_w f_w(t)(x) of a query, shape (P).
  [[nodiscard]] std::vector<S> df_dw(std::size_t query) const { return queries_.df_dw(query); }
  /// L'_i at f_w(t)(x_i).
  [[nodiscard]] const S& loss_derivative(std::size_t i) const { return loss_derivative_[i]; }
  /// I_i(t): 1 while example i is in the mini-batch, else 0; always 1 without a schedule.
  [[nodiscard]] S indicator(std::size_t i) const {
    return batches_.empty() ? S(1) : batches_[stretch_].control[i];
  }
  /// Θ_t(x, x_i).
  [[nodiscard]] S kernel(std::size_t query, std::size_t i) const {
    return tangent_kernel(queries_, query, examples_, i);
  }
  /// ∇f(x)·∇R at w(t).
  [[nodiscard]] S regularizer_slope(std::size_t query) const {
    S sum(0);
    if (!regularizer_) return sum;
    const std::vector<S> gradient = df_dw(query);
    for (std::size_t p = 0; p < gradient.size(); ++p) sum += gradient[p] * regularizer_gradient_[p];
    return sum;
  }

 private:
  /// @throws std::invalid_argument  if the path was not integrated with these batches
  void require_path_of(const FlowOptions<S>& flow) const {
    const std::size_t stretches = std::max<std::size_t>(flow.batches.size(), 1);
    for (const Step<S>& step : path_.steps())
      if (step.stretch >= stretches ||
          (step.stretch > 0 && step.start < flow.batches[step.stretch].start))
        reject("kernel: a path whose step at t = ", step.start, " is in stretch ", step.stretch,
               ", read with ", flow.batches.size(),
               " batches that begin elsewhere; give the options the flow was made with.");
  }

  const Path<S>& path_;
  std::vector<Stretch<S>> batches_;
  PointGradients<S> queries_, examples_;
  LossDerivatives<S> losses_;
  std::optional<RegularizerGradient<S>> regularizer_;
  std::size_t stretch_ = 0;
  std::vector<S> w_, loss_derivative_, regularizer_gradient_;
};

}  // namespace pathkernel
