/// @file a15-regularizers.cpp
/// Statement.   Whatever the regularizer R, it adds its share to b (claim A15, Remark 4):
///                y(T) = y_0 - ∫ ∇f·∇R dt - Σ_i S_i.
///              For R = λ|w|²/2 and a model homogeneous of degree q in w that share is λ q ∫ y dt.
/// Hypotheses.  Those of claim A3, and R differentiable: the L1 norm is rounded off at 0.
/// Derivation.  w' = -∇L - ∇R, so that dy/dt has one term more than claim A2's. Euler: ∇f·w = q f,
///              and ∇R = λ w. ∎
/// Computation. L2, smooth L1 and elastic nets of several strengths, on a tanh network; and L2 on
///              models of degree 2 and 3, whose outputs are integrated along the path.
/// Control.     Without the share the identity must fail; so must the wrong degree.
/// Not claimed. The L1 norm itself, whose flow has no unique direction where a weight is 0.

#include "nn/regularizer.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct NamedRegularizer {
  std::string name;
  Regularizer<S> regularizer;
};

std::vector<NamedRegularizer> regularizers() {
  const S tenth = S(1) / 10;
  return {{"L2, 1/10", L2<S>{tenth}},
          {"L2, 2", L2<S>{S(2)}},
          {"smooth L1, 1/10 within 1/10", SmoothL1<S>{tenth, tenth}},
          {"smooth L1, 1 within 1/2", SmoothL1<S>{S(1), S(1) / 2}},
          {"elastic, 1/10 and 1/5 within 1/10", Elastic<S>{tenth, S(1) / 5, tenth}}};
}

Instance<S> instance_of(const ModelOn<S>& model, const NamedRegularizer& with) {
  Instance<S> instance{
      with.name,
      model,
      SquaredLoss{},
      {.count = 4, .dimension = 1, .x = {-1, S(-1) / 3, S(1) / 2, 1}, .y = {1, 0, -1, 1}},
      {},
      S(1) / 2,
      {{S(1) / 5}, {S(2)}}};
  for (const ExactNumber& number : written_parameters(model.parameters()))
    instance.w.push_back(number.as<S>());
  instance.flow.regularizer = with.regularizer;
  return instance;
}

/// The machines of a training; by mistake, of one who was not told of the regularizer.
std::vector<KernelMachine<S>> machines_of(const Instance<S>& instance, const Training<S>& training,
                                          bool mistaken) {
  if (!mistaken) return training.machines;
  PathReader<S> untold = reader(instance, training.path, instance.queries, FlowOptions<S>{});
  return kernel_machines(untold);
}

/// The identity with the share; and the least that its absence leaves.
void check(const Instance<S>& instance, bool mistaken, Evidence& evidence, Smallest<S>& without) {
  const Training<S> training = train(instance);
  evidence.keep(record(instance, training));
  const std::vector<KernelMachine<S>> machines = machines_of(instance, training, mistaken);
  for (std::size_t q = 0; q < machines.size(); ++q) {
    const S residual = training.outputs[q] - machines[q].undivided_prediction();
    evidence.vanishes(instance.name + ", query " + std::to_string(q + 1), magnitude(residual),
                      size_of_terms(machines[q]));
    without.add(residual - machines[q].regularizer_share);
  }
  evidence.defect(instance.name + ": the path's defect", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
}

/// f = Σ_k v_k (u_k x)^(q - 1), of degree q in all its weights together.
ModelOn<S> homogeneous(int q) {
  return RecordedModel{{{"u", {2, 1}}, {"v", {1, 2}}}, [q](auto w, auto x) {
                         auto power = product(w[0], x);
                         if (q == 3) power = square(power);
                         return product(w[1], power);
                       }};
}

/// The share less λ q ∫ y dt; and less the same with another degree.
void check_degree(int q, Evidence& evidence) {
  const S lambda = S(1) / 10;
  const Instance<S> instance =
      instance_of(homogeneous(q), {"degree " + std::to_string(q), L2<S>{lambda}});
  const Training<S> training = train(instance);
  PathReader<S> along = reader(instance, training.path, instance.queries);
  PathQuadrature<S> quadrature(std::vector<std::size_t>(instance.queries.size(), 1),
                               PathQuadrature<S>::finest());
  const std::vector<S> integrals =
      quadrature.integrate(training.path, [&](const Step<S>& step, const S& dt, std::span<S> y) {
        along.go_to(step, dt);
        for (std::size_t row = 0; row < y.size(); ++row) y[row] = along.output(row);
      });
  for (std::size_t row = 0; row < integrals.size(); ++row) {
    const S& share = training.machines[row].regularizer_share;
    evidence.vanishes(
        instance.name + ": the share less λ q ∫ y dt, query " + std::to_string(row + 1),
        magnitude(S(share - lambda * q * integrals[row])), magnitude(share));
    evidence.must_not_vanish(
        instance.name + ": less λ (q + 1) ∫ y dt, query " + std::to_string(row + 1),
        magnitude(S(share - lambda * (q + 1) * integrals[row])));
  }
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const ModelOn<S> network = Mlp{.widths = {1, 2, 1}};
  const std::vector<NamedRegularizer> all = regularizers();
  Smallest<S> without;
  for (std::size_t k = 0; k < all.size(); k += trial.pick(1, 4)) {
    const Instance<S> instance = instance_of(network, all[k]);
    check(instance, trial.mistaken, evidence, without);
    if (k == 0) check_order(evidence, instance);
    trial.progress(double(k + 1) / double(all.size() + 1));
  }
  evidence.must_not_vanish("without the regularizer's share", without.magnitude());
  for (int q = 2; q <= trial.pick(3, 2); ++q) check_degree(q, evidence);
  evidence.conclude(Verdict::holds);
  decision.finding =
      "with L2, smooth L1 and elastic nets; of degree 2 and 3 the share of L2 is λ q ∫ y dt";
}

}  // namespace

Claim a15_regularizers() {
  return {"A15-regularizers", "every smooth regularizer adds its share to b", Verdict::holds,
          "the share is left out", decide};
}

}  // namespace pathkernel::claims
