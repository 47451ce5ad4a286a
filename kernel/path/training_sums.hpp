/// @file training_sums.hpp
/// The integrals of a training's kernel machines over a part of its path, by one Gauss rule:
///
///     K += Σ_j ω_j I_i A(t_j)·∇f(x_i)        S_i likewise, with L'_i
///
/// while A is carried from the part's end to its start; A = G where gradients are not remembered.
/// Each row of sums falls into groups of one
/// magnitude each, beside which its errors are judged: K, S, the regularizer's share, and A.
///
/// Leaves out: which parts, and how many nodes.
/// Next: training_kernel.hpp.
#pragma once

#include "kernel/path/backward_memory.hpp"
#include "kernel/path/training_reader.hpp"

namespace pathkernel {

/// Sums over the path from some time to its end, a row for each of a reader's rows.
template <Real S>
struct TrainingSums {
  Matrix<S> integrals;  ///< K, S and the regularizer's share
  Matrix<S> A;          ///< at that time; no columns without memory
  Matrix<S> sizes;  ///< of each group: ∫ of the largest |term|; of A, the largest entry so far

  explicit TrainingSums(const TrainingReader<S>& reader)
      : integrals(reader.rows(), reader.terms()),
        A(reader.rows(), reader.memory() ? reader.parameters() : 0), sizes(reader.rows(), 4) {}

  /// Whether what other nodes gave is the same, but for `tolerance` of each group's size.
  [[nodiscard]] bool agree_with(const TrainingSums& other, const S& tolerance) const {
    const std::size_t columns = (integrals.columns - 1) / 2;
    for (std::size_t row = 0; row < sizes.rows; ++row) {
      const auto near = [&](const Matrix<S>& u, const Matrix<S>& v, std::size_t i,
                            std::size_t group) {
        using std::abs;
        return abs(u(row, i) - v(row, i)) <= tolerance * sizes(row, group);
      };
      for (std::size_t i = 0; i < integrals.columns; ++i)
        if (!near(integrals, other.integrals, i, i / columns)) return false;
      for (std::size_t p = 0; p < A.columns; ++p)
        if (!near(A, other.A, p, 3)) return false;
    }
    return true;
  }

  /// Adds what one node says. @param seen  A there, rows x P
  void add(TrainingReader<S>& reader, const TrainingMoment<S>& moment, std::span<const S> seen,
           const S& weight) {
    using std::abs;
    const std::size_t P = reader.parameters();
    std::vector<S> terms(integrals.columns);
    for (std::size_t row = 0; row < sizes.rows; ++row) {
      const std::span<const S> A_x = seen.subspan(row * P, P);
      reader.write_terms(moment, row, A_x, terms);
      std::array<S, 3> largest{S(0), S(0), S(0)};
      for (std::size_t i = 0; i < terms.size(); ++i) {
        integrals(row, i) += weight * terms[i];
        keep_largest(largest[i / reader.columns()], S(abs(terms[i])));
      }
      for (std::size_t group = 0; group < 3; ++group) sizes(row, group) += weight * largest[group];
      for (const S& entry : A_x) keep_largest(sizes(row, 3), S(abs(entry)));
    }
  }
};

/// Adds the part of a step from `start` after its start on. @param sums  from the part's end on
/// @throws std::domain_error  if what is to be added up is not finite
template <Real S>
[[nodiscard]] TrainingSums<S> with_part(TrainingSums<S> sums, TrainingReader<S>& reader,
                                        const Step<S>& step, const S& start, const S& length,
                                        const TailRule<S>& rule) {
  std::vector<TrainingMoment<S>> moments;
  Matrix<S> seen(rule.count(), reader.rows() * reader.parameters());
  for (std::size_t j = 0; j < rule.count(); ++j) {
    moments.push_back(reader.at(step, S(start + length * (1 + rule.nodes[j]) / 2)));
    std::ranges::copy(moments[j].seen.entries, &seen(j, 0));
  }
  if (const auto& memory = reader.memory())
    carry_back(rule, memory->forgetting, memory->gain, length, seen, sums.A.entries);
  for (std::size_t j = 0; j < rule.count(); ++j)
    sums.add(reader, moments[j], seen.row(j), S(rule.weights[j] * length / 2));
  for (const S& sum : sums.integrals.entries)
    if (!is_finite(sum))
      fail("kernel: an integral over the step from t = ", step.start, " is ", sum,
           "; no sum of such values is a number.");
  return sums;
}

}  // namespace pathkernel
