// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/table_layout.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::string_view a_caseload = "plans maintained in January (a caseload)";
constexpr std::string_view sen2_reads =
    "--sen2 reads the caseload of the same release: 'EHC plans as at January each year' (columns ehcplans and one "
    "for "
    "each placement) or the caseload by age or by establishment of 2024 and before";
constexpr std::size_t plan_rows_between_stops = 8192;

struct Sums {
    int age_year = 0, setting_year = 0, total_year = 0;
    std::size_t total_row = 0;  ///< of the table, that gave the total
    PlansMaintained plans;

    [[nodiscard]] bool is_empty() const { return total_year == 0 && age_year == 0 && setting_year == 0; }
    void give_total(int year, std::int32_t count, const CsvTable& table, std::size_t row) {
        if (year < total_year) return;
        if (year == total_year && count != plans.total)
            throw InputError(
                fmt::format("{}: {} plans in all in January {}, but line {} gives the same authority {}; "
                            "take out the row that is not meant",
                            table.place(row), count, year, table.line(total_row), plans.total));
        total_year = year;
        total_row = row;
        plans.total = count;
    }
    void add_of_setting(int year, SettingGroup group, std::int32_t count) {
        if (year < setting_year) return;
        if (year > setting_year) plans.by_setting = {};
        setting_year = year;
        plans.by_setting[static_cast<std::size_t>(group)] += count;
    }
    void add_of_age(int year, std::size_t band, std::int32_t count) {
        if (year < age_year) return;
        if (year > age_year) plans.by_age_band = {};
        age_year = year;
        plans.by_age_band[band] += count;
    }
};

/// Where a table names the authority of a row. Old and new codes have changed places between releases: whichever holds
/// a code that is known is taken.
class AuthorityColumns {
  public:
    explicit AuthorityColumns(const CsvTable& table) : table_(table), name_(table.column({"la_name"})) {
        for (const char* key : {"old_la_code", "new_la_code", "la_code"})
            if (const auto column = table.column({key})) codes_.push_back(*column);
    }
    [[nodiscard]] const EnglishAuthority* of(std::size_t row) const {
        for (const std::size_t column : codes_)
            if (const auto* found = authority_of_code(table_.cell(row, column))) return found;
        // The name of an ended authority may be a live one's (Dorset): its code decides.
        for (const std::size_t column : codes_)
            if (ended_authority(table_.cell(row, column))) return nullptr;
        return authority_of_name(table_.cell(row, name_));
    }
    [[nodiscard]] const EndedAuthority* ended(std::size_t row) const {
        for (const std::size_t column : codes_)
            if (const auto* found = ended_authority(table_.cell(row, column))) return found;
        return ended_authority(table_.cell(row, name_));
    }
    [[nodiscard]] std::string_view name(std::size_t row) const { return table_.cell(row, name_); }

  private:
    const CsvTable& table_;
    std::vector<std::size_t> codes_;
    std::optional<std::size_t> name_;
};

/// A number of plans. InputError for one that no authority can have.
std::optional<std::int32_t> plans_in(const CsvTable& table, std::size_t row, std::optional<std::size_t> column) {
    const std::string_view cell = table.cell(row, column);
    if (is_beyond_counting(cell))
        throw InputError(fmt::format("{}: {} plans in column '{}' are more than any authority has", table.place(row),
                                     cell, table.headings()[*column]));
    return parse_count(cell);
}

std::optional<std::size_t> age_band_of(std::string_view words) {
    const std::string text = lower_case(words);
    if (text.find("under 5") != std::string::npos) return 0;
    if (text.find("5 to 10") != std::string::npos || text.find("5-10") != std::string::npos) return 1;
    if (text.find("11 to 15") != std::string::npos || text.find("11-15") != std::string::npos) return 2;
    if (text.find("16 to 19") != std::string::npos || text.find("16-19") != std::string::npos) return 3;
    if (text.find("20 to 25") != std::string::npos || text.find("20-25") != std::string::npos) return 4;
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    if (digits.empty() || digits.size() > 2) return std::nullopt;
    const int age = std::stoi(digits);
    return age < 5 ? 0u : age < 11 ? 1u : age < 16 ? 2u : age < 20 ? 3u : 4u;
}

