// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/core/id.h"
#include "sim/core/labels.h"
#include "sim/core/parallel.h"
#include "sim/core/setting.h"

namespace sendscape {

/// What can happen to a child. The event table of the run file, flow measures, `trace` and the visualiser all read it.
enum class EventKind : std::uint8_t {
    born,          ///< a two-year-old enters the model; to = zone
    moved_in,      ///< family arrives; to = zone
    moved_out,     ///< family leaves the area; from = zone
    moved_house,   ///< from, to = zones
    left,          ///< ages out without a plan (18) or dies
    need_changed,  ///< recorded need: from, to = Need
    sen_support_started,
    sen_support_ended,
    plan_requested,  ///< cause = RequestSource
    plan_refused,    ///< refusal to assess
    assessment_agreed,
    plan_not_issued,  ///< assessed, no plan
    plan_issued,      ///< detail = weeks from request, in tenths; to = RequiredProvision
    plan_ceased,      ///< cause = CeaseCause
    plan_moved_in,    ///< plan transferred from another authority
    plan_moved_out,
    provision_required,  ///< decision changes: from, to = RequiredProvision
    placed,              ///< setting or school changes: from, to = school (none_value: no school)
    wait_began,          ///< required provision not available: to = RequiredProvision
    wait_ended,          ///< detail = months waited
    named,               ///< setting named for a coming transfer: to = school
    review_held,
    mediation,
    appeal_lodged,    ///< cause = AppealKind
    appeal_decided,   ///< cause = AppealKind; to = AppealOutcome
    offer,            ///< admissions: to = school, detail = preference rank (0: none of them), cause = OfferMade
    school_response,  ///< cause = SchoolResponse; from = school
    suspended,
    excluded,  ///< permanently
    off_rolled,
    service_referred,  ///< cause = row of service_table
    service_refused,
    service_started,  ///< detail = months waited
    service_ended,
    admission_appeal,  ///< heard by an independent panel: to = school, detail = 1 upheld
};
constexpr std::size_t event_kind_count = 35;
inline constexpr std::array<Label, event_kind_count> event_kind_labels{{
    {"born", "reached the age of two", ""},
    {"moved_in", "moved into the area", ""},
    {"moved_out", "moved out of the area", ""},
    {"moved_house", "moved house", ""},
    {"left", "left", ""},
    {"need_changed", "recorded need changed", ""},
    {"sen_support_started", "SEN Support began", ""},
    {"sen_support_ended", "SEN Support ended", ""},
    {"plan_requested", "EHC assessment requested", ""},
    {"plan_refused", "assessment refused", ""},
    {"assessment_agreed", "assessment agreed", ""},
    {"plan_not_issued", "assessed, no plan issued", ""},
    {"plan_issued", "EHC plan issued", ""},
    {"plan_ceased", "plan ended", ""},
    {"plan_moved_in", "plan came with a move into the authority", ""},
    {"plan_moved_out", "plan left with a move to another authority", ""},
    {"provision_required", "provision required was decided", ""},
    {"placed", "placed", ""},
    {"wait_began", "began to wait for a place", ""},
    {"wait_ended", "stopped waiting", ""},
    {"named", "next setting named", ""},
    {"review_held", "annual review", ""},
    {"mediation", "mediation", ""},
    {"appeal_lodged", "appeal lodged", ""},
    {"appeal_decided", "appeal decided", ""},
    {"offer", "offer in the admissions round", ""},
    {"school_response", "school under strain responded", ""},
    {"suspended", "suspended", ""},
    {"excluded", "permanently excluded", ""},
    {"off_rolled", "off-rolled", ""},
    {"service_referred", "referred to a service", ""},
    {"service_refused", "referral refused", ""},
    {"service_started", "service began", ""},
    {"service_ended", "service ended", ""},
    {"admission_appeal", "admission appeal heard", ""},
}};

struct Event {
    Month month;
    PupilId pupil;
    EventKind kind{};
    std::uint8_t cause = 0;                                            ///< an enumerator that depends on the kind
    Setting from_setting = Setting::gone, to_setting = Setting::gone;  ///< for `placed`, `named`
    std::uint32_t from = 0xFFFFFFFFu, to = 0xFFFFFFFFu;                ///< ids or enumerators that depend on the kind
    std::int32_t detail = 0;
};

/// The month's events, in an order that does not depend on threads: each block of rows writes its own list and the
/// lists are joined in block order.
class EventLog {
  public:
    void add(const Event& event) { events_.push_back(event); }
    [[nodiscard]] std::span<const Event> events() const { return events_; }
    void clear() { events_.clear(); }
    /// Forgets all but the first so many.
    void shorten(std::size_t events) { events_.resize(std::min(events, events_.size())); }

    /// Runs body(first_row, end_row, local_list) over blocks of rows and appends the lists in row order.
    template <class Body>
    void gather(const Parallel& parallel, std::size_t rows, Body&& body) {
        if (parallel.threads() <= 1) {  // one list, the same order
            parallel.for_blocks(rows,
                                [&](std::size_t, std::size_t first, std::size_t end) { body(first, end, events_); });
            return;
        }
        std::vector<std::vector<Event>> lists(Parallel::blocks(rows));
        parallel.for_blocks(
            rows, [&](std::size_t block, std::size_t first, std::size_t end) { body(first, end, lists[block]); });
        for (const auto& list : lists) events_.insert(events_.end(), list.begin(), list.end());
    }

  private:
    std::vector<Event> events_;
};

}  // namespace sendscape
