// SPDX-License-Identifier: MIT
#include "sim/commands/admission_applications.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"
#include "sim/commands/admission_child.h"
#include "sim/commands/admission_distance.h"
#include "sim/commands/admission_rows.h"
#include "sim/commands/admission_walks.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// What rows say of children themselves: of each the first that says it.
class ChildDetails {
  public:
    ChildDetails(const CsvTable& table, const ApplicationColumns& columns) : table_(table), columns_(columns) {
        if (!columns.easting && !columns.sen_support && !columns.imd_decile) return;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (row % rows_between_stops == 0) stop_if_asked();
            std::string fault;
            const ListedChild said = read(row, fault);
            if (!fault.empty()) continue;
            ListedChild& child = children_[table.cell(row, columns.applicant)];
            if (!child.at) child.at = said.at;
            if (!child.sen_support) child.sen_support = said.sen_support;
            if (!child.imd_decile) child.imd_decile = said.imd_decile;
        }
    }

    [[nodiscard]] std::vector<GridPlace> homes() const {
        std::vector<GridPlace> places;
        for (const auto& [name, child] : children_)
            if (child.at) places.push_back(*child.at);
        return places;
    }
    [[nodiscard]] ListedChild of(std::string_view applicant) const {
        const auto found = children_.find(applicant);
        return found == children_.end() ? ListedChild{} : found->second;
    }
    /// What is wrong with a row, or contradicts another of the child; empty: nothing.
    [[nodiscard]] std::string fault(std::size_t row) const {
        if (children_.empty()) return {};
        std::string fault;
        const ListedChild said = read(row, fault);
        if (!fault.empty()) return fault;
        const std::string_view name = table_.cell(row, columns_.applicant);
        const ListedChild child = of(name);
        const std::string_view what = said.at && said.at != child.at ? "easting and northing"
                                      : said.sen_support && said.sen_support != child.sen_support ? "sen_support"
                                      : said.imd_decile && said.imd_decile != child.imd_decile    ? "imd_decile"
                                                                                                  : "";
        if (what.empty()) return {};
        return fmt::format(
            "{} of applicant '{}' are not those of another of its rows: a fact of the child must be the "
            "same in all",
            what, name);
    }

  private:
    [[nodiscard]] ListedChild read(std::size_t row, std::string& fault) const {
        ListedChild child;
        child.at = read_place(table_, row, columns_.easting, columns_.northing, fault);
        if (columns_.sen_support && !table_.cell(row, columns_.sen_support->column).empty()) {
            child.sen_support = flag_answer(table_, row, *columns_.sen_support);
            if (!child.sen_support)
                fault = fmt::format("sen_support is '{}'; 1 or 0, yes or no, is needed",
                                    table_.cell(row, columns_.sen_support->column));
        }
        constexpr std::int64_t deciles = 10;
        if (const std::string_view cell = table_.cell(row, columns_.imd_decile); !cell.empty()) {
            const auto decile = parse_typed_whole(cell);
            if (decile && *decile >= 1 && *decile <= deciles)
                child.imd_decile = static_cast<int>(*decile);
            else
                fault = fmt::format("imd_decile is '{}'; 1 (most deprived) to 10 is needed", cell);
        }
        return child;
    }

    const CsvTable& table_;
    const ApplicationColumns& columns_;
    std::unordered_map<std::string_view, ListedChild> children_;
};

