// SPDX-License-Identifier: MIT
#pragma once
#include <Random123/philox.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/core/calendar.h"
#include "sim/core/elementary.h"
#include "sim/core/id.h"

namespace sendscape {

// clang-format off
#define SENDSCAPE_STREAMS(STREAM) \
    /* starting population and map */     \
    STREAM(map_layout, 1)                 \
    STREAM(map_schools, 2)                \
    STREAM(map_roads, 3)                  \
    STREAM(start_home, 10)                \
    STREAM(start_attributes, 11)          \
    STREAM(start_need, 12)                \
    STREAM(start_plan, 13)                \
    STREAM(start_sen_support, 14)         \
    STREAM(start_family, 15)              \
    STREAM(start_school_traits, 16)       \
    STREAM(start_process, 17)             \
    STREAM(start_setting, 18)             \
    STREAM(start_network, 19)             \
    /* population */                      \
    STREAM(births, 30)                    \
    STREAM(migration_in, 31)              \
    STREAM(migration_out, 32)             \
    STREAM(moves_between_authorities, 33) \
    STREAM(moves_within, 34)              \
    STREAM(housing, 35)                   \
    STREAM(newcomer, 36)                  \
    STREAM(early_years, 37)               \
    STREAM(beyond_the_map, 38)            \
    /* needs and SEN Support */           \
    STREAM(need_onset, 50)                \
    STREAM(need_recode, 51)               \
    /* plans */                           \
    STREAM(plan_request, 70)              \
    STREAM(plan_panel, 72)                \
    STREAM(plan_assessment, 73)           \
    STREAM(plan_duration, 74)             \
    STREAM(plan_mediation, 75)            \
    STREAM(plan_review, 77)               \
    STREAM(plan_first_placement, 79)      \
    STREAM(plan_required_change, 80)      \
    STREAM(plan_appeal, 81)               \
    STREAM(plan_appeal_outcome, 82)       \
    STREAM(plan_appeal_lag, 83)           \
    STREAM(plan_post16, 84)               \
    STREAM(plan_leave_school, 86)         \
    STREAM(practice_doubt, 87)            \
    STREAM(plan_transition, 88)           \
    /* placement */                       \
    STREAM(placement_preference, 100)     \
    STREAM(placement_refusal, 101)        \
    STREAM(placement_choice, 102)         \
    STREAM(placement_consultation, 104)   \
    STREAM(phase_transfer, 105)           \
    STREAM(placement_out_of_area, 106)    \
    /* admissions */                      \
    STREAM(admissions_preference, 120)    \
    STREAM(admissions_lottery, 121)       \
    STREAM(admissions_list_length, 122)   \
    STREAM(in_year_move, 123)             \
    STREAM(admissions_appeal, 124)        \
    STREAM(sixth_form, 125)               \
    STREAM(admission_number, 126)         \
    /* schools */                         \
    STREAM(head_turnover, 141)            \
    STREAM(exclusion, 142)                \
    STREAM(ethos_shock, 144)              \
    STREAM(attainment, 147)               \
    /* services */                        \
    STREAM(service_referral, 160)         \
    STREAM(service_threshold, 161)        \
    STREAM(service_duration, 162)         \
    STREAM(service_start, 163)            \
    /* families */                        \
    STREAM(family_advocacy, 180)          \
    STREAM(family_word_of_mouth, 181)     \
    STREAM(family_house_move, 182)        \
    STREAM(taste_drift, 183)              \
    STREAM(family_forum, 184)             \
    /* authority, accountability */       \
    STREAM(inspection, 201)               \
    STREAM(transport, 202)                \
    STREAM(settlement, 203)               \
    /* studies, which are no part of the model */ \
    STREAM(sweep_design, 220)             \
    STREAM(bootstrap, 221)
// clang-format on

/// What a draw is for. One named stream per purpose, in one list: the enumerators and `sendscape describe streams` come
/// from it. Numbers are part of every golden result: never renumber, only append. A number that is missing (52 to 55,
/// 71, 76, 78, 85, 103, 140, 143, 145, 146, 200, 204) belonged to a stream that is gone and is never given out again.
/// From first_service_stream on, numbers are those of services (agents/service_table.h).
enum class Stream : std::uint16_t {
#define SENDSCAPE_STREAM(name, number) name = number,
    SENDSCAPE_STREAMS(SENDSCAPE_STREAM)
#undef SENDSCAPE_STREAM
};
constexpr std::uint16_t first_service_stream = 1024;

/// A word of a draw as a uniform number in [0, 1), 32 bits.
constexpr double fraction(std::uint32_t word) { return word * 0x1p-32; }
/// The same in the open interval (0, 1), half a step higher: what the inverse of a distribution can be asked for.
constexpr double inner_fraction(std::uint32_t word) { return fraction(word) + 0x1p-33; }
/// A word of a draw as a whole number in [0, n).
constexpr std::uint32_t whole_below(std::uint32_t word, std::uint64_t n) {
    return static_cast<std::uint32_t>((word * n) >> 32);
}

/// The first two of the four words of a draw: all that uniform() reads.
using FirstWords = std::array<std::uint32_t, 2>;
using FourWords = std::array<std::uint32_t, 4>;

/// Counter-based random numbers (Philox 4x32-10 of Random123): a draw is a pure function of (seed, replicate, stream,
/// agent, month, k). Nothing is stored, so results do not depend on order or threads, and the same child has the same
/// luck under every policy.
class Draws {
  public:
    Draws() = default;
    Draws(std::uint64_t seed, std::uint32_t replicate);

