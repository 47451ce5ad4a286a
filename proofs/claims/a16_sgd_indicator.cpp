#include "proofs/claims/a16_sgd_indicator.hpp"

#include "nn/ode/dormand_prince.hpp"

namespace pathkernel {

namespace {

/// Finer than double, so that the errors of several step sizes lie above the floor of rounding.
using Fine = long double;

/// The stretches as a solver meets them that looks at the batch only where its steps of length h
/// begin.
std::vector<Stretch<Fine>> seen_at_steps(std::vector<Stretch<Fine>> stretches, Fine h) {
  for (Stretch<Fine>& stretch : stretches) stretch.start = std::ceil(stretch.start / h) * h;
  return stretches;
}

}  // namespace

std::optional<double> observed_order(const Problem& problem, std::size_t start, bool restart) {
  if (problem.data.count() * problem.starts[start].w.size() > 2000) return std::nullopt;
  const Laboratory<Fine> laboratory(problem, 16);
  const std::vector<Fine> w = laboratory.initial_parameters(start);
  const VectorField<Fine> field =
      laboratory.visit_start(start, [&](const auto& model, const auto& loss) {
        return gradient_flow(model, loss, laboratory.data, laboratory.options(Variant::batches));
      });
  const std::vector<Fine> exact =
      integrate(field, w, laboratory.until, Taylor{all_digits<Fine> + 1}).final_state();

  // 8 k + 1 steps for 8 batches: in all refinements a switch falls at the same fraction of a step.
  const Fine floor = std::numeric_limits<Fine>::epsilon() * 1000;
  std::vector<double> log_step, log_error;
  const int finest = restart ? 256 : 32;  // order 1 shows early, order 5 only near the floor
  for (int k = 4; k <= finest; k *= 2) {
    const double h =
        detail::dyadic_below(static_cast<double>(laboratory.until) / (problem.batches * k + 1));
    VectorField<Fine> run = field;
    if (!restart) run.stretches = seen_at_steps(field.stretches, h);
    Fine error = 0;
    try {
      const std::vector<Fine> found =
          integrate(run, w, laboratory.until, DormandPrince{.fixed_step = h}).final_state();
      for (std::size_t p = 0; p < exact.size(); ++p)
        keep_largest(error, std::abs(found[p] - exact[p]));
    } catch (const std::domain_error&) {
      continue;  // unstable with steps as long as these
    }
    if (error < floor) break;
    log_step.push_back(std::log(h));
    log_error.push_back(static_cast<double>(std::log(error)));
  }
  if (log_step.size() < 2) return std::nullopt;
  const std::size_t last = log_step.size() - 1;
  return (log_error[last] - log_error[last - 1]) / (log_step[last] - log_step[last - 1]);
}

}  // namespace pathkernel
