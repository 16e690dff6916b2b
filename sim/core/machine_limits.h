// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>

namespace sendscape {

/// Cores this process can keep busy at once, at least 1: those its affinity allows (taskset, a job scheduler), and no
/// more than the processor time of its control groups comes to, rounded up. The default of --threads.
int usable_cores(const std::filesystem::path& root = "/");

/// Cores' worth of processor time that the control groups of this process allow (the least of a group and those above
/// it: version 2 `cpu.max`, version 1 `cpu.cfs_quota_us` over `cpu.cfs_period_us`); nothing where none is set. `root`
/// is the folder that holds /proc and /sys: tests make their own.
std::optional<double> group_cores(const std::filesystem::path& root = "/");

/// Bytes of memory left under the limits of its control groups (version 2 `memory.max`, version 1
/// `memory.limit_in_bytes`); nothing where none is set.
std::optional<std::size_t> group_memory_left(const std::filesystem::path& root = "/");

/// From here on this process gives large pieces of memory back to the system as soon as they are let go: the C library
/// would keep them for the next that is as large, and much of a country's memory would lie idle between months. Pieces
/// as small as a county's are kept, for to ask for them again takes time.
void give_memory_back();

/// Bytes of address space this process may still take under `ulimit -v`; nothing where none is set.
std::optional<std::size_t> address_space_left();

}  // namespace sendscape
