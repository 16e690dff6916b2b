// SPDX-License-Identifier: MIT
#include "sim/commands/admission_lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "sim/commands/admission_child.h"
#include "sim/commands/admission_columns.h"
#include "sim/commands/admission_distance.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr AdmissionCriterion by_distance = AdmissionCriterion::distance;
constexpr std::size_t rows_between_stops = 4096;
constexpr std::int64_t largest_count = std::numeric_limits<std::int32_t>::max();

/// Faults of one list's rows.
class ListFaults {
  public:
    explicit ListFaults(const CsvTable& table) : table_(table), longer_(table.longer_rows().begin()) {}

    /// Whether the row has more cells than the heading, which is told: what it says is in doubt, a plan too.
    bool is_longer(std::size_t row) {
        if (longer_ == table_.longer_rows().end() || longer_->row != row) return false;
        shifted_.add(table_.place(row) + ": " + table_.words_for(*longer_++));
        return true;
    }
    /// `grave`: the row may not be left out, whatever is asked.
    void add(std::size_t row, const std::string& what, bool grave = false) {
        told_.add(table_.place(row) + ": " + what);
        if (grave) grave_.add(table_.place(row) + ": " + what);
    }
    [[nodiscard]] bool in_words() const { return told_.in_words(); }
    void settle(bool skip, RowFaults& left_out) {
        if (!shifted_.empty()) {
            shifted_.append(skip ? grave_ : told_);
            throw InputError(shifted_.list() +
                             (skip ? "\n(--skip-bad-rows leaves no such row out: it may be that of a child whose plan "
                                     "names the school)"
                                   : ""));
        }
        if (!skip && !told_.empty()) throw InputError(told_.list() + hint());
        // Without its row the child would be no applicant, and its place would go to another (School Admissions Code
        // 1.6: all children whose plans name a school must be admitted).
        if (!grave_.empty())
            throw InputError(
                grave_.list() +
                "\n(--skip-bad-rows never leaves out a row of a child whose plan names the school: mend it)");
        left_out.append(told_);
    }

  private:
    /// What --skip-bad-rows would do with these rows.
    [[nodiscard]] std::string hint() const {
        if (grave_.empty()) return "\n(--skip-bad-rows leaves such rows out)";
        if (grave_.count() == told_.count())
            return "\n(--skip-bad-rows leaves no such row out: the child's plan may name the school)";
        return "\n(--skip-bad-rows leaves such rows out, but not those of children whose plans may name the school:\n" +
               grave_.list("  ") + ")";
    }

    const CsvTable& table_;
    std::vector<LongerRow>::const_iterator longer_;
    RowFaults told_, grave_, shifted_;
};

/// The usual order, as far as the applications say what it needs.
std::vector<AdmissionCriterion> usual_criteria(const ApplicationColumns& columns) {
    std::vector<AdmissionCriterion> list;
    for (const AdmissionCriterion c : {AdmissionCriterion::looked_after, AdmissionCriterion::social_medical,
                                       AdmissionCriterion::sibling, by_distance})
        if (columns.tells(c)) list.push_back(c);
    return list;
}

void need_columns(const CsvTable& applications, const ApplicationColumns& columns,
                  const std::vector<AdmissionCriterion>& criteria, const std::string& where) {
    for (const AdmissionCriterion c : criteria)
        if (row_of(c).column != ListColumn::none && !columns.tells(c))
            throw InputError(fmt::format("{} has no column '{}', which the criteria of {} need; its columns are {}",
                                         applications.path().string(), code(c), where,
                                         fmt::join(applications.columns(), ", ")));
}

/// Reads the list of schools row by row.
class SchoolReader {
  public:
    SchoolReader(const CsvTable& table, const CsvTable& applications, const ApplicationColumns& told)
        : table_(table), applications_(applications), told_(told), columns_(find_school_columns(table)) {}

