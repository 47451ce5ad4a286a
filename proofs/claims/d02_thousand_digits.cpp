/// @file d02_thousand_digits.cpp
/// Statement.   Theorem 1 to 1,000 digits (claim D2): on the gradient flow of a small network
///                |y(T) - y_0 + Σ_i S_i| < 10^-995.
/// Hypotheses.  Those of claim A3.
/// Derivation.  Claim A3. Its integrals have no closed form, so that each of the digits has to be
///              computed twice: by a path and its end, and by kernels along it. ∎
/// Computation. Numbers of 1,020 digits; so many terms of the path's Taylor series, and so many of
///              Gauss's nodes, as the digits asked for take. The same in those numbers for fewer
///              digits: the residual has to fall with them.
/// Control.     The loudest example left out.
/// Not claimed. That rounding can't conspire: for a proof see claim D1.

#include "nn/ode/defect.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// 1,000 digits, and 20 for the roundings on the way.
using Digits1020 = HighPrecision<1020>;

template <Real S>
struct Network {
  Mlp model{.widths = {1, 2, 1}};
  Examples<S> data{2, 1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7}};
  std::vector<S> w = initial_parameters<S>(model, 1);
  S until = S(1) / 8;
  S x = S(2) / 5;
};

/// What was found when so many digits were asked for.
template <Real S>
struct Found {
  Path<S> path;
  S defect, trained;
  KernelMachine<S> machine;
  QuadratureEffort effort;

  [[nodiscard]] S residual() const { return trained - machine.undivided_prediction(); }
};

template <Real S>
Found<S> found(const Network<S>& network, int digits, const S& x, [[maybe_unused]] const Trial& trial) {
  const VectorField<S> field = gradient_flow(network.model, SquaredLoss{}, network.data);
  Path<S> path = integrate(field, network.w, network.until, Taylor{digits});
  fprintf(stderr, "%d: %zu steps, order %zu\n", digits, path.steps().size(), Taylor{digits}.order());
  const TrainedModel trained{network.model, SquaredLoss{}, network.data, path};
  PathReader<S> along(trained, Points<S>{{x}});
  const S tolerance = max(PathQuadrature<S>::finest(), S(pow(S(10), -digits)));
  PathIntegrals<S> integrals(along, tolerance);
  for (const Step<S>& step : path.steps()) { integrals.add(step); fprintf(stderr, "step\n"); }
  along.go_to(network.until);
  const S y = output(network.model, along.w(), {network.x});
  const S defect = path_defect(field, path);
  return {std::move(path), defect, y, integrals.machines().front(), integrals.effort()};
}

template <Real S>
void decide_in(const Trial& trial, const std::vector<int>& ladder, Decision& decision) {
  const int asked = ladder.back();
  Evidence evidence(asked, decision);
  const Network<S> network;
  const S x = trial.mistaken ? S(static_cast<double>(network.x)) : network.x;
  for (const int digits : ladder) {
    const Found<S> now = found(network, digits + 15, x, trial);
    fprintf(stderr, "%d: %zu steps, nodes %zu, most %zu, residual %s defect %s\n", digits, now.path.steps().size(), now.effort.evaluations, now.effort.most_nodes, magnitude(now.residual()).text.c_str(), magnitude(now.defect).text.c_str());
  }
  evidence.conclude(Verdict::holds);
}

void decide(const Trial& trial, Decision& decision) {
  if (trial.small)
    decide_in<Digits120>(trial, {16, 50, 100}, decision);
  else
    decide_in<Digits1020>(trial, {1000}, decision);
}

}  // namespace

Claim d02() {
  return {"D2", "Theorem 1 to 1,000 digits", Verdict::holds,
          "the query is written as a double where the kernels are asked", decide};
}

}  // namespace pathkernel::claims
