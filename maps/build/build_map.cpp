// SPDX-License-Identifier: MIT
#include "maps/build/build_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "maps/build/assumed_bases.h"
#include "maps/build/boundaries.h"
#include "maps/build/catchments.h"
#include "maps/build/infant_pairs.h"
#include "maps/build/own_frame.h"
#include "maps/build/place_schools.h"
#include "maps/build/planning_areas.h"
#include "maps/build/point_index.h"
#include "maps/build/provision_rules.h"
#include "maps/build/same_school.h"
#include "maps/build/school_rules.h"
#include "maps/build/sen2_at_census.h"
#include "maps/build/town_names.h"
#include "maps/build/zone_rules.h"
#include "maps/roads/read_roads.h"
#include "maps/tables/area_shapes.h"
#include "maps/tables/authority_places.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/own_tables.h"
#include "maps/tables/provision_list.h"
#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/sen2_table.h"
#include "maps/tables/zone_tables.h"
#include "maps/travel_time.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// Refuses a table that is given twice: most likely another was meant.
void refuse_repeats(const std::vector<std::filesystem::path>& tables, std::string_view option) {
    std::error_code missing;
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (std::filesystem::equivalent(tables[i], tables[k], missing))
                throw InputError(fmt::format("{} {}: this table is given twice", option, tables[i].string()));
}

/// January of the performance tables' census, which carries no date of its own.
constexpr int undated_census = 2025;

std::string urn_text(std::uint32_t urn) { return fmt::format("{}", urn); }

constexpr std::size_t most_at_a_postcode = 16;  // schools; more tell nobody apart
constexpr std::size_t schools_between_stops = 1024;

class MapBuilder {
  public:
    MapBuilder(const BuildOptions& options, const Parallel& parallel) : options_(options), parallel_(parallel) {}

    Map build(QualityParts* parts) {
        choose_authorities();
        joined_ = read_school_tables(school_tables(), quality_);
        joined_.links.insert(joined_.links.end(), options_.same_schools.begin(), options_.same_schools.end());
        settle_census();
        note_own_schools();
        other_numbers_ = join_same_schools(joined_, map_.census, quality_);
        drop_what_is_no_school();
        drop_what_the_census_lacks();
        unclear_ = settle_authorities(joined_.by_urn, chosen_, quality_);
        places_ = place_schools(joined_.by_urn, chosen_, options_.all, quality_);
        choose_schools();
        read_other_tables();
        assume_bases(map_, quality_);
        make_zones(map_, sources_, places_.known, options_.halo_km, quality_);
        if (map_.zones.empty()) throw InputError("no home can be placed: no school of the area has a pupil on roll");
        settle_planning_areas();
        if (options_.catchments)
            map_.catchments =
                own_catchments(*options_.catchments, SchoolFinder(map_, joined_, other_numbers_), map_, quality_);
        nearest_zones();
        if (!map_.roads.empty()) meet_roads();
        const std::size_t without_way = compute_travel(map_, parallel_);
        if (!map_.roads.empty()) say_what_roads_reach(without_way);
        describe();
        map_.quality = quality_.rows();
        if (parts) *parts = quality_parts();
        return std::move(map_);
    }

  private:
    void choose_authorities() {
        if (options_.schools.empty()) throw InputError("no table of schools was given; --schools TABLE is needed");
        if (!options_.all && options_.authorities.empty())
            throw InputError("no authority was given; --la NAME or CODE, or --all, is needed");
        refuse_repeats(options_.schools, "--schools");
        refuse_repeats(options_.sen2, "--sen2");
        refuse_repeats(options_.own, "--own");
        refuse_repeats(options_.boundaries, "--boundaries");
        if (!(options_.halo_km >= 0 && options_.halo_km <= 200))
            throw InputError(fmt::format("halo {} km is not allowed; 0 to 200 km is", options_.halo_km));
        for (const std::string& typed : options_.authorities) chosen_.insert(std::string(find_authority(typed).code));
    }

    /// The tables that are joined by URN: what the officer says of places comes before what public tables do.
    std::vector<std::filesystem::path> school_tables() {
        own_tables_ = read_own_tables(options_.own, quality_);
        std::vector<std::filesystem::path> tables;
        for (const OwnTable& table : own_tables_)
            if (table.is_places) tables.push_back(table.path);
        tables.insert(tables.end(), options_.schools.begin(), options_.schools.end());
        return tables;
    }

