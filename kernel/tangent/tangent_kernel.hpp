/// @file tangent_kernel.hpp
/// The tangent kernel: how alike two points are to a model with parameters w.
///
///     Θ_w(x, x')_ck = ∇_w f_c(x) · ∇_w f_k(x')        a C x C matrix; a number if C = 1
///
/// Between n points and n' it is a block of C n x C n' numbers. From gradients kept as factors it
/// is a sum over blocks of parameters and pairs of their terms,
///
///     Θ += Σ_kl (A_kᵀ A'_l) ∘ (B_kᵀ B'_l)        (∘ entry by entry),
///
/// where A_k has a column for each point and output of one set, A'_l of the other. Terms with the
/// same A share AᵀA', a layer's weights and its biases for instance, whose B is 1: their BᵀB' are
/// added up first.
///
/// The block is computed in tiles that stay in the cache, each by one thread and in one order: the
/// result is the same, to the last bit, for any number of threads.
///
/// Leaves out: symmetry between two sets that are equal but not the same object.
/// Source: Jacot, Gabriel & Hongler (2018); Domingos (2020), Definition 1.
/// Next: directional_derivatives.hpp.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "kernel/tangent/point_gradients.hpp"

namespace pathkernel {

namespace detail {
/// (AᵀA') ∘ Σ_j B_jᵀB'_j: what is added to Θ. No B in a term is B = 1.
struct FactorPair {
  GradientFactor left, other_left;
  std::vector<std::pair<GradientFactor, GradientFactor>> rights;
  int ones = 0;  ///< how many of the B are 1: blocks may have the same gradient
};

/// All pairs of terms of each block, those of the same A together.
[[nodiscard]] inline std::vector<FactorPair> factor_pairs(
    const std::vector<std::vector<GradientTerm>>& blocks) {
  std::vector<FactorPair> pairs;
  for (const std::vector<GradientTerm>& terms : blocks)
    for (const GradientTerm& s : terms)
      for (const GradientTerm& t : terms) {
        auto pair = std::ranges::find_if(pairs, [&](const FactorPair& known) {
          return known.left == s.left && known.other_left == t.left;
        });
        if (pair == pairs.end()) pair = pairs.insert(pair, FactorPair{s.left, t.left, {}});
        if (s.right)
          pair->rights.emplace_back(*s.right, *t.right);
        else
          ++pair->ones;
      }
  return pairs;
}

/// A rectangle of Θ: rows from `row`, columns from `column`.
struct KernelTile {
  std::size_t row, rows, column, columns;
};

/// Rows and columns of a tile: three such blocks of numbers stay in the second cache.
inline constexpr std::size_t tile_side = 64;

/// The tiles of a block; of a symmetric one, those that reach below its diagonal.
[[nodiscard]] inline std::vector<KernelTile> tiles_of(std::size_t rows, std::size_t columns,
                                                      bool symmetric) {
  std::vector<KernelTile> tiles;
  for (std::size_t r = 0; r < rows; r += tile_side)
    for (std::size_t c = 0; c < columns; c += tile_side) {
      const KernelTile tile{r, std::min(tile_side, rows - r), c, std::min(tile_side, columns - c)};
      if (!symmetric || tile.column < tile.row + tile.rows) tiles.push_back(tile);
    }
  return tiles;
}

/// One tile's numbers, and room to compute them.
template <Real S>
struct TileRoom {
  std::vector<S> theta, lefts, rights;
  std::vector<S> rows = {};  ///< of the factor that the tile's rows are of
  explicit TileRoom(std::size_t size) : theta(size, S(0)), lefts(size), rights(size) {}
};

template <Real S>
class KernelBlock {
 public:
  KernelBlock(const PointGradients<S>& x, const PointGradients<S>& other)
      : x_(x), other_(other), pairs_(factor_pairs(x.blocks())) {}

