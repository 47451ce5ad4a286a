// A new claim is a file in claims/, and its name here.
#include "proofs/ledger.hpp"

// The story of the data given comes first; then what brings an instance of its own.
#define PATHKERNEL_CLAIMS(CLAIM) \
  CLAIM(a03) CLAIM(a04) CLAIM(a06) CLAIM(a15) CLAIM(a16) CLAIM(a02) \
  CLAIM(a05) CLAIM(a07) CLAIM(a10) CLAIM(a11)

namespace pathkernel {

namespace claims {
#define PATHKERNEL_DECLARE(claim) Claim claim();
PATHKERNEL_CLAIMS(PATHKERNEL_DECLARE)
#undef PATHKERNEL_DECLARE
}  // namespace claims

std::vector<Claim> ledger() {
#define PATHKERNEL_LIST(claim) claims::claim(),
  return {PATHKERNEL_CLAIMS(PATHKERNEL_LIST)};
#undef PATHKERNEL_LIST
}

std::vector<Decision> listed_claims() {
  std::vector<Decision> list;
  for (const Claim& claim : ledger()) {
    Decision decision;
    decision.id = claim.id;
    decision.title = claim.title;
    decision.expected = claim.expected;
    decision.on_the_data = claim.on_the_data() != nullptr;
    list.push_back(decision);
  }
  return list;
}

}  // namespace pathkernel
