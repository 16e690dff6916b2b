// SPDX-License-Identifier: MIT
#include "agents/authority/payments.h"

#include <algorithm>
#include <utility>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/weekly_hours.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// What authority.mainstream_top_up is for a child of usual need, so that another amount raises or lowers every band
/// alike: its default (judged: £5,000 to £9,000).
double usual_top_up() { return AuthorityParameters{}.mainstream_top_up; }

Pence a_month(double pounds_a_year) { return pounds(pounds_a_year) / months_a_year; }

struct Book {
    const Map& map;
    const Schools& schools;
    const AuthorityParameters& parameters;
    const SchoolParameters& school_parameters;
    const Authorities& authorities;
    Payments& payments;
    WeeklyHours weekly{school_parameters};
    double usual = usual_top_up();

    /// An authority's own cost of a child over what the parameters say: 1 where it gave none.
    [[nodiscard]] double own(AuthorityId payer, CostOf what) const {
        const double cost = payer.value < authorities.unit_cost.size()
                                ? authorities.unit_cost[payer][static_cast<std::size_t>(what)]
                                : 0.0;
        return cost > 0 ? cost : 1.0;
    }

    /// The one place where money passes from an authority to whoever teaches.
    void pay(AuthorityId payer, Heading heading, SchoolId to, SchoolIncome kind, Pence amount) const {
        payments.paid[payer.value][static_cast<std::size_t>(heading)] += amount;
        if (to.exists())
            payments.received[to.value][static_cast<std::size_t>(kind)] += amount;
        else
            payments.beyond[payer.value] += amount;
    }

    [[nodiscard]] static double band(const std::array<double, need_count>& bands, const Pupils& pupils, PupilId p) {
        const Need need = pupils.recorded[p];
        return need == Need::none ? 1.0 : bands[static_cast<std::size_t>(need)];
    }

    [[nodiscard]] double mainstream_top_up(const Pupils& pupils, PupilId p) const {
        const double hours = weekly.without_services(hours_for(pupils, p), pupils.severity[p]);
        return weekly.over_threshold(hours) * school_parameters.top_up_adequacy * parameters.mainstream_top_up / usual *
               band(parameters.mainstream_band, pupils, p);
    }

    /// A year's payment for a child in alternative provision: what place funding pays already is left out.
    [[nodiscard]] double alternative(SchoolId at) const {
        const bool by_place = parameters.alternative_by_place > 0 && funded_by_place(at);
        return by_place ? std::max(0.0, parameters.alternative - parameters.special_place) : parameters.alternative;
    }
    [[nodiscard]] bool funded_by_place(SchoolId at) const {
        return at.exists() && map.school(at).setting == Setting::alternative_provision &&
               map.school(at).authority.exists();
    }

    /// Of a child in another authority's specialist places.
    void adjust_for_border(AuthorityId payer, SchoolId at) const {
        const Pence amount = a_month(parameters.import_export);
        if (!at.exists()) {  // a state special school beyond the map
            pay(payer, Heading::import_export, at, SchoolIncome::places, amount);
            return;
        }
        const AuthorityId lies_in = map.school(at).authority;
        if (!lies_in.exists() || lies_in == payer) return;
        constexpr auto heading = static_cast<std::size_t>(Heading::import_export);
        payments.paid[payer.value][heading] += amount;
        payments.paid[lies_in.value][heading] -= amount;
    }

    void plan(const Pupils& pupils, PupilId p, AuthorityId payer) const {
        const Setting setting = pupils.setting[p];
        const SchoolId at = pupils.school[p];
        using enum SchoolIncome;
        const bool nursery_class = pupils.ncy[p] < reception && !at.exists();  // no school for which fees are paid
        if (setting == Setting::independent_mainstream && !nursery_class) {
            pay(payer, Heading::mainstream_top_up, at, fees,
                a_month(parameters.independent_mainstream * own(payer, CostOf::independent_mainstream)));
            return;
        }
        switch (group_of(setting)) {
            case SettingGroup::mainstream:
                pay(payer, Heading::mainstream_top_up, at, top_up,
                    a_month(mainstream_top_up(pupils, p) * own(payer, CostOf::mainstream)));
                return;
            case SettingGroup::base:
                pay(payer, Heading::base_places_and_top_up, at, top_up,
                    a_month(parameters.base_top_up * own(payer, CostOf::base) * band(parameters.base_band, pupils, p)));
                adjust_for_border(payer, at);
                return;
            case SettingGroup::state_special:
                pay(payer, Heading::state_special, at, top_up,
                    a_month(parameters.special_top_up * own(payer, CostOf::state_special) *
                            band(parameters.special_band, pupils, p)));
                adjust_for_border(payer, at);
                return;
            case SettingGroup::independent_special:
                pay(payer, Heading::independent_special, at, fees,
                    a_month(parameters.independent_special * own(payer, CostOf::independent_special)));
                return;
            case SettingGroup::alternative_provision:
                pay(payer, Heading::alternative_provision, at, fees,
                    a_month(alternative(at) * own(payer, CostOf::alternative_provision)));
                return;
            case SettingGroup::further_education:
                pay(payer, Heading::further_education, at, fees,
                    a_month(parameters.further_education * own(payer, CostOf::further_education)));
                return;
            case SettingGroup::eotas:
                pay(payer, Heading::eotas, at, fees, a_month(parameters.eotas * own(payer, CostOf::eotas)));
                return;
            case SettingGroup::early_years:
                if (at.exists())  // a nursery class
                    pay(payer, Heading::mainstream_top_up, at, top_up,
                        a_month(mainstream_top_up(pupils, p) * own(payer, CostOf::mainstream)));
                return;
            case SettingGroup::home_education:
            case SettingGroup::neet:
            case SettingGroup::no_setting:
                return;  // nothing is paid
        }
    }

