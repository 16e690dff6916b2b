// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_findings.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/magnet_scene.h"

namespace sendscape::magnet_findings_test {
namespace {

using Scene = testing::MagnetScene;
constexpr MagnetClass as_expected = MagnetClass::expected, magnet = MagnetClass::magnet,
                      deflector = MagnetClass::deflector;

TEST(ToldSchools, HowOftenAndSinceWhen) {
    Scene scene;
    // School 0: from the start in all runs. School 1: in two runs of three, since 2027 and, after a break, since 2028.
    for (std::size_t run = 0; run < Scene::runs; ++run) scene.classes(0, run, 0, magnet, magnet, magnet);
    scene.classes(0, 0, 1, as_expected, magnet, magnet);
    scene.classes(0, 1, 1, magnet, as_expected, magnet);
    scene.classes(0, 2, 1, magnet, magnet, as_expected);
    // School 2 in one run, since the last January. School 3 was one and is none. The halo is nobody's.
    scene.classes(0, 2, 2, as_expected, as_expected, magnet);
    scene.classes(0, 0, 3, magnet, magnet, as_expected);
    scene.classes(0, 0, Scene::halo, magnet, magnet, magnet);
    scene.at(0, 1, 2, 0).above = true;
    const auto told = told_schools(scene.trials, Side::magnet);
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[0].row, 0U);
    EXPECT_TRUE(told[0].from_start);
    EXPECT_EQ(told[0].share, 1);
    EXPECT_NEAR(told[0].published_by_january.back(), 1.0 / 3, 1e-12);
    EXPECT_EQ(told[1].row, 1U);
    EXPECT_NEAR(told[1].share, 2.0 / 3, 1e-12);
    EXPECT_FALSE(told[1].from_start);
    EXPECT_EQ(told[1].since, Month(2027, 1)) << "of 2027 and 2028 the earlier";
    EXPECT_EQ(told[1].by_january, (std::vector<double>{2.0 / 3, 2.0 / 3, 2.0 / 3}));
    EXPECT_EQ(told[2].since, Month(2028, 1));
    EXPECT_EQ(rows_of(in_most_runs(told, 0)), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(in_most_runs(told, 1).size(), 1U);
    EXPECT_TRUE(told_schools(scene.trials, Side::deflector).empty());
}

TEST(ToldSchools, OneByThePublishedMeasureAloneIsToldToo) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run)
        for (std::size_t year = 1; year < Scene::years; ++year) scene.at(0, run, year, 2).far_below = true;
    const auto told = told_schools(scene.trials, Side::deflector);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].share, 1);
    EXPECT_EQ(told[0].by_january.back(), 0);
    EXPECT_EQ(told[0].published_by_january, (std::vector<double>{0, 1, 1}));
    EXPECT_EQ(told[0].since, Month(2027, 1));
}

TEST(ToldSchools, TheStrongestComesFirstOnEitherSide) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.classes(0, run, 1, magnet, magnet, magnet);
        scene.classes(0, run, 2, magnet, magnet, magnet);
        scene.at(0, run, 2, 1).plans = 20;
        scene.at(0, run, 2, 2).plans = 30;
        scene.classes(0, run, 0, deflector, deflector, deflector);
        scene.classes(0, run, 3, deflector, deflector, deflector);
        scene.at(0, run, 2, 0).plans = 4;
        scene.at(0, run, 2, 3).plans = 1;
    }
    EXPECT_EQ(rows_of(told_schools(scene.trials, Side::magnet)), (std::vector<std::size_t>{2, 1}));
    EXPECT_EQ(rows_of(told_schools(scene.trials, Side::deflector)), (std::vector<std::size_t>{3, 0}));
}

TEST(ToldSchools, OthersAreOfTheKindOrdinaryOnesOfTheAreaAndNeighboursOfTheHaloToo) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.classes(0, run, 3, magnet, magnet, magnet);
        scene.classes(0, run, 2, as_expected, as_expected, deflector);
    }
    for (std::size_t run = 0; run < Scene::runs; ++run) scene.at(0, run, 0, 0).roll = 240;
    const ToldSchool told = told_schools(scene.trials, Side::magnet).front();
    EXPECT_EQ(told.alike, (std::vector<std::size_t>{1, 0}))
        << "nearest in roll first; not 2, a deflector, nor the halo";
    EXPECT_EQ(told.neighbours, (std::vector<std::size_t>{2, Scene::halo, 1, 0})) << "nearest first, no secondary";
}

TEST(ToldSchools, ASchoolOfAnotherSizeIsNotAlike) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.classes(0, run, 3, magnet, magnet, magnet);
        scene.classes(0, run, 2, as_expected, as_expected, deflector);
        scene.at(0, run, 0, 0).roll = 260;  // the magnet's: 200
        scene.at(0, run, 0, 1).roll = 150;
    }
    const std::vector<ToldSchool> told = told_schools(scene.trials, Side::magnet);
    EXPECT_TRUE(told.front().alike.empty());
    EXPECT_EQ(contrast_alike(scene.trials, told, school_figure("hours_needed")).paired.pairs, 0U);
}

