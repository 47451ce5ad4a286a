/// @file network_loops.hpp
/// The same network by hand: loops over one example after another, sizes known to the compiler.
///
/// Leaves out: other widths, other activations; running examples side by side.
/// Next: network_benchmark.cpp.
#pragma once

#include <array>

#include "tests/benchmarks/network.hpp"

namespace pathkernel {

/// sum += a b. Numbers of many digits bring one of their own, without temporaries.
struct AddProduct {
  template <Real S>
  void operator()(S& sum, const S& a, const S& b) {
    sum += a * b;
  }
};

/// z = W u + b, with b stored after W.
template <std::size_t rows, std::size_t columns, Real S, class Add>
void affine(const S* w, const S* u, S* z, Add& add_product) {
  for (std::size_t r = 0; r < rows; ++r) {
    z[r] = w[rows * columns + r];
    for (std::size_t c = 0; c < columns; ++c) add_product(z[r], w[r * columns + c], u[c]);
  }
}

/// ū = Wᵀ z̄.
template <std::size_t rows, std::size_t columns, Real S, class Add>
void affine_pullback(const S* w, const S* z_adjoint, S* u_adjoint, Add& add_product) {
  for (std::size_t c = 0; c < columns; ++c) u_adjoint[c] = 0;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      add_product(u_adjoint[c], z_adjoint[r], w[r * columns + c]);
}

/// W̄ += z̄ uᵀ and b̄ += z̄.
template <std::size_t rows, std::size_t columns, Real S, class Add>
void add_affine_gradient(const S* u, const S* z_adjoint, S* w_adjoint, Add& add_product) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c)
      add_product(w_adjoint[r * columns + c], z_adjoint[r], u[c]);
    w_adjoint[rows * columns + r] += z_adjoint[r];
  }
}

/// W̄ = z̄ uᵀ and b̄ = z̄.
template <std::size_t rows, std::size_t columns, Real S>
void put_affine_gradient(const S* u, const S* z_adjoint, S* w_adjoint) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) w_adjoint[r * columns + c] = z_adjoint[r] * u[c];
    w_adjoint[rows * columns + r] = z_adjoint[r];
  }
}

/// f_w(x) of one example at a time, and what its derivative needs.
template <Real S, class Add = AddProduct>
class NetworkLoops {
 public:
  /// ∇_w L, and L = Σ_e (f_w(x_e) - y_e)² after it.
  void loss_gradient(const NetworkData<S>& data, std::vector<S>& results) {
    std::ranges::fill(results, S(0));
    S* const gradient = results.data();
    for (std::size_t e = 0; e < data.y.size(); ++e) {
      const S* const x = &data.x[2 * e];
      forward(data.w.data(), x);
      const S residual = f_ - data.y[e];
      add_product_(results.back(), residual, residual);
      backward(data.w.data(), S(residual + residual));
      add_affine_gradient<32, 2>(x, z1_adjoint_.data(), gradient + w1, add_product_);
      add_affine_gradient<32, 32>(h1_.data(), z2_adjoint_.data(), gradient + w2, add_product_);
      add_affine_gradient<1, 32>(h2_.data(), &f_adjoint_, gradient + w3, add_product_);
    }
  }

  /// ∂f_w(x_e)/∂w into row e.
  void jacobian(const NetworkData<S>& data, std::vector<S>& rows) {
    for (std::size_t e = 0; e < data.y.size(); ++e) {
      const S* const x = &data.x[2 * e];
      S* const row = &rows[e * parameter_count];
      forward(data.w.data(), x);
      backward(data.w.data(), S(1));
      put_affine_gradient<32, 2>(x, z1_adjoint_.data(), row + w1);
      put_affine_gradient<32, 32>(h1_.data(), z2_adjoint_.data(), row + w2);
      put_affine_gradient<1, 32>(h2_.data(), &f_adjoint_, row + w3);
    }
  }

 private:
  using Layer = std::array<S, 32>;
  /// Where W1, W2 and W3 begin.
  static constexpr std::size_t w1 = 0, w2 = w1 + 32 * (2 + 1), w3 = w2 + 32 * (32 + 1);

  void forward(const S* w, const S* x) {
    using std::tanh;
    affine<32, 2>(w + w1, x, h1_.data(), add_product_);
    for (S& h : h1_) h = tanh(h);
    affine<32, 32>(w + w2, h1_.data(), h2_.data(), add_product_);
    for (S& h : h2_) h = tanh(h);
    affine<1, 32>(w + w3, h2_.data(), &f_, add_product_);
  }

  void backward(const S* w, const S& f_adjoint) {
    f_adjoint_ = f_adjoint;
    affine_pullback<1, 32>(w + w3, &f_adjoint_, z2_adjoint_.data(), add_product_);
    through_tanh(h2_, z2_adjoint_);
    affine_pullback<32, 32>(w + w2, z2_adjoint_.data(), z1_adjoint_.data(), add_product_);
    through_tanh(h1_, z1_adjoint_);
  }

  /// z̄ = h̄ (1 - h²), in place.
  void through_tanh(const Layer& h, Layer& adjoint) {
    for (std::size_t i = 0; i < h.size(); ++i) {
      slope_ = 1;
      add_product_(slope_, S(-h[i]), h[i]);
      adjoint[i] *= slope_;
    }
  }

  Layer h1_, h2_, z1_adjoint_, z2_adjoint_;
  S f_, f_adjoint_, slope_;
  Add add_product_;
};

}  // namespace pathkernel
