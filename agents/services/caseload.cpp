// SPDX-License-Identifier: MIT
#include "agents/services/caseload.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/pupils/lucky_rows.h"
#include "agents/pupils/rows_where.h"
#include "agents/pupils/service_waits.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::size_t psychology = service_row("educational_psychology");

/// These are services for children: from 18 adults' services see those with plans.
constexpr int last_service_ncy = 13;
constexpr double pupils_per_staffing = 10'000;  ///< services.ep_per_10000 is full-time equivalents for so many
constexpr double cases_begun_by_one = 8;        ///< a month, by one full-time therapist (assumption)
constexpr float urgent_from = 0.6F;  ///< severity seen first by a service that sees the most severe first (assumption)
constexpr double waited_of_first_month = 0.5;  ///< a child is referred in the middle of a month on average
constexpr double months_averaged = 12;         ///< the published wait is that of about a year's cases
/// Supply neither shrinks nor grows without limit, and an empty queue is as good as half a week's (assumption).
constexpr double least_supply = 0.6, most_supply = 1.8, shortest_queue_weeks = 0.5;

/// Chance a month that a child with a need, neither waiting nor seen, is referred.
using Chances = std::array<std::array<double, need_count + 1>, service_count>;
Chances referral_chances(const ServiceParameters& p) {
    Chances chances{};
    for (const std::size_t s : services_by_referral)
        for (std::size_t need = 0; need < need_count; ++need)
            chances[s][need] = p.referrals[s] * concern(s, static_cast<Need>(need));
    return chances;
}

/// A child's words of luck, one for each service; services whose words are those of one draw share its call.
using LuckByService = std::array<std::uint32_t, service_count>;
template <ServiceDraw purpose>
LuckByService words_for(const Draws& draws, std::uint32_t id, Month month) {
    LuckByService luck{};
    FourWords words{};
    Stream drawn{};  // no stream has the number 0
    for (const std::size_t s : services_by_referral) {
        const ServiceLuck source = luck_of(s, purpose);
        if (source.stream != drawn) words = draws.words(source.stream, id, month);
        drawn = source.stream;
        luck[s] = words[source.word];
    }
    return luck;
}

constexpr std::size_t drawn_at_once = 64;  ///< whose luck is drawn together
using LuckOfSome = std::array<LuckByService, drawn_at_once>;
/// The same of some children.
template <ServiceDraw purpose>
void words_for(const Draws& draws, std::span<const std::uint32_t> ids, Month month, LuckOfSome& luck) {
    std::array<FourWords, drawn_at_once> words;
    Stream drawn{};
    for (const std::size_t s : services_by_referral) {
        const ServiceLuck source = luck_of(s, purpose);
        if (source.stream != drawn) draws.words_of_agents(source.stream, month, 0, ids, words);
        drawn = source.stream;
        for (std::size_t i = 0; i < ids.size(); ++i) luck[i][s] = words[i][source.word];
    }
}

/// A need that has shown itself, of a child the services are for.
Need shown(const Pupils& pupils, PupilId p) {
    if (pupils.ncy[p] > last_service_ncy) return Need::none;
    return pupils.underlying[p] != Need::none && pupils.onset_ncy[p] <= pupils.ncy[p] ? pupils.underlying[p]
                                                                                      : Need::none;
}

/// Shares of the children with a need who wait for a service and who are being seen by it.
struct SteadyShares {
    double waiting = 0, seen = 0, begun = 0;  ///< begun: a month
};
SteadyShares steady_shares(const ServiceParameters& p, std::size_t s, double chance) {
    // Accepted referrals of those neither waiting nor seen come in; the queue is left at 1 / wait and by giving up.
    const double accepted = chance * (1 - p.refused[s]);
    const double wait = p.usual_weeks[s] / weeks_per_month;
    const double waiting = accepted / (1 / wait + p.gives_up[s] + accepted * (1 + p.months_seen[s] / wait));
    return {waiting, waiting / wait * p.months_seen[s], waiting / wait};
}

/// Last year group of services, from which children grow out of them.
bool outgrown(const Pupils& pupils, PupilId p) { return pupils.ncy[p] > last_service_ncy; }

