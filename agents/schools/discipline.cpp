// SPDX-License-Identifier: MIT
#include "agents/schools/discipline.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <vector>

#include "agents/pupils/lucky_rows.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"
#include "agents/schools/support.h"

namespace sendscape {
namespace {

constexpr int months_of_term = 11;                                       ///< August has no school
constexpr std::size_t year_groups_counted = last_ncy_of_school_age + 1;  ///< from Reception
constexpr int first_year_off_rolled = 9;                                 ///< Years 9 to 11 (schools.off_roll_monthly)
constexpr double part_time_ends = 0.2;     ///< a month, in a school that has stopped it (assumption)
constexpr double home_with_sen = 2.0;      ///< times schools.home_education for children with SEN (assumption)
constexpr double home_without_sen = 0.85;  ///< ... and without, so that the mean is about 1
constexpr std::uint32_t full_is_as_far_as = 100'000;  ///< tenths of a minute: any provision with room comes first
constexpr std::size_t luck_at_once = 64;              ///< children whose luck is drawn together
constexpr std::uint8_t most_suspensions = 255;        ///< what the column holds

/// Suspensions by year group over the average, Reception to Year 11: rising to Year 9 (shape of DfE 2023/24, levelled
/// so that Reception to Year 11 average 1; the split by single year is an assumption).
constexpr std::array<double, year_groups_counted> by_year{0.08, 0.15, 0.20, 0.25, 0.32, 0.42,
                                                          0.50, 1.30, 2.20, 2.50, 2.40, 1.68};

/// Nearest alternative provision that teaches the year and has room, else the nearest that takes one over its places;
/// none where all are at their ceilings: tuition is bought elsewhere.
SchoolId nearest_alternative(const Schools& schools, const Map& map, const std::vector<std::uint8_t>& alternative,
                             ZoneId home, int ncy, Month month) {
    if (!home.exists() || home.value + std::size_t{1} >= map.travel.first.size()) return {};
    SchoolId best;
    std::uint32_t best_tenths = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t k = map.travel.first[home.value]; k < map.travel.first[home.value + 1]; ++k) {
        const SchoolId s(map.travel.school[k]);
        if (alternative[s.value] == 0 || !schools.open(s, month) || !map.school(s).teaches(ncy)) continue;
        const std::int32_t most = std::max(schools.ceiling[s], schools.commissioned_places[s]);
        if (most > 0 && schools.roll[s] >= most) continue;
        const bool full = schools.commissioned_places[s] > 0 && schools.roll[s] >= schools.commissioned_places[s];
        const std::uint32_t tenths = map.travel.tenths[k] + (full ? full_is_as_far_as : 0u);
        if (tenths < best_tenths) best = s, best_tenths = tenths;
    }
    return best;
}

}  // namespace

double suspension_by_year(int ncy) {
    return ncy < reception || ncy > last_ncy_of_school_age ? 0.0 : by_year[static_cast<std::size_t>(ncy)];
}

