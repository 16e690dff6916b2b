// SPDX-License-Identifier: MIT
#include "sim/output/stocks_and_flows.h"

#include <algorithm>
#include <utility>

#include "agents/families/arrivals.h"
#include "agents/families/plan_holders_at_home.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr std::int32_t in_time_tenths = 200;      // 20 weeks: SEND Regulations 2014 reg 13(2)
constexpr std::int32_t over_a_year_tenths = 520;  // SEN2 publishes the share issued after 52 weeks

std::size_t need_index(Need need) {
    const auto index = static_cast<std::size_t>(need);
    return index < need_count ? index : static_cast<std::size_t>(Need::oth);
}

std::size_t age_index(int ncy) { return static_cast<std::size_t>(std::clamp(age_of_ncy(ncy) - 2, 0, 23)); }

std::size_t place_kind_of(Setting setting) {
    if (setting == Setting::state_special) return static_cast<std::size_t>(PlaceKind::special);
    if (is_base(setting)) return static_cast<std::size_t>(PlaceKind::base);
    if (setting == Setting::alternative_provision) return static_cast<std::size_t>(PlaceKind::alternative);
    return place_kind_count;
}

std::size_t place_kind_of(RequiredProvision required) {
    if (required == RequiredProvision::special) return static_cast<std::size_t>(PlaceKind::special);
    if (required == RequiredProvision::base) return static_cast<std::size_t>(PlaceKind::base);
    if (required == RequiredProvision::alternative) return static_cast<std::size_t>(PlaceKind::alternative);
    return place_kind_count;
}

void count_monthly(const World& w, PupilId p, std::uint32_t authority, std::uint32_t area, Stocks& c) {
    const Pupils& pupils = w.pupils;
    const std::size_t need = need_index(pupils.recorded[p]);
    const int ncy = pupils.ncy[p];
    ++c.plans_by_setting[authority * setting_count + static_cast<std::size_t>(pupils.counted_setting(p))];
    ++c.plans_by_need[authority * need_count + need];
    ++c.plans_by_age[authority * age_count + age_index(ncy)];
    if (pupils.setting[p] == Setting::awaiting && ncy >= reception && ncy <= 11) ++c.awaiting[authority];
    if (area == Scope::outside) return;
    ++c.plans_by_area[area];
    const Unmet unmet = unmet_kind(pupils, p);
    if (unmet == Unmet::none) return;
    const std::size_t kind = static_cast<std::size_t>(unmet) - 1;
    const auto phase = static_cast<std::size_t>(phase_of_ncy(ncy));
    ++c.shortfall[((area * phase_count + phase) * need_count + need) * shortfall_kind_count + kind];
}

void count_january_plan(const World& w, const Scope& scope, PupilId p, ZoneId home, std::uint32_t authority,
                        std::uint32_t area, Stocks& c) {
    const Pupils& pupils = w.pupils;
    const int ncy = pupils.ncy[p];
    const auto phase = static_cast<std::size_t>(phase_of_ncy(ncy));
    const auto setting = static_cast<std::size_t>(pupils.counted_setting(p));
    const SchoolId school = pupils.school[p];
    const std::size_t place = place_kind_of(pupils.setting[p]);
    const auto cell = [&](std::size_t in_area) { return (in_area * phase_count + phase) * place_kind_count; };

    const std::uint32_t school_authority =
        school.exists() ? scope.authority[w.map->school(school).authority.value] : Scope::outside;
    // A state special school beyond the map is another authority's.
    const bool crosses = school.exists() ? w.map->school(school).authority != w.map->zone(home).authority
                                         : pupils.setting[p] == Setting::state_special;
    if (crosses && school.exists() && school_authority != Scope::outside) {
        ++c.border[(std::size_t{school_authority} * setting_count + setting) * 2];
        const AreaId school_area = w.map->school(school).area;
        if (place < place_kind_count && school_area.exists()) ++c.imports[cell(school_area.value) + place];
    }
    if (authority == Scope::outside) return;
    if (crosses) ++c.border[(std::size_t{authority} * setting_count + setting) * 2 + 1];

    ++c.plans_by_age_setting[(authority * age_count + age_index(ncy)) * setting_count + setting];
    ++c.plans_by_need_setting[(authority * need_count + need_index(pupils.recorded[p])) * setting_count + setting];
    const std::uint8_t decile = w.map->zone(home).decile;
    ++c.plans_by_decile[authority * decile_count + static_cast<std::size_t>(std::clamp<int>(decile, 1, 10) - 1)];
    if (area != Scope::outside) {
        if (crosses && place < place_kind_count) ++c.exports[cell(area) + place];
        const std::size_t required = place_kind_of(pupils.required[p]);
        // A child whose independent school was chosen for itself asks for no state place (SCAP counts it apart).
        const bool independent =
            pupils.setting[p] == Setting::independent_special || pupils.setting[p] == Setting::non_maintained_special;
        // Who is taught in AP is counted with its rolls.
        const bool in_alternative = required == static_cast<std::size_t>(PlaceKind::alternative) &&
                                    pupils.setting[p] == Setting::alternative_provision && school.exists();
        const bool asks = !in_alternative && (!independent || pupils.out_of_area_for_want[p] != 0);
        if (required < place_kind_count && asks) ++c.required[cell(area) + required];
    }
    if (school.exists() && pupils.journey[p] > 0) {
        const std::size_t row = authority * phase_count + phase;
        ++c.journeys[row];
        c.journey_tenths[row] += pupils.journey[p];
        // Statutory guidance on travel: 45 minutes at primary age, 75 at secondary.
        if (pupils.journey[p] > (ncy < year_7 ? 450 : 750)) ++c.journeys_over[row];
    }
}

