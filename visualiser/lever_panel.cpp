// SPDX-License-Identifier: MIT
#include "visualiser/lever_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "agents/schools/schools.h"

namespace sendscape {
namespace {

constexpr int pan_step = 15, places_step = 10;

Month next_month_of(const Film& film, float time) {
    return film.first + std::clamp(static_cast<int>(time), 0, std::max(film.months - 1, 0)) + 1;
}

}  // namespace

LeverPanel::LeverPanel(Levers levers) : levers_(std::move(levers)) {}

void LeverPanel::list_rows(const Film& film, const View& view, const Camera& camera) {
    const std::vector<Row> drawn = std::exchange(rows_, {});  // events between frames meet the rows where they stand
    const Month from = next_month_of(film, view.time);
    const auto add = [&](Act act, std::string words, std::string value = {}, bool number = false) -> Row& {
        Row row;
        row.act = act;
        row.words = std::move(words);
        row.value = std::move(value);
        row.number = number;
        rows_.push_back(std::move(row));
        return rows_.back();
    };
    area_.reset();
    if (view.school && *view.school < film.schools.size()) {
        const School& school = film.schools[*view.school];
        if (school.area.exists()) area_ = school.area.value;
        const bool known = school.urn != 0 && school.in_area && !levers_.closing(school);
        if (known && school.setting == Setting::mainstream) {
            add(Act::pan, "Admits a year", std::to_string(levers_.pan(school, from)), true);
            // A base the authority has opened meanwhile is known to the film alone.
            const int month = std::clamp(static_cast<int>(view.time), 0, std::max(film.months - 1, 0));
            const int scenario = levers_.base_places(school, from);
            const int places = levers_.base_closed(school, from) ? 0
                               : scenario > 0                    ? scenario
                                              : static_cast<int>(std::lround(film.at(month, *view.school).base_places));
            if (places > 0)
                add(Act::close_base, "Close the base here", fmt::format("{} places", places));
            else
                add(Act::open_base, "Open a base here", fmt::format("{} places", Levers::new_base_places));
        } else if (known && is_special(school.setting)) {
            add(Act::places, "Places", std::to_string(levers_.places(school, from)), true);
        }
        if (known) add(Act::close_school, "Close this school");
    }
    if (!area_ && !film.areas.empty()) {
        // Without a school on show: the area in the middle of the map.
        const sf::Vector2f middle =
            camera.metres({camera.corner().x + camera.size().x / 2, camera.corner().y + camera.size().y / 2});
        double nearest = 0;
        for (std::size_t a = 0; a < film.areas.size(); ++a) {
            const double dx = film.areas[a].x - middle.x, dy = film.areas[a].y - middle.y;
            if (!area_ || dx * dx + dy * dy < nearest) area_ = a, nearest = dx * dx + dy * dy;
        }
    }
    if (area_)
        add(Act::open_special, fmt::format("Special school in {}", film.areas[*area_].name),
            fmt::format("{} places", Levers::new_special_places));
    if (levers_.pulled_any()) add(Act::undo, "Take the last lever back");
    std::string group;
    for (std::size_t i = 0; i < levers_.policies().size(); ++i) {
        const PolicyLever& policy = levers_.policies()[i];
        if (policy.in_scenario) continue;
        Row& row = add(Act::policy, policy.title, policy.on ? "on" : "off");
        row.policy = i;
        row.on = policy.on;
        const std::string head = policy.asks.empty() ? "Examples" : "Asked for by: " + policy.asks;
        if (head != group) row.head = head;
        group = head;
    }
    for (std::size_t i = 0; i < rows_.size() && i < drawn.size(); ++i) rows_[i].box = drawn[i].box;
    if (!rows_.empty()) cursor_ = std::min(cursor_, rows_.size() - 1);
}

sf::FloatRect LeverPanel::draw(Scene& scene) {
    list_rows(scene.film, scene.view, scene.camera);
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), pitch = 40 * unit, width = std::min(640 * unit, scene.boxes.map.width - 32 * unit);
    const bool school = scene.view.school && *scene.view.school < scene.film.schools.size();
    const float heading = 96 * unit, left = scene.boxes.map.left + 36 * unit, room_across = width - 40 * unit;
    // Beneath the rows: what was done so far, what the chosen policy is, the keys.
    const std::string told = about(cursor_);
    const auto& lines = about_lines_.lines(canvas, answer_.empty() ? told : answer_ + "\n" + told, 20, room_across);
    const float beneath = (82 + 28 * static_cast<float>(lines.size())) * unit;
    const float rows_room =
        std::max(scene.boxes.map.height - scene.boxes.legend.height - 32 * unit - heading - beneath, 3 * pitch);
    const std::size_t past = show_rows(rows_room / pitch);
    float rows_high = 0;
    for (std::size_t i = first_; i < past; ++i) rows_high += rows_pitches(i) * pitch;
    // On the left: the column on the right has the school's story.
    box_ = {scene.boxes.map.left + 16 * unit, scene.boxes.map.top + 16 * unit, width, heading + rows_high + beneath};
    canvas.panel(box_, 12 * unit, with_alpha(theme.panel, 0.98f), theme.accent);
    canvas.text(fmt::format("Levers, from {}", long_name(next_month_of(scene.film, scene.view.time))),
                {box_.left + 20 * unit, box_.top + 12 * unit}, 26, theme.text, Align::left, true);
    const auto fitted = [&](std::string_view words, float size, float room) {
        return canvas.fit(words, size, room).size() == words.size()
                   ? Phrase("{}", words)
                   : Phrase("{}\u2026", canvas.fit(words, size, room - size * unit));
    };
    canvas.text(fitted(school ? scene.name_of(*scene.view.school) : Phrase("click a school for its own levers"), 21,
                       width - 40 * unit),
                {box_.left + 20 * unit, box_.top + 52 * unit}, 21, theme.quiet);
    for (Row& row : rows_) row.box = {};
    float top = box_.top + heading;
    for (std::size_t i = first_; i < past; ++i) {
        Row& row = rows_[i];
        if (!row.head.empty()) canvas.text(row.head, {left, top + 6 * unit}, 20, theme.quiet, Align::left, true);
        top += (rows_pitches(i) - 1) * pitch;
        row.box = {box_.left + 8 * unit, top, width - 16 * unit, pitch};
        top += pitch;
        if (i == cursor_) canvas.panel(row.box, 6 * unit, with_alpha(theme.accent, 0.22f), sf::Color::Transparent);
        const float y = row.box.top + 6 * unit;
        const float right = row.box.left + row.box.width - 14 * unit;
        float room = row.box.width - 60 * unit;
        if (row.number) {
            canvas.text("\u2212", {right - 150 * unit, y - 2 * unit}, 26, theme.accent, Align::centre, true);
            canvas.text(row.value, {right - 75 * unit, y}, 22, theme.text, Align::centre, true);
            canvas.text("+", {right - 4 * unit, y - 2 * unit}, 26, theme.accent, Align::centre, true);
            room -= 160 * unit;
        } else if (!row.value.empty()) {
            canvas.text(row.value, {right, y}, 22, row.on ? theme.accent : theme.quiet, Align::right, row.on);
            room -= canvas.width(row.value, 22, true) + 10 * unit;
        }
        if (row.act == Act::policy) {
            const sf::Vector2f mark{row.box.left + 20 * unit, row.box.top + pitch / 2};
            canvas.ring(mark, 9 * unit, 2 * unit, theme.quiet);
            if (row.on) canvas.disc(mark, 6 * unit, theme.accent);
        } else {
            canvas.triangle({row.box.left + 14 * unit, row.box.top + pitch / 2 - 7 * unit},
                            {row.box.left + 27 * unit, row.box.top + pitch / 2},
                            {row.box.left + 14 * unit, row.box.top + pitch / 2 + 7 * unit}, theme.quiet);
        }
        canvas.text(fitted(row.words, 22, room), {row.box.left + 40 * unit, y}, 22, theme.text);
    }
    const float foot = box_.top + box_.height;
    float y = box_.top + heading + rows_high + 6 * unit;
    for (const std::string& line : lines) {
        canvas.text(line, {left, y}, 20, theme.text);
        y += 28 * unit;
    }
    canvas.text("\u2191\u2193 choose   \u2190\u2192 change a number   Enter pull",
                {box_.left + 20 * unit, foot - 70 * unit}, 20, theme.quiet);
    if (past - first_ < rows_.size())
        canvas.text(Phrase("{} of {} levers", past - first_, rows_.size()),
                    {box_.left + width - 20 * unit, foot - 40 * unit}, 20, theme.quiet, Align::right);
    canvas.text("Backspace take back   L close", {box_.left + 20 * unit, foot - 40 * unit}, 20, theme.quiet);
    return box_;
}

