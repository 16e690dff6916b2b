// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

#include "agents/admissions/allocation.h"
#include "agents/admissions/criteria_names.h"
#include "sim/commands/admission_compare.h"
#include "sim/commands/admission_lists.h"
#include "sim/commands/admission_offers.h"
#include "sim/commands/admission_reasons.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/draws.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/label_codes.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"

namespace sendscape {
namespace {

namespace fs = std::filesystem;

/// Why applicants have no offer although there are places; empty unless that is so.
std::string vacancies(const AdmissionLists& lists, const std::vector<std::int64_t>& rows, std::int64_t without) {
    std::vector<std::int64_t> left;
    for (const ListedSchool& school : lists.schools) left.push_back(school.places);
    for (const std::int64_t row : rows)
        if (row >= 0) --left[lists.choices[static_cast<std::size_t>(row)].school];
    std::int64_t places = 0, schools = 0;
    for (const std::int64_t n : left)
        if (n > 0) places += n, ++schools;
    if (without == 0 || places == 0) return {};
    return fmt::format(
        "{} without an offer: every school they list is full; {} place{} {} free at {} school{} that they "
        "do not list\n",
        without, places, places == 1 ? "" : "s", places == 1 ? "is" : "are", schools, schools == 1 ? "" : "s");
}

Mechanism mechanism_named(std::string name, const std::string& where) {
    name.erase(0, name.find_first_not_of(" \t"));
    name.erase(name.find_last_not_of(" \t") + 1);
    if (const auto found = from_code<Mechanism>(mechanism_labels, name)) return *found;
    const std::vector<std::string> known = codes_of(mechanism_labels);
    throw InputError(fmt::format("{} is '{}'; one of {} is needed{}", where, name, fmt::join(known, ", "),
                                 did_you_mean(name, known)));
}

/// "all", or names by commas; nothing where the first name is none of a mechanism.
std::vector<Mechanism> mechanisms_named(const std::string& text, const std::string& where) {
    std::vector<Mechanism> mechanisms;
    const std::vector<std::string> names = split_names(text);
    if (std::find(names.begin(), names.end(), "all") != names.end()) {
        for (std::size_t m = 0; m < mechanism_count; ++m) mechanisms.push_back(static_cast<Mechanism>(m));
        return mechanisms;
    }
    for (const std::string& name : names) mechanisms.push_back(mechanism_named(name, where));
    return mechanisms;
}

/// What --compare asks for: mechanisms, or a list of criteria.
bool names_criteria(const std::string& text) {
    const std::vector<std::string> names = split_names(text);
    const auto is_mechanism = [](const std::string& name) {
        return name == "all" || from_code<Mechanism>(mechanism_labels, name).has_value();
    };
    if (text.empty() || std::any_of(names.begin(), names.end(), is_mechanism)) return false;
    const std::vector<std::string> mechanisms = codes_of(mechanism_labels);
    // A slip in the name of a mechanism is told as one.
    if (names.size() == 1 && !did_you_mean(names.front(), mechanisms).empty()) return false;
    return true;
}

/// What is written, in the order it is named.
struct Outputs {
    fs::path offers, schools, preferences, criteria, changes, waiting;  ///< the last two empty: not written
    [[nodiscard]] std::vector<fs::path> all() const {
        std::vector<fs::path> paths{offers, schools, preferences, criteria};
        if (!changes.empty()) paths.push_back(changes);
        if (!waiting.empty()) paths.push_back(waiting);
        return paths;
    }
};

Outputs outputs_of(const AdmissionsOptions& options, bool compares_rounds) {
    const fs::path folder = options.out.parent_path();
    Outputs outputs{options.out,
                    folder / "schools_out.csv",
                    folder / "preferences_out.csv",
                    folder / "criteria_out.csv",
                    compares_rounds ? folder / "changes_out.csv" : fs::path(),
                    options.waiting_lists};
    std::error_code unknown;
    for (const fs::path& beside :
         {outputs.schools, outputs.preferences, outputs.criteria, folder / "changes_out.csv"}) {
        if (options.out.filename() == beside.filename())
            throw InputError(fmt::format("--out is {0}, which is the name of {1} written beside it",
                                         beside.filename().string(),
                                         beside == outputs.schools ? "the table of schools" : "a table"));
        if (!options.force && fs::exists(beside, unknown) && !fs::exists(options.out, unknown))
            throw InputError(
                fmt::format("'{}' exists already, the table of schools of another round; give each round a folder of "
                            "its own (--out "
                            "second/{}), or replace the table with --force",
                            beside.string(), options.out.filename().string()));
    }
    if (!outputs.waiting.empty())
        for (const fs::path& output : outputs.all())
            if (&output != &outputs.waiting && output != outputs.waiting &&
                outputs.waiting.lexically_normal() == output.lexically_normal())
                throw InputError(fmt::format("--waiting-lists is '{}', which is written already; choose another name",
                                             output.string()));
    for (const fs::path& output : outputs.all()) {
        spare_inputs(output, {options.schools, options.applications, options.catchments, options.map,
                              options.compare_schools, options.compare_catchments});
        check_output_file(output, options.force);
    }
    return outputs;
}

/// "the criteria sibling, distance_m, the schools of new.csv": what the other round differs in.
std::string difference_in_words(const AdmissionsOptions& options, bool criteria) {
    std::vector<std::string> parts;
    if (criteria)
        parts.push_back(fmt::format("the criteria {}", criteria_words(parse_criteria(options.compare, "--compare"))));
    if (!options.compare_schools.empty())
        parts.push_back(fmt::format("the schools of {}", options.compare_schools.string()));
    if (!options.compare_catchments.empty())
        parts.push_back(fmt::format("the catchments of {}", options.compare_catchments.string()));
    return fmt::format("{}", fmt::join(parts, " and "));
}

/// The round that --compare, --compare-schools and --compare-catchments ask for, held against the one that is written.
Changes other_round(const AdmissionsOptions& options, bool criteria, const OtherRound& before, const Draws& draws) {
    ListSources sources{options.compare_schools.empty() ? options.schools : options.compare_schools,
                        options.applications,
                        options.compare_catchments.empty() ? options.catchments : options.compare_catchments,
                        options.map,
                        criteria ? options.compare : options.criteria,
                        criteria ? "--compare" : "--criteria"};
    const AdmissionLists lists = [&] {
        try {
            return read_admission_lists(sources, options.skip_bad_rows);
        } catch (const InputError& error) {
            if (options.compare_schools.empty()) throw;
            throw InputError(
                fmt::format("--compare-schools {}: {}\n(a school that closes stays in that list, with 0 places)",
                            options.compare_schools.string(), error.what()));
        }
    }();
    if (criteria && std::all_of(lists.schools.begin(), lists.schools.end(),
                                [](const ListedSchool& school) { return school.own_criteria; }))
        throw InputError(
            "--compare: every school has criteria of its own in the list of schools, so another list for the others "
            "changes nothing; give a second list of schools with --compare-schools");
    const ListedRound round = listed_round(lists, draws);
    const ListedOffers offers = decide(lists, round, before.offers.mechanism);
    return changes_between(before, {lists, round, offers}, difference_in_words(options, criteria));
}

/// How many were offered what, in lines for people.
std::string summary(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                    const std::vector<std::int64_t>& allocated) {
    std::array<std::int64_t, 4> rank{};
    std::int64_t none = 0, named = 0;
    for (std::size_t a = 0; a < offers.rows.size(); ++a) {
        if (offers.rows[a] < 0)
            ++none;
        else
            ++rank[static_cast<std::size_t>(
                std::min(lists.choices[static_cast<std::size_t>(offers.rows[a])].preference, 4) - 1)];
        named += round.named[a] >= 0 ? 1 : 0;
    }
    const double share = 100.0 * static_cast<double>(rank[0]) / static_cast<double>(offers.rows.size());
    std::string text = fmt::format(
        "{} applicants, {} schools, {}: first preference {} ({:.1f}%), second {}, third {}, lower {}, unplaced {}; "
        "{} by a plan that names the school\n",
        offers.rows.size(), lists.schools.size(), mechanism_labels[static_cast<std::size_t>(offers.mechanism)].code,
        rank[0], share, rank[1], rank[2], rank[3], none, named);
    text += vacancies(lists, offers.rows, none);
    if (allocated.empty() || none == 0) return text;
    const auto placed = std::count_if(allocated.begin(), allocated.end(), [](std::int64_t s) { return s >= 0; });
    return text + fmt::format("{} of them given the nearest school with room; {} without a school: no place is left\n",
                              placed, none - placed);
}

}  // namespace

int run_admissions(const AdmissionsOptions& options, std::ostream& out, std::ostream& err) {
    const std::vector<Mechanism> asked = mechanisms_named(options.mechanism, "--mechanism");
    const bool compares_criteria = names_criteria(options.compare);
    std::vector<Mechanism> compared;
    if (!options.compare.empty() && !compares_criteria) compared = mechanisms_named(options.compare, "--compare");
    if (asked.size() > 1)
        for (const Mechanism mechanism : asked)
            if (std::find(compared.begin(), compared.end(), mechanism) == compared.end()) compared.push_back(mechanism);
    if (compares_criteria) parse_criteria(options.compare, "--compare");
    const bool compares_rounds =
        compares_criteria || !options.compare_schools.empty() || !options.compare_catchments.empty();
    const Outputs outputs = outputs_of(options, compares_rounds);
    const AdmissionLists lists =
        read_admission_lists({options.schools, options.applications, options.catchments, options.map, options.criteria},
                             options.skip_bad_rows);
    if (const auto count = lists.left_out.count(); count > 0)
        err << fmt::format("{} row{} left out:\n{}\n", count, count == 1 ? "" : "s", lists.left_out.list("  "));
    const Draws draws(options.seed, 0);
    const ListedRound round = listed_round(lists, draws);
    const ListedOffers offers = decide(lists, round, asked.front());
    const std::vector<std::int64_t> allocated =
        options.allocate_unplaced ? allocate_unplaced(lists, offers) : std::vector<std::int64_t>{};
    const std::string offers_text = offers_csv(lists, round, offers, allocated);
    const std::string schools_text = schools_csv(lists, round, offers, allocated);
    const std::string preferences_text = preferences_csv(lists, round, offers, allocated);
    const std::string criteria_text = criteria_csv(lists, round, offers);
    const std::string compared_text = compared.empty() ? std::string() : mechanisms_table(lists, round, compared);
    const std::string waiting_text =
        options.waiting_lists.empty() ? std::string() : waiting_lists_csv(lists, round, offers);
    Changes changes;
    if (compares_rounds) changes = other_round(options, compares_criteria, {lists, round, offers}, draws);
    stop_if_asked();
    std::vector<FileText> files{{outputs.offers, offers_text},
                                {outputs.schools, schools_text},
                                {outputs.preferences, preferences_text},
                                {outputs.criteria, criteria_text}};
    if (compares_rounds) files.push_back({outputs.changes, changes.csv});
    if (!options.waiting_lists.empty()) files.push_back({outputs.waiting, waiting_text});
    write_files(files, options.force);
    if (!options.quiet) {
        for (const std::string& note : lists.notes) err << "note: " << note << '\n';
        out << summary(lists, round, offers, allocated);
        for (const std::string& rule : rules_in_words(lists, offers.mechanism, options.seed)) out << rule << '\n';
    }
    out << compared_text << changes.table << std::flush;
    // By standard error, as other commands name theirs: they are whole even where nothing more can be printed.
    if (!options.quiet) {
        std::string written;
        for (const fs::path& output : outputs.all()) written += (written.empty() ? "" : ", ") + output.string();
        err << "Written: " << written << '\n';
    }
    return 0;
}

}  // namespace sendscape
