// SPDX-License-Identifier: MIT
#include "sim/core/machine_limits.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace sendscape::machine_limits_test {
namespace {

namespace fs = std::filesystem;

/// A folder that stands for /, with control groups as a test writes them.
class MachineLimits : public ::testing::Test {
  protected:
    void SetUp() override {
        root_ = fs::temp_directory_path() /
                (std::string("sendscape_limits_") + ::testing::UnitTest::GetInstance()->current_test_info()->name() +
                 std::to_string(::getpid()));
    }
    void TearDown() override { fs::remove_all(root_); }
    void write(const std::string& path, const std::string& text) {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream(root_ / path) << text;
    }
    fs::path root_;
};

TEST_F(MachineLimits, WithoutControlGroupsThereIsNoQuota) {
    EXPECT_FALSE(group_cores(root_));
    EXPECT_FALSE(group_memory_left(root_));
    EXPECT_GE(usable_cores(root_), 1);
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    EXPECT_FALSE(group_cores(root_));
    EXPECT_FALSE(group_memory_left(root_));
}

TEST_F(MachineLimits, OfVersion2TheLeastOnTheWayUpCounts) {
    write("proc/self/cgroup", "0::/system.slice/job.scope\n");
    write("sys/fs/cgroup/system.slice/job.scope/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/system.slice/cpu.max", "150000 100000\n");
    write("sys/fs/cgroup/cpu.max", "400000 100000\n");
    EXPECT_EQ(group_cores(root_), 1.5);
    EXPECT_EQ(usable_cores(root_), std::min(2, usable_cores("/nowhere")));  // rounded up
    write("sys/fs/cgroup/system.slice/job.scope/memory.max", "1000000\n");
    write("sys/fs/cgroup/system.slice/job.scope/memory.current", "200000\n");
    write("sys/fs/cgroup/memory.max", "8000000\n");
    EXPECT_EQ(group_memory_left(root_), 800'000u);
}

TEST_F(MachineLimits, OfVersion1TheQuotaIsOverItsPeriod) {
    write("proc/self/cgroup", "9:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n");
    write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    EXPECT_FALSE(group_cores(root_)) << "-1 is no quota";
    write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "25000\n");
    write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "50000\n");
    EXPECT_EQ(group_cores(root_), 0.5);
    EXPECT_EQ(usable_cores(root_), 1) << "never none";
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    EXPECT_FALSE(group_memory_left(root_)) << "what version 1 writes for no limit";
    write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "4000\n");
    write("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "3900\n");
    EXPECT_EQ(group_memory_left(root_), 3000u) << "three quarters at the least: the rest may be file cache";
}

TEST_F(MachineLimits, InAContainerOnlyTheUppermostFolderIsThere) {
    write("proc/self/cgroup", "4:cpu:/docker/of-the-host\n0::/../outside\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000");
    write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
    EXPECT_EQ(group_cores(root_), 3.0);
    write("sys/fs/cgroup/cpu.max", "200000 100000");
    EXPECT_EQ(group_cores(root_), 2.0);
}

TEST_F(MachineLimits, NonsenseInTheFilesIsNoLimit) {
    write("proc/self/cgroup", "nonsense\n0::\n:::\n7:cpu\n");
    write("sys/fs/cgroup/cpu.max", "fast\n");
    write("sys/fs/cgroup/memory.max", "");
    EXPECT_FALSE(group_cores(root_));
    EXPECT_FALSE(group_memory_left(root_));
}

TEST_F(MachineLimits, CoresAreThoseOfTheAffinity) {
    cpu_set_t before;
    ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
    int first = 0;
    while (!CPU_ISSET(first, &before)) ++first;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
    EXPECT_EQ(usable_cores(root_), 1);
    ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
    EXPECT_EQ(usable_cores(root_), CPU_COUNT(&before));
}

TEST_F(MachineLimits, AddressSpaceIsWhatTheLimitLeaves) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
    if (before.rlim_cur == RLIM_INFINITY) {
        EXPECT_FALSE(address_space_left());
    }
    constexpr std::size_t whole = std::size_t{64} << 40;  // far above what this test takes
    rlimit lower = before;
    lower.rlim_cur = whole;
    if (setrlimit(RLIMIT_AS, &lower) != 0) GTEST_SKIP() << "a lower limit is in force";
    const auto left = address_space_left();
    ASSERT_EQ(setrlimit(RLIMIT_AS, &before), 0);
    ASSERT_TRUE(left);
    EXPECT_LT(*left, whole);
    EXPECT_GT(*left, std::size_t{1} << 30);
}

}  // namespace
}  // namespace sendscape::machine_limits_test
