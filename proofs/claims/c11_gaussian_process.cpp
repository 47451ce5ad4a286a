/// @file c11_gaussian_process.cpp
/// Statement.   At initialization an infinitely wide network is a Gaussian process (claim C11; Neal
///              1994).
/// Hypotheses.  f(x) = Σ_k v_k φ(u_k)/√n, u_k = w_k·x/√d, all w and v normal of variance 1.
/// Derivation.  Given the w, f is normal with the covariance K_n(x, x') = (1/n) Σ φ(u_k) φ(u'_k), a
///              mean of n independent terms. So for every n: E f f' = E K_n = Σ(x, x'), the
///              arc-cosine kernel of relu, the arcsine of erf; n E (K_n - Σ)² = E φ²φ'² - Σ², so
///              that K_n is off by O(n^-1/2); and the excess kurtosis of f, 3 E K_n(x, x)²/Σ(x, x)²
///              - 3, is 15/n for relu. It vanishes, and K_n stays at Σ, only as n → ∞. ∎
/// Computation. Many networks of each width, at five points: all four of these means, each within
///              five of its standard errors of what it is claimed to be.
/// Control.     With two hidden layers the covariance is Σ in the limit only: at n = 1 it must be
///              off. And at n = 1 the kurtosis must be seen not to be a normal variate's.
/// Not claimed. That a network of some width is normal enough for a purpose; anything after
///              initialization, for which see claim C12.

#include "kernel/classical/infinite_width.hpp"
#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

/// A kind of network, and the covariance that it has over all initial values.
struct Kind {
  std::string name;
  WideActivation activation;
  std::uint32_t layers;

  [[nodiscard]] ModelOn<double> model(std::uint32_t n) const {
    if (activation == WideActivation::relu) {
      std::vector<std::uint32_t> widths(layers + 2, n);
      widths.front() = 2, widths.back() = 1;
      return Mlp{widths, Activation::relu, Parametrisation::ntk};
    }
    const ParameterBlock w{"W1", {n, 2}, Role::weight, Parametrisation::ntk};
    const ParameterBlock v{"W2", {1, n}, Role::weight, Parametrisation::ntk};
    return RecordedModel{{w, v}, [](auto parameters, auto x) {
                           const auto u = weighted(Parametrisation::ntk, parameters[0], x);
                           return weighted(Parametrisation::ntk, parameters[1], erf(u));
                         }};
  }
  [[nodiscard]] Matrix<double> covariance(const Points<double>& x) const {
    return gram(NetworkGaussianProcess{WideNetwork{activation, layers, 1.0, 0.0}}, x);
  }
};

/// What is measured of the networks of one width: a number, or one for each pair, of each network.
struct Measured {
  std::vector<std::vector<double>> products, kernels;  ///< f f' and K_n, by pairs of points
  std::vector<double> deviation;                       ///< n ‖K_n - Σ‖²
  std::vector<double> kurtosis;                        ///< f⁴/Σ² - 3, a mean over the points
  std::vector<double> given_w;                         ///< 3 K_n²/Σ² - 3 likewise
  std::vector<double> outputs;                         ///< f at the first point
};

/// φ(u_k)/√n at every point: the gradients by the last weights.
Points<double> features(const ModelOn<double>& model, const PointGradients<double>& at) {
  std::string last;
  for (const ParameterBlock& block : model.blocks)
    if (block.role == Role::weight) last = block.name;
  Points<double> features;
  for (std::size_t e = 0; e < at.count(); ++e) {
    const std::vector<double> df_dw = at.df_dw(e);
    const std::span<const double> part = parameter(model.blocks, df_dw, last);
    features.emplace_back(part.begin(), part.end());
  }
  return features;
}

/// Adds one network of width n.
void add(Measured& measured, const Matrix<double>& sigma, double n, const Points<double>& features,
         const PointGradients<double>& at) {
  const std::size_t m = sigma.rows;
  double deviation = 0, fourth = 0, squared = 0;
  measured.products.resize(m * m), measured.kernels.resize(m * m);
  for (std::size_t e = 0; e < m; ++e)
    for (std::size_t other = 0; other < m; ++other) {
      const double k = inner_product(features[e], features[other]);
      const double product = at.output(e) * at.output(other), s = sigma(e, other);
      measured.kernels[e * m + other].push_back(k);
      measured.products[e * m + other].push_back(product);
      deviation += square(k - s);
      if (e == other) fourth += square(product / s), squared += 3 * square(k / s);
    }
  measured.deviation.push_back(n * deviation);
  measured.kurtosis.push_back(fourth / double(m) - 3);
  measured.given_w.push_back(squared / double(m) - 3);
  measured.outputs.push_back(at.output(0));
}

