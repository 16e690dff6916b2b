// SPDX-License-Identifier: MIT
#include "visualiser/morph.h"

#include <gtest/gtest.h>

#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"

namespace sendscape::morph_test {
namespace {

TEST(Morph, GoesFromOneFilmToTheOtherWhateverTheirRows) {
    const auto from = film_from_run(testing::small_run(2, 1));
    auto changed = std::make_shared<Film>(*from);
    for (SchoolMonth& now : changed->school_months) now.roll += 40, now.plans += 8;
    for (auto& children : changed->shortfall) children[0] += 10;
    // One school more, in front: rows are met by URN.
    School school = changed->schools[0];
    school.urn = 890'001;
    changed->schools.insert(changed->schools.begin(), school);
    std::vector<SchoolMonth> months;
    const std::size_t schools = from->schools.size();
    for (int m = 0; m < changed->months; ++m) {
        SchoolMonth now;
        now.places = 60;
        months.push_back(now);
        for (std::size_t s = 0; s < schools; ++s)
            months.push_back(changed->school_months[static_cast<std::size_t>(m) * schools + s]);
    }
    changed->school_months = months;
    ASSERT_TRUE(Morph::fits(*from, *changed));
    Morph morph(from, changed);
    const int month = 7;
    for (const float share : {0.0f, 0.25f, 1.0f, 0.5f}) {
        const Film& now = morph.at(month, share);
        EXPECT_FLOAT_EQ(now.at(month, 0).places, 60 * share);
        for (std::size_t s = 0; s < schools; ++s) {
            EXPECT_NEAR(now.at(month, s + 1).roll, from->at(month, s).roll + 40 * share, 1e-3);
            EXPECT_NEAR(now.at(month + 1, s + 1).plans, from->at(month + 1, s).plans + 8 * share, 1e-3);
        }
        for (std::size_t a = 0; a < from->areas.size(); ++a)
            EXPECT_NEAR(now.shortfall_at(month, a)[0], from->shortfall_at(month, a)[0] + 10 * share, 1e-3);
    }
}

TEST(Morph, IsOnlyBetweenFilmsOfOnePlaceAndStart) {
    const auto film = film_from_run(testing::small_run(1, 1));
    Film other = *film;
    EXPECT_TRUE(Morph::fits(*film, other));
    other.first = other.first + 1;
    EXPECT_FALSE(Morph::fits(*film, other));
    EXPECT_FALSE(Morph::fits(Film(), *film));
}

}  // namespace
}  // namespace sendscape::morph_test
