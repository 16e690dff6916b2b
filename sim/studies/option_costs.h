// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "agents/authority/authorities.h"
#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/paired.h"

namespace sendscape {

/// Capital by calendar year and what is built, charged to the year in which places open: what the scenario dates, and
/// what the authority orders of itself.
struct Capital {
    using ByKind = std::array<double, capital_kind_count>;  ///< pounds, by row of capital_kind_labels
    std::vector<int> years;
    std::vector<std::vector<ByKind>> spent;  ///< by year and replicate
    std::vector<std::string> unpriced;       ///< entries without a cost, in words
    bool recorded = true;                    ///< false: of a run file that kept none, what its scenario dates alone

    /// Of all years, or of one, by replicate; of everything, or of one kind.
    [[nodiscard]] std::vector<double> total(std::optional<std::size_t> kind = {}) const;
    [[nodiscard]] std::vector<double> of_year(std::size_t year, std::optional<std::size_t> kind = {}) const;
};
/// Counted are openings from after the run's start to `last`.
Capital capital_of(const Scenario& scenario, const Run& run, Month last);

/// First calendar year by the end of which what is saved, year by year from `first_year` on, has added up to the
/// capital; nothing where it does not, or where there is no capital to pay back.
std::optional<int> payback_year(double capital, const std::vector<double>& saved, int first_year);

/// What an option costs against the reference, over all months compared.
struct OptionCosts {
    PairedDifference capital;
    PairedDifference spend;             ///< high needs block: every heading but interest and transport
    PairedDifference independent_fees;  ///< of these, independent and non-maintained special
    PairedDifference transport, interest;
    PairedDifference revenue;         ///< spend and transport
    PairedDifference balance;         ///< at the end
    PairedDifference suitable_years;  ///< child-years without a suitable place that are avoided
    double revenue_a_child_year = 0;  ///< revenue over suitable years; not a number unless they are gained beyond luck
    double all_a_child_year = 0;      ///< with capital
    std::size_t paid_back = 0, of = 0;  ///< replicates in which avoided independent fees repay the capital by the end
    std::optional<int> paid_back_by;    ///< calendar year by which in half of all replicates
};
OptionCosts option_costs(const PairedRuns& pair, const Capital& reference, const Capital& option);

/// What a run costs in itself, over the months compared, by replicate: the reference's price as much as an option's.
struct OwnCosts {
    Range capital;
    Range spend;             ///< high needs block: every heading but interest and transport
    Range independent_fees;  ///< of these, independent and non-maintained special
    Range transport, interest;
    Range balance;               ///< at the end
    Range suitable_years;        ///< years of children with plans who are not short of a specialist place
    Range years_short;           ///< of those who are
    Range revenue_a_child_year;  ///< spend and transport over suitable years
    Range all_a_child_year;      ///< with capital
};
OwnCosts own_costs(const PairedRuns& months, const Run& run, const Capital& capital);

/// Difference of a monthly flow added up over all months compared, or over those of one calendar year.
PairedDifference added_up(const PairedRuns& pair, const PairedCell& cell, std::optional<int> year = std::nullopt);

}  // namespace sendscape
