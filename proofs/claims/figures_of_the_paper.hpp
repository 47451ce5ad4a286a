/// @file figures_of_the_paper.hpp
/// The paper's two figures, drawn from what was computed.
///
///     Fig. 1   a path in the plane of two weights, and along it the gradients at the query and at
///              both examples: K(x, x_i) is the integral of their dot products
///     Fig. 2   the model's answers beside the sums over the examples, and what each example says
///
/// Leaves out: where the instances come from, see b05_matching.cpp.
/// Source: Domingos (2020), Fig. 1 and 2.
#pragma once

#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

using S = Digits60;

/// Adds an arrow, as a line from a point of the plane to its tip, and a gap after it.
inline void add_arrow(CurvePoints& curve, std::array<double, 2> from, std::array<double, 2> along) {
  const double gap = std::nan("");
  curve.insert(curve.end(), {from, {from[0] + along[0], from[1] + along[1]}, {gap, gap}});
}

/// Times at which a path has gone equal parts of its way: 0, ..., T.
inline std::vector<S> evenly_on_the_way(const Path<S>& path, int parts) {
  const std::vector<S> times = evenly_spaced(S(0), path.end(), 600);
  std::vector<double> way{0};
  for (std::size_t k = 1; k < times.size(); ++k) {
    const std::vector<S> before = path.state(times[k - 1]), after = path.state(times[k]);
    way.push_back(way.back() + std::hypot(static_cast<double>(S(after[0] - before[0])),
                                          static_cast<double>(S(after[1] - before[1]))));
  }
  std::vector<S> chosen;
  for (int part = 0; part <= parts; ++part) {
    const double gone = way.back() * part / parts;
    const auto at = std::ranges::lower_bound(way, gone) - way.begin();
    chosen.push_back(times[std::min<std::size_t>(static_cast<std::size_t>(at), 600)]);
  }
  return chosen;
}

/// The path, w_0 to w_3 on it, and the three points' gradients there, a third as long.
inline Panel panel_of_path(const Instance<S>& instance, const Path<S>& path) {
  Panel panel{.title = "Gradients along the path", .x_label = "w_1", .y_label = "w_2"};
  const auto in_plane = [](const std::vector<S>& w) {
    return std::array{static_cast<double>(w[0]), static_cast<double>(w[1])};
  };
  Curve line{"the path", {}};
  for (const S& t : evenly_spaced(S(0), path.end(), 100))
    line.points.push_back(in_plane(path.state(t)));
  panel.curves = {std::move(line)};
  for (const char* label : {"∇y(x)", "∇y(x_1)", "∇y(x_2)"})
    panel.curves.push_back({label, {}, Curve::Style::line_and_points});
  Curve stations{"w_0, w_1, w_2, w_3", {}, Curve::Style::points};
  PathReader<S> along = reader(instance, path, instance.queries);
  for (const S& t : evenly_on_the_way(path, 3)) {
    along.go_to(t);
    stations.points.push_back(in_plane(along.w()));
    for (std::size_t row = 0; row < along.rows(); ++row) {
      const std::array<double, 2> g = in_plane(along.df_dw(row));
      add_arrow(panel.curves[1 + row].points, stations.points.back(), {g[0] / 3, g[1] / 3});
    }
  }
  panel.curves.push_back(std::move(stations));
  return panel;
}

/// Θ_t(x, x_i) along the path, and what both examples have added to the answer by the time t.
inline std::array<Panel, 2> panels_in_time(const Instance<S>& instance, const Path<S>& path) {
  Panel kernels{.title = "K is the area below", .x_label = "t", .y_label = "Θ_t(x, x_i)"};
  Panel answer{.title = "The answer grows", .x_label = "t", .y_label = "y"};
  kernels.curves = {{"∇y(x)·∇y(x_1)", {}}, {"∇y(x)·∇y(x_2)", {}}};
  answer.curves = {{"y", {}}, {"from example 1", {}}, {"from example 2", {}}};
  PathReader<S> along = reader(instance, path, instance.queries);
  const int n = 200;
  std::array<double, 2> added{0, 0};
  for (int k = 0; k < n; ++k) {  // midpoints
    along.go_to(path.end() * (2 * k + 1) / (2 * n));
    const double t = static_cast<double>(path.end()) * (2 * k + 1) / (2 * n);
    answer.curves[0].points.push_back({t, static_cast<double>(along.output(0))});
    for (std::size_t i = 0; i < 2; ++i) {
      kernels.curves[i].points.push_back({t, static_cast<double>(along.kernel(0, i))});
      added[i] -=
          static_cast<double>(S(along.loss_derivative(i) * along.kernel(0, i) * path.end() / n));
      answer.curves[1 + i].points.push_back({t, added[i]});
    }
  }
  return {kernels, answer};
}

