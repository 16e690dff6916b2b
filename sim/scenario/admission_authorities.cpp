// SPDX-License-Identifier: MIT
#include "sim/scenario/admission_authorities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"
#include "maps/tables/school_catchments.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/parameters.h"
#include "sim/scenario/prepare_map.h"

namespace sendscape {
namespace {

std::vector<SchoolId> community_schools(const Map& map, const CriteriaChange& change) {
    std::vector<std::string> codes;
    AuthorityId authority;
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        codes.push_back(map.authorities[a].code);
        if (map.authorities[a].code == change.authority) authority = AuthorityId(a);
    }
    constexpr std::size_t most_listed = 20;
    const std::string listed = codes.size() <= most_listed ? fmt::format("{}", fmt::join(codes, ", "))
                                                           : fmt::format("{} of three digits", codes.size());
    if (!authority.exists())
        throw InputError(fmt::format("{}: no local authority '{}' on the map{}", change.where, change.authority,
                                     did_you_mean(change.authority, codes, "; its codes: " + listed)));
    std::vector<SchoolId> schools;
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        const School& school = map.schools[row];
        if (school.authority == authority && school.setting == Setting::mainstream && !school.own_admissions)
            schools.emplace_back(row);
    }
    if (schools.empty())
        throw InputError(
            fmt::format("{}: authority {} ({}) is the admission authority of no school on the map: each decides for "
                        "itself (urn = NUMBER)",
                        change.where, change.authority, map.authorities[authority.value].name));
    return schools;
}

/// The school of its URN, whose criteria it sets itself, or whose catchment is drawn.
SchoolId named_school(const Map& map, const CriteriaChange& change) {
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        const School& school = map.schools[row];
        if (school.urn != change.urn) continue;
        if (school.setting != Setting::mainstream)
            throw InputError(fmt::format("{}: URN {} ({}) is of the kind '{}': only a mainstream school has {}",
                                         change.where, change.urn, school.name, label(school.setting).words,
                                         change.draws_catchment() ? "a catchment" : "criteria"));
        if (!school.own_admissions && !change.draws_catchment())
            throw InputError(fmt::format(
                "{}: the admission authority of URN {} ({}) is its local authority: write authority = \"{}\"",
                change.where, change.urn, school.name, map.authorities[school.authority.value].code));
        return SchoolId(row);
    }
    std::vector<std::string> urns;
    for (const School& school : map.schools) urns.push_back(std::to_string(school.urn));
    const std::string near = nearest_spelling(std::to_string(change.urn), urns);
    throw InputError(fmt::format("{}: no school with URN {} on the map{}", change.where, change.urn,
                                 near.empty() ? "" : fmt::format("; the nearest is {}", near)));
}

/// Least and most easting (or northing) of a catchment's corners.
std::pair<std::int32_t, std::int32_t> extent(const GridRings& rings, bool easting) {
    std::pair<std::int32_t, std::int32_t> range{std::numeric_limits<std::int32_t>::max(),
                                                std::numeric_limits<std::int32_t>::min()};
    for (const auto& ring : rings)
        for (const auto& [x, y] : ring) {
            range.first = std::min(range.first, easting ? x : y);
            range.second = std::max(range.second, easting ? x : y);
        }
    return range;
}

bool holds_catchment(std::span<const CriterionStep> order) {
    return std::any_of(order.begin(), order.end(),
                       [](CriterionStep step) { return step.holds(AdmissionCriterion::catchment); });
}

/// Adds to the mistakes where a file of polygons gives the URN of one school and the name of another.
void tell_other_school(const Map& map, const CriteriaChange& change, ConfigProblems& problems) {
    std::vector<std::string> names;
    std::string own;
    for (const School& school : map.schools) {
        names.push_back(school.name);
        if (school.urn == change.urn) own = school.name;
    }
    if (own.empty()) return;  // is opened by the scenario, or told as unknown
    if (const std::string why = other_school(change.urn, change.drawn_name, own, names); !why.empty())
        problems.add(change.where, "of a feature of the file of catchments: " + why);
}

/// Residents of 4 to 15 of the zones that lie within.
std::int64_t children_within(const Map& map, const std::vector<std::uint8_t>& within) {
    constexpr std::size_t youngest = 4, oldest = 15;
    std::int64_t children = 0;
    for (std::size_t zone = 0; zone < within.size(); ++zone)
        for (std::size_t age = youngest; within[zone] != 0 && age <= oldest; ++age)
            children += map.zones[zone].residents[age];
    return children;
}

