// SPDX-License-Identifier: MIT
#include "maps/tables/english_authorities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

// Codes and names: DfE, "LA and region codes" (performance tables metadata, 2025). GSS codes: DfE, "Education, health
// and care plans" 2022, and the Office for National Statistics' code history for the authorities made in April 2023.
constexpr std::array<EnglishAuthority, 153> authorities{{
    {"201", "E09000001", "City of London"},
    {"202", "E09000007", "Camden"},
    {"203", "E09000011", "Greenwich"},
    {"204", "E09000012", "Hackney"},
    {"205", "E09000013", "Hammersmith and Fulham"},
    {"206", "E09000019", "Islington"},
    {"207", "E09000020", "Kensington and Chelsea"},
    {"208", "E09000022", "Lambeth"},
    {"209", "E09000023", "Lewisham"},
    {"210", "E09000028", "Southwark"},
    {"211", "E09000030", "Tower Hamlets"},
    {"212", "E09000032", "Wandsworth"},
    {"213", "E09000033", "Westminster"},
    {"301", "E09000002", "Barking and Dagenham"},
    {"302", "E09000003", "Barnet"},
    {"303", "E09000004", "Bexley"},
    {"304", "E09000005", "Brent"},
    {"305", "E09000006", "Bromley"},
    {"306", "E09000008", "Croydon"},
    {"307", "E09000009", "Ealing"},
    {"308", "E09000010", "Enfield"},
    {"309", "E09000014", "Haringey"},
    {"310", "E09000015", "Harrow"},
    {"311", "E09000016", "Havering"},
    {"312", "E09000017", "Hillingdon"},
    {"313", "E09000018", "Hounslow"},
    {"314", "E09000021", "Kingston upon Thames"},
    {"315", "E09000024", "Merton"},
    {"316", "E09000025", "Newham"},
    {"317", "E09000026", "Redbridge"},
    {"318", "E09000027", "Richmond upon Thames"},
    {"319", "E09000029", "Sutton"},
    {"320", "E09000031", "Waltham Forest"},
    {"330", "E08000025", "Birmingham"},
    {"331", "E08000026", "Coventry"},
    {"332", "E08000027", "Dudley"},
    {"333", "E08000028", "Sandwell"},
    {"334", "E08000029", "Solihull"},
    {"335", "E08000030", "Walsall"},
    {"336", "E08000031", "Wolverhampton"},
    {"340", "E08000011", "Knowsley"},
    {"341", "E08000012", "Liverpool"},
    {"342", "E08000013", "St. Helens"},
    {"343", "E08000014", "Sefton"},
    {"344", "E08000015", "Wirral"},
    {"350", "E08000001", "Bolton"},
    {"351", "E08000002", "Bury"},
    {"352", "E08000003", "Manchester"},
    {"353", "E08000004", "Oldham"},
    {"354", "E08000005", "Rochdale"},
    {"355", "E08000006", "Salford"},
    {"356", "E08000007", "Stockport"},
    {"357", "E08000008", "Tameside"},
    {"358", "E08000009", "Trafford"},
    {"359", "E08000010", "Wigan"},
    {"370", "E08000016", "Barnsley"},
    {"371", "E08000017", "Doncaster"},
    {"372", "E08000018", "Rotherham"},
    {"373", "E08000019", "Sheffield"},
    {"380", "E08000032", "Bradford"},
    {"381", "E08000033", "Calderdale"},
    {"382", "E08000034", "Kirklees"},
    {"383", "E08000035", "Leeds"},
    {"384", "E08000036", "Wakefield"},
    {"390", "E08000037", "Gateshead"},
    {"391", "E08000021", "Newcastle upon Tyne"},
    {"392", "E08000022", "North Tyneside"},
    {"393", "E08000023", "South Tyneside"},
    {"394", "E08000024", "Sunderland"},
    {"420", "E06000053", "Isles of Scilly"},
    {"800", "E06000022", "Bath and North East Somerset"},
    {"801", "E06000023", "Bristol, City of"},
    {"802", "E06000024", "North Somerset"},
    {"803", "E06000025", "South Gloucestershire"},
    {"805", "E06000001", "Hartlepool"},
    {"806", "E06000002", "Middlesbrough"},
    {"807", "E06000003", "Redcar and Cleveland"},
    {"808", "E06000004", "Stockton-on-Tees"},
    {"810", "E06000010", "Kingston Upon Hull, City of"},
    {"811", "E06000011", "East Riding of Yorkshire"},
    {"812", "E06000012", "North East Lincolnshire"},
    {"813", "E06000013", "North Lincolnshire"},
    {"815", "E06000065", "North Yorkshire"},
    {"816", "E06000014", "York"},
    {"821", "E06000032", "Luton"},
    {"822", "E06000055", "Bedford"},
    {"823", "E06000056", "Central Bedfordshire"},
    {"825", "E06000060", "Buckinghamshire"},
    {"826", "E06000042", "Milton Keynes"},
    {"830", "E10000007", "Derbyshire"},
    {"831", "E06000015", "Derby"},
    {"838", "E06000059", "Dorset"},
    {"839", "E06000058", "Bournemouth, Christchurch and Poole"},
    {"840", "E06000047", "County Durham"},
    {"841", "E06000005", "Darlington"},
    {"845", "E10000011", "East Sussex"},
    {"846", "E06000043", "Brighton and Hove"},
    {"850", "E10000014", "Hampshire"},
    {"851", "E06000044", "Portsmouth"},
    {"852", "E06000045", "Southampton"},
    {"855", "E10000018", "Leicestershire"},
    {"856", "E06000016", "Leicester"},
    {"857", "E06000017", "Rutland"},
    {"860", "E10000028", "Staffordshire"},
    {"861", "E06000021", "Stoke-on-Trent"},
    {"865", "E06000054", "Wiltshire"},
    {"866", "E06000030", "Swindon"},
    {"867", "E06000036", "Bracknell Forest"},
    {"868", "E06000040", "Windsor and Maidenhead"},
    {"869", "E06000037", "West Berkshire"},
    {"870", "E06000038", "Reading"},
    {"871", "E06000039", "Slough"},
    {"872", "E06000041", "Wokingham"},
    {"873", "E10000003", "Cambridgeshire"},
    {"874", "E06000031", "Peterborough"},
    {"876", "E06000006", "Halton"},
    {"877", "E06000007", "Warrington"},
    {"878", "E10000008", "Devon"},
    {"879", "E06000026", "Plymouth"},
    {"880", "E06000027", "Torbay"},
    {"881", "E10000012", "Essex"},
    {"882", "E06000033", "Southend-on-Sea"},
    {"883", "E06000034", "Thurrock"},
    {"884", "E06000019", "Herefordshire, County of"},
    {"885", "E10000034", "Worcestershire"},
    {"886", "E10000016", "Kent"},
    {"887", "E06000035", "Medway"},
    {"888", "E10000017", "Lancashire"},
    {"889", "E06000008", "Blackburn with Darwen"},
    {"890", "E06000009", "Blackpool"},
    {"891", "E10000024", "Nottinghamshire"},
    {"892", "E06000018", "Nottingham"},
    {"893", "E06000051", "Shropshire"},
    {"894", "E06000020", "Telford and Wrekin"},
    {"895", "E06000049", "Cheshire East"},
    {"896", "E06000050", "Cheshire West and Chester"},
    {"908", "E06000052", "Cornwall"},
    {"916", "E10000013", "Gloucestershire"},
    {"919", "E10000015", "Hertfordshire"},
    {"921", "E06000046", "Isle of Wight"},
    {"925", "E10000019", "Lincolnshire"},
    {"926", "E10000020", "Norfolk"},
    {"929", "E06000057", "Northumberland"},
    {"931", "E10000025", "Oxfordshire"},
    {"933", "E06000066", "Somerset"},
    {"935", "E10000029", "Suffolk"},
    {"936", "E10000030", "Surrey"},
    {"937", "E10000031", "Warwickshire"},
    {"938", "E10000032", "West Sussex"},
    {"940", "E06000061", "North Northamptonshire"},
    {"941", "E06000062", "West Northamptonshire"},
    {"942", "E06000063", "Cumberland"},
    {"943", "E06000064", "Westmorland and Furness"},
}};

