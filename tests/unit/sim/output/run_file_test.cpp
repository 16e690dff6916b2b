// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>

#include "maps/oddity.h"
#include "sim/core/error.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/output/run_file.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace sendscape::run_file_test {
namespace {

TEST(RunFile, ReadsBackWhatWasWritten) {
    const auto run = testing::small_run();
    const testing::ScratchFolder folder("run-file");
    const auto path = folder.path() / "run.h5";
    write_run(run, path, false);
    if (const char* keep = std::getenv("SENDSCAPE_KEEP_RUN")) write_run(run, keep, true);
    const auto again = read_run(path);
    EXPECT_EQ(again.title, run.title);
    EXPECT_EQ(again.scenario_toml, run.scenario_toml);
    EXPECT_EQ(again.start, run.start);
    EXPECT_EQ(again.month_count, run.month_count);
    EXPECT_EQ(again.seed, run.seed);
    EXPECT_EQ(again.map->schools.size(), run.map->schools.size());
    EXPECT_EQ(again.map->zones.size(), run.map->zones.size());
    EXPECT_EQ(again.map->schools[0].name, "St Anne's");
    EXPECT_EQ(again.parameters.size(), run.parameters.size());
    ASSERT_EQ(again.series.size(), run.series.size());
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        const Series &a = run.series[i], &b = again.series[i];
        EXPECT_EQ(a.name, b.name);
        EXPECT_EQ(a.unit, b.unit);
        EXPECT_EQ(a.axes, b.axes);
        EXPECT_EQ(a.kinds, b.kinds);
        EXPECT_EQ(a.monthly, b.monthly);
        EXPECT_EQ(a.flow, b.flow);
        ASSERT_EQ(a.values.size(), b.values.size()) << a.name;
        for (std::size_t k = 0; k < a.values.size(); ++k) {
            if (std::isnan(a.values[k])) {
                EXPECT_TRUE(std::isnan(b.values[k])) << a.name;
            } else {
                ASSERT_NEAR(a.values[k], b.values[k], std::abs(a.values[k]) * 1e-6) << a.name;
            }
        }
    }
    ASSERT_EQ(again.pupils.size(), run.pupils.size());
    ASSERT_EQ(again.events.size(), run.events.size());
    EXPECT_EQ(again.month_ends, run.month_ends);
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        EXPECT_EQ(again.events[i].pupil, run.events[i].pupil);
        EXPECT_EQ(again.events[i].to, run.events[i].to);
        EXPECT_EQ(again.events[i].kind, run.events[i].kind);
    }
}

TEST(RunFile, ChangesKeepTheirKindAndSchool) {
    const testing::ScratchFolder folder("run-changes");
    const auto path = folder.path() / "run.h5";
    auto run = testing::small_run(1, 1);
    run.changes.clear();
    for (std::size_t kind = 0; kind < change_kind_count; ++kind)
        run.changes.push_back({run.start + 1, "its words say nothing", static_cast<int>(kind),
                               static_cast<ChangeKind>(kind), kind == 0 ? SchoolId() : SchoolId(kind)});
    write_run(run, path, false);
    const auto again = read_run(path);
    ASSERT_EQ(again.changes.size(), change_kind_count);
    for (std::size_t kind = 0; kind < change_kind_count; ++kind) {
        EXPECT_EQ(again.changes[kind].kind, static_cast<ChangeKind>(kind));
        EXPECT_EQ(again.changes[kind].school, run.changes[kind].school);
        EXPECT_EQ(again.changes[kind].on, run.changes[kind].on);
        EXPECT_EQ(again.changes[kind].places, run.changes[kind].places);
    }
}