    /// The January that was given, else that which the tables carry.
    void settle_census() {
        if (options_.census && joined_.census_january && *options_.census != *joined_.census_january)
            throw InputError(fmt::format("--census {}: the tables of schools say that their census is of January {}",
                                         *options_.census, *joined_.census_january));
        const std::optional<int> told = options_.census ? options_.census : joined_.census_january;
        map_.census = Month(told.value_or(undated_census), 1);
        if (!told)
            map_.assumptions.push_back(fmt::format(
                "No table of schools carries the date of its census: January {} is assumed.", undated_census));
    }

    /// Before any record is dropped or joined to another.
    void note_own_schools() {
        for (const auto& [urn, record] : joined_.by_urn) {
            const EndedAuthority* ended = record.ended_authority ? ended_authority(*record.ended_authority) : nullptr;
            const bool own =
                record.authority_code
                    ? chosen_.contains(*record.authority_code)
                    : ended && std::any_of(ended->successors.begin(), ended->successors.end(),
                                           [&](std::string_view code) { return chosen_.contains(std::string(code)); });
            if (own) own_.insert(urn);
        }
    }

    [[nodiscard]] QualityParts quality_parts() const {
        std::set<std::uint32_t> own_schools = own_;  // and those that a rule has put into the area
        for (const School& school : map_.schools)
            if (school.in_area) own_schools.insert(school.urn);
        std::set<std::string_view> own_areas;
        for (const Zone& zone : map_.zones)
            if (map_.authorities[zone.authority.value].in_area) own_areas.insert(zone.code);
        if (sources_.population)
            for (const PopulationRow& row : sources_.population->rows)
                if (chosen_.contains(row.authority_code)) own_areas.insert(row.code);
        return quality_.parts([&](const QualitySubject& about) {
            return options_.all ||
                   (about.urn != 0 ? own_schools.contains(about.urn) : own_areas.contains(about.area_code));
        });
    }

    void drop_what_is_no_school() {
        for (auto at = joined_.by_urn.begin(); at != joined_.by_urn.end();) {
            const SchoolRecord& record = at->second;
            const SchoolClass made = classify(record);
            std::optional<Oddity> met;
            const char* rule = "left out";
            const bool counted = record.in_census && record.roll.value_or(0) > 0;
            if (record.closed.value_or(false) && !counted)
                met = Oddity::closed;
            else if (record.proposed.value_or(false) && !counted)
                met = Oddity::proposed;
            else if (made.why == NoSchool::post16) {
                met = Oddity::post16_provider;
                rule = "left out as schools: a setting without a school row, as SEN2 counts them";
            } else if (made.why == NoSchool::other_kind) {
                met = Oddity::other_establishment;
            } else if (!record.authority_code && !record.ended_authority && record.other_authority) {
                met = Oddity::outside_england;
            }
            if (record.closed.value_or(false) && counted)
                quality_.count(record.first_table, Oddity::closed_since,
                               "kept as it stood: its census counts its pupils", urn_text(record.urn));
            if (!met) {
                ++at;
                continue;
            }
            quality_.count(record.first_table, *met, rule, urn_text(record.urn));
            at = joined_.by_urn.erase(at);
        }
    }

    /// With a census among the tables, what it does not count has closed, merged or not yet opened. What was known of a
    /// school that was not found under its later number goes to the one at the same postcode that teaches alike.
    void drop_what_the_census_lacks() {
        if (!joined_.has_census) return;
        std::map<std::string, std::vector<std::uint32_t>> by_postcode;
        for (const auto& [urn, record] : joined_.by_urn)
            if (record.in_census && record.postcode) by_postcode[postcode_key(record.postcode)].push_back(urn);
        for (auto at = joined_.by_urn.begin(); at != joined_.by_urn.end();) {
            const SchoolRecord& record = at->second;
            const bool opens_later = record.opened && *record.opened > map_.census && record.capacity.value_or(0) > 0;
            if (record.in_census || opens_later) {
                ++at;
                continue;
            }
            const auto heirs = by_postcode.find(postcode_key(record.postcode));
            SchoolRecord* heir = nullptr;
            if (record.postcode && heirs != by_postcode.end() && heirs->second.size() <= most_at_a_postcode)
                for (const std::uint32_t urn : heirs->second) {
                    SchoolRecord& candidate = joined_.by_urn[urn];
                    if (classify(candidate).setting == classify(record).setting && teach_alike(candidate, record) &&
                        !candidate.capacity && !candidate.low_age)
                        heir = &candidate;
                }
            const bool place_only =
                !record.capacity && !record.low_age && !record.other_roll && !record.type && !record.type_group;
            if (place_only) {
                if (heir) lend(record, *heir);
                quality_.count(record.first_table, Oddity::uncounted_grid, "left out", urn_text(record.urn));
            } else if (heir) {
                lend(record, *heir);
                quality_.count(record.first_table, Oddity::former_urn,
                               "ages, capacity and description given to the school at the same postcode",
                               fmt::format("{} to {}", record.urn, heir->urn));
            } else {
                quality_.count(record.first_table, Oddity::uncounted,
                               "left out: closed, merged or not open on the census date", urn_text(record.urn));
            }
            at = joined_.by_urn.erase(at);
        }
    }

