// SPDX-License-Identifier: MIT
#include "sim/output/grant_years.h"

#include <fmt/format.h>

#include "agents/authority/authorities.h"
#include "sim/output/wording.h"
#include "sim/scenario/authority_figures.h"

namespace sendscape {
namespace {

bool lived(const Run& run, Month month) { return month > run.start && month <= run.last(); }

const Slice interest{{Axis::heading, static_cast<std::size_t>(Heading::interest)}};

}  // namespace

std::vector<double> block_spend(const Run& run, Month january) {
    const Series& spend = run.get("high_needs_spend");
    std::vector<double> values = run.across_year(spend, january);
    const std::vector<double> apart = run.across_year(spend, january, interest);
    for (std::size_t r = 0; r < values.size(); ++r) values[r] -= apart[r];
    return values;
}

GrantYear grant_year(const Run& run, Month january) {
    const Series& balance = run.get("high_needs_balance");
    const auto before = run.across(balance, january - 12), after = run.across(balance, january);
    const auto income = run.across_year(run.get("high_needs_income"), january), spend = block_spend(run, january);
    std::vector<double> relief;
    for (std::size_t r = 0; r < after.size(); ++r) relief.push_back(after[r] - before[r] - income[r] + spend[r]);
    return {range_of(before),
            range_of(income),
            range_of(spend),
            range_of(relief),
            range_of(after),
            run.range_year("high_needs_spend", january, interest),
            run.range_year("transport_spend", january)};
}

std::vector<std::string> money_notes(const Run& run) {
    std::vector<std::string> notes{
        "A year's balance is that of the January before, plus income, less spend, plus what is paid towards the "
        "deficit; "
        "each figure is rounded by itself. Interest on the deficit and transport fall on the general fund and are not "
        "charged to the balance."};
    if (const auto* one = run.parameter("authority.deficit_at_start");
        one != nullptr && !one->changed() && !deficits_are_given(*run.map))
        notes.push_back(
            fmt::format("The balance at the start, {}, is assumed from England's deficits, not taken from the "
                        "authority's accounts: "
                        "give your own as deficit under [authority] (or authority.deficit_at_start for 60,000 pupils; "
                        "default {}).",
                        money(run.range("high_needs_balance", run.start).mean), money(one->standard)));
    if (const auto* one = run.parameter("authority.stability_grant");
        one != nullptr && one->value > 0 && lived(run, Month(2026, 10)))
        notes.push_back(fmt::format(
            "In October 2026 the High Needs Stability Grant pays {} of the deficit at March 2026, where there "
            "is one (authority.stability_grant; {}).",
            percent(one->value, 0), one->source));
    if (const auto* one = run.parameter("authority.deficit_cancelled"); one != nullptr && one->value > 0)
        notes.push_back(fmt::format("Each April {} of the deficit is written off (authority.deficit_cancelled).",
                                    percent(one->value, 0)));
    if (const auto* one = run.parameter("authority.settlement_2028");
        one != nullptr && one->value > 0 && lived(run, Month(2028, 4)))
        notes.push_back(fmt::format(
            "In April 2028 income rises by a further {} over the year's growth (authority.settlement_2028; {}).",
            percent(one->value), one->source));
    return notes;
}

}  // namespace sendscape
