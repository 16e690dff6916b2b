// SPDX-License-Identifier: MIT
// The panel of levers as it is drawn: what was done so far, the rows, what the chosen one is; and what is carried to
// the map.
#include <algorithm>
#include <cmath>
#include <utility>

#include "visualiser/lever_panel.h"

namespace sendscape {
namespace {

constexpr float row_pitch = 40, head_pitches = 1.9f;  // pixels at 1080p; rows that one with a heading takes
constexpr std::size_t most_about = 6;                 // lines about the chosen policy

Phrase fitted(Canvas& canvas, std::string_view words, float size, float room) {
    return canvas.fit(words, size, room).size() == words.size()
               ? Phrase("{}", words)
               : Phrase("{}\u2026", canvas.fit(words, size, room - size * canvas.unit()));
}

}  // namespace

/// Rows of room a row takes: its group's heading stands above it.
float LeverPanel::rows_pitches(std::size_t row) const { return rows_[row].head.empty() ? 1.0f : head_pitches; }

/// Lets the chosen row be among those on show; returns the row after the last of them.
std::size_t LeverPanel::show_rows(float room) {
    const auto fit = [&] {
        std::size_t past = first_;
        for (float used = 0; past < rows_.size(); ++past) {
            used += rows_pitches(past);
            if (used > room && past > first_) break;
        }
        return past;
    };
    first_ = std::min({first_, cursor_, rows_.empty() ? 0 : rows_.size() - 1});
    while (first_ > 0 && fit() >= rows_.size()) {  // no room is left over
        --first_;
        if (fit() >= rows_.size()) continue;
        ++first_;
        break;
    }
    while (fit() <= cursor_ && first_ < cursor_) ++first_;
    return fit();
}

/// What the levers have done so far, and how far it is lived. Returns where the rest goes on.
float LeverPanel::draw_status(Scene& scene, float top) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), left = box_.left + 28 * unit, room = box_.width - 56 * unit;
    const bool lives = !status_.living.empty();
    if (status_.answer.empty() && !lives) return top;
    constexpr float bold = 1.12f;  // times as wide as the letters that lines are broken by
    const auto& lines = answer_lines_.balanced(canvas, status_.answer, 24, room / bold);
    const float high = (20 + 32 * static_cast<float>(lines.size()) + (lives ? 40 : 0)) * unit;
    canvas.panel({box_.left + 12 * unit, top, box_.width - 24 * unit, high}, 8 * unit, with_alpha(theme.accent, 0.14f),
                 with_alpha(theme.accent, 0.5f));
    float y = top + 10 * unit;
    for (const std::string& line : lines) {
        canvas.text(line, {left, y}, 24, theme.text, Align::left, true);
        y += 32 * unit;
    }
    if (lives) {
        // A ring that turns, and how much of all is lived: nobody wonders whether it is stuck.
        canvas.ring({left + 12 * unit, y + 17 * unit}, 10 * unit, 3 * unit, theme.accent,
                    std::fmod(scene.view.seconds * 0.8f, 1.0f), 0.3f);
        const float told = canvas.text(status_.living, {left + 34 * unit, y + 3 * unit}, 20, theme.quiet);
        const sf::FloatRect bar{left + 54 * unit + told, y + 13 * unit, std::max(room - 54 * unit - told, 20 * unit),
                                8 * unit};
        canvas.panel(bar, 4 * unit, with_alpha(theme.accent, 0.25f), sf::Color::Transparent);
        canvas.panel({bar.left, bar.top, bar.width * std::clamp(status_.share, 0.02f, 1.0f), bar.height}, 4 * unit,
                     theme.accent, sf::Color::Transparent);
    }
    return top + high + 12 * unit;
}

void LeverPanel::draw_mark(Scene& scene, const Row& row, sf::Vector2f at) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    switch (row.act) {
        case Act::policy:
            canvas.ring(at, 9 * unit, 2 * unit, theme.quiet);
            if (row.on) canvas.disc(at, 6 * unit, theme.accent);
            break;
        case Act::site_need:
            canvas.ring(at, 9 * unit, 2 * unit, theme.quiet);
            if (row.on) canvas.disc(at, 6.5f * unit, theme.need[row.index]);
            break;
        case Act::new_site:
            if (static_cast<NewSite>(row.index) == NewSite::special_school)
                canvas.diamond(at, 10 * unit, theme.special);
            else
                canvas.half_disc({at.x, at.y + 5 * unit}, 10 * unit, theme.special);
            break;
        default:
            canvas.triangle({at.x - 6 * unit, at.y - 7 * unit}, {at.x + 7 * unit, at.y},
                            {at.x - 6 * unit, at.y + 7 * unit}, theme.quiet);
    }
}

void LeverPanel::draw_row(Scene& scene, const Row& row, bool chosen) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    if (chosen) canvas.panel(row.box, 6 * unit, with_alpha(theme.accent, 0.22f), sf::Color::Transparent);
    const float y = row.box.top + 6 * unit, right = row.box.left + row.box.width - 14 * unit;
    float room = row.box.width - 60 * unit;
    if (row.number) {
        canvas.text("\u2212", {right - 250 * unit, y - 2 * unit}, 26, theme.accent, Align::centre, true);
        canvas.text(row.value, {right - 127 * unit, y}, 22, theme.text, Align::centre, true);
        canvas.text("+", {right - 4 * unit, y - 2 * unit}, 26, theme.accent, Align::centre, true);
        room -= 258 * unit;
    } else if (!row.value.empty()) {
        canvas.text(row.value, {right, y}, 22, row.on ? theme.accent : theme.quiet, Align::right, row.on);
        room -= canvas.width(row.value, 22, true) + 10 * unit;
    }
    draw_mark(scene, row, {row.box.left + 20 * unit, row.box.top + row.box.height / 2});
    canvas.text(fitted(canvas, row.words, 22, room), {row.box.left + 40 * unit, y}, 22, theme.text);
}

