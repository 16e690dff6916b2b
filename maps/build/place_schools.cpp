// SPDX-License-Identifier: MIT
#include "maps/build/place_schools.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "maps/build/point_index.h"
#include "maps/build/same_school.h"
#include "maps/tables/authority_places.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::string_view by_succession =
    "in the authority that replaced it: the only one, else their district's, else that of the nearest school";

/// InputError naming the table whose eastings and northings stand the wrong way round.
void refuse_swapped_places(const SchoolRecords& records) {
    std::map<std::string, std::vector<PlaceInAuthority>> of_table;
    for (const auto& [urn, record] : records)
        if (record.grid && record.authority_code)
            of_table[record.grid_table].push_back(
                {*record.authority_code, fmt::format("URN {}", urn), record.grid->first, record.grid->second});
    for (const auto& [table, places] : of_table)
        if (const std::string why = why_swapped(places); !why.empty()) throw InputError(table + ": " + why);
}

std::string postcode_district(const std::optional<std::string>& postcode) {
    const std::string key = postcode_key(postcode);
    return key.size() > 4 ? key.substr(0, key.size() - 3) : std::string();
}

/// Where an authority has ended and no table names the one a school is in now: the only successor, else its
/// district's, else that of the nearest school of a successor. What none of them tells is left out and told.
std::map<std::string, int> settle_ended_authorities(SchoolRecords& records, QualityTable& quality) {
    std::map<std::string, int> unclear;
    std::map<std::string_view, std::pair<PointIndex, std::vector<std::string>>> successors;
    for (const EndedAuthority& ended : ended_authorities()) {
        std::vector<std::int32_t> x, y;
        std::vector<std::string> codes;
        for (const auto& [urn, record] : records)
            if (record.authority_code && record.grid &&
                std::find(ended.successors.begin(), ended.successors.end(), *record.authority_code) !=
                    ended.successors.end()) {
                x.push_back(record.grid->first);
                y.push_back(record.grid->second);
                codes.push_back(*record.authority_code);
            }
        successors.emplace(ended.gss, std::pair(PointIndex(std::move(x), std::move(y)), std::move(codes)));
    }
    for (auto at = records.begin(); at != records.end();) {
        SchoolRecord& record = at->second;
        if (record.authority_code || !record.ended_authority) {
            ++at;
            continue;
        }
        const EndedAuthority& ended = *ended_authority(*record.ended_authority);
        const auto& [schools, codes] = successors.at(ended.gss);
        const auto* district = authority_of_district(record.district.value_or(std::string()));
        const auto said = std::find(ended.successors.begin(), ended.successors.end(),
                                    district ? district->code : std::string_view("none"));
        const std::string example = fmt::format("{} ({})", record.urn, ended.name);
        if (ended.successors[1].empty()) {
            record.authority_code = std::string(ended.successors[0]);
            quality.count(record.first_table, Oddity::authority_ended, by_succession, example);
        } else if (said != ended.successors.end()) {
            record.authority_code = std::string(*said);
            quality.count(record.first_table, Oddity::authority_ended, by_succession, example);
        } else if (record.grid && schools.size() > 0) {
            record.authority_code = codes[schools.nearest(record.grid->first, record.grid->second)];
            quality.count(record.first_table, Oddity::authority_ended, by_succession, example);
        } else {
            quality.count(record.first_table, Oddity::authority_unclear,
                          "left out: no table says which of the two they are in now", example);
            for (const std::string_view code : ended.successors) ++unclear[std::string(code)];
            at = records.erase(at);
            continue;
        }
        ++at;
    }
    return unclear;
}

/// Places for schools of which no table says where they stand, nor their postcode: beside schools of their authority
/// and kind that have one, over the whole of it. At one point they would share the few homes around it.
std::map<std::uint32_t, std::pair<std::int32_t, std::int32_t>> spread_places(const SchoolRecords& records) {
    struct OfAKind {
        std::vector<std::pair<std::int32_t, std::int32_t>> places;
        std::vector<std::uint32_t> without;
    };
    std::map<std::string, OfAKind> kinds;
    for (const auto& [urn, record] : records) {
        const bool primary =
            record.is_primary.value_or(false) ||
            (record.census_type && lower_case(*record.census_type).find("primary") != std::string::npos);
        OfAKind& kind = kinds[*record.authority_code + (primary ? " primary" : "")];
        if (record.grid)
            kind.places.push_back(*record.grid);
        else
            kind.without.push_back(urn);
    }
    std::map<std::uint32_t, std::pair<std::int32_t, std::int32_t>> spread;
    for (auto& [name, kind] : kinds) {
        std::sort(kind.places.begin(), kind.places.end());  // from west to east
        for (std::size_t k = 0; k < kind.without.size() && !kind.places.empty(); ++k)
            spread[kind.without[k]] = kind.places[(2 * k + 1) * kind.places.size() / (2 * kind.without.size())];
    }
    return spread;
}

}  // namespace

