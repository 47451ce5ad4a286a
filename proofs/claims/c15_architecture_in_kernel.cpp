/// @file c15_architecture_in_kernel.cpp
/// Statement.   The architecture carries knowledge of the target function into the kernel (claim
///              C15; of the paper's abstract, and of P. Houška's "Deep learning notes 11").
/// Hypotheses.  Two networks, trained by gradient flow on the same few signals; only one is built
///              from parts that don't mind a shift.
/// Derivation.  A circular convolution followed by a mean over all places has f(shift x) = f(x) at
///              every w, so ∇f does not change either, nor Θ, nor its integral:
///              K(shift x, x') = K(x, x'). No such thing holds for a fully connected network. ∎
/// Computation. On a ring of 12 places a slow wave and a fast one are told apart, both learned at
///              one place. Asked about them at all places: K to roundoff, the labels, and how well
///              K agrees with the kernel y yᵀ that knows them.
/// Control.     The fully connected network's K must change where the signal is shifted.
/// Not claimed. That the network without that knowledge could not gain it from more examples.

#include "kernel/gram/alignment.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/layers/pooling.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

constexpr std::uint32_t places = 12;

/// One of two signals that begins at one place of the ring: a slow wave, or a fast one.
std::vector<double> signal(bool fast, std::size_t place) {
  std::vector<double> x(places, 0);
  const std::vector<double> shape =
      fast ? std::vector<double>{1, -1, 1, -1} : std::vector<double>{1, 1, -1, -1};
  for (std::size_t k = 0; k < shape.size(); ++k) x[(place + k) % places] = shape[k];
  return x;
}
/// Both signals at all places: first the slow waves.
Points<double> all_signals() {
  Points<double> x;
  for (const bool fast : {false, true})
    for (std::size_t place = 0; place < places; ++place) x.push_back(signal(fast, place));
  return x;
}
Examples<double> as_examples(const Points<double>& x) {
  Examples<double> data{x.size(), places, in_lanes(x, places), {}};
  for (std::size_t i = 0; i < x.size(); ++i) data.y.push_back(2 * i < x.size() ? 1 : -1);
  return data;
}

struct Result {
  std::string name;
  Matrix<double> kernel;  ///< K between all signals
  double most_moved = 0;  ///< max |K(shift x, x_i) - K(x, x_i)|, of the largest K
  double right = 0;       ///< the share of all signals told apart
  double alignment = 0;   ///< of K with y yᵀ, both centred
};

Result learned(const Trial& trial, Evidence& evidence, const std::string& name,
               const ModelOn<double>& model) {
  const Points<double> all = all_signals();
  const Examples<double> data = as_examples({all.front(), all[places]});
  const Instance<double> instance{
      name, model, SquaredLoss{}, data, initial_parameters<double>(model, 1), trial.pick(20.0, 6.0),
      all};
  const Training<double> training = train(instance);
  check_identity(evidence, instance, training);
  Instance<double> between = instance;
  between.data = as_examples(all);
  PathReader<double> along = reader(between, training.path, all);
  Result result{name, path_kernel_matrix(kernel_machines(along))};
  result.alignment = centred_alignment(result.kernel, target_kernel(between.data.y));
  for (std::size_t q = 0; q < all.size(); ++q) {
    const std::size_t unshifted = q < places ? 0 : places;
    for (const std::size_t i : {std::size_t{0}, std::size_t{places}})
      result.most_moved =
          std::max(result.most_moved, std::abs(result.kernel(q, i) - result.kernel(unshifted, i)));
    result.right += training.outputs[q] * between.data.y[q] > 0 ? 1 : 0;
  }
  result.right /= double(all.size());
  result.most_moved /= largest_magnitude(result.kernel);
  return result;
}

Panel map(const Result& result) {
  Panel panel{.title = result.name + ", K centred",
              .x_label = "signal and place",
              .y_label = "signal and place"};
  const Matrix<double> kernel = centred(result.kernel);
  for (std::size_t q = 0; q < kernel.rows; ++q) {
    const std::span<const double> row = kernel.row(q);
    panel.map.emplace_back(row.begin(), row.end());
  }
  return panel;
}
Figure figure(const Result& cnn, const Result& mlp) {
  Panel shifted{.title = "K(shifted x, x)/K(x, x)", .x_label = "shift"};
  for (const Result* result : {&cnn, &mlp}) {
    Curve curve{result->name, {}, Curve::Style::line_and_points};
    for (std::size_t shift = 0; shift < places; ++shift)
      curve.points.push_back({double(shift), result->kernel(shift, 0) / result->kernel(0, 0)});
    shifted.curves.push_back(std::move(curve));
  }
  double least = 1;
  for (const auto& [shift, k] : shifted.curves.back().points) least = std::min(least, k);
  return {"c15_architecture_in_kernel",
          "What a path kernel knows of shifts",
          "First map: the convolutional network's K, between 12 places of the slow wave and 12 of "
          "the fast one, is four even blocks of two levels. Second: the fully connected network's "
          "varies from place to place. Curves: as a signal is shifted, K stays at 1 in the first, "
          "and falls to about " +
              decimal(least, 1) + " in the second.",
          {map(cnn), map(mlp), shifted}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Padding padding = trial.mistaken ? Padding::zeros : Padding::circular;
  const Convolution window{1, 8, {{1, places}, {1, 3}, 1, padding}};
  const Result cnn =
      learned(trial, evidence, "convolutional",
              compose(window, Activate{Activation::gelu}, GlobalAverage{}, Linear{8, 1}));
  trial.progress(0.5);
  const Result mlp =
      learned(trial, evidence, "fully connected", Mlp{{places, 8, 1}, Activation::gelu});
  evidence.vanishes("convolutional: K(shift x, x_i) less K(x, x_i), of the largest K",
                    magnitude(cnn.most_moved), magnitude(1.0));
  evidence.must_not_vanish("fully connected: the same", magnitude(mlp.most_moved));
  evidence.within("convolutional: right, of all signals", cnn.right, 1, 1);
  evidence.within("fully connected: right, of all signals", mlp.right, 0, 0.9);
  evidence.within("convolutional: alignment with the labels", cnn.alignment, 0.99, 1.01);
  evidence.within("fully connected: alignment with the labels", mlp.alignment, 0, 0.5);
  evidence.conclude(Verdict::shown);
  Table table{"All signals, from one of each", {"", "K moves by", "right", "alignment"}, {}};
  for (const Result* result : {&cnn, &mlp})
    table.rows.push_back({result->name, decimal(result->most_moved, 2), decimal(result->right, 3),
                          decimal(result->alignment, 3)});
  decision.finding = "shifted signals right: convolutional " + decimal(100 * cnn.right, 3) +
                     " %, fully connected " + decimal(100 * mlp.right, 3) + " %; K moves by " +
                     decimal(cnn.most_moved, 2) + " and " + decimal(mlp.most_moved, 2);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure(cnn, mlp));
}

}  // namespace

Claim c15() {
  return {"C15", "the architecture carries knowledge into the kernel", Verdict::shown,
          "zeros beyond the edge, not the other side", decide};
}

}  // namespace pathkernel::claims
