/// @file vectorised_tanh.hpp
/// tanh of glibc's vector library, of as many numbers as the processor computes at once.
///
/// Leaves out: processors without SSE2, and libraries without this function: who includes this is
/// compiled only where it is found.
/// Next: network_matrices.hpp.
#pragma once

#include <immintrin.h>

#include <Eigen/Dense>
#include <cstring>

// Names of the vector function ABI.
#if defined(__AVX512F__)
using Lanes = __m512d;
extern "C" Lanes _ZGVeN8v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVeN8v_tanh;
#elif defined(__AVX2__)
using Lanes = __m256d;
extern "C" Lanes _ZGVdN4v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVdN4v_tanh;
#else
using Lanes = __m128d;
extern "C" Lanes _ZGVbN2v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVbN2v_tanh;
#endif

namespace pathkernel {

/// u = tanh u, of a multiple of 8 numbers.
inline void apply_tanh(Eigen::MatrixXd& u) {
  for (Eigen::Index i = 0; i < u.size(); i += sizeof(Lanes) / sizeof(double)) {
    Lanes lanes;
    std::memcpy(&lanes, u.data() + i, sizeof lanes);
    lanes = tanh_of_lanes(lanes);
    std::memcpy(u.data() + i, &lanes, sizeof lanes);
  }
}

}  // namespace pathkernel
