// SPDX-License-Identifier: MIT
#include "agents/families/moves.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "agents/families/arrivals.h"
#include "agents/families/homes.h"
#include "agents/families/homes_by_zone.h"
#include "agents/families/move_in.h"
#include "agents/families/net_migration.h"
#include "agents/families/residence.h"
#include "agents/pupils/demography.h"
#include "agents/pupils/lucky_rows.h"
#include "agents/pupils/national_tables.h"
#include "agents/pupils/plan_holders.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr std::size_t movers_at_once = 256;  ///< by one thread
// First counters of draws: for a home within the authority, in another; of young families who come or leave.
constexpr std::uint32_t luck_within = 16, luck_of_another_authority = 32, luck_of_young = 64;
constexpr std::uint32_t no_family = 0xFFFFFFFFu;  ///< no family's row: the draw of how many move
/// Families who move towards a school look no further than homes two deciles of deprivation dearer than their own
/// (assumption).
constexpr int deciles_dearer = 2;
/// 45 minutes to a primary, 75 to a secondary school, in tenths (DfE, Travel to school for children of compulsory
/// school age, 2024).
constexpr int longest_to_primary = 450, longest_to_secondary = 750;
constexpr int longest_journey = std::numeric_limits<std::uint16_t>::max();
/// A map with so many authorities of its own is England's 153, or nearly.
constexpr std::size_t nearly_all_authorities = 140;

/// What a family does this month: one of these, decided once.
enum Move : std::uint8_t {
    stays = 0,
    has_plan = 1,
    leaves = 2,
    is_copied = 4,
    moves_house = 8,
    leaves_if_young = 16,  ///< if no child has begun secondary school
};

/// A family that arrives is like one that lives in the authority.
struct Arrival {
    FamilyId like;
    ZoneId zone;
    bool if_young = false;  ///< only if no child has begun secondary school
};

/// Plan-holders of each authority in row order, with the running sum of their chances of moving.
struct Holders {
    std::vector<std::pair<double, PupilId>> running;
    [[nodiscard]] double expected() const { return running.empty() ? 0 : running.back().first; }
    [[nodiscard]] PupilId pick(double u) const {
        const double target = u * expected();
        const auto found = std::upper_bound(running.begin(), running.end(), target,
                                            [](double t, const auto& row) { return t < row.first; });
        return found == running.end() ? running.back().second : found->second;
    }
};

class MonthOfMoves {
  public:
    MonthOfMoves(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                 const LoopSwitches& loops, double doubt, const Step& step, Pupils& pupils, Families& families)
        : parameters_(pupil_parameters),
          family_parameters_(family_parameters),
          loops_(loops),
          doubt_(doubt),
          step_(step),
          pupils_(pupils),
          families_(families),
          closed_(has_no_outside(step.map)),
          chances_(chances_of(pupil_parameters)),
          marks_(families.size(), stays) {}

    void run() {
        if (families_.size() == 0) return;
        plan_holders_decide();
        others_decide();
        young_decide();
        if (movers_.empty()) return;
        homes_.emplace(step_.map, families_, step_.parallel);
        find_homes_of_arrivals();
        find_members();
        for (const FamilyId f : movers_)
            if ((marks_[f.value] & leaves_if_young) && is_young(f))
                marks_[f.value] = static_cast<std::uint8_t>(marks_[f.value] | leaves);
        if (closed_) {  // those who leave, in the order of deciding
            move_on([&](FamilyId f) { return (marks_[f.value] & leaves) != 0; },
                    [&](FamilyId f) { return new_home(f); });
        } else {
            leave_the_area();
        }
        settle_in([&](const Removal& removal, std::vector<Event>& events) { change_authority(removal, events); });
        move_on([&](FamilyId f) { return only_moves_house(f); }, [&](FamilyId f) { return new_house(f); });
        settle_in([&](const Removal& removal, std::vector<Event>& events) { change_house(removal, events); });
        arrive();
    }

