// SPDX-License-Identifier: MIT
#include "sim/commands/admission_lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/csv_table.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr AdmissionCriterion by_distance = AdmissionCriterion::distance;

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Faults of rows, collected so that all are told at once.
class Faults {
  public:
    /// `grave`: the row may not be left out, whatever is asked.
    void add(const CsvTable& table, std::size_t row, const std::string& what, bool grave = false) {
        told_.push_back(table.place(row) + ": " + what);
        if (grave) grave_.push_back(told_.back());
    }
    void settle(bool skip, std::vector<std::string>& left_out) {
        if (!skip && !told_.empty()) throw InputError(list(told_) + "\n(--skip-bad-rows leaves such rows out)");
        // Without its row the child would be no applicant, and its place would go to another (School Admissions Code
        // 1.6: all children whose plans name a school must be admitted).
        if (!grave_.empty())
            throw InputError(
                list(grave_) +
                "\n(--skip-bad-rows never leaves out a row of a child whose plan names the school: mend it)");
        left_out.insert(left_out.end(), told_.begin(), told_.end());
        told_.clear();
    }

  private:
    static std::string list(const std::vector<std::string>& told) {
        constexpr std::size_t most = 20;
        std::string text;
        for (std::size_t i = 0; i < std::min(most, told.size()); ++i) text += (i > 0 ? "\n" : "") + told[i];
        if (told.size() > most) text += fmt::format("\n... and {} more", told.size() - most);
        return text;
    }

    std::vector<std::string> told_, grave_;
};

/// The usual order, as far as the applications say what it needs.
std::vector<AdmissionCriterion> usual_criteria(const CsvTable& applications) {
    std::vector<AdmissionCriterion> list;
    for (const AdmissionCriterion c : {AdmissionCriterion::looked_after, AdmissionCriterion::social_medical,
                                       AdmissionCriterion::sibling, by_distance})
        if (applications.has(code(c))) list.push_back(c);
    return list;
}

void need_columns(const CsvTable& applications, const std::vector<AdmissionCriterion>& criteria,
                  const std::string& where) {
    for (const AdmissionCriterion c : criteria)
        if (row_of(c).column != ListColumn::none && !applications.has(code(c)))
            throw InputError(fmt::format("{} has no column '{}', which the criteria of {} need; its columns are {}",
                                         applications.path().string(), code(c), where,
                                         fmt::join(applications.columns(), ", ")));
}

std::vector<ListedSchool> read_schools(const CsvTable& table, const CsvTable& applications, const std::string& criteria,
                                       bool skip, std::vector<std::string>& left_out) {
    std::vector<AdmissionCriterion> common;
    if (criteria.empty()) {
        common = usual_criteria(applications);
    } else {
        common = parse_criteria(criteria, "--criteria");
        need_columns(applications, common, "--criteria");
    }
    const std::size_t name_column = table.needed_column("school", {"school"});
    const std::size_t places_column = table.needed_column("places", {"places"});
    const auto criteria_column = table.column({"criteria"});
    std::vector<ListedSchool> schools;
    std::map<std::string, std::int64_t, std::less<>> seen;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        ListedSchool school;
        school.name = std::string(table.cell(row, name_column));
        const std::string_view places = table.cell(row, places_column);
        const auto count = number<std::int32_t>(places);
        if (school.name.empty()) {
            faults.add(table, row, "the school is blank; a name or number is needed");
            continue;
        }
        if (const auto before = seen.find(school.name); before != seen.end()) {
            faults.add(table, row,
                       fmt::format("school '{}' is listed already in line {}", school.name, before->second));
            continue;
        }
        if (!count || *count < 0) {
            faults.add(table, row,
                       fmt::format("places is '{}' for school '{}'; a whole number of 0 or more is needed", places,
                                   school.name));
            continue;
        }
        school.places = *count;
        school.criteria = common;
        const std::string own(table.cell(row, criteria_column));
        if (!own.empty()) {
            try {
                school.criteria = parse_criteria(own, "school '" + school.name + "'");
            } catch (const InputError& error) {
                faults.add(table, row, error.what());
                continue;
            }
            need_columns(applications, school.criteria, "school '" + school.name + "'");
        }
        seen.emplace(school.name, table.line(row));
        schools.push_back(std::move(school));
    }
    faults.settle(skip, left_out);
    if (schools.empty()) throw InputError(table.path().string() + " has no usable row");
    return schools;
}

