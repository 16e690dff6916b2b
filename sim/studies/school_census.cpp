// SPDX-License-Identifier: MIT
#include "sim/studies/school_census.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "maps/tables/english_authorities.h"
#include "maps/tables/school_tables.h"
#include "sim/core/error.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A special school of the independent sector: non-maintained, or independent with plans for half of its pupils or more
/// (maps/README.md).
constexpr double independent_special_share = 0.5;

CensusType type_of(const SchoolRecord& record) {
    const std::string words = record.census_type.value_or("");
    const auto has = [&](std::string_view part) { return words.find(part) != std::string::npos; };
    if (has("special") || has("Special")) {
        const bool independent = has("Non-maintained") || has("ndependent");
        return independent ? CensusType::independent_special : CensusType::state_special;
    }
    if (has("ndependent"))
        return record.plans && record.roll && *record.roll > 0 &&
                       *record.plans >= independent_special_share * *record.roll
                   ? CensusType::independent_special
                   : CensusType::other;
    if (has("primary")) return CensusType::primary;
    if (has("secondary")) return CensusType::secondary;
    return CensusType::other;
}

double number_or_none(const std::optional<std::int32_t>& number) {
    return number ? static_cast<double>(*number) : not_recorded;
}

}  // namespace

std::string_view code(CensusType type) {
    static constexpr std::array<std::string_view, census_type_count> codes{"primary", "secondary", "state_special",
                                                                           "independent_special", "other"};
    return codes[static_cast<std::size_t>(type)];
}

SchoolCensus::SchoolCensus(int january, std::vector<CensusSchool> schools)
    : january_(january), schools_(std::move(schools)) {
    for (std::size_t i = 0; i < schools_.size(); ++i) {
        by_urn_.emplace(schools_[i].urn, i);
        if (!schools_[i].authority.empty() && schools_[i].number > 0)
            by_number_.emplace(std::pair(schools_[i].authority, schools_[i].number), i);
    }
}

const CensusSchool* SchoolCensus::of_urn(std::uint32_t urn) const {
    const auto found = by_urn_.find(urn);
    return found == by_urn_.end() ? nullptr : &schools_[found->second];
}

const CensusSchool* SchoolCensus::same(const CensusSchool& school, std::string_view authority) const {
    const auto found = by_number_.find({std::string(authority), school.number});
    return found == by_number_.end() ? of_urn(school.urn) : &schools_[found->second];
}

std::string_view words_for(DateFrom from) {
    static constexpr std::array<std::string_view, 4> words{"as --start says", "as its rows say",
                                                           "by the year in its file's name",
                                                           "assumed: neither its rows nor its file's name tell a year"};
    return words[static_cast<std::size_t>(from)];
}

std::optional<int> year_in_name(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    std::optional<int> year;
    constexpr std::size_t digits = 4;
    for (std::size_t i = 0; i + digits <= name.size(); ++i) {
        const bool alone = (i == 0 || !is_digit(name[i - 1])) &&
                           (i + digits == name.size() || !is_digit(name[i + digits])) &&
                           std::all_of(name.begin() + static_cast<std::ptrdiff_t>(i),
                                       name.begin() + static_cast<std::ptrdiff_t>(i + digits), is_digit);
        if (alone && name.compare(i, 2, "20") == 0) year = std::stoi(name.substr(i, digits));
    }
    return year;
}

DatedCensus read_school_census(const std::filesystem::path& table, std::optional<int> told, int otherwise,
                               QualityTable& quality) {
    const JoinedSchools joined = read_school_tables({table}, quality);
    if (!joined.has_census)
        throw InputError(fmt::format(
            "{}: no school census: a table of every school's pupils on roll, with plans and on SEN Support is needed "
            "(columns URN, LA, ESTAB, SCHOOLTYPE, NOR, TSENELSE, TSENELK in the performance tables)",
            table.string()));
    const std::optional<int> named = year_in_name(table);
    DatedCensus dated;
    int january = otherwise;
    if (told)
        january = *told, dated.from = DateFrom::option;
    else if (joined.census_january)
        january = *joined.census_january, dated.from = DateFrom::table;
    else if (named)
        january = *named, dated.from = DateFrom::file_name;
    std::vector<CensusSchool> schools;
    std::set<std::string> authorities;
    for (const auto& [urn, record] : joined.by_urn) {
        if (!record.in_census) continue;
        schools.push_back({urn, record.authority_code.value_or(""), record.number.value_or(0), type_of(record),
                           number_or_none(record.roll), number_or_none(record.plans),
                           number_or_none(record.sen_support)});
        if (record.authority_code)
            authorities.insert(*record.authority_code);
        else if (const auto* ended = record.ended_authority ? ended_authority(*record.ended_authority) : nullptr)
            for (const std::string_view successor : ended->successors)
                if (!successor.empty()) authorities.emplace(successor);
    }
    dated.census = SchoolCensus(january, std::move(schools));
    dated.authorities.assign(authorities.begin(), authorities.end());
    return dated;
}

}  // namespace sendscape
