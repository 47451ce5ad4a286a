/// @file gradient_factors_test.cpp
/// Which gradients are kept as factors, and that their kernel is that of the Jacobian all the same.
#include "kernel/tangent/gradient_factors.hpp"

#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/layers/attention.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t example_count = 4;

template <class S, class M>
PointGradients<S> gradients_of(const M& model, std::size_t dimension, GradientForm form) {
  PointGradients<S> at(model, dimension, rationals<S>(dimension * example_count, 5), example_count,
                       {form});
  at.evaluate(rationals<S>(parameter_count(model.parameters()), 2));
  return at;
}

/// How many terms the first block of parameters has; 0 if it is not kept as factors.
template <class S>
std::size_t terms_of_first(const PointGradients<S>& at) {
  return at.blocks().front().front().right ? at.blocks().front().size() : 0;
}

/// The digits to which factors give the kernel of the Jacobian.
template <class S, class M>
int agreement(const M& model, std::size_t dimension) {
  PointGradients<S> factors = gradients_of<S>(model, dimension, GradientForm::factored);
  PointGradients<S> jacobian = gradients_of<S>(model, dimension, GradientForm::multiplied_out);
  const Matrix<S> a = tangent_kernel(factors, factors), b = tangent_kernel(jacobian, jacobian);
  int digits = all_digits<S>;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    digits = std::min(digits, agreeing_digits(a.entries[i], b.entries[i], S(1)));
  return digits;
}

const std::vector<ParameterBlock> square_block{{"W", {3, 3}}};

}  // namespace

TEMPLATE_TEST_CASE("a weight used twice has a term for each use, and the kernel their cross terms",
                   "[gradient_factors]", double, Real50) {
  using S = TestType;
  const RecordedModel twice{
      square_block, [](auto w, auto x) { return sum(product(w[0], tanh(product(w[0], x)))); }};
  const RecordedModel tied{square_block, [](auto w, auto x) {
                             return sum(product(transpose(w[0]), tanh(product(w[0], x))));
                           }};

  CHECK(terms_of_first(gradients_of<S>(twice, 3, GradientForm::factored)) == 2);
  CHECK(terms_of_first(gradients_of<S>(tied, 3, GradientForm::factored)) == 2);
  const int lost = 3;
  CHECK(agreement<S>(twice, 3) >= all_digits<S> - lost);
  CHECK(agreement<S>(tied, 3) >= all_digits<S> - lost);

  SECTION("without the cross terms it is another kernel") {
    PointGradients<S> at = gradients_of<S>(twice, 3, GradientForm::factored);
    const std::vector<GradientTerm>& terms = at.blocks().front();
    const auto inner = [&](const GradientFactor& a, const GradientFactor& b) {
      S product(0);
      for (std::size_t r = 0; r < 3; ++r)
        product += at.numbers(a).at(r * a.along, 0) * at.numbers(b).at(r * b.along, 1);
      return product;
    };
    S without(0), with(0);
    for (const GradientTerm& s : terms)
      for (const GradientTerm& t : terms) {
        const S term = inner(s.left, t.left) * inner(*s.right, *t.right);
        with += term;
        if (s == t) without += term;
      }
    const S theta = tangent_kernel(at, at)(0, 1);
    CHECK(agreeing_digits(with, theta) >= all_digits<S> - lost);
    CHECK(agreeing_digits(without, theta) <= 2);
  }
}

TEMPLATE_TEST_CASE("scaled, subtracted, reshaped and transposed uses are products still",
                   "[gradient_factors]", double, Real50) {
  using S = TestType;
  const RecordedModel mixed{
      square_block, [](auto w, auto x) {
        const auto z = product(-w[0] / 3 - w[0] * 2, tanh(product(reshape(w[0], {3, 3}) * 5, x)));
        return sum(z - product(transpose(w[0]) * sum(x), x));
      }};
  PointGradients<S> at = gradients_of<S>(mixed, 3, GradientForm::factored);

  CHECK(terms_of_first(at) >= 3);
  CHECK(agreement<S>(mixed, 3) >= all_digits<S> - 4);
}

