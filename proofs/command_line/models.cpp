#include "proofs/command_line/models.hpp"

#include "proofs/command_line/model_families.hpp"

namespace pathkernel {

namespace {

std::vector<Possibility> possibilities() {
  std::vector<Possibility> all;
  for (const ModelFamily& family : model_families()) all.push_back(family.possibility);
  return all;
}

struct AskedModel {
  const ModelFamily* family;
  std::vector<std::uint32_t> numbers;
};
AskedModel model_in(const std::string& text) {
  const NameWithArguments asked = name_with_arguments(text);
  for (const ModelFamily& family : model_families()) {
    if (family.possibility.name() != asked.name) continue;
    if (!family.takes(asked.arguments.size())) break;
    AskedModel model{&family, {}};
    for (const std::string& number : asked.arguments)
      model.numbers.push_back(whole_number<std::uint32_t>("--model " + text, number, 1, 10000));
    return model;
  }
  reject_possibility("--model", text, possibilities());
}

std::optional<Activation> activation_in(const Words& words) {
  const std::optional<std::string> text = words.text("activation");
  if (!text) return std::nullopt;
  std::string names;
  for (const auto& [name, activation] : activations) {
    if (!is_smooth(activation)) continue;
    if (name == *text) return activation;
    names += names.empty() ? "" : ", ";
    names += name;
  }
  if (*text == "relu")
    reject("--activation: found \"relu\", which has no derivative at 0; Theorem 1 supposes that a ",
           "model has one everywhere. Need one of ", names, ".");
  reject("--activation: found \"", *text, "\", need one of ", names, ".");
}

/// The models asked for; of none, those tried on a target, or on data without one.
std::vector<AskedModel> models_in(const Words& words, bool of_density) {
  if (const std::optional<std::string> text = words.text("model")) return {model_in(*text)};
  if (of_density) return {model_in("mixture:2")};
  return {model_in("linear"), model_in("mlp:4")};
}

}  // namespace

std::string models_text() { return lines_of(possibilities()); }

std::optional<AnyLoss> loss_of_model(const Words& words, const std::optional<AnyLoss>& asked) {
  const bool of_density = asked && asked->of_density();
  const std::vector<AskedModel> models = models_in(words, of_density);
  const std::optional<Activation> activation = activation_in(words);
  if (activation &&
      std::ranges::none_of(models, [](const AskedModel& model) { return model.family->activated; }))
    reject("--activation has no part in --model ", models.front().family->possibility.name(),
           "; leave it out, or choose a model with hidden units.");
  const Gives gives = models.front().family->gives;
  if (gives == Gives::outputs && of_density)
    reject("--loss likelihood is of a density; need --model mixture:COMPONENTS or ",
           "density:COMPONENTS.");
  if (gives == Gives::outputs) return asked;
  if (asked && !of_density)
    reject("--loss ", *words.text("loss"), " of a density, which has no target; need --loss ",
           "likelihood, or none.");
  return AnyLoss{.kind = gives == Gives::log_density ? AnyLoss::Kind::likelihood
                                                     : AnyLoss::Kind::likelihood_of_density};
}

std::vector<Start> starts_in(const Words& words, std::uint32_t inputs, std::uint32_t outputs,
                             const AnyLoss& loss) {
  std::vector<Start> starts;
  for (const AskedModel& model : models_in(words, loss.of_density()))
    starts.push_back(model.family->start({model.numbers, inputs, outputs, activation_in(words)}));
  return starts;
}

}  // namespace pathkernel
