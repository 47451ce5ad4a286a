/// @file main.cpp
/// The main function of Catch2 2, for where only its header is installed. Catch2 3, and Debian's
/// package of version 2, bring one that is compiled already.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