/// The published placements of the 2022 layout, and the columns since 2023, as the groups of this project.
std::optional<SettingGroup> group_of_placement(std::string_view words) {
    const std::string t = lower_case(words);
    const auto has = [&](const char* part) { return t.find(part) != std::string::npos; };
    if (t == "total" || t.ends_with("_pc") || t.ends_with("_total") || has("awaiting provision - total"))
        return std::nullopt;
    if (has("early years") || has("nm_early_years")) return SettingGroup::early_years;
    if (t.starts_with("mainstream"))
        return has("resourced") || has("sen unit") || has("senunit") ? SettingGroup::base : SettingGroup::mainstream;
    if (t.starts_with("special -") || (t.starts_with("special_") && !has("post")))
        return has("independent") || has("non-maintained") || has("non_maintained") ? SettingGroup::independent_special
                                                                                    : SettingGroup::state_special;
    if (t.starts_with("ap/pru") || t.starts_with("ap_pru") || has("hospital"))
        return SettingGroup::alternative_provision;
    if (has("fe and tertiary") || has("fe_tertiary") || t == "other fe" || has("sixth form college") ||
        has("specialist post") || has("specialist_post") || has("ukrlp") || has("independent specialist"))
        return SettingGroup::further_education;
    if (has("elective") || has("arrangements by parents") || has("arrangements_parents"))
        return SettingGroup::home_education;
    if (has("arrangements") || has("online_provider")) return SettingGroup::eotas;
    if (t == "neet" || t == "neet_ntci" || t == "neet_other" || has("above compulsory school age and not"))
        return SettingGroup::neet;
    if (has("awaiting provision") || has("neet_other_csa") || has("permanently excluded") || has("perm_ex") ||
        t == "other" || has("other_schools") || has("other_placement") || has("placement_unknown"))
        return SettingGroup::no_setting;
    return std::nullopt;
}

/// The rows of a table that say how many plans there are of what, and those that say it twice or not at all.
class PlanRows {
  public:
    PlanRows(const CsvTable& table, QualityTable& quality) : table_(table), quality_(quality), authorities_(table) {}

    /// Whether a row is the first of its authority, January and characteristic. A later one with the same numbers is
    /// counted; InputError naming both where they differ.
    bool is_first(std::size_t row, int year, const EnglishAuthority& authority, std::string_view characteristic,
                  const std::vector<std::size_t>& numbers) {
        const auto [found, first] = rows_.emplace(fmt::format("{} {} {}", authority.code, year, characteristic), row);
        if (first) return true;
        for (const std::size_t column : numbers)
            if (parse_count(table_.cell(row, column)) != parse_count(table_.cell(found->second, column)))
                throw InputError(fmt::format(
                    "{}: '{}' in column '{}' for {} in January {}, but line {} gives the same plans as '{}'; take out "
                    "the row that is not meant",
                    table_.place(row), table_.cell(row, column), table_.headings()[column], authority.name, year,
                    table_.line(found->second), table_.cell(found->second, column)));
        quality_.count(table_.name(), Oddity::plans_again, "the first row is kept",
                       fmt::format("line {} as line {}", table_.line(row), table_.line(found->second)));
        return false;
    }
    void without_number(std::size_t row, std::size_t column) {
        tell(row, fmt::format("without a number in column '{}'", table_.headings()[column]), "read as not given",
             fmt::format("'{}'", table_.cell(row, column)));
    }
    void unknown_label(std::size_t row, std::size_t column, std::string_view rule) {
        tell(row, fmt::format("whose '{}' is not known", table_.headings()[column]), rule,
             fmt::format("'{}'", table_.cell(row, column)));
    }
    /// A row of an authority that is none now.
    void of_none(std::size_t row) {
        const auto* ended = authorities_.ended(row);
        if (!ended) {
            quality_.count(table_.name(), Oddity::authority_gone, "row dropped", authorities_.name(row));
        } else {
            const bool split = !ended->successors[1].empty();
            quality_.count(table_.name(), {Oddity::authority_gone, ended->gss},
                           fmt::format("row dropped: {} ended in {}, and its figures {} {}", ended->name, ended->ended,
                                       split ? "cannot be shared between its successors," : "are only part of those of",
                                       successors_of(*ended)),
                           ended->name);
        }
        note(row, fmt::format("is of '{}', which is no local authority now", authorities_.name(row)));
    }
    void of_no_authority(std::size_t row, std::size_t column) {
        note(row, fmt::format("has '{}' in column '{}' and is of no local authority", table_.cell(row, column),
                              table_.headings()[column]));
    }
    /// InputError with the first row that was of no use, for a table none of whose rows was.
    [[noreturn]] void refuse() const {
        throw InputError(
            fmt::format("{}: no usable row: none gives an English local authority, a period and a number "
                        "of plans in all, of an age or in a placement{}; {}",
                        table_.path().string(), first_ ? "; " + *first_ : std::string(), sen2_reads));
    }
    [[nodiscard]] const EnglishAuthority* authority(std::size_t row) const { return authorities_.of(row); }
    void note(std::size_t row, std::string_view why) {
        if (!first_) first_ = fmt::format("line {} {}", table_.line(row), why);
    }

