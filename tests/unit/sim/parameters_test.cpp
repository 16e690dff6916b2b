// SPDX-License-Identifier: MIT
#include "sim/parameters.h"

#include <gtest/gtest.h>

#include <array>
#include <regex>
#include <set>
#include <string>

namespace sendscape::parameters_test {
namespace {

TEST(ParameterTable, EveryRowReachesFieldsOfItsOwn) {
    Parameters parameters;
    std::set<std::string_view> keys;
    std::set<const double*> fields;
    for (const ParameterRow& row : parameter_table()) {
        EXPECT_TRUE(keys.insert(row.key).second) << row.key;
        for (const double& value : row.field(parameters)) EXPECT_TRUE(fields.insert(&value).second) << row.key;
        EXPECT_EQ(find_parameter(row.key), &row);
    }
    EXPECT_EQ(find_parameter("plans.agree_schol"), nullptr);
    // A struct of doubles only: no field of it is without a row.
    EXPECT_EQ(fields.size() * sizeof(double), sizeof(Parameters));
}

TEST(ParameterTable, DefaultsLieWithinTheirRange) {
    Parameters parameters;
    for (const ParameterRow& row : parameter_table()) {
        EXPECT_LT(row.least, row.most) << row.key;
        for (const double value : row.field(parameters)) {
            EXPECT_GE(value, row.least) << row.key;
            EXPECT_LE(value, row.most) << row.key;
        }
    }
}

// A published source names its year, so that a reader can open it; docs/odd.md says where. The others say that they are
// none: assumed, judged, another row's, or a choice that is the user's.
TEST(ParameterTable, SourcesAreWhatAReaderCanOpen) {
    const std::regex year(R"(\b(19|20)\d\d\b)"),
        no_publication("^(assumption|judged|policy|strategy|lever|this model)");
    const std::regex notes(R"(STARTING.VALUES|FACTS|TARGETS|\bMODEL\b)");
    for (const ParameterRow& row : parameter_table()) {
        const std::string source(row.source);
        EXPECT_FALSE(std::regex_search(source, notes)) << row.key << ": " << source;
        if (source.rfind("derived, as ", 0) == 0) {
            const std::string group(row.key.substr(0, row.key.find('.') + 1));
            EXPECT_NE(find_parameter(group + source.substr(12)), nullptr) << row.key << ": " << source;
            continue;
        }
        EXPECT_TRUE(std::regex_search(source, no_publication) || std::regex_search(source, year))
            << row.key << ": " << source;
    }
}

TEST(ParameterTable, MeaningsAreSentencesOfOneUnit) {
    for (const ParameterRow& row : parameter_table()) {
        ASSERT_FALSE(row.meaning.empty()) << row.key;
        EXPECT_NE(row.meaning.back(), '.') << row.key;
        if (row.unit == Unit::on_off) {
            EXPECT_EQ(row.least, 0) << row.key;
            EXPECT_EQ(row.most, 1) << row.key;
        }
    }
    EXPECT_EQ(unit_words(Unit::number), "");
    EXPECT_EQ(unit_words(Unit::pounds_a_year), "\xC2\xA3 a year");
    EXPECT_EQ(unit_words(Unit::on_off), "on/off");
}

}  // namespace
}  // namespace sendscape::parameters_test
