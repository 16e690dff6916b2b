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
    for (std::size_t i = 0; i < levers_.policies().size(); ++i) {
        const PolicyLever& policy = levers_.policies()[i];
        if (policy.in_scenario) continue;
        Row& row = add(Act::policy, policy.title, policy.on ? "on" : "off");
        row.policy = i;
        row.on = policy.on;
    }
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
    for (std::size_t i = 0; i < rows_.size() && i < drawn.size(); ++i) rows_[i].box = drawn[i].box;
    if (!rows_.empty()) cursor_ = std::min(cursor_, rows_.size() - 1);
}

sf::FloatRect LeverPanel::draw(Scene& scene) {
    list_rows(scene.film, scene.view, scene.camera);
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), pitch = 40 * unit, width = std::min(640 * unit, scene.boxes.map.width - 32 * unit);
    const bool school = scene.view.school && *scene.view.school < scene.film.schools.size();
    const float heading = 96 * unit;
    // On the left: the column on the right has the school's story.
    box_ = {scene.boxes.map.left + 16 * unit, scene.boxes.map.top + 16 * unit, width,
            heading + pitch * static_cast<float>(rows_.size()) + 82 * unit};
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
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Row& row = rows_[i];
        row.box = {box_.left + 8 * unit, box_.top + heading + pitch * static_cast<float>(i), width - 16 * unit, pitch};
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
    canvas.text("\u2191\u2193 choose   \u2190\u2192 change a number   Enter pull",
                {box_.left + 20 * unit, foot - 70 * unit}, 20, theme.quiet);
    canvas.text("Backspace take back   L close", {box_.left + 20 * unit, foot - 40 * unit}, 20, theme.quiet);
    return box_;
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
            return true;
        }
        default:
            return false;
    }
}

}  // namespace sendscape