std::int64_t thousandths(float unmet) { return static_cast<std::int64_t>(static_cast<double>(unmet) * 1000.0 + 0.5); }

void count_plan_holders(const World& w, const Scope& scope, bool january, std::size_t from, std::size_t to, Stocks& c) {
    constexpr std::size_t ahead = 8;  // homes stand far apart in memory: they are asked for some children before
    const Pupils& pupils = w.pupils;
    BlockOfRows room;
    for (std::size_t first = from; first < to; first += rows_per_block) {
        const std::size_t end = std::min(first + rows_per_block, to);
        const auto rows = rows_where(first, end, room, [&](PupilId p) {
            return (pupils.provision[p] == Provision::plan) & (pupils.setting[p] != Setting::gone);
        });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i + 2 * ahead < rows.size()) {
                const PupilId later(rows[i + 2 * ahead]);
                ask_for(pupils.family[later], pupils.school[later], pupils.recorded[later], pupils.ncy[later],
                        pupils.required[later]);
            }
            if (i + ahead < rows.size()) ask_for_home(pupils, w.families, PupilId(rows[i + ahead]));
            const PupilId p(rows[i]);
            const ZoneId home = w.home(p);
            if (!home.exists()) continue;
            const std::uint32_t authority = scope.zone_authority[home.value];
            const std::uint32_t area = scope.zone_area[home.value];
            if (authority != Scope::outside) count_monthly(w, p, authority, area, c);
            if (january) count_january_plan(w, scope, p, home, authority, area, c);
        }
    }
}

/// Of a resident of an authority that is measured, at a school.
void count_at_school(const Pupils& pupils, PupilId p, std::uint32_t authority, Stocks& c) {
    const int ncy = pupils.ncy[p];
    const std::size_t cell = authority * phase_count + static_cast<std::size_t>(phase_of_ncy(ncy));
    if (pupils.journey[p] != 0 && !pupils.has_plan(p)) {
        ++c.other_journeys[cell];
        c.other_journey_tenths[cell] += pupils.journey[p];
    }
    if (ncy != 6 && ncy != 11) return;
    const std::size_t group = cell * 2 + (pupils.provision[p] == Provision::none ? 1 : 0);
    ++c.tested[group];
    c.attainment_thousandths[group] += static_cast<std::int64_t>(pupils.attainment[p] * 1000);
}

