/// @file convolution_shift_test.cpp
/// What shifting a picture does to its convolution: a shift, if the padding is circular.
#include "nn/layers/composition.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/layers/pooling.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/convolved.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// Every channel of a picture moved down and to the right, what falls off coming in again.
template <class S>
std::vector<S> shifted(const std::vector<S>& x, Grid grid, std::size_t down, std::size_t right) {
  std::vector<S> moved(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t c = i / grid.size();
    const std::size_t row = (i % grid.size() / grid.width + down) % grid.height;
    const std::size_t column = (i % grid.width + right) % grid.width;
    moved[c * grid.size() + row * grid.width + column] = x[i];
  }
  return moved;
}

}  // namespace

TEMPLATE_TEST_CASE("shifting x by a stride shifts a circular convolution by a place, exactly",
                   "[convolution]", double, Real50) {
  using S = TestType;
  const Grid grid{4, 6};
  const std::vector<S> x = rationals<S>(48, 5);
  for (const std::uint32_t stride : {1u, 2u})
    for (const Grid window : {Grid{3, 3}, Grid{3, 4}})
      for (const Padding padding : {Padding::circular, Padding::zeros}) {
        const Convolution model = convolution(grid, window, stride, padding);
        const Grid places = model.windows.places();
        const std::vector<S> y = run(model, x);

        const bool circular = padding == Padding::circular;  // zeros are the control
        CHECK((run(model, shifted(x, grid, stride, 0)) == shifted(y, places, 1, 0)) == circular);
        CHECK((run(model, shifted(x, grid, 0, stride)) == shifted(y, places, 0, 1)) == circular);
        CHECK(run(model, shifted(x, grid, stride, 0)) != y);
      }
  // A stride of 2 does not divide a side of 5: across the edge it is a stride of 1.
  const Convolution odd = convolution({1, 5}, {1, 3}, 2, Padding::circular);
  const std::vector<S> line = rationals<S>(10, 5);
  CHECK(run(odd, shifted(line, {1, 5}, 0, 2)) != shifted(run(odd, line), {1, 3}, 0, 1));
}

TEMPLATE_TEST_CASE("the average over all places of a circular convolution ignores shifts",
                   "[convolution]", double, Real50) {
  using S = TestType;
  const Grid grid{4, 6};
  const std::vector<S> x = rationals<S>(48, 5), w = rationals<S>(57, 2);
  const auto averaged = [&](Padding padding, const std::vector<S>& picture) {
    const Convolution first = convolution(grid, {3, 3}, 1, padding);
    return evaluated(compose(first, GlobalAverage{}), w, {2, 24}, picture).y;
  };
  const std::vector<S> moved = shifted(x, grid, 1, 3);

  CHECK(averaged(Padding::circular, x).size() == 3);
  // The same numbers added up in another order.
  CHECK(fewest_digits(averaged(Padding::circular, moved), averaged(Padding::circular, x)) >=
        all_digits<S> - 1);
  CHECK(fewest_digits(averaged(Padding::zeros, moved), averaged(Padding::zeros, x)) < 4);
}
