// SPDX-License-Identifier: MIT
#include "sim/studies/offers_tables.h"

#include <fmt/format.h>

#include "sim/output/report_page.h"
#include "sim/output/wording.h"
#include "sim/studies/options_answer.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

/// Whether the two differ in what decides who is offered which school: criteria, catchments, numbers, schools.
bool differ_in_admissions(const Scenario& a, const Scenario& b) {
    const auto of_admissions = [](const Scenario& scenario) {
        std::vector<ProvisionChange> provision;
        for (const ProvisionChange& change : scenario.provision)
            if (change.kind == ProvisionChange::Kind::set_pan || change.kind == ProvisionChange::Kind::close_school ||
                (change.kind == ProvisionChange::Kind::open_school && is_state_mainstream(change.setting)))
                provision.push_back(change);
        std::vector<ParameterChange> changes;
        for (const ParameterChange& change : scenario.changes)
            if (change.key.starts_with("admissions.")) changes.push_back(change);
        return std::pair(std::move(provision), std::move(changes));
    };
    return a.criteria != b.criteria || of_admissions(a) != of_admissions(b);
}

}  // namespace

Range tally_range(const LivedOption& lived, std::size_t group, std::int64_t OffersCompared::Tally::*part) {
    std::vector<double> values;
    for (const OffersCompared& one : lived.offers) values.push_back(static_cast<double>(one.groups[group].*part));
    return range_of(std::move(values));
}

bool offers_told(const Comparison& comparison, std::size_t k) {
    const ComparedOption& option = comparison.options[k];
    return option.placed && !option.lived.offers.empty() && option.lived.offers.front().rounds > 0 &&
           differ_in_admissions(comparison.reference().scenario, option.scenario);
}

bool any_offers_told(const Comparison& comparison) {
    bool any = false;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) any = any || offers_told(comparison, k);
    return any;
}

std::string offers_section(const Comparison& comparison) {
    using Tally = OffersCompared::Tally;
    if (!any_offers_told(comparison)) return {};
    std::string out = section_heading("offers", "Who gains and who loses a school");
    out += paragraph(
        "Child by child, of those offered a school on the day of the offers under the reference and under the option: "
        "a "
        "child gains whose family put the school it is offered higher on its list than the one offered under the "
        "reference, and loses where it put it lower, or named it nowhere. All rounds since the two parted are added "
        "up. "
        "Children whose plan names a school are not in the round. Of the last two columns the first number is under "
        "the "
        "reference, the second under the option; metres are on foot, from the home's zone.");
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        if (!offers_told(comparison, k)) continue;
        const ComparedOption& option = comparison.options[k];
        PageTable table{
            fmt::format("'{}': children, mean over runs (range); rounds of {} months of offers added up",
                        option.title(), option.lived.offers.front().rounds),
            {"Children", "Offered a school in both", "Gain", "Lose", "First preference met", "Mean metres to school"},
            {},
            1};
        for (std::size_t group = 0; group < offer_group_count; ++group) {
            const auto mean = [&](std::int64_t Tally::*part) { return tally_range(option.lived, group, part).mean; };
            const double children = mean(&Tally::children);
            if (children < least_told) continue;
            table.rows.push_back({std::string(offer_group_words[group]), whole(children),
                                  with_range(tally_range(option.lived, group, &Tally::gain)),
                                  with_range(tally_range(option.lived, group, &Tally::lose)),
                                  fmt::format("{} to {}", percent(mean(&Tally::first_before) / children, 1),
                                              percent(mean(&Tally::first_after) / children, 1)),
                                  fmt::format("{} to {}", whole(mean(&Tally::metres_before) / children),
                                              whole(mean(&Tally::metres_after) / children))});
        }
        out += html_table(table);
    }
    return out;
}

}  // namespace sendscape
