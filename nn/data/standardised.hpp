/// @file standardised.hpp
/// Numbers without their units: every feature brought to mean 0 and deviation 1, and back.
///
///     z = (x - mean) / deviation,      deviation = sqrt(1/m Σ_i (x_i - mean)²)
///     x = mean + deviation z
///
/// Features of different units then weigh alike, and one learning rate suits them all. Nothing may
/// be learned from a test, not even its mean: it is standardised as the training examples were.
///
/// Leaves out: other scalings, the unbiased 1/(m - 1), weights.
/// Source: LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.3.   Next: split.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "nn/data/unstandardised.hpp"

namespace pathkernel {

namespace detail {

/// Mean and deviation of x, shape (m).
/// @throws std::invalid_argument  if S holds too few digits to tell the x_i apart, or too few
///                                powers of ten for their squares
template <Real S>
[[nodiscard]] Standardisation<S> standardisation(const std::string& column, std::span<const S> x) {
  using std::sqrt;
  if (std::ranges::all_of(x, [&](const S& x_i) { return x_i == x.front(); }))
    reject(column, ": found values that are all equal when rounded to ", all_digits<S>,
           " digits, need different ones, for their deviation divides; use more digits, or more ",
           "examples.");
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

/// Brings x, and y if it has one, to the units of the Standardisations beside them.
template <Real S>
void standardise(Examples<S>& examples) {
  for (std::size_t j = 0; j < examples.x.size(); ++j)
    examples.x[j] = examples.features[j / examples.count].standardise(examples.x[j]);
  if (examples.target)
    for (S& y : examples.y) y = examples.target->standardise(y);
}

}  // namespace detail

/// The examples in S. The target is standardised too if it is a number.
/// @throws std::invalid_argument  if S can't hold a number, or tell the numbers of a column apart
template <Real S>
[[nodiscard]] Examples<S> standardised(const DataSet& data) {
  Examples<S> examples = unstandardised<S>(data);
  std::span<const S> x(examples.x);
  for (const Feature& feature : data.features) {
    examples.features.push_back(
        detail::standardisation<S>(detail::place(data, feature.name), x.first(examples.count)));
    x = x.subspan(examples.count);
  }
  if (data.target.kind == Target::Kind::number)
    examples.target = detail::standardisation<S>(detail::place(data, data.target.name), examples.y);
  detail::standardise(examples);
  return examples;
}

/// Other examples of the same columns, such as a test's, standardised as the known ones were.
/// @throws std::invalid_argument  if they have other columns or classes, or S can't hold a number
template <Real S>
[[nodiscard]] Examples<S> standardised_as(const Examples<S>& known, const DataSet& data) {
  Examples<S> examples = unstandardised<S>(data);
  if (examples.dimension != known.features.size())
    reject(data.source, ": found ", examples.dimension, " features, need ", known.features.size(),
           ", as many as the known examples have that were standardised.");
  const bool number = data.target.kind == Target::Kind::number;
  if (number != known.target.has_value() || examples.classes != known.classes)
    reject(detail::place(data, data.target.name), ": found a target of another kind, or of other ",
           "classes, than that of the known examples; need the same. Split one data set in two.");
  for (std::size_t column = 0; column < known.columns.size(); ++column)
    if (examples.columns[column] != known.columns[column])
      reject(data.source, ": found the column ", printable(examples.columns[column]), ", need ",
             printable(known.columns[column]), ", as in the known examples; bring the columns in ",
             "the same order, and name the same positive value.");
  examples.features = known.features;
  examples.target = known.target;
  detail::standardise(examples);
  for (const std::vector<S>* numbers : {&examples.x, &examples.y})
    if (!std::ranges::all_of(*numbers, is_finite<S>))
      reject(data.source, ": found a number too far from the known examples, need nearer ones: ",
             "counted in deviations, it is beyond the range of this scalar type; choose one with ",
             "a wider range.");
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
    const S x = query[feature].as<S>();
    z.push_back(examples.features.empty() ? x : examples.features[feature].standardise(x));
    if (!is_finite(z.back()))
      reject("Found ", query[feature].text(), " for feature ", feature + 1, " of the query, need ",
             "a number nearer to the examples: counted in deviations, it is beyond the range of ",
             "this scalar type; choose one with a wider range.");
  }
  return z;
}

/// The way back: an x as the model sees it, in the data's own units, shape (n).
/// @throws std::invalid_argument  if there is not one number for each feature
template <Real S>
[[nodiscard]] std::vector<S> restored_query(const Examples<S>& examples,
                                            std::span<const std::type_identity_t<S>> z) {
  if (z.size() != examples.dimension)
    reject("Found a query of ", z.size(), " numbers, need ", examples.dimension,
           "; give one for each feature, in the order of the columns.");
  std::vector<S> x(z.begin(), z.end());
  for (std::size_t feature = 0; feature < examples.features.size(); ++feature)
    x[feature] = examples.features[feature].restore(z[feature]);
  return x;
}

/// A prediction in the target's own units; of labels, classes and raw numbers it is there already.
template <Real S>
[[nodiscard]] S restored_target(const Examples<S>& examples, const S& prediction) {
  return examples.target ? examples.target->restore(prediction) : prediction;
}

}  // namespace pathkernel
