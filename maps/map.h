// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maps/own_figures.h"
#include "maps/road_network.h"
#include "sim/core/calendar.h"
#include "sim/core/id.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

enum class Sex : std::uint8_t { mixed, boys, girls };

/// What of a school was filled in by a stated rule rather than read from a file.
enum class Filled : std::uint16_t {
    coordinates = 1,
    capacity = 2,
    roll = 4,
    ages = 8,
    plans = 16,
    sen_support = 32,
    places = 64,
    pan = 128,
    designation = 256,
    base_places = 512,
    fsm = 1024,
    inspection = 2048,
    attainment = 4096,
};

/// A school or other named setting as the map describes it on its census date. Read once, before a run begins.
/// A field more is a row more in for_each_column.
struct School {
    std::uint32_t urn = 0;
    std::string name;
    Setting setting = Setting::mainstream;  ///< of its ordinary pupils; a base is told by base_places
    SchoolPhase phase = SchoolPhase::primary;
    AuthorityId authority;  ///< authority it lies in and is counted by
    AreaId area;            ///< planning area; none in the halo
    ZoneId zone;            ///< nearest zone
    NodeId node;            ///< nearest road node; none without roads
    std::int32_t x = 0, y = 0;
    std::int8_t low_ncy = 0, high_ncy = 6;
    Sex sex = Sex::mixed;
    bool faith = false;
    bool selective = false;
    bool section41 = false;
    bool own_admissions = false;
    bool in_area = true;  ///< false in the halo
    std::int32_t capacity = 0;
    std::int32_t pan = 0;  ///< of the entry year
    std::int32_t roll = 0;
    std::int32_t plans = 0;
    std::int32_t sen_support = 0;
    float fsm_share = 0;
    std::int32_t commissioned_places = 0;
    std::array<std::int32_t, 2> base_places{};  ///< primary, secondary
    Setting base_kind = Setting::resourced_provision;
    NeedSet designated = 0;  ///< special schools
    NeedSet base_needs = 0;
    std::uint8_t inspection_grade = 2;
    float attainment = 0;
    Month opens{0};  ///< taught from this month on
    Month closes{std::numeric_limits<std::int32_t>::max()};
    SchoolId leads_to;         ///< its leavers' next school, an infant school's junior school; none: nothing names it
    std::uint16_t filled = 0;  ///< bits of Filled

    [[nodiscard]] bool teaches(int ncy) const { return ncy >= low_ncy && ncy <= high_ncy; }
    void mark(Filled what) { filled = static_cast<std::uint16_t>(filled | static_cast<std::uint16_t>(what)); }
    [[nodiscard]] bool is_filled(Filled what) const { return (filled & static_cast<std::uint16_t>(what)) != 0; }

    template <class Visit>
    static constexpr void for_each_column(Visit&& visit);
};

/// What a column read from a file may hold.
struct ColumnRange {
    enum class Kind : std::uint8_t {
        anything,
        numbers,      ///< from `least` to `most`
        row,          ///< of the table its id is of
        row_or_none,  ///< ... or none
        opening,      ///< a month, or 0: since before the map's census
        closing,      ///< a month, or the last there is: never
    };
    Kind kind = Kind::anything;
    double least = 0, most = 0;

    // Bounds are far beyond anything real: they keep sums of numbers within their types, and waits within a life.
    static constexpr double farthest = 10'000'000;  ///< metres from the grid's origin; Great Britain ends at 1,300,000
    static constexpr double most_children = 1'000'000'000;  ///< in one school or zone: what tables are read with
};
constexpr ColumnRange from_to(double least, double most) { return {ColumnRange::Kind::numbers, least, most}; }

/// In which files a column stands: the first format that has it (0: none has). A file of an older format leaves the
/// field's own initial value.
struct KeptSince {
    int map_format = 1, run_format = 1;
};

/// What is known of a column of schools, whatever its type.
struct SchoolColumn {
    std::string_view name;  ///< in files; run files put 'school_' before it
    ColumnRange range;
    KeptSince kept;
    std::string_view meaning;
    std::string_view unit;
};

