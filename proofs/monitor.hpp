/// @file monitor.hpp
/// What a long computation says while it runs, and how it is told to stop.
///
/// Leaves out: anything printed when stderr is no terminal.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace pathkernel {

/// Thrown out of a computation when the user has pressed Ctrl-C.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Progress of several tasks at once, on one line of a terminal. Safe to call from any thread.
class Monitor {
 public:
  explicit Monitor(bool on_terminal) : on_terminal_(on_terminal) {}
  ~Monitor() { clear(); }
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// Adds a task. @return  its number
  std::size_t add(std::string name);
  /// Says how much of a task is done, 0 to 1. @throws Interrupted
  void update(std::size_t task, double fraction);
  /// Removes the line, before something else is printed.
  void clear();

  static std::atomic<bool> interrupted;  ///< set by the signal's handler

 private:
  struct Task {
    std::string name;
    double fraction = 0;
  };
  bool on_terminal_;
  bool shown_ = false;
  std::mutex mutex_;
  std::vector<Task> tasks_;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace pathkernel
