// SPDX-License-Identifier: MIT
#include "maps/map_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <type_traits>

#include "maps/county/synthetic_county.h"
#include "maps/oddity.h"
#include "sim/core/error.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "tests/support/data.h"
#include "tests/support/small_map.h"

namespace sendscape::map_file_test {
namespace {

Map small_map() {
    Map map;
    map.name = "Île of Test";
    map.census = Month(2025, 1);
    map.detour_factor = 1.25;
    PlansMaintained plans;
    plans.year = 2025;
    plans.total = 12;
    plans.by_setting[2] = 7;
    plans.by_age_band[4] = 3;
    plans.by_need[5] = 9;
    PlansMaintained before;
    before.year = 2023;
    before.total = 11;
    PlanFlows flows;
    flows.year = 2024;
    flows.requests = 8;
    flows.refused = 2;
    flows.new_by_setting[1] = 4;
    flows.new_by_age_band[2] = 5;
    const Authority authority{"358", "E08000009", "Testshire", true, Sen2{{before, plans}, {flows}}};
    map.authorities = {authority, {"359", "", "Elsewhere", false, {}}};
    map.areas = {{"A", "North", AuthorityId(0), 10, 20, {{{0, 0}, {5, 0}, {5, 5}}, {{1, 1}, {2, 1}, {2, 2}}}},
                 {"B", "South", AuthorityId(0), 30, 40, {}}};
    Zone zone;
    zone.code = "E01000001";
    zone.area = AreaId(1);
    zone.authority = AuthorityId(0);
    zone.x = -5;
    zone.residents[25] = 3;
    Zone elsewhere;
    elsewhere.authority = AuthorityId(1);
    map.zones = {zone, elsewhere};
    School school;
    school.urn = 106'300;
    school.authority = AuthorityId(0);
    school.zone = ZoneId(0);
    school.name = "St Ives's";
    school.setting = Setting::state_special;
    school.phase = SchoolPhase::all_through;
    school.low_ncy = -1;
    school.high_ncy = 14;
    school.sex = Sex::girls;
    school.faith = school.section41 = true;
    school.base_places = {4, 5};
    school.designated = need_bit(Need::asd);
    school.fsm_share = 0.25f;
    school.opens = Month(2027, 9);
    school.mark(Filled::capacity);
    map.schools = {school};
    map.roads.x = {0, 100};
    map.roads.y = {0, 0};
    map.roads.first_arc = {0, 1, 1};
    map.roads.head = {1};
    map.roads.metres = {100.f};
    map.roads.seconds = {std::numeric_limits<float>::infinity()};
    map.roads.walkable = {1};
    map.travel.first = {0, 1, 1};
    map.travel.school = {0};
    map.travel.metres = {70'000};
    map.travel.tenths = {321};
    map.quality = {{"schools.csv", "blank capacity", 3, "from the roll", "106300", Oddity::no_capacity}};
    map.assumptions = {"One.", "Two, with a 'quote'."};
    return map;
}

class MapFile : public ::testing::Test {
  protected:
    void SetUp() override {
        path_ = std::filesystem::path(::testing::TempDir()) /
                (std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + "_map.h5");
        std::filesystem::remove(path_);
    }
    void TearDown() override { std::filesystem::remove(path_); }
    std::filesystem::path path_;
};

TEST_F(MapFile, ReadsBackAllThatWasWritten) {
    Map map = small_map();
    write_map(map, path_, false);
    const Map read = read_map(path_);
    EXPECT_EQ(read.digest, map.digest);
    EXPECT_EQ(digest_of_map(read), map.digest);
    EXPECT_EQ(read.name, map.name);
    EXPECT_EQ(read.census, Month(2025, 1));
    const Sen2& sen2 = read.authorities[0].sen2;
    EXPECT_EQ(sen2.latest()->by_setting[2], 7);
    EXPECT_EQ(sen2.latest()->by_age_band[4], 3);
    EXPECT_EQ(sen2.latest()->by_need[5], 9);
    EXPECT_EQ(sen2.january(2023)->total, 11);
    ASSERT_EQ(sen2.flows.size(), 1u);
    EXPECT_EQ(sen2.flow(2024)->requests, 8);
    EXPECT_EQ(sen2.flow(2024)->refused, 2);
    EXPECT_EQ(sen2.flow(2024)->agreed, -1);
    EXPECT_EQ(sen2.flow(2024)->new_by_setting[1], 4);
    EXPECT_EQ(sen2.flow(2024)->new_by_age_band[2], 5);
    EXPECT_EQ(read.authorities[1].sen2.latest(), nullptr);
    EXPECT_EQ(read.areas[0].outline, map.areas[0].outline);
    EXPECT_FALSE(read.zones[1].area.exists());
    EXPECT_EQ(read.zones[0].residents[25], 3);
    EXPECT_EQ(read.schools[0].base_places[1], 5);
    EXPECT_TRUE(read.schools[0].section41);
    EXPECT_FALSE(read.schools[0].selective);
    EXPECT_EQ(read.schools[0].closes.index, std::numeric_limits<std::int32_t>::max());
    EXPECT_TRUE(read.schools[0].is_filled(Filled::capacity));
    EXPECT_EQ(read.roads.seconds, map.roads.seconds);
    EXPECT_EQ(read.travel.metres[0], 70'000u);
    EXPECT_EQ(read.quality[0].rule, "from the roll");
    EXPECT_EQ(read.quality[0].oddity, Oddity::no_capacity);
    EXPECT_EQ(read.assumptions, map.assumptions);
}

/// Gives a field another value that a map may hold.
template <class Field>
void change(Field& field, int column) {
    if constexpr (std::is_same_v<Field, std::string>)
        field = "column " + std::to_string(column);
    else if constexpr (requires { field.begin(); })
        for (auto& value : field) value = column;
    else if constexpr (std::is_same_v<Field, bool>)
        field = !field;
    else if constexpr (requires { Field::none_value; })
        field = Field(field == Field(0) ? 1 : 0);
    else if constexpr (std::is_same_v<Field, Month>)
        field = Month(2020, 1) + column;
    else if constexpr (std::is_same_v<Field, float>)
        field = field == 0.5f ? 0.25f : 0.5f;
    else if constexpr (std::is_enum_v<Field>)
        field = static_cast<Field>(static_cast<int>(field) == 1 ? 2 : 1);
    else
        field = static_cast<Field>(field == 1 ? 2 : 1);
}

TEST_F(MapFile, KeepsEveryColumnOfASchoolAndTheDigestSeesIt) {
    int columns = 0;
    School::for_each_column([&](const SchoolColumn& about, auto member) {
        Map map = *testing::small_map();
        map.roads = {{0, 9}, {0, 9}, {0, 1, 1}, {1}, {9.f}, {1.f}, {1}};
        School& school = map.schools[testing::oak_special];
        school.base_kind = Setting::sen_unit;
        const std::string before = digest_of_map(map);
        if (about.name == "base_kind")
            school.base_kind = Setting::resourced_provision;
        else if (about.name == "plans" || about.name == "sen_support")
            school.plans = 20, school.sen_support = 21;
        else if (about.name == "roll")
            school.roll += 1;
        else if (about.name == "high_ncy")
            school.high_ncy = 13;
        else
            change(school.*member, ++columns);
        EXPECT_NE(digest_of_map(map), before) << about.name;
        write_map(map, path_, true);
        EXPECT_EQ(read_map(path_).schools[testing::oak_special].*member, school.*member) << about.name;
        EXPECT_EQ(digest_of_map(read_map(path_)), map.digest) << about.name;
    });
}

TEST_F(MapFile, AMapOfFormatOneIsRead) {
    const Map map = read_map(std::string(SENDSCAPE_SOURCE_DIR) + "/tests/golden/formats/map-1.h5");
    EXPECT_EQ(map.name, "Trafford");
    EXPECT_EQ(map.schools.size(), 5u);
    EXPECT_EQ(map.schools[0].name, "A Primary School");
    EXPECT_EQ(map.schools[0].roll, 140);
    EXPECT_FALSE(map.schools[4].in_area);
    EXPECT_EQ(digest_of_map(map), map.digest);
    ASSERT_EQ(map.quality.size(), 9u);
    EXPECT_EQ(map.quality[1].issue, "national total rows without URN");
    for (const QualityRow& row : map.quality) EXPECT_EQ(row.oddity, Oddity::unknown) << row.issue;
}

// Its one January stood in the row of the authority.
TEST_F(MapFile, AMapOfFormatTwoIsRead) {
    const Map map = read_map(std::string(SENDSCAPE_SOURCE_DIR) + "/tests/golden/formats/map-2.h5");
    ASSERT_EQ(map.authorities.size(), 2u);
    const Sen2& sen2 = map.authorities[0].sen2;
    ASSERT_EQ(sen2.plans.size(), 1u);
    EXPECT_EQ(sen2.latest()->year, 2025);
    EXPECT_EQ(sen2.latest()->total, 64);
    EXPECT_EQ(sen2.latest()->by_setting[static_cast<std::size_t>(SettingGroup::state_special)], 20);
    EXPECT_EQ(sen2.latest()->by_age_band[1], 22);
    EXPECT_TRUE(sen2.flows.empty());
    EXPECT_TRUE(map.authorities[1].sen2.plans.empty());
    EXPECT_EQ(map.quality[0].oddity, Oddity::rows_read);
    EXPECT_EQ(digest_of_map(map), map.digest);
    Map again = map;
    write_map(again, path_, false);
    EXPECT_EQ(read_map(path_).authorities[0].sen2.latest()->by_age_band, sen2.latest()->by_age_band);
    EXPECT_EQ(again.digest, map.digest) << "what the formats share has one digest";
}

// It named no school that another leads to.
TEST_F(MapFile, AMapOfFormatThreeIsRead) {
    const Map map = read_map(std::string(SENDSCAPE_SOURCE_DIR) + "/tests/golden/formats/map-3.h5");
    ASSERT_EQ(map.schools.size(), 5u);
    EXPECT_EQ(map.authorities[0].sen2.latest()->total, 64);
    for (const School& school : map.schools) EXPECT_FALSE(school.leads_to.exists());
    EXPECT_EQ(digest_of_map(map), map.digest) << "without links the digest is as it was";
}

// It carried no catchments, and knew no border of an authority.
TEST_F(MapFile, AMapOfFormatFourIsRead) {
    const Map map = read_map(std::string(SENDSCAPE_SOURCE_DIR) + "/tests/golden/formats/map-4.h5");
    ASSERT_EQ(map.schools.size(), 5u);
    EXPECT_EQ(map.authorities[0].sen2.latest()->total, 64);
    EXPECT_TRUE(map.catchments.empty());
    for (const Authority& authority : map.authorities) EXPECT_TRUE(authority.outline.empty());
    EXPECT_EQ(digest_of_map(map), map.digest) << "without catchments and borders the digest is as it was";
}

TEST_F(MapFile, KeepsCatchmentsRingByRing) {
    Map map = *testing::small_map();
    const std::string before = digest_of_map(map);
    const SchoolId st_anne(testing::st_anne), meadow(testing::meadow);
    map.catchments = {{st_anne, {{{1, 2}, {3, 2}, {3, 5}}, {{10, 10}, {12, 10}, {12, 13}, {10, 13}}}},
                      {meadow, {{{7, 7}, {9, 7}, {9, 9}}}}};
    write_map(map, path_, false);
    EXPECT_NE(map.digest, before);
    const Map read = read_map(path_);
    ASSERT_EQ(read.catchments.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read.catchments[i].school, map.catchments[i].school);
        EXPECT_EQ(read.catchments[i].rings, map.catchments[i].rings);
    }
    EXPECT_EQ(digest_of_map(read), map.digest);
    map.catchments[1].rings[0][2].first = 8;
    EXPECT_NE(digest_of_map(map), read.digest) << "one corner moved";
}

TEST_F(MapFile, TheDigestSeesEveryYearOfSen2) {
    const auto digest = [](auto&& change) {
        Map map = small_map();
        change(map.authorities[0].sen2);
        return digest_of_map(map);
    };
    const std::string before = digest([](Sen2&) {});
    EXPECT_NE(digest([](Sen2& sen2) { sen2.plans[0].total = 12; }), before);
    EXPECT_NE(digest([](Sen2& sen2) { sen2.plans[1].by_need[5] = 8; }), before);
    EXPECT_NE(digest([](Sen2& sen2) { sen2.flows[0].agreed = 6; }), before);
    EXPECT_NE(digest([](Sen2& sen2) { sen2.flows.clear(); }), before);
}

TEST_F(MapFile, AMapOfAFormatToComeIsRefusedByItsNumber) {
    Hdf5Writer later;
    later.attribute("/", "format", "sendscape map");
    later.attribute("/", "format_version", std::int64_t{9});
    write_sealed(path_, later.finish(), false);
    try {
        (void)read_map(path_);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_EQ(std::string(error.what()),
                  "'" + path_.string() + "' is a map of format version 9; this program reads 1 to 5");
    }
}

TEST_F(MapFile, DigestTellsMapsApart) {
    Map map = small_map();
    const std::string before = digest_of_map(map);
    map.schools[0].roll = 1;
    EXPECT_NE(digest_of_map(map), before);
}

TEST_F(MapFile, TheCountyGoesRoundInFull) {
    Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 3, Parallel(2));
    write_map(map, path_, false);
    EXPECT_EQ(digest_of_map(read_map(path_)), map.digest);
    EXPECT_THROW(write_map(map, path_, false), InputError);
    write_map(map, path_, true);
}

TEST_F(MapFile, OpensInNetcdfTools) {
    if (std::system("command -v ncdump >/dev/null 2>&1") != 0) GTEST_SKIP() << "ncdump is not installed";
    Map map = small_map();
    write_map(map, path_, false);
    EXPECT_EQ(std::system(("ncdump " + path_.string() + " > /dev/null").c_str()), 0);
}

// A digest is no secret: whoever turns a bit can make it anew. Read or refused, nothing else.
TEST_F(MapFile, NoTurnedBitEndsTheProgram) {
    Map map = small_map();
    write_map(map, path_, false);
    const std::vector<std::uint8_t> sound = read_sealed(path_, "a map");
    std::size_t read = 0, refused = 0;
    constexpr std::size_t step = 997;  // bytes; tests/fuzz/turned_bits takes every one
    for (std::size_t at = 0; at < sound.size(); at += step) {
        std::vector<std::uint8_t> turned = sound;
        turned[at] ^= static_cast<std::uint8_t>(1u << (at % 8));
        write_sealed(path_, turned, true);
        try {
            (void)read_map(path_);
            ++read;
        } catch (const InputError&) {
            ++refused;
        }
    }
    EXPECT_GT(read, 0u);
    EXPECT_GT(refused, 0u);
}

TEST_F(MapFile, OtherFilesAreRefusedInOneSentence) {
    EXPECT_THROW((void)read_map(path_), InputError);
    Hdf5Writer other;
    other.attribute("/", "format", "sendscape run");
    write_sealed(path_, other.finish(), false);
    try {
        (void)read_map(path_);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("another kind of Sendscape file"), std::string::npos);
    }
}

}  // namespace
}  // namespace sendscape::map_file_test
