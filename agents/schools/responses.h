// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// What school leaders report doing under strain, mildest first.
enum class SchoolResponse : std::uint8_t {
    spend_reserves,
    delay_assessments,
    cut_interventions,
    cut_support_staff,
    part_time_timetables,
    discourage_applications,
    object_to_consultations,
    exclude,
    off_roll
};
constexpr std::size_t school_response_count = 9;
inline constexpr std::array<Label, school_response_count> school_response_labels{{
    {"spend_reserves", "spent reserves", "school leaders' surveys"},
    {"delay_assessments", "delayed assessments", "school leaders' surveys"},
    {"cut_interventions", "cut interventions", "school leaders' surveys"},
    {"cut_support_staff", "cut support staff", "school leaders' surveys"},
    {"part_time_timetables", "part-time timetables", "school leaders' surveys"},
    {"discourage_applications", "discouraged applications", "NFER high-SEND schools study"},
    {"object_to_consultations", "objected to consultations", "NFER high-SEND schools study"},
    {"exclude", "suspended or excluded", "DfE exclusions statistics"},
    {"off_roll", "off-rolled", "Ofsted, EPI"},
}};

/// The same number for each response.
constexpr std::array<double, school_response_count> every_response(double number) {
    std::array<double, school_response_count> numbers{};
    numbers.fill(number);
    return numbers;
}

}  // namespace sendscape
