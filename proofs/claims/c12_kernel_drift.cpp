/// @file c12_kernel_drift.cpp
/// Statement.   As the width n of a network's layers grows, its tangent kernel stays what it was at
///              first while it is trained, and each weight barely moves (claim C12; Jacot, Gabriel
///              & Hongler 2018, as told by Quanta Magazine 2021).
/// Hypotheses.  Layers z = W h/√n + b, weights of variance 1, gradient flow for a time T that does
///              not depend on n.
/// Derivation.  ‖Θ_T - Θ_0‖ = O(n^-1/2) is proved (Lee et al. 2019); for smooth φ it is often near
///              1/n (Dyer & Gur-Ari 2020; Huang & Yau 2020). All of w moves by O(1), in a space
///              where ‖w_0‖ grows as √n with one hidden layer, as n with more.
/// Computation. Six examples on a circle, T = 2, networks of one and of two hidden layers: the
///              relative drift of Θ and of w, and the largest move of a weight. Their exponents are
///              means over seeds; Θ's has to be at most -1/2 by two standard errors, that of the
///              largest move below 0 by three.
/// Control.     With the output divided by n, not √n, and T multiplied by n, the networks learn as
///              fast, and their features move: neither drift, of Θ or of w, must fall so.
/// Not claimed. That offsets barely move: the last one's gradient is 1 at any width. That a network
///              in use is wide in this sense: the drift at n = 1024 is small, at n = 8 it is not.

#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

/// By what the output is divided: √n, or n, where time is to run n times as fast.
enum class Output { by_root, by_width };

struct Drifts {
  WidthStudy kernel, parameters, largest;
  double loss_left = 0;  ///< L(T)/L(0) of the last training
};

const std::vector<double> targets{1, 0.5, -1, 0.5, -0.5, 1};

/// Of all six examples trained at once. The first widths are 8, 16, ...
Instance<double> instance_of(std::size_t layers, std::uint32_t n, Output output,
                             std::uint64_t seed) {
  const Mlp mlp = wide_mlp(layers, n);
  const Points<double> x = points_on_circle(targets.size());
  const double share = output == Output::by_root ? 1 : 1 / std::sqrt(n);
  ModelOn<double> model = mlp;
  model.record = [mlp, share](Vars<double> w, Var<double> at) { return share * mlp(w, at); };
  return {"",
          model,
          SquaredLoss{},
          {x.size(), 2, in_lanes(x, 2), targets},
          initial_parameters<double>(mlp, seed),
          output == Output::by_root ? 2.0 : 2.0 * n,
          x};
}

double loss(const std::vector<double>& outputs) {
  double sum = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) sum += square(outputs[i] - targets[i]) / 2;
  return sum;
}

/// Adds what one training has moved.
void add(Drifts& drifts, std::uint32_t n, const std::vector<ParameterBlock>& blocks,
         const BeforeAndAfter& training) {
  const auto& [before, after] = training;
  drifts.kernel.add(n, relative_drift(after.kernel, before.kernel));
  double moved = 0, size = 0, largest = 0;
  std::size_t p = 0;
  for (const ParameterBlock& block : blocks)
    for (std::size_t entry = 0; entry < block.shape.size(); ++entry, ++p) {
      const double step = std::abs(after.w[p] - before.w[p]);
      moved += square(step), size += square(before.w[p]);
      if (block.role == Role::weight) largest = std::max(largest, step);
    }
  drifts.parameters.add(n, std::sqrt(moved / size));
  drifts.largest.add(n, largest);
  drifts.loss_left = loss(after.outputs) / loss(before.outputs);
}

Drifts drifts_of(const Trial& trial, std::size_t layers, Output output) {
  Drifts drifts;
  const std::uint32_t last = trial.pick(layers == 1 ? 1024u : 128u, 32u);
  const int seeds = trial.pick(16, layers == 1 ? 20 : 16);
  for (std::uint32_t n = 8; n <= last; n *= 2)
    for (int seed = 1; seed <= seeds; ++seed) {
      const Instance<double> instance =
          instance_of(layers, n, output, static_cast<std::uint64_t>(seed));
      add(drifts, n, instance.model.blocks, trained(instance));
      trial.progress(double(n) / last);
    }
  return drifts;
}

