/// @file decide.hpp
/// Trains what the claims need and decides them, on all cores, in one scalar type.
///
/// Trainings come first, in the order in which the claims want them; a claim is decided as soon as
/// all its trainings are there. Nothing that is computed depends on which thread does it.
///
/// Leaves out: stopping a decision half way; on Ctrl-C it is the trainings that stop.
#pragma once

#include <condition_variable>
#include <exception>
#include <thread>

#include "proofs/explain.hpp"
#include "proofs/ledger.hpp"
#include "proofs/outcome.hpp"

namespace pathkernel {

template <Real S>
class Decider {
 public:
  Decider(const Task& task, Monitor& monitor)
      : laboratory_(task.problem, task.digits), monitor_(monitor) {
    for (const Claim<S>& claim : ledger<S>())
      if (std::ranges::find(task.claims, claim.id) != task.claims.end()) claims_.push_back({claim});
    for (const PendingClaim& pending : claims_)
      for (const TrainingKey& key : pending.claim.trainings(task.problem.starts.size()))
        if (std::ranges::find(trainings_, key, &PendingTraining::key) == trainings_.end())
          expect(key);
  }

  [[nodiscard]] Outcome run() {
    {
      std::vector<std::jthread> workers;
      const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
      for (unsigned i = 0; i < threads; ++i) workers.emplace_back([this] { work(); });
    }  // joined
    if (failure_) std::rethrow_exception(failure_);
    Outcome outcome;
    outcome.working_digits = all_digits<S>;
    for (PendingClaim& pending : claims_)
      if (pending.done) outcome.decisions.push_back(std::move(pending.decision));
    for (const PendingTraining& pending : trainings_)
      if (laboratory_.trained(pending.key))
        outcome.trainings.push_back(summary(pending.key, laboratory_.training(pending.key)));
    const TrainingKey told{laboratory_.problem.starts.size() - 1, Variant::plain};
    if (laboratory_.trained(told)) outcome.explanation = explain(laboratory_, told);
    outcome.interrupted = stopped_;
    return outcome;
  }

 private:
  struct PendingClaim {
    Claim<S> claim;
    bool taken = false, done = false;
    Decision decision = {};
  };
  struct PendingTraining {
    TrainingKey key;
    std::size_t task;  ///< the monitor's
    bool taken = false;
  };

  void expect(const TrainingKey& key) {
    trainings_.push_back({key, monitor_.add(name_of(key))});
    laboratory_.expect(key);
  }

  /// A worker's life: decide what can be decided, else train what is not yet trained, else wait.
  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      if (PendingClaim* claim = next_claim()) decide_claim(*claim, lock);
      else if (PendingTraining* training = next_training()) train(*training, lock);
      else if (std::ranges::all_of(claims_, &PendingClaim::taken)) return;
      else changed_.wait(lock);
    }
  }

  PendingClaim* next_claim() {
    for (PendingClaim& pending : claims_) {
      const std::vector<TrainingKey> keys =
          pending.claim.trainings(laboratory_.problem.starts.size());
      const auto trained = [&](const TrainingKey& key) { return laboratory_.trained(key); };
      if (!pending.taken && std::ranges::all_of(keys, trained)) return &pending;
    }
    return nullptr;
  }
  PendingTraining* next_training() {
    const auto free = std::ranges::find(trainings_, false, &PendingTraining::taken);
    return free == trainings_.end() ? nullptr : &*free;
  }

  void train(PendingTraining& training, std::unique_lock<std::mutex>& lock) {
    training.taken = true;
    lock.unlock();
    guarded(lock, [&] {
      IntegrationLimits limits;
      limits.on_step = [&](double fraction) { monitor_.update(training.task, fraction); };
      Training<S> result = laboratory_.train(training.key, limits);
      lock.lock();
      laboratory_.store(training.key, std::move(result));
    });
  }

  void decide_claim(PendingClaim& pending, std::unique_lock<std::mutex>& lock) {
    pending.taken = true;
    lock.unlock();
    guarded(lock, [&] {
      const auto begin = std::chrono::steady_clock::now();
      Decision& decision = pending.decision;
      decision.id = pending.claim.id;
      decision.title = pending.claim.title;
      decision.expected = pending.claim.expected;
      pending.claim.decide(laboratory_, decision);
      decision.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      lock.lock();
      for (const TrainingKey& key : pending.claim.trainings(laboratory_.problem.starts.size()))
        decision.seconds += laboratory_.training(key).seconds;
      pending.done = true;
    });
  }

  /// Runs f, which takes the lock again when it is done; keeps the first failure and stops on it.
  template <class F>
  void guarded(std::unique_lock<std::mutex>& lock, F f) {
    try {
      f();
    } catch (const Interrupted&) {
      if (!lock.owns_lock()) lock.lock();
      stopped_ = true;
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
    }
    changed_.notify_all();
  }

  [[nodiscard]] std::string name_of(const TrainingKey& key) const {
    const std::string& name = laboratory_.problem.starts[key.start].name;
    switch (key.variant) {
      case Variant::plain: return name;
      case Variant::wrong: return name + " (control: 1.001 L)";
      case Variant::regularized: return name + " (L2 " + laboratory_.problem.l2.text() + ")";
      case Variant::batches:
        return name + " (batches of " + std::to_string(laboratory_.problem.batch) + ")";
    }
    return name;
  }

  [[nodiscard]] std::string summary(const TrainingKey& key, const Training<S>& training) const {
    std::ostringstream text;
    text << name_of(key) << ": " << training.path.effort.steps << " steps of order "
         << training.path.steps().front().coefficients.size() / training.path.dimension() - 1
         << ", defect " << magnitude(training.defect) << ", " << training.quadrature.evaluations
         << " quadrature nodes, at most " << training.quadrature.most_nodes << " a step, "
         << decimal(training.seconds, 3) << " s";
    return text.str();
  }

  Laboratory<S> laboratory_;
  Monitor& monitor_;
  std::vector<PendingClaim> claims_;
  std::vector<PendingTraining> trainings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::exception_ptr failure_;
  bool stopped_ = false;
};

}  // namespace pathkernel
