/// @file c14_kernel_regression.cpp
/// Statement.   A wide network trained by gradient flow and kernel regression with its tangent
///              kernel end at the same function (claim C14; Jacot, Gabriel & Hongler 2018),
///                y_0(x) + Θ(x, X) Θ⁻¹ (y* - y_0(X)),        Θ = Θ(X, X).            (1)
/// Hypotheses.  Squared loss; Θ positive definite, and staying what it is, as in claim C12's limit.
/// Derivation.  u = y(X) - y* has u' = -Θ u, so u = e^(-Θt) u_0. At x the output moves by
///              -∫ Θ(x, X) u dt = Θ(x, X) Θ⁻¹ (I - e^(-ΘT)) (y* - y_0(X)),           (2)
///              whose limit is (1). ∎
/// Computation. In 60 digits: what is linear in w, f_0 + ∇f_0·(w - w_0), of a network of width 4,
///              against (2), with the order in which that is reached, and at T = 120 against (1).
///              In double: networks of growing width trained until T = 25, against (1) with their
///              own Θ_0, and with the kernel of infinite width: both differences have to fall.
/// Control.     The network of width 4 itself must be visibly off (2), and so must (2) with Θ's
///              diagonal in place of Θ.
/// Not claimed. That a network that is not wide ends there; other losses; singular Θ.

#include "kernel/classical/infinite_width.hpp"
#include "kernel/machines/interpolation.hpp"
#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// Corners of a square to learn from, and four points to ask at.
template <Real T>
Points<T> corners() {
  return {{T(1), T(1)}, {T(-1), T(1)}, {T(-1), T(-1)}, {T(1), T(-1)}};
}
template <Real T>
Points<T> asked() {
  return {{T(1), T(0)}, {T(1) / 2, T(1)}, {T(-1), T(3) / 4}, {T(-1) / 4, T(-1)}};
}
template <Real T>
std::vector<T> targets() {
  return {T(1), T(1) / 2, T(-1), T(1) / 2};
}
/// A network on the corners, asked there and at the other points.
template <Real T>
Instance<T> network(Activation phi, std::uint32_t width, std::uint64_t seed, int until) {
  Points<T> queries = corners<T>();
  for (const std::vector<T>& x : asked<T>()) queries.push_back(x);
  Mlp mlp = wide_mlp(1, width);
  mlp.activation = phi;
  const Examples<T> data{4, 2, in_lanes(corners<T>(), 2), targets<T>()};
  const std::vector<T> w = initial_parameters<T>(mlp, seed);
  return {
      "network of width " + std::to_string(width), mlp, SquaredLoss{}, data, w, T(until), queries};
}

/// Kernel regression from what a model is at first.
template <Real T>
struct Regression {
  std::vector<T> initial;  ///< y_0 at all points, the examples first
  Matrix<T> kernel;        ///< Θ between all points and the examples
  bool y_0_left_out = false;

  [[nodiscard]] Matrix<T> gram() const {
    const std::size_t m = kernel.columns;
    return {m, m, {kernel.entries.begin(), kernel.entries.begin() + std::ptrdiff_t(m * m)}};
  }
  /// y* - y_0(X).
  [[nodiscard]] std::vector<T> rest() const {
    std::vector<T> rest = targets<T>();
    for (std::size_t i = 0; i < rest.size() && !y_0_left_out; ++i) rest[i] -= initial[i];
    return rest;
  }
  /// y less y_0(x) + Θ(x, X) α, at all points.
  [[nodiscard]] std::vector<T> differences(const std::vector<T>& y,
                                           const std::vector<T>& alpha) const {
    std::vector<T> result;
    for (std::size_t row = 0; row < y.size(); ++row)
      result.push_back(y[row] - inner_product(kernel.row(row), alpha) -
                       (y_0_left_out ? T(0) : initial[row]));
    return result;
  }
  /// The largest of them.
  [[nodiscard]] Magnitude off(const std::vector<T>& y, const std::vector<T>& alpha) const {
    using std::abs;
    T largest(0);
    for (const T& difference : differences(y, alpha)) keep_largest(largest, T(abs(difference)));
    return magnitude(largest);
  }
};

