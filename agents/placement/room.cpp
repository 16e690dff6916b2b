// SPDX-License-Identifier: MIT
#include "agents/placement/room.h"

#include <algorithm>
#include <array>

#include "agents/placement/post16.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/rolls.h"
#include "sim/core/summed.h"

namespace sendscape {

std::int32_t drawn_ceiling(std::int32_t places, double uniform, const PlacementParameters& p) {
    // Half of the schools lie evenly between their places and the median, half between it and the most.
    constexpr double half = 0.5;
    const double median = p.over_number_median;
    const double ratio = uniform < half ? 1.0 + (median - 1.0) * uniform / half
                                        : median + (p.over_number_ceiling - median) * (uniform - half) / half;
    return static_cast<std::int32_t>(static_cast<double>(places) * ratio + 0.5);
}

void Room::describe(const Map& map, const Schools& schools, const PlacementParameters& parameters) {
    const std::size_t rows = schools.size();
    roll_.assign(rows, 0);
    primary_.assign(rows, 0);
    places_.assign(rows, 0);
    ceiling_.assign(rows, 0);
    both_phases_.assign(rows, 0);
    in_base_.assign(rows, {});
    base_places_.assign(rows, {});
    primary_share_ = parameters.primary_share_all_through;
    for (std::size_t row = 0; row < rows; ++row) {
        const SchoolId s(row);
        places_[row] = schools.commissioned_places[s];
        ceiling_[row] = std::max(schools.ceiling[s], places_[row]);
        base_places_[row] = schools.base_places[s];
        const School& school = map.school(s);
        both_phases_[row] = school.low_ncy < year_7 - 1 && school.high_ncy > year_7 ? 1 : 0;
    }
}

Room Room::now(const Map& map, const Schools& schools, const PlacementParameters& parameters) {
    Room room;
    room.describe(map, schools, parameters);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        room.roll_[row] = schools.roll[s];
        room.in_base_[row] = schools.in_base[s];
        if (!room.both_phases_[row]) continue;
        for (int ncy = first_ncy; ncy < year_7; ++ncy) room.primary_[row] += schools.roll_by_year[s][year_index(ncy)];
    }
    return room;
}

Room Room::next_september(const Map& map, const Pupils& pupils, const Schools& schools,
                          const PlacementParameters& parameters, std::span<const std::int32_t> opening_special,
                          std::span<const std::array<std::int32_t, 2>> opening_base, const Parallel& parallel) {
    Room room;
    room.describe(map, schools, parameters);
    for (std::size_t row = 0; row < opening_special.size(); ++row) {
        room.places_[row] += opening_special[row];
        room.ceiling_[row] += opening_special[row];
    }
    for (std::size_t row = 0; row < opening_base.size(); ++row)
        for (std::size_t phase = 0; phase < 2; ++phase) room.base_places_[row][phase] += opening_base[row][phase];
    room.reception_left_.assign(schools.size(), 0);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const School& school = map.school(SchoolId(row));
        if (school.setting != Setting::state_special || !school.teaches(reception)) continue;
        const double primary = room.both_phases_[row] ? parameters.primary_share_all_through : 1.0;
        room.reception_left_[row] =
            static_cast<std::int32_t>(room.places_[row] * primary * parameters.reception_class + 0.5);
    }
    // Expected stayers are added up in thousandths: a sum of whole numbers is the same in any order.
    constexpr std::int64_t thousandths = 1000;
    std::vector<std::int64_t> stay(schools.size(), 0);
    const auto moves = [&](PupilId p) { return pupils.next_setting[p] != Setting::gone; };
    const auto moving =
        listed<PupilId>(parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
            for_each_plan_holder(pupils, first, end, [&](PupilId p) {
                if (moves(p) && pupils.next_school[p].exists()) found.push_back(p);
            });
        });
    for (const PupilId p : moving) room.count(pupils.next_school[p], pupils.next_setting[p], pupils.ncy[p] + 1, +1);
    std::array<std::int64_t, last_ncy - first_ncy + 1> share_of_year{};
    for (int ncy = first_ncy; ncy <= last_ncy; ++ncy)
        share_of_year[static_cast<std::size_t>(ncy - first_ncy)] =
            static_cast<std::int64_t>(special_stay_share(ncy) * thousandths + 0.5);
    const auto stays = [&](PupilId p) {
        const SchoolId s = pupils.school[p];
        const int ncy = pupils.ncy[p];
        if ((moves(p) && pupils.has_plan(p)) || !s.exists() || !map.school(s).teaches(ncy + 1)) return;
        if (is_base(pupils.setting[p])) {
            if (ncy + 1 < first_post16_ncy) room.count(s, pupils.setting[p], ncy + 1, +1);
            return;
        }
        stay[s.value] += share_of_year[static_cast<std::size_t>(std::clamp(ncy, first_ncy, last_ncy) - first_ncy)];
        if (ncy + 1 < year_7) ++room.primary_[s.value];
        if (ncy + 1 == reception) --room.reception_left_[s.value];
    };
    const auto in_places =
        listed<PupilId>(parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
            for (std::size_t n = 0; n < setting_count; ++n)
                if (const auto setting = static_cast<Setting>(n); is_special(setting) || is_base(setting))
                    for_each_of(pupils.setting, setting, first, end, [&](PupilId p) { found.push_back(p); });
        });
    for (const PupilId p : in_places) stays(p);
    for (std::size_t row = 0; row < stay.size(); ++row)
        room.roll_[row] += static_cast<std::int32_t>((stay[row] + thousandths / 2) / thousandths);
    return room;
}

