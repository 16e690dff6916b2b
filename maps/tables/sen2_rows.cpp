// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::array request_fields{&RequestCounts::requests,   &RequestCounts::agreed, &RequestCounts::refused,
                                    &RequestCounts::not_issued, &RequestCounts::timed,  &RequestCounts::in_time,
                                    &RequestCounts::issued,     &RequestCounts::pending};

template <class Counts>
bool join_years(std::map<int, Counts>& joined, const std::map<int, Counts>& later) {
    bool again = false;
    for (const auto& [year, counts] : later) again = joined[year].join(counts) || again;
    return again;
}

template <class Counts>
bool all_empty(const std::map<int, Counts>& years) {
    return std::all_of(years.begin(), years.end(), [](const auto& entry) { return entry.second.is_empty(); });
}

}  // namespace

void PlanCounts::give_total(std::int32_t plans, const CsvTable& table, std::size_t row, bool of_placements) {
    if (total_ && plans != *total_)
        throw InputError(
            fmt::format("{}: {} plans in all, but line {} gives the same authority and period {}; take out the row "
                        "that is not meant",
                        table.place(row), plans, table.line(total_row_), *total_));
    total_ = plans;
    total_row_ = row;
    total_of_placements_ = of_placements;
}

void PlanCounts::add_of_age(std::size_t band, std::int32_t plans) {
    has_ages_ = true;
    by_age_band[band] += plans;
}

void PlanCounts::add_of(Placement placement, std::int32_t plans) {
    has_settings_ = true;
    placed_ += plans;
    if (placement.group) by_setting[static_cast<std::size_t>(*placement.group)] += plans;
}

void PlanCounts::give_need(Need need, std::int32_t plans) {
    has_needs_ = true;
    by_need[static_cast<std::size_t>(need)] = plans;
}

bool PlanCounts::join(const PlanCounts& later) {
    bool again = false;
    const auto take = [&again](bool& has, bool given, auto& mine, const auto& theirs) {
        again = again || (has && given);
        if (has || !given) return;
        has = true;
        mine = theirs;
    };
    take(has_ages_, later.has_ages_, by_age_band, later.by_age_band);
    if (!has_settings_ && later.has_settings_) placed_ = later.placed_;
    take(has_settings_, later.has_settings_, by_setting, later.by_setting);
    take(has_needs_, later.has_needs_, by_need, later.by_need);
    if (later.total_ && (!total_ || (total_of_placements_ && !later.total_of_placements_))) {
        total_ = later.total_;
        total_of_placements_ = later.total_of_placements_;
    }
    return again;
}

std::int32_t PlanCounts::total() const {
    const std::int32_t by_age = std::accumulate(by_age_band.begin(), by_age_band.end(), 0);
    return total_.value_or(has_ages_ ? by_age : placed_);
}

bool RequestCounts::join(const RequestCounts& later) {
    bool again = false;
    for (const auto field : request_fields) {
        again = again || (this->*field >= 0 && later.*field >= 0);
        if (this->*field < 0) this->*field = later.*field;
    }
    return again;
}

bool RequestCounts::is_empty() const {
    return std::all_of(request_fields.begin(), request_fields.end(),
                       [this](const auto field) { return this->*field < 0; });
}

bool Sen2Counts::join(const Sen2Counts& later) {
    const bool plans = join_years(januaries, later.januaries), made = join_years(new_plans, later.new_plans);
    return join_years(requests, later.requests) || plans || made;
}

bool Sen2Counts::is_empty() const { return all_empty(januaries) && all_empty(new_plans) && all_empty(requests); }

AuthorityColumns::AuthorityColumns(const CsvTable& table) : table_(table), name_(table.column({"la_name"})) {
    for (const char* key : {"old_la_code", "new_la_code", "la_code"})
        if (const auto column = table.column({key})) codes_.push_back(*column);
}

const EnglishAuthority* AuthorityColumns::of(std::size_t row) const {
    for (const std::size_t column : codes_)
        if (const auto* found = authority_of_code(table_.cell(row, column))) return found;
    // The name of an ended authority may be a live one's (Dorset): its code decides.
    for (const std::size_t column : codes_)
        if (ended_authority(table_.cell(row, column))) return nullptr;
    return authority_of_name(table_.cell(row, name_));
}

const EndedAuthority* AuthorityColumns::ended(std::size_t row) const {
    for (const std::size_t column : codes_)
        if (const auto* found = ended_authority(table_.cell(row, column))) return found;
    return ended_authority(table_.cell(row, name_));
}

