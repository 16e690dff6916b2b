// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "agents/admissions/parameters.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/labels.h"

namespace sendscape {

/// Why a child without a plan is placed under the Fair Access Protocol (School Admissions Code 2021, 3.14 to 3.22): the
/// `cause` of its `placed` event. Looked-after children and those with plans never are: they must be admitted.
enum class FairAccess : std::uint8_t {
    usual,          ///< not under the protocol: the usual in-year procedure
    reintegration,  ///< back from alternative provision, the permanently excluded among them (3.17 d)
    sen,            ///< SEN without a plan, and no place free within reach (3.17 e)
    no_place        ///< four weeks out of education, and no place free within reach (3.17 l)
};
constexpr std::size_t fair_access_count = 4;
inline constexpr std::array<Label, fair_access_count> fair_access_labels{{
    {"usual", "by the usual procedure", "School Admissions Code 2021, 2.23 to 2.31"},
    {"reintegration", "back from alternative provision or permanently excluded", "School Admissions Code 2021, 3.17"},
    {"sen", "SEN without a plan, no place free", "School Admissions Code 2021, 3.17"},
    {"no_place", "four weeks out of education, no place free", "School Admissions Code 2021, 3.17"},
}};

/// A child for whom the panel finds a school.
struct HardToPlace {
    ZoneId home;
    int ncy = 0;
    bool girl = false;
};

/// The school whose turn it is: of the state schools within the protocol's reach that teach the year, take the child
/// and select nobody, full or not, the one that has taken the fewest children under the protocol since September for
/// its roll (`schools.fair_access`); of equals the nearest. In Reception to Year 2 a class of 30 is not exceeded while
/// another school can take the child (2.16). None where no school is in reach.
SchoolId school_in_turn(const Map& map, const Schools& schools, const HardToPlace& child,
                        const AdmissionParameters& parameters, Month month);

/// Notes that the school has taken a child under the protocol.
void count_fair_access(Schools& schools, SchoolId school);

/// New counts: of the school year in September, of the year to January in February.
void begin_fair_access_year(Schools& schools, Month month);

}  // namespace sendscape
