// SPDX-License-Identifier: MIT
#include "maps/tables/typed_needs.h"

#include <algorithm>
#include <array>
#include <vector>

#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/slip.h"

namespace sendscape {
namespace {

struct NeedPhrase {
    std::string_view words;  ///< as column_key writes them
    Need need;
};

/// What is said for a need beside its code and its name in the school census.
constexpr std::array<NeedPhrase, 39> other_phrases{{
    {"autism", Need::asd},
    {"autistic", Need::asd},
    {"autism_spectrum", Need::asd},
    {"autistic_spectrum", Need::asd},
    {"autism_spectrum_disorder", Need::asd},
    {"autistic_spectrum_disorder", Need::asd},
    {"autism_spectrum_condition", Need::asd},
    {"autistic_spectrum_condition", Need::asd},
    {"asc", Need::asd},
    {"speech_and_language", Need::slcn},
    {"speech_language", Need::slcn},
    {"speech_language_and_communication", Need::slcn},
    {"speech_language_communication", Need::slcn},
    {"speech_language_and_communication_needs", Need::slcn},
    {"social_emotional_mental_health", Need::semh},
    {"social_emotional_and_mental_health_needs", Need::semh},
    {"besd", Need::semh},  // its name until 2014
    {"moderate_learning", Need::mld},
    {"moderate_learning_difficulties", Need::mld},
    {"severe_learning", Need::sld},
    {"severe_learning_difficulties", Need::sld},
    {"profound_and_multiple_learning_difficulties", Need::pmld},
    {"profound_multiple_learning_difficulties", Need::pmld},
    {"specific_learning_difficulties", Need::spld},
    {"dyslexia", Need::spld},
    {"hearing", Need::hi},
    {"hearing_impaired", Need::hi},
    {"deaf", Need::hi},
    {"visual", Need::vi},
    {"visual_impairment", Need::vi},
    {"visually_impaired", Need::vi},
    {"multisensory_impairment", Need::msi},
    {"physical", Need::pd},
    {"physical_disabilities", Need::pd},
    {"physical_difficulties", Need::pd},
    {"down_s_syndrome", Need::ds},
    {"downs_syndrome", Need::ds},
    {"other", Need::oth},
    {"other_difficulties", Need::oth},
}};
constexpr std::array<std::string_view, 6> between{"and", "or", "with", "any", "all", "needs"};

/// All that is said for needs, the longest first: "speech and language" before an "and" between two needs.
std::vector<std::pair<std::string, Need>> phrases() {
    std::vector<std::pair<std::string, Need>> list;
    for (std::size_t i = 0; i < need_count; ++i) {
        list.emplace_back(lower_case(need_labels[i].code), static_cast<Need>(i));
        list.emplace_back(column_key(need_labels[i].words), static_cast<Need>(i));
    }
    for (const auto& [words, need] : other_phrases) list.emplace_back(words, need);
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return list;
}

/// Whether `key` begins with whole words of `words`.
bool begins_with_words(std::string_view key, std::string_view words) {
    return key.starts_with(words) && (key.size() == words.size() || key[words.size()] == '_');
}

}  // namespace

TypedNeeds parse_typed_needs(std::string_view cell) {
    std::string plain;  // '+' belongs to words elsewhere ("90+")
    for (const char c : cell) plain += c == '+' ? ' ' : c;
    const std::string key = column_key(plain);
    TypedNeeds typed;
    if (key.empty()) return typed;
    const auto known = phrases();
    for (std::string_view rest = key; !rest.empty();) {
        std::size_t size = 0;
        for (const auto& [words, need] : known)
            if (begins_with_words(rest, words)) {
                typed.needs = static_cast<NeedSet>(typed.needs | need_bit(need));
                size = words.size();
                break;
            }
        const std::string_view word = rest.substr(0, rest.find('_'));
        if (size == 0 && std::find(between.begin(), between.end(), word) != between.end()) size = word.size();
        if (size == 0) {
            typed.unknown = word;
            return typed;
        }
        rest.remove_prefix(std::min(rest.size(), size + 1));
    }
    return typed;
}

std::string need_meant(std::string_view word) {
    const std::string lower = lower_case(word);
    for (const auto& [words, need] : phrases())
        if (is_slip_of(lower, words)) return std::string(label(need).code);
    return {};
}

}  // namespace sendscape