Measured measure(const Trial& trial, const Kind& kind, std::uint32_t n, int networks) {
  const Points<double> x = points_on_circle(5);
  const ModelOn<double> model = kind.model(n);
  const Matrix<double> sigma = kind.covariance(x);
  PointGradients<double> at(model, 2, in_lanes(x, 2), x.size());
  Measured measured;
  const Variance variance = trial.mistaken ? Variance::he : Variance::lecun;
  for (int seed = 0; seed < networks; ++seed) {
    at.evaluate(initial_parameters<double>(model, static_cast<std::uint64_t>(seed), {variance}));
    add(measured, sigma, n, features(model, at), at);
  }
  trial.progress(std::log2(n) / 10);
  return measured;
}

/// By how many standard errors a mean is off.
double errors_off(const std::vector<double>& samples, double expected) {
  const Estimate mean = estimate(samples);
  return std::abs(mean.mean - expected) / mean.error;
}
/// The most of these over all pairs of points.
double most_off(const std::vector<std::vector<double>>& samples, const Matrix<double>& expected) {
  double most = 0;
  for (std::size_t pair = 0; pair < samples.size(); ++pair)
    most = std::max(most, errors_off(samples[pair], expected.entries[pair]));
  return most;
}

/// Σ_pairs (E φ²φ'² - Σ²) of relu, by the arc-cosine kernel of order 2.
double variance_of_relu(const Points<double>& x, const Matrix<double>& sigma) {
  double sum = 0;
  const Matrix<double> second = gram(ArcCosineKernel{2}, x);
  for (std::size_t pair = 0; pair < sigma.entries.size(); ++pair)
    sum += second.entries[pair] / 8 - square(sigma.entries[pair]);
  return sum;
}

/// What all widths of one kind have shown.
struct Shown {
  std::vector<double> widths = {};
  std::vector<Measured> measured = {};

  Shown(const Trial& trial, const Kind& kind) {
    const std::uint32_t last = trial.pick(512u, 16u);
    for (std::uint32_t n = 1; n <= last; n *= 2) {
      widths.push_back(n);
      measured.push_back(measure(trial, kind, n, trial.pick(4000, 400)));
    }
  }
  /// A mean against the width.
  [[nodiscard]] CurvePoints points(std::vector<double> Measured::*samples) const {
    CurvePoints points;
    for (std::size_t k = 0; k < widths.size(); ++k)
      points.push_back({widths[k], estimate(measured[k].*samples).mean});
    return points;
  }
};

/// The density of many numbers, by their share in each of some intervals, one around 0.
CurvePoints density(const std::vector<double>& numbers, double deviation) {
  const int half = 20;
  const double width = 0.2;
  std::vector<double> shares(2 * half + 1, 0);
  for (const double number : numbers) {
    const auto interval = std::lround(number / deviation / width) + half;
    if (interval >= 0 && interval <= 2 * half)
      shares[static_cast<std::size_t>(interval)] += 1 / (width * double(numbers.size()));
  }
  CurvePoints points;
  for (int i = 0; i <= 2 * half; ++i)
    points.push_back({(i - half) * width, shares[static_cast<std::size_t>(i)]});
  return points;
}

Panel densities(const Shown& relu, double deviation) {
  Panel panel{
      .title = "Outputs over networks", .x_label = "f(x) in deviations", .y_label = "density"};
  panel.curves = {{"n = 1", density(relu.measured.front().outputs, deviation)},
                  {"n = " + decimal(relu.widths.back(), 4),
                   density(relu.measured.back().outputs, deviation), Curve::Style::points}};
  Curve normal{"normal", {}};
  for (const auto& [u, share] : panel.curves.front().points)
    normal.points.push_back({u, std::exp(-u * u / 2) / std::sqrt(2 * std::acos(-1.0))});
  panel.curves.push_back(normal);
  return panel;
}

