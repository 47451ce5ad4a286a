/// @file a03-models.cpp
/// Statement.   Theorem 1 holds of every model that has a derivative, with every loss that fits it
///              (claims A3 and A4 over the table of all models and losses here),
///                y(T) = y_0 - Σ_i S_i = Σ_i a_i K(x, x_i) + b.
/// Hypotheses.  f and ℓ differentiable; where it is divided, no K(x, x_i) vanishes.
/// Derivation.  Claims A3 and A4: nothing in them knows what f is. ∎
/// Computation. A small case of each pair: three examples, two queries, 50 digits. With several
///              outputs every one of them has its own identity. The order of the residual is
///              asserted once for each loss.
/// Control.     The loudest example left out must show, in every case; the flow of 1.001 L in one.
/// Not claimed. Models with kinks (claim A9), and sizes that anyone would use (claim D3).

#include <set>

#include "nn/models/every_model.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct NamedLoss {
  std::string name;
  LossOn<S> loss;
  int least_target, greatest_target;  ///< labels 0 and 1, or -1 and 1, or any numbers
};

/// The losses that can be taken of what a model makes.
std::vector<NamedLoss> losses_of(Makes makes) {
  switch (makes) {
    case Makes::number:
      return {{"squared", SquaredLoss{}, -1, 2},
              {"logistic", LogisticLoss{}, 0, 1},
              {"pseudo-Huber", PseudoHuber<S>{S(1) / 2}, -1, 2},
              {"smooth hinge", SmoothHinge<S>{S(3)}, -1, 1}};
    case Makes::three_numbers:
      return {{"softmax", SoftmaxCrossEntropy{}, 0, 1}, {"squared", SquaredLoss{}, -1, 2}};
    case Makes::log_density:
      return {{"likelihood", NegativeLogLikelihood{DensityOutput::log_density}, 0, 0}};
    case Makes::density:
      return {{"likelihood", NegativeLogLikelihood{DensityOutput::density}, 0, 0}};
  }
  return {};
}

constexpr std::size_t examples = 3;

/// Numbers from a small table, in turn: exact, and no two points alike.
S written(std::size_t k) {
  constexpr std::array<int, 11> tenths{3, -7, 5, 9, -4, 8, -2, 6, -9, 1, -5};
  return S(tenths[k % tenths.size()]) / 10;
}

/// Inputs of point i; where x is a state, one of them is 1.
std::vector<S> point(const NamedModel<S>& model, std::size_t i) {
  std::vector<S> x;
  for (std::uint32_t r = 0; r < model.inputs; ++r)
    x.push_back(model.one_hot ? S(r == i % model.inputs ? 1 : 0) : written(i * model.inputs + r));
  return x;
}

Examples<S> data_for(const NamedModel<S>& model, const NamedLoss& loss) {
  Examples<S> data;
  data.count = examples;
  data.dimension = model.inputs;
  data.targets = model.makes == Makes::number ? 1 : model.makes == Makes::three_numbers ? 3 : 0;
  for (std::size_t r = 0; r < data.dimension; ++r)
    for (std::size_t i = 0; i < examples; ++i) data.x.push_back(point(model, i)[r]);
  const bool classes = loss.name == "softmax";
  for (std::size_t c = 0; c < data.targets; ++c)
    for (std::size_t i = 0; i < examples; ++i)
      data.y.push_back(classes ? S(i == c ? 1 : 0)
                               : S((i + c) % 2 == 0 ? loss.greatest_target : loss.least_target));
  return data;
}

Instance<S> instance_of(const NamedModel<S>& model, const NamedLoss& loss) {
  Instance<S> instance{model.name + ", " + loss.name,
                       model.model,
                       loss.loss,
                       data_for(model, loss),
                       {},
                       S(1) / 8,
                       {point(model, 3), point(model, 4)}};
  for (const ExactNumber& number : written_parameters(model.model.parameters()))
    instance.w.push_back(number.as<S>());
  return instance;
}

/// What all the cases have left, and the least that a missing example leaves.
struct Residuals {
  S undivided{0}, divided{0}, defect{0};
  Smallest<S> left_out;
  std::size_t undefined = 0;

  void add(const Training<S>& training, bool mistaken) {
    using std::abs;
    S noticed(0);  // in the output that misses its loudest example most
    for (std::size_t row = 0; row < training.machines.size(); ++row) {
      const S& y = training.outputs[row];
      const KernelMachine<S> lacking = without_loudest(training.machines[row]);
      const KernelMachine<S>& machine = mistaken ? lacking : training.machines[row];
      keep_largest(undivided, S(abs(S(y - machine.undivided_prediction()))));
      keep_largest(noticed, S(abs(S(y - lacking.undivided_prediction()))));
      if (const std::optional<S> prediction = machine.prediction())
        keep_largest(divided, S(abs(S(y - *prediction))));
      else
        ++undefined;
    }
    keep_largest(defect, training.defect);
    left_out.add(noticed);
  }
};

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Residuals all;
  Table table{"Residuals of y = y_0 - Σ S_i and of y = Σ a_i K + b",
              {"model, loss", "undivided", "divided"},
              {}};
  std::set<std::string> ordered;
  std::size_t cases = 0;
  const std::vector<NamedModel<S>> models = every_model<S>();
  for (std::size_t k = 0; k < models.size(); k += trial.pick(1, 17)) {
    if (!models[k].smooth) continue;
    for (const NamedLoss& loss : losses_of(models[k].makes)) {
      const Instance<S> instance = instance_of(models[k], loss);
      const Training<S> training = train(instance);
      Residuals here;
      here.add(training, trial.mistaken);
      all.add(training, trial.mistaken);
      table.rows.push_back(
          {instance.name, magnitude(here.undivided).text, magnitude(here.divided).text});
      if (ordered.insert(loss.name).second && !trial.small) check_order(evidence, instance);
      ++cases;
      trial.progress(double(k) / double(models.size()));
    }
  }
  const Instance<S> one = instance_of(models.front(), losses_of(Makes::number)[1]);
  if (trial.small) check_order(evidence, one);
  evidence.vanishes("y - (y_0 - Σ S_i), the largest of all", magnitude(all.undivided),
                    magnitude(S(1)));
  evidence.vanishes("y - (Σ a_i K + b), the largest of all", magnitude(all.divided),
                    magnitude(S(1)));
  evidence.defect("the paths' defect |w' + ∇L|, the largest of all", magnitude(all.defect),
                  magnitude(S(static_cast<int>(examples))));
  evidence.must_not_vanish("the loudest example left out, the smallest of all",
                           all.left_out.magnitude());
  must_miss_astray(evidence, one);
  evidence.conclude(Verdict::holds);
  decision.finding = "in " + std::to_string(cases) + " cases of a model and a loss";
  if (all.undefined > 0)
    decision.finding += "; some K(x, x_i) vanishes in " + std::to_string(all.undefined) +
                        " of their rows, which have the undivided form only";
  decision.tables.push_back(std::move(table));
}

}  // namespace

Claim a03_models() {
  return {"A3-models", "Theorem 1 for every smooth model, with every loss", Verdict::holds,
          "the loudest example is left out of every sum", decide};
}

}  // namespace pathkernel::claims
