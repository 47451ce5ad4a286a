/// @file data.hpp
/// --data, --target, --positive, --drop-missing: the examples; --query: where they are asked about.
///
/// Leaves out: the reading of tables, see nn/data/.
/// Next: losses.hpp.
#pragma once

#include "proofs/command_line/words.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// The data of --data, or the O-rings that come with the program. @param loss  if one is asked for,
/// the target is what it is for; a density's data have none
[[nodiscard]] DataSet data_in(const Words& words, const std::optional<AnyLoss>& loss);

/// Queries as given; else, on anyone's data, the last example and the first.
[[nodiscard]] std::vector<Query> queries_in(const Words& words, const DataSet& data,
                                            const std::string& units);

}  // namespace pathkernel
