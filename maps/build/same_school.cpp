// SPDX-License-Identifier: MIT
#include "maps/build/same_school.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <tuple>
#include <vector>

#include "maps/build/school_rules.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::size_t records_between_stops = 8192;
constexpr std::size_t most_at_one_place = 8;  // records of one place and name; more tell nobody apart
constexpr int most_months_between = 24;       // from a school's end to its beginning anew; assumption

/// Which part of school age a name says is taught; none where it says nothing.
enum class Stage : std::uint8_t { none, nursery, infant, junior, first, middle, primary, secondary, upper };

struct StageWord {
    std::string_view word;
    Stage stage;
};
constexpr std::array<StageWord, 16> stage_words{{
    {"nursery", Stage::nursery},
    {"infant", Stage::infant},
    {"infants", Stage::infant},
    {"junior", Stage::junior},
    {"juniors", Stage::junior},
    {"first", Stage::first},
    {"lower", Stage::first},
    {"middle", Stage::middle},
    {"primary", Stage::primary},
    {"jmi", Stage::primary},
    {"jmin", Stage::primary},
    {"secondary", Stage::secondary},
    {"high", Stage::secondary},
    {"grammar", Stage::secondary},
    {"upper", Stage::upper},
    {"sixth", Stage::upper},
}};
// Words of a school's name that change when it becomes an academy and its place does not.
constexpr std::array<std::string_view, 30> passing_words{
    "school",     "schools",   "academy",       "academies",  "the",  "church", "of",      "england", "c",
    "e",          "ce",        "cofe",          "vc",         "va",   "aided",  "and",     "rc",      "roman",
    "catholic",   "community", "voluntary",     "foundation", "free", "trust",  "college", "special", "controlled",
    "maintained", "converter", "comprehensive",
};

struct NameParts {
    std::string base;  ///< what is left without words of kind, stage and church
    Stage stage = Stage::none;
    bool infant = false, junior = false;
};

NameParts parts_of(const std::optional<std::string>& name) {
    NameParts parts;
    if (!name) return parts;
    std::string plain;
    for (const char c : *name)
        if (c != '\'' && c != '.') plain += c;  // "St. Mary's", "C.E."
    std::string word;
    std::vector<std::string> words;
    for (const char c : column_key(plain) + "_") {
        if (c != '_') {
            word += c;
            continue;
        }
        const auto stage = std::find_if(stage_words.begin(), stage_words.end(),
                                        [&](const StageWord& known) { return known.word == word; });
        if (stage != stage_words.end()) {
            parts.stage = stage->stage;
            parts.infant = parts.infant || stage->stage == Stage::infant;
            parts.junior = parts.junior || stage->stage == Stage::junior;
        } else if (word == "saint" || word == "ss") {
            words.emplace_back("st");
        } else if (!word.empty() &&
                   std::find(passing_words.begin(), passing_words.end(), word) == passing_words.end()) {
            words.push_back(word);
        }
        word.clear();
    }
    if (parts.infant && parts.junior) parts.stage = Stage::primary;
    for (const std::string& w : words) parts.base += w + " ";
    return parts;
}

bool ages_overlap(const SchoolRecord& one, const SchoolRecord& other) {
    if (!one.low_age || !one.high_age || !other.low_age || !other.high_age) return true;
    const int shared = std::min(*one.high_age, *other.high_age) - std::max(*one.low_age, *other.low_age);
    const int all = std::max(*one.high_age, *other.high_age) - std::min(*one.low_age, *other.low_age);
    return shared * 2 >= all;  // a nursery class or a sixth form more is the same school; infants and juniors are not
}

bool kind_is_told(const SchoolRecord& record) { return record.census_type || record.type || record.type_group; }

