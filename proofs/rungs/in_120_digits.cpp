#include "autodiff/multiprecision.hpp"
#include "proofs/decide.hpp"
#include "proofs/rungs/rungs.hpp"

namespace pathkernel {

Outcome decide_in_120_digits(const Task& task, Monitor& monitor) {
  Outcome outcome = Decider<HighPrecision<120>>(task, monitor).run();
  outcome.number = high_precision_name;
  return outcome;
}

}  // namespace pathkernel
