#include "proofs/problem/problem.hpp"

namespace pathkernel {

std::string Problem::row_name(std::size_t row) const {
  const std::string& query = queries[row / outputs()].name;
  if (outputs() == 1) return query;
  return query + ", class " + printable(data.target.classes[row % outputs()]);
}

Variant Problem::asked() const {
  if (steps) return Variant::steps;
  if (momentum) return Variant::momentum;
  if (regularizer) return Variant::regularized;
  return schedule ? Variant::batches : Variant::plain;
}

Variant Problem::trained_as(Variant variant) const {
  return variant == Variant::batches && regularizer && schedule ? Variant::regularized : variant;
}

AnySchedule Problem::tried_schedule() const {
  return schedule.value_or(AnySchedule{.batch = std::min<std::size_t>(8, (data.count() + 1) / 2)});
}

std::vector<ExactNumber> written_parameters(const std::vector<ParameterBlock>& blocks) {
  std::vector<ExactNumber> w;
  std::uint64_t state = 1;
  for (const ParameterBlock& block : blocks) {
    std::uint32_t r = 1;
    if (block.parametrisation == Parametrisation::standard)
      while (r * r < block.shape.columns) ++r;
    for (std::size_t i = 0; i < block.shape.size(); ++i) {
      if (block.role == Role::gain) {
        w.emplace_back(1);
        continue;
      }
      std::uint64_t z = (state += 0x9e3779b97f4a7c15);  // splitmix64 (Steele, Lea & Flood 2014)
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      const int k = static_cast<int>((z ^ (z >> 31)) % 201) - 100;
      w.emplace_back(std::to_string(k) + "/" + std::to_string(100 * r));
    }
  }
  return w;
}

ExactNumber default_time(std::size_t m) {
  for (const int whole : {20, 10, 5, 2, 1})
    if (static_cast<std::size_t>(whole) * m <= 50) return whole;
  std::string zeros;
  for (std::size_t tenths = 500;; tenths *= 10, zeros += '0')
    for (const int digit : {5, 2, 1})
      if (static_cast<std::size_t>(digit) * m <= tenths)
        return ExactNumber("0." + zeros + std::to_string(digit));
}

}  // namespace pathkernel
