// SPDX-License-Identifier: MIT
#include "sim/commands/admission_reasons.h"

#include <gtest/gtest.h>

#include <sstream>

namespace sendscape::admission_reasons_test {
namespace {

using Criterion = AdmissionCriterion;

/// Lists written row by row.
struct Written {
    AdmissionLists lists;
    void school(const std::string& name, std::int32_t places, const CriteriaOrder& order) {
        ListedSchool& one = lists.schools.emplace_back();
        one.name = name, one.places = places, one.criteria = order;
    }
    void choice(const std::string& child, std::uint32_t school, double metres, std::vector<Criterion> meets = {},
                const std::string& band = "") {
        if (lists.applicants.empty() || lists.applicants.back() != child) {
            lists.applicants.push_back(child);
            lists.children.emplace_back();
            preference_ = 0;
        }
        ListedChoice& one = lists.choices.emplace_back();
        one.applicant = static_cast<std::uint32_t>(lists.applicants.size() - 1);
        one.school = school, one.preference = ++preference_;
        one.has_distance = true, one.distance_m = metres, one.band = band;
        for (const Criterion c : meets) one.meets |= CriterionStep(c).bits;
    }
    /// The row of a child's preference, without those cells.
    [[nodiscard]] std::string row(const std::string& child, int preference, Mechanism mechanism = {}) const {
        const ListedRound round = listed_round(lists, Draws(1, 0));
        const std::string cells = child + "," + std::to_string(preference) + ",";
        std::istringstream text(preferences_csv(lists, round, decide(lists, round, mechanism), {}));
        for (std::string line; std::getline(text, line);)
            if (line.starts_with(cells)) return line.substr(cells.size());
        return {};
    }

  private:
    std::int32_t preference_ = 0;
};

const CriterionStep sibling_in_catchment = CriterionStep(Criterion::sibling) + Criterion::catchment;

TEST(AdmissionReasons, ARefusalSaysWhoWasLastAndWhereTheChildStands) {
    Written w;
    w.school("Oak", 2, {sibling_in_catchment, Criterion::catchment, Criterion::distance});
    w.school("Elm", 1, {Criterion::distance});
    w.choice("both", 0, 2500, {Criterion::sibling, Criterion::catchment});
    w.choice("in", 0, 812, {Criterion::catchment});
    w.choice("farther", 0, 1204.7, {Criterion::catchment});
    w.choice("farther", 1, 100);
    w.choice("out", 0, 90, {Criterion::sibling});
    EXPECT_EQ(
        w.row("both", 1),
        "Oak,offered,sibling+catchment,2500,,,,,\"Offered under 'Sibling at the school and Lives in the catchment', "
        "living 2.500 km away.\"");
    EXPECT_EQ(
        w.row("farther", 1),
        "Oak,refused,catchment,1204.7,catchment,812,1,2,\"Refused: all 2 places are taken. The last child offered one "
        "came under 'Lives in the catchment', living 812 m away. This child came under 'Lives in the catchment', "
        "living 1.204 km away, which is farther. The child is number 1 of 2 on the waiting list.\"");
    EXPECT_EQ(
        w.row("out", 1),
        "Oak,refused,distance_m,90,catchment,812,2,2,\"Refused: all 2 places are taken. The last child offered one "
        "came under 'Lives in the catchment', living 812 m away. This child came under 'Distance', living 90 m away, "
        "which comes after it. The child is number 2 of 2 on the waiting list.\"");
    EXPECT_EQ(w.row("farther", 2), "Elm,offered,distance_m,100,,,,,\"Offered under 'Distance', living 100 m away.\"");
}

TEST(AdmissionReasons, WhoLivesALittleFartherIsToldByHowLittle) {
    Written w;
    w.school("Oak", 1, {Criterion::distance});
    w.choice("near", 0, 500);
    w.choice("next", 0, 500.3);
    EXPECT_NE(
        w.row("next", 1).find("Refused: the one place is taken. The last child offered one came under 'Distance', "
                              "living 500 m away. This child came under 'Distance', living 500 m away, which is "
                              "farther by less than a metre."),
        std::string::npos)
        << w.row("next", 1);
}

TEST(AdmissionReasons, PlansComeFirstAndWhatIsNotNeededIsNotRefused) {
    Written w;
    w.school("Oak", 1, {Criterion::distance});
    w.school("Elm", 1, {Criterion::distance});
    w.school("Ash", 0, {Criterion::distance});
    w.choice("plan", 0, 9000, {Criterion::ehcp_named});
    w.choice("plan", 1, 10);
    w.choice("a", 0, 10);
    w.choice("a", 2, 10);
    w.choice("a", 1, 20);
    w.choice("a", 2, 30);
    EXPECT_EQ(
        w.row("plan", 1),
        "Oak,admitted by plan,ehcp_named,9000,,,,,Admitted before all others: the child's plan names this school.");
    EXPECT_EQ(w.row("plan", 2), "Elm,by plan elsewhere,distance_m,10,,,,,Not considered: the child's plan names Oak.");
    EXPECT_EQ(w.row("a", 1),
              "Oak,refused,distance_m,10,,,1,1,Refused: all 1 places went to children whose plan names the school.");
    EXPECT_EQ(w.row("a", 2), "Ash,refused,distance_m,10,,,1,1,Refused: the school has no places to offer.");
    EXPECT_EQ(
        w.row("a", 4),
        "Ash,not needed,distance_m,30,,,,,Not needed: a school the family put higher was offered (preference 3).");
}

TEST(AdmissionReasons, LotsBandsAndOtherMechanismsHaveTheirOwn) {
    Written w;
    w.school("Oak", 1, {Criterion::lottery});
    w.choice("a", 0, 10);
    w.choice("b", 0, 10);
    const std::string refused = w.row(w.row("a", 1).starts_with("Oak,refused") ? "a" : "b", 1);
    EXPECT_NE(refused.find("came under 'Lottery'; lots decided between them."), std::string::npos) << refused;
    EXPECT_NE(w.row("a", 1, Mechanism::serial).find("turn in the lottery came"), std::string::npos);

    Written banded;
    banded.school("Oak", 2, {Criterion::band, Criterion::distance});
    banded.choice("a1", 0, 10, {}, "A");
    banded.choice("a2", 0, 20, {}, "A");
    banded.choice("b1", 0, 900, {}, "B");
    banded.choice("b2", 0, 950, {}, "B");
    EXPECT_NE(banded.row("a2", 1).find("The last child offered one in band A came under 'Distance', living 10 m away."),
              std::string::npos)
        << banded.row("a2", 1);

    Written first;
    first.school("Oak", 1, {Criterion::distance});
    first.school("Elm", 1, {Criterion::distance});
    first.choice("near", 0, 10);
    first.choice("between", 0, 20);
    first.choice("between", 1, 10);
    first.choice("far", 1, 90);
    EXPECT_NE(first.row("between", 2, Mechanism::first_preference_first)
                  .find("as preference 2: those who put the school higher came first."),
              std::string::npos)
        << first.row("between", 2, Mechanism::first_preference_first);
}

}  // namespace
}  // namespace sendscape::admission_reasons_test