std::string LeverPanel::about(std::size_t row) const {
    if (row >= rows_.size() || rows_[row].act != Act::policy) return {};
    const PolicyLever& policy = levers_.policies()[rows_[row].policy];
    std::string words = policy.sentence;
    if (!policy.asks.empty()) words += (words.empty() ? "" : " ") + ("Asked for by " + policy.asks) + ".";
    if (!policy.source.empty()) words += (words.empty() ? "" : " ") + ("Source: " + policy.source) + ".";
    if (!policy.known.empty()) words += (words.empty() ? "" : " ") + ("Its effect " + policy.known) + ".";
    return words;
}

/// Rows of room a row takes: its group's heading stands above it.
float LeverPanel::rows_pitches(std::size_t row) const { return rows_[row].head.empty() ? 1.0f : 1.9f; }

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

std::optional<std::size_t> LeverPanel::row_at(sf::Vector2f at) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].box.contains(at)) return i;
    return std::nullopt;
}

void LeverPanel::choose(int step) {
    if (rows_.empty()) return;
    const auto count = static_cast<int>(rows_.size());
    cursor_ = static_cast<std::size_t>((static_cast<int>(cursor_) + step + count) % count);
}

void LeverPanel::undo(Stage& stage) {
    const Scenario before = levers_.scenario();
    if (levers_.undo()) stage.show(sketch(stage.film(), before, levers_.scenario()), true);
}

