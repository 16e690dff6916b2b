// SPDX-License-Identifier: MIT
// The child on show: chosen, found by its number, followed.
#include <algorithm>
#include <charconv>

#include "sim/studies/child_elsewhere.h"
#include "visualiser/layers/layers.h"
#include "visualiser/stage.h"

namespace sendscape {
namespace {

constexpr float near_enough = 3.5f;  // zoom at which a child is followed
constexpr const char* who_differs_only = "Only children who are elsewhere in B are on show here: C shows all of them.";

std::string in_lower_case(std::string_view text) {
    std::string out;
    for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

}  // namespace

void Stage::select_child(std::uint32_t row) {
    view_.school.reset();
    view_.child = row;
    view_.child_card = true;
}

bool Stage::follow(bool on) {
    if (on && (!view_.child || !film_)) return false;
    if (on && !view_.follow) look_at_way(std::max(camera_.target_zoom(), near_enough), static_cast<int>(view_.time));
    view_.follow = on;
    return true;
}

/// Home, places and way of the child on show are on the map, as near as `most`.
void Stage::look_at_way(float most, int month) {
    const sf::FloatRect way = way_so_far(*film_, *arrangement_, *view_.child, month);
    followed_zoom_ = std::max(std::min(most, camera_.zoom_for({way.width, way.height})), 1.0f);
    camera_.look_at({way.left + way.width / 2, way.top + way.height / 2}, followed_zoom_);
}

/// Where the followed child is, there the map goes: eased, since a child moves at once from place to place.
void Stage::go_with_child() {
    if (!view_.follow) return;
    if (!view_.child || !arrangement_ || *view_.child >= film_->children.size()) {
        view_.follow = false;
        return;
    }
    const int month = static_cast<int>(view_.time + 0.5f);
    // With its way in sight, further off as that grows; whoever has zoomed since looks at the child.
    if (camera_.target_zoom() == followed_zoom_) return look_at_way(std::max(followed_zoom_, near_enough), month);
    const sf::FloatRect way = way_so_far(*film_, *arrangement_, *view_.child, month);
    const bool fits = camera_.target_zoom() <= camera_.zoom_for({way.width, way.height}) * 1.001f;
    camera_.centre_on(fits ? sf::Vector2f{way.left + way.width / 2, way.top + way.height / 2}
                           : whereabouts(*film_, *arrangement_, *view_.child, month));
}

/// The child on show, as a row of one of the films.
std::optional<std::uint32_t> Stage::child_in(const Film& film) const {
    if (!view_.child || &film != other_.get()) return view_.child;
    if (*view_.child >= film_->children.size()) return std::nullopt;
    return film.row_of(film_->children[*view_.child].pupil);
}

std::optional<std::uint32_t> Stage::eventful() const {
    if (!film_ || film_->children.empty()) return std::nullopt;
    if (film_->eventful) return film_->eventful;
    // Without a record: who is at most places.
    const auto most = std::max_element(film_->children.begin(), film_->children.end(),
                                       [](const FilmChild& a, const FilmChild& b) { return a.stays < b.stays; });
    return static_cast<std::uint32_t>(most - film_->children.begin());
}

std::optional<Month> Stage::child_branches() {
    const auto row = view_.child ? view_.child : film_ ? film_->told : std::nullopt;
    if (!row || !film_->record || *row >= film_->children.size()) return std::nullopt;
    if (branches_film_ != film_->edition.object() || branches_row_ != *row)
        branches_ = branch_of(*film_->record, film_->children[*row].pupil);
    branches_film_ = film_->edition.object(), branches_row_ = *row;
    return branches_;
}

std::optional<std::uint32_t> Stage::child_named(std::string_view words) const {
    std::string wanted = in_lower_case(words);
    if (!film_) return std::nullopt;
    if (wanted == "eventful") return eventful();
    bool said = false;
    for (const std::string_view before : {"child", " ", "#"})
        while (!wanted.empty() && wanted.starts_with(before)) wanted.erase(0, before.size()), said = true;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    if (error != std::errc{} || end != wanted.data() + wanted.size()) return std::nullopt;
    if (!said)
        for (const School& school : film_->schools)
            if (school.urn == number) return std::nullopt;
    return film_->row_of(number);
}

/// With a school on show its first child; with a child the next of the same school, or the next without a place; else
/// the first without one.
void Stage::next_child() {
    if (differences_) {
        reason_ = who_differs_only;
        return;
    }
    const int month = std::clamp(static_cast<int>(view_.time), 0, std::max(film_->months - 1, 0));
    const auto now = [&](std::size_t c) -> const Stay* {
        const Stay* stay = film_->stay_at(film_->children[c], month);
        return stay && stay->setting != Setting::gone ? stay : nullptr;
    };
    const auto without_place = [](const Stay& stay) { return stay.waiting || stay.setting == Setting::awaiting; };
    std::optional<std::uint32_t> school = view_.school;
    std::size_t from = 0;
    if (view_.child) {
        from = *view_.child + 1;
        const Stay* stay = now(*view_.child);
        if (stay && !without_place(*stay)) school = stay->school;
    }
    for (std::size_t i = 0; i < film_->children.size(); ++i) {
        const std::size_t c = (from + i) % film_->children.size();
        const Stay* stay = now(c);
        if (!stay || (school ? stay->school != *school || without_place(*stay) : !without_place(*stay))) continue;
        select_child(static_cast<std::uint32_t>(c));
        return;
    }
    reason_ = school ? "No child with a plan is at this school in this month."
                     : "No child of this run is short of a place in this month.";
}

/// The child to whom most happens, and the map goes with it.
void Stage::show_eventful() {
    if (differences_) {
        reason_ = who_differs_only;
        return;
    }
    const auto child = eventful();
    if (!child) {
        reason_ = "This run follows no child.";
        return;
    }
    select_child(*child);
    follow(true);
}

void Stage::toggle_follow() {
    if (!view_.child)
        reason_ = "No child is on show: N, E or a click chooses one.";
    else
        follow(!view_.follow);
}

}  // namespace sendscape
