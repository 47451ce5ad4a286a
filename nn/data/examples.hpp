/// @file examples.hpp
/// A data set as numbers of type S, every feature brought to mean 0 and deviation 1:
///
///     z = (x - mean) / deviation,      deviation = sqrt(1/m Σ_i (x_i - mean)²)
///
/// Features of different units then weigh alike, and one learning rate suits them all. The text is
/// rounded to S before anything else is, so that 50 digits are those of the data, not of a double.
///
/// Leaves out: other scalings, the unbiased 1/(m - 1), weights, a split into training and test.
/// Source: LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.3.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "nn/data/data_set.hpp"

namespace pathkernel {

/// Both in the units of x.
template <Real S>
struct Standardisation {
  S mean;
  S deviation;

  /// z = (x - mean) / deviation, without a unit
  [[nodiscard]] S standardise(const S& x) const { return (x - mean) / deviation; }
  /// x = mean + deviation z
  [[nodiscard]] S restore(const S& z) const { return mean + deviation * z; }
};

/// m examples of n features, one example a lane.
template <Real S>
struct Examples {
  std::size_t count = 0;                          ///< m
  std::size_t dimension = 0;                      ///< n
  std::vector<S> x;                               ///< shape (n, m): x[feature * count + example]
  std::vector<S> y;                               ///< shape (m); labels stay 0 and 1
  std::vector<Standardisation<S>> features = {};  ///< shape (n); empty if never standardised
  std::optional<Standardisation<S>> target = {};  ///< absent for labels
};

namespace detail {

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

/// Mean and deviation of x, shape (m).
/// @throws std::invalid_argument  if S holds too few digits to tell the x_i apart, or too few
///                                powers of ten for their squares
template <Real S>
[[nodiscard]] Standardisation<S> standardisation(const std::string& column, std::span<const S> x) {
  using std::sqrt;
  if (std::ranges::all_of(x, [&](const S& x_i) { return x_i == x.front(); }))
    reject(column, ": found values that are all equal when rounded to ", all_digits<S>,
           " digits, need different ones, for their deviation divides; use more digits.");
  const S m(static_cast<int>(x.size()));
  S sum(0), squares(0);
  for (const S& x_i : x) sum += x_i;
  const S mean = sum / m;
  for (const S& x_i : x) squares += (x_i - mean) * (x_i - mean);
  const S variance = squares / m;
  if (!in_range(variance))
    reject(column, ": found values whose squares are outside the range of this scalar type, need ",
           "their mean for the deviation; choose another unit, or a type with a wider range.");
  return {mean, sqrt(variance)};
}

}  // namespace detail

/// The examples in S. The target is standardised too if it is a number.
/// @throws std::invalid_argument  if S can't hold a number, or tell the numbers of a column apart
template <Real S>
[[nodiscard]] Examples<S> standardised(const DataSet& data) {
  Examples<S> examples{data.count(), data.features.size(), {}, {}, {}, {}};
  const std::string column = data.source + ": column ";
  for (const Feature& feature : data.features) {
    const std::string place = column + printable(feature.name);
    if (feature.cells.size() != examples.count)
      reject(place, ": found ", feature.cells.size(), " values, need ", examples.count,
             ", one for each value of the target; add or remove some.");
    const std::vector<S> values = detail::values<S>(place, feature.cells);
    const Standardisation<S> standardisation = detail::standardisation<S>(place, values);
    for (const S& x : values) examples.x.push_back(standardisation.standardise(x));
    examples.features.push_back(standardisation);
  }
  const std::string place = column + printable(data.target.name);
  examples.y = detail::values<S>(place, data.target.cells);
  if (data.target.kind == Target::Kind::number) {
    examples.target = detail::standardisation<S>(place, examples.y);
    for (S& y : examples.y) y = examples.target->standardise(y);
  }
  return examples;
}

/// One more x in the data's own units, standardised as the examples were, shape (n).
/// @throws std::invalid_argument  if there is not one number for each feature, or S can't hold one
template <Real S>
[[nodiscard]] std::vector<S> standardised_query(const Examples<S>& examples,
                                                std::span<const ExactNumber> query) {
  if (query.size() != examples.dimension)
    reject("Found a query of ", query.size(), " numbers, need ", examples.dimension,
           "; give one for each feature, in the order of the columns.");
  std::vector<S> z;
  for (std::size_t feature = 0; feature < query.size(); ++feature) {
    z.push_back(examples.features[feature].standardise(query[feature].as<S>()));
    if (z.back() - z.back() != S(0))  // infinity
      reject("Found ", query[feature].text(), " for feature ", feature + 1, " of the query, need ",
             "a number nearer to the examples: counted in deviations, it is beyond the range of ",
             "this scalar type; choose one with a wider range.");
  }
  return z;
}

}  // namespace pathkernel
