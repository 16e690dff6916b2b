// SPDX-License-Identifier: MIT
#include "sim/core/machine_limits.h"

#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sendscape {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_processors = 1 << 16;  ///< a kernel built for more answers none of our questions
/// Version 1 writes "no limit" as the largest multiple of a page below 2^63.
constexpr std::uint64_t version1_unlimited = std::uint64_t{1} << 62;

/// Processors of the affinity mask; 0 where the kernel does not say.
int processors_allowed() {
    for (std::size_t processors = 1024; processors <= most_processors; processors *= 2) {
        cpu_set_t* const set = CPU_ALLOC(processors);
        if (!set) return 0;
        const std::size_t size = CPU_ALLOC_SIZE(processors);
        const int count = sched_getaffinity(0, size, set) == 0 ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (count > 0) return count;
    }
    return 0;
}

/// The first number in a file of the kernel's; nothing for "max", for a negative one and without the file.
std::optional<double> number_in(const fs::path& file) {
    std::ifstream in(file);
    double value = 0;
    if (!(in >> value) || value < 0) return std::nullopt;
    return value;
}

/// Folders of this process's control groups that a controller may be set in: its group and those above it, under both
/// versions. Inside a container the path is often that of the host: then only the uppermost folder is there.
std::vector<fs::path> group_folders(const fs::path& root, std::string_view controller) {
    std::vector<fs::path> folders;
    const fs::path mount = root / "sys/fs/cgroup";
    std::ifstream in(root / "proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {  // "4:cpu,cpuacct:/jobs/17", "0::/jobs/17"
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool named = ("," + controllers + ",").find("," + std::string(controller) + ",") != std::string::npos;
        std::vector<fs::path> mounts;
        if (controllers.empty())
            mounts = {mount, mount / "unified"};
        else if (named)
            mounts = {mount / controllers, mount / std::string(controller)};
        fs::path group = fs::path(line.substr(second + 1)).relative_path();
        if (group.string().find("..") != std::string::npos) group.clear();  // outside what this process sees
        for (const fs::path& folder : mounts) {
            for (fs::path at = group; !at.empty(); at = at.parent_path()) folders.push_back(folder / at);
            folders.push_back(folder);
        }
    }
    return folders;
}

}  // namespace

std::optional<double> group_cores(const fs::path& root) {
    std::optional<double> least;
    const auto take = [&](std::optional<double> quota, std::optional<double> period) {
        if (!quota || !period || *quota <= 0 || *period <= 0) return;
        least = std::min(least.value_or(*quota / *period), *quota / *period);
    };
    for (const fs::path& folder : group_folders(root, "cpu")) {
        take(number_in(folder / "cpu.cfs_quota_us"), number_in(folder / "cpu.cfs_period_us"));
        std::ifstream in(folder / "cpu.max");
        double quota = 0, period = 0;
        if (in >> quota >> period) take(quota, period);
    }
    return least;
}

int usable_cores(const fs::path& root) {
    int cores = processors_allowed();
    if (cores <= 0) cores = static_cast<int>(std::thread::hardware_concurrency());
    if (const auto quota = group_cores(root); quota && *quota < cores) cores = static_cast<int>(std::ceil(*quota));
    return std::max(1, cores);
}

std::optional<std::size_t> group_memory_left(const fs::path& root) {
    std::optional<std::size_t> least;
    for (const fs::path& folder : group_folders(root, "memory"))
        for (const auto& [limit_name, used_name] :
             {std::pair("memory.max", "memory.current"), std::pair("memory.limit_in_bytes", "memory.usage_in_bytes")}) {
            const auto limit = number_in(folder / limit_name);
            if (!limit || *limit >= static_cast<double>(version1_unlimited)) continue;
            const auto bytes = static_cast<std::size_t>(*limit);
            const auto used = static_cast<std::size_t>(number_in(folder / used_name).value_or(0));
            // What a group holds as file cache can be had back: count three quarters of the limit at the least free.
            const std::size_t left = bytes - std::min(used, bytes / 4);
            least = std::min(least.value_or(left), left);
        }
    return least;
}

std::optional<std::size_t> address_space_left() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
    const double taken =
        number_in("/proc/self/statm").value_or(0) * static_cast<double>(::sysconf(_SC_PAGESIZE));  // first: all pages
    const auto whole = static_cast<std::size_t>(limit.rlim_cur);
    return whole - std::min(whole, static_cast<std::size_t>(taken));
}

void give_memory_back() {
#ifdef __GLIBC__                                     // elsewhere the library does as it does
    constexpr int large = 4 << 20, idle = 32 << 20;  // bytes: of a piece, and at the end of all small ones
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, idle);
    mallopt(M_TOP_PAD, large);
#endif
}

}  // namespace sendscape