  /// Adds the tile's part of every pair to room.theta, columns without a gap.
  void compute(const KernelTile& tile, TileRoom<S>& room) const {
    for (const FactorPair& pair : pairs_)
      for (std::size_t k = 0; k < pair.left.columns; ++k)
        for (std::size_t l = 0; l < pair.other_left.columns; ++l) {
          if (pair.rights.empty() && pair.ones == 1) {
            add_inner_products(Start::at_y, room.theta, pair.left, k, pair.other_left, l, tile,
                               room.rows);
            continue;
          }
          add_inner_products(Start::at_zero, room.lefts, pair.left, k, pair.other_left, l, tile,
                             room.rows);
          std::ranges::fill(room.rights, S(pair.ones));
          for (const auto& [b, other_b] : pair.rights)
            add_inner_products(Start::at_y, room.rights, b, k, other_b, l, tile, room.rows);
          MultiplyAdd<S> multiply_add;
          for (std::size_t i = 0; i < tile.rows * tile.columns; ++i)
            multiply_add(room.theta[i], room.lefts[i], room.rights[i]);
        }
  }

 private:
  /// y_ij (+)= Σ_r a_rk(i) b_rl(j): one vector of each lane's factor.
  ///
  /// Rows of lanes, often whole pages apart, would compete for the same few places in the nearest
  /// cache: so the tile's are copied, to rows a little longer than they are.
  void add_inner_products(Start start, std::vector<S>& y, const GradientFactor& a, std::size_t k,
                          const GradientFactor& b, std::size_t l, const KernelTile& tile,
                          std::vector<S>& copied) const {
    const BlockView<const S> left = x_.numbers(a), right = other_.numbers(b);
    const std::size_t apart = tile.rows + 8;
    copied.resize(apart * a.length);
    for (std::size_t r = 0; r < a.length; ++r)
      std::copy_n(left.data + (r * a.along + k * a.between) * left.stride + tile.row, tile.rows,
                  copied.data() + r * apart);
    add_rows<S>(start, y.data(), tile.columns, {copied.data(), 1, apart},
                right.data + l * b.between * right.stride + tile.column, b.along * right.stride,
                tile.rows, a.length, tile.columns);
  }

  const PointGradients<S>& x_;
  const PointGradients<S>& other_;
  std::vector<FactorPair> pairs_;
};
}  // namespace detail

/// Θ between every output at every point of one set and of another, both evaluated at the same w:
/// entry (e C + c, e' C + k) is Θ(x_e, x'_e')_ck. The threads are x's.
/// @param theta  becomes Θ, shape (C n, C n')
/// @throws std::invalid_argument  if the two are not of one model in one form, or not at one w
template <Real S>
void tangent_kernel(PointGradients<S>& x, const PointGradients<S>& other, Matrix<S>& theta) {
  if (x.blocks() != other.blocks())
    reject(
        "kernel: a tangent kernel between points of different models, or with gradients kept in ",
        "different forms; both sets must be made of one model, in one form.");
  if (x.w().empty() || x.w() != other.w())
    reject("kernel: a tangent kernel between points that were not evaluated at the same w; ",
           "call evaluate(w) of both first.");
  theta.rows = x.count() * x.outputs_per_point();
  theta.columns = other.count() * other.outputs_per_point();
  theta.entries.resize(theta.rows * theta.columns, S(0));
  const bool symmetric = &x == &other;
  const std::vector<detail::KernelTile> tiles =
      detail::tiles_of(theta.rows, theta.columns, symmetric);
  const detail::KernelBlock<S> block(x, other);
  x.share_out(tiles.size(), [&](std::size_t t, std::size_t) {
    const detail::KernelTile& tile = tiles[t];
    detail::TileRoom<S> room(tile.rows * tile.columns);
    block.compute(tile, room);
    for (std::size_t i = 0; i < tile.rows; ++i)
      for (std::size_t j = 0; j < tile.columns; ++j) {
        const std::size_t row = tile.row + i, column = tile.column + j;
        if (symmetric && column > row) break;
        theta(row, column) = room.theta[i * tile.columns + j];
        if (symmetric) theta(column, row) = theta(row, column);
      }
  });
}
template <Real S>
[[nodiscard]] Matrix<S> tangent_kernel(PointGradients<S>& x, const PointGradients<S>& other) {
  Matrix<S> theta;
  tangent_kernel(x, other, theta);
  return theta;
}

}  // namespace pathkernel
