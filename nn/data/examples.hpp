/// @file examples.hpp
/// A data set as numbers of type S: m examples (x_i, y_i), one a lane.
///
/// x and y are stored feature by feature, so that a program runs over all examples at once. What
/// the numbers once were, units and names, goes with them, so that a prediction can be told in it.
///
/// Leaves out: where they come from, see standardised.hpp for tables and made.hpp for made ones.
/// Next: classes.hpp.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// A column's numbers were brought to mean 0 and deviation 1. Both in the units of x.
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
  std::size_t count = 0;      ///< m
  std::size_t dimension = 0;  ///< n
  std::vector<S> x;           ///< shape (n, m): x[feature * count + example]
  std::vector<S> y;           ///< shape (targets, m); labels are 0 and 1, of classes one is 1
  std::size_t targets = 1;    ///< numbers in a y_i: 1, the number of classes, or 0 without targets
  std::vector<Standardisation<S>> features = {};  ///< shape (n); empty if never standardised
  std::optional<Standardisation<S>> target = {};  ///< absent for labels, classes, raw numbers
  std::vector<std::string> classes = {};          ///< their names, shape (targets); or empty
  std::vector<std::string> columns = {};  ///< names of features and target, of a table; or empty
};

/// @throws std::invalid_argument  unless there are examples, with a number for each of their places
template <Real S>
void require_whole(const Examples<S>& data) {
  if (data.count == 0) reject("data: no examples; at least 1 is needed.");
  if (data.x.size() != data.dimension * data.count)
    reject("data: ", data.x.size(), " numbers in x, where ", data.count, " examples of ",
           data.dimension, " features have ", data.dimension * data.count, ".");
  if (data.y.size() != data.targets * data.count)
    reject("data: ", data.y.size(), " numbers in y, where ", data.count, " examples of ",
           data.targets, " targets have ", data.targets * data.count, ".");
  const auto require_finite = [&](const char* name, const std::vector<S>& numbers) {
    for (std::size_t j = 0; j < numbers.size(); ++j)
      if (!is_finite(numbers[j]))
        reject("data: ", name, ' ', j / data.count, " of example ", j % data.count, " is ",
               numbers[j], "; it must be finite. Correct it, or leave the example out.");
  };
  require_finite("feature", data.x);
  require_finite("target", data.y);
}

/// The same examples in numbers of another type that holds every double: exactly the same.
template <Real S>
  requires(std::numeric_limits<S>::digits >= std::numeric_limits<double>::digits)
[[nodiscard]] Examples<S> exactly(const Examples<double>& data) {
  const auto same = [](const Standardisation<double>& s) {
    return Standardisation<S>{S(s.mean), S(s.deviation)};
  };
  Examples<S> result{data.count,
                     data.dimension,
                     {data.x.begin(), data.x.end()},
                     {data.y.begin(), data.y.end()},
                     data.targets};
  for (const Standardisation<double>& feature : data.features)
    result.features.push_back(same(feature));
  if (data.target) result.target = same(*data.target);
  result.classes = data.classes;
  result.columns = data.columns;
  return result;
}

/// Some of the examples, in that order; one may come several times.
/// @throws std::invalid_argument  if there is no such example, or a number is missing for one
template <Real S>
[[nodiscard]] Examples<S> selected(const Examples<S>& data, std::span<const std::size_t> which) {
  require_whole(data);
  for (const std::size_t i : which)
    if (i >= data.count)
      reject("data: found no example ", i, " among ", data.count,
             ", which are counted from 0; choose others.");
  Examples<S> result{which.size(),  data.dimension, {},           {},          data.targets,
                     data.features, data.target,    data.classes, data.columns};
  const auto select = [&](const std::vector<S>& from, std::vector<S>& to) {
    for (std::size_t row = 0; row < from.size(); row += data.count)
      for (const std::size_t i : which) to.push_back(from[row + i]);
  };
  select(data.x, result.x);
  select(data.y, result.y);
  return result;
}

}  // namespace pathkernel
