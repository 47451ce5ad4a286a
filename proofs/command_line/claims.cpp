#include "proofs/command_line/claims.hpp"

#include <numeric>

#include "proofs/ledger.hpp"

namespace pathkernel {

namespace {

/// How many letters have to be put in, left out or changed to make one word of another.
/// Source: Wagner & Fischer, The string-to-string correction problem (1974).
std::size_t edit_distance(const std::string& from, const std::string& to) {
  std::vector<std::size_t> row(to.size() + 1);  // distances from the letters of `from` so far
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::string in_capitals(std::string id) {
  for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return id;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

/// The ids that are nearest to one that there is not, the first few.
std::vector<std::string> nearest(const std::string& id, const std::vector<Claim>& all) {
  std::size_t least = std::string::npos;
  std::vector<std::string> ids;
  for (const Claim& claim : all) {
    const std::size_t distance = edit_distance(in_capitals(id), in_capitals(claim.id));
    if (distance < least) ids.clear();
    least = std::min(least, distance);
    if (distance == least && ids.size() < 6) ids.push_back(claim.id);
  }
  return ids;
}

const Claim& named(const std::string& id, const std::vector<Claim>& all) {
  for (const Claim& claim : all)
    if (in_capitals(claim.id) == in_capitals(id)) return claim;
  const std::vector<std::string> ids = nearest(id, all);
  reject("claim \"", id, "\": there is none; the nearest ", ids.size() == 1 ? "is " : "are ",
         list_of(ids), ". See proofs/run --list.");
}

std::vector<Variant> variants_of(const Claim& claim) {
  const OnTheData* about = claim.on_the_data();
  if (about == nullptr) return {};
  std::vector<Variant> variants = about->of_every_start;
  variants.insert(variants.end(), about->of_the_last.begin(), about->of_the_last.end());
  return variants;
}
bool is_about(const Claim& claim, Variant variant) {
  return std::ranges::count(variants_of(claim), variant) > 0;
}

/// Which options a claim needs that were not given; empty if none.
std::string lacking(const Claim& claim, const Problem& problem) {
  if (is_about(claim, Variant::momentum) && !problem.momentum) return "--momentum MU,GAMMA";
  if (is_about(claim, Variant::steps) && !problem.steps) return "--learning-rate R --steps N";
  return "";
}

/// Whether a claim is about the training asked for: with a regularizer and a schedule, about
/// either.
bool is_about_what_is_asked(const Claim& claim, const Problem& problem) {
  if (problem.asked() == Variant::plain)
    return claim.on_the_data() != nullptr && lacking(claim, problem).empty();
  const std::vector<Variant> variants = variants_of(claim);
  return std::ranges::any_of(
      variants, [&](Variant variant) { return problem.trained_as(variant) == problem.asked(); });
}

/// Refuses options that have no part in any claim that was named.
void require_part(const Words& words, const std::vector<Claim>& claims, const Problem& problem) {
  const auto about = [&](const Claim& claim) { return is_about_what_is_asked(claim, problem); };
  if (problem.asked() == Variant::plain || std::ranges::any_of(claims, about)) return;
  std::vector<std::string> ids;
  for (const Claim& claim : ledger())
    if (about(claim)) ids.push_back(claim.id);
  for (const char* option : {"learning-rate", "momentum", "regularizer", "schedule"})
    if (words.has(option))
      reject("--", option, " has no part in ", list_of(words.claims()), "; name a claim in which ",
             "it has one: ", list_of(ids), ".");
}

/// Refuses a checkpoint of a training that no claim asks for.
void require_kept(const std::vector<Claim>& claims, const Problem& problem) {
  const auto trained = [&](const Claim& claim) {
    return std::ranges::any_of(variants_of(claim), [&](Variant variant) {
      return problem.trained_as(variant) == problem.asked();
    });
  };
  if (problem.checkpoint && std::ranges::none_of(claims, trained))
    reject("--checkpoint keeps the path of the training asked for, which none of these claims is ",
           "about; leave it out, or name another claim.");
}

std::vector<Claim> claims_named(const Words& words, const Problem& problem) {
  const std::vector<Claim> all = ledger();
  std::vector<Claim> claims;
  for (const std::string& id : words.claims()) {
    const Claim& claim = named(id, all);
    if (const std::string option = lacking(claim, problem); !option.empty())
      reject("claim ", claim.id, " is about a training that was not asked for; give ", option, ".");
    if (std::ranges::find(claims, claim.id, &Claim::id) == claims.end()) claims.push_back(claim);
  }
  require_part(words, claims, problem);
  return claims;
}

}  // namespace

std::vector<std::string> claims_in(const Words& words, const Problem& problem) {
  if (words.has("all") && !words.claims().empty())
    reject("--all and claim \"", words.claims().front(), "\"; give one of them.");
  std::vector<Claim> claims;
  if (!words.claims().empty()) {
    claims = claims_named(words, problem);
  } else {
    for (const Claim& claim : ledger())
      if (words.has("all") ? lacking(claim, problem).empty()
                           : is_about_what_is_asked(claim, problem))
        claims.push_back(claim);
  }
  require_kept(claims, problem);
  std::vector<std::string> ids;
  for (const Claim& claim : claims) ids.push_back(claim.id);
  return ids;
}

}  // namespace pathkernel
