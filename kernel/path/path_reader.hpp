/// @file path_reader.hpp
/// Everything that Theorem 1 speaks of at one time t of a path: Θ_t(x, x_i), L'_i, I_i, ∇f(x)·∇R.
///
/// All of it comes from recorded gradients, replayed at w(t): nothing here knows of the Taylor
/// series by which the path was found.
///
/// A model of C outputs has a row for each output at each query, q C + c, and a column for each
/// output at each example, i C + k. With one output these are the query and the example.
///
/// Leaves out: integrals over the path.
/// Source: Domingos (2020), proof of Theorem 1.   Next: gauss_legendre.hpp.
#pragma once

#include "kernel/path/loss_derivatives.hpp"
#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/flows/gradient_flow.hpp"
#include "nn/ode/path.hpp"

namespace pathkernel {

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
  PathReader(const TrainedModel<S, M, L>& trained, const Points<S>& queries,
             const PointOptions& options = {})
      : path_(trained.path), batches_(trained.flow.batches),
        queries_(trained.model, trained.data.dimension, in_lanes(queries, trained.data.dimension),
                 queries.size(), options),
        examples_(trained.model, trained.data.dimension, trained.data.x, trained.data.count,
                  options),
        losses_(trained.loss, trained.data, examples_.output_shape()) {
    require_path_of(trained.flow);
    if (trained.flow.regularizer)
      regularizer_.emplace(trained.flow.regularizer, trained.model.parameters());
  }

  /// Goes to the time dt after the start of one of the path's steps.
  void go_to(const Step<S>& step, const S& dt) {
    w_ = path_.state_in(step, dt);
    w_.resize(examples_.parameters());  // what a flow carries along beside w comes after it
    stretch_ = step.stretch;
    queries_.evaluate(w_);
    examples_.evaluate(w_);
    tangent_kernel(queries_, examples_, kernel_);
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
  /// C.
  [[nodiscard]] std::size_t outputs_per_point() const { return examples_.outputs_per_point(); }
  /// Queries, and examples, times C.
  [[nodiscard]] std::size_t rows() const { return query_count() * outputs_per_point(); }
  [[nodiscard]] std::size_t columns() const { return example_count() * outputs_per_point(); }

  /// w(t), shape (P).
  [[nodiscard]] const std::vector<S>& w() const { return w_; }
  /// f_c(x) at w(t).
  [[nodiscard]] const S& output(std::size_t row) const {
    return queries_.output(row / outputs_per_point(), row % outputs_per_point());
  }
  /// ∇_w f_c(x) at w(t), shape (P).
  [[nodiscard]] std::vector<S> df_dw(std::size_t row) const {
    return queries_.df_dw(row / outputs_per_point(), row % outputs_per_point());
  }
  /// L'_ik = ∂ℓ/∂f_k at f(x_i).
  [[nodiscard]] const S& loss_derivative(std::size_t column) const {
    const std::size_t i = column / outputs_per_point(), k = column % outputs_per_point();
    return loss_derivative_[k * example_count() + i];
  }
  /// I_i(t): how often example i is in the mini-batch; always 1 without a schedule.
  [[nodiscard]] S indicator(std::size_t column) const {
    return batches_.empty() ? S(1) : batches_[stretch_].control[column / outputs_per_point()];
  }
  /// Θ_t(x, x_i)_ck.
  [[nodiscard]] const S& kernel(std::size_t row, std::size_t column) const {
    return kernel_(row, column);
  }
  /// ∇f_c(x)·∇R at w(t).
  [[nodiscard]] S regularizer_slope(std::size_t row) const {
    if (!regularizer_) return S(0);
    return inner_product(df_dw(row), regularizer_gradient_);
  }

 private:
  /// @throws std::invalid_argument  if the path was not integrated with these batches
  void require_path_of(const FlowOptions<S>& flow) const {
    if (path_.dimension() < examples_.parameters())
      reject("kernel: a path of ", path_.dimension(), " numbers, read with a model of ",
             examples_.parameters(), " parameters; give the model that was trained.");
    for (const Stretch<S>& stretch : flow.batches)
      if (stretch.control.size() != example_count())
        reject("kernel: a batch of ", stretch.control.size(), " numbers from t = ", stretch.start,
               " for ", example_count(), " examples; it needs one for each.");
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
  Matrix<S> kernel_;
  std::vector<S> w_, loss_derivative_, regularizer_gradient_;
};

}  // namespace pathkernel