    void choose_schools() {
        std::vector<std::int32_t> x, y;
        const auto in_area = [&](const SchoolRecord& record) {
            return options_.all || chosen_.contains(*record.authority_code);
        };
        std::set<std::string> met;
        for (const auto& [urn, record] : joined_.by_urn)
            if (in_area(record)) {
                met.insert(*record.authority_code);
                // The halo is measured from where schools are known to stand.
                if (places_.by_rule.contains(urn)) continue;
                x.push_back(record.grid->first);
                y.push_back(record.grid->second);
            }
        for (const std::string& code : chosen_)
            if (!met.contains(code))
                throw InputError(fmt::format(
                    "no school of {} ({}) is in the tables given{}; a table with its schools is needed",
                    authority_of_code(code)->name, code,
                    unclear_.contains(code)
                        ? fmt::format(": {} are of the authority before it, and no table says which of its successors "
                                      "they are in now",
                                      unclear_.at(code))
                        : std::string()));
        if (met.empty()) throw InputError("no school is left after reading the tables");
        const PointIndex own(std::move(x), std::move(y));
        std::set<std::string> area_codes, halo_codes;
        std::vector<const SchoolRecord*> taken;
        std::size_t seen = 0;
        for (const auto& [urn, record] : joined_.by_urn) {
            if (++seen % schools_between_stops == 0) stop_if_asked();
            const bool inside = in_area(record);
            if (!inside &&
                !(own.size() > 0 && own.any_within(record.grid->first, record.grid->second, options_.halo_km * 1000.0)))
                continue;
            (inside ? area_codes : halo_codes).insert(*record.authority_code);
            taken.push_back(&record);
        }
        for (const bool inside : {true, false})
            for (const std::string& code : inside ? area_codes : halo_codes) {
                const EnglishAuthority* known = authority_of_code(code);
                authority_rows_[code] = map_.authorities.size();
                map_.authorities.push_back({code, std::string(known->gss), std::string(known->name), inside, {}});
            }
        const InfantPairs pairs = find_infant_pairs(taken);
        for (const SchoolRecord* record : taken) {
            School school = settle_school(*record, map_.census, quality_, pairs.half_of(record->urn));
            school.x = record->grid->first;
            school.y = record->grid->second;
            school.in_area = in_area(*record);
            school.authority = AuthorityId(authority_rows_[*record->authority_code]);
            if (places_.by_rule.contains(record->urn)) {
                school.mark(Filled::coordinates);
                quality_.count("map", Oddity::school_without_grid,
                               places_.by_rule.at(record->urn)
                                   ? "placed at the roll-weighted centre of their postcode district's schools"
                                   : "placed beside schools of their kind, spread over their authority",
                               urn_text(record->urn));
            }
            map_.schools.push_back(std::move(school));
        }
    }

    /// The officer's own list of provision, under either option.
    std::vector<ProvisionRow> provision_rows(RowFaults& faults) {
        std::optional<std::filesystem::path> list = options_.provision;
        bool bases = false;
        for (const OwnTable& table : own_tables_) {
            if (!table.is_provision) continue;
            if (list)
                throw InputError(fmt::format("{}: a second list of provision beside {}; put both into one",
                                             table.path.string(), list->string()));
            list = table.path;
            bases = table.is_bases;
        }
        if (!list) return {};
        std::vector<ProvisionRow> rows = read_provision_list(*list, quality_, faults, bases);
        if (bases)
            quality_.count(list->filename().string(), {Oddity::own_read, "bases"},
                           "no column tells the kind of provision: taken for resourced provision in mainstream schools",
                           {}, static_cast<std::int64_t>(rows.size()));
        return rows;
    }

