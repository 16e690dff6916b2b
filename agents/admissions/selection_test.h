// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// A child's result in the test for selective schools, in standard deviations of all children: attainment, the luck of
/// the day and, on SEN Support, a loss, for few of these children pass (a third of the secondaries without a single
/// plan in Year 7 are grammar schools: FFT Education Datalab, June 2023, on the census of 2022).
double test_score(const Pupils& pupils, PupilId child, const Step& step);

/// True if any selective school has places in this round (`places` by school row).
bool has_selective_places(const Map& map, const std::vector<std::int32_t>& places);

/// The score that qualifies for the selective schools of each authority this year.
class PassMarks {
  public:
    PassMarks() = default;
    /// Of the children `who` put a selective school of an authority first, so many pass that `per_place` qualify for
    /// each place; boys and girls apart, places of mixed schools shared evenly between them.
    PassMarks(const std::vector<PupilId>& who, const std::vector<SchoolId>& first_choice,
              const std::vector<std::int32_t>& places, double per_place, const Pupils& pupils, const Step& step);
    [[nodiscard]] bool passes(const Pupils& pupils, PupilId child, AuthorityId authority, const Step& step) const;

  private:
    std::vector<std::array<double, 2>> marks_;  ///< by authority and sex (1: girls)
};

}  // namespace sendscape
