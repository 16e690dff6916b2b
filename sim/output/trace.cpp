// SPDX-License-Identifier: MIT
#include "sim/output/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "agents/admissions/fair_access.h"
#include "agents/plans/plan_codes.h"
#include "sim/core/error.h"
#include "sim/output/magnet_shares.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

template <std::size_t N>
std::string words(const std::array<Label, N>& labels, std::uint32_t index) {
    return index < N ? std::string(labels[index].words) : "something not known to this version";
}

std::string lower(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z'))
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

using Schools = std::span<const School>;

std::string school_name(Schools schools, std::uint32_t row) {
    return row < schools.size() ? schools[row].name : std::string{};
}

/// How a setting without a name of its own is spoken of: what one is at, and moves to; where it is no place, a state
/// and how one comes into it.
struct SettingWords {
    std::string_view place, state, becomes;
};
SettingWords words_of(Setting setting) {
    switch (setting) {
        case Setting::not_yet:
            return {"home, below school age", "at home, below school age", "is at home, below school age"};
        case Setting::early_years:
            return {"an early-years setting", {}, {}};
        case Setting::mainstream:
            return {"a mainstream school", {}, {}};
        case Setting::independent_mainstream:
            return {"an independent mainstream school", {}, {}};
        case Setting::resourced_provision:
        case Setting::sen_unit:
            return {"a base", {}, {}};
        case Setting::state_special:
            return {"a state special school", {}, {}};
        case Setting::non_maintained_special:
            return {"a non-maintained special school", {}, {}};
        case Setting::independent_special:
            return {"an independent special school", {}, {}};
        case Setting::alternative_provision:
            return {"alternative provision", "in alternative provision", {}};
        case Setting::sixth_form:
            return {"a school sixth form", "in a school sixth form", {}};
        case Setting::further_education:
            return {"a further education college", {}, {}};
        case Setting::specialist_post16:
            return {"a specialist post-16 institution", {}, {}};
        case Setting::training:
            return {"a training provider", {}, {}};
        case Setting::eotas:
            return {"education otherwise than at school", "educated otherwise than at school",
                    "is educated otherwise than at school from now on"};
        case Setting::home_education:
            return {"home education", "educated at home", {}};
        case Setting::neet:
            return {"no education, employment or training", "not in education, employment or training",
                    "leaves education, without employment or training"};
        case Setting::awaiting:
            return {"no setting", "without a school", "is left without a school"};
        case Setting::gone:
            return {"no setting", "no longer in education here", "leaves education here"};
    }
    return {"a setting not known to this version", {}, {}};
}

std::string where(Schools schools, Setting setting, std::uint32_t school) {
    const std::string name = school_name(schools, school);
    if (name.empty()) return std::string(words_of(setting).place);
    return is_base(setting) ? "the base at " + name : name;
}

/// "at King's", "without a school".
std::string at_words(Schools schools, Setting setting, std::uint32_t school) {
    const std::string_view state = school_name(schools, school).empty() ? words_of(setting).state : std::string_view();
    return state.empty() ? "at " + where(schools, setting, school) : std::string(state);
}

/// "moves to King's", "leaves education here".
std::string move_words(Schools schools, Setting setting, std::uint32_t school) {
    const std::string_view becomes =
        school_name(schools, school).empty() ? words_of(setting).becomes : std::string_view();
    return becomes.empty() ? "moves to " + where(schools, setting, school) : std::string(becomes);
}

// What the child told of is like as the story goes on.
struct Told {
    Need need = Need::none;
    std::string pronoun = "They";
    std::optional<Month> waiting_since;
    // Of the request under way: when it was made, and whether the authority first refused and then had to assess, from
    // when the weeks are counted afresh (SEND Regulations 2014, regulation 44).
    std::optional<Month> asked;
    bool refused = false, made_to_assess = false;
};

/// Keeps what the sentence of a later event needs.
void remember_request(const RecordedEvent& e, Month month, Told& told) {
    if (e.kind == EventKind::plan_requested)
        told.asked = month, told.refused = told.made_to_assess = false;
    else if (e.kind == EventKind::plan_refused)
        told.refused = true;
    else if (e.kind == EventKind::appeal_lodged || e.kind == EventKind::mediation)
        told.refused = told.refused || !told.asked;  // refused before the record begins
    else if (e.kind == EventKind::assessment_agreed)
        told.made_to_assess = told.refused;
}

/// Before school a year group is an age, and the year's age is that on the 31 August before it.
std::string year_of(int ncy) {
    return ncy < -1 ? fmt::format("aged {} on the 31 August before", age_of_ncy(ncy)) : ncy_name(ncy);
}

/// A wait that ends otherwise than by a place has no event of its own: the words for what ended it, or nothing.
std::string_view wait_ended_by(const RecordedEvent& e) {
    switch (e.kind) {
        case EventKind::plan_ceased:
        case EventKind::plan_moved_out:
        case EventKind::moved_out:
        case EventKind::left:
            return " The wait ends with it, without the place.";
        case EventKind::provision_required:
            return " The wait for what was required before ends.";
        default:
            return {};
    }
}

std::string need_changed(const RecordedEvent& e, Told& told) {
    const Need to = e.to <= need_count ? static_cast<Need>(e.to) : Need::oth;
    told.need = to;
    return e.from <= need_count && static_cast<Need>(e.from) != Need::none
               ? fmt::format("The recorded need changes from {} to {}.", need_in_words(static_cast<Need>(e.from)),
                             need_in_words(to))
               : fmt::format("The need is recorded as {}.", need_in_words(to));
}

std::string plan_requested(const RecordedEvent& e) {
    const auto source = static_cast<RequestSource>(e.cause);
    return fmt::format("{} for an EHC needs assessment.", source == RequestSource::school   ? "The school asks"
                                                          : source == RequestSource::parent ? "The parents ask"
                                                                                            : "A professional asks");
}

std::string plan_issued(const RecordedEvent& e, Month month, const Told& told) {
    constexpr int in_time = 200;  // tenths of weeks: SEND Regulations 2014, regulation 13(2)
    constexpr double tenths = 10;
    if (told.made_to_assess) {
        const int months = told.asked ? month - *told.asked : 0;
        return fmt::format(
            "The plan is final, {} weeks after the authority came to assess after all{}; it requires {}.",
            whole(e.detail / tenths), months > 0 ? fmt::format(" and {} months after the request", months) : "",
            lower(words(required_labels, e.to)));
    }
    return fmt::format("The plan is final, {} weeks after the request{}; it requires {}.", whole(e.detail / tenths),
                       e.detail <= in_time ? "" : ", past the 20 the law allows", lower(words(required_labels, e.to)));
}

std::string offer(Schools schools, const RecordedEvent& e) {
    const std::string name = school_name(schools, e.to);
    if (name.empty()) return "No school can be offered.";
    static constexpr std::array<std::string_view, 7> ranks{"though not among the preferences",
                                                           "first preference",
                                                           "second preference",
                                                           "third preference",
                                                           "fourth preference",
                                                           "fifth preference",
                                                           "sixth preference"};
    constexpr int last_rank = static_cast<int>(ranks.size()) - 1;
    const auto made = static_cast<OfferMade>(e.cause);
    const std::string_view how = made == OfferMade::waiting_list   ? " from the waiting list"
                                 : made == OfferMade::second_round ? " in the second round"
                                 : made == OfferMade::appeal       ? " on appeal"
                                                                   : "";
    return fmt::format("{} is offered{}, {}.", name, how,
                       ranks[static_cast<std::size_t>(std::clamp(e.detail, 0, last_rank))]);
}

std::string_view months_or_month(std::int32_t months) { return months == 1 ? "month" : "months"; }

/// What an event is in a sentence; empty where nothing is told of it.
std::string sentence(Schools schools, const RecordedEvent& e, Month month, Told& told) {
    const std::string p = told.pronoun;
    switch (e.kind) {
        case EventKind::born:
            return "The child reaches the age of two and enters the record.";
        case EventKind::moved_in:
            return "The family moves into the area.";
        case EventKind::moved_out:
            return "The family moves out of the area.";
        case EventKind::moved_house:
            return "The family moves house.";
        case EventKind::left:
            return p + " leaves the record.";
        case EventKind::need_changed:
            return need_changed(e, told);
        case EventKind::sen_support_started:
            return p + " is put on SEN Support.";
        case EventKind::sen_support_ended:
            return p + " comes off SEN Support.";
        case EventKind::plan_requested:
            return plan_requested(e);
        case EventKind::plan_refused:
            return "The authority refuses to assess.";
        case EventKind::assessment_agreed:
            return "The authority agrees to assess; advice is sought.";
        case EventKind::plan_not_issued:
            return "After the assessment the authority decides against a plan.";
        case EventKind::plan_issued:
            return plan_issued(e, month, told);
        case EventKind::plan_ceased:
            return fmt::format("The plan ends: {}.", words(cease_cause_labels, e.cause));
        case EventKind::plan_moved_in:
            return "The plan comes with the family from another authority.";
        case EventKind::plan_moved_out:
            return "The plan goes with the family to another authority.";
        case EventKind::provision_required:
            // The first decision is told with the plan itself.
            if (e.from == static_cast<std::uint32_t>(RequiredProvision::none)) return {};
            return fmt::format("It is decided that {} is required.", lower(words(required_labels, e.to)));
        case EventKind::placed:
            if (e.from == e.to && e.from_setting == e.to_setting) return {};
            if (e.cause != 0)
                return fmt::format("{} {}, placed under the Fair Access Protocol: {}.", p,
                                   move_words(schools, e.to_setting, e.to), words(fair_access_labels, e.cause));
            return fmt::format("{} {}.", p, move_words(schools, e.to_setting, e.to));
        case EventKind::wait_began:
            return fmt::format("No suitable place is free: {} is required and waited for.",
                               lower(words(required_labels, e.to)));
        case EventKind::wait_ended:
            return e.detail > 0 ? fmt::format("The wait is over, after {} {}.", e.detail, months_or_month(e.detail))
                                : std::string("The wait is over.");
        case EventKind::named:
            return capital(fmt::format("{} is named for the coming September.", where(schools, e.to_setting, e.to)));
        case EventKind::review_held:
            return {};
        case EventKind::mediation:
            return "The disagreement goes to mediation.";
        case EventKind::appeal_lodged:
            return fmt::format("The parents appeal to the tribunal: {}.", words(appeal_kind_labels, e.cause));
        case EventKind::appeal_decided:
            return fmt::format("The appeal ends: {}.", words(appeal_outcome_labels, e.to));
        case EventKind::admission_appeal:
            return fmt::format("A panel hears the parents' appeal for {} and {}.", school_name(schools, e.to),
                               e.detail != 0 ? "finds for them" : "turns it down");
        case EventKind::offer:
            return offer(schools, e);
        case EventKind::school_response:
            return {};
        case EventKind::suspended:
            return p + " is suspended.";
        case EventKind::excluded:
            return p + " is permanently excluded.";
        case EventKind::off_rolled:
            return p + " is off-rolled.";
        case EventKind::service_referred:
            return fmt::format("A referral is made: {}.", lower(words(service_labels, e.cause)));
        case EventKind::service_refused:
            return fmt::format("The referral is refused: {}.", lower(words(service_labels, e.cause)));
        case EventKind::service_started:
            return fmt::format("{} begins, after {} {} of waiting.", words(service_labels, e.cause), e.detail,
                               months_or_month(e.detail));
        case EventKind::service_ended:
            return fmt::format("{} ends.", words(service_labels, e.cause));
    }
    return {};
}

void demand_events(const Run& run) {
    if (run.events_kept == "none")
        throw InputError(
            "this run kept no events (it was made with --events none, or holds more than a million pupils): "
            "run it again with --events plans");
}

std::string number(const Run& run, const char* measure, std::size_t row, Month when, int places = 0) {
    const double value = run.means(run.get(measure), when)[row];
    return std::isnan(value) ? std::string("-") : decimal(value, places);
}

/// One January of a school: who is on its roll, and its places, or how many plans it has beside those expected.
std::string january_of_school(const Run& run, const School& school, std::size_t row, Month january) {
    const double roll = run.means(run.get("pupils_on_roll"), january)[row];
    if (std::isnan(roll)) return fmt::format("{}: not open.\n", long_name(january));
    std::string out =
        fmt::format("{}: {} on roll, {} with a plan, {} on SEN Support", long_name(january), whole(roll),
                    number(run, "pupils_with_plan", row, january), number(run, "pupils_on_sen_support", row, january));
    if (school.setting != Setting::mainstream) {
        const double places = run.means(run.get("commissioned_places"), january)[row];
        if (places > 0)
            out += fmt::format("; {} places, {}", whole(places),
                               roll > places ? fmt::format("{} over number", whole(roll - places))
                                             : fmt::format("{} free", whole(places - roll)));
    } else {
        const double ratio = run.means(run.get("magnet_ratio"), january)[row];
        const MagnetClass kind = magnet_shares(run, january, row).told();
        if (!std::isnan(ratio))
            out += fmt::format("; {} times the plans expected{}", decimal(ratio, 1),
                               kind == MagnetClass::magnet      ? ", a magnet"
                               : kind == MagnetClass::deflector ? ", a deflector"
                                                                : "");
        out += fmt::format("; strain {}", number(run, "strain", row, january, 2));
        const double base = run.means(run.get("base_places"), january)[row];
        if (base > 0)
            out +=
                fmt::format("; {} of {} base places filled", number(run, "pupils_in_base", row, january), whole(base));
    }
    return out + ".\n";
}

/// Who came to a school and who went, and what it did under strain.
std::string comings_and_goings(const Run& run, std::size_t row) {
    std::size_t in = 0, out_of = 0, named = 0, excluded = 0;
    std::array<std::size_t, school_response_count> responses{};
    for (const RecordedEvent& event : run.events) {
        if (event.kind == EventKind::placed && event.to != event.from) {
            in += event.to == row ? 1 : 0;
            out_of += event.from == row ? 1 : 0;
        }
        named += event.kind == EventKind::named && event.to == row ? 1 : 0;
        excluded += event.kind == EventKind::excluded && event.from == row ? 1 : 0;
        if (event.kind == EventKind::school_response && event.from == row && event.cause < responses.size())
            ++responses[event.cause];
    }
    std::string out =
        fmt::format("Of the children followed, {} came and {} went; it was named for {} ahead of a September.\n", in,
                    out_of, named);
    if (excluded > 0) out += fmt::format("{} of them were permanently excluded from it.\n", excluded);
    std::string told;
    for (std::size_t k = 0; k < responses.size(); ++k)
        if (responses[k] > 0)
            told += fmt::format("{}{} ({})", told.empty() ? "" : ", ", school_response_labels[k].words, responses[k]);
    if (!told.empty()) out += wrapped("Under strain, with the number of months in brackets: " + told + ".", 100) + "\n";
    return out;
}

}  // namespace

