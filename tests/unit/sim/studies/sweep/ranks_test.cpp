// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/ranks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

namespace sendscape::ranks_test {
namespace {

/// The place of a process that finds just this in its environment.
std::pair<int, int> place(const std::map<std::string, std::string>& environment) {
    for (const char* const name : {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMI_SIZE", "PMIX_RANK",
                                   "SLURM_NTASKS", "SLURM_PROCID"})
        ::unsetenv(name);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    const RankOfProcess found = rank_of_process();
    for (const auto& [name, value] : environment) ::unsetenv(name.c_str());
    return {found.rank, found.count};
}

using Place = std::pair<int, int>;

TEST(Ranks, AreWhatTheLauncherSays) {
    EXPECT_EQ(place({}), Place(0, 1));
    EXPECT_EQ(place({{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "4"}}), Place(2, 4));
    EXPECT_EQ(place({{"PMI_RANK", "1"}, {"PMI_SIZE", "3"}}), Place(1, 3));
    EXPECT_EQ(place({{"PMIX_RANK", "5"}, {"SLURM_NTASKS", "8"}}), Place(5, 8));
}

// A job array, a batch script with tasks to come, one rank: plain programs.
TEST(Ranks, AloneItIsThePlainProgram) {
    EXPECT_EQ(place({{"SLURM_NTASKS", "8"}, {"SLURM_PROCID", "3"}}), Place(0, 1));
    EXPECT_EQ(place({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}}), Place(0, 1));
    EXPECT_EQ(place({{"PMI_SIZE", "4"}}), Place(0, 1));
    EXPECT_EQ(place({{"PMI_RANK", "four"}, {"PMI_SIZE", "4"}}), Place(0, 1));
    EXPECT_EQ(place({{"PMI_RANK", "4"}, {"PMI_SIZE", "4"}}), Place(0, 1));
}

}  // namespace
}  // namespace sendscape::ranks_test