/// What a month of referrals goes by: the chance of each service, and of any, for a child with a need.
struct Referrals {
    Chances chance{};
    std::array<double, need_count + 1> any{};
    Likeliest most;  ///< marked: children with a need, shown or not yet

    explicit Referrals(const ServiceParameters& p) : chance(referral_chances(p)) {
        for (std::size_t need = 0; need <= need_count; ++need) {
            for (const std::size_t s : services_by_referral) any[need] += chance[s][need];
            double& of_sort = static_cast<Need>(need) == Need::none ? most.rest : most.marked;
            of_sort = std::max(of_sort, any[need]);
        }
    }
};

/// Refers a child to one service or to none, each with its own chance where it neither waits for it nor is being seen;
/// the service may refuse. `u` is the child's luck.
void refer(Pupils& pupils, const Schools& schools, const ServiceParameters& p, const Referrals& referrals,
           const Step& step, PupilId pupil, double u, std::vector<Event>& out) {
    const auto need = static_cast<std::size_t>(pupils.underlying[pupil]);
    for (const std::size_t s : services_by_referral) {
        double chance = referrals.chance[s][need];
        if (u >= chance) {
            u -= chance;
            continue;
        }
        const SchoolId school = pupils.school[pupil];
        if (service_table[s].mhst_sees_some && school.exists() && schools.mhst[school]) chance *= 1 - p.mhst_effect;
        std::int16_t& since = pupils.service_since[pupil][s];
        if (u >= chance || since != no_month || (pupils.service_served[pupil] & service_bit(s)) != 0) return;
        Event event{.month = step.month, .pupil = pupil, .cause = static_cast<std::uint8_t>(s)};
        event.kind = EventKind::service_referred;
        out.push_back(event);
        const ServiceLuck threshold = luck_of(s, ServiceDraw::threshold);
        if (step.draws.happens(p.refused[s], threshold.stream, pupil.value, step.month, threshold.word)) {
            event.kind = EventKind::service_refused;
            out.push_back(event);
        } else {
            since = pack(step.month);
        }
        return;
    }
}

/// A month of a child who waits for services or is being seen: courses end, and some give up waiting.
void go_on(Pupils& pupils, const ServiceParameters& p, const Step& step, PupilId pupil, const LuckByService& luck,
           std::vector<Event>& out) {
    if (outgrown(pupils, pupil)) {
        pupils.service_since[pupil] = waits_for_nothing;
        pupils.service_served[pupil] = 0;
        return;
    }
    for (const std::size_t s : services_by_referral) {
        ServiceSet& served = pupils.service_served[pupil];
        std::int16_t& since = pupils.service_since[pupil][s];
        if ((served & service_bit(s)) != 0) {
            if (fraction(luck[s]) >= 1 / p.months_seen[s]) continue;
            served = static_cast<ServiceSet>(served & ~service_bit(s));
            out.push_back({.month = step.month,
                           .pupil = pupil,
                           .kind = EventKind::service_ended,
                           .cause = static_cast<std::uint8_t>(s)});
        } else if (since != no_month && since != pack(step.month) && fraction(luck[s]) < p.gives_up[s]) {
            since = no_month;
        }
    }
}

/// Rows that may wait for a service, block by block and in order.
using MayWait = std::vector<std::vector<std::uint32_t>>;

