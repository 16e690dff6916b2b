// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

// Each classification below is one list of rows, from which its enumerators, labels and counts are made. To add a need,
// add its row before `none` and build: every table by need that lacks it is an error. Files hold the position of a row:
// rows are not put in another order.

/// The five groups shown to people: enumerator, code, words, source.
#define SENDSCAPE_NEED_GROUPS(ROW)                                                           \
    ROW(autism, "autism", "Autism", "grouping of this project")                              \
    ROW(semh, "semh", "SEMH", "grouping of this project")                                    \
    ROW(speech_language, "speech_language", "Speech & language", "grouping of this project") \
    ROW(learning, "learning", "Learning", "grouping of this project")                        \
    ROW(physical_sensory, "physical_sensory", "Physical & sensory", "grouping of this project")

enum class NeedGroup : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_NEED_GROUPS(ROW)
#undef ROW
};
inline constexpr std::array need_group_labels{
#define ROW(name, code, words, source) Label{code, words, source},
    SENDSCAPE_NEED_GROUPS(ROW)
#undef ROW
};
constexpr std::size_t need_group_count = need_group_labels.size();
#undef SENDSCAPE_NEED_GROUPS

/// Which tables of England's starting population (agents/pupils/national_tables.h) have a column for a need.
enum class NeedColumns : std::uint8_t {
    plans_and_support,
    support,  ///< SEN Support only
    none,     ///< the code came later, and its children are counted under another
};

/// Primary type of need as the school census and SEN2 record it: enumerator, code, words, words within a sentence,
/// source, group, columns.
#define SENDSCAPE_NEEDS(ROW)                                                                                           \
    ROW(spld, "SPLD", "Specific learning difficulty", "specific learning difficulty", sen_type_codeset, learning,      \
        plans_and_support)                                                                                             \
    ROW(mld, "MLD", "Moderate learning difficulty", "moderate learning difficulty", sen_type_codeset, learning,        \
        plans_and_support)                                                                                             \
    ROW(sld, "SLD", "Severe learning difficulty", "severe learning difficulty", sen_type_codeset, learning,            \
        plans_and_support)                                                                                             \
    ROW(pmld, "PMLD", "Profound and multiple learning difficulty", "profound and multiple learning difficulty",        \
        sen_type_codeset, learning, plans_and_support)                                                                 \
    ROW(semh, "SEMH", "Social, emotional and mental health", "social, emotional and mental health", sen_type_codeset,  \
        semh, plans_and_support)                                                                                       \
    ROW(slcn, "SLCN", "Speech, language and communication", "speech and language", sen_type_codeset, speech_language,  \
        plans_and_support)                                                                                             \
    ROW(hi, "HI", "Hearing impairment", "hearing impairment", sen_type_codeset, physical_sensory, plans_and_support)   \
    ROW(vi, "VI", "Vision impairment", "vision impairment", sen_type_codeset, physical_sensory, plans_and_support)     \
    ROW(msi, "MSI", "Multi-sensory impairment", "multi-sensory impairment", sen_type_codeset, physical_sensory,        \
        plans_and_support)                                                                                             \
    ROW(pd, "PD", "Physical disability", "physical disability", sen_type_codeset, physical_sensory, plans_and_support) \
    ROW(asd, "ASD", "Autism", "autism", sen_type_codeset, autism, plans_and_support)                                   \
    ROW(oth, "OTH", "Other difficulty or disability", "other needs", sen_type_codeset, learning, plans_and_support)    \
    ROW(nsa, "NSA", "SEN Support without specialist assessment", "need not yet assessed",                              \
        "DfE school census: SEN Support only", learning, support)                                                      \
    ROW(ds, "DS", "Down syndrome", "Down syndrome", "DfE school census, from January 2026", learning, none)            \
    ROW(none, "NONE", "No recorded need", "no recorded need", "this model", learning, none)

enum class Need : std::uint8_t {
#define ROW(name, ...) name,
    SENDSCAPE_NEEDS(ROW)
#undef ROW
};

struct NeedRow {
    Label label;
    std::string_view in_text;
    NeedGroup group;
    NeedColumns columns;
};
inline constexpr std::string_view sen_type_codeset = "DfE school census, SEN type codeset";
inline constexpr std::array need_rows{
#define ROW(name, code, words, in_text, source, group, columns) \
    NeedRow{{code, words, source}, in_text, NeedGroup::group, NeedColumns::columns},
    SENDSCAPE_NEEDS(ROW)
#undef ROW
};
#undef SENDSCAPE_NEEDS

inline constexpr std::array need_labels = labels_of(need_rows);
constexpr auto need_count = static_cast<std::size_t>(Need::none);  ///< recorded needs, `none` apart
static_assert(need_rows.size() == need_count + 1, "'none' is the last row");

constexpr const NeedRow& need_row(Need need) { return need_rows[static_cast<std::size_t>(need)]; }
constexpr const Label& label(Need need) { return need_row(need).label; }
constexpr NeedGroup group_of(Need need) { return need_row(need).group; }

/// Needs that have a column in the tables of plans, and in those of SEN Support: the first rows.
constexpr std::size_t plan_need_count =
    static_cast<std::size_t>(std::count_if(need_rows.begin(), need_rows.end(), [](const NeedRow& row) {
        return row.columns == NeedColumns::plans_and_support;
    }));
constexpr std::size_t support_need_count = static_cast<std::size_t>(std::count_if(
    need_rows.begin(), need_rows.end(), [](const NeedRow& row) { return row.columns != NeedColumns::none; }));
static_assert(std::is_sorted(need_rows.begin(), need_rows.end(),
                             [](const NeedRow& a, const NeedRow& b) { return a.columns < b.columns; }),
              "needs with columns in the tables come first, in the order of the columns");

/// A table with one entry for each recorded need.
template <class T, std::size_t N>
consteval auto by_need(const Entry<Need, T> (&entries)[N]) {
    return one_for_each<need_count>(entries);
}
/// A table with one entry for each group of needs.
template <class T, std::size_t N>
consteval auto by_need_group(const Entry<NeedGroup, T> (&entries)[N]) {
    return one_for_each<need_group_count>(entries);
}

/// Needs as a set of bits: what a school is designated for. An empty set means 'any'.
using NeedSet = std::uint16_t;
static_assert(need_rows.size() <= 16, "a set of needs has a bit for each row");
constexpr NeedSet need_bit(Need need) { return static_cast<NeedSet>(1u << static_cast<unsigned>(need)); }
constexpr bool includes(NeedSet set, Need need) { return set == 0 || (set & need_bit(need)) != 0; }

}  // namespace sendscape
