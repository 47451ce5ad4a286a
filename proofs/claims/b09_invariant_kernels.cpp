/// @file b09_invariant_kernels.cpp
/// Statement.   Kernels with translation invariance, or selective attention, come directly from
///              convolutional networks, or transformers (claim B9; the paper's Discussion).
/// Hypotheses.  Circular convolutions and a mean over all places; attention without positions and a
///              mean over all words. g shifts the places, or permutes the words.
/// Derivation.  f_w(g x) = f_w(x) for every w. So their gradients by w are equal as well, and
///                Θ_w(g x, x') = ∇f_w(g x)·∇f_w(x') = Θ_w(x, x'),      K(g x, x') = K(x, x')
///              on any path: in each argument by itself. ∎
/// Computation. Each architecture is trained; Θ at w_0, the path kernel K and the output y are
///              compared, to all digits, between a query and all that g makes of it. The path and
///              the integrals along it are followed to 16 digits: this holds on any path.
/// Control.     Zeros beyond the edge instead of the other side; a shift by 1 where windows move on
///              by 2; words with positions. Each must change Θ, K and y. So must another query,
///              whose first number is not x's.
/// Not claimed. That networks in use are invariant: most pad with zeros, and know positions. What
///              "selective" adds for a kernel: that attention sees no order is what can be checked.

#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
using Move = std::vector<std::size_t>;  ///< number j of g x is number move[j] of x

struct Architecture {
  std::string name;
  ModelOn<S> model;
  std::vector<Move> moves;  ///< the first leaves x as it is
};

/// All shifts of a grid by multiples of `stride`.
std::vector<Move> shifts(Grid grid, std::size_t stride = 1) {
  std::vector<Move> moves;
  for (std::size_t down = 0; down < grid.height; down += stride)
    for (std::size_t right = 0; right < grid.width; right += stride) {
      Move& move = moves.emplace_back();
      for (std::size_t r = 0; r < grid.height; ++r)
        for (std::size_t c = 0; c < grid.width; ++c)
          move.push_back((r + down) % grid.height * grid.width + (c + right) % grid.width);
    }
  return moves;
}
/// All orders of so many words, of so many features each.
std::vector<Move> orders(std::size_t words, std::size_t features) {
  std::vector<std::size_t> order(words);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Move> moves;
  do {
    Move& move = moves.emplace_back();
    for (std::size_t f = 0; f < features; ++f)
      for (const std::size_t word : order) move.push_back(f * words + word);
  } while (std::ranges::next_permutation(order).found);
  return moves;
}

Architecture convolution(const std::string& name, Grid grid, Grid window, Padding padding,
                         std::uint32_t stride = 1, std::size_t moved_by = 1) {
  return {name,
          compose(Convolution{1, 2, {grid, window, stride, padding}}, Activate{Activation::tanh},
                  GlobalAverage{}, Linear{2, 1}),
          shifts(grid, moved_by)};
}
Architecture attention(const std::string& name, bool positions) {
  const Reshaped words{{2, 3}};  // 2 features of 3 words
  const SelfAttention body{2, 1, 2};
  Architecture architecture{name, {}, orders(3, 2)};
  if (positions)
    architecture.model = compose(words, Positions{2, 3}, body, GlobalAverage{}, Linear{2, 1});
  else
    architecture.model = compose(words, body, GlobalAverage{}, Linear{2, 1});
  return architecture;
}
Architecture transformer() {
  return {"transformer block without positions",
          compose(Reshaped{{3, 3}}, transformer_block({3, 1, 2}, 3), GlobalAverage{}, Linear{3, 1}),
          orders(3, 3)};
}

/// Numbers between -1 and 1, all different.
S some_number(std::size_t k) { return S(static_cast<int>(k * 37 % 101) - 50) / 50; }

/// Three examples; the queries are one x and all that is made of it, and last another one.
Instance<S> instance_of(const Architecture& architecture, const Trial& trial) {
  const std::size_t inputs = architecture.moves.front().size();
  Instance<S> instance{architecture.name,
                       architecture.model,
                       SquaredLoss{},
                       {3, inputs, {}, {S(1), S(-1), S(1) / 2}},
                       {},
                       trial.pick(S(1), S(1) / 16),
                       {}};
  for (std::size_t j = 0; j < 3 * inputs; ++j) instance.data.x.push_back(some_number(j + 1));
  for (std::size_t p = 0; p < parameter_count(architecture.model.blocks); ++p)
    instance.w.push_back(some_number(5 * p + 2));
  std::vector<S> x;
  for (std::size_t j = 0; j < inputs; ++j) x.push_back(some_number(7 * j + 3));
  for (const Move& move : architecture.moves) {
    if (trial.small && instance.queries.size() == 3) break;
    std::vector<S>& moved = instance.queries.emplace_back();
    for (const std::size_t from : move) moved.push_back(x[from]);
  }
  x.front() += 1;
  instance.queries.push_back(x);
  return instance;
}

/// What moving the query changes, at most.
struct Changes {
  S tangent = S(0), path = S(0), output = S(0);
  Magnitude another = {};      ///< what another query changes of K, at least
  S size = S(1);               ///< of the numbers compared
  std::vector<S> kernel = {};  ///< K(g x, x_1), by g
};

