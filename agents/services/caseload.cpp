#include "agents/services/caseload.h"

#include <algorithm>

#include "agents/pupils/rows_where.h"
#include "agents/pupils/service_waits.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::size_t speech = static_cast<std::size_t>(ServiceKind::speech_language);
constexpr std::size_t psychology = static_cast<std::size_t>(ServiceKind::educational_psychology);
constexpr std::size_t camhs = static_cast<std::size_t>(ServiceKind::camhs);

// How far a need concerns a service, 1 for the need it is there for (assumption).
constexpr double concern(std::size_t service, Need need) {
    switch (static_cast<ServiceKind>(service)) {
        case ServiceKind::speech_language:
            return need == Need::slcn                     ? 1.0
                   : need == Need::asd                    ? 0.5
                   : need == Need::hi || need == Need::ds ? 0.6
                                                          : 0.1;
        case ServiceKind::occupational_therapy:
            return need == Need::pd                          ? 1.0
                   : need == Need::asd                       ? 0.5
                   : need == Need::pmld || need == Need::msi ? 0.8
                                                             : 0.05;
        case ServiceKind::camhs:
            return need == Need::semh ? 1.0 : need == Need::asd ? 0.3 : 0.05;
        default:
            return 0;
    }
}

using Chances = std::array<std::array<double, need_count + 1>, service_count>;
Chances referral_chances(const ServiceParameters& p) {
    Chances chances{};
    for (std::size_t s = speech; s < service_count; ++s)
        for (std::size_t need = 0; need < need_count; ++need)
            chances[s][need] = p.referrals[s] * concern(s, static_cast<Need>(need));
    return chances;
}

// A need that has shown itself. These are services for children: from 18 adults' services see those with plans.
constexpr int last_service_ncy = 13;
Need shown(const Pupils& pupils, PupilId p) {
    if (pupils.ncy[p] > last_service_ncy) return Need::none;
    return pupils.underlying[p] != Need::none && pupils.onset_ncy[p] <= pupils.ncy[p] ? pupils.underlying[p]
                                                                                      : Need::none;
}

AuthorityId authority_of(const Pupils& pupils, const Families& families, const Map& map, PupilId p) {
    return map.zone(families.zone[pupils.family[p]]).authority;
}

constexpr double share(std::uint32_t word) { return word * 0x1p-32; }

}  // namespace

std::size_t cases_to_begin(float& spare, float capacity, std::size_t waiting) {
    const float room = spare + capacity;
    const auto whole = static_cast<std::size_t>(room > 0 ? room : 0.0f);
    spare = room - static_cast<float>(whole);
    return std::min(whole, waiting);
}

double advices_a_month(const ServiceParameters& p, int on_roll) {
    return on_roll / 10000.0 * p.ep_per_10000 * p.ep_statutory_share * p.ep_days_a_year / 12 / p.ep_days_per_advice *
           p.capacity_scale[psychology];
}

double supply_response(const ServiceParameters& p, ServiceKind service, double weeks_of_queue) {
    const double usual = p.usual_weeks[static_cast<std::size_t>(service)];
    return std::clamp(1 + p.response * log(std::max(weeks_of_queue, 0.5) / usual), 0.6, 1.8);
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
        const auto luck = draws.words(Stream::service_start, static_cast<std::uint32_t>(row), start);
        for (std::size_t s = speech; s < service_count; ++s) {
            // Steady state: accepted referrals a of those neither waiting nor seen; out of the queue at 1/W + g.
            const double a = chances[s][static_cast<std::size_t>(need)] * (1 - p.refused[s]);
            const double wait = p.usual_weeks[s] / weeks_per_month;
            const double waiting = a / (1 / wait + p.gives_up[s] + a * (1 + p.months_seen[s] / wait));
            const double seen = waiting / wait * p.months_seen[s];
            const double u = share(luck[s]);
            starts[authority][s] += waiting / wait;
            if (u < waiting) {
                const auto months = static_cast<int>(u / waiting * 2 * wait);  // evenly over twice the mean
                pupils.service_since[pupil][s] = pack(start - months);
                ++services.waiting[authority][s];
            } else if (u < waiting + seen) {
                pupils.service_served[pupil] = static_cast<std::uint8_t>(pupils.service_served[pupil] | (1u << s));
            }
        }
    }
    for (std::size_t row = 0; row < services.size(); ++row) {
        const AuthorityId authority(row);
        services.staff[authority][psychology] =
            static_cast<float>(services.on_roll[authority] / 10000.0 * p.ep_per_10000);
        services.capacity[authority][psychology] = static_cast<float>(advices_a_month(p, services.on_roll[authority]));
        services.wait_weeks[authority][psychology] = static_cast<float>(p.usual_weeks[psychology]);
        for (std::size_t s = speech; s < service_count; ++s) {
            services.usual_starts[authority][s] = static_cast<float>(starts[authority][s]);
            services.capacity[authority][s] = services.usual_starts[authority][s];
            services.staff[authority][s] = static_cast<float>(starts[authority][s] / 8);  // cases begun a month by one
            services.wait_weeks[authority][s] = static_cast<float>(p.usual_weeks[s]);
        }
    }
    extend_mhst(services, schools, map, p, draws, start);
}

