// SPDX-License-Identifier: MIT
#include "agents/admissions/independent_entry.h"

#include <algorithm>
#include <utility>

#include "agents/admissions/nearby.h"
#include "agents/families/residence.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::size_t independents_known = 4;  ///< nearest ones a family looks at: assumption
/// Log of how much likelier a family of the next less deprived tenth of England's neighbourhoods is to go: assumption.
constexpr double likelier_by_decile = 0.35;
constexpr double middle_decile = 5.5;
constexpr std::uint32_t independent_draw = 7;  ///< of the child's draws on preferences in a month

/// Places of one entry year that leavers make.
struct IndependentPlaces {
    std::vector<std::int32_t> at_school;
    std::vector<std::int32_t> beyond;  ///< by authority: in schools beyond the map, or that publish no roll
    std::int64_t total = 0;
};

class IndependentEntry {
  public:
    IndependentEntry(const AdmissionsRound& round, const Step& step, Month september,
                     const std::vector<RoundApplicant>& applicants, int ncy)
        : r_(round), step_(step), september_(september), applicants_(applicants), ncy_(ncy) {}

    void fill() {
        places_ = places_of_leavers();
        if (places_.total == 0) return;
        const auto near = near_applicants();
        for (const PupilId p : in_order_of_asking()) {
            if (places_.total == 0) break;
            if (!take_a_place_near(p, near[home(p).value])) take_a_place_beyond(p);
        }
    }

  private:
    [[nodiscard]] ZoneId home(PupilId p) const { return r_.families.zone[r_.pupils.family[p]]; }
    [[nodiscard]] std::size_t row_of_authority(PupilId p) const {
        return authority_of(r_.pupils, r_.families, step_.map, p).value;
    }

    [[nodiscard]] IndependentPlaces places_of_leavers() const {
        const Pupils& pupils = r_.pupils;
        IndependentPlaces places;
        places.at_school.assign(r_.schools.size(), 0);
        // Schools beyond the map, or that publish no roll, take as many of an authority's children as they did.
        places.beyond.assign(step_.map.authorities.size(), 0);
        for (std::size_t row = 0; row < pupils.size(); ++row) {
            const PupilId p(row);
            if ((pupils.ncy[p] != ncy_ && pupils.ncy[p] != ncy_ - 1) || !pupils.schooled_beyond_the_map(p)) continue;
            if (row_of_authority(p) < places.beyond.size())
                places.beyond[row_of_authority(p)] += pupils.ncy[p] == ncy_ ? 1 : -1;
        }
        for (std::int32_t& here : places.beyond) places.total += here = std::max(0, here);
        for (std::uint32_t row = 0; row < places.at_school.size(); ++row) {
            const SchoolId s(row);
            if (!suits(step_.map, r_.schools, s, ncy_, september_, SchoolKind::independent)) continue;
            const int now = r_.schools.roll_by_year[s][year_index(ncy_)];
            const int staying =
                step_.map.school(s).teaches(ncy_ - 1) ? r_.schools.roll_by_year[s][year_index(ncy_ - 1)] : 0;
            places.at_school[row] = std::max(0, now - staying);
            places.total += places.at_school[row];
        }
        return places;
    }

    [[nodiscard]] std::vector<std::vector<Nearby>> near_applicants() const {
        std::vector<std::uint8_t> homes(step_.map.zones.size(), 0);
        for (const RoundApplicant& a : applicants_)
            if (a.ncy == ncy_) homes[home(a.pupil).value] = 1;
        return nearest_schools(step_.map, r_.schools, ncy_, september_, SchoolKind::independent, independents_known,
                               step_.parallel, homes);
    }

    /// Who asks for a place first: an exponential waiting time for each child, shorter for the better off.
    [[nodiscard]] std::vector<PupilId> in_order_of_asking() const {
        const Pupils& pupils = r_.pupils;
        std::vector<std::pair<double, std::uint32_t>> order;
        const auto might_go = [&](PupilId p) {
            const int decile = r_.families.decile[pupils.family[p]];
            const double u = step_.draws.uniform(Stream::admissions_preference, p.value, step_.month, independent_draw);
            constexpr double above_zero = 0x1p-54;  // so that the logarithm exists
            order.emplace_back(-log(u + above_zero) / exp(likelier_by_decile * (decile - middle_decile)), p.value);
        };
        for (const RoundApplicant& a : applicants_)
            if (a.ncy == ncy_) might_go(a.pupil);
        // Between the years of entry few change school, but any child may leave a state school for an independent one.
        for (std::uint32_t row = 0; ncy_ != reception && ncy_ != year_7 && row < pupils.size(); ++row) {
            const PupilId p(row);
            if (pupils.ncy[p] == ncy_ - 1 && pupils.setting[p] == Setting::mainstream &&
                pupils.provision[p] != Provision::plan &&
                !needs_a_new_school(step_.map, r_.schools, r_.criteria.carried_to(pupils.school[p]), ncy_, september_))
                might_go(p);
        }
        std::sort(order.begin(), order.end());
        std::vector<PupilId> children;
        children.reserve(order.size());
        for (const auto& [wait, row] : order) children.emplace_back(row);
        return children;
    }

    bool take_a_place_near(PupilId p, const std::vector<Nearby>& near) {
        for (const Nearby& n : near) {
            if (places_.at_school[n.school.value] <= 0 || n.tenths > r_.parameters.independent_minutes * 10) continue;
            if (!takes(step_.map.school(n.school).sex, r_.pupils.girl[p] != 0)) continue;
            --places_.at_school[n.school.value];
            --places_.total;
            r_.pupils.next_school[p] = n.school;
            r_.pupils.next_setting[p] = Setting::independent_mainstream;
            break;
        }
        return is_provided_for(r_.pupils, p);
    }

    void take_a_place_beyond(PupilId p) {
        if (row_of_authority(p) >= places_.beyond.size() || places_.beyond[row_of_authority(p)] == 0) return;
        --places_.beyond[row_of_authority(p)];
        --places_.total;
        r_.pupils.next_setting[p] = Setting::independent_mainstream;
    }

    const AdmissionsRound& r_;
    const Step& step_;
    Month september_;
    const std::vector<RoundApplicant>& applicants_;
    int ncy_;
    IndependentPlaces places_;
};

}  // namespace

void fill_independent_places(const AdmissionsRound& round, const Step& step, Month september,
                             const std::vector<RoundApplicant>& applicants, const std::vector<int>& years) {
    for (const int ncy : years) IndependentEntry(round, step, september, applicants, ncy).fill();
}

}  // namespace sendscape
