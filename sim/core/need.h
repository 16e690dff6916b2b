#pragma once
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// Primary type of need as the school census and SEN2 record it.
enum class Need : std::uint8_t { spld, mld, sld, pmld, semh, slcn, hi, vi, msi, pd, asd, oth, nsa, ds, none };
constexpr std::size_t need_count = 14;  ///< recorded needs, `none` apart

inline constexpr std::array<Label, need_count + 1> need_labels{{
    {"SPLD", "Specific learning difficulty", "DfE school census, SEN type codeset"},
    {"MLD", "Moderate learning difficulty", "DfE school census, SEN type codeset"},
    {"SLD", "Severe learning difficulty", "DfE school census, SEN type codeset"},
    {"PMLD", "Profound and multiple learning difficulty", "DfE school census, SEN type codeset"},
    {"SEMH", "Social, emotional and mental health", "DfE school census, SEN type codeset"},
    {"SLCN", "Speech, language and communication", "DfE school census, SEN type codeset"},
    {"HI", "Hearing impairment", "DfE school census, SEN type codeset"},
    {"VI", "Vision impairment", "DfE school census, SEN type codeset"},
    {"MSI", "Multi-sensory impairment", "DfE school census, SEN type codeset"},
    {"PD", "Physical disability", "DfE school census, SEN type codeset"},
    {"ASD", "Autism", "DfE school census, SEN type codeset"},
    {"OTH", "Other difficulty or disability", "DfE school census, SEN type codeset"},
    {"NSA", "SEN Support without specialist assessment", "DfE school census: SEN Support only"},
    {"DS", "Down syndrome", "DfE school census, from January 2026"},
    {"NONE", "No recorded need", "this model"},
}};
constexpr const Label& label(Need need) { return need_labels[static_cast<std::size_t>(need)]; }

/// Needs as a set of bits: what a school is designated for. An empty set means 'any'.
using NeedSet = std::uint16_t;
constexpr NeedSet need_bit(Need need) { return static_cast<NeedSet>(1u << static_cast<unsigned>(need)); }
constexpr bool includes(NeedSet set, Need need) { return set == 0 || (set & need_bit(need)) != 0; }

/// The five groups shown to people.
enum class NeedGroup : std::uint8_t { autism, semh, speech_language, learning, physical_sensory };
constexpr std::size_t need_group_count = 5;
inline constexpr std::array<Label, need_group_count> need_group_labels{{
    {"autism", "Autism", "grouping of this project"},
    {"semh", "SEMH", "grouping of this project"},
    {"speech_language", "Speech & language", "grouping of this project"},
    {"learning", "Learning", "grouping of this project"},
    {"physical_sensory", "Physical & sensory", "grouping of this project"},
}};
constexpr NeedGroup group_of(Need need) {
    switch (need) {
        case Need::asd:
            return NeedGroup::autism;
        case Need::semh:
            return NeedGroup::semh;
        case Need::slcn:
            return NeedGroup::speech_language;
        case Need::hi:
        case Need::vi:
        case Need::msi:
        case Need::pd:
            return NeedGroup::physical_sensory;
        default:
            return NeedGroup::learning;
    }
}

}  // namespace sendscape
