// SPDX-License-Identifier: MIT
#include "sim/scenario/unlikely_sizes.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "sim/scenario/prepare_map.h"
#include "sim/scenario/provision_text.h"

namespace sendscape {
namespace {

/// Where numbers of places become doubtful. All are assumption: somewhat above the largest of each kind in England.
struct LargestSize {
    int places;  ///< in all
    int growth;  ///< of once, where it more than doubles what is there
};
constexpr LargestSize largest_special{600, 100}, largest_base{100, 30}, largest_mainstream{3'000, 420};
constexpr int most_homes = 20'000, most_homes_a_year = 2'000;

// An admission number at most doubles or grows by two forms of entry, and is seldom cut to less than a third.
constexpr int most_times_pan = 2, two_forms = 60, least_part_of_pan = 3;
// A school has some more or fewer places than its admission number times its years, not twice as many.
constexpr int most_times_places = 2;

/// What a school has of the things that entries change, as they are gone through in order of date.
struct Sizes {
    int pan = 0, places = 0;
    std::array<int, 2> base{};  ///< primary, secondary
};

Sizes sizes_on_map(const School& school) {
    const bool mainstream = school.setting == Setting::mainstream;
    return {school.pan, mainstream ? school.capacity : school.commissioned_places, school.base_places};
}

/// What is doubtful of places that become `before + more`, or nothing.
std::string doubt_of_places(int before, int more, LargestSize largest) {
    if (before > 0 && more > before && more > largest.growth)
        return fmt::format("there are {} before, so that it more than doubles", before);
    if (before + more > largest.places)
        return fmt::format("it then has {}, more than any in England ({} is taken as the most)", before + more,
                           largest.places);
    return {};
}

class SizeNotes {
  public:
    explicit SizeNotes(const Map& map) : map_(map) {}

    void hold(const ProvisionChange& change, SchoolId site) {
        const School& school = map_.school(site);
        const bool opens = change.kind == ProvisionChange::Kind::open_school;
        // The map has an opened school's capacity and admission number already, and no place of it before it opens.
        Sizes& now = sizes_.try_emplace(site, opens ? Sizes{school.pan, 0, school.base_places} : sizes_on_map(school))
                         .first->second;
        int& base = now.base[change.phase == Phase::primary ? 0 : 1];
        switch (change.kind) {
            case ProvisionChange::Kind::open_school:
                hold_number_of_a_new_school(change, school);
                add_places(change, school, now.places);
                break;
            case ProvisionChange::Kind::open_base:
                if (now.base[0] + now.base[1] > 0) tell_second_base(change, school, now);
                add_places(change, school, base);
                break;
            case ProvisionChange::Kind::grow:
                add_places(change, school, is_base(change.setting) ? base : now.places);
                break;
            case ProvisionChange::Kind::close_school:
                break;
            case ProvisionChange::Kind::close_base:
                base = 0;
                break;
            case ProvisionChange::Kind::set_pan:
                hold_pan(change, school, now);
                break;
        }
    }

    void hold(const HomesBuilt& homes) {
        if (homes.a_year > homes.homes)
            add(homes, homes_text(homes),
                fmt::format("all would be built within the first year. Are the two numbers turned round?"));
        else if (homes.homes > most_homes || homes.a_year > most_homes_a_year)
            add(homes, homes_text(homes),
                fmt::format("more than any development in England ({} in all, {} a year are taken as the most). Is the "
                            "number meant?",
                            most_homes, most_homes_a_year));
    }

    std::vector<std::string> lines;

  private:
    void add(const EntryOrigin& entry, const std::string& what, const std::string& doubt) {
        lines.push_back(fmt::format("{}: {}: {}", entry.where, what, doubt));
    }

    void add_places(const ProvisionChange& change, const School& school, int& places) {
        const LargestSize largest = is_base(change.setting)                 ? largest_base
                                    : school.setting == Setting::mainstream ? largest_mainstream
                                                                            : largest_special;
        if (const std::string doubt = doubt_of_places(places, change.places, largest); !doubt.empty())
            add(change, provision_text(change, school, map_), doubt + ". Is the number meant? Places are of all years");
        places += change.places;
    }

    void hold_number_of_a_new_school(const ProvisionChange& change, const School& school) {
        const int years = school.high_ncy - school.low_ncy + 1;
        if (change.setting == Setting::mainstream && change.pan * years > most_times_places * change.places)
            add(change, provision_text(change, school, map_),
                fmt::format("it admits {} a year into {} years. Are both numbers meant? places are of all years, pan "
                            "is of the entry year",
                            change.pan, years));
    }

    void hold_pan(const ProvisionChange& change, const School& school, Sizes& now) {
        const bool more = change.pan > most_times_pan * now.pan && change.pan - now.pan > two_forms;
        const bool less = change.pan > 0 && change.pan * least_part_of_pan < now.pan;
        if (now.pan > 0 && (more || less))
            add(change, provision_text(change, school, map_),
                fmt::format("it admits {} a year before. Is the number meant? It is of the entry year, not of the "
                            "whole school",
                            now.pan));
        now.pan = change.pan;
    }

    void tell_second_base(const ProvisionChange& change, const School& school, const Sizes& now) {
        add(change, provision_text(change, school, map_),
            fmt::format("the school has a base already ({} primary, {} secondary places): the {} are added to it, and "
                        "it stays for the kind and needs that it has",
                        now.base[0], now.base[1], change.places));
    }

    const Map& map_;
    std::map<SchoolId, Sizes> sizes_;
};

}  // namespace

std::vector<std::string> unlikely_sizes(const Scenario& scenario, const Map& prepared_map) {
    SizeNotes notes(prepared_map);
    const std::vector<SchoolId> sites = sites_of(prepared_map, scenario.provision);
    for (std::size_t i = 0; i < sites.size(); ++i) notes.hold(scenario.provision[i], sites[i]);
    for (const HomesBuilt& homes : scenario.homes) notes.hold(homes);
    return std::move(notes.lines);
}

}  // namespace sendscape
