#include "proofs/report/drawing.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>

#include "proofs/report/whole_file.hpp"

namespace pathkernel {

namespace {

constexpr std::array<const char*, 6> colours{"#2f7fc1", "#c8600a", "#1a8a5f",
                                             "#b8508f", "#8a6d1f", "#6f7680"};
constexpr std::array<int, 6> marks{7, 5, 9, 11, 13, 6};

/// Text between gnuplot's single quotes.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string number(double value) {
  if (!std::isfinite(value)) return "NaN";
  std::ostringstream text;
  text << std::setprecision(9) << value;
  return text.str();
}

std::string data_of(const Figure& figure) {
  std::string out = "# " + figure.title + '\n';
  for (const Panel& panel : figure.panels) {
    for (const Curve& curve : panel.curves) {
      out += "\n# " + panel.title + (panel.title.empty() ? "" : ": ") + curve.label + ", x and y\n";
      bool gap = true;
      for (const auto& [x, y] : curve.points) {
        const bool finite = std::isfinite(x) && std::isfinite(y);
        if (finite)
          out += number(x) + ' ' + number(y) + '\n';
        else if (!gap)
          out += '\n';  // one empty line interrupts a curve, two would end it
        gap = !finite;
      }
      out += "\n";
    }
    if (panel.map.empty()) continue;
    out += "\n# " + panel.title + ", a matrix by rows\n";
    for (const std::vector<double>& row : panel.map) {
      for (const double entry : row) out += number(entry) + ' ';
      out += '\n';
    }
    out += "\n";
  }
  return out;
}

std::string style_of(const Curve& curve, std::size_t place) {
  const std::string colour = std::string(" lc rgb '") + colours[place % colours.size()] + '\'';
  const std::string mark = " pt " + std::to_string(marks[place % marks.size()]) + " ps 0.5";
  const bool short_one = curve.points.size() < 3;  // in which no dashes could be seen
  const std::string dash = " dt " + std::to_string(short_one ? 1 : 1 + place % 5);
  switch (curve.style) {
    case Curve::Style::line: return "lines lw 2" + colour + dash;
    case Curve::Style::points: return "points" + colour + mark;
    case Curve::Style::line_and_points: return "linespoints lw 2" + colour + mark + dash;
    case Curve::Style::impulses: return "impulses lw 2" + colour;
    case Curve::Style::boxes: return "boxes fs solid 0.6" + colour;
  }
  return "lines";
}

/// The largest magnitude of a matrix's entries: its colours reach from there to its negative.
double reach(const std::vector<std::vector<double>>& map) {
  double largest = 0;
  for (const std::vector<double>& row : map)
    for (const double entry : row)
      if (std::isfinite(entry)) largest = std::max(largest, std::abs(entry));
  return largest > 0 ? largest : 1;
}

std::string map_script(const std::string& data, const Panel& panel, std::size_t block) {
  const std::string limit = number(reach(panel.map));
  return "set size square\nunset grid\nset xtics out\nset ytics out\nunset key\nset cbrange [-" +
         limit + ":" + limit +
         "]\nset palette defined (-1 '#c8600a', 0 '#f4f1ec', 1 '#2f7fc1')\n"
         "set yrange [" +
         std::to_string(panel.map.size()) +
         "-0.5:-0.5]\nset xrange [-0.5:" + std::to_string(panel.map.front().size()) +
         "-0.5]\nplot " + data + " matrix index " + std::to_string(block) +
         " with image pixels notitle\n";
}

std::string curves_script(const std::string& data, const Panel& panel, std::size_t block) {
  std::string out;
  const bool keyed = panel.curves.size() > 1;
  if (panel.log_x) out += "set logscale x\n";
  if (panel.log_y) out += "set logscale y\n";
  // The curves' names stand below the picture, where they cover nothing.
  out += keyed ? "set key outside bottom center maxcols 1 Left reverse\n" : "unset key\n";
  const auto boxes = [](const Curve& curve) { return curve.style == Curve::Style::boxes; };
  if (std::ranges::any_of(panel.curves, boxes)) out += "set xzeroaxis\nset yrange [*<0:0<*]\n";
  out += "plot ";
  for (std::size_t c = 0; c < panel.curves.size(); ++c) {
    const Curve& curve = panel.curves[c];
    out += (c == 0 ? "" : ", \\\n     ") + data + " index " + std::to_string(block + c) + " with " +
           style_of(curve, c) +
           (keyed && !curve.label.empty() ? " title " + quoted(curve.label) : " notitle");
  }
  return out + '\n';
}

std::string script_of(const Figure& figure) {
  const std::string data = quoted(figure.name + ".dat");
  std::string out = "# " + figure.title + "\n";
  std::size_t block = 0;
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    const std::string id = figure.name + '-' + std::to_string(p + 1);
    const std::size_t names = panel.curves.size() > 1 ? panel.curves.size() : 0;
    const std::string height = std::to_string(300 + 16 * names);  // one line for each of them
    out += "\nreset\nset encoding utf8\nset terminal svg size 440," + height +
           " dynamic noenhanced "
           "font 'sans-serif,13'\nset output '" +
           id +
           ".svg'\nset format '%g'\nset tics nomirror\nset border 3\n"
           "set grid lw 0.5 dt 3\nset offsets graph 0.02, graph 0.02, graph 0.04, graph 0.04\n";
    if (panel.log_y) out += "set format y '%.0e'\n";
    if (panel.log_x) out += "set format x '%.0e'\n";
    if (!panel.title.empty()) out += "set title " + quoted(panel.title) + '\n';
    if (!panel.x_label.empty()) out += "set xlabel " + quoted(panel.x_label) + '\n';
    if (!panel.y_label.empty()) out += "set ylabel " + quoted(panel.y_label) + '\n';
    out += panel.map.empty() ? curves_script(data, panel, block) : map_script(data, panel, block);
    block += panel.map.empty() ? panel.curves.size() : 1;
  }
  return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size())
    text.replace(at, what.size(), by);
}

