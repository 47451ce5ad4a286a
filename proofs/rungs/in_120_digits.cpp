#include "proofs/rungs/rung_of.hpp"

PATHKERNEL_INSTANTIATE_RUNG(, pathkernel::Digits120)
template class pathkernel::Laboratory<pathkernel::Digits120>;

namespace pathkernel {

std::unique_ptr<Rung> rung_in_120_digits(const Problem& problem, int digits, const Trial& trial) {
  return std::make_unique<RungOf<Digits120>>(
      std::string(high_precision_name) + " numbers of 120 digits", problem, digits, trial);
}

}  // namespace pathkernel
