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
    PlansMaintained plans;

    void give_total(int year, std::int32_t count) {
        if (year < total_year) return;
        total_year = year;
        plans.total = count;
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

/// Calls body(row, January's year, the authority's sums) for each row of an authority that is.
template <class Body>
void for_each_authority(const CsvTable& table, std::map<std::string, Sums>& sums, QualityTable& quality, Body&& body) {
    const auto period = table.needed_column("the period", {"time_period"});
    const auto kind = table.column({"ehcp_or_statement"});
    const auto level = table.column({"geographic_level"});
    const AuthorityColumns authorities(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % plan_rows_between_stops == 0) stop_if_asked();
        if (lower_case(table.cell(row, level)) != "local authority") continue;
        if (kind && lower_case(table.cell(row, *kind)) != "total") continue;
        const auto year = january_of_period(table.cell(row, period));
        if (!year) continue;
        if (const auto* authority = authorities.of(row))
            body(row, *year, sums[std::string(authority->code)]);
        else
            quality.count(table.name(), Oddity::authority_gone, "row dropped", authorities.name(row));
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

void read_banded(const CsvTable& table, std::map<std::string, Sums>& sums, QualityTable& quality) {
    const auto ages = table.column({"characteristic_age", "age"});
    const auto places = table.column({"establishment_type"});
    const auto groups = table.column({"establishment_group"});
    const auto count = table.column({"total_all", "num_caseload", "ehcplans"});
    if (!count || (ages && places)) throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
    refuse_other_filters(table);
    for_each_authority(table, sums, quality, [&](std::size_t row, int year, Sums& sum) {
        const auto plans = plans_in(table, row, count);
        if (!plans) return;
        if (ages) {
            const std::string_view words = table.cell(row, *ages);
            if (lower_case(words) == "total")
                sum.give_total(year, *plans);
            else if (const auto band = age_band_of(words))
                sum.add_of_age(year, *band, *plans);
        } else {
            const std::string_view words = table.cell(row, places);
            if (lower_case(words) == "total") {
                if (!groups || lower_case(table.cell(row, groups)) == "total") sum.give_total(year, *plans);
                return;
            }
            const auto group = group_of_placement(words);
            if (year < sum.setting_year) return;
            if (year > sum.setting_year) sum.plans.by_setting = {};
            sum.setting_year = year;
            sum.plans.by_setting[static_cast<std::size_t>(group.value_or(SettingGroup::no_setting))] += *plans;
        }
    });
}

/// Whether a table of the layout since 2025 counts plans in force in a January. Those made in a year have the same
/// headings in the tables by need; their periods are calendar years, a caseload's academic years.
void refuse_a_flow(const CsvTable& table, bool placements) {
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

void read_caseload(const CsvTable& table, std::map<std::string, Sums>& sums, QualityTable& quality) {
    const std::string_view option = known_table(table).option;
    const auto counted = table.column({"ehcplans", "ehc_plans"});
    if (!counted || option.empty()) throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
    const auto topic = table.needed_column("the topic of a breakdown", {"breakdown_topic"});
    const auto breakdown = table.needed_column("the breakdown", {"breakdown"});
    const std::size_t count = *counted;
    const auto neet = table.column({"neet"}), neet_ntci = table.column({"neet_ntci"}),
               neet_other = table.column({"neet_other"});
    std::vector<std::pair<std::size_t, SettingGroup>> placements;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& key = table.columns()[i];
        if (key.ends_with("_pc") || key.ends_with("_total") || i == count) continue;
        if (const auto group = group_of_placement(key)) placements.emplace_back(i, *group);
    }
    refuse_a_flow(table, !placements.empty());
    for_each_authority(table, sums, quality, [&](std::size_t row, int year, Sums& sum) {
        const std::string about = lower_case(table.cell(row, topic));
        if (about.starts_with("all ehc")) {
            const auto plans = plans_in(table, row, count);
            if (placements.empty()) {  // a table by need: the total alone
                if (plans) sum.give_total(year, *plans);
                return;
            }
            if (year < sum.setting_year) return;
            sum.plans.by_setting = {};
            sum.setting_year = year;
            for (const auto& [column, group] : placements)
                sum.plans.by_setting[static_cast<std::size_t>(group)] += plans_in(table, row, column).value_or(0);
            if (!plans) return;
            sum.give_total(year, *plans);
            // Releases differ in whether `neet` stands beside its parts or is their sum.
            std::int32_t placed = 0;
            for (const std::int32_t group : sum.plans.by_setting) placed += group;
            const auto whole = plans_in(table, row, neet).value_or(0);
            const auto parts =
                plans_in(table, row, neet_ntci).value_or(0) + plans_in(table, row, neet_other).value_or(0);
            if (placed > *plans && parts > 0)
                sum.plans.by_setting[static_cast<std::size_t>(SettingGroup::neet)] -= std::min(whole, parts);
        } else if (about.starts_with("age at start of academic") || about.starts_with("child or young persons age")) {
            const auto band = age_band_of(table.cell(row, breakdown));
            const auto plans = plans_in(table, row, count);
            if (band && plans) sum.add_of_age(year, *band, *plans);
        }
    });
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

std::map<std::string, PlansMaintained> read_sen2_tables(const std::vector<std::filesystem::path>& paths,
                                                        QualityTable& quality) {
    std::map<std::string, Sums> joined;
    for (const auto& path : paths) {
        const CsvTable table = read_csv(path, {"breakdown_topic", "characteristic_age", "establishment_type"});
        count_layout(table, quality);
        std::map<std::string, Sums> sums;
        if (table.has("urn") || table.has("school_urn") || !table.has("time_period"))
            throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
        if (table.has("breakdown_topic")) {
            read_caseload(table, sums, quality);
            quality.count(table.name(), {Oddity::rows_read, "SEN2 caseload, layout since 2025"}, "latest January kept",
                          {}, static_cast<std::int64_t>(table.rows()));
        } else if (known_table(table).option == "--sen2") {
            read_banded(table, sums, quality);
            const bool by_age = table.has("characteristic_age") || table.has("age");
            quality.count(table.name(),
                          {Oddity::rows_read, by_age ? "SEN2 caseload by age, layout of 2020 to 2024"
                                                     : "SEN2 caseload by establishment, layout of 2020 to 2024"},
                          "latest January kept", {}, static_cast<std::int64_t>(table.rows()));
        } else {
            throw InputError(not_what_is_wanted(table, a_caseload, sen2_reads));
        }
        if (sums.empty())
            throw InputError(path.string() + " has no usable row: no row of an English local authority (its " +
                             "geographic_level) has a period and a number of plans");
        for (const auto& [code, sum] : sums) join(joined[code], sum, table, quality);
    }
    std::map<std::string, PlansMaintained> plans;
    for (auto& [code, sum] : joined) {
        sum.plans.year = std::max({sum.age_year, sum.setting_year, sum.total_year});
        int by_age = 0;
        for (const int band : sum.plans.by_age_band) by_age += band;
        if (sum.plans.total == 0) sum.plans.total = by_age;
        if (sum.plans.total > 0) plans[code] = sum.plans;
    }
    return plans;
}

}  // namespace sendscape
