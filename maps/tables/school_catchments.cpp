// SPDX-License-Identifier: MIT
#include "maps/tables/school_catchments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "maps/tables/cell_values.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::uint32_t least_of_urns = 100'000;  ///< URNs have six digits

[[noreturn]] void refuse(const std::filesystem::path& file, std::size_t feature, const std::string& why) {
    throw InputError(fmt::format("{}, feature {}: {}", file.string(), feature, why));
}

/// A URN in text: a whole number, blanks around it and a fraction of nothing but noughts allowed; 0: it is none.
std::uint32_t urn_in(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::uint32_t urn = 0;
    const char* const end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data(), end, urn);
    if (error != std::errc{}) return 0;
    if (stop != end && *stop == '.')
        for (++stop; stop != end && *stop == '0';) ++stop;
    return stop == end ? urn : 0;
}

DrawnSchool school_of(const AreaShape& shape, const std::filesystem::path& file, CatchmentsOf by) {
    DrawnSchool drawn;
    drawn.shape = shape;
    drawn.urn = urn_in(shape.code);
    if (!shape.code.empty() && drawn.urn == 0)
        refuse(file, shape.feature,
               fmt::format("its URN is '{}'; the number of the school whose catchment it is, such as 123456, is needed",
                           shape.code));
    // Some files have the URN where others have the name; a list of schools may call them by numbers of its own.
    const std::uint32_t in_name = by == CatchmentsOf::urn ? urn_in(shape.name) : 0;
    if (in_name < least_of_urns)
        drawn.name = shape.name;
    else if (drawn.urn != 0 && drawn.urn != in_name)
        refuse(file, shape.feature,
               fmt::format("its URN is {}, and the property that names the school is {}; one of them is wrong",
                           drawn.urn, in_name));
    else
        drawn.urn = in_name;
    if (drawn.urn == 0 && by == CatchmentsOf::urn)
        refuse(file, shape.feature,
               fmt::format("its URN is '{}'; the number of the school whose catchment it is, such as 123456, is needed",
                           shape.name));
    return drawn;
}

}  // namespace

std::string DrawnSchool::words() const { return urn != 0 ? fmt::format("URN {}", urn) : fmt::format("'{}'", name); }

std::vector<DrawnSchool> read_school_catchments(const std::filesystem::path& file, QualityTable& quality,
                                                CatchmentsOf by) {
    std::vector<DrawnSchool> drawn;
    for (const AreaShape& shape : read_catchment_shapes(file, quality)) {
        DrawnSchool one = school_of(shape, file, by);
        const auto same = std::find_if(drawn.begin(), drawn.end(), [&](const DrawnSchool& other) {
            return one.urn != 0 ? one.urn == other.urn
                                : other.urn == 0 && lower_case(one.name) == lower_case(other.name);
        });
        if (same == drawn.end()) {
            drawn.push_back(std::move(one));
            continue;
        }
        if (same->name.empty()) same->name = one.name;
        join_catchments(*same, one, file);
    }
    return drawn;
}

void join_catchments(DrawnSchool& drawn, const DrawnSchool& more, const std::filesystem::path& file) {
    try {
        join_shapes(drawn.shape, more.shape);
    } catch (const InputError& error) {
        const bool first = !drawn.shape.crosses.empty();
        refuse(file, first ? drawn.shape.feature : more.shape.feature,
               fmt::format("the catchment of {} {}", drawn.words(), error.what()));
    }
}

std::string other_school(std::uint32_t urn, std::string_view name, std::string_view own,
                         std::span<const std::string> known) {
    const std::string given = lower_case(name);
    if (urn == 0 || given.empty() || given == lower_case(own)) return {};
    const bool another =
        std::any_of(known.begin(), known.end(), [&](const std::string& one) { return lower_case(one) == given; });
    if (!another) return {};
    return fmt::format("its URN {} is that of '{}', and its name, '{}', is another school's; one of them is wrong", urn,
                       own, name);
}

void check_name(const DrawnSchool& drawn, std::string_view own, std::span<const std::string> known,
                const std::filesystem::path& file) {
    if (const std::string why = other_school(drawn.urn, drawn.name, own, known); !why.empty())
        refuse(file, drawn.shape.feature, why);
}

}  // namespace sendscape
