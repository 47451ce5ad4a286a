/// @file initial_values_test.cpp
/// Initial values: the same numbers in every scalar, of the variance that was asked for.
///
/// Statistics are of a fixed seed, and compared with five of their standard deviations.
#include "nn/parameters/initial_values.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

constexpr double two_to_53 = std::uint64_t{1} << 53;
constexpr std::array variances{Variance::lecun, Variance::he, Variance::glorot};
constexpr std::array distributions{Distribution::normal, Distribution::uniform};

/// A block of each role, and one whose model divides by √n.
std::vector<ParameterBlock> every_role() {
  return {{"W", {7, 5}, Role::weight},
          {"V", {7, 5}, Role::weight, Parametrisation::ntk},
          {"c", {7, 5}, Role::location},
          {"b", {7, 1}, Role::offset},
          {"g", {7, 1}, Role::gain}};
}
std::vector<double> part(const std::vector<double>& w, const std::vector<ParameterBlock>& blocks,
                         std::string_view name) {
  const std::span<const double> values = parameter(blocks, std::span(w), name);
  return {values.begin(), values.end()};
}
double mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v * v;
  return sum / static_cast<double>(values.size());
}
double largest(const std::vector<double>& values) {
  return std::abs(*std::ranges::max_element(values, {}, [](double v) { return std::abs(v); }));
}

}  // namespace

TEMPLATE_TEST_CASE("initial values are k/2^53, and the same numbers in every scalar",
                   "[initial_values]", double, Real50, BoostReal<40>) {
  using S = TestType;
  using std::floor;
  for (const Variance variance : variances)
    for (const Distribution distribution : distributions) {
      const std::vector<double> values = initial_values(every_role(), 1, {variance, distribution});
      const std::vector<S> w = exactly<S>(values);

      REQUIRE(w.size() == parameter_count(every_role()));
      for (std::size_t i = 0; i < w.size(); ++i) {
        const S k = w[i] * S(two_to_53);
        CHECK(k == floor(k));
        CHECK(static_cast<double>(w[i]) == values[i]);
      }
    }

  SECTION("as are a model's initial parameters") {
    const Mlp model{{2, 3, 1}};
    const Initialisation initialisation{Variance::glorot, Distribution::uniform};
    CHECK(initial_parameters<S>(model, 9) == exactly<S>(initial_values(model.parameters(), 9)));
    CHECK(initial_parameters<S>(model, 9, initialisation) ==
          exactly<S>(initial_values(model.parameters(), 9, initialisation)));
    CHECK(initial_parameters<S>(model, 9) != initial_parameters<S>(model, 10));
    CHECK(initial_parameters<S>(model, 9) != initial_parameters<S>(model, 9, initialisation));
  }
}

TEST_CASE("initial values are those that were computed elsewhere, with fractions",
          "[initial_values]") {
  const std::vector<ParameterBlock> blocks{
      {"W", {1, 3}}, {"V", {2, 3}}, {"c", {2, 1}, Role::location}};
  const auto starts_with = [&](const Initialisation& initialisation, std::string_view name,
                               const std::vector<double>& k) {
    const std::vector<double> w = initial_values(blocks, 5, initialisation);
    const std::vector<double> values = part(w, blocks, name);
    for (std::size_t i = 0; i < k.size(); ++i) CHECK(values[i] * two_to_53 == k[i]);
  };

  starts_with({}, "W", {1862010262771788.0, -3642251661271854.0, -7887041341520970.0});
  starts_with({Variance::glorot, Distribution::uniform}, "V",
              {7348523253898746.0, 1470902980530599.0, 8278166125486064.0});
  starts_with({}, "c", {11434785843999836.0, -10662288957052576.0});
}

