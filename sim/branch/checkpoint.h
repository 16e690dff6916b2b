// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/files/bytes.h"
#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Where one replicate stood. Not begun: both empty. Finished: only the recording.
struct SavedReplicate {
    std::vector<std::uint8_t> world;
    std::vector<std::uint8_t> recording;
};

/// Which run a checkpoint is of: another run's is not gone on from, and not replaced.
struct RunKey {
    std::string scenario_toml;  ///< effective
    std::string map_digest;
    std::string events;  ///< events kept child by child
};

/// A run stopped, each replicate between two rows of the schedule, complete enough to go on to the same bytes.
struct Checkpoint {
    RunKey of;
    std::vector<SavedReplicate> replicates;
};

/// Everything of a world that can change, as bytes of this kind of machine; and back, onto the same prepared map. In
/// the middle of a month that is the row of the schedule reached and the month's events, too. load_world throws
/// InputError, naming the file, if the bytes do not fit or hold what no world can, and Interrupted when a stop is asked
/// for.
void save_world(const World& world, ByteSink& out);
std::vector<std::uint8_t> save_world(const World& world);
/// What a saved world is of: told without reading all of it.
struct SavedMoment {
    Month start, month;           ///< month: as in World
    std::uint32_t rows_done = 0;  ///< as in World
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
};
SavedMoment saved_moment(const std::vector<std::uint8_t>& bytes, const std::string& file = "the checkpoint");
World load_world(const std::vector<std::uint8_t>& bytes, std::shared_ptr<const Map> prepared_map,
                 const std::string& file = "the checkpoint");

/// Puts what a checkpoint keeps of one replicate into the sinks: its world, and its recording.
using SaveReplicate = std::function<void(std::size_t replicate, ByteSink& out)>;

/// Writes `folder`/checkpoint-YYYY-MM.h5 and returns its path. One of that month by the same run is replaced; beside
/// another run's, or what is no checkpoint at all, it is called checkpoint-YYYY-MM-2.h5 and so on. What the two
/// functions put into their sinks is packed and written at once, on all threads: of the whole of England it is more
/// than a gigabyte, and whoever asked for a stop waits for it. Throws MachineError.
std::filesystem::path write_checkpoint(const RunKey& of, std::size_t replicates, const SaveReplicate& world,
                                       const SaveReplicate& recording, Month month, const std::filesystem::path& folder,
                                       const Parallel& parallel);
/// The same of a checkpoint that is in memory.
std::filesystem::path write_checkpoint(const Checkpoint& checkpoint, Month month, const std::filesystem::path& folder,
                                       const Parallel& parallel);

/// Throws InputError unless the file is a whole checkpoint written by this version: told before any work begins.
void check_checkpoint(const std::filesystem::path& path);

/// Reads a checkpoint and checks that it was made by the same scenario, seed and map. Throws InputError saying what
/// differs, or that the file is missing, foreign, truncated or damaged.
Checkpoint read_checkpoint(const std::filesystem::path& path, const Scenario& scenario, const std::string& map_digest);

}  // namespace sendscape
