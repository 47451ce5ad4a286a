/// @file rung.hpp
/// A laboratory as a run sees it, whatever its numbers are.
///
/// Every rung is compiled in a file of its own.
///
/// Leaves out: which training is whose turn, see decide.cpp.
#pragma once

#include <functional>
#include <memory>

#include "proofs/claims/claim.hpp"
#include "proofs/outcome.hpp"

namespace pathkernel {

/// Trainings and claims, by name alone; what comes of them, as text.
class Rung {
 public:
  virtual ~Rung() = default;

  /// The scalar type: "double (53 bits)".
  [[nodiscard]] virtual std::string number() const = 0;

  /// Makes place for a training: to be called for all before any.
  virtual void expect(const TrainingKey& key) = 0;
  /// Several threads may train different keys at once. @param progress  may throw
  virtual void train(const TrainingKey& key, const std::function<void(double)>& progress) = 0;
  [[nodiscard]] virtual bool trained(const TrainingKey& key) const = 0;
  [[nodiscard]] virtual double seconds(const TrainingKey& key) const = 0;
  /// Steps, order, defect, nodes and seconds of a training.
  [[nodiscard]] virtual std::string summary(const TrainingKey& key) const = 0;

  /// What went into a training and what came out, in full.
  [[nodiscard]] virtual RecordedTraining record(const TrainingKey& key) const = 0;

  /// Decides a claim whose trainings are there.
  virtual void decide(const OnTheData& claim, Decision& decision) const = 0;

  [[nodiscard]] virtual std::vector<Prediction> predictions(const TrainingKey& key) const = 0;
  [[nodiscard]] virtual Explanation explanation(const TrainingKey& key) const = 0;
};

/// @throws std::invalid_argument  if that type cannot hold the problem, which must outlive it
[[nodiscard]] std::unique_ptr<Rung> rung_in_double(const Problem& problem, int digits,
                                                   const Trial& trial);
[[nodiscard]] std::unique_ptr<Rung> rung_in_60_digits(const Problem& problem, int digits,
                                                   const Trial& trial);
[[nodiscard]] std::unique_ptr<Rung> rung_in_120_digits(const Problem& problem, int digits,
                                                   const Trial& trial);

}  // namespace pathkernel