/// Referrals, endings, those who give up: each child's own row. Who is referred in a month neither gives up in it nor
/// has just been seen to the end. Everybody else waits for nothing.
MayWait refer_and_end(Pupils& pupils, const Schools& schools, const ServiceParameters& p, const Step& step) {
    const Referrals referrals(p);
    MayWait may_wait(Parallel::blocks(pupils.size()));
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        BlockOfRows room;
        const auto known = rows_where(first, end, room, [&](PupilId pupil) {
            const bool served = pupils.service_served[pupil] != 0;
            const bool waits = !waits_for_no_service(pupils, pupil);
            return served | waits;
        });
        std::vector<std::uint32_t> referred;
        for_each_lucky(
            step.draws, Stream::service_referral, step.month, first, end, referrals.most,
            [&](std::size_t row) {
                return bits_unlike(pupils.underlying, Need::none, row, std::min(end, row + rows_of_a_word));
            },
            [&](PupilId pupil) { return referrals.any[static_cast<std::size_t>(pupils.underlying[pupil])]; },
            [&](PupilId pupil, double u) {
                if (!pupils.present(pupil) || shown(pupils, pupil) == Need::none) return;
                refer(pupils, schools, p, referrals, step, pupil, u, out);
                referred.push_back(pupil.value);
            });
        LuckOfSome luck;
        for (std::size_t i = 0; i < known.size(); ++i) {
            constexpr std::size_t ahead = 16;
            if (i + ahead < known.size()) {
                const PupilId later(known[i + ahead]);
                ask_for(pupils.setting[later], pupils.ncy[later], pupils.service_since[later],
                        pupils.service_served[later]);
            }
            const std::size_t in_turn = i % drawn_at_once;
            if (in_turn == 0)
                words_for<ServiceDraw::referral>(
                    step.draws, known.subspan(i, std::min(drawn_at_once, known.size() - i)), step.month, luck);
            if (const PupilId pupil(known[i]); pupils.present(pupil)) go_on(pupils, p, step, pupil, luck[in_turn], out);
        }
        std::set_union(known.begin(), known.end(), referred.begin(), referred.end(),
                       std::back_inserter(may_wait[first / rows_per_block]));
    });
    return may_wait;
}

/// Who waits for what: one list for each authority and service, in row order. Leavers drop out.
std::vector<std::vector<Waiting>> queues_of(Pupils& pupils, const Families& families, const Map& map,
                                            std::size_t authorities, const MayWait& may_wait,
                                            const Parallel& parallel) {
    const auto queue_up = [&](PupilId pupil, auto&& join) {
        if (waits_for_no_service(pupils, pupil)) return;
        auto& since = pupils.service_since[pupil];
        for (const std::size_t s : services_by_referral) {
            if (since[s] == no_month) continue;
            if (!pupils.present(pupil)) {
                since[s] = no_month;
                continue;
            }
            const AuthorityId authority = authority_of(pupils, families, map, pupil);
            const bool urgent = service_table[s].most_severe_first && pupils.severity[pupil] >= urgent_from;
            join(authority.value * service_count + s,
                 Waiting{static_cast<std::uint8_t>(urgent ? 0 : 1), since[s], pupil});
        }
    };
    std::vector<std::vector<Waiting>> queues(authorities * service_count);
    if (parallel.threads() <= 1) {
        for (const std::vector<std::uint32_t>& block : may_wait)
            for (const std::uint32_t row : block)
                queue_up(PupilId(row),
                         [&](std::size_t queue, const Waiting& waiting) { queues[queue].push_back(waiting); });
        return queues;
    }
    // Homes stand far apart in memory: each block finds its children's, and the queues are joined in row order.
    using Joins = std::vector<std::pair<std::size_t, Waiting>>;
    std::vector<Joins> of_block(may_wait.size());
    parallel.for_each(may_wait.size(), [&](std::size_t block) {
        const std::vector<std::uint32_t>& rows = may_wait[block];
        for (std::size_t i = 0; i < rows.size(); ++i) {
            constexpr std::size_t ahead = 8;
            if (i + 2 * ahead < rows.size()) {
                const PupilId later(rows[i + 2 * ahead]);
                ask_for(pupils.service_since[later], pupils.family[later], pupils.severity[later]);
            }
            if (i + ahead < rows.size()) ask_for_home(pupils, families, PupilId(rows[i + ahead]));
            queue_up(PupilId(rows[i]),
                     [&](std::size_t queue, const Waiting& waiting) { of_block[block].emplace_back(queue, waiting); });
        }
    });
    for (Joins& joins : of_block) {
        for (const auto& [queue, waiting] : joins) queues[queue].push_back(waiting);
        joins = {};
    }
    return queues;
}

