/// @file recorded_training.hpp
/// A training as another system would need it to compute every number anew: all that went in, and
/// all that came out, in full decimals.
///
/// Leaves out: the path between, which follows from w' = -∇L(w).
#pragma once

#include <string>
#include <vector>

namespace pathkernel {

using Decimals = std::vector<std::string>;

struct RecordedTraining {
  std::string name;
  std::string training = "gradient flow";  ///< in words; "T" is a flow's alone
  std::string program;            ///< L(w), an instruction a line, with the shapes of all blocks
  Decimals w;                     ///< w(0), block by block
  std::string until;              ///< T
  std::vector<Decimals> x;        ///< by example, as used: standardised if the data were
  std::vector<Decimals> y;        ///< by example; empty without targets
  std::vector<Decimals> queries;  ///< as used
  std::vector<Decimals> batches;  ///< if there are: start, then I_i of all examples, by stretch
  std::size_t outputs = 1;        ///< C; rows below are q C + c, columns i C + k
  std::vector<Decimals> path_kernel;    ///< K, by row
  std::vector<Decimals> loss_weighted;  ///< S, by row
  Decimals b;                           ///< by row
  Decimals y_trained;                   ///< f_w(T) at the queries, by row
  Decimals w_trained;                   ///< w(T)
};

}  // namespace pathkernel
