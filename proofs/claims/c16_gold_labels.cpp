/// @file c16_gold_labels.cpp
/// Statement.   In y = Σ_i a_i K(x, x_i) + b the coefficients are the gold labels, a_i = y*_i
///              (claim C16; from P. Houška's "Deep learning notes 11"). It is false.
/// Derivation.  Of a linear model f = w·x, w(0) = 0, least squares makes w(T) = Σ α_i x_i with
///              α_i = -∫ L'_i dt, and L'_i = y_i - y*_i. At the end y = G α meets y*, where
///              G_ij = x_i·x_j is not singular: α = G⁻¹ (y* - y_0), which is y* only if (G - I) y*
///              = 0. (Theorem 1's own a_i = α_i/T vanish as T grows, claim A21.) Three unit vectors
///              with G_12 = 3/5, G_23 = 12/25, G_13 = 0 and y* = 1, 1, -1 have α = -37/128,
///              275/128, -65/32: not even the signs are the labels'. ∎
/// Computation. The flow until T = 512, where e^(-λT) is below 1e-50; α_i = T a_i read off its
///              kernel machine. A tanh network on the same data: a_i(x) of Theorem 1, with its
///              identity and the order in which that is reached.
/// Control.     Of orthonormal examples α = y*: there, and nearly only there, the claim is true.
/// Not claimed. That other methods, a Parzen window's for one, can't have labels as coefficients.

#include "kernel/classical/dot_products.hpp"
#include "kernel/machines/interpolation.hpp"
#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// Three unit vectors, one after another.
Points<S> examples(bool orthonormal) {
  if (orthonormal) return {{S(1), S(0), S(0)}, {S(0), S(1), S(0)}, {S(0), S(0), S(1)}};
  return {{S(1), S(0), S(0)}, {S(3) / 5, S(4) / 5, S(0)}, {S(0), S(3) / 5, S(4) / 5}};
}
const std::vector<S>& labels() {
  static const std::vector<S> y{S(1), S(1), S(-1)};
  return y;
}

Instance<S> instance(const std::string& name, const ModelOn<S>& model, const Points<S>& x,
                     const std::vector<S>& w, int T) {
  const Examples<S> data{x.size(), 3, in_lanes(x, 3), labels()};
  return {name, model, SquaredLoss{}, data, w, S(T), {{S(1), S(1), S(1)}}};
}
Instance<S> linear(const std::string& name, const Points<S>& x) {
  const RecordedModel model{{{"w", {1, 3}}}, [](auto w, auto at) { return product(w[0], at); }};
  return instance(name, model, x, std::vector<S>(3, S(0)), 512);
}

/// α_i = T a_i of a linear model: the same at every x, so read off at one.
std::vector<S> coefficients(const Instance<S>& linear, const Training<S>& training) {
  std::vector<S> alpha;
  for (std::size_t i = 0; i < linear.data.count; ++i)
    alpha.push_back(linear.until * training.machines.front().coefficient(i).value());
  return alpha;
}

S largest_difference(const std::vector<S>& u, const std::vector<S>& v) {
  using std::abs;
  S largest(0);
  for (std::size_t i = 0; i < u.size(); ++i) keep_largest(largest, S(abs(S(u[i] - v[i]))));
  return largest;
}

Figure on_the_way(const Points<S>& x) {
  Panel panel{
      .title = "α_i(t) = -∫ L'_i dt", .x_label = "time t", .y_label = "coefficient", .log_x = true};
  for (std::size_t i = 0; i < x.size(); ++i)
    panel.curves.push_back(
        {"α_" + std::to_string(i + 1) + ", label " + decimal(labels()[i], 2), {}});
  const Matrix<S> G = gram<S>(LinearKernel{}, x);
  for (int k = -20; k <= 40; ++k) {
    const double t = std::pow(10, k / 20.0);
    const std::vector<S> alpha = fixed_kernel_coefficients(G, labels(), S(t));
    for (std::size_t i = 0; i < x.size(); ++i)
      panel.curves[i].points.push_back({t, static_cast<double>(alpha[i])});
  }
  const auto at_last = [&](std::size_t i) { return decimal(panel.curves[i].points.back()[1], 3); };
  return {"c16_coefficients",
          "Coefficients are no labels",
          detail::joined("The coefficients of three examples, whose labels are 1, 1 and -1, over a "
                         "logarithmic axis of time: they end at ",
                         at_last(0), ", ", at_last(1), " and ", at_last(2), "."),
          {panel}};
}

