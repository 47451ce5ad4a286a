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
      if (std::ranges::find(task.claims, claim.id) != task.claims.end())
        claims_.push_back({claim, monitor.add(claim.id)});
    for (const PendingClaim& pending : claims_)
      for (const TrainingKey& key : pending.claim.trainings(task.problem.starts.size()))
        if (std::ranges::find(trainings_, key, &PendingTraining::key) == trainings_.end())
          expect(key);
  }

  /// @param ready  called when the problem has been read in this scalar, before anything long
  ///   begins
  [[nodiscard]] Outcome run(const std::function<void()>& ready) {
    ready();
    {
      std::vector<std::jthread> workers;
      const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
      for (unsigned i = 0; i < threads; ++i) workers.emplace_back([this] { work(); });
    }  // joined
    if (failure_) std::rethrow_exception(failure_);
    Outcome outcome;
    for (PendingClaim& pending : claims_)
      if (pending.done) outcome.decisions.push_back(std::move(pending.decision));
    for (const PendingTraining& pending : trainings_)
      if (laboratory_.trained(pending.key))
        outcome.trainings.push_back(summary(pending.key, laboratory_.training(pending.key)));
    for (std::size_t start = 0; start < laboratory_.problem.starts.size(); ++start) {
      const TrainingKey plain{start, Variant::plain};
      if (!laboratory_.trained(plain)) continue;
      for (std::size_t q = 0; q < laboratory_.queries.size(); ++q)
        outcome.predictions.push_back(predict(laboratory_, plain, q));
      outcome.explanation = explain(laboratory_, plain);  // the last model's stays
    }
    outcome.interrupted = stopped_;
    return outcome;
  }

 private:
  struct PendingClaim {
    Claim<S> claim;
    std::size_t task;  ///< the monitor's
    bool taken = false, done = false;
    Decision decision = {};
  };
  struct PendingTraining {
    TrainingKey key;
    std::size_t task;  ///< the monitor's
    bool taken = false, finished = false;
    std::string failure = {};  ///< why it could not be carried out
  };

  void expect(const TrainingKey& key) {
    trainings_.push_back({key, monitor_.add(name_of(key))});
    laboratory_.expect(key);
  }

  /// A worker's life: decide what can be decided, else train what is not yet trained, else wait.
  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      if (PendingClaim* claim = next_claim())
        decide_claim(*claim, lock);
      else if (PendingTraining* training = next_training())
        train(*training, lock);
      else if (std::ranges::all_of(claims_, &PendingClaim::taken))
        return;
      else
        changed_.wait(lock);
    }
  }

  PendingClaim* next_claim() {
    for (PendingClaim& pending : claims_) {
      const auto finished = [](const PendingTraining* training) { return training->finished; };
      if (!pending.taken && std::ranges::all_of(trainings_of(pending), finished)) return &pending;
    }
    return nullptr;
  }
  [[nodiscard]] std::vector<const PendingTraining*> trainings_of(
      const PendingClaim& pending) const {
    std::vector<const PendingTraining*> list;
    for (const TrainingKey& key : pending.claim.trainings(laboratory_.problem.starts.size()))
      list.push_back(&*std::ranges::find(trainings_, key, &PendingTraining::key));
    return list;
  }
  PendingTraining* next_training() {
    const auto free = std::ranges::find(trainings_, false, &PendingTraining::taken);
    return free == trainings_.end() ? nullptr : &*free;
  }

  void train(PendingTraining& training, std::unique_lock<std::mutex>& lock) {
    training.taken = true;
    lock.unlock();
    guarded(lock, [&] {
      std::optional<Training<S>> result;
      try {
        result = laboratory_.train(
            training.key, [&](double fraction) { monitor_.update(training.task, fraction); });
      } catch (const std::domain_error& error) {
        training.failure = name_of(training.key) + ": " + error.what();
      }
      lock.lock();
      training.finished = true;
      if (result) laboratory_.store(training.key, std::move(*result));
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
      const std::vector<const PendingTraining*> trainings = trainings_of(pending);
      const auto failed = [](const PendingTraining* training) {
        return !training->failure.empty();
      };
      const auto failure = std::ranges::find_if(trainings, failed);
      try {
        if (failure != trainings.end()) fail((*failure)->failure);
        monitor_.update(pending.task, 0.5);
        pending.claim.decide(laboratory_, decision);
      } catch (const std::domain_error& error) {  // a computation that did not get far enough
        decision.verdict = Verdict::inconclusive;
        decision.finding = error.what();
      }
      decision.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      monitor_.update(pending.task, 1);
      lock.lock();
      for (const PendingTraining* training : trainings)
        if (laboratory_.trained(training->key))
          decision.seconds += laboratory_.training(training->key).seconds;
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
         << ", defect " << magnitude(training.defect).text << ", "
         << training.quadrature.evaluations << " quadrature nodes, at most "
         << training.quadrature.most_nodes << " a step, " << decimal(training.seconds, 3) << " s";
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
