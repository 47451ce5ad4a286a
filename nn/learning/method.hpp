/// @file method.hpp
/// A method of learning is a description of one step; where a learning stands is a value beside it.
///
///     (w, memory)_{k+1} = step((w, memory)_k)
///
/// So a learning can be copied, kept and gone on from. There are
/// two kinds of method. One of the first kind needs ∇L at w and nothing else; one of the second
/// tries several w before it decides for one of them.
///
/// Leaves out: methods that need all gradients of the past.
/// Next: gradient_descent.hpp.
#pragma once

#include <functional>

#include "nn/learning/batch_gradient.hpp"

namespace pathkernel {

/// Where a learning stands.
template <Real S>
struct LearningState {
  std::vector<S> w;
  std::size_t steps = 0;                    ///< that were made
  std::vector<std::vector<S>> memory = {};  ///< what the method keeps of them; at first zeros

  LearningState(std::vector<S> start) : w(std::move(start)) {}  // a start is a state of 0 steps

  friend bool operator==(const LearningState&, const LearningState&) = default;
};

/// ε_k, how far step k goes: always as far, or as a function of k says.
template <Real S>
class LearningRate {
 public:
  LearningRate(S rate) : rate_([rate = std::move(rate)](std::size_t) { return rate; }) {}
  template <std::invocable<std::size_t> F>
  LearningRate(F rate) : rate_(std::move(rate)) {}

  /// @throws std::domain_error  unless it is above 0: a learning that has come so far ends there
  [[nodiscard]] S at(std::size_t step) const {
    const S rate = rate_(step);
    if (const std::string wrong = refusal(rate, step); !wrong.empty()) fail(wrong);
    return rate;
  }
  /// @throws std::invalid_argument  unless the first is above 0
  void check() const {
    if (const std::string wrong = refusal(rate_(0), 0); !wrong.empty()) reject(wrong);
  }

 private:
  [[nodiscard]] static std::string refusal(const S& rate, std::size_t step) {
    if (rate > 0 && is_finite(rate)) return "";
    return detail::joined("nn: a learning rate of ", rate, " at step ", step,
                          "; it must be above 0, and finite.");
  }

  std::function<S(std::size_t)> rate_;
};

/// What all methods are asked: to refuse what can't be meant, before any work, and how many numbers
/// each of their memories has, of P parameters.
template <class M>
concept MethodDescription = requires(const M& method, std::size_t parameters) {
  method.check();
  { method.memory(parameters) } -> std::same_as<std::vector<std::size_t>>;
};

/// Makes a step from w along what ∇L is there.
template <class M, class S>
concept GradientMethod = MethodDescription<M> &&
    requires(const M& method, LearningState<S>& state, std::span<const S> gradient) {
  method.step(state, gradient);
};

/// Asks for L at several w, and moves to one of them. @return  whether w has moved at all
template <class M, class S>
concept SearchMethod = MethodDescription<M> &&
    requires(const M& method, LearningState<S>& state, BatchGradient<S>& objective) {
  { method.step(state, objective) } -> std::same_as<bool>;
};

template <class M, class S>
concept LearningMethod = GradientMethod<M, S> || SearchMethod<M, S>;

/// Makes sure that the memory is the method's own; a start's is made.
/// @throws std::invalid_argument  if the state was left by a method with another memory
template <Real S, MethodDescription M>
void prepare(LearningState<S>& state, const M& method) {
  const std::vector<std::size_t> sizes = method.memory(state.w.size());
  if (state.steps == 0 && state.memory.empty())
    for (const std::size_t size : sizes) state.memory.emplace_back(size, S(0));
  if (!std::ranges::equal(state.memory, sizes, {}, &std::vector<S>::size))
    reject("nn: a state after ", state.steps, " steps with ", state.memory.size(),
           " memories, for a method that keeps ", sizes.size(), " of ", state.w.size(),
           " parameters; go on with the method that left it, or start anew from its w.");
}

/// One step on the objective, which was evaluated at w. @return  whether w has moved at all
template <Real S, LearningMethod<S> M>
bool make_step(const M& method, LearningState<S>& state, BatchGradient<S>& objective) {
  if constexpr (SearchMethod<M, S>) {
    return method.step(state, objective);
  } else {
    method.step(state, objective.gradient());
    return true;
  }
}

namespace detail {
/// @throws std::invalid_argument  unless 0 <= value < 1
template <Real S>
void require_fraction(std::string_view name, const S& value) {
  if (!(value >= 0) || !(value < 1))
    reject("nn: ", name, " of ", value, "; it must be at least 0 and below 1.");
}
}  // namespace detail

}  // namespace pathkernel