/// Where an authority's schools were and are: the numbers of Cumbria's schools went on in its successors.
bool one_authority(const SchoolRecord& one, const SchoolRecord& other) {
    if (one.authority_code && other.authority_code) return *one.authority_code == *other.authority_code;
    if (one.ended_authority && other.ended_authority) return *one.ended_authority == *other.ended_authority;
    const auto* ended =
        ended_authority(one.ended_authority ? *one.ended_authority : other.ended_authority.value_or(std::string()));
    const auto& code = one.authority_code ? one.authority_code : other.authority_code;
    return ended && code &&
           std::find(ended->successors.begin(), ended->successors.end(), *code) != ended->successors.end();
}

bool near_one_another(const SchoolRecord& one, const SchoolRecord& other) {
    if (!one.grid || !other.grid) return true;
    constexpr std::int64_t near_m = 3000;  // a school that moved to a new building keeps its number
    const std::int64_t dx = one.grid->first - other.grid->first, dy = one.grid->second - other.grid->second;
    return dx * dx + dy * dy <= near_m * near_m;
}

bool says(const std::optional<std::string>& words, const char* part) {
    return words && lower_case(*words).find(part) != std::string::npos;
}

/// GIAS says that one closed to become an academy and the other opened as one when it did.
bool became(const SchoolRecord& before, const SchoolRecord& after) {
    return says(before.reason_closed, "academ") && says(after.reason_opened, "academ") && before.shut && after.opened &&
           std::abs(before.shut->index - after.opened->index) <= 1;
}

/// GIAS says of two that the one ended, or the later one began, otherwise than as one school going on. How the earlier
/// one began is past.
bool merged_or_split(const SchoolRecord& one, const SchoolRecord& other) {
    const bool other_is_later = other.opened && (!one.opened || *one.opened < *other.opened);
    const SchoolRecord& later = other_is_later ? other : one;
    for (const char* word : {"amalgam", "merge", "split", "new provision"})
        if (says(one.reason_closed, word) || says(other.reason_closed, word) || says(later.reason_opened, word))
            return true;
    return false;
}

/// Nothing says that two records are of two schools.
bool may_be_one(const SchoolRecord& one, const SchoolRecord& other) {
    if ((one.counted_in & other.counted_in) != 0 || (one.open_in & other.open_in) != 0) return false;
    const auto apart = [](const std::optional<Month>& end, const std::optional<Month>& beginning) {
        return end && beginning && std::abs(end->index - beginning->index) > most_months_between;
    };
    if (apart(one.shut, other.opened) || apart(other.shut, one.opened)) return false;
    return !merged_or_split(one, other) && teach_alike(one, other);
}

class Joining {
  public:
    Joining(JoinedSchools& joined, Month census, QualityTable& quality)
        : joined_(joined), census_(census), quality_(quality) {}

    std::map<std::uint32_t, std::uint32_t> join() {
        by_links();
        for (const auto& [urn, record] : joined_.by_urn)
            if (record.counted_in != 0) {
                const std::uint64_t first = record.counted_in & (~record.counted_in + 1);
                first_census_ = first_census_ == 0 ? first : std::min(first_census_, first);
            }
        for (const Evidence evidence : {Evidence::name_and_place, Evidence::number, Evidence::conversion}) by(evidence);
        std::map<std::uint32_t, std::uint32_t> kept;
        for (const auto& [given_up, all] : keepers_) {
            // Of three numbers one after another the last is kept, for both others.
            std::set<std::uint32_t> keepers = all;
            std::erase_if(keepers, [&](std::uint32_t urn) { return keepers_.contains(urn); });
            if (keepers.size() != 1) continue;  // more than one could be meant
            const std::uint32_t keeper = *keepers.begin();
            unite(joined_.by_urn.at(given_up), joined_.by_urn.at(keeper));
            kept[given_up] = keeper;
            joined_.by_urn.erase(given_up);
        }
        return kept;
    }

  private:
    void by_links() {
        for (const auto& [one, other] : joined_.links) {
            const auto a = joined_.by_urn.find(one), b = joined_.by_urn.find(other);
            if (a == joined_.by_urn.end() || b == joined_.by_urn.end() || one == other) continue;
            if ((a->second.counted_in & b->second.counted_in) == 0) propose(a->second, b->second);
        }
    }

