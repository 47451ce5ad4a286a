/// @file b10_sine_maxima.cpp
/// Statement.   "The maxima of a sine wave are all close in gradient space, even though they can be
///              arbitrarily far apart in the input space" (claim B10; the paper's Discussion).
/// Hypotheses.  f = a sin(ωx + φ), with w = (a, ω, φ), or w = (a, φ) and ω frozen.
/// Derivation.  ∇f = (sin, a x cos, a cos) of ωx + φ. At a maximum sin = 1 and cos = 0, so that
///              ∇f = (1, 0, 0) wherever x is. Once ω moves, a maximum at x is none any more, and
///              the second entry grows with x. With ω frozen ∇f has the period 2π/ω in x, at every
///              t: points whole periods apart have the same path kernels. ∎
/// Computation. Gradients at maxima up to a million periods apart; machines at queries some periods
///              apart along a path with ω frozen, which are the same; and the distance in gradient
///              space, (∫ |∇f_t(x) - ∇f_t(x')|² dt)^1/2, when ω is learned too.
/// Control.     When ω is learned, the machines of such queries differ; and the zeros of the wave,
///              as periodic as its maxima, have gradients that part at one w.
/// Not claimed. That other functions have the like: here a parameter for each of height, phase and
///              frequency makes it so.

#include "nn/model.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

S pi() {
  using std::acos;
  return acos(S(-1));
}

/// a sin(ωx + φ), ω learned or given.
ModelOn<S> wave(const std::optional<S>& frozen) {
  const Shape number{1, 1};
  if (!frozen)
    return RecordedModel{{{"a", number}, {"omega", number}, {"phi", number}},
                         [](auto w, auto x) { return w[0] * sin(w[1] * x + w[2]); }};
  return RecordedModel{{{"a", number}, {"phi", number}},
                       [omega = *frozen](auto w, auto x) { return w[0] * sin(omega * x + w[1]); }};
}

/// Heights of another wave are learned, from a = 1, ω = 2, φ = 1/3.
struct Wave {
  S a = S(1), omega = S(2), phi = S(1) / 3;

  /// The k-th maximum, or with the mistake every other one and the minima in between.
  [[nodiscard]] S maximum(int k, bool mistaken) const {
    const S period = (mistaken ? 1 : 2) * pi();
    return (pi() / 2 + period * k - phi) / omega;
  }
  [[nodiscard]] S zero(int k) const { return (2 * pi() * k - phi) / omega; }

  [[nodiscard]] Instance<S> training(const Trial& trial, bool frozen,
                                     const Points<S>& queries) const {
    const Examples<S> data{4, 1, {S(-1), S(0), S(1) / 2, S(2)}, {S(-3) / 4, S(0), S(1), S(-1) / 2}};
    const std::string name = frozen ? "frequency frozen" : "frequency learned";
    return {name,
            wave(frozen ? std::optional(omega) : std::nullopt),
            SquaredLoss{},
            data,
            frozen ? std::vector<S>{a, phi} : std::vector<S>{a, omega, phi},
            trial.pick(S(2), S(1) / 4),
            queries};
  }
};

/// ∇f at w, at some points.
std::vector<std::vector<S>> gradients(const Wave& w, const std::vector<S>& x) {
  PointGradients<S> at(wave(std::nullopt), 1, x, x.size());
  at.evaluate(std::vector<S>{w.a, w.omega, w.phi});
  std::vector<std::vector<S>> all;
  for (std::size_t e = 0; e < x.size(); ++e) all.push_back(at.df_dw(e));
  return all;
}

/// |∇f(x) - ∇f(x')| of the first of some gradients and another.
S distance(const std::vector<std::vector<S>>& g, std::size_t e) {
  using std::sqrt;
  S squares(0);
  for (std::size_t p = 0; p < g[e].size(); ++p)
    squares += (g[e][p] - g[0][p]) * (g[e][p] - g[0][p]);
  return sqrt(squares);
}

const std::vector<int> far_apart{0, 1, 10, 1000, 1000000};

void check_at_one_w(const Trial& trial, const Wave& w, Evidence& evidence) {
  std::vector<S> maxima, zeros;
  for (const int k : far_apart) {
    maxima.push_back(w.maximum(k, trial.mistaken));
    zeros.push_back(w.zero(k));
  }
  const std::vector<std::vector<S>> g = gradients(w, maxima), at_zeros = gradients(w, zeros);
  for (std::size_t e = 0; e < maxima.size(); ++e) {
    const std::string name = "maximum " + std::to_string(far_apart[e]);
    // cos(ωx + φ) is 0 up to the rounding of its argument, and is multiplied by x
    evidence.vanishes(name + ": ∂f/∂a - 1", magnitude(S(g[e][0] - 1)), {"1", 0});
    evidence.vanishes(name + ": a x cos", magnitude(g[e][1]), magnitude(S(maxima[e] * maxima[e])));
    evidence.vanishes(name + ": a cos", magnitude(g[e][2]), magnitude(maxima[e]));
  }
  for (std::size_t e = 1; e < zeros.size(); ++e)
    evidence.must_not_vanish("zero " + std::to_string(far_apart[e]) + ": ∇f less that of zero 0",
                             magnitude(distance(at_zeros, e)));
}

