// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agents/admissions/applicants.h"
#include "agents/admissions/round.h"

namespace sendscape {

/// Children of a neighbourhood who are in one independent school; without a school, in those beyond the map.
struct AttendedIndependent {
    SchoolId school;
    std::int32_t children = 0;
};

/// By zone, how many of its children of Reception to Year 11 without a plan are in which independent schools.
class IndependentHabits {
  public:
    IndependentHabits(const Map& map, const Pupils& pupils, const Families& families,
                      const Parallel& parallel = Parallel());
    /// The share who are in one, drawn to the authority's where children are few: twenty children who do as the
    /// authority's do are counted with the zone's own (assumption).
    [[nodiscard]] double share(ZoneId zone) const;
    /// Children in independent schools, and how many more those twenty add.
    [[nodiscard]] double independent(ZoneId zone) const { return static_cast<double>(zones_[zone.value].independent); }
    [[nodiscard]] double added(ZoneId zone) const { return zones_[zone.value].added; }
    [[nodiscard]] std::span<const AttendedIndependent> attended(ZoneId zone) const;
    [[nodiscard]] double children_at(ZoneId zone, SchoolId school) const;

  private:
    struct OfZone {
        std::int64_t all = 0, independent = 0;
        double added = 0;
        std::size_t first = 0, end = 0;  ///< of attended_
    };
    std::vector<OfZone> zones_;
    std::vector<AttendedIndependent> attended_;  ///< by zone, then by school
};

/// When families of one zone ask each of the independent schools they know, beside other families: waiting times with
/// rates as its children are in those schools now, so that after one unit of time as large a share has asked as are in
/// one. What the authority's children add to its own goes by the way to each school. So an independent school takes its
/// new children from where its children live, and not all the children next to it.
class IndependentAsking {
  public:
    IndependentAsking() = default;  ///< knows none
    /// The schools known, none for those beyond the map, and the `metres` to each.
    IndependentAsking(const IndependentHabits& habits, ZoneId home, const std::vector<SchoolId>& known,
                      const std::vector<double>& metres);
    /// The same of another home, in the room there is.
    void know(const IndependentHabits& habits, ZoneId home, const std::vector<SchoolId>& known,
              const std::vector<double>& metres);
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
