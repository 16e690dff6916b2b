#include "sim/start/families.h"

#include <algorithm>
#include <utility>

#include "agents/families/homes.h"

namespace sendscape {
namespace {

std::size_t family_size(double u) { return u < 0.43 ? 1 : u < 0.82 ? 2 : u < 0.96 ? 3 : 4; }

}  // namespace

void make_families(const Map& map, const FamilyParameters& parameters, const StartResidents& residents,
                   const std::vector<ZoneId>& later, const Draws& draws, const Parallel& parallel, Pupils& pupils,
                   Families& families) {
    const std::size_t zones = map.zones.size();
    std::vector<std::uint32_t> first_family(zones + 1, 0);
    constexpr std::size_t grain = 128;
    // First the family of each child within its zone, counted from 0; then zones are laid end to end.
    parallel.for_blocks(
        zones,
        [&](std::size_t, std::size_t from, std::size_t to) {
            std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
            std::vector<bool> taken;
            for (std::size_t z = from; z < to; ++z) {
                order.clear();
                for (std::uint32_t row = residents.first_of_zone[z]; row < residents.first_of_zone[z + 1]; ++row) {
                    const auto w = draws.words(Stream::start_family, row, map.census);
                    const SchoolId s = residents.school[row];
                    // Three in five children stand beside the others of their school, so that siblings share it.
                    std::uint64_t place = w[0];
                    if (s.exists() && fraction(w[2]) < 0.6)
                        place = (static_cast<std::uint64_t>(s.value * 2654435761u) & 0xFFFFF000u) | (w[0] >> 20);
                    order.emplace_back((place << 32) | w[1], row);
                }
                std::sort(order.begin(), order.end());
                taken.assign(order.size(), false);
                std::uint32_t family = 0;
                for (std::size_t i = 0; i < order.size(); ++i) {
                    if (taken[i]) continue;
                    const std::uint32_t head = order[i].second;
                    const std::size_t wanted =
                        family_size(fraction(draws.words(Stream::start_family, head, map.census, 1)[0]));
                    std::uint32_t ages = 1u << (residents.ncy[head] - first_ncy);
                    pupils.family[PupilId(head)] = FamilyId(family);
                    std::size_t found = 1;
                    for (std::size_t j = i + 1; j < order.size() && j < i + 12 && found < wanted; ++j) {
                        const std::uint32_t other = order[j].second;
                        const std::uint32_t age = 1u << (residents.ncy[other] - first_ncy);
                        if (taken[j] || (ages & age) != 0) continue;
                        taken[j] = true;
                        ages |= age;
                        ++found;
                        pupils.family[PupilId(other)] = FamilyId(family);
                    }
                    ++family;
                }
                first_family[z + 1] = family;
            }
        },
        grain);
    for (std::size_t z = 0; z < zones; ++z) first_family[z + 1] += first_family[z];

    const std::size_t children = residents.zone.size();
    const std::size_t count = first_family[zones] + later.size();
    Families::for_each_column(families, [&](auto& column) { column.resize(count); });
    parallel.for_blocks(
        zones,
        [&](std::size_t, std::size_t from, std::size_t to) {
            for (std::size_t z = from; z < to; ++z) {
                for (std::uint32_t row = residents.first_of_zone[z]; row < residents.first_of_zone[z + 1]; ++row) {
                    FamilyId& family = pupils.family[PupilId(row)];
                    family = FamilyId(family.value + first_family[z]);
                }
                for (std::uint32_t f = first_family[z]; f < first_family[z + 1]; ++f)
                    settle(map, parameters, FamilyId(f), ZoneId(z), draws, map.census, families);
            }
        },
        grain);
    for (std::size_t i = 0; i < later.size(); ++i) {
        const FamilyId family(first_family[zones] + i);
        pupils.family[PupilId(children + i)] = family;
        settle(map, parameters, family, later[i], draws, map.census, families);
    }
}

}  // namespace sendscape
