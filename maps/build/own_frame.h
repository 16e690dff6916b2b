// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maps/build/planning_areas.h"
#include "maps/map.h"
#include "maps/tables/own_tables.h"
#include "maps/tables/quality.h"
#include "maps/tables/row_faults.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

/// Finds the school of the map that a table names by URN or by authority and number.
class SchoolFinder {
  public:
    /// `other_numbers`: what schools known by two URNs are called on the map.
    SchoolFinder(const Map& map, const JoinedSchools& joined,
                 const std::map<std::uint32_t, std::uint32_t>& other_numbers);
    [[nodiscard]] std::optional<SchoolId> find(const SchoolKey& key) const;

  private:
    const std::map<std::uint32_t, std::uint32_t>& other_numbers_;
    std::map<std::uint32_t, SchoolId> by_urn_;
    std::map<std::pair<std::string, std::int32_t>, SchoolId> by_number_;
    std::vector<std::string> own_authorities_;  ///< codes of the area's
};

/// Puts the officer's own capacities and admission numbers over what public tables gave. The map has one admission
/// number a school, that of its entry year; numbers of other year groups that differ are counted, and so is one far
/// from the pupils a year group has.
void apply_own_numbers(const std::vector<OwnTable>& tables, const SchoolFinder& finder, Map& map,
                       QualityTable& quality);

/// Names the school that a linked school's leavers go on to: of two, the one that begins with the year after the
/// other's last. `links` are those of GIAS among the tables of schools.
void apply_own_links(const std::vector<OwnTable>& tables,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links, const SchoolFinder& finder,
                     Map& map, QualityTable& quality);

/// The officer's own planning areas, of the authority that most of a table's schools (of polygons: most homes) are of
/// and of any other half of whose it covers. Counts whom it names and whom not; a school that two polygons hold is
/// added to `faults`.
OwnAreas own_planning_areas(const std::vector<OwnTable>& tables, const SchoolFinder& finder, const Map& map,
                            QualityTable& quality, RowFaults& faults);

}  // namespace sendscape