void refer_and_treat(Services& services, Pupils& pupils, const Families& families, const Schools& schools,
                     const ServiceParameters& p, const LoopSwitches& loops, const Step& step) {
    if (loops.services <= 0) return;
    const Chances chances = referral_chances(p);
    // Nobody is referred whose word of luck is not below this.
    std::array<std::array<std::uint64_t, service_count>, need_count + 1> referred_below{};
    for (std::size_t s = speech; s < service_count; ++s)
        for (std::size_t need = 0; need <= need_count; ++need)
            referred_below[need][s] = static_cast<std::uint64_t>(chances[s][need] * 0x1p32) + 1;
    const std::int16_t now = pack(step.month);
    // Referrals, endings, those who give up: each child's own row.
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        BlockOfRows room;
        const auto concerned = rows_where(first, end, room, [&](PupilId pupil) {
            const int ncy = pupils.ncy[pupil];
            const bool outgrows = ncy == last_service_ncy + 1;
            const bool has_need = pupils.underlying[pupil] != Need::none;
            const bool begun = pupils.onset_ncy[pupil] <= ncy;
            const bool present = pupils.present(pupil);
            return present & (outgrows | (has_need & begun & (ncy <= last_service_ncy)));
        });
        for (const std::uint32_t id : concerned) {
            const PupilId pupil(id);
            if (pupils.ncy[pupil] > last_service_ncy) {
                pupils.service_since[pupil].fill(no_month);
                pupils.service_served[pupil] = 0;
                continue;
            }
            const Need need = pupils.underlying[pupil];
            const auto luck = step.draws.words(Stream::service_referral, id, step.month);
            auto& served = pupils.service_served[pupil];
            // Most have nothing to do with any service and are not referred either.
            const bool waits = !waits_for_no_service(pupils, pupil);
            const auto& referred = referred_below[static_cast<std::size_t>(need)];
            const bool referrals = luck[1] < referred[1] || luck[2] < referred[2] || luck[3] < referred[3];
            if (served == 0 && !waits && !referrals) continue;
            for (std::size_t s = speech; s < service_count; ++s) {
                const double u = share(luck[s]);
                const auto bit = static_cast<std::uint8_t>(1u << s);
                Event event{.month = step.month, .pupil = pupil, .cause = static_cast<std::uint8_t>(s)};
                if (served & bit) {
                    if (u >= 1 / p.months_seen[s]) continue;
                    served = static_cast<std::uint8_t>(served & ~bit);
                    event.kind = EventKind::service_ended;
                    out.push_back(event);
                } else if (pupils.service_since[pupil][s] != no_month) {
                    if (u < p.gives_up[s]) pupils.service_since[pupil][s] = no_month;
                } else {
                    double chance = chances[s][static_cast<std::size_t>(need)];
                    if (u >= chance) continue;
                    const SchoolId school = pupils.school[pupil];
                    if (s == camhs && school.exists() && schools.mhst[school]) chance *= 1 - p.mhst_effect;
                    if (u >= chance) continue;
                    event.kind = EventKind::service_referred;
                    out.push_back(event);
                    if (step.draws.happens(p.refused[s], Stream::service_threshold, id, step.month,
                                           static_cast<std::uint32_t>(s))) {
                        event.kind = EventKind::service_refused;
                        out.push_back(event);
                    } else {
                        pupils.service_since[pupil][s] = now;
                    }
                }
            }
        }
    });
    // Queues: one list for each authority and service, in row order.
    std::vector<std::vector<Waiting>> queues(services.size() * service_count);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        if (waits_for_no_service(pupils, pupil)) continue;  // most children
        const auto& since = pupils.service_since[pupil];
        for (std::size_t s = speech; s < service_count; ++s) {
            if (since[s] == no_month) continue;
            if (!pupils.present(pupil)) {
                pupils.service_since[pupil][s] = no_month;
                continue;
            }
            const AuthorityId authority = authority_of(pupils, families, step.map, pupil);
            const auto urgent = static_cast<std::uint8_t>(s == camhs && pupils.severity[pupil] >= 0.6f ? 0 : 1);
            queues[authority.value * service_count + s].push_back({urgent, since[s], pupil});
        }
    }
    for (std::size_t a = 0; a < services.size(); ++a) {
        const AuthorityId authority(a);
        for (std::size_t s = speech; s < service_count; ++s) {
            auto& queue = queues[a * service_count + s];
            const double usual = services.usual_starts[authority][s];
            const double weeks_of_queue = usual > 0 ? static_cast<double>(queue.size()) / usual * weeks_per_month : 0;
            const auto capacity = static_cast<float>(usual * p.capacity_scale[s] *
                                                     supply_response(p, static_cast<ServiceKind>(s), weeks_of_queue));
            services.capacity[authority][s] = capacity;
            const std::size_t begun = cases_to_begin(services.spare[authority][s], capacity, queue.size());
            // Only those whose turn it is need be in order.
            const auto turn = queue.begin() + static_cast<std::ptrdiff_t>(begun);
            std::nth_element(queue.begin(), turn, queue.end());
            std::sort(queue.begin(), turn);
            double weeks = 0;
            for (std::size_t i = 0; i < begun; ++i) {
                const PupilId pupil = queue[i].pupil;
                const int months = now - queue[i].since;
                weeks += (months + 0.5) * weeks_per_month;
                pupils.service_since[pupil][s] = no_month;
                pupils.service_served[pupil] = static_cast<std::uint8_t>(pupils.service_served[pupil] | (1u << s));
                step.events.add({.month = step.month,
                                 .pupil = pupil,
                                 .kind = EventKind::service_started,
                                 .cause = static_cast<std::uint8_t>(s),
                                 .detail = months});
            }
            services.waiting[authority][s] = static_cast<std::int32_t>(queue.size() - begun);
            if (begun > 0) {
                float& mean = services.wait_weeks[authority][s];
                mean += static_cast<float>((weeks / static_cast<double>(begun) - mean) / 12);
            }
        }
    }
}

