// SPDX-License-Identifier: MIT
#include "agents/admissions/take_up.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "agents/admissions/independent_entry.h"
#include "agents/admissions/nearby.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr int last_sixth_form_ncy = 13;              ///< Year 13, of the two usual years
constexpr std::uint32_t nursery_draw = 0xFFFFFFFDu;  ///< of the child's draws on schools: no school's row
constexpr std::size_t schools_known_nearby = 4;      ///< nursery classes and sixth forms a family looks at: assumption

/// Pupils of a year group in ordinary classes of each school, as their rows say now.
std::vector<std::int32_t> count_year(const Pupils& pupils, std::size_t schools, int ncy, const Parallel& parallel) {
    return summed_lists<std::int32_t>(
        parallel, pupils.size(), schools, [&](std::vector<std::int32_t>& count, std::size_t first, std::size_t end) {
            for_each_of(pupils.ncy, static_cast<std::int8_t>(ncy), first, end, [&](PupilId p) {
                if (pupils.school[p].exists() && ordinary(pupils.setting[p])) ++count[pupils.school[p].value];
            });
        });
}

/// Where a child goes.
struct Move {
    PupilId child;
    Setting setting;
    SchoolId school;
};

struct TakeUp {
    Pupils& pupils;
    const Schools& schools;
    const Families& families;
    const AdmissionParameters& parameters;
    const Step& step;

