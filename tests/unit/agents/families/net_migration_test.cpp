// SPDX-License-Identifier: MIT
#include "agents/families/net_migration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <utility>

#include "agents/families/moves.h"
#include "tests/support/small_map.h"

namespace sendscape::net_migration_test {
namespace {

struct Borough {
    std::shared_ptr<const Map> map;
    Parallel one_thread{1};
    EventLog events;
    double doubt = 1;
    PupilParameters parameters;
    FamilyParameters family_parameters;
    Pupils pupils;
    Families families;

    explicit Borough(const char* code) {
        Map made = *testing::small_map();
        for (Authority& authority : made.authorities) {
            authority.code = code;
            authority.sen2.flows = {PlanFlows{made.census.year() - 1}};
        }
        map = std::make_shared<const Map>(std::move(made));
        parameters.moves_without_plan = parameters.net_migration = parameters.moves_within = parameters.moves_scale = 0;
    }
    void add(int children, int ncy) {
        for (int i = 0; i < children; ++i) {
            const FamilyId family = families.append();
            families.zone[family] = ZoneId(static_cast<std::uint32_t>(i % 10));
            const PupilId p = pupils.append();
            pupils.family[p] = family;
            pupils.ncy[p] = static_cast<std::int8_t>(ncy);
            pupils.setting[p] = Setting::mainstream;
            pupils.school[p] = SchoolId(testing::riverside);
        }
    }
    /// A year of moves.
    void live(std::uint32_t replicate, int year) {
        const Draws draws(3, replicate);
        for (int month = 1; month <= 12; ++month)
            move_families(parameters, family_parameters, {}, doubt,
                          {*map, Month(year, month), draws, one_thread, events}, pupils, families);
    }
    double rate(std::uint32_t replicate) {
        const Draws draws(3, replicate);
        return own_net_migration(parameters.net_migration_london, doubt,
                                 {*map, Month(2027, 1), draws, one_thread, events})
            .at(0);
    }
    [[nodiscard]] double of_year(int ncy) const {
        double count = 0;
        for (std::size_t row = 0; row < pupils.size(); ++row)
            count += pupils.present(PupilId(row)) && pupils.ncy[PupilId(row)] == ncy ? 1 : 0;
        return count;
    }
};

TEST(NetMigration, LondonIsToldByItsCodes) {
    for (const char* inner : {"201", "204", "213"}) EXPECT_EQ(london_part(inner), LondonPart::inner) << inner;
    for (const char* outer : {"301", "302", "320"}) EXPECT_EQ(london_part(outer), LondonPart::outer) << outer;
    for (const char* none : {"", "200", "214", "300", "321", "330", "358", "2010"})
        EXPECT_EQ(london_part(none), LondonPart::none) << none;
}

TEST(NetMigration, AnInnerBoroughLosesYoungFamiliesAndNoOthers) {
    Borough hackney("204");
    hackney.add(8'000, 3);
    hackney.add(4'000, 9);
    for (int year = 0; year < 5; ++year) hackney.live(0, 2027 + year);
    EXPECT_NEAR(hackney.of_year(3), 8'000 * std::exp(-5 * 0.029), 100);
    EXPECT_EQ(hackney.of_year(9), 4'000);

    Borough told("204");  // as its own forecast has it
    told.parameters.net_migration_london = {0.01, -0.05};
    EXPECT_EQ(told.rate(0), 0.01);
}

TEST(NetMigration, WhereMoreComeTheyAreLikeThoseWhoLiveThere) {
    std::uint32_t replicate = 1;
    Borough york("816");
    while (york.rate(replicate) < york.rate(replicate + 1)) ++replicate;  // the one of a pair in which it gains
    york.doubt = 10;
    york.add(8'000, 3);
    york.live(replicate, 2027);
    EXPECT_GT(york.rate(replicate), 0);
    EXPECT_NEAR(york.of_year(3), 8'000 * std::exp(york.rate(replicate)), 100);
}

TEST(NetMigration, ElsewhereTheFirstReplicateHasNoneAndOthersComeInPairsByCode) {
    Borough york("816"), bolton("350");
    EXPECT_EQ(york.rate(0), 0);
    EXPECT_NE(york.rate(1), 0);
    EXPECT_DOUBLE_EQ(york.rate(1), -york.rate(2));
    EXPECT_NE(york.rate(1), bolton.rate(1));
    double squares = 0;
    int n = 0;
    for (std::uint32_t replicate = 1; replicate < 1200; replicate += 2, ++n)
        squares += std::pow(york.rate(replicate), 2);
    EXPECT_NEAR(std::sqrt(squares / n), 0.005, 0.0005);
    york.doubt = 0;
    EXPECT_EQ(york.rate(1), 0);
}

TEST(NetMigration, NothingIsInDoubtWhereSen2TellsNoLastYear) {
    Borough york("816");
    Map untold = *york.map;
    for (Authority& authority : untold.authorities) authority.sen2.flows.clear();
    york.map = std::make_shared<const Map>(std::move(untold));
    EXPECT_EQ(york.rate(1), 0);
}

}  // namespace
}  // namespace sendscape::net_migration_test
