/// @file b07_far_from_the_data.cpp
/// Statement.   Models are brittle far from the nearest training instance, since that is what is
///              expected of kernel estimators (claim B7; the paper's Discussion).
/// Hypotheses.  A kernel estimator forgets its data where the kernel has decayed. So: does the path
///              kernel K(x, x_i) decay as x leaves the data along a ray?
/// Derivation.  For one hidden layer ∇f(x) has the entries φ(z_j) and V_j φ'(z_j) (x, 1), beside
///              the 1 of the last offset. As |x| grows, relu's grow like |x|, so that K does;
///              tanh's tend to constants, since φ' falls faster than |x| grows; a bump's fall to 0,
///              and K to T, which is the offset's share alone, or to 0 without that offset.
/// Computation. Networks on two moons, K along a ray from their middle, by the midpoint rule in t;
///              for one of them against a quadrature to all digits. How K grows at the end of the
///              ray is the slope of ln K over ln r.
/// Not claimed. That growing kernels make good predictions: relu's output grows with K, without
///              end. It is brittle, but for the opposite reason.

#include "nn/data/made.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

constexpr double until = 1;  // before a relu's flow would slide along a kink

struct Learner {
  std::string name;
  ModelOn<double> model;
};

std::vector<Learner> learners() {
  const RadialBasisNetwork bumps{2, 8, 1};
  std::vector<ParameterBlock> blocks = bumps.parameters();
  blocks.pop_back();  // b
  const RecordedModel no_offset{blocks, [](auto w, auto x) {
                                  const auto h =
                                      exp(-squared_distances(w[0], x) * exp(-2 * w[1]) / 2);
                                  return product(w[2], h);
                                }};
  return {{"relu network", Mlp{{2, 8, 1}, Activation::relu}},
          {"tanh network", Mlp{{2, 8, 1}, Activation::tanh}},
          {"bumps and an offset", bumps},
          {"bumps alone", no_offset}};
}

/// Points at distances 1/8, ..., 64 from the middle of the moons, evenly on a log scale.
Points<double> ray() {
  Points<double> points;
  for (int k = -12; k <= 24; ++k) {
    const double r = std::exp2(k / 4.0);
    points.push_back({0.5 + 0.6 * r, 0.25 + 0.8 * r});
  }
  return points;
}
double distance(std::size_t place) { return std::exp2((static_cast<double>(place) - 12) / 4); }

/// What is seen along the ray: by place.
struct Sight {
  std::string name;
  std::vector<double> kernel;  ///< mean over the examples of |K(x, x_i)|
  std::vector<double> output;  ///< y(x)

  /// d ln K/d ln r over the last part of the ray, where r grows fourfold.
  [[nodiscard]] double exponent() const {
    return std::log(kernel.back() / kernel[kernel.size() - 9]) / std::log(4.0);
  }
};

Instance<double> instance_of(const Learner& learner) {
  return {learner.name,
          learner.model,
          SquaredLoss{},
          made_moons({20, 0.1, 1}),
          initial_parameters<double>(learner.model, 4),
          until,
          ray()};
}

/// K by the midpoint rule. @param mistaken  ∇f(x) is brought to length 1, as for a cosine
Sight sight_of(const Instance<double>& instance, int times, bool mistaken) {
  const Path<double> path =
      integrate(flow_of(instance), instance.w, instance.until, Taylor{.digits = 8});
  PathReader<double> along = reader(instance, path, instance.queries);
  Matrix<double> K(along.rows(), along.columns());
  for (int k = 0; k < times; ++k) {
    along.go_to(instance.until * (2 * k + 1) / (2 * times));
    for (std::size_t q = 0; q < K.rows; ++q) {
      const std::vector<double> g = along.df_dw(q);
      const double scale = mistaken ? 1 / std::sqrt(inner_product(g, g)) : 1;
      for (std::size_t i = 0; i < K.columns; ++i)
        K(q, i) += scale * along.kernel(q, i) * instance.until / times;
    }
  }
  Sight sight{instance.name, {}, {}};
  along.go_to(instance.until);
  for (std::size_t q = 0; q < K.rows; ++q) {
    double sum = 0;
    for (const double k : K.row(q)) sum += std::abs(k);
    sight.kernel.push_back(sum / static_cast<double>(K.columns));
    sight.output.push_back(along.output(q));
  }
  return sight;
}

