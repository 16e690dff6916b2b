// SPDX-License-Identifier: MIT
#include "sim/start/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <type_traits>

#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "sim/core/error.h"
#include "sim/core/machine_limits.h"
#include "sim/core/parallel.h"

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
constexpr std::size_t years_for_as_many_again = 10;
constexpr std::size_t pupil_work = 16;                             ///< bytes, lists of the month's work
constexpr std::size_t contacts_of_family = 12, contact_bytes = 4;  ///< of a family, both ways
constexpr std::size_t school_work = 256;                           ///< bytes, year groups and the like
constexpr std::size_t fixed_bytes = std::size_t{8} << 20;          ///< whatever the map
constexpr std::size_t kibibyte = 1024;

/// What a thread's stack and heap really hold: most of what is set aside for them is never touched. Assumption, from
/// the county on 64 threads.
constexpr std::size_t thread_bytes = std::size_t{1} << 20;

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

std::size_t rows_after(std::size_t rows, int years) {
    return rows + rows * static_cast<std::size_t>(years) / years_for_as_many_again;
}

std::size_t world_memory(const Map& map, int years) {
    const std::size_t pupils = rows_after(expected_pupils(map), years);
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
    if (const auto group = group_memory_left()) available = std::min(available, *group);
    if (const auto space = address_space_left()) available = std::min(available, *space);
    return available;
}

void check_memory(std::size_t needed, int threads, const std::string& what) {
    const auto others = static_cast<std::size_t>(std::max(0, threads - 1));
    constexpr double gib = 1.0 * kibibyte * kibibyte * kibibyte;
    const auto refuse = [&](std::size_t bytes, std::size_t available, const char* of) {
        throw MachineError(fmt::format(
            "{} on {} thread{} needs about {:.1f} GiB of {} and there are {:.1f} GiB: use fewer --threads or "
            "--replicates, or a smaller map",
            what, threads, threads == 1 ? "" : "s", static_cast<double>(bytes) / gib, of,
            static_cast<double>(available) / gib));
    };
    if (const auto space = address_space_left(); space && needed + others * thread_stack > *space)
        refuse(needed + others * thread_stack, *space, "address space (ulimit -v)");
    const std::size_t available = memory_available();
    if (needed + others * thread_bytes > available) refuse(needed + others * thread_bytes, available, "memory");
}

}  // namespace sendscape
