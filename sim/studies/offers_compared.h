// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "sim/world.h"

namespace sendscape {

/// Children whose offers are told apart: all, by SEN Support, by the deprivation of the home's zone, and by how far
/// from the home the school is that was offered under the reference.
enum class OfferGroup : std::uint8_t {
    all,
    sen_support,
    no_sen_support,
    deciles_1_to_3,
    deciles_4_to_7,
    deciles_8_to_10,
    under_1_km,
    from_1_to_3_km,
    over_3_km
};
constexpr std::size_t offer_group_count = 9;
inline constexpr std::array<std::string_view, offer_group_count> offer_group_words{
    "All",
    "With SEN Support",
    "Without SEN Support or plan",
    "Deprivation deciles 1 to 3, most deprived",
    "Deprivation deciles 4 to 7",
    "Deprivation deciles 8 to 10",
    "Under 1 km from the reference's offer",
    "1 to 3 km from it",
    "Over 3 km from it"};

/// An offer of the day of the offers.
struct OfferNoted {
    PupilId pupil;
    SchoolId school;
    std::int32_t preference = 0;  ///< met; 0: none of them
    std::int32_t metres = 0;      ///< on foot from home to the school
    std::uint8_t birth_month = 0, girl = 0;
    std::int8_t ncy = 0;
};
using OffersByMonth = std::map<std::int32_t, std::vector<OfferNoted>>;  ///< by Month::index

/// The day's offers to the area's residents, in order of pupils; none in most months.
std::vector<OfferNoted> offers_of(const World& world);
/// Notes a month's offers, if there are any.
void note_offers(const World& world, OffersByMonth& offers);

/// Children offered places in both of two worlds that share their luck, round by round, added up.
struct OffersCompared {
    struct Tally {
        std::int64_t children = 0, gain = 0, lose = 0;  ///< a higher or lower preference met than in the reference
        std::int64_t first_before = 0, first_after = 0, metres_before = 0, metres_after = 0;
    };
    std::array<Tally, offer_group_count> groups{};
    std::int64_t rounds = 0;  ///< months of offers

    /// Adds one round: the reference's offers, and the option's world in that month. A child is the same in both by its
    /// row; children with an offer in one world alone, and rows that are not the same child, are left out.
    void add(const std::vector<OfferNoted>& reference, const World& option);
};

}  // namespace sendscape
