// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include "sim/core/draws.h"
#include "sim/core/labels.h"
#include "sim/core/need.h"

namespace sendscape {

/// What a service's cases are, and how many staff it has at the start.
enum class Staffing : std::uint8_t {
    statutory_advice,  ///< advice for EHC needs assessments (agents/plans/assessment); staff per 10,000 pupils
    referrals          ///< courses for children referred to it; staff for as many as are referred at the start
};

/// How readily children with a need are referred, beside those with the need the service is there for (1).
struct NeedReferred {
    Need need = Need::none;
    double share = 0;
};

/// One external service: everything that distinguishes it from the others. The numbers are the defaults of the
/// parameters `services.*` of the same name.
struct ServiceRow {
    Label label;
    Staffing staffing = Staffing::referrals;
    double referrals = 0;    ///< a month, of children with the need most concerned
    double refused = 0;      ///< share of referrals below the threshold
    double usual_weeks = 0;  ///< mean wait at the start
    double gives_up = 0;     ///< a month, of those waiting
    double months_seen = 0;  ///< mean length of a course of treatment
    std::array<NeedReferred, 6> needs{};
    double other_needs = 0;          ///< share of referrals for every need not listed
    double school_hours = 1;         ///< times schools.service_hours: what a wait costs a school and a course saves it
    bool most_severe_first = false;  ///< else in the order of referral
    bool mhst_sees_some = false;     ///< Mental Health Support Teams see some who would be referred
    std::int32_t shared_luck = -1;   ///< the first four: which word of the streams they share; -1: streams of its own
};

/// The services: add one by adding a row at the end (rows are what event causes, columns and run files count by).
/// Shares by need are assumptions.
inline constexpr std::array service_table{
    ServiceRow{.label = {"educational_psychology", "Educational psychology", "School Workforce Census"},
               .staffing = Staffing::statutory_advice,
               .usual_weeks = 6,
               .shared_luck = 0},
    ServiceRow{.label = {"speech_language", "Speech and language therapy", "NHS community health services"},
               .referrals = 0.03,
               .refused = 0.10,
               .usual_weeks = 18,
               .gives_up = 0.01,
               .months_seen = 6,
               .needs = {{{Need::slcn, 1.0}, {Need::asd, 0.5}, {Need::hi, 0.6}, {Need::ds, 0.6}}},
               .other_needs = 0.1,
               .shared_luck = 1},
    ServiceRow{.label = {"occupational_therapy", "Occupational therapy", "NHS community health services"},
               .referrals = 0.015,
               .refused = 0.15,
               .usual_weeks = 18,
               .gives_up = 0.01,
               .months_seen = 5,
               .needs = {{{Need::pd, 1.0}, {Need::asd, 0.5}, {Need::pmld, 0.8}, {Need::msi, 0.8}}},
               .other_needs = 0.05,
               .shared_luck = 2},
    ServiceRow{.label = {"camhs", "Child and adolescent mental health", "Children's Commissioner"},
               .referrals = 0.03,
               .refused = 0.39,
               .usual_weeks = 20,
               .gives_up = 0.03,
               .months_seen = 8,
               .needs = {{{Need::semh, 1.0}, {Need::asd, 0.3}}},
               .other_needs = 0.05,
               .most_severe_first = true,
               .mhst_sees_some = true,
               .shared_luck = 3},
};
constexpr std::size_t service_count = service_table.size();

/// The row of a service by its code: `constexpr std::size_t camhs = service_row("camhs");` does not compile for a
/// service that is not there.
constexpr std::size_t service_row(std::string_view code) {
    for (std::size_t s = 0; s < service_count; ++s)
        if (service_table[s].label.code == code) return s;
    throw std::logic_error("no service has this code");
}

inline constexpr auto service_labels = [] {
    std::array<Label, service_count> labels{};
    for (std::size_t s = 0; s < service_count; ++s) labels[s] = service_table[s].label;
    return labels;
}();

/// One number of every row, or the same for all, as the default of a parameter by service.
constexpr std::array<double, service_count> of_each_service(double ServiceRow::*number) {
    std::array<double, service_count> numbers{};
    for (std::size_t s = 0; s < service_count; ++s) numbers[s] = service_table[s].*number;
    return numbers;
}

constexpr std::array<double, service_count> of_each_service(double number) {
    std::array<double, service_count> numbers{};
    numbers.fill(number);
    return numbers;
}

/// The services that children are referred to, in row order.
inline constexpr auto services_by_referral = [] {
    constexpr std::size_t count = [] {
        std::size_t n = 0;
        for (const ServiceRow& row : service_table) n += row.staffing == Staffing::referrals ? 1 : 0;
        return n;
    }();
    std::array<std::uint8_t, count> rows{};
    std::size_t next = 0;
    for (std::size_t s = 0; s < service_count; ++s)
        if (service_table[s].staffing == Staffing::referrals) rows[next++] = static_cast<std::uint8_t>(s);
    return rows;
}();

/// What a service draws luck for.
enum class ServiceDraw : std::uint8_t { referral, threshold, start };
inline constexpr std::array<std::string_view, 3> service_draw_names{"referral", "threshold", "start"};

/// Where a service's luck for one purpose comes from. `word` is the word of a draw of four and, where a draw of its own
/// is made for each service, its counter k.
struct ServiceLuck {
    Stream stream{};
    std::uint32_t word = 0;
};

/// The first four services came to be when a draw's four words were one for each, and keep them; every later service
/// has streams of its own, numbered by its row, so that it neither shares nor moves the luck of another.
constexpr ServiceLuck luck_of(std::size_t service, ServiceDraw draw) {
    constexpr std::array shared{Stream::service_referral, Stream::service_threshold, Stream::service_start};
    constexpr std::size_t numbers_each = 8;
    const std::int32_t word = service_table[service].shared_luck;
    if (word >= 0) return {shared[static_cast<std::size_t>(draw)], static_cast<std::uint32_t>(word)};
    return {static_cast<Stream>(first_service_stream + numbers_each * service + static_cast<std::size_t>(draw)), 0};
}

}  // namespace sendscape
