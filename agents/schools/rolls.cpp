// SPDX-License-Identifier: MIT
#include "agents/schools/rolls.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr int most_tenths = std::numeric_limits<std::uint16_t>::max();  ///< what the column of journeys holds

void count_in(const Pupils& pupils, Schools& schools, PupilId p, int sign) {
    const SchoolId s = pupils.school[p];
    if (!s.exists()) return;
    schools.roll[s] += sign;
    if (pupils.provision[p] == Provision::plan) schools.plans[s] += sign;
    if (pupils.provision[p] == Provision::sen_support) schools.sen_support[s] += sign;
    const int ncy = pupils.ncy[p];
    if (is_base(pupils.setting[p])) schools.in_base[s][base_phase(ncy)] += sign;
    if (ncy >= first_ncy && ncy <= last_school_ncy) schools.roll_by_year[s][year_index(ncy)] += sign;
}

}  // namespace

void recount(const Pupils& pupils, Schools& schools, const Parallel& parallel) {
    // A child's year group and provision in one number, since its school is found at random in memory. Those at no
    // school, and so all who are gone, are counted in turn in rows of their own: to add to one number again and again
    // is to wait for it.
    constexpr std::size_t turns = 8;
    constexpr unsigned bits = 21;  // two million children of a year group
    constexpr std::uint64_t most = (std::uint64_t{1} << bits) - 1;
    constexpr std::array<std::uint64_t, 3> one_of{1, std::uint64_t{1} << bits, std::uint64_t{1} << 2 * bits};
    static_assert(static_cast<std::size_t>(Provision::plan) == one_of.size() - 1);
    constexpr std::size_t year_groups = 32;  // of two's power, with room for every one
    static_assert(last_ncy - first_ncy < static_cast<int>(year_groups));
    const std::size_t none = schools.size();
    using ByYear = std::array<std::uint64_t, year_groups>;
    const auto count_rows = [&](std::vector<ByYear>& counts, std::size_t first, std::size_t end) {
        const SchoolId* const school = pupils.school.data();
        const Setting* const setting = pupils.setting.data();
        const std::int8_t* const ncy = pupils.ncy.data();
        const Provision* const provision = pupils.provision.data();
        ByYear* const of_school = counts.data();
        for (std::size_t row = first; row < end; ++row) {
            const std::size_t at = school[row].value | (setting[row] != Setting::gone ? 0u : SchoolId::none_value);
            const auto year = static_cast<unsigned>(ncy[row] - first_ncy) % year_groups;
            of_school[std::min(at, none + row % turns)][year] += one_of[static_cast<std::size_t>(provision[row])];
        }
    };
    const auto counts = summed(parallel, pupils.size(), std::vector<ByYear>(none + turns), count_rows,
                               [](std::vector<ByYear>& sum, const std::vector<ByYear>& other) {
                                   for (std::size_t row = 0; row < sum.size(); ++row)
                                       for (std::size_t year = 0; year < year_groups; ++year)
                                           sum[row][year] += other[row][year];
                               });
    const auto of = [](std::uint64_t packed, Provision provision) {
        return static_cast<std::int32_t>(packed >> bits * static_cast<unsigned>(provision) & most);
    };
    const auto of_all = [&](std::uint64_t packed) {
        return of(packed, Provision::none) + of(packed, Provision::sen_support) + of(packed, Provision::plan);
    };
    constexpr std::size_t schools_at_once = 1024;
    parallel.for_blocks(
        schools.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t row = first; row < end; ++row) {
                const SchoolId s(row);
                std::uint64_t sum = 0;
                for (const std::uint64_t year : counts[row]) sum += year;
                schools.roll[s] = of_all(sum);
                schools.sen_support[s] = of(sum, Provision::sen_support);
                schools.plans[s] = of(sum, Provision::plan);
                schools.in_base[s] = {};
                auto& by_year = schools.roll_by_year[s];
                for (std::size_t year = 0; year < by_year.size(); ++year) by_year[year] = of_all(counts[row][year]);
            }
        },
        schools_at_once);
    const auto in_bases =
        listed<PupilId>(parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
            for (std::size_t setting = 0; setting < setting_count; ++setting)
                if (is_base(static_cast<Setting>(setting)))
                    for_each_of(pupils.setting, static_cast<Setting>(setting), first, end, [&](PupilId p) {
                        if (pupils.school[p].exists()) found.push_back(p);
                    });
        });
    for (const PupilId p : in_bases) ++schools.in_base[pupils.school[p]][base_phase(pupils.ncy[p])];
}

