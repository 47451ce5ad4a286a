# Defines the target pathkernel::mpfr where MPFR is: its header, its library, and GMP's library.
# Read both when pathkernel is built and by its installed package. Not a FindMPFR.cmake, since a
# project that uses pathkernel may bring one of its own, which would be found instead of this.
find_path(PATHKERNEL_MPFR_INCLUDE_DIR mpfr.h)
find_library(PATHKERNEL_MPFR_LIBRARY mpfr)
find_library(PATHKERNEL_GMP_LIBRARY gmp)
mark_as_advanced(PATHKERNEL_MPFR_INCLUDE_DIR PATHKERNEL_MPFR_LIBRARY PATHKERNEL_GMP_LIBRARY)

if(PATHKERNEL_MPFR_INCLUDE_DIR AND PATHKERNEL_MPFR_LIBRARY AND PATHKERNEL_GMP_LIBRARY
   AND NOT TARGET pathkernel::mpfr)
  add_library(pathkernel::mpfr INTERFACE IMPORTED)
  set_target_properties(pathkernel::mpfr PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${PATHKERNEL_MPFR_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "${PATHKERNEL_MPFR_LIBRARY};${PATHKERNEL_GMP_LIBRARY}")
endif()
