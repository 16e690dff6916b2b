// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/map_file.h"
#include "sim/branch/checkpoint.h"
#include "sim/core/error.h"
#include "sim/files/block_file.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/output/run_file.h"
#include "sim/scenario/scenario.h"

/// A checkpoint as a run that resumes reads it, up to the bytes of its worlds: those are of one map, and held against
/// it.
inline void read_as_checkpoint(const std::filesystem::path& path) {
    using namespace sendscape;
    Scenario scenario;
    std::string map_digest;
    {
        const Hdf5Reader file(read_block_file_head(path, "a checkpoint"), path.string());
        map_digest = file.text_attribute("/", "map_digest");
        scenario.effective_toml = file.text("scenario");
        const double replicates = file.number_attribute("/", "replicates");
        if (replicates >= 1 && replicates <= 1000) scenario.replicates = static_cast<int>(replicates);
    }
    for (const SavedReplicate& saved : read_checkpoint(path, scenario, map_digest).replicates)
        (void)saved_moment(saved.world, path.string());
}

/// Reads a file as each kind of sealed file of ours: it is of one of them, and refused as the others. Whether it was
/// read.
inline bool read_as_any(const std::filesystem::path& path) {
    const auto reads = [&](auto&& as_kind) {
        try {
            as_kind();
            return true;
        } catch (const sendscape::InputError&) {
            return false;
        }
    };
    return reads([&] { (void)sendscape::read_map(path); }) || reads([&] { (void)sendscape::read_run(path); }) ||
           reads([&] { read_as_checkpoint(path); });
}