inline Figure figure_1(const Instance<S>& instance, const Training<S>& training) {
  const KernelMachine<S>& machine = training.machines.front();
  const auto [kernels, answer] = panels_in_time(instance, training.path);
  return {"b05_figure_1",
          "How the path kernel measures similarity",
          detail::joined(
              "Left, arrows along the path of the weights, from w_0 to w_3: the gradients at "
              "the query and at both examples. Middle: their dot products over time; the "
              "areas below are K(x, x_1) = ",
              decimal(machine.path_kernel[0], 3),
              " and K(x, x_2) = ", decimal(machine.path_kernel[1], 3),
              ". Right: the answer y is y_0 and what both examples have added."),
          {panel_of_path(instance, training.path), kernels, answer}};
}

/// The query whose matches are shown, of those that an instance asks.
inline std::size_t asked_row(const Instance<S>& instance) {
  return instance.queries.size() * 3 / 5;
}

/// The model's answers, and b + Σ a_i K(x, x_i) at every third query.
inline Panel panel_of_answers(const Instance<S>& instance, const Training<S>& training) {
  Curve model{"the model", {}}, sums{"b + Σ a_i K(x, x_i)", {}, Curve::Style::points}, b{"b", {}};
  for (std::size_t row = 0; row < training.machines.size(); ++row) {
    const KernelMachine<S>& machine = training.machines[row];
    const double x = static_cast<double>(instance.queries[row][0]);
    model.points.push_back({x, static_cast<double>(training.outputs[row])});
    b.points.push_back({x, static_cast<double>(machine.b())});
    if (row % 3 == 0)
      sums.points.push_back({x, static_cast<double>(machine.undivided_prediction())});
  }
  Curve examples{"examples", {}, Curve::Style::points};
  for (std::size_t i = 0; i < instance.data.count; ++i)
    examples.points.push_back(
        {static_cast<double>(instance.data.x[i]), static_cast<double>(instance.data.y[i])});
  return {.title = "Query and answer",
          .x_label = "query x",
          .y_label = "answer y",
          .curves = {model, sums, b, examples}};
}

/// a_i K(x, x_i) over all queries, a curve for each example.
inline Panel panel_of_voices(const Instance<S>& instance, const Training<S>& training) {
  Panel panel{.title = "What each example says", .x_label = "query x", .y_label = "a_i K(x, x_i)"};
  for (std::size_t i = 0; i < instance.data.count; ++i) {
    Curve& voice = panel.curves.emplace_back(Curve{detail::joined("i = ", i + 1), {}});
    for (std::size_t row = 0; row < training.machines.size(); ++row)
      voice.points.push_back({static_cast<double>(instance.queries[row][0]),
                              static_cast<double>(training.machines[row].contribution(i))});
  }
  return panel;
}

/// How one query matches each example, and what that adds.
inline Panel panel_of_match(const KernelMachine<S>& machine, const S& x) {
  Panel panel{
      .title = "The query x = " + decimal(x, 4), .x_label = "example i", .y_label = "y and K"};
  const auto K = [&](std::size_t i) { return machine.path_kernel[i]; };
  const auto term = [&](std::size_t i) { return machine.contribution(i); };
  panel.curves = {{"K(x, x_i)", by_number(machine.examples(), K), Curve::Style::boxes},
                  {"a_i K(x, x_i)", by_number(machine.examples(), term), Curve::Style::points}};
  return panel;
}

inline Figure figure_2(const Instance<S>& instance, const Training<S>& training) {
  const std::size_t asked = asked_row(instance);
  const S x = instance.queries[asked][0];
  return {"b05_figure_2",
          "Applying the model is matching with the examples",
          detail::joined("On the left the model's answers, with the sums over ",
                         instance.data.count, " examples as points on that curve; in the middle ",
                         "the terms of these sums; on the right how the query x = ", decimal(x, 4),
                         " matches each example, and what that adds."),
          {panel_of_answers(instance, training), panel_of_voices(instance, training),
           panel_of_match(training.machines[asked], x)}};
}

/// One query, matched example by example: the terms, and their sum.
inline Table table_of_matches(const std::string& title, const Instance<S>& instance,
                              const Training<S>& training, std::size_t row) {
  const KernelMachine<S>& machine = training.machines[row];
  Table table{title, {"example", "x_i", "y*_i", "K(x, x_i)", "a_i", "a_i K(x, x_i)"}, {}};
  S sum(0);
  for (std::size_t i = 0; i < machine.examples(); ++i) {
    const std::optional<S> a = machine.coefficient(i);
    sum += machine.contribution(i);
    table.rows.push_back({std::to_string(i + 1), decimal(instance.data.x[i], 3),
                          decimal(instance.data.y[i], 3), decimal(machine.path_kernel[i], 5),
                          a ? decimal(*a, 5) : "none", decimal(machine.contribution(i), 10)});
  }
  const auto add = [&](const std::string& name, const S& value) {
    table.rows.push_back({name, "", "", "", "", decimal(value, 10)});
  };
  add("sum", sum);
  add("b", machine.b());
  add("b + sum", machine.b() + sum);
  add("the model", training.outputs[row]);
  return table;
}

}  // namespace pathkernel::claims
