// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "maps/picture/canvas.h"

namespace sendscape {

namespace {

std::string escaped(const std::string& words) {
    std::string out;
    for (const char c : words) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
        }
    }
    return out;
}

std::string hex(const Ink& colour) {
    const auto byte = [](double value) { return static_cast<int>(value * 255.0 + 0.5); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green), byte(colour.blue));
}

/// A coordinate to a tenth of a pixel, without a trailing zero.
std::string at(double value) {
    const auto tenths = static_cast<long>(value * 10.0 + (value < 0 ? -0.5 : 0.5));
    return tenths % 10 == 0 ? fmt::format("{}", tenths / 10)
                            : fmt::format("{:.1f}", static_cast<double>(tenths) / 10.0);
}

class SvgCanvas : public Canvas {
  public:
    SvgCanvas(int width, int height, const Ink& paper, const std::string& title) {
        out_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
            "role=\"img\" "
            "font-family=\"Inter, 'DejaVu Sans', sans-serif\">\n<title>{2}</title>\n"
            "<rect width=\"{0}\" height=\"{1}\" fill=\"{3}\"/>\n",
            width, height, escaped(title), hex(paper));
    }
    void shape(const std::vector<Path>& rings, const Ink& fill, const Ink& stroke, double width) override {
        out_ += "<path d=\"";
        for (const Path& ring : rings) {
            trace(ring);
            out_ += "Z";
        }
        out_ += fmt::format("\" fill-rule=\"evenodd\"{}/>\n", paint(fill, stroke, width));
    }
    void lines(const std::vector<Path>& paths, const Ink& stroke, double width) override {
        if (paths.empty()) return;
        out_ += "<path d=\"";
        for (const Path& path : paths) trace(path);
        out_ +=
            fmt::format("\" stroke-linecap=\"round\" stroke-linejoin=\"round\"{}/>\n", paint(ink(0, 0), stroke, width));
    }
    void disc(double x, double y, double radius, const Ink& fill, const Ink& stroke, double width) override {
        out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", at(x), at(y), at(radius),
                            paint(fill, stroke, width));
    }
    void text(double x, double y, const std::string& words, const TextStyle& style) override {
        out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"", at(x), at(y), at(style.size),
                            hex(style.colour));
        if (style.colour.opacity < 1) out_ += fmt::format(" fill-opacity=\"{:.2f}\"", style.colour.opacity);
        if (style.bold) out_ += " font-weight=\"700\"";
        if (style.anchor != Anchor::start)
            out_ += fmt::format(" text-anchor=\"{}\"", style.anchor == Anchor::middle ? "middle" : "end");
        if (style.spacing > 0) out_ += fmt::format(" letter-spacing=\"{}\"", at(style.spacing));
        if (style.outline > 0)
            out_ += fmt::format(" paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                                hex(style.outline_colour), at(style.outline * 2));
        out_ += fmt::format(">{}</text>\n", escaped(words));
    }
    void begin_named(const std::string& name) override { out_ += fmt::format("<g><title>{}</title>\n", escaped(name)); }
    void end_named() override { out_ += "</g>\n"; }
    void clip(double x, double y, double width, double height) override {
        ++clips_;
        out_ += fmt::format(
            "<clipPath id=\"map-clip-{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/></clipPath>\n"
            "<g clip-path=\"url(#map-clip-{0})\">\n",
            clips_, at(x), at(y), at(width), at(height));
    }
    void unclip() override { out_ += "</g>\n"; }
    std::vector<std::uint8_t> finish() override {
        out_ += "</svg>\n";
        return {out_.begin(), out_.end()};
    }
    bool wordy() const override { return true; }

  private:
    void trace(const Path& path) {
        const char* step = "M";
        for (const auto& [x, y] : path) {
            out_ += fmt::format("{}{} {}", step, at(x), at(y));
            step = "L";
        }
    }
    static std::string paint(const Ink& fill, const Ink& stroke, double width) {
        std::string out = fill.opacity > 0 ? fmt::format(" fill=\"{}\"", hex(fill)) : " fill=\"none\"";
        if (fill.opacity > 0 && fill.opacity < 1) out += fmt::format(" fill-opacity=\"{:.2f}\"", fill.opacity);
        if (stroke.opacity > 0 && width > 0) {
            out += fmt::format(" stroke=\"{}\" stroke-width=\"{}\"", hex(stroke), at(width));
            if (stroke.opacity < 1) out += fmt::format(" stroke-opacity=\"{:.2f}\"", stroke.opacity);
        }
        return out;
    }

    std::string out_;
    int clips_ = 0;
};

}  // namespace

Ink mixed(const Ink& from, const Ink& to, double share) {
    const auto between = [&](double a, double b) { return a + (b - a) * share; };
    return {between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue),
            between(from.opacity, to.opacity)};
}

double text_width(const std::string& words, double size, bool bold, double spacing) {
    double ems = 0;
    double letters = 0;
    for (const char c : words) {
        if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u) continue;
        letters += 1;
        if (c == ' ' || c == '.' || c == ',' || c == '\'' || c == 'i' || c == 'l' || c == 'j' || c == 't' || c == 'f')
            ems += 0.33;
        else if (c == 'm' || c == 'w' || c == 'M' || c == 'W')
            ems += 0.88;
        else if (c >= 'A' && c <= 'Z')
            ems += 0.70;
        else
            ems += 0.585;
    }
    return ems * size * (bold ? 1.06 : 1.0) + letters * spacing;
}

std::unique_ptr<Canvas> make_svg_canvas(int width, int height, const Ink& paper, const std::string& title) {
    return std::make_unique<SvgCanvas>(width, height, paper, title);
}

}  // namespace sendscape