    void read_own_frame() {
        const SchoolFinder finder(map_, joined_, other_numbers_);
        RowFaults faults;
        for (OwnTable& table : own_tables_) read_own_rows(table, map_.census.year() - 1, quality_, faults);
        if (!faults.empty()) throw InputError(faults.list());
        apply_own_numbers(own_tables_, finder, map_, quality_);
        apply_own_links(own_tables_, joined_.stages, finder, map_, quality_);
    }

    void settle_planning_areas() {
        RowFaults faults;
        const OwnAreas own =
            own_planning_areas(own_tables_, SchoolFinder(map_, joined_, other_numbers_), map_, quality_, faults);
        if (!faults.empty()) throw InputError(faults.list());
        for (std::size_t a = 0; a < own.of.size(); ++a)
            if (!own.of[a].empty())
                map_.assumptions.push_back(fmt::format("The planning areas of {} ({}) are the officer's own.",
                                                       map_.authorities[a].name, own.of[a].size()));
        make_planning_areas(map_, own);
        if (!options_.all) name_areas(own);  // a country's areas are known by their authority
        draw_boundaries(own);
    }

    void name_areas(const OwnAreas& own) {
        std::vector<SchoolAddress> addresses;
        for (const School& school : map_.schools) {
            const auto record = joined_.by_urn.find(school.urn);
            const bool known = record != joined_.by_urn.end();
            addresses.push_back({known ? record->second.town.value_or("") : std::string(),
                                 known ? record->second.locality.value_or("") : std::string()});
        }
        std::vector<bool> renames;
        for (const Area& area : map_.areas)
            renames.push_back(area.authority.value >= own.of.size() || own.of[area.authority.value].empty());
        name_areas_by_town(map_, addresses, renames);
    }

    void draw_boundaries(const OwnAreas& own) {
        if (options_.boundaries.empty()) return;
        std::vector<AreaShape> shapes;
        for (const std::filesystem::path& path : options_.boundaries) {
            std::vector<AreaShape> read = read_boundary_shapes(path, quality_);
            std::move(read.begin(), read.end(), std::back_inserter(shapes));
        }
        std::string files;
        for (const std::filesystem::path& path : options_.boundaries)
            files += (files.empty() ? "" : ", ") + path.string();
        apply_boundaries(shapes, files, own, map_, quality_);
    }

    void read_other_tables() {
        RowFaults faults;
        std::vector<ProvisionRow> rows = provision_rows(faults);
        for (ProvisionRow& row : rows)
            if (const auto kept = other_numbers_.find(row.urn); kept != other_numbers_.end()) row.urn = kept->second;
        apply_provision(rows, map_.schools, map_.census, quality_, faults);
        if (!faults.empty()) throw InputError(faults.list());
        read_own_frame();
        if (!options_.sen2_read.empty()) keep_known_sen2(options_.sen2_read, map_, quality_);
        if (!options_.sen2.empty()) keep_known_sen2(read_sen2_tables(options_.sen2, quality_), map_, quality_);
        if (options_.population) sources_.population = read_population(*options_.population, quality_);
        if (options_.centroids) sources_.centroids = read_centroids(*options_.centroids, quality_);
        if (sources_.population) refuse_swapped_centroids();
        if (options_.deprivation) sources_.deprivation = read_deprivation(*options_.deprivation, quality_);
        if (options_.roads) map_.roads = read_roads(*options_.roads, quality_);
    }

    /// Only residents' tables tell which authority a small area is in.
    void refuse_swapped_centroids() const {
        std::vector<PlaceInAuthority> places;
        for (const PopulationRow& row : sources_.population->rows)
            if (const auto at = sources_.centroids.places.find(row.code);
                at != sources_.centroids.places.end() && !row.authority_code.empty())
                places.push_back({row.authority_code, row.code, at->second.first, at->second.second});
        if (const std::string why = why_swapped(places); !why.empty())
            throw InputError(options_.centroids->string() + ": " + why);
    }

