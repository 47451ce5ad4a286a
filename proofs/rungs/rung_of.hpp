/// @file rung_of.hpp
/// The rung of one scalar type.
///
/// Leaves out: what its laboratory does, see laboratory_members.hpp.
#pragma once

#include "proofs/training/explain.hpp"
#include "proofs/rungs/laboratory_members.hpp"
#include "proofs/rungs/rung.hpp"

namespace pathkernel {

template <Real S>
class RungOf final : public Rung {
 public:
  RungOf(std::string number, const Problem& problem, int digits, const Trial& trial)
      : number_(std::move(number)), laboratory_(problem, digits, trial) {
    laboratory_.require_own_checkpoint();
  }

  [[nodiscard]] std::string number() const override { return number_; }

  void expect(const TrainingKey& key) override { laboratory_.expect(key); }
  void train(const TrainingKey& key, const std::function<void(double)>& progress) override {
    laboratory_.train(key, progress);
  }
  [[nodiscard]] bool trained(const TrainingKey& key) const override {
    return laboratory_.trained(key);
  }
  [[nodiscard]] double seconds(const TrainingKey& key) const override {
    return laboratory_.training(key).seconds;
  }
  [[nodiscard]] std::string summary(const TrainingKey& key) const override {
    const Training<S>& training = laboratory_.training(key);
    std::ostringstream text;
    if (const std::size_t steps = training.trajectory.steps(); steps > 0)
      text << steps << " steps";
    else
      text << training.path.effort.steps << " steps of order "
           << training.path.steps().front().coefficients.size() / training.path.dimension() - 1;
    text << ", defect " << magnitude(training.defect).text << ", ";
    if (training.quadrature.evaluations > 0)
      text << training.quadrature.evaluations << " quadrature nodes, at most "
           << training.quadrature.most_nodes << " a step, ";
    text << decimal(training.seconds, 3) << " s";
    return text.str();
  }

  [[nodiscard]] RecordedTraining record(const TrainingKey& key) const override {
    return pathkernel::record(laboratory_.instance(key), laboratory_.training(key));
  }

  void decide(const OnTheData& claim, Decision& decision) const override {
    claim.decide(laboratory_, decision);
  }

  [[nodiscard]] std::vector<Prediction> predictions(const TrainingKey& key) const override {
    std::vector<Prediction> all;
    for (std::size_t row = 0; row < laboratory_.rows(); ++row)
      all.push_back(predict(laboratory_, key, row));
    return all;
  }
  [[nodiscard]] Explanation explanation(const TrainingKey& key) const override {
    return explain(laboratory_, key);
  }

 private:
  std::string number_;
  Laboratory<S> laboratory_;
};

}  // namespace pathkernel
