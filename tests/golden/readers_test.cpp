// SPDX-License-Identifier: MIT
// What analysts' own programs make of the files: each column as it is meant. Programs that are not installed are
// skipped.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/support/command_test.h"

namespace sendscape::readers_test {
namespace {

class Readers : public testing::CommandTest {
  protected:
    /// A year of the county, with events, in the folder "o".
    void year() {
        ASSERT_EQ(run("run county --years 2 --no-report --quiet --out o").status, 0);
        // Debian's own Python, where another stands before it on the path.
        for (const std::string one : {"python3", "/usr/bin/python3"})
            if (python_.empty() && shell(one + " -c 'import xarray, netCDF4, h5netcdf, pandas'")) python_ = one;
    }
    bool shell(const std::string& command) {
        return std::system(("cd '" + folder_.string() + "' && { " + command + "; } >.seen 2>&1").c_str()) == 0;
    }
    /// What a script printed.
    std::string printed(const std::string& program, const std::string& script) {
        std::ofstream(folder_ / ".script") << script;
        const bool good = shell(program + " .script");
        EXPECT_TRUE(good) << testing::text_of(folder_ / ".seen");
        return testing::text_of(folder_ / ".seen");
    }
    std::string python_;
};

// As readr and others guess: a column that is blank in the first thousand rows holds nothing.
TEST_F(Readers, NoColumnIsFilledOnlyBeyondTheRowsThatAreGuessedFrom) {
    year();
    for (const std::string name : {"o/summary.csv", "o/schools.csv"}) {
        std::istringstream in(testing::text_of(folder_ / name));
        std::string line;
        std::set<std::size_t> early, ever;
        for (std::size_t row = 0; std::getline(in, line); ++row) {
            if (row == 0) continue;
            std::size_t column = 0;
            bool quoted = false;
            for (const char c : line) {
                if (c == '"') quoted = !quoted;
                if (c == ',' && !quoted) {
                    ++column;
                    continue;
                }
                ever.insert(column);
                if (row <= 1000) early.insert(column);
            }
        }
        EXPECT_EQ(early, ever) << name;
        EXPECT_GT(ever.size(), 10u) << name;
    }
}

TEST_F(Readers, XarrayReadsNumbersAsNumbersAndMonthsAsDates) {
    year();
    if (python_.empty()) GTEST_SKIP() << "python3-xarray, -netcdf4, -h5netcdf and -pandas are not all installed";
    const std::string seen = printed(python_, R"(
import warnings
warnings.simplefilter('ignore')
import netCDF4, numpy, xarray
warnings.simplefilter('error')
groups = ['/'] + list(netCDF4.Dataset('o/run.h5').groups)
for engine in ('netcdf4', 'h5netcdf'):
    wrong = []
    for group in groups:
        d = xarray.open_dataset('o/run.h5', group=None if group == '/' else group, engine=engine)
        for name, v in d.variables.items():
            meant = 'M' if v.attrs.get('units', v.encoding.get('units', '')).startswith('days since') else 'fiuOU'
            if v.dtype.kind not in meant: wrong.append((group, name, str(v.dtype)))
    d = xarray.open_dataset('o/run.h5', engine=engine)
    print(engine, wrong, d.journey_minutes.dtype, d.journey_minutes.attrs['units'], d.month.dtype,
          str(d.month.values[0])[:10], d.wait_weeks.dtype, d.pupils_on_roll.dtype, d.need.values[0],
          bool(numpy.isnan(d.plans_issued.values[0, 0]).all()))
    c = xarray.open_dataset('o/run.h5', group='children', engine=engine)
    print(c.pupil_school.dtype, int(numpy.isnan(c.pupil_school).sum()) > 0, float(c.pupil_school.max()) < 1000,
          c.pupil_ncy.dtype.kind, c.event_kind.dtype.kind)
)");
    for (const std::string engine : {"netcdf4", "h5netcdf"})
        EXPECT_NE(seen.find(engine + " [] float64 minute datetime64[ns] 2026-01-01 float64 float32"), std::string::npos)
            << seen;
    EXPECT_NE(seen.find("float64 True True i u"), std::string::npos) << seen;
}

TEST_F(Readers, PandasReadsEveryColumn) {
    year();
    if (python_.empty()) GTEST_SKIP() << "python3-pandas is not installed";
    const std::string seen = printed(python_, R"(
import warnings
warnings.simplefilter('ignore')
import pandas
warnings.simplefilter('error')
d = pandas.read_csv('o/summary.csv')
print(d['mean'].dtype, d.preference.notna().sum() > 0, d.heading.notna().sum(), d.service.notna().sum() > 0, d.month.dtype,
      pandas.to_datetime(d.month).min().date())
s = pandas.read_csv('o/schools.csv')
print(s.urn.dtype, s.name.dtype, s.pupils_on_roll.dtype, s.strain.dtype)
)");
    EXPECT_EQ(seen, "float64 True 22 True object 2026-01-01\nint64 object int64 float64\n");
}

TEST_F(Readers, ReadrLosesNoValue) {
    year();
    if (!shell("Rscript -e 'library(readr)'")) GTEST_SKIP() << "r-cran-readr is not installed";
    const std::string seen = printed("Rscript", R"(
options(readr.show_col_types = FALSE, readr.show_progress = FALSE)
for (name in c('o/summary.csv', 'o/schools.csv')) {
    guessed <- readr::read_csv(name)
    words <- readr::read_csv(name, col_types = readr::cols(.default = 'c'))
    first <- readr::with_edition(1, readr::read_csv(name))
    cat(name, all(colSums(!is.na(guessed)) == colSums(!is.na(words))), all(colSums(!is.na(first)) == colSums(!is.na(words))),
        nrow(guessed) == nrow(words), '\n')
}
)");
    EXPECT_NE(seen.find("o/summary.csv TRUE TRUE TRUE"), std::string::npos) << seen;
    EXPECT_NE(seen.find("o/schools.csv TRUE TRUE TRUE"), std::string::npos) << seen;
}

}  // namespace
}  // namespace sendscape::readers_test
