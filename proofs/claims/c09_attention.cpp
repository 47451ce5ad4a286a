/// @file c09_attention.cpp
/// Statement.   Softmax attention is Nadaraya and Watson's kernel regression (claim C9): what word
///              p takes is the mean of the values v_i, weighted by k(q_p, k_i) = exp(q_p·k_i/√d).
/// Hypotheses.  None. That k is symmetric only where queries and keys are the same projections.
///              Where all keys are as long, the Gaussian of width d^(1/4) may take its place.
/// Derivation.  softmax is exp divided by its sum: Nadaraya and Watson's formula, word for word.
///              And q·k_i = (‖q‖² + ‖k_i‖² - ‖q - k_i‖²)/2, of which a mean over i feels only what
///              depends on i. ∎
/// Computation. The layer, as networks have it, with one head and with several; against the
///              regression machine with queries, keys and values multiplied out, in 60 digits.
/// Control.     Without √d it must fail, and so must the Gaussian where keys differ in length.
/// Not claimed. That a network of such layers is a kernel machine: queries, keys and values are
///              learned, and the next layer's are nonlinear in the words.

#include "kernel/classical/radial.hpp"
#include "kernel/machines/nadaraya_watson.hpp"
#include "nn/layers/attention.hpp"
#include "nn/layers/composition.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// exp(q·k/√d), or with another divisor.
struct SoftmaxKernel {
  S divisor;
  S operator()(std::span<const S> q, std::span<const S> k) const {
    using std::exp;
    return exp(S(inner_product(q, k) / divisor));
  }
};

/// A layer at its parameters, and the words it is given.
struct Attention {
  std::string name;
  SelfAttention layer;
  std::vector<S> w;
  Points<S> words;

  [[nodiscard]] S root() const {
    using std::sqrt;
    return sqrt(S(static_cast<int>(layer.head_size)));
  }
  /// What the layer makes of the words, feature after feature.
  [[nodiscard]] std::vector<S> output() const {
    const auto count = static_cast<std::uint32_t>(words.size());
    return outputs(compose(Reshaped{{layer.features, count}}, layer), w,
                   in_lanes(words, layer.features));
  }
  /// Rows of a head of Wq, Wk or Wv, times each word.
  [[nodiscard]] Points<S> projected(const char* block, std::size_t head) const {
    const std::span<const S> W = parameter(layer.parameters(), w, block);
    Points<S> all;
    for (const std::vector<S>& word : words) {
      all.emplace_back();
      for (std::size_t r = head * layer.head_size; r < (head + 1) * layer.head_size; ++r)
        all.back().push_back(inner_product<S>(W.subspan(r * word.size(), word.size()), word));
    }
    return all;
  }
  /// The same by regression, head after head, and then Wo.
  template <class K>
  [[nodiscard]] std::vector<S> by_regression(const K& k, bool exchanged = false) const {
    const std::size_t n = words.size(), all = layer.heads * layer.head_size;
    const std::span<const S> W_o = parameter(layer.parameters(), w, "Wo");
    std::vector<S> result(layer.features * n, S(0));
    for (std::size_t h = 0; h < layer.heads; ++h) {
      Points<S> q = projected("Wq", h), keys = projected("Wk", h);
      if (exchanged) std::swap(q, keys);
      const Points<S> v = projected("Wv", h);
      for (std::size_t c = 0; c < layer.head_size; ++c) {
        NadarayaWatson<S> machine;
        for (const std::vector<S>& value : v) machine.targets.push_back(value[c]);
        for (std::size_t p = 0; p < n; ++p) {
          const S taken = machine.predict(kernel_row(k, q[p], keys)).value();
          for (std::size_t f = 0; f < layer.features; ++f)
            result[f * n + p] += W_o[f * all + h * layer.head_size + c] * taken;
        }
      }
    }
    return result;
  }
};

/// The largest difference between entries.
S apart(const std::vector<S>& a, const std::vector<S>& b) {
  using std::abs;
  S largest(0);
  for (std::size_t i = 0; i < a.size(); ++i) keep_largest(largest, S(abs(S(a[i] - b[i]))));
  return largest;
}

/// Words and weights drawn at random.
Attention drawn(std::uint32_t features, std::uint32_t heads, std::uint32_t head_size,
                std::size_t words) {
  Attention a{std::to_string(heads) + (heads == 1 ? " head" : " heads"),
              {features, heads, head_size},
              {},
              Points<S>(words, std::vector<S>(features))};
  a.w = initial_parameters<S>(a.layer, 9);
  Generator generator(90);
  for (std::vector<S>& word : a.words)
    for (S& entry : word) entry = S(generator.normal());
  return a;
}