std::string contents(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// Groups that gnuplot opened and closed again: a third of its pictures.
void drop_empty_groups(std::string& svg) {
  const std::string closing = "\n</g>";
  for (std::size_t end = 0; (end = svg.find(closing, end)) != svg.npos;) {
    const std::size_t begin = svg.rfind("\n<g ", end);
    if (begin != svg.npos && svg.find('>', begin) + 1 == end)
      svg.erase(begin, end + closing.size() - begin), end = begin;
    else
      end += closing.size();
  }
}

/// gnuplot's picture, in the colour of the text around it, light or dark, and with ids that no
/// other picture of the page has.
std::string adapted(std::string svg, const std::string& id) {
  replace_all(svg, " color=\"black\"", "");
  replace_all(svg, " color=\"gray\"", "");
  replace_all(svg, "stroke=\"black\"", "stroke=\"currentColor\"");
  replace_all(svg, "stroke='black'", "stroke='currentColor'");
  replace_all(svg, "fill=\"black\"", "fill=\"currentColor\"");
  replace_all(svg, "fill=\"rgb(0,0,0)\"", "fill=\"currentColor\"");
  for (const std::string mark :
       {"gpDot", "gpPt", "textbox", "greybox", "gnuplot_canvas", "gnuplot_plot"}) {
    replace_all(svg, "id='" + mark, "id='" + id + mark);
    replace_all(svg, "id=\"" + mark, "id=\"" + id + mark);
    replace_all(svg, "#" + mark, "#" + id + mark);
  }
  drop_empty_groups(svg);
  const std::size_t title = svg.find("<title>"), end = svg.find("</title>");
  svg.replace(title + 7, end - title - 7, id);
  const std::size_t root = svg.find("<g id=");
  svg.insert(root,
             "<style>svg{color:#1c1e21}@media (prefers-color-scheme:dark){svg{color:#e3e5e8}}"
             "</style>\n");
  return svg;
}

/// Runs gnuplot on a script in a folder, without a shell: a folder may have any name. Ctrl-C is not
/// for it, for what was decided is still to be drawn.
bool gnuplot(const std::filesystem::path& folder, const std::string& script) {
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    std::signal(SIGINT, SIG_IGN);
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
    if (chdir(folder.c_str()) == 0) execlp("gnuplot", "gnuplot", script.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool can_draw() { return std::system("gnuplot --version >/dev/null 2>&1") == 0; }

std::vector<std::string> draw(const Figure& figure, const std::filesystem::path& folder) {
  write_whole(folder / (figure.name + ".dat"), data_of(figure));
  write_whole(folder / (figure.name + ".gnuplot"), script_of(figure));
  if (!gnuplot(folder, figure.name + ".gnuplot"))
    throw std::runtime_error("gnuplot could not draw " + figure.name + "; run " + figure.name +
                             ".gnuplot in " + folder.string() + " to see why.");
  std::vector<std::string> pictures;
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const std::string id = figure.name + '-' + std::to_string(p + 1);
    const std::string svg = adapted(contents(folder / (id + ".svg")), id);
    write_whole(folder / (id + ".svg"), svg);
    pictures.push_back(svg.substr(svg.find("<svg")));
  }
  return pictures;
}

}  // namespace pathkernel