/// Whether a drift n^p falls at least as n^-1/2: p is at most that by two standard errors.
bool falls(const Estimate& p) { return p.mean + 2 * p.error <= -0.5; }
/// Whether p is what it has to be, up to three errors and what small widths do to it.
bool is_near(const Estimate& p, double expected) {
  return std::abs(p.mean - expected) <= 3 * p.error + 0.1;
}

Figure figure(const Drifts& one, const Drifts& two, const Drifts& features) {
  Panel kernel = against_width("Kernel drift against width", "|Θ_T - Θ_0|/|Θ_0|");
  kernel.curves = {one.kernel.curve("one hidden layer"), two.kernel.curve("two hidden layers"),
                   features.kernel.curve("output divided by n")};
  kernel.curves.push_back(power_law("n^-1/2", kernel.curves.front(), 0.5));
  kernel.curves.push_back(power_law("n^-1", kernel.curves.front(), 1));
  Panel weights = against_width("Moves of parameters", "");
  weights.curves = {one.parameters.curve("|w_T - w_0|/|w_0|, one hidden layer"),
                    two.parameters.curve("the same, two hidden layers"),
                    one.largest.curve("largest move of a weight, one hidden layer"),
                    features.largest.curve("the same, output divided by n")};
  return {"c12_kernel_drift",
          "Wide networks keep their kernel",
          "Log-log: the kernel's drift falls along n^" + one.kernel.exponent().text() +
              " with one hidden layer and n^" + two.kernel.exponent().text() +
              " with two, steeper than n^-1/2; with the output divided by n it stays level, "
              "at n^" +
              features.kernel.exponent().text() + ".",
          {kernel, weights}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Output output = trial.mistaken ? Output::by_width : Output::by_root;
  const Drifts one = drifts_of(trial, 1, output), two = drifts_of(trial, 2, output);
  const Drifts features = drifts_of(trial, 1, Output::by_width);
  Table table{"Exponents p of n^p", {"", "Θ", "w", "largest weight", "L(T)/L(0)"}, {}};
  for (const auto& [name, drifts] :
       {std::pair("one hidden layer", &one), std::pair("two hidden layers", &two),
        std::pair("output divided by n", &features)})
    table.rows.push_back({name, drifts->kernel.exponent().text(),
                          drifts->parameters.exponent().text(), drifts->largest.exponent().text(),
                          decimal(drifts->loss_left, 2)});
  for (const auto& [layers, drifts] : {std::pair(1, &one), std::pair(2, &two)}) {
    const std::string name = "hidden layers: " + std::to_string(layers);
    const Estimate p = drifts->kernel.exponent(), w = drifts->parameters.exponent();
    evidence.condition(name + "; exponent of Θ's drift", p.text(), "<= -1/2 by 2 errors", falls(p));
    evidence.condition(name + "; exponent of w's drift", w.text(),
                       decimal(-layers / 2.0, 2) + " up to 3 errors and 0.1 of small widths",
                       is_near(w, -layers / 2.0));
    const Estimate largest = drifts->largest.exponent();
    evidence.condition(name + "; exponent of the largest move of a weight", largest.text(),
                       "< 0 by 3 errors", largest.mean + 3 * largest.error < 0);
  }
  const Estimate p = features.kernel.exponent();
  const Estimate w = features.parameters.exponent();
  evidence.must_fail("output divided by n: exponent of Θ's drift", p.text(), "above -1/2",
                     !falls(p));
  evidence.must_fail("output divided by n: exponent of w's drift", w.text(),
                     "not -0.5 up to 3 errors and 0.1 of small widths", !is_near(w, -0.5));
  evidence.conclude(Verdict::holds);
  decision.finding = "Θ's drift goes as n^p, p = " + one.kernel.exponent().text() + " and " +
                     two.kernel.exponent().text() + " with one and two hidden layers";
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure(one, two, features));
}

}  // namespace

Claim c12() {
  return {"C12", "infinite width: the tangent kernel stays fixed", Verdict::holds,
          "the output is divided by n, not √n, and T grows with n", decide};
}

}  // namespace pathkernel::claims
