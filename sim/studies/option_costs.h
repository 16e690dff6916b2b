// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.h"
#include "sim/studies/orders.h"
#include "sim/studies/paired.h"

namespace sendscape {

/// What an opening or growth costs to build, in pounds: the officer's own `cost`, else places times the cost parameter
/// in force when it opens. Nothing for what the parameters do not price: mainstream, AP and independent schools.
std::optional<double> capital_of(const ProvisionChange& change, const Scenario& scenario);

/// Capital by calendar year, charged to the year in which places open: what the scenario dates, and what the authority
/// orders of itself.
struct Capital {
    std::vector<int> years;
    std::vector<double> dated;                 ///< by year
    std::vector<std::vector<double>> ordered;  ///< by year and replicate; empty where it is not known
    std::vector<std::string> unpriced;         ///< entries without a cost, in words

    /// Of all years, or of one, by replicate.
    [[nodiscard]] std::vector<double> total(std::size_t replicates) const;
    [[nodiscard]] std::vector<double> of_year(std::size_t year, std::size_t replicates) const;
};
/// `ordered`: by replicate; empty where it was not watched. Counted are openings from after `start` to `last`.
Capital capital_of(const Scenario& scenario, Month start, Month last, const std::vector<std::vector<Order>>& ordered);

/// First calendar year by the end of which what is saved, year by year from `first_year` on, has added up to the
/// capital; nothing where it does not, or where there is no capital to pay back.
std::optional<int> payback_year(double capital, const std::vector<double>& saved, int first_year);

/// What an option costs against the reference, over all months compared.
struct OptionCosts {
    PairedDifference capital;
    PairedDifference spend;             ///< high needs block: every heading but interest and transport
    PairedDifference independent_fees;  ///< of these, independent and non-maintained special
    PairedDifference transport, interest;
    PairedDifference balance;           ///< at the end
    PairedDifference suitable_years;    ///< child-years of suitable placement: shortfall that is not there
    double revenue_a_child_year = 0;    ///< spend and transport over suitable years; not a number where there are none
    double all_a_child_year = 0;        ///< with capital
    std::size_t paid_back = 0, of = 0;  ///< replicates in which avoided independent fees repay the capital by the end
    std::optional<int> paid_back_by;    ///< calendar year by which in half of all replicates
};
OptionCosts option_costs(const PairedRuns& pair, const Capital& reference, const Capital& option);

/// Difference of a monthly flow added up over all months compared, or over those of one calendar year.
PairedDifference added_up(const PairedRuns& pair, const PairedCell& cell, std::optional<int> year = std::nullopt);

}  // namespace sendscape
