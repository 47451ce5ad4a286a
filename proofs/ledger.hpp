/// @file ledger.hpp
/// The claims that this program decides, in the order in which it does. A new claim is an include
/// and a line here.
///
/// Leaves out: the rest of the paper's claims.
#pragma once

#include "proofs/claims/a02_proof_lines.hpp"
#include "proofs/claims/a03_path_integral_identity.hpp"
#include "proofs/claims/a04_kernel_machine.hpp"
#include "proofs/claims/a06_initial_model.hpp"
#include "proofs/claims/a15_regularizer.hpp"
#include "proofs/claims/a16_sgd_indicator.hpp"

namespace pathkernel {

template <Real S>
[[nodiscard]] std::vector<Claim<S>> ledger() {
  using enum Variant;
  return {
      {"A2",
       "each line of the proof of Theorem 1 equals the next",
       Verdict::holds,
       {plain, wrong},
       {},
       &decide_proof_lines<S>},
      {"A3",
       "Theorem 1 without division: y = y_0 - Σ S_i",
       Verdict::holds,
       {plain, wrong},
       {},
       &decide_path_integral_identity<S>},
      {"A4",
       "Theorem 1 as stated: y = Σ a_i K(x, x_i) + b",
       Verdict::holds_under_condition,
       {plain},
       {},
       &decide_kernel_machine<S>},
      {"A6", "b is the initial model", Verdict::holds, {plain}, {}, &decide_initial_model<S>},
      {"A15",
       "a regularizer adds -∫ ∇f·∇R dt to b",
       Verdict::holds,
       {regularized},
       {},
       &decide_regularizer<S>},
      {"A16",
       "SGD multiplies each term by its indicator I_i(t)",
       Verdict::holds,
       {},
       {batches},
       &decide_sgd_indicator<S>},
  };
}

}  // namespace pathkernel
