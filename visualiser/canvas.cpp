// SPDX-License-Identifier: MIT
#include "visualiser/canvas.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "sim/core/error.h"
#include "visualiser/stopwatch.h"

namespace sendscape {
namespace {

constexpr unsigned half = 128;     // the atlas: a disc, a glow, nothing, a bar, each 128 pixels wide
constexpr float soft_edge = 0.7f;  // pixels by which what the texture softens is larger
const sf::Vector2f white{half * 0.5f, half * 0.5f};
// Across the bar: its middle half is full, so that however small it is drawn its edges are soft.
const sf::Vector2f bar_top{half * 3.5f, 0}, bar_foot{half * 3.5f, half};

std::string find_font(const char* family, bool bold, std::string& found_family) {
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcConfigSubstitute(nullptr, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result{};
    FcPattern* match = FcFontMatch(nullptr, pattern, &result);
    std::string path;
    if (match) {
        FcChar8* value = nullptr;
        if (FcPatternGetString(match, FC_FAMILY, 0, &value) == FcResultMatch)
            found_family = reinterpret_cast<const char*>(value);
        if (FcPatternGetString(match, FC_FILE, 0, &value) == FcResultMatch) path = reinterpret_cast<const char*>(value);
        FcPatternDestroy(match);
    }
    FcPatternDestroy(pattern);
    return path;
}

}  // namespace

Typeface::Typeface() {
    // What fontconfig remembers between two questions would else pass for a leak.
    [[maybe_unused]] static const int freed_at_the_end = std::atexit(FcFini);
    // fontconfig always answers something: a family other than the one asked for means it is not installed.
    for (const char* family : {"Inter", "DejaVu Sans", "sans"}) {
        std::string found;
        const std::string plain = find_font(family, false, found);
        if (plain.empty() || (std::string(family) != "sans" && found.find(family) == std::string::npos)) continue;
        std::string ignored;
        const std::string heavy = find_font(family, true, ignored);
        if (!regular_.loadFromFile(plain)) continue;
        if (heavy.empty() || !bold_.loadFromFile(heavy)) bold_ = regular_;
        family_ = found;
        return;
    }
    throw MachineError("no font could be loaded: install the package fonts-inter or fonts-dejavu-core");
}

Canvas::Canvas(const Typeface& typeface) : typeface_(typeface) {
    sf::Image image;
    image.create(4 * half, half, sf::Color(255, 255, 255, 0));
    for (unsigned y = 0; y < half; ++y) {
        for (unsigned x = 0; x < half; ++x) {
            const float dx = static_cast<float>(x) + 0.5f - half / 2.0f,
                        dy = static_cast<float>(y) + 0.5f - half / 2.0f;
            const float distance = std::sqrt(dx * dx + dy * dy) / (half / 2.0f - 2.0f);
            const float edge = std::clamp((1.0f - distance) * (half / 2.0f - 2.0f) / 2.0f + 0.5f, 0.0f, 1.0f);
            const float soft = std::clamp(1.0f - distance, 0.0f, 1.0f);
            image.setPixel(x, y, sf::Color(255, 255, 255, static_cast<std::uint8_t>(edge * 255)));
            image.setPixel(x + half, y, sf::Color(255, 255, 255, static_cast<std::uint8_t>(soft * soft * 255)));
            const bool bar = y >= half / 4 && y < half - half / 4;
            image.setPixel(x + 3 * half, y, sf::Color(255, 255, 255, bar ? 255 : 0));
        }
    }
    atlas_.loadFromImage(image);
    atlas_.setSmooth(true);
    atlas_.generateMipmap();
    vertices_.resize(1 << 18);
    dots_.reserve(1 << 15);
    queue_.reserve(512);
}

void Canvas::begin(float height, float extra_scale) {
    unit_ = height / 1080.0f * extra_scale;
    ++frame_;
    used_ = 0;
    points_.clear();
    dots_.clear();
    queue_.clear();
    covers_.clear();
    if (record_) record_->clear();
    if (panels_) panels_->clear();
    peak_ = 0;
    draw_seconds_ = 0;
    // Words not drawn for a while make room.
    if (frame_ % 256 == 0) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (frame_ - texts_[i]->last_used > 240) continue;
            if (kept != i) texts_[kept] = std::move(texts_[i]), text_keys_[kept] = text_keys_[i];
            ++kept;
        }
        texts_.resize(kept), text_keys_.resize(kept);
    }
}

/// Room for so many corners, of an earlier frame: none is made anew.
sf::Vertex* Canvas::corners(std::size_t count) {
    if (used_ + count > vertices_.size()) vertices_.resize(2 * (used_ + count));
    sf::Vertex* const first = vertices_.data() + used_;
    used_ += count;
    return first;
}

