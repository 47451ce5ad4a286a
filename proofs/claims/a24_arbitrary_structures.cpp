/// @file a24_arbitrary_structures.cpp
/// Statement.   "The data points x_i can be arbitrary structures" (claim A24): Theorem 1 asks that
///              f be differentiable in w, and of x nothing at all.
/// Hypotheses.  Those of claim A3. Only how f_w(x) is computed knows what x is.
/// Derivation.  No line of claim A2 differentiates by x, measures it or adds two of them. ∎
/// Computation. Words of one to four letters, read by a recurrent network one letter after another;
///              sets of numbers, read by a network that takes the mean of what it makes of each
///              member. Both in blocks of one size, filled up with padding that a mask hides. The
///              identity at new words and sets. What fills the padding changes no kernel, nor does
///              the order in which a set is written down.
/// Control.     The order of a word's letters does change kernels; the loudest example left out;
///              the flow of 1.001 L.
/// Not claimed. That a kernel between structures is of use: f decides that.

#include "nn/layers/activation.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
constexpr std::size_t places = 4;
constexpr Shape number{1, 1};

/// Row j of a block of 4 letters or members, and below them 4 masks: 1 where there is one.
template <Scalar T>
Var<T> member(Var<T> x, std::size_t j) {
  return slice(x, j, 0, number);
}
template <Scalar T>
Var<T> mask(Var<T> x, std::size_t j) {
  return slice(x, places + j, 0, number);
}

/// h ← tanh(U h + v x_j + b) letter by letter, f = c·h + d.
struct RecurrentNetwork {
  bool masked = true;

  [[nodiscard]] static std::vector<ParameterBlock> parameters() {
    return {{"U", {2, 2}}, {"v", {2, 1}}, {"b", {2, 1}}, {"c", {1, 2}}, {"d", number}};
  }
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Vars<T> w, Var<T> x) const {
    Var<T> h = tanh(w[1] * member(x, 0) + w[2]);  // a word has a letter at least
    for (std::size_t j = 1; j < places; ++j) {
      const Var<T> next = tanh(product(w[0], h) + w[1] * member(x, j) + w[2]);
      h = masked ? mask(x, j) * next + (1 - mask(x, j)) * h : next;
    }
    return product(w[3], h) + w[4];
  }
};

/// f = c·tanh(A mean_j tanh(v x_j + b) + e) + d.
struct NetworkOfSets {
  [[nodiscard]] static std::vector<ParameterBlock> parameters() {
    return {{"v", {2, 1}}, {"b", {2, 1}}, {"A", {2, 2}},
            {"e", {2, 1}}, {"c", {1, 2}}, {"d", number}};
  }
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Vars<T> w, Var<T> x) const {
    Var<T> total = mask(x, 0) * tanh(w[0] * member(x, 0) + w[1]), count = mask(x, 0);
    for (std::size_t j = 1; j < places; ++j) {
      total = total + mask(x, j) * tanh(w[0] * member(x, j) + w[1]);
      count = count + mask(x, j);
    }
    return product(w[4], tanh(product(w[2], total / count) + w[3])) + w[5];
  }
};

/// @param padding  what stands where nothing is
std::vector<S> block_of(const std::vector<S>& members, const S& padding = S(0)) {
  std::vector<S> x(2 * places, S(0));
  for (std::size_t j = 0; j < places; ++j) {
    x[j] = j < members.size() ? members[j] : padding;
    x[places + j] = S(j < members.size() ? 1 : 0);
  }
  return x;
}

/// An a is 1, a b is -1.
std::vector<S> word(const std::string& letters, const S& padding = S(0)) {
  std::vector<S> numbers;
  for (const char letter : letters) numbers.push_back(S(letter == 'a' ? 1 : -1));
  return block_of(numbers, padding);
}

Examples<S> examples(const Points<S>& x, const std::vector<S>& y) {
  return {x.size(), 2 * places, in_lanes(x, 2 * places), y};
}

const std::vector<std::string> training_words{"a", "ab", "ba", "aab", "bbba"};

/// Does a word end as it began? Queries: "abba", "ab", "ab" with other padding, "ba".
Instance<S> words(const Trial& trial) {
  const RecurrentNetwork network{.masked = !trial.mistaken};
  Points<S> x;
  for (const std::string& letters : training_words) x.push_back(word(letters));
  return {"words",
          network,
          SquaredLoss{},
          examples(x, {S(1), S(-1), S(-1), S(-1), S(-1)}),
          initial_parameters<S>(RecurrentNetwork{}, 3),
          trial.pick(S(1), S(1) / 16),
          {word("abba"), word("ab"), word("ab", S(7)), word("ba")}};
}

