// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <vector>

#include "agents/admissions/allocation.h"
#include "sim/commands/admission_lists.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/draws.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/label_codes.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::int32_t tie_tier = 1000;  ///< meets none of a school's criteria: only the tie-break

/// The round as arrays, with the rows of the lists its entries stand for.
struct Round {
    std::vector<std::uint32_t> first{0}, school, lottery, entry;  ///< entry: row of AdmissionLists::choices
    std::vector<std::uint64_t> priority;
    std::vector<std::int32_t> places;
    std::vector<std::uint32_t> band, band_first;
    std::vector<std::int32_t> band_places;
    std::vector<std::uint32_t> who;   ///< applicant of each row of the round
    std::vector<std::int64_t> named;  ///< by applicant: choice row of the school a plan names; -1
    std::vector<std::int32_t> tier;   ///< by choice: place in its school's order, or tie_tier
    [[nodiscard]] AllocationProblem problem() const {
        return {first, school, priority, places, band, band_first, band_places};
    }
};

/// A number that depends on a name and not on where it stands in a file, so that a row added moves nobody's luck.
std::uint32_t key_of(const std::string& name) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

std::int32_t tier_of(const ListedSchool& school, const ListedChoice& choice) {
    for (std::size_t k = 0; k < school.criteria.size(); ++k) {
        const AdmissionCriterion c = school.criteria[k];
        if (row_of(c).part == CriterionPart::priority && choice.meets_criterion(c)) return static_cast<std::int32_t>(k);
    }
    return tie_tier;
}

/// Children whose plans name a school take their places first and leave the round (School Admissions Code 1.6).
void admit_named(const AdmissionLists& lists, Round& round) {
    round.named.assign(lists.applicants.size(), -1);
    for (const ListedSchool& school : lists.schools) round.places.push_back(school.places);
    for (std::size_t row = 0; row < lists.choices.size(); ++row) {
        const ListedChoice& choice = lists.choices[row];
        if (!choice.meets_criterion(AdmissionCriterion::ehcp_named)) continue;
        round.named[choice.applicant] = static_cast<std::int64_t>(row);
        --round.places[choice.school];
    }
    for (std::int32_t& left : round.places) left = std::max(left, 0);
}

/// Strict order of everyone who lists a school: criteria, then distance, then lot.
void order_applicants(const AdmissionLists& lists, const Draws& draws, Round& round) {
    std::vector<std::vector<std::uint32_t>> asking(lists.schools.size());
    round.tier.assign(lists.choices.size(), tie_tier);
    std::vector<std::uint32_t> lot(lists.choices.size(), 0);
    for (std::uint32_t row = 0; row < lists.choices.size(); ++row) {
        stop_if_asked();
        const ListedChoice& choice = lists.choices[row];
        const ListedSchool& school = lists.schools[choice.school];
        round.tier[row] = tier_of(school, choice);
        lot[row] = draws.words(Stream::admissions_lottery, key_of(lists.applicants[choice.applicant]), Month(0),
                               key_of(school.name))[0];
        if (round.named[choice.applicant] < 0) asking[choice.school].push_back(row);
    }
    std::vector<std::uint64_t> rank(lists.choices.size(), 0);
    for (std::size_t s = 0; s < asking.size(); ++s) {
        const bool distance = lists.schools[s].uses(AdmissionCriterion::distance);
        auto& rows = asking[s];
        std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            stop_if_asked();
            if (round.tier[a] != round.tier[b]) return round.tier[a] < round.tier[b];
            const ListedChoice &x = lists.choices[a], &y = lists.choices[b];
            if (distance && x.distance_m != y.distance_m) return x.distance_m < y.distance_m;
            return lot[a] != lot[b] ? lot[a] < lot[b] : a < b;
        });
        for (std::size_t k = 0; k < rows.size(); ++k) rank[rows[k]] = k;
    }
    for (std::uint32_t row = 0; row < lists.choices.size(); ++row) {
        stop_if_asked();
        const ListedChoice& choice = lists.choices[row];
        if (round.named[choice.applicant] >= 0) continue;
        if (round.who.empty() || round.who.back() != choice.applicant) {
            round.first.back() = static_cast<std::uint32_t>(round.school.size());
            round.first.push_back(0);
            round.who.push_back(choice.applicant);
            round.lottery.push_back(
                draws.words(Stream::admissions_lottery, key_of(lists.applicants[choice.applicant]), Month(1))[0]);
        }
        round.school.push_back(choice.school);
        round.priority.push_back(rank[row]);
        round.entry.push_back(row);
        round.first.back() = static_cast<std::uint32_t>(round.school.size());
    }
}