void LeverPanel::pull(const Row& row, int by, Stage& stage) {
    const Film& film = stage.film();
    const View& view = stage.view();
    const Month from = next_month_of(film, view.time);
    const Scenario before = levers_.scenario();
    const School* school = view.school && *view.school < film.schools.size() ? &film.schools[*view.school] : nullptr;
    switch (row.act) {
        case Act::policy:
            levers_.toggle_policy(row.policy, from);
            break;
        case Act::open_special:
            if (area_) levers_.open_special(film.areas[*area_], from);
            break;
        case Act::undo:
            levers_.undo();
            break;
        default:
            if (!school) return;
            if (row.act == Act::pan) levers_.change_pan(*school, by * pan_step, from);
            if (row.act == Act::places) levers_.change_places(*school, by * places_step, from);
            if (row.act == Act::open_base) levers_.open_base(*school, from);
            if (row.act == Act::close_base) levers_.close_base(*school, from);
            if (row.act == Act::close_school) levers_.close_school(*school, from);
    }
    if (levers_.scenario().effective_toml == before.effective_toml) return;
    changed_ = true;
    stage.show(sketch(film, before, levers_.scenario()), true);
}

std::optional<Scenario> LeverPanel::pulled() {
    if (!changed_ || dragged_) return std::nullopt;  // a number still held is not let go yet
    changed_ = false;
    return levers_.scenario();
}

bool LeverPanel::handle(const sf::Event& event, Stage& stage) {
    list_rows(stage.film(), stage.view(), stage.camera());
    const auto pull_row = [&](std::size_t i, int by) {
        if (i >= rows_.size()) return;
        const Row row = rows_[i];
        pull(row, by, stage);
    };
    switch (event.type) {
        case sf::Event::KeyPressed:
            if (event.key.control) return false;  // moves the map
            switch (event.key.code) {
                case sf::Keyboard::Up:
                    choose(-1);
                    return true;
                case sf::Keyboard::Down:
                    choose(1);
                    return true;
                case sf::Keyboard::Left:
                case sf::Keyboard::Right:
                    if (cursor_ < rows_.size() && rows_[cursor_].number)
                        pull_row(cursor_, event.key.code == sf::Keyboard::Right ? 1 : -1);
                    else
                        return false;  // months, as without the panel
                    return true;
                case sf::Keyboard::Enter:
                    pull_row(cursor_, 1);
                    return true;
                case sf::Keyboard::Backspace: {
                    Row row;
                    row.act = Act::undo;
                    pull(row, 1, stage);
                    return true;
                }
                case sf::Keyboard::Escape:
                    stage.view().levers = false;
                    return true;
                default:
                    return false;
            }
        case sf::Event::MouseButtonPressed: {
            const sf::Vector2f at(static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y));
            if (!box_.contains(at)) return false;
            if (const auto row = row_at(at)) {
                cursor_ = *row;
                if (!rows_[*row].number) {
                    pull_row(*row, 1);
                    return true;
                }
                // The signs at both ends step; between them the number is dragged.
                const float right = rows_[*row].box.left + rows_[*row].box.width - at.x;
                const float unit = rows_[*row].box.height / 40;
                if (right < 45 * unit)
                    pull_row(*row, 1);
                else if (right > 140 * unit && right < 190 * unit)
                    pull_row(*row, -1);
                else
                    dragged_ = *row, drag_from_ = at.x;
            }
            return true;
        }
        case sf::Event::MouseMoved:
            if (dragged_ && *dragged_ < rows_.size()) {
                const auto x = static_cast<float>(event.mouseMove.x);
                const float stride = std::max(rows_[*dragged_].box.height / 2, 1.0f);
                while (std::abs(x - drag_from_) >= stride) {
                    const int by = x > drag_from_ ? 1 : -1;
                    pull_row(*dragged_, by);
                    drag_from_ += static_cast<float>(by) * stride;
                }
                return true;
            }
            return box_.contains(static_cast<float>(event.mouseMove.x), static_cast<float>(event.mouseMove.y));
        case sf::Event::MouseButtonReleased:
            if (!dragged_) return false;
            dragged_.reset();
            return true;
        case sf::Event::MouseWheelScrolled: {
            const sf::Vector2f at(static_cast<float>(event.mouseWheelScroll.x),
                                  static_cast<float>(event.mouseWheelScroll.y));
            if (!box_.contains(at)) return false;
            if (const auto row = row_at(at); row && rows_[*row].number)
                pull_row(*row, event.mouseWheelScroll.delta > 0 ? 1 : -1);
            else
                choose(event.mouseWheelScroll.delta > 0 ? -1 : 1);
            return true;
        }
        default:
            return false;
    }
}

}  // namespace sendscape
