#include "agents/admissions/waiting_lists.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "agents/admissions/nearby.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

/// Rows of one school's list for one year group, best placed first.
struct List {
    SchoolId school;
    int ncy = 0;
    std::int32_t free = 0;
    std::vector<std::uint32_t> rows;
};

/// A child may still be offered the place: it is here, has no plan, and is of the year.
bool still_waits(const Pupils& pupils, PupilId p, int entry, bool term) {
    if (!pupils.present(p) || pupils.has_plan(p) || pupils.ncy[p] != (term ? entry : entry - 1)) return false;
    const Setting setting = term ? pupils.setting[p] : pupils.next_setting[p];
    return setting == Setting::mainstream || (term && setting == Setting::awaiting) ||
           (!term && setting == Setting::gone);
}

}  // namespace

void WaitingLists::add(SchoolId at, PupilId child, std::uint64_t place_in_order, int year, int preference) {
    school.push_back(at);
    pupil.push_back(child);
    priority.push_back(place_in_order);
    ncy.push_back(static_cast<std::int8_t>(year));
    rank.push_back(static_cast<std::uint8_t>(preference));
}

void WaitingLists::remove(const std::vector<std::uint8_t>& drop) {
    for_each_column(*this, [&](auto& column) {
        std::size_t kept = 0;
        auto& values = column.values();
        for (std::size_t row = 0; row < values.size(); ++row)
            if (!drop[row]) values[kept++] = values[row];
        values.resize(kept);
    });
}

std::vector<std::array<std::int32_t, 12>> entering(const Pupils& pupils, const Schools& schools,
                                                   const AdmissionParameters& parameters) {
    std::vector<std::array<std::int32_t, 12>> count(schools.size());
    for_each_unusual(pupils.next_school, SchoolId{}, 0, pupils.size(), [&](PupilId p) {
        const SchoolId s = pupils.next_school[p];
        const int ncy = pupils.ncy[p];
        if (!pupils.present(p) || ncy < -1 || ncy > 10 || s == pupils.school[p]) return;
        const Setting setting = pupils.next_setting[p];
        if (setting == Setting::mainstream || (parameters.base_places_in_pan > 0 && is_base(setting)))
            ++count[s.value][static_cast<std::size_t>(ncy + 1)];
    });
    return count;
}

void offer_from_waiting_lists(WaitingLists& lists, Pupils& pupils, Schools& schools, const Families& families,
                              const AdmissionParameters& parameters, const Step& step) {
    if (lists.size() == 0) return;
    const int month = step.month.month_of_year();
    const bool term = month >= 9;
    std::vector<std::uint8_t> drop(lists.size(), 0);

    // Lists by school and year, in order.
    std::vector<std::uint32_t> order(lists.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto key = [&](std::uint32_t row) {
        const ListingId l(row);
        return std::tuple(lists.school[l].value, lists.ncy[l], lists.priority[l], lists.pupil[l].value);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<List> open;
    for (const std::uint32_t row : order) {
        const ListingId l(row);
        if (!still_waits(pupils, lists.pupil[l], lists.ncy[l], term)) {
            drop[row] = 1;
            continue;
        }
        if (open.empty() || open.back().school != lists.school[l] || open.back().ncy != lists.ncy[l])
            open.push_back({lists.school[l], lists.ncy[l], 0, {}});
        open.back().rows.push_back(row);
    }
    // A child's rows, so that those for schools it likes less than its new one can be struck off.
    std::vector<std::pair<PupilId, std::uint32_t>> of_child;
    for (std::uint32_t row = 0; row < lists.size(); ++row)
        if (!drop[row]) of_child.emplace_back(lists.pupil[ListingId(row)], row);
    std::sort(of_child.begin(), of_child.end());
    const auto strike_off = [&](PupilId p, int rank) {
        for (auto it = std::lower_bound(of_child.begin(), of_child.end(), std::pair{p, 0u});
             it != of_child.end() && it->first == p; ++it)
            if (lists.rank[ListingId(it->second)] >= rank) drop[it->second] = 1;
    };

    const Month september = term ? step.month : Month(step.month.year(), 9);
    const auto taken = term ? std::vector<std::array<std::int32_t, 12>>{} : entering(pupils, schools, parameters);
    for (List& list : open) {
        const SchoolId s = list.school;
        if (!suits(step.map, schools, s, list.ncy, september, SchoolKind::state)) continue;
        const int places = year_places(step.map, schools, s, list.ncy);
        if (term) {
            list.free = places - schools.roll_by_year[s][year_index(list.ncy)];
        } else {
            const bool continuing = list.ncy > 0 && step.map.school(s).teaches(list.ncy - 1);
            const int staying = continuing ? schools.roll_by_year[s][year_index(list.ncy - 1)] : 0;
            list.free = places - staying - taken[s.value][static_cast<std::size_t>(list.ncy)];
        }
    }
    const auto list_of = [&](SchoolId s, int ncy) {
        const auto found = std::lower_bound(open.begin(), open.end(), std::pair{s.value, ncy},
                                            [](const List& list, const std::pair<std::uint32_t, int>& wanted) {
                                                return std::pair{list.school.value, list.ncy} < wanted;
                                            });
        return found != open.end() && found->school == s && found->ncy == ncy ? found : open.end();
    };

    // Each offer frees a place elsewhere: until no list with a free place has anybody left.
    for (bool moved = true; moved;) {
        moved = false;
        for (List& list : open) {
            std::size_t next = 0;
            while (list.free > 0 && next < list.rows.size()) {
                const std::uint32_t row = list.rows[next++];
                if (drop[row]) continue;
                const ListingId l(row);
                const PupilId p = lists.pupil[l];
                drop[row] = 1;
                if (term && pupils.school[p].exists() &&
                    !step.draws.happens(parameters.leaves_for_list, Stream::in_year_move, p.value, step.month,
                                        list.school.value))
                    continue;
                const SchoolId left = term ? pupils.school[p] : pupils.next_school[p];
                step.events.add({.month = step.month,
                                 .pupil = p,
                                 .kind = EventKind::offer,
                                 .cause = static_cast<std::uint8_t>(OfferMade::waiting_list),
                                 .from = pupils.school[p].value,
                                 .to = list.school.value,
                                 .detail = lists.rank[l]});
                if (term) {
                    place(pupils, schools, step, families.zone[pupils.family[p]], p, Setting::mainstream, list.school);
                } else {
                    pupils.next_school[p] = list.school;
                    pupils.next_setting[p] = Setting::mainstream;
                }
                strike_off(p, lists.rank[l]);
                --list.free;
                moved = true;
                if (!left.exists()) continue;
                if (const auto freed = list_of(left, list.ncy); freed != open.end()) ++freed->free;
            }
        }
    }
    if (month == 12) std::fill(drop.begin(), drop.end(), std::uint8_t{1});
    lists.remove(drop);
}

}  // namespace sendscape