    /// What may make two records one school. The marks of each kind are words that both records bear.
    enum class Evidence : std::uint8_t { name_and_place, number, conversion };

    static std::vector<std::string> marks_of(const SchoolRecord& record, Evidence evidence) {
        std::vector<std::string> marks;
        if (evidence == Evidence::name_and_place) {
            const std::string base = parts_of(record.name).base;
            if (base.empty()) return marks;
            if (record.postcode) marks.push_back("postcode " + postcode_key(record.postcode) + " " + base);
            if (record.uprn) marks.push_back("property " + *record.uprn + " " + base);
            if (record.grid)
                marks.push_back(
                    fmt::format("grid {} {} {}", record.grid->first / cell_m, record.grid->second / cell_m, base));
        } else if (evidence == Evidence::number && record.number) {
            if (record.authority_code) {
                marks.push_back(fmt::format("{} {}", *record.authority_code, *record.number));
            } else if (record.ended_authority) {
                if (const auto* ended = ended_authority(*record.ended_authority))
                    for (const std::string_view code : ended->successors)
                        if (!code.empty()) marks.push_back(fmt::format("{} {}", code, *record.number));
            }
        } else if (evidence == Evidence::conversion && record.postcode) {
            if (says(record.reason_closed, "academ") || says(record.reason_opened, "academ"))
                marks.push_back(postcode_key(record.postcode));
        }
        return marks;
    }

    /// Compares records that bear the same mark. Those that the first census counts are never one with another, so that
    /// only the marks of the others need be kept.
    void by(Evidence evidence) {
        std::map<std::string, std::vector<std::uint32_t>> together;
        for (const bool counted_first : {false, true}) {
            std::size_t seen = 0;
            for (const auto& [urn, record] : joined_.by_urn) {
                if (++seen % records_between_stops == 0) stop_if_asked();
                if (((record.counted_in & first_census_) != 0) != counted_first) continue;
                if (counted_first && together.empty()) continue;
                for (std::string& mark : marks_of(record, evidence))
                    if (!counted_first)
                        together[std::move(mark)].push_back(urn);
                    else if (const auto found = together.find(mark); found != together.end())
                        found->second.push_back(urn);
            }
        }
        for (const auto& [mark, urns] : together) compare(urns, evidence);
    }

    void compare(const std::vector<std::uint32_t>& urns, Evidence evidence) {
        if (urns.size() > most_at_one_place) return;
        for (std::size_t i = 0; i < urns.size(); ++i)
            for (std::size_t k = i + 1; k < urns.size(); ++k) {
                const SchoolRecord& one = joined_.by_urn.at(urns[i]);
                const SchoolRecord& other = joined_.by_urn.at(urns[k]);
                if (!may_be_one(one, other)) continue;
                if (evidence == Evidence::number && !(one_authority(one, other) && near_one_another(one, other)))
                    continue;
                if (evidence == Evidence::conversion && !became(one, other) && !became(other, one)) continue;
                propose(one, other);
            }
    }

    /// Which of two numbers is kept: the one a census counts (the first census's, of two), else the one that is open,
    /// else the newer.
    void propose(const SchoolRecord& one, const SchoolRecord& other) {
        const auto rank = [](const SchoolRecord& record) {
            return std::tuple(record.counted_in == 0, record.counted_in & (~record.counted_in + 1),
                              record.proposed.value_or(false), record.closed.value_or(false), ~record.urn);
        };
        const bool first = rank(one) < rank(other);
        keepers_[first ? other.urn : one.urn].insert(first ? one.urn : other.urn);
    }

