// SPDX-License-Identifier: MIT
#include "sim/studies/option_moves.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "sim/output/shown_totals.h"
#include "sim/output/wording.h"
#include "sim/studies/offers_tables.h"
#include "sim/studies/option_findings.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

/// What the admissions of an area are judged by, of the measures that runs keep.
constexpr std::array<std::string_view, 7> of_admissions{
    "first_preference_share", "surplus_places",    "journey_minutes_without_plan", "fair_access_residents",
    "offers_later",           "admission_appeals", "journeys_over_limit"};

bool is_of_admissions(const std::string& measure) {
    return std::find(of_admissions.begin(), of_admissions.end(), measure) != of_admissions.end();
}

/// "0.6 points less", "£83,000 more", "12 fewer".
std::string more_or_less(double value, const std::string& unit, bool counted) {
    const std::string size =
        unit == "share" ? decimal(std::abs(value) * 100, 1) + " points" : in_unit(std::abs(value), unit);
    const std::string_view noun = unit == "weeks" || unit == "minutes" ? std::string_view(unit) : std::string_view();
    return fmt::format("{}{}{} {}", size, noun.empty() ? "" : " ", noun,
                       value > 0 ? "more"
                       : counted ? "fewer"
                                 : "less");
}

/// "first preference share, primary, 91.5% rather than 92.1% in January 2028 (0.3 points less to 0.9 points less)".
std::string moved_words(const PairedRuns& pair, const Moved& one) {
    const Series& series = pair.reference->get(one.cell.measure);
    const PairedDifference& told = one.difference;
    const ShownTotals shown =
        shown_totals(told.reference, told.difference,
                     shown_step(series.unit, std::max(std::abs(told.reference), std::abs(told.value))));
    std::string name = series.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    const std::string of = cell_words(*pair.reference, one.cell);
    const bool counted = can_be_summed(series) && series.unit != "pounds";
    const std::string range = told.pairs > 1 ? fmt::format(" ({} to {})", more_or_less(told.p05, series.unit, counted),
                                                           more_or_less(told.p95, series.unit, counted))
                                             : std::string();
    const std::string_view noun = series.unit == "weeks" || series.unit == "minutes" ? " " : "";
    return fmt::format("{}{}{} {} rather than {}{}{} in {}{}", name, of.empty() ? "" : ", " + of, of.empty() ? "" : ",",
                       in_unit(shown.value, series.unit), in_unit(shown.reference, series.unit), noun,
                       noun.empty() ? "" : series.unit, long_name(one.month), range);
}

/// Children without a plan who attend another school in the last September, where a school closes or opens.
std::string displaced_words(const ComparedOption& option) {
    std::vector<double> moved;
    for (const PlacedDifferently& one : option.lived.placed)
        moved.push_back(static_cast<double>(std::accumulate(one.without.begin(), one.without.end(), std::int64_t{0})));
    const Range range = range_of(std::move(moved));
    if (!(range.mean >= 1)) return {};
    return fmt::format("{} children without a plan attend another school in {}", with_range(range),
                       long_name(option.lived.placed_in));
}

}  // namespace

bool builds_specialist_places(const Comparison& comparison, std::size_t k) {
    const auto special = [](const ComparedOption& option) {
        std::vector<ProvisionChange> changes;
        const std::vector<School>& schools = option.run().map->schools;
        for (const ProvisionChange& change : option.scenario.provision) {
            if (change.kind == ProvisionChange::Kind::set_pan) continue;
            const auto site = std::find_if(schools.begin(), schools.end(),
                                           [&](const School& school) { return school.urn == change.urn; });
            // A school that grows or closes says no setting of its own.
            const bool of_the_school = !is_base(change.setting) && change.kind != ProvisionChange::Kind::open_school;
            const Setting setting = of_the_school && site != schools.end() ? site->setting : change.setting;
            if (is_base(setting) || !is_state_mainstream(setting)) changes.push_back(change);
        }
        return changes;
    };
    return special(comparison.reference()) != special(comparison.options[k]);
}

std::vector<std::string> what_it_moves(const Comparison& comparison, std::size_t k, std::size_t most) {
    std::vector<std::string> told;
    const ComparedOption& option = comparison.options[k];
    const PairedRuns pair = comparison.pair(k);
    const bool admissions = offers_told(comparison, k);
    if (admissions) {
        using Tally = OffersCompared::Tally;
        const auto all = static_cast<std::size_t>(OfferGroup::all);
        const auto mean = [&](std::int64_t Tally::*part) { return tally_range(option.lived, all, part).mean; };
        told.push_back(fmt::format(
            "of {} children offered a school in all rounds of offers, {} are offered one that their family put higher "
            "and {} one that it put lower",
            whole(mean(&Tally::children)), whole(mean(&Tally::gain)), whole(mean(&Tally::lose))));
        if (std::string displaced = displaced_words(option); !displaced.empty()) told.push_back(std::move(displaced));
    }
    std::vector<std::string> measures;
    for (const Moved& one : moved(pair)) {
        if (measures.size() == most) break;
        if (one.cell.fixed.size() > 1 || (admissions && !is_of_admissions(one.cell.measure))) continue;
        if (std::find(measures.begin(), measures.end(), one.cell.measure) != measures.end()) continue;
        measures.push_back(one.cell.measure);
        told.push_back(moved_words(pair, one));
    }
    return told;
}

}  // namespace sendscape
