// SPDX-License-Identifier: MIT
#include "visualiser/levers.h"

#include "sim/scenario/read_scenario.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/core/error.h"
#include "sim/output/recording.h"
#include "sim/parameters.h"
#include "sim/scenario/config_files.h"
#include "visualiser/drawn_catchment.h"

namespace sendscape {
namespace {

constexpr std::uint32_t first_lever_urn = 890'001;

template <class T>
std::vector<T> without(const std::vector<T>& all, const std::vector<T>& taken) {
    std::vector<T> rest;
    for (const T& one : all)
        if (std::find(taken.begin(), taken.end(), one) == taken.end()) rest.push_back(one);
    return rest;
}

/// Values of a parameter in force in a month.
std::vector<double> in_force(const std::vector<ParameterChange>& changes, const std::string& key, Month month) {
    Parameters standard;
    const auto field = find_parameter(key)->field(standard);
    std::vector<double> values(field.begin(), field.end());
    for (const ParameterChange& change : changes)  // in order of date
        if (change.key == key && change.from <= month) values = change.values;
    return values;
}

Phase base_phase(const School& school) { return school.teaches(3) ? Phase::primary : Phase::secondary; }

}  // namespace

Levers::Levers(Scenario base, std::vector<PolicyLever> policies)
    : current_(std::move(base)), policies_(std::move(policies)) {}

void Levers::remember() {
    State state{current_, {}, words_, in_hand_, in_hand_since_, false, {}};
    for (const PolicyLever& policy : policies_) state.on.push_back(policy.on);
    history_.push_back(std::move(state));
}

bool Levers::undo() {
    if (history_.empty()) return false;
    State& state = history_.back();
    current_ = std::move(state.scenario);
    for (std::size_t i = 0; i < policies_.size(); ++i) policies_[i].on = state.on[i];
    words_ = std::move(state.words);
    in_hand_ = std::move(state.in_hand);
    in_hand_since_ = state.in_hand_since;
    if (state.supersedes) history_[*state.supersedes].superseded = false;
    history_.pop_back();
    return true;
}

std::vector<std::string> Levers::told() const {
    std::vector<std::string> all;
    const auto tell = [&](const std::string& words) {
        if (!words.empty() && std::find(all.begin(), all.end(), words) == all.end()) all.push_back(words);
    };
    for (const State& state : history_)
        if (!state.superseded) tell(state.words);
    tell(words_);
    return all;
}

std::uint32_t Levers::free_urn() const {
    std::uint32_t urn = first_lever_urn;
    for (const ProvisionChange& other : current_.provision)
        if (other.kind == ProvisionChange::Kind::open_school && other.urn >= urn && other.urn < first_lever_urn + 1000)
            urn = other.urn + 1;
    return urn;
}

void Levers::build(ProvisionChange change, std::string words) {
    remember();
    in_hand_ = change;
    in_hand_since_ = history_.size();
    words_ = std::move(words);
    add(std::move(change));
}

void Levers::alter(ProvisionChange changed, std::string words) {
    if (!in_hand_ || *in_hand_ == changed) return;
    remember();
    history_.back().supersedes = in_hand_since_;
    history_[in_hand_since_].superseded = true;
    in_hand_since_ = history_.size();
    std::erase(current_.provision, *in_hand_);
    in_hand_ = changed;
    words_ = std::move(words);
    add(std::move(changed));
}

void Levers::add(ProvisionChange change) {
    change.where = "lever";
    current_.provision.push_back(std::move(change));
    settle(current_);
}

void Levers::toggle_policy(std::size_t index, Month from) {
    if (index >= policies_.size()) return;
    remember();
    PolicyLever& policy = policies_[index];
    policy.on = !policy.on;
    words_ = fmt::format("{}: {} from {}", policy.title, policy.on ? "on" : "off", long_name(from));
    if (policy.on) {
        for (ParameterChange change : policy.changes) {
            change.from = std::max(change.from, from);
            change.label = change.label.empty() ? policy.title : change.label;
            current_.changes.push_back(std::move(change));
        }
        for (ProvisionChange change : policy.provision) {
            change.on = std::max(change.on, from);
            current_.provision.push_back(std::move(change));
        }
        for (CriteriaChange criteria : policy.criteria) {
            criteria.on = std::max(criteria.on, from);
            current_.criteria.push_back(std::move(criteria));
        }
        for (HomesBuilt homes : policy.homes) {
            homes.on = std::max(homes.on, from);
            current_.homes.push_back(std::move(homes));
        }
    } else {
        // From this month on values in force are set back and what is dated later is left out; what was built stays.
        std::vector<ParameterChange> others;
        for (const ParameterChange& change : current_.changes)
            if (std::none_of(policy.changes.begin(), policy.changes.end(), [&](const ParameterChange& own) {
                    return own.key == change.key && own.values == change.values && change.from >= own.from;
                }))
                others.push_back(change);
        std::erase_if(current_.changes, [&](const ParameterChange& change) {
            return change.from >= from && std::find(others.begin(), others.end(), change) == others.end();
        });
        for (const ParameterChange& own : policy.changes) {
            if (in_force(current_.changes, own.key, from) == in_force(others, own.key, from)) continue;
            current_.changes.push_back(
                {{policy.title + " ends", "lever"}, from, own.key, in_force(others, own.key, from)});
        }
        std::erase_if(current_.provision, [&](const ProvisionChange& change) {
            if (change.on < from) return false;
            return std::any_of(policy.provision.begin(), policy.provision.end(), [&](ProvisionChange own) {
                own.on = change.on;
                return own == change;
            });
        });
        std::erase_if(current_.criteria, [&](const CriteriaChange& criteria) {
            if (criteria.on < from) return false;
            return std::any_of(policy.criteria.begin(), policy.criteria.end(), [&](CriteriaChange own) {
                own.on = criteria.on;
                return own == criteria;
            });
        });
        std::erase_if(current_.homes, [&](const HomesBuilt& homes) {
            if (homes.on < from) return false;
            return std::any_of(policy.homes.begin(), policy.homes.end(), [&](HomesBuilt own) {
                own.on = homes.on;
                return own == homes;
            });
        });
    }
    settle(current_);
}

int Levers::pan(const School& school, Month month) const {
    int pan = school.pan;
    for (const ProvisionChange& change : current_.provision)  // in order of date
        if (change.kind == ProvisionChange::Kind::set_pan && change.urn == school.urn && change.on <= month)
            pan = change.pan;
    return pan;
}

int Levers::places(const School& school, Month month) const {
    int places = school.commissioned_places;
    for (const ProvisionChange& change : current_.provision)
        if (change.kind == ProvisionChange::Kind::grow && change.urn == school.urn && change.on <= month &&
            !is_base(change.setting))
            places += change.places;
    return places;
}

int Levers::base_places(const School& school, Month month) const {
    int places = school.base_places[0] + school.base_places[1];
    for (const ProvisionChange& change : current_.provision) {
        if (change.urn != school.urn || change.on > month) continue;
        if (change.kind == ProvisionChange::Kind::open_base) places += change.places;
        if (change.kind == ProvisionChange::Kind::grow && is_base(change.setting)) places += change.places;
        if (change.kind == ProvisionChange::Kind::close_base) places = 0;
    }
    return places;
}

bool Levers::base_closed(const School& school, Month month) const {
    bool closed = false;
    for (const ProvisionChange& change : current_.provision) {  // in order of date
        if (change.urn != school.urn || change.on > month) continue;
        if (change.kind == ProvisionChange::Kind::close_base) closed = true;
        if (change.kind == ProvisionChange::Kind::open_base) closed = false;
    }
    return closed;
}

bool Levers::closing(const School& school) const {
    return std::any_of(current_.provision.begin(), current_.provision.end(), [&](const ProvisionChange& o) {
        return o.kind == ProvisionChange::Kind::close_school && o.urn == school.urn;
    });
}

void Levers::change_pan(const School& school, int by, Month from) {
    // Dated September it would be the number of offers already made in spring.
    const Month on = from.month_of_year() == 9 ? from + 1 : from;
    const int now = pan(school, on);
    const int wanted = std::clamp(now + by, 0, 600);
    if (wanted == now) return;
    remember();
    std::erase_if(current_.provision, [&](const ProvisionChange& o) {
        return o.kind == ProvisionChange::Kind::set_pan && o.urn == school.urn && o.on == on;
    });
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::set_pan;
    change.on = on;
    change.urn = school.urn;
    change.setting = Setting::mainstream;
    change.pan = wanted;
    words_ = fmt::format("{} admits {} a year from {}", school.name, wanted, long_name(on));
    add(std::move(change));
}

void Levers::change_places(const School& school, int by, Month from) {
    const int now = places(school, from);
    const int wanted = std::max(now + by, 0);
    if (wanted == now) return;
    remember();
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::grow;
    change.on = from;
    change.urn = school.urn;
    change.setting = school.setting;
    change.places = wanted - now;
    for (const ProvisionChange& other : current_.provision)
        if (other.kind == change.kind && other.urn == school.urn && other.on == from && !is_base(other.setting))
            change.places += other.places;
    std::erase_if(current_.provision, [&](const ProvisionChange& o) {
        return o.kind == ProvisionChange::Kind::grow && o.urn == school.urn && o.on == from && !is_base(o.setting);
    });
    words_ = fmt::format("{} has {} places from {}", school.name, wanted, long_name(from));
    if (change.places != 0)
        add(std::move(change));
    else
        settle(current_);
}

void Levers::open_base(const School& school, Month from) {
    remember();
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::open_base;
    change.on = from;
    change.urn = school.urn;
    change.setting = Setting::resourced_provision;
    change.places = new_base_places;
    change.phase = base_phase(school);
    change.needs = static_cast<NeedSet>(need_bit(Need::asd) | need_bit(Need::slcn) | need_bit(Need::semh));
    words_ = fmt::format("A base of {} places opens at {}, {}", new_base_places, school.name, long_name(from));
    in_hand_ = change;
    in_hand_since_ = history_.size();
    add(std::move(change));
}

void Levers::close_base(const School& school, Month from) {
    remember();
    // Without one on the map or in the scenario it is the authority that has opened it: in whatever phase is taught.
    const bool known = base_places(school, from) > 0;
    for (std::size_t phase = 0; phase < 2; ++phase) {
        const bool opened =
            std::any_of(current_.provision.begin(), current_.provision.end(), [&](const ProvisionChange& o) {
                return o.kind == ProvisionChange::Kind::open_base && o.urn == school.urn &&
                       static_cast<std::size_t>(o.phase) == phase;
            });
        if (known ? school.base_places[phase] <= 0 && !opened : !school.teaches(phase == 0 ? 3 : 8)) continue;
        ProvisionChange change;
        change.kind = ProvisionChange::Kind::close_base;
        change.on = from;
        change.urn = school.urn;
        change.setting = school.base_places[phase] > 0 ? school.base_kind : Setting::resourced_provision;
        change.phase = phase == 0 ? Phase::primary : Phase::secondary;
        add(std::move(change));
    }
    words_ = fmt::format("The base at {} closes, {}", school.name, long_name(from));
}

void Levers::close_school(const School& school, Month from) {
    remember();
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::close_school;
    change.on = from;
    change.urn = school.urn;
    change.setting = school.setting;
    words_ = fmt::format("{} closes, {}", school.name, long_name(from));
    add(std::move(change));
}

void Levers::open_special(const Area& area, Month from) {
    remember();
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::open_school;
    change.on = from;
    change.urn = free_urn();
    change.near = area.name;
    change.name = fmt::format("New special school, {}", area.name);
    change.setting = Setting::state_special;
    change.places = new_special_places;
    change.yearly_parts = true;
    change.all_through = true;
    change.needs = static_cast<NeedSet>(need_bit(Need::asd) | need_bit(Need::semh) | need_bit(Need::slcn));
    words_ = fmt::format("A special school of {} places opens in {} in yearly parts, {}", new_special_places, area.name,
                         long_name(from));
    in_hand_ = change;
    in_hand_since_ = history_.size();
    add(std::move(change));
}

CriteriaOrder Levers::criteria(const School& school, const std::string& authority, Month month) const {
    const std::string key(parameter_of_every_authority);
    Month every(0);
    for (const ParameterChange& change : current_.changes)
        if (change.key == key && change.from <= month) every = std::max(every, change.from);
    CriteriaOrder order = order_of(in_force(current_.changes, key, month));
    Month since(0);
    for (const CriteriaChange& change : current_.criteria) {
        const Month on = in_force_from(change);
        const bool own =
            change.urn != 0 ? change.urn == school.urn : !school.own_admissions && change.authority == authority;
        if (change.draws_catchment() || !own || on > month || on < every || on < since) continue;
        order = change.order, since = on;
    }
    return order;
}

void Levers::draw_catchment(const School& school, const std::string& authority, GridRings rings, Month from) {
    if (rings.empty()) return;
    remember();
    // Dated September it would be the catchment of offers already made in spring.
    const Month on = from.month_of_year() == 9 ? from + 1 : from;
    CriteriaChange change;
    change.on = on;
    change.urn = school.urn;
    change.rings = std::move(rings);
    change.label = fmt::format("{}: its catchment drawn anew", school.name);
    change.where = "lever";
    std::erase_if(current_.criteria, [&](const CriteriaChange& o) { return contradict(o, change); });
    current_.criteria.push_back(change);
    words_ = fmt::format("{}: its catchment drawn anew from {}", school.name, long_name(on));
    const CriteriaOrder now = criteria(school, authority, on), asked = with_catchment(now);
    if (asked != now) {
        CriteriaChange order;
        order.on = on;
        order.where = "lever";
        if (school.own_admissions)
            order.urn = school.urn;
        else
            order.authority = authority;
        order.order = asked;
        order.label =
            fmt::format("{}: catchment among its criteria", school.own_admissions ? school.name : "Authority");
        std::erase_if(current_.criteria, [&](const CriteriaChange& o) { return contradict(o, order); });
        current_.criteria.push_back(std::move(order));
        words_ += "; its criteria then ask for it";
    }
    settle(current_);
}

std::vector<PolicyLever> read_policy_levers(const std::string& scenario, const Scenario& base) {
    std::vector<PolicyLever> levers;
    for (const std::string& name : config_names(ConfigKind::policy)) {
        try {
            Overrides overrides;
            overrides.policies = {name};
            const Scenario with = read_scenario(scenario, overrides);
            const auto about = std::find_if(with.policies.begin(), with.policies.end(),
                                            [&](const PolicyAbout& one) { return one.name == name; });
            PolicyLever lever;
            lever.name = lever.title = name;
            if (about != with.policies.end()) {
                if (!about->title.empty()) lever.title = about->title;
                lever.sentence = about->description;
                lever.asks = about->asks;
                lever.source = about->source;
                lever.known = effect_known_labels[static_cast<std::size_t>(about->known)].words;
            }
            lever.changes = without(with.changes, base.changes);
            lever.provision = without(with.provision, base.provision);
            lever.criteria = without(with.criteria, base.criteria);
            lever.homes = without(with.homes, base.homes);
            lever.in_scenario =
                lever.changes.empty() && lever.provision.empty() && lever.criteria.empty() && lever.homes.empty();
            levers.push_back(std::move(lever));
        } catch (const InputError&) {
            continue;  // a policy for another place
        }
    }
    std::stable_sort(levers.begin(), levers.end(),
                     [](const PolicyLever& a, const PolicyLever& b) { return a.asks < b.asks; });
    return levers;
}

std::shared_ptr<const Film> sketch(const Film& film, const Scenario& before, const Scenario& after) {
    auto drawn = std::make_shared<Film>(film);
    drawn->sketched = true;
    const auto row = [&](Month month) {
        return static_cast<int>(std::clamp(month - film.first, 0, std::max(film.months - 1, 0)));
    };
    for (const ProvisionChange& change : without(after.provision, before.provision)) {
        const int from = row(change.on);
        std::string words = "A lever";
        std::size_t s = 0;
        while (s < drawn->schools.size() && (change.urn == 0 || drawn->schools[s].urn != change.urn)) ++s;
        if (change.kind == ProvisionChange::Kind::open_school) {
            words = change.name;
            // A row more for every month: the site in the area's middle until the simulation says where.
            School school;
            school.urn = change.urn;
            school.name = change.name;
            school.setting = change.setting;
            school.phase = SchoolPhase::all_through;
            school.high_ncy = 14;
            for (std::size_t a = 0; a < drawn->areas.size(); ++a)
                if (drawn->areas[a].name == change.near) {
                    school.area = AreaId(a);
                    school.x = drawn->areas[a].x;
                    school.y = drawn->areas[a].y;
                }
            for (const Zone& zone : drawn->zones)
                if (zone.code == change.near) school.area = zone.area, school.x = zone.x, school.y = zone.y;
            const std::size_t old_count = drawn->schools.size();
            drawn->schools.push_back(school);
            std::vector<SchoolMonth> months;
            months.reserve(static_cast<std::size_t>(film.months) * (old_count + 1));
            for (int m = 0; m < film.months; ++m) {
                const auto begin =
                    drawn->school_months.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(m) * old_count);
                months.insert(months.end(), begin, begin + static_cast<std::ptrdiff_t>(old_count));
                SchoolMonth now;
                now.open = m >= from ? 1 : 0;
                now.places = static_cast<float>(m >= from ? change.places : 0);
                months.push_back(now);
            }
            drawn->school_months = std::move(months);
            if (film.each) {  // in no run has it children with a plan yet
                auto each = std::make_shared<EachRun>(*drawn->each);
                const auto runs = static_cast<std::ptrdiff_t>(film.replicates);
                for (std::ptrdiff_t m = film.months; m > 0; --m)
                    each->plans.insert(each->plans.begin() + m * static_cast<std::ptrdiff_t>(old_count) * runs,
                                       static_cast<std::size_t>(runs), 0);
                drawn->each = std::move(each);
            }
        } else if (s < drawn->schools.size()) {
            words = drawn->schools[s].name;
            School& school = drawn->schools[s];
            if (change.kind == ProvisionChange::Kind::open_base)
                school.base_places[change.phase == Phase::primary ? 0 : 1] += change.places;
            if (change.kind == ProvisionChange::Kind::close_base) school.base_places = {};
            for (int m = from; m < film.months; ++m) {
                SchoolMonth& now = drawn->school_months[static_cast<std::size_t>(m) * drawn->schools.size() + s];
                if (change.kind == ProvisionChange::Kind::close_school) now.open = 0;
                if (change.kind == ProvisionChange::Kind::grow) now.places += static_cast<float>(change.places);
            }
        }
        drawn->flags.push_back({static_cast<std::int16_t>(from), words, change_kind(change.kind)});
    }
    for (const HomesBuilt& homes : without(after.homes, before.homes))
        drawn->flags.push_back({static_cast<std::int16_t>(row(homes.on)), homes_text(homes), ChangeKind::homes});
    for (const CriteriaChange& change : without(after.criteria, before.criteria))
        drawn->flags.push_back({static_cast<std::int16_t>(row(change.on)),
                                change.label.empty() ? criteria_text(change) : change.label, ChangeKind::criteria});
    for (const ParameterChange& change : without(after.changes, before.changes)) {
        const std::string words = change.label.empty() ? change.key : change.label;
        drawn->flags.push_back({static_cast<std::int16_t>(row(change.from)), words, ChangeKind::parameter});
    }
    std::stable_sort(drawn->flags.begin(), drawn->flags.end(),
                     [](const Flag& a, const Flag& b) { return a.month < b.month; });
    return drawn;
}

}  // namespace sendscape