void count_everyone(const World& w, const Scope& scope, std::size_t first, std::size_t end, Stocks& c) {
    const Pupils& pupils = w.pupils;
    for (std::size_t row = first; row < end; ++row) {
        const PupilId p(row);
        const SchoolId school = pupils.school[p];
        const bool present = pupils.present(p);
        if (!present && !school.exists()) continue;
        if (school.exists() && pupils.disadvantaged[p] != 0 && !is_base(pupils.setting[p])) ++c.meals[school.value];
        const std::uint32_t authority = scope.authority_of_zone(w.home(p));
        if (authority == Scope::outside) continue;
        if (school.exists()) count_at_school(pupils, p, authority, c);
        if (!present) continue;
        const bool plan = pupils.provision[p] == Provision::plan;
        const int ncy = pupils.ncy[p];
        ++c.residents_by_age[authority * age_count + age_index(ncy)];
        if (!plan && pupils.setting[p] == Setting::awaiting && ncy >= reception && ncy <= 11)
            ++c.awaiting_without_plan[authority];
        if (plan) c.unmet_thousandths[std::size_t{authority} * 2] += thousandths(pupils.unmet[p]);
        if (pupils.provision[p] == Provision::sen_support) {
            ++c.sen_support[authority];
            c.unmet_thousandths[std::size_t{authority} * 2 + 1] += thousandths(pupils.unmet[p]);
        }
    }
}

}  // namespace

Scope::Scope(const Map& map) : areas(map.areas.size()), schools(map.schools.size()) {
    for (std::size_t row = 0; row < map.authorities.size(); ++row) {
        const bool measured = map.authorities[row].in_area;
        authority.push_back(measured ? static_cast<std::uint32_t>(authorities.size()) : outside);
        if (measured) authorities.emplace_back(row);
    }
    for (const Zone& zone : map.zones) {
        zone_authority.push_back(zone.authority.exists() ? authority[zone.authority.value] : outside);
        zone_area.push_back(zone.area.exists() ? zone.area.value : outside);
    }
}

Flows::Flows(std::size_t authorities) : rows(authorities) {}

void Flows::clear() { std::fill(rows.begin(), rows.end(), Row{}); }

void Flows::add(const Flows& other) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Row& to = rows[i];
        const Row& from = other.rows[i];
        to.requested += from.requested;
        to.refused += from.refused;
        to.agreed += from.agreed;
        to.not_issued += from.not_issued;
        to.issued += from.issued;
        to.in_time += from.in_time;
        to.over_a_year += from.over_a_year;
        to.weeks_tenths += from.weeks_tenths;
        to.first_special += from.first_special;
        to.ceased += from.ceased;
        to.moved_in += from.moved_in;
        to.moved_out += from.moved_out;
        for (std::size_t k = 0; k < phase_count; ++k) to.to_new_homes[k] += from.to_new_homes[k];
        for (std::size_t k = 0; k < appeal_kind_count; ++k) to.appeals_lodged[k] += from.appeals_lodged[k];
        for (std::size_t k = 0; k < appeal_outcome_count; ++k) to.appeals_decided[k] += from.appeals_decided[k];
        to.suspended += from.suspended;
        to.excluded += from.excluded;
        to.off_rolled += from.off_rolled;
        for (std::size_t k = 0; k < to.offers.size(); ++k) to.offers[k] += from.offers[k];
        for (std::size_t k = 0; k < to.offers_later.size(); ++k) to.offers_later[k] += from.offers_later[k];
        for (std::size_t k = 0; k < to.admission_appeals.size(); ++k)
            to.admission_appeals[k] += from.admission_appeals[k];
        for (std::size_t k = 0; k < to.fair_access.size(); ++k) to.fair_access[k] += from.fair_access[k];
        for (std::size_t k = 0; k < to.responses.size(); ++k) to.responses[k] += from.responses[k];
        for (std::size_t k = 0; k < service_count; ++k) {
            to.referred[k] += from.referred[k];
            to.service_refused[k] += from.service_refused[k];
            to.service_started[k] += from.service_started[k];
        }
    }
}