void recount_provision(const Pupils& pupils, Schools& schools, const Parallel& parallel) {
    constexpr std::size_t provisions = 3;
    const std::size_t none = schools.size();  // a row for whoever is at none: who is gone is at none
    using ByProvision = std::array<std::int32_t, provisions>;
    const auto has_provision = [&](PupilId p) {
        const bool with_sen = pupils.provision[p] != Provision::none, present = pupils.present(p);
        return with_sen & present;
    };
    const auto count_rows = [&](std::vector<ByProvision>& counts, std::size_t first, std::size_t end) {
        for_each_where(first, end, has_provision, [&](PupilId p) {
            const std::size_t school = std::min<std::size_t>(pupils.school[p].value, none);
            ++counts[school][static_cast<std::size_t>(pupils.provision[p])];
        });
    };
    const auto counts = summed(parallel, pupils.size(), std::vector<ByProvision>(none + 1), count_rows,
                               [](std::vector<ByProvision>& sum, const std::vector<ByProvision>& other) {
                                   for (std::size_t row = 0; row < sum.size(); ++row)
                                       for (std::size_t kind = 0; kind < provisions; ++kind)
                                           sum[row][kind] += other[row][kind];
                               });
    for (std::size_t row = 0; row < none; ++row) {
        schools.sen_support[SchoolId(row)] = counts[row][static_cast<std::size_t>(Provision::sen_support)];
        schools.plans[SchoolId(row)] = counts[row][static_cast<std::size_t>(Provision::plan)];
    }
}

Event move_to(Pupils& pupils, const Step& step, ZoneId home, PupilId p, Setting setting, SchoolId school,
              std::uint8_t cause) {
    Event event{.month = step.month, .pupil = p, .kind = EventKind::placed, .cause = cause};
    event.from = pupils.school[p].value;
    event.from_setting = pupils.setting[p];
    event.to = school.value;
    event.to_setting = setting;
    pupils.setting[p] = setting;
    pupils.school[p] = school;
    pupils.journey[p] = 0;
    if (school.exists() && school.value < step.map.schools.size() && home.exists())
        pupils.journey[p] = static_cast<std::uint16_t>(std::min(journey(step.map, home, school).tenths, most_tenths));
    return event;
}

void place(Pupils& pupils, Schools& schools, const Step& step, ZoneId home, PupilId p, Setting setting, SchoolId school,
           std::uint8_t cause) {
    if (pupils.present(p)) count_in(pupils, schools, p, -1);
    step.events.add(move_to(pupils, step, home, p, setting, school, cause));
    count_in(pupils, schools, p, +1);
}

void count_ended_plans(const Pupils& pupils, Schools& schools, std::span<const Event> events) {
    for (const Event& event : events) {
        const SchoolId s(event.from);
        if (event.kind != EventKind::plan_ceased || !s.exists()) continue;
        --schools.plans[s];
        if (pupils.present(event.pupil)) {
            if (pupils.provision[event.pupil] == Provision::sen_support) ++schools.sen_support[s];
            continue;
        }
        const int ncy = pupils.ncy[event.pupil];
        --schools.roll[s];
        if (is_base(event.from_setting)) --schools.in_base[s][base_phase(ncy)];
        if (ncy >= first_ncy && ncy <= last_school_ncy) --schools.roll_by_year[s][year_index(ncy)];
    }
}

}  // namespace sendscape