/// "1" of "1st": the number of an ordinal, or what was given.
std::string_view without_ordinal(std::string_view cell) {
    constexpr std::size_t ending = 2;
    if (cell.size() <= ending || cell[cell.size() - ending - 1] < '0' || cell[cell.size() - ending - 1] > '9')
        return cell;
    const std::string last = lower_case(cell.substr(cell.size() - ending));
    const bool ordinal = last == "st" || last == "nd" || last == "rd" || last == "th";
    return ordinal ? cell.substr(0, cell.size() - ending) : cell;
}

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
          details_(table, columns),
          faults_(table) {
        for (const FlagColumn& flag : columns_.flags)
            if (flag.criterion == AdmissionCriterion::ehcp_named) plan_ = flag;
        if (columns_.distance) distance_heading_ = table_.headings()[columns_.distance->column];
    }

    /// Measures by walks along the streets of a map, rather than in straight lines.
    void walk(const std::filesystem::path& map) {
        walks_.emplace(map, details_.homes(), lists_.schools);
        lists_.notes.push_back(walks_->words());
    }

    void read(bool skip) {
        preferences_seen_.reserve(table_.rows());
        schools_seen_.reserve(table_.rows());
        for (std::uint32_t s = 0; s < lists_.schools.size(); ++s) {
            school_names_.push_back(lists_.schools[s].name);
            school_rows_.emplace(school_names_.back(), s);
            seek_nearest_ = seek_nearest_ || lists_.schools[s].uses(AdmissionCriterion::nearest);
        }
        seek_nearest_ = seek_nearest_ && CriterionStep(AdmissionCriterion::nearest).met_by(columns_.supplied);
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
        note_left_out(file);
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
    /// Children of whom no row is left take no part; that is told by name, since nobody misses them in the results.
    void note_left_out(const std::string& file) {
        constexpr std::size_t most_named = 10;
        std::vector<std::string> lost;
        for (const std::string& applicant : faulty_)
            if (!applicant.empty() && !applicant_rows_.contains(applicant)) lost.push_back(applicant);
        if (lost.empty()) return;
        std::sort(lost.begin(), lost.end());
        const std::size_t named = std::min(lost.size(), most_named);
        std::string names;
        for (std::size_t i = 0; i < named; ++i) names += (i > 0 ? ", '" : "'") + lost[i] + "'";
        lists_.notes.push_back(
            fmt::format("{}: no row is left of {} applicant{}, who {} no part in the round: {}{}", file, lost.size(),
                        lost.size() == 1 ? "" : "s", lost.size() == 1 ? "takes" : "take", names,
                        lost.size() > named ? fmt::format(" and {} more", lost.size() - named) : ""));
    }

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
        const auto rank = parse_typed_whole(without_ordinal(preference));
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
        if (std::string fault = read_standing(row, choice); !fault.empty()) return fault;
        return add(std::move(choice), applicant, row);
    }

    /// What the row says of the child at the school: criteria met, distance, band. Returns the first fault.
    std::string read_standing(std::size_t row, ListedChoice& choice) {
        if (std::string fault = facts_.contradiction(row); !fault.empty()) return fault;
        if (std::string fault = details_.fault(row); !fault.empty()) return fault;
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
        if (std::string fault = look_at_places(row, at, choice); !fault.empty()) return fault;
        const std::string_view distance =
            columns_.distance ? table_.cell(row, columns_.distance->column) : std::string_view{};
        if (!distance.empty()) {
            DistanceRead read = read_distance(distance, distance_heading_, columns_.distance->unit);
            if (!read.fault.empty()) return std::move(read.fault);
            choice.has_distance = true;
            choice.distance_m = read.metres;
            doubts_.look_at(distance, read, table_.line(row));
        } else if (at.uses(AdmissionCriterion::distance) && !plan && !choice.has_distance) {
            return columns_.distance
                       ? fmt::format("{} is blank, and school '{}' breaks ties by it", distance_heading_, at.name)
                       : fmt::format("the place of {} is not given, and school '{}' breaks ties by distance",
                                     at.at ? "the home" : "the school", at.name);
        }
        choice.band = std::string(table_.cell(facts_.speaking_row(row, AdmissionCriterion::band), columns_.band));
        if (choice.band.empty() && at.uses(AdmissionCriterion::band) && !plan)
            return fmt::format("band is blank, and school '{}' admits by bands", at.name);
        return {};
    }

    [[nodiscard]] double metres_to(const GridPlace& home, std::size_t school) const {
        return walks_ ? walks_->metres(home, school) : metres_between(home, *lists_.schools[school].at);
    }

    /// What the places of home and school tell: distance, drawn catchment, nearest school. Returns the first fault.
    std::string look_at_places(std::size_t row, const ListedSchool& at, ListedChoice& choice) {
        if (columns_.supplied == 0) return {};
        const auto set = [&](AdmissionCriterion criterion, bool meets) {
            const std::uint32_t bit = CriterionStep(criterion).bits;
            choice.meets = meets ? choice.meets | bit : choice.meets & ~bit;
        };
        const std::optional<GridPlace> home = details_.of(table_.cell(row, columns_.applicant)).at;
        if (home && at.at) {
            choice.has_distance = true;
            choice.distance_m = metres_to(*home, choice.school);
        }
        if (at.catchment && at.uses(AdmissionCriterion::catchment)) {
            if (!home)
                return fmt::format("easting and northing are blank, and the catchment of school '{}' is drawn",
                                   at.name);
            set(AdmissionCriterion::catchment, at.catchment->covers(static_cast<std::int32_t>(std::lround(home->x)),
                                                                    static_cast<std::int32_t>(std::lround(home->y))));
        }
        if (seek_nearest_ && at.uses(AdmissionCriterion::nearest)) {
            if (!home)
                return fmt::format("easting and northing are blank, and school '{}' asks for the nearest school",
                                   at.name);
            bool nearest = at.at.has_value();
            for (std::size_t other = 0; nearest && other < lists_.schools.size(); ++other)
                if (lists_.schools[other].at && metres_to(*home, other) < choice.distance_m) nearest = false;
            set(AdmissionCriterion::nearest, nearest);
        }
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
            lists_.children.push_back(details_.of(applicant));
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
    ChildDetails details_;
    std::optional<AdmissionWalks> walks_;
    bool seek_nearest_ = false;  ///< some school asks for it and no column tells
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

}  // namespace

void read_applications(const CsvTable& table, const CsvTable& schools, const ApplicationColumns& columns,
                       const std::filesystem::path& map, bool skip_bad_rows, AdmissionLists& lists) {
    ApplicationReader reader(table, schools, columns, lists);
    if (!map.empty()) reader.walk(map);
    reader.read(skip_bad_rows);
    if (lists.choices.empty()) throw InputError(table.path().string() + " has no usable row");
    std::stable_sort(lists.choices.begin(), lists.choices.end(), [](const ListedChoice& a, const ListedChoice& b) {
        stop_if_asked();  // an atomic read: nothing beside the two cells compared
        return a.applicant != b.applicant ? a.applicant < b.applicant : a.preference < b.preference;
    });
}

}  // namespace sendscape
