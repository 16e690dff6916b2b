// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

namespace sendscape {

/// What a file of streets truly is; its name is not asked.
enum class RoadFormat { graphml, osm_xml, osm_pbf };

/// By the file's first bytes, those of what gzip or bzip2 packed. InputError for anything else, which says what it is
/// (a GeoPackage, a shapefile, a web page ...) and what would be read instead.
RoadFormat road_format(const std::filesystem::path& path);

/// The bytes of a file piece by piece, unpacked where they are gzip or bzip2 (of several members, too).
class RoadFile {
  public:
    /// InputError unless it is an ordinary file that can be read.
    explicit RoadFile(const std::filesystem::path& path);
    ~RoadFile();
    RoadFile(const RoadFile&) = delete;
    RoadFile& operator=(const RoadFile&) = delete;

    /// The next bytes, valid until the next call; none at the end. InputError where what was packed is damaged or cut
    /// short; Interrupted if a stop was asked for.
    std::string_view read();
    [[nodiscard]] bool packed() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sendscape