  private:
    void tell(std::size_t row, const std::string& about, std::string_view rule, const std::string& cell) {
        quality_.count(table_.name(), {Oddity::plans_unread, about}, rule,
                       fmt::format("line {} ({}): {}", table_.line(row), authorities_.name(row), cell));
        note(row, fmt::format("({}) is one {}: {}", authorities_.name(row), about, cell));
    }

    const CsvTable& table_;
    QualityTable& quality_;
    AuthorityColumns authorities_;
    std::map<std::string, std::size_t> rows_;  ///< the first of each authority, January and characteristic
    std::optional<std::string> first_;         ///< the first row that was of no use, and why
};

/// Calls body(row, January's year, the authority, its sums) for each row of an authority that is.
template <class Body>
void for_each_authority(const CsvTable& table, std::map<std::string, Sums>& sums, PlanRows& rows, Body&& body) {
    const auto period = table.needed_column("the period", {"time_period"});
    const auto kind = table.column({"ehcp_or_statement"});
    const auto level = table.column({"geographic_level"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % plan_rows_between_stops == 0) stop_if_asked();
        if (lower_case(table.cell(row, level)) != "local authority") {
            if (level) rows.of_no_authority(row, *level);
            continue;
        }
        if (kind && lower_case(table.cell(row, *kind)) != "total") continue;
        const auto year = january_of_period(table.cell(row, period));
        if (!year)
            rows.unknown_label(row, period, "row dropped");
        else if (const auto* authority = rows.authority(row))
            body(row, *year, *authority, sums[std::string(authority->code)]);
        else
            rows.of_none(row);
    }
}

/// InputError if some column splits an authority's rows besides age, place and whether plan or statement: each would be
/// added to the next.
void refuse_other_filters(const CsvTable& table) {
    for (const std::string_view key : {"sex", "gender", "ethnicity", "ethnic_group", "characteristic_sex", "weeks",
                                       "primary_need", "sen_primary_need", "characteristic_gender"})
        if (const auto column = table.column({key}))
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const std::string cell = lower_case(table.cell(row, *column));
                if (cell != "total" && cell != "all" && !cell.empty())
                    throw InputError(fmt::format("{}: column '{}' ('{}') splits the plans further; {}",
                                                 table.place(row), table.headings()[*column], table.cell(row, *column),
                                                 sen2_reads));
            }
}

/// Words of an age as tables vary them: the numbers, and whether it is under them. "Age 5 to 10" and "5-10" are one.
std::string age_key(std::string_view words) {
    std::string key = lower_case(words).find("under") != std::string::npos ? "under" : "";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool digit = words[i] >= '0' && words[i] <= '9';
        if (digit && (i == 0 || words[i - 1] < '0' || words[i - 1] > '9')) key += ' ';
        if (digit) key += words[i];
    }
    return key;
}

