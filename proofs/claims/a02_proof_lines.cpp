/// @file a02_proof_lines.cpp
/// Statement.   Along gradient flow, for every x, each line of the proof equals the next (claim
///              A2):
///                dy/dt = Σ_j ∂y/∂w_j dw_j/dt               (1)
///                      = -Σ_j ∂y/∂w_j ∂L/∂w_j              (2)
///                      = -Σ_i L'_i Θ_t(x, x_i).            (3)
/// Hypotheses.  f differentiable in w; w' = -∇L; L a sum over examples.
/// Derivation.  Chain rule; the flow; additivity of L and the chain rule again, sums exchanged. ∎
/// Computation. dy/dt is the first Taylor coefficient of f along the path (forward, by Expansion);
///              (1) from the recorded gradient and the path's derivative; (2) from the flow's own
///              tape; (3) from tangent kernel and loss derivatives. At 5 times inside [0, T], every
///              query.
/// Control.     The loudest parameter left out of (1), the loudest example left out of (3), and the
///              flow of 1.001 L, on which dw/dt is not -∇L: each must show.
/// Not claimed. That w(t) is near the true flow from the same start: (1) = (2) says that its
///              derivative is.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// The proof's lines of one row at one time, and what becomes of them when they are broken.
template <Real S>
struct ProofLines {
  S dy_dt, line_1, line_2, line_3;
  S line_1_without_loudest, line_3_without_loudest;
  S size;  ///< of the largest term

  /// @param examples  so many are summed over
  ProofLines(const PathReader<S>& reader, std::size_t row, const S& forward,
             const std::vector<S>& velocity, const std::vector<S>& minus_gradient,
             std::size_t examples)
      : dy_dt(forward), line_1(0), line_2(0), line_3(0), size(1) {
    S loudest(0);
    const auto weigh = [&](const S& term) {
      using std::abs;
      if (abs(term) > abs(loudest)) loudest = term;
      keep_largest(size, S(abs(term)));
    };
    const std::vector<S> df_dw = reader.df_dw(row);
    for (std::size_t j = 0; j < df_dw.size(); ++j) {
      weigh(df_dw[j] * velocity[j]);
      line_1 += df_dw[j] * velocity[j];
      line_2 += df_dw[j] * minus_gradient[j];
    }
    line_1_without_loudest = line_1 - loudest;
    loudest = S(0);
    const std::size_t C = reader.outputs_per_point();
    for (std::size_t i = 0; i < examples; ++i) {
      S term(0);
      for (std::size_t column = i * C; column < (i + 1) * C; ++column)
        term -= reader.loss_derivative(column) * reader.kernel(row, column);
      weigh(term);
      line_3 += term;
    }
    line_3_without_loudest = line_3 - loudest;
  }
};

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  const int times = 5;
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const TrainingKey key{start, Variant::plain};
    const Training<S>& training = laboratory.training(key);
    const Path<S>& wrong = laboratory.training({start, Variant::wrong}).path;
    PathReader<S> reader = laboratory.reader(key, training, laboratory.queries);
    RightHandSide<S> flow(training.field);
    const std::size_t examples = reader.example_count() - (laboratory.trial.mistaken ? 1 : 0);
    std::vector<S> minus_gradient(training.path.dimension());
    std::array<S, 3> worst{S(0), S(0), S(0)};  // of each line less the next
    // What the lines become when broken: at the time when it shows most, in the row where least.
    std::vector<S> without_parameter(laboratory.rows(), S(0));
    std::vector<S> without_example(laboratory.rows(), S(0));
    S astray(0);
    S size(1);
    for (int k = 1; k <= times; ++k) {
      const S t = laboratory.until * k / (times + 1);
      reader.go_to(t);
      flow(reader.w(), minus_gradient);
      const std::vector<S> velocity = training.path.derivative(t);
      const std::vector<S> forward = laboratory.model_slopes(start, reader.w(), velocity);
      const std::vector<S> wrong_velocity = wrong.derivative(t);
      std::vector<S> wrong_gradient(wrong.dimension());
      flow(wrong.state(t), wrong_gradient);
      for (std::size_t row = 0; row < laboratory.rows(); ++row) {
        using std::abs;
        const ProofLines<S> at(reader, row, forward[row], velocity, minus_gradient, examples);
        keep_largest(worst[0], S(abs(at.dy_dt - at.line_1)));
        keep_largest(worst[1], S(abs(at.line_1 - at.line_2)));
        keep_largest(worst[2], S(abs(at.line_2 - at.line_3)));
        keep_largest(size, at.size);
        keep_largest(without_parameter[row], S(abs(at.dy_dt - at.line_1_without_loudest)));
        keep_largest(without_example[row], S(abs(at.line_2 - at.line_3_without_loudest)));
      }
      for (std::size_t p = 0; p < wrong_velocity.size(); ++p) {
        using std::abs;
        keep_largest(astray, S(abs(wrong_velocity[p] - wrong_gradient[p])));
      }
    }
    const std::string& name = laboratory.problem.starts[start].name;
    const Magnitude terms = magnitude(size);
    evidence.vanishes(name + ": dy/dt less line (1)", magnitude(worst[0]), terms);
    evidence.vanishes(name + ": line (1) less line (2)", magnitude(worst[1]), terms);
    evidence.vanishes(name + ": line (2) less line (3)", magnitude(worst[2]), terms);
    evidence.defect(name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                    laboratory.size_of_data());
    evidence.must_not_vanish(name + ": line (1) without its loudest parameter",
                             magnitude(std::ranges::min(without_parameter)));
    evidence.must_not_vanish(name + ": dw/dt less -∇L on the flow of 1.001 L", magnitude(astray));
    evidence.must_not_vanish(name + ": line (3) without its loudest example",
                             magnitude(std::ranges::min(without_example)));
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "dy/dt, forward, and the proof's three lines agree at " +
                     std::to_string(times) + " times on every path, at every query";
}

}  // namespace

Claim a02() {
  using enum Variant;
  return {"A2", "each line of the proof of Theorem 1 equals the next", Verdict::holds,
          "the last example is left out of the last line",
          OnTheData{{plain, wrong}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
