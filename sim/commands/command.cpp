// SPDX-License-Identifier: MIT
#include "sim/commands/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/machine_limits.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {

std::size_t Given::row(std::string_view name) const {
    for (std::size_t i = 0; i < options_.size(); ++i)
        if (options_[i].name == name) return i;
    throw std::logic_error(fmt::format("a command has no option {}", name));
}

bool Given::on(std::string_view name) const { return values_[row(name)].on; }

bool Given::given(std::string_view name) const {
    const Value& value = values_[row(name)];
    return value.on || !value.text.empty() || !value.all.empty();
}

std::string Given::text(std::string_view name) const {
    const std::size_t i = row(name);
    return values_[i].text.empty() ? std::string(options_[i].otherwise) : values_[i].text;
}

std::optional<std::string> Given::word(std::string_view name) const {
    std::string text = this->text(name);
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::filesystem::path> Given::path(std::string_view name) const { return word(name); }

// Numbers are taken as text and read strictly: a library would take -1 for a large seed and 010 for 8.
std::optional<std::uint64_t> Given::whole(std::string_view name) const {
    const std::optional<std::string> text = word(name);
    if (!text) return std::nullopt;
    const auto [least, most] = std::pair(options_[row(name)].least, options_[row(name)].most);
    const auto value = parse_whole(*text, most);
    if (!value || *value < least)
        throw InputError(fmt::format("{} {}: must be a whole number from {} to {}", name, *text, least, most));
    return *value;
}

const std::vector<std::string>& Given::all(std::string_view name) const { return values_[row(name)].all; }

std::vector<std::filesystem::path> Given::paths(std::string_view name) const {
    const std::vector<std::string>& words = all(name);
    return {words.begin(), words.end()};
}

void Given::check_choices() const {
    for (std::size_t i = 0; i < options_.size(); ++i) {
        const OptionRow& option = options_[i];
        std::string word = values_[i].text;
        if (option.choices.empty() || word.empty()) continue;
        std::replace_if(
            word.begin(), word.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
        const std::vector<std::string> known(option.choices.begin(), option.choices.end());
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        std::string list = known.front();
        for (std::size_t k = 1; k < known.size(); ++k) list += (k + 1 < known.size() ? ", " : " or ") + known[k];
        throw InputError(
            fmt::format("{} {}: must be {}{}", option.name, values_[i].text, list, did_you_mean(word, known)));
    }
}

void Given::check_needs() const {
    for (const OptionRow& option : options_)
        if (!option.needs.empty() && given(option.name) && !given(option.needs))
            throw InputError(
                fmt::format("{} does nothing without {}: give both, or leave it out", option.name, option.needs));
}

void Given::refuse(std::span<const std::string_view> names, std::string_view why) const {
    std::string idle;
    for (const std::string_view name : names)
        if (given(name)) idle += (idle.empty() ? "" : ", ") + std::string(name);
    if (!idle.empty()) throw InputError(fmt::format("{}: {}", idle, why));
}

int Given::threads() const {
    if (const auto given = whole(threads_option.name)) return static_cast<int>(*given);
    return std::clamp(usable_cores(), static_cast<int>(threads_option.least), static_cast<int>(threads_option.most));
}

// The list: one row for each command, in the order of --help. The file of a command defines its NAME_row.
// clang-format off
#define COMMANDS(row) \
    row(run) \
    row(compare) \
    row(magnets) \
    row(admissions) \
    row(map_build) \
    row(map_synth) \
    row(map_info) \
    row(map_draw) \
    row(report) \
    row(trace) \
    row(export) \
    row(describe) \
    row(check) \
    row(first_run) \
    row(hindcast) \
    row(calibrate) \
    row(scan) \
    row(policies) \
    row(sweep) \
    row(sensitivity)
// clang-format on

#define DECLARED(name) CommandRow name##_row();
COMMANDS(DECLARED)
#undef DECLARED

std::vector<CommandRow> commands() {
#define LISTED(name) name##_row(),
    return {COMMANDS(LISTED)};
#undef LISTED
}

std::span<const CommandGroup> command_groups() {
    static constexpr CommandGroup groups[]{{"map", "Build, make, describe and draw maps"}};
    return groups;
}

#undef COMMANDS

}  // namespace sendscape
