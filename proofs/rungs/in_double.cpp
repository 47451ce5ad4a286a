#include "proofs/decide.hpp"
#include "proofs/rungs/rungs.hpp"

namespace pathkernel {

Outcome decide_in_double(const Task& task, Monitor& monitor, const Ready& ready) {
  Outcome outcome = Decider<double>(task, monitor).run(ready);
  outcome.number = "double (53 bits)";
  return outcome;
}

std::vector<Decision> listed_claims() {
  std::vector<Decision> list;
  for (const Claim<double>& claim : ledger<double>()) {
    Decision decision;
    decision.id = claim.id;
    decision.title = claim.title;
    decision.expected = claim.expected;
    list.push_back(decision);
  }
  return list;
}

}  // namespace pathkernel
