#include "proofs/problem/choices.hpp"

namespace pathkernel {

std::string AnyLoss::text() const {
  switch (kind) {
    case Kind::squared: return "squared";
    case Kind::logistic: return "logistic";
    case Kind::softmax: return "softmax cross-entropy";
    case Kind::pseudo_huber: return "pseudo-Huber of width " + constant.text();
    case Kind::smooth_hinge: return "smooth hinge of sharpness " + constant.text();
    case Kind::likelihood: return "negative log likelihood";
    case Kind::likelihood_of_density: return "negative log likelihood of p itself";
  }
  return "";
}

std::string AnyRegularizer::text() const {
  switch (kind) {
    case Kind::l2: return "λ|w|²/2, λ = " + l2.text();
    case Kind::smooth_l1: return "λ Σ √(w² + δ²), λ = " + l1.text() + ", δ = " + delta.text();
    case Kind::elastic:
      return "λ_1 Σ √(w² + δ²) + λ_2 |w|²/2, λ_1 = " + l1.text() + ", λ_2 = " + l2.text() +
             ", δ = " + delta.text();
  }
  return "";
}

std::string AnySchedule::text(bool of_flow) const {
  return "mini-batches of " + std::to_string(batch) +
         (of_flow ? ", each held for " + (period ? period->text() : "T/8") : "") +
         (seed ? ", shuffled with seed " + std::to_string(*seed) : ", in order");
}

}  // namespace pathkernel
