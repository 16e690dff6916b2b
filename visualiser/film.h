// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/output/change_kind.h"
#include "visualiser/edition.h"

namespace sendscape {

struct Run;
struct HomeCounts;

/// Where a child with a plan is from some month on.
struct Stay {
    std::int16_t from = 0;              ///< month of the film
    std::uint32_t school = 0xFFFFFFFF;  ///< row of Film::schools; none outside schools
    Setting setting = Setting::gone;    ///< `gone`: not shown (no plan, or left)
    NeedGroup need = NeedGroup::learning;
    bool waiting = false;  ///< without a suitable place
};

/// A child who has, or will have, a plan. Its stays are [first_stay, first_stay + stays).
struct FilmChild {
    std::uint32_t pupil = 0;
    float x = 0, y = 0;               ///< a place in its home's zone that stands for it, metres: homes are not known
    std::uint32_t zone = 0xFFFFFFFF;  ///< row of Film::zones
    std::uint16_t area = 0;           ///< planning area; none: a neighbour's child
    static constexpr std::uint16_t no_area = 0xFFFF;
    std::uint32_t first_stay = 0;
    std::uint16_t stays = 0;
};

/// A headline number over the months with its range over replicates (low and high empty with one replicate).
struct Headline {
    std::string key;
    std::vector<float> mean, low, high;
    int leap = -1;    ///< month in which something pushes it once; none
    std::string why;  ///< it does so
};

/// Something dated on the timeline.
struct Flag {
    std::int16_t month = 0;
    std::string label;
    ChangeKind kind = ChangeKind::parameter;
    SchoolId school{};  ///< row of Film::schools; none of policies and homes
    int count = 1;      ///< bases that open in the month, where it stands for several
};

/// Whether it is so in half of the runs or more: what the map then colours, as summary, report and schools.csv name it.
constexpr bool in_most(int runs, int of) { return 2 * runs >= of; }

/// What a mainstream school's disc and a special school's diamond show in one month: means over the runs in which it is
/// open, and in how many runs it is what.
struct SchoolMonth {
    float roll = 0, plans = 0, places = 0;
    float base_places = 0, in_base = 0;   ///< resourced provision or SEN unit
    float plans_low = 0, plans_high = 0;  ///< 5th and 95th percentile of `plans` over the runs
    float expected = 0;                   ///< plans expected of its areas, bases left out
    float strain = 0;
    std::uint16_t magnet_runs = 0, deflector_runs = 0;
    std::int8_t beyond = 0;   ///< in most runs outside the 99.8% funnel limits, or of that class: +1 above, -1 below
    std::uint8_t magnet = 0;  ///< MagnetClass in half of the runs or more
    std::uint8_t open = 1;    ///< in at least half of the runs

    /// Plans that are compared with the expected: a base is there to draw its own.
    [[nodiscard]] float observed() const { return plans > in_base ? plans - in_base : 0.0f; }
    [[nodiscard]] float ratio() const { return expected > 0 ? observed() / expected : 1.0f; }
};

/// By how much B differs from A: mean over pairs of runs of one number, whose children have the same luck, and in how
/// many pairs there is more or less of it in B.
struct Change {
    float mean = 0;
    std::uint16_t more = 0, fewer = 0;
    float shown = 0;  ///< B's number less A's, both as they are shown; of other runs in B than in A the rounded mean
    /// Pairs in which the sign is that of the mean.
    [[nodiscard]] int agree() const { return mean > 0 ? more : mean < 0 ? fewer : 0; }
};

/// What is held run by run, so that two films can be paired. Shared by the copies of a film.
struct EachRun {
    std::vector<std::uint16_t> plans;  ///< (month * schools + school) * runs + run
    std::vector<float> shortfall;      ///< (month * areas + area) * runs + run: children
};

/// Two Januaries are needed to call a school a magnet or a deflector: one so called at the second was one from the
/// start (the same words as in the summary).
inline constexpr int from_start_months = 12;

/// Everything the view shows of a run, month by month: filled from a run file or by a running simulation. The view
/// reads it and never writes; a live run appends months to a film of its own and hands over whole films.
struct Film {
    Edition edition;  ///< what is kept beside anything worked out of it
    std::string title;
    std::string place;     ///< "Wendshire (simulated)"
    std::string scenario;  ///< "status quo"
    std::string digest;
    bool invented = true;  ///< its schools do not exist: what is told of them is told of nobody
    Month first{2026, 1};
    int months = 0;
    int span = 0;  ///< months the timeline shall show while a run is still growing; 0: those there are
    int replicates = 1;
    bool sketched = false;        ///< a lever is drawn in that is not lived yet
    float overdispersion = 1.3f;  ///< variance ratio by which the funnel's limits are widened