std::string ToldChild::when(const ToldSentence& sentence, Month start) {
    return long_name(start + static_cast<int>(sentence.month));
}

int ToldChild::waited(std::size_t month) const {
    int sum = 0;
    for (const auto& [from, to] : waits)
        if (from < month) sum += static_cast<int>(std::min(month, to) - from);
    return sum;
}

bool ToldChild::waits_in(std::size_t month) const {
    return std::any_of(waits.begin(), waits.end(),
                       [&](const ToldWait& wait) { return wait.from <= month && month < wait.to; });
}

Month wait_ends_after_16(const Run& run, const RecordedPupil& child, Month since) {
    const Month next(since.school_year() + 1, 9), after_16(run.month(child.entered).school_year() + 12 - child.ncy, 9);
    return std::max(next, after_16);
}

bool wait_goes_on(std::span<const RecordedEvent> of_child, std::size_t event) {
    for (const RecordedEvent& later : of_child.subspan(event + 1)) {
        if (later.kind == EventKind::wait_began) return false;
        if (later.kind == EventKind::wait_ended)
            return static_cast<int>(later.month) - later.detail <= static_cast<int>(of_child[event].month);
    }
    return false;
}

ToldChild tell_child(const Run& run, std::uint32_t id, std::span<const School> schools) {
    demand_events(run);
    const auto found = std::lower_bound(run.pupils.begin(), run.pupils.end(), id,
                                        [](const RecordedPupil& p, std::uint32_t wanted) { return p.id < wanted; });
    if (found == run.pupils.end() || found->id != id) {
        std::string known;
        for (std::size_t i = 0; i < run.pupils.size() && i < 3; ++i)
            known += fmt::format("{}{}", i == 0 ? "" : ", ", run.pupils[i].id);
        throw InputError(fmt::format("the run knows no child {}: it follows {} children{}{}", id, run.pupils.size(),
                                     known.empty() ? "" : ", for example ", known));
    }
    const RecordedPupil& child = *found;
    const Month entered = run.month(child.entered);
    Told told{child.need, child.girl != 0 ? "She" : "He", {}, {}};
    // National curriculum year n is the school year in which those turn n + 5 whose age on 31 August was n + 4.
    const int born_in = entered.school_year() - age_of_ncy(child.ncy) - (child.birth_month >= 9 ? 1 : 0);
    static constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
    std::string area;
    if (child.zone < run.map->zones.size()) {
        const AreaId in = run.map->zones[child.zone].area;
        area = in.exists() && in.value < run.map->areas.size() ? run.map->areas[in.value].name : "";
        area = area.empty() ? "over the border" : "in " + area;
    }
    ToldChild out;
    out.who = fmt::format("Child {} (simulated): a {} born in {} {}{}.", id, child.girl != 0 ? "girl" : "boy",
                          months[static_cast<std::size_t>(std::clamp<int>(child.birth_month, 1, 12) - 1)], born_in,
                          area.empty() ? "" : ", living " + area);
    out.sentences.push_back(
        {child.entered,
         fmt::format("{}, {}{}{}.", year_of(child.ncy), at_words(schools, child.setting, child.school),
                     child.provision == Provision::plan          ? ", with an EHC plan"
                     : child.provision == Provision::sen_support ? ", on SEN Support"
                                                                 : "",
                     child.need == Need::none ? "" : fmt::format(" for {}", need_in_words(child.need))),
         {}});
    const auto ncy_in = [&](Month month) { return child.ncy + (month.school_year() - entered.school_year()); };
    const auto end_wait = [&](Month on) {
        out.waits.push_back({run.month_index(*told.waiting_since), run.month_index(on)});
        told.waiting_since.reset();
    };
    const auto end_wait_at_16 = [&](Month now) {
        if (!told.waiting_since) return;
        const Month ends = wait_ends_after_16(run, child, *told.waiting_since);
        if (ends > now) return;
        out.sentences.push_back({run.month_index(ends), "After Year 11 a place is found anew; the wait ends.", {}});
        end_wait(ends);
    };
    int told_events = 0;
    std::vector<RecordedEvent> own;
    std::copy_if(run.events.begin(), run.events.end(), std::back_inserter(own),
                 [&](const RecordedEvent& event) { return event.pupil == id; });
    for (std::size_t i = 0; i < own.size(); ++i) {
        const RecordedEvent& event = own[i];
        if (event.kind == EventKind::review_held) ++out.reviews;
        const Month month = run.month(event.month);
        end_wait_at_16(month);
        remember_request(event, month, told);
        std::string text = sentence(schools, event, month, told);
        if (text.empty()) continue;
        ++told_events;
        if (event.kind == EventKind::wait_began) {
            if (!told.waiting_since) told.waiting_since = month;
        } else if (event.kind == EventKind::wait_ended) {
            // What an appeal named is counted from the day it was lodged on.
            if (const int waited = told.waiting_since ? month - *told.waiting_since : event.detail;
                waited < event.detail)
                text = waited > 0 ? fmt::format("The wait is over, after {} {} ({} from the appeal on).", waited,
                                                months_or_month(waited), event.detail)
                                  : fmt::format("The wait is over in the month it began ({} {} from the appeal on).",
                                                event.detail, months_or_month(event.detail));
            // One that began before the record did.
            if (!told.waiting_since)
                told.waiting_since = std::max({entered, month - std::max(static_cast<int>(event.detail), 0),
                                               run.month(out.waits.empty() ? 0 : out.waits.back().to)});
            end_wait(month);
        } else if (const std::string_view why = wait_ended_by(event);
                   told.waiting_since && !why.empty() &&
                   !(event.kind == EventKind::provision_required && wait_goes_on(own, i))) {
            text += why;
            end_wait(month);
        }
        const int ncy = ncy_in(month);
        out.sentences.push_back(
            {event.month, std::move(text), ncy >= first_ncy && ncy <= last_school_ncy ? year_of(ncy) : std::string()});
    }
    end_wait_at_16(run.last());
    if (told.waiting_since) {
        const int waited = run.last() - *told.waiting_since;
        out.sentences.push_back(
            {run.month_count - 1,
             fmt::format("Still waiting when the run ends, after {} {}.", waited, waited == 1 ? "month" : "months"),
             {}});
        end_wait(run.last());
        out.waits.back().to = run.month_count;
    }
    out.eventless = told_events == 0;
    return out;
}