/// Places of schools that admit by bands, shared in proportion to those who apply in each band (School Admissions Code
/// 1.25), largest remainders first.
void share_bands(const AdmissionLists& lists, Round& round) {
    const bool any = std::any_of(lists.schools.begin(), lists.schools.end(),
                                 [](const ListedSchool& s) { return s.uses(AdmissionCriterion::band); });
    if (!any) return;
    round.band.assign(round.school.size(), 0);
    round.band_first.push_back(0);
    std::vector<std::vector<std::size_t>> asking_of(lists.schools.size());  // entries of the round, by school
    for (std::size_t k = 0; k < round.school.size(); ++k) asking_of[round.school[k]].push_back(k);
    for (std::uint32_t s = 0; s < lists.schools.size(); ++s) {
        if (lists.schools[s].uses(AdmissionCriterion::band)) {
            stop_if_asked();
            std::vector<std::string> names;
            for (const std::size_t k : asking_of[s]) names.push_back(lists.choices[round.entry[k]].band);
            std::sort(names.begin(), names.end());
            names.erase(std::unique(names.begin(), names.end()), names.end());
            std::vector<std::int64_t> asking(names.size(), 0);
            const auto total = static_cast<std::int64_t>(asking_of[s].size());
            for (const std::size_t k : asking_of[s]) {
                const auto at = std::lower_bound(names.begin(), names.end(), lists.choices[round.entry[k]].band);
                round.band[k] = static_cast<std::uint32_t>(at - names.begin());
                ++asking[round.band[k]];
            }
            const std::size_t base = round.band_places.size();
            std::vector<std::pair<std::int64_t, std::size_t>> remainders;
            std::int64_t given = 0;
            for (std::size_t b = 0; b < names.size(); ++b) {
                const std::int64_t whole = asking[b] * round.places[s] / total;
                round.band_places.push_back(static_cast<std::int32_t>(whole));
                given += whole;
                remainders.emplace_back(-(asking[b] * round.places[s] % total), b);
            }
            std::sort(remainders.begin(), remainders.end());
            for (std::size_t k = 0; given < round.places[s] && k < remainders.size(); ++k, ++given)
                ++round.band_places[base + remainders[k].second];
        }
        round.band_first.push_back(static_cast<std::uint32_t>(round.band_places.size()));
    }
}

/// Offer of each applicant as a row of the lists' choices; -1 unplaced.
std::vector<std::int64_t> offered_rows(const AdmissionLists& lists, const Round& round,
                                       const std::vector<std::int32_t>& offers) {
    std::vector<std::int64_t> rows(round.named);
    rows.resize(lists.applicants.size(), -1);
    for (std::size_t i = 0; i < round.who.size(); ++i)
        if (offers[i] != unplaced)
            rows[round.who[i]] = round.entry[round.first[i] + static_cast<std::uint32_t>(offers[i])];
    return rows;
}

std::string_view criterion_of(const AdmissionLists& lists, const Round& round, std::int64_t row) {
    const ListedChoice& choice = lists.choices[static_cast<std::size_t>(row)];
    const ListedSchool& school = lists.schools[choice.school];
    if (round.named[choice.applicant] == row) return code(AdmissionCriterion::ehcp_named);
    const std::int32_t tier = round.tier[static_cast<std::size_t>(row)];
    if (tier != tie_tier) return code(school.criteria[static_cast<std::size_t>(tier)]);
    return code(school.uses(AdmissionCriterion::distance) ? AdmissionCriterion::distance : AdmissionCriterion::lottery);
}

/// How far the child lives from the school; empty where the list does not say.
std::string metres_text(const ListedChoice& choice) {
    constexpr double millimetres_a_metre = 1000;  // no list measures finer; a mile is 1609.344 m
    if (!choice.has_distance) return {};
    return fmt::format("{}", std::round(choice.distance_m * millimetres_a_metre) / millimetres_a_metre);
}

std::string offers_csv(const AdmissionLists& lists, const Round& round, const std::vector<std::int64_t>& rows) {
    std::string text = "applicant,school,preference,admitted_under\n";
    for (std::size_t a = 0; a < rows.size(); ++a) {
        stop_if_asked();
        text += csv_field(lists.applicants[a]);
        if (rows[a] < 0) {
            text += ",,,\n";
            continue;
        }
        const ListedChoice& choice = lists.choices[static_cast<std::size_t>(rows[a])];
        text += fmt::format(",{},{},{}\n", csv_field(lists.schools[choice.school].name), choice.preference,
                            criterion_of(lists, round, rows[a]));
    }
    return text;
}

