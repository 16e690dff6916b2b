// SPDX-License-Identifier: MIT
#include "visualiser/difference.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

namespace sendscape {
namespace {

constexpr int worth_colour = 4;  // plans: fewer differ by the moves of a few families

bool same_place(const Stay* a, const Stay* b) {
    const bool gone_a = !a || a->setting == Setting::gone, gone_b = !b || b->setting == Setting::gone;
    if (gone_a || gone_b) return gone_a == gone_b;
    return a->school == b->school && a->setting == b->setting;
}

/// Stays of B's children, with those months left out in which A has them at the same place.
void keep_who_differs(const Film& a, const Film& b, Film& film) {
    std::unordered_map<std::uint32_t, std::size_t> in_a;  // looked up only, never walked through
    for (std::size_t c = 0; c < a.children.size(); ++c) in_a.emplace(a.children[c].pupil, c);
    film.children.clear();
    film.stays.clear();
    for (const FilmChild& child : b.children) {
        const auto found = in_a.find(child.pupil);
        const FilmChild* other = found == in_a.end() ? nullptr : &a.children[found->second];
        std::vector<std::int16_t> turns;
        for (std::uint16_t i = 0; i < child.stays; ++i) turns.push_back(b.stays[child.first_stay + i].from);
        if (other)
            for (std::uint16_t i = 0; i < other->stays; ++i) turns.push_back(a.stays[other->first_stay + i].from);
        std::sort(turns.begin(), turns.end());
        turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
        FilmChild kept = child;
        kept.first_stay = static_cast<std::uint32_t>(film.stays.size());
        bool ever = false;
        for (const std::int16_t month : turns) {
            const Stay* now = b.stay_at(child, month);
            Stay stay = now ? *now : Stay{};
            stay.from = month;
            stay.waiting = false;  // swarms are of the shortfall's difference, not of single children
            if (same_place(other ? a.stay_at(*other, month) : nullptr, now)) stay.setting = Setting::gone;
            ever |= stay.setting != Setting::gone;
            film.stays.push_back(stay);
        }
        kept.stays = static_cast<std::uint16_t>(film.stays.size() - kept.first_stay);
        if (ever)
            film.children.push_back(kept);
        else
            film.stays.resize(kept.first_stay);
    }
}

}  // namespace

std::shared_ptr<const Film> difference_of(const Film& a, const Film& b) {
    auto film = std::make_shared<Film>(b);
    const int months = std::min(a.months, b.months);
    film->months = months;
    film->scenario = b.scenario + " against " + a.scenario;
    const std::size_t schools = std::min(a.schools.size(), b.schools.size());
    for (int m = 0; m < months; ++m) {
        for (std::size_t s = 0; s < b.schools.size(); ++s) {
            SchoolMonth& now = film->school_months[static_cast<std::size_t>(m) * b.schools.size() + s];
            const bool in_both = s < schools && a.schools[s].urn == b.schools[s].urn;
            const int before = in_both ? a.at(m, s).plans : 0;
            now.expected = before > 0 ? static_cast<float>(before) : 0.5f;
            now.in_base = 0;  // all plans are compared, those in bases too
            now.magnet = 0;
            const int change = now.plans - before;
            now.beyond = static_cast<std::int8_t>(change >= worth_colour ? 1 : change <= -worth_colour ? -1 : 0);
            if (now.beyond == 0) now.expected = static_cast<float>(now.plans);  // grey
        }
    }
    const std::size_t areas = std::min(a.areas.size(), b.areas.size());
    film->change.assign(static_cast<std::size_t>(months) * b.areas.size(), 0);
    for (int m = 0; m < months; ++m) {
        for (std::size_t area = 0; area < areas; ++area) {
            const auto& before = a.shortfall_at(m, area);
            auto& now = film->shortfall[static_cast<std::size_t>(m) * b.areas.size() + area];
            float total = 0;
            for (std::size_t need = 0; need < need_group_count; ++need) total += now[need] - before[need];
            float same_way = 0;
            for (std::size_t need = 0; need < need_group_count; ++need) {
                const float change = now[need] - before[need];
                now[need] = change * total > 0 ? std::abs(change) : 0.0f;
                same_way += now[need];
            }
            for (float& children : now) children *= same_way > 0 ? std::abs(total) / same_way : 0.0f;
            film->change[static_cast<std::size_t>(m) * b.areas.size() + area] = total;
        }
    }
    keep_who_differs(a, b, *film);
    return film;
}

}  // namespace sendscape
