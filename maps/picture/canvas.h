// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sendscape {

/// Red, green, blue from 0 to 1, and opacity.
struct Ink {
    double red = 0, green = 0, blue = 0, opacity = 1;
};
constexpr Ink ink(std::uint32_t hex, double opacity = 1) {
    return {static_cast<double>((hex >> 16) & 255u) / 255.0, static_cast<double>((hex >> 8) & 255u) / 255.0,
            static_cast<double>(hex & 255u) / 255.0, opacity};
}
Ink mixed(const Ink& from, const Ink& to, double share);

enum class Anchor : std::uint8_t { start, middle, end };

struct TextStyle {
    double size = 14;
    Ink colour;
    bool bold = false;
    Anchor anchor = Anchor::start;
    double outline =
        0;  ///< width of a line round the letters, in `outline_colour`, that keeps words legible over a map
    Ink outline_colour;
    double spacing = 0;  ///< between letters
};

/// What a map is drawn on: pixels by Cairo, or SVG in this project's own words, so that text stays text.
class Canvas {
  public:
    using Path = std::vector<std::pair<double, double>>;

    virtual ~Canvas() = default;
    /// Closed shapes; several rings are filled by the even-odd rule. Nothing is filled or stroked with opacity 0.
    virtual void shape(const std::vector<Path>& rings, const Ink& fill, const Ink& stroke, double width) = 0;
    virtual void lines(const std::vector<Path>& lines, const Ink& stroke, double width) = 0;
    virtual void disc(double x, double y, double radius, const Ink& fill, const Ink& stroke, double width) = 0;
    virtual void text(double x, double y, const std::string& words, const TextStyle& style) = 0;
    /// What follows belongs together under a name: a tooltip and, for readers of the file, a heading.
    virtual void begin_named(const std::string& name) = 0;
    virtual void end_named() = 0;
    /// Restricts what follows to a rectangle, until `unclip`.
    virtual void clip(double x, double y, double width, double height) = 0;
    virtual void unclip() = 0;
    /// The finished file.
    virtual std::vector<std::uint8_t> finish() = 0;
    /// True if many thousands of small marks are dear (they are words in a file).
    [[nodiscard]] virtual bool wordy() const = 0;
};

std::unique_ptr<Canvas> make_png_canvas(int width, int height, const Ink& paper);
std::unique_ptr<Canvas> make_svg_canvas(int width, int height, const Ink& paper, const std::string& title);

/// Width of words in pixels, near enough for laying out labels and the same for both canvases.
double text_width(const std::string& words, double size, bool bold, double spacing = 0);

}  // namespace sendscape