namespace {

void set(sf::Vertex& vertex, sf::Vector2f position, sf::Color colour, sf::Vector2f texture) {
    vertex.position = position, vertex.color = colour, vertex.texCoords = texture;
}

/// Two triangles over the upright box, with that part of the atlas.
void set_box(sf::Vertex* at, sf::Vector2f least, sf::Vector2f most, sf::Color colour, sf::Vector2f from,
             sf::Vector2f to) {
    set(at[0], least, colour, from), set(at[1], {most.x, least.y}, colour, {to.x, from.y});
    set(at[2], {least.x, most.y}, colour, {from.x, to.y});
    at[3] = at[1], set(at[4], most, colour, to), at[5] = at[2];
}

}  // namespace

void Canvas::push(sf::Vector2f position, sf::Color colour, sf::Vector2f texture) {
    set(*corners(1), position, colour, texture);
}

void Canvas::disc(sf::Vector2f centre, float radius, sf::Color colour) {
    const float r = radius + soft_edge;
    set_box(corners(6), {centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}, colour, {0, 0}, {half, half});
}

void Canvas::glow(sf::Vector2f centre, float r, sf::Color colour) {
    set_box(corners(6), {centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}, colour, {half, 0},
            {2 * half, half});
}

void Canvas::quad(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Vector2f d, sf::Color colour) {
    sf::Vertex* const at = corners(6);
    set(at[0], a, colour, white), set(at[1], b, colour, white), set(at[2], c, colour, white);
    at[3] = at[0], at[4] = at[2], set(at[5], d, colour, white);
}

void Canvas::triangle(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Color colour) {
    push(a, colour, white), push(b, colour, white), push(c, colour, white);
    line(a, b, 1.2f, colour), line(b, c, 1.2f, colour), line(c, a, 1.2f, colour);
}

void Canvas::cover(const sf::FloatRect& box, sf::Color fill) {
    if (record_ && fill.a > 150) covers_.push_back(box);
}

/// The layer's opaque shapes hide words of layers before it; its own words stand above them.
void Canvas::write_down(const sf::RenderTarget& target) {
    for (const sf::FloatRect& over : covers_) {
        for (DrawnWords& words : *record_) {
            sf::FloatRect common;
            if (words.covered || !words.box.intersects(over, common)) continue;
            if (common.width >= words.box.width - 1 && common.height >= words.box.height - 1)
                words.covered = true;
            else if (common.width > 1 && common.height > 1)
                words.cut = true;
        }
    }
    covers_.clear();
    const sf::View& view = target.getView();
    const sf::FloatRect part(view.getCenter() - view.getSize() / 2.0f, view.getSize());
    for (const QueuedText& queued : queue_) {
        sf::FloatRect box = queued.text->getLocalBounds();
        box.left += queued.at.x, box.top += queued.at.y;
        const auto utf8 = queued.text->getString().toUtf8();
        record_->push_back({{utf8.begin(), utf8.end()},
                            box,
                            part,
                            static_cast<float>(queued.text->getCharacterSize()),
                            queued.colour});
    }
}

void Canvas::rectangle(sf::FloatRect box, sf::Color colour) {
    cover(box, colour);
    quad({box.left, box.top}, {box.left + box.width, box.top}, {box.left + box.width, box.top + box.height},
         {box.left, box.top + box.height}, colour);
}

void Canvas::ring(sf::Vector2f centre, float radius, float thickness, sf::Color colour, float from, float share) {
    if (share <= 0) return;
    // As many as look round: of a country's small rings there are thousands.
    const float round = std::min(std::clamp(radius * 0.9f, 12.0f, 72.0f), std::max(radius * 1.35f, 8.0f));
    const int steps = std::max(3, static_cast<int>(std::ceil(round * std::min(share, 1.0f))));
    const float inner = std::max(radius - thickness, 0.0f), outer = radius + thickness;
    sf::Vector2f before_in, before_out;
    // Turned on step by step: two angles of the many cost a sine.
    const float begin = full_turn * from - full_turn / 4, turn = full_turn * share / static_cast<float>(steps);
    const sf::Vector2f by{std::cos(turn), std::sin(turn)};
    sf::Vector2f direction{std::cos(begin), std::sin(begin)};
    sf::Vertex* at = corners(6 * static_cast<std::size_t>(steps));
    for (int i = 0; i <= steps; ++i) {
        if (i > 0) direction = {direction.x * by.x - direction.y * by.y, direction.x * by.y + direction.y * by.x};
        const sf::Vector2f in = centre + direction * inner, out = centre + direction * outer;
        if (i > 0) {
            set(at[0], before_in, colour, bar_top), set(at[1], before_out, colour, bar_foot);
            set(at[2], in, colour, bar_top);
            at[3] = at[1], set(at[4], out, colour, bar_foot), at[5] = at[2];
            at += 6;
        }
        before_in = in, before_out = out;
    }
}

