// SPDX-License-Identifier: MIT
#include "sim/studies/option_costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/parameters.h"
#include "sim/scenario/capital.h"
#include "sim/scenario/provision_text.h"

namespace sendscape {
namespace {

/// The authority's parameters in force in a month.
AuthorityParameters in_force(const Scenario& scenario, Month month) {
    Parameters parameters;
    for (const ParameterChange& change : scenario.changes) {  // in order of date
        if (change.from > month || !change.key.starts_with("authority.cost_")) continue;
        find_parameter(change.key)->field(parameters)[0] = change.values[0];
    }
    return parameters.authority;
}

/// The setting of the school an entry is at or brings; of one no map tells, that of the entry.
Setting site_of(const ProvisionChange& change, const Map* map) {
    if (change.kind == ProvisionChange::Kind::open_school || change.urn == 0 || !map) return change.setting;
    const auto found = std::find_if(map->schools.begin(), map->schools.end(),
                                    [&](const School& school) { return school.urn == change.urn; });
    return found == map->schools.end() ? change.setting : found->setting;
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

/// Child-years, by replicate: children counted in each month, over twelve.
std::vector<double> child_years(const PairedRuns& pair, const Run& run, const std::string& measure) {
    std::vector<double> years = added(pair, run, {measure, {}}, std::nullopt);
    for (double& value : years) value /= months_a_year;
    return years;
}

/// Years of suitable placement lacking, by replicate.
std::vector<double> years_short(const PairedRuns& pair, const Run& run) {
    return less(std::vector<double>(run.replicates, 0), child_years(pair, run, "specialist_shortfall"));
}

std::vector<double> sum(std::vector<double> a, const std::vector<double>& b) {
    for (std::size_t r = 0; r < std::min(a.size(), b.size()); ++r) a[r] += b[r];
    return a;
}

Slice under(Heading of) { return {{Axis::heading, static_cast<std::size_t>(of)}}; }

std::size_t row_of(const Capital& capital, Month month) {
    return static_cast<std::size_t>(month.year() - capital.years.front());
}

}  // namespace

std::vector<double> Capital::of_year(std::size_t year, std::optional<std::size_t> kind) const {
    std::vector<double> values;
    for (const ByKind& kinds : spent[year])
        values.push_back(kind ? kinds[*kind] : std::accumulate(kinds.begin(), kinds.end(), 0.0));
    return values;
}

std::vector<double> Capital::total(std::optional<std::size_t> kind) const {
    std::vector<double> sums(spent.empty() ? 0 : spent.front().size(), 0);
    for (std::size_t year = 0; year < years.size(); ++year) {
        const std::vector<double> values = of_year(year, kind);
        for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += values[r];
    }
    return sums;
}

Capital capital_of(const Scenario& scenario, const Run& run, Month last) {
    Capital capital;
    for (int year = run.start.year(); year <= last.year(); ++year) capital.years.push_back(year);
    capital.spent.assign(capital.years.size(), std::vector<Capital::ByKind>(run.replicates, Capital::ByKind{}));
    const Series* const series = run.find("capital_spend");
    for (Month month = run.start + 1; series && month <= last; ++month)
        for (std::size_t kind = 0; kind < capital_kind_count; ++kind) {
            const std::vector<double> values = run.across(*series, month, {{Axis::kind, kind}});
            for (std::size_t r = 0; r < values.size(); ++r)
                if (!std::isnan(values[r])) capital.spent[row_of(capital, month)][r][kind] += values[r];
        }
    capital.recorded = series != nullptr;
    for (const ProvisionChange& change : scenario.provision) {
        if (!builds(change) || change.on <= run.start || change.on > last) continue;
        const Setting site = site_of(change, run.map.get());
        const auto pounds = capital_of(change, site, in_force(scenario, change.on));
        if (!pounds) capital.unpriced.push_back(entry_words(change));
        if (pounds && !series)
            for (Capital::ByKind& kinds : capital.spent[row_of(capital, change.on)])
                kinds[capital_kind(change, site)] += *pounds;
    }
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

OwnCosts own_costs(const PairedRuns& months, const Run& run, const Capital& capital) {
    const auto all = [&](const PairedCell& cell) { return added(months, run, cell, std::nullopt); };
    const std::vector<double> built = capital.total(), interest = all({"high_needs_spend", under(Heading::interest)}),
                              block = less(all({"high_needs_spend", {}}), interest),
                              transport = all({"transport_spend", {}}),
                              years_without = child_years(months, run, "specialist_shortfall"),
                              suitable = less(child_years(months, run, "plans_maintained"), years_without),
                              revenue = sum(block, transport), everything = sum(revenue, built);
    const auto a_year = [&](const std::vector<double>& money) {
        std::vector<double> price;
        for (std::size_t r = 0; r < money.size(); ++r)
            price.push_back(suitable[r] >= 1 ? money[r] / suitable[r] : not_recorded);
        return range_of(std::move(price));
    };
    OwnCosts costs;
    costs.capital = range_of(built);
    costs.spend = range_of(block);
    costs.independent_fees = range_of(all({"high_needs_spend", under(Heading::independent_special)}));
    costs.transport = range_of(transport);
    costs.interest = range_of(interest);
    costs.balance = range_of(census_values(run, {"high_needs_balance", {}}, months.last));
    costs.suitable_years = range_of(suitable);
    costs.years_short = range_of(years_without);
    costs.revenue_a_child_year = a_year(revenue);
    costs.all_a_child_year = a_year(everything);
    return costs;
}

OptionCosts option_costs(const PairedRuns& pair, const Capital& reference, const Capital& option) {
    OptionCosts costs;
    const Run &a = *pair.reference, &b = *pair.option;
    const auto both = [&](const PairedCell& cell) {
        return std::pair(added(pair, a, cell, std::nullopt), added(pair, b, cell, std::nullopt));
    };
    const PairedCell fees{"high_needs_spend", under(Heading::independent_special)};
    const auto [spend_a, spend_b] = both({"high_needs_spend", {}});
    const auto [interest_a, interest_b] = both({"high_needs_spend", under(Heading::interest)});
    const std::vector<double> block_a = less(spend_a, interest_a), block_b = less(spend_b, interest_b);
    const auto [transport_a, transport_b] = both({"transport_spend", {}});
    const std::vector<double> capital_a = reference.total(), capital_b = option.total();
    costs.capital = paired_difference(capital_a, capital_b);
    costs.spend = paired_difference(block_a, block_b);
    costs.interest = paired_difference(interest_a, interest_b);
    costs.independent_fees = added_up(pair, fees);
    costs.transport = paired_difference(transport_a, transport_b);
    costs.balance = paired_difference(pair, {"high_needs_balance", {}}, pair.last);
    costs.suitable_years = paired_difference(years_short(pair, a), years_short(pair, b));

    costs.revenue = paired_difference(sum(block_a, transport_a), sum(block_b, transport_b));

    // Less than a child for a year is no basis for a price, nor what may be less than none.
    const bool priced = costs.suitable_years.difference >= 1 && costs.suitable_years.is_clear(1);
    const double revenue = costs.revenue.difference;
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
