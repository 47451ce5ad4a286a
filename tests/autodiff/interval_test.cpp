/// @file interval_test.cpp
/// Intervals hold the truth, to 200 digits, and little else; and a check that would see it if not.
#ifdef PATHKERNEL_HAS_MPFI
#include "autodiff/interval.hpp"

#include <random>

#include "autodiff/interval_functions.hpp"
#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

using I = Interval<60>;
using Number = MpfrReal<60>;
using Truth = MpfrReal<200>;

static_assert(std::regular<I> && std::constructible_from<I, int> && !std::totally_ordered<I>);
static_assert(std::same_as<decltype(I() + I()), I> && std::same_as<decltype(I() - I()), I>);
static_assert(std::same_as<decltype(I() * I()), I> && std::same_as<decltype(I() / I()), I>);
static_assert(std::same_as<decltype(1 - I()), I> && std::same_as<decltype(-I()), I>);
static_assert(!std::constructible_from<I, long double> && !std::constructible_from<I, Truth>);

/// Seeded, and without <random>'s distributions, which differ from one library to the next.
class Random {
 public:
  /// In [0, 1), with 192 random bits: none of the roundings tried here is exact by chance.
  Number fraction() {
    Number x = 0;
    for (int word = 0; word < 3; ++word) x = ldexp(Number(x + bits_()), -64);
    return x;
  }
  int below(int n) { return static_cast<int>(bits_() % static_cast<unsigned>(n)); }

  /// Of either sign, between 2^-41 and 2^5: some are tiny, some pass several periods of sin.
  Number number() {
    const Number x = ldexp(Number(fraction() + 1), below(46) - 41);
    return below(2) ? x : Number(-x);
  }
  /// A point; narrow, with 10 to 50 digits of 60 in common; wide on one side of 0; or anything.
  I interval() {
    const Number x = number();
    const int kind = below(4);
    if (kind == 0) return I(x);
    const Number y = kind == 1   ? Number(x * (1 + ldexp(fraction(), -33 - below(133))))
                     : kind == 2 ? Number(x * (1 + fraction() / 4))
                                 : number();
    return x < y ? I(x, y) : I(y, x);
  }
  Truth inside(const I& u) {
    const Truth lower(u.lower()), upper(u.upper());
    return lower + (upper - lower) * Truth(fraction());
  }

 private:
  std::mt19937_64 bits_{2012'00152};
};

/// End points that make no promise, unlike an Interval.
struct Ends {
  Number lower, upper;
  bool enclose(const Truth& x) const { return Truth(lower) <= x && x <= Truth(upper); }
};
Ends ends(const I& y) { return {y.lower(), y.upper()}; }

/// As if roundings had gone the wrong way: either end further in by as many numbers as several
/// right ones may move it out (up to two each), or by one where there is one at most.
Ends inwards(const I& y, int roundings) {
  Ends e = ends(y);
  for (int i = roundings <= 1 ? 1 : 2 * roundings; i > 0; --i) {
    mpfr_nextabove(e.lower.backend().data());
    mpfr_nextbelow(e.upper.backend().data());
  }
  return e;
}

/// The range of a function on an interval or a box: what it is at the points where it can end
/// (corners, turning points), and at some points besides.
struct Range {
  std::vector<Truth> where_it_may_end, inside;

