#include "proofs/verdict/evidence.hpp"

namespace pathkernel {

namespace {
const double ln_10 = std::log(10.0);

/// 10^(log/ln 10) as text, also where double has no such number.
std::string power_of_ten(double log) {
  std::ostringstream text;
  const double exponent = std::floor(log / ln_10 + 1e-9);
  text << std::fixed << std::setprecision(1) << std::exp(log - exponent * ln_10) << "e"
       << static_cast<int>(exponent);
  return text.str();
}
}  // namespace

Evidence::Evidence(int digits, Decision& decision)
    : log_tolerance_(-ln_10 * (digits - (digits == 16 ? 4 : 5))),
      log_shows_(log_tolerance_ + 3 * ln_10), log_visible_(log_tolerance_ / 2),
      decision_(decision) {}

bool Evidence::bounded(const std::string& name, const Magnitude& value, const Magnitude& size) {
  const double bound = log_tolerance_ + std::max(0.0, size.log - 2 * ln_10);
  const bool small = value.log <= bound;
  largest_bound_ = std::max(largest_bound_, bound);
  decision_.cases.push_back({name, value.text, "<= " + power_of_ten(bound), small});
  nan_ = nan_ || std::isnan(value.log) || std::isnan(size.log);
  return small;
}

void Evidence::vanishes(const std::string& name, const Magnitude& difference,
                        const Magnitude& size) {
  all_small_ &= bounded(name, difference, size);
  if (!residual_ || !(difference.log <= residual_->log)) residual_ = difference;
}

void Evidence::defect(const std::string& name, const Magnitude& defect, const Magnitude& size) {
  defects_small_ &= bounded(name, defect, size);
  if (!defect_ || !(defect.log <= defect_->log)) defect_ = defect;
}

void Evidence::must_not_vanish(const std::string& name, const Magnitude& difference) {
  const bool large = difference.log >= log_shows_;
  decision_.cases.push_back({name, difference.text, ">= " + power_of_ten(log_shows_), large});
  nan_ = nan_ || std::isnan(difference.log);
  all_large_ &= large;
  if (!control_ || difference.log < control_->log) control_ = difference;
}

void Evidence::condition(const std::string& name, const std::string& value,
                         const std::string& expected, bool met) {
  decision_.cases.push_back({name, value, expected, met});
  all_met_ &= met;
  compared_ = true;
}

void Evidence::within(const std::string& name, double value, double least, double greatest) {
  nan_ = nan_ || std::isnan(value);
  condition(name, decimal(value, 4), decimal(least, 4) + " to " + decimal(greatest, 4),
            value >= least && value <= greatest);
}

void Evidence::must_fail(const std::string& name, const std::string& value,
                         const std::string& expected, bool fails) {
  decision_.cases.push_back({name, value, expected, fails});
  all_large_ &= fails;
  controlled_ = true;
}

void Evidence::order(const std::string& name, const std::vector<double>& log_step,
                     const std::vector<double>& log_error, double expected, double band) {
  Table table{name, {"step", "error", "slope"}, {}};
  double slope = std::nan("");
  for (std::size_t k = 0; k < log_step.size(); ++k) {
    if (k > 0) slope = (log_error[k] - log_error[k - 1]) / (log_step[k] - log_step[k - 1]);
    table.rows.push_back({decimal(std::exp(log_step[k]), 4), power_of_ten(log_error[k]),
                          k > 0 ? decimal(slope, 4) : ""});
  }
  decision_.tables.push_back(std::move(table));
  within(name + ": slope", slope, expected - band, expected + band);
}

void Evidence::number(const std::string& name, const std::string& value) {
  decision_.cases.push_back({name, value, "", true});
}

void Evidence::conclude(Verdict if_so) {
  all_large_ &= !control_ || control_->log >= largest_bound_ + 3 * ln_10;
  if (residual_) decision_.residual = residual_->text;
  if (control_) decision_.control = control_->text;
  if (defect_) decision_.defect = defect_->text;
  const bool controlled = control_ || controlled_ || if_so == Verdict::shown;
  const bool could_tell =
      (residual_ || compared_) && controlled && all_large_ && defects_small_ && !nan_;
  const bool seen = residual_ && residual_->log >= log_visible_;
  decision_.verdict = !could_tell              ? Verdict::inconclusive
                      : all_small_ && all_met_ ? if_so
                      : seen                   ? Verdict::false_as_stated
                                               : Verdict::inconclusive;
}

}  // namespace pathkernel