// Changes of English local government since 2009, all on 1 April: the orders under the Local Government and Public
// Involvement in Health Act 2007. Codes: DfE as above and, with the last Januaries that have them, "Education, health
// and care plans" 2022 (835, 836, 837, 909, 928); GSS from the code history of the Office for National Statistics.
constexpr std::array<EndedAuthority, 8> ended{{
    {"820", "E10000001", "Bedfordshire", 2009, {"822", "823"}},
    {"835", "E10000009", "Dorset", 2019, {"838", "839"}},
    {"836", "E06000029", "Poole", 2019, {"839", ""}},
    {"837", "E06000028", "Bournemouth", 2019, {"839", ""}},
    {"875", "E10000004", "Cheshire", 2009, {"895", "896"}},
    {"909", "E10000006", "Cumbria", 2023, {"942", "943"}},
    {"928", "E10000021", "Northamptonshire", 2021, {"940", "941"}},
    // Christchurch was a district of Dorset, not an authority with schools; tables of areas name it all the same.
    {"", "E07000048", "Christchurch", 2019, {"839", ""}},
}};

/// GSS codes that authorities with schools have had besides the one in the list: they became unitary or their border
/// moved, and their DfE code stayed.
struct OtherGss {
    std::string_view gss, code;
};
constexpr std::array<OtherGss, 12> other_gss{{
    {"E08000038", "370"},  // Barnsley since 2025
    {"E08000039", "373"},  // Sheffield since 2025
    {"E08000020", "390"},  // Gateshead until 2013
    {"E10000023", "815"},  // North Yorkshire until 2023
    {"E10000002", "825"},  // Buckinghamshire until 2020
    {"E10000010", "840"},  // County Durham until 2009
    {"E10000033", "865"},  // Wiltshire until 2009
    {"E10000026", "893"},  // Shropshire until 2009
    {"E10000005", "908"},  // Cornwall until 2009
    {"E10000022", "929"},  // Northumberland until 2009
    {"E06000048", "929"},  // Northumberland until 2013
    {"E10000027", "933"},  // Somerset until 2023
}};

