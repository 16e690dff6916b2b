// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/System/Vector2.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sim/scenario/prepare_map.h"
#include "visualiser/film.h"

namespace sendscape {

struct Scene;

/// What an officer puts on the map is, from its first moment, the entry of a scenario that opens it.
enum class NewSite : std::uint8_t { special_school, base };

/// Row of the zone of the area that is nearest to a place in metres: there a new school stands. None without zones.
std::optional<std::size_t> site_zone(const Film& film, sf::Vector2f metres);
/// Row of the area's mainstream school nearest to a place that is open in the month and known by a URN; none there is.
std::optional<std::uint32_t> site_host(const Film& film, int month, sf::Vector2f metres);

/// An all-through special school at a zone; `urn`: its own, of no other school.
ProvisionChange new_special_school(const Film& film, std::size_t zone, Month on, std::uint32_t urn);
/// A base in resourced provision for the phase the host teaches.
ProvisionChange new_base(const School& host, Month on);
/// Whether the entry gives the phases a choice: a base only where its host teaches both.
bool has_phases(const ProvisionChange& change, const Film& film);

/// September on or after the month: where an opening is dated until the officer says otherwise.
Month coming_september(Month month);

/// One thing about a new site that an officer sets: what it is called, as it stands, and how a step changes it.
struct SiteField {
    const char* words;
    bool number;       ///< has less and more; else it is switched
    bool is_of_phase;  ///< only where has_phases()
    std::string (*value)(const ProvisionChange& change);
    /// `by`: steps, +1 or -1. `first`: the first month it can open in.
    void (*step)(ProvisionChange& change, int by, Month first);
};
/// Places, opening, how fast it fills, phase.
std::span<const SiteField> site_fields();

/// Whether a site is for a group of needs; it is for all of them where none is named.
bool is_for(const ProvisionChange& change, NeedGroup group);
/// The site with the group among its needs, or without; the last group stays.
ProvisionChange with_need(ProvisionChange change, NeedGroup group, bool wanted);

/// "Special school, 60 places, Port Lyne" or "Base, 20 places, at Priory Park Academy".
std::string site_words(const ProvisionChange& change, const Film& film);

/// Where the school of an entry is drawn, in pixels; none: it is not on the map.
std::optional<sf::Vector2f> site_pixel(const Scene& scene, const ProvisionChange& change);

}  // namespace sendscape