/// A service of an authority begins as many cases as it can.
void begin_cases(Services& services, Pupils& pupils, const ServiceParameters& p, const Step& step,
                 AuthorityId authority, std::size_t s, std::vector<Waiting>& queue, std::vector<Event>& out) {
    const double usual = services.usual_starts[authority][s];
    const double weeks_of_queue = usual > 0 ? static_cast<double>(queue.size()) / usual * weeks_per_month : 0;
    const auto capacity = static_cast<float>(usual * p.capacity_scale[s] * supply_response(p, s, weeks_of_queue));
    services.capacity[authority][s] = capacity;
    const std::size_t begun = cases_to_begin(services.spare[authority][s], capacity, queue.size());
    // Only those whose turn it is need be in order.
    const auto turn = queue.begin() + static_cast<std::ptrdiff_t>(begun);
    std::nth_element(queue.begin(), turn, queue.end());
    std::sort(queue.begin(), turn);
    double weeks = 0;
    for (std::size_t i = 0; i < begun; ++i) {
        const PupilId pupil = queue[i].pupil;
        const int months = pack(step.month) - queue[i].since;
        weeks += (months + waited_of_first_month) * weeks_per_month;
        pupils.service_since[pupil][s] = no_month;
        pupils.service_served[pupil] = static_cast<ServiceSet>(pupils.service_served[pupil] | service_bit(s));
        out.push_back({.month = step.month,
                       .pupil = pupil,
                       .kind = EventKind::service_started,
                       .cause = static_cast<std::uint8_t>(s),
                       .detail = months});
    }
    services.waiting[authority][s] = static_cast<std::int32_t>(queue.size() - begun);
    if (begun == 0) return;
    float& mean = services.wait_weeks[authority][s];
    mean += static_cast<float>((weeks / static_cast<double>(begun) - mean) / months_averaged);
}

}  // namespace

std::size_t cases_to_begin(float& spare, float capacity, std::size_t waiting) {
    const float room = spare + capacity;
    const auto whole = static_cast<std::size_t>(room > 0 ? room : 0.0f);
    spare = room - static_cast<float>(whole);
    return std::min(whole, waiting);
}

double psychologists(const ServiceParameters& p, int on_roll) { return on_roll / pupils_per_staffing * p.ep_per_10000; }

double advices_a_month(const ServiceParameters& p, int on_roll) {
    return psychologists(p, on_roll) * p.ep_statutory_share * p.ep_days_a_year / months_a_year / p.ep_days_per_advice *
           p.capacity_scale[psychology];
}

double supply_response(const ServiceParameters& p, std::size_t service, double weeks_of_queue) {
    const double pressure = log(std::max(weeks_of_queue, shortest_queue_weeks) / p.usual_weeks[service]);
    return std::clamp(1 + p.response * pressure, least_supply, most_supply);
}

void start_services(Services& services, Pupils& pupils, const Families& families, Schools& schools, const Map& map,
                    const ServiceParameters& p, const Draws& draws, Month start) {
    Services::for_each_column(services, [&](auto& column) { column.resize(map.authorities.size()); });
    const Chances chances = referral_chances(p);
    Column<AuthorityId, std::array<double, service_count>> starts(map.authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        if (!pupils.present(pupil)) continue;
        const AuthorityId authority = authority_of(pupils, families, map, pupil);
        if (pupils.school[pupil].exists()) ++services.on_roll[authority];
        const Need need = shown(pupils, pupil);
        if (need == Need::none) continue;
        const auto luck = words_for<ServiceDraw::start>(draws, static_cast<std::uint32_t>(row), start);
        for (const std::size_t s : services_by_referral) {
            const SteadyShares steady = steady_shares(p, s, chances[s][static_cast<std::size_t>(need)]);
            starts[authority][s] += steady.begun;
            const double u = fraction(luck[s]);
            if (u < steady.waiting) {
                // Children in the queue have waited for anything up to twice the mean wait, evenly.
                const double twice_mean = 2 * (p.usual_weeks[s] / weeks_per_month);
                const auto months = static_cast<int>(u / steady.waiting * twice_mean);
                pupils.service_since[pupil][s] = pack(start - months);
                ++services.waiting[authority][s];
            } else if (u < steady.waiting + steady.seen) {
                pupils.service_served[pupil] = static_cast<ServiceSet>(pupils.service_served[pupil] | service_bit(s));
            }
        }
    }
    for (std::size_t row = 0; row < services.size(); ++row) {
        const AuthorityId authority(row);
        const int on_roll = services.on_roll[authority];
        services.staff[authority][psychology] = static_cast<float>(psychologists(p, on_roll));
        services.capacity[authority][psychology] = static_cast<float>(advices_a_month(p, on_roll));
        services.wait_weeks[authority][psychology] = static_cast<float>(p.usual_weeks[psychology]);
        for (const std::size_t s : services_by_referral) {
            services.usual_starts[authority][s] = static_cast<float>(starts[authority][s]);
            services.capacity[authority][s] = services.usual_starts[authority][s];
            services.staff[authority][s] = static_cast<float>(starts[authority][s] / cases_begun_by_one);
            services.wait_weeks[authority][s] = static_cast<float>(p.usual_weeks[s]);
        }
    }
    extend_mhst(services, schools, map, p, draws, start);
}

