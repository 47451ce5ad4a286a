#include "autodiff/multiprecision.hpp"
#include "proofs/decide.hpp"
#include "proofs/rungs/rungs.hpp"

namespace pathkernel {

Outcome decide_in_120_digits(const Task& task, Monitor& monitor, const Ready& ready) {
  Outcome outcome = Decider<HighPrecision<120>>(task, monitor).run(ready);
  outcome.number = std::string(high_precision_name) + " numbers of 120 digits";
  return outcome;
}

}  // namespace pathkernel
