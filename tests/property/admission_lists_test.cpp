// SPDX-License-Identifier: MIT
// A round on an authority's lists against every way of giving the places, found by going through them all: what is
// stable, and of that what is best for everybody. The order at a school is worked out here from the lists themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

#include "sim/commands/admission_offers.h"

namespace sendscape::admission_lists_property_test {
namespace {

using Criterion = AdmissionCriterion;
constexpr int instances = 2000;

/// Whole numbers below a bound, alike with every library.
class Dice {
  public:
    explicit Dice(std::uint32_t seed) : words_(seed) {}
    std::uint32_t below(std::uint32_t most) { return static_cast<std::uint32_t>(words_() % most); }
    bool once_in(std::uint32_t times) { return below(times) == 0; }

  private:
    std::mt19937 words_;
};

/// Up to six children and three schools: schools without places, children whose plans alone exceed a number, brothers
/// and sisters, equal distances, lists of one criterion and of joined ones, with and without distance.
AdmissionLists any_lists(Dice& dice) {
    const CriterionStep both = CriterionStep(Criterion::sibling) + Criterion::catchment;
    const std::vector<CriteriaOrder> orders{
        {Criterion::looked_after, both, Criterion::catchment, Criterion::sibling, Criterion::distance},
        {both, Criterion::distance},
        {Criterion::sibling, Criterion::lottery},
        {CriterionStep(Criterion::looked_after) + Criterion::faith, Criterion::sibling, Criterion::distance},
        {Criterion::lottery},
        {}};
    AdmissionLists lists;
    const std::uint32_t schools = 1 + dice.below(3), children = 1 + dice.below(6);
    for (std::uint32_t s = 0; s < schools; ++s) {
        ListedSchool& school = lists.schools.emplace_back();
        school.name = "school" + std::to_string(s);
        school.places = static_cast<std::int32_t>(dice.below(4));
        school.criteria = orders[dice.below(static_cast<std::uint32_t>(orders.size()))];
    }
    for (std::uint32_t a = 0; a < children; ++a) {
        lists.applicants.push_back("child" + std::to_string(a));
        lists.children.emplace_back();
        std::vector<std::uint32_t> list(schools);
        std::iota(list.begin(), list.end(), 0U);
        for (std::size_t k = list.size(); k > 1; --k)
            std::swap(list[k - 1], list[dice.below(static_cast<std::uint32_t>(k))]);
        list.resize(1 + dice.below(schools));
        const bool plan = dice.once_in(5);
        for (std::size_t k = 0; k < list.size(); ++k) {
            ListedChoice choice;
            choice.applicant = a;
            choice.school = list[k];
            choice.preference = static_cast<std::int32_t>(k) + 1;
            for (const Criterion c :
                 {Criterion::looked_after, Criterion::sibling, Criterion::catchment, Criterion::faith})
                if (dice.once_in(3)) choice.meets |= CriterionStep(c).bits;
            if (plan && k == 0) choice.meets |= CriterionStep(Criterion::ehcp_named).bits;
            choice.has_distance = true;
            choice.distance_m = 100.0 * dice.below(3);  // ties are the rule
            lists.choices.push_back(choice);
        }
    }
    return lists;
}

/// Whether choice `a` comes before choice `b` at their school by its list of criteria; of equals the lot says.
class Order {
  public:
    Order(const AdmissionLists& lists, const ListedRound& round) : lists_(lists), lot_(lists.choices.size(), 0) {
        for (std::size_t k = 0; k < round.entry.size(); ++k) lot_[round.entry[k]] = round.priority[k];
    }
    bool before(std::size_t a, std::size_t b) const {
        const ListedChoice &one = lists_.choices[a], &other = lists_.choices[b];
        const CriteriaOrder& order = lists_.schools[one.school].criteria;
        for (const CriterionStep step : order) {
            if (step == CriterionStep(Criterion::lottery)) break;
            if (step == CriterionStep(Criterion::distance)) {
                if (one.distance_m != other.distance_m) return one.distance_m < other.distance_m;
                break;
            }
            bool mine = true, theirs = true;
            for (const Criterion c : step.criteria()) {
                mine = mine && one.meets_criterion(c);
                theirs = theirs && other.meets_criterion(c);
            }
            if (mine != theirs) return mine;
            if (mine)
                return by_distance(order) && one.distance_m != other.distance_m ? one.distance_m < other.distance_m
                                                                                : lot_[a] < lot_[b];
        }
        return lot_[a] < lot_[b];
    }

