#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

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

/// A school or other named setting as the map describes it on its census date. Whole-county input: read once.
struct School {
    std::uint32_t urn = 0;
    std::string name;
    Setting setting = Setting::mainstream;  ///< of its ordinary pupils; a base is told by base_places
    SchoolPhase phase = SchoolPhase::primary;
    AuthorityId authority;                  ///< authority it lies in and is counted by
    AreaId area;                            ///< planning area; none in the halo
    ZoneId zone;                            ///< nearest zone
    NodeId node;                            ///< nearest road node; none without roads
    std::int32_t x = 0, y = 0;              ///< British National Grid, metres
    std::int8_t low_ncy = 0, high_ncy = 6;  ///< national curriculum years taught
    Sex sex = Sex::mixed;
    bool faith = false;
    bool selective = false;
    bool section41 = false;                     ///< independent, approved under CFA 2014 s41
    bool own_admissions = false;                ///< academy, free, foundation, voluntary aided
    bool in_area = true;                        ///< false in the halo: simulated, not measured
    std::int32_t capacity = 0;                  ///< places, all years
    std::int32_t pan = 0;                       ///< published admission number of the entry year
    std::int32_t roll = 0;                      ///< January census: pupils on roll
    std::int32_t plans = 0;                     ///< ... of whom with an EHC plan
    std::int32_t sen_support = 0;               ///< ... of whom on SEN Support
    float fsm_share = 0;                        ///< share ever eligible for free school meals in six years
    std::int32_t commissioned_places = 0;       ///< special schools and AP
    std::array<std::int32_t, 2> base_places{};  ///< RP or SEN unit places: primary, secondary
    Setting base_kind = Setting::resourced_provision;
    NeedSet designated = 0;             ///< special schools: needs taken; 0 = any
    NeedSet base_needs = 0;             ///< base: needs taken; 0 = any
    std::uint8_t inspection_grade = 2;  ///< 1 outstanding to 4 inadequate
    float attainment = 0;               ///< published results, standard deviations about the mean
    Month opens{0};                     ///< taught from this month on
    Month closes{std::numeric_limits<std::int32_t>::max()};
    std::uint16_t filled = 0;  ///< bits of Filled

    [[nodiscard]] bool teaches(int ncy) const { return ncy >= low_ncy && ncy <= high_ncy; }
    void mark(Filled what) { filled = static_cast<std::uint16_t>(filled | static_cast<std::uint16_t>(what)); }
    [[nodiscard]] bool is_filled(Filled what) const { return (filled & static_cast<std::uint16_t>(what)) != 0; }
};

constexpr int zone_ages = 26;  ///< single years of age 0 to 25

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
    bool residents_filled = false;
};

/// Planning area.
struct Area {
    std::string code;
    std::string name;
    AuthorityId authority;
    std::int32_t x = 0, y = 0;
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> outline;  ///< rings in metres; may be empty
};

/// Plans an authority maintains for its residents aged 0 to 25, from SEN2 where it was given.
struct PlansMaintained {
    int year = 0;  ///< January of
    std::int32_t total = 0;
    std::array<std::int32_t, setting_group_count> by_setting{};
    std::array<std::int32_t, 5> by_age_band{};  ///< under 5, 5-10, 11-15, 16-19, 20-25
};

struct Authority {
    std::string code;  ///< three digits, "358"
    std::string gss;   ///< "E08000009"; may be empty
    std::string name;
    bool in_area = true;  ///< false: a neighbour in the halo
    std::optional<PlansMaintained> sen2;
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

/// One line of the data-quality table that `map build` prints and the map keeps.
struct QualityRow {
    std::string table;  ///< file name without its folder, or "map"
    std::string issue;  ///< what was met, in words
    std::int64_t count = 0;
    std::string rule;      ///< what was done about it
    std::string examples;  ///< a few URNs or rows; may be empty
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
