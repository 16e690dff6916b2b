// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "agents/admissions/applicants.h"
#include "agents/admissions/round.h"

namespace sendscape {

/// How strongly an independent school draws from a neighbourhood so many metres away, by which the start houses its
/// pupils: it falls to 1/e over 6 km, and rises with how well off the neighbourhood is (`decile` 10: the least deprived
/// tenth). Assumptions.
double independent_pull(double metres, int decile);

/// By zone, the share of its children of Reception to Year 11 without a plan who are in independent schools; drawn to
/// its authority's where they are few.
std::vector<double> shares_in_independent(const Map& map, const Pupils& pupils, const Families& families,
                                          const Parallel& parallel = Parallel());

/// When families of one zone ask each of the independent schools they know, beside other families: waiting times with
/// rates that fall with the way, and that add up to the share of the zone's children who are in such schools. So an
/// independent school takes its new children from where its children live, and not all the children next to it.
class IndependentAsking {
  public:
    /// `metres` to each of them.
    IndependentAsking(double share, const std::vector<double>& metres);
    /// Out of a uniform number, when a family asks the k-th of them; none if it never would: nobody asks after the time
    /// in which five times as many as now would have gone (assumption).
    [[nodiscard]] std::optional<double> asks_after(std::size_t k, double uniform) const;

  private:
    std::vector<double> rate_;
};

/// Before the round and outside it, independent schools fill the places that their leavers make in the entry years
/// given, likelier with children from where theirs live. Those who take one have it as their next school.
void fill_independent_places(const AdmissionsRound& round, const Step& step, Month september,
                             const std::vector<RoundApplicant>& applicants, const std::vector<int>& years);

}  // namespace sendscape
