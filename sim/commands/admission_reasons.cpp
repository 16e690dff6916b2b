// SPDX-License-Identifier: MIT
#include "sim/commands/admission_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/admissions/criteria_names.h"
#include "sim/core/interrupt.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::int64_t nobody = -1;

/// "412 m", "1.2 km": for people; the column beside has the metres.
std::string way(const ListedChoice& choice) {
    constexpr double metres_a_km = 1000;
    if (choice.distance_m < metres_a_km) return fmt::format("{:.0f} m", std::floor(choice.distance_m));
    return fmt::format("{:.3f} km", std::floor(choice.distance_m) / metres_a_km);
}

/// What a round comes to, for the reasons of its refusals.
class Reasons {
  public:
    Reasons(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers)
        : lists_(lists),
          round_(round),
          offers_(offers),
          entry_(lists.choices.size(), nobody),
          place_(lists.choices.size(), 0),
          waiting_(lists.schools.size(), 0),
          last_(lists.schools.size()) {
        for (std::size_t k = 0; k < round.entry.size(); ++k) entry_[round.entry[k]] = static_cast<std::int64_t>(k);
        const auto waiting = waiting_lists(lists, round, offers);
        for (std::size_t s = 0; s < waiting.size(); ++s) {
            waiting_[s] = waiting[s].size();
            for (std::size_t k = 0; k < waiting[s].size(); ++k) place_[round.entry[waiting[s][k]]] = k + 1;
        }
        for (const std::int64_t row : offers.rows)
            if (row >= 0) note_admitted(static_cast<std::size_t>(row));
        for (const ListedSchool& school : lists.schools) {
            std::vector<std::string>& words = step_words_.emplace_back();
            for (const CriterionStep step : school.criteria) words.push_back(step_words(step));
            words.emplace_back(school.uses(AdmissionCriterion::distance) ? "Distance" : "Lottery");
        }
    }

    void add(std::string& text, std::size_t row, std::int64_t allocated) const {
        const ListedChoice& choice = lists_.choices[row];
        const std::int64_t offer = offers_.rows[choice.applicant];
        const std::int64_t named = round_.named[choice.applicant];
        const auto mine = static_cast<std::int64_t>(row);
        text += fmt::format("{},{},{},", csv_field(lists_.applicants[choice.applicant]), choice.preference,
                            csv_field(lists_.schools[choice.school].name));
        if (named >= 0 && named != mine) {
            const ListedChoice& by_plan = lists_.choices[static_cast<std::size_t>(named)];
            return end(text, "by plan elsewhere", row, nullptr,
                       fmt::format("Not considered: the child's plan names {}.", lists_.schools[by_plan.school].name));
        }
        if (named == mine)
            return end(text, "admitted by plan", row, nullptr,
                       "Admitted before all others: the child's plan names this school.");
        if (offer == mine) return end(text, "offered", row, nullptr, offered_words(row));
        if (offer >= 0 && offer < mine)
            return end(text, "not needed", row, nullptr,
                       fmt::format("Not needed: a school the family put higher was offered (preference {}).",
                                   lists_.choices[static_cast<std::size_t>(offer)].preference));
        const Last* const last = last_of(row);
        std::string words = refused_words(row, last);
        if (allocated >= 0)
            words += fmt::format(" A place was given at {}, the nearest school with room.",
                                 lists_.schools[static_cast<std::size_t>(allocated)].name);
        end(text, "refused", row, last, words);
    }

  private:
    struct Last {
        std::int64_t row = nobody;
        std::uint64_t priority = 0;
        std::int32_t lowest_preference = 0;  ///< the highest number any of those admitted gave the school
    };
    /// The last admitted of a school, in all or, where it admits by bands, of each band.
    struct LastOfSchool {
        Last all;
        std::vector<Last> by_band;
        std::int32_t offers = 0;
    };

    [[nodiscard]] bool banded(std::uint32_t school) const {
        return !round_.band_first.empty() && round_.band_first[school + 1] > round_.band_first[school];
    }

    void note_admitted(std::size_t row) {
        const ListedChoice& choice = lists_.choices[row];
        LastOfSchool& last = last_[choice.school];
        ++last.offers;
        if (entry_[row] < 0) return;  // by a plan
        const auto k = static_cast<std::size_t>(entry_[row]);
        const auto take = [&](Last& one) {
            if (one.row < 0 || round_.priority[k] > one.priority)
                one.row = static_cast<std::int64_t>(row), one.priority = round_.priority[k];
            one.lowest_preference = std::max(one.lowest_preference, choice.preference);
        };
        take(last.all);
        if (!banded(choice.school)) return;
        last.by_band.resize(round_.band_first[choice.school + 1] - round_.band_first[choice.school]);
        take(last.by_band[round_.band[k]]);
    }

    /// Null: nobody was admitted but by plans, or nobody of the child's band.
    [[nodiscard]] const Last* last_of(std::size_t row) const {
        const std::uint32_t school = lists_.choices[row].school;
        const LastOfSchool& last = last_[school];
        const Last* found = &last.all;
        if (banded(school)) {
            const std::uint32_t band = round_.band[static_cast<std::size_t>(entry_[row])];
            if (band >= last.by_band.size()) return nullptr;
            found = &last.by_band[band];
        }
        return found->row < 0 ? nullptr : found;
    }

