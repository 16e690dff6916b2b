// SPDX-License-Identifier: MIT
// A start that is settled: where year groups are all of one size, nothing is known to change and luck is all there is,
// every school keeps its roll. An invented town with an infant school beside a junior school, a nursery school, faith
// schools and a secondary school that draws from afar lives six years under several replicates.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "maps/travel_time.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"

namespace sendscape::settled_start_test {
namespace {

const Parallel one_thread(1);

struct Row {
    const char* name;
    Setting setting;
    SchoolPhase phase;
    std::uint32_t zone;
    std::int8_t low, high;
    std::int32_t a_year;  ///< pupils of a year group
    bool faith;
    bool selective = false;
};
// 240 children of a year, of whom 235 are on roll.
constexpr std::array<Row, 11> rows{{
    {"Ashfold Infant School", Setting::mainstream, SchoolPhase::primary, 0, 0, 2, 60, false},
    {"Ashfold Junior School", Setting::mainstream, SchoolPhase::primary, 0, 3, 6, 60, false},
    {"Birch Hill Primary", Setting::mainstream, SchoolPhase::primary, 3, 0, 6, 45, false},
    {"Carr Lane Primary", Setting::mainstream, SchoolPhase::primary, 6, 0, 6, 30, false},
    {"Dale Primary", Setting::mainstream, SchoolPhase::primary, 9, 0, 6, 60, false},
    {"Holy Cross Primary", Setting::mainstream, SchoolPhase::primary, 12, 0, 6, 25, true},
    {"Elder Green Primary", Setting::mainstream, SchoolPhase::primary, 19, 0, 6, 15, false},
    {"Fell High School", Setting::mainstream, SchoolPhase::secondary, 5, 7, 11, 110, false},
    {"Glen School", Setting::mainstream, SchoolPhase::secondary, 14, 7, 11, 80, false},
    {"Holy Cross High School", Setting::mainstream, SchoolPhase::secondary, 13, 7, 11, 45, true},
    {"Ings Nursery School", Setting::early_years, SchoolPhase::nursery, 7, -2, -1, 30, false},
}};
constexpr std::size_t nursery = 10, junior = 1;

// The same town with a grammar school among them and a preparatory school: 255 of 258 children of a year are on roll.
const std::vector<Row> rows_of_choice = [] {
    std::vector<Row> all(rows.begin(), rows.end());
    for (Row& row : all)
        if (std::string(row.name) == "Glen School") row.name = "Glen Grammar School", row.selective = true;
    all.push_back(
        {"Juniper Preparatory School", Setting::independent_mainstream, SchoolPhase::primary, 3, -1, 6, 18, false});
    all.push_back({"Kirk High School", Setting::mainstream, SchoolPhase::secondary, 2, 7, 11, 20, false});
    return all;
}();

std::shared_ptr<const Map> town_at_rest(const std::vector<Row>& table, std::int32_t residents) {
    Map map;
    map.name = "Resting town";
    map.synthetic = true;
    map.census = Month(2026, 1);
    map.authorities.resize(1);
    map.authorities[0].code = "901";
    map.authorities[0].name = "Restshire";
    Area area;
    area.code = "A";
    area.name = "All";
    area.authority = AuthorityId(0);
    area.x = 402'000;
    area.y = 301'500;
    map.areas.push_back(area);
    for (std::uint32_t z = 0; z < 20; ++z) {
        Zone zone;
        zone.code = "Z" + std::to_string(z + 1);
        zone.authority = AuthorityId(0);
        zone.area = AreaId(0);
        zone.x = 400'600 + static_cast<std::int32_t>(z % 5) * 800;
        zone.y = 300'000 + static_cast<std::int32_t>(z / 5) * 800;
        zone.radius_m = 450;
        zone.decile = 5;
        zone.residents.fill(residents);
        map.zones.push_back(zone);
    }
    std::uint32_t urn = 100'001;
    for (const Row& row : table) {
        School school;
        school.urn = urn++;
        school.name = row.name;
        school.setting = row.setting;
        school.phase = row.phase;
        school.zone = ZoneId(row.zone);
        school.authority = AuthorityId(0);
        school.area = AreaId(0);
        school.x = map.zones[row.zone].x + 100;
        school.y = map.zones[row.zone].y + 50;
        school.low_ncy = row.low;
        school.high_ncy = row.high;
        school.faith = row.faith;
        school.selective = row.selective;
        const int years = row.high - row.low + 1;
        school.roll = row.a_year * years;
        school.pan = row.selective ? row.a_year : row.a_year * 7 / 6;  // one place in seven is free
        school.capacity = school.pan * years;
        school.mark(Filled::capacity);
        school.plans = school.roll / 33;
        school.sen_support = school.roll / 8;
        school.fsm_share = 0.25F;
        map.schools.push_back(school);
    }
    compute_travel(map, one_thread);
    return std::make_shared<const Map>(prepare_map(map, {}, one_thread));
}

/// Rolls by school each January, the mean of replicates 1 to `replicates`.
std::vector<std::vector<double>> rolls(const std::shared_ptr<const Map>& map, int years, std::uint32_t replicates) {
    std::vector<std::vector<double>> mean(static_cast<std::size_t>(years) + 1,
                                          std::vector<double>(map->schools.size(), 0.0));
    for (std::uint32_t replicate = 1; replicate <= replicates; ++replicate) {
        Scenario scenario;
        scenario.name = "town";
        scenario.years = years;
        scenario.changes.push_back({{"", "test"}, Month(0), "pupils.net_migration", {0}});
        Simulation town(map, std::make_shared<const Scenario>(std::move(scenario)), replicate, one_thread);
        for (int year = 0; year <= years; ++year) {
            for (std::size_t s = 0; s < map->schools.size(); ++s)
                mean[static_cast<std::size_t>(year)][s] +=
                    static_cast<double>(town.world().schools.roll[SchoolId(s)]) / replicates;
            for (int month = 0; month < 12 && year < years; ++month) town.step(one_thread);
        }
    }
    return mean;
}

const std::shared_ptr<const Map>& resting_town() {
    static const auto map = town_at_rest({rows.begin(), rows.end()}, 12);
    return map;
}

TEST(SettledStart, EverySchoolKeepsItsRollWithinLuckForSixYears) {
    constexpr int years = 6;
    constexpr std::uint32_t replicates = 6;
    const auto mean = rolls(resting_town(), years, replicates);
    for (std::size_t s = 0; s < rows.size(); ++s) {
        const double start = mean[0][s], later = mean[years][s];
        EXPECT_NEAR(start, rows[s].a_year * (rows[s].high - rows[s].low + 1), 1e-6) << rows[s].name;
        // An intake is a year's children and their chance; six of them, in the mean of the replicates. Up to eight in a
        // hundred leave besides, most of them late: special schools lie beyond the town, some are taught at home. Who
        // leaves a nursery school is not made up for, since it takes in what it ended the year before with.
        const double leave = s == nursery ? 0.25 : 0.08;
        const double chance = 2.5 * std::sqrt(later / replicates) + leave * start;
        EXPECT_NEAR(later, start, chance) << rows[s].name;
    }
}

// An independent school takes no street's whole year, and who goes to a selective school is missing from the schools
// round it from the first year on, not from then on.
TEST(SettledStart, SelectiveAndIndependentSchoolsLeaveTheOthersTheirs) {
    constexpr int years = 6;
    constexpr std::uint32_t replicates = 6;
    const auto mean = rolls(town_at_rest(rows_of_choice, 13), years, replicates);
    for (std::size_t s = 0; s < rows_of_choice.size(); ++s) {
        if (s == nursery) continue;
        const double start = mean[0][s], later = mean[years][s];
        // Beside a grammar school results go on parting for years, and families with them: the faith school next to it
        // lost half of its roll before its pupils were counted out, and still loses a quarter.
        const double part = rows_of_choice[s].phase == SchoolPhase::secondary ? 0.3 : 0.1;
        EXPECT_NEAR(later, start, 2.5 * std::sqrt(later / replicates) + part * start) << rows_of_choice[s].name;
    }
}

TEST(SettledStart, ANurserySchoolTakesAnIntakeEachYearAndAJuniorSchoolItsInfants) {
    const auto mean = rolls(resting_town(), 2, 2);
    for (const std::size_t year : {std::size_t{1}, std::size_t{2}}) {
        EXPECT_GT(mean[year][nursery], 0.8 * mean[0][nursery]) << year;
        EXPECT_GT(mean[year][junior], 0.9 * mean[0][junior]) << year;
    }
}

}  // namespace
}  // namespace sendscape::settled_start_test
