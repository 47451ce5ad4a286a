/// @file problem.hpp
/// What is trained and asked, written down exactly and free of any scalar type: data, models,
/// initial parameters, loss, how it is trained, queries.
///
/// Leaves out: the parsing of a command line, see options.hpp; how it is told, description.hpp.
#pragma once

#include "nn/data/standardised.hpp"
#include "proofs/problem/choices.hpp"
#include "proofs/problem/models.hpp"
#include "proofs/problem/variant.hpp"

namespace pathkernel {

/// A model to train, and where its training starts.
struct Start {
  std::string name;  ///< "linear model 1-1" or "tanh network 1-4-1"
  AnyModel model;
  std::vector<ExactNumber> w;

  /// Whether f is linear in w, so that its tangent kernel does not move.
  [[nodiscard]] bool is_linear() const {
    return std::holds_alternative<Linear>(model) || std::holds_alternative<PolynomialOfEach>(model);
  }
};

/// A query in the file's own units.
struct Query {
  std::string name;  ///< "31"
  std::vector<ExactNumber> values;
};

struct Problem {
  DataSet data;  ///< of a density: without a target, see has_target()
  AnyLoss loss;
  std::vector<Start> starts;
  ExactNumber until = 1;  ///< T of a flow
  std::vector<Query> queries;
  std::string units;    ///< of the queries, for printing: "°F"
  std::size_t top = 6;  ///< contributions that are listed

  // How it is trained if not by the plain flow: what was asked for.
  std::optional<AnyRegularizer> regularizer;
  std::optional<AnySchedule> schedule;
  std::optional<AnyMomentum> momentum;
  std::optional<FiniteSteps> steps;
  std::optional<std::string> checkpoint;  ///< the file that keeps the path of what is asked for

  [[nodiscard]] bool has_target() const { return !loss.of_density(); }
  /// C, the outputs of a model.
  [[nodiscard]] std::size_t outputs() const {
    return std::max<std::size_t>(1, data.target.classes.size());
  }
  /// Q C: every output at every query is a row, q C + c.
  [[nodiscard]] std::size_t rows() const { return queries.size() * outputs(); }
  /// "31 °F"; "(1, 2), class setosa".
  [[nodiscard]] std::string row_name(std::size_t row) const;

  /// The training that the options ask for, whose predictions are shown.
  [[nodiscard]] Variant asked() const;
  /// The variant that is trained where this one is meant: a regularizer and a schedule, both asked
  /// for, are in one training.
  [[nodiscard]] Variant trained_as(Variant variant) const;
  /// What a regularized training has: what was asked for, else L2.
  [[nodiscard]] AnyRegularizer tried_regularizer() const {
    return regularizer.value_or(AnyRegularizer{});
  }
  /// What a training in mini-batches has: what was asked for, else batches of 8 at most.
  [[nodiscard]] AnySchedule tried_schedule() const;
};

/// Initial parameters for blocks of any shapes: hundredths k/(100 r) with |k| <= 100 and r² at
/// least the number of a row's inputs, or r = 1 where the model divides by it. They are drawn with
/// integers, so the same on every platform and scalar. Gains begin at 1.
[[nodiscard]] std::vector<ExactNumber> written_parameters(
    const std::vector<ParameterBlock>& blocks);

/// The training time if none is given: the largest of 1, 2, 5 times a power of ten that is at most
/// 50/m. The loss is a sum, so the speed of learning grows with m.
[[nodiscard]] ExactNumber default_time(std::size_t m);

}  // namespace pathkernel