namespace {

/// What a school of the area did under strain.
void count_response(const World& world, const Scope& scope, const Event& event, Flows& flows) {
    if (event.from >= scope.schools || event.cause >= school_response_count) return;
    const School& school = world.map->schools[event.from];
    const std::uint32_t authority = scope.authority[school.authority.value];
    if (authority != Scope::outside && school.in_area) ++flows.rows[authority].responses[event.cause];
}

void count_issued(const Event& event, Flows::Row& row) {
    ++row.issued;
    row.weeks_tenths += event.detail;
    if (event.detail <= in_time_tenths) ++row.in_time;
    if (event.detail > over_a_year_tenths) ++row.over_a_year;
    if (event.to == static_cast<std::uint32_t>(RequiredProvision::special)) ++row.first_special;
}

/// Offers and the appeals that follow are made in spring, the year before entry: `ncy` is that of the year before.
void count_admission_appeal(const Event& event, int ncy, Flows::Row& row) {
    const auto phase = static_cast<std::size_t>(phase_of_ncy(ncy + 1));
    ++row.admission_appeals[phase * 2];
    if (event.detail != 0) ++row.admission_appeals[phase * 2 + 1];
}

void count_fair_access(const Event& event, int ncy, Flows::Row& row) {
    if (event.cause == static_cast<std::uint8_t>(FairAccess::usual) || event.cause >= fair_access_count) return;
    ++row.fair_access[static_cast<std::size_t>(phase_of_ncy(ncy)) * (fair_access_count - 1) + event.cause - 1];
}

void count_offer(const Event& event, int ncy, Flows::Row& row) {
    if (event.cause != static_cast<std::uint8_t>(OfferMade::round)) {  // not of the day of the offers
        if (event.cause < offer_made_count) ++row.offers_later[event.cause - std::size_t{1}];
        return;
    }
    constexpr int last_rank = static_cast<int>(preference_count) - 1;
    const Phase phase = ncy + 1 < year_7 ? Phase::primary : Phase::secondary;
    const auto rank = static_cast<std::size_t>(std::clamp(event.detail, 0, last_rank));
    ++row.offers[static_cast<std::size_t>(phase) * preference_count + rank];
}

}  // namespace

namespace {

void count_some_events(const World& world, const Scope& scope, std::span<const Event> events, Flows& flows) {
    const auto zone_of = [&](std::uint32_t zone) {
        return zone < scope.zone_authority.size() ? scope.zone_authority[zone] : Scope::outside;
    };
    const Pupils& pupils = world.pupils;
    for (std::size_t i = 0; i < events.size(); ++i) {
        constexpr std::size_t ahead = 8;  // those to whom something happens stand far apart in memory
        const auto pupil_of = [&](std::size_t later) {
            return later < events.size() ? events[later].pupil : PupilId{};
        };
        if (const PupilId p = pupil_of(i + 2 * ahead); p.exists()) ask_for(pupils.family[p], pupils.ncy[p]);
        if (const PupilId p = pupil_of(i + ahead); p.exists()) ask_for_home(pupils, world.families, p);
        const Event& event = events[i];
        if (event.kind == EventKind::school_response) {
            count_response(world, scope, event, flows);
            continue;
        }
        if (!event.pupil.exists()) continue;
        std::uint32_t authority = scope.authority_of_zone(world.home(event.pupil));
        // A family that has left may be given a home outside: where it left from is what counts.
        if (event.kind == EventKind::plan_moved_out && zone_of(event.from) != Scope::outside)
            authority = zone_of(event.from);
        if (authority == Scope::outside) continue;
        Flows::Row& row = flows.rows[authority];
        switch (event.kind) {
            case EventKind::plan_requested:
                ++row.requested;
                break;
            case EventKind::plan_refused:
                ++row.refused;
                break;
            case EventKind::assessment_agreed:
                ++row.agreed;
                break;
            case EventKind::plan_not_issued:
                ++row.not_issued;
                break;
            case EventKind::plan_issued:
                count_issued(event, row);
                break;
            case EventKind::plan_ceased:
                ++row.ceased;
                break;
            case EventKind::plan_moved_in:
                ++row.moved_in;
                break;
            case EventKind::moved_in:
                if (event.cause == static_cast<std::uint8_t>(HomeFound::newly_built))
                    ++row.to_new_homes[static_cast<std::size_t>(phase_of_ncy(world.pupils.ncy[event.pupil]))];
                break;
            case EventKind::plan_moved_out:
                ++row.moved_out;
                break;
            case EventKind::appeal_lodged:
                if (event.cause < appeal_kind_count) ++row.appeals_lodged[event.cause];
                break;
            case EventKind::appeal_decided:
                if (event.to < appeal_outcome_count) ++row.appeals_decided[event.to];
                break;
            case EventKind::suspended:
                ++row.suspended;
                break;
            case EventKind::excluded:
                ++row.excluded;
                break;
            case EventKind::off_rolled:
                ++row.off_rolled;
                break;
            case EventKind::admission_appeal:
                count_admission_appeal(event, world.pupils.ncy[event.pupil], row);
                break;
            case EventKind::offer:
                count_offer(event, world.pupils.ncy[event.pupil], row);
                break;
            case EventKind::placed:
                count_fair_access(event, world.pupils.ncy[event.pupil], row);
                break;
            case EventKind::service_referred:
                if (event.cause < service_count) ++row.referred[event.cause];
                break;
            case EventKind::service_refused:
                if (event.cause < service_count) ++row.service_refused[event.cause];
                break;
            case EventKind::service_started:
                if (event.cause < service_count) ++row.service_started[event.cause];
                break;
            default:
                break;
        }
    }
}

}  // namespace