  bool enclosed_by(const Ends& y) const {
    const auto in = [&](const Truth& x) { return y.enclose(x); };
    return std::ranges::all_of(where_it_may_end, in) && std::ranges::all_of(inside, in);
  }
  /// Whether both ends are right to so many relative errors ε of one rounding.
  bool touched_by(const Ends& y, int roundings) const {
    const auto [least, largest] = std::ranges::minmax(where_it_may_end);
    const Truth allowed = roundings * Truth(std::numeric_limits<Number>::epsilon());
    return abs(Truth(least - Truth(y.lower))) <= allowed * abs(Truth(y.lower)) &&
           abs(Truth(largest - Truth(y.upper))) <= allowed * abs(Truth(y.upper));
  }
  /// What rounding to nearest, as in every other arithmetic, would make of it.
  Ends nearest() const {
    const auto [least, largest] = std::ranges::minmax(where_it_may_end);
    return {Number(least), Number(largest)};
  }
};

/// Whether the limbs are where the constructor put them: MPFI must not have exchanged them.
bool owns_its_limbs(const I& y) {
  const auto within = [&](const void* limbs) { return limbs >= &y && limbs < &y + 1; };
  return within(mpfr_custom_get_significand(&y.get()->left)) &&
         within(mpfr_custom_get_significand(&y.get()->right)) &&
         mpfr_custom_get_significand(&y.get()->left) !=
             mpfr_custom_get_significand(&y.get()->right);
}

/// Holds one result against its range, and the controls against the same: counts both.
struct Tally {
  int tried = 0, refused = 0, nearest_tried = 0, nearest_caught = 0;

