/// @file machine_file.hpp
/// Kernel machines as a text file, with the queries they are for, to be read again without the loss
/// of a digit.
///
///     pathkernel kernel machines 1
///     bits 53
///     queries 1
///     dimension 2
///     outputs 1
///     examples 3
///     0.40000000000000002 -0.5          a query x, and for each output at it
///     0.125 0 0 2                       y_0(x), two shares, the size of K
///     1.5 0.25 -0.75                    K(x, x_i)
///     0.5 -0.0625 0.125                 S_i
///     whole
///
/// Of a model with C outputs the last two lines have C numbers for each example.
///
/// A file is written beside its place and renamed when whole: no one ever sees half of one.
///
/// Leaves out: the model and the examples; what a machine says of its query needs neither.
/// Next: accumulated_kernel.hpp.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "kernel/path/kernel_machine.hpp"
#include "nn/saved_lines.hpp"

namespace pathkernel {

/// The kernel machines of several queries: that of output c at query q is machines[q C + c].
template <Real S>
struct MachinesAtQueries {
  Points<S> queries;
  std::vector<KernelMachine<S>> machines;

  friend bool operator==(const MachinesAtQueries&, const MachinesAtQueries&) = default;
};

namespace detail {
inline constexpr const char* machines_first_line = "pathkernel kernel machines 1";
/// Of each of the sizes in a file: what is more was never saved.
inline constexpr std::size_t most_saved = 1'000'000'000;

/// @throws std::invalid_argument  unless there is a machine for each output at each query, all of
///                                one model and one set of examples
template <Real S>
void require_whole(const MachinesAtQueries<S>& all) {
  if (all.queries.empty() || all.machines.empty() || all.queries.front().empty() ||
      all.machines.front().path_kernel.empty())
    reject("kernel machines: ", all.machines.size(), " machines for ", all.queries.size(),
           " queries to save; at least 1 of each is needed, of 1 or more numbers.");
  const KernelMachine<S>& first = all.machines.front();
  for (const std::vector<S>& query : all.queries)
    if (query.size() != all.queries.front().size())
      reject("kernel machines: queries of ", all.queries.front().size(), " and of ", query.size(),
             " numbers; all must be points of one space.");
  if (all.machines.size() != all.queries.size() * first.outputs)
    reject("kernel machines: ", all.machines.size(), " machines for ", all.queries.size(),
           " queries and ", first.outputs, " outputs; there must be one for each output at each.");
  for (const KernelMachine<S>& machine : all.machines)
    if (machine.outputs != first.outputs ||
        machine.path_kernel.size() != first.path_kernel.size() ||
        machine.loss_weighted.size() != first.path_kernel.size() ||
        machine.examples() * machine.outputs != machine.path_kernel.size())
      reject("kernel machines: a machine of ", machine.path_kernel.size(), " kernels and ",
             machine.loss_weighted.size(), " loss-weighted ones beside one of ",
             first.path_kernel.size(), "; all must be of one training.");
}

template <Real S>
[[nodiscard]] std::string line_of(std::span<const S> numbers) {
  std::string line;
  for (const S& number : numbers) {
    if (!is_finite(number))
      reject("kernel machines: ", number, " among the numbers; a file holds finite ones only.");
    line += (line.empty() ? "" : " ") + digits_of(number);
  }
  return line + '\n';
}
}  // namespace detail

/// Saves them.
/// @throws std::invalid_argument  if they don't belong together, or a number is not finite
/// @throws std::runtime_error     if the file can't be written; what was there before is then still
///                                there
template <Real S>
void write_machines(const std::string& name, const MachinesAtQueries<S>& all) {
  detail::require_whole(all);
  const std::size_t outputs = all.machines.front().outputs;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << detail::machines_first_line << "\nbits " << std::numeric_limits<S>::digits << "\nqueries "
       << all.queries.size() << "\ndimension " << all.queries.front().size() << "\noutputs "
       << outputs << "\nexamples " << all.machines.front().examples() << '\n';
  for (std::size_t q = 0; q < all.queries.size(); ++q) {
    text << detail::line_of<S>(all.queries[q]);
    for (std::size_t c = 0; c < outputs; ++c) {
      const KernelMachine<S>& machine = all.machines[q * outputs + c];
      const S shares[]{machine.initial, machine.regularizer_share, machine.velocity_share,
                       machine.kernel_size};
      text << detail::line_of<S>(shares) << detail::line_of<S>(machine.path_kernel)
           << detail::line_of<S>(machine.loss_weighted);
    }
  }
  detail::replace_file("kernel machines", name,
                       [&](std::ostream& out) { out << text.str() << "whole\n"; });
}

/// What was saved.
/// @throws std::invalid_argument  if there is no such file, it is not whole, or was saved with more
///                                bits than S has
template <Real S>
[[nodiscard]] MachinesAtQueries<S> read_machines(const std::string& name) {
  detail::SavedLines file("kernel machines", name, "name a file that was saved by write_machines");
  file.require(detail::machines_first_line);
  file.require_bits(std::numeric_limits<S>::digits);
  const std::size_t queries = file.count("queries", detail::most_saved);
  const std::size_t dimension = file.count("dimension", detail::most_saved);
  const std::size_t outputs = file.count("outputs", detail::most_saved);
  const std::size_t examples = file.count("examples", detail::most_saved);
  MachinesAtQueries<S> all;
  for (std::size_t q = 0; q < queries; ++q) {
    file.read_numbers(dimension, "a query", all.queries.emplace_back());
    for (std::size_t c = 0; c < outputs; ++c) {
      KernelMachine<S>& machine = all.machines.emplace_back();
      std::vector<S> shares;
      file.read_numbers(4, "an initial output, two shares and a size", shares);
      file.read_numbers(examples * outputs, "kernels", machine.path_kernel);
      file.read_numbers(examples * outputs, "loss-weighted kernels", machine.loss_weighted);
      machine.initial = shares[0];
      machine.regularizer_share = shares[1];
      machine.velocity_share = shares[2];
      machine.kernel_size = shares[3];
      machine.outputs = outputs;
    }
  }
  file.require("whole");
  file.require_end();
  return all;
}

}  // namespace pathkernel