std::string schools_csv(const AdmissionLists& lists, const Round& round, const std::vector<std::int64_t>& rows) {
    struct Totals {
        std::int32_t offers = 0, first_preferences = 0;
        std::int64_t last = -1;
        std::uint64_t last_priority = 0;
    };
    std::vector<Totals> totals(lists.schools.size());
    std::vector<std::uint64_t> priority(lists.choices.size(), 0);
    for (std::size_t k = 0; k < round.entry.size(); ++k) priority[round.entry[k]] = round.priority[k] + 1;
    // As the applicant ranked it: a second preference does not become a first when a row is left out.
    for (const ListedChoice& choice : lists.choices)
        if (choice.preference == 1) ++totals[choice.school].first_preferences;
    for (const std::int64_t row : rows) {
        if (row < 0) continue;
        Totals& t = totals[lists.choices[static_cast<std::size_t>(row)].school];
        ++t.offers;
        const std::uint64_t at = priority[static_cast<std::size_t>(row)];  // 0: named by a plan
        if (t.last < 0 || at > t.last_priority) t.last = row, t.last_priority = at;
    }
    std::string text = "school,places,offers,first_preferences,last_admitted_criterion,last_admitted_distance_m\n";
    for (std::size_t s = 0; s < totals.size(); ++s) {
        const Totals& t = totals[s];
        text += fmt::format("{},{},{},{},", csv_field(lists.schools[s].name), lists.schools[s].places, t.offers,
                            t.first_preferences);
        if (t.last >= 0) {
            const ListedChoice& choice = lists.choices[static_cast<std::size_t>(t.last)];
            text += criterion_of(lists, round, t.last);
            text += ',';
            text += metres_text(choice);
            text += '\n';
        } else {
            text += ",\n";
        }
    }
    return text;
}

/// Who waits for a school that it prefers to its offer, school by school in the order of priority: those above a child
/// and those who were offered the places are why it has none there (School Admissions Code 2.15: in order of the
/// criteria).
std::string waiting_lists_csv(const AdmissionLists& lists, const Round& round,
                              const std::vector<std::int32_t>& offers) {
    std::vector<std::vector<std::uint32_t>> waiting(lists.schools.size());
    for (std::size_t i = 0; i < round.who.size(); ++i) {
        const std::uint32_t end =
            offers[i] == unplaced ? round.first[i + 1] : round.first[i] + static_cast<std::uint32_t>(offers[i]);
        for (std::uint32_t k = round.first[i]; k < end; ++k) waiting[round.school[k]].push_back(k);
    }
    std::string text = "school,place_on_list,applicant,preference,criterion,distance_m\n";
    for (std::size_t s = 0; s < waiting.size(); ++s) {
        auto& list = waiting[s];
        std::sort(list.begin(), list.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return round.priority[a] < round.priority[b]; });
        for (std::size_t k = 0; k < list.size(); ++k) {
            stop_if_asked();
            const std::uint32_t row = round.entry[list[k]];
            const ListedChoice& choice = lists.choices[row];
            text += fmt::format("{},{},{},{},{},{}\n", csv_field(lists.schools[s].name), k + 1,
                                csv_field(lists.applicants[choice.applicant]), choice.preference,
                                criterion_of(lists, round, row), metres_text(choice));
        }
    }
    return text;
}

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

/// What each mechanism would do with the same lists and the same lots.
std::string comparison(const AdmissionLists& lists, const Round& round, const std::vector<Mechanism>& mechanisms) {
    std::string text = fmt::format("{:<24}{:>8}{:>8}{:>8}{:>8}{:>10}{:>12}{:>16}\n", "mechanism", "first", "second",
                                   "third", "lower", "unplaced", "envy pairs", "mean distance m");
    for (const Mechanism m : mechanisms) {
        const auto offers = allocate(m, round.problem(), round.lottery, stop_if_asked);
        const auto rows = offered_rows(lists, round, offers);
        std::array<std::int64_t, 4> rank{};
        std::int64_t none = 0, measured = 0;
        double metres = 0;
        for (const std::int64_t row : rows) {
            if (row < 0) {
                ++none;
                continue;
            }
            const ListedChoice& choice = lists.choices[static_cast<std::size_t>(row)];
            ++rank[static_cast<std::size_t>(std::min(choice.preference, 4) - 1)];
            if (choice.has_distance) metres += choice.distance_m, ++measured;
        }
        text += fmt::format("{:<24}{:>8}{:>8}{:>8}{:>8}{:>10}{:>12}{:>16}\n",
                            mechanism_labels[static_cast<std::size_t>(m)].code, rank[0], rank[1], rank[2], rank[3],
                            none, blocking_pairs(round.problem(), offers),
                            measured > 0 ? fmt::format("{:.0f}", metres / static_cast<double>(measured)) : "-");
    }
    return text +
           "envy pairs: an applicant and a school he prefers that has room or admitted somebody of lower "
           "priority (bands left out of account)\n";
}

}  // namespace

