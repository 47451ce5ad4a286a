/// @file d02_thousand_digits.cpp
/// Statement.   Theorem 1 to 1,000 digits (claim D2): on the gradient flow of a small network
///                |y(T) - y_0 + Σ_i S_i| < 10^-995.
/// Hypotheses.  Those of claim A3.
/// Derivation.  That of claim A3. Neither side has a closed form; both are computed, y(T) from
///              where the path ends, S_i from kernels all along it. ∎
/// Computation. Numbers of 1,020 digits; as many terms of the path's Taylor series, and as many of
///              Gauss's nodes, as the digits asked for take. With fewer asked for, the residual has
///              to be as much greater.
/// Control.     An example left out.
/// Not claimed. That no roundings conspire: intervals would prove it, see claim D1.

#include "nn/ode/defect.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// 1,000 digits, and 20 for the roundings on the way.
using Digits1020 = HighPrecision<1020>;

template <Real S>
struct SmallNetwork {
  Mlp model{.widths = {1, 2, 1}};
  Examples<S> data{2, 1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7}};
  std::vector<S> w = initial_parameters<S>(model, 1);
  S until = S(3) / 40;
  S x = S(2) / 5;
};

/// Both sides, computed to so many digits.
template <Real S>
struct BothSides {
  S initial, trained;
  std::vector<S> loss_weighted;  ///< S_i
  S defect;
  std::size_t terms, steps, nodes;

  [[nodiscard]] S predicted() const {
    S y = initial;
    for (const S& share : loss_weighted) y -= share;
    return y;
  }
  [[nodiscard]] S residual() const { return trained - predicted(); }
};

/// @param asked  where the kernels are asked
template <Real S>
BothSides<S> both_sides(const SmallNetwork<S>& network, int digits, const S& asked,
                        const Trial& trial) {
  const VectorField<S> field = gradient_flow(network.model, SquaredLoss{}, network.data);
  const Path<S> path = integrate(field, network.w, network.until, Taylor{digits});
  const TrainedModel trained{network.model, SquaredLoss{}, network.data, path};
  PathReader<S> along(trained, Points<S>{{asked}});
  const S tolerance = pow(S(10), -digits);
  PathQuadrature<S> quadrature({network.data.count}, max(tolerance, PathQuadrature<S>::finest()));
  std::vector<S> integrals =
      quadrature.integrate(path, [&](const Step<S>& step, const S& dt, std::span<S> values) {
        along.go_to(step, dt);
        for (std::size_t i = 0; i < values.size(); ++i)
          values[i] = along.loss_derivative(i) * along.kernel(0, i);
        trial.progress(static_cast<double>(S((step.start + dt) / network.until)));
      });
  return {output(network.model, path.start, {network.x}),
          output(network.model, path.final_state(), {network.x}),
          std::move(integrals),
          path_defect(field, path),
          path.steps().front().coefficients.size() / path.dimension(),
          path.steps().size(),
          quadrature.effort.evaluations};
}

/// What several digits asked for have brought.
struct Ladder {
  int last;  ///< the digits on which the claim is decided
  Table table = {"Digits asked for, and what is left",
                 {"digits", "terms of the series", "steps", "nodes", "residual"},
                 {}};
  CurvePoints exponents = {};
  std::string finding = {};

  template <Real S>
  void climb(Evidence& evidence, const std::vector<int>& rungs, const Trial& trial) {
    const SmallNetwork<S> network;
    const S asked = trial.mistaken ? S(static_cast<double>(network.x)) : network.x;
    for (const int digits : rungs) {
      const int guards = 10;  // for the sums over steps, nodes and examples
      const BothSides<S> found = both_sides(network, digits + guards, asked, trial);
      const Magnitude residual = magnitude(found.residual());
      const double exponent = residual.log / std::log(10.0);
      if (std::isfinite(exponent)) exponents.push_back({static_cast<double>(digits), exponent});
      table.rows.push_back({std::to_string(digits), std::to_string(found.terms),
                            std::to_string(found.steps), std::to_string(found.nodes),
                            residual.text});
      evidence.within(std::to_string(digits) + " digits: exponent of the residual", exponent,
                      -digits - 20, -digits + 5);
      if (digits == last) conclude(evidence, digits, found);
    }
  }

 private:
  template <Real S>
  void conclude(Evidence& evidence, int digits, const BothSides<S>& found) {
    const Magnitude residual = magnitude(found.residual());
    const std::string name = std::to_string(digits) + " digits: ";
    evidence.vanishes(name + "y(T) - y_0 + Σ S_i", residual, magnitude(S(1)));
    evidence.defect(name + "the path's defect |w' + ∇L|", magnitude(found.defect), magnitude(S(1)));
    evidence.must_not_vanish(name + "an example left out",
                             magnitude(S(found.residual() - found.loss_weighted.back())));
    const auto ends = [&](const S& y) {
      const std::string all = decimal(y, digits);
      return all.substr(0, 12) + "..." + all.substr(all.size() - 12);
    };
    finding = "y(T) = " + ends(found.trained) + " from the network, " + ends(found.predicted()) +
              " from kernels, in " + std::to_string(digits) + " digits; they differ by " +
              residual.text;
  }
};

void decide(const Trial& trial, Decision& decision) {
  const int last = trial.pick(1000, 100);
  Evidence evidence(last, decision);
  Ladder ladder{last};
  ladder.climb<Digits120>(evidence, {16, 50, 100}, trial);
  if (!trial.small) ladder.climb<Digits1020>(evidence, {200, 500, 1000}, trial);
  evidence.conclude(Verdict::holds);
  decision.finding = ladder.finding;
  decision.figures.push_back(
      {"d02_thousand_digits",
       "As many digits as are asked for",
       "The exponent of the residual falls along the line of minus the digits asked for, a little "
       "below it, from 16 to " +
           std::to_string(last) + ".",
       {{.title = "y(T) - y_0 + Σ S_i",
         .x_label = "digits asked for",
         .y_label = "residual, as exponent of ten",
         .curves = {{"minus the digits",
                     {{0, 0}, {static_cast<double>(last), -static_cast<double>(last)}}},
                    {"the residual", ladder.exponents, Curve::Style::points}}}}});
  decision.tables.push_back(std::move(ladder.table));
}

}  // namespace

Claim d02() {
  return {"D2", "Theorem 1 to 1,000 digits", Verdict::holds,
          "the query is written as a double where the kernels are asked", decide};
}

}  // namespace pathkernel::claims