/// Districts of authorities that ended, by which a school or small area of theirs is in one of the successors.
struct FormerDistrict {
    std::string_view gss, name, code;
};
constexpr std::array<FormerDistrict, 27> former_districts{{
    {"E07000026", "Allerdale", "942"},
    {"E07000027", "Barrow-in-Furness", "943"},
    {"E07000028", "Carlisle", "942"},
    {"E07000029", "Copeland", "942"},
    {"E07000030", "Eden", "943"},
    {"E07000031", "South Lakeland", "943"},
    {"E07000150", "Corby", "940"},
    {"E07000151", "Daventry", "941"},
    {"E07000152", "East Northamptonshire", "940"},
    {"E07000153", "Kettering", "940"},
    {"E07000154", "Northampton", "941"},
    {"E07000155", "South Northamptonshire", "941"},
    {"E07000156", "Wellingborough", "940"},
    {"E07000049", "East Dorset", "838"},
    {"E07000050", "North Dorset", "838"},
    {"E07000051", "Purbeck", "838"},
    {"E07000052", "West Dorset", "838"},
    {"E07000053", "Weymouth and Portland", "838"},
    {"E07000013", "Chester", "896"},
    {"E07000014", "Congleton", "895"},
    {"E07000015", "Crewe and Nantwich", "895"},
    {"E07000016", "Ellesmere Port & Neston", "896"},
    {"E07000017", "Macclesfield", "895"},
    {"E07000018", "Vale Royal", "896"},
    {"E07000001", "Mid Bedfordshire", "823"},
    {"E07000002", "Bedford", "822"},
    {"E07000003", "South Bedfordshire", "823"},
}};

/// The words of a name in order, without those that some lists add and others leave out ("Borough", "Council").
std::string name_key(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : column_key(name) + "_") {
        if (c != '_') {
            word += c;
            continue;
        }
        if (word != "city" && word != "of" && word != "county" && word != "the" && word != "borough" &&
            word != "council" && word != "royal" && word != "london" && word != "metropolitan")
            words.push_back(word);
        word.clear();
    }
    std::string key;
    for (const std::string& w : words) key += w + " ";
    return key;
}

