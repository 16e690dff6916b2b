// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "maps/build/build_map.h"
#include "sim/commands/command.h"
#include "sim/commands/map_output.h"
#include "sim/commands/text_table.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"

namespace sendscape {
namespace {

constexpr std::size_t quality_table_width = 200;  // most of its sentences on one line of a wide terminal

/// A data-quality table for people; empty if it has no rows.
std::string quality_table(const std::vector<QualityRow>& quality) {
    if (quality.empty()) return {};
    std::vector<std::vector<std::string>> rows{{"table", "count", "what was met", "examples", "what was done"}};
    for (const QualityRow& row : quality)
        rows.push_back({row.table, std::to_string(row.count), row.issue, row.examples, row.rule});
    return text_table(rows, quality_table_width);
}

/// The same without examples, for what hardly concerns the reader.
std::string short_quality_table(const std::vector<QualityRow>& quality) {
    std::vector<std::vector<std::string>> rows{{"table", "count", "what was met", "what was done"}};
    for (const QualityRow& row : quality) rows.push_back({row.table, std::to_string(row.count), row.issue, row.rule});
    return text_table(rows, quality_table_width);
}

/// Of a table of England most rows concern other authorities: those of the area come first.
std::string quality_of(const Map& map, const QualityParts& parts, bool all) {
    if (all || parts.rest.empty()) return quality_table(map.quality);
    return fmt::format(
        "{}{}\nThe rest of the tables: other authorities, and what is about no one school or area.\n{}\n",
        parts.area.empty() ? fmt::format("Nothing was met in what the tables say of {}.\n", map.name)
                           : fmt::format("What the tables say of {}:\n", map.name),
        quality_table(parts.area), short_quality_table(parts.rest));
}

BuildOptions build_options(const Given& given) {
    BuildOptions options;
    options.authorities = given.all("--la");
    options.all = given.on("--all");
    options.schools = given.paths("--schools");
    options.sen2 = given.paths("--sen2");
    options.population = given.path("--population");
    options.centroids = given.path("--centroids");
    options.deprivation = given.path("--deprivation");
    options.roads = given.path("--roads");
    options.provision = given.path("--provision");
    options.catchments = given.path("--catchments");
    options.own = given.paths("--own");
    options.boundaries = given.paths("--boundaries");
    if (const auto census = given.whole("--census")) options.census = static_cast<int>(*census);
    if (const auto halo = given.whole("--halo")) options.halo_km = static_cast<double>(*halo);
    return options;
}

int run_map_build(const Given& given, std::ostream& out, std::ostream& err) {
    const BuildOptions options = build_options(given);
    const std::filesystem::path map_file = given.text("--out");
    spare_inputs(map_file, options.schools);
    spare_inputs(map_file, options.sen2);
    spare_inputs(map_file, options.own);
    spare_inputs(map_file, options.boundaries);
    for (const char* const table :
         {"--population", "--centroids", "--deprivation", "--roads", "--provision", "--catchments"})
        spare_inputs(map_file, {given.text(table)});
    if (options.all != options.authorities.empty())
        throw InputError("map build: give --la NAME (several if you like) or --all");
    const int threads = given.threads();
    const bool force = given.on("--force"), quiet = given.on("--quiet");
    check_ending(map_file, ".h5", "a map is an HDF5 file");
    check_output_file(map_file, force);
    if (!quiet)
        fmt::print(err, "Building a map from {} school table{}\n", options.schools.size(),
                   options.schools.size() == 1 ? "" : "s");
    QualityParts parts;
    Map map = build_map(options, Parallel(threads), &parts);
    stop_if_asked();
    if (!quiet) {  // `map info` tells all of it again
        out << quality_of(map, parts, options.all);
        for (const std::string& assumption : map.assumptions) out << "Assumed: " << assumption << '\n';
        out << std::flush;
    }
    write_and_tell(map, map_file, force, quiet, err);
    return 0;
}

}  // namespace

CommandRow map_build_row() {
    return {"map build",
            "Build a map from public files",
            "  sendscape map build --la Trafford --schools edubasealldata.csv --schools sen.csv --out "
            "trafford.h5\n"
            "  sendscape map build --all --schools gias.csv --schools sen.csv --out england.h5\n",
            {
                {.name = "--la",
                 .value = "NAME|CODE",
                 .help = "authority by name or code; again for more",
                 .takes = Takes::again},
                {.name = "--all", .help = "every authority of the tables", .takes = Takes::nothing},
                {.name = "--schools",
                 .value = "TABLE",
                 .help = "table of schools; again for more, the first that gives a value wins",
                 .takes = Takes::again,
                 .required = true},
                {.name = "--out", .value = "MAP.h5", .help = "map to write", .required = true},
                {.name = "--halo",
                 .value = "KM",
                 .help = "kilometres around the area whose schools are kept too",
                 .most = 200},
                {.name = "--census",
                 .value = "YEAR",
                 .help = "January of the schools' census, where no table carries it",
                 .least = 2006,
                 .most = 2099},
                {.name = "--sen2",
                 .value = "TABLE",
                 .help = "SEN2: plans maintained, requests, new plans",
                 .takes = Takes::again},
                {.name = "--population", .value = "TABLE", .help = "residents by small area and age"},
                {.name = "--centroids", .value = "TABLE", .help = "coordinates of small areas"},
                {.name = "--deprivation", .value = "TABLE", .help = "deprivation of small areas"},
                {.name = "--roads", .value = "FILE", .help = "streets: .osm.pbf, .osm (.gz, .bz2), .graphml (.gz)"},
                {.name = "--boundaries",
                 .value = "FILE.geojson",
                 .help = "true borders: polygons of authorities or of small areas (LSOAs); again for neighbours",
                 .takes = Takes::again},
                {.name = "--provision", .value = "TABLE", .help = "the officer's own list of specialist places"},
                {.name = "--catchments",
                 .value = "FILE.geojson",
                 .help = "catchments as polygons, a property of each the URN of its school"},
                {.name = "--own",
                 .value = "TABLE",
                 .help = "your own tables, known by their headings: planning areas (or GeoJSON), admission numbers and "
                         "capacity, links of infant and junior schools, provision, coordinates",
                 .takes = Takes::again},
                threads_option,
                force_option,
                quiet_option,
            },
            run_map_build};
}

}  // namespace sendscape
