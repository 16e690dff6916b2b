// SPDX-License-Identifier: MIT
#include "agents/families/network.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/core/interrupt.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

// A small world (Watts and Strogatz 1998); its size and shape are assumptions.
constexpr std::uint32_t one_in_ten = 0xFFFFFFFFu / 10;         ///< ties that lead to anybody
constexpr std::size_t schoolmates = 2, neighbours = 1;         ///< known on either side
constexpr std::uint32_t luck_at_school = 0, luck_at_home = 8;  ///< before the first counter of draws for ties
constexpr std::size_t ties_expected = 3;                       ///< a family, in one direction

struct Seat {
    std::uint64_t circle;  ///< families with the same circle know each other
    std::uint32_t order;   ///< chance order within it
    std::uint32_t family;
    friend bool operator<(const Seat& a, const Seat& b) {
        if (a.circle != b.circle) return a.circle < b.circle;
        if (a.order != b.order) return a.order < b.order;
        return a.family < b.family;
    }
};

using Tie = std::pair<std::uint32_t, std::uint32_t>;
using Ties = std::vector<Tie>;

// Ties each seat to the next `reach` seats of its circle, now and then to anyone at all instead.
void tie_circles(std::vector<Seat>& seats, std::size_t reach, std::size_t families, const Draws& draws,
                 std::uint32_t first_k, const Parallel& parallel, Ties& ties) {
    parallel_sort(parallel, seats);
    const auto tie = [&](std::size_t i, Ties& found) {
        for (std::size_t step = 1; step <= reach; ++step) {
            const std::size_t j = i + step;
            if (j >= seats.size() || seats[j].circle != seats[i].circle) break;
            std::uint32_t other = seats[j].family;
            const auto luck = draws.words(Stream::start_network, seats[i].family, Month(0),
                                          first_k + static_cast<std::uint32_t>(step));
            if (luck[0] < one_in_ten) other = whole_below(luck[1], families);
            if (other != seats[i].family) found.emplace_back(seats[i].family, other);
        }
    };
    constexpr std::size_t seats_at_once = std::size_t{1} << 18;  // so that few ties are there twice
    for (std::size_t from = 0; from < seats.size(); from += seats_at_once) {
        const Ties found = listed<Tie>(parallel, std::min(seats_at_once, seats.size() - from),
                                       [&](Ties& list, std::size_t first, std::size_t end) {
                                           for (std::size_t i = from + first; i < from + end; ++i) tie(i, list);
                                       });
        ties.insert(ties.end(), found.begin(), found.end());
    }
}

/// Families whose rows one thread fills: of these, what it writes to stays in its core's cache.
constexpr std::size_t families_at_once = std::size_t{1} << 19;

/// Every thread passes all ties, in order, and writes those of its families.
Contacts in_rows(const Ties& ties, std::size_t families, const Parallel& parallel) {
    Contacts contacts;
    contacts.first.assign(families + 1, 0);
    const auto each_end = [&](std::size_t first, std::size_t end, auto&& visit) {
        const auto within = [&](std::uint32_t family) { return family - first < end - first; };
        for (const auto& [one, other] : ties) {
            if (within(one)) visit(one, other);
            if (within(other)) visit(other, one);
        }
    };
    parallel.for_blocks(
        families,
        [&](std::size_t, std::size_t first, std::size_t end) {
            each_end(first, end, [&](std::uint32_t of, std::uint32_t) { ++contacts.first[of + std::size_t{1}]; });
        },
        families_at_once);
    for (std::size_t f = 0; f < families; ++f) contacts.first[f + 1] += contacts.first[f];
    contacts.other.resize(ties.size() * 2);
    parallel.for_blocks(
        families,
        [&](std::size_t, std::size_t first, std::size_t end) {
            std::vector<std::uint32_t> next(contacts.first.begin() + static_cast<std::ptrdiff_t>(first),
                                            contacts.first.begin() + static_cast<std::ptrdiff_t>(end));
            each_end(first, end,
                     [&](std::uint32_t of, std::uint32_t known) { contacts.other[next[of - first]++] = known; });
        },
        families_at_once);
    return contacts;
}

std::array<std::uint32_t, 4> luck_of(std::size_t family, const Draws& draws) {
    return draws.words(Stream::start_network, static_cast<std::uint32_t>(family), Month(0));
}

/// Sits families in the circle of their youngest child's school and year; those without a child at one in none.
void sit_by_school(const Pupils& pupils, std::size_t families, const Draws& draws, std::vector<Seat>& seats) {
    constexpr std::uint8_t nobody = 0xFF;
    std::vector<std::uint8_t> youngest(families, nobody);
    std::vector<std::uint32_t> school(families, SchoolId::none_value);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.present(p) || !pupils.school[p].exists()) continue;
        const std::uint32_t family = pupils.family[p].value;
        const auto year = static_cast<std::uint8_t>(pupils.ncy[p] - first_ncy);
        if (year >= youngest[family]) continue;
        youngest[family] = year;
        school[family] = pupils.school[p].value;
    }
    stop_if_asked();
    for (std::size_t row = 0; row < families; ++row)
        if (youngest[row] != nobody)
            seats.push_back({(std::uint64_t{school[row]} << 8) | youngest[row], luck_of(row, draws)[0],
                             static_cast<std::uint32_t>(row)});
}

}  // namespace

