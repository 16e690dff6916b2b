// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// OpenStreetMap's keys that say who may use a street, how fast and in which direction.
enum class StreetKey : std::uint8_t {
    highway,
    maxspeed,
    oneway,
    oneway_motorcar,
    oneway_motor_vehicle,
    oneway_vehicle,
    junction,
    access,
    foot,
    vehicle,
    motor_vehicle,
    motorcar,
    motorroad,
    area,
};
inline constexpr std::array<std::string_view, 14> street_keys{
    "highway",   "maxspeed", "oneway", "oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle",
    "junction",  "access",   "foot",   "vehicle",         "motor_vehicle",        "motorcar",
    "motorroad", "area"};

/// What a street says of itself under those keys; any other key is passed over.
class StreetTags {
  public:
    void set(std::string_view key, std::string_view value);
    void set(StreetKey key, std::string_view value) { values_[static_cast<std::size_t>(key)] = value; }
    /// Empty where it is not said.
    [[nodiscard]] const std::string& operator[](StreetKey key) const { return values_[static_cast<std::size_t>(key)]; }

  private:
    std::array<std::string, street_keys.size()> values_;
};

/// What may use a kind of road, and how fast.
struct RoadUse {
    bool drivable = false, walkable = false;
    double kilometres_an_hour = 0;  ///< typical speed of a car where no limit is given; 0: no car ever
};

/// By OpenStreetMap's `highway` value; nothing for a kind that is not known.
std::optional<RoadUse> use_of_highway(std::string_view highway);

/// Whether a `highway` value is known to be no street: not built, or built for something else.
bool is_no_street(std::string_view highway);

/// Who may use a street: by its kind, unless it says otherwise. The more specific key wins: for cars `motorcar`,
/// `motor_vehicle`, `vehicle`, `access`; for walkers `foot`, `access`. A school run counts as 'destination' and
/// 'customers'; 'delivery', 'permit' and the like are closed to it. The ground of an area is for walkers only, and a
/// `motorroad` for cars only. Source: OpenStreetMap wiki, Key:access.
RoadUse use_of_street(const RoadUse& kind, const StreetTags& tags);

/// Which way cars may go: 1 as the street is drawn, -1 against it, 0 both ways; nothing where the words say nothing.
/// Lists of merged streets count as one-way if a part is. 'reversible' and 'alternating' streets are driven both ways.
std::optional<int> one_way_of(std::string_view words);

/// The same of a street as a whole: cars' own key before `oneway`, and what motorways and roundabouts imply.
std::optional<int> direction_of(const StreetTags& tags);

/// The members of a list as tools write it ("['primary', 'tertiary']", "primary;tertiary"), or the one value.
std::vector<std::string> list_items(std::string_view text);

/// A speed limit as OpenStreetMap writes it, "30 mph", "50" (km/h) or "GB:nsl_single"; of a list the first that is
/// one; 0 when none is.
double speed_limit(std::string_view maxspeed);

/// Driving speed for a kind of road under a limit (0: none given): 0.65 of limits up to 30 mph and 0.85 of higher ones,
/// for junctions and traffic (assumption, near DfT's average speeds on local A roads).
double driving_speed(const RoadUse& use, double limit);

}  // namespace sendscape
