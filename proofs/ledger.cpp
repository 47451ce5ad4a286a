// A new claim is a file in claims/, and its name here.
#include "proofs/ledger.hpp"

// The story of the data given comes first; then what brings an instance of its own.
// clang-format off
#define PATHKERNEL_CLAIMS(CLAIM) \
  CLAIM(a03) CLAIM(a04) CLAIM(a06) CLAIM(a15) CLAIM(a16) CLAIM(a02) CLAIM(a18_data) \
  CLAIM(a22_data) \
  CLAIM(a01) CLAIM(a03_models) CLAIM(a05) CLAIM(a07) CLAIM(a08) CLAIM(a09) CLAIM(a10) CLAIM(a11) \
  CLAIM(a12) CLAIM(a13) CLAIM(a14) CLAIM(a15_regularizers) CLAIM(a16_schedules) CLAIM(a17) \
  CLAIM(a18) CLAIM(a19) CLAIM(a20) CLAIM(a21) CLAIM(a22) CLAIM(a23) CLAIM(a24) CLAIM(a25) \
  CLAIM(a26) CLAIM(a27) \
  CLAIM(b01) CLAIM(b02) CLAIM(b03) CLAIM(b04) CLAIM(b05) CLAIM(b06) CLAIM(b07) CLAIM(b08) \
  CLAIM(b09) CLAIM(b10) CLAIM(b11) CLAIM(b12) CLAIM(b13) CLAIM(b14) CLAIM(b15) CLAIM(b16) \
  CLAIM(b17) CLAIM(b18) \
  CLAIM(c01) CLAIM(c02) CLAIM(c03) CLAIM(c04) CLAIM(c05) CLAIM(c06) CLAIM(c07) CLAIM(c08) \
  CLAIM(c09) CLAIM(c10) CLAIM(c11) CLAIM(c12) CLAIM(c13) CLAIM(c14) CLAIM(c15) CLAIM(c16) \
  CLAIM(d02) CLAIM(d03) CLAIM(d04)
// clang-format on

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
