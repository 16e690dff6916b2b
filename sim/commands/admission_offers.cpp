// SPDX-License-Identifier: MIT
#include "sim/commands/admission_offers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>

#include "agents/admissions/criteria_names.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// A number that depends on a name and not on where it stands in a file, so that a row added moves nobody's luck.
std::uint32_t key_of(const std::string& name) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

/// A step that ranks children, and its place in the school's order.
struct OrderedStep {
    CriterionStep step;
    std::int32_t place;
};

std::vector<OrderedStep> priority_steps(const ListedSchool& school) {
    std::vector<OrderedStep> steps;
    for (std::size_t k = 0; k < school.criteria.size(); ++k)
        if (school.criteria[k].part() == CriterionPart::priority)
            steps.push_back({school.criteria[k], static_cast<std::int32_t>(k)});
    return steps;
}

std::int32_t step_of(const std::vector<OrderedStep>& steps, const ListedChoice& choice) {
    for (const OrderedStep& one : steps)
        if (one.step.met_by(choice.meets)) return one.place;
    return ListedRound::tie_step;
}

AdmissionCriterion tie_break_of(const ListedSchool& school) {
    return school.uses(AdmissionCriterion::distance) ? AdmissionCriterion::distance : AdmissionCriterion::lottery;
}

/// Children whose plans name a school take their places first and leave the round (School Admissions Code 1.6).
void admit_named(const AdmissionLists& lists, ListedRound& round) {
    round.named.assign(lists.applicants.size(), -1);
    for (const ListedSchool& school : lists.schools) round.places.push_back(school.places);
    for (std::size_t row = 0; row < lists.choices.size(); ++row) {
        const ListedChoice& choice = lists.choices[row];
        if (!choice.meets_criterion(AdmissionCriterion::ehcp_named)) continue;
        round.named[choice.applicant] = static_cast<std::int64_t>(row);
        --round.places[choice.school];
    }
    for (std::int32_t& left : round.places) left = std::max(left, 0);
}

/// Strict order of everyone who lists a school: criteria, then distance, then lot.
void order_applicants(const AdmissionLists& lists, const Draws& draws, ListedRound& round) {
    std::vector<std::vector<std::uint32_t>> asking(lists.schools.size());
    round.step.assign(lists.choices.size(), ListedRound::tie_step);
    std::vector<std::uint32_t> lot(lists.choices.size(), 0);
    std::vector<std::vector<OrderedStep>> steps;
    for (const ListedSchool& school : lists.schools) steps.push_back(priority_steps(school));
    for (std::uint32_t row = 0; row < lists.choices.size(); ++row) {
        stop_if_asked();
        const ListedChoice& choice = lists.choices[row];
        const ListedSchool& school = lists.schools[choice.school];
        round.step[row] = step_of(steps[choice.school], choice);
        lot[row] = draws.words(Stream::admissions_lottery, key_of(lists.applicants[choice.applicant]), Month(0),
                               key_of(school.name))[0];
        if (round.named[choice.applicant] < 0) asking[choice.school].push_back(row);
    }
    std::vector<std::uint64_t> rank(lists.choices.size(), 0);
    for (std::size_t s = 0; s < asking.size(); ++s) {
        const bool distance = lists.schools[s].uses(AdmissionCriterion::distance);
        auto& rows = asking[s];
        std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            stop_if_asked();
            if (round.step[a] != round.step[b]) return round.step[a] < round.step[b];
            const ListedChoice &x = lists.choices[a], &y = lists.choices[b];
            if (distance && x.distance_m != y.distance_m) return x.distance_m < y.distance_m;
            return lot[a] != lot[b] ? lot[a] < lot[b] : a < b;
        });
        for (std::size_t k = 0; k < rows.size(); ++k) rank[rows[k]] = k;
    }
    for (std::uint32_t row = 0; row < lists.choices.size(); ++row) {
        stop_if_asked();
        const ListedChoice& choice = lists.choices[row];
        if (round.named[choice.applicant] >= 0) continue;
        if (round.who.empty() || round.who.back() != choice.applicant) {
            round.first.back() = static_cast<std::uint32_t>(round.school.size());
            round.first.push_back(0);
            round.who.push_back(choice.applicant);
            round.lottery.push_back(
                draws.words(Stream::admissions_lottery, key_of(lists.applicants[choice.applicant]), Month(1))[0]);
        }
        round.school.push_back(choice.school);
        round.priority.push_back(rank[row]);
        round.entry.push_back(row);
        round.first.back() = static_cast<std::uint32_t>(round.school.size());
    }
}

