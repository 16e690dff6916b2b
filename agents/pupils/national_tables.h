// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

/// England's published tables that a starting population is fitted to. Ages are ages on 31 August before the January
/// (national curriculum year plus 4). Index 0 of a table by age is age 2 (which stands for all under 3).
constexpr int first_plan_age = 2;
constexpr int last_plan_age = 25;
constexpr std::size_t national_ages = 24;
constexpr std::size_t national_index(int age) { return static_cast<std::size_t>(age - first_plan_age); }

constexpr std::size_t plan_age_bands = 5;  ///< of SEN2: under 5, 5 to 10, 11 to 15, 16 to 19, 20 to 25
constexpr std::size_t plan_age_band(int age) { return age < 5 ? 0 : age < 11 ? 1 : age < 16 ? 2 : age < 20 ? 3 : 4; }

/// Columns of plans_by_age: the groups of SettingGroup, and last what is elsewhere or not recorded.
constexpr std::size_t plan_columns = setting_group_count + 1;

/// Plans maintained by age and setting, England, January 2026 (DfE, Education, health and care plans, 2026 release).
/// Order of SettingGroup: early years, mainstream (base excluded), base, state special, independent and non-maintained
/// special, alternative provision, further education, EOTAS, home educated, NEET, no setting; then other or unrecorded.
inline constexpr std::array<std::array<std::int32_t, plan_columns>, national_ages> plans_by_age =
    printed_table<plan_columns, std::int32_t>({
        {288, 91, 2, 36, 9, 0, 0, 6, 1, 50, 0, 52},                          // under 3
        {2911, 1410, 41, 261, 27, 7, 4, 15, 10, 133, 0, 184},                // 3
        {1260, 14675, 1347, 4074, 263, 8, 2, 59, 96, 217, 0, 311},           // 4
        {251, 21986, 2322, 6979, 611, 26, 18, 115, 247, 15, 165, 293},       // 5
        {83, 25282, 2896, 9156, 1017, 115, 19, 160, 402, 10, 183, 277},      // 6
        {34, 24293, 2840, 9923, 1364, 186, 22, 184, 448, 18, 190, 336},      // 7
        {15, 24845, 2954, 10736, 1617, 248, 20, 249, 481, 4, 158, 269},      // 8
        {10, 26712, 2881, 11165, 2022, 290, 28, 334, 520, 17, 181, 309},     // 9
        {9, 29927, 2498, 11268, 2287, 321, 34, 422, 656, 15, 200, 337},      // 10
        {16, 25106, 2138, 17126, 4209, 249, 43, 586, 742, 15, 312, 845},     // 11
        {11, 23925, 2100, 17464, 4737, 413, 50, 775, 966, 31, 312, 512},     // 12
        {7, 24239, 2126, 17423, 5255, 675, 83, 985, 1129, 17, 430, 617},     // 13
        {4, 23463, 1949, 17194, 5841, 1021, 168, 1426, 1146, 45, 537, 717},  // 14
        {9, 22158, 1864, 16316, 5529, 1423, 352, 1943, 1262, 71, 548, 770},  // 15
        {5, 5220, 256, 8622, 2305, 295, 23008, 2245, 399, 3357, 0, 2401},    // 16
        {6, 3054, 169, 7333, 1457, 124, 21549, 2104, 286, 4481, 0, 1344},    // 17
        {4, 1151, 42, 4977, 872, 62, 17012, 1495, 147, 4866, 0, 1308},       // 18
        {3, 432, 19, 643, 365, 37, 13805, 1001, 75, 4405, 0, 966},           // 19
        {1, 197, 6, 286, 196, 19, 9984, 690, 31, 3613, 0, 533},              // 20
        {5, 105, 0, 132, 110, 5, 6690, 458, 27, 2529, 0, 418},               // 21
        {1, 42, 1, 55, 71, 6, 4087, 361, 7, 1805, 0, 282},                   // 22
        {3, 24, 0, 32, 37, 0, 2426, 231, 10, 1110, 0, 165},                  // 23
        {0, 14, 0, 12, 18, 0, 1253, 138, 5, 679, 0, 93},                     // 24
        {0, 2, 0, 6, 4, 0, 158, 16, 2, 130, 0, 30},                          // 25
    });

/// Plans in January 2025 over January 2026 by age (same release and that of 2025).
inline constexpr std::array<double, national_ages> plans_2025_over_2026{
    0.996, 0.860, 1.009, 0.934, 0.805, 0.855, 0.875, 0.863, 0.863, 0.910, 0.920, 0.894,
    0.881, 0.859, 0.873, 0.871, 0.895, 0.957, 0.932, 0.936, 0.932, 0.998, 1.004, 1.0};

