/// @file b08_predefined_features.cpp
/// Statement.   Deep learning relies on predefined features, the gradients of a given function, and
///              all that gradient descent does is select from them (claim B8; the Discussion).
/// Hypotheses.  The features at w are the entries of ∇f_w(x): fixed, if the tangent kernel Θ is.
/// Derivation.  The *map* w, x ↦ ∇f_w(x) is given beforehand, but which features it gives depends
///              on w, and w moves. With W x/√n a weight moves by O(1/√n), and Θ stays (claim C12);
///              with W x the last layer's share of Θ, which grows with n, outweighs all that moves.
///              With the output divided by n, and time n times as long, every weight moves by O(1)
///              at any width (Mei, Montanari & Nguyen 2018): Θ is learned.
/// Computation. Twelve examples on a circle, y = 1 on one half and -1 on the other; networks from
///              8 to 256 wide, trained until a sixth of the loss is left. How far Θ has moved, and
///              how well it is aligned with the targets' own kernel, y yᵀ.
/// Not claimed. That features which are learned make better predictions: that depends on the task.

#include "kernel/gram/alignment.hpp"
#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

/// How a network's weights are scaled, and how long it is trained.
struct Scaling {
  std::string name;
  Parametrisation parametrisation;
  bool by_width;  ///< the output is divided by √n once more
};
const std::array<Scaling, 3> scalings{
    {{"W x/√n", Parametrisation::ntk, false},
     {"W x, weights begin at 1/√n", Parametrisation::standard, false},
     {"output divided by n", Parametrisation::ntk, true}}};

/// 1 on one half of the circle, -1 on the other.
std::vector<double> targets() { return {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1}; }

/// @param mistaken  time is not n times as long where the output is divided by n
Instance<double> instance_of(const Scaling& scaling, std::uint32_t n, std::uint64_t seed,
                             bool mistaken) {
  Mlp mlp = wide_mlp(1, n);
  mlp.parametrisation = scaling.parametrisation;
  const Points<double> x = points_on_circle(targets().size());
  const double share = scaling.by_width ? 1 / std::sqrt(n) : 1;
  ModelOn<double> model = mlp;
  model.record = [mlp, share](Vars<double> w, Var<double> at) { return share * mlp(w, at); };
  double until = scaling.by_width ? 4 : 24;
  if (scaling.by_width && !mistaken) until *= n;
  if (scaling.parametrisation == Parametrisation::standard) until *= 16.0 / n;  // Θ grows like n/2
  return {scaling.name,
          model,
          SquaredLoss{},
          {x.size(), 2, in_lanes(x, 2), targets()},
          initial_parameters<double>(mlp, seed),
          until,
          x};
}

double loss(const std::vector<double>& outputs) {
  const std::vector<double> y = targets();
  double sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += square(outputs[i] - y[i]) / 2;
  return sum;
}

/// Θ at the start, on the way, and where so much of the loss is left, or at the end.
struct Growth {
  Matrix<double> first, middle, last;
  double loss_left;  ///< L(T)/L(0)
};

Growth growth_of(const Instance<double>& instance, double share) {
  const Path<double> path =
      integrate(flow_of(instance), instance.w, instance.until, Taylor{.digits = 8});
  PathReader<double> along = reader(instance, path, instance.queries);
  const End first = read_end(along, 0);
  End middle = first, last = first;
  for (int k = 1; k <= 100 && loss(last.outputs) > share * loss(first.outputs); ++k) {
    last = read_end(along, instance.until * k * k / 10000);
    if (loss(last.outputs) > loss(first.outputs) / 4) middle = last;
  }
  return {first.kernel, middle.kernel, last.kernel, loss(last.outputs) / loss(first.outputs)};
}

/// What was measured under one scaling.
struct Study {
  std::string name;
  WidthStudy drift = {};
  double before = 0, after = 0;  ///< alignment with y yᵀ of the last
  double loss_left = 0;
};

Study study_of(const Scaling& scaling, const Trial& trial, double done) {
  Study study{scaling.name};
  const Matrix<double> wanted = target_kernel(targets());
  const std::uint32_t last = trial.pick(256u, 32u);
  for (std::uint32_t n = 8; n <= last; n *= 2)
    for (std::uint64_t seed = 1; seed <= trial.pick(4u, 2u); ++seed) {
      const Growth growth = growth_of(instance_of(scaling, n, seed, trial.mistaken), 1 / 6.0);
      study.drift.add(n, relative_drift(growth.last, growth.first));
      study.before = alignment(growth.first, wanted);
      study.after = alignment(growth.last, wanted);
      study.loss_left = std::max(study.loss_left, growth.loss_left);
      trial.progress(done + static_cast<double>(n) / last / 3);
    }
  return study;
}