TEST_CASE("weights have the variance that was asked for, and mean 0", "[initial_values]") {
  const std::uint32_t n = 300, m = 200;
  const double count = n * m;
  struct Expected {
    Variance kind;
    double variance;
  };
  for (const Expected& expected :
       {Expected{Variance::lecun, 1.0 / n}, Expected{Variance::he, 2.0 / n},
        Expected{Variance::glorot, 2.0 / (n + m)}})
    for (const Distribution distribution : distributions)
      for (const auto scheme : {Parametrisation::standard, Parametrisation::ntk}) {
        const std::vector<double> W =
            initial_values({{"W", {m, n}, Role::weight, scheme}}, 2, {expected.kind, distribution});
        const double variance = expected.variance * (scheme == Parametrisation::ntk ? n : 1);
        const double of_squares = distribution == Distribution::normal ? 2 : 4.0 / 5;  // E u⁴ = 9/5

        double sum = 0;
        for (const double w : W) sum += w;
        CHECK(std::abs(sum / count) < 5 * std::sqrt(variance / count));
        CHECK(std::abs(mean_square(W) / variance - 1) < 5 * std::sqrt(of_squares / count));
        const double bound = std::sqrt(3 * variance);  // of a uniform weight, and not of a normal
        CHECK((largest(W) <= bound) == (distribution == Distribution::uniform));
        CHECK(largest(W) > 0.999 * bound);
      }
}

TEST_CASE("offsets begin at 0, gains at 1, locations are standard normal", "[initial_values]") {
  const std::vector<ParameterBlock> blocks{
      {"c", {200, 300}, Role::location}, {"b", {4, 3}, Role::offset}, {"g", {4, 3}, Role::gain}};
  const std::vector<double> w = initial_values(blocks, 3);

  CHECK(std::abs(mean_square(part(w, blocks, "c")) - 1) < 5 * std::sqrt(2 / 60000.0));
  CHECK(part(w, blocks, "b") == std::vector<double>(12, 0));
  CHECK(part(w, blocks, "g") == std::vector<double>(12, 1));
}

TEMPLATE_TEST_CASE("a model that divides by √n begins as the same function", "[initial_values]",
                   double, Real50) {
  using S = TestType;
  const Mlp standard{{3, 50, 1}, Activation::tanh, Parametrisation::standard};
  const Mlp ntk{{3, 50, 1}, Activation::tanh, Parametrisation::ntk};
  const std::vector<S> x{S(1) / 3, S(-2) / 7, S(5) / 4};
  for (const Variance variance : variances) {
    const std::vector<double> v = initial_values(standard.parameters(), 4, {variance});
    const std::vector<double> w = initial_values(ntk.parameters(), 4, {variance});

    // √n times as large: each is rounded to 2^-53, after three roundings of 2^-53 of itself.
    const std::vector<double> V = part(v, standard.parameters(), "W2");
    const std::vector<double> W = part(w, ntk.parameters(), "W2");
    for (std::size_t i = 0; i < V.size(); ++i)
      CHECK(std::abs(W[i] - std::sqrt(50.0) * V[i]) <=
            (8 * std::abs(W[i]) + std::sqrt(50.0)) / two_to_53);

    const S f = output(standard, exactly<S>(v), x), g = output(ntk, exactly<S>(w), x);
    CHECK(agreeing_digits(f, g) >= 13);  // the digits of the values, in any scalar, less some
    CHECK(f != output(ntk, exactly<S>(v), x));
  }
}

TEST_CASE("a block begins the same whatever the blocks beside it are", "[initial_values]") {
  const auto values = [](std::vector<ParameterBlock> blocks, std::string_view name,
                         std::uint64_t seed = 6) {
    return part(initial_values(blocks, seed), blocks, name);
  };
  const ParameterBlock V{"V", {2, 3}}, W{"W", {4, 3}}, larger{"V", {20, 30}},
      b{"V", {2, 3}, Role::offset};
  const std::vector<double> expected = values({V, W}, "W");

  CHECK(values({V, W, {"U", {5, 5}}}, "W") == expected);
  CHECK(values({larger, W}, "W") == expected);
  CHECK(values({b, W}, "W") == expected);

  SECTION("but otherwise in another place, or of another seed") {
    CHECK(values({W, V}, "W") != expected);
    CHECK(values({V, W}, "W", 7) != expected);
    const std::vector<double> twice = initial_values({{"A", {1, 4}}, {"B", {1, 4}}}, 6);
    CHECK(twice[0] != twice[4]);
  }
  SECTION("and not as a generator of that seed draws for another purpose") {
    Generator generator(6);
    const std::vector<double> c = initial_values({{"c", {1, 1}, Role::location}}, 6);
    CHECK(c.front() != generator.normal());
  }
}

TEST_CASE("a variance that does not exist is refused", "[initial_values]") {
  CHECK_THROWS_WITH(initial_values({{"W", {2, 3}}}, 0, {Variance(7)}),
                    "parameters: a variance that does not exist, number 7.");
}
