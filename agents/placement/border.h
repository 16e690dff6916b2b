// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/placement/custom.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// The row of BorderShare::part for a child with a plan of a year group in a setting; none before Reception, after Year
/// 11 and in settings that are no school of a kind that is kept apart.
std::optional<std::size_t> border_row(Setting setting, int ncy);

/// Children with plans in schools, by where they live and where they learn.
class BorderCount {
  public:
    explicit BorderCount(std::size_t authorities)
        : authorities_(authorities), living_(authorities), at_(authorities * (authorities + 1)) {}
    /// Counts a child in (+1) or out (-1): at a school of an authority, or of none, beyond the map.
    void count(AuthorityId home, AuthorityId of_school, std::size_t row, std::int32_t sign);
    /// Children of `home` in schools of a row anywhere; and at those of another authority, or of none.
    [[nodiscard]] std::int32_t living(AuthorityId home, std::size_t row) const { return living_[home.value][row]; }
    [[nodiscard]] std::int32_t at(AuthorityId home, AuthorityId of_school, std::size_t row) const {
        return at_[pair_of(home, of_school)][row];
    }
    void operator+=(const BorderCount& other);
    /// The place of an authority's homes and of a school's authority, or of none, in a list of all pairs of them.
    [[nodiscard]] std::size_t pair_of(AuthorityId home, AuthorityId of_school) const {
        return home.value * (authorities_ + 1) + std::min<std::size_t>(of_school.value, authorities_);
    }
    [[nodiscard]] std::size_t pairs() const { return at_.size(); }

  private:
    using Rows = std::array<std::int32_t, border_rows>;

    std::size_t authorities_;
    std::vector<Rows> living_;  ///< by authority
    std::vector<Rows> at_;      ///< by pair of authorities; none of one authority's own
};

struct BorderCounts {
    BorderCount now;                      ///< as children are at school
    BorderCount next_september;           ///< as expected: those already named, and those who stay; or nobody
    std::vector<PlansOfSchoolAge> plans;  ///< by authority of the home, wherever they learn
};
/// All in one look at those of school age who have a plan; `with_september`: the second too.
BorderCounts border_counts(const Map& map, const Pupils& pupils, const Families& families, bool with_september,
                           const Parallel& parallel);

/// How children of one authority stand in another's schools at the start (Authorities::border).
std::vector<BorderShare> border_shares(const Map& map, const BorderCount& start);

/// Where children with plans go over a border: what each pair of authorities is used to, beside what there is.
class Border {
  public:
    Border(const Map& map, const Authorities& authorities, BorderCount count);
    /// Whether one more child of `home` is within the usual part, at the schools of an authority or, where it is none,
    /// beyond the map; always in its own authority, and where no start is known.
    [[nodiscard]] bool open_to(AuthorityId home, AuthorityId of_school, std::size_t row) const;
    /// Whether children of `home` have less than nine tenths of what they are used to.
    [[nodiscard]] bool short_of(AuthorityId home, AuthorityId of_school, std::size_t row) const;
    void count(AuthorityId home, AuthorityId of_school, std::size_t row, std::int32_t sign) {
        count_.count(home, of_school, row, sign);
    }

  private:
    [[nodiscard]] double usual(AuthorityId home, AuthorityId of_school, std::size_t row) const;

    const Map& map_;
    const std::vector<BorderShare>& shares_;
    std::vector<const BorderShare*> share_of_;  ///< by pair (BorderCount::pair_of); null where none goes at the start
    BorderCount count_;
};

}  // namespace sendscape