  private:
    [[nodiscard]] AuthorityId authority_of(FamilyId f) const {
        return sendscape::authority_of(families_, step_.map, f);
    }

    void mark(FamilyId f, Move move) {
        if ((marks_[f.value] & ~has_plan) == 0) movers_.push_back(f);
        marks_[f.value] = static_cast<std::uint8_t>(marks_[f.value] | move);
    }

    void plan_holders_decide() {
        struct Holder {
            PupilId pupil;
            AuthorityId authority;  ///< none where nobody comes from outside
        };
        struct Found {
            std::vector<Holder> holders;
            std::vector<PupilId> leavers;
        };
        std::vector<Found> found(Parallel::blocks(pupils_.size()));
        const Likeliest most{.marked = *std::max_element(chances_.begin(), chances_.end()), .rest = 0};
        step_.parallel.for_blocks(pupils_.size(), [&](std::size_t block, std::size_t first, std::size_t end) {
            for_each_plan_holder(pupils_, first, end, [&](PupilId p) {
                const FamilyId f = pupils_.family[p];
                std::atomic_ref(marks_[f.value]).store(has_plan, std::memory_order_relaxed);  // nothing else as yet
                if (!closed_) found[block].holders.push_back({p, authority_of(f)});
            });
            for_each_lucky(
                step_.draws, Stream::moves_between_authorities, step_.month, first, end, most,
                [&](std::size_t row) {
                    return ~bits_unlike(pupils_.provision, Provision::plan, row, std::min(end, row + rows_of_a_word));
                },
                [&](PupilId p) { return pupils_.has_plan(p) && pupils_.present(p) ? chance(p) : 0.0; },
                [&](PupilId p, double luck) {
                    if (luck < chance(p)) found[block].leavers.push_back(p);
                });
        });
        std::vector<Holders> by_authority(step_.map.authorities.size());
        for (const Found& block : found) {
            for (const auto& [p, authority] : block.holders) {
                if (!authority.exists()) continue;
                Holders& holders = by_authority[authority.value];
                holders.running.emplace_back(holders.expected() + chance(p), p);
            }
        }
        for (const Found& block : found)
            for (const PupilId p : block.leavers) mark(pupils_.family[p], leaves);
        if (closed_) return;
        for (std::uint32_t l = 0; l < by_authority.size(); ++l) {
            const Holders& holders = by_authority[l];
            const std::uint32_t coming =
                poisson(holders.expected(), step_.draws.uniform(Stream::migration_in, l, step_.month));
            for (std::uint32_t i = 0; i < coming; ++i)
                expect(pupils_.family[holders.pick(step_.draws.uniform(Stream::migration_in, l, step_.month, 1 + i))]);
        }
    }

    /// Of moving to another authority in a month, by year group.
    using ByYear = std::array<double, last_ncy - first_ncy + 1>;
    static ByYear chances_of(const PupilParameters& parameters) {
        ByYear chances{};
        for (int ncy = first_ncy; ncy <= last_ncy; ++ncy) {
            const int age = std::clamp(age_of_ncy(ncy), first_plan_age, last_plan_age);
            chances[static_cast<std::size_t>(ncy - first_ncy)] =
                std::min(1.0, moves_authority[national_index(age)] * parameters.moves_scale);
        }
        return chances;
    }
    [[nodiscard]] double chance(PupilId p) const {
        return chances_[static_cast<std::size_t>(std::clamp<int>(pupils_.ncy[p], first_ncy, last_ncy) - first_ncy)];
    }