/// The largest difference between two rows' kernels.
S apart(const KernelMachine<S>& one, const KernelMachine<S>& other) {
  using std::abs;
  S largest(0);
  for (std::size_t i = 0; i < one.path_kernel.size(); ++i)
    keep_largest(largest, S(abs(one.path_kernel[i] - other.path_kernel[i])));
  return largest;
}

/// Machines at 0.7 and whole periods away.
void check_along_paths(const Trial& trial, const Wave& w, Evidence& evidence, Decision& decision) {
  Points<S> queries;
  for (const int k : {0, 1, 3}) queries.push_back({S(7) / 10 + w.maximum(k, trial.mistaken)});
  const Instance<S> frozen = w.training(trial, true, queries),
                    learned = w.training(trial, false, queries);
  const Training<S> still = train(frozen), moving = train(learned);
  check_identity(evidence, frozen, still);
  check_identity(evidence, learned, moving);
  for (std::size_t q = 1; q < queries.size(); ++q) {
    evidence.vanishes(frozen.name + ": K of a query less K periods away",
                      magnitude(apart(still.machines[0], still.machines[q])), {"1", 0});
    evidence.must_not_vanish(learned.name + ": the same",
                             magnitude(apart(moving.machines[0], moving.machines[q])));
  }
  must_miss_astray(evidence, learned);
  trial.progress(0.4);
  check_order(evidence, asked(learned, {queries[0]}), trial.pick(4, 2));
  decision.finding =
      "at one w, and along a path while ω is frozen; with ω learned, K one period "
      "apart differs by " +
      magnitude(apart(moving.machines[0], moving.machines[1])).text;
}

/// (∫ |∇f_t(x_0) - ∇f_t(x_k)|² dt)^1/2 for maxima x_k of the first wave, by k.
CurvePoints distances(const Instance<S>& instance, const Wave& w, int most) {
  Points<S> maxima;
  for (int k = 0; k <= most; ++k) maxima.push_back({w.maximum(k, false)});
  const Training<S> training = train(asked(instance, {maxima[0]}));
  Instance<S> between = instance;
  between.data = {maxima.size(), 1, in_lanes(maxima, 1), std::vector<S>(maxima.size(), S(0))};
  PathReader<S> along = reader(between, training.path, maxima);
  const auto machines =
      kernel_machines(along, {.tolerance = S(1) / 1'000'000'000'000'000, .on_step = {}});
  return by_number(maxima.size() - 1, [&](std::size_t k) {
    const S squared = machines[0].path_kernel[0] - 2 * machines[0].path_kernel[k + 1] +
                      machines[k + 1].path_kernel[k + 1];
    return std::sqrt(std::max(0.0, static_cast<double>(squared)));
  });
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Wave w;
  check_at_one_w(trial, w, evidence);
  check_along_paths(trial, w, evidence, decision);
  trial.progress(0.7);
  evidence.conclude(Verdict::holds_under_condition);
  const int most = trial.pick(40, 3);
  const CurvePoints learned = distances(w.training(trial, false, {}), w, most),
                    frozen = distances(w.training(trial, true, {}), w, most);
  const auto greatest = [](const CurvePoints& curve) {
    return decimal(std::ranges::max(curve, {}, [](const auto& at) { return at[1]; })[1], 2);
  };
  decision.figures.push_back(
      {"b10_distances",
       "How far maxima move apart in gradient space",
       detail::joined("Of the initial maxima, the first ", most,
                      " move away from maximum 0 by up to ", greatest(learned),
                      " if the frequency is learned; by at most ", greatest(frozen),
                      " if it is frozen."),
       {{.x_label = "maximum",
         .y_label = "distance from maximum 0",
         .curves = {{"frequency learned", learned},
                    {"frequency frozen", frozen, Curve::Style::points}}}}});
}

}  // namespace

Claim b10() {
  return {"B10", "the maxima of a sine wave are close in gradient space",
          Verdict::holds_under_condition, "half a period is taken for a period", decide};
}

}  // namespace pathkernel::claims
