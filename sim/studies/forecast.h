// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Measures of schools that a hindcast tells.
inline constexpr std::string_view school_measures[]{"pupils_on_roll", "pupils_with_plan", "pupils_on_sen_support"};

/// One number that a hindcast foretells of an authority or of one of its schools.
struct Forecast {
    std::string measure;
    std::string axes;            ///< "age_band=under_5"; blank for none
    std::uint32_t school = 0;    ///< URN in the census of the start; 0: of the authority
    int horizon = 0;             ///< years after the start; 0: the start itself
    std::vector<double> values;  ///< by replicate; not a number where it has none
};

/// The forecasts of one authority as its file holds them, exact to the last bit.
std::string forecasts_csv(const std::vector<Forecast>& forecasts);

/// Reads such a file. InputError naming the line where it is none.
std::vector<Forecast> read_forecasts(const std::filesystem::path& file);

}  // namespace sendscape