/// y(T) of f_0 + ∇f_0·(w - w_0), by a flow. y - y_0 is a linear model, whose inputs are the ∇f_0.
std::vector<S> linearised(const std::vector<S>& y_0, const Points<S>& gradients, const S& T,
                          const Taylor& method) {
  const Points<S> seen(gradients.begin(), gradients.begin() + 4);
  const auto P = static_cast<std::uint32_t>(seen.front().size());
  const RecordedModel model{{{"w", {1, P}}}, [](auto w, auto x) { return product(w[0], x); }};
  Examples<S> data{4, P, in_lanes(seen, P), targets<S>()};
  for (std::size_t i = 0; i < data.count; ++i) data.y[i] -= y_0[i];
  const Instance<S> instance{"", model, SquaredLoss{}, data, std::vector<S>(P, S(0)), T, seen};
  const std::vector<S> moved = integrate(flow_of(instance), instance.w, T, method).final_state();
  std::vector<S> y = y_0;
  for (std::size_t row = 0; row < y.size(); ++row) y[row] += inner_product(gradients[row], moved);
  return y;
}

/// Where the linear model is at T, and at the end.
void check_linearised(Evidence& evidence, const Regression<S>& regression,
                      const Points<S>& gradients, const S& T) {
  const Matrix<S> gram = regression.gram();
  const std::vector<S> at_T = fixed_kernel_coefficients(gram, regression.rest(), T);
  const auto flow_until = [&](const S& time, const Taylor& method) {
    return linearised(regression.initial, gradients, time, method);
  };
  const Taylor method{all_digits<S>};
  evidence.vanishes("linearised, T = 2: y less (2)", regression.off(flow_until(T, method), at_T),
                    magnitude(S(4)));
  evidence.vanishes("linearised, T = 120: y less (1)",
                    regression.off(flow_until(S(120), method),
                                   fit_interpolation(gram, regression.rest()).coefficients),
                    magnitude(S(4)));
  std::vector<double> log_step, log_error;
  for (const int steps : {16, 32, 64}) {
    const double step = static_cast<double>(T) / steps;
    log_step.push_back(std::log(step));
    log_error.push_back(
        regression.off(flow_until(T, {.fixed_order = 4, .fixed_step = step}), at_T).log);
  }
  evidence.order("linearised: y less (2) by Taylor's method of order 4", log_step, log_error, 4);
  Matrix<S> diagonal(4, 4);
  for (std::size_t i = 0; i < 4; ++i) diagonal(i, i) = gram(i, i);
  const std::vector<S> wrong = fixed_kernel_coefficients(diagonal, regression.rest(), T);
  evidence.must_not_vanish("(2) with the diagonal of Θ",
                           regression.off(flow_until(T, method), wrong));
}

void check_narrow(const Trial& trial, Evidence& evidence) {
  const Instance<S> narrow = network<S>(Activation::tanh, 4, 8, 2);
  const Path<S> path = integrate(flow_of(narrow), narrow.w, narrow.until, Taylor{all_digits<S>});
  PathReader<S> along = reader(narrow, path, narrow.queries);
  along.go_to(S(0));
  Regression<S> regression{{}, Matrix<S>(along.rows(), along.columns()), trial.mistaken};
  Points<S> gradients;
  for (std::size_t row = 0; row < along.rows(); ++row) {
    regression.initial.push_back(along.output(row));
    gradients.push_back(along.df_dw(row));
    for (std::size_t i = 0; i < along.columns(); ++i)
      regression.kernel(row, i) = along.kernel(row, i);
  }
  check_linearised(evidence, regression, gradients, narrow.until);
  along.go_to(narrow.until);
  std::vector<S> y;
  for (std::size_t row = 0; row < along.rows(); ++row) y.push_back(along.output(row));
  const std::vector<S> alpha =
      fixed_kernel_coefficients(regression.gram(), regression.rest(), narrow.until);
  evidence.must_not_vanish("the network itself, of width 4: y less (2)", regression.off(y, alpha));
}