/// Keys of length 2: twice the words, which are points of the circle with rational coordinates.
Attention on_a_circle() {
  Attention a = drawn(2, 1, 2, 0);
  a.name = "keys of one length";
  const Points<int> triples{{1, 0, 1}, {3, 4, 5}, {-5, 12, 13}, {-8, -15, 17}, {20, -21, 29}};
  for (const std::vector<int>& t : triples)
    a.words.push_back({S(t[0]) / S(t[2]), S(t[1]) / S(t[2])});
  const std::vector<S> turned{S(0), S(2), S(-2), S(0)};
  std::ranges::copy(turned, a.w.begin() + 4);  // Wk, after Wq
  return a;
}

/// A_pi against ‖q_p - k_i‖, times what makes it 1 at distance 0 if the kernel is Gaussian.
Curve weights(const Attention& a) {
  using std::sqrt;
  Curve curve{"attention", {}, Curve::Style::points};
  const GaussianKernel<S> gaussian{sqrt(a.root())};
  const Points<S> q = a.projected("Wq", 0), keys = a.projected("Wk", 0);
  for (const std::vector<S>& query : q) {
    const std::vector<S> row = kernel_row(SoftmaxKernel{a.root()}, query, keys),
                         bells = kernel_row(gaussian, query, keys);
    S total(0), of_bells(0);
    for (std::size_t i = 0; i < row.size(); ++i) total += row[i], of_bells += bells[i];
    for (std::size_t i = 0; i < row.size(); ++i)
      curve.points.push_back(
          {static_cast<double>(S(sqrt(detail::squared_distance<S>(query, keys[i])))),
           static_cast<double>(S(row[i] / total * of_bells))});
  }
  return curve;
}

Figure figure(const Attention& circle, const Attention& any) {
  Curve bell{"Gaussian", {}};
  for (int k = 0; k <= 100; ++k)
    bell.points.push_back({k / 20.0, std::exp(-k * k / 400.0 / (2 * std::sqrt(2.0)))});
  const auto panel = [&](const Attention& a, const char* title) {
    return Panel{.title = title,
                 .x_label = "distance of query and key",
                 .y_label = "weight",
                 .curves = {bell, weights(a)}};
  };
  return {"c09_weights",
          "Attention as a kernel",
          "How much a word takes of another against the distance of its query from the other's "
          "key. Left, keys of one length: every weight is on the Gaussian of width 2^(1/4). Right, "
          "keys of different lengths: long keys get more, and the points leave the curve.",
          {panel(circle, "keys of one length"), panel(any, "keys of different lengths")}};
}

void decide(const Trial& trial, Decision& decision) {
  using std::sqrt;
  Evidence evidence(50, decision);
  const Attention one = drawn(2, 1, 2, 5), circle = on_a_circle(),
                  many = drawn(4, trial.pick(4U, 2U), 3, trial.pick<std::size_t>(12, 5));
  S worst(0), gaussian_apart(0);
  for (const Attention* a : {&one, &many, &circle}) {
    const std::vector<S> y = a->output();
    const S difference = apart(y, a->by_regression(SoftmaxKernel{a->root()}, trial.mistaken));
    keep_largest(worst, difference);
    evidence.vanishes(a->name + ": attention less regression", magnitude(difference),
                      magnitude(apart(y, std::vector<S>(y.size(), S(0)))));
    evidence.must_not_vanish(a->name + ": without √d",
                             magnitude(apart(y, a->by_regression(SoftmaxKernel{S(1)}))));
    const S by_gaussian = apart(y, a->by_regression(GaussianKernel{S(sqrt(a->root()))}));
    if (a == &circle)
      evidence.vanishes(a->name + ": less regression with a Gaussian", magnitude(by_gaussian),
                        magnitude(S(1)));
    else
      evidence.must_not_vanish(a->name + ", keys of all lengths: with a Gaussian",
                               magnitude(gaussian_apart = by_gaussian));
  }
  evidence.conclude(Verdict::holds);
  decision.finding =
      "attention and regression differ by " + magnitude(worst).text +
      " at most; with keys of one length a Gaussian does as well, else it is off by " +
      decimal(gaussian_apart, 2);
  decision.figures.push_back(figure(circle, one));
}

}  // namespace

Claim c09() {
  return {"C9", "softmax attention is Nadaraya-Watson kernel regression", Verdict::holds,
          "queries and keys are exchanged in the regression", decide};
}

}  // namespace pathkernel::claims