  private:
    static bool by_distance(const CriteriaOrder& order) {
        return std::find(order.begin(), order.end(), CriterionStep(Criterion::distance)) != order.end();
    }
    const AdmissionLists& lists_;
    std::vector<std::uint64_t> lot_;
};

using Offers = std::vector<std::int64_t>;  // by applicant: a row of the lists' choices, -1 none

int met(const AdmissionLists& lists, std::int64_t row) {
    return row < 0 ? 1000 : lists.choices[static_cast<std::size_t>(row)].preference;
}

/// Whether nobody has a better claim to a place than he or she who has it, and no place is kept from anybody.
bool is_stable(const AdmissionLists& lists, const Order& order, const std::vector<std::int32_t>& places,
               const std::vector<std::int64_t>& named, const Offers& offers) {
    std::vector<std::int32_t> taken(places.size(), 0);
    for (std::size_t a = 0; a < offers.size(); ++a)
        if (named[a] < 0 && offers[a] >= 0) ++taken[lists.choices[static_cast<std::size_t>(offers[a])].school];
    for (std::size_t row = 0; row < lists.choices.size(); ++row) {
        const ListedChoice& choice = lists.choices[row];
        if (named[choice.applicant] >= 0 || choice.preference >= met(lists, offers[choice.applicant])) continue;
        if (taken[choice.school] < places[choice.school]) return false;
        for (std::size_t a = 0; a < offers.size(); ++a) {
            if (named[a] >= 0 || offers[a] < 0) continue;
            const auto held = static_cast<std::size_t>(offers[a]);
            if (lists.choices[held].school == choice.school && order.before(row, held)) return false;
        }
    }
    return true;
}

/// Of all stable ways the one that is best for every child; empty: there is none.
Offers best_stable(const AdmissionLists& lists, const Order& order) {
    std::vector<std::int64_t> named(lists.applicants.size(), -1);
    std::vector<std::int32_t> places;
    for (const ListedSchool& school : lists.schools) places.push_back(school.places);
    for (std::size_t row = 0; row < lists.choices.size(); ++row)
        if (lists.choices[row].meets_criterion(Criterion::ehcp_named)) {
            named[lists.choices[row].applicant] = static_cast<std::int64_t>(row);
            --places[lists.choices[row].school];
        }
    for (std::int32_t& left : places) left = std::max(left, 0);  // plans alone may exceed the number
    std::vector<Offers> stable;
    Offers trial(lists.applicants.size(), -1);
    std::vector<std::int32_t> left = places;
    const std::function<void(std::size_t)> go = [&](std::size_t a) {
        if (a == trial.size()) {
            if (is_stable(lists, order, places, named, trial)) stable.push_back(trial);
            return;
        }
        trial[a] = named[a];
        go(a + 1);
        if (named[a] >= 0) return;
        for (std::size_t row = 0; row < lists.choices.size(); ++row) {
            const ListedChoice& choice = lists.choices[row];
            if (choice.applicant != a || left[choice.school] == 0) continue;
            --left[choice.school];
            trial[a] = static_cast<std::int64_t>(row);
            go(a + 1);
            ++left[choice.school];
        }
        trial[a] = -1;
    };
    go(0);
    for (const Offers& one : stable)
        if (std::all_of(stable.begin(), stable.end(), [&](const Offers& other) {
                for (std::size_t a = 0; a < one.size(); ++a)
                    if (met(lists, one[a]) > met(lists, other[a])) return false;
                return true;
            }))
            return one;
    return {};
}

TEST(AdmissionLists, EqualPreferenceIsWhatGoingThroughAllWaysFinds) {
    int over_number = 0, joined = 0, without_places = 0, unplaced_children = 0, ties = 0;
    for (std::uint32_t seed = 0; seed < instances; ++seed) {
        Dice dice(seed);
        const AdmissionLists lists = any_lists(dice);
        const ListedRound round = listed_round(lists, Draws(seed, 0));
        const Offers offers = decide(lists, round, Mechanism::equal_preference).rows;
        ASSERT_EQ(offers, best_stable(lists, Order(lists, round))) << "instance " << seed;
        std::vector<std::int32_t> plans(lists.schools.size(), 0);
        for (const ListedChoice& choice : lists.choices)
            plans[choice.school] += choice.meets_criterion(Criterion::ehcp_named);
        for (std::size_t s = 0; s < plans.size(); ++s) {
            over_number += plans[s] > lists.schools[s].places;
            without_places += lists.schools[s].places == 0;
            joined += std::any_of(lists.schools[s].criteria.begin(), lists.schools[s].criteria.end(),
                                  [](CriterionStep step) { return step.criteria().size() > 1; });
        }
        unplaced_children += static_cast<int>(std::count(offers.begin(), offers.end(), -1));
        for (std::size_t a = 1; a < lists.choices.size(); ++a)
            ties += lists.choices[a].school == lists.choices[0].school &&
                    lists.choices[a].distance_m == lists.choices[0].distance_m &&
                    lists.choices[a].meets == lists.choices[0].meets;
    }
    // The instances hold what they are meant to.
    for (const int seen : {over_number, joined, without_places, unplaced_children, ties}) EXPECT_GT(seen, 100);
}

/// Whether some child does better by another list than its own: other orders and fewer schools, all of them.
int gains_by_another_list(const AdmissionLists& lists, std::uint32_t seed, Mechanism mechanism) {
    const Offers honest = decide(lists, listed_round(lists, Draws(seed, 0)), mechanism).rows;
    int gains = 0;
    for (std::uint32_t a = 0; a < lists.applicants.size(); ++a) {
        std::vector<ListedChoice> own;
        for (const ListedChoice& choice : lists.choices)
            if (choice.applicant == a) own.push_back(choice);
        if (own[0].meets_criterion(Criterion::ehcp_named)) continue;
        std::vector<std::size_t> order(own.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        do {
            for (std::size_t length = 1; length <= order.size(); ++length) {
                AdmissionLists told = lists;
                std::erase_if(told.choices, [&](const ListedChoice& choice) { return choice.applicant == a; });
                for (std::size_t k = 0; k < length; ++k) {
                    told.choices.push_back(own[order[k]]);
                    told.choices.back().preference = static_cast<std::int32_t>(k) + 1;
                }
                std::stable_sort(
                    told.choices.begin(), told.choices.end(),
                    [](const ListedChoice& x, const ListedChoice& y) { return x.applicant < y.applicant; });
                const std::int64_t got = decide(told, listed_round(told, Draws(seed, 0)), mechanism).rows[a];
                if (got < 0) continue;
                const std::uint32_t school = told.choices[static_cast<std::size_t>(got)].school;
                const auto truly = std::find_if(own.begin(), own.end(),
                                                [&](const ListedChoice& choice) { return choice.school == school; });
                gains += truly->preference < met(lists, honest[a]);
            }
        } while (std::next_permutation(order.begin(), order.end()));
    }
    return gains;
}

TEST(AdmissionLists, NoChildGainsByAnotherListButUnderFirstPreferenceFirst) {
    int by_tactics = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        Dice dice(seed);
        const AdmissionLists lists = any_lists(dice);
        ASSERT_EQ(gains_by_another_list(lists, seed, Mechanism::equal_preference), 0) << "instance " << seed;
        by_tactics += gains_by_another_list(lists, seed, Mechanism::first_preference_first);
    }
    EXPECT_GT(by_tactics, 0);
}

TEST(AdmissionLists, AFamilyThatPutsASafeSchoolFirstGainsUnderFirstPreferenceFirst) {
    AdmissionLists lists;
    for (const char* const name : {"Oak", "Elm"}) {
        ListedSchool& school = lists.schools.emplace_back();
        school.name = name;
        school.places = 1;
        school.criteria = {Criterion::distance};
    }
    const auto add = [&](std::uint32_t applicant, std::uint32_t school, std::int32_t preference, double metres) {
        ListedChoice& choice = lists.choices.emplace_back();
        choice.applicant = applicant, choice.school = school, choice.preference = preference;
        choice.has_distance = true, choice.distance_m = metres;
    };
    lists.applicants = {"near", "between", "far"};
    lists.children.resize(3);
    add(0, 0, 1, 10);
    add(1, 0, 1, 20), add(1, 1, 2, 10);  // refused at Oak, and Elm went to one who put it first
    add(2, 1, 1, 90);
    EXPECT_EQ(decide(lists, listed_round(lists, Draws(1, 0)), Mechanism::equal_preference).rows, (Offers{0, 2, -1}));
    EXPECT_EQ(decide(lists, listed_round(lists, Draws(1, 0)), Mechanism::first_preference_first).rows,
              (Offers{0, -1, 3}));
}

}  // namespace
}  // namespace sendscape::admission_lists_property_test
