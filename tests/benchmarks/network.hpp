/// @file network.hpp
/// The network of tasks T1, T2 and T6: 2-32-32-1 with tanh, and two programs recorded of it.
///
///     T1, T6    L = Σ_e (f_w(x_e) - y_e)² and ∇_w L
///     T2        the Jacobian ∂f_w(x_e)/∂w, a row of 1185 for each example e
///
/// Either is recorded once, on one example, and then runs over all of them at once.
///
/// Leaves out: models of nn/; what they would record is written out, to be read beside the loops.
/// Next: network_loops.hpp.
#pragma once

#include <array>

#include "autodiff/autodiff.hpp"
#include "tests/benchmarks/made_numbers.hpp"

namespace pathkernel {

inline constexpr std::array<std::uint32_t, 4> widths{2, 32, 32, 1};
inline constexpr std::size_t parameter_count = 1185;

/// Parameters W1, b1, W2, b2, W3, b3, each row after row, and examples one after another.
template <Real S>
struct NetworkData {
  std::vector<S> w, x, y;

  explicit NetworkData(std::size_t examples) {
    MadeNumbers made;
    const auto append = [](std::vector<S>& to, const std::vector<double>& numbers) {
      to.insert(to.end(), numbers.begin(), numbers.end());
    };
    for (std::size_t l = 1; l < widths.size(); ++l) {
      append(w, made.next(widths[l] * widths[l - 1], 1.7 / std::sqrt(widths[l - 1])));
      append(w, made.next(widths[l], 0.1));
    }
    append(x, made.next(widths[0] * examples));
    for (std::size_t e = 0; e < examples; ++e) {
      using std::sin;
      y.push_back(sin(S(3 * x[2 * e])) * x[2 * e + 1]);
    }
  }
};

/// f_w(x), recorded on one example; the numbers it is recorded with don't matter.
template <Real S>
struct RecordedNetwork {
  Tape<S> tape;
  Var<S> x, y, f;
  std::vector<Var<S>> parameters;

  RecordedNetwork() {
    const std::vector<S> zeros(parameter_count);
    const auto first = [&](Shape shape) { return std::span(zeros).first(shape.size()); };
    x = example_input(tape, {2, 1}, first({2, 1}));
    y = example_input(tape, {}, first({}));
    f = x;
    for (std::size_t l = 1; l < widths.size(); ++l) {
      const Shape weights{widths[l], widths[l - 1]}, biases{widths[l], 1};
      parameters.push_back(input(tape, weights, first(weights)));
      parameters.push_back(input(tape, biases, first(biases)));
      if (l > 1) f = tanh(f);
      f = product(parameters[2 * l - 2], f) + parameters[2 * l - 1];
    }
  }
};

/// A program of the network, run over all examples with parameters set anew for every run.
template <Real S>
class NetworkReplay {
 public:
  /// @param outputs  blocks recorded on the network's tape
  NetworkReplay(const RecordedNetwork<S>& network, const std::vector<Var<S>>& outputs,
                const NetworkData<S>& data)
      : data_(data), parameters_(ids(network.parameters)), outputs_(ids(outputs)),
        replay_(network.tape, outputs_, data.y.size()) {
    const std::size_t examples = data.y.size();
    std::vector<S> lanes(data.x.size());  // feature after feature
    for (std::size_t e = 0; e < examples; ++e)
      for (std::size_t i = 0; i < 2; ++i) lanes[i * examples + e] = data.x[2 * e + i];
    replay_.set(network.x.id, lanes);
    replay_.set(network.y.id, data.y);
  }

  void run() {
    replay_.set(parameters_, data_.w);
    replay_.run();
  }

  /// All outputs one after another: of every example, or once where all examples share them.
  [[nodiscard]] std::vector<S> results() const {
    std::vector<S> numbers;
    for (std::size_t e = 0; e < replay_[outputs_.front()].lanes; ++e)
      for (const NodeId output : outputs_)
        for (std::size_t i = 0; i < replay_[output].shape.size(); ++i)
          numbers.push_back(replay_[output].at(i, e));
    return numbers;
  }

 private:
  static std::vector<NodeId> ids(const std::vector<Var<S>>& variables) {
    std::vector<NodeId> result;
    for (const Var<S>& variable : variables) result.push_back(variable.id);
    return result;
  }

  const NetworkData<S>& data_;
  std::vector<NodeId> parameters_, outputs_;
  Replay<S> replay_;
};

/// ∇_w L, and L after it.
template <Real S>
[[nodiscard]] NetworkReplay<S> replayed_loss_gradient(const NetworkData<S>& data) {
  const RecordedNetwork<S> network;
  const Var<S> loss = sum_over_examples(square(network.f - network.y));
  std::vector<Var<S>> outputs = gradient(loss, network.parameters);
  outputs.push_back(loss);
  return {network, outputs, data};
}

/// ∂f_w(x_e)/∂w for every example e.
template <Real S>
[[nodiscard]] NetworkReplay<S> replayed_jacobian(const NetworkData<S>& data) {
  const RecordedNetwork<S> network;
  return {network, per_example_gradient(network.f, network.parameters), data};
}

}  // namespace pathkernel
