// SPDX-License-Identifier: MIT
#include "sim/branch/world_check.h"

#include <gtest/gtest.h>

#include <functional>

#include "sim/branch/checkpoint.h"
#include "sim/core/error.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::world_check_test {
namespace {

struct Forgery {
    const char* variable;
    std::function<void(World&)> act;
};

TEST(WorldCheck, AForgedWorldIsRefusedNamingFileAndVariable) {
    const Parallel parallel(1);
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
    auto scenario = std::make_shared<Scenario>();
    scenario->years = 2;
    scenario->seed = 3;
    Simulation simulation(map, scenario, 0, parallel);
    for (int m = 0; m < 8; ++m) simulation.step(parallel);
    const World good = simulation.world();
    const PupilId child(7);
    const FamilyId family(7);
    const std::vector<Forgery> forgeries{
        {"pupils.family", [&](World& w) { w.pupils.family[child] = FamilyId(99'999'999); }},
        {"pupils.school", [&](World& w) { w.pupils.school[child] = SchoolId(5000); }},
        {"pupils.next_school", [&](World& w) { w.pupils.next_school[child] = SchoolId(5000); }},
        {"pupils.ncy", [&](World& w) { w.pupils.ncy[child] = 99; }},
        {"pupils.recorded", [&](World& w) { w.pupils.recorded[child] = static_cast<Need>(99); }},
        {"pupils.setting", [&](World& w) { w.pupils.setting[child] = static_cast<Setting>(99); }},
        {"pupils.required", [&](World& w) { w.pupils.required[child] = static_cast<RequiredProvision>(99); }},
        {"of pupils", [&](World& w) { w.pupils.unmet.values().pop_back(); }},
        {"families.zone", [&](World& w) { w.families.zone[family] = ZoneId(12); }},
        {"families.heard_of", [&](World& w) { w.families.heard_of[family] = SchoolId(5000); }},
        {"families.decile", [&](World& w) { w.families.decile[family] = 200; }},
        {"contacts.first", [&](World& w) { w.contacts.first[3] = 1'000'000'000; }},
        {"contacts.other", [&](World& w) { w.contacts.other.at(3) = 1'000'000'000; }},
        {"of schools", [&](World& w) { w.schools.ethos.values().pop_back(); }},
        {"of services", [&](World& w) { w.services.waiting.values().pop_back(); }},
        {"waiting_lists.school",
         [&](World& w) {
             w.waiting_lists.add(SchoolId(0), child, 1, 0, 1);
             w.waiting_lists.school[ListingId(0)] = SchoolId(5000);
         }},
        {"pipeline.school",
         [&](World& w) {
             PipelineItem item;
             item.authority = AuthorityId(0);
             item.school = SchoolId(5000);
             w.authorities.pipeline.push_back(item);
         }},
        {"parameters.", [&](World& w) { w.parameters.plans.growth = -1e9; }},
    };
    EXPECT_NO_THROW((void)load_world(save_world(good), map));
    for (const Forgery& forgery : forgeries) {
        World world = good;
        forgery.act(world);
        std::string said;
        try {
            (void)load_world(save_world(world), map, "here.h5");
        } catch (const InputError& error) {
            said = error.what();
        }
        EXPECT_EQ(said.rfind("'here.h5' is not a checkpoint", 0), 0u) << forgery.variable << ": " << said;
        EXPECT_NE(said.find(forgery.variable), std::string::npos) << said;
    }
}

}  // namespace
}  // namespace sendscape::world_check_test