    void unite(const SchoolRecord& given_up, SchoolRecord& keeper) {
        lend(given_up, keeper);
        keeper.counted_in |= given_up.counted_in;
        // The school has been there under one number or the other.
        if (keeper.opened && *keeper.opened > census_ && !(given_up.opened && *given_up.opened > census_))
            keeper.opened = given_up.opened;
        keeper.closed = keeper.closed.value_or(false) && given_up.closed.value_or(false);
        const std::string numbers = fmt::format("{} for {}", keeper.urn, given_up.urn);
        if (keeper.counted_in != 0)
            quality_.count(keeper.first_table, Oddity::same_school,
                           "counted once, under the number a census has; the other's rows fill what is blank", numbers);
        else
            quality_.count(keeper.first_table, {Oddity::same_school, "uncounted"},
                           "no census table counts either: counted once, under the number that is open, else the newer "
                           "one; the other's rows fill what is blank",
                           numbers);
    }

    static constexpr std::int32_t cell_m = 100;
    JoinedSchools& joined_;
    Month census_;
    QualityTable& quality_;
    std::uint64_t first_census_ = 0;  ///< bit of the first table that counts a school; 0: none does
    std::map<std::uint32_t, std::set<std::uint32_t>> keepers_;  ///< of each number to be given up
};

/// What kind of thing a number lends another of the same school.
enum class Lent : std::uint8_t {
    description,  ///< of the school, which goes on
    pupils,       ///< counted in a month, of which a census of the number kept has its own count or its own blank
    roll,         ///< the same; a roll that any table gives under the number kept is not replaced by another kind's
};

/// THE list of what is lent, whatever its type. Shares and the pupils of a base describe a school for years, and girls
/// and boys tell only whom it takes.
template <class Visit>
void for_each_lent(Visit&& visit) {
    using R = SchoolRecord;
    visit(&R::low_age, Lent::description);
    visit(&R::high_age, Lent::description);
    visit(&R::capacity, Lent::description);
    visit(&R::roll, Lent::roll);
    visit(&R::other_roll, Lent::roll);
    visit(&R::plans, Lent::pupils);
    visit(&R::sen_support, Lent::pupils);
    visit(&R::girls, Lent::description);
    visit(&R::boys, Lent::description);
    visit(&R::unit_roll, Lent::description);
    visit(&R::resourced_roll, Lent::description);
    visit(&R::fsm_ever, Lent::description);
    visit(&R::fsm, Lent::description);
    visit(&R::gender, Lent::description);
    visit(&R::religion, Lent::description);
    visit(&R::admissions_policy, Lent::description);
    visit(&R::base_type, Lent::description);
    visit(&R::unit_capacity, Lent::description);
    visit(&R::resourced_capacity, Lent::description);
    visit(&R::inspection, Lent::description);
    visit(&R::grid, Lent::description);
    visit(&R::name, Lent::description);
}

}  // namespace

std::string postcode_key(const std::optional<std::string>& postcode) {
    std::string key;
    if (postcode)
        for (const char c : *postcode)
            if (c != ' ') key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return key;
}

bool teach_alike(const SchoolRecord& one, const SchoolRecord& other) {
    if (kind_is_told(one) && kind_is_told(other) && classify(one).setting != classify(other).setting) return false;
    if (!ages_overlap(one, other)) return false;
    const Stage a = parts_of(one.name).stage, b = parts_of(other.name).stage;
    return a == b || a == Stage::none || b == Stage::none;
}

void lend(const SchoolRecord& from, SchoolRecord& to) {
    const bool roll_is_known = to.roll || to.other_roll;
    if (!to.grid) to.grid_table = from.grid_table;
    for_each_lent([&](auto field, Lent what) {
        if (what != Lent::description && to.in_census) return;
        if (what == Lent::roll && roll_is_known) return;
        if (!(to.*field)) to.*field = from.*field;
    });
    if (to.designated == 0) to.designated = from.designated;
}

std::map<std::uint32_t, std::uint32_t> join_same_schools(JoinedSchools& joined, Month census, QualityTable& quality) {
    return Joining(joined, census, quality).join();
}

}  // namespace sendscape
