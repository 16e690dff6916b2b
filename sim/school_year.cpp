#include "sim/school_year.h"

#include <array>

#include "agents/placement/phase_transfer.h"
#include "agents/placement/post16.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

[[maybe_unused]] constexpr int jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9,
                               oct = 10, nov = 11, dec = 12;

void count_rolls(World& w, const Step&) { recount(w.pupils, w.schools); }

// ---- placement
void with_naming_rules(World& w, const Step& step,
                       void (*name)(const Step&, Pupils&, const Families&, Schools&, const NamingRules&)) {
    name(step, w.pupils, w.families, w.schools, NamingRules{w.parameters.placement, w.parameters.loops, {}, {}, {}});
}
void post16_moves(World& w, const Step& step) {
    recount(w.pupils, w.schools);  // year groups have just changed
    move_post16(step, w.pupils, w.families, w.schools);
}
void post16_endings(World& w, const Step& step) { end_post16_plans(step, w.pupils, w.families, w.schools); }
void named_places_taken_up(World& w, const Step& step) { with_naming_rules(w, step, take_up_named_places); }
void phase_transfers(World& w, const Step& step) { with_naming_rules(w, step, name_phase_transfers); }
void settings_named(World& w, const Step& step) { with_naming_rules(w, step, name_settings); }

// Each stage hands a behaviour just the columns it works on.
constexpr std::array schedule{
    // name, months, function, phase of the benchmark
    Process{"count rolls", monthly, count_rolls, "measures"},
    // [pupils]      cohorts move up (Sep)
    Process{"post-16 moves", in(sep), post16_moves, "placement"},
    Process{"named places are taken up", in(sep), named_places_taken_up, "placement"},
    // [admissions]  offers are taken up (Sep); schools for those without one
    // [pupils]      families move (monthly)
    // [pupils]      needs emerge, SEN Support starts and ends (monthly)
    // [services]    referrals, triage, treatment (monthly)
    // [schools]     support hours, unmet need, strain (monthly); responses (monthly)
    // [families]    word of mouth (termly)
    // [plans]       requests; assessments progress (monthly)
    // [plans]       annual reviews: maintain, recode, required provision, cease (monthly)
    // [plans]       appeals (monthly)
    Process{"post-16 plans end", static_cast<Months>(monthly & ~in(sep)), post16_endings, "placement"},
    Process{"phase transfers are named", in(feb), phase_transfers, "placement"},
    Process{"settings are named", monthly, settings_named, "placement"},
    // [admissions]  secondary offers (Mar), primary offers (Apr); in-year admissions (monthly)
    // [schools]     school budgets (Apr)
    // [authority]   budgets set (Apr); month's spend (monthly); transport (monthly)
    // [authority]   forecast and commission (Jun); buildings advance (monthly)
    // [accountability] results (Aug); inspections (monthly, school terms)
    // [schools]     magnets measured (Jan); reputation and ethos (Sep)
};

}  // namespace

std::span<const Process> school_year() { return schedule; }

}  // namespace sendscape
