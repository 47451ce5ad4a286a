/// @file thread_pool.hpp
/// Threads that wait for work, so that a run of microseconds need not start any.
///
/// A job is n parts, numbered from 0. Which thread takes which part is left to chance, so whoever
/// wants the same result every time gives each part its own place to write to, and adds the parts
/// up in order afterwards. Nothing is allocated when a job is given.
///
/// To wake a thread takes as long as a job may (50 to 130 us on a virtual machine). So whoever
/// waits first keeps looking for a fraction of a millisecond, and leaves the processor to others.
///
/// Leaves out: queues, priorities, jobs that start jobs.
/// Next: replay.hpp.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "autodiff/error.hpp"

namespace pathkernel {

/// A number of threads, the caller's included.
class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) {
    if (threads == 0)
      reject("autodiff: a pool of 0 threads; the caller's own makes it at least 1.");
    for (std::size_t worker = 1; worker < threads; ++worker)
      workers_.emplace_back([this, worker](std::stop_token stop) { serve(stop, worker); });
  }

  [[nodiscard]] std::size_t size() const { return workers_.size() + 1; }

  /// Calls f(part, thread) for every part below `parts`, and returns when all are done. The first
  /// exception is thrown on; parts not yet begun are then left out.
  template <class F>
  void run(std::size_t parts, F f) {
    const std::scoped_lock one_job_at_a_time(job_mutex_);
    {
      const std::scoped_lock lock(mutex_);
      call_ = [](void* job, std::size_t part, std::size_t thread) {
        (*static_cast<F*>(job))(part, thread);
      };
      job_ = &f;
      parts_ = parts;
      next_ = 0;
      busy_ = size();
      error_ = nullptr;
      ++generation_;
    }
    begin_.notify_all();
    work(0);
    look_for([this] { return busy_ == 0; });
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return busy_ == 0; });
    if (error_) std::rethrow_exception(error_);
  }

 private:
  /// Returns when f() holds, or soon.
  template <class F>
  static void look_for(F f) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + std::chrono::microseconds(250);
    while (!f() && Clock::now() < end) std::this_thread::yield();
  }

  void serve(std::stop_token stop, std::size_t thread) {
    std::size_t seen = 0;
    for (;;) {
      look_for([&] { return generation_ != seen || stop.stop_requested(); });
      {
        std::unique_lock lock(mutex_);
        if (!begin_.wait(lock, stop, [&] { return generation_ != seen; })) return;
        seen = generation_;
      }
      work(thread);
    }
  }

  void work(std::size_t thread) {
    std::unique_lock lock(mutex_);
    while (next_ < parts_) {
      const std::size_t part = next_++;
      lock.unlock();
      std::exception_ptr error;
      try {
        call_(job_, part, thread);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      if (error) {
        if (!error_) error_ = error;
        next_ = parts_;
      }
    }
    if (--busy_ == 0) done_.notify_all();
  }

  std::mutex job_mutex_;
  std::mutex mutex_;
  std::condition_variable_any begin_;
  std::condition_variable done_;
  void (*call_)(void*, std::size_t, std::size_t) = nullptr;
  void* job_ = nullptr;
  std::size_t parts_ = 0;                    ///< of the job at hand
  std::size_t next_ = 0;                     ///< the first part that nobody has taken
  std::atomic<std::size_t> busy_ = 0;        ///< threads that are not done with it
  std::atomic<std::size_t> generation_ = 0;  ///< jobs given so far
  std::exception_ptr error_;
  std::vector<std::jthread> workers_;  ///< last: they stop before what they use is gone
};

}  // namespace pathkernel
