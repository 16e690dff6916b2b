// SPDX-License-Identifier: MIT
#include "agents/admissions/ranked_lists.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <span>

#include "agents/admissions/selection_test.h"

namespace sendscape {
namespace {

/// Longest form: six preferences, as in the Pan-London co-ordinated admissions scheme; most authorities take fewer.
constexpr std::size_t longest_list = 6;
constexpr std::uint32_t no_choice = 0xFFFFFFFFu;
constexpr std::uint32_t feeder_draw = 0xFFFFFFFCu;  ///< of the child's draws on schools: no school's row

/// A school on a family's mind and how much it likes it: between two values, which are the same once it is worked out.
struct Scored {
    double known;        ///< without the family's own taste
    std::uint32_t luck;  ///< of that taste
    double least, most;
    SchoolOption option;
};

/// One family filling in its form.
class Form {
  public:
    Form(const RoundInSight& sight, const EntryYear& year, PupilId child)
        : sight_(sight),
          r_(sight.round),
          step_(sight.step),
          year_(year),
          child_(child),
          family_(r_.pupils.family[child]),
          home_(r_.families.zone[family_]),
          sibling_at_(sight.siblings[family_.value]),
          heard_of_(r_.families.heard_of[family_]),
          girl_(r_.pupils.girl[child] != 0),
          taste_(sight.phase == RoundPhase::secondary ? r_.preferences.taste_secondary : r_.preferences.taste_primary) {
        // The family of a child at a junior school seeks its infant school.
        if (sibling_at_.exists() && !step_.map.school(sibling_at_).teaches(year.ncy) && !year.led_from.empty())
            sibling_at_ = year.led_from[sibling_at_.value];
        const SchoolId present = r_.pupils.school[child];
        if (present.exists() && !year.leads_to[present.value].empty())
            fed_to_ = link_drawn(
                year.leads_to[present.value],
                step_.draws.uniform(Stream::admissions_preference, child.value, Month(year.ncy), feeder_draw));
    }

    /// The schools the family likes best of those it knows, at most so many, the best first; without marks, as if the
    /// child would pass every test.
    void like_best(const PassMarks* marks, std::size_t most, std::vector<Scored>& best) const {
        best.clear();
        bool nearest = true;
        bool sibling_seen = !sibling_at_.exists();
        bool heard_seen = !(r_.loops.magnets > 0) || !heard_of_.exists();
        bool feeder_seen = !fed_to_.exists();
        const std::vector<Nearby>& near = year_.near[home_.value];
        std::array<std::uint32_t, schools_known> rows;
        std::array<FirstWords, schools_known> drawn;
        std::transform(near.begin(), near.end(), rows.begin(), [](const Nearby& n) { return n.school.value; });
        step_.draws.words_of_counters(Stream::admissions_preference, child_.value, Month(year_.ncy),
                                      std::span(rows).first(near.size()), std::span(drawn).first(near.size()));
        for (std::size_t k = 0; k < near.size(); ++k) {
            const Nearby& n = near[k];
            weigh(n, drawn[k][0], nearest, marks, most, best);
            feeder_seen = feeder_seen || n.school == fed_to_;
            nearest = nearest && !takes(step_.map.school(n.school).sex, girl_);
            sibling_seen = sibling_seen || n.school == sibling_at_;
            heard_seen = heard_seen || n.school == heard_of_;
        }
        const auto farther = [&](SchoolId s) {
            if (!suits(step_.map, r_.schools, s, year_.ncy, sight_.september, SchoolKind::state)) return;
            const Journey way = journey(step_.map, home_, s);
            const auto luck = step_.draws.words(Stream::admissions_preference, child_.value, Month(year_.ncy), s.value);
            weigh({s, static_cast<std::uint32_t>(way.metres), static_cast<std::uint16_t>(way.tenths)}, luck[0], false,
                  marks, most, best);
        };
        if (!sibling_seen) farther(sibling_at_);
        if (!feeder_seen && fed_to_ != sibling_at_) farther(fed_to_);
        if (!heard_seen && heard_of_ != sibling_at_ && heard_of_ != fed_to_ &&
            r_.pupils.provision[child_] == Provision::sen_support)
            farther(heard_of_);
    }

    /// How many schools the family names.
    [[nodiscard]] std::size_t length() const {
        constexpr double spread = 1;  // about the mean, evenly: assumption
        const double u = step_.draws.uniform(Stream::admissions_list_length, child_.value, step_.month);
        return static_cast<std::size_t>(std::clamp(r_.parameters.preferences - spread + 2 * spread * u + 0.5, 1.0,
                                                   static_cast<double>(longest_list)));
    }

    [[nodiscard]] std::uint64_t priority(const SchoolOption& option) const {
        const std::uint32_t lot =
            step_.draws.words(Stream::admissions_lottery, child_.value, step_.month, option.school.value)[0];
        return sight_.orders.at(option.school)
            .priority({r_.pupils, child_, option, step_.map.school(option.school)}, lot);
    }

