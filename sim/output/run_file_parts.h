// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/files/column_check.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/output/run.h"

namespace sendscape {

/// Digest of what a run says, whatever bytes a library packs it into: equal on machines whose zlib differs.
class ContentDigest {
  public:
    template <class T>
    void add(std::span<const T> values) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(values.data());
        parts_.push_back(digest_of({bytes, values.size_bytes()}));
    }
    void add(std::string_view text) { add(std::span<const char>(text.data(), text.size())); }
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::uint64_t> parts_;
};

/// What came with format 2: kind and school of dated changes, codes of the data-quality table.
constexpr int codes_since = 2;

/// The map a run ran on: areas, zones, schools, roads, what was filled in. The travel table stays in the map file.
void write_map_part(Hdf5Writer& file, const Map& map, ContentDigest& digest);
Map read_map_part(const Hdf5Reader& file, const ColumnCheck& check, int version);

/// Dated changes. The map must have been read before them.
void write_changes_part(Hdf5Writer& file, const Run& run);
void read_changes_part(const Hdf5Reader& file, Run& run, const ColumnCheck& check, int version);

/// Pupils and events of replicate 0.
void write_children_part(Hdf5Writer& file, const Run& run, ContentDigest& digest);
void read_children_part(const Hdf5Reader& file, Run& run, const ColumnCheck& check);

/// The month a day lies in, counted from the first of 1970; refused where no run's month could be.
Month month_of_days(const std::string& variable, std::int64_t days, const ColumnCheck& check);

/// 0, 1, 2 ...: the numbers of an axis without labels.
std::vector<std::int32_t> count_up(std::size_t count);

}  // namespace sendscape
