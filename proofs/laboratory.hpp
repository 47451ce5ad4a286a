/// @file laboratory.hpp
/// Trains what the claims ask about, each once, in one scalar type.
///
/// A training is a model, a start and a variant of the flow. What a claim needs of it afterwards is
/// here: the path, its defect, the kernel machine of every query, and the trained model's outputs.
///
/// Leaves out: who trains when, see decide.hpp.
#pragma once

#include "kernel/path_kernel.hpp"
#include "nn/ode/defect.hpp"
#include "nn/ode/taylor.hpp"
#include "proofs/monitor.hpp"
#include "proofs/problem.hpp"

namespace pathkernel {

/// How a flow departs from the plain one of Theorem 1.
enum class Variant {
  plain,
  wrong,        ///< control: the flow of the loss times 1001/1000, taken for the plain one
  regularized,  ///< L2
  batches,      ///< cyclic mini-batches
};

/// Which training: of the problem's start number `start`, in that variant.
struct TrainingKey {
  std::size_t start = 0;
  Variant variant = Variant::plain;
  friend auto operator<=>(const TrainingKey&, const TrainingKey&) = default;
};

template <Real S>
struct Training {
  FlowOptions<S> flow;
  VectorField<S> field;  ///< the flow that the claims suppose
  Path<S> path;
  S defect;                                ///< of the path, as a solution of that flow
  std::vector<KernelMachine<S>> machines;  ///< by query
  std::vector<S> outputs;                  ///< f_w(T)(x), by query
  QuadratureEffort quadrature;
  double seconds = 0;
};

/// The problem in numbers of type S, and the trainings done so far.
template <Real S>
class Laboratory {
 public:
  Laboratory(const Problem& given, int digits_asked)
      : problem(given), digits(digits_asked), data(standardised<S>(given.data)),
        until(given.until.template as<S>()) {
    for (const Query& query : given.queries)
      queries.push_back(standardised_query(data, query.values));
  }

  /// Trains. Several threads may train different keys at once.
  [[nodiscard]] Training<S> train(const TrainingKey& key, const IntegrationLimits& limits) const {
    const auto begin = std::chrono::steady_clock::now();
    Training<S> training = visit_start(key.start, [&](const auto& model, const auto& loss) {
      const FlowOptions<S> flow = options(key.variant);
      VectorField<S> field = gradient_flow(model, loss, data, flow);
      const VectorField<S> followed = key.variant == Variant::wrong ? sped_up(field) : field;
      const std::vector<S> w = start_of(key.start);
      Path<S> path = integrate(followed, w, until, method(key), limits);
      S defect = path_defect(field, path);
      return Training<S>{flow, std::move(field), std::move(path), std::move(defect), {}, {}, {}};
    });
    training.machines = machines(key, training, queries, tolerance(key), &training.quadrature);
    training.outputs = outputs(key.start, training.path.final_state(), queries);
    training.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return training;
  }

  /// The kernel machines of any queries, by a training's path.
  [[nodiscard]] std::vector<KernelMachine<S>> machines(const TrainingKey& key,
                                                       const Training<S>& training,
                                                       const std::vector<std::vector<S>>& at,
                                                       const S& accuracy,
                                                       QuadratureEffort* effort = nullptr) const {
    return visit_start(key.start, [&](const auto& model, const auto& loss) {
      const TrainedModel trained{model, loss, data, training.path, training.flow};
      return kernel_machines(trained, at, accuracy, effort);
    });
  }

  /// Gradients of a model at any points.
  [[nodiscard]] PointGradients<S> gradients(std::size_t start,
                                            const std::vector<std::vector<S>>& points) const {
    std::vector<S> x(data.dimension * points.size());  // lanes innermost
    for (std::size_t e = 0; e < points.size(); ++e)
      for (std::size_t r = 0; r < data.dimension; ++r) x[r * points.size() + e] = points[e][r];
    return visit_start(start, [&](const auto& model, const auto&) {
      return PointGradients<S>(model, data.dimension, x, points.size());
    });
  }
  /// Gradients of a model at the training examples.
  [[nodiscard]] PointGradients<S> gradients(std::size_t start) const {
    return visit_start(start, [&](const auto& model, const auto&) {
      return PointGradients<S>(model, data.dimension, data.x, data.count);
    });
  }
  [[nodiscard]] LossDerivatives<S> loss_derivatives() const {
    return std::visit([&](const auto& loss) { return LossDerivatives<S>(loss, data.y); },
                      problem.loss);
  }

  [[nodiscard]] std::vector<S> outputs(std::size_t start, const std::vector<S>& w,
                                       const std::vector<std::vector<S>>& at) const {
    PointGradients<S> points = gradients(start, at);
    points.evaluate(w);
    std::vector<S> y;
    for (std::size_t e = 0; e < at.size(); ++e) y.push_back(points.output(e));
    return y;
  }

  [[nodiscard]] std::vector<S> start_of(std::size_t start) const {
    std::vector<S> w;
    for (const ExactNumber& number : problem.starts[start].w) w.push_back(number.template as<S>());
    return w;
  }

  /// Calls f(model, loss) with the start's model and the problem's loss.
  template <class F>
  auto visit_start(std::size_t start, F&& f) const {
    return std::visit(f, problem.starts[start].model, problem.loss);
  }

  [[nodiscard]] FlowOptions<S> options(Variant variant) const {
    FlowOptions<S> flow;
    if (variant == Variant::regularized) flow.l2 = problem.l2.template as<S>();
    if (variant == Variant::batches)
      flow.batches = cyclic_batches(data.count, problem.batch, S(until / problem.switches), until);
    return flow;
  }

  /// What counts as zero: a residual below this, times the size of what it is the difference of.
  [[nodiscard]] S tolerance() const {
    using std::pow;
    return S(1) / pow(S(10), digits - (digits == 16 ? 4 : 5));
  }
  /// What counts as not zero: a control above this.
  [[nodiscard]] S visible() const { return S(1) / 1000000; }

  // A training's place is made before any thread runs, and filled once: threads that read the one
  // never see the map change under them.
  void expect(const TrainingKey& key) { trainings_[key]; }
  void store(const TrainingKey& key, Training<S> training) {
    trainings_.at(key) = std::move(training);
  }
  [[nodiscard]] bool trained(const TrainingKey& key) const {
    const auto place = trainings_.find(key);
    return place != trainings_.end() && place->second;
  }
  [[nodiscard]] const Training<S>& training(const TrainingKey& key) const {
    return trainings_.at(key).value();
  }

  const Problem& problem;
  int digits;
  Examples<S> data;
  S until;
  std::vector<std::vector<S>> queries;  ///< standardised

 private:
  /// All the scalar's digits; a control, which is to be wrong in the third, makes do with 16.
  static Taylor method(const TrainingKey& key) {
    return {key.variant == Variant::wrong ? 16 : std::max(16, all_digits<S>)};
  }
  static S tolerance(const TrainingKey& key) {
    const S coarse = S(1) / 1000000000000;
    return key.variant == Variant::wrong ? std::max(coarse, PathQuadrature<S>::finest())
                                         : PathQuadrature<S>::finest();
  }

  static VectorField<S> sped_up(VectorField<S> field) {
    for (NodeId& block : field.derivative) block = (S(1001) / 1000 * field.tape[block]).id;
    return field;
  }

  std::map<TrainingKey, std::optional<Training<S>>> trainings_;
};

}  // namespace pathkernel
