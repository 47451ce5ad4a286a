/// @file catch.hpp
/// Catch2 under the names of its version 2, whichever version is installed.
///
/// Tests include this file and write Catch::Contains("..."). Version 3 calls that matcher
/// ContainsSubstring, and has all of them in the namespace Catch::Matchers.
///
/// Leaves out: matchers of numbers, and Approx. They compare as double, and so would pass numbers
/// of many digits that agree in 16 of them only.
#pragma once

#ifdef PATHKERNEL_CATCH3
#include <catch2/catch_all.hpp>
#include <string>

namespace Catch {
using Matchers::EndsWith;
using Matchers::Equals;
using Matchers::StartsWith;

inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }
}  // namespace Catch
#else
#include <catch2/catch.hpp>
#endif
