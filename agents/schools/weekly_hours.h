// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "agents/pupils/pupils.h"
#include "agents/pupils/service_waits.h"
#include "agents/schools/parameters.h"
#include "agents/service_table.h"

namespace sendscape {

/// True where a need is known to a school or has begun to show.
inline bool need_shows(const Pupils& pupils, PupilId pupil) {
    const bool identified = pupils.provision[pupil] != Provision::none;
    const bool begun = pupils.onset_ncy[pupil] <= pupils.ncy[pupil];
    return identified | begun;
}

/// Cost of one weekly hour of support, pounds a year.
inline double yearly_cost(const SchoolParameters& p) {
    // School Day and School Year (England) Regulations 1999: 190 days and INSET.
    constexpr double teaching_weeks = 39;
    return p.hourly_cost * teaching_weeks;
}

/// For what a child needs hours of a school.
enum class HoursFor : std::uint8_t { plan, support, unidentified, nothing };
constexpr std::size_t hours_kinds = 4;

inline HoursFor hours_for(const Pupils& pupils, PupilId pupil) {
    using enum HoursFor;
    constexpr std::array<std::array<HoursFor, 2>, 3> by_provision{
        {{nothing, unidentified}, {support, support}, {plan, plan}}};
    const bool shows = need_shows(pupils, pupil);
    return by_provision[static_cast<std::size_t>(pupils.provision[pupil])][static_cast<std::size_t>(shows)];
}

/// Weekly hours of children: what kinds of children differ in stands in tables, since a branch on what changes from
/// child to child is dear.
class WeeklyHours {
  public:
    explicit WeeklyHours(const SchoolParameters& p) {
        const auto set = [this](HoursFor kind, double times, double least, double by_severity) {
            of_[static_cast<std::size_t>(kind)] = {times, least, by_severity};
        };
        set(HoursFor::plan, 1, p.plan_hours, p.plan_hours_severity);
        set(HoursFor::support, 1, p.support_hours, p.support_hours_severity);
        set(HoursFor::unidentified, p.unidentified_share, p.support_hours, p.support_hours_severity);
        set(HoursFor::nothing, 0, 0, 0);
        helped_early_ = {1, p.early_help > 0 ? 1 - p.early_help : 1};
        service_hours_ = p.service_hours;
        yearly_cost_ = yearly_cost(p);
        threshold_ = p.plan_threshold;
        for (std::size_t s = 0; s < service_count; ++s)
            balance_[s] = {0, service_table[s].school_hours * p.gaps_covered, -service_table[s].school_hours};
    }

    /// Hours a week of a child of this severity, 0 to 1, before services.
    [[nodiscard]] double without_services(HoursFor kind, double severity) const {
        const Kind& of = of_[static_cast<std::size_t>(kind)];
        return of.times * (of.least + of.by_severity * severity);
    }
    /// What services that are awaited and that see the child make of these hours.
    [[nodiscard]] double with_services(double hours, const Pupils& pupils, PupilId pupil) const {
        hours *= helped_early_[pupils.disadvantaged[pupil] != 0 ? 1 : 0];
        const unsigned served = pupils.service_served[pupil];
        if (served == 0 && waits_for_no_service(pupils, pupil)) return hours;
        const auto& since = pupils.service_since[pupil];
        double balance = 0;
        for (std::size_t s = 0; s < service_count; ++s) {
            const std::size_t waits = since[s] != no_month ? 1 : 0, seen = served >> s & 1u;
            balance += balance_[s][std::max(waits, 2 * seen)];
        }
        return hours * (1 + service_hours_ * balance);
    }

    /// What so many weekly hours cost beyond what the school finds itself, pounds a year: what top-up is reckoned from.
    [[nodiscard]] double over_threshold(double hours) const { return std::max(0.0, hours * yearly_cost_ - threshold_); }

  private:
    struct Kind {
        double times = 0, least = 0, by_severity = 0;
    };
    std::array<Kind, hours_kinds> of_{};
    std::array<double, 2> helped_early_{};  ///< factors: others, children eligible for free school meals
    std::array<std::array<double, 3>, service_count> balance_{};  ///< neither waiting nor seen, waiting, being seen
    double service_hours_ = 0, yearly_cost_ = 0, threshold_ = 0;
};

}  // namespace sendscape
