/// @file b01_kernel_perceptron.cpp
/// Statement.   A single-layer perceptron is a kernel machine with the dot product as its kernel
///              (claim B1; Aizerman, Braverman & Rozonoer 1964).
/// Hypotheses.  Rosenblatt's rule (1958) from w = 0, examples in the same order; an output of 0 is
///              a mistake.
/// Derivation.  Each mistake at i adds y_i x_i to w, and 1 to c_i: so w = Σ c_i y_i x_i after as
///              many mistakes, and w·x = Σ c_i y_i (x_i·x). Equal outputs make the same next
///              mistake. ∎
/// Computation. Both forms, mistake by mistake, where a line separates the classes, where none
///              does, and where learning goes round in a circle. Coordinates are multiples of
///              2^-40, so that with 60 digits no sum is rounded: residuals are 0, not merely small.
/// Control.     With the kernel (1 + x·x')² mistakes, and outputs, must be others.
/// Not claimed. That other rules of learning have such a form; for gradients, that is Theorem 1.

#include "kernel/machines/perceptron.hpp"

#include "kernel/classical/dot_products.hpp"
#include "nn/data/made.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct Lesson {
  std::string name;
  Points<S> points;  ///< (1, x_1, x_2): an offset is a weight of the first feature
  std::vector<int> labels;
};

Lesson lesson(const std::string& name, const Examples<double>& made, std::size_t label_row = 0) {
  Lesson lesson{name, points_of(exactly<S>(made)), {}};
  for (std::vector<S>& x : lesson.points) x.insert(x.begin(), S(1));
  for (std::size_t i = 0; i < made.count; ++i)
    lesson.labels.push_back(made.y[label_row * made.count + i] > 0 ? 1 : -1);
  return lesson;
}

std::vector<Lesson> lessons(const Trial& trial) {
  const std::size_t m = trial.pick<std::size_t>(60, 20);
  return {lesson("two clouds", made_blobs({m, 0.4, 21}, 2)),
          lesson("two moons", made_moons({m, 0.1, 1})),
          lesson("exclusive or", made_xor({4, 0, 1}))};
}

/// Both forms of what was learned from one lesson.
struct Learned {
  RosenblattPerceptron<S> primal;
  KernelPerceptron<S> dual;

  /// max |w·x - Σ_i c_i y_i k(x, x_i)| over the examples and places between and beyond them.
  template <class K>
  [[nodiscard]] S largest_difference(const Lesson& lesson, const K& k) const {
    using std::abs;
    Points<S> at = lesson.points;
    for (int u = -4; u <= 4; ++u)
      for (int v = -4; v <= 4; ++v) at.push_back({S(1), S(u) / 2, S(v) / 4});
    S largest(0);
    for (const std::vector<S>& x : at)
      keep_largest(largest,
                   S(abs(S(primal.predict(x) - dual.predict(kernel_row(k, x, lesson.points))))));
    return largest;
  }
  /// max |w - Σ c_i y_i x_i| over the weights.
  [[nodiscard]] S superposition(const Lesson& lesson) const {
    using std::abs;
    S largest(0);
    for (std::size_t d = 0; d < primal.w.size(); ++d) {
      S rest = primal.w[d];
      for (std::size_t i = 0; i < lesson.points.size(); ++i)
        rest -= dual.machine.coefficients[i] * lesson.points[i][d];
      keep_largest(largest, S(abs(rest)));
    }
    return largest;
  }
};

template <class K>
Learned learn_both(const Lesson& lesson, const K& k) {
  const std::size_t most_epochs = 50;
  return {fit_rosenblatt_perceptron(lesson.points, lesson.labels, most_epochs),
          fit_kernel_perceptron(gram(k, lesson.points), lesson.labels, most_epochs)};
}

/// The same mistakes, in the same order, to the same end.
bool alike(const PerceptronRun& run, const PerceptronRun& other) {
  return run.mistakes == other.mistakes && run.end == other.end;
}

std::string end_of(const PerceptronRun& run) {
  if (run.converged()) return "no mistake left";
  if (run.end == PerceptronEnd::cycle) return detail::joined("a cycle, period ", run.period);
  return "still learning";
}

