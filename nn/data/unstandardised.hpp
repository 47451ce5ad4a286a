/// @file unstandardised.hpp
/// A table's columns as numbers of type S, in the units in which they were written.
///
/// The text is rounded to S before anything else is done, so that 50 digits are those of the data,
/// not of a double.
///
/// Leaves out: scaling, see standardised.hpp.
/// Next: standardised.hpp.
#pragma once

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "nn/data/classes.hpp"
#include "nn/data/data_set.hpp"

namespace pathkernel {

namespace detail {

/// "FILE: column NAME"
[[nodiscard]] inline std::string place(const DataSet& data, const std::string& column) {
  return data.source + ": column " + printable(column);
}

template <Real S>
[[nodiscard]] std::vector<S> values(const std::string& column, std::span<const ExactNumber> cells) {
  try {
    std::vector<S> values;
    for (const ExactNumber& cell : cells) values.push_back(cell.as<S>());
    return values;
  } catch (const std::invalid_argument& error) {
    reject(column, ": ", error.what());
  }
}

/// The features' names, and the target's with what counts as 1 in it.
[[nodiscard]] inline std::vector<std::string> columns_of(const DataSet& data) {
  std::vector<std::string> columns;
  for (const Feature& feature : data.features) columns.push_back(feature.name);
  const Target& target = data.target;
  columns.push_back(target.name + (target.positive.empty() ? "" : " = " + target.positive));
  return columns;
}

/// The places c of the classes, shape (m).
[[nodiscard]] inline std::vector<std::size_t> labels_of(const DataSet& data) {
  const Target& target = data.target;
  std::vector<ExactNumber> places;
  for (int c = 0; places.size() < target.classes.size(); ++c) places.emplace_back(c);
  std::vector<std::size_t> labels;
  for (const ExactNumber& cell : target.cells) {
    const auto found = std::ranges::find(places, cell);
    if (found == places.end())
      reject(place(data, target.name), ": found ", cell.text(), ", need the place of one of ",
             places.size(), " classes, counted from 0; correct it.");
    labels.push_back(static_cast<std::size_t>(found - places.begin()));
  }
  return labels;
}

}  // namespace detail

/// The examples in S as they were written; y is one-hot where the target is one of several classes.
/// @throws std::invalid_argument  if S can't hold a number, or one is missing
template <Real S>
[[nodiscard]] Examples<S> unstandardised(const DataSet& data) {
  Examples<S> examples{data.count(), data.features.size(), {}, {}};
  examples.columns = detail::columns_of(data);
  for (const Feature& feature : data.features) {
    const std::string place = detail::place(data, feature.name);
    if (feature.cells.size() != examples.count)
      reject(place, ": found ", feature.cells.size(), " values, need ", examples.count,
             ", one for each value of the target; add or remove some.");
    const std::vector<S> x = detail::values<S>(place, feature.cells);
    examples.x.insert(examples.x.end(), x.begin(), x.end());
  }
  if (data.target.kind == Target::Kind::classes) {
    examples.classes = data.target.classes;
    examples.targets = examples.classes.size();
    examples.y = one_hot<S>(detail::labels_of(data), examples.targets);
  } else {
    examples.y = detail::values<S>(detail::place(data, data.target.name), data.target.cells);
  }
  return examples;
}

}  // namespace pathkernel
