#include "tests/instantiations.hpp"

PATHKERNEL_INSTANTIATE(, pathkernel::Real50)
