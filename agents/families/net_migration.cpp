// SPDX-License-Identifier: MIT
#include "agents/families/net_migration.h"

#include "sim/core/paired_draws.h"

namespace sendscape {
namespace {

/// How far an authority lies from its kind, a year: 0.03 after six years, the same rolls of 52 authorities.
constexpr double spread_of_migration = 0.005;

}  // namespace

LondonPart london_part(std::string_view code) {
    const auto between = [&](std::string_view first, std::string_view last) {
        return code.size() == first.size() && code >= first && code <= last;
    };
    return between("201", "213") ? LondonPart::inner : between("301", "320") ? LondonPart::outer : LondonPart::none;
}

std::vector<double> own_net_migration(const std::array<double, 2>& london, double doubt, const Step& step) {
    constexpr std::uint32_t of_migration = 16;  // counter: the first draws of the stream are about practice
    const PairedDraws unknown(step.draws);
    std::vector<double> gained;
    gained.reserve(step.map.authorities.size());
    for (const Authority& authority : step.map.authorities) {
        const LondonPart part = london_part(authority.code);
        double rate = part == LondonPart::inner ? london[0] : part == LondonPart::outer ? london[1] : 0;
        if (authority.sen2.flow(step.map.census.year() - 1) != nullptr)
            rate += doubt * spread_of_migration *
                    unknown.normal(Stream::practice_doubt, number_of_code(authority.code), Month(0), of_migration);
        gained.push_back(rate);
    }
    return gained;
}

}  // namespace sendscape
