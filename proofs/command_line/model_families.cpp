#include "proofs/command_line/model_families.hpp"

namespace pathkernel {

namespace {

std::string name_of(Activation activation) {
  for (const auto& [name, phi] : activations)
    if (phi == activation) return std::string(name);
  return "";
}

/// "2-4-1"
std::string shape_of(const std::vector<std::uint32_t>& widths) {
  std::string text;
  for (const std::uint32_t width : widths)
    text += (text.empty() ? "" : "-") + std::to_string(width);
  return text;
}

/// A model of any kind with its initial parameters, unless they are too many to be written down.
template <class M>
Start start_of(const std::string& name, const M& model) {
  const std::vector<ParameterBlock> blocks = model.parameters();
  if (const std::size_t count = parameter_count(blocks); count > 1000000)
    reject("--model: found a ", name, " of ", count, " parameters, need 1000000 at most.");
  return {name, model, written_parameters(blocks)};
}

Start linear(const Sizes& s) {
  Start start =
      start_of("linear model " + shape_of({s.inputs, s.outputs}), Linear{s.inputs, s.outputs});
  if (s.inputs == 1 && s.outputs == 1) start.w = {ExactNumber("1/2"), ExactNumber("-1/4")};
  return start;
}

Mlp mlp_of(const Sizes& s, Parametrisation parametrisation) {
  Mlp model{{s.inputs}, s.phi(), parametrisation};
  model.widths.insert(model.widths.end(), s.numbers.begin(), s.numbers.end());
  model.widths.push_back(s.outputs);
  return model;
}
Start mlp(const Sizes& s) {
  const Mlp model = mlp_of(s, Parametrisation::standard);
  Start start = start_of(name_of(s.phi()) + " network " + shape_of(model.widths), model);
  if (model.widths == std::vector<std::uint32_t>{1, 4, 1}) {
    start.w.clear();
    for (const int hundredths : {50, -70, 110, -30, 10, -20, 30, 40, 60, -40, 80, 20, 5})
      start.w.emplace_back(std::to_string(hundredths) + "/100");
  }
  return start;
}
Start ntk(const Sizes& s) {
  const Mlp model = mlp_of(s, Parametrisation::ntk);
  return start_of(name_of(s.phi()) + " network " + shape_of(model.widths) + ", W x/√n", model);
}

Start polynomial(const Sizes& s) {
  const std::uint32_t degree = s.numbers[0];
  std::size_t monomials = 1;  // (n + d)!/(n! d!), 1 among them
  for (std::uint32_t k = 1; k <= degree && monomials <= 10000; ++k)
    monomials = monomials * (s.inputs + k) / k;
  if (degree > 100 || monomials > 10000)
    reject("--model: found a polynomial of degree ", degree, " in ", s.inputs,
           s.inputs == 1 ? " feature" : " features",
           ", need a degree of 100 at most, and 10000 monomials at most.");
  return start_of(
      "polynomial of degree " + std::to_string(degree) + " " + shape_of({s.inputs, s.outputs}),
      PolynomialOfEach{{s.inputs, degree}, s.outputs});
}

Start radial_basis(const Sizes& s) {
  return start_of("radial basis network " + shape_of({s.inputs, s.numbers[0], s.outputs}),
                  RadialBasisNetwork{s.inputs, s.numbers[0], s.outputs});
}

Start perceptron(const Sizes& s) {
  const Activation phi = s.phi(Activation::sigmoid);
  return start_of(name_of(phi) + " perceptron " + shape_of({s.inputs, s.outputs}),
                  Perceptron{s.inputs, s.outputs, phi});
}

Start convolution(const Sizes& s) {
  const std::uint32_t channels = s.numbers[0], window = s.numbers[1];
  if (window > s.inputs)
    reject("--model: found a convolution's window of ", window, " on ", s.inputs,
           s.inputs == 1 ? " feature" : " features", "; it needs 1 to ", s.inputs, ".");
  return start_of(name_of(s.phi()) + " convolution, window " + std::to_string(window) + ", " +
                      shape_of({s.inputs, channels, s.outputs}),
                  convolution_network(s.inputs, channels, window, s.phi(), s.outputs));
}

void require_whole_heads(const Sizes& s) {
  if (s.numbers[1] % s.numbers[0] != 0)
    reject("--model: found ", s.numbers[0], " heads of a width of ", s.numbers[1],
           "; need a width that the number of heads divides.");
}
Start attention(const Sizes& s) {
  require_whole_heads(s);
  return start_of("attention of " + std::to_string(s.numbers[0]) + " heads " +
                      shape_of({s.inputs, s.numbers[1], s.outputs}),
                  attention_network(s.inputs, s.numbers[0], s.numbers[1], s.outputs));
}
Start transformer(const Sizes& s) {
  require_whole_heads(s);
  return start_of(
      "transformer of " + std::to_string(s.numbers[0]) + " heads " +
          shape_of({s.inputs, s.numbers[1], s.numbers[2], s.outputs}),
      transformer_network(s.inputs, s.numbers[0], s.numbers[1], s.numbers[2], s.outputs));
}

Start mixture(const Sizes& s) {
  return start_of("mixture of " + std::to_string(s.numbers[0]) + " Gaussians",
                  GaussianMixture{s.inputs, s.numbers[0]});
}
Start density(const Sizes& s) {
  return start_of("density of " + std::to_string(s.numbers[0]) + " Gaussians",
                  DensityOf<GaussianMixture>{{s.inputs, s.numbers[0]}});
}

const std::vector<ModelFamily> families{
    {{"linear", "W x + b"}, linear},
    {{"mlp:H1,H2,...", "a network with hidden layers of these widths"}, mlp, true},
    {{"ntk:H1,H2,...", "the same with W x/√n in every layer"}, ntk, true},
    {{"polynomial:DEGREE", "all monomials up to a degree"}, polynomial},
    {{"rbf:CENTRES", "a radial basis network: learned bumps"}, radial_basis},
    {{"perceptron", "φ(W x + b), φ by default a sigmoid"}, perceptron, true},
    {{"convolution:CHANNELS,WINDOW", "a window along the features, seen as a circle"},
     convolution,
     true},
    {{"attention:HEADS,WIDTH", "features as words that look at one another"}, attention},
    {{"transformer:HEADS,WIDTH,HIDDEN", "a transformer block on such words"}, transformer},
    {{"mixture:COMPONENTS", "ln p(x) of a mixture of Gaussians; no target"},
     mixture,
     false,
     Gives::log_density},
    {{"density:COMPONENTS", "p(x) of a mixture of Gaussians; no target"},
     density,
     false,
     Gives::density},
};

}  // namespace

bool ModelFamily::takes(std::size_t numbers) const {
  const std::string_view form = possibility.form;
  if (form.ends_with("...")) return numbers >= 1 && numbers <= 20;
  if (form.find(':') == form.npos) return numbers == 0;
  return numbers == 1 + static_cast<std::size_t>(std::ranges::count(form, ','));
}

const std::vector<ModelFamily>& model_families() { return families; }

}  // namespace pathkernel