    void nearest_zones() {
        std::vector<std::int32_t> x, y;
        for (const Zone& zone : map_.zones) {
            x.push_back(zone.x);
            y.push_back(zone.y);
        }
        const PointIndex index(std::move(x), std::move(y));
        for (School& school : map_.schools) school.zone = ZoneId(index.nearest(school.x, school.y));
    }

    /// Where the roads given do not reach, journeys are straight lines: a way round by the edge of an extract is not
    /// one that anybody takes.
    void meet_roads() {
        constexpr double too_far = 1000;  // metres
        snap_to_roads(map_);
        const auto release = [&](NodeId& node, std::int32_t x, std::int32_t y) {
            if (!node.exists()) return false;
            const double dx = x - map_.roads.x[node.value], dy = y - map_.roads.y[node.value];
            if (dx * dx + dy * dy <= too_far * too_far) return false;
            node = NodeId();
            return true;
        };
        std::int64_t schools = 0, zones = 0;
        for (School& school : map_.schools) schools += release(school.node, school.x, school.y);
        for (Zone& zone : map_.zones) zones += release(zone.node, zone.x, zone.y);
        quality_.count("map", Oddity::schools_off_road, "journeys in straight lines", {}, schools);
        quality_.count("map", Oddity::zones_off_road, "journeys in straight lines", {}, zones);
    }

