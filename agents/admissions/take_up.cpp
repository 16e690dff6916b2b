// SPDX-License-Identifier: MIT
#include "agents/admissions/take_up.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "agents/admissions/fair_access.h"
#include "agents/admissions/independent_entry.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/room_changes.h"
#include "agents/families/preferences.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr int last_sixth_form_ncy = 13;              ///< Year 13, of the two usual years
constexpr std::uint32_t nursery_draw = 0xFFFFFFFDu;  ///< of the child's draws on schools: no school's row
constexpr std::size_t schools_known_nearby = 4;      ///< nursery classes and sixth forms a family looks at: assumption

bool ordinary(Setting s) {
    return s == Setting::mainstream || s == Setting::independent_mainstream || s == Setting::sixth_form;
}

/// Pupils of a year group in ordinary classes of each school, as their rows say now.
std::vector<std::int32_t> count_year(const Pupils& pupils, std::size_t schools, int ncy) {
    std::vector<std::int32_t> count(schools, 0);
    for_each_of(pupils.ncy, static_cast<std::int8_t>(ncy), 0, pupils.size(), [&](PupilId p) {
        if (pupils.school[p].exists() && ordinary(pupils.setting[p])) ++count[pupils.school[p].value];
    });
    return count;
}

struct TakeUp {
    Pupils& pupils;
    Schools& schools;
    const Families& families;
    const AdmissionParameters& parameters;
    const Step& step;

    [[nodiscard]] ZoneId home(PupilId p) const { return families.zone[pupils.family[p]]; }
    void move(PupilId p, Setting setting, SchoolId s) const { place(pupils, schools, step, home(p), p, setting, s); }

    /// Offers made in spring.
    void offers() const {
        const auto offered = [&](PupilId p) {  // take_up_named_places (placement) moves those with plans
            const bool school = pupils.next_school[p].exists();
            const bool independent = pupils.next_setting[p] == Setting::independent_mainstream;
            const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
            return (school | independent) & !has_plan & present;
        };
        for_each_where(pupils.size(), offered, [&](PupilId p) {
            const SchoolId s = pupils.next_school[p];
            const Setting setting = pupils.next_setting[p];
            pupils.next_school[p] = SchoolId{};
            pupils.next_setting[p] = Setting::gone;
            if (!s.exists()) return move(p, setting, s);  // beyond the map
            if (!schools.open(s, step.month) || !step.map.school(s).teaches(pupils.ncy[p])) return;
            if (s == pupils.school[p] && setting == pupils.setting[p]) return;
            move(p, setting == Setting::gone ? Setting::mainstream : setting, s);
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
            for (const PupilId p : children)
                if (ncy == -1 && pupils.setting[p] == Setting::not_yet) move(p, Setting::early_years, SchoolId{});
        }
    }

    /// Places in the classes that schools of a kind had last year.
    [[nodiscard]] std::vector<std::int32_t> nursery_room(int ncy, SchoolKind kind) const {
        const auto stay = count_year(pupils, schools.size(), ncy);
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
        const auto ask = [&](PupilId child, SchoolId school) {
            if (room[school.value] <= 0 || placed[child.value]) return;
            --room[school.value];
            placed[child.value] = true;
            move(child, step.map.school(school).setting, school);
        };
        const auto draw = [&](PupilId p, std::uint32_t counter) {
            return step.draws.uniform(Stream::admissions_preference, p.value, step.month, counter);
        };
        const auto each_class = [&](PupilId p, const auto& visit) {
            for (const Nearby& n : near[home(p).value]) {
                constexpr double tenths_a_minute = 10;
                if (room[n.school.value] > 0 && n.tenths <= minutes * tenths_a_minute &&
                    takes(step.map.school(n.school).sex, pupils.girl[p] != 0))
                    visit(n);
            }
        };
        if (independent) {
            const IndependentHabits habits(step.map, pupils, families, step.parallel);
            struct Known {  // of one child, with the way to each
                std::vector<SchoolId> schools;
                std::vector<double> metres;
            };
            const auto might_go = [&](PupilId p, Known& of_child, std::vector<Asked>& order) {
                auto& known = of_child.schools;
                auto& metres = of_child.metres;
                known.clear();
                metres.clear();
                each_class(p, [&](const Nearby& n) {
                    known.push_back(n.school);
                    metres.push_back(n.metres);
                });
                const IndependentAsking asking(habits, home(p), known, metres);
                for (std::uint32_t k = 0; k < known.size(); ++k)
                    if (const auto after = asking.asks_after(k, draw(p, known[k].value)))
                        order.push_back({*after, p, known[k], k});
            };
            auto order = listed<Asked>(step.parallel, children.size(),
                                       [&](std::vector<Asked>& asked, std::size_t first, std::size_t end) {
                                           Known known;
                                           for (std::size_t i = first; i < end; ++i)
                                               might_go(children[i], known, asked);
                                       });
            std::sort(order.begin(), order.end());
            for (const Asked& asked : order) ask(asked.child, asked.school);
        } else {
            std::vector<std::pair<double, PupilId>> turns(children.size());
            step.parallel.for_blocks(children.size(), [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = first; i < end; ++i) turns[i] = {draw(children[i], nursery_draw), children[i]};
            });
            std::sort(turns.begin(), turns.end());
            for (const auto& turn : turns)
                each_class(turn.second, [&](const Nearby& n) { ask(turn.second, n.school); });
        }
        std::erase_if(children, [&](PupilId p) { return placed[p.value]; });
    }

