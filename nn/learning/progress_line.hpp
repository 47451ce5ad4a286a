/// @file progress_line.hpp
/// An observer that says how far a learning is, on one line that it writes over.
///
///     ProgressLine line(std::cerr);
///     learn(model, loss, data, start, method, {.observers = {std::ref(line)}});
///
/// Leaves out: asking whether the stream is a terminal, which programs do.
/// Next: ../flows/gradient_flow.hpp.
#pragma once

#include <chrono>
#include <ostream>

#include "nn/learning/learning.hpp"

namespace pathkernel {

class ProgressLine {
 public:
  /// @param seconds  that pass at least from one writing to the next
  explicit ProgressLine(std::ostream& out, double seconds = double{1} / 4)
      : out_(out), seconds_(seconds) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  /// Writes the last step that was seen, and ends the line.
  ~ProgressLine() {
    if (newest_ != shown_) write();
    if (!shown_.empty()) out_ << std::endl;
  }

  template <Real S>
  bool operator()(const LearningView<S>& view) {
    newest_ = detail::joined("step ", view.step, " of ", view.last, ", loss ", view.loss);
    const auto now = std::chrono::steady_clock::now();
    const bool due = std::chrono::duration<double>(now - written_).count() >= seconds_;
    if (due || view.step == view.last) {
      write();
      written_ = now;
    }
    return true;
  }

 private:
  /// Writes over what is there, which may be longer.
  void write() {
    const std::size_t rest = std::max(shown_.size(), newest_.size()) - newest_.size();
    out_ << '\r' << newest_ << std::string(rest, ' ') << std::flush;
    shown_ = newest_;
  }

  std::ostream& out_;
  double seconds_;
  std::string newest_, shown_;
  std::chrono::steady_clock::time_point written_ = {};
};

}  // namespace pathkernel