bool is_total(std::string_view words) {
    const std::string text = lower_case(words);
    return text == "total" || text == "all" || text == "all ages" || text == "all establishments" ||
           text == "all plans";
}

/// A placement in words or as a heading: "Special - Academy/free", "Special academy".
std::optional<SettingGroup> group_of_words(std::string_view words) {
    const std::string key = column_key(words);
    if (key.ends_with("_total")) return std::nullopt;  // of several placements, which have rows of their own
    const auto group = group_of_placement(words);
    return group ? group : group_of_placement(key);
}

void read_age(const CsvTable& table, std::size_t row, int year, std::size_t column, std::int32_t plans, PlanRows& rows,
              Sums& sum) {
    const std::string_view words = table.cell(row, column);
    if (is_total(words))
        sum.give_total(year, plans, table, row);
    else if (const auto band = age_band_of(words))
        sum.add_of_age(year, *band, plans);
    else
        rows.unknown_label(row, column, "row dropped");
}

void read_setting(const CsvTable& table, std::size_t row, int year, std::size_t column, std::int32_t plans,
                  PlanRows& rows, Sums& sum) {
    const auto group = group_of_words(table.cell(row, column));
    const std::string key = column_key(table.cell(row, column));
    if (!group && !key.starts_with("awaiting_provision")) {
        if (key.ends_with("_total")) return;  // of several placements
        rows.unknown_label(row, column, "counted as plans without a setting");
    }
    sum.add_of_setting(year, group.value_or(SettingGroup::no_setting), plans);
}

void read_banded(const CsvTable& table, std::map<std::string, Sums>& sums, PlanRows& rows) {
    const auto ages = table.column({"characteristic_age", "age"});
    const auto places = table.column({"establishment_type"});
    const auto groups = table.column({"establishment_group"});
    const auto count = table.column({"total_all", "num_caseload", "ehcplans"});
    if (!count || (ages && places)) throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
    const auto about = ages ? ages : places;
    if (!about) throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
    refuse_other_filters(table);
    const auto body = [&](std::size_t row, int year, const EnglishAuthority& authority, Sums& sum) {
        const std::string_view words = table.cell(row, about);
        const std::string what = ages && !is_total(words) ? age_key(words) : column_key(words);
        const std::string group = column_key(table.cell(row, groups));
        const auto plans = plans_in(table, row, count);
        if (!rows.is_first(row, year, authority, group + " " + what, {*count})) return;
        if (!plans) return rows.without_number(row, *count);
        if (ages)
            read_age(table, row, year, *ages, *plans, rows, sum);
        else if (!is_total(words))
            read_setting(table, row, year, *places, *plans, rows, sum);
        else if (!groups || group == "total")
            sum.give_total(year, *plans, table, row);
    };
    for_each_authority(table, sums, rows, body);
}

