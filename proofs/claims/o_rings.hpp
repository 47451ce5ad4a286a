/// @file o_rings.hpp
/// The O-rings as an instance, for claims that need one network on real data and look at it from
/// several sides: where a_i has its poles, how its kernels look.
///
/// Leaves out: other data, on which the claims of the default run are decided.
#pragma once

#include "nn/data/data_set.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel {

/// A tanh network 1-4-1 on the 23 flights until T = 2, asked at 31, 53 and 81 °F; if small, on
/// every third flight until T = 1/2.
template <Real S>
[[nodiscard]] Instance<S> o_rings(bool small) {
  const DataSet flights =
      make_data_set(read_csv(PATHKERNEL_DATA_DIR "/o_ring.csv"), "distress", TargetOptions{});
  Examples<S> data = standardised<S>(flights);
  Instance<S> instance{"tanh network 1-4-1",
                       Mlp{.widths = {1, 4, 1}},
                       LogisticLoss{},
                       data,
                       {},
                       small ? S(1) / 2 : S(2),
                       {}};
  for (const int degrees : {31, 53, 81})
    instance.queries.push_back({data.features.front().standardise(S(degrees))});
  for (const int hundredths : {50, -70, 110, -30, 10, -20, 30, 40, 60, -40, 80, 20, 5})
    instance.w.push_back(S(hundredths) / 100);
  if (!small) return instance;
  Examples<S>& few = instance.data;
  few.x.clear(), few.y.clear();
  for (std::size_t i = 0; i < data.count; i += 3)
    few.x.push_back(data.x[i]), few.y.push_back(data.y[i]);
  few.count = few.x.size();
  return instance;
}

/// A standardised temperature in °F.
template <Real S>
[[nodiscard]] S degrees(const Instance<S>& instance, const S& x) {
  return instance.data.features.front().restore(x);
}

/// The kernel machines of points that a training was not asked about. @param tolerance  of the
/// integrals @param on_step  called with the fraction done; may throw
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> machines_at(
    const Instance<S>& instance, const Path<S>& path, const Points<S>& at, const S& tolerance,
    const std::function<void(double)>& on_step = {}) {
  PathReader<S> along = reader(instance, path, at);
  return kernel_machines(along, {.tolerance = tolerance, .on_step = on_step});
}

}  // namespace pathkernel