void discipline(Pupils& pupils, Schools& schools, const Families& families, const SchoolParameters& p,
                const LoopSwitches& loops, const Step& step) {
    // Monthly chances by provision and year, and whether a school raises them, worked out once.
    std::array<std::array<double, year_groups_counted>, 3> suspended{}, excluded{};
    const std::array<double, 3> suspensions{p.suspensions_none, p.suspensions_support, p.suspensions_plan};
    const std::array<double, 3> exclusions{p.exclusions_none, p.exclusions_support, p.exclusions_plan};
    for (std::size_t k = 0; k < 3; ++k)
        for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy) {
            suspended[k][static_cast<std::size_t>(ncy)] =
                suspensions[k] / per_hundred / months_of_term * suspension_by_year(ncy);
            excluded[k][static_cast<std::size_t>(ncy)] =
                exclusions[k] / per_hundred / months_of_term * suspension_by_year(ncy);
        }
    const double leave_for_home = p.home_education / per_hundred / months_of_term;
    const bool responding = loops.strain_responses > 0;
    // The most that any school makes of a child's chances: few children's luck is below it.
    const double most_times = responding ? std::max(p.exclusion_strain, 1.0) : 1.0;
    std::array<std::array<double, year_groups_counted>, 3> most_of{};
    Likeliest most;  // marked: children with SEN
    for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t year = 0; year < year_groups_counted; ++year) {
            most_of[k][year] = (suspended[k][year] + excluded[k][year]) * most_times + leave_for_home * home_with_sen;
            double& of_sort = k == static_cast<std::size_t>(Provision::none) ? most.rest : most.marked;
            of_sort = std::max(of_sort, most_of[k][year]);
        }
    constexpr auto kept_out = static_cast<std::uint16_t>(response_bit(SchoolResponse::part_time_timetables) |
                                                         response_bit(SchoolResponse::off_roll));
    std::vector<std::uint8_t> keeps_out(schools.size() + 1, 0);  // the last for whoever is at no school
    for (std::size_t s = 0; s < schools.size(); ++s) keeps_out[s] = (schools.responses[SchoolId(s)] & kept_out) != 0;
    const auto at_school = [&](PupilId pupil) {
        const int ncy = pupils.ncy[pupil];
        return pupils.school[pupil].exists() && ncy >= reception && ncy <= last_ncy_of_school_age &&
               pupils.present(pupil);
    };
    const auto in_mainstream = [&](PupilId pupil) {
        return is_state_mainstream(pupils.setting[pupil]) || pupils.setting[pupil] == Setting::independent_mainstream;
    };
    EventLog decided;  // by block, in row order, whatever the threads

    decided.gather(step.parallel, pupils.size(), [&](std::size_t begin, std::size_t end, std::vector<Event>& out) {
        const auto decide = [&](PupilId pupil, EventKind kind) {
            out.push_back({.month = step.month, .pupil = pupil, .kind = kind, .from = pupils.school[pupil].value});
        };
        // Whoever has SEN and is at a school that keeps children out, or was. Plans leave school at the rates of the
        // plan tables, which count whoever was eased out.
        BlockOfRows room;
        std::span<const std::uint32_t> with_sen;
        if (responding)
            with_sen =
                rows_where(begin, end, room, [&](PupilId pupil) { return pupils.provision[pupil] != Provision::none; });
        std::array<std::uint32_t, luck_at_once> concerned;
        std::array<FourWords, luck_at_once> luck;
        std::size_t some = 0;
        const auto keep_out_or_let_in = [&] {
            step.draws.words_of_agents(Stream::exclusion, step.month, 0, std::span(concerned).first(some), luck);
            for (std::size_t i = 0; i < some; ++i) {
                const PupilId pupil(concerned[i]);
                const SchoolId s = pupils.school[pupil];
                const FourWords& words = luck[i];
                if (responds(schools, s, SchoolResponse::part_time_timetables)) {
                    if (fraction(words[0]) < p.part_time_monthly) pupils.part_time[pupil] = 1;
                } else if (pupils.part_time[pupil] != 0 && fraction(words[0]) < part_time_ends) {
                    pupils.part_time[pupil] = 0;
                }
                if (pupils.provision[pupil] != Provision::plan && pupils.ncy[pupil] >= first_year_off_rolled &&
                    responds(schools, s, SchoolResponse::off_roll) && fraction(words[1]) < p.off_roll_monthly)
                    decide(pupil, EventKind::off_rolled);
            }
            some = 0;
        };
        for (const std::uint32_t row : with_sen) {
            const PupilId pupil(row);
            const bool now = keeps_out[std::min<std::size_t>(pupils.school[pupil].value, schools.size())] != 0;
            const bool before = pupils.part_time[pupil] != 0;
            if (!(now | before) || !at_school(pupil) || !in_mainstream(pupil)) continue;
            concerned[some++] = row;
            if (some == concerned.size()) keep_out_or_let_in();
        }
        keep_out_or_let_in();
        // One of three things in a month, each with its own chance: suspended, excluded, or taken home.
        const auto bound = [&](PupilId pupil) {
            if (!at_school(pupil)) return 0.0;
            return most_of[static_cast<std::size_t>(pupils.provision[pupil])]
                          [static_cast<std::size_t>(pupils.ncy[pupil])];
        };
        for_each_lucky(
            step.draws, Stream::exclusion, step.month, begin, end, most,
            [&](std::size_t row) {
                return bits_unlike(pupils.provision, Provision::none, row, std::min(end, row + rows_of_a_word));
            },
            bound,
            [&](PupilId pupil, double u) {
                const auto status = static_cast<std::size_t>(pupils.provision[pupil]);
                const auto year = static_cast<std::size_t>(pupils.ncy[pupil]);
                const bool raised = responding && responds(schools, pupils.school[pupil], SchoolResponse::exclude);
                const double times = raised ? p.exclusion_strain : 1.0;
                u -= suspended[status][year] * times;
                if (u < 0) {
                    if (pupils.suspensions[pupil] < most_suspensions) ++pupils.suspensions[pupil];
                    decide(pupil, EventKind::suspended);
                    return;
                }
                if (!in_mainstream(pupil)) return;
                u -= excluded[status][year] * times;
                if (u < 0) {
                    decide(pupil, EventKind::excluded);
                    return;
                }
                const Provision provision = pupils.provision[pupil];
                const double for_home = provision == Provision::none ? home_without_sen : home_with_sen;
                if (provision != Provision::plan && u < leave_for_home * for_home)
                    decide(pupil, EventKind::placed);  // the move itself is noted by place()
            });
    });

    // Few schools are: they are told from the hundreds within reach at a glance.
    std::vector<std::uint8_t> alternative(step.map.schools.size());
    for (std::size_t s = 0; s < alternative.size(); ++s)
        alternative[s] = step.map.schools[s].setting == Setting::alternative_provision ? 1 : 0;
    for (const Event& e : decided.events()) {
        if (pupils.school[e.pupil].value != e.from) continue;  // one who has left already this month
        if (e.kind != EventKind::placed) step.events.add(e);
        if (e.kind == EventKind::suspended) continue;
        const ZoneId home = families.zone[pupils.family[e.pupil]];
        if (e.kind == EventKind::excluded) {
            const SchoolId to =
                nearest_alternative(schools, step.map, alternative, home, pupils.ncy[e.pupil], step.month);
            place(pupils, schools, step, home, e.pupil, Setting::alternative_provision, to);
        } else {
            place(pupils, schools, step, home, e.pupil, Setting::home_education, SchoolId{});
        }
        pupils.part_time[e.pupil] = 0;
    }
}

}  // namespace sendscape