  private:
    void weigh(const Nearby& n, std::uint32_t luck, bool nearest, const PassMarks* marks, std::size_t most,
               std::vector<Scored>& best) const {
        const School& place = step_.map.school(n.school);
        if (!takes(place.sex, girl_)) return;
        SchoolOption option;
        option.school = n.school;
        option.metres = n.metres;
        option.sibling = sibling_at_ == n.school;
        option.nearest = nearest;
        option.catchment = r_.criteria.in_catchment(n.school, home_, nearest);
        option.feeder = n.school == fed_to_;
        option.send = r_.pupils.provision[child_] == Provision::sen_support;
        option.faith = r_.pupils.faith[child_] != 0;
        option.primary = sight_.phase == RoundPhase::primary;
        const double known = utility(option, place, sight_.standings[n.school.value],
                                     r_.schools.last_admitted_m[n.school], r_.preferences, 0);
        const GumbelBounds taste = gumbel_bounds(luck);
        Scored scored{known, luck, known + taste_ * taste.least, known + taste_ * taste.most, option};
        if (best.size() == most && scored.most < best.back().least) return;
        if (place.selective && marks != nullptr && !marks->passes(r_.pupils, child_, place.authority, step_)) return;
        auto at = best.end();
        while (at != best.begin() && preferred(scored, *std::prev(at))) --at;
        best.insert(at, scored);
        if (best.size() > most) best.pop_back();
    }

    /// The family's own taste is dear to work out: it is only where its bounds do not tell which is liked better.
    [[nodiscard]] bool preferred(Scored& a, Scored& b) const {
        if (a.least > b.most) return true;
        if (a.most < b.least) return false;
        for (Scored* const each : {&a, &b})
            if (each->least != each->most) each->least = each->most = each->known + taste_ * gumbel(each->luck);
        return a.least != b.least ? a.least > b.least : a.option.school.value < b.option.school.value;
    }

    const RoundInSight& sight_;
    const AdmissionsRound& r_;
    const Step& step_;
    const EntryYear& year_;
    PupilId child_;
    FamilyId family_;
    ZoneId home_;
    SchoolId sibling_at_, heard_of_, fed_to_;
    bool girl_;
    double taste_;
};

/// Children whose family would put a selective school first sit its test; so many of them pass.
PassMarks hold_tests(const RoundInSight& sight, const EntryYear& year) {
    if (!has_selective_places(sight.step.map, year.places)) return {};
    std::vector<SchoolId> first_choice(year.who.size());
    sight.step.parallel.for_blocks(year.who.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        if (sight.round.pause != nullptr) sight.round.pause();
        std::vector<Scored> best;
        for (std::size_t i = begin; i < end; ++i) {
            Form(sight, year, year.who[i]).like_best(nullptr, 1, best);
            if (!best.empty()) first_choice[i] = best.front().option.school;
        }
    });
    return PassMarks(year.who, first_choice, year.places, sight.round.parameters.selective_qualifying,
                     sight.round.pupils, sight.step);
}

}  // namespace

RankedLists rank_schools(const RoundInSight& sight, const EntryYear& year) {
    const PassMarks marks = hold_tests(sight, year);
    const std::size_t applicants = year.who.size();
    // Each applicant into its own slots, whatever thread fills them in.
    std::vector<std::uint32_t> choice(applicants * longest_list, no_choice);
    const auto priority = std::make_unique_for_overwrite<std::uint64_t[]>(applicants * longest_list);
    sight.step.parallel.for_blocks(applicants, [&](std::size_t, std::size_t begin, std::size_t end) {
        if (sight.round.pause != nullptr) sight.round.pause();
        std::vector<Scored> best;
        for (std::size_t i = begin; i < end; ++i) {
            const Form form(sight, year, year.who[i]);
            form.like_best(&marks, form.length(), best);
            for (std::size_t k = 0; k < best.size(); ++k) {
                choice[i * longest_list + k] = best[k].option.school.value;
                priority[i * longest_list + k] = form.priority(best[k].option);
            }
        }
    });
    RankedLists lists;
    const auto named = static_cast<std::size_t>(
        std::count_if(choice.begin(), choice.end(), [](std::uint32_t school) { return school != no_choice; }));
    lists.school.reserve(named);
    lists.priority.reserve(named);
    lists.first.reserve(applicants + 1);
    for (std::size_t i = 0; i < applicants; ++i) {
        for (std::size_t slot = i * longest_list; slot < (i + 1) * longest_list && choice[slot] != no_choice; ++slot) {
            lists.school.push_back(choice[slot]);
            lists.priority.push_back(priority[slot]);
        }
        lists.first.push_back(static_cast<std::uint32_t>(lists.school.size()));
    }
    return lists;
}

}  // namespace sendscape
