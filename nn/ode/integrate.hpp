/// @file integrate.hpp
/// What all integrators do alike: go from stretch to stretch, keep the path, and stop in good time.
///
/// A method makes one step at a time; see TaylorStepper for what that takes. Here steps are put
/// together so that every stretch and T itself are ends of steps, exactly.
///
/// An integration fails (std::domain_error, with the time, the step and what to do) where the state
/// is no longer finite, where a step would not be seen beside t, where steps run out, and as soon
/// as it shows that they will: on a stiff stretch, steps are short although w hardly moves. What
/// was integrated by then is not lost: ask for it, or let checkpoints be written.
///
/// Leaves out: implicit methods, which stiff flows would need.   Next: step_size.hpp.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>

#include "nn/ode/path_file.hpp"
#include "nn/ode/stiffness.hpp"

namespace pathkernel {

/// Where a long integration keeps what it has. A file that is there already is gone on from.
struct Checkpoint {
  std::string file;
  double seconds = 10;  ///< between one writing and the next
};

/// What an integration may cost, who watches it, and where it is kept.
struct IntegrationLimits {
  std::size_t max_steps = 1'000'000;
  std::function<void(double)> on_step = {};  ///< called with the fraction of [0, T] done; may throw
  std::optional<Checkpoint> checkpoint = std::nullopt;
};

/// Reads a path's steps while it is being made.
template <Real S>
using StepReader = std::function<void(const Step<S>&)>;

/// A path, and why it is not longer.
template <Real S>
struct Integration {
  Path<S> path;
  std::string failure;  ///< empty if the path leads to T

  [[nodiscard]] bool whole() const { return failure.empty(); }
};

namespace detail {

/// @throws std::domain_error  if a step from t has led out of the scalar's range
template <Real S>
void require_finite(const std::vector<S>& w, const S& t, const S& length) {
  using std::isfinite;
  for (const S& entry : w)
    if (!isfinite(entry))
      fail("ode: the state left the range of its scalar in a step of ", length, " from t = ", t,
           ". End before that, or take shorter steps.");
}

/// Writes the path every so many seconds.
template <Real S>
class CheckpointWriter {
 public:
  CheckpointWriter(const VectorField<S>& field, const Path<S>& path,
                   const std::optional<Checkpoint>& where)
      : field_(field), path_(path), where_(where) {}
  void write_if_due() {
    const auto now = std::chrono::steady_clock::now();
    if (where_ && std::chrono::duration<double>(now - written_).count() >= where_->seconds) {
      write_path(where_->file, field_, path_, Polynomials::kept);
      written_ = now;
    }
  }

