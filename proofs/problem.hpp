/// @file problem.hpp
/// What is trained and asked, written down exactly and free of any scalar type: data, models,
/// initial parameters, loss, training time, queries.
///
/// Leaves out: the parsing of a command line, see options.hpp.
#pragma once

#include <variant>

#include "nn/data/standardised.hpp"
#include "nn/layers/linear.hpp"
#include "nn/losses.hpp"
#include "nn/models/mlp.hpp"

namespace pathkernel {

using AnyModel = std::variant<Linear, Mlp>;
using AnyLoss = std::variant<SquaredLoss, LogisticLoss>;

/// A model to train, and where its training starts.
struct Start {
  std::string name;  ///< "linear 1-1" or "tanh network 1-4-1"
  AnyModel model;
  std::vector<ExactNumber> w;

  [[nodiscard]] bool is_linear() const { return std::holds_alternative<Linear>(model); }
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
[[nodiscard]] std::vector<ExactNumber> written_parameters(
    const std::vector<ParameterBlock>& blocks);

/// The training time if none is given: the largest of 1, 2, 5 times a power of ten that is at most
/// 50/m. The loss is a sum, so the speed of learning grows with m.
[[nodiscard]] ExactNumber default_time(std::size_t m);

}  // namespace pathkernel
