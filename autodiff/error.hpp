/// @file error.hpp
/// How this library refuses: what was found, what is required, what to do, before any work is done.
///
/// A caller's mistake is a std::invalid_argument (`reject`), a computation that cannot go on is a
/// std::domain_error (`fail`). Neither is ever printed here: that is for programs to decide.
///
/// Leaves out: error codes, and recovery, which need to know what the caller wanted.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace pathkernel {

namespace detail {
/// The parts, streamed in order into one text.
template <class... Parts>
[[nodiscard]] std::string joined(const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  return text.str();
}
}  // namespace detail

/// Refuses a caller's mistake. @throws std::invalid_argument with the parts, streamed in order
template <class... Parts>
[[noreturn]] void reject(const Parts&... parts) {
  throw std::invalid_argument(detail::joined(parts...));
}

/// Gives up on a computation. @throws std::domain_error with the parts, streamed in order
template <class... Parts>
[[noreturn]] void fail(const Parts&... parts) {
  throw std::domain_error(detail::joined(parts...));
}

}  // namespace pathkernel
