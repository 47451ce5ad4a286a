/// @file problem.hpp
/// What is trained and asked, written down exactly and free of any scalar type: data, models,
/// initial parameters, loss, training time, queries.
///
/// Leaves out: the parsing of a command line, see options.hpp.
#pragma once

#include <variant>

#include "nn/data/standardised.hpp"
#include "nn/losses.hpp"
#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"

namespace pathkernel {

using AnyModel = std::variant<Linear, Mlp>;
using AnyLoss = std::variant<SquaredLoss, LogisticLoss>;

/// A model to train, and where its training starts.
struct Start {
  std::string name;  ///< "linear 1-1" or "tanh network 1-4-1"
  AnyModel model;
  std::vector<ExactNumber> w;
};

/// A query in the file's own units.
struct Query {
  std::string name;  ///< "31"
  std::vector<ExactNumber> values;
};

struct Problem {
  DataSet data;
  AnyLoss loss;
  std::vector<Start> starts;
  ExactNumber until = 1;
  std::vector<Query> queries;
  ExactNumber l2 = ExactNumber("1/10");  ///< λ, where a regularizer is tried
  std::size_t batch = 8;                 ///< examples a mini-batch, where a schedule is tried
  int batches = 8;                       ///< one after another in [0, T]
  std::string units;                     ///< of the queries, for printing: "°F"
};

/// Initial parameters for blocks of any shapes: hundredths k/(100 r) with |k| <= 100 and r² at
/// least the number of a row's inputs, drawn with integers, so the same on every platform and
/// scalar.
[[nodiscard]] inline std::vector<ExactNumber> written_parameters(
    const std::vector<ParameterBlock>& blocks) {
  std::vector<ExactNumber> w;
  std::uint64_t state = 1;
  for (const ParameterBlock& block : blocks) {
    std::uint32_t r = 1;
    while (r * r < block.shape.columns) ++r;
    for (std::size_t i = 0; i < block.shape.size(); ++i) {
      std::uint64_t z = (state += 0x9e3779b97f4a7c15);  // splitmix64 (Steele, Lea & Flood 2014)
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      const int k = static_cast<int>((z ^ (z >> 31)) % 201) - 100;
      w.emplace_back(std::to_string(k) + "/" + std::to_string(100 * r));
    }
  }
  return w;
}

/// The training time if none is given: the largest of 1, 2, 5 times a power of ten that is at most
/// 50/m. The loss is a sum, so the speed of learning grows with m.
[[nodiscard]] inline ExactNumber default_time(std::size_t m) {
  for (const int whole : {20, 10, 5, 2, 1})
    if (static_cast<std::size_t>(whole) * m <= 50) return whole;
  std::string zeros;
  for (std::size_t tenths = 500;; tenths *= 10, zeros += '0')
    for (const int digit : {5, 2, 1})
      if (static_cast<std::size_t>(digit) * m <= tenths)
        return ExactNumber("0." + zeros + std::to_string(digit));
}

}  // namespace pathkernel
