#include "tests/benchmarks/cost_plot.hpp"

#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <set>
#include <sstream>
#include <utility>

#include "proofs/report/whole_file.hpp"

namespace pathkernel {

namespace {

double mean_log(const std::vector<double>& numbers) {
  double sum = 0;
  for (const double number : numbers) sum += std::log(number);
  return sum / static_cast<double>(numbers.size());
}

std::string rounded(double slope) {
  std::ostringstream digits;
  digits << std::fixed << std::setprecision(2) << slope;
  return digits.str();
}

std::string slopes_of(const CostSeries& series) {
  std::ostringstream text;
  text << series.name << ": slope " << rounded(series.slope()) << ", derived " << series.derived;
  return text.str();
}

/// Ticks where something was measured, and a little room beside them.
std::string size_axis(const CostPanel& panel) {
  std::set<double> sizes;
  for (const CostSeries& series : panel.series)
    sizes.insert(series.sizes.begin(), series.sizes.end());
  std::ostringstream text;
  text << "set xlabel '" << panel.size << "'\nset xrange [" << *sizes.begin() / 1.4 << ':'
       << *sizes.rbegin() * 1.4 << "]\nset xtics (";
  const char* separator = "";
  for (const double size : sizes) text << std::exchange(separator, ", ") << size;
  return text.str() + ")\n";
}

/// A panel's commands; its first series is the index-th of the data.
std::string panel_script(const CostPanel& panel, std::size_t index, const std::string& data) {
  std::ostringstream text;
  text << "set title '" << panel.title << "'\n" << size_axis(panel) << "plot";
  const char* separator = " ";
  for (const CostSeries& series : panel.series) {
    const auto column = [&](int number) {
      std::ostringstream plot;
      plot << std::exchange(separator, ", \\\n     ") << '\'' << data << "' index " << index
           << " using 1:" << number;
      return plot.str();
    };
    text << column(3) << " with lines linetype " << series.colour << " dashtype 2 notitle";
    text << column(2) << " with points linetype " << series.colour << " pointtype 7 title '"
         << slopes_of(series) << '\'';
    ++index;
  }
  return text.str() + '\n';
}

}  // namespace

double CostSeries::slope() const {
  const double mean_u = mean_log(sizes), mean_v = mean_log(seconds);
  double uv = 0, uu = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const double u = std::log(sizes[i]) - mean_u;
    uv += u * (std::log(seconds[i]) - mean_v);
    uu += u * u;
  }
  return uv / uu;
}

double CostSeries::guide(double size) const {
  return std::exp(mean_log(seconds) + derived * (std::log(size) - mean_log(sizes)));
}

std::string CostPanel::summary() const {
  std::string text = title;
  const char* separator = ": ";
  for (const CostSeries& each : series) text += std::exchange(separator, "; ") + slopes_of(each);
  return text;
}

std::string plot_data(const std::vector<CostPanel>& panels) {
  std::ostringstream text;
  text << "# size, CPU seconds, and the line of the derived slope through the points' centre\n";
  for (const CostPanel& panel : panels)
    for (const CostSeries& series : panel.series) {
      text << "# " << panel.title << ": " << series.name << '\n';
      for (std::size_t i = 0; i < series.sizes.size(); ++i)
        text << series.sizes[i] << ' ' << series.seconds[i] << ' ' << series.guide(series.sizes[i])
             << '\n';
      text << "\n\n";
    }
  return text.str();
}

std::string plot_script(const std::vector<CostPanel>& panels, const std::string& name) {
  std::ostringstream text;
  text << "set terminal svg size " << 480 * panels.size()
       << ", 560 font 'sans,14' background 'white'\nset output '" << name << ".svg'\n"
       << "set encoding utf8\nset multiplot layout 1, " << panels.size()
       << " title 'Dots are measured; dashed lines have the slope that was derived.'\n"
       << "set bmargin 8\nset key outside bottom center vertical maxrows 3 Left reverse\n"
       << "set logscale xy\nset grid\nset format x '%.0f'\nset format y '10^{%L}'\n"
       << "set ylabel 'CPU time in seconds'\nset yrange [1e-5:1]\nset pointsize 0.8\n";
  std::size_t index = 0;
  for (const CostPanel& panel : panels) {
    text << panel_script(panel, index, name + ".dat");
    index += panel.series.size();
  }
  return text.str() + "unset multiplot\n";
}

std::string draw(const std::vector<CostPanel>& panels, const std::filesystem::path& folder,
                 const std::string& name) {
  write_whole(folder / (name + ".dat"), plot_data(panels));
  write_whole(folder / (name + ".gp"), plot_script(panels, name));
  const std::string written = (folder / name).string();
  const std::string command =
      "cd '" + folder.string() + "' && gnuplot " + name + ".gp >" + name + ".log 2>&1";
  if (std::system("command -v gnuplot >/dev/null") != 0)
    return written + ".dat and .gp; there is no gnuplot (package gnuplot-nox) to draw them";
  if (std::system(command.c_str()) != 0)
    return written + ".dat and .gp; gnuplot could not draw them, see " + name + ".log";
  return written + ".svg, drawn from .dat by .gp";
}

}  // namespace pathkernel
