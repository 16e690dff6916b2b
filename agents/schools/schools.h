// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <limits>

#include "agents/schools/responses.h"
#include "maps/map.h"
#include "sim/core/column.h"
#include "sim/core/units.h"

namespace sendscape {

constexpr int last_ncy_of_school_age = 11;  ///< Year 11, in which compulsory school age ends
constexpr int school_years = 17;            ///< national curriculum years -2 to 14, index ncy + 2
constexpr std::size_t year_index(int ncy) { return static_cast<std::size_t>(ncy - first_ncy); }

/// What authorities pay schools out of the high needs block, and what an excluded child takes along.
enum class SchoolIncome : std::uint8_t {
    top_up,     ///< for each child with a plan, beyond what the school finds itself
    places,     ///< place funding of special schools and bases
    fees,       ///< independent and non-maintained schools, alternative provision
    targeted,   ///< for plans above a share of the roll
    exclusions  ///< below 0 at the school that excluded
};
constexpr std::size_t school_income_count = 5;
using SchoolIncomes = std::array<Pence, school_income_count>;

enum class MagnetClass : std::uint8_t { expected, magnet, deflector };

/// What changes about a school; what does not is in Map::schools under the same row. Scenario openings append rows.
struct Schools {
    // description that a scenario can change (copied from the map at the start)
    Column<SchoolId, std::int32_t> pan;
    Column<SchoolId, std::int32_t>
        pan_determined;                        ///< for the September after next; 0 before one is; -1 closed to entry
    Column<SchoolId, std::uint8_t> pan_given;  ///< 1: a scenario gave the number, which stays until it gives another
    Column<SchoolId, std::int32_t> capacity;
    Column<SchoolId, std::int32_t> commissioned_places;         ///< special, AP
    Column<SchoolId, std::int32_t> ceiling;                     ///< most a special school takes when named over number
    Column<SchoolId, std::array<std::int32_t, 2>> base_places;  ///< primary, secondary
    Column<SchoolId, NeedSet> base_needs;                       ///< taken by the base there is; 0 any
    Column<SchoolId, Setting> base_kind;                        ///< what it is called: resourced provision or SEN unit
    Column<SchoolId, std::int32_t> opens, closes;               ///< Month::index
    // counts, kept true by recount() at the start of each month and by take_place() within it
    Column<SchoolId, std::int32_t> roll, plans, sen_support;
    Column<SchoolId, std::array<std::int32_t, 2>> in_base;  ///< children in the base: primary, secondary
    Column<SchoolId, std::array<std::int32_t, school_years>> roll_by_year;
    /// Children taken under the Fair Access Protocol: since September, whose turn it is goes by it; since January.
    Column<SchoolId, std::array<std::int32_t, 2>> fair_access;
    // support and strain
    Column<SchoolId, float> ethos;           ///< inclusion ethos, standard deviations about the mean
    Column<SchoolId, float> strain;          ///< 0 none; 1 need exceeds supply by a typical budget; smoothed
    Column<SchoolId, float> hours_required;  ///< weekly hours all its pupils need
    Column<SchoolId, float> hours_supplied;
    Column<SchoolId, float> coverage;            ///< supplied over required for pupils with plans, 0 to 1
    Column<SchoolId, float> coverage_support;    ///< the same for SEN Support
    Column<SchoolId, float> identifies;          ///< log of SEN Support over what its phase would give, shrunk
    Column<SchoolId, float> asks;                ///< log of requests beyond its pupils' needs and its ethos
    Column<SchoolId, float> training;            ///< SENCO and staff training level, 0 to 1
    Column<SchoolId, float> handed_on;           ///< chance of special at reviews over the usual; see holding_on.h
    Column<SchoolId, std::uint8_t> head_tenure;  ///< years
    Column<SchoolId, std::uint16_t> responses;   ///< bit per SchoolResponse in force this month
    Column<SchoolId, std::uint8_t> mhst;         ///< 1: covered by a Mental Health Support Team
    // money, a year
    Column<SchoolId, Pence> core_budget;  ///< of which notional_sen
    Column<SchoolId, Pence> notional_sen;
    Column<SchoolId, Pence> reserve;
    Column<SchoolId, SchoolIncomes> received;    ///< from authorities, this month (agents/authority/payments.h)
    Column<SchoolId, std::int32_t> funded_roll;  ///< Reception to Year 11 at the last October count
    // standing
    Column<SchoolId, std::uint8_t> inspection_grade;  ///< 1 outstanding to 4
    Column<SchoolId, std::int32_t> inspected;         ///< Month::index of the last inspection
    Column<SchoolId, float> attainment;               ///< published, standard deviations about the mean
    Column<SchoolId, float> reputation_send;          ///< among families of children with SEND
    Column<SchoolId, float> reputation_send_then;     ///< the same at the start, part of appeal_to_plans
    Column<SchoolId, float> reputation;               ///< among others
    /// Utility to families beyond what the columns here explain: of children entering primary, secondary years.
    Column<SchoolId, std::array<float, 2>> choice_constant;
    Column<SchoolId, float> appeal_to_plans;         ///< the same when a plan's school is named
    Column<SchoolId, std::int32_t> last_admitted_m;  ///< distance of the last child offered; 0 when nobody was refused
    // magnet measure, worked out each January
    Column<SchoolId, float> expected_plans;       ///< at the rate of the areas its pupils come from
    Column<SchoolId, float> expected_plans_la;    ///< at the authority's rate
    Column<SchoolId, std::int8_t> beyond_limits;  ///< +1 above the 99.8% limit this January, -1 below, 0 within
    Column<SchoolId, MagnetClass> magnet;         ///< outside the limits in two Januaries running

    [[nodiscard]] std::size_t size() const { return pan.size(); }
    [[nodiscard]] bool open(SchoolId s, Month month) const {
        return opens[s] <= month.index && month.index < closes[s];
    }

    SchoolId append() {
        const SchoolId id(size());
        for_each_column(*this, [&](auto& column) { column.resize(id.value + std::size_t{1}); });
        opens[id] = 0;
        closes[id] = std::numeric_limits<std::int32_t>::max();
        return id;
    }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.pan);
        f(self.pan_determined);
        f(self.pan_given);
        f(self.capacity);
        f(self.commissioned_places);
        f(self.ceiling);
        f(self.base_places);
        f(self.base_needs);
        f(self.base_kind);
        f(self.opens);
        f(self.closes);
        f(self.roll);
        f(self.plans);
        f(self.sen_support);
        f(self.in_base);
        f(self.roll_by_year);
        f(self.fair_access);
        f(self.ethos);
        f(self.strain);
        f(self.hours_required);
        f(self.hours_supplied);
        f(self.coverage);
        f(self.coverage_support);
        f(self.identifies);
        f(self.asks);
        f(self.training);
        f(self.handed_on);
        f(self.head_tenure);
        f(self.responses);
        f(self.mhst);
        f(self.core_budget);
        f(self.notional_sen);
        f(self.reserve);
        f(self.received);
        f(self.funded_roll);
        f(self.inspection_grade);
        f(self.inspected);
        f(self.attainment);
        f(self.reputation_send);
        f(self.reputation_send_then);
        f(self.reputation);
        f(self.choice_constant);
        f(self.appeal_to_plans);
        f(self.last_admitted_m);
        f(self.expected_plans);
        f(self.expected_plans_la);
        f(self.beyond_limits);
        f(self.magnet);
    }
};

}  // namespace sendscape
