// SPDX-License-Identifier: MIT
#include "visualiser/film_children.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <tuple>
#include <vector>

#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "sim/output/trace.h"
#include "sim/studies/child_elsewhere.h"
#include "sim/studies/futures.h"

namespace sendscape {
namespace {

constexpr int least_wait = 4;  ///< months: a wait that a talk can show

/// What happened to each recorded pupil, in order of time.
std::vector<std::vector<RecordedEvent>> events_by_pupil(const Run& run) {
    std::vector<std::vector<RecordedEvent>> by_row(run.pupils.size());
    for (const RecordedEvent& event : run.events) {
        const auto found = std::lower_bound(run.pupils.begin(), run.pupils.end(), event.pupil,
                                            [](const RecordedPupil& pupil, std::uint32_t id) { return pupil.id < id; });
        if (found != run.pupils.end() && found->id == event.pupil)
            by_row[static_cast<std::size_t>(found - run.pupils.begin())].push_back(event);
    }
    return by_row;
}

/// A child of the record. It knows the zone, not the home: a fixed place in the zone stands for it.
FilmChild child_of(const RecordedPupil& pupil, const Zone& zone) {
    FilmChild child;
    child.pupil = pupil.id;
    child.zone = pupil.zone;
    const std::uint32_t mixed = pupil.id * 2654435761u;
    const float angle = static_cast<float>(mixed & 0xFFFF) / 65536.0f * 6.2831853f;
    const float reach = std::sqrt(static_cast<float>(mixed >> 16) / 65536.0f) * static_cast<float>(zone.radius_m);
    child.x = static_cast<float>(zone.x) + reach * std::cos(angle);
    child.y = static_cast<float>(zone.y) + reach * std::sin(angle);
    child.area = static_cast<std::uint16_t>(zone.area.exists() ? zone.area.value : FilmChild::no_area);
    return child;
}

/// What is known of a child while its events are gone through.
struct ChildNow {
    Stay stay;
    Setting setting = Setting::gone;  ///< with or without a plan
    bool plan = false;
};

/// Whether the event changes what is shown of the child.
bool take_event(const RecordedEvent& event, std::size_t schools, ChildNow& now) {
    switch (event.kind) {
        case EventKind::placed:
            now.stay.school = event.to < schools ? event.to : SchoolId::none_value;
            now.setting = event.to_setting;
            return true;
        case EventKind::plan_issued:
        case EventKind::plan_moved_in:
            now.plan = true;
            return true;
        case EventKind::plan_ceased:
        case EventKind::plan_moved_out:
            now.plan = false;
            return true;
        case EventKind::wait_began:
            now.stay.waiting = true;
            return true;
        case EventKind::wait_ended:
            now.stay.waiting = false;
            return true;
        case EventKind::provision_required:  // a wait for what was required before ends with it
            if (event.from == static_cast<std::uint32_t>(RequiredProvision::none)) return false;
            now.stay.waiting = false;
            return true;
        case EventKind::need_changed:
            now.stay.need = group_of(static_cast<Need>(std::min(event.to, 14u)));
            return true;
        case EventKind::left:
        case EventKind::moved_out:
            now.setting = Setting::gone;
            return true;
        default:
            return false;
    }
}

/// Writes down where a child is from a month on, unless nothing shown has changed.
void add_stay(Film& film, std::uint32_t first_stay, const ChildNow& now, std::int16_t month) {
    Stay stay = now.stay;
    stay.from = month;
    stay.setting = now.plan ? now.setting : Setting::gone;
    if (!now.plan) stay.waiting = false;
    if (film.stays.size() > first_stay && film.stays.back().from == month)
        film.stays.back() = stay;
    else if (film.stays.size() == first_stay || film.stays.back().school != stay.school ||
             film.stays.back().setting != stay.setting || film.stays.back().waiting != stay.waiting ||
             film.stays.back().need != stay.need)
        film.stays.push_back(stay);
}

/// What makes a child's years worth telling: it is there from the start, its plan is made, it waits, and the wait ends
/// with a special place or a base in the run.
struct Years {
    int began = -1, ended = -1;  ///< month the first wait begins; its end with a place
    bool issued = false;
    std::uint64_t kinds = 0;  ///< of events, a bit each
};

/// Of those the one to whom most kinds of things happen, then who waits longest, then the first.
std::optional<std::uint32_t> child_to_tell(const Run& run, Film& film) {
    std::vector<Years> years(film.children.size());
    for (const RecordedEvent& event : run.events) {
        const auto row = film.row_of(event.pupil);
        if (!row) continue;
        Years& one = years[*row];
        one.kinds |= std::uint64_t{1} << static_cast<unsigned>(event.kind);
        one.issued = one.issued || event.kind == EventKind::plan_issued;
        if (event.kind == EventKind::wait_began && one.began < 0) one.began = event.month;
        if (event.kind == EventKind::wait_ended && one.began >= 0 && one.ended < 0) one.ended = event.month;
    }
    std::optional<std::uint32_t> best;
    std::tuple<int, int> most;
    for (std::uint32_t row = 0; row < film.children.size(); ++row) {
        const Years& one = years[row];
        const RecordedPupil* const entry = find_pupil(run, film.children[row].pupil);
        if (!entry || entry->entered != 0 || !one.issued || one.began < 0 || one.ended < one.began + least_wait)
            continue;
        const Stay* after = film.stay_at(film.children[row], std::min(one.ended + 1, film.months - 1));
        const Stay* last = film.stay_at(film.children[row], film.months - 1);
        if (!after || !last || last->setting == Setting::gone) continue;
        if (!is_special(after->setting) && !is_base(after->setting)) continue;
        if (after->school >= film.schools.size() || film.children[row].area >= film.areas.size()) continue;
        const std::tuple score{std::popcount(one.kinds), std::min(one.ended - one.began, 24)};
        if (best && score <= most) continue;
        best = row, most = score;
        film.told_waits = one.began, film.told_placed = one.ended;
    }
    return best;
}

}  // namespace

/// Who ever holds a plan, in order of id; their stays from the starting row and the events.
void add_children(const Run& run, Film& film) {
    const std::vector<std::vector<RecordedEvent>> events = events_by_pupil(run);
    for (std::size_t row = 0; row < run.pupils.size(); ++row) {
        const RecordedPupil& pupil = run.pupils[row];
        if (pupil.zone >= film.zones.size()) continue;
        FilmChild child = child_of(pupil, film.zones[pupil.zone]);
        child.first_stay = static_cast<std::uint32_t>(film.stays.size());
        ChildNow now;
        now.plan = pupil.provision == Provision::plan;
        now.setting = pupil.setting;
        now.stay.school = pupil.school < film.schools.size() ? pupil.school : SchoolId::none_value;
        now.stay.need = group_of(pupil.need);
        add_stay(film, child.first_stay, now, static_cast<std::int16_t>(pupil.entered));
        std::optional<Month> since;  // it waits
        const auto end_wait_at_16 = [&](Month until) {
            if (!since) return;
            const Month ends = wait_ends_after_16(run, pupil, *since);
            if (ends > until) return;
            since.reset();
            now.stay.waiting = false;
            add_stay(film, child.first_stay, now, static_cast<std::int16_t>(ends - run.start));
        };
        for (std::size_t i = 0; i < events[row].size(); ++i) {
            const RecordedEvent& event = events[row][i];
            end_wait_at_16(run.month(event.month));
            if (event.kind == EventKind::provision_required && wait_goes_on(events[row], i)) continue;
            if (!take_event(event, film.schools.size(), now)) continue;
            if (!now.stay.waiting)
                since.reset();
            else if (!since)
                since = run.month(event.month);
            add_stay(film, child.first_stay, now, static_cast<std::int16_t>(event.month));
        }
        end_wait_at_16(run.last());
        child.stays = static_cast<std::uint16_t>(film.stays.size() - child.first_stay);
        const bool ever = std::any_of(film.stays.begin() + child.first_stay, film.stays.end(),
                                      [](const Stay& stay) { return stay.setting != Setting::gone; });
        if (ever)
            film.children.push_back(child);
        else
            film.stays.resize(child.first_stay);
    }
    if (run.events_kept == "none" || run.pupils.empty()) return;
    film.record = children_of(run);
    if (const std::uint32_t id = eventful_pupil(run); id != SchoolId::none_value)
        if (const auto row = film.row_of(id)) film.eventful = *row;
    film.told = child_to_tell(run, film);
    if (film.told) film.told_record = alone(run, film.children[*film.told].pupil);
}

}  // namespace sendscape