std::int32_t Room::most_of_phase(std::int32_t places, int ncy) const {
    constexpr double either = 0.05;  // on each side of the split: assumption
    const double share = (ncy < year_7 ? primary_share_ : 1.0 - primary_share_) + either;
    return static_cast<std::int32_t>(static_cast<double>(places) * std::min(1.0, share) + 0.5);
}

std::int32_t Room::kept_for_reception(std::size_t row, int ncy) const {
    return ncy == reception || reception_left_.empty() ? 0 : std::max(0, reception_left_[row]);
}

std::int32_t Room::taken(std::size_t row, int ncy) const { return roll_[row] + kept_for_reception(row, ncy); }

std::int32_t Room::taken_in_phase(std::size_t row, int ncy) const {
    return ncy < year_7 ? primary_[row] + kept_for_reception(row, ncy) : roll_[row] - primary_[row];
}

std::int32_t Room::free_special(SchoolId school, int ncy) const {
    const std::size_t row = school.value;
    const std::int32_t left = places_[row] - taken(row, ncy);
    if (!both_phases_[row]) return left;
    return std::min(left, most_of_phase(places_[row], ncy) - taken_in_phase(row, ncy));
}

double Room::over_number_left(SchoolId school, int ncy) const {
    const std::size_t row = school.value;
    const std::int32_t above = ceiling_[row] - places_[row];
    const std::int32_t roll = taken(row, ncy);
    if (above <= 0 || roll >= ceiling_[row]) return 0;
    if (both_phases_[row] && taken_in_phase(row, ncy) >= most_of_phase(ceiling_[row], ncy)) return 0;
    return std::min(1.0, static_cast<double>(ceiling_[row] - roll) / static_cast<double>(above));
}

void Room::count(SchoolId school, Setting setting, int ncy, std::int32_t sign) {
    const std::size_t row = school.value;
    roll_[row] += sign;
    if (is_base(setting)) in_base_[row][base_phase(ncy)] += sign;
    if (both_phases_[row] && ncy < year_7) primary_[row] += sign;
    if (ncy == reception && !reception_left_.empty()) reception_left_[row] -= sign;
}

double special_stay_share(int ncy) {
    // 1.8% a year were recorded as returning to mainstream in 2015 to 2021 (DfE, Education, health and care plans
    // 2022); a few more leave the area and a few come (judged).
    constexpr double until_16 = 0.985;
    if (ncy + 1 < first_post16_ncy) return until_16;
    return post16_stay_share(SettingGroup::state_special, ncy + 1);
}

}  // namespace sendscape
