/// @file fingerprint.hpp
/// Whether a field is the same as another, told by a hash of all that it is made of.
///
/// A field is a program; its instructions, constants and data are the problem, however it was made.
/// Numbers enter by decimals that tell them from their neighbours, so the hash is the same on every
/// machine.
///
/// Leaves out: collisions, 1 in 2^64 for problems that were not made to collide.
/// Source: Fowler, Noll & Vo, the hash FNV-1a.   Next: path_reading.hpp.
#pragma once

#include <array>
#include <charconv>

#include "autodiff/pullback.hpp"
#include "nn/ode/vector_field.hpp"
#include "nn/text_file.hpp"

namespace pathkernel::detail {

/// As few decimals as tell a double from its neighbours.
inline std::string shortest(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

/// A hash of texts, in 16 hexadecimal digits.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    state_ = (state_ ^ 0xffu) * 0x100000001b3u;  // where one text ends and the next begins
  }
  [[nodiscard]] std::string text() const {
    std::ostringstream text;
    text << std::hex << std::setw(16) << std::setfill('0') << state_;
    return text.str();
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

/// Of all that g is made of: what it computes, from which numbers, and when those change.
template <Real S>
std::string hash_of(const VectorField<S>& field) {
  Hash hash;
  const Recording<S>& program = field.tape.recording();
  const std::vector<char> needed = needed_by(program.instructions, field.derivative);
  for (NodeId id = 0; id < program.instructions.size(); ++id) {
    const Instruction& k = program.instructions[id];
    const bool is_state = std::ranges::find(field.state, id) != field.state.end();
    if (!needed[id] && !is_state) continue;
    hash.add(name_of(k.opcode));
    hash.add(
        joined(id, ' ', k.left, ' ', k.right, ' ', k.shape, ' ', k.per_example, ' ', is_state));
    if (k.left == id && !is_state && field.control != id)
      for (const S& number : program.block(id).entries()) hash.add(digits_of(number));
  }
  hash.add(joined(field.tape.examples(), " examples"));
  for (const NodeId block : field.state) hash.add(joined("state ", block));
  for (const NodeId block : field.derivative) hash.add(joined("derivative ", block));
  for (const Stretch<S>& stretch : field.stretches) {
    hash.add(digits_of(stretch.start));
    for (const S& number : stretch.control) hash.add(digits_of(number));
  }
  return hash.text();
}

}  // namespace pathkernel::detail
