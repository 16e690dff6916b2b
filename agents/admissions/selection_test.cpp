// SPDX-License-Identifier: MIT
#include "agents/admissions/selection_test.h"

#include <algorithm>
#include <limits>

#include "agents/admissions/nearby.h"

namespace sendscape {

namespace {

// Assumptions: the test follows attainment, with as much luck of the day as a standard deviation of it.
constexpr double weight_of_attainment = 0.7;
constexpr double lost_to_send = 0.8;
constexpr std::uint32_t test_draw = 0xFFFFFFFFu;  ///< of the child's draws on schools: no school's row

}  // namespace

double test_score(const Pupils& pupils, PupilId child, const Step& step) {
    return weight_of_attainment * pupils.attainment[child] +
           step.draws.normal(Stream::admissions_preference, child.value, Month(0), test_draw) -
           (pupils.provision[child] == Provision::sen_support ? lost_to_send : 0.0);
}

bool has_selective_places(const Map& map, const std::vector<std::int32_t>& places) {
    for (std::size_t s = 0; s < places.size(); ++s)
        if (map.schools[s].selective && places[s] > 0) return true;
    return false;
}

PassMarks::PassMarks(const std::vector<PupilId>& who, const std::vector<SchoolId>& first_choice,
                     const std::vector<std::int32_t>& places, double per_place, const Pupils& pupils,
                     const Step& step) {
    constexpr double all_pass = -std::numeric_limits<double>::infinity();
    marks_.assign(step.map.authorities.size(), {all_pass, all_pass});
    std::vector<std::array<double, 2>> qualify(marks_.size(), {0, 0});
    for (std::size_t s = 0; s < places.size(); ++s) {
        const School& place = step.map.schools[s];
        if (!place.selective) continue;
        for (const bool girl : {false, true})
            if (takes(place.sex, girl))
                qualify[place.authority.value][girl ? 1 : 0] +=
                    per_place * places[s] / (place.sex == Sex::mixed ? 2 : 1);
    }
    std::vector<std::array<std::vector<double>, 2>> scores(marks_.size());
    for (std::size_t i = 0; i < who.size(); ++i) {
        if (!first_choice[i].exists() || !step.map.school(first_choice[i]).selective) continue;
        const std::uint32_t authority = step.map.school(first_choice[i]).authority.value;
        scores[authority][pupils.girl[who[i]] != 0 ? 1 : 0].push_back(test_score(pupils, who[i], step));
    }
    for (std::size_t a = 0; a < marks_.size(); ++a)
        for (const std::size_t sex : {std::size_t{0}, std::size_t{1}}) {
            auto& sat = scores[a][sex];
            const auto pass = static_cast<std::size_t>(qualify[a][sex]);
            if (pass == 0 || pass >= sat.size()) continue;
            const auto last = sat.begin() + static_cast<std::ptrdiff_t>(pass - 1);
            std::nth_element(sat.begin(), last, sat.end(), [](double left, double right) { return left > right; });
            marks_[a][sex] = *last;
        }
}

bool PassMarks::passes(const Pupils& pupils, PupilId child, AuthorityId authority, const Step& step) const {
    if (authority.value >= marks_.size()) return true;
    return test_score(pupils, child, step) >= marks_[authority.value][pupils.girl[child] != 0 ? 1 : 0];
}

}  // namespace sendscape
