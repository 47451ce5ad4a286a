/// @file logistic_fit_test.cpp
/// The O-ring data against the figures that were published of them: where gradient flow of logistic
/// regression ends is the maximum likelihood fit.
#include "nn/data/standardised.hpp"
#include "nn/flows/gradient_flow.hpp"
#include "nn/layers/linear.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEST_CASE("logistic regression by gradient flow ends at the published O-ring fit", "[nn]") {
  const DataSet data =
      make_data_set(read_csv(PATHKERNEL_SOURCE_DIR "/proofs/data/o_ring.csv"), "distress");
  const Examples<double> examples = standardised<double>(data);
  const VectorField<double> flow = gradient_flow(Linear{}, LogisticLoss{}, examples);

  const auto fit_at = [&](double until) {
    const Path<double> path = integrate(flow, std::vector<double>{0, 0}, until, Taylor{16});
    const std::vector<double> w = path.final_state();
    const Standardisation<double>& fahrenheit = examples.features.front();
    const double slope = w[0] / fahrenheit.deviation;
    double deviance = 0;
    for (std::size_t i = 0; i < examples.count; ++i) {
      const double log_odds = w[0] * examples.x[i] + w[1];
      deviance += 2 * (std::log1p(std::exp(log_odds)) - examples.y[i] * log_odds);
    }
    return std::array{w[1] - slope * fahrenheit.mean, slope, deviance};
  };
  const std::array<double, 3> fit = fit_at(40);

  // Intercept 15.0429, slope -0.2322, deviance 20.315: all published digits (Dalal,
  // Fowlkes & Hoadley 1989). So half a unit of the last one is the tolerance.
  CHECK(std::abs(fit[0] - 15.0429) < 0.00005);
  CHECK(std::abs(fit[1] + 0.2322) < 0.00005);
  CHECK(std::abs(fit[2] - 20.315) < 0.0005);

  SECTION("and has converged: half the time gives the same to 8 digits, a tenth does not") {
    CHECK(agreeing_digits(fit_at(20)[0], fit[0]) >= 8);
    CHECK(agreeing_digits(fit_at(4)[0], fit[0]) < 4);
  }
}