/// Calls `visit(SchoolColumn, &School::field)` for each field in the order of map files. Map and run files are written,
/// read and checked by this list; map_check.cpp does not compile where a field has no row.
template <class Visit>
constexpr void School::for_each_column(Visit&& visit) {
    using S = School;
    using Range = ColumnRange;
    constexpr Range anything{}, row{Range::Kind::row}, row_or_none{Range::Kind::row_or_none};
    constexpr Range opening{Range::Kind::opening}, closing{Range::Kind::closing};
    constexpr Range grid = from_to(-Range::farthest, Range::farthest), children = from_to(0, Range::most_children);
    constexpr Range years = from_to(first_ncy, last_ncy), needs = from_to(0, (1 << (need_count + 1)) - 1);
    constexpr auto base_least = static_cast<double>(Setting::resourced_provision);
    constexpr auto base_most = static_cast<double>(Setting::sen_unit);
    constexpr KeptSince both{1, 1}, in_maps{1, 0}, elsewhere{0, 0};
    constexpr std::string_view row_note = "row on the axis of that name; 4294967295 for none";
    constexpr std::string_view month_note = "months since January of year 0";
    visit({"urn", anything, in_maps, "unique reference number", ""}, &S::urn);
    visit({"name", anything, in_maps, "", ""}, &S::name);
    visit({"setting", from_to(0, setting_count - 1), both, "row of /setting", ""}, &S::setting);
    visit({"phase", from_to(0, school_phase_count - 1), both,
           "0 nursery, 1 primary, 2 secondary, 3 all-through, 4 post16", ""},
          &S::phase);
    visit({"authority", row, both, "row of /map/local_authority", ""}, &S::authority);
    visit({"area", row_or_none, both, row_note, ""}, &S::area);
    visit({"zone", row, both, row_note, ""}, &S::zone);
    visit({"node", row_or_none, both, row_note, ""}, &S::node);
    visit({"x", grid, both, "easting", "m"}, &S::x);
    visit({"y", grid, both, "northing", "m"}, &S::y);
    visit({"low_ncy", years, both, "lowest national curriculum year taught; 0 is Reception", ""}, &S::low_ncy);
    visit({"high_ncy", years, both, "highest year taught", ""}, &S::high_ncy);
    visit({"sex", from_to(0, 2), in_maps, "0 mixed, 1 boys, 2 girls", ""}, &S::sex);
    visit({"faith", anything, both, "1 of a faith", ""}, &S::faith);
    visit({"selective", anything, both, "1 selective", ""}, &S::selective);
    visit(
        {"section41", anything, in_maps, "1 independent and approved (Children and Families Act 2014, section 41)", ""},
        &S::section41);
    visit({"own_admissions", anything, in_maps, "1 academy, free, foundation or voluntary aided", ""},
          &S::own_admissions);
    visit({"in_area", anything, both, "1: measured; 0: neighbour, simulated only", ""}, &S::in_area);
    visit({"capacity", children, both, "places, all years", ""}, &S::capacity);
    visit({"pan", children, both, "published admission number", ""}, &S::pan);
    visit({"roll", children, both, "pupils in the map's census", ""}, &S::roll);
    visit({"plans", children, in_maps, "of them with an EHC plan", ""}, &S::plans);
    visit({"sen_support", children, in_maps, "of them on SEN Support", ""}, &S::sen_support);
    visit({"fsm_share", from_to(0, 1), in_maps, "share ever eligible for free school meals in six years", ""},
          &S::fsm_share);
    visit({"commissioned_places", children, in_maps, "places of special schools and AP", ""}, &S::commissioned_places);
    visit({"base_places", children, in_maps, "places in its base: primary, secondary", ""}, &S::base_places);
    visit({"base_kind", from_to(base_least, base_most), both, "row of /setting", ""}, &S::base_kind);
    visit({"designated", needs, both, "needs taken, a bit for each row of /need; 0 any", ""}, &S::designated);
    visit({"base_needs", needs, both, "needs the base takes, a bit for each row of /need; 0 any", ""}, &S::base_needs);
    visit({"inspection_grade", from_to(1, 4), in_maps, "1 outstanding to 4 inadequate", ""}, &S::inspection_grade);
    visit({"attainment", from_to(-100, 100), in_maps, "published results, standard deviations about the mean", ""},
          &S::attainment);
    visit({"opens", opening, both, month_note, ""}, &S::opens);
    visit({"closes", closing, both, month_note, ""}, &S::closes);
    visit(
        {"leads_to", row_or_none, elsewhere, "row of the school its leavers go on to: table school_links of maps", ""},
        &S::leads_to);
    visit({"filled", anything, both, "bits: what was filled in by rule, not read", ""}, &S::filled);
}

constexpr int zone_ages = 26;  ///< single years of age 0 to 25

/// Where a zone's residents by single year of age come from.
enum class ResidentsFrom : std::uint8_t {
    count,    ///< a table by single year
    rolls,    ///< pupils on the rolls of schools, and births; in older files any that were filled in
    profile,  ///< a table of totals or of age bands, spread over single years by England's profile
};
constexpr int residents_from_count = 3;

/// Small area where families live.
struct Zone {
    std::string code;
    AreaId area;  ///< none in the halo
    AuthorityId authority;
    NodeId node;
    std::int32_t x = 0, y = 0;
    std::int32_t radius_m = 400;                      ///< homes lie within this of the centre
    std::uint8_t decile = 5;                          ///< deprivation: 1 most deprived to 10 least
    std::array<std::int32_t, zone_ages> residents{};  ///< by single year of age on the census date
    ResidentsFrom residents_from = ResidentsFrom::count;
};

/// Closed lines in metres, the last corner joined to the first; a ring inside a ring is a hole.
using Outline = std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>>;

