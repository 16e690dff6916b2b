// SPDX-License-Identifier: MIT
#include "maps/map_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "maps/oddity.h"

namespace sendscape {

namespace {

/// 12345 as "12,345".
std::string grouped(std::int64_t number) {
    const std::string digits = fmt::format("{}", number < 0 ? -number : number);
    std::string out = number < 0 ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back(',');
        out.push_back(digits[i]);
    }
    return out;
}

struct KindRow {
    const char* words;
    bool (*is)(const School&);
};

constexpr std::array<KindRow, 9> kinds{{
    {"nursery", [](const School& s) { return s.phase == SchoolPhase::nursery; }},
    {"state primary",
     [](const School& s) { return s.setting == Setting::mainstream && s.phase == SchoolPhase::primary; }},
    {"state secondary",
     [](const School& s) { return s.setting == Setting::mainstream && s.phase == SchoolPhase::secondary; }},
    {"state all-through, post-16",
     [](const School& s) {
         return s.setting == Setting::mainstream &&
                (s.phase == SchoolPhase::all_through || s.phase == SchoolPhase::post16);
     }},
    {"state special", [](const School& s) { return s.setting == Setting::state_special; }},
    {"non-maintained special", [](const School& s) { return s.setting == Setting::non_maintained_special; }},
    {"independent special", [](const School& s) { return s.setting == Setting::independent_special; }},
    {"alternative provision", [](const School& s) { return s.setting == Setting::alternative_provision; }},
    {"independent mainstream", [](const School& s) { return s.setting == Setting::independent_mainstream; }},
}};

void add_schools(const Map& map, bool in_area, std::string& out) {
    out +=
        fmt::format("  {:<28}{:>9}{:>12}{:>10}{:>13}{:>10}\n", in_area ? "schools of the area" : "schools in the halo",
                    "schools", "on roll", "plans", "SEN Support", "places");
    std::vector<bool> counted(map.schools.size(), false);
    std::array<std::int64_t, 5> all{};
    const auto line = [&](const char* words, const std::array<std::int64_t, 5>& sums) {
        out += fmt::format("  {:<28}{:>9}{:>12}{:>10}{:>13}{:>10}\n", words, grouped(sums[0]), grouped(sums[1]),
                           grouped(sums[2]), grouped(sums[3]), grouped(sums[4]));
    };
    const auto gather = [&](auto&& keep) {
        std::array<std::int64_t, 5> sums{};
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            const School& school = map.schools[s];
            if (school.in_area != in_area || counted[s] || !keep(school)) continue;
            counted[s] = true;
            const std::array<std::int64_t, 5> values{1, school.roll, school.plans, school.sen_support, school.capacity};
            for (std::size_t i = 0; i < sums.size(); ++i) {
                sums[i] += values[i];
                all[i] += values[i];
            }
        }
        return sums;
    };
    for (const KindRow& kind : kinds) {
        const auto sums = gather(kind.is);
        if (sums[0] > 0) line(kind.words, sums);
    }
    const auto rest = gather([](const School&) { return true; });
    if (rest[0] > 0) line("other", rest);
    line("all", all);
}

