/// @file a20_vector_outputs.cpp
/// Statement.   Theorem 1 holds for vector outputs "with only minor changes" (claim A20): the
///              kernel of two points becomes a C x C matrix, Θ_ck = ∇f_c(x)·∇f_k(x_i), and
///                f_c(T) = f_c(0) - Σ_i Σ_k S_ick,   S_ick = ∫ L'_ik Θ_ck(x, x_i) dt.
/// Hypotheses.  Those of claim A3, L'_ik = ∂ℓ_i/∂f_k.
/// Derivation.  ∇L = Σ_i Σ_k L'_ik ∇f_k(x_i); multiply by ∇f_c(x) and integrate. ∎
/// Computation. A network of 2 outputs. Along a line of queries entries K_ck are found to change
///              sign; where one does and S_ick does not vanish, a_ick = -S_ick/K_ck has a pole.
/// Control.     The diagonal alone, as if the outputs shared no weights; an example left out; the
///              flow of 1.001 L.
/// Not claimed. Coefficients a_ick entry by entry: where K_ck(x, x_i) vanishes they are absent, and
///              off the diagonal it often does.

#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
constexpr std::size_t C = 2;

/// Two numbers to be learned of one, 2 x² - 1 and x, nearly.
Instance<S> two_outputs(const Trial& trial) {
  const Mlp network{{1, 2, 2, 2}, Activation::tanh};
  const Examples<S> data{3,
                         1,
                         {S(-1), S(1) / 5, S(3) / 4},
                         {S(1), S(-9) / 10, S(1) / 8, S(-1), S(1) / 5, S(3) / 4},
                         C};
  return {"two outputs",
          network,
          SquaredLoss{},
          data,
          initial_parameters<S>(network, 7),
          trial.pick(S(1) / 2, S(1) / 32),
          {{S(2) / 5}, {S(-2)}}};
}

/// The machine of output c made of k = c alone: what outputs do to each other is missing.
KernelMachine<S> without_others(KernelMachine<S> machine, std::size_t c) {
  for (std::size_t term = 0; term < machine.loss_weighted.size(); ++term)
    if (term % C != c) machine.loss_weighted[term] = S(0);
  return machine;
}

/// The kernel machines along a line of queries, with integrals to 20 digits.
class Line {
 public:
  Line(const Instance<S>& instance, const Path<S>& path) : instance_(instance), path_(path) {}

  [[nodiscard]] std::vector<KernelMachine<S>> machines(
      const std::vector<S>& x, const std::function<void(double)>& progress = {}) const {
    Points<S> queries;
    for (const S& u : x) queries.push_back({u});
    return reading(asked(instance_, queries), path_, progress, rough * rough).machines;
  }
  /// Where K_ck(·, x_i) vanishes between two points, by secants that keep the zero between them
  /// (Illinois), and the machine of output c there, whose K is then below 10^-10.
  [[nodiscard]] std::pair<S, KernelMachine<S>> zero(S left, S right, std::size_t c,
                                                    std::size_t term) const {
    using std::abs;
    S at_left = machines({left})[c].path_kernel[term];
    S at_right = machines({right})[c].path_kernel[term];
    for (int round = 0; round < 200; ++round) {
      const S x = (left * at_right - right * at_left) / (at_right - at_left);
      KernelMachine<S> found = machines({x})[c];
      const S K = found.path_kernel[term];
      if (abs(K) <= rough) return {x, std::move(found)};
      if ((K > 0) == (at_right > 0)) {
        at_left /= 2;
      } else {
        left = right;
        at_left = at_right;
      }
      right = x;
      at_right = K;
    }
    fail("no zero of K_ck between ", left, " and ", right);
  }

 private:
  const S rough = S(1) / 10'000'000'000;
  const Instance<S>& instance_;
  const Path<S>& path_;
};

/// How often K_ck between x and an example changes its sign along the line.
std::size_t sign_changes(const std::vector<KernelMachine<S>>& machines, std::size_t c,
                         std::size_t term) {
  std::size_t count = 0;
  for (std::size_t row = C + c; row < machines.size(); row += C)
    count += (machines[row].path_kernel[term] > 0) != (machines[row - C].path_kernel[term] > 0);
  return count;
}
/// The same of all entries with c = k, or not, together.
std::size_t sign_changes(const std::vector<KernelMachine<S>>& machines, bool diagonal) {
  std::size_t count = 0;
  for (std::size_t c = 0; c < C; ++c)
    for (std::size_t term = 0; term < machines[c].path_kernel.size(); ++term)
      if ((c == term % C) == diagonal) count += sign_changes(machines, c, term);
  return count;
}

/// Of the K_ck with c != k that change sign, the one with the largest |S_ick| there.
struct Change {
  std::size_t query = 0, output = 0, term = 0;  ///< the query before it, c, i C + k
  S weighted = S(0);
};
Change loudest_change(const std::vector<KernelMachine<S>>& machines) {
  using std::abs;
  Change best;
  for (std::size_t row = C; row < machines.size(); ++row)
    for (std::size_t term = 0; term < machines[row].path_kernel.size(); ++term) {
      const KernelMachine<S>&before = machines[row - C], &after = machines[row];
      if (row % C == term % C || (before.path_kernel[term] > 0) == (after.path_kernel[term] > 0))
        continue;
      if (abs(before.loss_weighted[term]) > best.weighted)
        best = {row / C - 1, row % C, term, S(abs(before.loss_weighted[term]))};
    }
  return best;
}

