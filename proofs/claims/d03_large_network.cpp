/// @file d03_large_network.cpp
/// Statement.   Theorem 1 holds of a network of 104,061 parameters, computed in double, to the
///              integrator's tolerance (claim D3).
/// Hypotheses.  Those of claim A3.
/// Derivation.  That of claim A3, in which the number of parameters has no part. ∎
/// Computation. A tanh network 64-300-280-1. No path is kept, which would take a megabyte for each
///              coefficient of each step: the integrals of the queries are taken while the flow is
///              integrated. By a Runge-Kutta method of tolerances from 1e-4 to 1e-10 the residual
///              has to fall with them; by Taylor series it has to be rounding.
/// Control.     The loudest example left out.
/// Not claimed. Anything about digits that double does not have, see claim D2.

#include "kernel/path/accumulated_kernel.hpp"
#include "nn/generator.hpp"
#include "nn/ode/defect.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = double;

/// A network, examples whose features are standard normal numbers, with y = x_0 x_1, and queries
/// like them.
struct LargeNetwork {
  Mlp model;
  Examples<S> data = {};
  Points<S> queries = Points<S>(3);
  std::vector<S> w;
  S until = 0.125;

  explicit LargeNetwork(const Trial& trial)
      : model{.widths = trial.pick<std::vector<std::uint32_t>>({64, 300, 280, 1}, {8, 24, 32, 1}),
              .parametrisation = Parametrisation::ntk},
        w(initial_parameters<S>(model, 1)) {
    Generator generator(3);
    data.count = trial.pick(20U, 4U);
    data.dimension = model.widths.front();
    for (std::size_t k = 0; k < data.dimension * data.count; ++k)
      data.x.push_back(generator.normal());
    for (std::size_t i = 0; i < data.count; ++i)
      data.y.push_back(data.x[i] * data.x[data.count + i]);
    for (std::vector<S>& x : queries)
      for (std::size_t r = 0; r < data.dimension; ++r) x.push_back(generator.normal());
  }
};

/// What was found by one method of integration.
struct Found {
  std::string method;
  AccumulatedTraining<S> training;
  S residual = 0;  ///< the largest of the queries
  S left_out = 0;  ///< the least, without the loudest example

  [[nodiscard]] S steps() const { return static_cast<S>(training.effort.steps); }
};

/// @param asked  the network that is asked for its answers
template <class Method>
Found found(const Trial& trial, const LargeNetwork& network, const Mlp& asked,
            const Method& method) {
  AccumulationOptions<S> options;
  options.limits.on_step = trial.progress;
  Found result{method.text(),
               accumulate_kernel_machines(network.model, SquaredLoss{}, network.data, network.w,
                                          network.until, method, network.queries, options)};
  Smallest<S> without;
  for (std::size_t q = 0; q < network.queries.size(); ++q) {
    const KernelMachine<S>& machine = result.training.machines[q];
    const S y = output(asked, result.training.w, network.queries[q]);
    keep_largest(result.residual, std::abs(y - machine.undivided_prediction()));
    without.add(y - machine.undivided_prediction() + machine.contribution(loudest(machine)));
  }
  result.left_out = std::exp(without.magnitude().log);
  return result;
}

/// The largest |w' + ∇L| of any step, each forgotten when it has been looked at.
template <class Method>
S defect(const Trial& trial, const LargeNetwork& network, const Method& method) {
  const VectorField<S> field = gradient_flow(network.model, SquaredLoss{}, network.data);
  S largest = 0;
  (void)integrate_through<S>(field, network.w, network.until, method,
                             [&](const Step<S>& step) {
                               Path<S> alone(network.w.size());
                               alone.append(step);
                               keep_largest(largest, path_defect(field, alone, 1));
                             },
                             {.on_step = trial.progress});
  return largest;
}

void show(Decision& decision, const std::vector<Found>& all) {
  Table table{"Integrators", {"method", "steps", "nodes", "residual"}, {}};
  Panel panel{.title = "largest residual of three queries",
              .x_label = "steps",
              .y_label = "|y(T) - y_0 + Σ S_i|",
              .log_x = true,
              .log_y = true,
              .curves = {{"Runge-Kutta, looser to tighter", {}, Curve::Style::line_and_points},
                         {"Taylor series", {}, Curve::Style::points}}};
  for (const Found& each : all) {
    table.rows.push_back({each.method, decimal(each.steps(), 6),
                          std::to_string(each.training.quadrature.evaluations),
                          magnitude(each.residual).text});
    panel.curves[&each == &all.back() ? 1 : 0].points.push_back({each.steps(), each.residual});
  }
  decision.tables.push_back(std::move(table));
  decision.figures.push_back({"d03_large_network",
                              "Theorem 1 on 104,061 parameters",
                              "The residual falls along a line from above 1e-6 to below 1e-9, as "
                              "the Runge-Kutta method takes more steps. Six steps of the Taylor "
                              "series leave 1e-15 or less.",
                              {panel}});
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const LargeNetwork network(trial);
  Mlp asked = network.model;
  if (trial.mistaken) asked.parametrisation = Parametrisation::standard;
  std::vector<Found> all;
  std::vector<double> log_tolerance, log_residual;
  for (const double tolerance : {1e-4, 1e-6, 1e-8, 1e-10}) {
    all.push_back(found(trial, network, asked, DormandPrince{tolerance}));
    log_tolerance.push_back(std::log(tolerance));
    log_residual.push_back(std::log(all.back().residual));
  }
  evidence.order("residual against tolerance", log_tolerance, log_residual, 1);
  all.push_back(found(trial, network, asked, Taylor{15}));
  const Found& best = all.back();
  evidence.vanishes(best.method + ": y(T) - y_0 + Σ S_i", magnitude(best.residual),
                    size_of_terms(best.training.machines.front()));
  evidence.defect(best.method + ": the path's defect |w' + ∇L|",
                  magnitude(defect(trial, network, Taylor{15})), magnitude(S(1)));
  evidence.must_not_vanish("the loudest example left out", magnitude(best.left_out));
  evidence.conclude(Verdict::holds);
  decision.finding = std::to_string(network.w.size()) + " parameters, " +
                     std::to_string(network.data.count) +
                     " examples: " + magnitude(best.residual).text + " by Taylor series in " +
                     decimal(best.steps(), 6) + " steps, " + magnitude(all[3].residual).text +
                     " by Runge-Kutta at a tolerance of 1e-10";
  show(decision, all);
}

}  // namespace

Claim d03() {
  return {"D3", "Theorem 1 on a network of 104,061 parameters, in double", Verdict::holds,
          "the network that is asked does not divide by √n", decide};
}

}  // namespace pathkernel::claims