  void judge(const char* name, const I& y, const Range& range, int roundings) {
    ++tried;
    const bool right = range.enclosed_by(ends(y)), tight = range.touched_by(ends(y), roundings);
    if (!right || !tight || !owns_its_limbs(y))
      FAIL_CHECK(name << ": " << std::setprecision(60) << y << (right ? "" : " does not enclose")
                      << (tight ? "" : " is too wide for") << " that of "
                      << range.where_it_may_end.front() << " to " << range.where_it_may_end.back());
    if (range.enclosed_by(inwards(y, roundings)))
      FAIL_CHECK(name << ": rounded inwards, and not seen");
    if (y.lower() != y.upper()) {  // else the result was exact
      ++nearest_tried;
      nearest_caught += !range.enclosed_by(range.nearest());
    }
  }
};

// ---- functions of one number ----

/// MPFR's function f to 200 digits.
template <auto f>
Truth mpfr(const Truth& x) {
  Truth y;
  f(y.backend().data(), x.backend().data(), MPFR_RNDN);
  return y;
}

const Truth half_pi = [] {
  Truth pi;
  mpfr_const_pi(pi.backend().data(), MPFR_RNDN);
  return Truth(pi / 2);
}();

/// The multiples k π/2 between the end points, for k = first, first ± 2, ...
std::vector<Truth> multiples(const I& u, int first) {
  std::vector<Truth> found;
  for (int k = first - 100; k <= 100; k += 2)
    if (ends(u).enclose(Truth(k * half_pi))) found.push_back(k * half_pi);
  return found;
}
std::vector<Truth> none(const I&) { return {}; }
std::vector<Truth> zero(const I& u) {
  return u.contains(Number(0)) ? std::vector<Truth>{0} : std::vector<Truth>{};
}

struct Function {
  const char* name;
  I (*of)(const I&);
  Truth (*truth)(const Truth&);
  int roundings = 1;
  std::vector<Truth> (*turns)(const I&) = none;
  bool (*defined)(const I&) = [](const I&) { return true; };
};

const Function functions[] = {
    {"negative", [](const I& u) { return -u; }, [](const Truth& x) { return Truth(-x); }, 0},
    {"abs", [](const I& u) { return abs(u); }, mpfr<mpfr_abs>, 0, zero},
    {"square", [](const I& u) { return square(u); }, mpfr<mpfr_sqr>, 1, zero},
    {"exp", [](const I& u) { return exp(u); }, mpfr<mpfr_exp>},
    {"expm1", [](const I& u) { return expm1(u); }, mpfr<mpfr_expm1>},
    {"sin", [](const I& u) { return sin(u); }, mpfr<mpfr_sin>, 1,
     [](const I& u) { return multiples(u, 1); }},
    {"cos", [](const I& u) { return cos(u); }, mpfr<mpfr_cos>, 1,
     [](const I& u) { return multiples(u, 0); }},
    {"tan", [](const I& u) { return tan(u); }, mpfr<mpfr_tan>, 1, none,
     [](const I& u) { return multiples(u, 1).empty(); }},
    {"atan", [](const I& u) { return atan(u); }, mpfr<mpfr_atan>},
    {"sinh", [](const I& u) { return sinh(u); }, mpfr<mpfr_sinh>},
    {"cosh", [](const I& u) { return cosh(u); }, mpfr<mpfr_cosh>, 1, zero},
    {"tanh", [](const I& u) { return tanh(u); }, mpfr<mpfr_tanh>},
    {"erf", [](const I& u) { return erf(u); }, mpfr<mpfr_erf>},
    {"relu", [](const I& u) { return relu(u); },
     [](const Truth& x) { return x < 0 ? Truth(0) : x; }, 0},
    {"sigmoid", [](const I& u) { return sigmoid(u); },
     [](const Truth& x) { return Truth((1 + tanh(Truth(x / 2))) / 2); }, 3},
    {"softplus", [](const I& u) { return softplus(u); },
     [](const Truth& x) { return Truth(log(Truth(1 + exp(x)))); }, 2},
    {"log", [](const I& u) { return log(u); }, mpfr<mpfr_log>, 1, none,
     [](const I& u) { return u.lower() > 0; }},
    {"log1p", [](const I& u) { return log1p(u); }, mpfr<mpfr_log1p>, 1, none,
     [](const I& u) { return u.lower() > -1; }},
    {"sqrt", [](const I& u) { return sqrt(u); }, mpfr<mpfr_sqrt>, 1, none,
     [](const I& u) { return u.lower() > 0; }},
};

Range range(const Function& f, const I& u, Random& random) {
  Range found;
  for (const Number& end : {u.lower(), u.upper()})
    found.where_it_may_end.push_back(f.truth(Truth(end)));
  for (const Truth& turn : f.turns(u)) found.where_it_may_end.push_back(f.truth(turn));
  for (int i = 0; i < 3; ++i) found.inside.push_back(f.truth(random.inside(u)));
  return found;
}

// ---- functions of two numbers, whose ranges over a box end at its corners ----

struct Operation {
  const char* name;
  I (*of)(const I&, const I&);
  Truth (*truth)(const Truth&, const Truth&);
  bool (*defined)(const I&, const I&) = [](const I&, const I&) { return true; };
};

const Operation operations[] = {
    {"sum", [](const I& u, const I& v) { return u + v; },
     [](const Truth& x, const Truth& y) { return Truth(x + y); }},
    {"difference", [](const I& u, const I& v) { return u - v; },
     [](const Truth& x, const Truth& y) { return Truth(x - y); }},
    {"product", [](const I& u, const I& v) { return u * v; },
     [](const Truth& x, const Truth& y) { return Truth(x * y); }},
    {"quotient", [](const I& u, const I& v) { return u / v; },
     [](const Truth& x, const Truth& y) { return Truth(x / y); },
     [](const I&, const I& v) { return !v.contains(Number(0)); }},
    {"power", [](const I& u, const I& v) { return pow(u, v); },
     [](const Truth& x, const Truth& y) { return Truth(pow(x, y)); },
     [](const I& u, const I&) { return u.lower() > 0; }},
    {"min", [](const I& u, const I& v) { return min(u, v); },
     [](const Truth& x, const Truth& y) { return x < y ? x : y; }},
    {"max", [](const I& u, const I& v) { return max(u, v); },
     [](const Truth& x, const Truth& y) { return x < y ? y : x; }},
};

Range range(const Operation& f, const I& u, const I& v, Random& random) {
  Range found;
  for (const Number& x : {u.lower(), u.upper()})
    for (const Number& y : {v.lower(), v.upper()})
      found.where_it_may_end.push_back(f.truth(Truth(x), Truth(y)));
  for (int i = 0; i < 3; ++i) found.inside.push_back(f.truth(random.inside(u), random.inside(v)));
  return found;
}

I between(int lower, int upper) { return {lower, upper}; }
const I nan_interval{Number(std::numeric_limits<Number>::quiet_NaN())};
const Number infinity = std::numeric_limits<Number>::infinity();

}  // namespace