/// Planning areas by name, with what their own schools have.
void add_areas(const Map& map, std::string& out) {
    constexpr std::size_t most_areas = 40;  // of all England there are hundreds
    if (map.areas.empty()) return;
    struct Sums {
        std::int64_t schools = 0, roll = 0, plans = 0, places = 0, special = 0;
    };
    std::vector<Sums> sums(map.areas.size());
    for (const School& school : map.schools) {
        if (!school.in_area || !school.area.exists()) continue;
        Sums& of = sums[school.area.value];
        ++of.schools;
        of.roll += school.roll;
        of.plans += school.plans;
        of.places += school.capacity;
        if (school.setting == Setting::state_special) of.special += school.commissioned_places;
        of.special += school.base_places[0] + school.base_places[1];
    }
    constexpr const char* line = "  {:<28}{:>9}{:>12}{:>10}{:>13}{:>16}\n";
    out += fmt::format(fmt::runtime(line), "planning areas", "schools", "on roll", "plans", "places", "special, base");
    for (std::size_t i = 0; i < std::min(map.areas.size(), most_areas); ++i)
        out += fmt::format(fmt::runtime(line), map.areas[i].name, grouped(sums[i].schools), grouped(sums[i].roll),
                           grouped(sums[i].plans), grouped(sums[i].places), grouped(sums[i].special));
    if (map.areas.size() > most_areas)
        out += fmt::format("  and {} more planning areas\n",
                           grouped(static_cast<std::int64_t>(map.areas.size() - most_areas)));
}

void add_bases(const Map& map, std::string& out) {
    std::int64_t hosts = 0, primary = 0, secondary = 0;
    for (const School& school : map.schools) {
        if (!school.in_area || school.base_places[0] + school.base_places[1] == 0) continue;
        ++hosts;
        primary += school.base_places[0];
        secondary += school.base_places[1];
    }
    out += fmt::format("  resourced provision and SEN units: {} schools, {} primary and {} secondary places\n",
                       grouped(hosts), grouped(primary), grouped(secondary));
}

void add_filled(const Map& map, std::string& out) {
    struct Row {
        Filled what;
        const char* words;
    };
    static constexpr std::array<Row, 13> rows{{{Filled::coordinates, "coordinates"},
                                               {Filled::capacity, "capacity"},
                                               {Filled::roll, "roll"},
                                               {Filled::ages, "ages"},
                                               {Filled::plans, "plans"},
                                               {Filled::sen_support, "SEN Support"},
                                               {Filled::places, "commissioned places"},
                                               {Filled::pan, "admission number"},
                                               {Filled::designation, "designation"},
                                               {Filled::base_places, "base places"},
                                               {Filled::fsm, "free school meals"},
                                               {Filled::inspection, "inspection grade"},
                                               {Filled::attainment, "results"}}};
    std::string list;
    for (const Row& row : rows) {
        const auto schools = std::count_if(map.schools.begin(), map.schools.end(),
                                           [&](const School& school) { return school.is_filled(row.what); });
        if (schools > 0) list += fmt::format("{}{} {}", list.empty() ? "" : ", ", row.words, grouped(schools));
    }
    if (!list.empty()) out += fmt::format("Filled in by rule rather than read, schools: {}.\n", list);
}

void add_journeys(const Map& map, std::string& out) {
    const auto pairs = static_cast<std::int64_t>(map.travel.school.size());
    if (!map.catchments.empty())
        out += fmt::format("Catchments drawn: of {} school{}.\n", map.catchments.size(),
                           map.catchments.size() == 1 ? "" : "s");
    if (map.roads.empty()) {
        out += fmt::format(
            "Roads: none; journeys are straight lines times {:.2f}.\nJourneys: {} pairs of zone and school.\n",
            map.detour_factor, grouped(pairs));
        return;
    }
    const auto on_road = [](const auto& rows) {
        return grouped(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.node.exists(); }));
    };
    out += fmt::format("Roads: {} junctions, {} arcs; {} of {} schools and {} of {} zones are near one.\n",
                       grouped(static_cast<std::int64_t>(map.roads.nodes())),
                       grouped(static_cast<std::int64_t>(map.roads.arcs())), on_road(map.schools),
                       grouped(static_cast<std::int64_t>(map.schools.size())), on_road(map.zones),
                       grouped(static_cast<std::int64_t>(map.zones.size())));
    std::int64_t straight = 0;
    for (const QualityRow& row : map.quality)
        if (row.oddity == Oddity::no_way) straight += row.count;
    out += fmt::format(
        "Journeys: {} pairs of zone and school{}.\n", grouped(pairs),
        straight == 0 ? ""
                      : fmt::format("; straight lines for {} of them, which no way by road joins", grouped(straight)));
}

