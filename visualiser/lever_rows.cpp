// SPDX-License-Identifier: MIT
// The rows of the panel of levers, and what pulling one does to the scenario.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "agents/schools/schools.h"
#include "visualiser/lever_panel.h"

namespace sendscape {
namespace {

constexpr int pan_step = 15, places_step = 10;

Month month_after(const Film& film, float time) {
    return film.first + std::clamp(static_cast<int>(time), 0, std::max(film.months - 1, 0)) + 1;
}

int month_of(const Film& film, const View& view) {
    return std::clamp(static_cast<int>(view.time), 0, std::max(film.months - 1, 0));
}

struct NewSiteWords {
    const char* words;
    const char* where;
};
constexpr std::array new_sites{NewSiteWords{"New special school", "drag to the map"},
                               NewSiteWords{"New base", "drag to a school"}};

}  // namespace

LeverPanel::Row& LeverPanel::add(Act act, std::string words, std::string value, bool number) {
    Row row;
    row.act = act;
    row.words = std::move(words);
    row.value = std::move(value);
    row.number = number;
    rows_.push_back(std::move(row));
    return rows_.back();
}

/// The site in hand: places, opening, ages, whom it is for.
void LeverPanel::list_site(const Film& film) {
    const ProvisionChange* const site = levers_.in_hand();
    if (!site) return;
    const std::size_t first = rows_.size();
    for (std::size_t i = 0; i < site_fields().size(); ++i) {
        const SiteField& field = site_fields()[i];
        if (field.is_of_phase && !has_phases(*site, film)) continue;
        add(Act::site_field, field.words, field.value(*site), field.number).index = i;
    }
    for (std::size_t i = 0; i < need_group_count; ++i) {
        const bool on = is_for(*site, static_cast<NeedGroup>(i));
        Row& row = add(Act::site_need, std::string(need_group_labels[i].words), on ? "yes" : "no");
        row.index = i;
        row.on = on;
    }
    add(Act::move_site, "Move it", "drag it");
    add(Act::put_down, "Done with it");
    rows_[first].head = site_words(*site, film);
}

/// Levers of the school on show.
void LeverPanel::list_school(const Film& film, const View& view, Month from) {
    if (!view.school || *view.school >= film.schools.size()) return;
    const School& school = film.schools[*view.school];
    if (school.area.exists()) area_ = school.area.value;
    const bool known = school.urn != 0 && school.in_area && !levers_.closing(school);
    const std::size_t first = rows_.size();
    if (known && school.setting == Setting::mainstream) {
        add(Act::pan, "Admits a year", std::to_string(levers_.pan(school, from)), true);
        // A base the authority has opened meanwhile is known to the film alone.
        const int scenario = levers_.base_places(school, from);
        const int places = levers_.base_closed(school, from) ? 0
                           : scenario > 0
                               ? scenario
                               : static_cast<int>(std::lround(film.at(month_of(film, view), *view.school).base_places));
        if (places > 0)
            add(Act::close_base, "Close the base here", fmt::format("{} places", places));
        else
            add(Act::open_base, "Open a base here", fmt::format("{} places", Levers::new_base_places));
    } else if (known && is_special(school.setting)) {
        add(Act::places, "Places", std::to_string(levers_.places(school, from)), true);
    }
    if (known && school.setting == Setting::mainstream && !film.zones.empty())
        add(Act::redraw, "Redraw its catchment", "on the map");
    if (known) add(Act::close_school, "Close this school");
    if (rows_.size() > first) rows_[first].head = school.name;
}

void LeverPanel::list_rows(const Film& film, const View& view, const Camera& camera) {
    const std::vector<Row> drawn = std::exchange(rows_, {});  // events between frames meet the rows where they stand
    area_.reset();
    list_site(film);
    list_school(film, view, month_after(film, view.time));
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
    const std::size_t first = rows_.size();
    for (std::size_t i = 0; i < new_sites.size(); ++i)
        add(Act::new_site, new_sites[i].words, new_sites[i].where).index = i;
    if (area_)
        add(Act::open_special, fmt::format("Special school in {}", film.areas[*area_].name),
            fmt::format("{} places", Levers::new_special_places));
    rows_[first].head = "Put on the map";
    if (levers_.pulled_any()) {
        add(Act::undo, "Take the last lever back");
        add(Act::save, "Save as a scenario file", "W");
    }
    std::string group;
    for (std::size_t i = 0; i < levers_.policies().size(); ++i) {
        const PolicyLever& policy = levers_.policies()[i];
        if (policy.in_scenario) continue;
        Row& row = add(Act::policy, policy.title, policy.on ? "on" : "off");
        row.index = i;
        row.on = policy.on;
        const std::string head = policy.asks.empty() ? "Examples" : "Asked for by: " + policy.asks;
        if (head != group) row.head = head;
        group = head;
    }
    for (std::size_t i = 0; i < rows_.size() && i < drawn.size(); ++i) rows_[i].box = drawn[i].box;
    cursor_ = std::min(cursor_, rows_.size() - 1);
}

/// Changes the levers, and shows at once what can be shown of it.
template <class Change>
void LeverPanel::change_levers(Stage& stage, Change&& change) {
    const Scenario before = levers_.scenario();
    const std::shared_ptr<const Film> future = stage.shared_future();
    const std::size_t pulled = levers_.pulled();
    change();
    while (futures_.size() < levers_.pulled()) futures_.push_back(future);
    if (levers_.pulled() == pulled || levers_.scenario().effective_toml == before.effective_toml) return;
    changed_ = true;
    restored_ = false;
    stage.show_future(sketch(*future, before, levers_.scenario()));
}

void LeverPanel::undo(Stage& stage) {
    const Scenario before = levers_.scenario();
    if (!levers_.undo()) return;
    std::shared_ptr<const Film> future;
    while (futures_.size() > levers_.pulled()) {
        future = std::move(futures_.back());
        futures_.pop_back();
    }
    if (levers_.scenario().effective_toml == before.effective_toml) return;
    changed_ = true;
    // The future as it was before the lever; of a lever pulled on what was a sketch itself, the sketch.
    restored_ = future && !future->sketched;
    stage.show_future(future ? future : sketch(*stage.shared_future(), before, levers_.scenario()));
}

void LeverPanel::alter(ProvisionChange changed, const Film& film) {
    std::string words = site_words(changed, film) + ", from " + long_name(changed.on);
    levers_.alter(std::move(changed), std::move(words));
}

void LeverPanel::carry(NewSite kind, sf::Vector2f at, bool held, bool moves) {
    carried_ = Carried{kind, at, held, moves};
}

/// What is carried is put down where it is.
void LeverPanel::put_on_map(Stage& stage) {
    const Carried site = *carried_;
    carried_.reset();
    const Film& film = *stage.shared_true_film();
    const sf::Vector2f metres = stage.camera().metres(site.at);
    const Month from = month_after(stage.film(), stage.view().time);
    std::optional<ProvisionChange> change;
    if (site.kind == NewSite::special_school) {
        if (const auto zone = site_zone(film, metres))
            change = new_special_school(film, *zone, from, levers_.free_urn());
        else
            reason_ = "This map has no place where a school could stand.";
    } else if (const auto host = site_host(film, month_of(film, stage.view()), metres)) {
        change = new_base(film.schools[*host], from);
    } else {
        reason_ = "This map has no mainstream school that could host a base.";
    }
    if (!change) return;
    change_levers(stage, [&] {
        if (site.moves && levers_.in_hand()) {
            ProvisionChange moved = *levers_.in_hand();
            moved.near = change->near;
            if (site.kind == NewSite::base) moved.urn = change->urn, moved.phase = change->phase;
            if (site.kind == NewSite::special_school) moved.name = change->name;
            alter(std::move(moved), film);
        } else {
            std::string words = site_words(*change, film) + ", from " + long_name(change->on);
            levers_.build(std::move(*change), std::move(words));
        }
    });
    cursor_ = first_ = 0;  // what can be set about it
}

/// The catchment of the school on show is taken in hand.
void LeverPanel::begin_redraw(Stage& stage) {
    const Film& film = *stage.shared_true_film();
    const auto school = stage.view().school;
    if (!school || *school >= film.schools.size()) return;
    const int month = month_of(film, stage.view());
    brush_.emplace(stage, *school, catchment_now(film, levers_.scenario().criteria, *school, month));
    stage.view().school.reset();  // its card would lie over the map
}

/// It is put down: as it is drawn now, or as it was.
void LeverPanel::end_redraw(Stage& stage, bool keep) {
    const CatchmentBrush drawn = std::move(*brush_);
    brush_.reset();
    const Film& film = *stage.shared_true_film();
    const auto school = std::find_if(film.schools.begin(), film.schools.end(),
                                     [&](const School& one) { return one.urn == drawn.urn(); });
    if (school == film.schools.end()) return;
    stage.view().school = static_cast<std::uint32_t>(school - film.schools.begin());
    if (!keep || !drawn.changed()) return;
    GridRings rings = rings_around(film.zones, drawn.zones());
    if (rings.empty()) {
        reason_ = "A catchment needs a neighbourhood: it is left as it was.";
        return;
    }
    const Month from = month_after(stage.film(), stage.view().time);
    change_levers(stage, [&] {
        levers_.draw_catchment(*school, film.authorities[school->authority.value].code, std::move(rings), from);
    });
}

void LeverPanel::pull(const Row& row, int by, Stage& stage) {
    const Film& film = *stage.shared_true_film();
    const View& view = stage.view();
    const Month from = month_after(stage.film(), view.time);
    const School* school = view.school && *view.school < film.schools.size() ? &film.schools[*view.school] : nullptr;
    if (row.act == Act::undo) return undo(stage);
    if (row.act == Act::save) {
        save_ = true;
        return;
    }
    const bool sets_what_is_there = row.act == Act::move_site || row.act == Act::site_field ||
                                    row.act == Act::site_need || row.act == Act::put_down;
    if (const Month last = film.first + std::max(film.months - 1, 0); from > last && !sets_what_is_there) {
        reason_ = fmt::format("The run ends in {}: go back in time to pull a lever.", long_name(last));
        return;
    }
    if (row.act == Act::redraw) return begin_redraw(stage);
    if (row.act == Act::new_site || row.act == Act::move_site) {
        const bool moves = row.act == Act::move_site;
        const NewSite kind = !moves ? static_cast<NewSite>(row.index)
                             : levers_.in_hand() && levers_.in_hand()->kind == ProvisionChange::Kind::open_base
                                 ? NewSite::base
                                 : NewSite::special_school;
        const sf::FloatRect& map = stage.boxes().map;
        carry(kind, {map.left + map.width / 2, map.top + map.height / 2}, false, moves);
        return;
    }
    change_levers(stage, [&] {
        ProvisionChange site = levers_.in_hand() ? *levers_.in_hand() : ProvisionChange{};
        switch (row.act) {
            case Act::policy:
                return levers_.toggle_policy(row.index, from);
            case Act::open_special:
                if (area_) levers_.open_special(film.areas[*area_], from);
                cursor_ = first_ = 0;
                return;
            case Act::site_field:
                site_fields()[row.index].step(site, by, from);
                return alter(std::move(site), film);
            case Act::site_need: {
                const auto group = static_cast<NeedGroup>(row.index);
                return alter(with_need(site, group, !is_for(site, group)), film);
            }
            case Act::put_down:
                return levers_.put_down();
            default:
                break;
        }
        if (!school) return;
        if (row.act == Act::pan) levers_.change_pan(*school, by * pan_step, from);
        if (row.act == Act::places) levers_.change_places(*school, by * places_step, from);
        if (row.act == Act::open_base) levers_.open_base(*school, from);
        if (row.act == Act::close_base) levers_.close_base(*school, from);
        if (row.act == Act::close_school) levers_.close_school(*school, from);
    });
}

}  // namespace sendscape
