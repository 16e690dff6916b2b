// SPDX-License-Identifier: MIT
#include "agents/admissions/waiting_lists.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "agents/admissions/nearby.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"
#include "agents/schools/year_places.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// Children wait for a place in September that they have not taken up, or for one in the year group they are in.
enum class WaitsFor : std::uint8_t { september, now };

/// Rows of one school's list for one year group, best placed first.
struct List {
    SchoolId school;
    WaitsFor when{};
    int ncy = 0;
    std::int32_t free = 0;
    std::vector<std::uint32_t> rows;

    [[nodiscard]] auto key() const { return std::tuple(school.value, when, ncy); }
};

/// A place offered from a list between September and December of the year of entry is one of that year's round, later
/// an admission within the year (School Admissions Code 2021, 2.15 and 2.23 to 2.31).
constexpr int term_begins = 9, round_ends = 12;

/// One month's offers from all lists.
class MonthOfLists {
  public:
    MonthOfLists(WaitingLists& lists, Pupils& pupils, Schools& schools, const Families& families,
                 const AdmissionParameters& parameters, const Step& step)
        : lists_(lists),
          pupils_(pupils),
          schools_(schools),
          families_(families),
          parameters_(parameters),
          step_(step),
          drop_(lists.size(), 0) {}

    void offer() {
        sort_into_lists();
        index_by_child();
        count_free_places();
        // Each offer frees a place elsewhere: until no list with a free place has anybody left.
        for (bool moved = true; moved;) {
            moved = false;
            for (List& list : open_) moved = offer_from(list) || moved;
        }
        lists_.remove(drop_);
    }

  private:
    [[nodiscard]] WaitsFor waits_for(ListingId l) const {
        return pupils_.ncy[lists_.pupil[l]] < lists_.ncy[l] ? WaitsFor::september : WaitsFor::now;
    }

    /// A child may still be offered the place: it is here, has no plan, and is of the year. Who has moved up a year
    /// waits for a place in that year.
    bool still_waits(ListingId l) {
        const PupilId p = lists_.pupil[l];
        if (!pupils_.present(p) || pupils_.has_plan(p) || pupils_.ncy[p] < lists_.ncy[l] - 1) return false;
        if (waits_for(l) == WaitsFor::september)
            return pupils_.next_setting[p] == Setting::mainstream || pupils_.next_setting[p] == Setting::gone;
        if (pupils_.ncy[p] > last_ncy_of_school_age || !step_.map.school(lists_.school[l]).teaches(pupils_.ncy[p]))
            return false;
        lists_.ncy[l] = pupils_.ncy[p];
        return pupils_.setting[p] == Setting::awaiting ||
               (pupils_.setting[p] == Setting::mainstream && pupils_.school[p] != lists_.school[l]);
    }

    /// A row of the lists, with all that puts it in order.
    struct Turn {
        std::uint32_t school, list;  ///< the list: of one school, when it is for and which year group
        std::uint64_t priority;
        std::uint32_t pupil, row;

        [[nodiscard]] std::uint64_t of_list() const { return std::uint64_t{school} << 32 | list; }
        bool operator<(const Turn& other) const {
            if (of_list() != other.of_list()) return of_list() < other.of_list();
            if (priority != other.priority) return priority < other.priority;
            return pupil != other.pupil ? pupil < other.pupil : row < other.row;
        }
    };
    [[nodiscard]] Turn turn_of(ListingId l) const {
        constexpr std::uint32_t above_year_groups = 128;
        const auto year = static_cast<std::uint32_t>(lists_.ncy[l] - first_ncy);
        return {lists_.school[l].value, static_cast<std::uint32_t>(waits_for(l)) * above_year_groups + year,
                lists_.priority[l], lists_.pupil[l].value, l.value};
    }

    /// Lists by school and year, in order; without those who wait no longer.
    void sort_into_lists() {
        auto order = listed<Turn>(step_.parallel, lists_.size(),
                                  [&](std::vector<Turn>& turns, std::size_t first, std::size_t end) {
                                      for (std::size_t row = first; row < end; ++row) {
                                          constexpr std::size_t ahead = 16;  // children stand far apart in memory
                                          if (row + ahead < end) ask_for_child(lists_.pupil[ListingId(row + ahead)]);
                                          if (const ListingId l(row); still_waits(l))
                                              turns.push_back(turn_of(l));
                                          else
                                              drop_[row] = 1;
                                      }
                                  });
        parallel_sort(step_.parallel, order);
        std::uint64_t last = 0;
        for (const Turn& turn : order) {
            const ListingId l(turn.row);
            if (open_.empty() || turn.of_list() != last)
                open_.push_back({lists_.school[l], waits_for(l), lists_.ncy[l], 0, {}});
            last = turn.of_list();
            open_.back().rows.push_back(turn.row);
        }
    }
    void ask_for_child(PupilId p) const {
        ask_for(pupils_.setting[p], pupils_.provision[p], pupils_.ncy[p], pupils_.next_setting[p], pupils_.school[p]);
    }

    void index_by_child() {
        for (std::uint32_t row = 0; row < lists_.size(); ++row)
            if (!drop_[row]) of_child_.emplace_back(lists_.pupil[ListingId(row)], row);
        parallel_sort(step_.parallel, of_child_);
    }

