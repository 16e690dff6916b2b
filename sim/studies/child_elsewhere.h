// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/core/calendar.h"

#include "sim/output/run.h"

namespace sendscape {

/// How a child has fared up to a month of a run, as its record tells.
struct Fared {
    int waited = 0;                ///< months without the place required
    bool waits = false;            ///< still
    bool plan = false;             ///< has one in that month
    std::optional<double> metres;  ///< straight from its first home's area to its school; none outside schools
};

/// None where the run does not know the child, or not as the same one (`like` is its entry elsewhere).
std::optional<Fared> fared(const Run& run, std::uint32_t pupil, std::size_t month, const RecordedPupil* like = nullptr);
/// The child's entry in a run; null if the run does not follow it.
const RecordedPupil* find_pupil(const Run& run, std::uint32_t pupil);

/// A run of that child alone: what is told of it month by month is then told at once.
std::shared_ptr<const Run> alone(const Run& run, std::uint32_t pupil);

/// The month in which a child's other lives leave the one on show: that in which its first wait for a place begins; of
/// a child who never waits, that in which a plan is first sought or brought for it; of others the run's start.
Month branch_of(const Run& run, std::uint32_t pupil);

/// One child's luck elsewhere: in how many other lives it fared how, beside the life on show.
struct LuckElsewhere {
    int lives = 0;
    int no_plan = 0;              ///< it has none in that month, or was never followed for one; of the others:
    int sooner = 0, later = 0;    ///< fewer and more months waited than in the life on show
    int nearer = 0, further = 0;  ///< where both lives have a school
    int least_waited = 0, most_waited = 0;
    std::vector<int> waited;  ///< months, of each of the lives with a plan
};

/// `lives`: the same run under other luck from a month on, `branches` (futures.h). Only of a child who has come by then
/// is there the same child in all of them: none of others, and none where `here` does not follow it.
std::optional<LuckElsewhere> luck_elsewhere(const Run& here, std::span<const std::shared_ptr<const Run>> lives,
                                            std::uint32_t pupil, std::size_t month, Month branches);

/// "The same child in 10 other lives: no plan in 2; of the other 8, waited less in 6, longer in 1, as long in 1 (0 to
/// 14 months); placed nearer in 4, further away in 2." `with` comes after "lives": " from March 2029 on". Empty of no
/// lives.
std::string elsewhere_words(const LuckElsewhere& luck, const std::string& with = {});

/// " from March 2029 on": when the lives leave the one on show, for elsewhere_words().
std::string branch_words(Month branches);

}  // namespace sendscape
