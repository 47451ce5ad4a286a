#include "proofs/rungs/rung_of.hpp"

PATHKERNEL_INSTANTIATE_RUNG(, pathkernel::Digits60)
template class pathkernel::Laboratory<pathkernel::Digits60>;

namespace pathkernel {

std::unique_ptr<Rung> rung_in_60_digits(const Problem& problem, int digits, const Trial& trial) {
  return std::make_unique<RungOf<Digits60>>(
      std::string(high_precision_name) + " numbers of 60 digits", problem, digits, trial);
}

}  // namespace pathkernel