std::string trace_pupil(const Run& run, std::uint32_t id) {
    const ToldChild told = tell_child(run, id, run.map->schools);
    std::string out = told.who + "\n";
    for (const ToldSentence& one : told.sentences)
        out += fmt::format("{:<15} {}{}\n", ToldChild::when(one, run.start) + ":", one.words,
                           one.year.empty() ? "" : " [" + one.year + "]");
    if (told.eventless) out += "Nothing else is recorded.\n";
    if (told.reviews > 0)
        out += fmt::format("The plan was reviewed {} {}.\n", told.reviews, told.reviews == 1 ? "time" : "times");
    return out;
}

std::string trace_school(const Run& run, std::uint32_t urn) {
    const auto& schools = run.map->schools;
    const auto found =
        std::find_if(schools.begin(), schools.end(), [&](const School& school) { return school.urn == urn; });
    if (found == schools.end()) {
        std::vector<std::string> urns;
        for (const School& school : schools) urns.push_back(fmt::format("{}", school.urn));
        const std::string near = nearest_spelling(fmt::format("{}", urn), urns);
        throw InputError(fmt::format("the run's map has no school with URN {}{}", urn,
                                     near.empty() ? "" : fmt::format(": did you mean {}?", near)));
    }
    const School& school = *found;
    const auto row = static_cast<std::size_t>(found - schools.begin());
    std::string out =
        fmt::format("{} (URN {}), {}, {} to {}{}.\n", school.name, urn, lower(std::string(label(school.setting).words)),
                    ncy_name(school.low_ncy), ncy_name(school.high_ncy), school.in_area ? "" : ", over the border");
    // A named school may be a real one: nothing below is said of it.
    out += run.map->synthetic
               ? "Simulated: the school and its children are invented.\n"
               : "Simulated: only the first January follows the census; nothing after it has happened, and "
                 "every child is invented.\n";
    if (run.replicates > 1)
        out += wrapped(fmt::format("The Januaries are means over {} runs under different luck; the children's coming "
                                   "and going beneath is that of the first run.",
                                   run.replicates),
                       100) +
               "\n";
    for (const Month january : run.januaries()) out += january_of_school(run, school, row, january);
    return run.events_kept == "none" ? out : out + comings_and_goings(run, row);
}