    void read(const std::vector<AdmissionCriterion>& common, bool skip, AdmissionLists& lists) {
        ListFaults faults(table_);
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (row % rows_between_stops == 0) stop_if_asked();
            if (faults.is_longer(row)) continue;
            ListedSchool school;
            school.criteria = common;
            if (const std::string fault = take(row, school); !fault.empty()) {
                faults.add(row, fault);
                continue;
            }
            seen_.emplace(school.name, table_.line(row));
            lists.schools.push_back(std::move(school));
        }
        faults.settle(skip, lists.left_out);
        if (lists.schools.empty()) throw InputError(table_.path().string() + " has no usable row");
    }

  private:
    std::string take(std::size_t row, ListedSchool& school) const {
        school.name = std::string(table_.cell(row, columns_.school));
        if (school.name.empty()) return "the school is blank; a name or number is needed";
        if (says_total(school.name))
            return fmt::format("'{}' looks like the sum of the rows above, not like a school; take the row out",
                               school.name);
        if (const auto before = seen_.find(school.name); before != seen_.end())
            return fmt::format("school '{}' is listed already in line {}", school.name, before->second);
        const std::string_view places = table_.cell(row, columns_.places);
        const auto count = parse_typed_whole(places);
        if (!count || *count < 0 || *count > largest_count)
            return fmt::format("places is '{}' for school '{}'; a whole number of 0 or more is needed{}", places,
                               school.name, count && *count > 0 ? fmt::format(", {} at most", largest_count) : "");
        school.places = static_cast<std::int32_t>(*count);
        const std::string own(table_.cell(row, columns_.criteria));
        if (own.empty()) return {};
        try {
            school.criteria = parse_criteria(own, "school '" + school.name + "'");
        } catch (const InputError& error) {
            return error.what();
        }
        school.own_criteria = true;
        need_columns(applications_, told_, school.criteria, "school '" + school.name + "'");
        return {};
    }

    const CsvTable& table_;
    const CsvTable& applications_;
    const ApplicationColumns& told_;
    SchoolColumns columns_;
    std::unordered_map<std::string, std::int64_t> seen_;
};

/// Reads the applications row by row, against the schools already read.
class ApplicationReader {
  public:
    ApplicationReader(const CsvTable& table, const CsvTable& school_table, const ApplicationColumns& columns,
                      AdmissionLists& lists)
        : table_(table),
          school_file_(school_table.name()),
          lists_(lists),
          columns_(columns),
          facts_(table, columns),
          faults_(table) {
        for (const FlagColumn& flag : columns_.flags)
            if (flag.criterion == AdmissionCriterion::ehcp_named) plan_ = flag;
        if (columns_.distance) distance_heading_ = table_.headings()[columns_.distance->column];
    }