    /// Years 12 to 14: a sixth form is as large as it was, filled from its own Year 11 first.
    void sixth_forms() const {
        const auto year_13 = count_year(pupils, schools.size(), 13);  // last year's Year 12
        const auto year_12 = count_year(pupils, schools.size(), 12);  // last year's Year 11
        std::vector<std::int32_t> room(schools.size(), 0);
        for (std::uint32_t row = 0; row < room.size(); ++row)
            if (schools.open(SchoolId(row), step.month) && step.map.schools[row].teaches(12)) room[row] = year_13[row];
        std::vector<std::int32_t> own(room);
        std::vector<PupilId> leavers;
        const auto of_age = [&](PupilId p) {
            const bool old_enough = pupils.ncy[p] >= 12, young_enough = pupils.ncy[p] <= 14;
            const bool has_plan = pupils.has_plan(p), present = pupils.present(p);
            return old_enough & young_enough & present & !has_plan;
        };
        for_each_where(pupils.size(), of_age, [&](PupilId p) {
            const int ncy = pupils.ncy[p];
            if (!ordinary(pupils.setting[p])) {
                if (ncy == 12 && out_of_school(pupils.setting[p])) leavers.push_back(p);
                return;
            }
            const SchoolId s = pupils.school[p];
            // A third year is spent where the first two were, whatever the school's upper age.
            const bool taught = s.exists() && schools.open(s, step.month) &&
                                step.map.school(s).teaches(std::min(ncy, last_sixth_form_ncy));
            const double u = step.draws.uniform(Stream::sixth_form, p.value, step.month);
            bool stays = taught;
            if (taught && ncy == 12) {
                const double share = year_12[s.value] > 0 ? static_cast<double>(own[s.value]) / year_12[s.value] : 0.0;
                stays = room[s.value] > 0 && u < std::min(share, parameters.sixth_form_stay);
                if (stays) --room[s.value];
            } else if (taught) {
                stays = u < (ncy == 13 ? parameters.year_13_stay : parameters.year_14_stay);
            }
            if (stays) {
                if (pupils.setting[p] == Setting::mainstream) move(p, Setting::sixth_form, s);
            } else if (ncy == 12) {
                leavers.push_back(p);
            } else {
                move(p, Setting::further_education, SchoolId{});
            }
        });
        const auto near = nearest_schools(step.map, schools, 12, step.month, SchoolKind::state_or_independent,
                                          schools_known_nearby, step.parallel);
        in_no_order_of_homes(leavers);
        for (const PupilId p : leavers) {
            Setting setting = Setting::further_education;
            SchoolId to;
            for (const Nearby& n : near[home(p).value])
                if (room[n.school.value] > 0 && n.school != pupils.school[p] &&
                    takes(step.map.school(n.school).sex, pupils.girl[p] != 0)) {
                    --room[n.school.value];
                    to = n.school;
                    setting = step.map.school(to).setting == Setting::independent_mainstream
                                  ? Setting::independent_mainstream
                                  : Setting::sixth_form;
                    break;
                }
            move(p, setting, to);
        }
    }

    /// Rows stand by zone: whoever comes first by row would come first by home.
    void in_no_order_of_homes(std::vector<PupilId>& children) const {
        constexpr std::uint32_t turn = 1;  ///< counter: the first draw of the month says who stays
        std::vector<std::pair<double, PupilId>> order(children.size());
        step.parallel.for_blocks(children.size(), [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i)
                order[i] = {step.draws.uniform(Stream::sixth_form, children[i].value, step.month, turn), children[i]};
        });
        std::sort(order.begin(), order.end());
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
        for (const PupilId p : left) move(p, Setting::awaiting, SchoolId{});
    }

    static bool out_of_school(Setting s) {
        return s == Setting::awaiting || s == Setting::home_education || s == Setting::alternative_provision;
    }

    std::vector<std::array<std::int32_t, 2>> nursery_size;  ///< last year's, two-year-olds and three-year-olds
};

