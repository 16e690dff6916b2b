// SPDX-License-Identifier: MIT
#include "visualiser/anonymous.h"

#include <gtest/gtest.h>

#include "sim/output/school_names.h"
#include "tests/support/invented_film.h"

namespace sendscape::anonymous_test {
namespace {

TEST(Anonymous, NoTextOfAFilmKeepsAName) {
    auto film = std::make_shared<Film>(*testing::invented_film());
    film->title = "Close School of St Somebody 12";
    film->scenario = "without School of St Somebody 1";
    film->flags.push_back({3, "School of St Somebody 3", ChangeKind::school_opens});
    const auto hidden = without_names(*film);
    EXPECT_EQ(hidden->title, "Close School 12");  // not that of number 1 with a 2 behind it
    EXPECT_EQ(hidden->scenario, "without School 1");
    EXPECT_EQ(hidden->flags.back().label, "School 3 opens");
    EXPECT_EQ(hidden->flags.front().label, "Base opens at School 3");
    for (std::size_t s = 0; s < hidden->schools.size(); ++s) {
        EXPECT_EQ(hidden->schools[s].name, unnamed_school(s));
        EXPECT_EQ(hidden->schools[s].urn, film->schools[s].urn);  // levers work on
    }
    EXPECT_EQ(film->schools[0].name, "School of St Somebody 1");
}

TEST(Anonymous, WordsWithoutNamesStayAsTheyAre) {
    const auto film = testing::invented_film();
    EXPECT_EQ(without_names("A panel asks for evidence", *film), "A panel asks for evidence");
    EXPECT_EQ(without_names("School of St Somebody 40 and School of St Somebody 4", *film), "School 40 and School 4");
    EXPECT_EQ(without_names("", *film), "");
}

}  // namespace
}  // namespace sendscape::anonymous_test
