// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maps/tables/quality.h"

namespace sendscape {

/// Kind of school as the school census groups them, for comparing schools with others of their kind.
enum class CensusType : std::uint8_t { primary, secondary, state_special, independent_special, other };
constexpr std::size_t census_type_count = 5;
std::string_view code(CensusType type);

/// A school as one school census counts it. Numbers that the table does not give are not numbers.
struct CensusSchool {
    std::uint32_t urn = 0;
    std::string authority;    ///< three digits; empty where the table names one that has ended, or none
    std::int32_t number = 0;  ///< establishment number in its authority; 0: none
    CensusType type = CensusType::other;
    double roll = 0, plans = 0, sen_support = 0;
};

/// Every school of one January.
class SchoolCensus {
  public:
    SchoolCensus() = default;
    SchoolCensus(int january, std::vector<CensusSchool> schools);

    [[nodiscard]] int january() const { return january_; }
    [[nodiscard]] const std::vector<CensusSchool>& schools() const { return schools_; }
    [[nodiscard]] const CensusSchool* of_urn(std::uint32_t urn) const;
    /// The same school in another census: an academy keeps its establishment number when its URN changes, so that is
    /// asked for first, in the authority it is in now; else the URN.
    [[nodiscard]] const CensusSchool* same(const CensusSchool& school, std::string_view authority) const;

  private:
    int january_ = 0;
    std::vector<CensusSchool> schools_;
    std::map<std::uint32_t, std::size_t> by_urn_;
    std::map<std::pair<std::string, std::int32_t>, std::size_t> by_number_;
};

/// Where the January of a census was found.
enum class DateFrom : std::uint8_t { option, table, file_name, assumed };
std::string_view words_for(DateFrom from);

struct DatedCensus {
    SchoolCensus census;
    DateFrom from = DateFrom::assumed;
    std::vector<std::string> authorities;  ///< codes of those it counts schools in, or their successors
};

/// Reads a school census. Its January is `told`, else what its own rows say, else a year in its file's name, else
/// `otherwise`. What is odd in it is counted. InputError as read_school_tables, and where it is no census.
DatedCensus read_school_census(const std::filesystem::path& table, std::optional<int> told, int otherwise,
                               QualityTable& quality);

/// A year from 2000 on that stands in a file's name between other things than digits: the last of them.
std::optional<int> year_in_name(const std::filesystem::path& file);

}  // namespace sendscape
