// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "maps/own_figures.h"
#include "sim/core/column.h"
#include "sim/core/id.h"
#include "sim/core/labels.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/core/units.h"

namespace sendscape {

/// Headings of high needs spend (section 251 groups), and transport, which falls on the general fund.
enum class Heading : std::uint8_t {
    mainstream_top_up,
    base_places_and_top_up,
    state_special,
    independent_special,
    alternative_provision,
    further_education,
    eotas,
    services,
    import_export,
    interest,
    transport
};
constexpr std::size_t heading_count = 11;
inline constexpr std::array<Label, heading_count> heading_labels{{
    {"mainstream_top_up", "Top-ups in mainstream", "section 251"},
    {"base_places_and_top_up", "Resourced provision and SEN units", "section 251"},
    {"state_special", "State special schools", "section 251"},
    {"independent_special", "Independent and non-maintained special", "section 251"},
    {"alternative_provision", "Alternative provision", "section 251"},
    {"further_education", "Further education and post-16", "section 251"},
    {"eotas", "Education otherwise than at school", "section 251"},
    {"services", "SEN support services", "section 251"},
    {"import_export", "Import and export adjustment", "DSG technical note: £6,000 a net pupil"},
    {"interest", "Interest on the deficit", "general fund"},
    {"transport", "Home to school transport", "general fund"},
}};

/// Interest and transport fall on the council's own money, all else on the high needs block.
constexpr bool on_general_fund(Heading heading) {
    return heading == Heading::interest || heading == Heading::transport;
}

enum class BuildKind : std::uint8_t { base, expansion, new_special };
constexpr std::size_t build_kind_count = 3;
inline constexpr std::array<Label, build_kind_count> build_kind_labels{{
    {"base", "Resourced provision or SEN unit", "this model"},
    {"expansion", "Expansion or satellite of a special school", "this model"},
    {"new_special", "New special school", "this model"},
}};

/// What capital builds: the kinds of build an authority orders, and schools of other kinds that a scenario opens.
constexpr std::size_t capital_kind_count = build_kind_count + 1;
constexpr std::size_t other_capital = build_kind_count;  ///< row of those others
inline constexpr std::array<Label, capital_kind_count> capital_kind_labels{{
    build_kind_labels[0],
    build_kind_labels[1],
    build_kind_labels[2],
    {"other", "School of another kind", "an entry of the scenario with a cost"},
}};

/// Provision ordered and not yet open.
struct PipelineItem {
    AuthorityId authority;
    SchoolId school;  ///< row it opens at (a base's host, an expanded school, or a new school's row)
    BuildKind kind{};
    std::int32_t places = 0;
    Phase phase = Phase::primary;
    NeedSet needs = 0;
    std::int32_t opens = 0;  ///< Month::index
    Pence cost{};
};

/// Residents whose plans require, or who have, a special school or a base, by national curriculum year from Reception
/// to Year 14: what an officer counts each January and forecasts from.
struct Requirements {
    std::array<std::int32_t, 15> special{}, base{};
    friend bool operator==(const Requirements&, const Requirements&) = default;
};

/// Where an authority's children with plans are educated beside state schools, over what England's rates would give for
/// the same plans: 1 is England's habit. Panels keep to it (sim/start/authority_practice reads it off the plans at the
/// start).
struct Practice {
    float independent = 1;  ///< of children at special schools, the part at independent and non-maintained ones
    float special = 1;      ///< odds that a transfer or a review finds that a special school is required
    float base = 1;         ///< in resourced provision and SEN units
    float alternative = 1;  ///< in alternative provision
    float elsewhere = 1;    ///< in education otherwise than at school or home educated
    // Of those who leave school, where they go.
    float eotas = 1;
    float home_educated = 1;
    float no_setting = 1;
    float eotas_after_16 = 1;      ///< of those in no school or college, the part educated otherwise
    float elsewhere_after_16 = 1;  ///< leaving school or college for none at 16 and over
    /// Of children in an early-years setting who are given a plan before Reception, the part that stays in it.
    float early_years = 1;
    // Where Year 11 goes on to, of those who go on: over England's habit for who leaves the same settings.
    float sixth_form = 1;
    float special_after_16 = 1;
    float independent_after_16 = 1;
    float college = 1;
    // As SEN2 tells the last year's flows (sim/start/published_practice); 1 where it does not.
    float first_special = 1;  ///< odds that a new plan names a special school from the first
    float advices = 1;        ///< advices its psychologists give in a month, for its pupils
    float drafting = 1;       ///< weeks from the advice to the plan
    float issued = 1;         ///< assessments that end with a plan
    float ceasing = 1;        ///< plans that end after 16
    /// Requests for children of a band of age (sim/start/ages_of_requests), over England's habit for such children; the
    /// authority's level is set with them where SEN2 tells its requests, so that they move requests between ages and
    /// not their number.
    std::array<float, 5> asks_at{1, 1, 1, 1, 1};
    float trend = 0;  ///< growth of requests a year when the map's census was taken, a logarithm
    // What its request_level, own_leniency and first_special come nearer to, year by year, which is England's of the
    // year before the map's census (agents/plans/practice_over_time).
    float englands_requests = 1;
    float englands_leniency = 0;
    float englands_first_special = 1;
    float flows_told = 0;  ///< 1 where SEN2 tells its refusals and first placements of that year
    friend bool operator==(const Practice&, const Practice&) = default;
};

/// What an authority's placements were at the start, from which it moves only as England's did
/// (agents/placement/custom).
struct StartLevel {
    float plans = 0;        ///< residents' plans, Reception to Year 11; 0: not known
    float independent = 0;  ///< of them, the part at independent and non-maintained special schools
    friend bool operator==(const StartLevel&, const StartLevel&) = default;
};

/// Kinds of schools (mainstream with its bases, state special, independent and non-maintained special, alternative
/// provision) by phase (Reception to Year 6, Years 7 to 11), for which borders are kept apart.
constexpr std::size_t border_rows = 8;

/// Children with plans of one authority at another's schools at the start: neighbours' agreements and habits, which
/// last (agents/placement/border). Pairs of which there are none are left out.
struct BorderShare {
    AuthorityId home, of_school;  ///< of_school none: beyond the map
    /// Over the children of one of the two in such schools: of `of_school` where it alone is in the area, else of
    /// `home`. By kind and phase of school.
    std::array<float, border_rows> part{};
    friend bool operator==(const BorderShare&, const BorderShare&) = default;
};

/// One row per local authority of the map.
struct Authorities {
    Column<AuthorityId, Pence> high_needs_income;                         ///< a year
    Column<AuthorityId, std::array<Pence, heading_count>> spend;          ///< this month
    Column<AuthorityId, std::array<Pence, heading_count>> spend_to_date;  ///< this financial year
    Column<AuthorityId, Pence> balance;                                   ///< cumulative DSG balance; below 0 a deficit
    Column<AuthorityId, Pence> capital;                                   ///< unspent capital allocation
    Column<AuthorityId, float> leniency;                                  ///< panel, log-odds about England's
    Column<AuthorityId, std::int32_t> requests_last_year;
    Column<AuthorityId, float> own_leniency;                           ///< panel's, before the deficit tightens it
    Column<AuthorityId, std::array<Pence, capital_kind_count>> built;  ///< capital of places that open this month
    Column<AuthorityId, Pence> paid_beyond;           ///< of this month's spend, to whoever is no school of the map
    Column<AuthorityId, Pence> year_end_balance;      ///< balance at the last 31 March
    Column<AuthorityId, Requirements> last_count;     ///< last January's count, the officer's recorded history
    Column<AuthorityId, Requirements> earlier_count;  ///< and the January before; equal to it in the first year
    Column<AuthorityId, float> request_level;         ///< requests over England's by age; 0 before it is set: 1
    Column<AuthorityId, float> usual_unmet;           ///< unmet need that counts as usual: that of the first year
    Column<AuthorityId, float> usual_school_factor;   ///< mean factor of the loops on schools' requests, first year
    Column<AuthorityId, float> usual_parent_factor;   ///< the same on parents' requests
    Column<AuthorityId, float> usual_handed_on;       ///< push towards special of mean ethos, first month
    Column<AuthorityId, std::uint8_t> usual_of;       ///< months these have been watched, 12 at the most
    Column<AuthorityId, Practice> practice;           ///< what its plans usually name
    Column<AuthorityId, std::array<double, cost_count>> unit_cost;  ///< its own over the parameters'; 1: theirs
    Column<AuthorityId, StartLevel> at_start;
    std::vector<PipelineItem> pipeline;
    std::vector<BorderShare> border;  ///< by home, then by the authority of the school

    [[nodiscard]] std::size_t size() const { return balance.size(); }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.high_needs_income);
        f(self.spend);
        f(self.spend_to_date);
        f(self.balance);
        f(self.capital);
        f(self.leniency);
        f(self.requests_last_year);
        f(self.own_leniency);
        f(self.built);
        f(self.paid_beyond);
        f(self.year_end_balance);
        f(self.last_count);
        f(self.earlier_count);
        f(self.request_level);
        f(self.usual_unmet);
        f(self.usual_school_factor);
        f(self.usual_parent_factor);
        f(self.usual_handed_on);
        f(self.usual_of);
        f(self.practice);
        f(self.unit_cost);
        f(self.at_start);
    }
};

}  // namespace sendscape
