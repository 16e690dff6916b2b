// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Draws that lay out a county belong to no month of a run.
constexpr Month at_layout{0};

/// Metres rounded to whole ones, halves up.
inline std::int32_t metre(double value) { return static_cast<std::int32_t>(std::floor(value + 0.5)); }

/// An invented county as its TOML file describes it (configs/counties/): kilometres from `origin`, shares from 0 to 1,
/// spreads as standard deviations. The file itself says what each figure is and where it comes from.
struct CountyConfig {
    enum class SettlementKind : std::uint8_t { town, market, village };
    struct Settlement {
        std::string name;
        SettlementKind kind = SettlementKind::village;
        double x_km = 0, y_km = 0, radius_km = 1;
        int zones = 1;
        double deprivation = 0;
        int secondary = 0;
        bool halo = false;
    };
    struct Quarter {
        std::string name;
        double x_km = 0, y_km = 0, radius_km = 1, deprivation = 0;
    };
    struct PlanningArea {
        std::string code, name;
        double x_km = 0, y_km = 0;
    };
    struct Special {
        std::string name;
        Setting setting = Setting::state_special;
        bool nursery = false;
        std::size_t settlement = 0;  ///< row of settlements
        double east_km = 0, north_km = 0;
        int low_ncy = 0, high_ncy = 11, places = 0, roll = 0;
        NeedSet needs = 0;
    };
    struct Independent {
        std::string name;
        std::size_t settlement = 0;
        double east_km = 0, north_km = 0;
        int low_ncy = 0, high_ncy = 11, capacity = 0, roll = 0;
        Sex sex = Sex::mixed;
        bool selective = false;
    };

    std::string name;
    Month census{2026, 1};
    double pupils = 0, england_pupils = 0;
    std::pair<double, double> origin;
    std::vector<std::pair<double, double>> outline;
    std::string authority_code, authority_name, neighbour_code, neighbour_name;
    std::array<double, zone_ages> england_thousands{};
    double residents_spread = 0, young_tilt = 0, deprivation_spread = 0;
    std::vector<PlanningArea> areas;
    std::vector<Settlement> settlements;
    std::vector<Quarter> quarters;

    struct Roads {
        double town_spacing_m = 140, village_spacing_m = 110, country_spacing_m = 250, missing_share = 0.1;
        double residential_kmh = 26, main_kmh = 38, lane_kmh = 52, a_road_kmh = 72, trunk_kmh = 88;
    } roads;

    struct Primary {
        int schools = 0, pupils = 0, nursery_pupils = 0, infant_junior_pairs = 0;
        double nursery_class_share = 0, unfilled = 0, fill_spread = 0, faith_share = 0, own_admissions_share = 0;
        std::vector<int> pans;
    } primary;

    struct Secondary {
        int pupils = 0, sixth_form_pupils = 0, pan_smallest = 120, pan_largest = 300, pan_step = 30;
        double sixth_form_share = 0, unfilled = 0, fill_spread = 0, faith_share = 0, own_admissions_share = 0;
    } secondary;

    struct Stocks {
        int plans_primary = 0, plans_secondary = 0;
        double plans_spread_primary = 0, plans_spread_secondary = 0, plans_deprivation = 0;
        double sen_support_primary = 0, sen_support_secondary = 0, sen_support_spread = 0, sen_support_deprivation = 0;
        double fsm_share = 0, attainment_deprivation = 0;
        std::vector<double> inspection_shares;
    } counts;

    struct Bases {
        int primary_hosts = 0, secondary_hosts = 0, places = 0;
        double primary_places_share = 0.5, unit_share = 0;
        std::vector<NeedSet> needs;
    } bases;

    std::vector<Special> special;
    double state_plan_share = 1, independent_special_plan_share = 1, ap_plan_share = 0, ap_sen_support_share = 0,
           nursery_plan_share = 0, nursery_sen_support_share = 0;
    std::vector<Independent> independent;
    double independent_plan_share = 0, independent_sen_support_share = 0;
    std::vector<std::string> street_names, saint_names, secondary_names;

    [[nodiscard]] double metres_east(double x_km) const { return origin.first + x_km * 1000.0; }
    [[nodiscard]] double metres_north(double y_km) const { return origin.second + y_km * 1000.0; }
};

/// Reads and checks a county file. Throws InputError naming file, line, what was read, what is allowed, and for an
/// unknown key the nearest known one; all such errors in one message.
CountyConfig read_county_config(const std::filesystem::path& path);

}  // namespace sendscape
