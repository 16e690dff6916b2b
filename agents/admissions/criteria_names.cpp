// SPDX-License-Identifier: MIT
#include "agents/admissions/criteria_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

/// Names that authorities write, as as_in_tables() leaves them, and what they are called here.
struct OtherName {
    std::string_view name, meant;
};
constexpr std::array other_names{
    OtherName{"ehcp", "ehcp_named"},
    OtherName{"ehc_plan", "ehcp_named"},
    OtherName{"named_in_plan", "ehcp_named"},
    OtherName{"plan", "ehcp_named"},
    OtherName{"lac", "looked_after"},
    OtherName{"plac", "looked_after"},
    OtherName{"lac_plac", "looked_after"},
    OtherName{"cla", "looked_after"},
    OtherName{"in_care", "looked_after"},
    OtherName{"children_in_care", "looked_after"},
    OtherName{"looked_after_children", "looked_after"},
    OtherName{"looked_after_and_previously_looked_after", "looked_after"},
    OtherName{"looked_after_or_previously_looked_after", "looked_after"},
    OtherName{"medical", "social_medical"},
    OtherName{"social", "social_medical"},
    OtherName{"social_and_medical", "social_medical"},
    OtherName{"social_or_medical", "social_medical"},
    OtherName{"medical_and_social", "social_medical"},
    OtherName{"medical_or_social", "social_medical"},
    OtherName{"medical_social", "social_medical"},
    OtherName{"exceptional", "social_medical"},
    OtherName{"exceptional_need", "social_medical"},
    OtherName{"siblings", "sibling"},
    OtherName{"sib", "sibling"},
    OtherName{"sibling_link", "sibling"},
    OtherName{"in_catchment", "catchment"},
    OtherName{"catchment_area", "catchment"},
    OtherName{"priority_area", "catchment"},
    OtherName{"designated_area", "catchment"},
    OtherName{"nearest_school", "nearest"},
    OtherName{"church", "faith"},
    OtherName{"religion", "faith"},
    OtherName{"religious", "faith"},
    OtherName{"feeder_school", "feeder"},
    OtherName{"linked_school", "feeder"},
    OtherName{"staff_child", "staff"},
    OtherName{"child_of_staff", "staff"},
    OtherName{"children_of_staff", "staff"},
    OtherName{"pp", "pupil_premium"},
    OtherName{"banding", "band"},
    OtherName{"fair_banding", "band"},
    OtherName{"distance", "distance_m"},
    OtherName{"proximity", "distance_m"},
    OtherName{"home_to_school_distance", "distance_m"},
    OtherName{"straight_line_distance", "distance_m"},
    OtherName{"walking_distance", "distance_m"},
    OtherName{"random", "lottery"},
    OtherName{"random_allocation", "lottery"},
    OtherName{"ballot", "lottery"},
    OtherName{"drawing_of_lots", "lottery"},
};

/// "Looked after" as the tables write it: looked_after.
std::string as_in_tables(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '-' || c == '/') c = '_';
    }
    return out;
}

std::optional<AdmissionCriterion> criterion_called(const std::string& written) {
    std::string_view name = written;
    for (const OtherName& other : other_names)
        if (other.name == name) name = other.meant;
    const auto rows = admission_criteria();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].label.code == name) return static_cast<AdmissionCriterion>(i);
    return std::nullopt;
}

/// The criterion one name means.
AdmissionCriterion known_criterion(const std::string& name, const std::string& where, CriteriaReader reader) {
    const std::vector<std::string> known = names_of_criteria(reader);
    const auto criterion = criterion_called(as_in_tables(name));
    if (!criterion)
        throw InputError(fmt::format("criteria of {} name '{}', which is not one of {}{}", where, name,
                                     fmt::join(known, ", "), did_you_mean(as_in_tables(name), known)));
    if (reader == CriteriaReader::simulated_round && !row_of(*criterion).simulated())
        throw InputError(
            fmt::format("criteria of {} name '{}', which does nothing in the simulated round: {}. It knows {}; "
                        "'sendscape admissions' knows {} from the lists it is given",
                        where, name, row_of(*criterion).only_lists, fmt::join(known, ", "), name));
    return *criterion;
}

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(" \t") + 1 - from));
}

/// Puts what stands between the separators into `parts`.
void split(std::string_view text, std::string_view separator, std::vector<std::string>& parts) {
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(separator, from), text.size());
        parts.push_back(trimmed(text.substr(from, end - from)));
        from = end + separator.size();
    }
}