TEST_CASE("a function of an interval holds every value there, and ends where they end",
          "[interval]") {
  Random random;
  for (const Function& f : functions) {
    Tally tally;
    for (int i = 0; i < 150; ++i) {
      const I u = random.interval();
      if (f.defined(u)) {
        tally.judge(f.name, f.of(u), range(f, u, random), f.roundings);
      } else {
        ++tally.refused;
        CHECK_THROWS_AS(f.of(u), std::domain_error);
      }
    }
    INFO(f.name);
    CHECK(tally.tried >= 40);
    CHECK(tally.tried + tally.refused == 150);
    // The control: to nearest, every point's value is lost, and one end or both of most intervals.
    if (f.roundings > 0) CHECK(2 * tally.nearest_caught > tally.nearest_tried);
  }
}

TEST_CASE("so do sums, products and powers of intervals, over the whole box", "[interval]") {
  Random random;
  for (const Operation& f : operations) {
    Tally tally;
    for (int i = 0; i < 400; ++i) {
      const I u = random.interval(), v = random.interval();
      if (f.defined(u, v)) {
        tally.judge(f.name, f.of(u, v), range(f, u, v, random), 1);
      } else {
        ++tally.refused;
        CHECK_THROWS_AS(f.of(u, v), std::domain_error);
      }
    }
    INFO(f.name);
    CHECK(tally.tried >= 100);
  }
}

TEST_CASE("an interval is a value, with limbs of its own", "[interval]") {
  const I third = I(1) / 3;
  I u = third;
  CHECK(u == third);
  u += 1;
  CHECK(u != third);
  u = third;
  const I& itself = u;
  u = itself;
  CHECK(u == third);
  CHECK(I() == 0);

  I v = 2;
  std::swap(u, v);
  CHECK(u == 2);
  CHECK(v == third);
  std::vector<I> grown;
  for (int i = 0; i < 9; ++i) grown.push_back(third * i);
  grown.erase(grown.begin());
  for (int i = 1; i < 9; ++i) CHECK(grown[i - 1] == third * i);
  CHECK((owns_its_limbs(u) && owns_its_limbs(v) && std::ranges::all_of(grown, owns_its_limbs)));
}

TEST_CASE("what is computed in place is what is computed elsewhere, of itself too", "[interval]") {
  Random random;
  for (int i = 0; i < 100; ++i) {
    const I u = random.interval(), v = random.interval();
    I y = u;
    CHECK((y += v) == u + v);
    CHECK((y -= v) == u + v - v);
    y = u;
    CHECK((y *= v) == u * v);
    if (!v.contains(Number(0))) CHECK((y /= v) == u * v / v);

    y = v;
    CHECK((y += y) == v + v);
    y = v;
    CHECK((y *= y) == v * v);
    y = v;
    CHECK((y -= y) == v - v);
    y = v;
    if (!v.contains(Number(0))) CHECK((y /= y) == v / v);

    MultiplyAdd<I> add_product;
    y = u;
    add_product(y, u, v);
    add_product(y, v, v);
    CHECK(y == u + u * v + v * v);
  }
}

namespace {
/// A point of D digits is the number itself, which a third of a bit less would not allow.
template <unsigned... D>
void check_points() {
  const auto check = []<unsigned N>(const MpfrReal<N>& x) {
    INFO(N << " digits");
    const Interval<N> u(x);
    CHECK(mpfr_get_prec(x.backend().data()) == Interval<N>::bits);
    CHECK(mpfi_get_prec(u.get()) == Interval<N>::bits);
    CHECK((u.lower() == x && u.upper() == x && u.midpoint() == x && u.width() == 0));
    CHECK(Interval<N>(1) / 7 != u);  // two numbers, of which x is one
    CHECK((Interval<N>(1) / 7).contains(x));
  };
  (check(MpfrReal<D>(MpfrReal<D>(1) / 7)), ...);
}
}  // namespace

