// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "agents/schools/schools.h"
#include "agents/schools/year_places.h"
#include "maps/map.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// A school within reach of a zone.
struct Nearby {
    SchoolId school;
    std::uint32_t metres = 0;
    std::uint16_t tenths = 0;  ///< driving, tenths of minutes
};

/// Kinds of school that take children without a plan: state schools, independent ones, either of them, and state
/// schools with the early-years settings that have a row (nursery schools).
enum class SchoolKind : std::uint8_t { state, independent, state_or_independent, nursery };

/// As far as a child should travel, in tenths of minutes: 45 and 75 minutes each way (DfE, Travel to school for
/// children of compulsory school age, 2024).
constexpr int longest_journey_tenths(int ncy) {
    constexpr int primary = 450, secondary = 750;
    return ncy < year_7 ? primary : secondary;
}
/// Whether a child of a year group can go from a home to a school within longest_journey_tenths().
bool within_reach(const Map& map, ZoneId home, SchoolId school, int ncy);

/// True if the school teaches the year, is open and is of the kind.
bool suits(const Map& map, const Schools& schools, SchoolId school, int ncy, Month month, SchoolKind kind);

/// For every zone the nearest schools of a kind that teach the year group, nearest first (ties by row), `at_most` of
/// them. A zone whose travel table has none gets them by straight line. Zones of which `wanted` has 0 get an empty
/// list; if `wanted` is empty, all are wanted.
std::vector<std::vector<Nearby>> nearest_schools(const Map& map, const Schools& schools, int ncy, Month month,
                                                 SchoolKind kind, std::size_t at_most, const Parallel& parallel,
                                                 const std::vector<std::uint8_t>& wanted = {});

/// Whether the school has room in a year group.
bool has_room(const Map& map, const Schools& schools, SchoolId school, int ncy);

/// Places (year_places) of the state schools that a child of a year group and sex may go to, worked out once for
/// whoever looks for many children. Schools that select by test are left out.
class StatePlaces {
  public:
    StatePlaces(const Map& map, const Schools& schools, Month month) : map_(map), schools_(schools), month_(month) {}
    /// By school; not_for_it where the school does not take the child.
    const std::vector<std::int32_t>& of(int ncy, bool girl);
    /// Works out those of Reception to Year 11, after which several threads may look for children of these years.
    void prepare(const Parallel& parallel);
    static constexpr std::int32_t not_for_it = -1;

    [[nodiscard]] const Map& map() const { return map_; }
    [[nodiscard]] const Schools& schools() const { return schools_; }

  private:
    const Map& map_;
    const Schools& schools_;
    Month month_;
    std::array<std::array<std::vector<std::int32_t>, 2>, school_years> of_{};  ///< empty: not worked out yet
};

/// The nearest state school with room in the child's year; if none within reach has any, the one least over its number
/// for its size, since authorities spread such children; none if the map has none. `girl` keeps to schools that take
/// the child.
SchoolId nearest_with_room(StatePlaces& places, ZoneId home, int ncy, bool girl);
SchoolId nearest_with_room(const Map& map, const Schools& schools, ZoneId home, int ncy, bool girl, Month month);
/// State schools with room in the child's year, `at_most` of them, nearest first, none a longer journey than so many
/// tenths of a minute.
std::vector<Nearby> all_with_room(StatePlaces& places, ZoneId home, int ncy, bool girl, int longest_tenths,
                                  std::size_t at_most);
/// nearest_with_room() for the coming September's offers: `left` to offer, by school, below 0 over the number.
SchoolId nearest_with_places(StatePlaces& places, ZoneId home, int ncy, bool girl,
                             const std::vector<std::int32_t>& left);
SchoolId nearest_with_places(const Map& map, const Schools& schools, ZoneId home, int ncy, bool girl, Month month,
                             const std::vector<std::int32_t>& left);

/// True if a school of this sex takes the child.
constexpr bool takes(Sex sex, bool girl) { return sex == Sex::mixed || (sex == Sex::girls) == girl; }

}  // namespace sendscape