/// From a to b, as wide as `normal` is long; its edges are softened by the texture.
void Canvas::bar(sf::Vector2f a, sf::Vector2f b, sf::Vector2f normal, sf::Color colour_a, sf::Color colour_b) {
    sf::Vertex* const at = corners(6);
    set(at[0], a - normal, colour_a, bar_top), set(at[1], a + normal, colour_a, bar_foot);
    set(at[2], b - normal, colour_b, bar_top);
    at[3] = at[1], set(at[4], b + normal, colour_b, bar_foot), at[5] = at[2];
}

void Canvas::line(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour) {
    line(a, b, thickness, colour, colour);
}

void Canvas::line(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour_a, sf::Color colour_b) {
    const sf::Vector2f along = b - a;
    const float length = std::sqrt(along.x * along.x + along.y * along.y);
    if (length < 1e-3f) return;
    if (thickness < 1) {  // thinner than a pixel: fainter instead
        colour_a.a = static_cast<std::uint8_t>(static_cast<float>(colour_a.a) * thickness);
        colour_b.a = static_cast<std::uint8_t>(static_cast<float>(colour_b.a) * thickness);
        thickness = 1;
    }
    const sf::Vector2f normal{-along.y / length * thickness, along.x / length * thickness};
    bar(a, b, normal, colour_a, colour_b);
}

void Canvas::streak(sf::Vector2f a, sf::Vector2f b, float thickness, sf::Color colour_a, sf::Color colour_b) {
    const sf::Vector2f along = b - a;
    const float length = std::sqrt(along.x * along.x + along.y * along.y);
    if (length < 1e-3f) return;
    bar(a, b, {-along.y / length * thickness, along.x / length * thickness}, colour_a, colour_b);
}

void Canvas::dashed(sf::Vector2f a, sf::Vector2f b, float thickness, float dash, sf::Color colour) {
    const sf::Vector2f along = b - a;
    const float length = std::sqrt(along.x * along.x + along.y * along.y);
    if (length < 1e-3f) return;
    for (float at = 0; at < length; at += 2 * dash)
        line(a + along * (at / length), a + along * (std::min(at + dash, length) / length), thickness, colour);
}

void Canvas::diamond(sf::Vector2f centre, float radius, sf::Color colour) {
    const sf::Vector2f top{centre.x, centre.y - radius}, right{centre.x + radius, centre.y},
        bottom{centre.x, centre.y + radius}, left{centre.x - radius, centre.y};
    quad(top, right, bottom, left, colour);
    line(top, right, 1.2f, colour), line(right, bottom, 1.2f, colour), line(bottom, left, 1.2f, colour),
        line(left, top, 1.2f, colour);
}

void Canvas::square(sf::Vector2f centre, float half_side, sf::Color colour) {
    rectangle({centre.x - half_side, centre.y - half_side, 2 * half_side, 2 * half_side}, colour);
}

namespace {
sf::Vector2f corner_of(sf::Vector2f centre, float radius, int corner) {
    const float angle = full_turn * static_cast<float>(corner) / 6;
    return {centre.x + radius * std::sin(angle), centre.y - radius * std::cos(angle)};
}
}  // namespace

void Canvas::hexagon(sf::Vector2f centre, float radius, sf::Color colour) {
    for (int k = 0; k < 6; ++k)
        push(centre, colour, white), push(corner_of(centre, radius, k), colour, white),
            push(corner_of(centre, radius, k + 1), colour, white);
}

void Canvas::hexagon_line(sf::Vector2f centre, float radius, float thickness, sf::Color colour) {
    for (int k = 0; k < 6; ++k) line(corner_of(centre, radius, k), corner_of(centre, radius, k + 1), thickness, colour);
}

void Canvas::half_disc(sf::Vector2f centre, float radius, sf::Color colour) {
    const float r = radius + soft_edge;
    set_box(corners(6), {centre.x - r, centre.y - r}, {centre.x + r, centre.y}, colour, {0, 0}, {half, half / 2.0f});
}