std::map<std::string, int> settle_authorities(SchoolRecords& records, const std::set<std::string>& chosen,
                                              QualityTable& quality) {
    refuse_swapped_places(records);
    std::map<std::string, int> unclear = settle_ended_authorities(records, quality);
    std::vector<std::int32_t> x, y;
    std::vector<std::string> codes;
    for (const auto& [urn, record] : records)
        if (record.authority_code && record.grid) {
            x.push_back(record.grid->first);
            y.push_back(record.grid->second);
            codes.push_back(*record.authority_code);
        }
    const PointIndex known(std::move(x), std::move(y));
    for (auto at = records.begin(); at != records.end();) {
        SchoolRecord& record = at->second;
        if (!record.authority_code) {
            if (known.size() > 0 && record.grid) {
                record.authority_code = codes[known.nearest(record.grid->first, record.grid->second)];
                quality.count(record.first_table, Oddity::no_authority, "authority of the nearest school",
                              fmt::format("{}", record.urn));
            } else if (known.size() == 0 && chosen.size() == 1) {
                record.authority_code = *chosen.begin();
                quality.count(record.first_table, Oddity::no_authority, "taken to be in the authority asked for",
                              fmt::format("{}", record.urn));
            } else {
                quality.count(record.first_table, Oddity::nowhere, "left out", fmt::format("{}", record.urn));
                at = records.erase(at);
                continue;
            }
        }
        ++at;
    }
    return unclear;
}

SchoolPlaces place_schools(SchoolRecords& records, const std::set<std::string>& chosen, bool all,
                           QualityTable& quality) {
    SchoolPlaces places;
    struct Centre {
        double x = 0, y = 0, weight = 0;
    };
    std::map<std::string, Centre> centres;
    const auto add = [&](const std::string& key, const SchoolRecord& record) {
        const double weight = std::max(1, record.roll.value_or(record.other_roll.value_or(0)));
        Centre& centre = centres[key];
        centre.x += weight * record.grid->first;
        centre.y += weight * record.grid->second;
        centre.weight += weight;
    };
    for (const auto& [urn, record] : records) {
        if (!record.grid) continue;
        add(*record.authority_code, record);
        add("", record);
        const std::string district = postcode_district(record.postcode);
        if (!district.empty()) add(*record.authority_code + district, record);
    }
    if (!records.empty() && !centres.contains(""))
        throw InputError(
            "no school in the tables has coordinates; a table with LAT and LON, or easting and northing, by URN is "
            "needed");
    std::erase_if(records, [&](const auto& entry) {
        const SchoolRecord& record = entry.second;
        if (all || centres.contains(*record.authority_code)) return false;
        if (chosen.contains(*record.authority_code))
            throw InputError(fmt::format(
                "no school of {} in the tables has coordinates; a table with LAT and LON, or easting and northing, "
                "by URN is needed",
                authority_of_code(*record.authority_code)->name));
        quality.count(record.first_table, Oddity::elsewhere_unplaced, "left out: whether they are near is not known",
                      fmt::format("{}", entry.first));
        return true;
    });
    const std::map<std::uint32_t, std::pair<std::int32_t, std::int32_t>> spread = spread_places(records);
    for (auto& [urn, record] : records) {
        if (record.grid) {
            places.known.push_back({record.grid->first, record.grid->second, *record.authority_code});
            continue;
        }
        const std::string district = postcode_district(record.postcode);
        auto centre = centres.find(*record.authority_code + district);
        const bool by_district = !district.empty() && centre != centres.end();
        if (!by_district) centre = centres.find(*record.authority_code);
        if (centre == centres.end()) centre = centres.find("");
        record.grid = {static_cast<std::int32_t>(std::lround(centre->second.x / centre->second.weight)),
                       static_cast<std::int32_t>(std::lround(centre->second.y / centre->second.weight))};
        if (const auto found = spread.find(urn); !by_district && found != spread.end()) record.grid = found->second;
        places.by_rule[urn] = by_district;
    }
    return places;
}

}  // namespace sendscape
