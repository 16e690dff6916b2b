// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "sim/studies/magnet_trials.h"

namespace sendscape::testing {

/// Results made by hand: five primary schools a kilometre apart, the last of them in the halo, a secondary school in
/// the middle; three replicates, three Januaries; the reference, every link cut, one link cut, one policy. Every school
/// is as expected with 10 plans among 200 pupils until a test says otherwise.
struct MagnetScene {
    static constexpr std::size_t primaries = 5, halo = 4, secondary = 5, schools = 6, runs = 3, years = 3;
    enum Future : std::size_t { reference, cut, link, policy, futures };

    MagnetScene() {
        auto map = std::make_shared<Map>();
        map->name = "Scene";
        map->synthetic = true;
        map->census = Month(2026, 1);
        map->authorities.resize(1);
        map->areas.resize(1);
        map->areas[0].code = "N";
        map->areas[0].name = "North";
        for (std::size_t row = 0; row < schools; ++row) {
            School school;
            school.urn = 100'001 + static_cast<std::uint32_t>(row);
            school.name = "School " + std::to_string(row);
            school.setting = Setting::mainstream;
            school.phase = row == secondary ? SchoolPhase::secondary : SchoolPhase::primary;
            school.authority = AuthorityId(0);
            school.area = AreaId(0);
            school.in_area = row != halo;
            school.x = 1000 * static_cast<std::int32_t>(row == secondary ? 2 : row);
            map->schools.push_back(school);
        }
        trials.map = map;
        trials.title = "By hand";
        trials.replicates = runs;
        trials.januaries = {Month(2026, 1), Month(2027, 1), Month(2028, 1)};
        SchoolFigures plain;
        plain.open = true;
        plain.roll = 200;
        plain.plans = plain.expected = 10;
        plain.hours_needed = 200;
        const char* const names[futures] = {"reference", "every link", "P20-cut-flight", "P11-gate"};
        constexpr TriedAs as[futures] = {TriedAs::reference, TriedAs::all_cut, TriedAs::link, TriedAs::policy};
        for (std::size_t k = 0; k < futures; ++k) {
            TriedFuture future{names[k], std::string("words of ") + names[k], as[k], {}, true};
            future.years.assign(
                runs, std::vector<std::vector<SchoolFigures>>(years, std::vector<SchoolFigures>(schools, plain)));
            trials.futures.push_back(future);
        }
    }
    SchoolFigures& at(std::size_t future, std::size_t run, std::size_t year, std::size_t school) {
        return trials.futures[future].years[run][year][school];
    }
    /// A school's class in a future, in a run, January by January.
    void classes(std::size_t future, std::size_t run, std::size_t school, MagnetClass first, MagnetClass second,
                 MagnetClass last) {
        at(future, run, 0, school).magnet = first;
        at(future, run, 1, school).magnet = second;
        at(future, run, 2, school).magnet = last;
    }
    MagnetTrials trials;
};

}  // namespace sendscape::testing