TEST_CASE("a number becomes the point that it is, or is enclosed", "[interval]") {
  check_points<2, 5, 16, 19, 38, 60, 77, 250>();
  CHECK(I(std::numeric_limits<long>::min()).lower() == std::numeric_limits<long>::min());
  CHECK(I(std::numeric_limits<unsigned long>::max()).width() == 0);
  CHECK(I(double{1} / 10).lower() == Number(double{1} / 10));
  CHECK(static_cast<double>(I(1) / 10) == double{1} / 10);

  const Truth third = Truth(1) / 3;
  CHECK_FALSE(I(Number(third)).contains(third));  // not rounded before it is compared
  CHECK(I::enclosing(third).contains(third));
  CHECK(I::enclosing(third) == I(1) / 3);
  CHECK(Interval<16>::enclosing(I(1) / 3) == Interval<16>(1) / 3);
  CHECK(I::enclosing(Interval<16>(1) / 3).lower() == Number((Interval<16>(1) / 3).lower()));
  const Interval<5> coarse = 123456789, tenth(double{1} / 10);  // 27 bits and 52, into 18
  CHECK((coarse.contains(Number(123456789)) && coarse.width() > 0));
  CHECK((tenth.contains(Number(double{1} / 10)) && tenth.width() > 0));

  const I u(Number(-1), Number(3));
  CHECK((u.lower() == -1 && u.upper() == 3 && u.width() == 4 && u.midpoint() == 1));
  CHECK((u.contains(Number(-1)) && u.contains(Truth(3)) && u.contains(MpfrReal<5>(0))));
  CHECK_FALSE((u.contains(Number(4)) || u.contains(nan_interval.lower())));

  CHECK_THROWS_AS(I(2, 1), std::invalid_argument);
  CHECK_THROWS_WITH(I(2, 1),
                    "autodiff: an interval from 2 to 1; its ends must be numbers, the "
                    "lower one not above the upper.");
  CHECK_THROWS_WITH(I(1, nan_interval.lower()), Catch::Contains("an interval from 1 to nan;"));
}

TEST_CASE("a divisor that holds 0 is refused, and nothing is changed", "[interval]") {
  for (const I& v : {between(-1, 2), between(0, 2), between(-1, 0), I(0), I(-infinity, infinity)}) {
    I u = 1;
    CHECK_THROWS_AS(u / v, std::domain_error);
    CHECK_THROWS_AS(u /= v, std::domain_error);
    CHECK(u == 1);
  }
  CHECK_THROWS_WITH(1 / between(-1, 2),
                    "autodiff: division by [-1, 2], which holds 0; the divisor must lie on one "
                    "side of 0. Narrower intervals or more digits may show that it does.");
}

TEST_CASE("an interval that leaves a function's domain is refused, if only by its end",
          "[interval]") {
  CHECK_THROWS_WITH(log(between(0, 1)),
                    "autodiff: log of [0, 1]; it is defined for numbers above 0.");
  CHECK_THROWS_WITH(log1p(between(-1, 1)),
                    "autodiff: log1p of [-1, 1]; it is defined for numbers above -1.");
  CHECK_THROWS_WITH(sqrt(between(0, 4)),
                    "autodiff: sqrt of [0, 4]; it has a derivative for numbers above 0.");
  CHECK_THROWS_WITH(pow(between(0, 1), I(2)),
                    "autodiff: pow of [0, 1] to the [2, 2]; it is defined for bases above 0.");
  CHECK_THROWS_WITH(tan(between(1, 2)),
                    "autodiff: tan of [1, 2]; it is defined between "
                    "neighbouring odd multiples of π/2.");
  CHECK_THROWS_AS(tan(I(0, infinity)), std::domain_error);
  CHECK_THROWS_AS(tan(I::enclosing(half_pi)), std::domain_error);
  CHECK(tan(I(Number(half_pi))).contains(mpfr<mpfr_tan>(Truth(Number(half_pi)))));
}

