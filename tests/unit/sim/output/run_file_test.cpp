#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
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
