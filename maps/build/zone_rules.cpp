// SPDX-License-Identifier: MIT
#include "maps/build/zone_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maps/build/point_index.h"
#include "maps/build/residents.h"
#include "maps/build/school_rules.h"
#include "maps/build/zone_radii.h"
#include "maps/independent_homes.h"
#include "maps/tables/area_rows.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::size_t zones_between_stops = 1024;

struct Draft {
    Zone zone;
    double weight = 1;
    std::array<double, zone_ages> by_age{};
    bool counted = false;  // by_age comes from a population table
};

/// Decile of deprivation by the share of pupils ever eligible for free school meals, at the deciles of England's state
/// primary schools in January 2025.
std::uint8_t decile_of_meals(double share) {
    constexpr std::array<double, 9> borders{0.497, 0.400, 0.324, 0.265, 0.215, 0.175, 0.142, 0.109, 0.075};
    std::uint8_t decile = 1;
    for (const double border : borders)
        if (share < border) ++decile;
    return decile;
}

/// Whole numbers with the same sum, largest remainders first (ties to the earlier zone).
void round_residents(std::vector<Draft>& drafts, const std::vector<std::size_t>& rows) {
    for (std::size_t age = 0; age < zone_ages; ++age) {
        double sum = 0;
        std::int64_t whole = 0;
        std::vector<std::pair<double, std::size_t>> remainders;
        for (const std::size_t row : rows) {
            const double people = drafts[row].by_age[age];
            if (people > ColumnRange::most_children)
                throw InputError(
                    fmt::format("small area {} would have {:.0f} children of age {}, more than a map can hold",
                                drafts[row].zone.code, people, age));
            const double floor = std::floor(people + 1e-9);
            drafts[row].zone.residents[age] = static_cast<std::int32_t>(floor);
            sum += people;
            whole += static_cast<std::int64_t>(floor);
            remainders.emplace_back(people - floor, row);
        }
        std::sort(remainders.begin(), remainders.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        const auto missing = std::min<std::int64_t>(static_cast<std::int64_t>(sum + 0.5) - whole,
                                                    static_cast<std::int64_t>(remainders.size()));
        for (std::int64_t k = 0; k < missing; ++k)
            ++drafts[remainders[static_cast<std::size_t>(k)].second].zone.residents[age];
    }
}

class ZoneMaker {
  public:
    ZoneMaker(Map& map, const ZoneSources& sources, const std::vector<PlacedSchool>& placed, double halo_km,
              QualityTable& quality)
        : map_(map), sources_(sources), placed_(placed), halo_km_(halo_km), quality_(quality) {
        for (std::size_t row = 0; row < map.authorities.size(); ++row) authority_rows_[map.authorities[row].code] = row;
    }

    void make() {
        index_schools();
        take_small_areas();
        by_authority_.resize(map_.authorities.size());
        for (std::size_t row = 0; row < drafts_.size(); ++row)
            by_authority_[drafts_[row].zone.authority.value].push_back(row);
        for (std::size_t authority = 0; authority < by_authority_.size(); ++authority)
            if (by_authority_[authority].empty()) zones_around_schools(authority);
        settle_deciles();
        make_room_for_independents();
        settle_residents();
        settle_radii();
        for (Draft& draft : drafts_) map_.zones.push_back(std::move(draft.zone));
    }

  private:
    void index_schools() {
        std::vector<std::int32_t> x, y;
        for (const PlacedSchool& school : placed_) {
            x.push_back(school.x);
            y.push_back(school.y);
        }
        schools_ = PointIndex(std::move(x), std::move(y));
        x.clear();
        y.clear();
        for (const School& school : map_.schools)
            if (school.in_area) {
                x.push_back(school.x);
                y.push_back(school.y);
            }
        area_schools_ = PointIndex(std::move(x), std::move(y));
    }

    /// Row of the authority a small area lies in, if that authority is in the map and the area near enough.
    std::optional<std::size_t> authority_for(const std::string& code, std::pair<std::int32_t, std::int32_t> at) {
        std::string authority = code;
        if (authority.empty() && schools_.size() > 0) {
            const PlacedSchool& nearest = placed_[schools_.nearest(at.first, at.second)];
            // Tables of small areas cover the country; those of schools may be one council's.
            constexpr std::int64_t too_far =
                25'000;  // metres; assumption: nobody in England lives so far from a school
            const std::int64_t dx = nearest.x - at.first, dy = nearest.y - at.second;
            if (dx * dx + dy * dy > too_far * too_far) {
                ++far_from_schools_;
                return std::nullopt;
            }
            authority = nearest.authority_code;
        }
        const auto found = authority_rows_.find(authority);
        if (found == authority_rows_.end()) return std::nullopt;
        if (!map_.authorities[found->second].in_area &&
            !area_schools_.any_within(at.first, at.second, halo_km_ * 1000.0))
            return std::nullopt;
        by_nearest_school_ += code.empty();
        return found->second;
    }

    void add(const std::string& code, std::size_t authority, std::pair<std::int32_t, std::int32_t> at,
             const std::array<double, zone_ages>* by_age) {
        Draft draft;
        draft.zone.code = code;
        draft.zone.authority = AuthorityId(authority);
        draft.zone.x = at.first;
        draft.zone.y = at.second;
        if (by_age) {
            draft.by_age = *by_age;
            draft.counted = true;
        }
        drafts_.push_back(std::move(draft));
    }

    void take_small_areas() {
        if (sources_.population && !sources_.centroids.places.empty())
            take_populated();
        else if (sources_.population)
            pool_population(sources_.population->rows);
        if (drafts_.empty() && !sources_.centroids.places.empty()) {
            for (const auto& [code, at] : sources_.centroids.places)
                if (const auto authority = authority_for({}, at)) add(code, *authority, at, nullptr);
            map_.assumptions.push_back(
                "Small areas are known by their centres only: an authority's children are shared equally over them.");
        }
        quality_.count("map", Oddity::area_without_authority, "authority of the nearest school", {},
                       by_nearest_school_);
        quality_.count("map", {Oddity::left_out_area, "over 25 km from any school"},
                       "left out: no table has the schools of their authority", {}, far_from_schools_);
    }

    /// People of areas without coordinates (wards, say): added up by authority, to be shared over its zones.
    void pool_population(const std::vector<PopulationRow>& rows) {
        std::int64_t pooled = 0;
        bool placeable = false;
        for (const PopulationRow& row : rows) {
            placeable = placeable || !row.authority_code.empty();
            const auto found = authority_rows_.find(row.authority_code);
            if (found == authority_rows_.end()) continue;
            auto& pool = pooled_[found->second];
            for (std::size_t age = 0; age < zone_ages; ++age) pool[age] += row.by_age[age];
            ++pooled;
        }
        const std::string kinds = rows.empty() ? std::string() : kinds_met(rows.front());
        if (!placeable && !rows.empty())
            throw InputError(fmt::format(
                "the areas of the population table (such as {}) name no authority and have no coordinates{}; "
                "--centroids TABLE with the same codes is needed",
                rows.front().code, kinds));
        quality_.count("map", Oddity::pooled_people, "people added up by authority and shared over its zones" + kinds,
                       {}, pooled);
    }

    /// " (its areas are MSOAs, those of the centroids LSOAs)" where the two tables are of different areas.
    std::string kinds_met(const PopulationRow& row) const {
        if (sources_.centroids.places.empty()) return {};
        const std::string_view people = kind_of_area(row.code),
                               places = kind_of_area(sources_.centroids.places.begin()->first);
        if (people == places) return {};
        return fmt::format(" (the population's areas are {}, those of the centroids {})", people, places);
    }

    void take_populated() {
        std::vector<PopulationRow> unplaced;
        std::map<std::string, std::vector<std::size_t>> by_middle_area;  // "Trafford 025" to drafts
        const auto middle = [](const std::string& name) {
            return name.size() > 1 ? name.substr(0, name.size() - 1) : name;
        };
        std::size_t seen = 0;
        for (const PopulationRow& row : sources_.population->rows) {
            if (++seen % zones_between_stops == 0) stop_if_asked();
            const auto at = sources_.centroids.places.find(row.code);
            if (at == sources_.centroids.places.end()) {
                unplaced.push_back(row);
                continue;
            }
            const auto authority = authority_for(row.authority_code, at->second);
            if (!authority) continue;
            if (!row.name.empty()) by_middle_area[middle(row.name)].push_back(drafts_.size());
            add(row.code, *authority, at->second, &row.by_age);
        }
        if (drafts_.empty()) return pool_population(unplaced);
        LeftOut unknown, here;
        for (const PopulationRow& row : unplaced) {
            const auto siblings = row.name.empty() ? by_middle_area.end() : by_middle_area.find(middle(row.name));
            const auto authority = authority_rows_.find(row.authority_code);
            const bool ours = authority != authority_rows_.end();
            if (!row.authority_code.empty() && !ours) continue;  // of an authority that is not on the map
            if (!ours && !row.code.starts_with('E')) continue;   // of another nation
            if (!ours || siblings == by_middle_area.end()) {
                (ours ? here : unknown).add(row);
                continue;
            }
            std::int64_t x = 0, y = 0;
            const auto count = static_cast<std::int64_t>(siblings->second.size());
            for (const std::size_t sibling : siblings->second) {
                x += drafts_[sibling].zone.x;
                y += drafts_[sibling].zone.y;
            }
            quality_.count("map", Oddity::no_centroid, "placed at the mean of their MSOA's other areas", row.code);
            add(row.code, authority->second,
                {static_cast<std::int32_t>(x / count), static_cast<std::int32_t>(y / count)}, &row.by_age);
        }
        say_who_is_left_out(unknown, here);
    }

    /// Small areas that no centroid places, and their residents aged 0 to 25.
    struct LeftOut {
        std::int64_t areas = 0;
        double residents = 0;
        std::string example;

        void add(const PopulationRow& row) {
            if (areas++ == 0) example = row.code;
            for (const double people : row.by_age) residents += people;
        }
    };

    /// `unknown`: of no authority that is told, so that they may live anywhere; `here`: of the map's authorities. The
    /// codes of 2011 beside the centroids of 2021 lose a few; many are another geography's.
    void say_who_is_left_out(const LeftOut& unknown, const LeftOut& here) {
        constexpr double most_lost =
            0.1;  // of the map's residents; assumption: areas that changed since 2011 are fewer
        double placed = 0;
        for (const Draft& draft : drafts_)
            for (const double people : draft.by_age) placed += people;
        const std::string columns =
            fmt::format("population by '{}' (such as {}), centroids by '{}'", sources_.population->code_heading,
                        here.areas > 0 ? here.example : unknown.example, sources_.centroids.code_heading);
        if (here.residents > most_lost * (placed + here.residents))
            throw InputError(
                fmt::format("{} small areas of the map's authorities with {:.0f} residents aged 0 to 25 have no "
                            "centroid, {:.0f} are in "
                            "areas that have one: {}; a table of centroids by the population's codes is needed",
                            here.areas, here.residents, placed, columns));
        for (const LeftOut* left : {&here, &unknown})
            if (left->areas > 0)
                quality_.count("map",
                               {Oddity::left_out_area,
                                left == &here ? "without a centroid" : "without a centroid or a named authority"},
                               fmt::format("left out with {:.0f} residents aged 0 to 25: {}", left->residents, columns),
                               left->example, left->areas);
        if (here.areas > 0)
            map_.assumptions.push_back(fmt::format(
                "{} small areas with {:.0f} residents aged 0 to 25 are left out: the table of centroids does not "
                "have them.",
                here.areas, here.residents));
    }

    /// One zone round each state school that teaches Reception, weighted by the children of primary age it stands for;
    /// round any school, by its roll, where an authority has none.
    void zones_around_schools(std::size_t authority) {
        for (const bool primaries_only : {true, false}) {
            for (std::size_t row = 0; row < map_.schools.size(); ++row) {
                const School& school = map_.schools[row];
                if (school.authority.value != authority || school.roll <= 0) continue;
                if (primaries_only && (school.setting != Setting::mainstream || school.low_ncy > 0)) continue;
                Draft draft;
                draft.zone.code = fmt::format("S{}", school.urn);
                draft.zone.authority = AuthorityId(authority);
                draft.zone.x = school.x;
                draft.zone.y = school.y;
                draft.zone.decile = decile_of_meals(school.fsm_share);
                draft.weight = primaries_only ? children_of_primary_age(school) : school.roll;
                by_authority_[authority].push_back(drafts_.size());
                drafts_.push_back(std::move(draft));
            }
            if (!by_authority_[authority].empty()) break;
        }
        quality_.count("map", Oddity::no_small_areas, "homes placed around their primary schools, by rolls",
                       map_.authorities[authority].name);
    }

    /// Homes round state schools hold those who go to independent schools too.
    void make_room_for_independents() {
        std::vector<IndependentCatchment> homes;
        for (const Draft& draft : drafts_)
            homes.push_back({draft.zone.x, draft.zone.y, draft.zone.decile,
                             draft.counted ? bands_of(draft.by_age, 1).primary : draft.weight});
        std::vector<double> pupils;
        for (const School& school : map_.schools) pupils.push_back(bands_of(roll_by_age(school), 1).primary);
        const std::vector<double> more = children_in_independent_schools(map_, pupils, homes);
        for (std::size_t row = 0; row < drafts_.size(); ++row)
            if (!drafts_[row].counted) drafts_[row].weight += more[row];
    }

    void settle_residents() {
        say_where_population_is_missing();
        const auto rolls = rolls_by_authority(map_);
        SchoolAgeBands all{}, fixed{}, free{};
        for (const auto& by_age : rolls) all += bands_of(by_age, 1 / part_on_roll);
        const int census_year = map_.census.year();
        // Without a halo nobody comes from elsewhere, and whoever goes there is not on the map.
        const bool halo = std::any_of(map_.authorities.begin(), map_.authorities.end(),
                                      [](const Authority& authority) { return !authority.in_area; });
        const double by_rolls = halo ? halfway : 1;
        std::vector<std::size_t> adjustable;
        std::int64_t scaled = 0, own = 0;
        double own_residents = 0, own_pupils = 0;
        for (std::size_t authority = 0; authority < by_authority_.size(); ++authority) {
            const auto& rows = by_authority_[authority];
            if (rows.empty()) continue;
            const bool in_area = map_.authorities[authority].in_area;
            const SchoolAgeBands target = bands_of(rolls[authority], 1 / part_on_roll);
            const bool counted = drafts_[rows.front()].counted;
            const auto pool = pooled_.find(authority);
            if (!counted) {
                set_source(rows, pool == pooled_.end() ? ResidentsFrom::rolls : ResidentsFrom::profile);
                share_out(rows, pool != pooled_.end() ? pool->second
                                : in_area             ? residents_behind(rolls[authority], census_year, by_rolls)
                                                      : residents_round_primaries(rolls[authority], census_year));
            } else if (sources_.population->detail == AgeDetail::total) {
                // A total of all ages does not say how many are children: that is taken from the authority's rolls.
                const double people = residents_of(rows).sum();
                const double scale =
                    people > 0 && target.sum() > 0 ? std::clamp(target.sum() / people, 0.25, 4.0) : 1.0;
                scale_residents(rows, {scale, scale});
                set_source(rows, ResidentsFrom::profile);
                ++scaled;
            } else if (sources_.population->detail == AgeDetail::bands) {
                set_source(rows, ResidentsFrom::profile);
            }
            const bool from_rolls = !counted && pool == pooled_.end();
            if (from_rolls && !in_area) {
                adjustable.push_back(authority);
                free += residents_of(rows);
            } else {
                fixed += residents_of(rows);
            }
            if (in_area && !from_rolls) {
                ++own;
                own_residents += residents_of(rows).sum();
                own_pupils += target.sum() * part_on_roll;
            }
        }
        if (own > 0)
            map_.assumptions.push_back(fmt::format(
                "{:.0f} residents aged 4 to 15 are in the area's zones, and {:.0f} pupils of those ages on the "
                "rolls of its schools.",
                own_residents, own_pupils));
        // Children are conserved over the whole map: homes beyond the border take up what the area's own homes leave.
        if (!adjustable.empty()) {
            const auto ratio = [](double wanted, double have) {
                return have > 0 ? std::clamp(wanted / have, 0.4, 2.5) : 1.0;
            };
            const SchoolAgeBands scale{ratio(all.primary - fixed.primary, free.primary),
                                       ratio(all.secondary - fixed.secondary, free.secondary)};
            for (const std::size_t authority : adjustable) scale_residents(by_authority_[authority], scale);
            map_.assumptions.push_back(fmt::format(
                "Homes in the halo stand around its primary schools by their rolls, scaled by {:.2f} (primary ages) "
                "and {:.2f} "
                "(secondary) so that children of school age in the map equal those on its rolls and 2% more on none.",
                scale.primary, scale.secondary));
        }
        if (scaled > 0)
            map_.assumptions.push_back(
                fmt::format("The population table gives totals of all ages: they are spread over ages by England's "
                            "profile and scaled, in "
                            "each of {} authorities, to the pupils on its rolls.",
                            scaled));
        for (const auto& rows : by_authority_) round_residents(drafts_, rows);
    }

    void say_where_population_is_missing() {
        if (!sources_.population) return;
        std::string names;
        int missing = 0;
        for (std::size_t authority = 0; authority < by_authority_.size(); ++authority) {
            const auto& rows = by_authority_[authority];
            if (!map_.authorities[authority].in_area || rows.empty() || drafts_[rows.front()].counted ||
                pooled_.contains(authority))
                continue;
            if (++missing <= 5) names += (names.empty() ? "" : ", ") + map_.authorities[authority].name;
        }
        if (missing > 0)
            map_.assumptions.push_back(fmt::format(
                "The population table has nothing of {}{}: residents there are estimated from the rolls of schools.",
                names, missing > 5 ? " and others" : ""));
    }

    void share_out(const std::vector<std::size_t>& rows, const std::array<double, zone_ages>& people) {
        double weight = 0;
        for (const std::size_t row : rows) weight += drafts_[row].weight;
        for (const std::size_t row : rows) {
            for (std::size_t age = 0; age < zone_ages; ++age)
                drafts_[row].by_age[age] = people[age] * drafts_[row].weight / weight;
        }
    }

    void set_source(const std::vector<std::size_t>& rows, ResidentsFrom source) {
        for (const std::size_t row : rows) drafts_[row].zone.residents_from = source;
    }

    void scale_residents(const std::vector<std::size_t>& rows, SchoolAgeBands scale) {
        for (const std::size_t row : rows)
            for (std::size_t age = 0; age < zone_ages; ++age)
                drafts_[row].by_age[age] *= age <= 10 ? scale.primary : scale.secondary;
    }

    [[nodiscard]] SchoolAgeBands residents_of(const std::vector<std::size_t>& rows) const {
        SchoolAgeBands sum{};
        for (const std::size_t row : rows) sum += bands_of(drafts_[row].by_age, 1);
        return sum;
    }

    void settle_radii() {
        std::vector<std::int32_t> x, y;
        for (const Draft& draft : drafts_) {
            x.push_back(draft.zone.x);
            y.push_back(draft.zone.y);
        }
        const std::vector<std::int32_t> radii = zone_radii(x, y);
        for (std::size_t row = 0; row < drafts_.size(); ++row) drafts_[row].zone.radius_m = radii[row];
    }

    void settle_deciles() {
        std::vector<std::int32_t> x, y;
        std::vector<std::uint8_t> deciles;
        for (const auto& [code, decile] : sources_.deprivation)
            if (const auto at = sources_.centroids.places.find(code); at != sources_.centroids.places.end()) {
                x.push_back(at->second.first);
                y.push_back(at->second.second);
                deciles.push_back(decile);
            }
        const PointIndex known(std::move(x), std::move(y));
        std::vector<std::int32_t> school_x, school_y;
        std::vector<double> meals;
        for (const School& school : map_.schools)
            if (school.setting == Setting::mainstream && school.low_ncy <= 3 && !school.is_filled(Filled::fsm)) {
                school_x.push_back(school.x);
                school_y.push_back(school.y);
                meals.push_back(school.fsm_share);
            }
        const PointIndex primaries(std::move(school_x), std::move(school_y));
        for (Draft& draft : drafts_) {
            Zone& zone = draft.zone;
            if (const auto found = sources_.deprivation.find(zone.code); found != sources_.deprivation.end()) {
                zone.decile = found->second;
            } else if (known.size() > 0) {
                zone.decile = deciles[known.nearest(zone.x, zone.y)];
                quality_.count("map", Oddity::no_decile, "decile of the nearest area that has one");
            } else if (primaries.size() > 0) {
                zone.decile = decile_of_meals(meals[primaries.nearest(zone.x, zone.y)]);
                quality_.count("map", Oddity::no_deprivation,
                               "decile by free school meals of the nearest state primary school");
            }
        }
    }

    Map& map_;
    const ZoneSources& sources_;
    const std::vector<PlacedSchool>& placed_;
    double halo_km_;
    QualityTable& quality_;
    std::map<std::string, std::size_t> authority_rows_;
    PointIndex schools_{{}, {}}, area_schools_{{}, {}};
    std::vector<Draft> drafts_;
    std::vector<std::vector<std::size_t>> by_authority_;
    std::map<std::size_t, std::array<double, zone_ages>> pooled_;
    std::int64_t by_nearest_school_ = 0, far_from_schools_ = 0;
};

}  // namespace

void make_zones(Map& map, const ZoneSources& sources, const std::vector<PlacedSchool>& placed, double halo_km,
                QualityTable& quality) {
    ZoneMaker(map, sources, placed, halo_km, quality).make();
}

}  // namespace sendscape
