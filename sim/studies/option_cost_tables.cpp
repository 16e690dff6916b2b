// SPDX-License-Identifier: MIT
#include "sim/studies/option_cost_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/report_page.h"
#include "sim/output/wording.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

constexpr double least_difference = 1000;  ///< pounds: less is not told

/// What every option, the reference too, costs in itself.
std::string own_costs_table(const Comparison& comparison, const std::vector<OwnCosts>& own, Month last) {
    PageTable table{"What each costs in itself, the reference too: all months added up (range over runs)", {""}, {}, 1};
    for (const ComparedOption& option : comparison.options) table.columns.push_back(option.title());
    const auto add = [&](const std::string& words, Range OwnCosts::*part, const auto& text) {
        std::vector<std::string> row{words};
        for (const OwnCosts& one : own) row.push_back(text(one.*part));
        table.rows.push_back(std::move(row));
    };
    add("Capital", &OwnCosts::capital, money_with_range);
    add("High needs spend", &OwnCosts::spend, money_with_range);
    add("... of it independent and non-maintained fees", &OwnCosts::independent_fees, money_with_range);
    add("Transport (general fund)", &OwnCosts::transport, money_with_range);
    add("Interest on the deficit (general fund)", &OwnCosts::interest, money_with_range);
    add("Balance of the schools grant, " + long_name(last), &OwnCosts::balance, money_with_range);
    add("Child-years short of a specialist place", &OwnCosts::years_short, with_range);
    add("Child-years in a suitable place: all with a plan who are not short of one", &OwnCosts::suitable_years,
        with_range);
    add("Average revenue of a child-year in place", &OwnCosts::revenue_a_child_year, money_with_range);
    add("... with capital", &OwnCosts::all_a_child_year, money_with_range);
    return html_table(table);
}

std::string capital_table(const Comparison& comparison) {
    PageTable table{"Capital of places that open in each calendar year (mean over runs)", {"Year"}, {}, 1};
    std::vector<Capital> capital;
    for (std::size_t k = 0; k < comparison.options.size(); ++k) {
        capital.push_back(comparison.capital(k));
        table.columns.push_back(comparison.options[k].title());
    }
    // Each year's sum, then what all of it is made of.
    const auto add = [&](std::string words, std::optional<int> year, std::optional<std::size_t> kind) {
        std::vector<std::string> row{std::move(words)};
        bool any = false;
        for (const Capital& one : capital) {
            const auto at = std::find(one.years.begin(), one.years.end(), year.value_or(0));
            double pounds = not_recorded;
            if (!year)
                pounds = range_of(one.total(kind)).mean;
            else if (at != one.years.end())
                pounds = range_of(one.of_year(static_cast<std::size_t>(at - one.years.begin()), kind)).mean;
            any = any || pounds > 0;
            row.push_back(in_unit(pounds, "pounds"));
        }
        if (any || (!year && !kind)) table.rows.push_back(std::move(row));
    };
    for (const int year : capital[0].years) add(fmt::format("{}", year), year, {});
    add("All years", {}, {});
    for (std::size_t kind = 0; kind < capital_kind_count; ++kind)
        add("... of it: " + std::string(capital_kind_labels[kind].words), {}, kind);
    return html_table(table);
}

std::string headings_table(const Comparison& comparison) {
    const Run& reference = comparison.reference().run();
    const Series& spend = reference.get("high_needs_spend");
    const std::vector<std::string> words = reference.words(spend, Axis::heading);
    PageTable table{fmt::format("Spend by heading, all months added up, difference from '{}' (range)",
                                comparison.reference().title()),
                    {"Heading"},
                    {},
                    1};
    for (const std::string& title : comparison.option_titles()) table.columns.push_back(title);
    const auto add = [&](const std::string& name, const PairedCell& cell) {
        std::vector<std::string> row{name};
        bool any = false;
        for (std::size_t k = 1; k < comparison.options.size(); ++k) {
            const PairedDifference told = added_up(comparison.pair(k), cell);
            any = any || std::abs(told.difference) >= least_difference;
            row.push_back(difference_text(told, "pounds"));
        }
        if (any) table.rows.push_back(std::move(row));
    };
    for (std::size_t h = 0; h < words.size(); ++h)
        if (h != static_cast<std::size_t>(Heading::transport))
            add(words[h], {"high_needs_spend", {{Axis::heading, h}}});
    add("Transport (general fund)", {"transport_spend", {}});
    return html_table(table);
}

}  // namespace

std::string cost_section(const Comparison& comparison, const std::vector<OptionCosts>& costs,
                         const std::vector<OwnCosts>& own) {
    const Month last = comparison.pair(1).last;
    std::string out = section_heading("cost", "Cost");
    out += paragraph(fmt::format(
        "First against '{}', then each in itself, added up over the months to {}. Capital is charged to the year in "
        "which places open: an entry's own cost where it gives one, else its places times the cost parameters; what "
        "was on order at the start was paid for before.",
        comparison.reference().title(), long_name(last)));
    PageTable table{"What each option costs", {""}, {}, 1};
    for (const std::string& title : comparison.option_titles()) table.columns.push_back(title);
    const auto add = [&](const std::string& words, const auto& text) {
        std::vector<std::string> row{words};
        for (std::size_t k = 1; k < costs.size(); ++k) row.push_back(text(costs[k]));
        table.rows.push_back(std::move(row));
    };
    const auto add_difference = [&](const std::string& words, PairedDifference OptionCosts::*part) {
        add(words, [&](const OptionCosts& one) { return difference_text(one.*part, "pounds"); });
    };
    add_difference("Capital", &OptionCosts::capital);
    add_difference("High needs spend", &OptionCosts::spend);
    add_difference("... of it independent and non-maintained fees", &OptionCosts::independent_fees);
    add_difference("Transport (general fund)", &OptionCosts::transport);
    add_difference("To run: high needs spend and transport", &OptionCosts::revenue);
    const bool interest = std::any_of(costs.begin(), costs.end(), [](const OptionCosts& one) {
        return std::abs(one.interest.difference) >= least_difference;
    });
    if (interest) add_difference("Interest on the deficit (general fund)", &OptionCosts::interest);
    add_difference("Balance of the schools grant, " + long_name(last), &OptionCosts::balance);
    add("Child-years without a suitable place avoided",
        [](const OptionCosts& one) { return difference_text(one.suitable_years, "children"); });
    // Where the range of child-years avoided holds 0, what they cost each may be anything.
    const auto price = [](const OptionCosts& one, double pounds) -> std::string {
        if (!std::isnan(pounds)) return money(pounds);
        return one.suitable_years.is_clear(1) || std::abs(one.suitable_years.difference) < 1
                   ? "none avoided"
                   : "no price: whether any are avoided is not sure";
    };
    add("Additional revenue of a child-year avoided",
        [&](const OptionCosts& one) { return price(one, one.revenue_a_child_year); });
    add("... with capital, within these years",
        [&](const OptionCosts& one) { return price(one, one.all_a_child_year); });
    add("Capital repaid by avoided independent fees", [&](const OptionCosts& one) {
        if (one.capital.difference <= 0) return std::string("no capital to repay");
        return fmt::format("{}in {} of {} runs", one.paid_back_by ? fmt::format("by {}, ", *one.paid_back_by) : "",
                           one.paid_back, one.of);
    });
    return out + html_table(table) + own_costs_table(comparison, own, last) + capital_table(comparison) +
           headings_table(comparison);
}

}  // namespace sendscape
