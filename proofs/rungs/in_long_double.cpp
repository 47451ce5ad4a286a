#include "proofs/rungs/laboratory_members.hpp"

PATHKERNEL_INSTANTIATE_FLOWS(, long double)
PATHKERNEL_INSTANTIATE_INTEGRATION(, long double, pathkernel::DormandPrince)

namespace pathkernel {

// Flows alone: nothing is trained and no kernel taken in long double.
template Laboratory<long double>::Laboratory(const Problem&, int, const Trial&);
template VectorField<long double> flow_of(const Instance<long double>&);
template VectorField<long double> Laboratory<long double>::flow(const TrainingKey&) const;
template std::vector<long double> Laboratory<long double>::initial_parameters(std::size_t) const;

}  // namespace pathkernel