TEMPLATE_TEST_CASE("blocks that have the same gradient count once each", "[gradient_factors]",
                   double, Real50) {
  using S = TestType;
  // z = W x + b + c: the gradients by b and by c are one block of the program.
  const RecordedModel offsets{{{"W", {3, 2}}, {"b", {3, 1}}, {"c", {3, 1}}}, [](auto w, auto x) {
                                return sum(tanh(product(w[0], x) + w[1] + w[2]));
                              }};
  for (const GradientForm form : {GradientForm::factored, GradientForm::multiplied_out}) {
    PointGradients<S> at = gradients_of<S>(offsets, 2, form);
    const Matrix<S> theta = tangent_kernel(at, at);
    for (std::size_t i = 0; i < example_count; ++i)
      CHECK(agreeing_digits(theta(i, 1), inner_product(at.df_dw(i), at.df_dw(1))) >=
            all_digits<S> - 2);
  }
}

TEMPLATE_TEST_CASE("several columns are summed over pairs of columns", "[gradient_factors]", double,
                   Real50) {
  using S = TestType;
  const Convolution convolution{1, 2, {{1, 6}, {1, 3}, 1, Padding::circular}};
  const RecordedModel scores{convolution.parameters(),
                             [=](auto w, auto x) { return sum(square(tanh(convolution(w, x)))); }};
  PointGradients<S> at = gradients_of<S>(scores, 6, GradientForm::factored);

  REQUIRE(terms_of_first(at) == 1);
  CHECK(at.blocks().front().front().left.columns == 6);  // a place of the window each
  CHECK(agreement<S>(scores, 6) >= all_digits<S> - 3);
}

TEMPLATE_TEST_CASE("a weight used twice on several columns has all their cross terms",
                   "[gradient_factors]", double, Real50) {
  using S = TestType;
  const RecordedModel twice{
      square_block, [](auto w, auto x) {
        return sum(square(product(w[0], tanh(product(w[0], reshape(x, {3, 2}))))));
      }};
  PointGradients<S> at = gradients_of<S>(twice, 6, GradientForm::factored);

  REQUIRE(terms_of_first(at) == 2);
  CHECK(at.blocks().front().front().left.columns == 2);
  CHECK(agreement<S>(twice, 6) >= all_digits<S> - 4);
}

TEST_CASE("attention's four weights are kept as factors", "[gradient_factors]") {
  const SelfAttention attention{2, 1, 2};
  const RecordedModel scores{attention.parameters(), [=](auto w, auto x) {
                               return sum(square(attention(w, reshape(x, {2, 3}))));
                             }};
  const PointGradients<double> at = gradients_of<double>(scores, 6, GradientForm::factored);
  std::size_t kept = 0;
  for (const std::vector<GradientTerm>& terms : at.blocks())
    kept += terms.front().right.has_value() ? 1 : 0;
  CHECK(kept == 4);
  CHECK(agreement<double>(scores, 6) >= 12);
}

TEMPLATE_TEST_CASE("whatever is no sum of products of one shape is multiplied out",
                   "[gradient_factors]", double, Real50) {
  using S = TestType;
  const RecordedModel entries{square_block, [](auto w, auto x) {
                                return sum(exp(w[0]) * broadcast(x, {3, 3}));
                              }};
  const RecordedModel sliced{square_block, [](auto w, auto x) {
                               return sum(product(slice(w[0], 0, 0, {2, 3}), x)) + sum(w[0]);
                             }};
  const RecordedModel partly{
      square_block, [](auto w, auto x) { return sum(product(w[0], x)) + sum(square(w[0])); }};
  for (const auto& at : {gradients_of<S>(entries, 3, GradientForm::factored),
                         gradients_of<S>(sliced, 3, GradientForm::factored),
                         gradients_of<S>(partly, 3, GradientForm::factored)})
    CHECK(terms_of_first(at) == 0);
  CHECK(agreement<S>(entries, 3) >= all_digits<S> - 3);
  CHECK(agreement<S>(sliced, 3) >= all_digits<S> - 3);
  CHECK(agreement<S>(partly, 3) >= all_digits<S> - 3);
}

TEST_CASE("factors are kept where they save multiplications", "[gradient_factors]") {
  const Mlp wide{{8, 8, 1}, Activation::tanh}, narrow{{1, 2, 1}, Activation::tanh};
  const auto form = GradientForm::cheapest;

  CHECK(terms_of_first(gradients_of<double>(wide, 8, form)) == 1);    // 8 + 8 < 8 x 8
  CHECK(terms_of_first(gradients_of<double>(narrow, 1, form)) == 0);  // 2 + 1 > 2 x 1
}