Changes changes_of(const Instance<S>& instance) {
  using std::abs;
  TrainingOptions<S> options;
  options.method = Taylor{.digits = 16};
  options.tolerance = S(1) / 1000000000000000;
  const Training<S> training = train(instance, options);
  PathReader<S> start = reader(instance, training.path, instance.queries);
  start.go_to(S(0));
  Changes found;
  const auto& machines = training.machines;
  Smallest<S> another;
  for (std::size_t i = 0; i < instance.data.count; ++i)
    another.add(machines.back().path_kernel[i] - machines.front().path_kernel[i]);
  found.another = another.magnitude();
  for (std::size_t q = 0; q + 1 < machines.size(); ++q) {
    found.kernel.push_back(machines[q].path_kernel[0]);
    keep_largest(found.output, S(abs(S(training.outputs[q] - training.outputs[0]))));
    for (std::size_t i = 0; i < instance.data.count; ++i) {
      const S K = machines[q].path_kernel[i];
      keep_largest(found.size, S(abs(K)));
      keep_largest(found.path, S(abs(S(K - machines[0].path_kernel[i]))));
      keep_largest(found.tangent, S(abs(S(start.kernel(q, i) - start.kernel(0, i)))));
    }
  }
  return found;
}

/// What is compared, and what is expected of it: no change, or one.
struct Comparison {
  Architecture architecture;
  bool invariant;
};

std::vector<Comparison> comparisons(const Trial& trial) {
  const Padding padding = trial.mistaken ? Padding::zeros : Padding::circular;
  const Grid line{1, 6}, window{1, 3}, square{3, 3}, corner{2, 2};
  std::vector<Comparison> all{
      {convolution("circular convolution", line, window, padding), true},
      {convolution("convolution with zeros", line, window, Padding::zeros), false},
      {attention("attention without positions", false), true},
      {attention("attention with positions", true), false}};
  if (trial.small) return all;
  all.push_back({convolution("circular, on a grid", square, corner, padding), true});
  all.push_back(
      {convolution("circular, stride 2, shifts by 2", line, window, padding, 2, 2), true});
  all.push_back(
      {convolution("circular, stride 2, shifts by 1", line, window, padding, 2, 1), false});
  all.push_back({transformer(), true});
  return all;
}

/// K(g x, x_1) by the number of g, of four architectures.
Figure figure_of(const std::vector<Comparison>& all, const std::vector<Changes>& changes) {
  Panel shifted{.title = "Shifting the query", .x_label = "shift", .y_label = "K(g x, x_1)"};
  Panel permuted{.title = "Permuting its words", .x_label = "order", .y_label = "K(g x, x_1)"};
  for (std::size_t k = 0; k < 4; ++k) {
    Curve curve{all[k].architecture.name, {}, Curve::Style::line_and_points};
    for (std::size_t g = 0; g < changes[k].kernel.size(); ++g)
      curve.points.push_back({static_cast<double>(g), static_cast<double>(changes[k].kernel[g])});
    (k < 2 ? shifted : permuted).curves.push_back(std::move(curve));
  }
  return {"b09_invariance",
          "Kernels that do not see shifts, or the order of words",
          "The path kernel between a moved query and an example: level lines for the circular "
          "convolution and for attention without positions; with zeros beyond the edge, or with "
          "positions, it changes from move to move.",
          {shifted, permuted}};
}

void check(Evidence& evidence, const std::string& name, const Changes& found, bool invariant) {
  for (const auto& [what, change] : {std::pair(": Θ", found.tangent), std::pair(": K", found.path),
                                     std::pair(": y", found.output)})
    if (invariant)
      evidence.vanishes(name + what, magnitude(change), magnitude(found.size));
    else
      evidence.must_not_vanish(name + what, magnitude(change));
  if (invariant) evidence.must_not_vanish(name + ": K of another query", found.another);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const std::vector<Comparison> all = comparisons(trial);
  std::vector<Changes> changes;
  Table table{"What moving the query changes, at most",
              {"architecture", "moves", "Θ at w_0", "K", "y"},
              {}};
  for (const auto& [architecture, invariant] : all) {
    changes.push_back(changes_of(instance_of(architecture, trial)));
    trial.progress(static_cast<double>(changes.size()) / static_cast<double>(all.size()));
    const Changes& found = changes.back();
    check(evidence, architecture.name, found, invariant);
    table.rows.push_back({architecture.name, std::to_string(architecture.moves.size()),
                          magnitude(found.tangent).text, magnitude(found.path).text,
                          magnitude(found.output).text});
  }
  evidence.conclude(Verdict::holds);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure_of(all, changes));
  decision.finding =
      "Θ, K and y change by at most " + decision.residual.value_or("?") +
      " where shifts or orders should not be seen; padding with zeros, or positions, "
      "change them visibly";
}

}  // namespace

Claim b09() {
  return {"B9", "Convolution and attention give kernels invariant to shifts and order",
          Verdict::holds, "the convolution sees zeros beyond the edge, not the other side", decide};
}

}  // namespace pathkernel::claims