std::string share(std::int32_t part, std::int32_t whole) { return fmt::format("{:.0f}%", 100.0 * part / whole); }

/// ": 2,448 plans maintained in January 2022; in 2021 413 requests, 8% refused, 269 new plans, 76% in 20 weeks". The
/// 20 weeks are told of the plans that no exception excuses.
std::string sen2_words(const Sen2& sen2) {
    std::string words;
    if (const PlansMaintained* plans = sen2.latest())
        words = fmt::format(": {} plans maintained in January {}", grouped(plans->total), plans->year);
    if (sen2.flows.empty()) return words;
    const PlanFlows& flows = sen2.flows.back();
    std::vector<std::string> parts;
    if (flows.requests >= 0) parts.push_back(fmt::format("{} requests", grouped(flows.requests)));
    if (flows.requests > 0 && flows.refused >= 0) parts.push_back(share(flows.refused, flows.requests) + " refused");
    if (flows.new_plans >= 0) parts.push_back(fmt::format("{} new plans", grouped(flows.new_plans)));
    if (flows.timed > 0 && flows.in_time >= 0) parts.push_back(share(flows.in_time, flows.timed) + " in 20 weeks");
    if (parts.empty()) return words;
    words += fmt::format("{} in {} ", words.empty() ? ":" : ";", flows.year);
    for (std::size_t i = 0; i < parts.size(); ++i) words += (i == 0 ? "" : ", ") + parts[i];
    return words;
}

}  // namespace

std::string describe_map(const Map& map) {
    std::string out =
        fmt::format("{}{}, census of {}\n", map.name, map.synthetic ? " (invented)" : "", long_name(map.census));
    for (const Authority& authority : map.authorities) {
        if (!authority.in_area && map.authorities.size() > 8) continue;
        out += fmt::format("  {} {}{}{}\n", authority.code, authority.name, authority.in_area ? "" : " (halo)",
                           sen2_words(authority.sen2));
    }
    add_schools(map, true, out);
    add_bases(map, out);
    add_areas(map, out);
    if (std::any_of(map.schools.begin(), map.schools.end(), [](const School& s) { return !s.in_area; }))
        add_schools(map, false, out);

    std::int64_t zones = 0, filled = 0, residents = 0, all_residents = 0;
    for (const Zone& zone : map.zones) {
        zones += zone.area.exists() ? 1 : 0;
        filled += zone.residents_from != ResidentsFrom::count ? 1 : 0;
        for (const std::int32_t children : zone.residents) {
            all_residents += children;
            residents += zone.area.exists() ? children : 0;
        }
    }
    out +=
        fmt::format("Planning areas: {}. Zones: {} with {} residents aged 0 to 25; in the halo {} with {}.\n",
                    grouped(static_cast<std::int64_t>(map.areas.size())), grouped(zones), grouped(residents),
                    grouped(static_cast<std::int64_t>(map.zones.size()) - zones), grouped(all_residents - residents));
    if (filled > 0) out += fmt::format("Residents of {} zones were filled in by rule.\n", grouped(filled));
    add_journeys(map, out);
    add_filled(map, out);
    if (!map.quality.empty()) {
        out += "\nData quality\n";
        for (const QualityRow& row : map.quality)
            out += fmt::format("  {:<34} {:>9}  {}: {}{}\n", row.table, grouped(row.count), row.issue, row.rule,
                               row.examples.empty() ? "" : fmt::format(" ({})", row.examples));
    }
    if (!map.assumptions.empty()) {
        out += "\nAssumptions\n";
        for (const std::string& sentence : map.assumptions) out += "  - " + sentence + "\n";
    }
    if (!map.digest.empty()) out += fmt::format("\nContent digest {}\n", map.digest);
    return out;
}

}  // namespace sendscape
