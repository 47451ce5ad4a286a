/// @file a15_regularizer.cpp
/// Statement.   A regularizer R(w) adds -∫ ∇f(x)·∇R dt to b (claim A15, Remark 4):
///                y(T) = y_0 - ∫ ∇f(x)·∇R dt - Σ_i S_i.
/// Hypotheses.  w' = -∇L - ∇R, R differentiable: λ‖w‖²/2, if no other is asked for.
/// Derivation.  dy/dt = ∇f·w' = -Σ_i L'_i Θ_t(x, x_i) - ∇f·∇R; integrate. ∎
/// Computation. As claim A3, on the regularized flow. For a linear model, homogeneous of degree q =
///              1 in w, and that R, Euler's ∇f·w = q f makes the term -λ q ∫ y dt, which is
///              integrated by itself.
/// Control.     Without the term the identity must visibly fail; so must q = 2 for the linear
///              model.
/// Not claimed. Anything of regularizers without a gradient, such as |w|.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// ∫ y(t) dt along the reader's path, of every row.
template <Real S>
[[nodiscard]] std::vector<S> integrated_outputs(const Laboratory<S>& laboratory,
                                                PathReader<S>& reader) {
  const auto output = [&](const Step<S>& step, const S& dt, std::span<S> y) {
    reader.go_to(step, dt);
    for (std::size_t row = 0; row < y.size(); ++row) y[row] = reader.output(row);
  };
  return laboratory.integral(reader.path(), reader.rows(), output);
}

/// For a model homogeneous of degree 1 the term is λ ∫ y dt; degree 2 is the control.
template <Real S>
void check_homogeneous(const Laboratory<S>& laboratory, const TrainingKey& key,
                       Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  PathReader<S> reader = laboratory.reader(key, training, laboratory.queries);
  const std::vector<S> integrals = integrated_outputs(laboratory, reader);
  const S lambda = laboratory.problem.tried_regularizer().l2.template as<S>();
  Smallest<S> degree_2;
  for (std::size_t row = 0; row < laboratory.rows(); ++row) {
    const S& share = training.machines[row].regularizer_share;
    evidence.vanishes(at_row(laboratory, key.start, row) + ": the term less λ ∫ y dt",
                      magnitude(S(share - lambda * integrals[row])),
                      size_of_terms(training.machines[row]));
    degree_2.add(share - 2 * lambda * integrals[row]);
  }
  evidence.must_not_vanish(laboratory.problem.starts[key.start].name + ": the term less 2 λ ∫ y dt",
                           degree_2.magnitude());
}

/// The machines of a training; by mistake, of one who was not told of the regularizer.
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> machines_of(const Laboratory<S>& laboratory,
                                                        const TrainingKey& key) {
  const Training<S>& training = laboratory.training(key);
  if (!laboratory.trial.mistaken) return training.machines;
  FlowOptions<S> told = training.flow;
  told.regularizer = {};
  PathReader<S> reader = laboratory.reader(key, training, laboratory.queries, told);
  return kernel_machines(reader, {.tolerance = laboratory.coarse(), .on_step = {}});
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  const AnyRegularizer regularizer = laboratory.problem.tried_regularizer();
  const bool l2 = regularizer.kind == AnyRegularizer::Kind::l2;
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const TrainingKey key{start, Variant::regularized};
    const Training<S>& training = laboratory.training(key);
    const std::string& name = laboratory.problem.starts[start].name;
    const std::vector<KernelMachine<S>> machines = machines_of(laboratory, key);
    Smallest<S> without;
    for (std::size_t row = 0; row < laboratory.rows(); ++row) {
      const KernelMachine<S>& machine = machines[row];
      const S residual = training.outputs[row] - machine.undivided_prediction();
      evidence.vanishes(at_row(laboratory, start, row), magnitude(residual),
                        size_of_terms(machine));
      without.add(residual - machine.regularizer_share);
    }
    evidence.defect(name + ": the path's defect |w' + ∇L + ∇R|", magnitude(training.defect),
                    laboratory.size_of_data());
    evidence.must_not_vanish(name + ": without the term of ∇R", without.magnitude());
    if (l2 && laboratory.problem.starts[start].is_linear())
      check_homogeneous(laboratory, key, evidence);
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "with R = " + regularizer.text() + ", b is y_0 - ∫ ∇f·∇R dt" +
                     (l2 ? "; for a linear model that is y_0 - λ ∫ y dt" : "");
}

}  // namespace

Claim a15() {
  using enum Variant;
  return {"A15", "a regularizer adds -∫ ∇f·∇R dt to b", Verdict::holds,
          "the term of ∇R is left out of b",
          OnTheData{{regularized}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