Contacts make_contacts(const Families& families, const Pupils& pupils, const Draws& draws, const Parallel& parallel) {
    const std::size_t count = families.size();
    std::vector<Seat> seats;  // of all families once: the start of a country is as large as its largest moment
    seats.reserve(count);
    sit_by_school(pupils, count, draws, seats);
    stop_if_asked();
    Ties ties;
    ties.reserve(count * ties_expected);
    tie_circles(seats, schoolmates, count, draws, luck_at_school, parallel, ties);
    stop_if_asked();
    seats.clear();
    for (std::size_t row = 0; row < count; ++row)
        seats.push_back({families.zone[FamilyId(row)].value, luck_of(row, draws)[1], static_cast<std::uint32_t>(row)});
    tie_circles(seats, neighbours, count, draws, luck_at_home, parallel, ties);
    stop_if_asked();
    seats = {};
    return in_rows(ties, count, parallel);
}

Contacts forum_contacts(const Families& families, const std::vector<std::uint8_t>& has_child_with_sen, const Map& map,
                        double share, std::size_t contacts, const Draws& draws) {
    Contacts forum;
    if (!(share > 0)) return forum;
    std::vector<Seat> seats;
    for (std::size_t row = 0; row < families.size(); ++row) {
        if (has_child_with_sen[row] == 0) continue;
        const auto family = static_cast<std::uint32_t>(row);
        const AreaId area = map.zone(families.zone[FamilyId(row)]).area;
        const auto luck = draws.words(Stream::family_forum, family, Month(0));
        if (area.exists() && fraction(luck[0]) < share) seats.push_back({area.value, luck[1], family});
    }
    std::sort(seats.begin(), seats.end());
    // Everybody sits in one forum and hears of as many there, so that each row's length is known before it is filled.
    const auto each_forum = [&](auto&& visit) {
        for (std::size_t first = 0, end = 0; first < seats.size(); first = end) {
            while (end < seats.size() && seats[end].circle == seats[first].circle) ++end;
            visit(first, end - first);
        }
    };
    forum.first.assign(families.size() + 1, 0);
    each_forum([&](std::size_t first, std::size_t members) {
        for (std::size_t i = 0; i < members; ++i)
            forum.first[seats[first + i].family + std::size_t{1}] =
                static_cast<std::uint32_t>(std::min(contacts, members - 1));
    });
    for (std::size_t f = 0; f < families.size(); ++f) forum.first[f + 1] += forum.first[f];
    forum.other.resize(forum.first.back());
    each_forum([&](std::size_t first, std::size_t members) {
        for (std::size_t i = 0; i < members; ++i)
            for (std::size_t next = 1; next <= std::min(contacts, members - 1); ++next)
                forum.other[forum.first[seats[first + i].family] + next - 1] =
                    seats[first + (i + next) % members].family;
    });
    return forum;
}

void join_contacts(Contacts& contacts, const Families& families, const Draws& draws, Month month,
                   const Parallel& parallel) {
    if (contacts.first.empty()) contacts.first.push_back(0);
    const std::size_t known = contacts.first.size() - 1;
    if (families.size() <= known) return;
    const std::size_t newcomers = families.size() - known;
    const auto each_newcomer = [&](auto&& visit) {
        parallel.for_blocks(newcomers, [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i) visit(i);
        });
    };
    const auto luck = [&](std::size_t i) {
        return draws.words(Stream::family_word_of_mouth, static_cast<std::uint32_t>(known + i), month);
    };
    std::vector<Seat> seats(newcomers);
    each_newcomer([&](std::size_t i) {
        seats[i] = {families.zone[FamilyId(known + i)].value, luck(i)[0], static_cast<std::uint32_t>(known + i)};
    });
    parallel_sort(parallel, seats);
    std::vector<std::uint32_t> seat_of(newcomers);
    each_newcomer([&](std::size_t seat) { seat_of[seats[seat].family - known] = static_cast<std::uint32_t>(seat); });
    const auto each_neighbour = [&](std::size_t i, auto&& visit) {
        constexpr std::size_t reach = 2;
        const std::size_t seat = seat_of[i];
        for (std::size_t other = seat >= reach ? seat - reach : 0; other < std::min(seat + reach + 1, newcomers);
             ++other)
            if (other != seat && seats[other].circle == seats[seat].circle) visit(seats[other].family);
    };
    // The length of each row first, so that all rows can be filled at once.
    contacts.first.resize(families.size() + 1);
    each_newcomer([&](std::size_t i) {
        std::uint32_t length = known > 0 ? 1 : 0;
        each_neighbour(i, [&](std::uint32_t) { ++length; });
        contacts.first[known + i + 1] = length;
    });
    for (std::size_t row = known; row < families.size(); ++row) contacts.first[row + 1] += contacts.first[row];
    contacts.other.resize(contacts.first.back());
    each_newcomer([&](std::size_t i) {
        std::uint32_t at = contacts.first[known + i];
        each_neighbour(i, [&](std::uint32_t other) { contacts.other[at++] = other; });
        if (known > 0) contacts.other[at] = whole_below(luck(i)[1], known);
    });
}

}  // namespace sendscape
