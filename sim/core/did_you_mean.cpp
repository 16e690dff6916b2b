// SPDX-License-Identifier: MIT
#include "sim/core/did_you_mean.h"

#include <algorithm>

#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::string_view between_parts = "_-. ";

/// Whether a known word holds every part of the word: "plans_need" those of "plans_by_need".
bool holds_parts(std::string_view known, std::string_view word) {
    constexpr std::size_t least_letters = 4;  // fewer are in too many words
    if (word.size() < least_letters || word.find_first_not_of(between_parts) == std::string_view::npos) return false;
    for (std::size_t from = word.find_first_not_of(between_parts); from != std::string_view::npos;) {
        const std::size_t end = std::min(word.find_first_of(between_parts, from), word.size());
        if (known.find(word.substr(from, end - from)) == std::string_view::npos) return false;
        from = word.find_first_not_of(between_parts, end);
    }
    return true;
}

}  // namespace

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise) {
    if (const std::string near = nearest_spelling(word, known); !near.empty()) return "; did you mean '" + near + "'?";
    constexpr std::size_t most_named = 4;
    std::vector<std::string> like;
    std::copy_if(known.begin(), known.end(), std::back_inserter(like),
                 [&](const std::string& one) { return holds_parts(one, word); });
    if (like.empty() || like.size() > most_named) return std::string(otherwise);
    std::string list = "'" + like.front() + "'";
    for (std::size_t i = 1; i < like.size(); ++i) list += (i + 1 < like.size() ? ", '" : " or '") + like[i] + "'";
    return "; did you mean " + list + "?";
}

}  // namespace sendscape