/// Columns of the applications that hold 0 or 1.
std::vector<std::pair<AdmissionCriterion, std::size_t>> flag_columns(const CsvTable& table) {
    std::vector<std::pair<AdmissionCriterion, std::size_t>> columns;
    for (std::size_t c = 0; c < admission_criterion_count; ++c) {
        const auto criterion = static_cast<AdmissionCriterion>(c);
        if (row_of(criterion).column != ListColumn::flag) continue;
        if (const auto column = table.column({code(criterion)})) columns.emplace_back(criterion, *column);
    }
    return columns;
}

/// Reads the applications row by row, against the schools already read.
class ApplicationReader {
  public:
    ApplicationReader(const CsvTable& table, const CsvTable& school_table, AdmissionLists& lists)
        : table_(table),
          school_file_(school_table.name()),
          lists_(lists),
          applicant_column_(table.needed_column("applicant", {"applicant"})),
          preference_column_(table.needed_column("preference", {"preference"})),
          school_column_(table.needed_column("school", {"school"})),
          distance_column_(table.column({code(by_distance)})),
          band_column_(table.column({code(AdmissionCriterion::band)})),
          plan_column_(table.column({code(AdmissionCriterion::ehcp_named)})),
          flags_(flag_columns(table)) {}

    void read(bool skip) {
        for (std::uint32_t s = 0; s < lists_.schools.size(); ++s) {
            school_names_.push_back(lists_.schools[s].name);
            school_rows_.emplace(school_names_.back(), s);
        }
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const std::string_view plan_flag = table_.cell(row, plan_column_);
            const bool grave = !plan_flag.empty() && plan_flag != "0";
            if (const std::string fault = take(row); !fault.empty()) faults_.add(table_, row, fault, grave);
        }
        faults_.settle(skip, lists_.left_out);
    }

  private:
    /// Adds the row's choice to the lists, or says what is wrong with it.
    std::string take(std::size_t row) {
        ListedChoice choice;
        const std::string applicant(table_.cell(row, applicant_column_));
        if (applicant.empty()) return "the applicant is blank; a name or number is needed";
        const std::string_view preference = table_.cell(row, preference_column_);
        const auto rank = number<std::int32_t>(preference);
        if (!rank || *rank < 1)
            return fmt::format("preference is '{}'; a whole number of 1 or more is needed", preference);
        choice.preference = *rank;
        const std::string_view school = table_.cell(row, school_column_);
        const auto found = school_rows_.find(school);
        if (found == school_rows_.end())
            return fmt::format("school '{}' is not in {}{}", school, school_file_, did_you_mean(school, school_names_));
        choice.school = found->second;
        if (const std::string fault = read_standing(row, choice); !fault.empty()) return fault;
        return add(std::move(choice), applicant);
    }

    /// What the row says of the child at the school: criteria met, distance, band. Returns the first fault.
    std::string read_standing(std::size_t row, ListedChoice& choice) const {
        const ListedSchool& at = lists_.schools[choice.school];
        std::string fault;
        for (const auto& [criterion, column] : flags_) {
            const std::string_view flag = table_.cell(row, column);
            if (flag == "1")
                choice.meets |= 1u << static_cast<unsigned>(criterion);
            else if (!flag.empty() && flag != "0" && fault.empty())
                fault = fmt::format("{} is '{}'; 0 or 1 is needed", code(criterion), flag);
        }
        const bool plan = choice.meets_criterion(AdmissionCriterion::ehcp_named);
        if (const std::string_view distance = table_.cell(row, distance_column_); !distance.empty()) {
            const auto metres = number<double>(distance);
            if (!metres || !(*metres >= 0) || !std::isfinite(*metres)) {
                if (fault.empty())
                    fault = fmt::format("distance_m is '{}'; a number of metres, 0 or more, is needed", distance);
            } else {
                choice.has_distance = true;
                choice.distance_m = *metres;
            }
        } else if (at.uses(by_distance) && !plan && fault.empty()) {
            fault = fmt::format("distance_m is blank, and school '{}' breaks ties by it", at.name);
        }
        choice.band = std::string(table_.cell(row, band_column_));
        if (choice.band.empty() && at.uses(AdmissionCriterion::band) && !plan && fault.empty())
            fault = fmt::format("band is blank, and school '{}' admits by bands", at.name);
        return fault;
    }

    /// Adds a choice unless it contradicts one before it.
    std::string add(ListedChoice choice, const std::string& applicant) {
        const auto [place, is_new] =
            applicant_rows_.emplace(applicant, static_cast<std::uint32_t>(lists_.applicants.size()));
        choice.applicant = place->second;
        if (!preferences_seen_.emplace(choice.applicant, choice.preference).second)
            return fmt::format("applicant '{}' has preference {} already", applicant, choice.preference);
        if (!schools_seen_.emplace(choice.applicant, choice.school).second)
            return fmt::format("applicant '{}' lists school '{}' already", applicant,
                               lists_.schools[choice.school].name);
        if (choice.meets_criterion(AdmissionCriterion::ehcp_named) && !named_.insert(choice.applicant).second)
            return fmt::format("applicant '{}' has a plan that names another school already; one is allowed",
                               applicant);
        if (is_new) lists_.applicants.push_back(applicant);
        lists_.choices.push_back(std::move(choice));
        return {};
    }

    const CsvTable& table_;
    std::string school_file_;
    AdmissionLists& lists_;
    std::size_t applicant_column_, preference_column_, school_column_;
    std::optional<std::size_t> distance_column_, band_column_, plan_column_;
    std::vector<std::pair<AdmissionCriterion, std::size_t>> flags_;
    std::vector<std::string> school_names_;
    std::map<std::string, std::uint32_t, std::less<>> school_rows_, applicant_rows_;
    std::set<std::pair<std::uint32_t, std::int32_t>> preferences_seen_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> schools_seen_;
    std::set<std::uint32_t> named_;
    Faults faults_;
};

}  // namespace