/// Places of schools that admit by bands, shared in proportion to those who apply in each band (School Admissions Code
/// 1.25), largest remainders first.
void share_bands(const AdmissionLists& lists, ListedRound& round) {
    const bool any = std::any_of(lists.schools.begin(), lists.schools.end(),
                                 [](const ListedSchool& s) { return s.uses(AdmissionCriterion::band); });
    if (!any) return;
    round.band.assign(round.school.size(), 0);
    round.band_first.push_back(0);
    std::vector<std::vector<std::size_t>> asking_of(lists.schools.size());  // entries of the round, by school
    for (std::size_t k = 0; k < round.school.size(); ++k) asking_of[round.school[k]].push_back(k);
    for (std::uint32_t s = 0; s < lists.schools.size(); ++s) {
        if (lists.schools[s].uses(AdmissionCriterion::band)) {
            stop_if_asked();
            std::vector<std::string> names;
            for (const std::size_t k : asking_of[s]) names.push_back(lists.choices[round.entry[k]].band);
            std::sort(names.begin(), names.end());
            names.erase(std::unique(names.begin(), names.end()), names.end());
            std::vector<std::int64_t> asking(names.size(), 0);
            const auto total = static_cast<std::int64_t>(asking_of[s].size());
            for (const std::size_t k : asking_of[s]) {
                const auto at = std::lower_bound(names.begin(), names.end(), lists.choices[round.entry[k]].band);
                round.band[k] = static_cast<std::uint32_t>(at - names.begin());
                ++asking[round.band[k]];
            }
            const std::size_t base = round.band_places.size();
            std::vector<std::pair<std::int64_t, std::size_t>> remainders;
            std::int64_t given = 0;
            for (std::size_t b = 0; b < names.size(); ++b) {
                const std::int64_t whole = asking[b] * round.places[s] / total;
                round.band_places.push_back(static_cast<std::int32_t>(whole));
                given += whole;
                remainders.emplace_back(-(asking[b] * round.places[s] % total), b);
            }
            std::sort(remainders.begin(), remainders.end());
            for (std::size_t k = 0; given < round.places[s] && k < remainders.size(); ++k, ++given)
                ++round.band_places[base + remainders[k].second];
        }
        round.band_first.push_back(static_cast<std::uint32_t>(round.band_places.size()));
    }
}

const std::string plan_name(code(AdmissionCriterion::ehcp_named));

/// Priority of each choice at its school, from 1; 0 outside the round.
std::vector<std::uint64_t> priorities(const AdmissionLists& lists, const ListedRound& round) {
    std::vector<std::uint64_t> priority(lists.choices.size(), 0);
    for (std::size_t k = 0; k < round.entry.size(); ++k) priority[round.entry[k]] = round.priority[k] + 1;
    return priority;
}

}  // namespace

ListedRound listed_round(const AdmissionLists& lists, const Draws& draws) {
    ListedRound round;
    for (const ListedSchool& school : lists.schools) {
        std::vector<std::string>& names = round.step_names.emplace_back();
        for (const CriterionStep step : school.criteria) names.push_back(step_name(step));
        names.emplace_back(code(tie_break_of(school)));
    }
    admit_named(lists, round);
    order_applicants(lists, draws, round);
    share_bands(lists, round);
    return round;
}

