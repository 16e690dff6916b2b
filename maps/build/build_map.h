// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maps/map.h"
#include "maps/tables/quality.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// What `sendscape map build` was asked for.
struct BuildOptions {
    std::vector<std::string> authorities;  ///< names or codes; empty with `all`
    bool all = false;
    std::vector<std::filesystem::path> schools;  ///< tables joined by URN, first value wins
    std::vector<std::filesystem::path> sen2;
    std::map<std::string, Sen2> sen2_read;  ///< by authority's code, in place of tables: what was read of them before
    std::optional<std::filesystem::path> population, centroids, deprivation, roads, provision;
    std::vector<std::filesystem::path> boundaries;    ///< GeoJSON of authorities, or of small areas that make them up
    std::vector<std::filesystem::path> own;           ///< the officer's own tables, recognised by their headings
    std::optional<std::filesystem::path> catchments;  ///< GeoJSON, a property names the school by its URN
    double halo_km = 8;
    /// Numbers that one school had, one after another, told by something else than a table.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> same_schools = {};
    std::optional<int> census;  ///< January of the schools' census, which the performance tables do not carry
};

/// Builds a map from public files, recognising each table by its header. Every oddity is handled by a stated rule and
/// counted in Map::quality; `parts`, if given, is that table in two parts, what concerns the area's own authorities and
/// the rest. Travel times are computed. Throws InputError naming file, row and what is allowed.
Map build_map(const BuildOptions& options, const Parallel& parallel, QualityParts* parts = nullptr);

}  // namespace sendscape