TEST(MagnetFigures, MeansAreOverOpenSchoolsRunByRun) {
    Scene scene;
    scene.at(0, 0, 2, 0).plans = 30;
    scene.at(0, 1, 2, 1).open = false;
    scene.at(0, 1, 2, 0).plans = 5;
    scene.at(0, 2, 2, 0).open = scene.at(0, 2, 2, 1).open = false;
    const auto means = mean_figure(scene.trials, 0, {0, 1}, relative_rate());
    EXPECT_NEAR(means[0], (3.0 + 1.0) / 2, 1e-6);
    EXPECT_NEAR(means[1], 0.5, 1e-6);
    EXPECT_TRUE(std::isnan(means[2]));
    EXPECT_EQ(mean_figure(scene.trials, 0, {0}, school_figure("plan_rate"), 0),
              (std::vector<double>{0.05, 0.05, 0.05}));
}

TEST(MagnetFigures, NumbersAndWhoStillIsOne) {
    Scene scene;
    scene.classes(0, 0, 0, magnet, magnet, magnet);
    scene.classes(0, 0, 1, magnet, magnet, as_expected);
    scene.classes(0, 0, 2, as_expected, magnet, magnet);
    scene.classes(0, 0, Scene::halo, magnet, magnet, magnet);
    scene.classes(0, 1, 0, deflector, deflector, deflector);
    EXPECT_EQ(number_of(scene.trials, 0, Side::magnet, By::model_class, 2), (std::vector<double>{2, 0, 0}));
    EXPECT_EQ(number_of(scene.trials, 0, Side::deflector, By::either, 2), (std::vector<double>{0, 1, 0}));
    const auto still = share_still(scene.trials, 0, Side::magnet, By::model_class);
    EXPECT_EQ(still[0], 0.5);
    EXPECT_TRUE(std::isnan(still[1])) << "of none no share";
    scene.at(0, 2, 2, 3).above = true;
    EXPECT_EQ(number_of(scene.trials, 0, Side::magnet, By::published, 2), (std::vector<double>{0, 0, 1}));
    EXPECT_EQ(number_of(scene.trials, 0, Side::magnet, By::either, 2), (std::vector<double>{2, 0, 1}));
}

TEST(Contrasts, IntervalsAreOfPairsAndOfTheirMean) {
    const std::vector<double> without{1, 2, 3, 4, 5}, with{2, 3, 5, 5, 4};  // differences 1, 1, 2, 1, -1
    const Contrast told = contrast(without, with);
    EXPECT_NEAR(told.paired.difference, 0.8, 1e-12);
    EXPECT_NEAR(told.paired.p05, -1, 1e-12);  // of fewer than 19 the least
    EXPECT_NEAR(told.paired.p95, 2, 1e-12);
    EXPECT_EQ(told.with_sign, 4U);
    EXPECT_NEAR(told.paired.share_below_zero, 0.2, 1e-12);
    // Standard deviation of 1, 1, 2, 1, -1 is sqrt(1.2); t of four degrees of freedom 2.776.
    EXPECT_NEAR(told.mean.high - told.mean.low, 2 * 2.776 * std::sqrt(1.2 / 5), 1e-9);
    EXPECT_FALSE(told.shown());
    EXPECT_TRUE(contrast({1, 1, 1, 1, 1}, {2, 3, 2, 3, 2}).shown());
    EXPECT_FALSE(contrast({1, 1, 1, 1}, {2, 3, 2, 3}).shown()) << "four pairs tell no interval";
    EXPECT_EQ(contrast({1}, {0}).with_sign, 1U);
}

TEST(Contrasts, AgainstSchoolsAlikeNeighboursAndTheLoopCut) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.classes(0, run, 3, magnet, magnet, magnet);
        scene.at(0, run, 2, 3).hours_needed = 500 + 100 * static_cast<float>(run);
        scene.at(Scene::cut, run, 2, 3).hours_needed = 450;
        scene.at(0, run, 2, 2).roll = 190;  // one of four neighbours loses ten to the loop
    }
    const auto told = told_schools(scene.trials, Side::magnet);
    const SchoolFigureRow& hours = school_figure("hours_needed");
    const Contrast alike = contrast_alike(scene.trials, told, hours);
    EXPECT_NEAR(alike.paired.reference, 200, 1e-9);
    EXPECT_NEAR(alike.paired.difference, 400, 1e-9);
    EXPECT_NEAR(contrast_of(scene.trials, Scene::cut, 0, rows_of(told), hours).paired.difference, 150, 1e-9);
    const Contrast rolls = contrast_neighbours(scene.trials, Scene::cut, told, school_figure("pupils_on_roll"));
    EXPECT_NEAR(rolls.paired.difference, -2.5, 1e-9);
    EXPECT_EQ(rolls.with_sign, 3U);
}

TEST(MadeOf, PartsAddUpToTheWhole) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.at(0, run, 0, 0).plans = 15;
        scene.at(0, run, 2, 0).plans = 30;
        SchoolFigures& cut = scene.at(Scene::cut, run, 2, 0);
        cut.plans = 25;
        cut.in_base = 8;
        cut.home_area = 1.2F;
    }
    const MadeOf made = made_of(scene.trials, {0});
    EXPECT_NEAR(made.at_start, 1.5, 1e-6);
    EXPECT_NEAR(made.whole, 3, 1e-6);
    EXPECT_NEAR(made.loop, 0.5, 1e-6);
    EXPECT_NEAR(made.base, 0.8, 1e-6);
    EXPECT_NEAR(made.home_area, 0.2, 1e-6);
    EXPECT_NEAR(made.lasting, 0.5, 1e-6);
    EXPECT_NEAR(1 + made.home_area + made.base + made.lasting + made.loop, made.whole, 1e-12);
}

}  // namespace
}  // namespace sendscape::magnet_findings_test
