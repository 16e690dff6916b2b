// SPDX-License-Identifier: MIT
#include "agents/admissions/fair_access.h"
#include "agents/schools/year_places.h"

#include <algorithm>

#include "agents/admissions/nearby.h"

namespace sendscape {
namespace {

constexpr int last_infant_year = 2;        ///< Year 2
constexpr std::int32_t infant_class = 30;  ///< School Admissions (Infant Class Sizes) (England) Regulations 2012
constexpr double tenths_a_minute = 10;
constexpr int term_begins = 9, year_begins = 2;

/// Whether one more child leaves every infant class at 30 or fewer.
bool class_has_room(const Map& map, const Schools& schools, SchoolId s, int ncy) {
    if (ncy > last_infant_year) return true;
    const std::int32_t classes = (year_places(map, schools, s, ncy) + infant_class - 1) / infant_class;
    return schools.roll_by_year[s][year_index(ncy)] < classes * infant_class;
}

/// What schools are ranked by: the least comes first.
struct Turn {
    bool class_full = false;
    std::int64_t taken = 0, roll = 1;
    std::uint32_t tenths = 0;
    SchoolId school;
    bool operator<(const Turn& other) const {
        if (class_full != other.class_full) return other.class_full;
        const std::int64_t one = taken * other.roll, two = other.taken * roll;
        if (one != two) return one < two;
        return tenths != other.tenths ? tenths < other.tenths : school.value < other.school.value;
    }
};

}  // namespace

SchoolId school_in_turn(const Map& map, const Schools& schools, const HardToPlace& child,
                        const AdmissionParameters& parameters, Month month) {
    if (!child.home.exists() || child.home.value + std::size_t{1} >= map.travel.first.size()) return {};
    const double farthest = parameters.fair_access_minutes[child.ncy < year_7 ? 0 : 1] * tenths_a_minute;
    Turn best;
    for (std::uint32_t k = map.travel.first[child.home.value]; k < map.travel.first[child.home.value + 1]; ++k) {
        const SchoolId s(map.travel.school[k]);
        if (map.travel.tenths[k] > farthest || !suits(map, schools, s, child.ncy, month, SchoolKind::state) ||
            map.school(s).selective || !takes(map.school(s).sex, child.girl) ||
            year_places(map, schools, s, child.ncy) == 0)
            continue;
        const Turn turn{!class_has_room(map, schools, s, child.ncy), schools.fair_access[s][0],
                        std::max<std::int64_t>(1, schools.roll[s]), map.travel.tenths[k], s};
        if (!best.school.exists() || turn < best) best = turn;
    }
    return best.school;
}

void count_fair_access(Schools& schools, SchoolId school) {
    for (std::int32_t& count : schools.fair_access[school]) ++count;
}

void begin_fair_access_year(Schools& schools, Month month) {
    for (auto& [since_september, since_january] : schools.fair_access.values()) {
        if (month.month_of_year() == term_begins) since_september = 0;
        if (month.month_of_year() == year_begins) since_january = 0;
    }
}

}  // namespace sendscape