struct Differences {
  WidthStudy own, ideal;  ///< from (1) with Θ_0, and with the kernel of infinite width
};

/// The root of the mean square over the points that were not learned from.
void add(Differences& differences, std::uint32_t width, const BeforeAndAfter& ends,
         const Points<double>& points, bool y_0_left_out) {
  const NeuralTangentKernel kernel{WideNetwork{WideActivation::gelu, 1u, 1.0, 0.0},
                                   Scaling::in_initial_values};
  const std::vector<double>& y_0 = ends.before.outputs;
  const Regression<double> own{y_0, ends.before.kernel, y_0_left_out};
  const Regression<double> ideal{y_0, gram(kernel, points, corners<double>()), y_0_left_out};
  for (const auto& [regression, study] :
       {std::pair(&own, &differences.own), std::pair(&ideal, &differences.ideal)}) {
    const auto machine = fit_interpolation(regression->gram(), regression->rest());
    const std::vector<double> off =
        regression->differences(ends.after.outputs, machine.coefficients);
    double squares = 0;
    for (std::size_t row = 4; row < off.size(); ++row) squares += square(off[row]) / 4;
    study->add(width, std::sqrt(squares));
  }
}

Differences differences_of(const Trial& trial) {
  Differences differences;
  const std::uint32_t last = trial.pick(512u, 64u);
  const std::uint64_t seeds = trial.pick(16u, 8u);
  for (std::uint32_t width = 16; width <= last; width *= 2)
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const Instance<double> wide = network<double>(Activation::gelu, width, seed, 25);
      add(differences, width, trained(wide), wide.queries, trial.mistaken);
      trial.progress(double(width) / last);
    }
  return differences;
}

Figure figure(const Differences& differences) {
  const Estimate own = differences.own.exponent(), ideal = differences.ideal.exponent();
  Panel panel = against_width("Distance from kernel regression at the end", "root mean square");
  panel.curves = {differences.own.curve("with the network's own kernel"),
                  differences.ideal.curve("with the kernel of infinite width")};
  panel.curves.push_back(power_law("n^-1", panel.curves[0], 1));
  panel.curves.push_back(power_law("n^-1/2", panel.curves[1], 0.5));
  return {"c14_kernel_regression",
          "Wide networks end where kernel regression does",
          "Log-log: the distance falls along n^" + own.text() +
              " from the regression with a network's own first kernel, along n^" + ideal.text() +
              " from that with the kernel of infinite width.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  check_narrow(trial, evidence);
  const Differences differences = differences_of(trial);
  const Estimate own = differences.own.exponent(), ideal = differences.ideal.exponent();
  evidence.condition("finite widths, own kernel: exponent", own.text(),
                     "<= -1/2 up to 2 errors, < 0 by 3",
                     own.mean - 2 * own.error <= -0.5 && own.mean + 3 * own.error < 0);
  evidence.condition("finite widths, kernel of infinite width: exponent", ideal.text(),
                     "-1/2 up to 3 errors and 0.1 of small widths",
                     std::abs(ideal.mean + 0.5) <= 3 * ideal.error + 0.1);
  evidence.conclude(Verdict::holds);
  decision.finding =
      "the linearised model ends at (1) to all digits; networks near it as n^p, p = " + own.text();
  decision.figures.push_back(figure(differences));
}

}  // namespace

Claim c14() {
  return {"C14", "a wide network ends where kernel regression does", Verdict::holds,
          "y_0 is left out of the regression", decide};
}

}  // namespace pathkernel::claims
