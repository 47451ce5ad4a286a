/// @file laboratory.hpp
/// Trains what the claims ask about, each once, in one scalar type.
///
/// A training is a model, a start and a variant of the flow. What a claim needs of it afterwards is
/// here: the path, its defect, the kernel machine of every row, and the trained model's outputs.
///
/// A claim reads declarations only. What they do is in rungs/laboratory_members.hpp, compiled once
/// for each scalar type and not once for each claim.
///
/// Leaves out: who trains when, see decide.cpp.
#pragma once

#include <map>

#include "kernel/steps/chord_rule.hpp"
#include "proofs/training/instance.hpp"
#include "proofs/problem/problem.hpp"
#include "proofs/verdict/trial.hpp"

namespace pathkernel {

/// g(t), at the time dt after the start of a step, to be integrated: written into the span.
template <Real S>
using Integrand = std::function<void(const Step<S>& step, const S& dt, std::span<S> g)>;

/// The problem in numbers of type S, and the trainings done so far.
template <Real S>
class Laboratory {
 public:
  Laboratory(const Problem& given, int digits_asked, const Trial& trial_asked = {});

  /// Trains, and keeps it. Several threads may train different keys at once.
  /// @param progress  called with the fraction done; may throw
  void train(const TrainingKey& key, const std::function<void(double)>& progress);

  /// Model, loss, data, start and queries of a training.
  [[nodiscard]] Instance<S> instance(const TrainingKey& key) const;
  /// The flow that a training follows.
  [[nodiscard]] VectorField<S> flow(const TrainingKey& key) const;

  /// Reads a training's path at any queries. @param flow  as if it had been this one; its own if
  /// absent
  [[nodiscard]] PathReader<S> reader(const TrainingKey& key, const Training<S>& training,
                                     const std::vector<std::vector<S>>& at,
                                     const std::optional<FlowOptions<S>>& flow = {}) const;

  /// The kernel machines of a training by steps, with their chords integrated along by a rule.
  [[nodiscard]] std::vector<KernelMachine<S>> machines_by_rule(const TrainingKey& key,
                                                               const ChordRule<S>& rule) const;

  /// ∫ g dt over a path, to all digits: so many components, each of a magnitude of its own.
  [[nodiscard]] std::vector<S> integral(const Path<S>& path, std::size_t components,
                                        const Integrand<S>& g) const;

  [[nodiscard]] std::vector<S> initial_parameters(std::size_t start) const;
  /// f_w(x) of a start's model: of output c.
  [[nodiscard]] S model_output(std::size_t start, const std::vector<S>& w, const std::vector<S>& x,
                               std::size_t c = 0) const;
  /// dy/dt of every row, where w moves at velocity w': forward, without any gradient.
  [[nodiscard]] std::vector<S> model_slopes(std::size_t start, const std::vector<S>& w,
                                            const std::vector<S>& velocity) const;
  /// A standardised point in the data's own units, a few digits of each number.
  [[nodiscard]] std::string in_units(const std::vector<S>& x) const;

  /// A tolerance for what only has to be told from zero.
  [[nodiscard]] S coarse() const;
  /// m, as a magnitude: a path's defect is a difference of sums over so many examples.
  [[nodiscard]] Magnitude size_of_data() const;

  // A training's place is made before any thread runs, and filled once: threads that read the one
  // never see the map change under them.
  void expect(const TrainingKey& key);
  [[nodiscard]] bool trained(const TrainingKey& key) const;
  [[nodiscard]] const Training<S>& training(const TrainingKey& key) const;

  /// Refuses a checkpoint that is there but of another training, before anything is computed.
  void require_own_checkpoint() const;

  /// C outputs of a model; Q C rows, q C + c: output c at query q.
  [[nodiscard]] std::size_t outputs() const { return problem.outputs(); }
  [[nodiscard]] std::size_t rows() const { return problem.rows(); }

  const Problem& problem;
  int digits;
  Trial trial;
  Examples<S> data;
  S until;
  std::vector<std::vector<S>> queries;  ///< standardised
  std::vector<ModelOn<S>> models;       ///< by start
  LossOn<S> loss;

 private:
  [[nodiscard]] FlowOptions<S> options(Variant variant) const;
  [[nodiscard]] TrainingOptions<S> how(const TrainingKey& key) const;
  [[nodiscard]] Training<S> trained_as_asked(const TrainingKey& key,
                                             const TrainingOptions<S>& how) const;
  [[nodiscard]] TrainingKey resolved(const TrainingKey& key) const {
    return {key.start, problem.trained_as(key.variant)};
  }

  std::map<TrainingKey, std::optional<Training<S>>> trainings_;
};

}  // namespace pathkernel
