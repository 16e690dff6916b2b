// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/studies/baselines.h"
#include "sim/studies/school_census.h"
#include "sim/studies/scored_measures.h"

namespace sendscape {

/// Pupils of schools of one type in one authority, or in England.
struct CensusSum {
    double roll = 0, plans = 0, sen_support = 0;
};

/// Growth of England's schools of one type from the census of the start to a later one, over schools in both.
struct CensusGrowth {
    double roll = 1, plans = 1, sen_support = 1;
    std::size_t schools = 0;
};

/// A school census later than the start, and what came of the start's schools in it.
struct LaterCensus {
    SchoolCensus census;
    std::map<std::pair<std::string, CensusType>, CensusSum> sums;  ///< by authority and type
    std::map<CensusType, CensusGrowth> growth;
};

/// Mainstream schools of fewer pupils say little of a rate: both years must have so many (judged).
constexpr double least_roll_of_a_pair = 100;
bool is_mainstream(CensusType type);
/// Whether a school in both censuses counts in summaries: in both it has pupils, mainstream ones at least
/// `least_roll_of_a_pair`.
bool is_pair(const CensusSchool& before, const CensusSchool& after);

/// What came: SEN2 of every year of the tables, and the school censuses.
class Published {
  public:
    Published(int start, std::map<std::string, Sen2> sen2, SchoolCensus first, std::vector<SchoolCensus> later);

    [[nodiscard]] int start() const { return start_; }
    [[nodiscard]] const SchoolCensus& first() const { return first_; }
    [[nodiscard]] const std::vector<LaterCensus>& later() const { return later_; }
    /// The census so many years after the start; null where none was given.
    [[nodiscard]] const LaterCensus* later_by(int horizon) const;
    [[nodiscard]] const std::map<std::string, PublishedAuthority>& authorities() const { return authorities_; }

    /// A measure of an authority so many years after the start; not a number where it is not published.
    [[nodiscard]] double value(const ScoredMeasure& measure, const std::string& authority, int horizon) const;
    /// The forecasts without a model of a measure so many years after the start.
    [[nodiscard]] std::vector<Baseline> baselines(const ScoredMeasure& measure, const std::string& authority,
                                                  int horizon) const;

  private:
    struct England {
        double now = 0, before = 0;  ///< over the authorities of which both are known
        int years = trend_years;     ///< between them: fewer where no table goes back so far
    };
    [[nodiscard]] England england(const ScoredMeasure& measure) const;

    int start_ = 0;
    SchoolCensus first_;
    std::vector<LaterCensus> later_;
    std::map<std::string, PublishedAuthority> authorities_;
    std::map<std::string, England> england_;  ///< by measure and axes
};

}  // namespace sendscape
