// SPDX-License-Identifier: MIT
#include "sim/scenario/admission_authorities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
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

SchoolId own_authority(const Map& map, const CriteriaChange& change) {
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        const School& school = map.schools[row];
        if (school.urn != change.urn) continue;
        if (school.setting != Setting::mainstream)
            throw InputError(fmt::format("{}: URN {} ({}) is of the kind '{}': only a mainstream school has criteria",
                                         change.where, change.urn, school.name, label(school.setting).words));
        if (!school.own_admissions)
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

}  // namespace

std::vector<SchoolId> schools_of(const Map& map, const CriteriaChange& change) {
    if (change.urn != 0) return {own_authority(map, change)};
    return community_schools(map, change);
}

DeterminedCriteria determined_criteria(const Map& map, const std::vector<ParameterChange>& changes,
                                       const std::vector<CriteriaChange>& criteria, Month month) {
    Month every_authority(0);
    for (const ParameterChange& change : changes)
        if (change.key == parameter_of_every_authority && change.from <= month)
            every_authority = std::max(every_authority, change.from);
    std::vector<const CriteriaChange*> in_force;
    for (const CriteriaChange& change : criteria)
        if (in_force_from(change) <= month && in_force_from(change) >= every_authority) in_force.push_back(&change);
    std::stable_sort(in_force.begin(), in_force.end(), [](const CriteriaChange* a, const CriteriaChange* b) {
        return in_force_from(*a) < in_force_from(*b);
    });
    DeterminedCriteria determined;
    if (!in_force.empty()) determined.of_school.resize(map.schools.size());
    for (const CriteriaChange* change : in_force)
        for (const SchoolId school : schools_of(map, *change))
            determined.of_school[school.value] = ranks_of(change->order);
    return determined;
}

bool criteria_change(const std::vector<ParameterChange>& changes, const std::vector<CriteriaChange>& criteria,
                     Month month) {
    return std::any_of(criteria.begin(), criteria.end(),
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
            problems.add(change.where, fmt::format("URN {} is opened as '{}': only a mainstream school has criteria",
                                                   change.urn, label(provision[opened].setting).words));
    }
}

}  // namespace sendscape
