// SPDX-License-Identifier: MIT
#include "sim/scenario/check_provision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sim/scenario/scenario_file.h"

namespace sendscape {
namespace {

/// What is known of a school's dates and base as the openings are gone through in order of date.
struct Site {
    Month opens, closes;
    std::string opened_by, closed_by;  ///< file:line, or the map
    std::array<int, 2> base{};         ///< places: primary, secondary
};

Site site_at_start(const School& school) {
    return {school.opens, school.closes, "the map", "the map", school.base_places};
}

std::string named(const School& school) { return fmt::format("URN {} ({})", school.urn, school.name); }

/// Holds openings against the map and one another, on a copy of the map without the parts no rule looks at.
class OpeningRules {
  public:
    OpeningRules(const Map& map, const std::vector<ProvisionChange>& provision, ConfigProblems& problems)
        : changes_(provision), problems_(problems), sites_(provision.size()) {
        map_.authorities = map.authorities;
        map_.areas = map.areas;
        map_.zones = map.zones;
        map_.schools = map.schools;
    }

    void check() {
        bring_schools();
        find_sites();
        note_closures();
        check_amalgamations();
        for (std::size_t i = 0; i < changes_.size(); ++i)
            if (sites_[i] && changes_[i].on != no_date) check_change(changes_[i], *sites_[i]);
    }

  private:
    void bring_schools() {
        const std::vector<std::uint32_t> urns = new_urns(changes_);
        std::set<std::uint32_t> known;
        for (const School& school : map_.schools) known.insert(school.urn);
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const ProvisionChange& change = changes_[i];
            if (change.kind != ProvisionChange::Kind::open_school || change.near.empty())
                continue;  // the file's reader has reported it
            if (change.pan > 0 && change.setting != Setting::mainstream)
                problems_.add(change.where, "pan: only a mainstream school publishes an admission number");
            // Two openings of one URN have been reported by the file's reader.
            if (!known.insert(urns[i]).second) {
                if (std::any_of(map_.schools.begin(), map_.schools.end() - static_cast<std::ptrdiff_t>(brought_),
                                [&](const School& school) { return school.urn == urns[i]; }))
                    problems_.add(change.where,
                                  fmt::format("duplicate URN {}: the map has a school of that number", urns[i]));
                continue;
            }
            problems_.gather(change.where, [&] {
                map_.schools.push_back(opened_school(map_, change, urns[i]));
                ++brought_;
                const SchoolId site(map_.schools.size() - 1);
                sites_[i] = site;
                state(site).opened_by = change.where;
            });
        }
    }

    void find_sites() {
        std::set<SchoolId> taken;
        const auto fails_to_open = [&](std::uint32_t urn) {
            for (std::size_t i = 0; i < changes_.size(); ++i)
                if (changes_[i].kind == ProvisionChange::Kind::open_school && changes_[i].urn == urn && !sites_[i])
                    return true;
            return false;
        };
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const ProvisionChange& change = changes_[i];
            if (change.kind == ProvisionChange::Kind::open_school || (change.urn == 0 && change.near.empty())) continue;
            if (change.urn != 0 && fails_to_open(change.urn))
                continue;  // the opening that fails is the mistake, not this
            problems_.gather(change.where, [&] { sites_[i] = site_of(map_, change, change.urn, taken); });
        }
    }

