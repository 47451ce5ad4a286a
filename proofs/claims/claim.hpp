/// @file claim.hpp
/// A claim of the ledger as a program sees it, and what its file needs to decide it.
///
/// Some claims are about any training, and so about the data given: they are decided on these, on
/// every rung. Others are about certain machines, or certain limits, and bring their own instance
/// in a scalar type that suits it.
///
/// Leaves out: the claims themselves, one file each beside this one.
#pragma once

#include <algorithm>
#include <variant>

#include "proofs/rungs/instantiations.hpp"
#include "proofs/verdict/trial.hpp"

namespace pathkernel {

/// How a claim about the data given is decided on every rung: one generic function, which is
/// compiled for each.
class OnEveryRung {
 public:
  /// @param decide  a lambda without captures: [](const auto& laboratory, Decision& decision)
  template <class F>
    requires(!std::same_as<F, OnEveryRung>)
  OnEveryRung(F decide) : in_double_(decide), in_60_digits_(decide), in_120_digits_(decide) {}

  void operator()(const Laboratory<double>& l, Decision& d) const { in_double_(l, d); }
  void operator()(const Laboratory<Digits60>& l, Decision& d) const { in_60_digits_(l, d); }
  void operator()(const Laboratory<Digits120>& l, Decision& d) const { in_120_digits_(l, d); }

 private:
  template <class S>
  using In = void (*)(const Laboratory<S>&, Decision&);

  In<double> in_double_;
  In<Digits60> in_60_digits_;
  In<Digits120> in_120_digits_;
};

/// A claim about the data given: what has to be trained for it, and how it is decided.
struct OnTheData {
  std::vector<Variant> of_every_start;  ///< trainings of every model
  std::vector<Variant> of_the_last;     ///< trainings of the last model, the most general one
  OnEveryRung decide;

  [[nodiscard]] std::vector<TrainingKey> trainings(std::size_t starts) const {
    std::vector<TrainingKey> keys;
    for (std::size_t start = 0; start < starts; ++start)
      for (const Variant variant : of_every_start) keys.push_back({start, variant});
    for (const Variant variant : of_the_last) keys.push_back({starts - 1, variant});
    return keys;
  }
};

/// A claim on an instance of its own.
using OnItsOwn = void (*)(const Trial&, Decision&);

struct Claim {
  std::string id;
  std::string title;
  Verdict expected = Verdict::holds;
  std::string mistake;  ///< what is done wrong on purpose when that is asked for
  std::variant<OnTheData, OnItsOwn> how;

  [[nodiscard]] const OnTheData* on_the_data() const { return std::get_if<OnTheData>(&how); }
};

/// The example that contributes most to a prediction.
template <Real S>
[[nodiscard]] std::size_t loudest(const KernelMachine<S>& machine) {
  return machine.by_contribution().front();
}

/// The machine without the example that contributes most.
template <Real S>
[[nodiscard]] KernelMachine<S> without_loudest(KernelMachine<S> machine) {
  const std::size_t first = loudest(machine) * machine.outputs;
  for (std::size_t k = 0; k < machine.outputs; ++k) machine.loss_weighted[first + k] = S(0);
  return machine;
}

/// The least |u| of several.
template <Real S>
class Smallest {
 public:
  void add(const S& u) {
    using std::abs;
    if (!value_ || !(abs(u) >= *value_)) value_ = abs(u);
  }
  [[nodiscard]] Magnitude magnitude() const { return pathkernel::magnitude(value_.value()); }
  [[nodiscard]] bool empty() const { return !value_; }

 private:
  std::optional<S> value_;
};

/// "tanh network 1-4-1 at 31 °F"; with classes, "... at 31 °F, class b".
template <Real S>
[[nodiscard]] std::string at_row(const Laboratory<S>& laboratory, std::size_t start,
                                 std::size_t row) {
  return laboratory.problem.starts[start].name + " at " + laboratory.problem.row_name(row);
}

}  // namespace pathkernel