Overlay LeverPanel::overlay() {
    return {[this](Scene& scene) { return draw(scene); },
            [this](Scene& scene) {
                if (brush_) brush_->draw_neighbourhoods(scene);
            },
            [this](Scene& scene) {
                if (brush_)
                    brush_->draw_marks(scene);
                else
                    draw_site(scene);
            },
            [this] { return levers_.pulled_any(); },
            [this](const Scene& scene) {
                if (brush_) return brush_->finding(scene);
                return status_.finding.empty() ? Phrase() : Phrase("{}", status_.finding);
            }};
}

sf::FloatRect LeverPanel::draw(Scene& scene) {
    list_rows(scene.film, scene.view, scene.camera);
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), pitch = row_pitch * unit;
    box_ = scene.boxes.dock;
    const float left = box_.left + 28 * unit, room_across = box_.width - 56 * unit;
    float top = draw_status(scene, box_.top + 6 * unit);
    if (brush_) {
        brush_->draw(scene, box_, top);
        return box_;
    }
    const Month from = scene.film.first + scene.month + 1;
    canvas.text(Phrase("Levers: the next begins {}", long_name(from)), {left, top}, 26, theme.text, Align::left, true);
    top += 44 * unit;
    // Beneath the rows: what the chosen policy is, the keys.
    const auto& lines = about_lines_.lines(canvas, about(cursor_), 20, room_across);
    const std::size_t about_shown = std::min(lines.size(), most_about);
    const float beneath = (82 + 28 * static_cast<float>(about_shown)) * unit;
    const float foot = box_.top + box_.height;
    const std::size_t past = show_rows(std::max(foot - top - beneath, 2 * pitch) / pitch);
    for (Row& row : rows_) row.box = {};
    for (std::size_t i = first_; i < past; ++i) {
        Row& row = rows_[i];
        if (!row.head.empty())
            canvas.text(fitted(canvas, row.head, 20, room_across), {left, top + 6 * unit}, 20, theme.quiet, Align::left,
                        true);
        top += (rows_pitches(i) - 1) * pitch;
        row.box = {box_.left + 12 * unit, top, box_.width - 24 * unit, pitch};
        top += pitch;
        draw_row(scene, row, i == cursor_);
    }
    float y = foot - beneath + 6 * unit;
    for (std::size_t i = 0; i < about_shown; ++i) {
        canvas.text(lines[i], {left, y}, 20, theme.text);
        y += 28 * unit;
    }
    canvas.text(carried_ ? "\u2190\u2192\u2191\u2193 carry it, with Shift further   Enter puts it down"
                         : "\u2191\u2193 choose   \u2190\u2192 change a number   Enter pull",
                {left, foot - 68 * unit}, 20, theme.quiet);
    canvas.text(carried_ ? "Esc leaves it" : "Backspace take back   C  D compare   L close", {left, foot - 38 * unit},
                20, theme.quiet);
    if (past - first_ < rows_.size() && !carried_)
        canvas.text(Phrase("{} to {} of {}", first_ + 1, past, rows_.size()), {left + room_across, foot - 68 * unit},
                    20, theme.quiet, Align::right);
    draw_on_map(scene);
    return box_;
}

/// A ring about the site in hand.
void LeverPanel::draw_site(Scene& scene) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    if (const ProvisionChange* const site = levers_.in_hand(); site && (!carried_ || !carried_->moves))
        if (const auto at = site_pixel(scene, *site); at && scene.on_map(*at)) {
            // Dark about it, so that it stands out from the children and rings of a crowded town.
            canvas.ring(*at, 29 * unit, 11 * unit, with_alpha(theme.map_ground, 0.85f));
            canvas.ring(*at, 28 * unit, 5 * unit, theme.text);
            canvas.ring(*at, 22 * unit, 3 * unit, theme.accent);
        }
}

/// What is carried, and where it would stand.
void LeverPanel::draw_on_map(Scene& scene) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    if (!carried_ || !scene.on_map(carried_->at)) return;
    const sf::Vector2f at = carried_->at, metres = scene.camera.metres(at);
    sf::Vector2f to = at;
    Phrase where;
    if (carried_->kind == NewSite::special_school) {
        if (const auto zone = site_zone(scene.film, metres)) {
            const Zone& stands = scene.film.zones[*zone];
            to = scene.pixel(static_cast<float>(stands.x), static_cast<float>(stands.y));
            where = Phrase("here, in {}", scene.film.areas[stands.area.value].name);
        }
        canvas.diamond(at, 16 * unit, theme.text);
        canvas.diamond(at, 13 * unit, theme.special);
    } else {
        if (const auto host = site_host(scene.film, scene.month, metres)) {
            to = scene.school_pixel(*host);
            where = Phrase("at {}", scene.name_of(*host));
        }
        canvas.half_disc({at.x, at.y + 7 * unit}, 16 * unit, theme.special);
    }
    canvas.line(at, to, 2 * unit, theme.accent);
    canvas.ring(to, 16 * unit, 3 * unit, theme.accent);
    if (where.view().empty()) return;
    const float width = canvas.width(where, 22, true) + 24 * unit;
    const float right = scene.boxes.map.left + scene.boxes.map.width;
    const float x = at.x + 26 * unit + width > right ? at.x - 26 * unit - width : at.x + 26 * unit;
    canvas.panel({x, at.y - 20 * unit, width, 40 * unit}, 6 * unit, with_alpha(theme.panel, 0.95f), theme.accent);
    canvas.text(where, {x + 12 * unit, at.y - 15 * unit}, 22, theme.text, Align::left, true);
}

}  // namespace sendscape
