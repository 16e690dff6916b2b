#include "sim/commands/admission_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "maps/tables/csv_table.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/label_codes.h"

namespace sendscape {
namespace {

constexpr AdmissionCriterion by_distance = AdmissionCriterion::distance, by_lot = AdmissionCriterion::lottery;

std::string_view code(AdmissionCriterion criterion) {
    return admission_criterion_labels[static_cast<std::size_t>(criterion)].code;
}

/// Criteria that a column of 0 and 1 tells.
bool is_flag(AdmissionCriterion c) { return c != by_distance && c != by_lot && c != AdmissionCriterion::band; }

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
        if (c != by_lot && !applications.has(code(c)))
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
        if (!is_flag(criterion)) continue;
        if (const auto column = table.column({code(criterion)})) columns.emplace_back(criterion, *column);
    }
    return columns;
}

}  // namespace

bool ListedSchool::uses(AdmissionCriterion criterion) const {
    return std::find(criteria.begin(), criteria.end(), criterion) != criteria.end();
}

std::vector<AdmissionCriterion> parse_criteria(const std::string& text, const std::string& where) {
    const std::vector<std::string> known = codes_of(admission_criterion_labels);
    std::vector<AdmissionCriterion> list;
    std::size_t from = 0;
    bool tie_break = false, lot = false;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(",;", from), text.size());
        std::string name = text.substr(from, end - from);
        name.erase(0, name.find_first_not_of(" \t"));
        name.erase(name.find_last_not_of(" \t") + 1);
        from = end + 1;
        if (name.empty()) throw InputError(fmt::format("criteria of {} hold an empty name in '{}'", where, text));
        const auto criterion = from_code<AdmissionCriterion>(admission_criterion_labels, name);
        if (!criterion) {
            throw InputError(fmt::format("criteria of {} name '{}', which is not one of {}{}", where, name,
                                         fmt::join(known, ", "), did_you_mean(name, known)));
        }
        if (std::find(list.begin(), list.end(), *criterion) != list.end())
            throw InputError(fmt::format("criteria of {} name '{}' twice", where, name));
        if ((tie_break && *criterion != by_lot) || lot)
            throw InputError(fmt::format("criteria of {} put '{}' after a tie-break; distance_m or lottery comes last",
                                         where, name));
        tie_break = tie_break || *criterion == by_distance || *criterion == by_lot;
        lot = *criterion == by_lot;
        list.push_back(*criterion);
    }
    list.erase(std::remove(list.begin(), list.end(), AdmissionCriterion::ehcp_named), list.end());
    return list;
}

AdmissionLists read_admission_lists(const std::filesystem::path& schools_path,
                                    const std::filesystem::path& applications_path, const std::string& criteria,
                                    bool skip) {
    const CsvTable school_table = read_csv(schools_path);
    const CsvTable table = read_csv(applications_path);
    school_table.refuse_repeated();
    table.refuse_repeated();
    const std::size_t applicant_column = table.needed_column("applicant", {"applicant"});
    const std::size_t preference_column = table.needed_column("preference", {"preference"});
    const std::size_t school_column = table.needed_column("school", {"school"});
    school_table.refuse_misspelt({{"criteria"}});
    for (const Label& label : admission_criterion_labels) table.refuse_misspelt({{label.code}});
    const auto distance_column = table.column({"distance_m"});
    const auto band_column = table.column({"band"});
    const auto plan_column = table.column({code(AdmissionCriterion::ehcp_named)});
    const auto flags = flag_columns(table);

    AdmissionLists lists;
    lists.schools = read_schools(school_table, table, criteria, skip, lists.left_out);
    std::vector<std::string> names;
    std::map<std::string, std::uint32_t, std::less<>> school_rows, applicant_rows;
    for (std::uint32_t s = 0; s < lists.schools.size(); ++s) {
        names.push_back(lists.schools[s].name);
        school_rows.emplace(names.back(), s);
    }
    std::set<std::pair<std::uint32_t, std::int32_t>> preferences_seen;
    std::set<std::pair<std::uint32_t, std::uint32_t>> schools_seen;
    std::set<std::uint32_t> named;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        ListedChoice choice;
        const std::string_view plan_flag = table.cell(row, plan_column);
        const bool grave = !plan_flag.empty() && plan_flag != "0";
        const std::string applicant(table.cell(row, applicant_column));
        if (applicant.empty()) {
            faults.add(table, row, "the applicant is blank; a name or number is needed", grave);
            continue;
        }
        const std::string_view preference = table.cell(row, preference_column);
        const auto rank = number<std::int32_t>(preference);
        if (!rank || *rank < 1) {
            faults.add(table, row, fmt::format("preference is '{}'; a whole number of 1 or more is needed", preference),
                       grave);
            continue;
        }
        choice.preference = *rank;
        const std::string_view school = table.cell(row, school_column);
        const auto found = school_rows.find(school);
        if (found == school_rows.end()) {
            faults.add(
                table, row,
                fmt::format("school '{}' is not in {}{}", school, school_table.name(), did_you_mean(school, names)),
                grave);
            continue;
        }
        choice.school = found->second;
        const ListedSchool& at = lists.schools[choice.school];
        std::string fault;
        for (const auto& [criterion, column] : flags) {
            const std::string_view flag = table.cell(row, column);
            if (flag == "1")
                choice.meets = static_cast<std::uint16_t>(choice.meets | 1u << static_cast<unsigned>(criterion));
            else if (!flag.empty() && flag != "0" && fault.empty())
                fault = fmt::format("{} is '{}'; 0 or 1 is needed", code(criterion), flag);
        }
        const bool plan = choice.meets_criterion(AdmissionCriterion::ehcp_named);
        if (const std::string_view distance = table.cell(row, distance_column); !distance.empty()) {
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
        choice.band = std::string(table.cell(row, band_column));
        if (choice.band.empty() && at.uses(AdmissionCriterion::band) && !plan && fault.empty())
            fault = fmt::format("band is blank, and school '{}' admits by bands", at.name);
        if (!fault.empty()) {
            faults.add(table, row, fault, grave);
            continue;
        }
        const auto [place, is_new] =
            applicant_rows.emplace(applicant, static_cast<std::uint32_t>(lists.applicants.size()));
        choice.applicant = place->second;
        if (!preferences_seen.emplace(choice.applicant, choice.preference).second) {
            faults.add(table, row, fmt::format("applicant '{}' has preference {} already", applicant, *rank), grave);
            continue;
        }
        if (!schools_seen.emplace(choice.applicant, choice.school).second) {
            faults.add(table, row, fmt::format("applicant '{}' lists school '{}' already", applicant, at.name), grave);
            continue;
        }
        if (plan && !named.insert(choice.applicant).second) {
            faults.add(
                table, row,
                fmt::format("applicant '{}' has a plan that names another school already; one is allowed", applicant),
                grave);
            continue;
        }
        if (is_new) lists.applicants.push_back(applicant);
        lists.choices.push_back(std::move(choice));
    }
    faults.settle(skip, lists.left_out);
    if (lists.choices.empty()) throw InputError(table.path().string() + " has no usable row");
    std::stable_sort(lists.choices.begin(), lists.choices.end(), [](const ListedChoice& a, const ListedChoice& b) {
        return a.applicant != b.applicant ? a.applicant < b.applicant : a.preference < b.preference;
    });
    return lists;
}

}  // namespace sendscape