/// Whether any list of criteria, at any time, looks at catchments.
bool asks_for_catchments(const Scenario& scenario) {
    return std::any_of(scenario.changes.begin(), scenario.changes.end(),
                       [](const ParameterChange& change) {
                           return change.key == parameter_of_every_authority &&
                                  holds_catchment(order_of(change.values));
                       }) ||
           std::any_of(scenario.criteria.begin(), scenario.criteria.end(),
                       [](const CriteriaChange& change) { return holds_catchment(change.order); });
}

}  // namespace

std::vector<CriteriaChange> catchments_in(const std::filesystem::path& file, const CriteriaChange& entry) {
    QualityTable quality;
    std::vector<CriteriaChange> changes;
    for (DrawnSchool& drawn : read_school_catchments(file, quality)) {
        CriteriaChange change = entry;
        change.urn = drawn.urn;
        change.rings = std::move(drawn.shape.rings);
        change.drawn_name = std::move(drawn.name);
        changes.push_back(std::move(change));
    }
    return changes;
}

std::vector<std::uint8_t> zones_within(const Map& map, const GridRings& rings) {
    std::vector<std::pair<std::int32_t, std::int32_t>> centres;
    for (const Zone& zone : map.zones) centres.emplace_back(zone.x, zone.y);
    return points_within(rings, centres);
}

std::vector<SchoolId> schools_of(const Map& map, const CriteriaChange& change) {
    if (change.urn != 0) return {named_school(map, change)};
    return community_schools(map, change);
}

DeterminedCriteria determined_criteria(const Map& map, const std::vector<ParameterChange>& changes,
                                       const std::vector<CriteriaChange>& criteria, Month month,
                                       const std::vector<ProvisionChange>& provision) {
    Month every_authority(0);
    for (const ParameterChange& change : changes)
        if (change.key == parameter_of_every_authority && change.from <= month)
            every_authority = std::max(every_authority, change.from);
    std::vector<const CriteriaChange*> in_force;
    for (const CriteriaChange& change : criteria)
        if (in_force_from(change) <= month && (change.draws_catchment() || in_force_from(change) >= every_authority))
            in_force.push_back(&change);
    std::stable_sort(in_force.begin(), in_force.end(), [](const CriteriaChange* a, const CriteriaChange* b) {
        return in_force_from(*a) < in_force_from(*b);
    });
    DeterminedCriteria determined;
    if (!map.catchments.empty()) determined.catchments.resize(map.schools.size());
    for (const Catchment& catchment : map.catchments)
        determined.catchments[catchment.school.value] = {true, zones_within(map, catchment.rings)};
    for (const CriteriaChange* change : in_force)
        for (const SchoolId school : schools_of(map, *change)) {
            if (change->draws_catchment()) {
                determined.catchments.resize(map.schools.size());
                determined.catchments[school.value] = {true, zones_within(map, change->rings)};
            } else {
                determined.of_school.resize(map.schools.size());
                determined.of_school[school.value] = values_of(change->order);
            }
        }
    for (const ProvisionChange& change : provision) {
        if (change.into == 0 || in_force_from(change) > month) continue;
        determined.taken_over_by.resize(map.schools.size());
        determined.taken_over_by[school_of(map, change.urn).value] = school_of(map, change.into);
    }
    return determined;
}

SchoolId school_of(const Map& map, std::uint32_t urn) {
    for (std::size_t row = 0; row < map.schools.size(); ++row)
        if (map.schools[row].urn == urn) return SchoolId(row);
    return {};
}

bool criteria_change(const std::vector<ParameterChange>& changes, const std::vector<CriteriaChange>& criteria,
                     Month month, const std::vector<ProvisionChange>& provision) {
    return std::any_of(provision.begin(), provision.end(),
                       [&](const ProvisionChange& c) { return c.into != 0 && in_force_from(c) == month; }) ||
           std::any_of(criteria.begin(), criteria.end(),
                       [&](const CriteriaChange& c) { return in_force_from(c) == month; }) ||
           std::any_of(changes.begin(), changes.end(), [&](const ParameterChange& c) {
               return c.from == month && c.key == parameter_of_every_authority;
           });
}

