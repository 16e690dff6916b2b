// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/output/run.h"
#include "sim/studies/school_census.h"

namespace sendscape {

/// What a measure of an authority is, and so which arithmetic forecasts it (baselines.h) and how its error is told.
enum class ScoredNature : std::uint8_t {
    stock,  ///< plans in a January
    part,   ///< of such a stock: an age band, a setting, a need
    flow,   ///< what happened in the calendar year before the January
    share,  ///< of a flow
    roll,   ///< pupils of a kind of school in a January, of which only the school census tells
};

/// What was published of one authority: SEN2 year by year, and the school censuses.
struct PublishedAuthority {
    Sen2 sen2;
    std::map<int, std::map<CensusType, double>> rolls;  ///< January: pupils on roll by type of school
};

/// A number of an authority that is both published and lived: one row of what a hindcast is scored on.
struct ScoredMeasure {
    std::string name;  ///< as `sendscape describe measures` has it, where it is one of the model's own
    std::string axes;  ///< "age_band=under_5"; blank for none
    std::string words;
    ScoredNature nature = ScoredNature::stock;
    /// As published for a January; not a number where it is not.
    std::function<double(const PublishedAuthority&, int january)> published;
    /// As a run lived it, by replicate.
    std::function<std::vector<double>(const Run&, Month january)> lived;
};

/// All of them. Sources: DfE SEN2 (stocks, flows, shares), DfE school census (rolls).
const std::vector<ScoredMeasure>& scored_measures();

/// The kind of an authority by its GSS code: London borough, metropolitan, unitary, county.
std::string_view kind_of_authority(std::string_view gss);

}  // namespace sendscape
