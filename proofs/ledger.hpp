/// @file ledger.hpp
/// The claims that this program decides, in the order in which it does.
///
/// Leaves out: what is claimed, which stands on top of each claim's own file.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

[[nodiscard]] std::vector<Claim> ledger();

}  // namespace pathkernel
