/// @file sides.hpp
/// On which side of each kink a state is, and when it changes sides.
///
/// A side follows from the sign of its kink's distance where a stretch of time begins, and from the
/// distance's slope where the state is at the very kink. Between, it stays what it was: how a
/// distance near 0 is rounded decides nothing.
///
/// Leaves out: where a kink is met; each integrator finds that in its own way.
/// Next: right_hand_side.hpp.
#pragma once

#include "nn/ode/kinks.hpp"

namespace pathkernel {

/// On which side of each kink the state is, entry after entry of all kinks.
template <Real S>
class Sides {
 public:
  struct Entry {
    bool above = false;    ///< distance > 0
    bool at_kink = false;  ///< the state is at the kink; the distance counts as 0
    bool crossed = false;  ///< this side was chosen there, and is not the one before
  };

  explicit Sides(const SmoothBranches<S>& branches) : kinks_(branches.kinks) {
    for (const Kink& kink : kinks_) {
      const Instruction& k = branches.field.tape.recording().instructions[kink.distance];
      sizes_.push_back(k.shape.size() * branches.field.tape.recording().lanes(k));
    }
    std::size_t all = 0;
    for (const std::size_t size : sizes_) all += size;
    entries_.resize(all);
  }

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const std::vector<Kink>& kinks() const { return kinks_; }

  /// Sets a run's inputs.
  template <class Run>
  void put_into(Run& run) const {
    std::size_t from = 0;
    for (std::size_t k = 0; k < kinks_.size(); from += sizes_[k++]) {
      std::vector<S> side;
      for (std::size_t i = 0; i < sizes_[k]; ++i)
        side.push_back(S(entries_[from + i].above ? 1 : 0));
      run.set(kinks_[k].side, side);
    }
  }

  /// Takes the sides anew from distances. @param size  of w; what is rounding beside it counts as 0
  void take(std::span<const S> distances, const S& size) {
    using std::abs;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      entries_[i] = {distances[i] > 0,
                     abs(distances[i]) <= 16 * std::numeric_limits<S>::epsilon() * size, false};
  }

  /// Goes to the side that an entry at its kink moves to. Returns whether it is another one.
  /// @throws std::domain_error  if it has been exchanged already: both sides point at the kink
  bool follow(std::size_t i, bool rises, const S& t) {
    Entry& entry = entries_[i];
    if (rises == entry.above) return false;
    if (entry.crossed)
      fail("ode: at t = ", t, " the flow points at a kink from both sides (entry ", i, " of ",
           entries_.size(), ") and would slide along it. End before, or smooth the kink: softplus ",
           "for relu, sqrt(u² + δ²) for |u|.");
    entry.above = rises;
    entry.crossed = true;
    return true;
  }

  /// Where a distance has lost its sign at a step's end, its kink counts as met; or, if it has
  /// jumped, as it depends on another kink that was crossed there, its side is exchanged. Returns
  /// whether one was. @param size  of w, beside which a jump is told from rounding
  bool correct(std::span<const S> distances, const S& size) {
    using std::abs, std::sqrt;
    const S small = sqrt(std::numeric_limits<S>::epsilon()) * size;
    bool jumped = false;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      if (entry.crossed || (entry.above ? distances[i] > 0 : distances[i] < 0)) continue;
      if (abs(distances[i]) <= small) {
        entry.at_kink = true;
      } else {
        entry = {distances[i] > 0, false, true};
        jumped = true;
      }
    }
    return jumped;
  }
  [[nodiscard]] bool any_crossed() const {
    return std::ranges::any_of(entries_, [](const Entry& entry) { return entry.crossed; });
  }
  [[nodiscard]] bool any_at_kink() const {
    return std::ranges::any_of(entries_, [](const Entry& entry) { return entry.at_kink; });
  }

  /// What a step has led away from its kinks, and to others.
  void leave_all() {
    for (Entry& entry : entries_) entry.at_kink = entry.crossed = false;
  }
  void cross(std::size_t i) { entries_[i] = {!entries_[i].above, true, true}; }

  /// One character an entry, and back.
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const Entry& e : entries_)
      text +=
          static_cast<char>('0' + (e.above ? 1 : 0) + (e.at_kink ? 2 : 0) + (e.crossed ? 4 : 0));
    return text;
  }
  /// @throws std::invalid_argument  if the text is not one of as many entries
  void assign(std::string_view text) {
    if (text.size() != entries_.size() ||
        text.find_first_not_of("01234567") != std::string_view::npos)
      reject("ode: sides \"", text, "\" for ", entries_.size(), " kinks.");
    for (std::size_t i = 0; i < text.size(); ++i) {
      const int bits = text[i] - '0';
      entries_[i] = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
    }
  }

 private:
  std::vector<Kink> kinks_;
  std::vector<std::size_t> sizes_;  ///< entries of each kink
  std::vector<Entry> entries_;
};

/// The sides of a state of which none is known: the field as it was, replayed there.
template <Real S>
class SideFinder {
 public:
  explicit SideFinder(const SmoothBranches<S>& branches)
      : branches_(branches), replay_(branches.natural.tape, branches.natural_distances) {}

  void find(Sides<S>& sides, std::size_t stretch, std::span<const S> w) {
    if (sides.empty()) return;
    const VectorField<S>& field = branches_.natural;
    if (field.control) replay_.set(*field.control, field.stretches[stretch].control);
    replay_.set(field.state, w);
    replay_.run();
    std::vector<S> distances(sides.entries().size());
    gather_blocks<Replay<S>, S>(replay_, branches_.natural_distances, distances);
    sides.take(distances, size_of(w));
  }
  /// max(1, ‖w‖), beside which numbers are rounding or not.
  [[nodiscard]] static S size_of(std::span<const S> w) {
    using std::abs;
    S size(1);
    for (const S& entry : w) keep_largest(size, S(abs(entry)));
    return size;
  }

 private:
  const SmoothBranches<S>& branches_;
  Replay<S> replay_;
};

}  // namespace pathkernel
