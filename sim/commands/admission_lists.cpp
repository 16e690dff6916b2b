// SPDX-License-Identifier: MIT
#include "sim/commands/admission_lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/school_catchments.h"
#include "maps/tables/text_encoding.h"
#include "sim/commands/admission_applications.h"
#include "sim/commands/admission_columns.h"
#include "sim/commands/admission_rows.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr AdmissionCriterion by_distance = AdmissionCriterion::distance;

/// The usual order, as far as the applications say what it needs.
CriteriaOrder usual_criteria(const ApplicationColumns& columns) {
    CriteriaOrder list;
    for (const AdmissionCriterion c : {AdmissionCriterion::looked_after, AdmissionCriterion::social_medical,
                                       AdmissionCriterion::sibling, by_distance})
        if (columns.tells(c)) list.emplace_back(c);
    return list;
}

/// InputError if the applications tell nothing of a criterion, or the criteria drop their distances without saying so.
void need_columns(const CsvTable& applications, const ApplicationColumns& columns, const CriteriaOrder& criteria,
                  const std::string& where) {
    bool tie_break = false;
    for (const CriterionStep step : criteria) {
        tie_break = tie_break || step.part() == CriterionPart::tie_break;
        for (const AdmissionCriterion c : step.criteria())
            if (row_of(c).column != ListColumn::none && !columns.tells(c))
                throw InputError(fmt::format(
                    "{} has no column '{}', which the criteria of {} need; its columns are {}{}",
                    applications.path().string(), code(c), where, fmt::join(applications.columns(), ", "),
                    c == AdmissionCriterion::nearest || c == by_distance ? " (or easting and northing in both lists)"
                    : c == AdmissionCriterion::catchment ? " (or easting and northing, with --catchments)"
                                                         : ""));
    }
    if (!tie_break && columns.tells(by_distance))
        throw InputError(
            fmt::format("criteria of {} end without a tie-break, and {} has distances: put distance_m last, or lottery "
                        "if lots shall "
                        "decide between equals (School Admissions Code 2021, 1.8)",
                        where, applications.path().string()));
}

/// Gives schools the catchments of a file, found by URN, or by the name the list has.
void draw_catchments(const std::filesystem::path& file, AdmissionLists& lists) {
    QualityTable quality;
    std::unordered_map<std::string, std::size_t> known;
    std::vector<std::string> names;
    for (std::size_t s = 0; s < lists.schools.size(); ++s) {
        known.emplace(lower_case(lists.schools[s].name), s);
        if (!lists.schools[s].urn.empty()) known.emplace(lists.schools[s].urn, s);
        names.push_back(lists.schools[s].name);
    }
    std::vector<std::string> strangers;
    std::map<std::size_t, DrawnSchool> drawn;
    for (DrawnSchool& one : read_school_catchments(file, quality, CatchmentsOf::urn_or_name)) {
        auto found = one.urn == 0 ? known.end() : known.find(fmt::format("{}", one.urn));
        if (found != known.end()) check_name(one, lists.schools[found->second].name, names, file);
        if (found == known.end()) found = known.find(lower_case(one.name));
        if (found == known.end()) {
            strangers.push_back(one.name.empty() ? fmt::format("{}", one.urn) : one.name);
            continue;
        }
        if (const auto before = drawn.find(found->second); before != drawn.end())  // here by URN, there by name
            join_catchments(before->second, one, file);
        else
            drawn.emplace(found->second, std::move(one));
    }
    for (const auto& [row, one] : drawn) {
        ListedSchool& school = lists.schools[row];
        if (!one.shape.crosses.empty())
            lists.notes.push_back(
                fmt::format("{}, feature {}: the catchment of '{}' crosses itself at {}, so that what lies inside is "
                            "uncertain; let a mapping program mend the shape",
                            file.string(), one.shape.feature, school.name, one.shape.crosses));
        school.catchment = one.shape;
    }
    constexpr std::size_t most_named = 5;
    std::string others;
    for (std::size_t i = 0; i < strangers.size() && i < most_named; ++i)
        others += fmt::format("{}'{}'", i == 0 ? "" : ", ", strangers[i]);
    if (drawn.empty())
        throw InputError(
            fmt::format("--catchments {}: no polygon is of a school in the list; they name {}, and the list "
                        "has '{}' ...; name schools as the list does, or by URN",
                        file.string(), others, lists.schools.front().name));
    lists.notes.push_back(
        fmt::format("{}: catchments of {} of {} schools are drawn; of the others the column 'catchment' "
                    "counts where there is one{}",
                    file.string(), drawn.size(), lists.schools.size(),
                    strangers.empty() ? ""
                                      : fmt::format("; {} polygon{} of no school in the list: {}{}", strangers.size(),
                                                    strangers.size() == 1 ? " is" : "s are", others,
                                                    strangers.size() > most_named ? " ..." : "")));
    const bool used = std::any_of(lists.schools.begin(), lists.schools.end(), [](const ListedSchool& school) {
        return school.catchment && school.uses(AdmissionCriterion::catchment);
    });
    if (!used)
        lists.notes.push_back(
            fmt::format("{}: the criteria of none of these schools ask for the catchment, so the polygons change "
                        "nothing; put catchment (or sibling+catchment) among the criteria",
                        file.string()));
}