void add_criteria_problems(const Map& map, const std::vector<ProvisionChange>& provision,
                           const std::vector<CriteriaChange>& criteria, ConfigProblems& problems) {
    const std::vector<std::uint32_t> urns = new_urns(provision);
    for (const CriteriaChange& change : criteria) {
        if (change.urn == 0 && change.authority.empty()) continue;  // the reader of the file has told
        const auto opens = [&](std::size_t i) { return change.urn != 0 && urns[i] == change.urn; };
        std::size_t opened = 0;
        while (opened < provision.size() && !opens(opened)) ++opened;
        if (opened == provision.size())
            problems.gather(change.where, [&] { schools_of(map, change); });
        else if (provision[opened].setting != Setting::mainstream)
            problems.add(change.where, fmt::format("URN {} is opened as '{}': only a mainstream school has {}",
                                                   change.urn, label(provision[opened].setting).words,
                                                   change.draws_catchment() ? "a catchment" : "criteria"));
        if (!change.draws_catchment()) continue;
        if (!change.drawn_name.empty()) tell_other_school(map, change, problems);
        const std::vector<std::uint8_t> within = zones_within(map, change.rings);
        if (std::find(within.begin(), within.end(), 1) == within.end())
            problems.add(
                change.where,
                fmt::format("the catchment of URN {} holds the centre of none of the map's {} zones, where its "
                            "families live: its corners are eastings {} to {}, northings {} to {}",
                            change.urn, map.zones.size(), extent(change.rings, true).first,
                            extent(change.rings, true).second, extent(change.rings, false).first,
                            extent(change.rings, false).second));
    }
}

std::vector<std::string> criteria_in_use(const Map& map, const Scenario& scenario) {
    const auto rule = [](std::span<const CriterionStep> order) {
        const bool distance = ties_by_distance(order);
        return fmt::format("{} (children whose plan names the school come before; equals are parted by {})",
                           criteria_words(order), distance ? "distance, then by lot" : "lot");
    };
    Parameters defaults;
    std::vector<std::string> lines;
    const CriteriaOrder usual = order_of(defaults.admissions.criteria);
    const auto given = [](const ParameterChange& c) { return c.key == parameter_of_every_authority; };
    if (std::none_of(scenario.changes.begin(), scenario.changes.end(),
                     [&](const ParameterChange& c) { return given(c) && c.from == Month(0); }))
        lines.push_back(fmt::format("Criteria of every admission authority: {}", rule(usual)));
    for (const ParameterChange& change : scenario.changes)
        if (given(change))
            lines.push_back(fmt::format("Criteria of every admission authority{}: {}",
                                        change.from == Month(0) ? "" : " from " + to_text(change.from),
                                        rule(order_of(change.values))));
    if (!map.catchments.empty())
        lines.push_back(fmt::format("Catchments drawn on the map: of {} school{}{}", map.catchments.size(),
                                    map.catchments.size() == 1 ? "" : "s",
                                    asks_for_catchments(scenario)
                                        ? ""
                                        : "; no list of criteria has catchment in it, so that they change nothing"));
    for (const CriteriaChange& change : scenario.criteria) {
        if (change.draws_catchment()) {
            const std::vector<std::uint8_t> within = zones_within(map, change.rings);
            const std::int64_t children = children_within(map, within);
            lines.push_back(fmt::format(
                "Catchment of {} ({}){}: {} of {} zones, {}", authority_words(change),
                map.school(schools_of(map, change).front()).name,
                change.on == Month(0) ? "" : " from " + to_text(change.on), std::count(within.begin(), within.end(), 1),
                within.size(),
                children > 0 ? fmt::format("where {} children of 4 to 15 live", children)
                             : std::string("where no child of 4 to 15 lives: is it drawn where it should be?")));
            continue;
        }
        const std::size_t schools = schools_of(map, change).size();
        lines.push_back(fmt::format("Criteria of {} ({} school{}) from {}: {}", authority_words(change), schools,
                                    schools == 1 ? "" : "s", to_text(change.on), rule(change.order)));
    }
    return lines;
}

std::vector<std::string> idle_catchments(const Map& map, const Scenario& scenario) {
    std::vector<std::string> lines;
    for (const CriteriaChange& change : scenario.criteria) {
        if (!change.draws_catchment()) continue;
        const Month first = std::max(takes_effect(change), scenario.start.value_or(map.census));
        CriteriaValues of_all = Parameters{}.admissions.criteria;
        for (const ParameterChange& other : scenario.changes)
            if (other.key == parameter_of_every_authority && other.from <= first)
                std::copy_n(other.values.begin(), std::min(other.values.size(), of_all.size()), of_all.begin());
        const DeterminedCriteria determined = determined_criteria(map, scenario.changes, scenario.criteria, first);
        const CriteriaOrder order = order_of(determined.at(schools_of(map, change).front(), of_all));
        if (holds_catchment(order)) continue;
        lines.push_back(
            fmt::format("{}: {} changes nothing: the criteria in force there in {} are {}, without catchment",
                        change.where, entry_words(change), to_text(first), criteria_words(order)));
    }
    return lines;
}

}  // namespace sendscape
