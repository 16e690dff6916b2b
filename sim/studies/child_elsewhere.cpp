// SPDX-License-Identifier: MIT
#include "sim/studies/child_elsewhere.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "sim/output/trace.h"

namespace sendscape {
namespace {

constexpr double nearer_by = 100;  // metres: less is the same place

/// Where the child is in a month and whether it has a plan, from its entry and its events.
struct Stand {
    std::uint32_t school = SchoolId::none_value;
    Setting setting = Setting::gone;
    bool plan = false;
};

Stand stand_in(const Run& run, const RecordedPupil& pupil, std::size_t month) {
    Stand now{pupil.school, pupil.setting, pupil.provision == Provision::plan};
    for (const RecordedEvent& event : run.events) {
        if (event.month > month) break;
        if (event.pupil != pupil.id) continue;
        switch (event.kind) {
            case EventKind::placed:
                now.school = event.to, now.setting = event.to_setting;
                break;
            case EventKind::plan_issued:
            case EventKind::plan_moved_in:
                now.plan = true;
                break;
            case EventKind::plan_ceased:
            case EventKind::plan_moved_out:
                now.plan = false;
                break;
            case EventKind::left:
            case EventKind::moved_out:
                now = {};
                break;
            default:
                break;
        }
    }
    return now;
}

bool same_child(const RecordedPupil& a, const RecordedPupil& b) {
    return a.entered == b.entered && a.zone == b.zone && a.birth_month == b.birth_month && a.girl == b.girl &&
           a.ncy == b.ncy;
}

}  // namespace

const RecordedPupil* find_pupil(const Run& run, std::uint32_t pupil) {
    const auto found = std::lower_bound(run.pupils.begin(), run.pupils.end(), pupil,
                                        [](const RecordedPupil& p, std::uint32_t wanted) { return p.id < wanted; });
    return found != run.pupils.end() && found->id == pupil ? &*found : nullptr;
}

std::shared_ptr<const Run> alone(const Run& run, std::uint32_t pupil) {
    auto one = std::make_shared<Run>();
    one->scenario = run.scenario, one->title = run.title;
    one->start = run.start, one->month_count = run.month_count;
    one->map = run.map;
    one->events_kept = run.events_kept;
    if (const RecordedPupil* const entry = find_pupil(run, pupil)) one->pupils = {*entry};
    std::copy_if(run.events.begin(), run.events.end(), std::back_inserter(one->events),
                 [&](const RecordedEvent& event) { return event.pupil == pupil; });
    return one;
}

std::optional<Fared> fared(const Run& run, std::uint32_t pupil, std::size_t month, const RecordedPupil* like) {
    const RecordedPupil* const entry = find_pupil(run, pupil);
    if (!entry || (like && !same_child(*entry, *like))) return std::nullopt;
    const Stand now = stand_in(run, *entry, month);
    const ToldChild told = tell_child(run, pupil, run.map->schools);
    Fared how;
    how.waited = told.waited(month);
    how.waits = told.waits_in(month);
    how.plan = now.plan && now.setting != Setting::gone;
    if (now.school < run.map->schools.size() && entry->zone < run.map->zones.size()) {
        const School& school = run.map->schools[now.school];
        const Zone& zone = run.map->zones[entry->zone];
        const double east = static_cast<double>(school.x) - zone.x, north = static_cast<double>(school.y) - zone.y;
        how.metres = std::sqrt(east * east + north * north);
    }
    return how;
}

Month branch_of(const Run& run, std::uint32_t pupil) {
    std::optional<Month> sought;
    for (const RecordedEvent& event : run.events) {
        if (event.pupil != pupil) continue;
        if (event.kind == EventKind::wait_began) return run.month(event.month);
        const bool plan = event.kind == EventKind::plan_requested || event.kind == EventKind::plan_moved_in;
        if (plan && !sought) sought = run.month(event.month);
    }
    return sought.value_or(run.start);
}

std::optional<LuckElsewhere> luck_elsewhere(const Run& here, std::span<const std::shared_ptr<const Run>> lives,
                                            std::uint32_t pupil, std::size_t month, Month branches) {
    const RecordedPupil* const entry = find_pupil(here, pupil);
    if (!entry || here.month(entry->entered) > std::max(branches, here.start)) return std::nullopt;
    const std::optional<Fared> own = fared(here, pupil, month);
    LuckElsewhere luck;
    for (const auto& life : lives) {
        // Whoever is not followed never sought a plan.
        const std::optional<Fared> other = fared(*life, pupil, month, entry);
        ++luck.lives;
        if (!other || !other->plan) {
            ++luck.no_plan;
            continue;
        }
        const bool first = luck.lives - luck.no_plan == 1;
        luck.least_waited = first ? other->waited : std::min(luck.least_waited, other->waited);
        luck.most_waited = std::max(luck.most_waited, other->waited);
        luck.waited.push_back(other->waited);
        luck.sooner += other->waited < own->waited ? 1 : 0;
        luck.later += other->waited > own->waited ? 1 : 0;
        if (!own->plan || !own->metres || !other->metres) continue;
        luck.nearer += *other->metres < *own->metres - nearer_by ? 1 : 0;
        luck.further += *other->metres > *own->metres + nearer_by ? 1 : 0;
    }
    return luck;
}

std::string elsewhere_words(const LuckElsewhere& luck, const std::string& with) {
    if (luck.lives == 0) return {};
    const int rest = luck.lives - luck.no_plan;
    const auto in = [&](int lives) {
        return lives == rest && rest > 1 ? std::string("all") : fmt::format("{}", lives);
    };
    std::string words =
        fmt::format("The same child in {} other {}{}: ", luck.lives, luck.lives == 1 ? "life" : "lives", with);
    if (rest == 0) return words + "no plan in any.";
    if (luck.no_plan > 0) words += fmt::format("no plan in {}; of the other {}, ", luck.no_plan, rest);
    if (luck.sooner == 0 && luck.later == 0) {
        words += "waited as long in " + in(rest);
    } else {
        if (luck.sooner > 0) words += "waited less in " + in(luck.sooner);
        if (luck.later > 0) words += (luck.sooner > 0 ? ", longer in " : "waited longer in ") + in(luck.later);
        if (const int same = rest - luck.sooner - luck.later; same > 0) words += ", as long in " + in(same);
    }
    words += luck.least_waited == luck.most_waited
                 ? fmt::format(" ({} {})", luck.least_waited, luck.least_waited == 1 ? "month" : "months")
                 : fmt::format(" ({} to {} months)", luck.least_waited, luck.most_waited);
    if (luck.nearer > 0) words += "; placed nearer in " + in(luck.nearer);
    if (luck.further > 0)
        words += (luck.nearer > 0 ? ", further away in " : "; placed further away in ") + in(luck.further);
    return words + ".";
}

std::string branch_words(Month branches) { return " from " + long_name(branches) + " on"; }

}  // namespace sendscape
