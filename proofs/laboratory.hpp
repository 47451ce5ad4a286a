/// @file laboratory.hpp
/// Trains what the claims ask about, each once, in one scalar type.
///
/// A training is a model, a start and a variant of the flow. What a claim needs of it afterwards is
/// here: the path, its defect, the kernel machine of every query, and the trained model's outputs.
///
/// Leaves out: who trains when, see decide.hpp.
#pragma once

#include "kernel/path/path_kernel.hpp"
#include "nn/ode/defect.hpp"
#include "nn/ode/taylor.hpp"
#include "proofs/evidence.hpp"
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
    for (const Query& query : given.queries) try {
        queries.push_back(standardised_query(data, query.values));
      } catch (const std::invalid_argument& error) {
        reject("query ", query.name, ": ", error.what());
      }
  }

  /// Trains. Several threads may train different keys at once.
  /// @param progress  called with the fraction done; may throw
  [[nodiscard]] Training<S> train(const TrainingKey& key,
                                  const std::function<void(double)>& progress) const {
    const auto begin = std::chrono::steady_clock::now();
    // Three quarters of the bar are the path's, the rest the integrals' along it. A longer path
    // than this would not fit into memory, and is one that has gone wrong.
    const IntegrationLimits limits{.max_steps = 10000,
                                   .on_step = [&](double done) { progress(done * 3 / 4); }};
    Training<S> training = visit_start(key.start, [&](const auto& model, const auto& loss) {
      const FlowOptions<S> flow = options(key.variant);
      VectorField<S> field = gradient_flow(model, loss, data, flow);
      const VectorField<S> followed = key.variant == Variant::wrong ? sped_up(field) : field;
      Path<S> path = integrate(followed, initial_parameters(key.start), until, method(key), limits);
      S defect = path_defect(field, path);
      return Training<S>{flow, std::move(field), std::move(path), std::move(defect), {}, {}, {}};
    });
    PathReader<S> along = reader(key, training, queries);
    const QuadratureOptions<S> quadrature{
        .tolerance = tolerance(key), .on_step = [&](double done) { progress((3 + done) / 4); }};
    training.machines = kernel_machines(along, quadrature, &training.quadrature);
    along.go_to(until);
    for (std::size_t q = 0; q < queries.size(); ++q) training.outputs.push_back(along.output(q));
    training.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return training;
  }

  /// Reads a training's path at any queries. @param flow  as if it had been this one; its own if
  /// absent
  [[nodiscard]] PathReader<S> reader(const TrainingKey& key, const Training<S>& training,
                                     const std::vector<std::vector<S>>& at,
                                     const std::optional<FlowOptions<S>>& flow = {}) const {
    return visit_start(key.start, [&](const auto& model, const auto& loss) {
      const TrainedModel trained{model, loss, data, training.path, flow.value_or(training.flow)};
      return PathReader<S>(trained, at);
    });
  }

  [[nodiscard]] std::vector<S> initial_parameters(std::size_t start) const {
    std::vector<S> w;
    for (const ExactNumber& number : problem.starts[start].w) w.push_back(number.template as<S>());
    return w;
  }

  /// f_w(x) of a start's model.
  [[nodiscard]] S model_output(std::size_t start, const std::vector<S>& w,
                               const std::vector<S>& x) const {
    return visit_start(start, [&](const auto& model, const auto&) { return output(model, w, x); });
  }

  /// A standardised point in the data's own units, a few digits of each number.
  [[nodiscard]] std::string in_units(const std::vector<S>& x) const {
    std::string text;
    for (std::size_t r = 0; r < x.size(); ++r)
      text += (r == 0 ? "" : ", ") + problem.data.features[r].name + " " +
              decimal(data.features[r].restore(x[r]), 4);
    return text;
  }

  /// Calls f(model, loss) with the start's model and the problem's loss.
  template <class F>
  auto visit_start(std::size_t start, F&& f) const {
    return std::visit(f, problem.starts[start].model, problem.loss);
  }

  [[nodiscard]] FlowOptions<S> options(Variant variant) const {
    FlowOptions<S> flow;
    if (variant == Variant::regularized) flow.regularizer = L2<S>{problem.l2.template as<S>()};
    if (variant == Variant::batches)
      flow.batches = cyclic_batches(data.count, problem.batch, S(until / problem.batches), until);
    return flow;
  }

  /// A tolerance for what only has to be told from zero.
  [[nodiscard]] S coarse() const { return S(1) / 100000000; }
  /// m, as a magnitude: a path's defect is a difference of sums over so many examples.
  [[nodiscard]] Magnitude size_of_data() const {
    return magnitude(S(static_cast<int>(data.count)));
  }

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
    const S finest = PathQuadrature<S>::finest();
    return key.variant == Variant::wrong ? std::max(S(S(1) / 1000000000000), finest) : finest;
  }

  static VectorField<S> sped_up(VectorField<S> field) {
    for (NodeId& block : field.derivative) block = (S(1001) / 1000 * field.tape[block]).id;
    return field;
  }

  std::map<TrainingKey, std::optional<Training<S>>> trainings_;
};

}  // namespace pathkernel