std::uint32_t eventful_pupil(const Run& run) {
    std::vector<std::uint32_t> kinds(run.pupils.size(), 0);
    const auto row_of = [&](std::uint32_t id) {
        const auto found = std::lower_bound(run.pupils.begin(), run.pupils.end(), id,
                                            [](const RecordedPupil& p, std::uint32_t wanted) { return p.id < wanted; });
        return found != run.pupils.end() && found->id == id ? static_cast<std::size_t>(found - run.pupils.begin())
                                                            : run.pupils.size();
    };
    std::vector<std::uint64_t> seen(run.pupils.size(), 0);
    for (const RecordedEvent& event : run.events) {
        const std::size_t row = row_of(event.pupil);
        if (row == run.pupils.size()) continue;
        const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(event.kind);
        if ((seen[row] & bit) == 0) ++kinds[row];
        seen[row] |= bit;
    }
    // A child of the area itself, where there is one: a neighbour's is not what the run is about.
    const auto is_own = [&](std::size_t row) {
        const std::uint32_t zone = run.pupils[row].zone;
        return zone < run.map->zones.size() && run.map->zones[zone].area.exists();
    };
    std::size_t best = run.pupils.size();
    for (std::size_t row = 0; row < run.pupils.size(); ++row)
        if (best == run.pupils.size() || std::pair(is_own(row), kinds[row]) > std::pair(is_own(best), kinds[best]))
            best = row;
    return best == run.pupils.size() ? SchoolId::none_value : run.pupils[best].id;
}

}  // namespace sendscape