/// tests/golden/formats/README.md says how the file was made.
TEST(RunFile, AFileOfFormatOneIsReadAndItsChangesAreToldByTheirWords) {
    const testing::ScratchFolder folder("run-1");
    const auto path = folder.path() / "run.h5";
    ASSERT_EQ(
        std::system(
            ("gzip -dc '" SENDSCAPE_SOURCE_DIR "/tests/golden/formats/run-1.h5.gz' > '" + path.string() + "'").c_str()),
        0);
    const auto run = read_run(path);
    EXPECT_EQ(run.title, "Changes of every kind");
    EXPECT_EQ(run.start, Month(2025, 1));
    EXPECT_EQ(run.month_count, 13u);
    ASSERT_EQ(run.map->schools.size(), 8u);
    EXPECT_EQ(run.map->schools[0].name, "A Primary School");
    EXPECT_EQ(run.map->schools[0].high_ncy, 6);
    // What format 1 does not keep is as a field begins.
    EXPECT_EQ(run.map->schools[0].inspection_grade, 2);
    ASSERT_FALSE(run.map->quality.empty());
    EXPECT_EQ(run.map->quality[0].oddity, Oddity::unknown);
    EXPECT_NEAR(run.range("plans_maintained", Month(2025, 1)).mean, 46, 0.5);  // as its summary.txt said

    struct Told {
        const char* text;
        ChangeKind kind;
        std::uint32_t urn;  ///< 0: at no school
        int places;
    };
    const std::vector<Told> told{
        {"A new panel opens its books", ChangeKind::parameter, 0, 0},
        {"A base of 6 places opens at A Primary School, Trafford", ChangeKind::base_opens, 100001, 6},
        {"Harbour School, a new school in Trafford, opens with 8 places", ChangeKind::school_opens, 901000, 8},
        {"D School grows by 4 places", ChangeKind::grows, 100004, 4},
        {"B Infant School closes", ChangeKind::school_closes, 100002, 0},
        {"C High School admits 45 a year", ChangeKind::admission_number, 100003, 0},
        {"40 homes at The Meadows, 20 a year", ChangeKind::homes, 0, 0},
        {"The base at A Primary School closes", ChangeKind::base_closes, 100001, 0},
    };
    ASSERT_EQ(run.changes.size(), told.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        const RecordedChange& change = run.changes[i];
        EXPECT_EQ(change.text, told[i].text);
        EXPECT_EQ(change.kind, told[i].kind) << change.text;
        EXPECT_EQ(change.school.exists() ? run.map->school(change.school).urn : 0, told[i].urn) << change.text;
        EXPECT_EQ(change.places, told[i].places) << change.text;
    }
    // Written again it is of this program's format, and the same.
    write_run(run, folder.path() / "again.h5", false);
    const auto again = read_run(folder.path() / "again.h5");
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(again.changes[i].kind, run.changes[i].kind);
        EXPECT_EQ(again.changes[i].school, run.changes[i].school);
    }
}

/// It kept no border of an authority; one written now does.
TEST(RunFile, AFileOfFormatTwoIsRead) {
    const testing::ScratchFolder folder("run-2");
    const auto path = folder.path() / "run.h5";
    ASSERT_EQ(
        std::system(
            ("gzip -dc '" SENDSCAPE_SOURCE_DIR "/tests/golden/formats/run-2.h5.gz' > '" + path.string() + "'").c_str()),
        0);
    auto run = read_run(path);
    EXPECT_EQ(run.title, "Changes of every kind");
    ASSERT_EQ(run.changes.size(), 8u);
    EXPECT_EQ(run.changes[1].kind, ChangeKind::base_opens);
    EXPECT_FALSE(run.map->authorities.empty());
    for (const Authority& authority : run.map->authorities) EXPECT_TRUE(authority.outline.empty());
    Map drawn = *run.map;
    drawn.authorities[0].outline = {{{0, 0}, {0, 9}, {9, 9}, {9, 0}}, {{2, 2}, {2, 4}, {4, 4}, {4, 2}}};
    run.map = std::make_shared<const Map>(drawn);
    write_run(run, folder.path() / "again.h5", false);
    EXPECT_EQ(read_run(folder.path() / "again.h5").map->authorities[0].outline, drawn.authorities[0].outline);
}

TEST(RunFile, AFileOfAFormatToComeIsRefusedByItsNumber) {
    const testing::ScratchFolder folder("run-9");
    const auto path = folder.path() / "run.h5";
    Hdf5Writer later;
    later.attribute("/", "format", "sendscape run");
    later.attribute("/", "format_version", std::int64_t{9});
    write_sealed(path, later.finish(), false);
    try {
        (void)read_run(path);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_EQ(std::string(error.what()),
                  "'" + path.string() + "' is a run file of format version 9; this program reads 1 to 3");
    }
}

