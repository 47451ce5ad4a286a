/// @file a23_outer_nonlinearity.cpp
/// Statement.   A kernel machine may carry an outer nonlinearity, y = g(Σ_i a_i K(x, x_i) + b)
///              (claim A23), and a classifier's logistic or softmax output can be told either way:
///                inside   y = g(z_0 - Σ_i ∫ L'_i ∇z(x)·∇z(x_i) dt),   L'_i by the logit z
///                outside  y = y_0 - Σ_i ∫ L'_i ∇y(x)·∇y(x_i) dt,      L'_i by y = g(z)
/// Hypotheses.  ℓ the same number in both, as a function of z or of y.
/// Derivation.  Inside it is claim A3 of the logit, and g of both sides. Outside it is claim A3 of
///              y itself, the p-view of claim A13. ∎
/// Computation. Two networks, of one logit and of 3. Each path is read in both ways, whose kernels
///              differ and whose y agree.
/// Control.     The inside sum made of the kernel and the derivative outside, and g taken of it;
///              the loudest example left out; the flow of 1.001 L.
/// Not claimed. That a kernel inside and one outside are alike: at a sure prediction ∇y is small.

#include "kernel/path/cross_entropy_views.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// ℓ = -y ln p - (1 - y) ln(1 - p)
struct CrossEntropyOfProbability {
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Var<T> p, Var<T> y) const {
    return -(y * log(p) + (1 - y) * log(1 - p));
  }
};

/// One training, and both ways to tell it.
struct Classifier {
  Instance<S> inside, outside;
};

Classifier logistic(const Trial& trial) {
  const Mlp network{{2, 2, 1}, Activation::tanh};
  const Examples<S> data{
      4, 2, {S(1), S(-1), S(1), S(-1) / 2, S(1) / 2, S(-1), S(-1), S(1)}, {S(1), S(1), S(0), S(0)}};
  const Instance<S> inside{"logistic",
                           network,
                           LogisticLoss{},
                           data,
                           initial_parameters<S>(network, 1),
                           trial.pick(S(4), S(1) / 4),
                           {{S(1) / 2, S(1) / 3}, {S(-2), S(1)}}};
  Instance<S> outside = inside;
  outside.model = compose(network, Activate{Activation::sigmoid});
  outside.loss = CrossEntropyOfProbability{};
  return {inside, outside};
}

Classifier softmax_of_3(const Trial& trial) {
  const Mlp network{{1, 2, 3}, Activation::tanh};
  const Examples<S> data{
      3, 1, {S(-1), S(1) / 4, S(1)}, {S(1), S(0), S(0), S(0), S(1), S(0), S(0), S(0), S(1)}, 3};
  const Instance<S> inside{"softmax",
                           network,
                           SoftmaxCrossEntropy{},
                           data,
                           initial_parameters<S>(network, 4),
                           trial.pick(S(4), S(1) / 4),
                           {{S(1) / 2}}};
  Instance<S> outside = inside;
  outside.model = Probabilities{network};
  outside.loss = CrossEntropyOfProbabilities{};
  return {inside, outside};
}

/// g, logistic of one logit and softmax of several; they are the logits of one query.
std::vector<S> outer(const std::vector<S>& z) {
  using std::exp;
  if (z.size() == 1) return {1 / (1 + exp(-z[0]))};
  std::vector<S> p;
  S total(0);
  for (const S& logit : z) total += p.emplace_back(exp(logit));
  for (S& entry : p) entry /= total;
  return p;
}

/// g(b - Σ S), query by query.
std::vector<S> outer_of_sums(const Reading<S>& inside) {
  std::vector<S> y, z;
  for (const KernelMachine<S>& machine : inside.machines) {
    z.push_back(machine.undivided_prediction());
    if (z.size() < machine.outputs) continue;
    for (const S& p : outer(z)) y.push_back(p);
    z.clear();
  }
  return y;
}

/// The largest difference of two lists.
S apart(const std::vector<S>& u, const std::vector<S>& v) {
  using std::abs;
  S largest(0);
  for (std::size_t j = 0; j < u.size(); ++j) keep_largest(largest, S(abs(u[j] - v[j])));
  return largest;
}

