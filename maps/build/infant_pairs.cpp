// SPDX-License-Identifier: MIT
#include "maps/build/infant_pairs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>

#include "maps/build/school_rules.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"

namespace sendscape {
namespace {

constexpr std::int64_t side_by_side_m = 800, namesake_m = 1500, farthest_partner_m = 1500;
/// Pupils of a junior school, four years, over those of its infant school, three.
constexpr double fewest_juniors = 0.9, most_juniors = 2.0;

/// Pupils over places beyond which a half by age is one no more (assumption; a merger makes 1.75 times as many of a
/// junior school and 2.3 of an infant school).
constexpr double most_of_juniors = 1.4, most_of_infants = 1.9;  ///< a nursery class is on the roll, not in the places

constexpr std::int32_t fewest_places = 30;  ///< a capacity below it is no school's

enum class Half : std::uint8_t { none, infant, junior, unknown };

Half half_of(const SchoolRecord& record) {
    const std::string type = record.census_type ? lower_case(*record.census_type) : std::string();
    const bool primary = record.is_primary.value_or(false) || type.find("primary") != std::string::npos;
    if (!record.grid || !primary || record.is_secondary.value_or(false) ||
        classify(record).setting != Setting::mainstream)
        return Half::none;
    if (record.low_age && record.high_age) {
        constexpr int infants_leave = 7, juniors_begin = 7;
        if (*record.high_age == infants_leave) return Half::infant;
        return *record.low_age == juniors_begin ? Half::junior : Half::none;
    }
    const std::string name = record.name ? lower_case(*record.name) : std::string();
    const bool infant = contains_word(name, "infant") || contains_word(name, "infants");
    const bool junior = contains_word(name, "junior") || contains_word(name, "juniors");
    if (infant != junior) return infant ? Half::infant : Half::junior;
    for (const char* word : {"primary", "first", "middle", "lower", "infant"})
        if (contains_word(name, word)) return Half::none;
    return Half::unknown;
}

std::set<std::string> telling_words(const SchoolRecord& record) {
    static constexpr std::array<std::string_view, 22> common{
        "school",    "academy", "the",        "of",        "and",    "church",  "england", "st",
        "ce",        "cofe",    "catholic",   "rc",        "infant", "infants", "junior",  "juniors",
        "voluntary", "aided",   "controlled", "community", "saint",  "nursery"};
    std::set<std::string> words;
    std::string word;
    for (const char c : column_key(record.name.value_or("")) + "_") {
        if (c != '_') {
            word += c;
            continue;
        }
        if (word.size() > 2 && std::find(common.begin(), common.end(), word) == common.end()) words.insert(word);
        word.clear();
    }
    return words;
}

bool share_a_word(const SchoolRecord& one, const SchoolRecord& other) {
    const std::set<std::string> a = telling_words(one), b = telling_words(other);
    return std::any_of(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); });
}

std::int64_t square_apart(const SchoolRecord& one, const SchoolRecord& other) {
    const std::int64_t dx = one.grid->first - other.grid->first, dy = one.grid->second - other.grid->second;
    return dx * dx + dy * dy;
}

struct Pair {
    std::int64_t square;
    std::size_t one, other;
    friend bool operator<(const Pair& a, const Pair& b) {
        return std::tie(a.square, a.one, a.other) < std::tie(b.square, b.one, b.other);
    }
};

constexpr std::int64_t middle_school_within_m = 8000;
/// Years of a middle school; years of an upper school, the two of its sixth form as half of one each.
constexpr double middle_years = 4, upper_years = 4;
constexpr int middle_schools_leave = 13;
/// Ages at which upper schools, university technical colleges and studio schools begin, and before which they end.
constexpr int upper_schools_begin = 13, latest_begin = 14, post16_begins = 16;

enum class Tier : std::uint8_t { none, middle, upper };

/// The part a mainstream school has where there are first, middle and upper schools.
Tier tier_of(const SchoolRecord& record) {
    if (!record.grid || classify(record).setting != Setting::mainstream) return Tier::none;
    if (record.low_age && record.high_age) {
        if (*record.high_age == middle_schools_leave) return Tier::middle;
        return *record.low_age >= upper_schools_begin && *record.low_age <= latest_begin &&
                       *record.high_age >= post16_begins
                   ? Tier::upper
                   : Tier::none;
    }
    const std::string name = record.name ? lower_case(*record.name) : std::string();
    const std::string type = record.census_type ? lower_case(*record.census_type) : std::string();
    if (!record.is_secondary.value_or(type.find("secondary") != std::string::npos)) return Tier::none;
    if (contains_word(name, "middle")) return Tier::middle;
    return contains_word(name, "upper") ? Tier::upper : Tier::none;
}

/// A middle school of primary years where no first or lower school is near.
bool is_lone_middle(const SchoolRecord& school, const std::vector<const SchoolRecord*>& schools) {
    const auto named = [](const SchoolRecord& record, std::initializer_list<const char*> words) {
        const std::string name = record.name ? lower_case(*record.name) : std::string();
        return std::any_of(words.begin(), words.end(), [&](const char* word) { return contains_word(name, word); });
    };
    const std::string type = school.census_type ? lower_case(*school.census_type) : std::string();
    const bool primary = school.is_primary.value_or(false) || type.find("primary") != std::string::npos;
    if (!primary || school.is_secondary.value_or(false) || !school.grid || school.low_age ||
        !named(school, {"middle"}) || classify(school).setting != Setting::mainstream)
        return false;
    return std::none_of(schools.begin(), schools.end(), [&](const SchoolRecord* other) {
        return other->grid && named(*other, {"first", "lower"}) &&
               square_apart(school, *other) <= middle_school_within_m * middle_school_within_m;
    });
}

