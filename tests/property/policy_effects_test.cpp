// SPDX-License-Identifier: MIT
// Every policy that answers an ask moves what its file says it moves, and policies go together in any order.
#include "sim/studies/policy_effects.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <sstream>

#include "sim/output/run_file.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/studies/policies_page.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace sendscape::policy_effects_property_test {
namespace {

namespace fs = std::filesystem;

std::string little_wendshire() { return std::string(SENDSCAPE_SOURCE_DIR) + "/tests/property/policies/little.toml"; }

std::shared_ptr<const Map> map_of(const std::string& scenario) {
    return std::make_shared<const Map>(scenario_map(read_scenario(scenario), std::nullopt, Parallel(1)));
}

std::vector<MeasuredPart> parts_of(const PolicyAbout& about) {
    std::vector<MeasuredPart> parts;
    for (const Aim& aim : about.moves) parts.push_back(measured_part(aim.measure, aim.position));
    return parts;
}

/// Policies whose effect is too small to be told from luck in Little Wendshire: these are tried on the whole county,
/// those of the second and third list in more pairs.
constexpr std::array small_effects{
    "P02-sufficiency", "P05-safety-valve",        "P10-faster",  "P15-capital", "P16-no-off-rolling",
    "P16-pressure",    "P20-cut-strain-requests", "P24-pooling", "build-bases", "buy-independent",
    "white-paper-2026"};
constexpr std::array faint_effects{"P01-longer-horizon", "P03-best-fit-naming",     "P04-authority-certainty",
                                   "P21-needs-led",      "P22-mandatory-mediation", "build-special"};
constexpr std::array faintest_effects{"P20-cut-handing-on"};

/// How large an effect is, and with it on what it is tried.
enum class Size { large, small, faint, faintest };

Size size_of(const std::string& name) {
    const auto in = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
    return in(faintest_effects) ? Size::faintest
           : in(faint_effects)  ? Size::faint
           : in(small_effects)  ? Size::small
                                : Size::large;
}

/// Every policy that answers an ask and claims an effect of that size.
std::vector<PolicyAbout> claims(Size size) {
    std::vector<PolicyAbout> abouts;
    for (const std::string& name : config_names(ConfigKind::policy)) {
        const PolicyAbout about = read_policy(name).policies.at(0);
        if (!about.asks.empty() && !about.moves.empty() && size_of(name) == size) abouts.push_back(about);
    }
    return abouts;
}

void expect_claims(const TrialPlan& plan, const std::vector<PolicyAbout>& abouts) {
    std::vector<Trial> trials;
    // Whether the mechanism does what is claimed, not whether it would whatever else is assumed: `policies` tells that.
    const std::vector<std::string> as_assumed{"plans.assumptions_doubt=0"};
    for (const PolicyAbout& about : abouts)
        trials.push_back({about.name, as_assumed, {}, parts_of(about), about.shown_in});
    std::ostringstream err;
    const auto effects = try_policies(plan, trials, Parallel(1), err, true);
    for (std::size_t i = 0; i < abouts.size(); ++i)
        for (std::size_t k = 0; k < abouts[i].moves.size(); ++k) {
            const Aim& aim = abouts[i].moves[k];
            const bool as_claimed = aim.up ? effects[i][k].up() : effects[i][k].down();
            EXPECT_TRUE(as_claimed) << abouts[i].name << " is meant to move " << aim_text(aim) << " and makes of it "
                                    << effect_text(effects[i][k], trials[i].parts[k].measure->unit);
        }
}

TEST(Policies, EachSaysWhoAsksWhatItMovesOrWhyNothing) {
    int asked = 0;
    std::set<std::string> ids;
    for (const std::string& name : config_names(ConfigKind::policy)) {
        const Scenario policy = read_policy(name);
        ASSERT_EQ(policy.policies.size(), 1u) << name;
        const PolicyAbout& about = policy.policies[0];
        EXPECT_NE(about.known, EffectKnown::not_said) << name;
        EXPECT_FALSE(about.source.empty()) << name;
        if (about.asks.empty()) continue;  // examples and baselines have golden cases
        ++asked;
        ids.insert(name.substr(0, 3));
        EXPECT_TRUE(!about.moves.empty() || !about.note.empty()) << name << " moves nothing and does not say why";
        EXPECT_TRUE(policy.provision.empty() && policy.homes.empty()) << name << " names a place of one map";
    }
    EXPECT_GE(asked, 60);
    for (int id = 1; id <= 24; ++id) EXPECT_TRUE(ids.contains(fmt::format("P{:02}", id))) << id;
}

TEST(Policies, EachMovesWhatItSaysItMoves) {
    TrialPlan plan;
    plan.scenario = little_wendshire();
    plan.bare = map_of(plan.scenario);
    plan.pairs = 16;
    expect_claims(plan, claims(Size::large));
}

void expect_on_the_whole_county(Size size, int pairs) {
    TrialPlan plan;
    plan.scenario = "county";
    plan.bare = map_of(plan.scenario);
    plan.pairs = static_cast<decltype(plan.pairs)>(pairs);
    expect_claims(plan, claims(size));
}

TEST(Policies, ThoseOfSmallEffectMoveItOnTheWholeCounty) { expect_on_the_whole_county(Size::small, 6); }
TEST(Policies, ThoseOfFaintEffectMoveItInSixteenPairs) { expect_on_the_whole_county(Size::faint, 16); }
TEST(Policies, ThoseOfFaintestEffectMoveItInFortyPairs) { expect_on_the_whole_county(Size::faintest, 40); }

/// A year and a half of the little county with policies of the command line.
sendscape::Run lived(const std::vector<std::string>& policies) {
    Overrides with;
    with.policies = policies;
    with.years = 2;
    const Scenario scenario = read_scenario(little_wendshire(), with);
    return testing::run_of(*map_of(little_wendshire()), scenario, EventsKept::all);
}

void expect_same_values(const Run& one, const Run& other) {
    ASSERT_EQ(one.series.size(), other.series.size());
    for (std::size_t i = 0; i < one.series.size(); ++i) {
        const std::vector<double>&a = one.series[i].values, &b = other.series[i].values;
        ASSERT_EQ(a.size(), b.size());
        EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << one.series[i].name;
    }
    EXPECT_EQ(one.events.size(), other.events.size());
}

TEST(Policies, GoTogetherInAnyOrderBitForBit) {
    const auto one = lived({"P07-threshold@2026-04", "P11-gate@2026-09"});
    const auto other = lived({"P11-gate@2026-09", "P07-threshold@2026-04"});
    EXPECT_TRUE(run_file_bytes(one) == run_file_bytes(other));
    EXPECT_FALSE(run_file_bytes(one) == run_file_bytes(lived({"P07-threshold@2026-04"})));
}

TEST(Policies, OneDatedAfterTheEndChangesNothingAndOneRemovedIsGone) {
    const auto without = lived({});
    expect_same_values(lived({"white-paper-2026@2031-01"}), without);
    expect_same_values(lived({"P07-threshold@2028-02", "P16-no-off-rolling@2040-01"}), without);
    EXPECT_TRUE(run_file_bytes(lived({})) == run_file_bytes(without));
}

}  // namespace
}  // namespace sendscape::policy_effects_property_test
