/// @file c07_exclusive_or.cpp
/// Statement.   A linear model can't tell the corners (1, 1), (-1, -1) of a square from the other
///              two; with the product x_1 x_2 as one more feature it can (claim C7).
/// Hypotheses.  An offset is allowed: a feature that is always 1.
/// Derivation.  With y_i the labels and x̃ = (1, x_1, x_2), Σ_i y_i x̃_i = 0. So Σ_i y_i w·x̃_i = 0
///              for every w, and not all y_i w·x̃_i are above 0. With the product the labels are
///              y = -x_1 x_2, which is linear. ∎
/// Computation. Rosenblatt's perceptron, on all 16 ways to label the four corners. It converges
///              where a plane exists and goes round in circles where none does; all its numbers are
///              whole, so that nothing is rounded and a cycle is a proof. The kernel (1 + x·x')²
///              has the product among its features, the kernel 1 + x·x' has not.
/// Control.     The labels of "and" have to converge without the product: else a cycle would tell
///              nothing.
/// Not claimed. That the product had to be given by hand: a hidden layer finds it, too.

#include "kernel/classical/dot_products.hpp"
#include "kernel/machines/perceptron.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using Labels = std::vector<int>;

const Points<double> corners{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
const Labels exclusive_or{-1, 1, 1, -1}, both{1, -1, -1, -1};

/// (1, x_1, x_2), and the product as a fourth.
/// @param other  the factor of x_1 in it: 1, which is x_2
Points<double> lifted(bool with_product, std::size_t other = 1) {
  Points<double> points;
  for (const std::vector<double>& x : corners) {
    points.push_back({1, x[0], x[1]});
    if (with_product) points.back().push_back(x[0] * x[other]);
  }
  return points;
}

std::string told(const PerceptronRun& run) {
  if (run.end == PerceptronEnd::undecided) return "undecided";
  if (run.converged())
    return "converges after " + std::to_string(run.mistakes.size()) + " mistakes";
  return run.period == 1 ? "goes round in every epoch"
                         : "goes round in " + std::to_string(run.period) + " epochs";
}

/// Σ_i y_i x̃_i, its largest entry.
double balance(const Points<double>& points, const Labels& y) {
  double largest = 0;
  for (std::size_t d = 0; d < points.front().size(); ++d) {
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) sum += y[i] * points[i][d];
    largest = std::max(largest, std::abs(sum));
  }
  return largest;
}

/// Every way to label the corners: in how many of them the perceptron converges.
std::size_t converging(const Points<double>& points, Table& table, std::size_t column) {
  std::size_t count = 0;
  for (std::size_t way = 0; way < 16; ++way) {
    Labels y;
    for (std::size_t i = 0; i < 4; ++i) y.push_back((way >> i & 1) != 0 ? 1 : -1);
    const PerceptronRun run = fit_rosenblatt_perceptron(points, y).run;
    count += run.converged() ? 1 : 0;
    table.rows[way][column] = told(run);
    for (std::size_t i = 0; i < 4; ++i) table.rows[way][0][i] = y[i] > 0 ? '+' : '-';
  }
  return count;
}

void check_run(Evidence& evidence, const std::string& name, const PerceptronRun& run,
               PerceptronEnd end) {
  evidence.condition(name, told(run), end == PerceptronEnd::converged ? "converges" : "goes round",
                     run.end == end);
}

/// The corners as the product sees them, and the line that the perceptron found there.
Figure figure(const std::vector<double>& w) {
  const auto panel = [](bool lifted) {
    Curve yes{"y = 1", {}, Curve::Style::points}, no{"y = -1", {}, Curve::Style::points};
    for (std::size_t i = 0; i < corners.size(); ++i)
      (exclusive_or[i] > 0 ? yes : no)
          .points.push_back(
              {corners[i][0], lifted ? corners[i][0] * corners[i][1] : corners[i][1]});
    return Panel{.x_label = "x_1", .y_label = lifted ? "x_1 x_2" : "x_2", .curves = {yes, no}};
  };
  Figure figure{
      "c07_exclusive_or",
      "The product instead of x_2",
      "Left: the two labels stand at opposite corners of a square, and no line parts "
      "them. Right: with x_1 x_2 upwards they stand on two levels, and the level line that "
      "the perceptron found parts them.",
      {panel(false), panel(true)}};
  // w_0 + w_1 x_1 + w_3 x_1 x_2 = 0, where x_2 has no weight
  Curve border{"w·x = 0", {}};
  for (const double x : {-1.5, 1.5}) border.points.push_back({x, -(w[0] + w[1] * x) / w[3]});
  if (w[2] == 0 && w[3] != 0) figure.panels[1].curves.push_back(border);
  return figure;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Points<double> plain = lifted(false), product = lifted(true, trial.mistaken ? 0 : 1);
  Table table{"All labels of the corners (1, 1), (1, -1), (-1, 1), (-1, -1)",
              {"labels", "without x_1 x_2", "with it"},
              {}};
  table.rows.assign(16, {"----", "", ""});
  const std::size_t without = converging(plain, table, 1), with = converging(product, table, 2);

  const auto linear = fit_rosenblatt_perceptron(plain, exclusive_or);
  const auto lifted_up = fit_rosenblatt_perceptron(product, exclusive_or);
  check_run(evidence, "exclusive or, linear", linear.run, PerceptronEnd::cycle);
  check_run(evidence, "exclusive or, with x_1 x_2", lifted_up.run, PerceptronEnd::converged);
  evidence.vanishes("Σ y_i (1, x_i), which rules out every plane",
                    magnitude(balance(plain, exclusive_or)), magnitude(4.0));
  evidence.must_not_vanish("the same with x_1 x_2", magnitude(balance(product, exclusive_or)));

  const auto by_kernel = [](std::uint32_t degree) {
    return fit_kernel_perceptron(gram(PolynomialKernel{1.0, degree}, corners), exclusive_or).run;
  };
  check_run(evidence, "exclusive or, by the kernel 1 + x·x'", by_kernel(1), PerceptronEnd::cycle);
  check_run(evidence, "exclusive or, by (1 + x·x')²", by_kernel(2), PerceptronEnd::converged);
  evidence.condition("labels that converge without x_1 x_2", std::to_string(without), "14 of 16",
                     without == 14);
  evidence.condition("with it", std::to_string(with), "16 of 16", with == 16);
  const PerceptronRun of_both = fit_rosenblatt_perceptron(plain, both).run;
  evidence.must_fail("\"and\", linear", told(of_both), "does not go round", of_both.converged());

  evidence.conclude(Verdict::holds);
  decision.finding = "without x_1 x_2 the perceptron " + told(linear.run) + ", with it it " +
                     told(lifted_up.run) + "; of 16 ways to label the corners " +
                     std::to_string(without) + " can be learned without, " + std::to_string(with) +
                     " with it";
  decision.figures.push_back(figure(lifted_up.w));
  decision.tables.push_back(std::move(table));
}

}  // namespace

Claim c07() {
  return {"C7", "a product feature separates exclusive or, a linear model can't", Verdict::holds,
          "the product is taken of x_1 with itself", decide};
}

}  // namespace pathkernel::claims
