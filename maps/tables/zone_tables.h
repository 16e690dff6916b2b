// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "maps/tables/age_columns.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// People of one small area (LSOA, ward ...) as a population table gives them.
struct PopulationRow {
    std::string code, name;
    std::string authority_code;  ///< three digits, when the table or the area's name tells it
    std::array<double, zone_ages> by_age{};
};

struct PopulationTable {
    AgeDetail detail = AgeDetail::total;
    std::string code_heading;  ///< of the column its codes are from: "LSOA21CD"
    std::vector<PopulationRow> rows;
};

/// Centres of small areas.
struct CentroidTable {
    std::string code_heading;
    std::map<std::string, std::pair<std::int32_t, std::int32_t>> places;  ///< grid metres by area code
};

/// Reads a population table: ages in columns, single years, bands or both sexes apart (find_age_columns), or one total.
/// Sexes in rows are added up, or the row for both is taken alone; of several years the latest is kept and the others
/// are counted. Bands and totals are spread over single years by England's age profile. InputError when no age column
/// is known, no row is usable, an area has several rows for another reason, or a number is larger than any area's
/// people.
PopulationTable read_population(const std::filesystem::path& path, QualityTable& quality);

/// Coordinates by area code, metres or degrees as the values are. InputError when it has no code or no coordinates.
CentroidTable read_centroids(const std::filesystem::path& path, QualityTable& quality);

/// Decile of the Index of Multiple Deprivation (1 most deprived) by area code, from a column of its own or from rows of
/// a long table (a row for each domain, or for decile, rank and score); of columns of several years from the latest.
/// Deciles in words are read, and those that say that 1 is least deprived turned round. InputError when it has no code,
/// no decile, a single domain only, or several rows for an area that nothing known tells apart.
std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality);

/// England's people by single year of age per 1,000 of all ages.
double english_age_share(int age);

}  // namespace sendscape