void refer_and_treat(Services& services, Pupils& pupils, const Families& families, const Schools& schools,
                     const ServiceParameters& p, const LoopSwitches& loops, const Step& step) {
    if (loops.services <= 0) return;
    const MayWait may_wait = refer_and_end(pupils, schools, p, step);
    auto queues = queues_of(pupils, families, step.map, services.size(), may_wait, step.parallel);
    // Each authority sees its own children.
    std::vector<std::vector<Event>> begun(services.size());
    step.parallel.for_each(services.size(), [&](std::size_t a) {
        for (const std::size_t s : services_by_referral)
            begin_cases(services, pupils, p, step, AuthorityId(a), s, queues[a * service_count + s], begun[a]);
    });
    for (const std::vector<Event>& of_authority : begun)
        for (const Event& event : of_authority) step.events.add(event);
}

namespace {

constexpr Month mhst_counted(2026, 1);      ///< services.mhst_schools_2026 is the share of schools in this month
constexpr double shortest_extension = 0.5;  ///< years over which the rest are reached, at the least (assumption)
constexpr int april = 4, april_to_september = 5;
constexpr std::uint32_t luck_of_area = 1, luck_of_school = 2;  ///< counters of the stream service_start
constexpr std::uint32_t areas_apart = 0x10000;  ///< numbers of planning areas are below this, authorities' follow

/// A school's place in the order of the plan, 0 to 1: by chance of the school alone where spread is even, by its area
/// where it is not.
double turn_for_mhst(const ServiceParameters& p, const Draws& draws, std::uint32_t school, const School& site) {
    const std::uint32_t area = site.area.exists() ? site.area.value : areas_apart + site.authority.value;
    const double of_area = draws.uniform(Stream::service_start, area, Month(0), luck_of_area);
    const double of_school = draws.uniform(Stream::service_start, school, Month(0), luck_of_school);
    const double turn = p.mhst_unevenness * of_area + (1 - p.mhst_unevenness) * of_school;
    // The mixture of two even draws is narrower than either: it is stretched about the middle.
    const double spread = std::max(p.mhst_unevenness, 1 - p.mhst_unevenness);
    constexpr double middle = 0.5;
    return std::clamp(middle + (turn - middle) / spread, 0.0, 1.0);
}

}  // namespace

void extend_mhst(Services& services, Schools& schools, const Map& map, const ServiceParameters& p, const Draws& draws,
                 Month month) {
    const double years = std::max(p.mhst_full_year - mhst_counted.year(), shortest_extension);
    const double time = (month - mhst_counted) / static_cast<double>(months_a_year);
    const double share_now = std::clamp(p.mhst_schools_2026 + (1 - p.mhst_schools_2026) * time / years, 0.0, 1.0);
    // In April teams are planned for the schools of the coming school year.
    const Month taught = month.month_of_year() == april ? month + april_to_september : month;
    std::vector<std::int32_t> all(services.size(), 0), covered(services.size(), 0);
    for (std::size_t row = 0; row < map.schools.size() && row < schools.size(); ++row) {
        const SchoolId school(row);
        const School& site = map.schools[row];
        if (!schools.open(school, taught)) continue;
        const double turn = turn_for_mhst(p, draws, school.value, site);
        if (turn < share_now || share_now >= 1) schools.mhst[school] = 1;
        if (site.authority.exists() && site.authority.value < services.size()) {
            ++all[site.authority.value];
            covered[site.authority.value] += schools.mhst[school];
        }
    }
    for (std::size_t a = 0; a < services.size(); ++a)
        services.mhst_coverage[AuthorityId(a)] =
            all[a] == 0 ? 0.0f : static_cast<float>(covered[a]) / static_cast<float>(all[a]);
}

}  // namespace sendscape
