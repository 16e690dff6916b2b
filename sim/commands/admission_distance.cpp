// SPDX-License-Identifier: MIT
#include "sim/commands/admission_distance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "maps/tables/cell_values.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::array<LengthUnit, 5> units{{
    {"metres", 1},
    {"kilometres", 1000},
    {"miles", 1609.344},  // the international yard and pound agreement of 1959
    {"yards", 0.9144},
    {"feet", 0.3048},
}};
constexpr std::array<std::pair<std::string_view, std::size_t>, 19> unit_names{{
    {"m", 0},     {"metre", 0},     {"metres", 0},     {"meter", 0},     {"meters", 0},     {"mtrs", 0}, {"km", 1},
    {"kms", 1},   {"kilometre", 1}, {"kilometres", 1}, {"kilometer", 1}, {"kilometers", 1}, {"mi", 2},   {"mile", 2},
    {"miles", 2}, {"yd", 3},        {"yards", 3},      {"ft", 4},        {"feet", 4},
}};
constexpr double metres_a_kilometre = 1000;
constexpr double farthest_metres = 150 * metres_a_kilometre;  // farther than a child goes to school: assumption
constexpr double least_metres = 50;  // not all children of a list live nearer to their schools: assumption
/// What else a heading for distances may say.
constexpr std::array<std::string_view, 14> other_words{"in",       "from",   "to",       "the",  "of",
                                                       "home",     "school", "straight", "line", "walking",
                                                       "shortest", "route",  "walk",     "foot"};

const LengthUnit* unit_called(std::string_view name) {
    for (const auto& [known, unit] : unit_names)
        if (known == name) return &units[unit];
    return nullptr;
}

/// What a column's name says of distances.
struct HeadingRead {
    bool distance = false;
    const LengthUnit* unit = nullptr;
};

HeadingRead look_at(std::string_view key) {
    HeadingRead named;
    for (std::size_t from = 0; from < key.size();) {
        const std::size_t end = std::min(key.find('_', from), key.size());
        const std::string_view word = key.substr(from, end - from);
        from = end + 1;
        if (word == "distance" || word == "dist") {
            named.distance = true;
        } else if (const LengthUnit* const unit = unit_called(word); unit != nullptr && named.unit == nullptr) {
            named.unit = unit;
        } else if (std::find(other_words.begin(), other_words.end(), word) == other_words.end()) {
            return {};
        }
    }
    return named.distance ? named : HeadingRead{};
}

}  // namespace

bool names_distance(std::string_view key) { return look_at(key).distance; }

std::optional<DistanceColumn> find_distance_column(const CsvTable& table) {
    std::optional<DistanceColumn> found;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const HeadingRead named = look_at(table.columns()[i]);
        if (!named.distance) continue;
        if (found)
            throw InputError(fmt::format(
                "{}: both '{}' and '{}' are distances; take out the one that your arrangements do not go by",
                table.heading_place(), table.headings()[found->column], table.headings()[i]));
        found = DistanceColumn{i, named.unit};
    }
    return found;
}

DistanceRead read_distance(std::string_view cell, std::string_view heading, const LengthUnit* unit) {
    const std::size_t letter = cell.find_first_not_of("0123456789.,+-");
    const std::string_view number = cell.substr(0, letter);
    std::string_view word = letter == std::string_view::npos ? std::string_view{} : cell.substr(letter);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    const LengthUnit* const own = word.empty() ? nullptr : unit_called(lower_case(word));
    const std::string_view wanted = unit != nullptr ? unit->word : "metres, kilometres or miles";
    const auto value = parse_typed_number(number);
    if (!value || *value < 0 || (!word.empty() && own == nullptr))
        return {0, fmt::format("{} is '{}'; a number of {}, 0 or more, is needed", heading, cell, wanted)};
    if (own != nullptr && unit != nullptr && own != unit)
        return {0, fmt::format("{} is '{}', and the column is in {}", heading, cell, unit->word)};
    if (own == nullptr && unit == nullptr)
        return {0, fmt::format("{} is '{}' without a unit; call the column distance_m, distance_km or distance_miles",
                               heading, cell)};
    const LengthUnit* const in = unit != nullptr ? unit : own;
    return {*value * in->metres, {}, in};
}

void DistanceDoubts::Lines::add(std::int64_t line) {
    constexpr std::size_t most_named = 5;
    if (first.size() < most_named) first.push_back(line);
    ++count;
}

std::string DistanceDoubts::Lines::words() const {
    const auto more = count - static_cast<std::int64_t>(first.size());
    return fmt::format("line{} {}{}", count == 1 ? "" : "s", fmt::join(first, ", "),
                       more > 0 ? fmt::format(" and {} more", more) : "");
}

void DistanceDoubts::look_at(std::string_view cell, const DistanceRead& read, std::int64_t line) {
    ++count_;
    if (read.metres > farthest_metres) {
        far_.add(line);
        if (read.metres > farthest_m_) farthest_ = cell;
    }
    farthest_m_ = std::max(farthest_m_, read.metres);
    if (read.metres == 0) zero_.add(line);
    if (read.unit == &units[0] && read.metres < least_metres) ++small_metres_;
}

std::vector<std::string> DistanceDoubts::notes(const std::string& place, std::string_view heading) const {
    std::vector<std::string> notes;
    if (far_.count > 0)
        notes.push_back(
            fmt::format("{}, {}: {} is more than {:.0f} km (at most '{}', {:.0f} km); is the number meant, "
                        "and the unit? It counts as it stands",
                        place, far_.words(), heading, farthest_metres / metres_a_kilometre, farthest_,
                        farthest_m_ / metres_a_kilometre));
    if (zero_.count > 0)
        notes.push_back(fmt::format("{}, {}: {} is 0, which counts as nearest of all; is it meant, or not known?",
                                    place, zero_.words(), heading));
    if (count_ > 0 && small_metres_ == count_ && farthest_m_ > 0)
        notes.push_back(
            fmt::format("{}: every number of {} is below {:.0f} and read as metres; if they are kilometres or miles, "
                        "call the column distance_km or distance_miles",
                        place, heading, least_metres));
    return notes;
}

}  // namespace sendscape
