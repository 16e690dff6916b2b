// SPDX-License-Identifier: MIT
#include "maps/build/provision_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "maps/tables/cell_values.h"

namespace sendscape {
namespace {

/// Counts places that cannot well be meant: a nought too many, a roll or a number of years in the wrong column.
void count_disproportion(const ProvisionRow& row, const School& school, QualityTable& quality) {
    // State special schools have 1.06 pupils a place (SCAP 2023/24), bases are a small part of a school; how far from
    // that is doubtful is assumption.
    constexpr std::int32_t most_times = 2, least_difference = 20, most_base_part = 3;
    const std::int32_t roll = school.roll;
    if (roll == 0) return;
    const bool doubtful = is_base(row.provision) ? row.places > least_difference && row.places > roll / most_base_part
                                                 : row.places > std::max(most_times * roll, roll + least_difference);
    if (doubtful)
        quality.count("provision", Oddity::places_out_of_proportion, "taken as the list says: is each number meant?",
                      fmt::format("{}, URN {}: {} places, {} pupils on roll", row.place, row.urn, row.places, roll));
}

}  // namespace

void apply_provision(const std::vector<ProvisionRow>& rows, std::vector<School>& schools, Month census,
                     QualityTable& quality, RowFaults& faults) {
    std::map<std::uint32_t, std::size_t> by_urn;
    for (std::size_t i = 0; i < schools.size(); ++i) by_urn[schools[i].urn] = i;
    std::map<std::uint32_t, bool> begun;
    for (const ProvisionRow& row : rows) {
        const auto found = by_urn.find(row.urn);
        if (found == by_urn.end()) {
            faults.add(
                fmt::format("{}: URN {} is not a school of this map; a school in the area or its halo is "
                            "allowed",
                            row.place, row.urn));
            continue;
        }
        if (!row.sound) continue;
        School& school = schools[found->second];
        if (row.pan) {
            school.pan = *row.pan;
            school.filled = static_cast<std::uint16_t>(school.filled & ~static_cast<unsigned>(Filled::pan));
        }
        const bool base = is_base(row.provision);
        if (base && school.setting != Setting::mainstream && school.setting != Setting::independent_mainstream) {
            faults.add(fmt::format("{}: URN {} ({}) is a {}; a base is allowed in mainstream schools", row.place,
                                   row.urn, school.name, lower_case(label(school.setting).words)));
            continue;
        }
        const bool not_open = (row.opens && *row.opens > census) || (row.closes && *row.closes <= census);
        if (base && not_open) {
            quality.count("provision", Oddity::base_not_open, "left out: add them to the scenario's openings",
                          fmt::format("{}", row.urn));
            continue;
        }
        if (!base && not_open && school.roll > 0) {
            quality.count("provision", Oddity::places_not_open,
                          "row left out, the school kept open with its other places: the census counts its pupils; a "
                          "change of places is for the scenario",
                          fmt::format("{} ({} pupils)", row.urn, school.roll));
            continue;
        }
        const bool first = !begun[row.urn];
        begun[row.urn] = true;
        if (base) {
            if (first) {
                school.base_places = {};
                school.base_needs = 0;
            }
            school.base_kind = row.provision;
            const bool teaches_primary = school.low_ncy <= 6, teaches_secondary = school.high_ncy >= 7;
            std::array<bool, 2> parts{row.phases[0] && teaches_primary, row.phases[1] && teaches_secondary};
            if (!parts[0] && !parts[1]) {
                faults.add(
                    fmt::format("{}: URN {} ({}) teaches no year of the phase named", row.place, row.urn, school.name));
                continue;
            }
            if (parts[0] && parts[1]) {
                school.base_places[0] += row.places / 2;
                school.base_places[1] += row.places - row.places / 2;
            } else {
                school.base_places[parts[0] ? 0 : 1] += row.places;
            }
            school.base_needs = static_cast<NeedSet>(school.base_needs | row.needs);
            school.filled = static_cast<std::uint16_t>(school.filled & ~static_cast<unsigned>(Filled::base_places));
        } else {
            if (school.setting == Setting::mainstream) {
                faults.add(
                    fmt::format("{}: URN {} ({}) is a mainstream school; its places are given as "
                                "resourced_provision or sen_unit",
                                row.place, row.urn, school.name));
                continue;
            }
            if (first) {
                school.commissioned_places = 0;
                school.designated = 0;
            }
            // The list is about places: a bare "special" leaves a non-maintained or independent special school one.
            const Setting kind = row.any_special && is_special(school.setting) ? school.setting : row.provision;
            if (kind != school.setting)
                quality.count("provision", {Oddity::provision_differs, label(school.setting).words},
                              fmt::format("made {} as the officer's own list says", lower_case(label(kind).words)),
                              fmt::format("{}", row.urn));
            school.setting = kind;
            school.commissioned_places += row.places;
            school.capacity = school.commissioned_places;
            school.designated = static_cast<NeedSet>(school.designated | row.needs);
            school.filled = static_cast<std::uint16_t>(school.filled & ~(static_cast<unsigned>(Filled::places) |
                                                                         static_cast<unsigned>(Filled::designation) |
                                                                         static_cast<unsigned>(Filled::capacity)));
            if (row.opens) school.opens = *row.opens;
            if (row.closes) school.closes = *row.closes;
        }
        count_disproportion(row, school, quality);
        quality.count("provision", Oddity::provision_rows, "put over what public tables gave",
                      fmt::format("{}", row.urn));
    }
}

}  // namespace sendscape