void count_events(const World& world, const Scope& scope, Flows& flows, const Parallel& parallel) {
    const std::span<const Event> events = world.events.events();
    const auto count_part = [&](Flows& sum, std::size_t first, std::size_t end) {
        count_some_events(world, scope, events.subspan(first, end - first), sum);
    };
    flows.add(summed(parallel, events.size(), Flows(flows.rows.size()), count_part,
                     [](Flows& sum, const Flows& other) { sum.add(other); }));
}

namespace {

/// Calls f for every list of counts that is made afresh for each moment, of one or of two stocks alike.
template <class F, class... S>
void for_each_count(F&& f, S&... stocks) {
    f(stocks.plans_by_setting...);
    f(stocks.plans_by_need...);
    f(stocks.plans_by_age...);
    f(stocks.plans_by_area...);
    f(stocks.shortfall...);
    f(stocks.awaiting...);
    f(stocks.plans_by_age_setting...);
    f(stocks.plans_by_need_setting...);
    f(stocks.plans_by_decile...);
    f(stocks.residents_by_age...);
    f(stocks.sen_support...);
    f(stocks.awaiting_without_plan...);
    f(stocks.required...);
    f(stocks.imports...);
    f(stocks.exports...);
    f(stocks.border...);
    f(stocks.journeys...);
    f(stocks.journey_tenths...);
    f(stocks.journeys_over...);
    f(stocks.unmet_thousandths...);
    f(stocks.other_journeys...);
    f(stocks.other_journey_tenths...);
    f(stocks.tested...);
    f(stocks.attainment_thousandths...);
}

void add_counts(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& other) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
}

void add_stocks(Stocks& sum, const Stocks& other) {
    for_each_count(add_counts, sum, other);
    add_counts(sum.meals, other.meals);
}

}  // namespace

Stocks::Stocks(const Scope& scope) : authorities(scope.authorities.size()), areas(scope.areas) {
    const std::size_t by_phase_kind = areas * phase_count * place_kind_count;
    plans_by_setting.resize(authorities * setting_count);
    plans_by_need.resize(authorities * need_count);
    plans_by_age.resize(authorities * age_count);
    plans_by_area.resize(areas);
    shortfall.resize(areas * phase_count * need_count * shortfall_kind_count);
    awaiting.resize(authorities);
    plans_by_age_setting.resize(authorities * age_count * setting_count);
    plans_by_need_setting.resize(authorities * need_count * setting_count);
    plans_by_decile.resize(authorities * decile_count);
    residents_by_age.resize(authorities * age_count);
    sen_support.resize(authorities);
    awaiting_without_plan.resize(authorities);
    required.resize(by_phase_kind);
    imports.resize(by_phase_kind);
    exports.resize(by_phase_kind);
    border.resize(authorities * setting_count * 2);
    journeys.resize(authorities * phase_count);
    journey_tenths.resize(authorities * phase_count);
    journeys_over.resize(authorities * phase_count);
    unmet_thousandths.resize(authorities * 2);
    other_journeys.resize(authorities * phase_count);
    other_journey_tenths.resize(authorities * phase_count);
    tested.resize(authorities * phase_count * 2);
    attainment_thousandths.resize(authorities * phase_count * 2);
}

void take_stock(const World& w, const Scope& scope, bool january, Stocks& c, const Parallel& parallel) {
    for_each_count([](std::vector<std::int64_t>& counts) { std::fill(counts.begin(), counts.end(), 0); }, c);
    if (january) c.meals.assign(w.schools.size(), 0);
    const auto count_rows = [&](Stocks& sum, std::size_t first, std::size_t end) {
        count_plan_holders(w, scope, january, first, end, sum);
        if (january) count_everyone(w, scope, first, end, sum);
    };
    c = summed(parallel, w.pupils.size(), std::move(c), count_rows, add_stocks);
}

}  // namespace sendscape
