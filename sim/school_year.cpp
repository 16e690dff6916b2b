#include "sim/school_year.h"

#include <array>

#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

[[maybe_unused]] constexpr int jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9,
                               oct = 10, nov = 11, dec = 12;

void count_rolls(World& w, const Step&) { recount(w.pupils, w.schools); }

// Each stage hands a behaviour just the columns it works on.
constexpr std::array schedule{
    // name, months, function, phase of the benchmark
    Process{"count rolls", monthly, count_rolls, "measures"},
    // [pupils]      cohorts move up (Sep)
    // [placement]   named places are taken up (Sep); post-16 moves (Sep)
    // [admissions]  offers are taken up (Sep); schools for those without one
    // [pupils]      families move (monthly)
    // [pupils]      needs emerge, SEN Support starts and ends (monthly)
    // [services]    referrals, triage, treatment (monthly)
    // [schools]     support hours, unmet need, strain (monthly); responses (monthly)
    // [families]    word of mouth (termly)
    // [plans]       requests; assessments progress (monthly)
    // [plans]       annual reviews: maintain, recode, required provision, cease (monthly)
    // [plans]       appeals (monthly)
    // [placement]   name settings, waiting places filled (monthly)
    // [placement]   phase transfers named (Feb); post-16 named (Mar)
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