    /// Families without a plan are so many that a Poisson number of them is drawn rather than one draw each.
    void others_decide() {
        const std::size_t count = families_.size();
        const auto draw_families = [&](Stream stream, double a_year, auto&& visit) {
            const double mean = static_cast<double>(count) * a_year / 12;
            const std::uint32_t moving = poisson(mean, step_.draws.uniform(stream, no_family, step_.month));
            for (std::uint32_t i = 0; i < moving; ++i)
                visit(FamilyId(whole_below(step_.draws.words(stream, i, step_.month, 1)[0], count)));
        };
        draw_families(Stream::migration_out, parameters_.moves_without_plan, [&](FamilyId f) {
            if (!(marks_[f.value] & has_plan)) mark(f, leaves);
        });
        if (!closed_)
            draw_families(Stream::newcomer, parameters_.moves_without_plan + parameters_.net_migration,
                          [&](FamilyId f) {
                              if (!(marks_[f.value] & has_plan)) expect(f);
                          });
        draw_families(Stream::moves_within, parameters_.moves_within, [&](FamilyId f) { mark(f, moves_house); });
    }

    void expect(FamilyId like, bool if_young = false) {
        mark(like, is_copied);
        arrivals_.push_back({like, ZoneId(), if_young});
    }
    /// Before anybody has moved.
    void find_homes_of_arrivals() {
        step_.parallel.for_blocks(
            arrivals_.size(),
            [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::uint32_t k = static_cast<std::uint32_t>(first); k < end; ++k) {
                    const FamilyId like = arrivals_[k].like;
                    const auto luck = step_.draws.words(Stream::newcomer, k, step_.month, luck_within);
                    arrivals_[k].zone = homes_->within(authority_of(like), families_.zone[like], luck[0]);
                }
            },
            movers_at_once);
    }

    /// What an authority gains or loses beyond what all do (own_net_migration()), of families whose children
    /// have not begun secondary school: as many families are drawn as would move at the highest rate, and those of
    /// other authorities move as often as theirs is of it.
    void young_decide() {
        const std::vector<double> gained = own_net_migration(parameters_.net_migration_london, doubt_, step_);
        double most = 0;
        for (const double rate : gained) most = std::max(most, std::abs(rate));
        if (!(most > 0)) return;
        const std::size_t count = families_.size();
        const std::uint32_t moving =
            poisson(static_cast<double>(count) * most / months_a_year,
                    step_.draws.uniform(Stream::migration_out, no_family, step_.month, luck_of_young));
        for (std::uint32_t i = 0; i < moving; ++i) {
            const auto w = step_.draws.words(Stream::migration_out, i, step_.month, luck_of_young + 1);
            const FamilyId f(whole_below(w[0], count));
            const AuthorityId authority = authority_of(f);
            if (!authority.exists()) continue;
            const double rate = gained[authority.value];
            if (!(fraction(w[1]) < std::abs(rate) / most)) continue;
            if (rate < 0)
                mark(f, leaves_if_young);
            else if (!closed_)
                expect(f, true);
        }
    }

    [[nodiscard]] bool is_young(FamilyId f) const {
        bool any = false, young = true;
        each_member(f, [&](PupilId p) {
            any = true;
            young = young && pupils_.ncy[p] < year_7;
        });
        return any && young;
    }

    [[nodiscard]] bool only_moves_house(FamilyId f) const {
        return (marks_[f.value] & moves_house) != 0 && (marks_[f.value] & leaves) == 0;
    }
    /// A home elsewhere in the authority, or in another one.
    [[nodiscard]] ZoneId new_home(FamilyId f) const {
        const auto luck = [&](Stream stream, std::uint32_t k) {
            return step_.draws.words(stream, f.value, step_.month, k)[0];
        };
        return only_moves_house(f)
                   ? homes_->within(authority_of(f), families_.zone[f], luck(Stream::moves_within, luck_within))
                   : homes_->elsewhere(step_.map.zone(families_.zone[f]).authority, families_.zone[f],
                                       luck(Stream::migration_out, luck_of_another_authority));
    }

    void find_members() {
        members_ = listed<Member>(
            step_.parallel, pupils_.size(), [&](std::vector<Member>& found, std::size_t first, std::size_t end) {
                // Few families do anything: most rows are told several at a time.
                constexpr std::size_t at_once = 8;
                const FamilyId* const family = pupils_.family.data();
                const std::uint8_t* const marks = marks_.data();
                const auto look_at = [&](std::size_t from, std::size_t to) {
                    for (std::size_t row = from; row < to; ++row)
                        if ((marks[family[row].value] & ~has_plan) != 0 && pupils_.present(PupilId(row)))
                            found.emplace_back(family[row], PupilId(row));
                };
                std::size_t row = first;
                for (; row + at_once <= end; row += at_once) {
                    unsigned any = 0;
                    for (std::size_t i = 0; i < at_once; ++i) any |= marks[family[row + i].value];
                    if ((any & ~unsigned{has_plan}) != 0) look_at(row, row + at_once);
                }
                look_at(row, end);
            });
        parallel_sort(step_.parallel, members_);
    }

    using Member = std::pair<FamilyId, PupilId>;
    [[nodiscard]] std::span<const Member> members(FamilyId f) const {
        const auto first = std::lower_bound(members_.begin(), members_.end(), Member{f, PupilId(0)});
        auto end = first;
        while (end != members_.end() && end->first == f) ++end;
        return {first, end};
    }
    template <class Visit>
    void each_member(FamilyId f, Visit&& visit) const {
        for (const auto& [family, p] : members(f)) visit(p);
    }

    [[nodiscard]] Event event(PupilId p, EventKind kind, std::uint32_t from, std::uint32_t to) const {
        return {.month = step_.month, .pupil = p, .kind = kind, .from = from, .to = to};
    }

    /// EventLog::gather() of few and long turns: body(first, end, events) of some movers at once.
    template <class Body>
    void some_at_once(std::size_t count, const Body& body) const {
        std::vector<std::vector<Event>> lists(Parallel::blocks(count, movers_at_once));
        step_.parallel.for_blocks(
            count, [&](std::size_t block, std::size_t first, std::size_t end) { body(first, end, lists[block]); },
            movers_at_once);
        for (const std::vector<Event>& events : lists)
            for (const Event& event : events) step_.events.add(event);
    }

    void leave_the_area() {
        some_at_once(movers_.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
            for (const FamilyId f : std::span(movers_).subspan(first, end - first)) {
                if (!(marks_[f.value] & leaves)) continue;
                const std::uint32_t from = families_.zone[f].value;
                each_member(f, [&](PupilId p) {
                    events.push_back(event(p, EventKind::moved_out, from, SchoolId::none_value));
                    if (pupils_.has_plan(p))
                        events.push_back(event(p, EventKind::plan_moved_out, from, SchoolId::none_value));
                    leave(p, pupils_);
                });
            }
        });
    }

    /// A family's way to another home.
    struct Removal {
        FamilyId family;
        ZoneId from, to;
    };
    template <class Moves, class Where>
    void move_on(const Moves& moves, const Where& where) {
        std::vector<ZoneId> to(movers_.size());
        step_.parallel.for_blocks(
            movers_.size(),
            [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = first; i < end; ++i)
                    if (moves(movers_[i])) to[i] = where(movers_[i]);
            },
            movers_at_once);
        for (std::size_t i = 0; i < to.size(); ++i) {
            const FamilyId f = movers_[i];
            if (!moves(f)) continue;
            removals_.push_back({f, families_.zone[f], to[i]});
            families_.zone[f] = to[i];
        }
    }
    template <class Change>
    void settle_in(const Change& change) {
        some_at_once(removals_.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
            for (std::size_t i = first; i < end; ++i) change(removals_[i], events);
        });
        removals_.clear();
    }

    void change_authority(const Removal& removal, std::vector<Event>& events) {
        const auto& [f, from, to] = removal;
        rehouse(step_.map, f, to, step_.draws, step_.month, families_);
        for (const auto& [family, p] : members(f)) {
            events.push_back(event(p, EventKind::moved_house, from.value, to.value));
            if (pupils_.has_plan(p)) {
                events.push_back(event(p, EventKind::plan_moved_out, from.value, to.value));
                events.push_back(event(p, EventKind::plan_moved_in, from.value, to.value));
            }
            seek_setting(p, pupils_);
        }
    }

    [[nodiscard]] ZoneId new_house(FamilyId f) const {
        // Towards a school well spoken of.
        if (const SchoolId school = families_.heard_of[f];
            loops_.magnets != 0 && school.exists() && school.value < step_.map.schools.size() &&
            step_.draws.happens(families_.heard[f], Stream::family_house_move, f.value, step_.month)) {
            const ZoneId near = step_.map.school(school).zone;
            if (near.exists() && step_.map.zone(near).authority == authority_of(f) &&
                step_.map.zone(near).decile <= families_.decile[f] + deciles_dearer)
                return near;
        }
        return new_home(f);
    }
    void change_house(const Removal& removal, std::vector<Event>& events) {
        const auto& [f, from, to] = removal;
        if (to == from) return;
        rehouse(step_.map, f, to, step_.draws, step_.month, families_);
        for (const auto& [family, p] : members(f)) {
            events.push_back(event(p, EventKind::moved_house, from.value, to.value));
            const SchoolId school = pupils_.school[p];
            if (!school.exists() || school.value >= step_.map.schools.size()) continue;
            const Journey way = journey(step_.map, to, school);
            pupils_.journey[p] = static_cast<std::uint16_t>(std::min(way.tenths, longest_journey));
            const int limit = pupils_.ncy[p] < year_7 ? longest_to_primary : longest_to_secondary;
            if (way.tenths > limit && !pupils_.has_plan(p)) seek_setting(p, pupils_);
        }
    }

    /// Rows for all first, in the order of deciding, so that all families can be filled in at once.
    void arrive() {
        std::erase_if(arrivals_, [&](const Arrival& arrival) { return arrival.if_young && !is_young(arrival.like); });
        std::vector<RowsOfArrival> rows;
        PupilId child(pupils_.size());
        FamilyId family(families_.size());
        for (const Arrival& arrival : arrivals_) {
            rows.push_back({family, child, arrival.zone, HomeFound::standing});
            ++family.value;
            child.value += static_cast<std::uint32_t>(members(arrival.like).size());
        }
        pupils_.append(child.value - pupils_.size());
        Families::for_each_column(families_, [&](auto& column) { column.resize(family.value); });
        some_at_once(rows.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
            std::vector<PupilId> like;
            for (std::size_t i = first; i < end; ++i) {
                like.clear();
                for (const auto& [of, p] : members(arrivals_[i].like)) like.push_back(p);
                move_in(family_parameters_, step_, rows[i], like, pupils_, families_, events);
            }
        });
    }

    const PupilParameters& parameters_;
    const FamilyParameters& family_parameters_;
    const LoopSwitches& loops_;
    double doubt_;
    const Step& step_;
    Pupils& pupils_;
    Families& families_;
    bool closed_;
    ByYear chances_;
    std::vector<std::uint8_t> marks_;  ///< bits of Move, by family
    std::vector<FamilyId> movers_;
    std::optional<HomesByZone> homes_;  ///< before anybody moves
    std::vector<Arrival> arrivals_;
    std::vector<Removal> removals_;
    std::vector<Member> members_;  ///< present children of the families that move or are copied, by family
};

}  // namespace

bool has_no_outside(const Map& map) {
    return map.authorities.size() >= nearly_all_authorities &&
           std::all_of(map.authorities.begin(), map.authorities.end(), [](const Authority& a) { return a.in_area; });
}

void move_families(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                   const LoopSwitches& loops, double doubt, const Step& step, Pupils& pupils, Families& families) {
    MonthOfMoves(pupil_parameters, family_parameters, loops, doubt, step, pupils, families).run();
}

}  // namespace sendscape
