// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <vector>

#include "agents/schools/schools.h"
#include "maps/map.h"

namespace sendscape {

/// The provision of each authority to which it sends children from all over its area: state special schools,
/// alternative provision and mainstream schools with a base (SEN unit or resourced provision). On a large map a zone's
/// travel row lists only the schools nearest to it (maps/travel_time.h), of which a base in the next town is none.
class OwnProvision {
  public:
    OwnProvision(const Map& map, const Schools& schools);

    /// In order of row; none for a home outside every authority.
    [[nodiscard]] std::span<const SchoolId> of(AuthorityId authority) const;
    /// The same of every authority and of none, in order of row: all there is, but for independent schools.
    [[nodiscard]] std::span<const SchoolId> everywhere() const { return everywhere_; }

  private:
    std::vector<std::vector<SchoolId>> by_authority_;
    std::vector<SchoolId> everywhere_;
};

}  // namespace sendscape