/// Schools to which those that feed them, shared among all they feed nearby, would send less than half a year's pupils.
std::set<std::uint32_t> not_fed(const std::vector<const SchoolRecord*>& schools, double years,
                                const std::vector<const SchoolRecord*>& feeders, double years_of_feeders) {
    const auto pupils_near = [](const SchoolRecord& of, const std::vector<const SchoolRecord*>& among) {
        double sum = 0;
        for (const SchoolRecord* school : among)
            if (square_apart(of, *school) <= middle_school_within_m * middle_school_within_m)
                sum += school->roll.value_or(0);
        return sum;
    };
    std::set<std::uint32_t> lone;
    constexpr double half = 0.5;
    for (const SchoolRecord* school : schools)
        if ((!school->low_age || *school->low_age >= upper_schools_begin) &&
            pupils_near(*school, feeders) / years_of_feeders < half * pupils_near(*school, schools) / years)
            lone.insert(school->urn);
    return lone;
}

void find_lone_tiers(const std::vector<const SchoolRecord*>& schools, InfantPairs& pairs) {
    constexpr double first_years = 5;
    std::vector<const SchoolRecord*> firsts, middles, uppers;
    for (const SchoolRecord* school : schools) {
        const Tier tier = tier_of(*school);
        if (tier != Tier::none) (tier == Tier::middle ? middles : uppers).push_back(school);
        const std::string name = school->name ? lower_case(*school->name) : std::string();
        if (school->grid && tier == Tier::none && (contains_word(name, "first") || contains_word(name, "lower")))
            firsts.push_back(school);
    }
    pairs.lone_uppers = not_fed(uppers, upper_years, middles, middle_years);
    pairs.lone_middles = not_fed(middles, middle_years, firsts, first_years);
}

}  // namespace

HalfPrimary InfantPairs::half_of(std::uint32_t urn) const {
    if (lone_uppers.contains(urn)) return HalfPrimary::lone_upper;
    if (lone_middles.contains(urn)) return HalfPrimary::lone_middle;
    if (infants.contains(urn)) return HalfPrimary::infants;
    if (juniors.contains(urn)) return HalfPrimary::juniors;
    return lone_juniors.contains(urn) || merged.contains(urn) ? HalfPrimary::whole : HalfPrimary::none;
}

InfantPairs find_infant_pairs(const std::vector<const SchoolRecord*>& schools) {
    std::vector<Half> half;
    for (const SchoolRecord* school : schools)
        half.push_back(is_lone_middle(*school, schools) ? Half::junior : half_of(*school));
    InfantPairs pairs;
    std::vector<std::uint8_t> paired(schools.size(), 0);
    const auto each_pair = [&](std::int64_t within_m, auto&& fits, auto&& found) {
        std::vector<Pair> by_distance;
        for (std::size_t a = 0; a < schools.size(); ++a) {
            if (half[a] != Half::infant && half[a] != Half::junior) continue;
            for (std::size_t b = 0; b < schools.size(); ++b)
                if (half[b] != Half::none)
                    if (const std::int64_t square = square_apart(*schools[a], *schools[b]);
                        square <= within_m * within_m && fits(a, b))
                        by_distance.push_back({square, a, b});
        }
        std::sort(by_distance.begin(), by_distance.end());
        for (const Pair& pair : by_distance) {
            if (paired[pair.one] != 0 || paired[pair.other] != 0) continue;
            paired[pair.one] = paired[pair.other] = 1;
            found(pair.one, pair.other);
        }
    };
    each_pair(
        farthest_partner_m,
        [&](std::size_t a, std::size_t b) { return half[a] == Half::infant && half[b] == Half::junior; },
        [&](std::size_t, std::size_t b) {
            if (half_of(*schools[b]) != Half::junior) pairs.juniors.insert(schools[b]->urn);  // by name a middle school
        });
    find_lone_tiers(schools, pairs);
    each_pair(
        namesake_m,
        [&](std::size_t a, std::size_t b) {
            if (half[b] != Half::unknown || paired[a] != 0) return false;
            const bool infant = half[a] == Half::infant;
            const double infants = (infant ? schools[a] : schools[b])->roll.value_or(0);
            const double juniors = (infant ? schools[b] : schools[a])->roll.value_or(0);
            return juniors >= fewest_juniors * infants && juniors <= most_juniors * infants && infants > 0 &&
                   (square_apart(*schools[a], *schools[b]) <= side_by_side_m * side_by_side_m ||
                    share_a_word(*schools[a], *schools[b]));
        },
        [&](std::size_t a, std::size_t b) {
            (half[a] == Half::infant ? pairs.juniors : pairs.infants).insert(schools[b]->urn);
        });
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (half[row] == Half::junior && paired[row] == 0 && !schools[row]->low_age)
            pairs.lone_juniors.insert(schools[row]->urn);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolRecord& school = *schools[row];
        if ((half[row] == Half::infant || half[row] == Half::junior) && paired[row] == 0 && school.low_age &&
            school.capacity.value_or(0) >= fewest_places &&
            school.roll.value_or(0) >
                (half[row] == Half::infant ? most_of_infants : most_of_juniors) * *school.capacity)
            pairs.merged.insert(school.urn);
    }
    return pairs;
}

}  // namespace sendscape
