// SPDX-License-Identifier: MIT
#include "sim/start/memory.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <type_traits>

#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

template <class Agents>
std::size_t row_bytes() {
    Agents agents;
    std::size_t bytes = 0;
    Agents::for_each_column(agents, [&](auto& column) {
        bytes += sizeof(typename std::remove_cvref_t<decltype(column.values())>::value_type);
    });
    return bytes;
}

constexpr int oldest_with_a_row = 18;     ///< from 19 only those with a plan have one
constexpr std::size_t older_percent = 3;  ///< of them at the most (DfE SEN2 2026: 3.1% at 19, fewer at each age after)
/// A tenth a year: each year a cohort of two-year-olds joins (a seventeenth) and families move in (4%); leavers keep
/// their rows.
constexpr std::size_t years_for_as_many_again = 10;
constexpr std::size_t families_per_100_pupils = 60;                ///< 1.8 children a family, and some who left
constexpr std::size_t pupil_work = 16;                             ///< bytes, lists of the month's work
constexpr std::size_t contacts_of_family = 12, contact_bytes = 4;  ///< of a family, both ways
constexpr std::size_t school_work = 256;                           ///< bytes, year groups and the like
constexpr std::size_t fixed_bytes = std::size_t{8} << 20;          ///< whatever the map
constexpr std::size_t kibibyte = 1024;

/// A number in a file of the kernel's, or nothing but "no limit" if it has none.
std::size_t limit_in(const char* path) {
    std::ifstream in(path);
    std::size_t value = 0;
    return in >> value ? value : std::numeric_limits<std::size_t>::max();
}

}  // namespace

std::size_t expected_pupils(const Map& map) {
    std::int64_t residents = 0, young = 0, rolls = 0;
    for (const Zone& zone : map.zones) {
        for (int age = age_of_ncy(first_ncy); age <= oldest_with_a_row; ++age)
            residents += zone.residents[static_cast<std::size_t>(age)];
        for (int age = oldest_with_a_row + 1; age < zone_ages; ++age)
            young += zone.residents[static_cast<std::size_t>(age)];
    }
    for (const School& school : map.schools) rolls += school.roll;
    return static_cast<std::size_t>(std::max(residents, rolls)) + static_cast<std::size_t>(young) * older_percent / 100;
}

std::size_t world_memory(const Map& map, int years) {
    const std::size_t start = expected_pupils(map);
    const std::size_t pupils = start + start * static_cast<std::size_t>(years) / years_for_as_many_again;
    const std::size_t families = pupils * families_per_100_pupils / 100;
    const std::size_t schools = map.schools.size();
    const std::size_t pupil_bytes = row_bytes<Pupils>() + pupil_work;
    const std::size_t family_bytes = row_bytes<Families>() + contacts_of_family * contact_bytes;
    // Vectors grow by doubling: half as much again.
    return (pupils * pupil_bytes + families * family_bytes + schools * (row_bytes<Schools>() + school_work)) * 3 / 2 +
           fixed_bytes;
}

std::size_t memory_available() {
    std::size_t available = std::numeric_limits<std::size_t>::max();
    std::ifstream in("/proc/meminfo");
    for (std::string name; in >> name;) {
        std::size_t kib = 0;
        if (name == "MemAvailable:" && in >> kib) available = kib * kibibyte;
        in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    const std::size_t group = limit_in("/sys/fs/cgroup/memory.max");
    if (group != std::numeric_limits<std::size_t>::max()) {
        const std::size_t used = limit_in("/sys/fs/cgroup/memory.current");
        // What the group holds as file cache can be had back: count three quarters of the limit at the least free.
        available = std::min(available, group - std::min(used, group / 4));
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        available = std::min(available, static_cast<std::size_t>(limit.rlim_cur));
    return available;
}

void check_memory(std::size_t needed, const std::string& what) {
    const std::size_t available = memory_available();
    if (needed <= available) return;
    constexpr double gib = 1.0 * kibibyte * kibibyte * kibibyte;
    throw MachineError(
        fmt::format("{} needs about {:.1f} GiB of memory and there are {:.1f} GiB: use fewer --threads "
                    "or --replicates, or a smaller map",
                    what, static_cast<double>(needed) / gib, static_cast<double>(available) / gib));
}

}  // namespace sendscape
