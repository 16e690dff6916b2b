// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/services.h"
#include "agents/step.h"

namespace sendscape::testing {

/// England, January 2026: children by age on 31 August 2 to 25 (thousands; cohorts implied by SEN2's joiners per 1,000)
/// and plans maintained (SEN2 2026).
inline constexpr std::array<double, 24> england_children{595, 601, 614, 629, 644, 653, 665, 679, 688, 706, 712, 714,
                                                         706, 701, 690, 690, 690, 690, 690, 690, 690, 690, 690, 690};
inline constexpr std::array<double, 24> england_plans{535,   5003,  22312, 33028, 39600, 39838, 41596, 44469,
                                                      47974, 51387, 51296, 52986, 53511, 52245, 48113, 41907,
                                                      31936, 21751, 15556, 10479, 6718,  4038,  2212,  348};

/// One authority in one zone: a 150th part of England's children (60,000 pupils), all families of one child, plans by
/// age as published, SEN Support for one child in seven of school age, needs that show for one in twelve more.
struct PlansScene {
    Map map;
    Pupils pupils;
    Families families;
    Schools schools;
    Authorities authorities;
    Services services;
    Draws draws{7, 0};
    Parallel parallel{1};
    EventLog events;
    Month month{2026, 1};

    explicit PlansScene(double part = 1.0 / 150) {
        map.authorities.resize(2);
        map.zones.resize(1);
        map.zones[0].authority = AuthorityId(0);
        map.schools.resize(1);
        schools.append();
        Authorities::for_each_column(authorities, [](auto& column) { column.resize(2); });
        for (int age = 2; age <= 25; ++age) {
            const double children = england_children[age - 2] * 1000 * part, plans = england_plans[age - 2] * part;
            const int rows = static_cast<int>(age <= 18 ? children : plans);
            for (int i = 0; i < rows; ++i) add(age, i < static_cast<int>(plans), i);
        }
    }
    PupilId add(int age, bool plan, int i) {
        const PupilId p = pupils.append();
        const FamilyId family = families.append();
        families.zone[family] = ZoneId(0);
        pupils.family[p] = family;
        pupils.ncy[p] = static_cast<std::int8_t>(ncy_of_age(age));
        pupils.birth_month[p] = static_cast<std::uint8_t>(i * 7 % 12 + 1);
        pupils.setting[p] = age < 4 ? Setting::early_years : Setting::mainstream;
        if (age >= 4 && age <= 17) pupils.school[p] = SchoolId(0);
        const int luck = i * 37 % 84;
        if (plan || luck < 19) {
            pupils.underlying[p] = pupils.recorded[p] = i % 3 == 0 ? Need::slcn : i % 3 == 1 ? Need::asd : Need::semh;
            pupils.severity[p] = 0.15f + 0.4f * static_cast<float>(i % 11) / 10;
            pupils.onset_ncy[p] = first_ncy;
        }
        if (plan) {
            pupils.provision[p] = Provision::plan;
            pupils.required[p] = RequiredProvision::mainstream;
            pupils.plan_since[p] = pack(Month(2026, 1) - 6 - i * 5 % 60);
        } else if (age >= 4 && luck < 12) {
            pupils.provision[p] = Provision::sen_support;
        }
        return p;
    }
    [[nodiscard]] Step step() { return {map, month, draws, parallel, events}; }

    [[nodiscard]] int plans() const {
        int n = 0;
        for (std::size_t row = 0; row < pupils.size(); ++row)
            n += pupils.has_plan(PupilId(row)) && pupils.present(PupilId(row));
        return n;
    }
    [[nodiscard]] int count(EventKind kind) const {
        int n = 0;
        for (const Event& event : events.events()) n += event.kind == kind;
        return n;
    }
};

}  // namespace sendscape::testing