/// The distance from least to greatest. Queries: a set, the same with other padding, and written
/// down in another order.
Instance<S> sets(const Trial& trial) {
  const std::vector<S> set{S(1) / 3, S(-1), S(4) / 5};
  const Points<S> x{block_of({S(1) / 2}), block_of({S(-1), S(1)}), block_of({S(0), S(1) / 4}),
                    block_of({S(-3) / 4, S(1) / 4, S(0), S(1) / 2})};
  return {"sets",
          NetworkOfSets{},
          SquaredLoss{},
          examples(x, {S(0), S(2), S(1) / 4, S(5) / 4}),
          initial_parameters<S>(NetworkOfSets{}, 5),
          trial.pick(S(1), S(1) / 16),
          {block_of(set), block_of(set, S(7)), block_of({set[2], set[0], set[1]})}};
}

/// The largest difference between all that two rows have.
S apart(const KernelMachine<S>& one, const KernelMachine<S>& other) {
  using std::abs;
  S largest = abs(one.initial - other.initial);
  for (std::size_t i = 0; i < one.path_kernel.size(); ++i) {
    keep_largest(largest, S(abs(one.path_kernel[i] - other.path_kernel[i])));
    keep_largest(largest, S(abs(one.loss_weighted[i] - other.loss_weighted[i])));
  }
  return largest;
}

Training<S> check(const Trial& trial, const Instance<S>& instance, Evidence& evidence) {
  Training<S> training = train(instance);
  check_identity(evidence, instance, training);
  must_miss_the_loudest(evidence, instance.name, reading(training));
  check_order(evidence, asked(instance, {instance.queries[0]}), trial.pick(2, 1));
  return training;
}

/// K between all words of up to so many letters, divided by the roots of its diagonal.
Figure figure(const Trial& trial, const Instance<S>& instance, const Path<S>& path) {
  std::vector<std::string> all{"a", "b"};
  for (std::size_t k = 0; all[k].size() < 3; ++k)
    for (const char* letter : {"a", "b"}) all.push_back(all[k] + letter);
  Points<S> points;
  for (const std::string& letters : all) points.push_back(word(letters));
  Instance<S> between = asked(instance, points);
  between.data = examples(points, std::vector<S>(points.size(), S(0)));
  const std::vector<KernelMachine<S>> machines =
      reading(between, path, part(trial, 0.7, 1.0), S(1) / 1'000'000'000).machines;
  Panel panel{.title = "K(x, x')/√(K(x, x) K(x', x'))",
              .x_label = "word x', in the order a, b, aa, ab, ba, bb, aaa, ...",
              .y_label = "word x"};
  const auto K = [&](std::size_t r, std::size_t c) {
    return static_cast<double>(machines[r].path_kernel[c]);
  };
  std::array<double, 2> sum{}, count{};  // of pairs that end in two letters, and in the same
  for (std::size_t r = 0; r < all.size(); ++r) {
    std::vector<double>& row = panel.map.emplace_back();
    for (std::size_t c = 0; c < all.size(); ++c) {
      row.push_back(K(r, c) / std::sqrt(K(r, r) * K(c, c)));
      if (r == c) continue;
      const bool same = all[r].back() == all[c].back();
      sum[same] += row.back();
      count[same] += 1;
    }
  }
  return {"a24_words",
          "How alike words are to a recurrent network",
          "A map of all pairs of words of up to three letters: on average it is " +
              decimal(sum[1] / count[1], 2) + " for two that end in the same letter, and " +
              decimal(sum[0] / count[0], 2) + " for two that do not.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> of_words = words(trial), of_sets = sets(trial);
  const Training<S> by_word = check(trial, of_words, evidence);
  must_miss_astray(evidence, asked(of_words, {of_words.queries[0]}));
  trial.progress(0.4);
  const Training<S> by_set = check(trial, of_sets, evidence);
  trial.progress(0.7);
  const std::vector<KernelMachine<S>>&word = by_word.machines, &set = by_set.machines;
  evidence.vanishes("a word's K, S, y_0: other padding", magnitude(apart(word[1], word[2])),
                    {"1", 0});
  evidence.vanishes("a set's K, S, y_0: other padding", magnitude(apart(set[0], set[1])), {"1", 0});
  evidence.vanishes("a set's K, S, y_0: another order", magnitude(apart(set[0], set[2])), {"1", 0});
  evidence.must_not_vanish("a word's K, S, y_0: another order", magnitude(apart(word[1], word[3])));
  evidence.conclude(Verdict::holds);
  decision.finding =
      "for words of any length and for sets; padding and a set's order change "
      "nothing, a word's order changes K, S or y_0 by up to " +
      magnitude(apart(word[1], word[3])).text;
  Table table{"what each word adds to the value of \"abba\"", {"word", "K", "-S_i"}, {}};
  for (std::size_t i = 0; i < training_words.size(); ++i)
    table.rows.push_back({training_words[i], decimal(word[0].path_kernel[i], 4),
                          decimal(word[0].contribution(i), 4)});
  decision.tables.push_back(std::move(table));
  if (!trial.small) decision.figures.push_back(figure(trial, of_words, by_word.path));
}

}  // namespace

Claim a24() {
  return {"A24", "the data may be arbitrary structures: words, sets", Verdict::holds,
          "the mask is forgotten, so that padding takes part", decide};
}

}  // namespace pathkernel::claims