int run_admissions(const AdmissionsOptions& options, std::ostream& out, std::ostream& err) {
    const Mechanism mechanism = mechanism_named(options.mechanism, "--mechanism");
    std::vector<Mechanism> compared;
    for (std::size_t from = 0; !options.compare.empty() && from <= options.compare.size();) {
        const std::size_t end = std::min(options.compare.find(',', from), options.compare.size());
        compared.push_back(mechanism_named(options.compare.substr(from, end - from), "--compare"));
        from = end + 1;
    }
    const std::filesystem::path beside = options.out.parent_path() / "schools_out.csv";
    if (options.out.filename() == "schools_out.csv")
        throw InputError("--out is schools_out.csv, which is the name of the table of schools written beside it");
    std::error_code unknown;
    if (!options.force && std::filesystem::exists(beside, unknown) && !std::filesystem::exists(options.out, unknown))
        throw InputError(fmt::format(
            "'{}' exists already, the table of schools of another round; give each round a folder of its own (--out "
            "second/{}), or replace the table with --force",
            beside.string(), options.out.filename().string()));
    std::vector<std::filesystem::path> outputs{options.out, beside};
    if (!options.waiting_lists.empty()) {
        for (const std::filesystem::path& output : outputs)
            if (options.waiting_lists.lexically_normal() == output.lexically_normal())
                throw InputError(fmt::format("--waiting-lists is '{}', which is written already; choose another name",
                                             output.string()));
        outputs.push_back(options.waiting_lists);
    }
    for (const std::filesystem::path& output : outputs) {
        spare_inputs(output, {options.schools, options.applications});
        check_output_file(output, options.force);
    }
    const AdmissionLists lists =
        read_admission_lists(options.schools, options.applications, options.criteria, options.skip_bad_rows);
    if (const auto count = lists.left_out.count(); count > 0)
        err << fmt::format("{} row{} left out:\n{}\n", count, count == 1 ? "" : "s", lists.left_out.list("  "));
    const Draws draws(options.seed, 0);
    Round round;
    admit_named(lists, round);
    order_applicants(lists, draws, round);
    share_bands(lists, round);
    const auto offers = allocate(mechanism, round.problem(), round.lottery, stop_if_asked);
    const auto rows = offered_rows(lists, round, offers);
    const std::string offers_text = offers_csv(lists, round, rows);
    const std::string schools_text = schools_csv(lists, round, rows);
    const std::string compared_text = compared.empty() ? std::string() : comparison(lists, round, compared);
    stop_if_asked();
    std::vector<FileText> files{{options.out, offers_text}, {beside, schools_text}};
    const std::string waiting_text =
        options.waiting_lists.empty() ? std::string() : waiting_lists_csv(lists, round, offers);
    if (!options.waiting_lists.empty()) files.push_back({options.waiting_lists, waiting_text});
    write_files(files, options.force);
    if (!options.quiet)
        for (const std::string& note : lists.notes) err << "note: " << note << '\n';

    if (!options.quiet) {
        std::array<std::int64_t, 4> rank{};
        std::int64_t none = 0, named = 0;
        for (std::size_t a = 0; a < rows.size(); ++a) {
            if (rows[a] < 0)
                ++none;
            else
                ++rank[static_cast<std::size_t>(
                    std::min(lists.choices[static_cast<std::size_t>(rows[a])].preference, 4) - 1)];
            named += round.named[a] >= 0 ? 1 : 0;
        }
        const auto share = [&](std::int64_t n) {
            return 100.0 * static_cast<double>(n) / static_cast<double>(rows.size());
        };
        out << fmt::format(
            "{} applicants, {} schools, {}: first preference {} ({:.1f}%), second {}, third {}, lower {}, unplaced {}; "
            "{} by a plan that names the school\n",
            rows.size(), lists.schools.size(), mechanism_labels[static_cast<std::size_t>(mechanism)].code, rank[0],
            share(rank[0]), rank[1], rank[2], rank[3], none, named);
        out << vacancies(lists, rows, none);
    }
    out << compared_text << std::flush;
    // By standard error, as other commands name theirs: they are whole even where nothing more can be printed.
    if (!options.quiet) {
        std::string written;
        for (const std::filesystem::path& output : outputs) written += (written.empty() ? "" : ", ") + output.string();
        err << "Written: " << written << '\n';
    }
    return 0;
}

}  // namespace sendscape