TEST_CASE("sin and cos come to an end for numbers about to underflow, and for huge ones",
          "[interval]") {
  Number tiny = 0, huge = ldexp(Number(1), 4000000);
  mpfr_nextabove(tiny.backend().data());
  for (const I& u : {I(Number(-tiny)), I(Number(-tiny), 0), I(0, tiny), I(Number(-tiny), tiny),
                     I(-3, Number(-tiny)), I(Number(-tiny), 3)}) {
    INFO(u);
    for (const Number& x : {u.lower(), u.upper()}) {
      CHECK(sin(u).contains(mpfr<mpfr_sin>(Truth(x))));
      CHECK(cos(u).contains(mpfr<mpfr_cos>(Truth(x))));
      if (u.width() < 1) CHECK(tan(u).contains(mpfr<mpfr_tan>(Truth(x))));
    }
  }
  for (const I& u : {I(huge), I(Number(-huge)), I(0, huge), I(Number(-huge), huge)}) {
    CHECK((sin(u) == between(-1, 1) && cos(u) == between(-1, 1)));
    CHECK_THROWS_AS(tan(u), std::domain_error);
  }
  const I large{ldexp(Number(1), 5000)};  // 1,500 digits before the point, and still exact
  CHECK((sin(large).width() < 1e-50 && cos(large).width() < 1e-50));
}

TEST_CASE("intervals that overlap are neither less nor not less", "[interval]") {
  struct Case {
    I a, b, mask;
  };
  for (const auto& [a, b, mask] :
       {Case{between(1, 2), between(3, 4), 1}, Case{between(1, 3), between(3, 4), between(0, 1)},
        Case{between(1, 4), between(2, 3), between(0, 1)}, Case{between(2, 3), between(1, 2), 0},
        Case{between(3, 4), between(1, 2), 0}, Case{I(1), I(1), 0}, Case{I(1), I(2), 1}}) {
    INFO(a << " < " << b);
    CHECK(less(a, b) == mask);
    CHECK(certainly_less(a, b) == (mask == 1));
    CHECK(possibly_less(a, b) == (mask != 0));
    const I chosen = choose(less(a, b), a, b);
    CHECK(chosen == (mask == 1 ? a : mask == 0 ? b : hull(a, b)));
  }
  CHECK(hull(between(1, 2), between(5, 6)) == between(1, 6));
  CHECK(relu(between(-1, 2)) == between(0, 2));
  CHECK(square(between(-1, 2)) == between(0, 4));
  CHECK((signbit(between(-1, 2)) && !signbit(I(0)) && !signbit(-I(0)) && !signbit(I(1))));
}

TEST_CASE("a NaN stays one, or is refused", "[interval]") {
  const I half = I(infinity) * between(0, 5);              // MPFI makes [nan, inf] of it
  for (const I& nan : {nan_interval, half, tanh(half)}) {  // and [nan, 1] of that
    CHECK(isnan(nan));
    CHECK(isnan(I::enclosing(nan)));
    for (const Function& f : functions) {
      INFO(f.name);
      if (f.defined == functions[0].defined) CHECK(isnan(f.of(nan)));
    }
    for (const Operation& f : operations) {
      INFO(f.name);
      CHECK(isnan(f.of(between(1, 2), nan)));
      if (std::string(f.name) != "power") CHECK(isnan(f.of(nan, between(1, 2))));
    }
    CHECK_THROWS_AS(log(nan), std::domain_error);
    CHECK_THROWS_AS(log1p(nan), std::domain_error);
    CHECK_THROWS_AS(sqrt(nan), std::domain_error);
    CHECK_THROWS_AS(pow(nan, I(0)), std::domain_error);

    CHECK((isnan(less(nan, I(1))) && isnan(less(I(1), nan)) && isnan(hull(I(1), nan))));
    CHECK((isnan(choose(nan, I(1), I(1))) && isnan(choose(between(0, 1), I(1), nan))));
    CHECK(isnan(pow(I(1), nan)));  // of numbers, 1^NaN is 1
    CHECK_FALSE((certainly_less(nan, I(2)) || certainly_less(I(2), nan)));
    CHECK_FALSE((possibly_less(nan, I(2)) || possibly_less(I(0), nan)));
    CHECK_FALSE((nan == nan || nan.contains(Number(1)) || isfinite(nan)));
  }
  CHECK(isnan(tan(nan_interval)));
}