ListedOffers decide(const AdmissionLists& lists, const ListedRound& round, Mechanism mechanism) {
    ListedOffers offers{mechanism, allocate(mechanism, round.problem(), round.lottery, stop_if_asked), round.named};
    offers.rows.resize(lists.applicants.size(), -1);
    for (std::size_t i = 0; i < round.who.size(); ++i)
        if (offers.met[i] != unplaced)
            offers.rows[round.who[i]] = round.entry[round.first[i] + static_cast<std::uint32_t>(offers.met[i])];
    return offers;
}

const std::string& criterion_of(const AdmissionLists& lists, const ListedRound& round, std::size_t row) {
    const ListedChoice& choice = lists.choices[row];
    if (round.named[choice.applicant] == static_cast<std::int64_t>(row)) return plan_name;
    const std::vector<std::string>& names = round.step_names[choice.school];
    const std::int32_t step = round.step[row];
    return step == ListedRound::tie_step ? names.back() : names[static_cast<std::size_t>(step)];
}

std::string metres_text(const ListedChoice& choice) {
    constexpr double millimetres_a_metre = 1000;  // no list measures finer; a mile is 1609.344 m
    if (!choice.has_distance) return {};
    return fmt::format("{}", std::round(choice.distance_m * millimetres_a_metre) / millimetres_a_metre);
}

std::vector<std::vector<std::uint32_t>> waiting_lists(const AdmissionLists& lists, const ListedRound& round,
                                                      const ListedOffers& offers) {
    std::vector<std::vector<std::uint32_t>> waiting(lists.schools.size());
    for (std::size_t i = 0; i < round.who.size(); ++i) {
        const std::int32_t met = offers.met[i];
        const std::uint32_t end =
            met == unplaced ? round.first[i + 1] : round.first[i] + static_cast<std::uint32_t>(met);
        for (std::uint32_t k = round.first[i]; k < end; ++k) waiting[round.school[k]].push_back(k);
    }
    for (auto& list : waiting)
        std::sort(list.begin(), list.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return round.priority[a] < round.priority[b]; });
    return waiting;
}

std::string offers_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                       const std::vector<std::int64_t>& allocated) {
    std::string text = "applicant,school,preference,admitted_under\n";
    for (std::size_t a = 0; a < offers.rows.size(); ++a) {
        stop_if_asked();
        text += csv_field(lists.applicants[a]);
        if (offers.rows[a] < 0) {
            if (!allocated.empty() && allocated[a] >= 0)
                text += fmt::format(",{},,nearest_with_room\n",
                                    csv_field(lists.schools[static_cast<std::size_t>(allocated[a])].name));
            else
                text += ",,,\n";
            continue;
        }
        const auto row = static_cast<std::size_t>(offers.rows[a]);
        const ListedChoice& choice = lists.choices[row];
        text += fmt::format(",{},{},{}\n", csv_field(lists.schools[choice.school].name), choice.preference,
                            criterion_of(lists, round, row));
    }
    return text;
}

std::string schools_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                        const std::vector<std::int64_t>& allocated) {
    struct Totals {
        std::int32_t offers = 0, first_preferences = 0;
        std::int64_t last = -1;
        std::uint64_t last_priority = 0;
    };
    std::vector<Totals> totals(lists.schools.size());
    const std::vector<std::uint64_t> priority = priorities(lists, round);
    // As the applicant ranked it: a second preference does not become a first when a row is left out.
    for (const ListedChoice& choice : lists.choices)
        if (choice.preference == 1) ++totals[choice.school].first_preferences;
    for (const std::int64_t row : offers.rows) {
        if (row < 0) continue;
        Totals& t = totals[lists.choices[static_cast<std::size_t>(row)].school];
        ++t.offers;
        const std::uint64_t at = priority[static_cast<std::size_t>(row)];  // 0: named by a plan
        if (t.last < 0 || at > t.last_priority) t.last = row, t.last_priority = at;
    }
    for (const std::int64_t school : allocated)
        if (school >= 0) ++totals[static_cast<std::size_t>(school)].offers;
    std::string text = "school,places,offers,first_preferences,last_admitted_criterion,last_admitted_distance_m\n";
    for (std::size_t s = 0; s < totals.size(); ++s) {
        const Totals& t = totals[s];
        text += fmt::format("{},{},{},{},", csv_field(lists.schools[s].name), lists.schools[s].places, t.offers,
                            t.first_preferences);
        if (t.last >= 0) {
            const auto last = static_cast<std::size_t>(t.last);
            text += criterion_of(lists, round, last);
            text += ',';
            text += metres_text(lists.choices[last]);
            text += '\n';
        } else {
            text += ",\n";
        }
    }
    return text;
}

