// SPDX-License-Identifier: MIT
// What must hold of every world in every month, whatever its luck and policies: stepped small towns are looked at after
// each month, against the month before and against what the month's events say.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "agents/schools/rolls.h"
#include "maps/county/synthetic_county.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "test_places.h"
#include "tests/support/small_map.h"

namespace sendscape::school_years_test {
namespace {

const Parallel one_thread(1);

std::shared_ptr<const Map> town_map() {
    static const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, one_thread));
    return map;
}

/// A town whose luck and switches are drawn.
Simulation drawn_town(int years) {
    Scenario scenario;
    scenario.name = "town";
    scenario.years = years;
    scenario.seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
    const auto put = [&](const char* key, double value) {
        scenario.changes.push_back({{"", "test"}, Month(0), key, {value}});
    };
    for (const char* loop : {"loops.growth", "loops.capacity", "loops.strain_responses", "loops.services",
                             "loops.commissioning", "loops.money_panel"})
        if (*rc::gen::weightedElement<bool>({{1, true}, {4, false}})) put(loop, 0);
    if (*rc::gen::arbitrary<bool>()) {
        put("schools.plan_threshold", *rc::gen::inRange(0, 10'000));
        put("schools.targeted_above", *rc::gen::inRange(0, 6));
        put("authority.mainstream_top_up", *rc::gen::inRange(0, 20'000));
        put("schools.exclusions_none", *rc::gen::inRange(0, 5));
    }
    return Simulation(town_map(), std::make_shared<const Scenario>(std::move(scenario)), 0, one_thread);
}

std::string who(const World& w, PupilId p) {
    return to_text(w.month) + ", pupil " + std::to_string(p.value) + " of year " + std::to_string(w.pupils.ncy[p]) +
           ", " + std::string(label(w.pupils.setting[p]).code) + " ";
}
std::string where(const World& w, SchoolId s) { return to_text(w.month) + ", " + w.map->school(s).name + " "; }

/// Special places may lie beyond the map's border; a state mainstream school is always on it.
bool on_the_map(Setting s) { return is_state_mainstream(s); }

// ---- one setting each, counted truly

void children_are_conserved(const World& w, const std::vector<Setting>& was) {
    const Pupils& pupils = w.pupils;
    ASSERT_GE(pupils.size(), was.size()) << "rows are only appended";
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.present(p)) {
            ASSERT_FALSE(pupils.school[p].exists()) << who(w, p);
            continue;
        }
        ASSERT_GE(pupils.ncy[p], -2) << who(w, p);
        ASSERT_LE(pupils.ncy[p], 21) << who(w, p);
        if (pupils.ncy[p] > 14) {
            ASSERT_TRUE(pupils.has_plan(p)) << who(w, p) << "is kept for nothing";
        }
        if (on_the_map(pupils.setting[p])) {
            ASSERT_TRUE(pupils.school[p].exists()) << who(w, p) << "is in no school";
        }
        if (pupils.school[p].exists()) {
            ASSERT_TRUE(w.schools.open(pupils.school[p], w.month)) << who(w, p) << "is in a closed school";
        }
        ASSERT_GE(pupils.unmet[p], 0) << who(w, p);
    }
    Schools counted = w.schools;
    recount(pupils, counted);
    EXPECT_EQ(counted.roll.values(), w.schools.roll.values()) << to_text(w.month);
    EXPECT_EQ(counted.plans.values(), w.schools.plans.values()) << to_text(w.month);
    EXPECT_EQ(counted.sen_support.values(), w.schools.sen_support.values()) << to_text(w.month);
    EXPECT_EQ(counted.in_base.values(), w.schools.in_base.values()) << to_text(w.month);
    EXPECT_EQ(counted.roll_by_year.values(), w.schools.roll_by_year.values()) << to_text(w.month);
}

// ---- places

void places_are_kept(const World& w, const Schools& before) {
    for (std::size_t row = 0; row < w.schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = w.map->school(s);
        if (school.setting == Setting::state_special) {
            const std::int32_t most = std::max(w.schools.ceiling[s], w.schools.commissioned_places[s]);
            EXPECT_LE(w.schools.roll[s], std::max(most, before.roll[s])) << where(w, s) << "beyond its ceiling";
        }
        for (std::size_t phase = 0; phase < 2; ++phase)
            EXPECT_LE(w.schools.in_base[s][phase], std::max(w.schools.base_places[s][phase], before.in_base[s][phase]))
                << where(w, s) << "base, phase " << phase;
    }
}

// ---- pence

struct Accounts {
    std::vector<Pence> balance;
    std::vector<std::array<Pence, heading_count>> to_date;
};

void pence_are_conserved(const World& w, const Accounts& before) {
    const auto general_fund = [](std::size_t h) {
        return h == static_cast<std::size_t>(Heading::interest) || h == static_cast<std::size_t>(Heading::transport);
    };
    for (std::size_t row = 0; row < w.authorities.size(); ++row) {
        const AuthorityId a(row);
        Pence high_needs;
        for (std::size_t h = 0; h < heading_count; ++h) {
            const Pence month = w.authorities.spend[a][h];
            if (!general_fund(h)) high_needs += month;
            const bool new_year = w.month.month_of_year() == 4;
            EXPECT_EQ(w.authorities.spend_to_date[a][h].value,
                      (new_year ? month : before.to_date[row][h] + month).value)
                << to_text(w.month) << ", " << heading_labels[h].code;
            if (h != static_cast<std::size_t>(Heading::import_export)) {
                EXPECT_GE(month.value, 0) << heading_labels[h].code;
            }
        }
        const Pence change = w.authorities.balance[a] - before.balance[row];
        const Pence expected = w.authorities.high_needs_income[a] / 12 - high_needs;
        // The High Needs Stability Grant comes on top in October 2026.
        const bool granted = w.month == Month(2026, 10);
        EXPECT_TRUE(granted ? change >= expected : change == expected)
            << to_text(w.month) << ": " << change.value << " pence, by its accounts " << expected.value;
    }
}

/// What authorities book as paid is what schools of the map receive and what leaves for others; what crosses a border
/// by way of the grant adds up to nothing.
void payments_arrive(const World& w) {
    Pence booked, arrived, border;
    for (std::size_t row = 0; row < w.authorities.size(); ++row) {
        const AuthorityId a(row);
        for (std::size_t h = 0; h < heading_count; ++h) {
            const auto heading = static_cast<Heading>(h);
            if (on_general_fund(heading)) continue;
            (heading == Heading::import_export ? border : booked) += w.authorities.spend[a][h];
        }
        arrived += w.authorities.paid_beyond[a];
    }
    for (std::size_t row = 0; row < w.schools.size(); ++row)
        for (const Pence kind : w.schools.received[SchoolId(row)]) arrived += kind;
    EXPECT_EQ(booked.value, arrived.value) << to_text(w.month);
    EXPECT_EQ(border.value, 0) << to_text(w.month);
}

// ---- statuses

/// Steps that the assessment process takes without an event: a request withdrawn, a refusal grown old, a draft begun.
bool silently(AssessmentStage from, AssessmentStage to) {
    if (from == to) return true;
    switch (from) {
        case AssessmentStage::requested:
        case AssessmentStage::refused:
            return to == AssessmentStage::none;
        case AssessmentStage::assessing:
            return to == AssessmentStage::drafting;
        default:
            return false;
    }
}

struct Was {
    AssessmentStage process = AssessmentStage::none;
    Provision provision = Provision::none;
    Setting setting = Setting::gone;
    SchoolId school;
    bool free_provision = false;  ///< a plan has ended: what follows is decided with it
};

/// A third September brings early years without more words.
bool same_setting(Setting from, Setting to) {
    return from == to || (from == Setting::not_yet && to == Setting::early_years);
}

void follow(const World& w, const Event& e, Was& was) {
    const auto process = [&](AssessmentStage from, AssessmentStage also, AssessmentStage to) {
        EXPECT_TRUE(silently(was.process, from) || silently(was.process, also))
            << who(w, e.pupil) << "from stage " << int(was.process) << " by "
            << event_kind_labels[static_cast<std::size_t>(e.kind)].code;
        was.process = to;
    };
    using enum AssessmentStage;
    switch (e.kind) {
        case EventKind::plan_requested:
            EXPECT_NE(was.provision, Provision::plan) << who(w, e.pupil);
            process(none, none, requested);
            break;
        case EventKind::plan_refused:
            process(requested, requested, refused);
            break;
        case EventKind::assessment_agreed:
            process(requested, refused, assessing);
            break;
        case EventKind::plan_not_issued:
            process(assessing, assessing, none);
            break;
        case EventKind::plan_issued:
            process(drafting, drafting, none);
            EXPECT_NE(was.provision, Provision::plan) << who(w, e.pupil) << "is issued a second plan";
            EXPECT_GE(e.detail, 60) << who(w, e.pupil) << "plan within the six weeks of deciding";
            was.provision = Provision::plan;
            break;
        case EventKind::plan_ceased:
            EXPECT_EQ(was.provision, Provision::plan) << who(w, e.pupil) << "has no plan to lose";
            was.provision = Provision::none;
            was.free_provision = true;
            break;
        case EventKind::sen_support_started:
            EXPECT_EQ(was.provision, Provision::none) << who(w, e.pupil);
            was.provision = Provision::sen_support;
            break;
        case EventKind::sen_support_ended:
            EXPECT_EQ(was.provision, Provision::sen_support) << who(w, e.pupil);
            was.provision = Provision::none;
            break;
        case EventKind::placed:
            EXPECT_TRUE(same_setting(was.setting, e.from_setting)) << who(w, e.pupil);
            EXPECT_EQ(e.from, was.school.value) << who(w, e.pupil);
            was.setting = e.to_setting;
            was.school = SchoolId(e.to);
            break;
        case EventKind::wait_ended:
        case EventKind::service_started:
            EXPECT_GE(e.detail, 0) << who(w, e.pupil) << "waited less than no time";
            break;
        default:
            break;
    }
    EXPECT_EQ(e.month, w.month);
}

std::vector<Was> as_now(const World& w) {
    std::vector<Was> rows(w.pupils.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const PupilId p(row);
        rows[row] = {w.pupils.process[p], w.pupils.provision[p], w.pupils.setting[p], w.pupils.school[p], false};
    }
    return rows;
}

void statuses_move_by_events(const World& w, std::vector<Was> rows) {
    const Pupils& pupils = w.pupils;
    const std::size_t known = rows.size();
    for (const Event& e : w.events.events())
        if (e.pupil.value < known) follow(w, e, rows[e.pupil.value]);
    for (std::size_t row = 0; row < known; ++row) {
        const PupilId p(row);
        const Was& was = rows[row];
        if (!pupils.present(p)) continue;
        ASSERT_TRUE(silently(was.process, pupils.process[p]))
            << who(w, p) << "is in stage " << int(pupils.process[p]) << ", by its events " << int(was.process);
        ASSERT_TRUE(pupils.provision[p] == was.provision ||
                    (was.free_provision && pupils.provision[p] == Provision::sen_support))
            << who(w, p) << "has provision " << int(pupils.provision[p]) << ", by its events " << int(was.provision);
        ASSERT_TRUE(same_setting(was.setting, pupils.setting[p])) << who(w, p);
        ASSERT_EQ(pupils.school[p].value, was.school.value) << who(w, p);
    }
}

void waits_are_not_negative(const World& w) {
    const std::int16_t now = pack(w.month);
    for (std::size_t row = 0; row < w.pupils.size(); ++row) {
        const PupilId p(row);
        if (!w.pupils.present(p)) continue;
        if (w.pupils.waiting(p)) {
            ASSERT_LE(w.pupils.waiting_since[p], now) << who(w, p);
        }
        for (const std::int16_t since : w.pupils.service_since[p])
            ASSERT_TRUE(since == no_month || since <= now) << who(w, p);
        if (w.pupils.has_plan(p)) {
            ASSERT_LE(w.pupils.plan_since[p], now) << who(w, p);
        }
        if (w.pupils.process[p] != AssessmentStage::none) {
            ASSERT_NE(w.pupils.requested_on[p], no_month) << who(w, p);
            ASSERT_LE(w.pupils.requested_on[p], now) << who(w, p);
        }
    }
}

RC_GTEST_PROP(SchoolYears, EveryMonthKeepsTheRules, ()) {
    Simulation town = drawn_town(2);
    while (!town.finished()) {
        const World& w = town.world();
        const Schools schools = w.schools;
        const std::vector<Was> rows = as_now(w);
        const std::vector<Setting> settings = w.pupils.setting.values();
        const Accounts accounts{w.authorities.balance.values(), w.authorities.spend_to_date.values()};
        town.step(one_thread);
        children_are_conserved(w, settings);
        if (w.parameters.loops.capacity > 0) places_are_kept(w, schools);
        pence_are_conserved(w, accounts);
        payments_arrive(w);
        statuses_move_by_events(w, rows);
        waits_are_not_negative(w);
        RC_ASSERT(!::testing::Test::HasFailure());
    }
}

TEST(SchoolYears, PaymentsArriveInTheCounty) {
    Scenario scenario;
    scenario.name = "county";
    scenario.years = 1;
    const Map bare = make_synthetic_county(SENDSCAPE_SOURCE_DIR "/configs/counties/wendshire.toml", 1, one_thread);
    const auto map = std::make_shared<const Map>(prepare_map(bare, {}, one_thread));
    Simulation county(map, std::make_shared<const Scenario>(std::move(scenario)), 0, one_thread);
    while (!county.finished()) {
        county.step(one_thread);
        payments_arrive(county.world());
    }
}

}  // namespace
}  // namespace sendscape::school_years_test
