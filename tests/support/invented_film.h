// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include "agents/schools/schools.h"
#include "visualiser/film.h"

namespace sendscape::testing {

struct FilmSize {
    std::size_t schools = 40, children = 600;
    int months = 25;
    bool roads = true;
    std::size_t areas = 4;
};

/// A film nobody simulated: towns on a square county, children who move about, some without a place.
inline std::shared_ptr<const Film> invented_film(const FilmSize& size = {}) {
    auto film = std::make_shared<Film>();
    std::uint32_t state = 12345;
    const auto draw = [&state](int range) {
        state = state * 1664525u + 1013904223u;
        return static_cast<int>((state >> 8) % static_cast<std::uint32_t>(range));
    };
    film->title = "Who is left without a place?";
    film->place = "Testshire";
    film->scenario = "status quo";
    film->months = size.months;
    film->replicates = 3;
    const std::int32_t side = 24'000;
    static constexpr const char* names[] = {"Northby", "Eastwick", "Southam", "Westley and the Vale"};
    for (std::size_t a = 0; a < size.areas; ++a) {
        Area area;
        area.code = "A" + std::to_string(a);
        area.name = names[a % 4];
        const std::int32_t x = a % 2 == 0 ? 0 : side / 2, y = a / 2 % 2 == 0 ? 0 : side / 2;
        area.outline = {{{x, y}, {x + side / 2, y}, {x + side / 2, y + side / 2}, {x, y + side / 2}}};
        area.x = x + side / 4, area.y = y + side / 4;
        film->areas.push_back(area);
    }
    for (int z = 0; z < 40; ++z) {
        Zone zone;
        zone.code = "Z" + std::to_string(z);
        if (size.areas) zone.area = AreaId(static_cast<std::uint32_t>(z) % size.areas);
        zone.x = draw(side), zone.y = draw(side), zone.radius_m = 900;
        zone.decile = static_cast<std::uint8_t>(1 + z % 10);
        zone.residents.fill(20);
        film->zones.push_back(zone);
    }
    constexpr int across = 9;
    if (size.roads) {
        RoadNetwork& roads = film->roads;
        for (int j = 0; j < across; ++j)
            for (int i = 0; i < across; ++i)
                roads.x.push_back(i * side / (across - 1)), roads.y.push_back(j * side / (across - 1));
        for (int n = 0; n < across * across; ++n) {
            roads.first_arc.push_back(static_cast<std::uint32_t>(roads.head.size()));
            const int i = n % across, j = n / across;
            const auto arc = [&](int to) {
                roads.head.push_back(static_cast<std::uint32_t>(to));
                roads.metres.push_back(static_cast<float>(side) / (across - 1));
                roads.seconds.push_back(j % 4 == 0 ? 120.0f : 260.0f);
                roads.walkable.push_back(1);
            };
            if (i > 0) arc(n - 1);
            if (i + 1 < across) arc(n + 1);
            if (j > 0) arc(n - across);
            if (j + 1 < across) arc(n + across);
        }
        roads.first_arc.push_back(static_cast<std::uint32_t>(roads.head.size()));
    }
    for (std::size_t s = 0; s < size.schools; ++s) {
        School school;
        school.urn = static_cast<std::uint32_t>(100'000 + s);
        school.name = "School of St Somebody " + std::to_string(s + 1);
        school.setting = s % 9 == 4    ? Setting::state_special
                         : s % 20 == 7 ? Setting::alternative_provision
                         : s % 20 == 9 ? Setting::independent_special
                                       : Setting::mainstream;
        school.x = draw(side), school.y = draw(side);
        if (size.areas) school.area = AreaId(static_cast<std::uint32_t>(s % size.areas));
        if (size.roads)
            school.node = NodeId(
                static_cast<std::uint32_t>((school.y * (across - 1) / side) * across + school.x * (across - 1) / side));
        school.roll = 60 + draw(900), school.capacity = school.roll + draw(120);
        school.plans = school.roll / 25, school.commissioned_places = 90;
        film->schools.push_back(school);
    }
    film->school_months.resize(static_cast<std::size_t>(size.months) * size.schools);
    for (int m = 0; m < size.months; ++m) {
        for (std::size_t s = 0; s < size.schools; ++s) {
            SchoolMonth& now = film->school_months[static_cast<std::size_t>(m) * size.schools + s];
            const School& school = film->schools[s];
            const bool disc = school.setting == Setting::mainstream;
            now.roll = static_cast<float>(disc ? school.roll : 95);
            now.places = static_cast<float>(disc ? school.capacity : 90);
            now.plans = static_cast<float>(disc ? school.plans * (s % 7 == 1 ? 3 : 1) + m / 8 : 95);
            now.expected = disc ? static_cast<float>(school.roll) / 25 : 0;
            now.beyond = static_cast<std::int8_t>(disc && s % 7 == 1 ? 1 : 0);
            now.magnet =
                static_cast<std::uint8_t>(disc && s % 7 == 1 && m > 5 ? MagnetClass::magnet : MagnetClass::expected);
            now.magnet_runs = static_cast<std::uint16_t>(disc && s % 7 == 1 && m > 5 ? film->replicates - (s > 20) : 0);
            now.base_places = disc && s % 6 == 0 ? 12.0f : 0.0f;
            now.strain = s % 11 == 0 ? 1.4f : 0.2f;
        }
    }
    film->shortfall.resize(static_cast<std::size_t>(size.months) * size.areas);
    for (int m = 0; m < size.months; ++m)
        for (std::size_t a = 0; a < size.areas; ++a)
            for (std::size_t n = 0; n < need_group_count; ++n)
                film->shortfall[static_cast<std::size_t>(m) * size.areas + a][n] =
                    static_cast<float>(3 + 2 * n + a + static_cast<std::size_t>(m) / 4);
    const auto headline = [&](const char* key, float from, float a_month) {
        Headline line;
        line.key = key;
        for (int m = 0; m < size.months; ++m) {
            const auto t = static_cast<float>(m);
            line.mean.push_back(from + a_month * t);
            line.low.push_back(from + 0.9f * a_month * t), line.high.push_back(from + 1.1f * a_month * t);
        }
        return line;
    };
    film->numbers = {headline("plans", 4800, 21), headline("shortfall", 140, 4), headline("independent", 70, 2),
                     headline("balance", -9e6f, -5e5f), headline("journey", 22, 0.2f)};
    film->services = {headline("Speech and language therapy", 14, 0.3f), headline("Educational psychology", 20, 0.4f)};
    film->spend = {headline("Mainstream top-ups", 2e6f, 1e4f), headline("State special schools", 3e6f, 2e4f)};
    if (size.months > 18) {
        film->flags.push_back({6, "Base opens at School of St Somebody 3", ChangeKind::base_opens});
        film->flags.push_back({18, "Panel asks for evidence", ChangeKind::parameter});
    }
    for (std::size_t c = 0; c < size.children; ++c) {
        FilmChild child;
        child.pupil = static_cast<std::uint32_t>(c * 3 + 1);
        child.x = static_cast<float>(draw(side)), child.y = static_cast<float>(draw(side));
        child.area = static_cast<std::uint16_t>(size.areas ? c % size.areas : 0xFFFF);
        child.first_stay = static_cast<std::uint32_t>(film->stays.size());
        const int moves = 1 + draw(3);
        for (int i = 0; i < moves; ++i) {
            Stay stay;
            stay.from = static_cast<std::int16_t>(i * (3 + draw(9)));
            stay.need = static_cast<NeedGroup>(c % need_group_count);
            stay.waiting = draw(12) == 0;
            if (size.schools) {
                stay.school = static_cast<std::uint32_t>(draw(static_cast<int>(size.schools)));
                stay.setting = film->schools[stay.school].setting;
            } else {
                stay.setting = Setting::eotas;
            }
            film->stays.push_back(stay);
            ++child.stays;
        }
        film->children.push_back(child);
    }
    return film;
}

}  // namespace sendscape::testing
