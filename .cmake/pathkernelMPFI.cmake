# Defines the target pathkernel::mpfi where MPFI is, beside pathkernel::mpfr, which it is built on.
# Read both when pathkernel is built and by its installed package; why it is not a FindMPFI.cmake,
# pathkernelMPFR.cmake says, which is read before it.
find_path(PATHKERNEL_MPFI_INCLUDE_DIR mpfi.h)
find_library(PATHKERNEL_MPFI_LIBRARY mpfi)
mark_as_advanced(PATHKERNEL_MPFI_INCLUDE_DIR PATHKERNEL_MPFI_LIBRARY)

if(PATHKERNEL_MPFI_INCLUDE_DIR AND PATHKERNEL_MPFI_LIBRARY
   AND TARGET pathkernel::mpfr AND NOT TARGET pathkernel::mpfi)
  add_library(pathkernel::mpfi INTERFACE IMPORTED)
  set_target_properties(pathkernel::mpfi PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${PATHKERNEL_MPFI_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "${PATHKERNEL_MPFI_LIBRARY};pathkernel::mpfr")
endif()