/// Whether a table of the layout since 2025 counts plans in force in a January. Those made in a year have the same
/// headings in the tables by need; their periods are calendar years, a caseload's academic years.
void refuse_a_flow(const CsvTable& table, bool placements, std::size_t count) {
    // Caseloads of 2023 name themselves in the heading or have topics that the tables of new plans lack; their period
    // is the calendar year whose January is meant.
    const std::string& counted = table.columns()[count];
    const bool of_either_kind = counted == "ehcplans" || counted == "ehc_plans";
    const auto identifier = table.column({"time_identifier"});
    const auto period = table.column({"time_period"});
    const auto topic = table.column({"breakdown_topic"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string kind = lower_case(table.cell(row, identifier));
        const std::string about = lower_case(table.cell(row, topic));
        for (const char* flow : {"new ehc", "new plan", "ceased", "request", "assessment"})
            if (about.find(flow) != std::string::npos)
                throw InputError(fmt::format("{}: holds {} by its breakdown_topic, '{}', not {}; {}", table.place(row),
                                             about.starts_with("new") ? "new plans" : "what happened in a year",
                                             table.cell(row, topic), a_caseload, sen2_reads));
        if (!of_either_kind || about == "age" || about == "establishment type") continue;
        if (kind.find("calendar") != std::string::npos || (!placements && table.cell(row, period).size() == 4))
            throw InputError(fmt::format(
                "{}: holds new plans, made in a calendar year, by its {} '{}'; the caseload table is needed, whose "
                "periods "
                "are academic years (such as 202425): {}",
                table.place(row),
                identifier && kind.find("calendar") != std::string::npos ? "time_identifier" : "time_period",
                table.cell(row, kind.find("calendar") != std::string::npos ? identifier : period), sen2_reads));
    }
}

/// What the breakdown_topic of a row breaks plans down by, of what a caseload is read for.
enum class Topic : std::uint8_t { none, all, age, placement };

Topic topic_of(std::string_view words) {
    const std::string text = lower_case(words);
    if (text.starts_with("all ehc") || is_total(text)) return Topic::all;
    if (text == "age" || text == "age group" || text == "age band" || text.starts_with("age at start of academic") ||
        text.starts_with("child or young persons age"))
        return Topic::age;
    const std::string key = column_key(words);
    if (key == "establishment_type" || key == "type_of_establishment" || key == "placement" ||
        key == "placement_type" || key == "type_of_placement")
        return Topic::placement;
    return Topic::none;
}

/// Puts the placements of one row, a column each, in the place of any of before.
void read_placements(const CsvTable& table, std::size_t row, int year, std::optional<std::int32_t> plans,
                     const std::vector<std::pair<std::size_t, SettingGroup>>& placements, Sums& sum) {
    if (year < sum.setting_year) return;
    sum.plans.by_setting = {};
    sum.setting_year = year;
    for (const auto& [column, group] : placements)
        sum.plans.by_setting[static_cast<std::size_t>(group)] += plans_in(table, row, column).value_or(0);
    if (!plans) return;
    // Releases differ in whether `neet` stands beside its parts or is their sum.
    std::int32_t placed = 0;
    for (const std::int32_t group : sum.plans.by_setting) placed += group;
    const auto number = [&](std::string_view key) { return plans_in(table, row, table.column({key})).value_or(0); };
    const std::int32_t whole = number("neet"), parts = number("neet_ntci") + number("neet_other");
    if (placed > *plans && parts > 0)
        sum.plans.by_setting[static_cast<std::size_t>(SettingGroup::neet)] -= std::min(whole, parts);
}

/// InputError for a table no row of which is about all plans, ages or placements.
void refuse_other_topics(const CsvTable& table, std::size_t topic) {
    std::string met;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (topic_of(table.cell(row, topic)) != Topic::none) return;
        if (met.empty()) met = table.cell(row, topic);
    }
    const std::string text = lower_case(met);
    bool person = false;
    for (const char* word : {"sex", "gender", "ethnic"}) person = person || text.find(word) != std::string::npos;
    throw InputError(fmt::format(
        "{}: none of its rows has a breakdown_topic that is read ('All EHC plans', 'Age', 'Establishment type'); the "
        "first has '{}'{}; {}",
        table.path().string(), met, person ? ": plans by sex or ethnicity" : "", sen2_reads));
}

void read_caseload(const CsvTable& table, std::map<std::string, Sums>& sums, PlanRows& rows) {
    const auto counted =
        table.column({"ehcplans", "ehc_plans", "num_caseload", "caseload", "number_of_plans", "num_plans", "num_ehcp",
                      "num_ehc_plans", "number_of_ehc_plans", "total_all", "ehcp", "ehcps"});
    const KnownTable known = known_table(table);
    if (!counted || (!known.what.empty() && known.option.empty()))
        throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
    const auto topic = table.needed_column("the topic of a breakdown", {"breakdown_topic"});
    const auto breakdown = table.needed_column("the breakdown", {"breakdown"});
    const std::size_t count = *counted;
    refuse_other_topics(table, topic);
    std::vector<std::pair<std::size_t, SettingGroup>> placements;
    std::vector<std::size_t> numbers{count};
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& key = table.columns()[i];
        if (key.ends_with("_pc") || key.ends_with("_total") || i == count) continue;
        if (const auto group = group_of_placement(key)) {
            placements.emplace_back(i, *group);
            numbers.push_back(i);
        }
    }
    refuse_a_flow(table, !placements.empty(), count);
    const auto body = [&](std::size_t row, int year, const EnglishAuthority& authority, Sums& sum) {
        const Topic about = topic_of(table.cell(row, topic));
        if (about == Topic::none) return;
        const std::string_view words = table.cell(row, breakdown);
        const bool total = about == Topic::all || is_total(words);
        const std::string what = total ? "total" : about == Topic::age ? age_key(words) : column_key(words);
        const auto plans = plans_in(table, row, count);
        if (!rows.is_first(row, year, authority, column_key(table.cell(row, topic)) + " " + what, numbers)) return;
        if (about == Topic::all && !placements.empty()) read_placements(table, row, year, plans, placements, sum);
        if (!plans) return rows.without_number(row, count);
        if (total)
            sum.give_total(year, *plans, table, row);
        else if (about == Topic::age)
            read_age(table, row, year, breakdown, *plans, rows, sum);
        else
            read_setting(table, row, year, breakdown, *plans, rows, sum);
    };
    for_each_authority(table, sums, rows, body);
}

