/// @file convolution_test.cpp
/// Convolutions against nested loops.
#include "nn/layers/convolution.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/convolved.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// How many windows stand along a side: as many as begin, or lie, on it.
int count_along(int side, int window, int stride, Padding padding) {
  int count = 0;
  for (int start = 0; start < side; start += stride)
    if (padding != Padding::none || start + window <= side) ++count;
  return count;
}

/// y_f(p) = b_f + Σ_c Σ_k W_f(c,k) x_c(s p + k - start), the sums written out.
template <class S>
std::vector<S> by_loops(const Convolution& model, const std::vector<S>& w,
                        const std::vector<S>& x) {
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  const WindowsOnGrid& on = model.windows;
  const int H = whole(on.grid.height), W = whole(on.grid.width), s = whole(on.stride);
  const int h = whole(on.window.height), v = whole(on.window.width);
  const int C = whole(model.channels), F = whole(model.filters);
  const bool inside = on.padding == Padding::none;
  const auto seen = [&](int c, int row, int column) {
    if (on.padding == Padding::circular) row = (row + H) % H, column = (column + W) % W;
    const bool outside = row < 0 || row >= H || column < 0 || column >= W;
    return outside ? S(0) : x[static_cast<std::size_t>((c * H + row) * W + column)];
  };
  std::vector<S> y;
  for (int f = 0; f < F; ++f)
    for (int p = 0; p < count_along(H, h, s, on.padding); ++p)
      for (int q = 0; q < count_along(W, v, s, on.padding); ++q) {
        y.push_back(w[static_cast<std::size_t>(F * C * h * v + f)]);
        for (int c = 0; c < C; ++c)
          for (int k = 0; k < h; ++k)
            for (int l = 0; l < v; ++l)
              y.back() += w[static_cast<std::size_t>(((f * C + c) * h + k) * v + l)] *
                          seen(c, s * p + k - (inside ? 0 : (h - 1) / 2),
                               s * q + l - (inside ? 0 : (v - 1) / 2));
      }
  return y;
}

}  // namespace

TEMPLATE_TEST_CASE("a convolution is its nested loops, on lines and on grids", "[convolution]",
                   double, Real50) {
  using S = TestType;
  struct Sizes {
    Grid grid, window;
  };
  for (const auto& [grid, window] : {Sizes{{1, 7}, {1, 3}},
                                     {{1, 6}, {1, 2}},
                                     {{1, 5}, {1, 5}},
                                     {{4, 5}, {2, 3}},
                                     {{3, 6}, {3, 4}},
                                     {{3, 3}, {1, 1}}})
    for (const std::uint32_t stride : {1u, 2u})
      for (const Padding padding : {Padding::none, Padding::zeros, Padding::circular}) {
        INFO(grid << ", window " << window << ", stride " << stride << ", padding "
                  << static_cast<int>(padding));
        const Convolution model = convolution(grid, window, stride, padding);
        const std::vector<S> x = rationals<S>(2 * grid.size(), 5);
        const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 2);

        const std::vector<S> y = run(model, x);

        REQUIRE(y.size() == 3 * model.windows.places().size());
        CHECK(fewest_digits(y, by_loops(model, w, x)) >= all_digits<S> - 2);  // up to 24 terms
        if (stride == 2 || padding == Padding::none || window.size() == 1) continue;
        const bool zeros = padding == Padding::zeros;  // the control
        const Convolution other =
            convolution(grid, window, stride, zeros ? Padding::circular : Padding::zeros);
        CHECK(fewest_digits(y, by_loops(other, w, x)) < 2);
      }
}

TEMPLATE_TEST_CASE("the shape of x does not matter, and NTK is W/√n", "[convolution]", double,
                   Real50) {
  using S = TestType;
  using std::sqrt;
  Convolution model = convolution({1, 4}, {1, 3}, 1, Padding::circular);
  const std::vector<S> x = rationals<S>(8, 5), w = rationals<S>(21, 2);
  std::vector<S> scaled = w;
  for (std::size_t p = 0; p < 18; ++p) scaled[p] /= sqrt(S(6));  // two channels, windows of three

  CHECK(evaluated(model, w, {8, 1}, x).y == evaluated(model, w, {2, 4}, x).y);
  const std::vector<S> standard = evaluated(model, scaled, {8, 1}, x).y;
  CHECK(fewest_digits(standard, evaluated(model, w, {8, 1}, x).y) < 2);  // the control
  model.parametrisation = Parametrisation::ntk;
  CHECK(fewest_digits(standard, evaluated(model, w, {8, 1}, x).y) >= all_digits<S> - 1);
}

TEST_CASE("a convolution says how many windows there are, and what its parameters are",
          "[convolution]") {
  CHECK(WindowsOnGrid{{5, 8}, {3, 2}, 1, Padding::none}.places() == Grid{3, 7});
  CHECK(WindowsOnGrid{{5, 8}, {3, 2}, 2, Padding::none}.places() == Grid{2, 4});
  CHECK(WindowsOnGrid{{5, 8}, {3, 2}, 2, Padding::zeros}.places() == Grid{3, 4});
  CHECK(WindowsOnGrid{{5, 8}, {3, 2}, 3, Padding::circular}.places() == Grid{2, 3});
  CHECK(convolution({5, 8}, {3, 2}, 1, Padding::none).parameters() ==
        std::vector<ParameterBlock>{{"W", {3, 12}, Role::weight}, {"b", {3, 1}, Role::offset}});
}

TEST_CASE("windows that fit on no grid, and inputs of another size, are refused", "[convolution]") {
  const auto on_line = [](std::uint32_t window, std::uint32_t stride, std::size_t numbers) {
    return run(convolution({1, 4}, {1, window}, stride, Padding::circular),
               rationals<double>(numbers));
  };
  CHECK_THROWS_WITH(on_line(5, 1, 8), "nn: a window of 5 on a grid's side of 4; it needs 1 to 4.");
  CHECK_THROWS_WITH(on_line(2, 0, 8), "nn: a stride of 0; windows must move on by 1 or more.");
  CHECK_THROWS_AS(on_line(2, 0, 8), std::invalid_argument);
  CHECK_THROWS_WITH(WindowsOnGrid({{4, 4}, {0, 2}}).places(),
                    "nn: a window of 0 on a grid's side of 4; it needs 1 to 4.");
  const Convolution model = convolution({1, 4}, {1, 3}, 1, Padding::none);
  CHECK_THROWS_WITH(evaluated(model, rationals<double>(21), {7, 1}, rationals<double>(7)),
                    "nn: a convolution of 2 channels on a 1 x 4 grid was given a 7 x 1 block; it "
                    "needs 8 numbers.");
  CHECK_NOTHROW(on_line(4, 9, 8));  // the control
}