    /// Before anything else is checked, so that on one date a closure counts wherever it stands in the file.
    void note_closures() {
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const ProvisionChange& change = changes_[i];
            if (change.kind != ProvisionChange::Kind::close_school || !sites_[i] || change.on == no_date) continue;
            Site& site = state(*sites_[i]);
            const School& school = map_.school(*sites_[i]);
            if (site.closes <= change.on) {
                problems_.add(change.where, fmt::format("{} closes already in {} ({})", named(school),
                                                        to_text(site.closes), site.closed_by));
            } else if (change.on <= site.opens) {
                problems_.add(change.where,
                              fmt::format("{} opens only in {} ({}): it cannot close in {}", named(school),
                                          to_text(site.opens), site.opened_by, to_text(change.on)));
            } else {
                site.closes = change.on;
                site.closed_by = change.where;
            }
        }
    }

    void check_amalgamations() {
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const ProvisionChange& change = changes_[i];
            if (change.into == 0 || !sites_[i] || change.on == no_date) continue;
            std::size_t row = 0;
            while (row < map_.schools.size() && map_.schools[row].urn != change.into) ++row;
            if (row == map_.schools.size()) {
                problems_.add(change.where, fmt::format("into: no school with URN {} on the map", change.into));
                continue;
            }
            const School &from = map_.school(*sites_[i]), &into = map_.schools[row];
            const Site& site = state(SchoolId(row));
            if (from.setting != Setting::mainstream || into.setting != Setting::mainstream)
                problems_.add(
                    change.where,
                    fmt::format("into: {} is of the kind '{}' and {} of the kind '{}': only mainstream schools "
                                "are amalgamated",
                                named(from), label(from.setting).words, named(into), label(into.setting).words));
            else if (change.on < site.opens || change.on >= site.closes)
                problems_.add(change.where, fmt::format("into: {} is not open in {}", named(into), to_text(change.on)));
            else if (into.high_ncy < from.low_ncy || into.low_ncy > from.high_ncy)
                problems_.add(change.where,
                              fmt::format("into: {} teaches no year that {} teaches", named(into), named(from)));
        }
    }

    void check_change(const ProvisionChange& change, SchoolId id) {
        if (change.kind == ProvisionChange::Kind::open_school || change.kind == ProvisionChange::Kind::close_school)
            return;
        const School& school = map_.school(id);
        Site& site = state(id);
        if (change.on >= site.closes)
            return problems_.add(change.where,
                                 fmt::format("{} is closed from {} ({}): nothing can change there in {}", named(school),
                                             to_text(site.closes), site.closed_by, to_text(change.on)));
        if (change.on < site.opens)
            return problems_.add(change.where,
                                 fmt::format("{} opens only in {} ({}): nothing can change there in {}", named(school),
                                             to_text(site.opens), site.opened_by, to_text(change.on)));
        int& base = site.base[change.phase == Phase::primary ? 0 : 1];
        switch (change.kind) {
            case ProvisionChange::Kind::open_base:
                base += change.places;
                break;
            case ProvisionChange::Kind::grow:
            case ProvisionChange::Kind::close_base:
                if (change.kind == ProvisionChange::Kind::grow && !is_base(change.setting)) break;
                if (base == 0)
                    return problems_.add(
                        change.where,
                        fmt::format("{} has no {} base in {} to {}: one is made by [[open]], or known to the map from "
                                    "'sendscape map build' --provision",
                                    named(school), phase_labels[static_cast<std::size_t>(change.phase)].code,
                                    to_text(change.on), change.kind == ProvisionChange::Kind::grow ? "grow" : "close"));
                base = change.kind == ProvisionChange::Kind::grow ? base + change.places : 0;
                break;
            case ProvisionChange::Kind::set_pan:
                if (school.setting != Setting::mainstream)
                    problems_.add(change.where,
                                  fmt::format("{} is of the kind '{}': only a mainstream school publishes an admission "
                                              "number",
                                              named(school), label(school.setting).words));
                break;
            default:
                break;
        }
    }

    Site& state(SchoolId id) { return states_.try_emplace(id, site_at_start(map_.school(id))).first->second; }

    const std::vector<ProvisionChange>& changes_;
    ConfigProblems& problems_;
    Map map_;
    std::size_t brought_ = 0;
    std::vector<std::optional<SchoolId>> sites_;  ///< by opening; none where it has none
    std::map<SchoolId, Site> states_;
};

}  // namespace

void add_provision_problems(const Map& map, const std::vector<ProvisionChange>& provision, ConfigProblems& problems) {
    if (!provision.empty()) OpeningRules(map, provision, problems).check();
}

}  // namespace sendscape