Figure figure_of(const Lesson& lesson, const Learned& learned) {
  Panel plane{.title = "Σ c_i y_i (x·x_i) = w·x = 0", .x_label = "x_1", .y_label = "x_2"};
  for (const int label : {-1, 1}) {
    Curve members{label > 0 ? "y = 1" : "y = -1", {}, Curve::Style::points};
    for (std::size_t i = 0; i < lesson.points.size(); ++i)
      if (lesson.labels[i] == label)
        members.points.push_back(
            {static_cast<double>(lesson.points[i][1]), static_cast<double>(lesson.points[i][2])});
    plane.curves.push_back(std::move(members));
  }
  const std::vector<S>& w = learned.primal.w;
  CurvePoints line;  // w_0 + w_1 x_1 + w_2 x_2 = 0, by its x_2: it is steep
  for (const S& x_2 : evenly_spaced(S(-1), S(1), 2))
    line.push_back({static_cast<double>(S(-(w[0] + w[2] * x_2) / w[1])), static_cast<double>(x_2)});
  plane.curves.push_back({"w·x = 0", line});
  Panel counts{.title = "Mistakes at every example", .x_label = "example i", .y_label = "c_i y_i"};
  counts.curves.push_back(
      {"c_i y_i",
       by_number(lesson.points.size(),
                 [&](std::size_t i) { return learned.dual.machine.coefficients[i]; }),
       Curve::Style::impulses});
  return {"b01_perceptron",
          "A perceptron counts its mistakes",
          detail::joined(
              "Two clouds of points and the line that parts them, learned with ",
              learned.primal.run.mistakes.size(), " mistakes in ", learned.primal.run.epochs,
              " epochs. Of ", lesson.points.size(), " examples ",
              std::ranges::count(learned.dual.machine.coefficients, S(0)),
              " were never mistaken: their counts are 0, and the line is made of the others."),
          {plane, counts}};
}

/// Both forms of one lesson. @param lacking  is added to the dot product
/// @return  the lesson's row of the table
std::vector<std::string> check(Evidence& evidence, const Lesson& lesson, const S& lacking) {
  const PolynomialKernel<S> dot_product{lacking, 1}, quadratic{S(1), 2};
  const Learned learned = learn_both(lesson, dot_product), other = learn_both(lesson, quadratic);
  const PerceptronRun &primal = learned.primal.run, &dual = learned.dual.run;
  evidence.condition(lesson.name + ": mistakes", std::to_string(primal.mistakes.size()),
                     "the same, in the same order", alike(dual, primal));
  const Magnitude difference = magnitude(learned.largest_difference(lesson, dot_product));
  evidence.vanishes(lesson.name + ": w·x - Σ c_i y_i (x·x_i)", difference, magnitude(S(1)));
  evidence.vanishes(lesson.name + ": w - Σ c_i y_i x_i", magnitude(learned.superposition(lesson)),
                    magnitude(S(1)));
  evidence.must_not_vanish(lesson.name + ": the same with (1 + x·x')²",
                           magnitude(other.largest_difference(lesson, quadratic)));
  evidence.must_fail(lesson.name + ": with (1 + x·x')², mistakes",
                     std::to_string(other.dual.run.mistakes.size()), "others, or another end",
                     !alike(other.dual.run, primal));
  return {lesson.name,
          std::to_string(lesson.points.size()),
          std::to_string(primal.epochs),
          std::to_string(primal.mistakes.size()),
          end_of(primal),
          difference.text};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const std::vector<Lesson> all = lessons(trial);
  Table table{"Learning with weights, and with counts of mistakes",
              {"data", "examples", "epochs", "mistakes", "end", "outputs differ by"},
              {}};
  for (const Lesson& lesson : all)
    table.rows.push_back(check(evidence, lesson, trial.mistaken ? S(1) : S(0)));
  evidence.conclude(Verdict::holds);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure_of(all.front(), learn_both(all.front(), LinearKernel{})));
  decision.finding =
      "weights and counts make the same mistakes in the same order; their outputs "
      "differ by at most " +
      decision.residual.value_or("?");
}

}  // namespace

Claim b01() {
  return {"B1", "A perceptron is a kernel machine with the dot product", Verdict::holds,
          "the kernel is 1 + x·x', as if it had an offset that the weights lack", decide};
}

}  // namespace pathkernel::claims