bool ListedSchool::uses(AdmissionCriterion criterion) const {
    return std::find(criteria.begin(), criteria.end(), criterion) != criteria.end();
}

std::vector<AdmissionCriterion> parse_criteria(const std::string& text, const std::string& where) {
    const std::vector<std::string> names = split_names(text);
    if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); }))
        throw InputError(fmt::format("criteria of {} hold an empty name in '{}'", where, text));
    return criteria_named(names, where, CriteriaReader::lists);
}

AdmissionLists read_admission_lists(const std::filesystem::path& schools_path,
                                    const std::filesystem::path& applications_path, const std::string& criteria,
                                    bool skip) {
    const CsvTable school_table = read_csv(schools_path);
    const CsvTable table = read_csv(applications_path);
    school_table.refuse_repeated();
    table.refuse_repeated();
    AdmissionLists lists;
    ApplicationReader applications(table, school_table, lists);
    school_table.refuse_misspelt({{"criteria"}});
    for (const CriterionRow& row : admission_criteria()) table.refuse_misspelt({{row.label.code}});
    lists.schools = read_schools(school_table, table, criteria, skip, lists.left_out);
    applications.read(skip);
    if (lists.choices.empty()) throw InputError(table.path().string() + " has no usable row");
    std::stable_sort(lists.choices.begin(), lists.choices.end(), [](const ListedChoice& a, const ListedChoice& b) {
        return a.applicant != b.applicant ? a.applicant < b.applicant : a.preference < b.preference;
    });
    return lists;
}

}  // namespace sendscape
