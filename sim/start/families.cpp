// SPDX-License-Identifier: MIT
#include "sim/start/families.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "agents/families/homes.h"

namespace sendscape {
namespace {

/// Children sought for a family: one, two, three, else four. Near families with dependent children (45% have
/// one, 41% two; ONS, Families and households), a little larger because some find no sibling of another age.
constexpr std::array<double, 3> up_to_children{0.43, 0.82, 0.96};
std::size_t family_size(double u) {
    std::size_t children = 1;
    for (const double share : up_to_children) children += u < share ? 0 : 1;
    return children;
}

constexpr double beside_schoolmates = 0.6;         ///< of children stand beside others of their school (assumption)
constexpr std::size_t siblings_sought_among = 12;  ///< children in line, so that siblings are of one neighbourhood

/// A place in the line for the children of a school: anywhere, but the same for all of them up to the last 12 bits,
/// which are luck (multiplicative hashing; Knuth, The Art of Computer Programming 6.4).
std::uint64_t beside_school(SchoolId school, std::uint32_t luck) {
    constexpr std::uint32_t golden = 2654435761u, upper_bits = 0xFFFFF000u;
    constexpr int lower_bits = 12, word_bits = 32;
    return (static_cast<std::uint64_t>(school.value * golden) & upper_bits) | (luck >> (word_bits - lower_bits));
}

}  // namespace

void make_families(const Map& map, const FamilyParameters& parameters, const StartResidents& residents,
                   const std::vector<ZoneId>& later, const Draws& draws, const Parallel& parallel, Pupils& pupils,
                   Families& families) {
    const std::size_t zones = map.zones.size();
    std::vector<std::uint32_t> first_family(zones + 1, 0);
    constexpr std::size_t grain = 128;  // zones to a thread's turn
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
                    // Many children stand beside the others of their school, so that siblings share it.
                    const bool beside = s.exists() && fraction(w[2]) < beside_schoolmates;
                    const std::uint64_t place = beside ? beside_school(s, w[0]) : w[0];
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
                    for (std::size_t j = i + 1; j < order.size() && j < i + siblings_sought_among && found < wanted;
                         ++j) {
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
    std::vector<std::function<void()>> columns;  // a country's are long: each by whichever thread is free
    Families::for_each_column(families,
                              [&](auto& column) { columns.push_back([&column, count] { column.resize(count); }); });
    parallel.for_each(columns.size(), [&](std::size_t i) { columns[i](); });
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