    void read(bool skip) {
        for (std::uint32_t s = 0; s < lists_.schools.size(); ++s) {
            school_names_.push_back(lists_.schools[s].name);
            school_rows_.emplace(school_names_.back(), s);
        }
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (row % rows_between_stops == 0) stop_if_asked();
            if (faults_.is_longer(row)) continue;
            const std::string fault = take(row);
            if (fault.empty()) continue;
            if (const std::string sum = sum_in(row); !sum.empty()) {
                faults_.add(row, sum);
                continue;
            }
            faults_.add(row, fault, may_be_named(row));
            faulty_.insert(std::string(table_.cell(row, columns_.applicant)));
        }
        faults_.settle(skip, lists_.left_out);
        const std::string file = table_.path().string();
        for (auto& doubt : doubts_.notes(file, distance_heading_)) lists_.notes.push_back(std::move(doubt));
        for (auto& fact : facts_.notes()) lists_.notes.push_back(std::move(fact));
        note_gaps(file);
    }

  private:
    /// The preferences of an applicant.
    struct Ranks {
        std::int32_t highest, count;
        std::size_t row;  ///< its first
    };
    [[nodiscard]] bool may_be_named(std::size_t row) const {
        return plan_ && flag_answer(table_, row, *plan_).value_or(true);
    }

    /// What shows that the row holds sums and is no child's; empty: nothing. A row with the name of a child, or with a
    /// preference and a school, is a child's, whatever else stands in it.
    [[nodiscard]] std::string sum_in(std::size_t row) const {
        const std::string_view applicant = table_.cell(row, columns_.applicant);
        const std::string_view preference = table_.cell(row, columns_.preference);
        const std::string_view school = table_.cell(row, columns_.school);
        const auto open = [](std::string_view cell) { return cell.empty() || says_total(cell); };
        if (!open(applicant) || (!open(preference) && !open(school))) return {};
        for (std::size_t i = 0; i < table_.columns().size(); ++i)
            if (const std::string_view cell = table_.cell(row, i); says_total(cell))
                return fmt::format("'{}' looks like a row of sums, no application; leave it out", cell);
        if (!applicant.empty() || !preference.empty() || !school.empty()) return {};
        for (const FlagColumn& flag : columns_.flags)
            if (const auto count = parse_typed_whole(table_.cell(row, flag.column)); count && *count > 1)
                return fmt::format(
                    "without applicant, preference and school, and with {} '{}', it looks like a row of sums, no "
                    "application; leave it out",
                    code(flag.criterion), table_.cell(row, flag.column));
        return {};
    }

    /// Tells of children who have a third preference and no second: a row may be missing.
    void note_gaps(const std::string& file) {
        std::int64_t gaps = 0;
        std::string first;
        for (std::uint32_t a = 0; a < ranks_.size(); ++a) {
            if (ranks_[a].highest == ranks_[a].count || faulty_.contains(lists_.applicants[a])) continue;
            if (gaps++ > 0) continue;
            std::uint32_t missing = 1;
            while (preferences_seen_.contains(static_cast<std::uint64_t>(a) << 32 | missing)) ++missing;
            first = fmt::format("applicant '{}' (line {}) has a preference {} and no {}", lists_.applicants[a],
                                table_.line(ranks_[a].row), ranks_[a].highest, missing);
        }
        if (gaps > 0)
            lists_.notes.push_back(
                fmt::format("{}: {}{}; is a row missing? The preferences that are there count in "
                            "their order",
                            file, first, gaps > 1 ? fmt::format(", and {} more have such gaps", gaps - 1) : ""));
    }

    /// Adds the row's choice to the lists, or says what is wrong with it.
    std::string take(std::size_t row) {
        ListedChoice choice;
        const std::string applicant(table_.cell(row, columns_.applicant));
        if (applicant.empty()) return "the applicant is blank; a name or number is needed";
        const std::string_view preference = table_.cell(row, columns_.preference);
        const auto rank = parse_typed_whole(preference);
        if (!rank || *rank < 1 || *rank > largest_count)
            return fmt::format("preference is '{}'; a whole number of 1 or more is needed", preference);
        choice.preference = static_cast<std::int32_t>(*rank);
        const std::string school(table_.cell(row, columns_.school));
        const auto found = school_rows_.find(school);
        if (found == school_rows_.end()) {
            stop_if_asked();
            return fmt::format("school '{}' is not in {}{}", school, school_file_,
                               faults_.in_words() ? did_you_mean(school, school_names_) : "");
        }
        choice.school = found->second;
        if (const std::string fault = read_standing(row, choice); !fault.empty()) return fault;
        return add(std::move(choice), applicant, row);
    }

    /// What the row says of the child at the school: criteria met, distance, band. Returns the first fault.
    std::string read_standing(std::size_t row, ListedChoice& choice) {
        if (std::string fault = facts_.contradiction(row); !fault.empty()) return fault;
        for (const FlagColumn& flag : columns_.flags) {
            const auto yes = flag_answer(table_, facts_.speaking_row(row, flag.criterion), flag);
            if (!yes)
                return fmt::format("{} is '{}'; 1 or 0, yes or no, is needed{}", code(flag.criterion),
                                   table_.cell(row, flag.column),
                                   lower_case(table_.cell(row, flag.column)) == "x"
                                       ? " (x is yes only in a column of nothing but x and blanks)"
                                       : "");
            if (*yes) choice.meets |= 1u << static_cast<unsigned>(flag.criterion);
        }
        const ListedSchool& at = lists_.schools[choice.school];
        const bool plan = choice.meets_criterion(AdmissionCriterion::ehcp_named);
        const std::string_view distance =
            columns_.distance ? table_.cell(row, columns_.distance->column) : std::string_view{};
        if (!distance.empty()) {
            DistanceRead read = read_distance(distance, distance_heading_, columns_.distance->unit);
            if (!read.fault.empty()) return std::move(read.fault);
            choice.has_distance = true;
            choice.distance_m = read.metres;
            doubts_.look_at(distance, read, table_.line(row));
        } else if (at.uses(by_distance) && !plan) {
            return fmt::format("{} is blank, and school '{}' breaks ties by it", distance_heading_, at.name);
        }
        choice.band = std::string(table_.cell(facts_.speaking_row(row, AdmissionCriterion::band), columns_.band));
        if (choice.band.empty() && at.uses(AdmissionCriterion::band) && !plan)
            return fmt::format("band is blank, and school '{}' admits by bands", at.name);
        return {};
    }

    /// Adds a choice unless it contradicts one before it.
    std::string add(ListedChoice choice, const std::string& applicant, std::size_t row) {
        const auto [place, is_new] =
            applicant_rows_.emplace(applicant, static_cast<std::uint32_t>(lists_.applicants.size()));
        choice.applicant = place->second;
        const auto of_applicant = [&](std::uint32_t number) {
            return static_cast<std::uint64_t>(choice.applicant) << 32 | number;
        };
        if (!preferences_seen_.insert(of_applicant(static_cast<std::uint32_t>(choice.preference))).second)
            return fmt::format("applicant '{}' has preference {} already", applicant, choice.preference);
        if (!schools_seen_.insert(of_applicant(choice.school)).second)
            return fmt::format("applicant '{}' lists school '{}' already", applicant,
                               lists_.schools[choice.school].name);
        if (choice.meets_criterion(AdmissionCriterion::ehcp_named) && !named_.insert(choice.applicant).second)
            return fmt::format("applicant '{}' has a plan that names another school already; one is allowed",
                               applicant);
        if (is_new) {
            lists_.applicants.push_back(applicant);
            ranks_.push_back({0, 0, row});
        }
        Ranks& ranks = ranks_[choice.applicant];
        ranks.highest = std::max(ranks.highest, choice.preference);
        ++ranks.count;
        lists_.choices.push_back(std::move(choice));
        return {};
    }

    const CsvTable& table_;
    std::string school_file_;
    AdmissionLists& lists_;
    const ApplicationColumns& columns_;
    ChildFacts facts_;
    DistanceDoubts doubts_;
    std::optional<FlagColumn> plan_;
    std::string distance_heading_;
    std::vector<std::string> school_names_;
    std::unordered_map<std::string, std::uint32_t> school_rows_, applicant_rows_;
    std::unordered_set<std::uint64_t> preferences_seen_, schools_seen_;
    std::unordered_set<std::uint32_t> named_;
    std::vector<Ranks> ranks_;                ///< by applicant
    std::unordered_set<std::string> faulty_;  ///< applicants with a row left out
    ListFaults faults_;
};

