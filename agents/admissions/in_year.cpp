// SPDX-License-Identifier: MIT
#include "agents/admissions/in_year.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "agents/admissions/fair_access.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/room_changes.h"
#include "agents/admissions/take_up.h"
#include "agents/families/preferences.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/rolls.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// The school with room that a family likes best, weighed as on a form in spring but for last year's distances, which
/// say nothing where there is room.
class InYearChoice {
  public:
    InYearChoice(const Pupils& pupils, const Schools& schools, const FamilyParameters& preferences,
                 const LoopSwitches& loops, StatePlaces& places, const Step& step)
        : pupils_(pupils), preferences_(preferences), places_(places), step_(step) {
        constexpr std::size_t standings_at_once = 512;
        for (const bool primary : {true, false}) {
            std::vector<Standing>& standings = standings_[choice_row(primary)];
            standings.resize(schools.size());
            step.parallel.for_blocks(
                standings.size(),
                [&](std::size_t, std::size_t first, std::size_t end) {
                    for (std::size_t row = first; row < end; ++row)
                        standings[row] =
                            standing(step.map.schools[row], schools, SchoolId(row), primary, preferences, loops);
                },
                standings_at_once);
        }
    }

    /// No school where none within reach has room. Of a school farther than `looked_at`, tenths of a minute, room
    /// makes no difference.
    struct Choice {
        SchoolId school;
        int looked_at = 0;
    };
    /// `sibling_at`: where an older or younger child of the family has been placed.
    [[nodiscard]] Choice best(PupilId p, ZoneId home, SchoolId sibling_at) const {
        const int ncy = pupils_.ncy[p];
        const bool girl = pupils_.girl[p] != 0, primary = ncy < year_7;
        SchoolOption option;
        option.send = pupils_.provision[p] == Provision::sen_support;
        option.faith = pupils_.faith[p] != 0;
        option.primary = primary;
        option.nearest = true;
        const auto found = all_with_room(places_, home, ncy, girl, longest_journey_tenths(ncy), schools_looked_at);
        SchoolId liked;
        double most = 0;
        for (const Nearby& n : found) {
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
        return {liked, found.size() == schools_looked_at ? found.back().tenths : longest_journey_tenths(ncy)};
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
        const bool without_school = out_of_school(pupils.setting[p]);
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

    const std::span<const Event> events = step.events.events();
    const auto children_of_events = [&](const auto& whose) {
        return listed<PupilId>(step.parallel, events.size(),
                               [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                                   for (const Event& e : events.subspan(first, end - first))
                                       if (whose(e)) found.push_back(e.pupil);
                               });
    };
    std::vector<PupilId> new_without = children_of_events([](const Event& e) {  // a school since this month
        return e.kind == EventKind::moved_in || (e.kind == EventKind::placed && e.to_setting == Setting::awaiting);
    });
    std::sort(new_without.begin(), new_without.end());
    std::vector<PupilId> seeking = children_of_events([&](const Event& e) {
        if (e.kind != EventKind::moved_house || !e.pupil.exists() || pupils.has_plan(e.pupil) ||
            pupils.setting[e.pupil] != Setting::mainstream || !pupils.school[e.pupil].exists())
            return false;
        const ZoneId home = families.zone[pupils.family[e.pupil]];
        return !within_reach(step.map, home, pupils.school[e.pupil], pupils.ncy[e.pupil]);
    });
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
    if (any_closed) {
        const auto at_closed = listed<PupilId>(
            step.parallel, pupils.size(), [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                const auto at_one = [&](PupilId p) {
                    return pupils.school[p].exists() && closed[pupils.school[p].value] != 0;
                };
                for_each_where(first, end, at_one, [&](PupilId p) {
                    if (!ordinary(pupils.setting[p]) || pupils.has_plan(p)) return;
                    if (pupils.ncy[p] >= reception && pupils.ncy[p] <= 11) found.push_back(p);
                });
            });
        seeking.insert(seeking.end(), at_closed.begin(), at_closed.end());
    }
    std::sort(seeking.begin(), seeking.end());
    seeking.erase(std::unique(seeking.begin(), seeking.end()), seeking.end());
    if (seeking.empty()) return;
    StatePlaces places(step.map, schools, step.month);
    const InYearChoice choice(pupils, schools, preferences, loops, places, step);
    const InYear in_year{pupils, schools, parameters, step, new_without, places};
    const auto home_of = [&](PupilId p) { return families.zone[pupils.family[p]]; };
    // On several threads, what each of some thousand children would choose if none of them before it did.
    constexpr std::size_t foreseen_at_once = 2048;
    std::vector<InYearChoice::Choice> foreseen;
    const auto foresee = [&](std::size_t from) {
        constexpr std::size_t children_at_once = 64;
        foreseen.resize(seeking.size());
        step.parallel.for_blocks(
            std::min(foreseen_at_once, seeking.size() - from),
            [&](std::size_t, std::size_t first, std::size_t end) {
                for (std::size_t i = from + first; i < from + end; ++i)
                    foreseen[i] = choice.best(seeking[i], home_of(seeking[i]), SchoolId{});
            },
            children_at_once);
    };
    if (step.parallel.threads() > 1) places.prepare(step.parallel);
    RoomChanges changes(step.map, schools);
    std::unordered_map<std::uint32_t, SchoolId> placed;  ///< by family: children of one that arrives seek together
    placed.reserve(seeking.size());
    for (std::size_t i = 0; i < seeking.size(); ++i) {
        if (step.parallel.threads() > 1 && i % foreseen_at_once == 0) {
            foresee(i);
            changes.forget();
        }
        const PupilId p = seeking[i];
        const ZoneId home = home_of(p);
        const int ncy = pupils.ncy[p];
        const SchoolId from = pupils.school[p];
        SchoolId& sibling_at = placed[pupils.family[p].value];
        const bool as_foreseen =
            !foreseen.empty() && !sibling_at.exists() && !changes.within(home, ncy, foreseen[i].looked_at);
        const SchoolId liked = as_foreseen ? foreseen[i].school : choice.best(p, home, sibling_at).school;
        const SchoolId to = in_year.place_child(p, home, liked);
        if (to.exists()) sibling_at = to;
        if (pupils.school[p] == from) continue;
        changes.note(from, ncy, -1);
        changes.note(pupils.school[p], ncy, 1);
    }
}

}  // namespace sendscape
