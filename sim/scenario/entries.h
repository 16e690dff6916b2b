// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agents/admissions/criteria.h"
#include "maps/own_figures.h"
#include "sim/core/calendar.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

/// What an entry is called and where it was read: not part of what it does, so that entries which differ only there are
/// equal.
struct EntryOrigin {
    std::string label;  ///< for the timeline; the policy's title unless the entry gives its own; may be empty
    std::string where;  ///< "file:line", or what was typed
    friend bool operator==(const EntryOrigin&, const EntryOrigin&) { return true; }
};

/// A parameter takes a value from a month on. `from` of Month(0): from the start.
struct ParameterChange : EntryOrigin {
    Month from{0};
    std::string key;
    std::vector<double> values;  ///< one, or as many as the table has
    bool operator==(const ParameterChange&) const = default;
};

/// The parameter that holds the criteria of every admission authority which has determined none of its own.
constexpr std::string_view parameter_of_every_authority = "admissions.criteria";

/// Provision that opens, grows or closes on a date.
struct ProvisionChange : EntryOrigin {
    enum class Kind : std::uint8_t { open_school, open_base, grow, close_school, close_base, set_pan } kind{};
    Month on{0};
    std::uint32_t urn = 0;  ///< school it is at, or the URN a new school shall have; 0 with `near`
    std::string near;       ///< area name or code: of a new school, or where a base finds the largest host without one
    std::string name;       ///< of a new school
    Setting setting = Setting::state_special;  ///< a base setting: it concerns the base at the school
    int places = 0;
    Phase phase = Phase::primary;
    bool all_through = false;  ///< of a new school: every year from Reception
    int pan = 0;               ///< set_pan, and a new mainstream school
    NeedSet needs = 0;
    int ramp_months = 0;         ///< places become available evenly over so many months; 1: all at once
    bool yearly_parts = false;   ///< in thirds, a year apart, as a new special school fills whose entry does not say
    std::optional<double> cost;  ///< capital in pounds as the officer knows it; none: places times the cost parameters
    std::uint32_t into = 0;      ///< close_school: the school that takes over its children and its number; 0: none
    /// How many of the places are there at the end of a month.
    [[nodiscard]] int available(Month month) const;
    /// Months from the opening to the last of its places.
    [[nodiscard]] int months_to_full() const;
    bool operator==(const ProvisionChange&) const = default;
};
/// A new special school of more places than this opens in yearly parts unless its entry says otherwise: three classes
/// can begin together (assumption).
constexpr int opened_at_once = 24;

/// A housing development as a scenario gives it.
struct HomesBuilt : EntryOrigin {
    Month on{0};                                      ///< the first homes are lived in
    std::string near;                                 ///< planning area by name or code
    std::optional<std::array<std::int32_t, 2>> site;  ///< British National Grid metres; none: the area's largest zone
    std::string name;
    int homes = 0, a_year = 0;
    std::array<std::optional<double>, phase_count> yield;  ///< children a home; none: the parameters'
    bool operator==(const HomesBuilt&) const = default;
};

using GridRings = std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>>;  ///< National Grid, metres

/// An admission authority determines its oversubscription criteria, or where the catchment of a school lies. A local
/// authority is that of its community and voluntary controlled schools; an academy, free, foundation or voluntary aided
/// school is its own.
struct CriteriaChange : EntryOrigin {
    Month on{0};            ///< of a catchment also Month(0): from the start
    std::string authority;  ///< three-digit code of a local authority; empty where a school is meant
    std::uint32_t urn = 0;  ///< a school that is its own admission authority, or of the catchment; 0: an authority
    CriteriaOrder order;
    GridRings rings{};         ///< of a catchment, outer ones and holes; empty: the order is determined
    std::string drawn_name{};  ///< of its school as a file of polygons has it beside the URN; empty: it has none
    [[nodiscard]] bool draws_catchment() const { return !rings.empty(); }
    bool operator==(const CriteriaChange&) const = default;
};

/// Figures of an authority's accounts, as they stand there. Without code and name: of the area's only authority.
struct AuthorityEntry : EntryOrigin {
    std::string code, name;
    OwnFigures figures;
    bool operator==(const AuthorityEntry&) const = default;
};

/// Whether two entries cannot both be meant: they give one parameter, admission number or list of criteria in one
/// month, or are the same growth, closure, development or opening of one name or school once more.
bool contradict(const ParameterChange& one, const ParameterChange& other);
bool contradict(const ProvisionChange& one, const ProvisionChange& other);
bool contradict(const CriteriaChange& one, const CriteriaChange& other);
bool contradict(const HomesBuilt& one, const HomesBuilt& other);
bool contradict(const AuthorityEntry& one, const AuthorityEntry& other);

/// The month from which an opening counts. An admission number dated September is that of the round before it: the
/// offers of that March and April go by it, and by which schools will be open then.
Month in_force_from(const ProvisionChange& change);
/// Criteria dated September are those of the round before it, as admission numbers are.
Month in_force_from(const CriteriaChange& change);

/// The month from which an entry does something: criteria, whoever's they are, from the first offers after they are in
/// force (secondary schools' in March, primary schools' in April, the second round in June).
Month takes_effect(const ParameterChange& change);
Month takes_effect(const ProvisionChange& change);
Month takes_effect(const CriteriaChange& change);
Month takes_effect(const HomesBuilt& homes);

/// "plans.agree_school from 2028-02", "the admission number of URN 123456 from 2028-09": an entry, for messages.
std::string entry_words(const ParameterChange& change);
std::string entry_words(const ProvisionChange& change);
std::string entry_words(const CriteriaChange& change);
std::string entry_words(const HomesBuilt& homes);
std::string entry_words(const AuthorityEntry& entry);

/// "URN 123456" or "authority 358": whose criteria they are.
std::string authority_words(const CriteriaChange& change);
/// "Criteria of authority 358: looked_after, sibling, distance_m", "Catchment of URN 123456 drawn anew": for timelines.
std::string criteria_text(const CriteriaChange& change);

}  // namespace sendscape
