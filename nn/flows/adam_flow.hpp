/// @file adam_flow.hpp
/// Adam with steps that tend to zero: averages of gradients and of their squares, which forget with
/// times τ_1 and τ_2, and the corrections for having begun at 0:
///
///     τ_1 dm/dt = ∇L - m,   τ_2 ds/dt = (∇L)² - s,   τ_j du_j/dt = 1 - u_j,
///     dw/dt = -(m/u_1) / (√(s/u_2) + η) - λ w
///
/// Steps of ε with β_j = e^(-ε/τ_j) tend to it, at the times t = kε. u_j(t) = 1 - e^(-t/τ_j) is the
/// correction 1 - β_j^k. At t = 0 all of m, s, u are 0 and dw/dt is 0/0; so the flow begins at a
/// time t_0 > 0, as if the gradient had been the same until then.
///
/// It both averages gradients, as momentum does, and preconditions. With a decay λ it is the limit
/// of AdamW.
///
/// Leaves out: an s that is 0, where √s has no derivative.
/// Source: Kingma & Ba, Adam (2015); Loshchilov & Hutter (2019).   Next: ../ode/vector_field.hpp.
#pragma once

#include "nn/flows/gradient_flow.hpp"

namespace pathkernel {

template <Real S>
struct AdamTimes {
  S mean_time;    ///< τ_1
  S square_time;  ///< τ_2
  S floor;        ///< η, in the units of a gradient
  S decay = 0;    ///< λ, of AdamW
};

namespace detail {
template <Real S>
void require_possible(const AdamTimes<S>& times) {
  if (!(times.mean_time > 0) || !(times.square_time > 0) || !(times.floor >= 0) ||
      !(times.decay >= 0))
    reject("nn: an Adam flow with memories of ", times.mean_time, " and ", times.square_time,
           ", a floor of ", times.floor, " and a decay of ", times.decay,
           "; the memories must be above 0, the others 0 or more.");
}
}  // namespace detail

/// The state is w, m, s, u_1, u_2: shape (3P + 2).
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] VectorField<S> adam_flow(const M& model, const L& loss, const Examples<S>& data,
                                       const AdamTimes<S>& times,
                                       const FlowOptions<S>& options = {}) {
  detail::require_possible(times);
  Objective<S> objective = detail::objective_of_flow(model, loss, data, options);
  const std::vector<Var<S>> slope = objective.gradient();
  std::vector<NodeId> memory, dw_dt, memory_derivative;
  const auto remembered = [&](Shape shape) {
    const Var<S> block = input(objective.tape, shape, std::vector<S>(shape.size(), S(1) / 2));
    memory.push_back(block.id);
    return block;
  };
  std::vector<Var<S>> mean, squares;
  for (const Var<S>& g : slope) mean.push_back(remembered(g.shape()));
  for (const Var<S>& g : slope) squares.push_back(remembered(g.shape()));
  const Var<S> u_1 = remembered({}), u_2 = remembered({});
  const std::vector<Var<S>> w = objective.parameters();
  for (std::size_t b = 0; b < slope.size(); ++b) {
    const Var<S> pace = (mean[b] / u_1) / (sqrt(squares[b] / u_2) + times.floor);
    dw_dt.push_back((-(times.decay == 0 ? pace : pace + times.decay * w[b])).id);
  }
  for (std::size_t b = 0; b < slope.size(); ++b)
    memory_derivative.push_back(((slope[b] - mean[b]) / times.mean_time).id);
  for (std::size_t b = 0; b < slope.size(); ++b)
    memory_derivative.push_back(((square(slope[b]) - squares[b]) / times.square_time).id);
  memory_derivative.push_back(((1 - u_1) / times.mean_time).id);
  memory_derivative.push_back(((1 - u_2) / times.square_time).id);

  VectorField<S> field =
      detail::field_of("Adam flow", std::move(objective), model.parameters(), options);
  field.state.insert(field.state.end(), memory.begin(), memory.end());
  field.derivative = std::move(dw_dt);
  field.derivative.insert(field.derivative.end(), memory_derivative.begin(),
                          memory_derivative.end());
  return field;
}

/// The state at t_0 of a flow that has met the gradient g, shape (P), all the time since 0.
template <Real S>
[[nodiscard]] std::vector<S> adam_start(const std::vector<S>& w, const std::vector<S>& g,
                                        const AdamTimes<S>& times, const S& t_0) {
  detail::require_possible(times);
  if (!(t_0 > 0)) reject("nn: an Adam flow from t = ", t_0, "; it can begin after 0 only.");
  if (w.size() != g.size())
    reject("nn: a gradient of ", g.size(), " numbers for ", w.size(), " parameters.");
  using std::expm1;
  const S u_1 = -expm1(S(-t_0 / times.mean_time)), u_2 = -expm1(S(-t_0 / times.square_time));
  std::vector<S> state = w;
  for (const S& slope : g) state.push_back(slope * u_1);
  for (const S& slope : g) state.push_back(slope * slope * u_2);
  state.push_back(u_1);
  state.push_back(u_2);
  return state;
}

}  // namespace pathkernel
