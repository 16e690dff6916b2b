// SPDX-License-Identifier: MIT
#include "agents/families/net_migration.h"

#include "sim/core/paired_draws.h"

namespace sendscape {
namespace {

/// What London's boroughs gain a year beside other authorities: estimated on primary rolls of 2019 and 2025 of 4 inner
/// and 8 outer boroughs with an even code (-0.13 and -0.05 after six years, logarithm), a quarter of whose pupils have
/// a brother or sister in secondary school, with whom they stay (judged).
constexpr double gained_by(LondonPart part) {
    constexpr double inner = -0.029, outer = -0.011;
    return part == LondonPart::inner ? inner : part == LondonPart::outer ? outer : 0;
}

/// How far an authority lies from its kind, a year: 0.03 after six years, the same rolls of 52 authorities.
constexpr double spread_of_migration = 0.005;

}  // namespace

LondonPart london_part(std::string_view code) {
    const auto between = [&](std::string_view first, std::string_view last) {
        return code.size() == first.size() && code >= first && code <= last;
    };
    return between("201", "213") ? LondonPart::inner : between("301", "320") ? LondonPart::outer : LondonPart::none;
}

std::vector<double> own_net_migration(double doubt, const Step& step) {
    constexpr std::uint32_t of_migration = 16;  // counter: the first draws of the stream are about practice
    const PairedDraws unknown(step.draws);
    std::vector<double> gained;
    gained.reserve(step.map.authorities.size());
    for (const Authority& authority : step.map.authorities) {
        double rate = gained_by(london_part(authority.code));
        if (authority.sen2.flow(step.map.census.year() - 1) != nullptr)
            rate += doubt * spread_of_migration *
                    unknown.normal(Stream::practice_doubt, number_of_code(authority.code), Month(0), of_migration);
        gained.push_back(rate);
    }
    return gained;
}

}  // namespace sendscape
