// SPDX-License-Identifier: MIT
#include "maps/tables/authority_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maps/tables/english_authorities.h"

namespace sendscape {
namespace {

struct Neighbourhood {
    std::string_view authority;
    int east, north;  ///< km
    int reach;        ///< km from there within which nineteen in twenty of its schools stand, or all of a few
};
// Middle of the schools of each authority: DfE performance tables, census and coordinates of January 2025.
constexpr std::array<Neighbourhood, 153> neighbourhoods{
    {{"201", 532, 181, 2},  {"202", 528, 185, 4},  {"203", 543, 178, 5},  {"204", 534, 186, 4},  {"205", 524, 179, 4},
     {"206", 531, 185, 4},  {"207", 525, 180, 3},  {"208", 531, 175, 5},  {"209", 537, 174, 5},  {"210", 533, 177, 4},
     {"211", 536, 182, 4},  {"212", 527, 174, 6},  {"213", 527, 182, 4},  {"301", 548, 185, 4},  {"302", 525, 191, 6},
     {"303", 548, 176, 5},  {"304", 521, 185, 5},  {"305", 542, 168, 9},  {"306", 533, 165, 8},  {"307", 516, 181, 6},
     {"308", 533, 196, 6},  {"309", 532, 190, 4},  {"310", 515, 189, 5},  {"311", 553, 188, 6},  {"312", 509, 183, 9},
     {"313", 513, 176, 9},  {"314", 519, 168, 5},  {"315", 526, 169, 4},  {"316", 541, 184, 4},  {"317", 544, 189, 6},
     {"318", 517, 173, 7},  {"319", 527, 164, 5},  {"320", 538, 189, 5},  {"330", 408, 286, 12}, {"331", 434, 280, 6},
     {"332", 392, 287, 7},  {"333", 400, 291, 7},  {"334", 415, 281, 10}, {"335", 401, 300, 8},  {"336", 392, 299, 5},
     {"340", 344, 392, 9},  {"341", 339, 390, 8},  {"342", 352, 396, 8},  {"343", 334, 401, 19}, {"344", 330, 387, 9},
     {"350", 371, 409, 8},  {"351", 380, 410, 8},  {"352", 385, 396, 9},  {"353", 393, 405, 8},  {"354", 389, 412, 8},
     {"355", 378, 401, 9},  {"356", 389, 389, 7},  {"357", 395, 398, 6},  {"358", 378, 392, 7},  {"359", 361, 403, 10},
     {"370", 436, 405, 11}, {"371", 458, 404, 13}, {"372", 445, 393, 11}, {"373", 435, 387, 11}, {"380", 414, 434, 14},
     {"381", 408, 425, 15}, {"382", 419, 418, 13}, {"383", 430, 435, 16}, {"384", 439, 421, 12}, {"390", 425, 561, 12},
     {"391", 423, 566, 7},  {"392", 432, 570, 9},  {"393", 436, 564, 6},  {"394", 436, 556, 8},  {"420", 91, 10, 0},
     {"800", 372, 163, 14}, {"801", 359, 174, 7},  {"802", 342, 164, 14}, {"803", 365, 181, 13}, {"805", 450, 532, 5},
     {"806", 451, 518, 4},  {"807", 460, 520, 11}, {"808", 444, 519, 8},  {"810", 509, 431, 6},  {"811", 503, 439, 38},
     {"812", 527, 408, 11}, {"813", 490, 410, 22}, {"815", 439, 471, 67}, {"816", 460, 452, 8},  {"821", 508, 223, 4},
     {"822", 504, 250, 12}, {"823", 503, 234, 22}, {"825", 487, 199, 37}, {"826", 486, 238, 11}, {"830", 437, 359, 46},
     {"831", 435, 335, 6},  {"838", 380, 100, 35}, {"839", 407, 94, 11},  {"840", 425, 540, 24}, {"841", 429, 515, 10},
     {"845", 560, 112, 28}, {"846", 531, 106, 7},  {"850", 458, 122, 45}, {"851", 465, 101, 5},  {"852", 443, 114, 6},
     {"855", 454, 309, 30}, {"856", 460, 305, 5},  {"857", 487, 309, 14}, {"860", 398, 322, 37}, {"861", 389, 347, 7},
     {"865", 400, 158, 36}, {"866", 415, 186, 9},  {"867", 486, 168, 7},  {"868", 492, 177, 11}, {"869", 452, 169, 16},
     {"870", 472, 173, 5},  {"871", 498, 180, 5},  {"872", 479, 170, 9},  {"873", 544, 265, 45}, {"874", 518, 300, 9},
     {"876", 352, 383, 6},  {"877", 362, 389, 8},  {"878", 283, 93, 55},  {"879", 248, 57, 7},   {"880", 291, 64, 9},
     {"881", 575, 209, 43}, {"882", 587, 187, 7},  {"883", 562, 180, 9},  {"884", 351, 241, 27}, {"885", 389, 263, 27},
     {"886", 588, 156, 50}, {"887", 576, 167, 7},  {"888", 355, 431, 36}, {"889", 369, 427, 7},  {"890", 332, 436, 6},
     {"891", 459, 353, 34}, {"892", 456, 341, 7},  {"893", 351, 312, 40}, {"894", 369, 311, 11}, {"895", 379, 364, 24},
     {"896", 346, 371, 23}, {"908", 190, 52, 57},  {"916", 386, 216, 36}, {"919", 519, 209, 32}, {"921", 453, 89, 13},
     {"925", 509, 359, 51}, {"926", 617, 310, 57}, {"929", 419, 583, 72}, {"931", 450, 206, 36}, {"933", 342, 132, 43},
     {"935", 615, 258, 52}, {"936", 508, 157, 30}, {"937", 432, 273, 31}, {"938", 515, 117, 37}, {"940", 489, 277, 19},
     {"941", 474, 261, 29}, {"942", 316, 537, 51}, {"943", 345, 489, 52}}};
constexpr double margin_km = 2, metres_a_km = 1000;

/// How far England reaches at a northing, by bands of 50 km from the south; km, from the Ordnance Survey's maps of the
/// coast and the borders, rounded outwards by about 5 km.
struct Extent {
    int west, east;
};
constexpr int band_km = 50;
constexpr std::array<Extent, 14> extents{{
    {75, 305},   // Scilly to Start Point
    {150, 585},  // Newquay to Hastings
    {205, 640},  // Lundy to Dover
    {285, 650},  // Exmoor to the North Foreland
    {315, 660},  // Golden Valley to Orford Ness
    {310, 665},  // Clun to Lowestoft
    {310, 665},  // Oswestry to Great Yarmouth
    {310, 570},  // Wirral to Skegness
    {310, 555},  // Formby to Spurn
    {290, 535},  // Millom to Flamborough Head
    {285, 520},  // St Bees Head to Whitby
    {300, 455},  // Bowness-on-Solway to Tynemouth
    {350, 445},  // Kielder to the Farne Islands
    {370, 410},  // Berwick-upon-Tweed
}};

const Neighbourhood* neighbourhood_of(std::string_view authority) {
    const auto found = std::find_if(neighbourhoods.begin(), neighbourhoods.end(),
                                    [&](const Neighbourhood& one) { return one.authority == authority; });
    return found == neighbourhoods.end() ? nullptr : &*found;
}

bool is_near(const Neighbourhood& where, double east, double north) {
    const double dx = east / metres_a_km - where.east, dy = north / metres_a_km - where.north;
    const double most = where.reach + margin_km;
    return dx * dx + dy * dy <= most * most;
}

}  // namespace

bool may_be_in_england(double east, double north) {
    constexpr double northernmost_km = 660;
    const double km = north / metres_a_km;
    if (km < 0 || km > northernmost_km) return false;
    const Extent& extent = extents[static_cast<std::size_t>(km / band_km)];
    return east >= extent.west * metres_a_km && east <= extent.east * metres_a_km;
}

std::string why_swapped(const std::vector<PlaceInAuthority>& places) {
    std::size_t known = 0, swapped = 0;
    const PlaceInAuthority* first = nullptr;
    for (const PlaceInAuthority& place : places) {
        const Neighbourhood* where = neighbourhood_of(place.authority);
        if (!where) continue;
        ++known;
        if (is_near(*where, place.east, place.north) || !is_near(*where, place.north, place.east)) continue;
        ++swapped;
        if (!first) first = &place;
    }
    if (swapped * 2 <= known) return {};
    const Neighbourhood& where = *neighbourhood_of(first->authority);
    return fmt::format(
        "easting and northing seem to be exchanged: {} of {} places lie away from their authority's schools as they "
        "stand and among them the other way round ({} at {}, {}: {}'s schools lie about {}, {}); exchange the two "
        "columns' headings",
        swapped, known, first->name, first->east, first->north, authority_of_code(first->authority)->name,
        static_cast<int>(where.east * metres_a_km), static_cast<int>(where.north * metres_a_km));
}

}  // namespace sendscape
