// A new claim is a file in claims/, and its name twice in this one.
#include "proofs/ledger.hpp"

namespace pathkernel {

namespace claims {
Claim proof_lines();
Claim path_integral_identity();
Claim kernel_machine();
Claim initial_model();
Claim regularizer();
Claim sgd_indicator();
}  // namespace claims

std::vector<Claim> ledger() {
  return {claims::proof_lines(),    claims::path_integral_identity(),
          claims::kernel_machine(), claims::initial_model(),
          claims::regularizer(),    claims::sgd_indicator()};
}

std::vector<Decision> listed_claims() {
  std::vector<Decision> list;
  for (const Claim& claim : ledger()) {
    Decision decision;
    decision.id = claim.id;
    decision.title = claim.title;
    decision.expected = claim.expected;
    list.push_back(decision);
  }
  return list;
}

}  // namespace pathkernel
