// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/placement/border.h"
#include "agents/placement/candidates.h"
#include "agents/placement/naming.h"

namespace sendscape {

/// One child's naming: the columns it works on, and what it is named for.
struct NamingCase {
    const Step& step;
    Pupils& pupils;
    Schools& schools;
    const NamingRules& rules;
    Room& room_now;
    Room& room_september;
    Border& now_over_border;
    Border& september_over_border;
    double readiness;  ///< of the child's authority for independent schools
    PupilId p;
    ZoneId home;
    Child child;
    bool for_september;
    const OwnProvision& own;                   ///< of every authority
    const std::vector<Candidate>* in_advance;  ///< candidates_in_advance(); none: to be looked for

    /// Names what the plan requires, if there is room; `since` when (pack(Month)) the child waits. False: none was
    /// found.
    [[nodiscard]] bool name(RequiredProvision required, NamingClass order, std::int16_t since) const;
    /// Names a mainstream school, or what ordinary school follows the child's own. False: none teaches its year.
    bool name_ordinary() const;
    [[nodiscard]] double draw(Stream stream, Month month, std::uint32_t k = 0) const;

  private:
    [[nodiscard]] Room& room() const;
    [[nodiscard]] bool limited() const;
    [[nodiscard]] AuthorityId authority() const;
    /// Of no school: beyond the map.
    [[nodiscard]] AuthorityId authority_of_school(SchoolId s) const;
    /// Whether one more may go to a school of this kind where it is another authority's: children go over a border as
    /// often as they are used to.
    [[nodiscard]] bool border_open(SchoolId s, Setting as) const;
    /// Whether fewer go there than are used to.
    [[nodiscard]] bool border_short(SchoolId s, Setting as) const;
    /// Names the setting: now, or for September.
    void commit(Setting setting, SchoolId school, bool for_want) const;
    /// Before September a place must be free now and still be free then, when those already named arrive.
    [[nodiscard]] bool free_special(SchoolId s) const;
    /// A full school named over number admits, less and less willingly; its answer to one child holds for the school
    /// year.
    [[nodiscard]] bool over_number(SchoolId s) const;
    /// An independent school takes a few more than its places, and in a year no more than it can find staff for. Those
    /// already named for September are counted in: no authority can make it take more.
    [[nodiscard]] bool independent_has_room(SchoolId s) const;
    bool name_independent(bool for_want) const;
    [[nodiscard]] Practice practice() const;
    /// Candidates, best first. Another authority's school comes before an own one where fewer go there than are used to
    /// and it is hardly farther away: neighbours' agreements go on.
    [[nodiscard]] std::vector<Candidate> as_agreed(std::vector<Candidate> found, Setting as) const;
    /// State special schools, one beyond the map too where its authority is used to send children there.
    [[nodiscard]] std::vector<Candidate> state_candidates() const;
    [[nodiscard]] bool beyond_the_map() const;
    bool name_special(NamingClass order, std::int16_t since) const;
    /// `known`: its candidates, where it was a base that was sought.
    bool name_base(const std::vector<Candidate>* known) const;
    bool name_alternative() const;
    /// Who is in an independent school goes on in one, beyond the map where it has none for the year. Their part of all
    /// plans, 1.0 to 1.1%, has not changed since 2017 (SEN2); by age it is not published (assumption).
    bool name_next_independent() const;
    bool name_elsewhere() const;
};

}  // namespace sendscape