/// @return  how far off g of the sum outside is
Magnitude check(const Trial& trial, const Classifier& classifier, Evidence& evidence,
                Decision& decision) {
  const std::string& name = classifier.inside.name;
  const Training<S> training = train(classifier.inside);
  check_identity(evidence, classifier.inside, training);
  Instance<S> read_inside = classifier.inside;
  if (trial.mistaken) read_inside.model = classifier.outside.model;  // its loss takes g once more
  const Reading<S> inside = reading(read_inside, training.path),
                   outside = reading(classifier.outside, training.path);
  check_rows(evidence, name + ", outside", outside);
  std::vector<S> said;
  for (const KernelMachine<S>& machine : outside.machines)
    said.push_back(machine.undivided_prediction());
  evidence.vanishes(name + ": y inside less y outside",
                    magnitude(apart(outer_of_sums(inside), said)), {"1", 0});
  const Magnitude off = magnitude(apart(outer_of_sums(outside), said));
  evidence.must_not_vanish(name + ": g of the sum outside", off);
  must_miss_the_loudest(evidence, name + ", outside", outside);
  check_order(evidence, asked(classifier.outside, {classifier.outside.queries[0]}),
              trial.pick(2, 1));

  const KernelMachine<S>&in = inside.machines[0], &out = outside.machines[0];
  Table table{
      name + " at the first query", {"term", "K inside", "K outside", "S inside", "S outside"}, {}};
  for (std::size_t i = 0; i < in.path_kernel.size(); ++i)
    table.rows.push_back({std::to_string(i + 1), decimal(in.path_kernel[i], 4),
                          decimal(out.path_kernel[i], 4), decimal(in.loss_weighted[i], 4),
                          decimal(out.loss_weighted[i], 4)});
  decision.tables.push_back(std::move(table));
  return off;
}

/// Predictions and K(x, x_1) of the logistic network along a line, told either way.
Figure figure(const Trial& trial, const Classifier& classifier) {
  const Training<S> training = train(asked(classifier.inside, {classifier.inside.queries[0]}));
  const std::vector<S> s = evenly_spaced(S(-4), S(4), trial.pick(80, 4));
  Points<S> line;
  for (const S& u : s) line.push_back({u, u / 2});
  const auto curve = [&](auto value) {
    CurvePoints points;
    for (std::size_t q = 0; q < s.size(); ++q)
      points.push_back({static_cast<double>(s[q]), static_cast<double>(value(q))});
    return points;
  };
  const S rough = S(1) / 1'000'000'000'000;
  const Reading<S> inside = reading(asked(classifier.inside, line), training.path,
                                    part(trial, 0.8, 0.9), rough),
                   outside = reading(asked(classifier.outside, line), training.path,
                                     part(trial, 0.9, 1.0), rough);
  const std::vector<S> g_inside = outer_of_sums(inside), g_outside = outer_of_sums(outside);
  const auto sum = [&](std::size_t q) { return outside.machines[q].undivided_prediction(); };
  const auto K_of = [](const Reading<S>& way) {
    return [&](std::size_t q) { return way.machines[q].path_kernel[0]; };
  };
  return {
      "a23_inside_and_outside",
      "A logistic output told either way, at the queries (s, s/2)",
      "Left, g of the inside sum, a line from " + decimal(g_inside.front(), 2) + " to " +
          decimal(g_inside.back(), 2) + ", runs through the points of the outside sum; g of the " +
          "outside sum is another curve. Right, the kernel of z with the first example goes from " +
          decimal(K_of(inside)(0), 2) + " to " + decimal(K_of(inside)(s.size() - 1), 2) +
          ", that of p from " + decimal(K_of(outside)(0), 2) + " to " +
          decimal(K_of(outside)(s.size() - 1), 2) + ".",
      {{.title = "y at T",
        .x_label = "s",
        .y_label = "probability",
        .curves = {{"g of the sum inside", curve([&](std::size_t q) { return g_inside[q]; })},
                   {"the sum outside", curve(sum), Curve::Style::points},
                   {"g of the sum outside", curve([&](std::size_t q) { return g_outside[q]; })}}},
       {.title = "K(x, x_1)",
        .x_label = "s",
        .y_label = "K",
        .curves = {{"inside: of z", curve(K_of(inside))},
                   {"outside: of p", curve(K_of(outside))}}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Classifier first = logistic(trial), second = softmax_of_3(trial);
  const Magnitude off = check(trial, first, evidence, decision);
  must_miss_astray(evidence, asked(first.outside, {first.outside.queries[0]}),
                   part(trial, 0.3, 0.4));
  check(trial, second, evidence, decision);
  trial.progress(0.8);
  evidence.conclude(Verdict::holds);
  decision.finding =
      "for a logistic and a softmax output g of the logits' sum is the "
      "probabilities' own sum; g of the latter is off by " +
      off.text;
  decision.figures.push_back(figure(trial, first));
}

}  // namespace

Claim a23() {
  return {"A23", "an outer nonlinearity: y = g(Σ a_i K + b)", Verdict::holds,
          "g is applied twice: the loss of logits is given probabilities", decide};
}

}  // namespace pathkernel::claims