    void count_free_places() {
        const Month september(step_.month.year(), term_begins);
        const bool any_for_september =
            std::any_of(open_.begin(), open_.end(), [](const List& list) { return list.when == WaitsFor::september; });
        const auto taken = any_for_september ? entering(pupils_, schools_, parameters_, step_.parallel)
                                             : std::vector<std::array<std::int32_t, 12>>{};
        for (List& list : open_) {
            const SchoolId s = list.school;
            const bool now = list.when == WaitsFor::now;
            if (!suits(step_.map, schools_, s, list.ncy, now ? step_.month : september, SchoolKind::state)) continue;
            const int places = year_places(step_.map, schools_, s, list.ncy);
            if (now) {
                list.free = places - schools_.roll_by_year[s][year_index(list.ncy)];
            } else {
                const bool continuing = list.ncy > 0 && step_.map.school(s).teaches(list.ncy - 1);
                const int staying = continuing ? schools_.roll_by_year[s][year_index(list.ncy - 1)] : 0;
                list.free = places - staying - taken[s.value][static_cast<std::size_t>(list.ncy)];
            }
        }
    }

    /// Offers the list's free places to those on it, from the best placed on; says whether anybody took one.
    bool offer_from(List& list) {
        bool moved = false;
        std::size_t next = 0;
        while (list.free > 0 && next < list.rows.size()) {
            const std::uint32_t row = list.rows[next++];
            if (drop_[row]) continue;
            drop_[row] = 1;
            if (!accepts(lists_.pupil[ListingId(row)], list)) continue;
            move(ListingId(row), list);
            --list.free;
            moved = true;
        }
        return moved;
    }

    /// Before September everybody takes the better place; afterwards some stay where they have started, and whoever
    /// has moved too far away does not come.
    [[nodiscard]] bool accepts(PupilId p, const List& list) const {
        if (list.when == WaitsFor::september || !pupils_.school[p].exists()) return true;
        return within_reach(step_.map, families_.zone[pupils_.family[p]], list.school, list.ncy) &&
               step_.draws.happens(parameters_.leaves_for_list, Stream::in_year_move, p.value, step_.month,
                                   list.school.value);
    }

    /// An offer of the round that the list was made in, not an admission within a later year.
    [[nodiscard]] bool of_the_round(const List& list) const {
        if (list.when == WaitsFor::september) return true;
        const int month = step_.month.month_of_year(), first = step_.map.school(list.school).low_ncy;
        const bool entry = list.ncy == reception || list.ncy == year_7 || list.ncy == first;
        return entry && month >= term_begins && month <= round_ends;
    }

    void move(ListingId l, const List& list) {
        const PupilId p = lists_.pupil[l];
        const bool now = list.when == WaitsFor::now;
        const SchoolId left = now ? pupils_.school[p] : pupils_.next_school[p];
        if (of_the_round(list))
            step_.events.add({.month = step_.month,
                              .pupil = p,
                              .kind = EventKind::offer,
                              .cause = static_cast<std::uint8_t>(OfferMade::waiting_list),
                              .from = pupils_.school[p].value,
                              .to = list.school.value,
                              .detail = lists_.rank[l]});
        if (now) {
            place(pupils_, schools_, step_, families_.zone[pupils_.family[p]], p, Setting::mainstream, list.school);
        } else {
            pupils_.next_school[p] = list.school;
            pupils_.next_setting[p] = Setting::mainstream;
        }
        strike_off(l, list.when);
        if (left.exists()) free_a_place({left, list.when, list.ncy, 0, {}});
    }

    /// From the lists, of the same round, of schools the child likes less than its new one.
    void strike_off(ListingId taken, WaitsFor when) {
        const PupilId p = lists_.pupil[taken];
        for (auto it = std::lower_bound(of_child_.begin(), of_child_.end(), std::pair{p, 0u});
             it != of_child_.end() && it->first == p; ++it) {
            const ListingId other(it->second);
            if (waits_for(other) == when && lists_.rank[other] >= lists_.rank[taken]) drop_[it->second] = 1;
        }
    }

    void free_a_place(const List& left) {
        const auto found = std::lower_bound(open_.begin(), open_.end(), left, [](const List& list, const List& wanted) {
            return list.key() < wanted.key();
        });
        if (found != open_.end() && found->key() == left.key()) ++found->free;
    }

    WaitingLists& lists_;
    Pupils& pupils_;
    Schools& schools_;
    const Families& families_;
    const AdmissionParameters& parameters_;
    const Step& step_;
    std::vector<std::uint8_t> drop_;                           ///< 1: off the lists at the month's end, by row
    std::vector<List> open_;                                   ///< by school, then year
    std::vector<std::pair<PupilId, std::uint32_t>> of_child_;  ///< its rows
};

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
                                                   const AdmissionParameters& parameters, const Parallel& parallel) {
    using ByYear = std::array<std::int32_t, 12>;
    const auto count_rows = [&](std::vector<ByYear>& count, std::size_t first, std::size_t end) {
        for_each_unusual(pupils.next_school, SchoolId{}, first, end, [&](PupilId p) {
            const SchoolId s = pupils.next_school[p];
            const int ncy = pupils.ncy[p];
            if (!pupils.present(p) || ncy < -1 || ncy > 10 || s == pupils.school[p]) return;
            const Setting setting = pupils.next_setting[p];
            if (setting == Setting::mainstream || (parameters.base_places_in_pan > 0 && is_base(setting)))
                ++count[s.value][static_cast<std::size_t>(ncy + 1)];
        });
    };
    return summed(parallel, pupils.size(), std::vector<ByYear>(schools.size()), count_rows,
                  [](std::vector<ByYear>& sum, const std::vector<ByYear>& other) {
                      for (std::size_t s = 0; s < sum.size(); ++s)
                          for (std::size_t year = 0; year < sum[s].size(); ++year) sum[s][year] += other[s][year];
                  });
}

void offer_from_waiting_lists(WaitingLists& lists, Pupils& pupils, Schools& schools, const Families& families,
                              const AdmissionParameters& parameters, const Step& step) {
    if (lists.size() == 0) return;
    MonthOfLists(lists, pupils, schools, families, parameters, step).offer();
}

}  // namespace sendscape
