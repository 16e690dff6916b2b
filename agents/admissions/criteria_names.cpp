// SPDX-License-Identifier: MIT
#include "agents/admissions/criteria_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

std::vector<std::string> names_known_to(CriteriaReader reader) {
    std::vector<std::string> codes;
    for (const CriterionRow& row : admission_criteria())
        if (reader == CriteriaReader::lists || row.simulated()) codes.emplace_back(row.label.code);
    return codes;
}

/// "Looked after" as the tables write it: looked_after.
std::string as_in_tables(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '-') c = '_';
    }
    return out;
}

std::optional<AdmissionCriterion> criterion_called(const std::string& written) {
    const std::string name = as_in_tables(written);
    const auto rows = admission_criteria();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!name.empty() && (rows[i].label.code == name || rows[i].also == name))
            return static_cast<AdmissionCriterion>(i);
    return std::nullopt;
}

AdmissionCriterion known_criterion(const std::string& name, const std::string& where, CriteriaReader reader) {
    const std::vector<std::string> known = names_known_to(reader);
    const auto criterion = criterion_called(name);
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

}  // namespace

std::vector<AdmissionCriterion> criteria_named(const std::vector<std::string>& names, const std::string& where,
                                               CriteriaReader reader) {
    std::vector<AdmissionCriterion> order;
    bool tie_break = false, lottery = false;
    for (const std::string& name : names) {
        const AdmissionCriterion criterion = known_criterion(name, where, reader);
        if (std::find(order.begin(), order.end(), criterion) != order.end())
            throw InputError(fmt::format("criteria of {} name '{}' twice", where, name));
        if ((tie_break && criterion != AdmissionCriterion::lottery) || lottery)
            throw InputError(fmt::format("criteria of {} put '{}' after a tie-break; distance_m or lottery comes last",
                                         where, name));
        tie_break = tie_break || row_of(criterion).part == CriterionPart::tie_break;
        lottery = criterion == AdmissionCriterion::lottery;
        order.push_back(criterion);
    }
    // An authority must say how it decides between equals (School Admissions Code 2021, 1.8). Lists from an authority
    // without distances are decided by lot instead, as its column heads show.
    if (reader == CriteriaReader::simulated_round && !tie_break)
        throw InputError(fmt::format(
            "criteria of {} end without a tie-break: put distance_m or lottery last (School Admissions Code 2021, 1.8)",
            where));
    std::erase_if(order, [](AdmissionCriterion c) { return row_of(c).part == CriterionPart::before_all; });
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

std::string criteria_words(std::span<const AdmissionCriterion> order) {
    std::vector<std::string_view> codes;
    for (const AdmissionCriterion criterion : order) codes.push_back(code(criterion));
    return fmt::format("{}", fmt::join(codes, ", "));
}

}  // namespace sendscape
