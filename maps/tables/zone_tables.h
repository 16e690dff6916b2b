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
#include "maps/tables/quality.h"

namespace sendscape {

/// How finely a population table tells age.
enum class AgeDetail : std::uint8_t { single_years, bands, total };

/// People of one small area (LSOA, ward ...) as a population table gives them.
struct PopulationRow {
    std::string code, name;
    std::string authority_code;  ///< three digits, when the table or the area's name tells it
    std::array<double, zone_ages> by_age{};
};

struct PopulationTable {
    AgeDetail detail = AgeDetail::total;
    std::vector<PopulationRow> rows;
};

/// Reads a population table: single years of age in columns named 0, 1, ... (sexes in rows are added up, a row for
/// 'Persons' is taken alone), sex-and-band columns such as f0_to_15, or one total. Bands and totals are spread over
/// single years by England's age profile. InputError when no age column is known or no row is usable.
PopulationTable read_population(const std::filesystem::path& path, QualityTable& quality);

/// Grid coordinates by area code. InputError when it has no code or no coordinates.
std::map<std::string, std::pair<std::int32_t, std::int32_t>> read_centroids(const std::filesystem::path& path,
                                                                            QualityTable& quality);

/// Deprivation decile (1 most deprived) by area code. InputError when it has no code or no decile.
std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality);

/// England's people by single year of age per 1,000 of all ages.
double english_age_share(int age);

}  // namespace sendscape
