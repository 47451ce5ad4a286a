#include "proofs/monitor.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

namespace pathkernel {

namespace {
/// Of the terminal that stderr is: a longer line would wrap, and could not be taken back.
std::size_t columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return known ? size.ws_col : 80;
}
}  // namespace

std::atomic<bool> Monitor::interrupted = false;

std::size_t Monitor::add(std::string name) {
  const std::scoped_lock lock(mutex_);
  tasks_.push_back({std::move(name)});
  return tasks_.size() - 1;
}

void Monitor::update(std::size_t task, double fraction) {
  if (interrupted) throw Interrupted();
  if (!on_terminal_) return;
  const std::scoped_lock lock(mutex_);
  tasks_[task].fraction = fraction;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;  // a terminal need not see every step
  last_ = now;
  std::size_t done = 0;
  for (const Task& t : tasks_)
    if (t.fraction >= 1) ++done;
  std::string line = std::to_string(done) + " of " + std::to_string(tasks_.size()) + " done";
  for (const Task& t : tasks_)
    if (t.fraction > 0 && t.fraction < 1)
      line += "  " + t.name + ' ' + std::to_string(static_cast<int>(100 * t.fraction)) + '%';
  std::cerr << "\r\033[K" << line.substr(0, columns() - 1) << std::flush;
  shown_ = true;
}

void Monitor::clear() {
  const std::scoped_lock lock(mutex_);
  if (shown_) std::cerr << "\r\033[K" << std::flush;
  shown_ = false;
}

}  // namespace pathkernel
