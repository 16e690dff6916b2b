#include "sim/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "agents/authority/commissioning.h"
#include "maps/travel_time.h"
#include "sim/core/error.h"
#include "sim/sites.h"

namespace sendscape {
namespace {

// Schools that openings bring without a number of their own. Dormant sites have theirs from 900,000, so that one
// opening more does not give a site another number.
constexpr std::uint32_t first_new_urn = 901'000;
constexpr Month never{std::numeric_limits<std::int32_t>::max()};

// Sites an authority may build on: what such schools are usually opened for (DfE free-school waves: autism and SEMH
// first, then learning difficulties).
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

SchoolId existing_site(const Map& map, const Opening& opening) {
    const SchoolId site = find_urn(map, opening.urn);
    if (!site.exists()) {
        std::vector<std::string> urns;
        for (const School& school : map.schools) urns.push_back(std::to_string(school.urn));
        const std::string near = nearest_spelling(std::to_string(opening.urn), urns);
        throw InputError(fmt::format("{}: no school with URN {} on the map{}", opening.where, opening.urn,
                                     near.empty() ? "" : fmt::format("; the nearest is {}", near)));
    }
    return site;
}

/// Host of a base that is given only an area: the largest state mainstream school of the phase there without a base.
SchoolId find_host(const Map& map, const Opening& opening, const std::set<SchoolId>& taken) {
    const AreaId area = find_area(map, opening.where, opening.near);
    const std::size_t phase = opening.phase == Phase::primary ? 0 : 1;
    SchoolId best;
    for (std::size_t i = 0; i < map.schools.size(); ++i) {
        const School& school = map.schools[i];
        const SchoolId id(i);
        if (school.area != area || school.setting != Setting::mainstream || !school.in_area || school.roll <= 0 ||
            !teaches_phase(school, opening.phase) || school.base_places[phase] > 0 || taken.contains(id) ||
            school.selective)
            continue;
        if (!best.exists() || school.roll > map.school(best).roll ||
            (school.roll == map.school(best).roll && school.urn < map.school(best).urn))
            best = id;
    }
    if (!best.exists())
        throw InputError(fmt::format("{}: no {} school without a base in planning area '{}'", opening.where,
                                     phase == 0 ? "primary" : "secondary", opening.near));
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

/// Places an opening has made available by the end of a month.
int available(const Opening& opening, Month month) {
    if (month < opening.on) return 0;
    const int months = month - opening.on + 1;
    if (opening.ramp_months <= 1 || months >= opening.ramp_months) return opening.places;
    return static_cast<int>(static_cast<std::int64_t>(opening.places) * months / opening.ramp_months);
}

void add_places(Schools& schools, SchoolId site, const Opening& opening, Setting setting, int delta) {
    if (delta == 0) return;
    if (is_base(opening.setting)) {
        schools.base_places[site][opening.phase == Phase::primary ? 0 : 1] += delta;
        return;
    }
    if (setting == Setting::mainstream) {
        if (opening.kind == Opening::Kind::grow) schools.capacity[site] += delta;
        return;
    }
    // A school named over its number goes as far over as it did; a new one to the median, 1.12 of its places.
    const std::int64_t before = schools.commissioned_places[site];
    const std::int64_t ceiling = schools.ceiling[site];
    schools.commissioned_places[site] += delta;
    schools.capacity[site] += delta;
    schools.ceiling[site] += static_cast<std::int32_t>(
        before > 0 && ceiling >= before ? delta * ceiling / before : delta * std::int64_t{112} / 100);
}

}  // namespace

Month in_force_from(const Opening& opening) {
    const Month on = opening.on;
    switch (opening.kind) {
        case Opening::Kind::set_pan:
            return on.month_of_year() == 9 ? on - 7 : on;
        case Opening::Kind::open_school:
        case Opening::Kind::close_school: {
            const Month september(on.month_of_year() <= 9 ? on.year() : on.year() + 1, 9);
            return std::min(on, september - 7);
        }
        default:
            return on;
    }
}

Map prepare_map(const Map& map, const std::vector<Opening>& openings, const Parallel& parallel) {
    Map prepared = map;
    const std::vector<std::uint32_t> urns = new_urns(openings);
    std::set<std::uint32_t> known;
    for (const School& school : map.schools) known.insert(school.urn);
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (openings[i].kind == Opening::Kind::open_school && !known.insert(urns[i]).second)
            throw InputError(
                fmt::format("{}: duplicate URN {}: the map has a school of that number", openings[i].where, urns[i]));
    append_dormant_sites(prepared, known);
    // Last, in order of date: of two scenarios the same until a month, the rows of what has opened by then are the
    // same.
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (openings[i].kind == Opening::Kind::open_school)
            prepared.schools.push_back(opened_school(prepared, openings[i], urns[i]));
    const std::vector<SchoolId> sites = sites_of(prepared, openings);
    for (std::size_t i = 0; i < openings.size(); ++i) {
        if (openings[i].kind != Opening::Kind::open_base) continue;
        School& host = prepared.schools[sites[i].value];
        if (host.base_places[0] + host.base_places[1] > 0) continue;
        host.base_kind = openings[i].setting;
        host.base_needs = openings[i].needs;
    }
    add_travel(prepared, map.schools.size(), parallel);
    return prepared;
}

School opened_school(const Map& map, const Opening& opening, std::uint32_t urn) {
    const AreaId area = find_area(map, opening.where, opening.near);
    const ZoneId zone = fullest_zone(map, area);
    if (!zone.exists())
        throw InputError(
            fmt::format("{}: planning area '{}' has no zone a school could stand in", opening.where, opening.near));
    School school = empty_school(
        urn, opening.name.empty() ? fmt::format("New school, {}", map.areas[area.value].name) : opening.name,
        opening.setting);
    if (!opening.all_through) {
        const bool primary = opening.phase == Phase::primary;
        const bool special = is_special(opening.setting);
        school.phase = primary ? SchoolPhase::primary : SchoolPhase::secondary;
        school.low_ncy = static_cast<std::int8_t>(primary ? 0 : opening.phase == Phase::post16 ? 12 : 7);
        school.high_ncy = static_cast<std::int8_t>(primary ? 6 : special ? 14 : 11);
    }
    school.designated = opening.needs;
    school.opens = opening.on;
    if (opening.setting == Setting::mainstream) {
        school.capacity = opening.places;
        school.pan = opening.pan ? opening.pan : opening.places / (school.high_ncy - school.low_ncy + 1);
    }
    move_to_zone(school, map, zone);
    return school;
}

std::vector<std::uint32_t> new_urns(const std::vector<Opening>& openings) {
    std::vector<std::uint32_t> urns(openings.size(), 0);
    std::uint32_t next = first_new_urn;
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (openings[i].kind == Opening::Kind::open_school) urns[i] = openings[i].urn ? openings[i].urn : next++;
    return urns;
}

SchoolId site_of(const Map& map, const Opening& opening, std::uint32_t urn, std::set<SchoolId>& taken) {
    if (opening.kind == Opening::Kind::open_school) return find_urn(map, urn);
    SchoolId site;
    if (opening.kind == Opening::Kind::open_base && opening.urn == 0) {
        site = find_host(map, opening, taken);
    } else {
        site = existing_site(map, opening);
        const School& school = map.school(site);
        if (is_base(opening.setting) && school.setting != Setting::mainstream)
            throw InputError(fmt::format("{}: URN {} ({}) is no mainstream school: it has no base", opening.where,
                                         opening.urn, school.name));
        if (is_base(opening.setting) && !teaches_phase(school, opening.phase))
            throw InputError(
                fmt::format("{}: URN {} ({}) does not teach that phase", opening.where, opening.urn, school.name));
    }
    if (opening.kind == Opening::Kind::open_base) taken.insert(site);
    return site;
}

std::vector<SchoolId> sites_of(const Map& map, const std::vector<Opening>& openings) {
    const std::vector<std::uint32_t> urns = new_urns(openings);
    std::vector<SchoolId> sites;
    std::set<SchoolId> taken;
    for (std::size_t i = 0; i < openings.size(); ++i) sites.push_back(site_of(map, openings[i], urns[i], taken));
    return sites;
}

void apply_dated(World& world, const std::vector<Change>& changes, const std::vector<Opening>& openings) {
    const Month month = world.month;
    const bool starting = month == world.start;
    for (const Change& change : changes) {
        if (change.from != month && !(starting && change.from < month)) continue;
        const std::span<double> field = find_parameter(change.key)->field(world.parameters);
        for (std::size_t i = 0; i < field.size(); ++i)
            field[i] = change.values.size() == 1 ? change.values[0] : change.values[i];
    }
    const bool any = std::any_of(openings.begin(), openings.end(), [&](const Opening& o) {
        return starting || (month >= o.on && month - o.on <= o.ramp_months) || month == in_force_from(o);
    });
    if (!any) return;
    const std::vector<SchoolId> sites = sites_of(*world.map, openings);
    Schools& schools = world.schools;
    for (std::size_t i = 0; i < openings.size(); ++i) {
        const Opening& opening = openings[i];
        const SchoolId site = sites[i];
        const bool due = month == opening.on || (starting && opening.on < month);
        switch (opening.kind) {
            case Opening::Kind::open_school:
                if (starting) schools.opens[site] = opening.on.index;
                [[fallthrough]];
            case Opening::Kind::open_base:
            case Opening::Kind::grow:
                add_places(schools, site, opening, world.map->school(site).setting,
                           available(opening, month) - (starting ? 0 : available(opening, month - 1)));
                break;
            case Opening::Kind::close_school:
                // A closure is published a year or more ahead: everybody plans with it.
                if (starting) schools.closes[site] = opening.on.index;
                break;
            case Opening::Kind::close_base:
                if (due) schools.base_places[site][opening.phase == Phase::primary ? 0 : 1] = 0;
                break;
            case Opening::Kind::set_pan:
                if (due || month == in_force_from(opening)) {
                    schools.pan[site] = opening.pan > 0 ? opening.pan : -1;
                    schools.pan_determined[site] = schools.pan[site];
                }
                break;
        }
    }
}

}  // namespace sendscape
