// Trains what the claims need and decides them, on all cores, on one rung.
//
// The story of the data comes first: trainings in the order in which claims want them, a claim as
// soon as all its trainings are there. Claims that bring their own instance follow. Nothing that is
// computed depends on which thread does it.
//
// Leaves out: stopping a decision half way; on Ctrl-C it is the trainings that stop.

#include <chrono>
#include <condition_variable>
#include <exception>
#include <thread>

#include "proofs/problem/description.hpp"
#include "proofs/ledger.hpp"
#include "proofs/monitor.hpp"
#include "proofs/rungs/rung.hpp"

namespace pathkernel {

namespace {

class Decider {
 public:
  Decider(const Task& task, Rung& rung, Monitor& monitor, const Listener& listener)
      : problem_(task.problem), trial_(task.trial), jobs_(task.jobs), rung_(rung),
        monitor_(monitor), listener_(listener) {
    for (const Claim& claim : ledger())
      if (std::ranges::find(task.claims, claim.id) != task.claims.end())
        claims_.push_back({claim, monitor.add(claim.id)});
    for (const PendingClaim& pending : claims_)
      for (const TrainingKey& key : keys_of(pending))
        if (std::ranges::find(trainings_, key, &PendingTraining::key) == trainings_.end())
          expect(key);
  }

  [[nodiscard]] Outcome run() {
    listener_.begin();
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < jobs_; ++i) workers.emplace_back([this] { work(); });
    }  // joined
    if (failure_) std::rethrow_exception(failure_);
    Outcome outcome;
    outcome.number = rung_.number();
    for (PendingClaim& pending : claims_)
      if (pending.done) outcome.decisions.push_back(std::move(pending.decision));
    for (const PendingTraining& pending : trainings_)
      if (rung_.trained(pending.key)) {
        outcome.trainings.push_back(name_of(pending.key) + ": " + rung_.summary(pending.key));
        outcome.records.push_back(rung_.record(pending.key));
        outcome.records.back().name = name_of(pending.key);
        outcome.records.back().training = training_text(problem_, pending.key.variant);
      }
    for (std::size_t start = 0; start < problem_.starts.size(); ++start) {
      const TrainingKey asked{start, problem_.asked()};
      if (!rung_.trained(asked)) continue;
      for (Prediction& prediction : rung_.predictions(asked))
        outcome.predictions.push_back(std::move(prediction));
      outcome.explanation = rung_.explanation(asked);  // the last model's stays
    }
    outcome.interrupted = stopped_;
    return outcome;
  }

 private:
  struct PendingClaim {
    Claim claim;
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

  /// The trainings that a claim asks for; none if it brings its own instance.
  [[nodiscard]] std::vector<TrainingKey> keys_of(const PendingClaim& pending) const {
    const OnTheData* claim = pending.claim.on_the_data();
    std::vector<TrainingKey> keys;
    if (claim) keys = claim->trainings(problem_.starts.size());
    for (TrainingKey& key : keys) key.variant = problem_.trained_as(key.variant);
    return keys;
  }

  void expect(const TrainingKey& key) {
    trainings_.push_back({key, monitor_.add(name_of(key))});
    rung_.expect(key);
  }

  /// A worker's life: decide what can be decided, else train what is not yet trained, else wait.
  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      if (PendingClaim* trained = next_claim(true))
        decide_claim(*trained, lock);
      else if (PendingTraining* training = next_training())
        train(*training, lock);
      else if (PendingClaim* on_its_own = next_claim(false))
        decide_claim(*on_its_own, lock);
      else if (std::ranges::all_of(claims_, &PendingClaim::taken))
        return;
      else
        changed_.wait(lock);
    }
  }

  PendingClaim* next_claim(bool on_the_data) {
    for (PendingClaim& pending : claims_) {
      const auto finished = [](const PendingTraining* training) { return training->finished; };
      if (!pending.taken && (pending.claim.on_the_data() != nullptr) == on_the_data &&
          std::ranges::all_of(trainings_of(pending), finished))
        return &pending;
    }
    return nullptr;
  }
  [[nodiscard]] std::vector<const PendingTraining*> trainings_of(
      const PendingClaim& pending) const {
    std::vector<const PendingTraining*> list;
    for (const TrainingKey& key : keys_of(pending))
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
      try {
        rung_.train(training.key,
                    [&](double fraction) { monitor_.update(training.task, fraction); });
      } catch (const std::domain_error& error) {
        training.failure = name_of(training.key) + ": " + error.what();
      }
      lock.lock();
      training.finished = true;
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
      decision.on_the_data = pending.claim.on_the_data() != nullptr;
      decision.mistake_named = pending.claim.mistake;
      if (trial_.mistaken) decision.mistake = pending.claim.mistake;
      const std::vector<const PendingTraining*> trainings = trainings_of(pending);
      const auto failed = [](const PendingTraining* training) {
        return !training->failure.empty();
      };
      const auto failure = std::ranges::find_if(trainings, failed);
      try {
        if (failure != trainings.end()) fail((*failure)->failure);
        decide(pending);
      } catch (const std::logic_error& error) {  // a computation that did not get far enough
        decision.verdict = Verdict::inconclusive;
        decision.broken_off = true;
        decision.finding = error.what();
      }
      decision.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      monitor_.update(pending.task, 1);
      lock.lock();
      for (const PendingTraining* training : trainings)
        if (rung_.trained(training->key)) decision.seconds += rung_.seconds(training->key);
      pending.done = true;
      monitor_.clear();
      listener_.decided(decision);
    });
  }

  void decide(PendingClaim& pending) {
    if (const OnTheData* claim = pending.claim.on_the_data()) {
      monitor_.update(pending.task, 0.5);
      rung_.decide(*claim, pending.decision);
      return;
    }
    Trial trial = trial_;
    trial.progress = [&](double fraction) { monitor_.update(pending.task, fraction); };
    std::get<OnItsOwn>(pending.claim.how)(trial, pending.decision);
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
    return training_name(problem_, key);
  }

  const Problem& problem_;
  const Trial trial_;
  const unsigned jobs_;
  Rung& rung_;
  Monitor& monitor_;
  const Listener& listener_;
  std::vector<PendingClaim> claims_;
  std::vector<PendingTraining> trainings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::exception_ptr failure_;
  bool stopped_ = false;
};

/// The first rung that holds the digits with 10 to spare; double for 16, which is what it has.
std::unique_ptr<Rung> rung_for(const Task& task) {
  if (task.digits <= 16) return rung_in_double(task.problem, task.digits, task.trial);
  if (task.digits <= 50) return rung_in_60_digits(task.problem, task.digits, task.trial);
  return rung_in_120_digits(task.problem, task.digits, task.trial);
}

}  // namespace

Outcome decide(const Task& task, Monitor& monitor, const Listener& listener) {
  const std::unique_ptr<Rung> rung = rung_for(task);
  return Decider(task, *rung, monitor, listener).run();
}

}  // namespace pathkernel