// xarray makes time differences of numbers in "minutes", and so of "days" and the like.
TEST(RunFile, NoUnitIsOneThatReadersMakeTimeDifferencesOf) {
    const auto run = testing::small_run();
    const Hdf5Reader file(run_file_bytes(run), "run.h5");
    EXPECT_EQ(run.get("journey_minutes").unit, "minutes");
    EXPECT_EQ(file.text_attribute("/journey_minutes", "units"), "minute");
    EXPECT_EQ(file.text_attribute("/wait_weeks", "units"), "weeks");
    for (const Series& series : run.series) {
        if (series.values.empty()) continue;
        const std::string unit = file.text_attribute("/" + series.name, "units");
        for (const std::string made_a_time :
             {"days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"})
            EXPECT_NE(unit, made_a_time) << series.name;
        EXPECT_EQ(unit.find(" since "), std::string::npos) << series.name;
        EXPECT_TRUE(std::isnan(file.number_attribute("/" + series.name, "_FillValue"))) << series.name;
    }
    // What is no row and no month is a missing value, not a number.
    for (const std::string name : {"/map/school_area", "/map/school_node", "/map/zone_area", "/children/pupil_school",
                                   "/children/event_from", "/children/event_to"})
        EXPECT_EQ(file.number_attribute(name, "_FillValue"), 4294967295.0) << name;
    EXPECT_EQ(file.number_attribute("/map/school_opens", "_FillValue"), 0);
    EXPECT_EQ(file.number_attribute("/map/school_closes", "_FillValue"), std::numeric_limits<std::int32_t>::max());
    EXPECT_FALSE(file.has_attribute("/map/school_roll", "_FillValue"));
}

// A digest is no secret: whoever turns a bit can make it anew. Read or refused, nothing else.
TEST(RunFile, NoTurnedBitEndsTheProgram) {
    const testing::ScratchFolder folder("turned");
    const auto path = folder.path() / "run.h5";
    const std::vector<std::uint8_t> sound = run_file_bytes(testing::small_run(1, 1));
    std::size_t read = 0, refused = 0;
    constexpr std::size_t tries = 30;  // tests/fuzz/turned_bits takes every byte
    for (std::size_t i = 0; i < tries; ++i) {
        std::vector<std::uint8_t> turned = sound;
        turned[i * (sound.size() / tries)] ^= static_cast<std::uint8_t>(1u << (i % 8));
        write_sealed(path, turned, true);
        try {
            (void)read_run(path);
            ++read;
        } catch (const InputError&) {
            ++refused;
        }
    }
    EXPECT_GT(read, 0u);
    EXPECT_GT(refused, 0u);
}

TEST(RunFile, EqualRunsGiveEqualBytes) {
    EXPECT_EQ(run_file_bytes(testing::small_run(1, 1)), run_file_bytes(testing::small_run(1, 1)));
}

TEST(RunFile, ManyMonthsAndReadOfAnotherFileIsRefusedInOneSentence) {
    const testing::ScratchFolder folder("not-a-run");
    const auto path = folder.path() / "other.h5";
    std::ofstream(path) << "not HDF5 at all";
    EXPECT_THROW(read_run(path), InputError);
    EXPECT_THROW(read_run(folder.path() / "missing.h5"), InputError);
}

TEST(RunFile, IsReadByNcdump) {
    if (std::system("command -v ncdump >/dev/null 2>&1") != 0) GTEST_SKIP() << "ncdump is not installed";
    const testing::ScratchFolder folder("ncdump");
    const auto path = folder.path() / "run.h5";
    write_run(testing::small_run(1, 1), path, false);
    const std::string dump = "ncdump -v plans_maintained,need,month,school_name " + path.string() + " > " +
                             (folder.path() / "dump.txt").string();
    ASSERT_EQ(std::system(dump.c_str()), 0);
    std::ifstream text(folder.path() / "dump.txt");
    const std::string all((std::istreambuf_iterator<char>(text)), {});
    EXPECT_NE(all.find("plans_maintained(replicate, month, authority)"), std::string::npos);
    EXPECT_NE(all.find("\"ASD\""), std::string::npos);
    EXPECT_NE(all.find("month = UNLIMITED"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::run_file_test
