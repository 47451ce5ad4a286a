/// @file path_file.hpp
/// A path as a text file, to be read again without the loss of a digit.
///
///     pathkernel path 1
///     problem gradient flow of W1 4 x 1, b1 4 x 1, W2 1 x 4, b2 1 x 1, 8 examples
///     program 8f0c2a61d3b5e497
///     method Taylor series of order 71
///     bits 201
///     until 5
///     ...
///     step 0 0.0625 0 - 0.5 -0.7 1.1 ...        start, length, stretch, sides, w
///     arrived 1.3 -0.2 0.9 ...                  w at the end
///     whole
///
/// Of a step only what it began with is written. Its polynomial follows from that, bitwise, so it
/// is computed again when the file is read: 60 times less to write. (A checkpoint keeps polynomials
/// too, since who resumes has waited for them already.) If what is computed leads to another state
/// than the file has, on another machine's arithmetic, the file is refused. Reading takes the
/// field, and `program`, a hash of all its instructions and numbers, tells whether it is the same.
///
/// A file is written beside its place and renamed when whole: no one ever sees half of one.
///
/// Leaves out: the field itself, which is a program and may be a user's own.
/// Next: stiffness.hpp.
#pragma once

#include "nn/ode/fingerprint.hpp"
#include "nn/ode/path_reading.hpp"

namespace pathkernel {

namespace detail {

[[nodiscard]] inline std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}
[[nodiscard]] inline std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}
[[nodiscard]] inline std::string without_dash(const std::string& text) {
  return text == "-" ? "" : text;
}

}  // namespace detail

/// What a file has of each step.
enum class Polynomials { left_out, kept };

/// Writes the path of a field. @throws std::runtime_error  if the file can't be written; what was
/// there before is then still there
template <Real S>
void write_path(const std::string& name, const VectorField<S>& field, const Path<S>& path,
                Polynomials polynomials = Polynomials::left_out) {
  detail::replace_file("ode", name, [&](std::ostream& out) {
    out << "pathkernel path 1\nproblem " << detail::one_line(path.problem) << "\nprogram "
        << detail::hash_of(field) << "\nmethod " << path.method << "\nbits "
        << std::numeric_limits<S>::digits << "\ndimension " << path.dimension() << "\nuntil "
        << detail::digits_of(path.until) << "\nend " << detail::digits_of(path.end())
        << "\nrejected " << path.effort.rejected << "\nright_hand_sides "
        << path.effort.right_hand_sides << "\npace " << detail::digits_of(path.pace.length)
        << "\nerror_before " << detail::digits_of(path.pace.error_before) << "\nsides "
        << detail::or_dash(path.pace.sides) << '\n';
    for (const Step<S>& step : path.steps()) {
      out << "step " << detail::digits_of(step.start) << ' ' << detail::digits_of(step.length)
          << ' ' << step.stretch << ' ' << detail::or_dash(step.sides);
      const std::span<const S> all = step.coefficients;
      for (const S& entry : polynomials == Polynomials::kept ? all : path.start_of(step))
        out << ' ' << detail::digits_of(entry);
      out << '\n';
    }
    out << "arrived";
    for (const S& entry : path.final_state()) out << ' ' << detail::digits_of(entry);
    out << "\nwhole\n";
  });
}

/// Reads the path of a field, which must be the one it was written with, in the same precision.
///
/// @param method  the one it was integrated by
/// @throws std::invalid_argument  if there is no such file, it is not whole, or not of this problem
template <Real S, class Method>
[[nodiscard]] Path<S> read_path(const std::string& name, const VectorField<S>& field,
                                const Method& method) {
  detail::PathFile<S> file(name);
  Path<S> path(field.dimension());
  path.problem = file.text("problem");
  const auto require_same = [&](const char* what, const auto& found, const auto& expected) {
    if (found != expected)
      reject("ode: ", name, " holds a path with ", what, " ", found, ", but it was asked for with ",
             expected, ": another problem's (\"", path.problem, "\"). Remove it, or name another.");
  };
  require_same("program", file.text("program"), detail::hash_of(field));
  path.method = file.text("method");
  require_same("method", path.method, method.text());
  require_same("bits", file.template number<int>("bits"), std::numeric_limits<S>::digits);
  require_same("dimension", file.template number<std::size_t>("dimension"), field.dimension());
  path.until = file.template number<S>("until");
  const S end = file.template number<S>("end");
  const auto rejected = file.template number<std::size_t>("rejected");
  const auto right_hand_sides = file.template number<std::size_t>("right_hand_sides");
  path.pace.length = file.template number<double>("pace");
  path.pace.error_before = file.template number<double>("error_before");
  path.pace.sides = detail::without_dash(file.text("sides"));

  typename Method::template Stepper<S> stepper(field, method);
  std::vector<Step<S>> steps;
  std::vector<S> arrived;  // where the step before has led, if that was computed
  const auto require_arrival = [&](std::span<const S> found, std::span<const S> expected) {
    if (!std::ranges::equal(found, expected))
      reject("ode: ", name, ": step ", steps.size(),
             " leads elsewhere when it is computed here. It ",
             "was made by other arithmetic (compiler, processor or library); integrate again.");
  };
  while (std::optional<Step<S>> step = file.step(field.dimension())) {
    if (step->stretch >= field.stretches.size())
      reject("ode: ", name, ": a step in stretch ", step->stretch, " of ", field.stretches.size(),
             ".");
    const std::vector<S> w(
        step->coefficients.begin(),
        step->coefficients.begin() + static_cast<std::ptrdiff_t>(field.dimension()));
    if (steps.empty()) path.start = w;
    if (!steps.empty() && !arrived.empty()) require_arrival(arrived, w);
    arrived.clear();
    if (step->coefficients.size() == w.size()) {
      stepper.redo(*step, w);
      arrived = stepper.arrived();
    }
    steps.push_back(std::move(*step));
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const S until = i + 1 < steps.size() ? steps[i + 1].start : end;
    path.append(std::move(steps[i]), until);
  }
  if (!path.steps().empty()) require_arrival(path.final_state(), file.arrived);
  path.effort.rejected = rejected;
  path.effort.right_hand_sides = right_hand_sides;
  return path;
}

namespace detail {
/// Takes what a checkpoint holds, if there is one.
/// @throws std::invalid_argument  if it is of another problem, start, method or end
template <Real S, class Method>
void resume_from(const std::string& name, const VectorField<S>& field, const std::vector<S>& start,
                 const Method& method, Path<S>& path) {
  if (!std::filesystem::exists(name)) return write_path(name, field, path);  // is it possible?
  Path<S> there = read_path(name, field, method);
  if (there.until != path.until)
    reject("ode: ", name, " holds a path to t = ", digits_of(there.until), ", and one to ",
           digits_of(path.until), " is asked for. Remove it, or name another.");
  for (std::size_t p = 0; p < start.size() && !there.steps().empty(); ++p) {
    const S& from = there.start_of(there.steps().front())[p];
    if (from != start[p])
      reject("ode: ", name, " holds a path whose start has component ", p, " = ", digits_of(from),
             ", and one from ", digits_of(start[p]), " is asked for. Remove it, or name another.");
  }
  there.start = path.start;
  path = std::move(there);
}
}  // namespace detail

}  // namespace pathkernel
