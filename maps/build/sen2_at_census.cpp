// SPDX-License-Identifier: MIT
#include "maps/build/sen2_at_census.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/english_authorities.h"
#include "maps/tables/sen2_table.h"
#include "sim/core/calendar.h"

namespace sendscape {
namespace {

constexpr std::size_t most_named = 3;

/// "Trafford, York, Kent and 4 more"
std::string named(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most_named; ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most_named) text += fmt::format(" and {} more", names.size() - most_named);
    return text;
}

std::string authorities_given(const std::map<std::string, Sen2>& tables) {
    std::vector<std::string> names;
    for (const auto& [code, sen2] : tables)
        if (!sen2.plans.empty()) names.emplace_back(authority_of_code(code)->name);
    return names.empty() ? "no authority" : named(names);
}

/// "January 2019", "Januaries 2010 to 2019", "year 2018", "years 2014, 2016 to 2018".
template <class Row>
std::string years_of(const std::vector<Row>& rows, std::string_view one, std::string_view several) {
    std::string years;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool follows = i > 0 && rows[i].year == rows[i - 1].year + 1;
        const bool goes_on = i + 1 < rows.size() && rows[i + 1].year == rows[i].year + 1;
        if (follows && goes_on) continue;
        years += fmt::format("{}{}", years.empty() ? "" : follows ? " to " : " and ", rows[i].year);
    }
    return fmt::format("{} {}", rows.size() == 1 ? one : several, years);
}

std::string what_is_kept(const Authority& authority, std::size_t left_out) {
    const Sen2& kept = authority.sen2;
    std::string text = authority.name + ":";
    if (!kept.plans.empty()) text += " " + years_of(kept.plans, "January", "Januaries");
    if (!kept.flows.empty())
        text += fmt::format("{} {}", kept.plans.empty() ? "" : "; of requests and new plans",
                            years_of(kept.flows, "year", "years"));
    if (left_out > 0) text += fmt::format("; {} after the census left out", left_out);
    return text;
}

/// What of the flows the start follows (sim/start/published_practice.h), and whether a year tells it.
struct Followed {
    std::string_view words;
    bool (*told)(const PlanFlows&);
};
constexpr std::array<Followed, 4> followed{{
    {"requests", [](const PlanFlows& year) { return year.requests > 0; }},
    {"refusals", [](const PlanFlows& year) { return year.requests > 0 && year.refused >= 0; }},
    {"timeliness", [](const PlanFlows& year) { return year.timed > 0 && year.in_time >= 0; }},
    {"first placements",
     [](const PlanFlows& year) {
         return std::any_of(year.new_by_setting.begin(), year.new_by_setting.end(), [](auto n) { return n > 0; });
     }},
}};

void append(std::string& list, std::string_view item) { list += fmt::format("{}{}", list.empty() ? "" : ", ", item); }

/// What of an authority's start SEN2 tells, and what stays at England's rates.
std::string what_is_anchored(const Authority& authority, int census_year) {
    const int last_year = census_year - 1;
    const PlanFlows* const year = authority.sen2.flow(last_year);
    std::string flows, missing, told;
    if (const PlansMaintained* const latest = authority.sen2.latest(); latest && latest->total > 0)
        told = fmt::format("plans of January {}", latest->year);
    else
        missing = "plans";
    for (const Followed& one : followed) append(year && one.told(*year) ? flows : missing, one.words);
    if (!flows.empty()) append(told, fmt::format("{} of {}", flows, last_year));
    if (told.empty())
        return fmt::format("not anchored to SEN2: {} start from England's rates, for no table given tells theirs",
                           missing);
    if (missing.empty()) return fmt::format("starts from SEN2: {}", told);
    // Flows of years ago say little of the next: only those of the year before the census are followed.
    const bool too_old = flows.empty() && !authority.sen2.flows.empty() && authority.sen2.flows.back().year < last_year;
    return fmt::format("starts from SEN2: {}; not anchored, at England's rates: {}{}", told, missing,
                       too_old ? fmt::format(" (those given are of {}, too old: give the release that tells {})",
                                             authority.sen2.flows.back().year, last_year)
                               : "");
}

}  // namespace

AgeBands settle_age_bands(PlansMaintained& plans) {
    constexpr double tolerance = 0.02;  // ages that are not known are in the total (assumption)
    const std::int64_t sum = std::accumulate(plans.by_age_band.begin(), plans.by_age_band.end(), std::int64_t{0});
    if (sum == 0 || std::abs(static_cast<double>(sum - plans.total)) <= tolerance * plans.total)
        return AgeBands::add_up;
    if (sum < plans.total && std::count(plans.by_age_band.begin(), plans.by_age_band.end(), 0) == 1) {
        *std::find(plans.by_age_band.begin(), plans.by_age_band.end(), 0) =
            static_cast<std::int32_t>(plans.total - sum);
        return AgeBands::one_made_up;
    }
    plans.by_age_band = {};
    return AgeBands::left_out;
}

void keep_known_sen2(const std::map<std::string, Sen2>& tables, Map& map, QualityTable& quality) {
    std::vector<std::string> later;
    for (Authority& authority : map.authorities) {
        if (!authority.in_area) continue;
        if (const auto found = tables.find(authority.code); found != tables.end()) {
            const Sen2& given = found->second;
            authority.sen2 = known_at(given, map.census);
            for (PlansMaintained& plans : authority.sen2.plans) {
                const auto given_bands = plans.by_age_band;
                const AgeBands bands = settle_age_bands(plans);
                if (bands == AgeBands::add_up) continue;
                quality.count("map", Oddity::sen2_bands_off,
                              bands == AgeBands::one_made_up ? "the band that is missing is what the others leave"
                                                             : "left out: ages are England's. Look for a wrong cell",
                              fmt::format("{}, January {}: {} of {}", authority.name, plans.year,
                                          fmt::join(given_bands, " + "), plans.total));
            }
            const Sen2& kept = authority.sen2;
            const std::size_t rows = kept.plans.size() + kept.flows.size();
            const std::size_t left_out = given.plans.size() + given.flows.size() - rows;
            quality.count("map", Oddity::sen2_kept, "what was known at the census is kept",
                          what_is_kept(authority, left_out), static_cast<std::int64_t>(rows));
            if (kept.latest() && kept.latest()->year > map.census.year())
                later.push_back(fmt::format("{} (January {})", authority.name, kept.latest()->year));
        }
        if (authority.sen2.plans.empty())
            quality.count(
                "map", Oddity::no_sen2,
                "residents' plans from England's rates; the tables give the plans of " + authorities_given(tables),
                authority.name);
    }
    if (!later.empty())
        map.assumptions.push_back(
            fmt::format("The SEN2 tables given begin after the census of {}: their earliest January is brought to it "
                        "by England's growth in plans: {}.",
                        long_name(map.census), named(later)));
}

void say_what_is_anchored(Map& map) {
    std::map<std::string, std::vector<std::string>> alike;
    for (const Authority& authority : map.authorities)
        if (authority.in_area) alike[what_is_anchored(authority, map.census.year())].push_back(authority.name);
    for (const auto& [text, names] : alike) map.assumptions.push_back(fmt::format("{}: {}.", named(names), text));
}

}  // namespace sendscape