/// Children of each age in England, thousands: cohorts implied by new plans per 1,000 without a plan (derived, +-3%).
inline constexpr std::array<double, national_ages> children_thousands{590, 599, 614, 632, 652, 659, 669, 682,
                                                                      698, 708, 719, 723, 717, 704, 706, 700,
                                                                      690, 700, 710, 715, 720, 725, 730, 735};

/// Recorded needs of plans by setting group, %, January 2025 (DfE SEN2 2025: primary need of all plans by placement),
/// in the order of the needs that have a column there. Mainstream is the mainstream total, whose bases are a tenth; for
/// early years the figures are those of age 4, for no setting between those of home educated and NEET (assumptions).
inline constexpr auto plan_need_by_setting = by_setting_group<Exactly<plan_need_count>>({
    // SPLD  MLD   SLD  PMLD  SEMH  SLCN   HI   VI   MSI   PD   ASD   OTH
    {SettingGroup::early_years, {1.0, 4.0, 2.0, 2.0, 3.0, 46.0, 1.4, 0.8, 0.3, 5.0, 31.0, 2.0}},
    {SettingGroup::mainstream, {2.7, 9.7, 1.3, 0.3, 19.2, 28.8, 1.6, 1.0, 0.2, 3.7, 29.2, 1.2}},
    {SettingGroup::base, {1.8, 7.3, 1.7, 0.2, 9.9, 29.6, 4.7, 1.1, 0.3, 2.8, 39.5, 0.5}},
    {SettingGroup::state_special, {1.2, 10.9, 9.2, 3.7, 12.2, 18.4, 0.9, 0.6, 0.4, 4.5, 36.3, 1.2}},
    {SettingGroup::independent_special, {2.3, 5.8, 2.5, 1.0, 33.6, 12.0, 1.3, 0.5, 0.2, 2.0, 37.5, 0.9}},
    {SettingGroup::alternative_provision, {1.3, 3.8, 0.8, 0.4, 63.0, 8.9, 0.5, 0.1, 0.1, 0.8, 18.4, 0.9}},
    {SettingGroup::further_education, {2.8, 15.4, 4.9, 0.9, 23.5, 13.1, 1.7, 1.0, 0.2, 4.6, 30.2, 1.1}},
    {SettingGroup::eotas, {1.6, 6.4, 2.1, 0.9, 40.1, 8.4, 0.4, 0.4, 0.2, 3.1, 34.4, 1.4}},
    {SettingGroup::home_education, {1.9, 9.1, 2.3, 1.6, 24.5, 17.0, 0.7, 0.5, 0.3, 3.7, 36.5, 1.2}},
    {SettingGroup::neet, {2.4, 11.3, 3.2, 0.5, 42.2, 9.1, 1.3, 0.8, 0.2, 3.0, 23.8, 1.0}},
    {SettingGroup::no_setting, {1.9, 9.0, 3.0, 1.0, 30.0, 17.0, 0.7, 0.5, 0.3, 3.7, 32.0, 1.2}},
});

/// The same by age, % (January 2025), at the ages published; between them needs are interpolated.
inline constexpr std::array<int, 9> plan_need_ages{4, 5, 7, 10, 11, 13, 15, 17, 20};
inline constexpr std::array<std::array<double, plan_need_count>, plan_need_ages.size()> plan_need_by_age =
    printed_table<plan_need_count>({
        // SPLD MLD SLD PMLD SEMH SLCN HI  VI   MSI  PD  ASD  OTH (HI, VI, MSI, OTH: as at all ages)
        {1, 4, 2, 2, 3, 50, 1.4, 0.8, 0.3, 4, 31, 1.2},
        {1, 4, 2, 1, 5, 46, 1.4, 0.8, 0.3, 3, 34, 1.2},
        {1, 6, 3, 2, 14, 35, 1.4, 0.8, 0.3, 4, 32, 1.2},
        {3, 11, 4, 1, 20, 21, 1.4, 0.8, 0.3, 4, 33, 1.2},
        {3, 12, 4, 1, 22, 18, 1.4, 0.8, 0.3, 3, 32, 1.2},
        {3, 13, 4, 1, 26, 15, 1.4, 0.8, 0.3, 3, 31, 1.2},
        {3, 12, 4, 1, 30, 12, 1.4, 0.8, 0.3, 3, 31, 1.2},
        {3, 12, 5, 1, 29, 11, 1.4, 0.8, 0.3, 4, 30, 1.2},
        {2, 16, 7, 2, 20, 12, 1.4, 0.8, 0.3, 5, 31, 1.2},
    });
/// Share of 'other' that is Down syndrome once it has a code of its own (January 2026 on): assumption.
inline constexpr double down_syndrome_of_other = 0.5;

