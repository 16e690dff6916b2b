// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <type_traits>

#include "agents/service_table.h"
#include "sim/core/calendar.h"
#include "sim/core/column.h"
#include "sim/core/id.h"
#include "sim/core/labels.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

/// What the school census records.
enum class Provision : std::uint8_t { none, sen_support, plan };

/// Where a child is in the EHC assessment process (SEND Regulations 2014). A child being assessed is still on SEN
/// Support or without provision: the two columns are separate.
enum class AssessmentStage : std::uint8_t { none, requested, refused, assessing, drafting };

enum class RequestSource : std::uint8_t { school, parent, other };

/// Kind of provision decided at panel, review or tribunal. Without it no shortfall can be counted.
enum class RequiredProvision : std::uint8_t { none, mainstream, base, special, alternative, post16, elsewhere };
constexpr std::size_t required_count = 7;
inline constexpr std::array<Label, required_count> required_labels{{
    {"none", "none decided", "this model"},
    {"mainstream", "mainstream school", "CFA 2014 s33"},
    {"base", "resourced provision or SEN unit", "SCAP group UR"},
    {"special", "special school", "SCAP groups SS and IN"},
    {"alternative", "alternative provision", "SCAP group AP"},
    {"post16", "further education or training", "SEN2: fe_total"},
    {"elsewhere", "education otherwise than at school", "CFA 2014 s61"},
}};

constexpr std::int16_t no_month = -32768;  ///< months are stored in 16 bits as Month::index - month_base
constexpr int month_base = 2000 * 12;
constexpr std::int16_t pack(Month m) { return static_cast<std::int16_t>(m.index - month_base); }
constexpr Month unpack(std::int16_t m) { return Month(m + month_base); }

/// Services as a set of bits, one for each row of service_table.
using ServiceSet = std::conditional_t<service_count <= 8, std::uint8_t, std::uint32_t>;
static_assert(service_count <= 32);
constexpr ServiceSet service_bit(std::size_t service) { return static_cast<ServiceSet>(1u << service); }

/// One row per child or young person aged 2 to 25, in columns. Everyone aged 2 to 18 has a row; from 19 only those with
/// a plan. A leaver keeps its row with setting `gone`.
struct Pupils {
    // who they are
    Column<PupilId, FamilyId> family;
    Column<PupilId, std::int8_t> ncy;             ///< national curriculum year, -2 to 21
    Column<PupilId, std::uint8_t> birth_month;    ///< 1 to 12
    Column<PupilId, std::uint8_t> girl;           ///< 1 girl
    Column<PupilId, std::uint8_t> disadvantaged;  ///< ever eligible for free school meals in six years
    Column<PupilId, std::uint8_t> looked_after;
    Column<PupilId, std::uint8_t> faith;  ///< family seeks a faith school
    // needs
    Column<PupilId, Need> underlying;        ///< `none` for most
    Column<PupilId, float> severity;         ///< (0, 1); 0 without an underlying need
    Column<PupilId, std::int8_t> onset_ncy;  ///< year in which the need shows
    Column<PupilId, Need> recorded;          ///< as the census or plan has it; recoded at reviews
    // provision and process
    Column<PupilId, Provision> provision;
    Column<PupilId, AssessmentStage> process;
    Column<PupilId, RequestSource> source;
    Column<PupilId, std::int16_t> requested_on;    ///< pack(Month)
    Column<PupilId, std::int16_t> process_due;     ///< month of the next event in the process
    Column<PupilId, std::uint16_t> process_weeks;  ///< tenths of weeks the whole assessment will take
    Column<PupilId, std::int16_t> plan_since;      ///< month of issue
    Column<PupilId, RequiredProvision> required;
    Column<PupilId, std::int16_t> waiting_since;    ///< since when the required provision is lacking; no_month if not
    Column<PupilId, std::int16_t> appeal_due;       ///< month an appeal will be decided; no_month if none
    Column<PupilId, std::uint8_t> appeal_kind;      ///< AppealKind
    Column<PupilId, std::uint8_t> prefers_special;  ///< parent's preference, decided with `required`
    // where they are
    Column<PupilId, Setting> setting;
    Column<PupilId, SchoolId> school;       ///< none outside schools
    Column<PupilId, SchoolId> next_school;  ///< offered or named for the coming September; none
    Column<PupilId, Setting> next_setting;  ///< `gone` when nothing is arranged
    Column<PupilId, std::uint8_t>
        out_of_area_for_want;                ///< 1: independent or distant place taken for want of a state one
    Column<PupilId, std::uint16_t> journey;  ///< tenths of minutes to the present school
    // support
    Column<PupilId, float> unmet;                                            ///< unmet need U, 0 and up
    Column<PupilId, std::array<std::int16_t, service_count>> service_since;  ///< waiting since; no_month
    Column<PupilId, ServiceSet> service_served;                              ///< by which it is being seen
    Column<PupilId, std::uint8_t> part_time;                                 ///< 1 on a part-time timetable
    Column<PupilId, std::uint8_t> suspensions;                               ///< this school year
    Column<PupilId, float> attainment;  ///< progress, standard deviations about the mean

    [[nodiscard]] std::size_t size() const { return ncy.size(); }
    /// In a school that no table shows: independent and beyond the map, or without a published roll.
    [[nodiscard]] bool schooled_beyond_the_map(PupilId p) const {
        return setting[p] == Setting::independent_mainstream && !school[p].exists();
    }
    /// The setting a plan is counted in: maintained nursery schools are mainstream, early years the settings beside
    /// them (DfE, SEN2 guide: non-maintained early years).
    [[nodiscard]] Setting counted_setting(PupilId p) const {
        return setting[p] == Setting::early_years && school[p].exists() ? Setting::mainstream : setting[p];
    }
    [[nodiscard]] bool present(PupilId p) const { return setting[p] != Setting::gone; }
    [[nodiscard]] bool has_plan(PupilId p) const { return provision[p] == Provision::plan; }
    [[nodiscard]] bool waiting(PupilId p) const { return waiting_since[p] != no_month; }

    /// Adds rows with empty defaults and returns the first one's id. `pause`, if given, is called between columns: of
    /// millions of rows they take long. It may throw; the table is then of no use any more.
    PupilId append(std::size_t rows = 1, void (*pause)() = nullptr);

    /// Calls f(column) for every column, in a fixed order: checkpoints and append() live on it, so that a new column
    /// is one field and one line here.
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.family);
        f(self.ncy);
        f(self.birth_month);
        f(self.girl);
        f(self.disadvantaged);
        f(self.looked_after);
        f(self.faith);
        f(self.underlying);
        f(self.severity);
        f(self.onset_ncy);
        f(self.recorded);
        f(self.provision);
        f(self.process);
        f(self.source);
        f(self.requested_on);
        f(self.process_due);
        f(self.process_weeks);
        f(self.plan_since);
        f(self.required);
        f(self.waiting_since);
        f(self.appeal_due);
        f(self.appeal_kind);
        f(self.prefers_special);
        f(self.setting);
        f(self.school);
        f(self.next_school);
        f(self.next_setting);
        f(self.out_of_area_for_want);
        f(self.journey);
        f(self.unmet);
        f(self.service_since);
        f(self.service_served);
        f(self.part_time);
        f(self.suspensions);
        f(self.attainment);
    }
};

}  // namespace sendscape