Figure figure(const std::vector<S>& x, const std::vector<KernelMachine<S>>& machines) {
  Panel kernels{.title = "K_ck(x, x_1)", .x_label = "x", .y_label = "K"};
  Panel coefficients{.title = "a_1ck(x)", .x_label = "x", .y_label = "coefficient"};
  for (std::size_t c = 0; c < C; ++c)
    for (std::size_t k = 0; k < C; ++k) {
      const std::string entry = "c = " + std::to_string(c + 1) + ", k = " + std::to_string(k + 1);
      Curve kernel{entry, {}}, coefficient{entry, {}};
      for (std::size_t q = 0; q < x.size(); ++q) {
        const double at = static_cast<double>(x[q]);
        const KernelMachine<S>& machine = machines[q * C + c];
        kernel.points.push_back({at, static_cast<double>(machine.path_kernel[k])});
        const double a = static_cast<double>(machine.coefficient(k).value_or(S(100)));
        coefficient.points.push_back({at, std::abs(a) < 5 ? a : std::nan("")});
      }
      kernels.curves.push_back(std::move(kernel));
      coefficients.curves.push_back(std::move(coefficient));
    }
  const auto changes = [&](std::size_t c, std::size_t k) {
    return std::to_string(sign_changes(machines, c, k));
  };
  return {"a20_entries",
          "The entries of the kernel between x and the first example",
          "Left, K_11 goes from " + decimal(machines.front().path_kernel[0], 2) + " to " +
              decimal(machines[machines.size() - C].path_kernel[0], 2) +
              "; K_11, K_12, K_21 and K_22 change their signs " + changes(0, 0) + ", " +
              changes(0, 1) + ", " + changes(1, 0) + " and " + changes(1, 1) +
              " times. Right, the coefficients, cut off where they exceed 5.",
          {kernels, coefficients}};
}

/// The identity at the instance's queries, and what it is without the entries off the diagonal.
void check_identities(const Trial& trial, const Instance<S>& instance, const Training<S>& training,
                      Evidence& evidence) {
  check_identity(evidence, instance, training);
  const Reading<S> read = reading(training);
  Smallest<S> diagonal;
  for (std::size_t row = 0; row < read.machines.size(); ++row) {
    const KernelMachine<S> alone = without_others(read.machines[row], row % C);
    diagonal.add(read.outputs[row] - alone.undivided_prediction());
  }
  evidence.must_not_vanish("k = c alone", diagonal.magnitude());
  must_miss_the_loudest(evidence, instance.name, read);
  const Instance<S> at_one = asked(instance, {instance.queries[0]});
  must_miss_astray(evidence, at_one, part(trial, 0.2, 0.3));
  check_order(evidence, at_one, trial.pick(4, 1));
}

/// A pole of a_ick, and the identity at it. @return  what was found
std::string check_pole(const Instance<S>& instance, const Path<S>& path, const Line& line,
                       const S& left, const S& right, const Change& change, Evidence& evidence) {
  using std::abs;
  const auto [at, machine] = line.zero(left, right, change.output, change.term);
  const std::string entry = std::to_string(change.output + 1) + std::to_string(change.term % C + 1);
  const S& weighted = machine.loss_weighted[change.term];
  const S a = -weighted / machine.path_kernel[change.term];
  evidence.must_not_vanish(
      "S_" + entry + " where K_" + entry + " changes sign, at " + decimal(at, 6),
      magnitude(weighted));
  evidence.condition("|a_" + entry + "| there", magnitude(a).text, "above 1e6", abs(a) > 1'000'000);
  const Reading<S> there = reading(asked(instance, {{at}}), path);
  evidence.vanishes("y - (b - Σ S) there", magnitude(there.residual(change.output)), {"1", 0});
  return "a_" + entry + " has a pole at x = " + decimal(at, 6) + ", where S_" + entry + " = " +
         decimal(weighted, 3);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance = two_outputs(trial);
  Training<S> training = train(instance, {.progress = part(trial, 0.0, 0.2)});
  if (trial.mistaken)
    for (std::size_t row = 0; row < training.machines.size(); ++row)
      training.machines[row] = without_others(training.machines[row], row % C);
  check_identities(trial, instance, training, evidence);

  const Line line(instance, training.path);
  const std::vector<S> x = evenly_spaced(S(-3), S(3), trial.pick(90, 4));
  const std::vector<KernelMachine<S>> machines = line.machines(x, part(trial, 0.5, 0.9));
  const Change change = loudest_change(machines);
  if (change.weighted == 0) fail("no K_ck with c != k changes its sign on the line of queries");
  const std::string pole = check_pole(instance, training.path, line, x[change.query],
                                      x[change.query + 1], change, evidence);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding = "as y = y_0 - ΣΣ S_ick; " + pole + "; along a line K_ck changes sign " +
                     std::to_string(sign_changes(machines, false)) + " times off the diagonal, " +
                     std::to_string(sign_changes(machines, true)) + " times on it";
  decision.figures.push_back(figure(x, machines));
}

}  // namespace

Claim a20() {
  return {"A20", "vector outputs: kernels become matrices", Verdict::holds_under_condition,
          "outputs are taken to share no weights: k = c alone", decide};
}

}  // namespace pathkernel::claims