/// Recorded needs of SEN Support by phase, %, in the order of the needs that have a column there: DfE school census
/// January 2025 (SLCN 25.7 of all), split by phase after January 2024; smaller needs as in January 2022.
inline constexpr std::array<std::array<double, support_need_count>, 2> support_need_by_phase =
    printed_table<support_need_count>({
        // SPLD MLD  SLD  PMLD SEMH SLCN HI   VI   MSI  PD   ASD OTH  NSA
        {9, 18, 0.2, 0.1, 19, 34, 1.5, 0.8, 0.3, 2.1, 7, 3.5, 4.5},    // to Year 6
        {21, 17, 0.2, 0.1, 24, 13, 1.5, 0.9, 0.3, 1.9, 12, 4.3, 3.8},  // from Year 7
    });

/// Share of girls by recorded need in plans (DfE SEN2 2026; needs not published there: 0.36, assumption), and on SEN
/// Support (census January 2025: 61% boys; SPLD, NSA, HI nearer even: assumption).
inline constexpr auto girls_of_plans = by_need<double>({{Need::spld, 0.36},
                                                        {Need::mld, 0.38},
                                                        {Need::sld, 0.36},
                                                        {Need::pmld, 0.45},
                                                        {Need::semh, 0.27},
                                                        {Need::slcn, 0.28},
                                                        {Need::hi, 0.47},
                                                        {Need::vi, 0.45},
                                                        {Need::msi, 0.42},
                                                        {Need::pd, 0.40},
                                                        {Need::asd, 0.24},
                                                        {Need::oth, 0.38},
                                                        {Need::nsa, 0.38},
                                                        {Need::ds, 0.47}});
inline constexpr auto girls_of_support = by_need<double>({{Need::spld, 0.46},
                                                          {Need::mld, 0.43},
                                                          {Need::sld, 0.38},
                                                          {Need::pmld, 0.45},
                                                          {Need::semh, 0.34},
                                                          {Need::slcn, 0.35},
                                                          {Need::hi, 0.50},
                                                          {Need::vi, 0.48},
                                                          {Need::msi, 0.45},
                                                          {Need::pd, 0.42},
                                                          {Need::asd, 0.32},
                                                          {Need::oth, 0.42},
                                                          {Need::nsa, 0.45},
                                                          {Need::ds, 0.47}});

/// SEN Support per 100 pupils by age 2 to 25: shape of the school census January 2020 (15.2 at 10, 12.9 at 11, 11.4 at
/// 15), raised to 2025's level and peak at 9. Only its shape matters: schools' counts are exact.
inline constexpr std::array<double, national_ages> support_by_age{2.0,  6.0,  9.5,  13.0, 15.4, 16.6, 17.2, 17.5,
                                                                  17.2, 14.8, 14.4, 13.9, 13.4, 12.9, 8.0,  7.0,
                                                                  5.0,  0,    0,    0,    0,    0,    0,    0};

/// New plans by calendar year 2009 to 2025 (DfE SEN2, 2022, 2025 and 2026 releases; 2011 interpolated).
inline constexpr int first_new_plans_year = 2009;
inline constexpr std::array<double, 17> new_plans_by_year{25'200, 25'887, 27'000, 28'636, 29'109, 27'139,
                                                          27'923, 36'094, 42'162, 48'907, 53'899, 60'097,
                                                          62'180, 66'706, 84'428, 97'747, 110'708};
/// New plans of 2025 by age at issue, 2 to 25 (DfE SEN2 2026; 20 and over together in the source).
inline constexpr std::array<double, national_ages> new_plans_by_age{
    210,   6'950, 16'521, 10'117, 8'508, 7'800, 7'468, 8'096, 9'880, 8'149, 4'810, 5'765,
    6'036, 5'020, 3'095,  1'107,  482,   193,   80,    50,    30,    20,    10,    0};

/// Share of plans in mainstream, special, by years the plan has been in place, 1 to 10 (DfE SEN2 2025; years 7 and 9
/// smoothed).
inline constexpr std::array<double, 10> mainstream_by_years{71.5, 62.0, 53.1, 46.8, 41.9, 34.4, 22.7, 16.7, 15.8, 15.0};
inline constexpr std::array<double, 10> special_by_years{11.9, 22.3, 28.8, 33.9, 37.1, 40.1, 41.0, 40.8, 42.0, 43.2};

/// Monthly chance that a child with a plan moves to another authority, by age 2 to 25 (DfE SEN2 2026, derived).
inline constexpr std::array<double, national_ages> moves_authority{
    0.0012, 0.0012, 0.0015, 0.0021, 0.0024, 0.0022, 0.0020, 0.0019, 0.0022, 0.0018, 0.0016, 0.0019,
    0.0021, 0.0024, 0.0029, 0.0028, 0.0025, 0.0021, 0.0016, 0.0016, 0.0016, 0.0016, 0.0016, 0.0016};

}  // namespace sendscape