/// As far as a child should travel, in tenths of minutes: 45 and 75 minutes each way (DfE, Travel to school for
/// children of compulsory school age, 2024).
constexpr int longest_journey(int ncy) {
    constexpr int primary = 450, secondary = 750;
    return ncy < year_7 ? primary : secondary;
}
bool within_reach(const Map& map, ZoneId home, SchoolId school, int ncy) {
    return journey(map, home, school).tenths <= longest_journey(ncy);
}

/// The school with room that a family likes best, weighed as on a form in spring but for last year's distances, which
/// say nothing where there is room.
class InYearChoice {
  public:
    InYearChoice(const Pupils& pupils, const Schools& schools, const FamilyParameters& preferences,
                 const LoopSwitches& loops, StatePlaces& places, const Step& step)
        : pupils_(pupils), preferences_(preferences), places_(places), step_(step) {
        for (const bool primary : {true, false})
            for (std::uint32_t row = 0; row < schools.size(); ++row)
                standings_[choice_row(primary)].push_back(
                    standing(step.map.schools[row], schools, SchoolId(row), primary, preferences, loops));
    }

    /// None where no school within reach has room. `sibling_at`: where an older or younger child of the family has been
    /// placed.
    [[nodiscard]] SchoolId best(PupilId p, ZoneId home, SchoolId sibling_at) const {
        const int ncy = pupils_.ncy[p];
        const bool girl = pupils_.girl[p] != 0, primary = ncy < year_7;
        SchoolOption option;
        option.send = pupils_.provision[p] == Provision::sen_support;
        option.faith = pupils_.faith[p] != 0;
        option.primary = primary;
        option.nearest = true;
        SchoolId liked;
        double most = 0;
        for (const Nearby& n : all_with_room(places_, home, ncy, girl, longest_journey(ncy), schools_looked_at)) {
            option.school = n.school;
            option.metres = n.metres;
            option.sibling = n.school == sibling_at;
            const auto word = step_.draws.words(Stream::admissions_preference, p.value, step_.month, n.school.value)[0];
            const double value =
                utility(option, step_.map.school(n.school), standings_[choice_row(primary)][n.school.value], 0,
                        preferences_, gumbel(word));
            option.nearest = false;
            if (liked.exists() && value <= most) continue;
            liked = n.school;
            most = value;
        }
        return liked;
    }

  private:
    static constexpr std::size_t schools_looked_at = 12;  ///< as in spring: assumption

    const Pupils& pupils_;
    const FamilyParameters& preferences_;
    StatePlaces& places_;
    const Step& step_;
    std::array<std::vector<Standing>, 2> standings_;
};

/// What becomes of one child who seeks a school within the year.
struct InYear {
    Pupils& pupils;
    Schools& schools;
    const AdmissionParameters& parameters;
    const Step& step;
    const std::vector<PupilId>& new_without;  ///< in order
    StatePlaces& places;

    /// `liked`: InYearChoice::best(). Returns the ordinary school where it found one.
    SchoolId place_child(PupilId p, ZoneId home, SchoolId liked) const {
        const int ncy = pupils.ncy[p];
        const bool girl = pupils.girl[p] != 0;
        const bool found = liked.exists();
        const auto ground = ground_of(p, found);
        if (!ground) return {};  // waits: it has not been without a school for four weeks
        if (*ground != FairAccess::usual) {
            const SchoolId in_turn = school_in_turn(step.map, schools, {home, ncy, girl}, parameters, step.month);
            if (in_turn.exists()) {
                count_fair_access(schools, in_turn);
                place(pupils, schools, step, home, p, Setting::mainstream, in_turn, static_cast<std::uint8_t>(*ground));
                return in_turn;
            }
        }
        const SchoolId to = found ? liked : nearest_with_room(places, home, ncy, girl);
        if (to.exists())
            place(pupils, schools, step, home, p, Setting::mainstream, to);
        else if (pupils.setting[p] != Setting::awaiting)
            place(pupils, schools, step, home, p, Setting::awaiting, SchoolId{});
        return to;
    }

    /// Whether a child comes under the protocol; none: it comes under nothing yet, and waits. `found`: the usual
    /// procedure finds a place within reach.
    [[nodiscard]] std::optional<FairAccess> ground_of(PupilId p, bool found) const {
        const bool without_school = TakeUp::out_of_school(pupils.setting[p]);
        if (parameters.fair_access <= 0 || !without_school || pupils.looked_after[p] != 0) return FairAccess::usual;
        if (pupils.setting[p] == Setting::alternative_provision) return FairAccess::reintegration;
        if (found) return FairAccess::usual;
        if (pupils.provision[p] == Provision::sen_support) return FairAccess::sen;
        const bool four_weeks =
            pupils.setting[p] == Setting::awaiting && !std::binary_search(new_without.begin(), new_without.end(), p);
        if (four_weeks) return FairAccess::no_place;
        return std::nullopt;
    }
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
    for (auto& n : pupils.suspensions) n = 0;
}

