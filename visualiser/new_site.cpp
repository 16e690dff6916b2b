// SPDX-License-Identifier: MIT
#include "visualiser/new_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "visualiser/scene.h"

namespace sendscape {
namespace {

constexpr int special_places = 60, base_places = 20, site_places_step = 5;
constexpr int least_places = 5, most_special_places = 400, most_base_places = 100;
constexpr Month last_opening{2100, 9};

double distance(std::int32_t x, std::int32_t y, sf::Vector2f metres) {
    const double east = static_cast<double>(x) - static_cast<double>(metres.x),
                 north = static_cast<double>(y) - static_cast<double>(metres.y);
    return east * east + north * north;
}

constexpr NeedSet needs_of(NeedGroup group) {
    NeedSet set = 0;
    for (std::size_t i = 0; i < need_count; ++i)
        if (group_of(static_cast<Need>(i)) == group) set = static_cast<NeedSet>(set | need_bit(static_cast<Need>(i)));
    return set;
}

std::string places_value(const ProvisionChange& change) { return std::to_string(change.places); }
void step_places(ProvisionChange& change, int by, Month) {
    const int most = is_base(change.setting) ? most_base_places : most_special_places;
    change.places = std::clamp(change.places + by * site_places_step, least_places, most);
}

std::string opening_value(const ProvisionChange& change) { return long_name(change.on); }
void step_opening(ProvisionChange& change, int by, Month first) {
    change.on = std::clamp(change.on + by, first, std::max(first, last_opening));
}

std::string phase_value(const ProvisionChange& change) {
    return change.all_through ? "all ages" : std::string(phase_labels[static_cast<std::size_t>(change.phase)].words);
}
/// All ages, primary, secondary, and round again; a base is for one of the two.
void step_phase(ProvisionChange& change, int by, Month) {
    if (is_base(change.setting)) {
        change.phase = change.phase == Phase::primary ? Phase::secondary : Phase::primary;
        return;
    }
    const int now = change.all_through ? 0 : change.phase == Phase::primary ? 1 : 2;
    const int next = (now + (by < 0 ? 2 : 1)) % 3;
    change.all_through = next == 0;
    change.phase = next == 2 ? Phase::secondary : Phase::primary;
}

/// Over how many years the places come: as check advises of a new special school.
constexpr std::array ramps{1, 13, 25, 37};
std::string ramp_value(const ProvisionChange& change) {
    if (change.yearly_parts) return "in yearly parts";
    const int years = change.ramp_months / 12;
    return years < 1 ? "at once" : years == 1 ? "over a year" : fmt::format("over {} years", years);
}
void step_ramp(ProvisionChange& change, int by, Month) {
    const auto now = std::lower_bound(ramps.begin(), ramps.end(), change.ramp_months) - ramps.begin();
    const auto count = static_cast<std::ptrdiff_t>(ramps.size());
    change.ramp_months = ramps[static_cast<std::size_t>((now + (by < 0 ? count - 1 : 1)) % count)];
    change.yearly_parts = false;
}

constexpr std::array fields{
    SiteField{"Places", true, false, places_value, step_places},
    SiteField{"Opens", true, false, opening_value, step_opening},
    SiteField{"Fills", false, false, ramp_value, step_ramp},
    SiteField{"For", false, true, phase_value, step_phase},
};

}  // namespace

std::optional<std::size_t> site_zone(const Film& film, sf::Vector2f metres) {
    std::optional<std::size_t> best;
    double nearest = 0;
    for (std::size_t z = 0; z < film.zones.size(); ++z) {
        const Zone& zone = film.zones[z];
        if (!zone.area.exists() || zone.area.value >= film.areas.size()) continue;
        const double away = distance(zone.x, zone.y, metres);
        if (!best || away < nearest) best = z, nearest = away;
    }
    return best;
}

std::optional<std::uint32_t> site_host(const Film& film, int month, sf::Vector2f metres) {
    std::optional<std::uint32_t> best;
    double nearest = 0;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (school.setting != Setting::mainstream || !school.in_area || school.urn == 0 || !film.at(month, s).open)
            continue;
        const double away = distance(school.x, school.y, metres);
        if (!best || away < nearest) best = s, nearest = away;
    }
    return best;
}

ProvisionChange new_special_school(const Film& film, std::size_t zone, Month on, std::uint32_t urn) {
    const Zone& at = film.zones[zone];
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::open_school;
    change.on = coming_september(on);
    change.urn = urn;
    change.near = at.code;
    change.name = "New special school, " + film.areas[at.area.value].name;
    change.setting = Setting::state_special;
    change.places = special_places;
    change.all_through = true;
    change.ramp_months = ramps[3];
    change.needs = static_cast<NeedSet>(needs_of(NeedGroup::autism) | needs_of(NeedGroup::semh) |
                                        needs_of(NeedGroup::speech_language));
    return change;
}

ProvisionChange new_base(const School& host, Month on) {
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::open_base;
    change.on = coming_september(on);
    change.urn = host.urn;
    change.setting = Setting::resourced_provision;
    change.places = base_places;
    change.ramp_months = ramps[1];
    change.phase = host.teaches(3) ? Phase::primary : Phase::secondary;
    change.needs = static_cast<NeedSet>(needs_of(NeedGroup::autism) | needs_of(NeedGroup::speech_language));
    return change;
}

bool has_phases(const ProvisionChange& change, const Film& film) {
    if (!is_base(change.setting)) return true;
    return std::any_of(film.schools.begin(), film.schools.end(), [&](const School& school) {
        return school.urn == change.urn && school.teaches(3) && school.teaches(8);
    });
}

Month coming_september(Month month) { return month + (21 - month.month_of_year()) % 12; }

std::span<const SiteField> site_fields() { return fields; }

bool is_for(const ProvisionChange& change, NeedGroup group) {
    return change.needs == 0 || (change.needs & needs_of(group)) != 0;
}

ProvisionChange with_need(ProvisionChange change, NeedGroup group, bool wanted) {
    if (change.needs == 0)
        for (std::size_t i = 0; i < need_group_count; ++i)
            change.needs = static_cast<NeedSet>(change.needs | needs_of(static_cast<NeedGroup>(i)));
    const NeedSet needs =
        static_cast<NeedSet>(wanted ? change.needs | needs_of(group) : change.needs & ~needs_of(group));
    if (needs != 0) change.needs = needs;
    return change;
}

std::string site_words(const ProvisionChange& change, const Film& film) {
    if (change.kind == ProvisionChange::Kind::open_school) {
        for (const Zone& zone : film.zones)
            if (zone.code == change.near && zone.area.exists() && zone.area.value < film.areas.size())
                return fmt::format("Special school, {} places, {}", change.places, film.areas[zone.area.value].name);
        return fmt::format("Special school, {} places, {}", change.places, change.near);
    }
    for (const School& school : film.schools)
        if (school.urn == change.urn) return fmt::format("Base, {} places, {}", change.places, school.name);
    return fmt::format("Base, {} places", change.places);
}

std::optional<sf::Vector2f> site_pixel(const Scene& scene, const ProvisionChange& change) {
    for (std::size_t s = 0; s < scene.film.schools.size(); ++s)
        if (change.urn != 0 && scene.film.schools[s].urn == change.urn) return scene.school_pixel(s);
    return std::nullopt;
}

}  // namespace sendscape