/// "A, B and C" of the columns that no school's criteria, or not those of schools without their own, use.
std::string unused(const ApplicationColumns& columns, const std::vector<ListedSchool>& schools, bool usual) {
    std::vector<std::string_view> names;
    for (const CriterionRow& row : admission_criteria()) {
        const auto c = static_cast<AdmissionCriterion>(&row - admission_criteria().data());
        if (row.part == CriterionPart::before_all || !columns.tells(c)) continue;
        const bool counts = std::any_of(schools.begin(), schools.end(), [&](const ListedSchool& school) {
            return (!usual || !school.own_criteria) && school.uses(c);
        });
        if (!counts) names.push_back(code(c));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Says what the reader of the offers would not see from the lists.
void note(const CsvTable& schools, const CsvTable& applications, const ApplicationColumns& columns,
          const std::vector<AdmissionCriterion>& common, bool usual, AdmissionLists& lists) {
    for (const CsvTable* const table : {&schools, &applications})
        if (!table->above_heading().empty())
            lists.notes.push_back(fmt::format("{}: what stands above the heading in line {} is not read: '{}'{}",
                                              table->path().string(), table->heading_line(), table->above_heading()[0],
                                              table->above_heading().size() > 1 ? " ..." : ""));
    for (const FlagColumn& flag : columns.flags)
        if (flag.crosses)
            lists.notes.push_back(
                fmt::format("{}: x in column '{}' is read as yes", applications.path().string(), code(flag.criterion)));
    const auto without_own = std::count_if(lists.schools.begin(), lists.schools.end(),
                                           [](const ListedSchool& school) { return !school.own_criteria; });
    if (usual && without_own > 0) {
        if (const std::string left = unused(columns, lists.schools, true); !left.empty())
            lists.notes.push_back(fmt::format(
                "no --criteria: {} without criteria of {} own admit{} by {}; what the applications say of {} "
                "does not count there",
                without_own == 1 ? "1 school" : fmt::format("{} schools", without_own),
                without_own == 1 ? "its" : "their", without_own == 1 ? "s" : "",
                common.empty() ? "lottery" : criteria_words(common), left));
    } else if (const std::string left = unused(columns, lists.schools, false); !left.empty()) {
        lists.notes.push_back(fmt::format("{}: no school's criteria use {}: what is said of it does not count",
                                          applications.path().string(), left));
    }
}

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
    const CsvTable school_table = read_csv(schools_path, {"school", "places", "criteria"});
    const CsvTable table = read_csv(applications_path, {"applicant", "preference", "school"});
    refuse_exchanged(school_table, table);
    AdmissionLists lists;
    const ApplicationColumns columns = find_application_columns(table);
    SchoolReader schools(school_table, table, columns);
    std::vector<AdmissionCriterion> common;
    if (criteria.empty()) {
        common = usual_criteria(columns);
    } else {
        common = parse_criteria(criteria, "--criteria");
        need_columns(table, columns, common, "--criteria");
    }
    schools.read(common, skip, lists);
    ApplicationReader(table, school_table, columns, lists).read(skip);
    if (lists.choices.empty()) throw InputError(table.path().string() + " has no usable row");
    note(school_table, table, columns, common, criteria.empty(), lists);
    std::stable_sort(lists.choices.begin(), lists.choices.end(), [](const ListedChoice& a, const ListedChoice& b) {
        stop_if_asked();  // an atomic read: nothing beside the two cells compared
        return a.applicant != b.applicant ? a.applicant < b.applicant : a.preference < b.preference;
    });
    return lists;
}

}  // namespace sendscape
