// SPDX-License-Identifier: MIT
#include <cairo.h>
#include <fmt/format.h>

#include <numbers>

#include "maps/picture/canvas.h"
#include "sim/core/error.h"

namespace sendscape {

namespace {

class CairoCanvas : public Canvas {
  public:
    CairoCanvas(int width, int height, const Ink& paper)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)), context_(cairo_create(surface_)) {
        if (cairo_status(context_) != CAIRO_STATUS_SUCCESS) {
            const std::string why = cairo_status_to_string(cairo_status(context_));
            release();
            throw MachineError(fmt::format("cannot make a picture of {} x {} pixels: {}", width, height, why));
        }
        colour(paper);
        cairo_paint(context_);
        cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
        cairo_set_fill_rule(context_, CAIRO_FILL_RULE_EVEN_ODD);
    }
    ~CairoCanvas() override { release(); }
    CairoCanvas(const CairoCanvas&) = delete;
    CairoCanvas& operator=(const CairoCanvas&) = delete;

    void shape(const std::vector<Path>& rings, const Ink& fill, const Ink& stroke, double width) override {
        for (const Path& ring : rings) {
            trace(ring);
            cairo_close_path(context_);
        }
        paint(fill, stroke, width);
    }
    void lines(const std::vector<Path>& paths, const Ink& stroke, double width) override {
        for (const Path& path : paths) trace(path);
        paint(ink(0, 0), stroke, width);
    }
    void disc(double x, double y, double radius, const Ink& fill, const Ink& stroke, double width) override {
        cairo_new_sub_path(context_);
        cairo_arc(context_, x, y, radius, 0, 2 * std::numbers::pi);
        cairo_close_path(context_);
        paint(fill, stroke, width);
    }
    void text(double x, double y, const std::string& words, const TextStyle& style) override {
        cairo_select_font_face(context_, "Inter, DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                               style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(context_, style.size);
        std::vector<std::string> letters;
        if (style.spacing > 0)
            for (const char c : words) {
                // A byte that continues a UTF-8 character belongs to the letter before.
                if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u && !letters.empty())
                    letters.back().push_back(c);
                else
                    letters.emplace_back(1, c);
            }
        else
            letters.push_back(words);
        double width = 0;
        std::vector<double> advance;
        for (const std::string& letter : letters) {
            cairo_text_extents_t extents;
            cairo_text_extents(context_, letter.c_str(), &extents);
            advance.push_back(extents.x_advance + style.spacing);
            width += advance.back();
        }
        if (style.anchor != Anchor::start) x -= style.anchor == Anchor::middle ? width / 2 : width;
        for (const bool outline : {true, false}) {
            if (outline && style.outline <= 0) continue;
            double at = x;
            for (std::size_t i = 0; i < letters.size(); ++i) {
                cairo_move_to(context_, at, y);
                if (outline) {
                    cairo_text_path(context_, letters[i].c_str());
                    colour(style.outline_colour);
                    cairo_set_line_width(context_, style.outline * 2);
                    cairo_stroke(context_);
                } else {
                    colour(style.colour);
                    cairo_show_text(context_, letters[i].c_str());
                    cairo_new_path(context_);
                }
                at += advance[i];
            }
        }
    }
    void begin_named(const std::string&) override {}
    void end_named() override {}
    void clip(double x, double y, double width, double height) override {
        cairo_save(context_);
        cairo_rectangle(context_, x, y, width, height);
        cairo_clip(context_);
    }
    void unclip() override { cairo_restore(context_); }
    std::vector<std::uint8_t> finish() override {
        cairo_surface_flush(surface_);
        std::vector<std::uint8_t> bytes;
        const auto append = [](void* into, const unsigned char* data, unsigned length) {
            auto* out = static_cast<std::vector<std::uint8_t>*>(into);
            out->insert(out->end(), data, data + length);
            return CAIRO_STATUS_SUCCESS;
        };
        const cairo_status_t status = cairo_surface_write_to_png_stream(surface_, append, &bytes);
        if (status != CAIRO_STATUS_SUCCESS)
            throw MachineError(fmt::format("cannot make a PNG picture: {}", cairo_status_to_string(status)));
        return bytes;
    }
    bool wordy() const override { return false; }

  private:
    void release() {
        if (context_ != nullptr) cairo_destroy(context_);
        if (surface_ != nullptr) cairo_surface_destroy(surface_);
        context_ = nullptr;
        surface_ = nullptr;
    }
    void colour(const Ink& with) { cairo_set_source_rgba(context_, with.red, with.green, with.blue, with.opacity); }
    void trace(const Path& path) {
        cairo_new_sub_path(context_);
        for (const auto& [x, y] : path) cairo_line_to(context_, x, y);
    }
    void paint(const Ink& fill, const Ink& stroke, double width) {
        if (fill.opacity > 0) {
            colour(fill);
            cairo_fill_preserve(context_);
        }
        if (stroke.opacity > 0 && width > 0) {
            colour(stroke);
            cairo_set_line_width(context_, width);
            cairo_stroke_preserve(context_);
        }
        cairo_new_path(context_);
    }

    cairo_surface_t* surface_;
    cairo_t* context_;
};

}  // namespace

std::unique_ptr<Canvas> make_png_canvas(int width, int height, const Ink& paper) {
    return std::make_unique<CairoCanvas>(width, height, paper);
}

}  // namespace sendscape
