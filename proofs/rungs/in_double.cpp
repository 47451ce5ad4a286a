#include "proofs/rungs/rung_of.hpp"

PATHKERNEL_INSTANTIATE_RUNG(, double)
template class pathkernel::Laboratory<double>;

namespace pathkernel {

std::unique_ptr<Rung> rung_in_double(const Problem& problem, int digits, const Trial& trial) {
  return std::make_unique<RungOf<double>>("double (53 bits)", problem, digits, trial);
}

}  // namespace pathkernel