    [[nodiscard]] const std::string& criterion_words(std::size_t row) const {
        const std::vector<std::string>& words = step_words_[lists_.choices[row].school];
        const std::int32_t step = round_.step[row];
        return step == ListedRound::tie_step ? words.back() : words[static_cast<std::size_t>(step)];
    }

    /// "under 'Sibling at the school', living 412 m away"
    [[nodiscard]] std::string standing(std::size_t row) const {
        const ListedChoice& choice = lists_.choices[row];
        const bool ties_by_way = lists_.schools[choice.school].uses(AdmissionCriterion::distance);
        return fmt::format("under '{}'{}", criterion_words(row),
                           ties_by_way && choice.has_distance ? fmt::format(", living {} away", way(choice)) : "");
    }

    [[nodiscard]] std::string offered_words(std::size_t row) const {
        if (offers_.mechanism == Mechanism::serial) return "Offered when the child's turn in the lottery came.";
        return fmt::format("Offered {}.", standing(row));
    }

    [[nodiscard]] std::string refused_words(std::size_t row, const Last* last) const {
        const ListedChoice& choice = lists_.choices[row];
        const ListedSchool& school = lists_.schools[choice.school];
        if (school.places <= 0) return "Refused: the school has no places to offer.";
        if (round_.places[choice.school] <= 0)
            return fmt::format("Refused: all {} places went to children whose plan names the school.", school.places);
        std::string words = school.places == 1 ? std::string("Refused: the one place is taken.")
                                               : fmt::format("Refused: all {} places are taken.", school.places);
        const std::string queue =
            fmt::format(" The child is number {} of {} on the waiting list.", place_[row], waiting_[choice.school]);
        if (offers_.mechanism == Mechanism::serial)
            return words + " They were gone when the child's turn in the lottery came." + queue;
        const std::string band = banded(choice.school) ? fmt::format(" in band {}", choice.band) : "";
        if (last == nullptr) return words + fmt::format(" No child{} was offered one.", band) + queue;
        const auto admitted = static_cast<std::size_t>(last->row);
        words += fmt::format(" The last child offered one{} came {}. This child came {}", band, standing(admitted),
                             standing(row));
        if (offers_.mechanism == Mechanism::first_preference_first && choice.preference > 1)
            return words +
                   fmt::format(", as preference {}: those who put the school higher came first.", choice.preference) +
                   queue;
        return words + parted_by(row, admitted) + queue;
    }

    /// What set the child below the last one admitted.
    [[nodiscard]] std::string parted_by(std::size_t row, std::size_t admitted) const {
        const auto mine = static_cast<std::size_t>(entry_[row]), theirs = static_cast<std::size_t>(entry_[admitted]);
        if (round_.priority[mine] < round_.priority[theirs])
            return offers_.mechanism == Mechanism::top_trading_cycles ? ": the place went by an exchange of priorities."
                                                                      : ".";
        if (round_.step[row] != round_.step[admitted]) return ", which comes after it.";
        const ListedChoice &one = lists_.choices[row], &other = lists_.choices[admitted];
        const bool ties_by_way = lists_.schools[one.school].uses(AdmissionCriterion::distance);
        if (ties_by_way && one.distance_m != other.distance_m)
            return way(one) == way(other) ? ", which is farther by less than a metre." : ", which is farther.";
        return "; lots decided between them.";
    }

    void end(std::string& text, std::string_view outcome, std::size_t row, const Last* last,
             const std::string& words) const {
        const ListedChoice& choice = lists_.choices[row];
        const bool waits = place_[row] > 0;
        text += fmt::format("{},{},{},", outcome, criterion_of(lists_, round_, row), metres_text(choice));
        if (last != nullptr) {
            const auto admitted = static_cast<std::size_t>(last->row);
            text += criterion_of(lists_, round_, admitted);
            text += ',';
            text += metres_text(lists_.choices[admitted]);
        } else {
            text += ',';
        }
        text += waits ? fmt::format(",{},{},", place_[row], waiting_[choice.school]) : ",,,";
        text += csv_field(words);
        text += '\n';
    }

    const AdmissionLists& lists_;
    const ListedRound& round_;
    const ListedOffers& offers_;
    std::vector<std::int64_t> entry_;   ///< by choice: its entry of the round
    std::vector<std::size_t> place_;    ///< by choice: on the waiting list, 1 first; 0 not waiting
    std::vector<std::size_t> waiting_;  ///< by school
    std::vector<LastOfSchool> last_;
    std::vector<std::vector<std::string>> step_words_;  ///< by school, then step; the tie-break last
};

}  // namespace

std::string preferences_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                            const std::vector<std::int64_t>& allocated) {
    const Reasons reasons(lists, round, offers);
    std::string text =
        "applicant,preference,school,outcome,criterion,distance_m,last_admitted_criterion,last_admitted_distance_m,"
        "place_on_waiting_list,waiting,explanation\n";
    constexpr std::size_t bytes_a_row = 320;
    text.reserve(text.size() + lists.choices.size() * bytes_a_row);
    for (std::size_t row = 0; row < lists.choices.size(); ++row) {
        stop_if_asked();
        const std::uint32_t applicant = lists.choices[row].applicant;
        reasons.add(text, row, allocated.empty() ? nobody : allocated[applicant]);
    }
    return text;
}

}  // namespace sendscape
