// SPDX-License-Identifier: MIT
#include "visualiser/swarm_sites.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "visualiser/outline.h"
#include "visualiser/whole_children.h"

namespace sendscape {
namespace {

// Pixels at 1080p.
constexpr float pitch = 5.4f, rim = 7, gap = 6;  // of a swarm (layers/dots), and between it and its words
constexpr float letter = 13.5f, capital_gap = 14, words_high = 60, least_wide = 118, whole_wide = 216;
constexpr float beyond_border = 90, beyond_edge = 12;  // how far words may stand out of the areas' box
constexpr float few = 0.03f;                           // of the children with a plan
constexpr float seen_about = 125;                      // of the midst of an area, in a shot of it
constexpr int steps = 28;                              // of places tried each way

enum class Side : std::uint8_t { right, left, above, below };
constexpr std::array sides{Side::right, Side::left, Side::above, Side::below};
constexpr float words_elsewhere = 160;  // what it costs that a line leads to the words
// Whose children they are is told by the ground they stand on: what it costs to stand on other ground, or with all of
// the rim on it, pixels.
constexpr float off_ground = 200, rim_off_ground = 90;

Box words_of(const Round& swarm, sf::Vector2f size, Side side, float metres_a_pixel) {
    const sf::Vector2f at = swarm.at;
    const float out = swarm.reach + gap * metres_a_pixel;
    switch (side) {
        case Side::right:
            return {at.x, at.y - size.y / 2, at.x + out + size.x, at.y + size.y / 2};
        case Side::left:
            return {at.x - out - size.x, at.y - size.y / 2, at.x, at.y + size.y / 2};
        case Side::above:
            return {at.x - size.x / 2, at.y, at.x + size.x / 2, at.y + out + size.y};
        case Side::below:
            return {at.x - size.x / 2, at.y - out - size.y, at.x + size.x / 2, at.y};
    }
    return {};
}

bool meet(const Box& one, const Box& other) {
    return one.west < other.east && other.west < one.east && one.south < other.north && other.south < one.north;
}

float distance(sf::Vector2f a, sf::Vector2f b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Whether two sites keep apart: neither's swarm nor words on the other, nor words nearer to another's swarm than to
/// their own.
bool apart(const SwarmSite& one, const SwarmSite& other) {
    if (distance(one.swarm.at, other.swarm.at) < one.swarm.reach + other.swarm.reach) return false;
    if (meet(one.words, other.words)) return false;
    constexpr float nearer = 1.35f;
    const auto clear = [](const SwarmSite& words, const Round& swarm) {
        return distance(words.words.nearest(swarm.at), swarm.at) > std::max(swarm.reach, nearer * words.swarm.reach);
    };
    return clear(one, other.swarm) && clear(other, one.swarm);
}

Box box_of(const Outline& outline) {
    constexpr float most = std::numeric_limits<float>::max();
    Box box{most, most, -most, -most};
    for (const auto& ring : outline)
        for (const auto& [x, y] : ring) {
            box.west = std::min(box.west, static_cast<float>(x)), box.east = std::max(box.east, static_cast<float>(x));
            box.south = std::min(box.south, static_cast<float>(y)),
            box.north = std::max(box.north, static_cast<float>(y));
        }
    return box;
}

sf::Vector2f middle_of(const Zone& zone) { return {static_cast<float>(zone.x), static_cast<float>(zone.y)}; }

/// Of an area's ground; of one without an outline, of where its people live.
Box box_of(const Film& film, std::size_t area) {
    if (!film.areas[area].outline.empty()) return box_of(film.areas[area].outline);
    Outline homes(1);
    for (const Zone& zone : film.zones)
        if (zone.area.value == area) homes[0].emplace_back(zone.x, zone.y);
    return box_of(homes);
}

/// In which areas a place lies, looked up by squares of the map: true borders have thousands of corners.
class Grounds {
  public:
    Grounds(const Film& film, const Box& whole) : whole_(whole), within_(at(0, across), 0) {
        for (std::size_t area = 0; area < film.areas.size(); ++area) {
            const Outline& outline = film.areas[area].outline;
            const Box box = box_of(outline);
            for (int row = 0; row < across; ++row)
                for (int column = 0; column < across; ++column) {
                    const float x = whole.west + (static_cast<float>(column) + 0.5f) * side(whole.west, whole.east),
                                y = whole.south + (static_cast<float>(row) + 0.5f) * side(whole.south, whole.north);
                    if (x < box.west || x > box.east || y < box.south || y > box.north) continue;
                    if (contains(outline, x, y)) within_[at(column, row)] |= bit(area);
                }
        }
    }
    [[nodiscard]] bool in(std::size_t area, sf::Vector2f place) const { return (of(place) & bit(area)) != 0; }
    [[nodiscard]] bool in_another(std::size_t area, sf::Vector2f place) const { return (of(place) & ~bit(area)) != 0; }
    [[nodiscard]] bool in_any(sf::Vector2f place) const { return of(place) != 0; }

  private:
    static constexpr int across = 160;
    static std::uint64_t bit(std::size_t area) { return std::uint64_t{1} << (area % 64); }
    static std::size_t at(int column, int row) {
        return static_cast<std::size_t>(row) * across + static_cast<std::size_t>(column);
    }
    static float side(float from, float to) { return (to - from) / across; }
    [[nodiscard]] std::uint64_t of(sf::Vector2f place) const {
        if (place.x < whole_.west || place.x >= whole_.east || place.y < whole_.south || place.y >= whole_.north)
            return 0;
        const auto cell = [](float from, float to, float here) {
            return std::min(static_cast<int>((here - from) / side(from, to)), across - 1);
        };
        return within_[at(cell(whole_.west, whole_.east, place.x), cell(whole_.south, whole_.north, place.y))];
    }
    Box whole_;
    std::vector<std::uint64_t> within_;
};

Box box_of_all(const Film& film) {
    constexpr float most = std::numeric_limits<float>::max();
    Box whole{most, most, -most, -most};
    for (std::size_t area = 0; area < film.areas.size(); ++area) {
        const Box box = box_of(film, area);
        whole = {std::min(whole.west, box.west), std::min(whole.south, box.south), std::max(whole.east, box.east),
                 std::max(whole.north, box.north)};
    }
    return whole;
}

struct Choice {
    SwarmSite site;
    float cost = 0;  ///< metres
};

/// What sites an area may have, each with what it costs, whatever the others have.
class Choices {
  public:
    Choices(const Film& film, std::span<const Round> discs, float metres_a_pixel)
        : film_(film), discs_(discs), pixel_(metres_a_pixel), whole_(box_of_all(film)), grounds_(film, whole_) {}
    /// The cheapest first; the middle of the area last of all.
    [[nodiscard]] std::vector<Choice> of(std::size_t row, float children, bool largest) const {
        const Area& area = film_.areas[row];
        const auto letters = static_cast<float>(area.name.size());
        const float wide = std::max(letter * letters, largest ? whole_wide : least_wide) + capital_gap;
        const sf::Vector2f size{wide * pixel_, words_high * pixel_};
        const sf::Vector2f middle{static_cast<float>(area.x), static_cast<float>(area.y)};
        const float reach = (pitch * std::sqrt(children + 1) + rim) * pixel_;
        std::vector<Choice> choices;
        std::vector<sf::Vector2f> homes;
        for (const Zone& zone : film_.zones)
            if (zone.area.value == row) homes.push_back(middle_of(zone));
        const Box box = box_of(film_, row);
        for (int i = 0; i <= steps && box.west < box.east; ++i)
            for (int j = 0; j <= steps; ++j) {
                const Round swarm{{box.west + (box.east - box.west) * static_cast<float>(i) / steps,
                                   box.south + (box.north - box.south) * static_cast<float>(j) / steps},
                                  reach};
                const float from_homes = least_distance(homes, swarm.at);
                const bool inside = area.outline.empty() ? from_homes < reach : contains(area, swarm.at.x, swarm.at.y);
                if (!on_map(swarm) || (!inside && grounds_.in_another(row, swarm.at))) continue;
                // Far off the midst of its area, or in its fields, nobody looks for it: a talk's shot shows what is
                // about the midst.
                const float away = distance(swarm.at, middle);
                const float cost =
                    0.04f * away + 2 * std::max(away - seen_about * pixel_, 0.0f) + std::max(from_homes - reach, 0.0f) +
                    ((inside ? 0 : off_ground) + rim_off_ground * rim_out_of(row, swarm)) * pixel_ + pushed_off(swarm);
                // Where words find no room a line leads to them from elsewhere.
                const float elsewhere = words_elsewhere * pixel_;
                choices.push_back({wordless(swarm), cost + elsewhere});
                for (const Side side : sides) {
                    const Box words = words_of(swarm, size, side, pixel_);
                    if (beyond_map(words)) continue;
                    const float more = strange_ground(row, words) + beneath(words);
                    if (more < elsewhere) choices.push_back({{swarm, words}, cost + more});
                }
            }
        std::stable_sort(choices.begin(), choices.end(),
                         [](const Choice& one, const Choice& other) { return one.cost < other.cost; });
        constexpr float none = 10'000;  // pixels
        choices.push_back({wordless({middle, reach}), none * pixel_});
        return choices;
    }

  private:
    /// How far a place is from the nearest of others; 0 without any.
    [[nodiscard]] static float least_distance(std::span<const sf::Vector2f> places, sf::Vector2f from) {
        float least = std::numeric_limits<float>::max();
        for (const sf::Vector2f place : places) least = std::min(least, distance(place, from));
        return places.empty() ? 0 : least;
    }
    /// Share of a swarm's rim that lies off its area's outline.
    [[nodiscard]] float rim_out_of(std::size_t area, const Round& swarm) const {
        if (film_.areas[area].outline.empty()) return 0;
        constexpr int points = 16;
        int out = 0;
        for (int k = 0; k < points; ++k) {
            const float angle = 6.28318531f * static_cast<float>(k) / points;
            out += !grounds_.in(area, swarm.at + sf::Vector2f{std::cos(angle), std::sin(angle)} * swarm.reach);
        }
        return static_cast<float>(out) / points;
    }
    /// What it costs that a disc is so far from where it was, metres: the further, the more for each metre.
    [[nodiscard]] float price(float away) const { return away + away * away / (6 * pixel_); }
    /// What discs cost that must make room for a swarm, those that would leave their authority for it more.
    [[nodiscard]] float pushed_off(const Round& swarm) const {
        constexpr float exile = 40;  // pixels
        float sum = 0;
        for (const Round& disc : discs_) {
            if (disc.reach <= 0) continue;
            const sf::Vector2f off = way_off(swarm, disc);
            if (off == sf::Vector2f()) continue;
            sum += price(std::hypot(off.x, off.y));
            if (grounds_.in_any(disc.at) && !grounds_.in_any(disc.at + off)) sum += exile * pixel_;
        }
        return sum;
    }
    /// What it costs that discs stand where words would, by how deep they reach into them: soon there is no room.
    [[nodiscard]] float beneath(const Box& words) const {
        float sum = 0;
        for (const Round& disc : discs_)
            if (disc.reach > 0) sum += std::max(disc.reach - distance(words.nearest(disc.at), disc.at), 0.0f);
        return 4 * sum;
    }
    [[nodiscard]] bool on_map(const Round& swarm) const {
        const float out = swarm.reach - 18 * pixel_;
        return swarm.at.x > whole_.west + out && swarm.at.x < whole_.east - out && swarm.at.y > whole_.south + out &&
               swarm.at.y < whole_.north - swarm.reach + 10 * pixel_;  // a caption may stand right above
    }
    [[nodiscard]] bool beyond_map(const Box& words) const {
        const float aside = beyond_border * pixel_, over = beyond_edge * pixel_;
        return words.west < whole_.west - aside || words.east > whole_.east + aside ||
               words.south < whole_.south - over || words.north > whole_.north + over;
    }
    /// Words on another area's ground, at each of five places.
    [[nodiscard]] float strange_ground(std::size_t area, const Box& words) const {
        constexpr float each = 10;  // pixels
        float sum = 0;
        for (const float part : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f})
            if (grounds_.in_another(area,
                                    {words.west + part * (words.east - words.west), (words.south + words.north) / 2}))
                sum += each * pixel_;
        return sum;
    }
    static SwarmSite wordless(const Round& swarm) { return {swarm, {swarm.at.x, swarm.at.y, swarm.at.x, swarm.at.y}}; }

    const Film& film_;
    std::span<const Round> discs_;
    float pixel_;
    Box whole_;
    Grounds grounds_;
};

}  // namespace

sf::Vector2f Box::nearest(sf::Vector2f at) const {
    return {std::clamp(at.x, west, east), std::clamp(at.y, south, north)};
}

std::vector<float> most_in_swarms(const Film& film) {
    std::vector<float> most(film.areas.size(), 0);
    for (const FilmChild& child : film.children) {
        const Stay* const stay = film.stay_at(child, 0);
        if (child.area < most.size() && stay && stay->setting != Setting::gone) most[child.area] += few;
    }
    WholeChildren whole;
    for (int month = 0; month < film.months; ++month) {
        count_whole(film, month, whole);
        for (std::size_t area = 0; area < most.size(); ++area)
            most[area] = std::max(most[area], static_cast<float>(whole.total[area]));
    }
    return most;
}

std::vector<SwarmSite> swarm_sites(const Film& film, std::span<const Round> discs, float metres_a_pixel) {
    const std::size_t areas = film.areas.size();
    const std::vector<float> most = most_in_swarms(film);
    std::vector<std::size_t> order(areas);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return most[a] > most[b]; });
    const Choices choices(film, discs, metres_a_pixel);
    std::vector<std::vector<Choice>> of(areas);
    // Any of the larger may be the largest of a month, whose words are longer.
    for (const std::size_t area : order)
        of[area] = choices.of(area, most[area], most[area] >= 0.6f * most[order.front()]);
    // Each takes the cheapest that keeps apart from those before it, the largest first; who else goes before them all
    // is tried.
    constexpr std::size_t most_tried = 16;
    std::vector<SwarmSite> best;
    float least = std::numeric_limits<float>::max();
    for (std::size_t first = 0; first < std::min(areas, most_tried); ++first) {
        std::vector<std::size_t> turns = order;
        std::rotate(turns.begin(), turns.begin() + static_cast<std::ptrdiff_t>(first),
                    turns.begin() + static_cast<std::ptrdiff_t>(first) + 1);
        std::vector<SwarmSite> sites(areas);
        float sum = 0;
        for (std::size_t turn = 0; turn < areas && sum < least; ++turn) {
            const auto stands_apart = [&](const Choice& choice) {
                return std::all_of(turns.begin(), turns.begin() + static_cast<std::ptrdiff_t>(turn),
                                   [&](std::size_t other) { return apart(choice.site, sites[other]); });
            };
            const std::vector<Choice>& mine = of[turns[turn]];
            auto taken = std::find_if(mine.begin(), mine.end(), stands_apart);
            if (taken == mine.end()) --taken;
            sites[turns[turn]] = taken->site;
            sum += taken->cost;
        }
        if (sum < least) least = sum, best = std::move(sites);
    }
    return best;
}

sf::Vector2f way_off(const Round& swarm, const Round& disc) {
    const sf::Vector2f from = disc.at - swarm.at;
    const float least = swarm.reach + disc.reach;
    if (std::abs(from.x) >= least || std::abs(from.y) >= least) return {};
    const float away = std::hypot(from.x, from.y);
    if (away >= least) return {};
    return away > 0 ? from * ((least - away) / away) : sf::Vector2f{0, least};
}

}  // namespace sendscape
