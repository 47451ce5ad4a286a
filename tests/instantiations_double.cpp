#include "tests/instantiations.hpp"

PATHKERNEL_INSTANTIATE(, double)
