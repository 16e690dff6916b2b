// SPDX-License-Identifier: MIT
#include "sim/studies/magnets_answer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "sim/studies/magnets_page.h"
#include "sim/studies/magnets_table.h"
#include "tests/support/magnet_scene.h"

namespace sendscape::magnets_answer_test {
namespace {

using Scene = testing::MagnetScene;

/// Two magnets, one of them since 2027, and a deflector; a policy that takes a third of the magnets' plans away.
Scene scene_of(bool real) {
    Scene scene;
    for (std::size_t run = 0; run < Scene::runs; ++run) {
        scene.classes(0, run, 0, MagnetClass::magnet, MagnetClass::magnet, MagnetClass::magnet);
        scene.classes(0, run, 1, MagnetClass::expected, MagnetClass::magnet, MagnetClass::magnet);
        scene.classes(0, run, Scene::secondary, MagnetClass::deflector, MagnetClass::deflector, MagnetClass::deflector);
        for (const std::size_t row : {0U, 1U}) {
            scene.at(0, run, 2, row).plans = 30 + static_cast<float>(run);
            scene.at(Scene::policy, run, 2, row).plans = 20;
        }
    }
    if (real) {
        auto map = std::make_shared<Map>(*scene.trials.map);
        map->synthetic = false;
        scene.trials.map = map;
    }
    return scene;
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& one : sentences) text += one + '\n';
    return text;
}

TEST(MagnetsAnswer, BeginsWithHowManyAndSinceWhen) {
    const MagnetStudy study = study_magnets(scene_of(false).trials, 10, false);
    const std::vector<std::string> answer = magnets_answer(study);
    EXPECT_EQ(answer.front(),
              "In January 2028, 2 of 5 mainstream schools are SEND magnets in half or more of 3 runs; 1 has been one "
              "from the start.");
    EXPECT_NE(joined(answer).find("range"), std::string::npos);
    EXPECT_NE(joined(answer).find("'words of P11-gate' shrinks magnets: -1.10"), std::string::npos) << joined(answer);
    EXPECT_NE(joined(answer).find("so few lives"), std::string::npos) << "three runs are no interval";
}

TEST(MagnetsAnswer, OneRunTellsNoRangeAndSaysSo) {
    Scene scene = scene_of(false);
    scene.trials.replicates = 1;
    for (TriedFuture& future : scene.trials.futures) future.years.resize(1);
    const MagnetStudy study = study_magnets(scene.trials, 10, false);
    const std::string answer = joined(magnets_answer(study));
    EXPECT_EQ(answer.find("range"), std::string::npos) << answer;
    EXPECT_EQ(answer.find(" runs"), std::string::npos) << answer;
    EXPECT_NE(joined(magnets_not_settled(study)).find("This is one run: no range is told"), std::string::npos);
    const std::string page = magnets_html(study);
    EXPECT_EQ(page.find("percentile"), std::string::npos);
}

TEST(MagnetsAnswer, RealSchoolsHaveNoNameInASimulatedFutureUnlessAskedFor) {
    const Scene scene = scene_of(true);
    const MagnetStudy hidden = study_magnets(scene.trials, 10, false), named = study_magnets(scene.trials, 10, true);
    EXPECT_EQ(names_of_schools(hidden).at(0), "Primary A in North");
    EXPECT_EQ(names_of_schools(hidden).at(1), "Primary B in North");
    EXPECT_EQ(names_of_schools(hidden).at(Scene::secondary), "Secondary A in North");
    EXPECT_EQ(names_of_schools(named).at(0), "School 0");
    for (const std::string& text : {magnets_html(hidden), magnets_csv(hidden), magnets_text(hidden)}) {
        EXPECT_EQ(text.find("School 0"), std::string::npos);
        EXPECT_EQ(text.find("100001"), std::string::npos) << "nor its number";
        EXPECT_NE(text.find("Primary A in North"), std::string::npos);
    }
    EXPECT_NE(magnets_csv(named).find("School 0,100001"), std::string::npos);
    EXPECT_TRUE(tells_names(study_magnets(scene_of(false).trials, 10, false))) << "an invented county's are told";
}

TEST(MagnetsAnswer, ASelectiveSchoolIsNoDeflectorByWhatItDoes) {
    Scene scene = scene_of(false);
    EXPECT_EQ(joined(magnets_not_settled(study_magnets(scene.trials, 10, false))).find("selective"), std::string::npos);
    auto map = std::make_shared<Map>(*scene.trials.map);
    map->schools[Scene::secondary].selective = 1;
    map->schools[2].selective = 1;  // none of the deflectors
    scene.trials.map = map;
    EXPECT_NE(
        joined(magnets_not_settled(study_magnets(scene.trials, 10, false))).find("1 of the 1 deflectors is selective"),
        std::string::npos);
}

TEST(MagnetsAnswer, APolicyThatChangesNothingShrinksNone) {
    Scene scene = scene_of(false);
    for (std::size_t run = 0; run < Scene::runs; ++run)
        for (const std::size_t row : {0U, 1U})
            scene.at(Scene::policy, run, 2, row).plans = scene.at(0, run, 2, row).plans - 0.01F;
    EXPECT_NE(joined(magnets_answer(study_magnets(scene.trials, 10, false)))
                  .find("The policy tried is not shown to shrink magnets"),
              std::string::npos);
}

TEST(MagnetsTable, EveryRowHasEveryColumnAndEveryQuestionIsAnswered) {
    const MagnetStudy study = study_magnets(scene_of(false).trials, 10, false);
    std::istringstream text(magnets_csv(study));
    std::string line;
    std::getline(text, line);
    const auto columns = std::count(line.begin(), line.end(), ',');
    std::set<std::string> questions;
    std::string policy;
    while (std::getline(text, line)) {
        EXPECT_EQ(std::count(line.begin(), line.end(), ','), columns) << line;
        std::vector<std::string> cells(1);
        for (const char c : line)
            if (c == ',')
                cells.emplace_back();
            else
                cells.back() += c;
        questions.insert(cells[5]);
        if (cells[1] == "School 0" && cells[5] == "policy" && cells[7] == "relative_rate") policy = line;
    }
    EXPECT_EQ(questions, (std::set<std::string>{"is_one", "since", "made_of", "link", "neighbours", "policy", "cost"}));
    EXPECT_NE(policy.find(",2028-01,3.1,2,-1.1,"), std::string::npos) << policy;
}

TEST(MagnetsPage, TellsNobodyWhereNobodyIsOne) {
    const Scene scene;
    const MagnetStudy study = study_magnets(scene.trials, 10, false);
    EXPECT_NE(joined(magnets_answer(study)).find("none of 5 mainstream schools is a SEND magnet"), std::string::npos);
    const std::string page = magnets_html(study);
    EXPECT_EQ(page.find("nan"), std::string::npos);
    EXPECT_NE(page.find("No school is a magnet in January 2028"), std::string::npos);
}

TEST(MagnetsPage, TellsNoMoreThanWanted) {
    const MagnetStudy study = study_magnets(scene_of(false).trials, 1, false);
    const std::string page = magnets_html(study);
    EXPECT_NE(page.find("One more is one in half or more of the runs"), std::string::npos);
    EXPECT_NE(page.find("<svg class=\"small\""), std::string::npos);
}

}  // namespace
}  // namespace sendscape::magnets_answer_test
