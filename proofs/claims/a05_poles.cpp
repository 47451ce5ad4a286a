/// @file a05_poles.cpp
/// Statement.   The a_i of Theorem 1 exist (claim A5; the paper divides by the path kernel without
///              a word):
///                a_i(x) = -S_i(x)/K(x, x_i).
/// Hypotheses.  Those of claim A3, and a model that is not linear in w.
/// Derivation.  Θ_t(x, x_i) may change its sign, in t and in x, and so does K(x, x_i) as a function
///              of x. S_i weights the same Θ_t by L'_i, which moves: it has no reason to vanish at
///              the same x. There a_i has a pole; S_i, all that the prediction needs, has not.
/// Computation. On a line of queries a change of sign of K(x, x_i) is looked for, in double; then
///              the zero itself by secants, to all digits. There S_i is taken, the residual of
///              claim A3, and what the machine says of a_i.
/// Control.     S_i at that zero must be visible, or there would be no pole.
/// Not claimed. That poles are dense, or common: they are points on a line of queries.

#include "proofs/claims/o_rings.hpp"

namespace pathkernel::claims {

namespace {

/// A zero of K(·, x_i): which example, and where.
struct Zero {
  std::size_t example;
  double x, next;  ///< two approximations
};

using Line = std::vector<double>;

std::vector<KernelMachine<double>> machines_on(const Instance<double>& rough,
                                               const Path<double>& path, const Line& line) {
  Points<double> points;
  for (const double x : line) points.push_back({x});
  return machines_at(rough, path, points, 1e-10);
}

/// The change of sign of a K(x, x_i) where S_i is largest, narrowed down by false position.
Zero find_zero(const Instance<double>& rough, const Path<double>& path, const Line& line) {
  const std::vector<KernelMachine<double>> machines = machines_on(rough, path, line);
  Zero best{0, std::nan(""), std::nan("")};
  double largest = 0;
  for (std::size_t q = 0; q + 1 < line.size(); ++q)
    for (std::size_t i = 0; i < rough.data.count; ++i) {
      const auto& [left, right] =
          std::pair(machines[q].path_kernel[i], machines[q + 1].path_kernel[i]);
      const double s = std::abs(machines[q].loss_weighted[i] + machines[q + 1].loss_weighted[i]);
      if (left * right < 0 && s > largest) largest = s, best = {i, line[q], line[q + 1]};
    }
  if (largest == 0) fail("no K(x, x_i) changes its sign on the line of queries");
  for (int round = 0; round < 6; ++round) {  // each of 11 points: the bracket shrinks tenfold
    const Line finer = evenly_spaced(best.x, best.next, 10);
    const std::vector<KernelMachine<double>> found = machines_on(rough, path, finer);
    for (std::size_t k = 0; k + 1 < finer.size(); ++k)
      if (found[k].path_kernel[best.example] * found[k + 1].path_kernel[best.example] <= 0) {
        best.x = finer[k], best.next = finer[k + 1];
        break;
      }
  }
  return best;
}

/// Secants from two points near a zero of K(·, x_i): each has as many digits as the two before.
template <Real S>
S refined(const Instance<S>& instance, const Path<S>& path, const Zero& zero,
          const std::function<void(double)>& on_step) {
  using std::abs;
  const S finest = PathQuadrature<S>::finest();
  S x(zero.x), next(zero.next);
  S k = machines_at<S>(instance, path, {{x}}, finest, on_step).front().path_kernel[zero.example];
  for (int round = 0; round < 8; ++round) {
    const KernelMachine<S> machine =
        machines_at<S>(instance, path, {{next}}, finest, on_step).front();
    const S k_next = machine.path_kernel[zero.example];
    if (!machine.coefficient(zero.example) || k_next == k) break;
    const S step = k_next * (next - x) / (k_next - k);
    x = next, k = k_next, next -= step;
  }
  return next;
}

/// Where |a| is this large a curve is interrupted, so that its pole can be seen.
constexpr double off_the_picture = 6;

Figure poles(const Instance<double>& rough, const Path<double>& path, const Zero& zero) {
  Line line = evenly_spaced(rough.queries.front()[0], rough.queries.back()[0], 240);
  double near = line[1] - line[0];
  for (int k = 0; k < 12; ++k, near /= 2)  // ever closer to the pole
    line.insert(line.end(), {zero.x - near, zero.x + near});
  std::ranges::sort(line);
  const auto beyond = std::ranges::upper_bound(line, zero.x) - line.begin();
  const std::vector<KernelMachine<double>> machines = machines_on(rough, path, line);
  const auto a = [&](std::size_t q) {
    return machines[q].coefficient(zero.example).value_or(std::nan(""));
  };
  Panel panel{"", "temperature of the query, °F", "a_i"};
  Panel kernels{"", "temperature of the query, °F", ""};
  Curve k{"K(x, x_i)", {}}, s{"S_i(x)", {}};
  const std::string who = "example " + std::to_string(zero.example + 1);
  Curve curve{who, {}};
  for (std::size_t q = 0; q < line.size(); ++q) {
    curve.points.push_back(
        {degrees(rough, line[q]), std::abs(a(q)) > off_the_picture ? std::nan("") : a(q)});
    k.points.push_back({degrees(rough, line[q]), machines[q].path_kernel[zero.example]});
    s.points.push_back({degrees(rough, line[q]), machines[q].loss_weighted[zero.example]});
  }
  panel.curves = {curve};
  kernels.curves = {k, s};
  const auto side = static_cast<std::size_t>(beyond);
  return {"a05_poles",
          "A pole of a_i",
          "Left, a_i of " + who + " against the temperature that is asked about: it leaves the " +
              "picture " + (a(side - 1) > 0 ? "upwards" : "downwards") + " and comes back from " +
              (a(side) > 0 ? "above" : "below") + " at " + decimal(degrees(rough, zero.x), 4) +
              " °F. Right, why: there K(x, x_i) crosses zero, and S_i does not.",
          {panel, kernels}};
}

void decide(const Trial& trial, Decision& decision) {
  using S = Digits60;
  Evidence evidence(50, decision);
  const Instance<double> rough = o_rings<double>(trial.small);
  const Path<double> rough_path = train(rough).path;
  const Line line = evenly_spaced(rough.queries.front()[0], rough.queries.back()[0], 60);
  const Zero zero = find_zero(rough, rough_path, line);
  trial.progress(0.1);

  Instance<S> instance = o_rings<S>(trial.small);
  TrainingOptions<S> options;
  options.progress = trial.progress;
  const Training<S> training = train(instance, options);
  const Path<S>& path = training.path;
  trial.progress(0.3);
  const S x = refined(instance, path, zero, trial.progress);
  trial.progress(0.8);
  instance.queries = {{x}};
  PathReader<S> there = reader(instance, path, instance.queries);
  const KernelMachine<S> machine = kernel_machines(there).front();
  there.go_to(instance.until);
  // The mistake: K is taken for what it is to be divided by it, as if -L' were 1.
  const S share =
      trial.mistaken ? machine.path_kernel[zero.example] : machine.loss_weighted[zero.example];
  const std::string who = "example " + std::to_string(zero.example + 1) + " at " +
                          decimal(degrees(instance, x), 6) + " °F";
  evidence.vanishes("K(x, x_i), " + who, magnitude(machine.path_kernel[zero.example]),
                    magnitude(machine.kernel_size));
  evidence.vanishes("y - (y_0 - Σ S_i) there",
                    magnitude(S(there.output(0) - machine.undivided_prediction())),
                    size_of_terms(machine));
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  evidence.must_not_vanish("S_i(x) there", magnitude(share));
  evidence.condition("the machine's a_i", machine.coefficient(zero.example) ? "a number" : "none",
                     "none", !machine.coefficient(zero.example));
  evidence.condition("the divided prediction", machine.prediction() ? "a number" : "none", "none",
                     !machine.prediction());
  evidence.conclude(Verdict::false_as_stated);
  decision.finding = "K(x, x_i) of " + who + " is 0 while S_i is " + decimal(share, 4) +
                     ": a_i has a pole there; y = y_0 - Σ S_i stays exact";
  decision.figures.push_back(poles(rough, rough_path, zero));
}

}  // namespace

Claim a05() {
  return {"A5", "the coefficients a_i exist", Verdict::false_as_stated,
          "K is weighted by 1 instead of L'_i to make S_i, which then vanishes with it", decide};
}

}  // namespace pathkernel::claims