/// Says of every catchment drawn and asked for in which none of the applicants lives.
void note_empty_catchments(const std::filesystem::path& file, AdmissionLists& lists) {
    for (const ListedSchool& school : lists.schools) {
        if (!school.catchment || !school.uses(AdmissionCriterion::catchment)) continue;
        const bool lived_in = std::any_of(lists.children.begin(), lists.children.end(), [&](const ListedChild& child) {
            return child.at && school.catchment->covers(static_cast<std::int32_t>(std::lround(child.at->x)),
                                                        static_cast<std::int32_t>(std::lround(child.at->y)));
        });
        if (!lived_in)
            lists.notes.push_back(fmt::format(
                "{}, feature {}: the catchment of '{}' holds the home of no applicant: is it drawn where it "
                "should be?",
                file.string(), school.catchment->feature, school.name));
    }
}

/// Reads the list of schools row by row.
class SchoolReader {
  public:
    SchoolReader(const CsvTable& table, const CsvTable& applications, const ApplicationColumns& told)
        : table_(table), applications_(applications), told_(told), columns_(find_school_columns(table)) {}

    void read(const CriteriaOrder& common, bool skip, AdmissionLists& lists) {
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
        school.urn = std::string(table_.cell(row, columns_.urn));
        std::string misplaced;
        school.at = read_place(table_, row, columns_.easting, columns_.northing, misplaced);
        if (!misplaced.empty()) return misplaced;
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

bool has_column(const ApplicationColumns& columns, AdmissionCriterion criterion) {
    ApplicationColumns written = columns;
    written.supplied = 0;
    return written.tells(criterion);
}

/// "A, B and C" of the columns that no school's criteria, or not those of schools without their own, use.
std::string unused(const ApplicationColumns& columns, const std::vector<ListedSchool>& schools, bool usual) {
    std::vector<std::string_view> names;
    for (const CriterionRow& row : admission_criteria()) {
        const auto c = static_cast<AdmissionCriterion>(&row - admission_criteria().data());
        if (row.part == CriterionPart::before_all || !has_column(columns, c)) continue;
        const bool counts = std::any_of(schools.begin(), schools.end(), [&](const ListedSchool& school) {
            return (!usual || !school.own_criteria) && school.uses(c);
        });
        if (!counts) names.push_back(code(c));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Says what the reader of the offers would not see from the lists.
void note(const CsvTable& schools, const CsvTable& applications, const ApplicationColumns& columns,
          const CriteriaOrder& common, bool usual, AdmissionLists& lists) {
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

double metres_between(const GridPlace& one, const GridPlace& other) {
    const double dx = one.x - other.x, dy = one.y - other.y;
    return std::sqrt(dx * dx + dy * dy);
}

bool ListedSchool::uses(AdmissionCriterion criterion) const {
    return std::any_of(criteria.begin(), criteria.end(), [&](CriterionStep step) { return step.holds(criterion); });
}

CriteriaOrder parse_criteria(const std::string& text, const std::string& where) {
    const std::vector<std::string> names = split_names(text);
    if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); }))
        throw InputError(fmt::format("criteria of {} hold an empty name in '{}'", where, text));
    return criteria_named(names, where, CriteriaReader::lists);
}

AdmissionLists read_admission_lists(const ListSources& sources, bool skip) {
    const CsvTable school_table = read_csv(sources.schools, {"school", "places", "criteria"});
    const CsvTable table = read_csv(sources.applications, {"applicant", "preference", "school"});
    refuse_exchanged(school_table, table);
    AdmissionLists lists;
    ApplicationColumns columns = find_application_columns(table);
    const bool schools_placed = find_school_columns(school_table).easting.has_value();
    if (columns.easting.has_value() != schools_placed && (schools_placed || sources.catchments.empty()))
        lists.notes.push_back(fmt::format("{} has easting and northing and {} has not: they tell no distance",
                                          (schools_placed ? school_table : table).path().string(),
                                          (schools_placed ? table : school_table).path().string()));
    if (columns.easting && schools_placed) {
        columns.supplied = CriterionStep(by_distance).bits;
        if (!columns.tells(AdmissionCriterion::nearest))
            columns.supplied |= CriterionStep(AdmissionCriterion::nearest).bits;
    }
    if (!sources.catchments.empty()) {
        if (!columns.easting)
            throw InputError(
                fmt::format("--catchments {}: {} has no columns easting and northing, which tell who lives "
                            "in a catchment",
                            sources.catchments.string(), table.path().string()));
        columns.supplied |= CriterionStep(AdmissionCriterion::catchment).bits;
    }
    if (!sources.map.empty()) {
        if (!columns.easting || !schools_placed)
            throw InputError(
                fmt::format("--map {}: walks need columns easting and northing of homes and of schools; {} "
                            "has none",
                            sources.map.string(), (columns.easting ? school_table : table).path().string()));
        if (columns.distance)
            throw InputError(
                fmt::format("--map {}: {} says how far children live in its column '{}'; take the column "
                            "out to have walks along the map's streets, or leave --map out",
                            sources.map.string(), table.path().string(), table.headings()[columns.distance->column]));
    }
    SchoolReader schools(school_table, table, columns);
    CriteriaOrder common;
    if (sources.criteria.empty()) {
        common = usual_criteria(columns);
    } else {
        const std::string option(sources.option);
        common = parse_criteria(sources.criteria, option);
        need_columns(table, columns, common, option);
    }
    schools.read(common, skip, lists);
    if (!sources.catchments.empty()) draw_catchments(sources.catchments, lists);
    read_applications(table, school_table, columns, sources.map, skip, lists);
    if (!sources.catchments.empty()) note_empty_catchments(sources.catchments, lists);
    note(school_table, table, columns, common, sources.criteria.empty(), lists);
    return lists;
}

}  // namespace sendscape