    [[nodiscard]] ZoneId home(PupilId p) const { return families.zone[pupils.family[p]]; }
    /// A child whose turn it is, with what its turn asks of it: in an order of chance each of these stands far from the
    /// next in memory, and all threads fetch them before.
    struct Turn {
        PupilId child;
        ZoneId home;
        SchoolId school;  ///< it is at
        bool girl = false;
    };
    template <class ChildOf>
    [[nodiscard]] std::vector<Turn> in_turn(std::size_t children, const ChildOf& child_of) const {
        std::vector<Turn> turns(children);
        step.parallel.for_blocks(children, [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i) {
                const PupilId p = child_of(i);
                turns[i] = {p, home(p), pupils.school[p], pupils.girl[p] != 0};
            }
        });
        return turns;
    }
    /// Makes moves of different children, in this order. Schools' counts are made anew when all are made.
    void make(const std::vector<Move>& moves) const {
        step.events.gather(step.parallel, moves.size(),
                           [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
                               for (std::size_t i = first; i < end; ++i) {
                                   const auto& [p, setting, school] = moves[i];
                                   events.push_back(move_to(pupils, step, home(p), p, setting, school));
                               }
                           });
    }

    /// Offers made in spring.
    void offers() const {
        const auto offered = [&](PupilId p) {  // take_up_named_places (placement) moves those with plans
            const bool school = pupils.next_school[p].exists();
            const bool independent = pupils.next_setting[p] == Setting::independent_mainstream;
            const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
            return (school | independent) & !has_plan & present;
        };
        const auto take_up = [&](PupilId p, std::vector<Event>& events) {
            const SchoolId s = pupils.next_school[p];
            const Setting setting = pupils.next_setting[p];
            pupils.next_school[p] = SchoolId{};
            pupils.next_setting[p] = Setting::gone;
            if (s.exists()) {  // else beyond the map
                if (!schools.open(s, step.month) || !step.map.school(s).teaches(pupils.ncy[p])) return;
                if (s == pupils.school[p] && setting == pupils.setting[p]) return;
            }
            const Setting to = s.exists() && setting == Setting::gone ? Setting::mainstream : setting;
            events.push_back(move_to(pupils, step, home(p), p, to, s));
        };
        step.events.gather(step.parallel, pupils.size(),
                           [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
                               for_each_where(first, end, offered, [&](PupilId p) { take_up(p, events); });
                           });
    }

    /// Nursery classes take as many as they had last year, whoever asks first, wherever the child lives; the rest are
    /// in early-years settings. Independent schools are asked first, since who is in one stays for Reception.
    void nursery() const {
        for (const int ncy : {-2, -1}) {
            std::vector<PupilId> children = listed<PupilId>(
                step.parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                    for_each_of(pupils.ncy, static_cast<std::int8_t>(ncy), first, end, [&](PupilId p) {
                        const Setting setting = pupils.setting[p];
                        if (!pupils.has_plan(p) && (setting == Setting::not_yet || setting == Setting::early_years))
                            found.push_back(p);
                    });
                });
            for (const SchoolKind kind : {SchoolKind::independent, SchoolKind::nursery})
                fill_classes(ncy, kind, children);
            // Fifteen funded hours begin the term after the third birthday (Childcare Act 2006 s7).
            std::vector<Move> moves;
            for (const PupilId p : children)
                if (ncy == -1 && pupils.setting[p] == Setting::not_yet)
                    moves.push_back({p, Setting::early_years, SchoolId{}});
            make(moves);
        }
    }

    /// Places in the classes that schools of a kind had last year.
    [[nodiscard]] std::vector<std::int32_t> nursery_room(int ncy, SchoolKind kind) const {
        const auto stay = count_year(pupils, schools.size(), ncy, step.parallel);
        std::vector<std::int32_t> room(schools.size(), 0);
        for (std::uint32_t row = 0; row < room.size(); ++row)
            if (suits(step.map, schools, SchoolId(row), ncy, step.month, kind) && step.map.schools[row].low_ncy <= ncy)
                room[row] = std::max(0, nursery_size[row][static_cast<std::size_t>(ncy + 2)] - stay[row]);
        return room;
    }

    /// A class that a child's family asks for a place.
    struct Asked {
        double after;
        PupilId child;
        SchoolId school;
        std::uint32_t rank;  ///< of the schools near the child's home
        bool operator<(const Asked& other) const {
            return std::tie(after, child, rank) < std::tie(other.after, other.child, other.rank);
        }
    };

    /// Fills these classes with children of a year group, and takes those who found a place off the list: of
    /// independent schools by how readily they ask, of others the nearest one first.
    void fill_classes(int ncy, SchoolKind kind, std::vector<PupilId>& children) const {
        std::vector<std::int32_t> room = nursery_room(ncy, kind);
        if (std::all_of(room.begin(), room.end(), [](std::int32_t places) { return places == 0; })) return;
        const bool independent = kind == SchoolKind::independent;
        const double minutes = independent ? parameters.independent_minutes : parameters.nursery_minutes;
        const auto near =
            nearest_schools(step.map, schools, ncy, step.month, kind, schools_known_nearby, step.parallel);
        std::vector<bool> placed(pupils.size(), false);
        std::vector<Move> moves;
        const auto ask = [&](PupilId child, SchoolId school) {
            if (room[school.value] <= 0 || placed[child.value]) return;
            --room[school.value];
            placed[child.value] = true;
            moves.push_back({child, step.map.school(school).setting, school});
        };
        const auto draw = [&](PupilId p, std::uint32_t counter) {
            return step.draws.uniform(Stream::admissions_preference, p.value, step.month, counter);
        };
        const auto each_class = [&](ZoneId from, bool girl, const auto& visit) {
            for (const Nearby& n : near[from.value]) {
                constexpr double tenths_a_minute = 10;
                if (room[n.school.value] > 0 && n.tenths <= minutes * tenths_a_minute &&
                    takes(step.map.school(n.school).sex, girl))
                    visit(n);
            }
        };
        if (independent) {
            const IndependentHabits habits(step.map, pupils, families, step.parallel);
            struct Known {  // to girls or boys of one home, with the way to each
                ZoneId home;
                std::vector<SchoolId> schools;
                std::vector<double> metres;
                IndependentAsking asking;
            };
            using KnownToBoth = std::array<Known, 2>;
            const auto find_out = [&](ZoneId from, bool girl, Known& known) {
                known.home = from;
                known.schools.clear();
                known.metres.clear();
                each_class(from, girl, [&](const Nearby& n) {
                    known.schools.push_back(n.school);
                    known.metres.push_back(n.metres);
                });
                known.asking.know(habits, from, known.schools, known.metres);
            };
            // Neighbours stand one after another.
            const auto might_go = [&](PupilId p, KnownToBoth& known_to, std::vector<Asked>& order) {
                const bool girl = pupils.girl[p] != 0;
                Known& known = known_to[girl ? 1 : 0];
                if (known.home != home(p)) find_out(home(p), girl, known);
                for (std::uint32_t k = 0; k < known.schools.size(); ++k)
                    if (const auto after = known.asking.asks_after(k, draw(p, known.schools[k].value)))
                        order.push_back({*after, p, known.schools[k], k});
            };
            auto order = listed<Asked>(step.parallel, children.size(),
                                       [&](std::vector<Asked>& asked, std::size_t first, std::size_t end) {
                                           KnownToBoth known;
                                           for (std::size_t i = first; i < end; ++i)
                                               might_go(children[i], known, asked);
                                       });
            parallel_sort(step.parallel, order);
            for (const Asked& asked : order) ask(asked.child, asked.school);
        } else {
            std::vector<std::pair<double, PupilId>> turns(children.size());
            step.parallel.for_blocks(children.size(), [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = first; i < end; ++i) turns[i] = {draw(children[i], nursery_draw), children[i]};
            });
            parallel_sort(step.parallel, turns);
            for (const Turn& turn : in_turn(turns.size(), [&](std::size_t i) { return turns[i].second; }))
                each_class(turn.home, turn.girl, [&](const Nearby& n) { ask(turn.child, n.school); });
        }
        make(moves);
        std::erase_if(children, [&](PupilId p) { return placed[p.value]; });
    }

    /// Years 12 to 14: a sixth form is as large as it was, filled from its own Year 11 first.
    void sixth_forms() const {
        const auto year_13 = count_year(pupils, schools.size(), 13, step.parallel);  // last year's Year 12
        const auto year_12 = count_year(pupils, schools.size(), 12, step.parallel);  // last year's Year 11
        std::vector<std::int32_t> room(schools.size(), 0);
        for (std::uint32_t row = 0; row < room.size(); ++row)
            if (schools.open(SchoolId(row), step.month) && step.map.schools[row].teaches(12)) room[row] = year_13[row];
        const std::vector<std::int32_t> own(room);
        const auto of_age = [&](PupilId p) {
            const bool old_enough = pupils.ncy[p] >= 12, young_enough = pupils.ncy[p] <= 14;
            const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
            return old_enough & young_enough & present & !has_plan;
        };
        enum class Fate : std::uint8_t { nothing, seeks_another, ends, goes_on, goes_on_if_room };
        const auto fate_of = [&](PupilId p) {
            const int ncy = pupils.ncy[p];
            if (!ordinary(pupils.setting[p]))
                return ncy == 12 && out_of_school(pupils.setting[p]) ? Fate::seeks_another : Fate::nothing;
            const SchoolId s = pupils.school[p];
            // A third year is spent where the first two were, whatever the school's upper age.
            const bool taught = s.exists() && schools.open(s, step.month) &&
                                step.map.school(s).teaches(std::min(ncy, last_sixth_form_ncy));
            if (!taught) return ncy == 12 ? Fate::seeks_another : Fate::ends;
            const double u = step.draws.uniform(Stream::sixth_form, p.value, step.month);
            if (ncy > 12)
                return u < (ncy == 13 ? parameters.year_13_stay : parameters.year_14_stay) ? Fate::goes_on : Fate::ends;
            const double share = year_12[s.value] > 0 ? static_cast<double>(own[s.value]) / year_12[s.value] : 0.0;
            return u < std::min(share, parameters.sixth_form_stay) ? Fate::goes_on_if_room : Fate::seeks_another;
        };
        using Pupil = std::pair<PupilId, Fate>;
        const auto found = listed<Pupil>(step.parallel, pupils.size(),
                                         [&](std::vector<Pupil>& list, std::size_t first, std::size_t end) {
                                             for_each_where(first, end, of_age, [&](PupilId p) {
                                                 const Fate fate = fate_of(p);
                                                 if (fate != Fate::nothing) list.emplace_back(p, fate);
                                             });
                                         });
        std::vector<Move> moves;
        std::vector<PupilId> leavers;
        for (const auto& [p, fate] : found) {
            const SchoolId s = pupils.school[p];
            bool stays = fate == Fate::goes_on;
            if (fate == Fate::goes_on_if_room && room[s.value] > 0) {
                --room[s.value];
                stays = true;
            }
            if (stays) {
                if (pupils.setting[p] == Setting::mainstream) moves.push_back({p, Setting::sixth_form, s});
            } else if (fate == Fate::ends) {
                moves.push_back({p, Setting::further_education, SchoolId{}});
            } else {
                leavers.push_back(p);
            }
        }
        make(moves);
        moves.clear();
        const auto near = nearest_schools(step.map, schools, 12, step.month, SchoolKind::state_or_independent,
                                          schools_known_nearby, step.parallel);
        in_no_order_of_homes(leavers);
        for (const Turn& turn : in_turn(leavers.size(), [&](std::size_t i) { return leavers[i]; })) {
            Setting setting = Setting::further_education;
            SchoolId to;
            for (const Nearby& n : near[turn.home.value])
                if (room[n.school.value] > 0 && n.school != turn.school &&
                    takes(step.map.school(n.school).sex, turn.girl)) {
                    --room[n.school.value];
                    to = n.school;
                    setting = step.map.school(to).setting == Setting::independent_mainstream
                                  ? Setting::independent_mainstream
                                  : Setting::sixth_form;
                    break;
                }
            moves.push_back({turn.child, setting, to});
        }
        make(moves);
    }

    /// Rows stand by zone: whoever comes first by row would come first by home.
    void in_no_order_of_homes(std::vector<PupilId>& children) const {
        constexpr std::uint32_t turn = 1;  ///< counter: the first draw of the month says who stays
        std::vector<std::pair<double, PupilId>> order(children.size());
        step.parallel.for_blocks(children.size(), [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i)
                order[i] = {step.draws.uniform(Stream::sixth_form, children[i].value, step.month, turn), children[i]};
        });
        parallel_sort(step.parallel, order);
        std::transform(order.begin(), order.end(), children.begin(), [](const auto& entry) { return entry.second; });
    }

    /// Children in no school that teaches their year are left without a setting.
    void leave_where_not_taught() const {
        const auto of_school_age = [&](PupilId p) {
            const bool old_enough = pupils.ncy[p] >= reception, young_enough = pupils.ncy[p] <= 11;
            const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
            return old_enough & young_enough & !has_plan & present;
        };
        const auto without_school = [&](PupilId p) {
            const int ncy = pupils.ncy[p];
            const Setting setting = pupils.setting[p];
            const SchoolId s = pupils.school[p];
            const bool unschooled = setting == Setting::not_yet || setting == Setting::early_years;
            const bool outgrown =
                ordinary(setting) && (!s.exists() || !step.map.school(s).teaches(ncy) || !schools.open(s, step.month));
            return unschooled || (outgrown && !pupils.schooled_beyond_the_map(p));
        };
        const auto left = listed<PupilId>(step.parallel, pupils.size(),
                                          [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                                              for_each_where(first, end, of_school_age, [&](PupilId p) {
                                                  if (without_school(p)) found.push_back(p);
                                              });
                                          });
        std::vector<Move> moves;
        for (const PupilId p : left) moves.push_back({p, Setting::awaiting, SchoolId{}});
        make(moves);
    }

    std::vector<std::array<std::int32_t, 2>> nursery_size;  ///< last year's, two-year-olds and three-year-olds
};

}  // namespace

void take_up_offers(Pupils& pupils, Schools& schools, const Families& families, const AdmissionParameters& parameters,
                    const Step& step) {
    recount(pupils, schools, step.parallel);  // year groups have moved up since the month began
    TakeUp t{pupils, schools, families, parameters, step, {}};
    t.nursery_size.resize(schools.size());
    for (std::uint32_t row = 0; row < schools.size(); ++row)  // last year's classes, a year older now
        t.nursery_size[row] = {schools.roll_by_year[SchoolId(row)][year_index(-1)],
                               schools.roll_by_year[SchoolId(row)][year_index(0)]};
    t.offers();
    t.nursery();
    t.sixth_forms();
    t.leave_where_not_taught();
    recount(pupils, schools, step.parallel);
    for (auto& n : pupils.suspensions) n = 0;
}

}  // namespace sendscape
