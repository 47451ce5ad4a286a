/// @file a15_regularizer.cpp
/// Statement.   A regularizer R(w) adds -∫ ∇f(x)·∇R dt to b (claim A15, Remark 4):
///                y(T) = y_0 - ∫ ∇f(x)·∇R dt - Σ_i S_i.
/// Hypotheses.  w' = -∇L - ∇R, with R = λ‖w‖²/2.
/// Derivation.  dy/dt = ∇f·w' = -Σ_i L'_i Θ_t(x, x_i) - ∇f·∇R; integrate. ∎
/// Computation. As claim A3, on the regularized flow. For a linear model, homogeneous of degree q =
///              1 in w, Euler's ∇f·w = q f makes the term -λ q ∫ y dt, which is integrated by
///              itself.
/// Control.     Without the term the identity must visibly fail; so must q = 2 for the linear
///              model.
/// Not claimed. Anything of regularizers without a gradient, such as |w|.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// ∫ y(t) dt along the reader's path, at every query.
template <Real S>
[[nodiscard]] std::vector<S> integrated_outputs(const Laboratory<S>& laboratory,
                                                PathReader<S>& reader) {
  const auto output = [&](const Step<S>& step, const S& dt, std::span<S> y) {
    reader.go_to(step, dt);
    for (std::size_t q = 0; q < y.size(); ++q) y[q] = reader.output(q);
  };
  return laboratory.integral(reader.path(), reader.query_count(), output);
}

/// For a model homogeneous of degree 1 the term is λ ∫ y dt; degree 2 is the control.
template <Real S>
void check_homogeneous(const Laboratory<S>& laboratory, const TrainingKey& key,
                       Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  PathReader<S> reader = laboratory.reader(key, training, laboratory.queries);
  const std::vector<S> integrals = integrated_outputs(laboratory, reader);
  const S lambda = laboratory.problem.l2.template as<S>();
  Smallest<S> degree_2;
  for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
    const S& share = training.machines[q].regularizer_share;
    evidence.vanishes(at_query(laboratory, key.start, q) + ": the term less λ ∫ y dt",
                      magnitude(S(share - lambda * integrals[q])),
                      size_of_terms(training.machines[q]));
    degree_2.add(share - 2 * lambda * integrals[q]);
  }
  evidence.must_not_vanish(laboratory.problem.starts[key.start].name + ": the term less 2 λ ∫ y dt",
                           degree_2.magnitude());
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const TrainingKey key{start, Variant::regularized};
    const Training<S>& training = laboratory.training(key);
    const std::string& name = laboratory.problem.starts[start].name;
    Smallest<S> without;
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
      const KernelMachine<S>& machine = training.machines[q];
      const S residual = training.outputs[q] - machine.undivided_prediction();
      evidence.vanishes(at_query(laboratory, start, q), magnitude(residual),
                        size_of_terms(machine));
      without.add(residual - machine.regularizer_share);
    }
    evidence.defect(name + ": the path's defect |w' + ∇L + ∇R|", magnitude(training.defect),
                    laboratory.size_of_data());
    evidence.must_not_vanish(name + ": without the term of ∇R", without.magnitude());
    if (laboratory.problem.starts[start].is_linear()) check_homogeneous(laboratory, key, evidence);
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "with R = λ|w|²/2, λ = " + laboratory.problem.l2.text() +
                     ", b is y_0 - ∫ ∇f·∇R dt; for a linear model that is y_0 - λ ∫ y dt";
}

}  // namespace

Claim a15() {
  using enum Variant;
  return {"A15", "a regularizer adds -∫ ∇f·∇R dt to b",
          Verdict::holds, "MISTAKE",
          OnTheData{{regularized},
                    {},
                    [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