void in_year_admissions(Pupils& pupils, Schools& schools, const Families& families,
                        const AdmissionParameters& parameters, const FamilyParameters& preferences,
                        const LoopSwitches& loops, double ap_return, double home_education_return, const Step& step) {
    begin_fair_access_year(schools, step.month);
    // Closed schools that still have pupils on roll, found once for all children; most months there is none.
    std::vector<std::uint8_t> closed(schools.size(), 0);
    bool any_closed = false;
    for (std::uint32_t row = 0; row < closed.size(); ++row)
        if (step.month.index >= schools.closes[SchoolId(row)] && schools.roll[SchoolId(row)] > 0)
            closed[row] = 1, any_closed = true;

    std::vector<PupilId> seeking, new_without;  ///< without a school since this month
    for (const Event& e : step.events.events()) {
        if (e.kind == EventKind::moved_in || (e.kind == EventKind::placed && e.to_setting == Setting::awaiting))
            new_without.push_back(e.pupil);
        if (e.kind == EventKind::moved_house && e.pupil.exists() && !pupils.has_plan(e.pupil) &&
            pupils.setting[e.pupil] == Setting::mainstream && pupils.school[e.pupil].exists()) {
            const ZoneId home = families.zone[pupils.family[e.pupil]];
            if (!within_reach(step.map, home, pupils.school[e.pupil], pupils.ncy[e.pupil])) seeking.push_back(e.pupil);
        }
    }
    std::sort(new_without.begin(), new_without.end());
    const double home_return = monthly_from_annual(std::min(0.99, home_education_return / 100));
    const auto out_of = listed<PupilId>(
        step.parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
            const auto seek_out_of = [&](Setting setting, double returning) {
                for_each_of(pupils.setting, setting, first, end, [&](PupilId p) {
                    if (pupils.has_plan(p) || pupils.ncy[p] < reception || pupils.ncy[p] > 11) return;
                    if (returning >= 1 || step.draws.happens(returning, Stream::in_year_move, p.value, step.month))
                        found.push_back(p);
                });
            };
            seek_out_of(Setting::awaiting, 1);
            seek_out_of(Setting::home_education, home_return);
            seek_out_of(Setting::alternative_provision, ap_return);
        });
    seeking.insert(seeking.end(), out_of.begin(), out_of.end());
    for (std::uint32_t row = 0; any_closed && row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.school[p].exists() || closed[pupils.school[p].value] == 0 || !ordinary(pupils.setting[p])) continue;
        if (!pupils.has_plan(p) && pupils.ncy[p] >= reception && pupils.ncy[p] <= 11) seeking.push_back(p);
    }
    std::sort(seeking.begin(), seeking.end());
    seeking.erase(std::unique(seeking.begin(), seeking.end()), seeking.end());
    if (seeking.empty()) return;
    StatePlaces places(step.map, schools, step.month);
    const InYearChoice choice(pupils, schools, preferences, loops, places, step);
    const InYear in_year{pupils, schools, parameters, step, new_without, places};
    const auto home_of = [&](PupilId p) { return families.zone[pupils.family[p]]; };
    // On several threads, what each would choose if none before it did.
    std::vector<SchoolId> foreseen;
    if (step.parallel.threads() > 1) {
        constexpr std::size_t children_at_once = 64;
        places.prepare(step.parallel);
        foreseen.resize(seeking.size());
        step.parallel.for_blocks(
            seeking.size(),
            [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = first; i < end; ++i)
                    foreseen[i] = choice.best(seeking[i], home_of(seeking[i]), SchoolId{});
            },
            children_at_once);
    }
    RoomChanges changes(step.map, schools);
    std::map<FamilyId, SchoolId> placed;  ///< children of a family that arrives seek a school together
    for (std::size_t i = 0; i < seeking.size(); ++i) {
        const PupilId p = seeking[i];
        const ZoneId home = home_of(p);
        const int ncy = pupils.ncy[p];
        const SchoolId from = pupils.school[p];
        SchoolId& sibling_at = placed[pupils.family[p]];
        const bool as_foreseen =
            !foreseen.empty() && !sibling_at.exists() && !changes.within(home, ncy, longest_journey(ncy));
        const SchoolId to = in_year.place_child(p, home, as_foreseen ? foreseen[i] : choice.best(p, home, sibling_at));
        if (to.exists()) sibling_at = to;
        if (pupils.school[p] == from) continue;
        changes.note(from, ncy, -1);
        changes.note(pupils.school[p], ncy, 1);
    }
}

}  // namespace sendscape