/// Planning area.
struct Area {
    std::string code;
    std::string name;
    AuthorityId authority;
    std::int32_t x = 0, y = 0;
    Outline outline;  ///< may be empty
};

/// Plans an authority maintains for its residents aged 0 to 25 in one January, from SEN2. Rows of zeros: not given.
struct PlansMaintained {
    int year = 0;  ///< January of
    std::int32_t total = 0;
    std::array<std::int32_t, setting_group_count> by_setting{};
    std::array<std::int32_t, 5> by_age_band{};  ///< under 5, 5-10, 11-15, 16-19, 20-25
    std::array<std::int32_t, need_count> by_need{};
};

/// How an authority dealt with requests for a plan in one calendar year, from SEN2. -1, and rows of zeros: not given.
struct PlanFlows {
    int year = 0;
    std::int32_t requests = -1;    ///< for an EHC needs assessment, received in the year
    std::int32_t agreed = -1;      ///< of them: an assessment was decided on
    std::int32_t refused = -1;     ///< of them: no assessment
    std::int32_t not_issued = -1;  ///< assessments that ended without a plan
    std::int32_t new_plans = -1;
    std::int32_t timed = -1;    ///< new plans that the 20 weeks are counted of, exceptions left out
    std::int32_t in_time = -1;  ///< of those timed: within 20 weeks
    std::array<std::int32_t, setting_group_count> new_by_setting{};  ///< first placements
    std::array<std::int32_t, 5> new_by_age_band{};
};

/// What SEN2 tells of one authority, year by year, oldest first.
struct Sen2 {
    std::vector<PlansMaintained> plans;
    std::vector<PlanFlows> flows;

    [[nodiscard]] const PlansMaintained* latest() const { return plans.empty() ? nullptr : &plans.back(); }
    [[nodiscard]] const PlansMaintained* january(int year) const { return of_year(plans, year); }
    [[nodiscard]] const PlanFlows* flow(int year) const { return of_year(flows, year); }

  private:
    template <class Row>
    static const Row* of_year(const std::vector<Row>& rows, int year) {
        for (const Row& row : rows)
            if (row.year == year) return &row;
        return nullptr;
    }
};

struct Authority {
    std::string code;  ///< three digits, "358"
    std::string gss;   ///< "E08000009"; may be empty
    std::string name;
    bool in_area = true;   ///< false: a neighbour in the halo
    Sen2 sen2;             ///< up to the census; empty where none was given
    OwnFigures figures{};  ///< as a scenario gives them: no map file holds any
    Outline outline{};     ///< its border as a file of boundaries draws it; empty: none was given
};

/// The catchment of a school as polygons: outer rings and holes, metres of the National Grid.
struct Catchment {
    SchoolId school;
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> rings;
};

/// A journey between a home zone and a school.
struct Journey {
    std::int32_t metres = 0;  ///< shortest walking distance
    std::int32_t tenths = 0;  ///< driving time in tenths of a minute
};

/// Journeys from each zone to the schools within reach, rows ordered by school: pairs not listed are estimated from
/// the straight line. The journeys of zone z are [first[z], first[z + 1]).
struct TravelTable {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> school;
    std::vector<std::uint32_t> metres;
    std::vector<std::uint16_t> tenths;
};

enum class Oddity : std::uint8_t;  // maps/oddity.h

/// One line of the data-quality table that `map build` prints and the map keeps.
struct QualityRow {
    std::string table;  ///< file name without its folder, or "map"
    std::string issue;  ///< what was met, in words for people
    std::int64_t count = 0;
    std::string rule;      ///< what was done about it
    std::string examples;  ///< a few URNs or rows; may be empty
    Oddity oddity{};       ///< what was met, for programs; unknown in a map of format 1
};

/// Everything about a place that does not change while a run goes on. Shared read-only between worlds.
struct Map {
    std::string name;
    Month census{2026, 1};  ///< the January its counts describe
    bool synthetic = false;
    std::vector<Authority> authorities;
    std::vector<Area> areas;
    std::vector<Zone> zones;
    std::vector<School> schools;
    std::vector<Catchment> catchments;  ///< drawn, of the schools that have one; empty: nobody gave any
    RoadNetwork roads;
    TravelTable travel;
    double detour_factor = 1.3;  ///< road over straight-line distance where there are no roads
    std::vector<QualityRow> quality;
    std::vector<std::string> assumptions;  ///< sentences for every report made from this map
    std::string digest;                    ///< of the map file's content, hexadecimal

    [[nodiscard]] const School& school(SchoolId id) const { return schools[id.value]; }
    [[nodiscard]] const Zone& zone(ZoneId id) const { return zones[id.value]; }
};

/// Journey from a zone to a school: from the table, else straight line times the detour factor at 30 km/h door to
/// door over short distances rising to 60 km/h over long ones.
Journey journey(const Map& map, ZoneId zone, SchoolId school);
/// The estimate used where there are no roads.
Journey straight_line_journey(double detour_factor, std::int32_t dx, std::int32_t dy);

}  // namespace sendscape