std::string criteria_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers) {
    struct Totals {
        std::int32_t applicants = 0, offers = 0;
        std::int64_t farthest = -1;
    };
    std::vector<std::vector<Totals>> totals;  // by school: plans, steps, tie-break
    for (const ListedSchool& school : lists.schools) totals.emplace_back(school.criteria.size() + 2);
    for (std::size_t row = 0; row < lists.choices.size(); ++row) {
        const ListedChoice& choice = lists.choices[row];
        const std::int64_t named = round.named[choice.applicant];
        const bool by_plan = named == static_cast<std::int64_t>(row);
        if (named >= 0 && !by_plan) continue;  // out of the round
        std::vector<Totals>& of_school = totals[choice.school];
        const std::int32_t step = round.step[row];
        Totals& t = by_plan                         ? of_school.front()
                    : step == ListedRound::tie_step ? of_school.back()
                                                    : of_school[static_cast<std::size_t>(step) + 1];
        ++t.applicants;
        if (offers.rows[choice.applicant] != static_cast<std::int64_t>(row)) continue;
        ++t.offers;
        if (choice.has_distance &&
            (t.farthest < 0 || choice.distance_m > lists.choices[static_cast<std::size_t>(t.farthest)].distance_m))
            t.farthest = static_cast<std::int64_t>(row);
    }
    std::string text = "school,criterion,applicants,offers,farthest_offered_m\n";
    for (std::size_t s = 0; s < totals.size(); ++s) {
        stop_if_asked();
        const auto add = [&](const std::string& name, const Totals& t) {
            text += fmt::format("{},{},{},{},{}\n", csv_field(lists.schools[s].name), name, t.applicants, t.offers,
                                t.farthest < 0 ? "" : metres_text(lists.choices[static_cast<std::size_t>(t.farthest)]));
        };
        if (totals[s].front().applicants > 0) add(plan_name, totals[s].front());
        const CriteriaOrder& order = lists.schools[s].criteria;
        for (std::size_t k = 0; k < order.size(); ++k)
            if (order[k].part() == CriterionPart::priority) add(round.step_names[s][k], totals[s][k + 1]);
        add(round.step_names[s].back(), totals[s].back());
    }
    return text;
}

std::string waiting_lists_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers) {
    const auto waiting = waiting_lists(lists, round, offers);
    std::string text = "school,place_on_list,applicant,preference,criterion,distance_m\n";
    for (std::size_t s = 0; s < waiting.size(); ++s)
        for (std::size_t k = 0; k < waiting[s].size(); ++k) {
            stop_if_asked();
            const std::uint32_t row = round.entry[waiting[s][k]];
            const ListedChoice& choice = lists.choices[row];
            text += fmt::format("{},{},{},{},{},{}\n", csv_field(lists.schools[s].name), k + 1,
                                csv_field(lists.applicants[choice.applicant]), choice.preference,
                                criterion_of(lists, round, row), metres_text(choice));
        }
    return text;
}