    void school(SchoolId s) const {
        const School& site = map.school(s);
        const AuthorityId payer = site.authority;
        if (site.setting == Setting::state_special)
            pay(payer, Heading::state_special, s, SchoolIncome::places,
                pounds(parameters.special_place * own(payer, CostOf::state_special)) *
                    std::max(schools.commissioned_places[s], schools.roll[s]) / months_a_year);
        if (parameters.alternative_by_place > 0 && funded_by_place(s))
            pay(payer, Heading::alternative_provision, s, SchoolIncome::places,
                pounds(parameters.special_place * own(payer, CostOf::alternative_provision)) *
                    std::max(schools.commissioned_places[s], schools.roll[s]) / months_a_year);
        for (std::size_t phase = 0; phase < 2; ++phase) {
            const std::int32_t filled = schools.in_base[s][phase];
            const std::int32_t empty = std::max(0, schools.base_places[s][phase] - filled);
            pay(payer, Heading::base_places_and_top_up, s, SchoolIncome::places,
                (pounds(parameters.base_place_filled * own(payer, CostOf::base)) * filled +
                 pounds(parameters.base_place_empty) * empty) /
                    months_a_year);
        }
        if (!is_state_mainstream(site.setting)) return;
        const double above = schools.plans[s] - school_parameters.targeted_above / per_hundred * schools.roll[s];
        if (above > 0)
            pay(payer, Heading::mainstream_top_up, s, SchoolIncome::targeted,
                a_month(above * school_parameters.targeted_amount));
    }
};

void add_payments(Payments& sum, const Payments& other) {
    for (std::size_t a = 0; a < sum.paid.size(); ++a) {
        for (std::size_t heading = 0; heading < heading_count; ++heading)
            sum.paid[a][heading] += other.paid[a][heading];
        sum.beyond[a] += other.beyond[a];
    }
    for (std::size_t s = 0; s < sum.received.size(); ++s)
        for (std::size_t kind = 0; kind < sum.received[s].size(); ++kind)
            sum.received[s][kind] += other.received[s][kind];
}

}  // namespace

Payments payments_of(const Map& map, Month month, const Pupils& pupils, const Families& families,
                     const Schools& schools, const AuthorityParameters& parameters,
                     const SchoolParameters& school_parameters, const Authorities& authorities,
                     const Parallel& parallel) {
    Payments none;
    none.paid.resize(map.authorities.size());
    none.beyond.resize(map.authorities.size());
    none.received.resize(schools.size());
    const auto pay_for_rows = [&](Payments& sum, std::size_t first, std::size_t end) {
        const Book book{map, schools, parameters, school_parameters, authorities, sum};
        for_each_plan_holder_at_home(
            pupils, families, first, end,
            [&](PupilId p) { book.plan(pupils, p, authority_of(pupils, families, map, p)); }, pupils.school, pupils.ncy,
            pupils.recorded);
        // Others in alternative provision are paid for too.
        for_each_of(pupils.setting, Setting::alternative_provision, first, end, [&](PupilId p) {
            if (pupils.has_plan(p)) return;
            const AuthorityId payer = authority_of(pupils, families, map, p);
            book.pay(payer, Heading::alternative_provision, pupils.school[p], SchoolIncome::fees,
                     a_month(book.alternative(pupils.school[p]) * book.own(payer, CostOf::alternative_provision)));
        });
    };
    Payments payments = summed(parallel, pupils.size(), std::move(none), pay_for_rows, add_payments);
    const Book book{map, schools, parameters, school_parameters, authorities, payments};
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (schools.open(SchoolId(row), month) && map.school(SchoolId(row)).authority.exists())
            book.school(SchoolId(row));
    return payments;
}

void pay_for_children(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                      Authorities& authorities, const AuthorityParameters& parameters,
                      const SchoolParameters& school_parameters) {
    Payments payments = payments_of(step.map, step.month, pupils, families, schools, parameters, school_parameters,
                                    authorities, step.parallel);
    for (std::size_t row = 0; row < authorities.size() && row < payments.paid.size(); ++row) {
        authorities.spend[AuthorityId(row)] = payments.paid[row];
        authorities.paid_beyond[AuthorityId(row)] = payments.beyond[row];
    }
    schools.received.values() = std::move(payments.received);
}

void move_funding_of_excluded(const Step& step, const Pupils& pupils, Schools& schools, Authorities& authorities,
                              const SchoolParameters& school_parameters) {
    constexpr int last_month_of_the_year = 3;
    const int months_left = (last_month_of_the_year - step.month.month_of_year() + months_a_year) % months_a_year;
    for (const Event& event : step.events.events()) {
        if (event.kind != EventKind::excluded || !SchoolId(event.from).exists()) continue;
        const SchoolId from(event.from), to = pupils.school[event.pupil];
        const School& site = step.map.school(from);
        if (!site.authority.exists() || !is_state_mainstream(site.setting) || to == from) continue;
        const int ncy = pupils.ncy[event.pupil];
        if (ncy < reception || ncy > last_ncy_of_school_age) continue;
        const double core = (ncy < year_7 ? school_parameters.core_primary : school_parameters.core_secondary) *
                            (1 + school_parameters.core_uplift);
        const Pence amount = pounds(core) * months_left / months_a_year;
        constexpr auto kind = static_cast<std::size_t>(SchoolIncome::exclusions);
        schools.received[from][kind] -= amount;
        schools.reserve[from] -= amount;
        if (to.exists())
            schools.received[to][kind] += amount;
        else
            authorities.paid_beyond[site.authority] += amount;
    }
}

}  // namespace sendscape
