/// @file disc.hpp
/// Forty points or so that only a curve separates, or nothing does: a set that has no closed form.
///
/// Leaves out: sets whose solution is known; those are written out where they are used.
#pragma once

#include "nn/generator.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

namespace pathkernel {

/// A disc of one label inside the other, and every tenth label at random.
template <class S>
struct Disc {
  Points<S> x;
  std::vector<int> y;
  Matrix<S> k;

  explicit Disc(std::size_t m, bool noisy) {
    Generator random(5);
    while (x.size() < m) {
      const int a = static_cast<int>(random.below(41)) - 20;
      const int b = static_cast<int>(random.below(41)) - 20;
      x.push_back({S(a) / 10, S(b) / 10});
      y.push_back(a * a + b * b > 200 ? 1 : -1);
      if (noisy && random.below(10) == 0) y.back() = -y.back();
    }
    k = gram(gaussian<S>, x);
  }
};

}  // namespace pathkernel
