// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "agents/admissions/fair_access.h"
#include "agents/authority/authorities.h"
#include "agents/events.h"
#include "agents/placement/shortfall.h"
#include "agents/plans/plan_codes.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/world.h"

namespace sendscape {

/// Why a child with a plan has no suitable place, one category each: Unmet without its `none`.
constexpr std::size_t shortfall_kind_count = unmet_count - 1;
inline constexpr std::span<const Label> shortfall_kind_labels = std::span<const Label>(unmet_labels).subspan(1);

/// Kind of specialist place.
enum class PlaceKind : std::uint8_t { special, base, alternative };
constexpr std::size_t place_kind_count = 3;
inline constexpr std::array<Label, place_kind_count> place_kind_labels{{
    {"special", "Special school", "SCAP group SS"},
    {"base", "Resourced provision or SEN unit", "SCAP group UR"},
    {"alternative", "Alternative provision", "SCAP group AP"},
}};

constexpr std::size_t age_count = 24;        ///< ages 2 to 25 on 31 August
constexpr std::size_t preference_count = 7;  ///< none of the preferences, first to sixth
constexpr std::size_t decile_count = 10;

/// Whom measures are of: rows of the authorities measured, areas and schools. Made once from a map.
struct Scope {
    explicit Scope(const Map& map);

    static constexpr std::uint32_t outside = 0xFFFFFFFFu;
    std::vector<std::uint32_t> authority;       ///< by AuthorityId: index on the authority axis, or outside
    std::vector<std::uint32_t> zone_authority;  ///< by ZoneId: the same of the zone
    std::vector<std::uint32_t> zone_area;       ///< by ZoneId: area, or outside
    std::vector<AuthorityId> authorities;       ///< by index
    std::size_t areas = 0, schools = 0;

    [[nodiscard]] std::uint32_t authority_of_zone(ZoneId zone) const {
        return zone.exists() ? zone_authority[zone.value] : outside;
    }
    [[nodiscard]] std::uint32_t area_of_zone(ZoneId zone) const {
        return zone.exists() ? zone_area[zone.value] : outside;
    }
    /// Schools of the area that teach this month: what school measures and money are about.
    [[nodiscard]] bool counts(const Map& map, const Schools& state, SchoolId school, Month month) const {
        return map.school(school).in_area && state.open(school, month);
    }
};

/// Events of a month, or of the twelve months up to a January, counted for the area's residents and schools. Whole
/// numbers throughout, so that sums do not depend on order.
struct Flows {
    explicit Flows(std::size_t authorities);
    Flows() = default;

    /// By authority, of residents.
    struct Row {
        std::int64_t requested = 0, refused = 0, agreed = 0, not_issued = 0, issued = 0, in_time = 0, over_a_year = 0;
        std::int64_t weeks_tenths = 0;
        std::int64_t first_special = 0, ceased = 0, moved_in = 0, moved_out = 0;
        std::array<std::int64_t, phase_count> to_new_homes{};  ///< children by phase
        std::array<std::int64_t, appeal_kind_count> appeals_lodged{};
        std::array<std::int64_t, appeal_outcome_count> appeals_decided{};
        std::int64_t suspended = 0, excluded = 0, off_rolled = 0;
        std::array<std::int64_t, phase_count * preference_count> offers{};
        std::array<std::int64_t, offer_made_count - 1> offers_later{};
        std::array<std::int64_t, 2 * phase_count> admission_appeals{};                ///< phase, heard or upheld
        std::array<std::int64_t, phase_count*(fair_access_count - 1)> fair_access{};  ///< phase, ground
        std::array<std::int64_t, school_response_count> responses{};
        std::array<std::int64_t, service_count> referred{}, service_refused{}, service_started{};
    };
    static constexpr std::size_t row_numbers = sizeof(Row) / sizeof(std::int64_t);
    std::vector<Row> rows;

    void add(const Flows& other);
    void clear();
};

/// Counts the month's events, on top of what `flows` holds.
void count_events(const World& world, const Scope& scope, Flows& flows, const Parallel& parallel = Parallel());

/// Residents with plans by combination: made in one pass a month, read by many measures.
struct Stocks {
    explicit Stocks(const Scope& scope);

    std::size_t authorities = 0, areas = 0;
    // plans of residents, every month
    std::vector<std::int64_t> plans_by_setting;  ///< authority, setting
    std::vector<std::int64_t> plans_by_need;     ///< authority, need
    std::vector<std::int64_t> plans_by_age;      ///< authority, age
    std::vector<std::int64_t> plans_by_area;     ///< area
    std::vector<std::int64_t> shortfall;         ///< area, phase, need, kind
    std::vector<std::int64_t> awaiting;          ///< authority; compulsory school age, with a plan
    // January only
    std::vector<std::int64_t> plans_by_age_setting;   ///< authority, age, setting
    std::vector<std::int64_t> plans_by_need_setting;  ///< authority, need, setting
    std::vector<std::int64_t> plans_by_decile;        ///< authority, decile
    std::vector<std::int64_t> residents_by_age;       ///< authority, age
    std::vector<std::int64_t> sen_support;            ///< authority; residents
    std::vector<std::int64_t> awaiting_without_plan;  ///< authority; compulsory school age
    std::vector<std::int64_t> required;               ///< area, phase, place kind
    std::vector<std::int64_t> imports, exports;       ///< area (of the school; of the home), phase, place kind
    std::vector<std::int64_t> border;                 ///< authority, setting, kind (imports, exports): plans in schools
    std::vector<std::int64_t> journeys, journey_tenths, journeys_over;  ///< authority, phase
    std::vector<std::int64_t> unmet_thousandths;                        ///< authority, kind (plan, SEN Support)
    std::vector<std::int64_t> other_journeys, other_journey_tenths;     ///< authority, phase; residents without a plan
    /// Authority, phase, with SEN or without: residents in Years 6 and 11 at a school, and their attainment.
    std::vector<std::int64_t> tested, attainment_thousandths;
    std::vector<std::int64_t> meals;  ///< school: ever eligible for free school meals, those in its base left out
};

/// Counts afresh. `january` adds the fields that only a January needs, for which every pupil is looked at, once.
void take_stock(const World& world, const Scope& scope, bool january, Stocks& stocks,
                const Parallel& parallel = Parallel());

}  // namespace sendscape
