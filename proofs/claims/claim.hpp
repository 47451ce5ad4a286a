/// @file claim.hpp
/// A claim of the ledger as a program sees it: what it needs trained, and how it is decided.
///
/// Leaves out: the claims themselves, one file each beside this one.
#pragma once

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "proofs/laboratory.hpp"
#include "proofs/verdict.hpp"

namespace pathkernel {

/// A claim, decided in scalars of type S.
template <Real S>
struct Claim {
  std::string id;
  std::string title;
  Verdict expected = Verdict::holds;
  std::vector<Variant> of_every_start;  ///< trainings of every model
  std::vector<Variant> of_the_last;     ///< trainings of the last model, the most general one
  void (*decide)(const Laboratory<S>&, Decision&) = nullptr;

  [[nodiscard]] std::vector<TrainingKey> trainings(std::size_t starts) const {
    std::vector<TrainingKey> keys;
    for (std::size_t start = 0; start < starts; ++start)
      for (const Variant variant : of_every_start) keys.push_back({start, variant});
    for (const Variant variant : of_the_last) keys.push_back({starts - 1, variant});
    return keys;
  }
};

/// A number as text, with so many significant digits.
template <Real S>
[[nodiscard]] std::string decimal(const S& number, int significant) {
  std::ostringstream text;
  text << std::setprecision(significant) << number;
  return text.str();
}
/// A residual: three digits and a power of ten.
template <Real S>
[[nodiscard]] std::string magnitude(const S& number) {
  std::ostringstream text;
  text << std::scientific << std::setprecision(2) << number;
  return text.str();
}

/// Collects what should vanish and what should not, and says what follows.
template <Real S>
class Evidence {
 public:
  Evidence(const Laboratory<S>& laboratory, Decision& decision)
      : tolerance_(laboratory.tolerance()), visible_(laboratory.visible()), decision_(decision) {}

  /// A difference that the claim says is zero. @param size  of what it is the difference of
  void vanishes(const std::string& name, const S& difference, const S& size = S(1)) {
    using std::abs;
    const S bound = tolerance_ * std::max(S(1), S(abs(size)));
    const bool small = abs(difference) <= bound;
    decision_.cases.push_back({name, magnitude(S(abs(difference))), "<= " + magnitude(bound), small});
    residual_ = std::max(residual_.value_or(S(0)), S(abs(difference)));
    all_small_ = all_small_ && small;
  }

  /// What the same difference becomes when the check is broken on purpose.
  void must_not_vanish(const std::string& name, const S& difference) {
    using std::abs;
    const bool large = abs(difference) >= visible_;
    decision_.cases.push_back({name, magnitude(S(abs(difference))), ">= " + magnitude(visible_), large});
    control_ = control_ ? std::min(*control_, S(abs(difference))) : S(abs(difference));
    all_large_ = all_large_ && large;
  }

  /// A statement that the claim makes besides.
  void requires_that(const std::string& name, const std::string& value, const std::string& expected,
                     bool met) {
    decision_.cases.push_back({name, value, expected, met});
    all_met_ = all_met_ && met;
  }

  /// `if_so` when all that should vanish does, and every control fails; inconclusive when a control
  /// did not fail; else false as stated.
  void conclude(Verdict if_so) {
    if (residual_) decision_.residual = magnitude(*residual_);
    if (control_) decision_.control = magnitude(*control_);
    decision_.verdict = !all_large_                ? Verdict::inconclusive
                        : all_small_ && all_met_   ? if_so
                                                   : Verdict::false_as_stated;
  }

 private:
  S tolerance_, visible_;
  Decision& decision_;
  std::optional<S> residual_, control_;
  bool all_small_ = true, all_large_ = true, all_met_ = true;
};

/// Σ_i |S_i| + |y_0|: the size of the terms whose sum the theorem speaks of.
template <Real S>
[[nodiscard]] S size_of_terms(const KernelMachine<S>& machine) {
  using std::abs;
  S size = abs(machine.initial);
  for (std::size_t i = 0; i < machine.loss_weighted.size(); ++i) size += abs(machine.loss_weighted[i]);
  return size;
}

/// The example that contributes most to a prediction.
template <Real S>
[[nodiscard]] std::size_t loudest(const KernelMachine<S>& machine) {
  using std::abs;
  std::size_t loudest = 0;
  for (std::size_t i = 1; i < machine.loss_weighted.size(); ++i)
    if (abs(machine.loss_weighted[i]) > abs(machine.loss_weighted[loudest])) loudest = i;
  return loudest;
}

/// "tanh network 1-4-1 at 31 °F".
template <Real S>
[[nodiscard]] std::string at_query(const Laboratory<S>& laboratory, std::size_t start, std::size_t q) {
  return laboratory.problem.starts[start].name + " at " + laboratory.problem.queries[q].name;
}

}  // namespace pathkernel
