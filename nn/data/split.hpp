/// @file split.hpp
/// Examples to learn from, and others to see whether it was learned: shuffled, then cut in two.
///
///     training  i_1, ..., i_k        test  i_(k+1), ..., i_m        (i a permutation, by its seed)
///
/// Both a DataSet and Examples can be cut. Cut a DataSet, if it is to be standardised: then from
/// the training part only (standardised), the test part after it (standardised_as).
///
/// Leaves out: parts with equal shares of the classes, data in the order of time.
/// Source: Stone, Cross-validatory choice and assessment (J. Royal Stat. Soc. B 36, 1974).
/// Next: making.hpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "nn/data/data_set.hpp"
#include "nn/data/examples.hpp"
#include "nn/generator.hpp"

namespace pathkernel {

/// What examples can be taken from: Examples<S>, or a DataSet.
template <class D>
concept Selectable = requires(const D& data, std::span<const std::size_t> which) {
  { selected(data, which) } -> std::same_as<D>;
};

template <class D>
struct Split {
  D training, test;
};

namespace detail {
/// 0, ..., m - 1, shuffled.
template <Selectable D>
[[nodiscard]] std::vector<std::size_t> shuffled(const D& data, std::uint64_t seed) {
  return Generator(seed, purpose::split).permutation(std::invoke(&D::count, data));
}
}  // namespace detail

/// Two parts with no example in common, and together all of them.
/// @throws std::invalid_argument  if one of them would be empty
template <Selectable D>
[[nodiscard]] Split<D> split(const D& data, std::size_t training_count, std::uint64_t seed) {
  const std::vector<std::size_t> order = detail::shuffled(data, seed);
  if (training_count == 0 || training_count >= order.size())
    reject("data: a split of ", order.size(), " examples with ", training_count,
           " for training; it needs 1 or more for training, and for the test.");
  const std::span<const std::size_t> all(order);
  return {selected(data, all.first(training_count)), selected(data, all.subspan(training_count))};
}

/// k splits, so that each example is in the test of one of them: k-fold cross-validation. The
/// sizes of the tests differ by 1 at most.
/// @throws std::invalid_argument  if there are fewer than 2 folds, or fewer examples than folds
template <Selectable D>
[[nodiscard]] std::vector<Split<D>> folds(const D& data, std::size_t k, std::uint64_t seed) {
  const std::vector<std::size_t> order = detail::shuffled(data, seed);
  if (k < 2 || k > order.size())
    reject("data: ", k, " folds of ", order.size(),
           " examples; need 2 or more folds, and an example for each.");
  std::vector<Split<D>> result;
  for (std::size_t fold = 0; fold < k; ++fold) {
    std::vector<std::size_t> training, test;
    for (std::size_t i = 0; i < order.size(); ++i)
      (i % k == fold ? test : training).push_back(order[i]);
    result.push_back({selected(data, std::span<const std::size_t>(training)),
                      selected(data, std::span<const std::size_t>(test))});
  }
  return result;
}

}  // namespace pathkernel