/// Puts what a table says of an authority to what those before it said: the later January wins, and of one January the
/// first table, so that a copy counts no plan twice.
void join(Sums& joined, const Sums& sum, const CsvTable& table, QualityTable& quality) {
    const bool again = (sum.age_year != 0 && sum.age_year == joined.age_year) ||
                       (sum.setting_year != 0 && sum.setting_year == joined.setting_year);
    if (again) quality.count(table.name(), Oddity::authority_twice, "the first table is kept");
    if (sum.age_year > joined.age_year) {
        joined.age_year = sum.age_year;
        joined.plans.by_age_band = sum.plans.by_age_band;
    }
    if (sum.setting_year > joined.setting_year) {
        joined.setting_year = sum.setting_year;
        joined.plans.by_setting = sum.plans.by_setting;
    }
    if (sum.total_year > joined.total_year) {
        joined.total_year = sum.total_year;
        joined.plans.total = sum.plans.total;
    }
}

}  // namespace

std::map<std::string, Sen2> read_sen2_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality) {
    std::map<std::string, Sums> joined;
    for (const auto& path : paths) {
        const CsvTable table = read_csv(path, {"breakdown_topic", "characteristic_age", "establishment_type"});
        count_layout(table, quality);
        std::map<std::string, Sums> sums;
        PlanRows rows(table, quality);
        if (table.has("urn") || table.has("school_urn") || !table.has("time_period"))
            throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
        if (table.has("breakdown_topic")) {
            read_caseload(table, sums, rows);
            quality.count(
                table.name(),
                {Oddity::rows_read, table.column({"ehcplans", "ehc_plans"}) ? "SEN2 caseload, layout since 2025"
                                                                            : "SEN2 caseload by topic"},
                "latest January kept", {}, static_cast<std::int64_t>(table.rows()));
        } else if (known_table(table).option == "--sen2") {
            read_banded(table, sums, rows);
            const bool by_age = table.has("characteristic_age") || table.has("age");
            quality.count(table.name(),
                          {Oddity::rows_read, by_age ? "SEN2 caseload by age, layout of 2020 to 2024"
                                                     : "SEN2 caseload by establishment, layout of 2020 to 2024"},
                          "latest January kept", {}, static_cast<std::int64_t>(table.rows()));
        } else {
            throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
        }
        if (std::all_of(sums.begin(), sums.end(), [](const auto& entry) { return entry.second.is_empty(); }))
            rows.refuse();
        for (const auto& [code, sum] : sums) join(joined[code], sum, table, quality);
    }
    std::map<std::string, Sen2> plans;
    for (auto& [code, sum] : joined) {
        sum.plans.year = std::max({sum.age_year, sum.setting_year, sum.total_year});
        int by_age = 0;
        for (const int band : sum.plans.by_age_band) by_age += band;
        if (sum.plans.total == 0) sum.plans.total = by_age;
        if (sum.plans.total > 0) plans[code].plans = {sum.plans};
    }
    return plans;
}

}  // namespace sendscape