 private:
  const VectorField<S>& field_;
  const Path<S>& path_;
  const std::optional<Checkpoint>& where_;
  std::chrono::steady_clock::time_point written_ = std::chrono::steady_clock::now();
};

/// What a caller's own function has thrown: it goes through, and is no failure of the integration.
struct Interruption {
  std::exception_ptr cause;
};

inline void report(const IntegrationLimits& limits, double fraction) {
  if (limits.on_step) try {
      limits.on_step(fraction);
    } catch (...) {
      throw Interruption{std::current_exception()};
    }
}

/// Goes on from where the path ends, to path.until.
/// @param read  if given, is shown every step, of which then only the last is kept
template <Real S, class Method>
void march(const VectorField<S>& field, std::vector<S> w, const Method& method,
           const IntegrationLimits& limits, Path<S>& path, const StepReader<S>& read = {}) {
  typename Method::template Stepper<S> stepper(field, method);
  StiffnessWatch<S> stiffness;
  CheckpointWriter<S> checkpoint(field, path, limits.checkpoint);
  const S end = path.until;
  S t = path.end();
  if (!path.steps().empty()) w = stepper.resume(path);
  for (std::size_t i = 0; i < field.stretches.size() && t < end; ++i) {
    const S until = stretch_end(field, i, end);
    if (!(t < until)) continue;
    if (path.steps().empty() || path.steps().back().stretch != i) stepper.enter(i, w);
    while (t < until) {
      if (path.effort.steps >= limits.max_steps)
        fail("ode: ", path.effort.steps, " steps led to t = ", t, " of ", end, ", the last of ",
             "length ", path.steps().back().length,
             "; allow more steps, ask for fewer digits, or shorten the time.");
      Step<S> step = stepper.next(t, w, S(until - t), path.effort);
      w = stepper.arrived();
      require_finite(w, t, step.length);
      t = step.length == S(until - t) ? until : S(t + step.length);
      path.append(std::move(step), t);
      path.pace = stepper.pace();
      detail::report(limits, static_cast<double>(S(t / end)));
      stiffness.note(path, w, limits.max_steps);
      checkpoint.write_if_due();
      if (read) {
        read(path.steps().back());
        path.forget_all_but_last();
      }
    }
  }
}

/// @throws std::invalid_argument  before an integration that could not go well
template <Real S, class M>
void require_integration(const VectorField<S>& field, std::span<const S> start, const S& end,
                         const M& method, const IntegrationLimits& limits) {
  require_integrable<S>(field, start, end);
  method.check();
  if (limits.max_steps == 0) reject("ode: 0 steps allowed; an integration takes at least 1.");
}

/// A path of no steps yet, that knows where it is to lead, and how.
template <Real S, class M>
[[nodiscard]] Path<S> path_to_be(const VectorField<S>& field, std::span<const S> start,
                                 const S& end, const M& method) {
  Path<S> path(start.size());
  path.start.assign(start.begin(), start.end());
  path.problem = field.problem;
  path.method = method.text();
  path.until = end;
  return path;
}

}  // namespace detail

/// How to make a step, as a value that says so in one line: Taylor{50}, DormandPrince{1e-9}.
template <class M, class S>
concept IntegrationMethod = requires(const M& method, const VectorField<S>& field) {
  { method.text() } -> std::same_as<std::string>;
  method.check();
  typename M::template Stepper<S>;
};

/// w(t) from w(0) = start, as far as the integration goes: to `end`, or to where it fails.
///
/// @throws std::invalid_argument  if start or end do not fit the field, or a checkpoint does not
///                                belong to them
template <Real S, IntegrationMethod<S> M>
[[nodiscard]] Integration<S> integrate_as_far_as_possible(
    const VectorField<S>& field, std::span<const std::type_identity_t<S>> start,
    const std::type_identity_t<S>& end, const M& method, const IntegrationLimits& limits = {}) {
  detail::require_integration<S>(field, start, end, method, limits);
  Path<S> path = detail::path_to_be<S>(field, start, end, method);
  std::vector<S> w(start.begin(), start.end());
  if (limits.checkpoint) detail::resume_from(limits.checkpoint->file, field, w, method, path);
  std::string failure;
  try {
    detail::march(field, std::move(w), method, limits, path);
  } catch (const std::domain_error& error) {
    failure = error.what();
  } catch (const detail::Interruption& interruption) {
    try {
      if (limits.checkpoint) write_path(limits.checkpoint->file, field, path, Polynomials::kept);
    } catch (const std::runtime_error&) {  // the caller's own exception says why it ends
    }
    std::rethrow_exception(interruption.cause);
  }
  if (limits.checkpoint) write_path(limits.checkpoint->file, field, path, Polynomials::kept);
  return {std::move(path), std::move(failure)};
}

/// w(t) on [0, end] from w(0) = start.
///
/// @throws std::invalid_argument  as above
/// @throws std::domain_error      where the integration fails
template <Real S, IntegrationMethod<S> M>
[[nodiscard]] Path<S> integrate(const VectorField<S>& field,
                                std::span<const std::type_identity_t<S>> start,
                                const std::type_identity_t<S>& end, const M& method,
                                const IntegrationLimits& limits = {}) {
  Integration<S> integration = integrate_as_far_as_possible(field, start, end, method, limits);
  if (!integration.whole()) throw std::domain_error(integration.failure);
  return std::move(integration.path);
}

/// The same, of a path that need not be kept, or would not fit: each step is shown to the reader,
/// in order, with its polynomial, and then forgotten.
///
/// @return  the last step only, with what all of them cost
/// @throws std::invalid_argument  as above, or if a checkpoint is asked for, which holds all steps
/// @throws std::domain_error      where the integration fails
template <Real S, IntegrationMethod<S> M>
[[nodiscard]] Path<S> integrate_through(const VectorField<S>& field,
                                        std::span<const std::type_identity_t<S>> start,
                                        const std::type_identity_t<S>& end, const M& method,
                                        const std::type_identity_t<StepReader<S>>& read,
                                        const IntegrationLimits& limits = {}) {
  detail::require_integration<S>(field, start, end, method, limits);
  if (!read) reject("ode: a path that is not kept, and no reader of its steps; give one.");
  if (limits.checkpoint)
    reject("ode: a checkpoint of a path whose steps are not kept; integrate it whole.");
  Path<S> path = detail::path_to_be<S>(field, start, end, method);
  try {
    detail::march(field, {start.begin(), start.end()}, method, limits, path, read);
  } catch (const detail::Interruption& interruption) {
    std::rethrow_exception(interruption.cause);
  }
  return path;
}

}  // namespace pathkernel