Figure figure_of_drift(const std::vector<Study>& studies) {
  Panel drift{.title = "How far the kernel moves",
              .x_label = "width n",
              .y_label = "‖Θ_T - Θ_0‖/‖Θ_0‖",
              .log_x = true,
              .log_y = true};
  for (const Study& study : studies) {
    drift.curves.push_back(study.drift.curve(study.name));
  }
  return {"b08_drift",
          "Which networks learn features",
          detail::joined("Against the width, log-log: with W x/√n the kernel's drift falls as n^",
                         studies[0].drift.exponent().text(),
                         ", with the output divided by n it "
                         "stays level, at n^",
                         studies[2].drift.exponent().text(),
                         "; there features are learned at every width."),
          {drift}};
}

/// Of one network under two scalings, trained on until 1 % of the loss is left, if that is soon.
Figure figure_of_kernels(std::uint32_t n) {
  std::vector<Panel> panels;
  std::vector<std::string> left, moved, aligned;
  for (const Scaling& scaling : {scalings[0], scalings[2]}) {
    Instance<double> instance = instance_of(scaling, n, 1, false);
    if (scaling.by_width) instance.until *= 6;
    const Growth growth = growth_of(instance, 0.01);
    left.push_back(decimal(100 * growth.loss_left, 2) + " %");
    moved.push_back(decimal(relative_drift(growth.last, growth.first), 2));
    const Matrix<double> wanted = target_kernel(targets());
    aligned.push_back(decimal(alignment(growth.first, wanted), 2) + " to " +
                      decimal(alignment(growth.last, wanted), 2));
    for (const auto& [when, kernel] :
         {std::pair("at first", &growth.first), std::pair("on the way", &growth.middle),
          std::pair("at the end", &growth.last)}) {
      Panel panel{.title = scaling.name + ", " + when, .x_label = "example", .y_label = "example"};
      for (std::size_t i = 0; i < kernel->rows; ++i)
        panel.map.emplace_back(kernel->row(i).begin(), kernel->row(i).end());
      panels.push_back(std::move(panel));
    }
  }
  return {"b08_kernels", "The tangent kernel while a network learns",
          detail::joined("Θ between twelve examples of a network ", n,
                         " wide, over training. Above, with W x/√n, it moves by ", moved[0],
                         " of its size, and its alignment with y yᵀ, two blocks, goes from ",
                         aligned[0], "; ", left[0], " of the loss is left. Below, with the output ",
                         "divided by n, it moves by ", moved[1], ", and the alignment goes from ",
                         aligned[1], "; ", left[1], " is left."),
          panels};
}

std::vector<std::string> row_of(const Study& study) {
  const auto mean = [](const std::vector<double>& values) {
    return decimal(estimate(values).mean, 2);
  };
  const std::vector<std::vector<double>>& drift = study.drift.values;
  return {study.name, mean(drift.front()) + " to " + mean(drift.back()),
          study.drift.exponent().text(),
          decimal(study.before, 2) + " to " + decimal(study.after, 2), decimal(study.loss_left, 2)};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  std::vector<Study> studies;
  Table table{"From the narrowest to the widest network",
              {"scaling", "drift", "exponent of n", "alignment with y yᵀ", "L(T)/L(0)"},
              {}};
  for (const Scaling& scaling : scalings) {
    studies.push_back(study_of(scaling, trial, static_cast<double>(studies.size()) / 3));
    table.rows.push_back(row_of(studies.back()));
    evidence.within(scaling.name + ": loss left", studies.back().loss_left, 0, 1 / 6.0);
  }
  const Study &lazy = studies.front(), &rich = studies.back();
  const double moved = estimate(rich.drift.values.back()).mean;
  evidence.within("W x/√n: exponent of the drift", lazy.drift.exponent().mean, -1.3, -0.4);
  evidence.within("output divided by n: exponent", rich.drift.exponent().mean, -0.2, 0.2);
  evidence.within("output divided by n: drift of the widest", moved, 0.5, 100);
  evidence.within("output divided by n: alignment gained", rich.after - rich.before, 0.05, 1);
  evidence.conclude(Verdict::shown);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure_of_drift(studies));
  if (!trial.small) decision.figures.push_back(figure_of_kernels(256));
  decision.finding = detail::joined("true where wide networks are lazy: the drift of Θ falls as n^",
                                    lazy.drift.exponent().text(),
                                    "; with the output divided by n the widest kernel moves by ",
                                    decimal(moved, 2), " times its size");
}

}  // namespace

Claim b08() {
  return {"B8", "Learning only selects predefined features", Verdict::shown,
          "where the output is divided by n, time is not made n times as long", decide};
}

}  // namespace pathkernel::claims