/// The same at the ray's end, by quadrature to all digits.
double exact_at_end(Instance<double> instance) {
  instance.queries = {instance.queries.back()};
  const KernelMachine<double> machine = train(instance).machines.front();
  double sum = 0;
  for (const double k : machine.path_kernel) sum += std::abs(k);
  return sum / static_cast<double>(machine.path_kernel.size());
}

Figure figure_of(const std::vector<Sight>& sights) {
  Panel kernels{.title = "The path kernel along a ray",
                .x_label = "distance r",
                .y_label = "mean |K(x, x_i)|",
                .log_x = true,
                .log_y = true};
  Panel outputs{.title = "The output along it",
                .x_label = "distance r",
                .y_label = "|y(x)|",
                .log_x = true,
                .log_y = true};
  const auto along_ray = [](const std::string& name, const std::vector<double>& values) {
    Curve curve{name, {}};
    for (std::size_t q = 0; q < values.size(); ++q) {
      const double size = std::abs(values[q]);
      curve.points.push_back({distance(q), size > 1e-6 ? size : std::nan("")});
    }
    return curve;
  };
  for (const Sight& sight : sights) {
    kernels.curves.push_back(along_ray(sight.name, sight.kernel));
    outputs.curves.push_back(along_ray(sight.name, sight.output));
  }
  return {"b07_ray",
          "Leaving the data",
          detail::joined("Log-log, from the middle of the data outwards: relu's kernel grows like "
                         "r^",
                         decimal(sights[0].exponent(), 2),
                         ", tanh's and that of bumps with an offset stay level, that of bumps "
                         "alone falls below the frame. The outputs do likewise."),
          {kernels, outputs}};
}

/// How the four kinds of networks differ at the end of the ray.
void check(Evidence& evidence, const std::vector<Sight>& sights) {
  evidence.within("relu network: exponent of K", sights[0].exponent(), 0.9, 1.1);
  evidence.within("tanh network: exponent of K", sights[1].exponent(), -0.2, 0.2);
  evidence.within("bumps and an offset: K/T at the end", sights[2].kernel.back() / until, 0.999,
                  1.001);
  evidence.within("bumps alone: K at r = 64 over K at r = 1/8",
                  sights[3].kernel.back() / sights[3].kernel.front(), 0, 1e-6);
}

std::vector<std::string> row_of(const Sight& sight) {
  const std::vector<double>& K = sight.kernel;
  return {sight.name,
          decimal(K[0], 3),
          decimal(K[12], 3),
          decimal(K[24], 3),
          decimal(K[36], 3),
          K.back() > 0 ? decimal(std::round(1000 * sight.exponent()) / 1000, 3) : "none: K is 0"};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  Table table{"mean |K(x, x_i)| at distance r",
              {"model", "r = 1/8", "r = 1", "r = 8", "r = 64", "exponent at the end"},
              {}};
  std::vector<Sight> sights;
  for (const Learner& learner : learners()) {
    const Instance<double> instance = instance_of(learner);
    sights.push_back(sight_of(instance, trial.pick(200, 30), trial.mistaken));
    trial.progress(static_cast<double>(sights.size()) / 5);
    table.rows.push_back(row_of(sights.back()));
    if (learner.name == "tanh network")
      evidence.within("tanh network: K by midpoints over K by quadrature",
                      sights.back().kernel.back() / exact_at_end(instance), 0.99, 1.01);
  }
  check(evidence, sights);
  evidence.conclude(Verdict::shown);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure_of(sights));
  decision.finding = detail::joined("far from the data relu's path kernel grows like r^",
                                    decimal(sights[0].exponent(), 3),
                                    ", tanh's stays level; only bumps without an offset forget the "
                                    "data, as kernel estimators do");
}

}  // namespace

Claim b07() {
  return {"B7", "Far from the data, models fail as kernel estimators do", Verdict::shown,
          "the query's gradient is brought to length 1, as if K were a cosine", decide};
}

}  // namespace pathkernel::claims