void Canvas::panel(sf::FloatRect box, float radius, sf::Color fill, sf::Color edge) {
    cover(box, fill);
    if (panels_ && fill.a > 80) panels_->push_back(box);
    const float r = std::min({radius, box.width / 2, box.height / 2});
    constexpr int steps = 8;
    sf::Vector2f corners[4 * (steps + 1)];
    const sf::Vector2f centres[4] = {{box.left + box.width - r, box.top + r},
                                     {box.left + box.width - r, box.top + box.height - r},
                                     {box.left + r, box.top + box.height - r},
                                     {box.left + r, box.top + r}};
    int n = 0;
    for (int corner = 0; corner < 4; ++corner) {
        for (int i = 0; i <= steps; ++i) {
            const float angle = full_turn / 4 * (static_cast<float>(corner) - 1 + static_cast<float>(i) / steps);
            corners[n++] = centres[corner] + sf::Vector2f{std::cos(angle), std::sin(angle)} * r;
        }
    }
    const sf::Vector2f middle{box.left + box.width / 2, box.top + box.height / 2};
    for (int i = 0; i < n; ++i) {
        const sf::Vector2f a = corners[i], b = corners[(i + 1) % n];
        push(middle, fill, white), push(a, fill, white), push(b, fill, white);
        if (edge.a) line(a, b, 1.2f, edge);
    }
}

Canvas::Drawing::Drawing(Canvas& canvas) : canvas_(canvas), began_(thread_seconds()) {}
Canvas::Drawing::~Drawing() { canvas_.draw_seconds_ += thread_seconds() - began_; }

void Canvas::flush(sf::RenderTarget& target) {
    const Drawing drawing(*this);
    peak_ += used_;
    if (used_ > 0) target.draw(vertices_.data(), used_, sf::Triangles, sf::RenderStates(&atlas_));
    used_ = 0;
    peak_ += points_.size() + dots_.size();
    if (!points_.empty() || !dots_.empty())
        cloud_.draw(dots_, points_, std::max(2, static_cast<int>(2.6f * unit_)), target);
    points_.clear();
    dots_.clear();
    if (record_) write_down(target);
    for (const QueuedText& queued : queue_) {
        queued.text->setPosition(queued.at);
        if (queued.text->getFillColor() != queued.colour) queued.text->setFillColor(queued.colour);
        target.draw(*queued.text);
    }
    queue_.clear();
}

Canvas::CachedText& Canvas::lay_out(std::string_view words, float size, bool bold) {
    const auto pixels = static_cast<unsigned>(std::max(6.0f, std::round(size * unit_)));
    const std::size_t key = std::hash<std::string_view>()(words) ^ (std::size_t{pixels} << 1) ^ std::size_t{bold};
    for (std::size_t i = 0; i < text_keys_.size(); ++i)
        if (CachedText& cached = *texts_[i];
            text_keys_[i] == key && cached.size == pixels && cached.bold == bold && cached.words == words)
            return cached.last_used = frame_, cached;
    auto made = std::make_unique<CachedText>();
    made->words = words;
    made->size = pixels;
    made->bold = bold;
    made->text.setFont(bold ? typeface_.bold() : typeface_.regular());
    made->text.setCharacterSize(pixels);
    made->text.setString(sf::String::fromUtf8(words.begin(), words.end()));
    const sf::FloatRect bounds = made->text.getLocalBounds();
    made->width = bounds.left + bounds.width;
    made->last_used = frame_;
    texts_.push_back(std::move(made));
    text_keys_.push_back(key);
    return *texts_.back();
}

float Canvas::text(std::string_view words, sf::Vector2f at, float size, sf::Color colour, Align align, bool bold) {
    if (words.empty()) return 0;
    CachedText& cached = lay_out(words, size, bold);
    if (align == Align::centre) at.x -= cached.width / 2;
    if (align == Align::right) at.x -= cached.width;
    queue_.push_back({&cached.text, {std::round(at.x), std::round(at.y)}, colour});
    return cached.width;
}

float Canvas::width(std::string_view words, float size, bool bold) {
    return words.empty() ? 0 : lay_out(words, size, bold).width;
}

std::string_view Canvas::fit(std::string_view words, float size, float room) const {
    const auto pixels = static_cast<unsigned>(std::max(6.0f, std::round(size * unit_)));
    float width = 0;
    std::size_t at = 0;
    while (at < words.size()) {
        std::uint32_t letter = 0;
        const char* const begin = words.data() + at;
        const char* const next = sf::Utf8::decode(begin, words.data() + words.size(), letter);
        width += typeface_.regular().getGlyph(letter, pixels, false).advance;
        if (width > room) break;
        at += static_cast<std::size_t>(next - begin);
    }
    while (at < words.size() && at > 0 && words[at - 1] == ' ') --at;
    return words.substr(0, at);
}

}  // namespace sendscape
