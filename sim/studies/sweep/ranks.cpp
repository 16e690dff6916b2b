// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/ranks.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "sim/core/error.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view part_for_mpi = "libsendscape-mpi.so";
constexpr const char* its_function = "sendscape_join_ranks";

/// How launchers tell a process its place: Open MPI's, PMI's, PMIx's under Slurm.
struct Launcher {
    const char *rank, *count;
};
constexpr std::array<Launcher, 3> launchers{
    {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, {"PMI_RANK", "PMI_SIZE"}, {"PMIX_RANK", "SLURM_NTASKS"}}};

std::optional<int> number_in_environment(const char* name) {
    const char* const text = std::getenv(name);
    if (!text) return std::nullopt;
    const auto number = parse_whole(text, std::numeric_limits<int>::max());
    return number ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
}

/// Beside the program as it is built, or where it is installed.
fs::path place_of_the_part() {
    std::error_code error;
    const fs::path home = fs::read_symlink("/proc/self/exe", error).parent_path();
    const fs::path beside = home / part_for_mpi, installed = home.parent_path() / "lib/sendscape" / part_for_mpi;
    return fs::exists(beside, error) ? beside : installed;
}

}  // namespace

RankOfProcess rank_of_process() {
    for (const Launcher& launcher : launchers) {
        const auto rank = number_in_environment(launcher.rank), count = number_in_environment(launcher.count);
        if (rank && count && *count > 1 && *rank < *count) return {*rank, *count};
    }
    return {};
}

std::unique_ptr<Ranks> join_ranks() {
    const auto refuse = [](const std::string& why) {
        throw MachineError(
            fmt::format("started as {} processes that should share the work by MPI, and {}: install sendscape-mpi, or "
                        "libopenmpi-dev and build anew, or start it alone, with --shard on several machines",
                        rank_of_process().count, why));
    };
    const fs::path part = place_of_the_part();
    std::error_code error;
    if (!fs::exists(part, error)) refuse(fmt::format("'{}' is not there", part.string()));
    // Open MPI's own parts look for its symbols among those of the whole program.
    void* const loaded = ::dlopen(part.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!loaded) refuse(::dlerror());
    using Join = Ranks* (*)();
    const auto join = reinterpret_cast<Join>(::dlsym(loaded, its_function));
    if (!join) refuse(::dlerror());
    return std::unique_ptr<Ranks>(join());
}

}  // namespace sendscape
