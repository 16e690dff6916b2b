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
        for (int age = 2; age <= 18; ++age) residents += zone.residents[static_cast<std::size_t>(age)];
        for (int age = 19; age < zone_ages; ++age) young += zone.residents[static_cast<std::size_t>(age)];
    }
    for (const School& school : map.schools) rolls += school.roll;
    // From 19 only plan-holders have a row: 3% of them at the most (SEN2).
    return static_cast<std::size_t>(std::max(residents, rolls) + young * 3 / 100);
}

std::size_t world_memory(const Map& map, int years) {
    const std::size_t start = expected_pupils(map);
    // Each year a cohort of two-year-olds joins (a seventeenth) and families move in (4%); leavers keep their rows.
    const std::size_t pupils = start + start * static_cast<std::size_t>(years) / 10;
    const std::size_t families = pupils * 3 / 5;
    const std::size_t schools = map.schools.size();
    const std::size_t pupil_bytes = row_bytes<Pupils>() + 16;                      // lists of the month's work
    const std::size_t family_bytes = row_bytes<Families>() + std::size_t{12} * 4;  // and its contacts
    // Vectors grow by doubling: half as much again.
    return (pupils * pupil_bytes + families * family_bytes + schools * (row_bytes<Schools>() + 256)) * 3 / 2 +
           (std::size_t{8} << 20);
}

std::size_t memory_available() {
    std::size_t available = std::numeric_limits<std::size_t>::max();
    std::ifstream in("/proc/meminfo");
    for (std::string name; in >> name;) {
        std::size_t kib = 0;
        if (name == "MemAvailable:" && in >> kib) available = kib * 1024;
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
    constexpr double gib = 1024.0 * 1024.0 * 1024.0;
    throw MachineError(
        fmt::format("{} needs about {:.1f} GiB of memory and there are {:.1f} GiB: use fewer --threads "
                    "or --replicates, or a smaller map",
                    what, static_cast<double>(needed) / gib, static_cast<double>(available) / gib));
}

}  // namespace sendscape
