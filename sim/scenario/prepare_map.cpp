// SPDX-License-Identifier: MIT
#include "sim/scenario/prepare_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "agents/authority/commissioning.h"
#include "maps/travel_time.h"
#include "sim/core/error.h"
#include "sim/scenario/sites.h"

namespace sendscape {
namespace {

// URNs of schools whose openings give none. They do not follow those of the dormant sites (from 900,000), so that a
// scenario with one opening more leaves the sites their numbers.
constexpr std::uint32_t first_new_urn = 901'000;
constexpr Month never{std::numeric_limits<std::int32_t>::max()};

// What the special schools that an authority may build are for: autism and SEMH first, then learning difficulties, as
// among the special free schools that the DfE has approved (the order is an assumption).
constexpr std::array dormant_needs{
    static_cast<NeedSet>(need_bit(Need::asd) | need_bit(Need::slcn)),
    static_cast<NeedSet>(need_bit(Need::semh)),
    static_cast<NeedSet>(need_bit(Need::mld) | need_bit(Need::sld) | need_bit(Need::pmld) | need_bit(Need::pd) |
                         need_bit(Need::ds)),
};

void move_to_zone(School& school, const Map& map, ZoneId zone) {
    const Zone& site = map.zone(zone);
    school.zone = zone;
    school.area = site.area;
    school.authority = site.authority;
    school.node = site.node;
    school.x = site.x;
    school.y = site.y;
}

School empty_school(std::uint32_t urn, std::string name, Setting setting) {
    School school;
    school.urn = urn;
    school.name = std::move(name);
    school.setting = setting;
    school.phase = SchoolPhase::all_through;
    school.low_ncy = 0;
    school.high_ncy = 14;
    school.own_admissions = true;
    school.opens = never;
    return school;
}

bool teaches_phase(const School& school, Phase phase) { return school.teaches(phase == Phase::primary ? 3 : 8); }

SchoolId find_urn(const Map& map, std::uint32_t urn) {
    for (std::size_t i = 0; i < map.schools.size(); ++i)
        if (map.schools[i].urn == urn) return SchoolId(i);
    return SchoolId();
}

SchoolId existing_site(const Map& map, const ProvisionChange& change) {
    const SchoolId site = find_urn(map, change.urn);
    if (!site.exists()) {
        std::vector<std::string> urns;
        for (const School& school : map.schools) urns.push_back(std::to_string(school.urn));
        const std::string near = nearest_spelling(std::to_string(change.urn), urns);
        throw InputError(fmt::format("{}: no school with URN {} on the map{}", change.where, change.urn,
                                     near.empty() ? "" : fmt::format("; the nearest is {}", near)));
    }
    return site;
}

/// Host of a base that is given only an area: the largest state mainstream school of the phase there without a base.
SchoolId find_host(const Map& map, const ProvisionChange& change, const std::set<SchoolId>& taken) {
    const AreaId area = find_area(map, change.where, change.near);
    const std::size_t phase = change.phase == Phase::primary ? 0 : 1;
    SchoolId best;
    for (std::size_t i = 0; i < map.schools.size(); ++i) {
        const School& school = map.schools[i];
        const SchoolId id(i);
        if (school.area != area || school.setting != Setting::mainstream || !school.in_area || school.roll <= 0 ||
            !teaches_phase(school, change.phase) || school.base_places[phase] > 0 || taken.contains(id) ||
            school.selective)
            continue;
        if (!best.exists() || school.roll > map.school(best).roll ||
            (school.roll == map.school(best).roll && school.urn < map.school(best).urn))
            best = id;
    }
    if (!best.exists())
        throw InputError(fmt::format("{}: no {} school without a base in planning area '{}'", change.where,
                                     phase == 0 ? "primary" : "secondary", change.near));
    return best;
}

/// Journeys to the schools from row `first` on, added to the table of those before.
void add_travel(Map& map, std::size_t first, const Parallel& parallel) {
    if (first == map.schools.size() || map.travel.first.size() != map.zones.size() + 1) return;
    Map sites;
    sites.zones = map.zones;
    sites.areas = map.areas;
    sites.authorities = map.authorities;
    sites.roads = map.roads;
    sites.detour_factor = map.detour_factor;
    sites.schools.assign(map.schools.begin() + static_cast<std::ptrdiff_t>(first), map.schools.end());
    compute_travel(sites, parallel);
    TravelTable joined;
    joined.first.reserve(map.zones.size() + 1);
    const auto append = [&](const TravelTable& from, std::size_t zone, std::size_t shift) {
        for (std::uint32_t row = from.first[zone]; row < from.first[zone + 1]; ++row) {
            joined.school.push_back(static_cast<std::uint32_t>(from.school[row] + shift));
            joined.metres.push_back(from.metres[row]);
            joined.tenths.push_back(from.tenths[row]);
        }
    };
    for (std::size_t zone = 0; zone < map.zones.size(); ++zone) {
        joined.first.push_back(static_cast<std::uint32_t>(joined.school.size()));
        append(map.travel, zone, 0);
        append(sites.travel, zone, first);
    }
    joined.first.push_back(static_cast<std::uint32_t>(joined.school.size()));
    map.travel = std::move(joined);
}

/// Three sites for each authority of the area, in its most peopled planning areas.
void append_dormant_sites(Map& map, std::set<std::uint32_t>& known) {
    std::uint32_t urn = first_dormant_urn;
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        if (!map.authorities[a].in_area) continue;
        std::vector<std::pair<std::int64_t, std::size_t>> areas;
        for (std::size_t i = 0; i < map.areas.size(); ++i)
            if (map.areas[i].authority == AuthorityId(a)) areas.emplace_back(0, i);
        for (const Zone& zone : map.zones)
            for (auto& [count, area] : areas)
                if (zone.area == AreaId(area)) count -= school_age_children(zone);
        std::sort(areas.begin(), areas.end());
        if (areas.empty()) continue;
        std::set<ZoneId> taken;
        for (std::size_t k = 0; k < dormant_needs.size(); ++k) {
            const AreaId area(areas[k % areas.size()].second);
            const ZoneId zone = fullest_zone(map, area, taken);
            if (!zone.exists()) continue;
            taken.insert(zone);
            while (!known.insert(urn).second) ++urn;
            School school = empty_school(urn, fmt::format("New special school, {}", map.areas[area.value].name),
                                         Setting::state_special);
            school.designated = dormant_needs[k];
            move_to_zone(school, map, zone);
            map.schools.push_back(std::move(school));
        }
    }
}

}  // namespace