    [[nodiscard]] std::array<std::uint32_t, 4> words(Stream stream, std::uint32_t agent, Month month,
                                                     std::uint32_t k = 0) const {
        const r123::Philox4x32::ctr_type counter = {{agent, purpose(stream, month), k, replicate_}};
        const auto [low, high] = key();
        const auto result = r123::Philox4x32{}(counter, r123::Philox4x32::key_type{{low, high}});
        return {result[0], result[1], result[2], result[3]};
    }

    /// The words of `out[0].size()` agents in a row, word w of agent first_agent + i at out[w][i]: words() of each, but
    /// several agents at a time where the processor can.
    void words_in_a_row(Stream stream, std::uint32_t first_agent, Month month, std::uint32_t k,
                        const std::array<std::span<std::uint32_t>, 4>& out) const;

    /// The first words of an agent's draws with these counters, out[i] of counters[i]: of words() each, but several at
    /// a time where the processor can.
    void words_of_counters(Stream stream, std::uint32_t agent, Month month, std::span<const std::uint32_t> counters,
                           std::span<FirstWords> out) const;

    /// The words of draws of these agents with one counter k, out[i] of agents[i]: the same.
    void words_of_agents(Stream stream, Month month, std::uint32_t k, std::span<const std::uint32_t> agents,
                         std::span<FourWords> out) const;

    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform(Stream stream, std::uint32_t agent, Month month, std::uint32_t k = 0) const {
        const auto w = words(stream, agent, month, k);
        return uniform({w[0], w[1]});
    }
    static constexpr double uniform(const FirstWords& words) {
        return static_cast<double>((static_cast<std::uint64_t>(words[0]) << 21) ^ (words[1] >> 11)) * 0x1p-53;
    }
    [[nodiscard]] bool happens(double probability, Stream stream, std::uint32_t agent, Month month,
                               std::uint32_t k = 0) const {
        return probability > 0 && uniform(stream, agent, month, k) < probability;
    }
    [[nodiscard]] double normal(Stream stream, std::uint32_t agent, Month month, std::uint32_t k = 0) const {
        const auto w = words(stream, agent, month, k);
        return normal({w[0], w[1]});
    }
    static double normal(const FirstWords& words) { return inverse_normal(uniform(words) + 0x1p-54); }
    /// Whole number in [0, n).
    [[nodiscard]] std::uint32_t below(std::uint32_t n, Stream stream, std::uint32_t agent, Month month,
                                      std::uint32_t k = 0) const {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(words(stream, agent, month, k)[0]) * n) >> 32);
    }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] std::uint32_t replicate() const { return replicate_; }

  private:
    /// Month and stream share a word: months stay under 65,536 (the year 5461) and streams under 65,536.
    static constexpr std::uint32_t purpose(Stream stream, Month month) {
        return (static_cast<std::uint32_t>(month.index) << 16) | static_cast<std::uint32_t>(stream);
    }
    [[nodiscard]] std::array<std::uint32_t, 2> key() const {
        return {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)};
    }

    std::uint64_t seed_ = 0;
    std::uint32_t replicate_ = 0;
};

/// The row of `weights` in which the fraction `u` in [0, 1) of their sum falls; weights.size() if the sum is not > 0.
std::size_t pick(std::span<const double> weights, double u);

/// Poisson count with the given mean whose uniform draw is u: inversion below 30, normal approximation above.
std::uint32_t poisson(double mean, double u);

}  // namespace sendscape