    /// Roads of another place, or too few of them, make straight lines of journeys that look like roads'.
    void say_what_roads_reach(std::size_t without_way) {
        const auto pairs = static_cast<std::int64_t>(map_.travel.school.size());
        quality_.count("map", Oddity::no_way, "journeys in straight lines", {}, static_cast<std::int64_t>(without_way));
        const auto on_road = [](const auto& rows) {
            return std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.node.exists(); });
        };
        const auto schools = on_road(map_.schools), zones = on_road(map_.zones);
        const auto all = static_cast<std::int64_t>(map_.schools.size());
        if (without_way == 0) {
            map_.assumptions.push_back(fmt::format("A way by road joins all {} pairs of zone and school.", pairs));
            return;
        }
        std::int64_t own = 0, own_on_road = 0;
        for (const School& school : map_.schools) {
            own += school.in_area;
            own_on_road += school.in_area && school.node.exists();
        }
        std::string hardly;
        if (own_on_road * 2 < own && !options_.all) {
            const auto [west, east] = std::minmax_element(map_.roads.x.begin(), map_.roads.x.end());
            const auto [south, north] = std::minmax_element(map_.roads.y.begin(), map_.roads.y.end());
            hardly = fmt::format(
                "{} has roads of another place, or of a small part: {} of the area's {} schools lie near one; the "
                "roads lie between easting {} and {}, northing {} and {}. ",
                options_.roads->filename().string(), own_on_road, own, *west, *east, *south, *north);
        }
        map_.assumptions.push_back(fmt::format(
            "{}{} of {} schools and {} of {} zones lie within 1 km of a road given; journeys are straight lines (times "
            "{:.1f}) for {} of {} pairs of zone and school.",
            hardly, schools, all, zones, map_.zones.size(), map_.detour_factor, without_way, pairs));
    }

    /// Plans and pupils of different Januaries are not of one start: the reader must know both.
    void say_when_plans_were_counted() {
        std::map<int, std::vector<std::string>> of_year;
        for (const Authority& authority : map_.authorities)
            if (const PlansMaintained* plans = authority.sen2.latest();
                plans && authority.in_area && plans->year != map_.census.year())
                of_year[plans->year].push_back(authority.name);
        constexpr std::size_t most_named = 3;
        for (const auto& [year, names] : of_year) {
            std::string of = names.size() > most_named ? fmt::format("{} authorities", names.size())
                                                       : fmt::format("{}", fmt::join(names, ", "));
            const int years = std::abs(year - map_.census.year());
            map_.assumptions.push_back(
                fmt::format("The plans maintained in SEN2 ({}) are of January {}, {} year{} {} than the census of "
                            "schools, which is "
                            "of January {}: England's growth of plans stands for the time between.",
                            of, year, years, years == 1 ? "" : "s", year < map_.census.year() ? "earlier" : "later",
                            map_.census.year()));
        }
    }

    void describe() {
        std::vector<std::string> names;
        for (const Authority& authority : map_.authorities)
            if (authority.in_area) names.push_back(authority.name);
        map_.name = options_.all        ? "England"
                    : names.size() == 1 ? names[0]
                    : names.size() == 2 ? names[0] + " and " + names[1]
                                        : fmt::format("{} and {} others", names[0], names.size() - 1);
        std::int64_t coordinates = 0, capacity = 0, places = 0, bases = 0, mainstream = 0, special = 0,
                     unknown_bases = 0;
        for (const School& school : map_.schools) {
            if (!school.in_area) continue;
            coordinates += school.is_filled(Filled::coordinates);
            if (school.setting == Setting::mainstream) {
                ++mainstream;
                capacity += school.is_filled(Filled::capacity);
                const bool has_base = school.base_places[0] + school.base_places[1] > 0;
                bases += has_base && !school.is_filled(Filled::base_places);  // those of assumed_bases are told there
                unknown_bases += !has_base && school.is_filled(Filled::base_places);
            } else if (is_special(school.setting)) {
                ++special;
                places += school.is_filled(Filled::places);
            }
        }
        auto& said = map_.assumptions;
        say_what_is_anchored(map_);
        say_when_plans_were_counted();
        if (places > 0)
            said.push_back(
                fmt::format("Places at {} of {} special schools are not from the officer's list: they are their "
                            "recorded capacity, or pupils on roll / 1.06.",
                            places, special));
        if (capacity > 0)
            said.push_back(fmt::format(
                "Capacities of {} of {} mainstream schools are estimated from their rolls at England's occupancy.",
                capacity, mainstream));
        const std::int64_t own_numbers =
            std::count_if(map_.schools.begin(), map_.schools.end(), [](const School& school) {
                return school.in_area && school.setting == Setting::mainstream && !school.is_filled(Filled::pan);
            });
        const bool tables =
            std::any_of(own_tables_.begin(), own_tables_.end(), [](const OwnTable& table) { return table.is_numbers; });
        said.push_back(fmt::format(
            "{}ublished admission numbers are capacity shared over the year groups taught, a sixth-form year "
            "counting half; where a school has more pupils than places, its roll, less 3%.",
            tables ? fmt::format("Admission numbers of {} of {} mainstream schools are the officer's own. Elsewhere p",
                                 own_numbers, mainstream)
                   : std::string("P")));
        said.push_back(
            unknown_bases > 0
                ? fmt::format(
                      "The tables give the places in resourced provision or a SEN unit of {} mainstream schools; of "
                      "{} they give none, and none are assumed beyond what SEN2 or, without it, England's part and a "
                      "list say (nationally about 8% have one): give --provision.",
                      bases, unknown_bases)
                : fmt::format(
                      "The tables give the places in resourced provision or a SEN unit of {} mainstream schools.",
                      bases));
        if (coordinates > 0)
            said.push_back(
                fmt::format("{} schools without coordinates stand at the centre of their postcode district's schools, "
                            "or beside one of their kind in their authority.",
                            coordinates));
        if (!sources_.population && sources_.centroids.places.empty())
            said.push_back("No population was given: homes are placed around primary schools from their rolls.");
        else if (!sources_.population)
            said.push_back("No population was given: residents by age are estimated from the rolls of schools.");
        if (map_.roads.empty())
            said.push_back(
                fmt::format("No roads were given: journeys are straight lines times {:.1f}.", map_.detour_factor));
        said.push_back("Published attainment is not in these tables: schools start at the mean.");
        if (!options_.all && options_.halo_km > 0)
            said.push_back(
                fmt::format("Schools and homes within {:g} km of the area's schools are simulated and not measured.",
                            options_.halo_km));
    }

    const BuildOptions& options_;
    const Parallel& parallel_;
    std::vector<OwnTable> own_tables_;
    std::map<std::uint32_t, std::uint32_t> other_numbers_;  ///< number on the map of schools known by two
    std::map<std::string, int> unclear_;                    ///< schools left out that may be in an authority
    Map map_;
    QualityTable quality_;
    JoinedSchools joined_;
    ZoneSources sources_;
    std::set<std::string> chosen_;
    SchoolPlaces places_;
    std::set<std::uint32_t> own_;  ///< schools that tables say are of the authorities asked for
    std::map<std::string, std::size_t> authority_rows_;
};

}  // namespace

Map build_map(const BuildOptions& options, const Parallel& parallel, QualityParts* parts) {
    return MapBuilder(options, parallel).build(parts);
}

}  // namespace sendscape