std::vector<std::string> rules_in_words(const AdmissionLists& lists, Mechanism mechanism, std::uint64_t seed) {
    constexpr std::size_t most_rules = 20, most_named = 3;
    std::vector<std::pair<CriteriaOrder, std::vector<std::size_t>>> rules;
    std::map<std::vector<std::uint32_t>, std::size_t> known;
    for (std::size_t s = 0; s < lists.schools.size(); ++s) {
        std::vector<std::uint32_t> bits;
        for (const CriterionStep step : lists.schools[s].criteria) bits.push_back(step.bits);
        const auto [place, is_new] = known.emplace(std::move(bits), rules.size());
        if (is_new) rules.push_back({lists.schools[s].criteria, {}});
        rules[place->second].second.push_back(s);
    }
    std::vector<std::string> lines;
    for (const auto& [order, schools] : rules) {
        if (lines.size() == most_rules) {
            lines.push_back(fmt::format("Rule: {} more lists of criteria", rules.size() - most_rules));
            break;
        }
        std::string who;
        for (std::size_t i = 0; i < schools.size() && i < most_named; ++i)
            who += fmt::format("{}{}", i == 0 ? "" : ", ", lists.schools[schools[i]].name);
        if (schools.size() > most_named) who += fmt::format(" and {} more", schools.size() - most_named);
        std::string steps;
        bool banded = false;
        for (const CriterionStep step : order) {
            banded = banded || step.part() == CriterionPart::bands;
            if (step.part() == CriterionPart::priority)
                steps += fmt::format("{} {},", steps.empty() ? " then" : " then", step_name(step));
        }
        const bool distance = tie_break_of(lists.schools[schools.front()]) == AdmissionCriterion::distance;
        lines.push_back(fmt::format("Rule of {}: first children whose plan names the school,{}{} then {}", who, steps,
                                    banded ? " each within bands by their share of applicants," : "",
                                    distance ? fmt::format("the nearest by distance; equals by lot (seed {})", seed)
                                             : fmt::format("by lot (seed {})", seed)));
    }
    lines.push_back(fmt::format("Offers by: {}", mechanism_labels[static_cast<std::size_t>(mechanism)].words));
    return lines;
}

std::vector<std::int64_t> allocate_unplaced(const AdmissionLists& lists, const ListedOffers& offers) {
    std::vector<std::int64_t> left;
    for (const ListedSchool& school : lists.schools) {
        if (!school.at)
            throw InputError(
                fmt::format("--allocate-unplaced: school '{}' has no easting and northing in the list of "
                            "schools, which tell what is near",
                            school.name));
        left.push_back(school.places);
    }
    for (const std::int64_t row : offers.rows)
        if (row >= 0) --left[lists.choices[static_cast<std::size_t>(row)].school];
    std::vector<std::int64_t> first_choice(lists.applicants.size(), -1);
    for (std::size_t row = lists.choices.size(); row-- > 0;)
        first_choice[lists.choices[row].applicant] = static_cast<std::int64_t>(row);
    struct Way {
        double metres;
        std::size_t applicant, school;
        bool operator<(const Way& other) const {  // the shortest on top; ties by row
            if (metres != other.metres) return metres > other.metres;
            return applicant != other.applicant ? applicant > other.applicant : school > other.school;
        }
    };
    const auto shortest = [&](std::size_t a) -> std::optional<Way> {
        const auto first = static_cast<std::size_t>(first_choice[a]);
        const GridPlace from = lists.children[a].at.value_or(*lists.schools[lists.choices[first].school].at);
        std::optional<Way> best;
        for (std::size_t s = 0; s < left.size(); ++s) {
            if (left[s] <= 0) continue;
            const Way way{metres_between(from, *lists.schools[s].at), a, s};
            if (!best || *best < way) best = way;
        }
        return best;
    };
    std::priority_queue<Way> ways;
    for (std::size_t a = 0; a < offers.rows.size(); ++a)
        if (offers.rows[a] < 0)
            if (const auto way = shortest(a)) ways.push(*way);
    std::vector<std::int64_t> allocated(lists.applicants.size(), -1);
    while (!ways.empty()) {
        stop_if_asked();
        const Way way = ways.top();
        ways.pop();
        if (left[way.school] > 0) {
            --left[way.school];
            allocated[way.applicant] = static_cast<std::int64_t>(way.school);
        } else if (const auto other = shortest(way.applicant)) {
            ways.push(*other);
        }
    }
    return allocated;
}

}  // namespace sendscape
