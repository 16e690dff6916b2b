// SPDX-License-Identifier: MIT
#pragma once
#include "sim/files/column_check.h"
#include "sim/output/run.h"

namespace sendscape {

/// What a run file may hold beyond its map, each throwing InputError that names the variable: whatever reads a `Run`
/// relies on it.

/// The months are whole ones, one after another, and there is a replicate.
void check_time(const Run& run, const std::vector<std::int64_t>& days, const std::vector<std::int64_t>& januaries,
                const ColumnCheck& check);
/// Each measure is as large as its axes; one this program knows has the axes it has here.
void check_series(const Run& run, const ColumnCheck& check);
/// Children and events: rows that exist, enumerators that are known, in order.
/// `group`: what the file calls the place they are in; `months`: how many are recorded.
void check_children(const std::string& group, std::span<const RecordedPupil> pupils,
                    std::span<const RecordedEvent> events, const Map& map, std::size_t months,
                    const ColumnCheck& check);

}  // namespace sendscape