Map prepare_map(const Map& map, const std::vector<ProvisionChange>& provision, const Parallel& parallel) {
    Map prepared = map;
    const std::vector<std::uint32_t> urns = new_urns(provision);
    std::set<std::uint32_t> known;
    for (const School& school : map.schools) known.insert(school.urn);
    for (std::size_t i = 0; i < provision.size(); ++i)
        if (provision[i].kind == ProvisionChange::Kind::open_school && !known.insert(urns[i]).second)
            throw InputError(
                fmt::format("{}: duplicate URN {}: the map has a school of that number", provision[i].where, urns[i]));
    append_dormant_sites(prepared, known);
    // Opened schools come last, in order of date: two scenarios that are the same until a month then have the same rows
    // for all that has opened by it.
    for (std::size_t i = 0; i < provision.size(); ++i)
        if (provision[i].kind == ProvisionChange::Kind::open_school)
            prepared.schools.push_back(opened_school(prepared, provision[i], urns[i]));
    add_travel(prepared, map.schools.size(), parallel);
    return prepared;
}

School opened_school(const Map& map, const ProvisionChange& change, std::uint32_t urn) {
    const ZoneId zone = find_site(map, change.where, change.near);
    const std::string& area = map.areas[map.zone(zone).area.value].name;
    School school =
        empty_school(urn, change.name.empty() ? fmt::format("New school, {}", area) : change.name, change.setting);
    if (!change.all_through) {
        const bool primary = change.phase == Phase::primary;
        const bool special = is_special(change.setting);
        school.phase = primary ? SchoolPhase::primary : SchoolPhase::secondary;
        school.low_ncy = static_cast<std::int8_t>(primary ? 0 : change.phase == Phase::post16 ? 12 : 7);
        school.high_ncy = static_cast<std::int8_t>(primary ? 6 : special ? 14 : 11);
    }
    school.designated = change.needs;
    school.opens = change.on;
    if (change.setting == Setting::mainstream) {
        school.capacity = change.places;
        school.pan = change.pan ? change.pan : change.places / (school.high_ncy - school.low_ncy + 1);
    }
    move_to_zone(school, map, zone);
    return school;
}

std::vector<std::uint32_t> new_urns(const std::vector<ProvisionChange>& provision) {
    std::vector<std::uint32_t> urns(provision.size(), 0);
    std::uint32_t next = first_new_urn;
    for (std::size_t i = 0; i < provision.size(); ++i)
        if (provision[i].kind == ProvisionChange::Kind::open_school)
            urns[i] = provision[i].urn ? provision[i].urn : next++;
    return urns;
}

SchoolId site_of(const Map& map, const ProvisionChange& change, std::uint32_t urn, std::set<SchoolId>& taken) {
    if (change.kind == ProvisionChange::Kind::open_school) return find_urn(map, urn);
    SchoolId site;
    if (change.kind == ProvisionChange::Kind::open_base && change.urn == 0) {
        site = find_host(map, change, taken);
    } else {
        site = existing_site(map, change);
        const School& school = map.school(site);
        if (is_base(change.setting) && school.setting != Setting::mainstream)
            throw InputError(fmt::format("{}: URN {} ({}) is no mainstream school: it has no base", change.where,
                                         change.urn, school.name));
        if (is_base(change.setting) && !teaches_phase(school, change.phase))
            throw InputError(
                fmt::format("{}: URN {} ({}) does not teach that phase", change.where, change.urn, school.name));
    }
    if (change.kind == ProvisionChange::Kind::open_base) taken.insert(site);
    return site;
}

std::vector<SchoolId> sites_of(const Map& map, const std::vector<ProvisionChange>& provision) {
    const std::vector<std::uint32_t> urns = new_urns(provision);
    std::vector<SchoolId> sites;
    std::set<SchoolId> taken;
    for (std::size_t i = 0; i < provision.size(); ++i) sites.push_back(site_of(map, provision[i], urns[i], taken));
    return sites;
}

}  // namespace sendscape
