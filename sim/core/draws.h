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

/// What a draw is for. One named stream per purpose; numbers are part of every golden result: never renumber, only
/// append. `sendscape describe streams` prints them.
enum class Stream : std::uint16_t {
    // starting population and map
    map_layout = 1,
    map_schools = 2,
    map_roads = 3,
    start_home = 10,
    start_attributes = 11,
    start_need = 12,
    start_plan = 13,
    start_sen_support = 14,
    start_family = 15,
    start_school_traits = 16,
    start_process = 17,
    start_setting = 18,
    start_network = 19,
    // population
    births = 30,
    migration_in = 31,
    migration_out = 32,
    moves_between_authorities = 33,
    moves_within = 34,
    housing = 35,
    newcomer = 36,
    early_years = 37,
    beyond_the_map = 38,
    // needs and SEN Support
    need_onset = 50,
    need_recode = 51,
    sen_support_entry = 52,
    sen_support_exit = 53,
    sen_support_transfer = 54,
    severity_change = 55,
    // plans
    plan_request = 70,
    plan_request_source = 71,
    plan_panel = 72,
    plan_assessment = 73,
    plan_duration = 74,
    plan_mediation = 75,
    plan_refusal_overturned = 76,
    plan_review = 77,
    plan_cease = 78,
    plan_first_placement = 79,
    plan_required_change = 80,
    plan_appeal = 81,
    plan_appeal_outcome = 82,
    plan_appeal_lag = 83,
    plan_post16 = 84,
    plan_return_to_mainstream = 85,
    plan_leave_school = 86,
    // placement
    placement_preference = 100,
    placement_refusal = 101,
    placement_choice = 102,
    placement_tie = 103,
    placement_consultation = 104,
    phase_transfer = 105,
    placement_out_of_area = 106,
    // admissions
    admissions_preference = 120,
    admissions_lottery = 121,
    admissions_list_length = 122,
    in_year_move = 123,
    admissions_appeal = 124,
    sixth_form = 125,
    admission_number = 126,
    // schools
    school_response = 140,
    head_turnover = 141,
    exclusion = 142,
    off_roll = 143,
    ethos_shock = 144,
    elective_home = 145,
    attendance = 146,
    attainment = 147,
    // services
    service_referral = 160,
    service_threshold = 161,
    service_duration = 162,
    service_start = 163,
    // families
    family_advocacy = 180,
    family_word_of_mouth = 181,
    family_house_move = 182,
    // authority, accountability
    commissioning = 200,
    inspection = 201,
    transport = 202,
    settlement = 203,
    independent_fee = 204,
};

/// A word of a draw as a uniform number in [0, 1), 32 bits.
constexpr double fraction(std::uint32_t word) { return word * 0x1p-32; }

/// Counter-based random numbers (Philox 4x32-10 of Random123): a draw is a pure function of (seed, replicate, stream,
/// agent, month, k). Nothing is stored, so results do not depend on order or threads, and the same child has the same
/// luck under every policy.
class Draws {
  public:
    Draws() = default;
    Draws(std::uint64_t seed, std::uint32_t replicate);

    [[nodiscard]] std::array<std::uint32_t, 4> words(Stream stream, std::uint32_t agent, Month month,
                                                     std::uint32_t k = 0) const {
        // Month and stream share a word: months stay under 65,536 (the year 5461) and streams under 65,536.
        const std::uint32_t purpose =
            (static_cast<std::uint32_t>(month.index) << 16) | static_cast<std::uint32_t>(stream);
        const r123::Philox4x32::ctr_type counter = {{agent, purpose, k, replicate_}};
        const r123::Philox4x32::key_type key = {
            {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
        const auto result = r123::Philox4x32{}(counter, key);
        return {result[0], result[1], result[2], result[3]};
    }

    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform(Stream stream, std::uint32_t agent, Month month, std::uint32_t k = 0) const {
        const auto w = words(stream, agent, month, k);
        return static_cast<double>((static_cast<std::uint64_t>(w[0]) << 21) ^ (w[1] >> 11)) * 0x1p-53;
    }
    [[nodiscard]] bool happens(double probability, Stream stream, std::uint32_t agent, Month month,
                               std::uint32_t k = 0) const {
        return probability > 0 && uniform(stream, agent, month, k) < probability;
    }
    [[nodiscard]] double normal(Stream stream, std::uint32_t agent, Month month, std::uint32_t k = 0) const {
        return inverse_normal(uniform(stream, agent, month, k) + 0x1p-54);
    }
    /// Whole number in [0, n).
    [[nodiscard]] std::uint32_t below(std::uint32_t n, Stream stream, std::uint32_t agent, Month month,
                                      std::uint32_t k = 0) const {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(words(stream, agent, month, k)[0]) * n) >> 32);
    }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] std::uint32_t replicate() const { return replicate_; }

  private:
    std::uint64_t seed_ = 0;
    std::uint32_t replicate_ = 0;
};

/// The row of `weights` in which the fraction `u` in [0, 1) of their sum falls; weights.size() if the sum is not > 0.
std::size_t pick(std::span<const double> weights, double u);

/// Poisson count with the given mean whose uniform draw is u: inversion below 30, normal approximation above.
std::uint32_t poisson(double mean, double u);

}  // namespace sendscape
