/// @file ledger.hpp
/// The claims that this program decides, in the order in which it does.
///
/// Leaves out: the rest of the paper's claims.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

[[nodiscard]] std::vector<Claim> ledger();

}  // namespace pathkernel
