// SPDX-License-Identifier: MIT
// No setting, need or band of ages changes its part of plans by more than half in three years unless England's does: a
// start beside flows that do not belong to it shows here first.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <string>

#include "maps/county/synthetic_county.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "sim/start/published_plans.h"
#include "test_places.h"

namespace sendscape::lasting_shares_test {
namespace {

constexpr int runs = 3, years = 6, apart = 3;
constexpr double handful = 20;  ///< plans a run, below which chance speaks

using Parts = std::map<std::string, double>;

Parts parts_of(const World& w) {
    Parts parts;
    for (std::size_t row = 0; row < w.pupils.size(); ++row) {
        const PupilId p(row);
        if (!w.pupils.has_plan(p) || !w.pupils.present(p)) continue;
        const auto home = w.map->zone(w.families.zone[w.pupils.family[p]]).authority;
        if (!home.exists() || !w.map->authorities[home.value].in_area) continue;
        ++parts["all"];
        const Setting setting = w.pupils.counted_setting(p);
        // Sixth forms apart: of mainstream plans they are too few to be seen.
        ++parts[setting == Setting::sixth_form ? "sixth forms"
                                               : "setting " + std::to_string(static_cast<int>(group_of(setting)))];
        if (is_special(setting) && w.pupils.ncy[p] > last_ncy_of_school_age) ++parts["special schools after 16"];
        ++parts["need " + std::to_string(static_cast<int>(w.pupils.recorded[p]))];
        ++parts["band " + std::to_string(plan_age_band(std::max(0, age_of_ncy(w.pupils.ncy[p]))))];
    }
    return parts;
}

TEST(LastingShares, NothingChangesByHalfInThreeYears) {
    const Parallel alone(1);
    const Map bare = make_synthetic_county(SENDSCAPE_SOURCE_DIR "/configs/counties/wendshire.toml", 1, alone);
    const auto map = std::make_shared<const Map>(prepare_map(bare, {}, alone));
    std::map<int, Parts> januaries;
    for (std::uint32_t replicate = 0; replicate < runs; ++replicate) {
        Scenario scenario;
        scenario.name = "county";
        scenario.years = years;
        Simulation county(map, std::make_shared<const Scenario>(std::move(scenario)), replicate, alone);
        const auto count = [&](int year) {
            for (const auto& [part, plans] : parts_of(county.world())) januaries[year][part] += plans;
        };
        count(0);
        for (int month = 1; !county.finished(); ++month) {
            county.step(alone);
            if (month % 12 == 0) count(month / 12);
        }
    }
    // Recoded with January 2026 on: Down syndrome has a code of its own, which 'other' had held. It is not of this
    // test.
    const std::string recoded[] = {"need " + std::to_string(static_cast<int>(Need::ds)),
                                   "need " + std::to_string(static_cast<int>(Need::oth))};
    // Education otherwise by the authority did change by half in three years: 2,969 of 353,995 plans in January 2019,
    // 15,998 of 718,838 in January 2026 (SEN2). It is held to that.
    const std::string eotas = "setting " + std::to_string(static_cast<int>(SettingGroup::eotas));
    const double published_of_eotas = std::pow(15'998.0 / 718'838 / (2'969.0 / 353'995), apart / 7.0);
    int asked = 0;
    for (int from = 0; from + apart <= years; ++from) {
        const Parts &before = januaries[from], &after = januaries[from + apart];
        for (const auto& [part, plans] : before) {
            if (part == recoded[0] || part == recoded[1]) continue;
            const auto later = after.find(part);
            const double then = later == after.end() ? 0 : later->second;
            if (std::max(plans, then) < handful * runs) continue;
            ++asked;
            const double published = part == eotas ? published_of_eotas : 1;
            const double change = then / after.at("all") / (plans / before.at("all")) / published;
            EXPECT_LT(change, 1.5) << part << " from year " << from << ": " << plans << " to " << then;
            EXPECT_GT(change, 0.5) << part << " from year " << from << ": " << plans << " to " << then;
        }
    }
    EXPECT_GT(asked, 60);
}

}  // namespace
}  // namespace sendscape::lasting_shares_test