/// Of a network: a_i(x), an average of y*_i - y_i, is not the label at any of three queries.
void check_network(const Points<S>& x, Evidence& evidence, Table& table) {
  const Mlp mlp{{3, 3, 1}, Activation::tanh};
  Instance<S> network = instance("tanh network 3-3-1", mlp, x, initial_parameters<S>(mlp, 1), 1);
  check_order(evidence, network);
  network.queries.push_back({S(1), S(-1) / 2, S(0)});
  network.queries.push_back({S(1) / 4, S(0), S(1)});
  const Training<S> training = train(network);
  check_identity(evidence, network, training);
  Smallest<S> from_label;
  for (std::size_t q = 0; q < network.queries.size(); ++q) {
    std::vector<std::string> row{"a_i, network at query " + std::to_string(q + 1)};
    for (std::size_t i = 0; i < x.size(); ++i) {
      const S a = training.machines[q].coefficient(i).value();
      from_label.add(a - labels()[i]);
      row.push_back(decimal(a, 5));
    }
    table.rows.push_back(row);
  }
  evidence.within(network.name + ": least |a_i(x) less the label|",
                  std::exp(from_label.magnitude().log), 0.1, 10);
}

/// Of the linear model. @return  α
std::vector<S> check_linear(const Trial& trial, const Points<S>& x, Evidence& evidence) {
  const Instance<S> general = linear("linear model", x);
  const Training<S> training = train(general);
  const std::vector<S> alpha = coefficients(general, training);
  const std::vector<S> by_inverse =
      fit_interpolation(gram<S>(LinearKernel{}, x), labels()).coefficients;
  trial.progress(1.0 / 3);
  evidence.vanishes("α less G⁻¹ (y* - y_0)", magnitude(largest_difference(alpha, by_inverse)),
                    magnitude(S(3)));
  evidence.defect("linear model: the path's defect", magnitude(training.defect), magnitude(S(3)));
  evidence.must_not_vanish("α less the labels", magnitude(largest_difference(alpha, labels())));
  const Instance<S> special = linear("orthonormal examples", examples(true));
  evidence.vanishes("α less the labels, of orthonormal examples",
                    magnitude(largest_difference(coefficients(special, train(special)), labels())),
                    magnitude(S(3)));
  trial.progress(2.0 / 3);
  return alpha;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Points<S> x = examples(trial.mistaken);
  const std::vector<S> alpha = check_linear(trial, x, evidence);
  Table table{"Labels and coefficients", {"", "x_1", "x_2", "x_3"}, {}};
  for (const auto& [name, values] :
       {std::pair("label y*", labels()), std::pair("α, linear model", alpha)})
    table.rows.push_back(
        {name, decimal(values[0], 6), decimal(values[1], 6), decimal(values[2], 6)});
  check_network(x, evidence, table);
  evidence.conclude(Verdict::false_as_stated);
  decision.finding = "labels 1, 1, -1; least squares has the coefficients " + decimal(alpha[0], 5) +
                     ", " + decimal(alpha[1], 5) + ", " + decimal(alpha[2], 5) +
                     " = G⁻¹ (y* - y_0)";
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(on_the_way(x));
}

}  // namespace

Claim c16() {
  return {"C16", "the coefficients a_i are the gold labels", Verdict::false_as_stated,
          "it is tried on orthonormal examples only", decide};
}

}  // namespace pathkernel::claims