Sen2Rows::Sen2Rows(const CsvTable& table, QualityTable& quality, Sen2Period period)
    : table_(table), quality_(quality), period_(period), authorities_(table) {}

std::optional<int> Sen2Rows::year_of(std::string_view period) const {
    const auto year = january_of_period(period);
    if (period_ == Sen2Period::january) return year;
    // A calendar year is written alone: 202425 and 2024/25 are academic years, in which nothing is counted as flowing.
    constexpr std::size_t digits_of_a_year = 4;
    const auto digits = std::count_if(period.begin(), period.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits == digits_of_a_year ? year : std::nullopt;
}

bool Sen2Rows::is_first(std::size_t row, int year, const EnglishAuthority& authority, std::string_view characteristic,
                        const std::vector<std::size_t>& numbers) {
    const auto [found, first] = rows_.emplace(fmt::format("{} {} {}", authority.code, year, characteristic), row);
    if (first) return true;
    for (const std::size_t column : numbers)
        if (parse_count(table_.cell(row, column)) != parse_count(table_.cell(found->second, column)))
            throw InputError(fmt::format(
                "{}: '{}' in column '{}' for {} in {}{}, but line {} gives the same plans as '{}'; take out "
                "the row that is not meant",
                table_.place(row), table_.cell(row, column), table_.headings()[column], authority.name,
                period_ == Sen2Period::january ? "January " : "", year, table_.line(found->second),
                table_.cell(found->second, column)));
    quality_.count(table_.name(), Oddity::plans_again, "the first row is kept",
                   fmt::format("line {} as line {}", table_.line(row), table_.line(found->second)));
    return false;
}

std::optional<std::int32_t> Sen2Rows::number_in(std::size_t row, std::optional<std::size_t> column) const {
    const std::string_view cell = table_.cell(row, column);
    if (is_beyond_counting(cell))
        throw InputError(fmt::format("{}: {} plans in column '{}' are more than any authority has", table_.place(row),
                                     cell, table_.headings()[*column]));
    return parse_count(cell);
}

void Sen2Rows::without_number(std::size_t row, std::size_t column) {
    tell(row, fmt::format("without a number in column '{}'", table_.headings()[column]), "read as not given",
         fmt::format("'{}'", table_.cell(row, column)));
}

void Sen2Rows::note_suppressed(std::size_t row, const std::vector<std::size_t>& columns) {
    for (const std::size_t column : columns) {
        const std::string cell = lower_case(table_.cell(row, column));
        if (cell == "z" || cell.empty() || parse_count(cell)) continue;
        return tell(row, "with a part that is not available or suppressed", "that part is read as none",
                    fmt::format("'{}' in column '{}'", cell, table_.headings()[column]));
    }
}

void Sen2Rows::note_for_all(const std::string& about, std::string_view rule) {
    quality_.count(table_.name(), {Oddity::plans_unread, about}, rule, {}, static_cast<std::int64_t>(table_.rows()));
}

void Sen2Rows::unknown_label(std::size_t row, std::size_t column, std::string_view rule) {
    tell(row, fmt::format("whose '{}' is not known", table_.headings()[column]), rule,
         fmt::format("'{}'", table_.cell(row, column)));
}

void Sen2Rows::refuse() const {
    throw InputError(fmt::format("{}: no usable row: none gives an English local authority, {} and a number{}{}; {}",
                                 table_.path().string(),
                                 period_ == Sen2Period::january ? "a period" : "a calendar year",
                                 period_ == Sen2Period::january ? " of plans in all, of an age or in a placement" : "",
                                 first_ ? "; " + *first_ : std::string(), sen2_reads));
}

void Sen2Rows::of_none(std::size_t row) {
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

void Sen2Rows::of_no_authority(std::size_t row, std::size_t column) {
    note(row, fmt::format("has '{}' in column '{}' and is of no local authority", table_.cell(row, column),
                          table_.headings()[column]));
}

void Sen2Rows::note(std::size_t row, std::string_view why) {
    if (!first_) first_ = fmt::format("line {} {}", table_.line(row), why);
}

void Sen2Rows::tell(std::size_t row, const std::string& about, std::string_view rule, const std::string& cell) {
    quality_.count(table_.name(), {Oddity::plans_unread, about}, rule,
                   fmt::format("line {} ({}): {}", table_.line(row), authorities_.name(row), cell));
    note(row, fmt::format("({}) is one {}: {}", authorities_.name(row), about, cell));
}

}  // namespace sendscape