/// "sibling + catchment" as two names; "social and medical", which is one, stays one.
std::vector<std::string> joined_names(std::string name) {
    std::replace(name.begin(), name.end(), '&', '+');
    std::vector<std::string> by_sign, parts;
    split(name, "+", by_sign);
    for (const std::string& part : by_sign) {
        const std::string key = as_in_tables(part);
        if (criterion_called(key) || key.find("_and_") == std::string::npos)
            parts.push_back(part);
        else
            split(key, "_and_", parts);
    }
    return parts;
}

CriterionStep step_called(const std::string& name, const std::string& where, CriteriaReader reader) {
    const std::vector<std::string> parts = joined_names(name);
    CriterionStep step;
    for (const std::string& part : parts) {
        if (part.empty())
            throw InputError(
                fmt::format("criteria of {}: '{}' joins a name to nothing; write sibling+catchment", where, name));
        const AdmissionCriterion criterion = known_criterion(part, where, reader);
        if (parts.size() > 1 && row_of(criterion).part != CriterionPart::priority)
            throw InputError(fmt::format(
                "criteria of {}: '{}' joins '{}' to another name; only criteria that a child meets or does not meet "
                "are joined, and {}",
                where, name, part,
                row_of(criterion).part == CriterionPart::tie_break ? "distance_m or lottery comes last, once for all"
                                                                   : "this one stands by itself"));
        if (step.holds(criterion))
            throw InputError(fmt::format("criteria of {}: '{}' names {} twice", where, name, code(criterion)));
        step = step + CriterionStep(criterion);
    }
    return step;
}

/// Whether everybody who meets `later` has met `earlier`.
bool leaves_nobody(CriterionStep earlier, CriterionStep later) {
    return earlier.part() == CriterionPart::priority && earlier.met_by(later.bits);
}

}  // namespace

std::vector<std::string> names_of_criteria(CriteriaReader reader) {
    std::vector<std::string> codes;
    for (const CriterionRow& row : admission_criteria())
        if (reader == CriteriaReader::lists || row.simulated()) codes.emplace_back(row.label.code);
    return codes;
}

CriteriaOrder criteria_named(const std::vector<std::string>& names, const std::string& where, CriteriaReader reader) {
    CriteriaOrder order;
    bool tie_break = false, lottery = false;
    for (const std::string& name : names) {
        const CriterionStep step = step_called(name, where, reader);
        for (const CriterionStep earlier : order) {
            if (earlier == step) throw InputError(fmt::format("criteria of {} name '{}' twice", where, name));
            if (leaves_nobody(earlier, step))
                throw InputError(fmt::format(
                    "criteria of {} put '{}' after '{}', which every child who meets it meets already: put it before",
                    where, name, step_name(earlier)));
        }
        if ((tie_break && !step.holds(AdmissionCriterion::lottery)) || lottery)
            throw InputError(fmt::format("criteria of {} put '{}' after a tie-break; distance_m or lottery comes last",
                                         where, name));
        tie_break = tie_break || step.part() == CriterionPart::tie_break;
        lottery = step.holds(AdmissionCriterion::lottery);
        order.push_back(step);
    }
    // An authority must say how it decides between equals (School Admissions Code 2021, 1.8). Of lists only the columns
    // tell whether distance was dropped: their reader refuses that.
    if (reader == CriteriaReader::simulated_round && !tie_break)
        throw InputError(fmt::format(
            "criteria of {} end without a tie-break: put distance_m or lottery last (School Admissions Code 2021, 1.8)",
            where));
    std::erase_if(order, [](CriterionStep step) { return step.part() == CriterionPart::before_all; });
    if (order.size() > most_criterion_steps)
        throw InputError(fmt::format("criteria of {} have {} steps; {} are read at the most", where, order.size(),
                                     most_criterion_steps));
    return order;
}

std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(",;", from), text.size());
        std::string name(text.substr(from, end - from));
        name.erase(0, name.find_first_not_of(" \t"));
        name.erase(name.find_last_not_of(" \t") + 1);
        const bool quoted = name.size() >= 2 && name.front() == name.back() && (name[0] == '"' || name[0] == '\'');
        if (quoted) name = name.substr(1, name.size() - 2);
        names.push_back(std::move(name));
        from = end + 1;
    }
    return names;
}

std::string step_name(CriterionStep step) {
    std::string name;
    for (const AdmissionCriterion criterion : step.criteria())
        name += fmt::format("{}{}", name.empty() ? "" : "+", code(criterion));
    return name;
}

std::string step_words(CriterionStep step) {
    std::string words;
    for (const AdmissionCriterion criterion : step.criteria())
        words += fmt::format("{}{}", words.empty() ? "" : " and ", row_of(criterion).label.words);
    return words;
}

std::string criteria_words(std::span<const CriterionStep> order) {
    std::vector<std::string> names;
    for (const CriterionStep step : order) names.push_back(step_name(step));
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace sendscape
