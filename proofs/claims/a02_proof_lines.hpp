/// @file a02_proof_lines.hpp
/// Statement.   Along gradient flow, for every x, each line of the proof equals the next (claim A2):
///                dy/dt = Σ_j ∂y/∂w_j dw_j/dt               (1)
///                      = -Σ_j ∂y/∂w_j ∂L/∂w_j              (2)
///                      = -Σ_i L'_i Θ_t(x, x_i).            (3)
/// Hypotheses.  f differentiable in w; w' = -∇L; L a sum over examples.
/// Derivation.  Chain rule; the flow; additivity of L and the chain rule again, sums exchanged.   ∎
/// Computation. dy/dt is the first Taylor coefficient of f along the path (forward, by Expansion); (1)
///              from the recorded gradient and the path's derivative; (2) from the flow's own tape; (3)
///              from tangent kernel and loss derivatives. At 5 times inside [0, T], every query.
/// Control.     The loudest example left out of (3) must show.
/// Not claimed. That w(t) is near the true flow from the same start: (1) = (2) says that its derivative is.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// dy/dt at every query, where w moves at velocity w': forward, without any gradient.
template <Real S>
[[nodiscard]] std::vector<S> directional_derivative(const Laboratory<S>& laboratory, std::size_t start,
                                                    const std::vector<S>& w,
                                                    const std::vector<S>& velocity) {
  return laboratory.visit_start(start, [&](const auto& model, const auto&) {
    std::vector<S> result;
    for (const std::vector<S>& x : laboratory.queries) {
      Tape<S> tape;
      const std::vector<Var<S>> inputs = parameter_inputs(tape, model.parameters(), w);
      const Var<S> f = model(inputs, input(tape, {static_cast<std::uint32_t>(x.size()), 1}, x));
      std::vector<NodeId> moving;
      for (const Var<S>& block : inputs) moving.push_back(block.id);
      Expansion<S> along(tape, moving, std::array{f.id}, 1);
      along.run(0);
      auto next = velocity.begin();
      for (const NodeId block : moving)
        for (S& entry : along.coefficient(block, 1).entries()) entry = *next++;
      along.run(1);
      result.push_back(*along.coefficient(f.id, 1).data);
    }
    return result;
  });
}

template <Real S>
void decide_proof_lines(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence<S> evidence(laboratory, decision);
  const int times = 5;
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const Training<S>& training = laboratory.training({start, Variant::plain});
    PointGradients<S> at_queries = laboratory.gradients(start, laboratory.queries);
    PointGradients<S> at_examples = laboratory.gradients(start);
    LossDerivatives<S> losses = laboratory.loss_derivatives();
    RightHandSide<S> flow(training.field);
    std::array<S, 3> worst{S(0), S(0), S(0)};  // of each line less the next
    S control(0);
    S size(1);
    for (int k = 1; k <= times; ++k) {
      using std::abs;
      const S t = laboratory.until * k / (times + 1);
      const std::vector<S> w = training.path.state(t);
      const std::vector<S> velocity = training.path.derivative(t);
      std::vector<S> minus_gradient(w.size());
      flow(w, minus_gradient);
      at_queries.evaluate(w);
      at_examples.evaluate(w);
      std::vector<S> outputs;
      for (std::size_t i = 0; i < at_examples.count(); ++i) outputs.push_back(at_examples.output(i));
      const std::vector<S> loss_derivative = losses.at(outputs);
      const std::vector<S> dy_dt = directional_derivative(laboratory, start, w, velocity);
      for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
        const std::vector<S> df_dw = at_queries.df_dw(q);
        std::array<S, 4> line{dy_dt[q], S(0), S(0), S(0)};
        for (std::size_t p = 0; p < w.size(); ++p) {
          line[1] += df_dw[p] * velocity[p];
          line[2] += df_dw[p] * minus_gradient[p];
        }
        S largest(0);  // term of line (3)
        for (std::size_t i = 0; i < at_examples.count(); ++i) {
          const S term = -loss_derivative[i] * tangent_kernel(at_queries, q, at_examples, i);
          line[3] += term;
          if (abs(term) > abs(largest)) largest = term;
          size = std::max(size, S(abs(term)));
        }
        for (std::size_t n = 0; n < 3; ++n)
          worst[n] = std::max(worst[n], S(abs(line[n] - line[n + 1])));
        control = std::max(control, S(abs(line[2] - (line[3] - largest))));
      }
    }
    const std::string& name = laboratory.problem.starts[start].name;
    evidence.vanishes(name + ": dy/dt less line (1)", worst[0], size);
    evidence.vanishes(name + ": line (1) less line (2)", worst[1], size);
    evidence.vanishes(name + ": line (2) less line (3)", worst[2], size);
    evidence.must_not_vanish(name + ": line (3) without its loudest example", control);
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "dy/dt, forward, and the proof's three lines agree at " + std::to_string(times) +
                     " times on every path, at every query";
}

}  // namespace pathkernel
