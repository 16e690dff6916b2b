// SPDX-License-Identifier: MIT
#include "sim/studies/offers_compared.h"

#include <algorithm>
#include <limits>

#include "agents/admissions/waiting_lists.h"
#include "sim/output/stocks_and_flows.h"

namespace sendscape {
namespace {

constexpr std::int32_t near_metres = 1000, far_metres = 3000;  // walks of a quarter and three quarters of an hour

/// The preference met, so that less is better; more than any where none was.
std::int32_t rank_of(const OfferNoted& offer) {
    return offer.preference == 0 ? std::numeric_limits<std::int32_t>::max() : offer.preference;
}

std::vector<OfferGroup> groups_of(const World& world, const OfferNoted& reference) {
    std::vector<OfferGroup> groups{OfferGroup::all};
    const Provision provision = world.pupils.provision[reference.pupil];
    if (provision == Provision::sen_support) groups.push_back(OfferGroup::sen_support);
    if (provision == Provision::none) groups.push_back(OfferGroup::no_sen_support);
    constexpr int most_deprived = 3, middle = 7;
    const int decile = world.map->zone(world.home(reference.pupil)).decile;
    groups.push_back(decile <= most_deprived ? OfferGroup::deciles_1_to_3
                     : decile <= middle      ? OfferGroup::deciles_4_to_7
                                             : OfferGroup::deciles_8_to_10);
    groups.push_back(reference.metres < near_metres   ? OfferGroup::under_1_km
                     : reference.metres <= far_metres ? OfferGroup::from_1_to_3_km
                                                      : OfferGroup::over_3_km);
    return groups;
}

}  // namespace

std::vector<OfferNoted> offers_of(const World& world) {
    std::vector<OfferNoted> offers;
    const auto events = world.events.events();
    const auto of_the_day = [](const Event& event) {
        return event.kind == EventKind::offer && event.cause == static_cast<std::uint8_t>(OfferMade::round);
    };
    if (std::none_of(events.begin(), events.end(), of_the_day)) return offers;
    const Scope scope(*world.map);
    for (const Event& event : events) {
        if (!of_the_day(event)) continue;
        const ZoneId home = world.home(event.pupil);
        if (scope.authority_of_zone(home) == Scope::outside) continue;
        const SchoolId school(event.to);
        const PupilId p = event.pupil;
        offers.push_back({p, school, event.detail, journey(*world.map, home, school).metres,
                          static_cast<std::uint8_t>(world.pupils.birth_month[p]),
                          static_cast<std::uint8_t>(world.pupils.girl[p]),
                          static_cast<std::int8_t>(world.pupils.ncy[p])});
    }
    std::sort(offers.begin(), offers.end(), [](const OfferNoted& a, const OfferNoted& b) { return a.pupil < b.pupil; });
    return offers;
}

void note_offers(const World& world, OffersByMonth& offers) {
    if (std::vector<OfferNoted> made = offers_of(world); !made.empty())
        offers.emplace(world.month.index, std::move(made));
}

void OffersCompared::add(const std::vector<OfferNoted>& reference, const World& option) {
    const std::vector<OfferNoted> made = offers_of(option);
    ++rounds;
    auto own = made.begin();
    for (const OfferNoted& before : reference) {
        own = std::find_if(own, made.end(), [&](const OfferNoted& o) { return !(o.pupil < before.pupil); });
        if (own == made.end()) break;
        if (own->pupil != before.pupil || own->birth_month != before.birth_month || own->girl != before.girl ||
            own->ncy != before.ncy)
            continue;
        for (const OfferGroup group : groups_of(option, before)) {
            Tally& tally = groups[static_cast<std::size_t>(group)];
            ++tally.children;
            tally.gain += rank_of(*own) < rank_of(before) ? 1 : 0;
            tally.lose += rank_of(*own) > rank_of(before) ? 1 : 0;
            tally.first_before += before.preference == 1 ? 1 : 0;
            tally.first_after += own->preference == 1 ? 1 : 0;
            tally.metres_before += before.metres;
            tally.metres_after += own->metres;
        }
    }
}

}  // namespace sendscape