/// What an authority is looked up by. Without the words that names may come with, the City of London would have no
/// word left: it keeps its own.
std::string key_of(const EnglishAuthority& authority) {
    return authority.code == "201" ? "city london " : name_key(authority.name);
}

}  // namespace

std::span<const EnglishAuthority> english_authorities() { return authorities; }

std::span<const EndedAuthority> ended_authorities() { return ended; }

const EnglishAuthority* authority_of_code(std::string_view code) {
    const auto find = [](std::string_view any) {
        const auto found = std::find_if(authorities.begin(), authorities.end(), [&](const EnglishAuthority& authority) {
            return authority.code == any || authority.gss == any;
        });
        return found == authorities.end() ? nullptr : &*found;
    };
    if (const auto* found = find(code)) return found;
    for (const OtherGss& other : other_gss)
        if (other.gss == code) return find(other.code);
    return nullptr;
}

const EnglishAuthority* authority_of_name(std::string_view name) {
    static const auto by_name = [] {
        std::map<std::string, const EnglishAuthority*> names;
        for (const EnglishAuthority& authority : authorities) names.emplace(key_of(authority), &authority);
        return names;
    }();
    const std::string plain = column_key(name);
    if (plain.empty()) return nullptr;
    if (plain == "city_of_london" || plain == "london_city_of") return authority_of_code("201");
    const auto found = by_name.find(name_key(name));
    return found == by_name.end() ? nullptr : found->second;
}

const EnglishAuthority* authority_of_district(std::string_view name_or_gss) {
    if (const auto* found = authority_of_code(name_or_gss)) return found;
    if (const auto* found = authority_of_name(name_or_gss)) return found;
    static const auto by_name = [] {
        std::map<std::string, std::string_view> names;
        for (const FormerDistrict& district : former_districts) {
            names.emplace(name_key(district.name), district.code);
            names.emplace(name_key(district.gss), district.code);
        }
        for (const EndedAuthority& authority : ended)
            if (authority.successors[1].empty()) {
                names.emplace(name_key(authority.name), authority.successors[0]);
                names.emplace(name_key(authority.gss), authority.successors[0]);
            }
        return names;
    }();
    const auto found = by_name.find(name_key(name_or_gss));
    return found == by_name.end() ? nullptr : authority_of_code(found->second);
}

const EndedAuthority* ended_authority(std::string_view code_or_name) {
    if (code_or_name.empty()) return nullptr;
    for (const EndedAuthority& authority : ended)
        if (authority.code == code_or_name || authority.gss == code_or_name) return &authority;
    const std::string key = name_key(code_or_name);
    for (const EndedAuthority& authority : ended)
        if (!key.empty() && name_key(authority.name) == key) return &authority;
    return nullptr;
}

std::string successors_of(const EndedAuthority& authority) {
    std::string names;
    for (const std::string_view code : authority.successors)
        if (const auto* successor = authority_of_code(code))
            names += fmt::format("{}{} ({})", names.empty() ? "" : " and ", successor->name, successor->code);
    return names;
}

const EnglishAuthority& find_authority(std::string_view typed) {
    if (const auto* found = authority_of_code(typed)) return *found;
    if (const auto* found = authority_of_name(typed)) return *found;
    if (const auto* gone = ended_authority(typed))
        throw InputError(fmt::format("'{}': {} ended in April {}; its area is now in {}", typed, gone->name,
                                     gone->ended, successors_of(*gone)));
    std::vector<std::string> names;
    for (const EnglishAuthority& authority : authorities) names.push_back(lower_case(authority.name));
    std::string message = "no English local authority is called '" + std::string(typed) + "'";
    const std::string near = nearest_spelling(lower_case(typed), names);
    for (const EnglishAuthority& authority : authorities)
        if (!near.empty() && lower_case(authority.name) == near)
            message += "; did you mean '" + std::string(authority.name) + "'?";
    throw InputError(message + " (a name such as Trafford, a code such as 358, or a GSS code such as E08000009)");
}

}  // namespace sendscape