Figure figure(const Shown& relu, const Shown& erf, double deviation) {
  Panel kernel = against_width("One network's kernel", "root of E |K_n - Σ|²");
  for (const auto& [name, shown] : {std::pair("relu", &relu), std::pair("erf", &erf)}) {
    Curve curve{name, shown->points(&Measured::deviation), Curve::Style::line_and_points};
    for (auto& [n, value] : curve.points) value = std::sqrt(value / n);
    kernel.curves.push_back(std::move(curve));
  }
  kernel.curves.push_back(power_law("n^-1/2", kernel.curves.front(), 0.5));
  Panel kurtosis = against_width("Excess kurtosis, relu", "");
  kurtosis.curves = {{"3 E K_n²/Σ² - 3", relu.points(&Measured::given_w), Curve::Style::points}};
  Curve law{"15/n", {}};
  for (const double n : relu.widths) law.points.push_back({n, 15 / n});
  kurtosis.curves.push_back(law);
  return {"c11_gaussian_process",
          "Wide networks begin as a Gaussian process",
          "Left, log-log: the kernel of one network nears the formula along n^-1/2. Middle: the "
          "excess kurtosis of outputs lies on 15/n. Right: at n = 1, where half of the networks "
          "answer 0, the density has a high peak there; at the largest width it is the normal's.",
          {kernel, kurtosis, densities(relu, deviation)}};
}

/// The statements made of both activations: means that do not depend on the width.
void check_covariance(Evidence& evidence, const Kind& kind, const Shown& shown) {
  const Matrix<double> sigma = kind.covariance(points_on_circle(5));
  double products = 0, kernels = 0;
  for (const Measured& measured : shown.measured) {
    products = std::max(products, most_off(measured.products, sigma));
    kernels = std::max(kernels, most_off(measured.kernels, sigma));
  }
  evidence.within(kind.name + ", any n: E f f' off Σ, in standard errors", products, 0, 5);
  evidence.within(kind.name + ", any n: E K_n off Σ, in standard errors", kernels, 0, 5);
}

/// Those of relu, whose fourth moments are known.
void check_fourth_moments(Evidence& evidence, const Shown& relu, double variance) {
  double deviation = 0, kurtosis = 0, given_w = 0;
  for (std::size_t k = 0; k < relu.widths.size(); ++k) {
    const Measured& measured = relu.measured[k];
    const double excess = 15 / relu.widths[k];
    deviation = std::max(deviation, errors_off(measured.deviation, variance));
    kurtosis = std::max(kurtosis, errors_off(measured.kurtosis, excess));
    given_w = std::max(given_w, errors_off(measured.given_w, excess));
  }
  evidence.within("relu: n E |K_n - Σ|² off its value, in standard errors", deviation, 0, 5);
  evidence.within("relu: kurtosis off 15/n, in standard errors", kurtosis, 0, 5);
  evidence.within("relu: kurtosis given w off 15/n, in standard errors", given_w, 0, 5);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Kind relu{"relu", WideActivation::relu, 1}, erf{"erf", WideActivation::erf, 1};
  const Shown of_relu(trial, relu), of_erf(trial, erf);
  const Points<double> x = points_on_circle(5);
  const Matrix<double> sigma = relu.covariance(x);
  check_covariance(evidence, relu, of_relu);
  check_covariance(evidence, erf, of_erf);
  check_fourth_moments(evidence, of_relu, variance_of_relu(x, sigma));

  const Kind deep{"relu, two hidden layers", WideActivation::relu, 2};
  const double off =
      most_off(measure(trial, deep, 1, trial.pick(4000, 400)).kernels, deep.covariance(x));
  evidence.must_fail("two hidden layers, n = 1: E K_n off Σ, in standard errors", decimal(off, 3),
                     "> 5", off > 5);
  const double normal = errors_off(of_relu.measured.front().given_w, 0);
  evidence.must_fail("relu, n = 1: kurtosis off a normal's 0, in standard errors",
                     decimal(normal, 3), "> 5", normal > 5);
  evidence.conclude(Verdict::holds);
  const auto [n, excess] = of_relu.points(&Measured::given_w).back();
  decision.finding = "at n = " + decimal(n, 4) + " the excess kurtosis is " + decimal(excess, 3) +
                     ", where 15/n = " + decimal(15 / n, 3) +
                     "; at n = 1 with two layers E K_n is " + decimal(off, 3) +
                     " standard errors off Σ";
  decision.figures.push_back(figure(of_relu, of_erf, std::sqrt(sigma(0, 0))));
}

}  // namespace

Claim c11() {
  return {"C11", "an infinitely wide network begins as a Gaussian process", Verdict::holds,
          "initial values of variance 2/n, as He's, for the kernel of 1/n", decide};
}

}  // namespace pathkernel::claims
