/// @file training_reader.hpp
/// What Theorem 1 becomes where training does not go straight down the gradient. All flows move by
///
///     dw/dt = Q n,        n = -∇L        or, where gradients are remembered,   n' = -κ n - σ ∇L
///
/// with a symmetric Q: gradient flow has Q = 1, preconditioned flow its preconditioner; momentum
/// remembers, with n the velocity and Q = 1, and so does Adam, with a Q of its own, see
/// adam_kernel.hpp. A query's answer then moves by
///
///     dy/dt(x) = ∇f(x)·Q n = G(x)·n,        G_t(x) = Q_t ∇f_t(x),
///
/// so that Q turns the query's gradient, once, and no example's. n is made of the terms of ∇L,
///
///     ∇L = Σ_i I_i Σ_k L'_ik ∇f_k(x_i) + ∇R,
///
/// and whoever has a vector A asks for A·∇L term by term: a forward sweep for all examples.
///
/// Leaves out: integrals over the path; Q that is not symmetric.
/// Source: Domingos (2020), who leaves such trainings open.   Next: backward_memory.hpp.
#pragma once

#include "kernel/path/path_reader.hpp"
#include "kernel/tangent/directional_derivatives.hpp"

namespace pathkernel {

/// dn/dt = -κ n - σ ∇L: how a training remembers gradients.
template <Real S>
struct GradientMemory {
  S forgetting;  ///< κ >= 0, in units of 1/[t]
  S gain;        ///< σ > 0
  S sign;        ///< behind w, the flow's state has sign n: 1 if a velocity, -1 if mean gradients
};

/// Replaces gradients, one in each row, by Q times them: at a state of the flow, in a stretch.
template <Real S>
using Turning = std::function<void(std::span<const S>, std::size_t, Matrix<S>&)>;

/// How a training moves w.
template <Real S>
struct TrainingRule {
  std::string flow;         ///< its name
  std::size_t state;        ///< numbers in its state
  Turning<S> turning = {};  ///< empty: Q = 1
  std::optional<GradientMemory<S>> memory = std::nullopt;
  S decay = S(0);  ///< λ, where dw/dt has -λ w beside Q n
};

/// What one time of a path tells.
template <Real S>
struct TrainingMoment {
  std::vector<S> w;                             ///< shape (P)
  Matrix<S> seen;                               ///< G(x), rows x P
  std::vector<S> indicators, loss_derivatives;  ///< I_i and L'_ik, by columns
  std::vector<S> regularizer_gradient;          ///< ∇R, shape (P); empty without one
  std::vector<S> decays;                        ///< λ ∇f(x)·w, by rows
};

/// A training's path, read at one time after another. Rows and columns are PathReader's.
template <Real S>
class TrainingReader {
 public:
  /// @throws std::invalid_argument  if the path's state is not the rule's
  template <class M, class L>
  TrainingReader(PathReader<S> reader, const TrainedModel<S, M, L>& trained, TrainingRule<S> rule,
                 const PointOptions& options = {})
      : reader_(std::move(reader)), rule_(std::move(rule)),
        examples_(trained.model, trained.data.dimension, trained.data.x, trained.data.count,
                  options.threads),
        parameters_(parameter_count(trained.model.parameters())) {
    if (!path().problem.empty() && !path().problem.starts_with(rule_.flow))
      reject("kernel: the path of a ", path().problem.substr(0, path().problem.find(" of")),
             ", read as one of ", rule_.flow, "; give the path of that flow.");
    if (path().dimension() != rule_.state)
      reject("kernel: a path of ", path().dimension(), " numbers, read as one of ", rule_.flow,
             ", whose state has ", rule_.state, "; give the path of that flow.");
    if (trained.flow.regularizer)
      regularizer_.emplace(trained.flow.regularizer, trained.model.parameters());
  }

  [[nodiscard]] const Path<S>& path() const { return reader_.path(); }
  [[nodiscard]] const std::optional<GradientMemory<S>>& memory() const { return rule_.memory; }
  [[nodiscard]] std::size_t rows() const { return reader_.rows(); }
  [[nodiscard]] std::size_t columns() const { return reader_.columns(); }
  /// P, and C.
  [[nodiscard]] std::size_t parameters() const { return parameters_; }
  [[nodiscard]] std::size_t outputs_per_point() const { return reader_.outputs_per_point(); }

  /// f_c(x) at the start, by rows.
  [[nodiscard]] std::vector<S> initial() {
    reader_.go_to(path().steps().front(), S(0));
    std::vector<S> outputs;
    for (std::size_t row = 0; row < rows(); ++row) outputs.push_back(reader_.output(row));
    return outputs;
  }

  /// A·n(0)/σ: what the memory with which training began adds to a row, if A is that of the start.
  [[nodiscard]] S share_of_start(std::span<const S> A) const {
    if (!rule_.memory) return S(0);
    const std::vector<S> state = path().state_in(path().steps().front(), S(0));
    const S along = inner_product(A, std::span(state).subspan(parameters_, parameters_));
    return rule_.memory->sign / rule_.memory->gain * along;
  }

  /// All that is read at the time dt after the start of one of the path's steps.
  [[nodiscard]] TrainingMoment<S> at(const Step<S>& step, const S& dt) {
    reader_.go_to(step, dt);
    TrainingMoment<S> moment{reader_.w(), {rows(), parameters_}, {}, {}, {}, {}};
    for (std::size_t row = 0; row < rows(); ++row) {
      const std::vector<S> gradient = reader_.df_dw(row);
      std::ranges::copy(gradient, &moment.seen(row, 0));
      moment.decays.push_back(rule_.decay * inner_product(gradient, moment.w));
    }
    for (std::size_t i = 0; i < columns(); ++i) {
      moment.indicators.push_back(reader_.indicator(i));
      moment.loss_derivatives.push_back(reader_.loss_derivative(i));
    }
    if (rule_.turning) rule_.turning(path().state_in(step, dt), step.stretch, moment.seen);
    if (regularizer_) moment.regularizer_gradient = regularizer_->at(moment.w);
    return moment;
  }

  /// How many terms a row has.
  [[nodiscard]] std::size_t terms() const { return 2 * columns() + 1; }
  /// What a row's answer loses along A: I_i A·∇f_k(x_i) for all columns, then L'_ik times these,
  /// then A·∇R + λ ∇f(x)·w.
  void write_terms(const TrainingMoment<S>& moment, std::size_t row, std::span<const S> A,
                   std::span<S> terms) {
    const std::vector<S> slopes = examples_.along(moment.w, A);  // output after output
    const std::size_t n = columns(), outputs = outputs_per_point();
    for (std::size_t i = 0; i < n; ++i) {
      terms[i] = moment.indicators[i] * slopes[i % outputs * (n / outputs) + i / outputs];
      terms[n + i] = moment.loss_derivatives[i] * terms[i];
    }
    terms[2 * n] = moment.decays[row];
    if (regularizer_) terms[2 * n] += inner_product<S>(A, moment.regularizer_gradient);
  }

 private:
  PathReader<S> reader_;
  TrainingRule<S> rule_;
  DirectionalDerivatives<S> examples_;
  std::optional<RegularizerGradient<S>> regularizer_;
  std::size_t parameters_;  ///< P
};

}  // namespace pathkernel
