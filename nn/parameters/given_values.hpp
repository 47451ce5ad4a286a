/// @file given_values.hpp
/// Parameters that someone wrote down, block by block, and exactly:
///
///     given_values<S>(model.parameters(), {{"W", "1/2 -3 0.1"}, {"b", "0"}})
///
/// The text is rounded to S and to nothing before it, so that 1/10 is right in every digit S has.
///
/// Leaves out: blocks that are given in part.
/// Next: ../text_file.hpp.
#pragma once

#include <algorithm>
#include <sstream>

#include "nn/data/exact_number.hpp"
#include "nn/model.hpp"

namespace pathkernel {

/// The numbers of one block, row after row, blanks between them: "1/2 -3 0.1".
struct GivenValues {
  std::string name;
  std::string numbers;
};

namespace detail {

/// "W, b", of anything that has names.
template <class Named>
[[nodiscard]] std::string listed(const std::vector<Named>& all) {
  std::string names;
  for (const Named& one : all) names += (names.empty() ? "" : ", ") + one.name;
  return names.empty() ? "none" : names;
}

/// Refuses values of blocks that the model does not have, or values given twice.
inline void require_names(const std::vector<ParameterBlock>& blocks,
                          const std::vector<GivenValues>& given) {
  for (const GivenValues& values : given) {
    if (std::ranges::find(blocks, values.name, &ParameterBlock::name) == blocks.end())
      reject("parameters: values for \"", values.name, "\", but the model has ", listed(blocks),
             ".");
    if (std::ranges::count(given, values.name, &GivenValues::name) > 1)
      reject("parameters: values for \"", values.name, "\" are given twice; leave one of them.");
  }
}

/// Appends the numbers of a text.
template <Real S>
void read_numbers(const GivenValues& values, std::vector<S>& w) {
  std::istringstream words(values.numbers);
  std::string word;
  std::size_t number = 1;
  try {
    for (; words >> word; ++number) w.push_back(ExactNumber(word).as<S>());
  } catch (const std::invalid_argument& error) {
    reject("parameters: number ", number, " of ", values.name, ": ", error.what());
  }
}

}  // namespace detail

/// w with the values that are given, shape (P). The blocks may be given in any order.
/// @throws std::invalid_argument  if a block has no values, or not as many as it needs, or there is
///                                no such block, or S can't hold a number
template <Real S>
[[nodiscard]] std::vector<S> given_values(const std::vector<ParameterBlock>& blocks,
                                          const std::vector<GivenValues>& given) {
  detail::require_names(blocks, given);
  std::vector<S> w;
  for (const ParameterBlock& block : blocks) {
    const auto values = std::ranges::find(given, block.name, &GivenValues::name);
    if (values == given.end())
      reject("parameters: no values for \"", block.name, "\", only for ", detail::listed(given),
             "; each block of the model needs its own.");
    const std::size_t before = w.size();
    detail::read_numbers(*values, w);
    if (w.size() - before != block.shape.size())
      reject("parameters: ", w.size() - before, " numbers for ", block.name, ", which is ",
             block.shape, " and needs ", block.shape.size(), ".");
  }
  return w;
}

}  // namespace pathkernel
