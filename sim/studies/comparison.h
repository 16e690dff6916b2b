// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/option_costs.h"
#include "sim/studies/option_findings.h"
#include "sim/studies/options.h"
#include "sim/studies/paired.h"

namespace sendscape {

/// One option of a comparison, lived here or a run finished before.
struct ComparedOption {
    std::string name;   ///< short, for columns and axes
    std::string label;  ///< for people, where it is not the run's title
    LivedOption lived;  ///< of a finished run its `run` alone
    Scenario scenario;
    bool watched = false;  ///< lived here: what the authority ordered, and who is placed differently, is known
    bool placed = false;   ///< the latter against the reference

    [[nodiscard]] const Run& run() const { return lived.run; }
    [[nodiscard]] const std::string& title() const { return label.empty() ? lived.run.title : label; }
    /// "'60-place base' (base60)": its title and the short name, which is its file's or folder's, for warnings.
    [[nodiscard]] std::string title_and_name() const;
};

/// The measure that options.csv and options.h5 tell by calendar year, not by census.
constexpr std::string_view capital_measure = "capital_spend";

/// Everything that the page, the table and the file of a comparison are made from.
struct Comparison {
    std::vector<ComparedOption> options;  ///< the first is the reference
    std::optional<Orders> orders;         ///< as asked; none: every run is a finished one
    std::string orders_chosen{};          ///< by whom: "--orders", a place in a file; empty: nobody, the default
    std::vector<Threshold> thresholds;
    std::vector<std::string> measures;  ///< named by the officer beside those that moved
    std::string in_all;                 ///< what the command line adds to all of them, in words
    std::vector<std::string> warnings;  ///< of how the options were made alike

    [[nodiscard]] const ComparedOption& reference() const { return options.front(); }
    /// An option against the reference. Throws InputError as pair_runs.
    [[nodiscard]] PairedRuns pair(std::size_t option) const;
    /// Titles of the options, without the reference's.
    [[nodiscard]] std::vector<std::string> option_titles() const;
    /// Gives options of one title their short names beside it.
    void tell_apart();
    /// Adds the shortfall by what plans require to the measures of the runs. Run files do not keep it: nothing is added
    /// unless all options were lived here.
    void add_gap_by_provision();
    /// Takes the names of real schools out of what is told of the options, unless they are asked for (school_names.h).
    void hide_school_names(bool asked);
    /// Throws InputError if any option cannot be paired.
    void check_pairs() const;
    [[nodiscard]] Capital capital(std::size_t option) const;
    /// The last month that every option was lived to.
    [[nodiscard]] Month last() const;
};

/// What the comparison rests on where that is less than the same luck, map and years, and where options differ in what
/// the authority orders of itself: sentences.
std::vector<std::string> comparison_warnings(const Comparison& comparison);

/// Whether in any of them the authority orders places of itself.
bool any_orders_of_their_own(const Comparison& comparison);

/// options.csv: the heading, and for every option, measure, cell and census its paired difference from the reference.
/// A column that is blank is summed over; of shares and means the mean is taken. `capital_spend` is of a calendar year,
/// told in its December, or in the last month lived where that comes before.
std::string options_csv(const Comparison& comparison);

/// Files that `compare` leaves in its folder.
std::vector<std::string> files_of_a_comparison();

}  // namespace sendscape
