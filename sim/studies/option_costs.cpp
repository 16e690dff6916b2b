// SPDX-License-Identifier: MIT
#include "sim/studies/option_costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/parameters.h"
#include "sim/scenario/provision_text.h"

namespace sendscape {
namespace {

/// The value of a parameter in force in a month.
double in_force(const Scenario& scenario, std::string_view key, Month month) {
    Parameters parameters;
    double value = find_parameter(key)->field(parameters)[0];
    for (const ParameterChange& change : scenario.changes)  // in order of date
        if (change.key == key && change.from <= month) value = change.values[0];
    return value;
}

/// The parameter that prices a place; empty where none does.
std::string_view price_key(const ProvisionChange& change) {
    switch (change.kind) {
        case ProvisionChange::Kind::open_base:
            return "authority.cost_base_place";
        case ProvisionChange::Kind::open_school:
            return change.setting == Setting::state_special ? "authority.cost_new_place" : "";
        case ProvisionChange::Kind::grow:
            return is_base(change.setting) ? "authority.cost_base_place" : "authority.cost_expansion_place";
        default:
            return "";
    }
}

bool builds(const ProvisionChange& change) {
    return change.kind == ProvisionChange::Kind::open_school || change.kind == ProvisionChange::Kind::open_base ||
           change.kind == ProvisionChange::Kind::grow;
}

/// By replicate, a monthly flow added up from the month after the first to the last, or over one calendar year.
std::vector<double> added(const PairedRuns& pair, const Run& run, const PairedCell& cell, std::optional<int> year) {
    const Series& series = run.get(cell.measure);
    std::vector<double> sums(series.replicates, 0);
    for (Month month = pair.first + 1; month <= pair.last; ++month) {
        if (year && month.year() != *year) continue;
        const std::vector<double> values = run.across(series, month, cell.fixed);
        for (std::size_t r = 0; r < sums.size(); ++r)
            if (!std::isnan(values[r])) sums[r] += values[r];
    }
    return sums;
}

std::vector<double> less(std::vector<double> a, const std::vector<double>& b) {
    for (std::size_t r = 0; r < std::min(a.size(), b.size()); ++r) a[r] -= b[r];
    return a;
}

/// Years of suitable placement lacking, by replicate: children short in each month, over twelve.
std::vector<double> years_short(const PairedRuns& pair, const Run& run) {
    std::vector<double> years = added(pair, run, {"specialist_shortfall", {}}, std::nullopt);
    for (double& value : years) value /= -months_a_year;
    return years;
}

}  // namespace

std::optional<double> capital_of(const ProvisionChange& change, const Scenario& scenario) {
    if (change.cost) return change.cost;
    const std::string_view key = price_key(change);
    if (key.empty()) return std::nullopt;
    return change.places * in_force(scenario, key, change.on);
}

std::vector<double> Capital::of_year(std::size_t year, std::size_t replicates) const {
    std::vector<double> values(replicates, dated[year]);
    if (!ordered.empty())
        for (std::size_t r = 0; r < replicates && r < ordered[year].size(); ++r) values[r] += ordered[year][r];
    return values;
}

std::vector<double> Capital::total(std::size_t replicates) const {
    std::vector<double> sums(replicates, 0);
    for (std::size_t year = 0; year < years.size(); ++year) {
        const std::vector<double> values = of_year(year, replicates);
        for (std::size_t r = 0; r < replicates; ++r) sums[r] += values[r];
    }
    return sums;
}

Capital capital_of(const Scenario& scenario, Month start, Month last, const std::vector<std::vector<Order>>& ordered) {
    Capital capital;
    for (int year = start.year(); year <= last.year(); ++year) capital.years.push_back(year);
    capital.dated.assign(capital.years.size(), 0);
    const auto row = [&](Month month) { return static_cast<std::size_t>(month.year() - start.year()); };
    for (const ProvisionChange& change : scenario.provision) {
        if (!builds(change) || change.on <= start || change.on > last) continue;
        if (const auto pounds = capital_of(change, scenario))
            capital.dated[row(change.on)] += *pounds;
        else
            capital.unpriced.push_back(entry_words(change));
    }
    if (ordered.empty()) return capital;
    capital.ordered.assign(capital.years.size(), std::vector<double>(ordered.size(), 0));
    for (std::size_t r = 0; r < ordered.size(); ++r)
        for (const Order& order : ordered[r])
            if (const Month opens(order.item.opens); opens <= last)
                capital.ordered[row(opens)][r] += in_pounds(order.item.cost);
    return capital;
}

std::optional<int> payback_year(double capital, const std::vector<double>& saved, int first_year) {
    if (!(capital > 0)) return std::nullopt;
    double sum = 0;
    for (std::size_t i = 0; i < saved.size(); ++i) {
        sum += saved[i];
        if (sum >= capital) return first_year + static_cast<int>(i);
    }
    return std::nullopt;
}

PairedDifference added_up(const PairedRuns& pair, const PairedCell& cell, std::optional<int> year) {
    return paired_difference(added(pair, *pair.reference, cell, year), added(pair, *pair.option, cell, year));
}

OptionCosts option_costs(const PairedRuns& pair, const Capital& reference, const Capital& option) {
    OptionCosts costs;
    const Run &a = *pair.reference, &b = *pair.option;
    const auto under = [](Heading heading) { return Slice{{Axis::heading, static_cast<std::size_t>(heading)}}; };
    const auto both = [&](const PairedCell& cell) {
        return std::pair(added(pair, a, cell, std::nullopt), added(pair, b, cell, std::nullopt));
    };
    const PairedCell fees{"high_needs_spend", under(Heading::independent_special)};
    const auto [spend_a, spend_b] = both({"high_needs_spend", {}});
    const auto [interest_a, interest_b] = both({"high_needs_spend", under(Heading::interest)});
    const std::vector<double> block_a = less(spend_a, interest_a), block_b = less(spend_b, interest_b);
    const auto [transport_a, transport_b] = both({"transport_spend", {}});
    const std::vector<double> capital_a = reference.total(pair.replicates), capital_b = option.total(pair.replicates);
    costs.capital = paired_difference(capital_a, capital_b);
    costs.spend = paired_difference(block_a, block_b);
    costs.interest = paired_difference(interest_a, interest_b);
    costs.independent_fees = added_up(pair, fees);
    costs.transport = paired_difference(transport_a, transport_b);
    costs.balance = paired_difference(pair, {"high_needs_balance", {}}, pair.last);
    costs.suitable_years = paired_difference(years_short(pair, a), years_short(pair, b));

    // Less than a child for a year is no basis for a price.
    const bool priced = costs.suitable_years.difference >= 1;
    const double revenue = costs.spend.difference + costs.transport.difference;
    costs.revenue_a_child_year = priced ? revenue / costs.suitable_years.difference : not_recorded;
    costs.all_a_child_year =
        priced ? (revenue + costs.capital.difference) / costs.suitable_years.difference : not_recorded;

    std::vector<std::vector<double>> saved(pair.replicates);  // by replicate and calendar year
    for (int year = pair.first.year(); year <= pair.last.year(); ++year) {
        const std::vector<double> avoided = less(added(pair, a, fees, year), added(pair, b, fees, year));
        for (std::size_t r = 0; r < pair.replicates; ++r) saved[r].push_back(avoided[r]);
    }
    std::vector<int> years;
    for (std::size_t r = 0; r < pair.replicates; ++r)
        if (const auto year = payback_year(capital_b[r] - capital_a[r], saved[r], pair.first.year()))
            years.push_back(*year);
    costs.of = pair.replicates;
    costs.paid_back = years.size();
    std::sort(years.begin(), years.end());
    if (2 * years.size() >= pair.replicates && !years.empty()) costs.paid_back_by = years[(pair.replicates - 1) / 2];
    return costs;
}

}  // namespace sendscape
