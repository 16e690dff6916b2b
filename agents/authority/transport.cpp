// SPDX-License-Identifier: MIT
#include "agents/authority/transport.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"

namespace sendscape {
namespace {

/// Children who cannot walk because of their disability or safely alone, by need: what it makes of the share of their
/// setting. The physical and profound needs come first (assumption).
struct CannotWalk {
    double times = 1, more = 0, least = 0;
};
constexpr auto cannot_walk_by_need = by_need<CannotWalk>({{Need::spld, {}},
                                                          {Need::mld, {}},
                                                          {Need::sld, {.times = 1.6, .more = 0.1}},
                                                          {Need::pmld, {.least = 0.95}},
                                                          {Need::semh, {}},
                                                          {Need::slcn, {}},
                                                          {Need::hi, {}},
                                                          {Need::vi, {.times = 1.6}},
                                                          {Need::msi, {.least = 0.95}},
                                                          {Need::pd, {.times = 1.6, .more = 0.1}},
                                                          {Need::asd, {}},
                                                          {Need::oth, {}},
                                                          {Need::nsa, {}},
                                                          {Need::ds, {}}});

constexpr Month of_a_lifetime(
    0);  ///< a child's own fixed luck: the same child is transported while nothing else changes
constexpr std::size_t holders_at_once = 32;    ///< children whose luck is drawn together
constexpr std::uint16_t least_tenths = 15;     // a journey of a minute and a half is not paid for: assumption
constexpr std::uint16_t college_tenths = 150;  // colleges have no place on the map: a quarter of an hour, assumption

double cannot_walk_share(Setting setting, Need need, const AuthorityParameters& p) {
    const double share = is_special(setting) || setting == Setting::alternative_provision ? p.cannot_walk_special
                         : is_base(setting)                                               ? p.cannot_walk_base
                                                                                          : p.cannot_walk_mainstream;
    if (need == Need::none) return share;
    const CannotWalk by = cannot_walk_by_need[static_cast<std::size_t>(need)];
    return std::clamp(share * by.times + by.more, by.least, 1.0);
}

}  // namespace

namespace {

/// `luck()`: the child's words, asked for where they matter.
template <class Luck>
bool is_owed(const Map& map, const Pupils& pupils, const Families& families, PupilId p, const Luck& luck,
             const AuthorityParameters& parameters) {
    const Setting setting = pupils.setting[p];
    const int ncy = pupils.ncy[p];
    if (ncy < reception) return false;
    if (group_of(setting) == SettingGroup::further_education) return fraction(luck()[0]) < parameters.transport_post16;
    const SchoolId school = pupils.school[p];
    const bool mainstream = group_of(setting) == SettingGroup::mainstream;
    if (school.exists() ? mainstream && phase_of_ncy(ncy) == Phase::post16 : !is_special(setting)) return false;
    const auto words = luck();
    if (fraction(words[2]) >= parameters.transport_taken_up) return false;
    if (!school.exists()) return true;  // a special school beyond the map
    if (fraction(words[0]) < cannot_walk_share(setting, pupils.recorded[p], parameters))
        return pupils.journey[p] > least_tenths;
    if (mainstream && fraction(words[1]) >= parameters.beyond_walking_mainstream) return false;
    return journey(map, families.zone[pupils.family[p]], school).metres > walking_limit_metres(ncy);
}

}  // namespace

bool owed_transport(const Map& map, const Pupils& pupils, const Families& families, PupilId p, const Draws& draws,
                    const AuthorityParameters& parameters) {
    return is_owed(
        map, pupils, families, p, [&] { return draws.words(Stream::transport, p.value, of_a_lifetime); }, parameters);
}

Pence transport_cost(std::uint16_t tenths, const AuthorityParameters& p) {
    return pounds(
        std::min(p.transport_most, p.transport_fixed + p.transport_per_minute * static_cast<double>(tenths) / 10.0));
}

void spend_on_transport(const Step& step, const Pupils& pupils, const Families& families, Authorities& authorities,
                        const AuthorityParameters& parameters) {
    const std::size_t rows = pupils.size(), grain = grain_of_few_blocks(rows);
    std::vector<std::vector<std::int64_t>> blocks(Parallel::blocks(rows, grain),
                                                  std::vector<std::int64_t>(authorities.size(), 0));
    step.parallel.for_blocks(
        rows,
        [&](std::size_t block, std::size_t first, std::size_t end) {
            std::array<std::uint32_t, holders_at_once> some;
            std::array<FourWords, holders_at_once> luck;
            std::size_t children = 0;
            const auto spend_on_some = [&] {
                step.draws.words_of_agents(Stream::transport, of_a_lifetime, 0, std::span(some).first(children), luck);
                for (std::size_t i = 0; i < children; ++i) {
                    const PupilId p(some[i]);
                    if (!is_owed(
                            step.map, pupils, families, p, [&] { return luck[i]; }, parameters))
                        continue;
                    const AuthorityId a = authority_of(pupils, families, step.map, p);
                    const std::uint16_t tenths = pupils.journey[p] > 0 ? pupils.journey[p] : college_tenths;
                    blocks[block][a.value] += transport_cost(tenths, parameters).value;
                }
                children = 0;
            };
            const auto visit = [&](PupilId p) {
                some[children++] = p.value;
                if (children == some.size()) spend_on_some();
            };
            for_each_plan_holder_at_home(pupils, families, first, end, visit, pupils.school, pupils.ncy, pupils.journey,
                                         pupils.recorded);
            spend_on_some();
        },
        grain);
    constexpr auto heading = static_cast<std::size_t>(Heading::transport);
    for (std::size_t a = 0; a < authorities.size(); ++a) {
        std::int64_t year = 0;
        for (const auto& block : blocks) year += block[a];
        authorities.spend[AuthorityId(a)][heading] = Pence{year} / 12;
    }
}

}  // namespace sendscape
