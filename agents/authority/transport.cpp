#include "agents/authority/transport.h"

#include <algorithm>
#include <vector>

#include "agents/families/residence.h"
#include "agents/pupils/plan_holders.h"

namespace sendscape {
namespace {

double cannot_walk_share(Setting setting, Need need, const AuthorityParameters& p) {
    double share = is_special(setting) || setting == Setting::alternative_provision ? p.cannot_walk_special
                   : is_base(setting)                                               ? p.cannot_walk_base
                                                                                    : p.cannot_walk_mainstream;
    // Children who cannot walk because of their disability or safely alone: the physical and profound needs first.
    switch (need) {
        case Need::pmld:
        case Need::msi:
            return std::max(share, 0.95);
        case Need::pd:
        case Need::sld:
            return std::min(1.0, share * 1.6 + 0.1);
        case Need::vi:
            return std::min(1.0, share * 1.6);
        default:
            return share;
    }
}

}  // namespace

bool owed_transport(const Map& map, const Pupils& pupils, const Families& families, PupilId p, const Draws& draws,
                    const AuthorityParameters& parameters) {
    const Setting setting = pupils.setting[p];
    const int ncy = pupils.ncy[p];
    if (ncy < reception) return false;
    // A child's own fixed luck: the same child is transported while nothing else changes.
    const auto draw = [&](std::uint32_t k) { return draws.uniform(Stream::transport, p.value, Month(0), k); };
    if (group_of(setting) == SettingGroup::further_education) return draw(0) < parameters.transport_post16;
    const SchoolId school = pupils.school[p];
    const bool mainstream = group_of(setting) == SettingGroup::mainstream;
    if (school.exists() ? mainstream && ncy >= 12 : !is_special(setting)) return false;
    const auto taken_up = [&] { return draw(2) < parameters.transport_taken_up; };
    if (!school.exists()) return taken_up();  // a special school beyond the map
    if (draw(0) < cannot_walk_share(setting, pupils.recorded[p], parameters))
        return pupils.journey[p] > 15 && taken_up();
    const Journey way = journey(map, families.zone[pupils.family[p]], school);
    if (way.metres <= walking_limit_metres(ncy)) return false;
    return (!mainstream || draw(1) < parameters.beyond_walking_mainstream) && taken_up();
}

Pence transport_cost(std::uint16_t tenths, const AuthorityParameters& p) {
    return pounds(
        std::min(p.transport_most, p.transport_fixed + p.transport_per_minute * static_cast<double>(tenths) / 10.0));
}

void spend_on_transport(const Step& step, const Pupils& pupils, const Families& families, Authorities& authorities,
                        const AuthorityParameters& parameters) {
    const std::size_t rows = pupils.size(), grain = std::max<std::size_t>(rows_per_block, rows / 64 + 1);
    std::vector<std::vector<std::int64_t>> blocks(Parallel::blocks(rows, grain),
                                                  std::vector<std::int64_t>(authorities.size(), 0));
    step.parallel.for_blocks(
        rows,
        [&](std::size_t block, std::size_t first, std::size_t end) {
            for_each_plan_holder(pupils, first, end, [&](PupilId p) {
                if (!owed_transport(step.map, pupils, families, p, step.draws, parameters)) return;
                const AuthorityId a = authority_of(pupils, families, step.map, p);
                // Colleges have no place on the map: a quarter of an hour.
                const std::uint16_t tenths = pupils.journey[p] > 0 ? pupils.journey[p] : std::uint16_t{150};
                blocks[block][a.value] += transport_cost(tenths, parameters).value;
            });
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