void extend_mhst(Services& services, Schools& schools, const Map& map, const ServiceParameters& p, const Draws& draws,
                 Month month) {
    const double years = std::max(p.mhst_full_year - 2026, 0.5);
    const double time = (month - Month(2026, 1)) / 12.0;
    const double share_now = std::clamp(p.mhst_schools_2026 + (1 - p.mhst_schools_2026) * time / years, 0.0, 1.0);
    // In April teams are planned for the schools of the coming school year.
    const Month taught = month.month_of_year() == 4 ? month + 5 : month;
    std::vector<std::int32_t> all(services.size(), 0), covered(services.size(), 0);
    for (std::size_t row = 0; row < map.schools.size() && row < schools.size(); ++row) {
        const SchoolId school(row);
        const School& site = map.schools[row];
        if (!schools.open(school, taught)) continue;
        // A school's turn in the plan: by chance of the school alone where spread is even, by its area where it is not.
        const std::uint32_t area = site.area.exists() ? site.area.value : 0x10000u + site.authority.value;
        const double of_area = draws.uniform(Stream::service_start, area, Month(0), 1);
        const double of_school = draws.uniform(Stream::service_start, static_cast<std::uint32_t>(row), Month(0), 2);
        const double turn = p.mhst_unevenness * of_area + (1 - p.mhst_unevenness) * of_school;
        // Distribution of the mixture is close to uniform only at the ends: stretched about the middle.
        const double spread = std::max(p.mhst_unevenness, 1 - p.mhst_unevenness);
        const double stretched = std::clamp(0.5 + (turn - 0.5) / spread, 0.0, 1.0);
        if (stretched < share_now || share_now >= 1) schools.mhst[school] = 1;
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
