#include "proofs/rungs/rungs.hpp"

namespace pathkernel {

Outcome decide(const Task& task, Monitor& monitor, const std::function<void()>& ready) {
  if (task.digits <= 16) return decide_in_double(task, monitor, ready);
  if (task.digits <= 50) return decide_in_60_digits(task, monitor, ready);
  return decide_in_120_digits(task, monitor, ready);
}

}  // namespace pathkernel
