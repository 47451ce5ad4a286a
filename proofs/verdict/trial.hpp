/// @file trial.hpp
/// How a claim is tried: on which instance, and whether with a mistake in it.
///
/// A check is worth as much as the mistakes it finds. So every claim names one, and makes it when
/// it is told to: its verdict must then be another.
///
/// Leaves out: whose turn it is, see decide.cpp.
#pragma once

#include <functional>

namespace pathkernel {

struct Trial {
  bool small = false;     ///< on an instance that is decided in a second or two, for the tests
  bool mistaken = false;  ///< with the claim's deliberate mistake
  /// To be called now and then with the fraction done; may throw, to interrupt.
  std::function<void(double)> progress = [](double) {};

  /// The one in earnest, the other where the instance is to be small.
  template <class T>
  [[nodiscard]] T pick(T in_full, T in_small) const {
    return small ? in_small : in_full;
  }
};

}  // namespace pathkernel
