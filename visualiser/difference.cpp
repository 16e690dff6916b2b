// SPDX-License-Identifier: MIT
#include "visualiser/difference.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "sim/output/whole_parts.h"
#include "visualiser/other_futures.h"
#include "visualiser/whole_children.h"

namespace sendscape {
namespace {

/// Plans from which a school is coloured: of one pair of runs fewer differ by the moves of a few families, which the
/// mean of several pairs leaves out. Assumptions.
constexpr float worth_colour = 2, worth_colour_of_one = 4;
/// Share of pairs that must differ the same way: of 20 pairs without any effect 15 do in one of 24 cases. Assumption.
constexpr double most_pairs = 0.75;

bool agrees(const Change& change, int pairs) { return change.agree() > 0 && change.agree() >= most_pairs * pairs; }

/// Run by run where both have several, else of the means.
template <class Value>
Change change_of(const std::vector<Value>* a, std::size_t a_cell, int a_runs, const std::vector<Value>* b,
                 std::size_t b_cell, int b_runs, float otherwise) {
    Change change;
    if (!a || !b) {
        change.mean = otherwise;
        change.more = otherwise > 0, change.fewer = otherwise < 0;
        return change;
    }
    const int pairs = std::min(a_runs, b_runs);
    double sum = 0;
    for (int r = 0; r < pairs; ++r) {
        const double before = (*a)[a_cell * static_cast<std::size_t>(a_runs) + static_cast<std::size_t>(r)],
                     now = (*b)[b_cell * static_cast<std::size_t>(b_runs) + static_cast<std::size_t>(r)];
        sum += now - before;
        change.more = static_cast<std::uint16_t>(change.more + (now > before ? 1 : 0));
        change.fewer = static_cast<std::uint16_t>(change.fewer + (now < before ? 1 : 0));
    }
    change.mean = static_cast<float>(sum / pairs);
    return change;
}

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

/// Plans of schools: coloured only where B has more or fewer in most pairs of runs.
void compare_schools(const Film& a, const Film& b, Film& film) {
    // Whoever keeps shortages run by run may keep no schools so.
    const auto kept = [&](const Film& of) {
        const std::size_t cells = of.school_months.size() * static_cast<std::size_t>(of.replicates);
        return film.pairs > 1 && of.each->plans.size() >= cells ? of.each.get() : nullptr;
    };
    const EachRun *before = kept(a), *after = kept(b);
    const float worth = film.pairs > 1 ? worth_colour : worth_colour_of_one;
    film.school_change.assign(film.school_months.size(), {});
    for (int m = 0; m < film.months; ++m) {
        for (std::size_t s = 0; s < b.schools.size(); ++s) {
            const std::size_t cell = static_cast<std::size_t>(m) * b.schools.size() + s;
            SchoolMonth& now = film.school_months[cell];
            const bool in_both = s < a.schools.size() && a.schools[s].urn == b.schools[s].urn;
            const float in_a = in_both ? a.at(m, s).plans : 0;
            Change change = change_of(before && in_both ? &before->plans : nullptr,
                                      static_cast<std::size_t>(m) * a.schools.size() + s, a.replicates,
                                      after ? &after->plans : nullptr, cell, b.replicates, now.plans - in_a);
            change.shown = static_cast<float>(
                a.replicates == b.replicates ? shown_change(static_cast<double>(in_a), static_cast<double>(now.plans))
                                             : shown_total(static_cast<double>(change.mean)));
            film.school_change[cell] = change;
            now.expected = in_a > 0 ? in_a : 0.5f;
            now.in_base = 0;  // all plans are compared, those in bases too
            now.magnet = 0, now.magnet_runs = now.deflector_runs = 0;
            const bool told = agrees(change, in_both && before && after ? film.pairs : 1);
            now.beyond = static_cast<std::int8_t>(!told                   ? 0
                                                  : change.mean >= worth  ? 1
                                                  : change.mean <= -worth ? -1
                                                                          : 0);
            if (now.beyond == 0) now.expected = now.plans;  // grey
        }
    }
}

/// Children short of a place: no swarm where the runs disagree on whether there are more or fewer.
void compare_areas(const Film& a, const Film& b, Film& film) {
    const EachRun *before = film.pairs > 1 ? a.each.get() : nullptr, *after = film.pairs > 1 ? b.each.get() : nullptr;
    const std::size_t areas = std::min(a.areas.size(), b.areas.size());
    film.change.assign(static_cast<std::size_t>(film.months) * b.areas.size(), {});
    WholeChildren shown_in_a, shown_in_b;
    for (int m = 0; m < film.months; ++m) {
        count_whole(a, m, shown_in_a);
        count_whole(b, m, shown_in_b);
        for (std::size_t area = 0; area < areas; ++area) {
            const std::size_t cell = static_cast<std::size_t>(m) * b.areas.size() + area;
            const auto& in_a = a.shortfall_at(m, area);
            auto& now = film.shortfall[cell];
            float total = 0;
            for (std::size_t need = 0; need < need_group_count; ++need) total += now[need] - in_a[need];
            Change change =
                change_of(before ? &before->shortfall : nullptr, static_cast<std::size_t>(m) * a.areas.size() + area,
                          a.replicates, after ? &after->shortfall : nullptr, cell, b.replicates, total);
            change.shown =
                static_cast<float>(a.replicates == b.replicates ? shown_in_b.total[area] - shown_in_a.total[area]
                                                                : shown_total(static_cast<double>(change.mean)));
            film.change[cell] = change;
            // A number that rounding turns the other way is told as none.
            const bool told = film.pairs < 2 || agrees(change, film.pairs);
            total = told && change.shown * change.mean > 0 ? change.shown : 0;
            float same_way = 0;
            for (std::size_t need = 0; need < need_group_count; ++need) {
                const float by = now[need] - in_a[need];
                now[need] = by * total > 0 ? std::abs(by) : 0.0f;
                same_way += now[need];
            }
            for (float& children : now) children *= same_way > 0 ? std::abs(total) / same_way : 0.0f;
        }
    }
}

}  // namespace

std::shared_ptr<const Film> difference_of(const Film& a, const Film& b) {
    auto film = std::make_shared<Film>(b);
    film->months = std::min(a.months, b.months);
    film->pairs = a.each && b.each ? std::min(a.replicates, b.replicates) : 1;
    film->scenario = b.scenario + " against " + a.scenario;
    compare_schools(a, b, *film);
    compare_areas(a, b, *film);
    for (int m = 0; film->pairs > 1 && m < film->months; ++m) {
        const ShortfallChange all = shortfall_change(a, b, m);
        film->change_low.push_back(all.low), film->change_high.push_back(all.high);
    }
    keep_who_differs(a, b, *film);
    return film;
}

}  // namespace sendscape