    std::vector<Authority> authorities;
    std::vector<Area> areas;
    std::vector<School> schools;
    std::vector<Zone> zones;
    RoadNetwork roads;

    std::vector<Catchment> catchments;  ///< that the map carries
    /// Of the first run of a live one, census by census: who lives where. Empty of a run's file.
    std::vector<std::shared_ptr<const HomeCounts>> homes;

    std::vector<SchoolMonth> school_months;  ///< month * schools + school
    /// month * areas + area: children without a suitable place, means over replicates
    std::vector<std::array<float, need_group_count>> shortfall;
    std::shared_ptr<const EachRun> each;  ///< none of a single run: it is the mean
    // Of a film of differences, else empty:
    std::vector<Change> change;                   ///< month * areas + area: children short of a place
    std::vector<double> change_low, change_high;  ///< by month: of all areas, over the pairs (5th and 95th percentile)
    std::vector<Change> school_change;            ///< month * schools + school: plans
    int pairs = 0;                                ///< runs that both films have
    std::vector<Headline> numbers;                ///< plans, shortfall, independent for want, balance, journey
    std::vector<Headline> services;               ///< waits in weeks, one for each service
    std::vector<Headline> spend;                  ///< by heading, £ over the last twelve months
    std::vector<Flag> flags;
    std::vector<FilmChild> children;  ///< in order of `pupil`
    std::vector<Stay> stays;
    std::shared_ptr<const Run> record;       ///< of the children, for their stories; none where none was kept
    std::optional<std::uint32_t> eventful;   ///< row of the child to whom most happens
    std::optional<std::uint32_t> told;       ///< row of the child a talk is about: its wait begins and ends
    std::shared_ptr<const Run> told_record;  ///< of that child alone
    int told_waits = 0, told_placed = 0;     ///< months its first wait begins and ends

    [[nodiscard]] bool of_differences() const { return !change.empty(); }
    [[nodiscard]] int length() const { return span > months ? span : months; }  ///< months of the timeline
    [[nodiscard]] const SchoolMonth& at(int month, std::size_t school) const {
        return school_months[static_cast<std::size_t>(month) * schools.size() + school];
    }
    [[nodiscard]] const std::array<float, need_group_count>& shortfall_at(int month, std::size_t area) const {
        return shortfall[static_cast<std::size_t>(month) * areas.size() + area];
    }
    /// Whether the true border of the area is known, and drawn.
    [[nodiscard]] bool true_borders() const {
        return std::any_of(authorities.begin(), authorities.end(),
                           [](const auto& one) { return one.in_area && !one.outline.empty(); });
    }
    /// Whether a child is the area's own; neighbours' are simulated and not measured.
    [[nodiscard]] bool is_own(const FilmChild& child) const {
        return areas.empty() || child.area != FilmChild::no_area;
    }
    [[nodiscard]] const Headline* number(const std::string& key) const {
        for (const Headline& series : numbers)
            if (series.key == key) return &series;
        return nullptr;
    }
    /// Row of a child by its number in the run; none of others.
    [[nodiscard]] std::optional<std::uint32_t> row_of(std::uint32_t pupil) const {
        const auto found =
            std::lower_bound(children.begin(), children.end(), pupil,
                             [](const FilmChild& child, std::uint32_t wanted) { return child.pupil < wanted; });
        if (found == children.end() || found->pupil != pupil) return std::nullopt;
        return static_cast<std::uint32_t>(found - children.begin());
    }
    /// Row of the stay that covers `month`, or nothing before the first.
    [[nodiscard]] const Stay* stay_at(const FilmChild& child, int month) const {
        const Stay* found = nullptr;
        for (std::uint16_t i = 0; i < child.stays; ++i) {
            const Stay& stay = stays[child.first_stay + i];
            if (stay.from > month) break;
            found = &stay;
        }
        return found;
    }
};

}  // namespace sendscape
