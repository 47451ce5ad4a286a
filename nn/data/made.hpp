/// @file made.hpp
/// Examples out of a formula, for a first try of a model: a curve, and classes in the plane.
///
///     sine       x in [-1, 1],  y = sin πx
///     xor        (±1, ±1),                                      y = 1 where the signs differ
///     moons      (cos πu, sin πu), (1 - cos πu, 1/2 - sin πu),  y = 0 on the first, 1 on the other
///     circles    r (cos 2πu, sin 2πu),  r = 1, 1/2,             y = 0 on the outer, 1 on the inner
///     spirals    r (cos θ, sin θ),  θ = π (3u + y),  r = (1 + 3u)/4,    y = 0 and 1, an arm each
///     blobs      (cos 2πc/C, sin 2πc/C),                        y = e_c, for C = 2 as well
///
/// u is uniform in [0, 1). Noise is added to the sine's y, and to both coordinates of the others,
/// whose classes come in turn. Example i depends on i and the seed, not on how many follow it.
///
/// Leaves out: wrong labels, classes of different sizes, more than two dimensions.
/// Next: made_pictures.hpp.
#pragma once

#include <string>
#include <vector>

#include "nn/data/classes.hpp"
#include "nn/data/making.hpp"

namespace pathkernel {

namespace detail {
[[nodiscard]] inline Fine pi() { return boost::math::constants::pi<Fine>(); }

struct Point {
  Fine x_0, x_1;
  std::size_t label;
};
/// r (cos α, sin α)
[[nodiscard]] inline Point polar(const Fine& r, const Fine& angle, std::size_t label) {
  return {r * cos(angle), r * sin(angle), label};
}

/// Examples in the plane, with noise.
/// @param point  point(i, u) is example i without it
template <class P>
[[nodiscard]] Examples<double> in_the_plane(const Making& making, const P& point) {
  Draw draw(making);
  const std::size_t m = making.count;
  Examples<double> data{m, 2, std::vector<double>(2 * m), {}};
  for (std::size_t i = 0; i < m; ++i) {
    const Point p = point(i, draw.uniform());
    data.x[i] = draw.near(p.x_0);
    data.x[m + i] = draw.near(p.x_1);
    data.y.push_back(static_cast<double>(p.label));
  }
  return data;
}
}  // namespace detail

/// One period of the sine, y = sin πx, a number.
/// @throws std::invalid_argument  if there are to be no examples, or the noise is no deviation
[[nodiscard]] inline Examples<double> made_sine(const Making& making) {
  detail::Draw draw(making);
  Examples<double> data{making.count, 1, {}, {}};
  for (std::size_t i = 0; i < making.count; ++i) {
    const double x = detail::on_grid(2 * draw.uniform() - 1);
    data.x.push_back(x);
    data.y.push_back(draw.near(sin(detail::pi() * detail::Fine(x))));
  }
  return data;
}

/// The four corners of a square in turn: no line parts those of one label from the others.
/// @throws std::invalid_argument  as made_sine does
[[nodiscard]] inline Examples<double> made_xor(const Making& making) {
  return detail::in_the_plane(making, [](std::size_t i, const detail::Fine&) {
    const bool right = i % 2 == 0, upper = i % 4 < 2;
    return detail::Point{right ? 1 : -1, upper ? 1 : -1, right == upper ? 0U : 1U};
  });
}

/// Two half circles, each with one end in the bow of the other.
/// @throws std::invalid_argument  as made_sine does
[[nodiscard]] inline Examples<double> made_moons(const Making& making) {
  return detail::in_the_plane(making, [](std::size_t i, const detail::Fine& u) {
    const detail::Point p = detail::polar(1, detail::pi() * u, i % 2);
    return p.label == 0 ? p : detail::Point{1 - p.x_0, detail::Fine(1) / 2 - p.x_1, 1};
  });
}

/// A circle in a circle.
/// @throws std::invalid_argument  as made_sine does
[[nodiscard]] inline Examples<double> made_circles(const Making& making) {
  return detail::in_the_plane(making, [](std::size_t i, const detail::Fine& u) {
    const detail::Fine r = detail::Fine(1) / (i % 2 == 0 ? 1 : 2);
    return detail::polar(r, 2 * detail::pi() * u, i % 2);
  });
}

/// Two arms, one and a half turns each, that stay 1/4 apart along every ray.
/// @throws std::invalid_argument  as made_sine does
[[nodiscard]] inline Examples<double> made_spirals(const Making& making) {
  return detail::in_the_plane(making, [](std::size_t i, const detail::Fine& u) {
    const detail::Fine angle = detail::pi() * (3 * u + i % 2);
    return detail::polar((1 + 3 * u) / 4, angle, i % 2);
  });
}

/// Clouds around the corners of a regular polygon, a class each; noise is their deviation.
/// @throws std::invalid_argument  as made_sine does, or if there are fewer than 2 classes
[[nodiscard]] inline Examples<double> made_blobs(const Making& making, std::size_t classes) {
  if (classes < 2) reject("made data: blobs of ", classes, " classes; need 2 or more.");
  Examples<double> data = detail::in_the_plane(making, [&](std::size_t i, const detail::Fine&) {
    const std::size_t c = i % classes;
    return detail::polar(1, 2 * detail::pi() * c / classes, c);
  });
  const std::vector<std::size_t> labels(data.y.begin(), data.y.end());
  data.y = one_hot<double>(labels, classes);
  data.targets = classes;
  for (std::size_t c = 0; c < classes; ++c) data.classes.push_back(std::to_string(c));
  return data;
}

}  // namespace pathkernel