TEST_CASE("an end at infinity means that there is no bound", "[interval]") {
  const I positive(0, infinity), line(-infinity, infinity);
  CHECK((!isfinite(positive) && !isnan(positive) && isfinite(I(1))));
  CHECK(positive - positive == line);
  CHECK(positive * between(-1, 2) == line);
  CHECK(0 * line == 0);
  CHECK(1 / (1 + positive) == between(0, 1));
  CHECK(exp(-positive) == between(0, 1));
  CHECK(sigmoid(line) == between(0, 1));
  CHECK(softplus(line) == positive);
  CHECK(tanh(line) == between(-1, 1));
  CHECK(erf(line) == between(-1, 1));
  CHECK(sin(positive) == between(-1, 1));
  CHECK(pow(I(1, infinity), between(-1, 0)) == between(0, 1));

  const I beyond = exp(I(ldexp(Number(1), 80)));  // no MPFR number is as large
  CHECK((mpfr_number_p(&beyond.get()->left) && beyond.upper() == infinity));
  const I below = exp(-I(ldexp(Number(1), 80)));
  CHECK((below.lower() == 0 && below.upper() > 0));
}

TEST_CASE("what is printed encloses too, to the stream's precision", "[interval]") {
  const auto printed = [](const I& u, int digits) {
    std::ostringstream text;
    text << std::setprecision(digits) << u;
    return text.str();
  };
  CHECK(printed(I(1) / 3, 5) == "[0.33333, 0.33334]");
  CHECK(printed(-I(1) / 3, 20) == "[-0.33333333333333333334, -0.33333333333333333333]");
  CHECK(printed(between(-1, 2), 6) == "[-1, 2]");
  CHECK(printed(I(0), 6) == "[0, 0]");  // MPFI's own zero ends in -0
  CHECK(printed(I(1) / 300'000'000, 3) == "[3.33e-09, 3.34e-09]");
  CHECK(printed(I(0, infinity), 6) == "[0, inf]");
  CHECK(printed(nan_interval, 6) == "[nan, nan]");
  std::ostringstream column;
  column << std::setw(9) << between(1, 2);
  CHECK(column.str() == "   [1, 2]");
}

TEST_CASE("a long computation stays enclosed, where numbers have lost all their digits",
          "[interval]") {
  Interval<60> enclosure = Interval<60>(2) / 5;
  Number rounded = Number(2) / 5;
  Truth x = Truth(2) / 5;
  int chaotic_steps = 0;
  while (enclosure.width() < Number(1) / 100) {  // x ← 15/4 x (1 - x)
    enclosure = 15 * enclosure * (1 - enclosure) / 4;
    rounded = 15 * rounded * (1 - rounded) / 4;
    x = 15 * x * (1 - x) / 4;
    ++chaotic_steps;
    if (!enclosure.contains(x) || !enclosure.contains(rounded))
      FAIL_CHECK(enclosure << " after " << chaotic_steps << " steps does not hold " << x);
  }
  CHECK(chaotic_steps > 60);                                      // each costs less than a digit
  CHECK(abs(Truth(x - Truth(rounded))) > ldexp(Truth(1), -190));  // and numbers lose theirs too
}
#endif
