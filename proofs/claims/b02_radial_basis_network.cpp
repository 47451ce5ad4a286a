/// @file b02_radial_basis_network.cpp
/// Statement.   A Gaussian kernel machine is a radial basis function network: kernel machines are
///              networks with one hidden layer, the kernel as the nonlinearity (claim B2; Broomhead
///              & Lowe 1988, Poggio & Girosi 1990).
/// Hypotheses.  k(x, x') = exp(-‖x - x'‖²/(2σ²)); the network has a unit for each example.
/// Derivation.  With c_j = x_j, σ_j = σ, V_j = α_j and the same b, unit j computes k(x, x_j), and
///                b + Σ_j V_j exp(-‖x - c_j‖²/(2σ_j²)) = b + Σ_j α_j k(x, x_j). ∎
/// Computation. Machines fitted by interpolation and by ridge regression, and one whose α and b are
///              written down; the network is the model that learning uses, recorded on a tape. Both
///              are asked at the examples, between them, and far away.
/// Control.     A network of bumps 1/1000 wider. A machine with Laplace's kernel, its network's
///              bumps still Gauss's. Both must show.
/// Not claimed. That such a network *learns* to be that machine: in learning its centres and widths
///              move too, and Theorem 1's kernel for it is not the Gaussian one.

#include "kernel/machines/interpolation.hpp"

#include "kernel/classical/radial.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct Fitted {
  std::string name;
  KernelExpansion<S> machine;
};

/// Of y = x_1³ - x_1 x_2 + 1/2 at points that are written down.
struct Task {
  Points<S> points;
  S width = S(2) / 5;

  explicit Task(int m) {
    for (int i = 0; i < m; ++i)  // places all different, on no line
      points.push_back({S(i * 7 % m) * 2 / m - 1, S(i * i % 11) / 11});
  }
  [[nodiscard]] std::vector<S> targets() const {
    std::vector<S> y;
    for (const std::vector<S>& x : points) y.push_back(x[0] * x[0] * x[0] - x[0] * x[1] + S(1) / 2);
    return y;
  }
};

/// Several machines on the Gram matrix of one kernel.
template <class K>
std::vector<Fitted> machines(const Task& task, const K& k) {
  const Matrix<S> K_xx = gram(k, task.points);
  std::vector<S> written;
  for (std::size_t i = 0; i < task.points.size(); ++i)
    written.push_back(S(static_cast<int>(i % 3) - 1) / 3);
  return {{"interpolation", fit_interpolation(K_xx, task.targets())},
          {"ridge regression", fit_kernel_ridge(K_xx, task.targets(), S(1) / 10)},
          {"α, b written down", {written, S(3) / 4}}};
}

/// max |machine - network| from the examples to far away.
template <class K>
S largest_difference(const Task& task, const KernelExpansion<S>& machine, const K& k,
                     const S& width) {
  using std::abs;
  const NetworkWithWeights<S> network = as_radial_basis_network(machine, task.points, width);
  S largest(0);
  for (const S& along : evenly_spaced(S(-3), S(3), 12)) {
    const std::vector<S> x{along, S(1) / 3 + along / 7};
    const S y = output(network.model, network.w, x);
    keep_largest(largest, S(abs(S(y - machine.predict(kernel_row(k, x, task.points))))));
  }
  return largest;
}

/// A machine on a line, and the bumps it is the sum of.
Figure figure_of_bumps(const S& width) {
  const GaussianKernel<S> k{width};
  const Points<S> at{{S(-1)}, {S(-1) / 3}, {S(1) / 4}, {S(1)}};
  const std::vector<S> y{S(-1) / 2, S(2) / 3, S(1), S(1) / 3};
  const KernelExpansion<S> machine = fit_interpolation(gram(k, at), y);
  const NetworkWithWeights<S> network = as_radial_basis_network(machine, at, width);
  const std::vector<S> line = evenly_spaced(S(-2), S(2), 120);
  Panel panel{.title = "y = Σ α_i k(x, x_i), unit by unit", .x_label = "x", .y_label = "y"};
  Curve examples{"examples", {}, Curve::Style::points};
  for (std::size_t i = 0; i < at.size(); ++i) {
    examples.points.push_back({static_cast<double>(at[i][0]), static_cast<double>(y[i])});
    const auto bump = [&](const S& x) {
      return machine.coefficients[i] * kernel_row(k, {x}, at)[i];
    };
    panel.curves.push_back(
        {detail::joined("α_", i + 1, " k(x, x_", i + 1, ")"), curve_of(line, bump)});
  }
  panel.curves.push_back({"the network", curve_of(line, [&](const S& x) {
                            return output(network.model, network.w, {x});
                          })});
  panel.curves.push_back(std::move(examples));
  return {"b02_bumps",
          "A kernel machine as a network of bumps",
          "Four bumps, one centred on each example, and their sum, which is the network's output "
          "and passes through all four examples. Beyond the examples all of them fall to 0.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Task task(trial.pick(24, 8));
  const S sigma = task.width;
  const S width = trial.mistaken ? square(sigma) : sigma;
  Table table{"Machines and their networks", {"machine", "units", "machine - network"}, {}};
  for (const Fitted& fitted : machines(task, GaussianKernel<S>{sigma})) {
    const GaussianKernel<S> k{sigma};
    S size(0);
    for (const S& alpha : fitted.machine.coefficients) size += alpha < S(0) ? -alpha : alpha;
    const Magnitude difference = magnitude(largest_difference(task, fitted.machine, k, width));
    evidence.vanishes(fitted.name + ": machine - network", difference, magnitude(size));
    evidence.must_not_vanish(
        fitted.name + ": bumps wider by 1/1000",
        magnitude(largest_difference(task, fitted.machine, k, width * 1001 / 1000)));
    table.rows.push_back({fitted.name, std::to_string(task.points.size()), difference.text});
  }
  const LaplaceKernel<S> laplace{sigma};
  for (const Fitted& fitted : machines(task, laplace))
    evidence.must_not_vanish(fitted.name + ": with Laplace's kernel",
                             magnitude(largest_difference(task, fitted.machine, laplace, width)));
  evidence.conclude(Verdict::holds);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure_of_bumps(S(2) / 5));
  decision.finding =
      detail::joined("machine and network differ by at most ",
                     decision.residual.value_or("nothing"), ", from the examples ", "to far away");
}

}  // namespace

Claim b02() {
  return {"B2", "A Gaussian kernel machine is a radial basis function network", Verdict::holds,
          "σ² is taken for σ, the width of the bumps", decide};
}

}  // namespace pathkernel::claims
