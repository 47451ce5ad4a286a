/// @file digits.hpp
/// "The end state to D digits": numbers, order and guard digits follow from D.
///
///     working digits = D + guard,      Taylor series of order 1.151 (D + guard) + 1
///
/// on the first rung of a ladder of scalar types that holds the working digits. Precision is part
/// of a type, so the problem is a function that poses itself in any of them, from exact numbers.
///
/// How many digits a flow loses on its way is the flow's own affair: one that pulls its solutions
/// together loses none, one that drives them apart by e^λt loses λt/ln 10. A second run with more
/// digits tells. Where it denies some of those asked for, both are made again with as many more
/// guard digits; the result says what it stands for.
///
/// Leaves out: rigor: two runs that agree are evidence, and an enclosure would be a proof.
/// Next: ../data/exact_number.hpp.
#pragma once

#include "autodiff/multiprecision.hpp"
#include "nn/ode/taylor.hpp"

namespace pathkernel {

/// dw/dt = g(w), w(0) = start, to be followed until t = end.
template <Real S>
struct InitialValueProblem {
  VectorField<S> field;
  std::vector<S> start;
  S end;
};

/// Scalar types, the fewest digits first.
template <Real... Rungs>
struct Ladder {
  static constexpr std::array digits{all_digits<Rungs>...};

  /// f.template operator()<S>() for rung i.
  template <class F>
  static auto visit(std::size_t i, F f) {
    using Result = decltype((f.template operator()<Rungs>(), ...));
    constexpr std::array<Result (*)(F&), sizeof...(Rungs)> calls{
        [](F& each) { return each.template operator()<Rungs>(); }...};
    return calls[i](f);
  }
};
using EveryPrecision = Ladder<double, HighPrecision<60>, HighPrecision<120>, HighPrecision<250>,
                              HighPrecision<520>, HighPrecision<1030>>;

/// Whether a second run is made, and how many digits more are carried than asked for.
struct DigitsOptions {
  bool confirm = false;
  int guard = 10;
  IntegrationLimits limits = {};  ///< of each run
};

/// w(T), and what it rests on.
struct EndState {
  std::vector<std::string> w;  ///< decimals; D digits before and after the point together
  int digits = 0;              ///< D
  int guard = 0;               ///< carried besides, in the end
  int number_digits = 0;       ///< of the scalar type
  std::size_t order = 0;
  std::size_t steps = 0;
  /// Digits that a second run agrees to, of max(1, |w_p|), in the worst component.
  std::optional<int> confirmed = std::nullopt;
};

namespace detail {

/// One run's end state, in all digits of its numbers.
struct DigitsRun {
  std::vector<std::string> w, rounded;
  std::size_t order = 0, steps = 0;
};

/// w_p with D digits of max(1, |w_p|): those before the point count.
template <Real S>
std::string decimals(const S& number, int digits) {
  using std::abs;
  int before = 0;
  for (S power(1); abs(number) >= power; power *= 10) ++before;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::fixed << std::setprecision(std::max(0, digits - before)) << number;
  return text.str();
}

template <Real S, class Problem>
DigitsRun run_to_digits(const Problem& problem, int digits, int guard,
                        const IntegrationLimits& limits) {
  const InitialValueProblem<S> posed = problem.template operator()<S>();
  const Taylor method{digits + guard};
  IntegrationLimits own = limits;  // each run has a checkpoint of its own
  if (own.checkpoint) own.checkpoint->file += joined('.', digits + guard);
  const Path<S> path = integrate(posed.field, posed.start, posed.end, method, own);
  DigitsRun run{{}, {}, method.order(), path.effort.steps};
  for (const S& entry : path.final_state()) {
    run.w.push_back(digits_of(entry));
    run.rounded.push_back(decimals(entry, digits));
  }
  return run;
}

/// Digits of max(1, |w_p|) that two runs share, in the worst component; S holds both.
template <Real S>
int shared_digits(const DigitsRun& run, const DigitsRun& other) {
  double log_worst = -std::numeric_limits<double>::infinity();
  for (std::size_t p = 0; p < run.w.size(); ++p) {
    S a, b;
    std::istringstream(run.w[p]) >> a;
    std::istringstream(other.w[p]) >> b;
    keep_largest(log_worst, log_magnitude(S(a - b)) - std::max(double{0}, log_magnitude(b)));
  }
  const double digits = -log_worst / std::log(double{10});
  return std::isfinite(digits) ? std::max(0, static_cast<int>(digits)) : all_digits<S>;
}

template <class Rungs>
std::size_t rung_for(int working_digits, std::size_t from) {
  for (std::size_t i = from; i < Rungs::digits.size(); ++i)
    if (Rungs::digits[i] >= working_digits) return i;
  reject("ode: ", working_digits, " working digits",
         from > 0 ? " for a run that confirms another" : "", ", and the ladder's numbers have ",
         Rungs::digits.back(), " at most; ask for fewer digits, ", "or add a rung.");
}

}  // namespace detail

/// The end state of a problem to D digits.
///
/// @param problem  problem.operator()<S>() is an InitialValueProblem<S>, for every rung S
/// @throws std::invalid_argument  if no rung holds so many digits
/// @throws std::domain_error      if the integration fails, or D digits are not confirmed with any
///                                rung's guard digits
template <class Rungs = EveryPrecision, class Problem>
[[nodiscard]] EndState integrate_to_digits(const Problem& problem, int digits,
                                           const DigitsOptions& options = {}) {
  if (digits < 1 || options.guard < 0)
    reject("ode: ", digits, " digits with ", options.guard,
           " guard digits; ask for at least 1 and 0.");
  for (int guard = options.guard;;) {
    const std::size_t rung = detail::rung_for<Rungs>(digits + guard, 0);
    const std::size_t above =
        options.confirm ? detail::rung_for<Rungs>(digits + guard + 10, rung + 1) : rung;
    const auto run = [&](std::size_t on, int with_guard) {
      return Rungs::visit(on, [&]<Real S>() {
        return detail::run_to_digits<S>(problem, digits, with_guard, options.limits);
      });
    };
    const detail::DigitsRun first = run(rung, guard);
    EndState end{first.rounded, digits, guard, Rungs::digits[rung], first.order, first.steps};
    if (!options.confirm) return end;
    const detail::DigitsRun second = run(above, guard + 10);
    end.confirmed =
        Rungs::visit(above, [&]<Real S>() { return detail::shared_digits<S>(first, second); });
    if (*end.confirmed >= digits) return end;
    guard += digits - *end.confirmed + 5;
    if (digits + guard + 10 > Rungs::digits.back() ||
        detail::rung_for<Rungs>(digits + guard, 0) + 1 == Rungs::digits.size())
      fail("ode: of ", digits, " digits a second run confirms ", *end.confirmed,
           ": the flow drives its solutions apart. It takes about ", guard,
           " guard digits, and the ", "ladder's numbers have ", Rungs::digits.back(),
           " digits; ask for fewer, or shorten the ", "time.");
  }
}

}  // namespace pathkernel
