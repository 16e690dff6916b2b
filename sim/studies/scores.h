// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/studies/forecast.h"
#include "sim/studies/published.h"
#include "sim/studies/school_pairs.h"

namespace sendscape {

/// A row of scores.csv: what was published, what the model foretold, and one forecast without a model. Not numbers
/// where there is none.
struct Score {
    std::string level;      ///< authority, school, england
    std::string authority;  ///< three digits
    std::string school;     ///< URN in the census of the start
    std::string measure, axes;
    int horizon = 0;  ///< years after the start
    double published = 0, median = 0, p05 = 0, p95 = 0;
    std::string baseline;
    double baseline_value = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();  ///< over replicates

    /// What is held against the published number. Of a school's plans, SEN Support and O/E the mean: they are few, and
    /// a mean of ten has less luck than their median. Of its roll the median: most schools are full and stay so, and
    /// the few replicates in which one empties are not what is expected of it. Of an authority the median: its draws
    /// are of logarithms, whose median is the model without doubt.
    [[nodiscard]] double middle() const {
        return level == "school" && measure != "pupils_on_roll" && !std::isnan(mean) ? mean : median;
    }
    [[nodiscard]] bool covered() const { return p05 <= published && published <= p95; }
};

/// scores.csv as text, and back. InputError naming the line where it is none.
std::string scores_csv(const std::vector<Score>& scores);
std::vector<Score> read_scores(const std::filesystem::path& file);

/// What the schools of all authorities together show between the start and one later census, of one type.
struct LivedPairs {
    std::vector<SchoolPair> published;
    std::vector<std::vector<SchoolPair>> lived;     ///< by replicate
    std::vector<double> gorard_published;           ///< by authority
    std::vector<std::vector<double>> gorard_lived;  ///< by replicate, authority
};

/// Makes scores of authorities, one after another, and at the end those of England.
class Scorer {
  public:
    explicit Scorer(const Published& published) : published_(published) {}

    /// Adds the scores of an authority and its schools.
    void add(const std::string& authority, const std::vector<Forecast>& forecasts);
    /// Adds what all schools together show, and returns everything.
    std::vector<Score> finish();

  private:
    void add_schools(const std::string& authority, const std::vector<Forecast>& forecasts, int horizon);

    const Published& published_;
    std::vector<Score> scores_;
    std::map<std::pair<int, CensusType>, LivedPairs> pairs_;  ///< by horizon and type
};

}  // namespace sendscape
