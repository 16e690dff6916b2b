// SPDX-License-Identifier: MIT
#include "maps/county/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

#include "sim/core/deep_keys.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {

namespace {

/// One table of the file: hands out values, remembers which keys were asked for, and notes every fault with its line.
class Section {
  public:
    Section(const toml::table* table, std::string name, std::string file,
            std::vector<std::pair<unsigned, std::string>>& faults)
        : table_(table), name_(std::move(name)), file_(std::move(file)), faults_(&faults) {}

    double number(const std::string& key, double low, double high) { return number_in(find(key), key, low, high); }
    int whole(const std::string& key, int low, int high) { return whole_in(find(key), key, low, high); }
    std::string text(const std::string& key) { return text_in(find(key), key); }

    std::vector<double> numbers(const std::string& key, double low, double high, std::size_t least,
                                std::size_t most = std::numeric_limits<std::size_t>::max()) {
        std::vector<double> values;
        for (const toml::node* node : list(key, least, most)) values.push_back(number_in(node, key, low, high));
        return values;
    }
    std::vector<std::string> texts(const std::string& key, std::size_t least) {
        std::vector<std::string> values;
        for (const toml::node* node : list(key, least, std::numeric_limits<std::size_t>::max()))
            values.push_back(text_in(node, key));
        return values;
    }
    std::pair<double, double> point(const std::string& key) {
        const std::vector<double> values = numbers(key, -2e6, 2e6, 2, 2);
        return values.size() == 2 ? std::pair{values[0], values[1]} : std::pair{0.0, 0.0};
    }

    /// A compact table: `columns` must be as given, each row of `rows` has one value a column. Calls
    /// body(row, cells).
    template <class Body>
    void rows(const std::vector<std::string>& columns, Body&& body) {
        if (texts("columns", 1) != columns) {
            fault(find("columns"), fmt::format("[{}] columns must be {}", name_, fmt::join(columns, ", ")));
            return;
        }
        for (const toml::node* node : list("rows", 1, 100'000)) {
            const toml::array* row = node->as_array();
            if (row == nullptr || row->size() != columns.size()) {
                fault(node, fmt::format("a row of [{}] must be a list of {} values ({})", name_, columns.size(),
                                        fmt::join(columns, ", ")));
                continue;
            }
            std::vector<const toml::node*> cells;
            for (std::size_t i = 0; i < columns.size(); ++i) cells.push_back(row->get(i));
            body(cells);
        }
    }

    double number_in(const toml::node* node, const std::string& key, double low, double high) {
        if (node == nullptr) return low;
        const auto value = node->value<double>();
        if (!value || node->is_string() || node->is_boolean()) {
            fault(node, fmt::format("{} must be a number from {} to {}", shown(key), low, high));
            return low;
        }
        if (!(*value >= low && *value <= high)) {
            fault(node, fmt::format("{} is {}, allowed are {} to {}", shown(key), *value, low, high));
            return low;
        }
        return *value;
    }
    int whole_in(const toml::node* node, const std::string& key, int low, int high) {
        if (node == nullptr) return low;
        const auto value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
        if (!value || *value < low || *value > high) {
            fault(node, fmt::format("{} must be a whole number from {} to {}", shown(key), low, high));
            return low;
        }
        return static_cast<int>(*value);
    }
    std::string text_in(const toml::node* node, const std::string& key) {
        if (node == nullptr) return {};
        if (!node->is_string()) {
            fault(node, fmt::format("{} must be text in quotes", shown(key)));
            return {};
        }
        return *node->value<std::string>();
    }
    bool flag_in(const toml::node* node, const std::string& key) {
        if (node == nullptr) return false;
        if (!node->is_boolean()) fault(node, fmt::format("{} must be true or false", shown(key)));
        return node->value<bool>().value_or(false);
    }
    /// The row of `allowed` that the text is; notes a fault with the nearest spelling otherwise.
    std::size_t one_of(const toml::node* node, const std::string& key, const std::vector<std::string>& allowed) {
        const std::string word = text_in(node, key);
        const auto found = std::find(allowed.begin(), allowed.end(), word);
        if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
        fault(node,
              fmt::format("{} is '{}'{}", shown(key), word,
                          did_you_mean(word, allowed, fmt::format("; allowed are {}", fmt::join(allowed, ", ")))));
        return 0;
    }
    NeedSet needs_in(const toml::node* node, const std::string& key) {
        NeedSet set = 0;
        std::istringstream words(text_in(node, key));
        for (std::string word; words >> word;) {
            const auto need = from_code<Need>(need_labels, word);
            if (need && *need != Need::none)
                set = static_cast<NeedSet>(set | need_bit(*need));
            else
                fault(node, fmt::format("{} names the need '{}'; codes are those of the school census (ASD, SEMH ...)",
                                        shown(key), word));
        }
        return set;
    }

    /// Faults for keys nobody asked for.
    void close() {
        if (table_ == nullptr) return;
        for (const auto& [key, node] : *table_) {
            const std::string found(key.str());
            if (std::find(asked_.begin(), asked_.end(), found) != asked_.end()) continue;
            fault(&node, fmt::format("unknown key {}{}", shown(found), did_you_mean(found, asked_)));
        }
    }
    void fault(const toml::node* node, const std::string& what) {
        const unsigned line = node != nullptr ? node->source().begin.line : 0;
        faults_->emplace_back(line, fmt::format("{}:{}: {}", file_, line, what));
    }
    const toml::node* find(const std::string& key) {
        asked_.push_back(key);
        if (table_ == nullptr) return nullptr;
        const toml::node* node = table_->get(key);
        if (node == nullptr) fault(table_, fmt::format("{} is missing", shown(key)));
        return node;
    }
    Section section(const std::string& key) {
        const toml::node* node = find(key);
        const toml::table* inner = node != nullptr ? node->as_table() : nullptr;
        if (node != nullptr && inner == nullptr) fault(node, fmt::format("{} must be a table, [{}]", key, key));
        return {inner, key, file_, *faults_};
    }
    std::vector<const toml::node*> list(const std::string& key, std::size_t least, std::size_t most) {
        std::vector<const toml::node*> nodes;
        const toml::node* node = find(key);
        if (node == nullptr) return nodes;
        const toml::array* array = node->as_array();
        if (array == nullptr || array->size() < least || array->size() > most) {
            fault(node,
                  fmt::format("{} must be a list of {}{} values", shown(key), least == most ? "" : "at least ", least));
            return nodes;
        }
        for (const toml::node& element : *array) nodes.push_back(&element);
        return nodes;
    }

  private:
    std::string shown(const std::string& key) const {
        return name_.empty() ? fmt::format("'{}'", key) : fmt::format("'{}' of [{}]", key, name_);
    }

    const toml::table* table_;
    std::string name_;
    std::string file_;
    std::vector<std::pair<unsigned, std::string>>* faults_;
    std::vector<std::string> asked_;
};

using Faults = std::vector<std::pair<unsigned, std::string>>;

std::vector<std::string> settlement_names(const CountyConfig& config) {
    std::vector<std::string> names;
    for (const CountyConfig::Settlement& settlement : config.settlements) names.push_back(settlement.name);
    return names;
}

void read_settlements(Section& root, CountyConfig& config, const std::string& file, Faults& faults) {
    for (const toml::node* node : root.list("area", 1, 200)) {
        Section area(node->as_table(), "area", file, faults);
        CountyConfig::PlanningArea row;
        row.code = area.text("code");
        row.name = area.text("name");
        std::tie(row.x_km, row.y_km) = area.point("at");
        area.close();
        config.areas.push_back(row);
    }
    Section places = root.section("places");
    places.rows({"name", "kind", "x_km", "y_km", "radius_km", "zones", "deprivation", "secondary", "halo"},
                [&](const std::vector<const toml::node*>& cell) {
                    CountyConfig::Settlement row;
                    row.name = places.text_in(cell[0], "name");
                    row.kind = static_cast<CountyConfig::SettlementKind>(
                        places.one_of(cell[1], "kind", {"town", "market", "village"}));
                    row.x_km = places.number_in(cell[2], "x_km", -200, 200);
                    row.y_km = places.number_in(cell[3], "y_km", -200, 200);
                    row.radius_km = places.number_in(cell[4], "radius_km", 0.3, 20);
                    row.zones = places.whole_in(cell[5], "zones", 1, 2000);
                    row.deprivation = places.number_in(cell[6], "deprivation", -3, 3);
                    row.secondary = places.whole_in(cell[7], "secondary", 0, 100);
                    row.halo = places.flag_in(cell[8], "halo");
                    config.settlements.push_back(row);
                });
    places.close();
    Section quarters = root.section("quarters");
    quarters.rows({"name", "x_km", "y_km", "radius_km", "deprivation"},
                  [&](const std::vector<const toml::node*>& cell) {
                      CountyConfig::Quarter row;
                      row.name = quarters.text_in(cell[0], "name");
                      row.x_km = quarters.number_in(cell[1], "x_km", -200, 200);
                      row.y_km = quarters.number_in(cell[2], "y_km", -200, 200);
                      row.radius_km = quarters.number_in(cell[3], "radius_km", 0.1, 20);
                      row.deprivation = quarters.number_in(cell[4], "deprivation", -4, 4);
                      config.quarters.push_back(row);
                  });
    quarters.close();
}

void read_mainstream(Section& root, CountyConfig& config) {
    Section primary = root.section("primary");
    CountyConfig::Primary& p = config.primary;
    p.schools = primary.whole("schools", 1, 5000);
    p.pupils = primary.whole("pupils", 1, 5'000'000);
    p.nursery_pupils = primary.whole("nursery_pupils", 0, 500'000);
    p.nursery_class_share = primary.number("nursery_class_share", 0, 1);
    p.unfilled = primary.number("unfilled", 0, 0.6);
    p.fill_spread = primary.number("fill_spread", 0, 0.5);
    for (const double pan : primary.numbers("pans", 5, 300, 1)) p.pans.push_back(static_cast<int>(pan));
    p.infant_junior_pairs = primary.whole("infant_junior_pairs", 0, 50);
    p.faith_share = primary.number("faith_share", 0, 1);
    p.own_admissions_share = primary.number("own_admissions_share", 0, 1);
    primary.close();

    Section secondary = root.section("secondary");
    CountyConfig::Secondary& s = config.secondary;
    s.pupils = secondary.whole("pupils", 1, 5'000'000);
    s.sixth_form_pupils = secondary.whole("sixth_form_pupils", 0, 1'000'000);
    s.sixth_form_share = secondary.number("sixth_form_share", 0, 1);
    s.unfilled = secondary.number("unfilled", 0, 0.6);
    s.fill_spread = secondary.number("fill_spread", 0, 0.5);
    s.pan_smallest = secondary.whole("pan_smallest", 10, 1000);
    s.pan_largest = secondary.whole("pan_largest", 10, 1000);
    s.pan_step = secondary.whole("pan_step", 1, 100);
    s.faith_share = secondary.number("faith_share", 0, 1);
    s.own_admissions_share = secondary.number("own_admissions_share", 0, 1);
    secondary.close();

    Section census = root.section("counts");
    CountyConfig::Stocks& c = config.counts;
    c.plans_primary = census.whole("plans_primary", 0, 1'000'000);
    c.plans_secondary = census.whole("plans_secondary", 0, 1'000'000);
    c.plans_spread_primary = census.number("plans_spread_primary", 0, 2);
    c.plans_spread_secondary = census.number("plans_spread_secondary", 0, 2);
    c.plans_deprivation = census.number("plans_deprivation", -1, 1);
    c.sen_support_primary = census.number("sen_support_primary", 0, 0.6);
    c.sen_support_secondary = census.number("sen_support_secondary", 0, 0.6);
    c.sen_support_spread = census.number("sen_support_spread", 0, 2);
    c.sen_support_deprivation = census.number("sen_support_deprivation", -1, 1);
    c.fsm_share = census.number("fsm_share", 0.01, 0.9);
    c.attainment_deprivation = census.number("attainment_deprivation", -1, 1);
    c.inspection_shares = census.numbers("inspection_shares", 0, 1, 4, 4);
    census.close();

    Section bases = root.section("bases");
    CountyConfig::Bases& b = config.bases;
    b.primary_hosts = bases.whole("primary_hosts", 0, 1000);
    b.secondary_hosts = bases.whole("secondary_hosts", 0, 1000);
    b.places = bases.whole("places", 0, 100'000);
    b.primary_places_share = bases.number("primary_places_share", 0, 1);
    b.unit_share = bases.number("unit_share", 0, 1);
    for (const toml::node* node : bases.list("needs", 1, 10'000)) b.needs.push_back(bases.needs_in(node, "needs"));
    bases.close();
}

void read_named_schools(Section& root, CountyConfig& config) {
    Section special = root.section("special");
    special.rows(
        {"name", "kind", "place", "east_km", "north_km", "low_ncy", "high_ncy", "places", "roll", "needs"},
        [&](const std::vector<const toml::node*>& cell) {
            static constexpr std::array<Setting, 5> settings{Setting::state_special, Setting::non_maintained_special,
                                                             Setting::independent_special,
                                                             Setting::alternative_provision, Setting::early_years};
            CountyConfig::Special row;
            row.name = special.text_in(cell[0], "name");
            const std::size_t kind = special.one_of(cell[1], "kind", {"state", "nmss", "independent", "ap", "nursery"});
            row.setting = settings[kind];
            row.nursery = kind == 4;
            row.settlement = special.one_of(cell[2], "place", settlement_names(config));
            row.east_km = special.number_in(cell[3], "east_km", -20, 20);
            row.north_km = special.number_in(cell[4], "north_km", -20, 20);
            row.low_ncy = special.whole_in(cell[5], "low_ncy", first_ncy, last_school_ncy);
            row.high_ncy = special.whole_in(cell[6], "high_ncy", row.low_ncy, last_school_ncy);
            row.places = special.whole_in(cell[7], "places", 1, 2000);
            row.roll = special.whole_in(cell[8], "roll", 0, 2000);
            row.needs = special.needs_in(cell[9], "needs");
            config.special.push_back(row);
        });
    config.state_plan_share = special.number("state_plan_share", 0, 1);
    config.independent_special_plan_share = special.number("independent_plan_share", 0, 1);
    config.ap_plan_share = special.number("ap_plan_share", 0, 1);
    config.ap_sen_support_share = special.number("ap_sen_support_share", 0, 1 - config.ap_plan_share);
    config.nursery_plan_share = special.number("nursery_plan_share", 0, 1);
    config.nursery_sen_support_share = special.number("nursery_sen_support_share", 0, 1 - config.nursery_plan_share);
    special.close();

    Section independent = root.section("independent");
    independent.rows(
        {"name", "place", "east_km", "north_km", "low_ncy", "high_ncy", "capacity", "roll", "sex", "selective"},
        [&](const std::vector<const toml::node*>& cell) {
            CountyConfig::Independent row;
            row.name = independent.text_in(cell[0], "name");
            row.settlement = independent.one_of(cell[1], "place", settlement_names(config));
            row.east_km = independent.number_in(cell[2], "east_km", -20, 20);
            row.north_km = independent.number_in(cell[3], "north_km", -20, 20);
            row.low_ncy = independent.whole_in(cell[4], "low_ncy", first_ncy, last_school_ncy);
            row.high_ncy = independent.whole_in(cell[5], "high_ncy", row.low_ncy, last_school_ncy);
            row.capacity = independent.whole_in(cell[6], "capacity", 1, 10'000);
            row.roll = independent.whole_in(cell[7], "roll", 0, 10'000);
            row.sex = static_cast<Sex>(independent.one_of(cell[8], "sex", {"mixed", "boys", "girls"}));
            row.selective = independent.flag_in(cell[9], "selective");
            config.independent.push_back(row);
        });
    config.independent_plan_share = independent.number("plan_share", 0, 1);
    config.independent_sen_support_share =
        independent.number("sen_support_share", 0, 1 - config.independent_plan_share);
    independent.close();

    Section names = root.section("names");
    config.street_names = names.texts("streets", 1);
    config.saint_names = names.texts("saints", 1);
    config.secondary_names = names.texts("secondary", 1);
    names.close();
}

}  // namespace

CountyConfig read_county_config(const std::filesystem::path& path) {
    const std::string file = path.string();
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path)) throw InputError(fmt::format("there is no county file '{}'", file));
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    if (const int line = line_of_deep_key(text))
        throw InputError(fmt::format("{}:{}: a key of so many parts is none of a county's", file, line));
    toml::table table;
    try {
        table = toml::parse(std::string_view(text), std::string_view(file));
    } catch (const toml::parse_error& error) {
        throw InputError(fmt::format("{}:{}: not TOML: {}", file, error.source().begin.line, error.description()));
    }

    Faults faults;
    CountyConfig config;
    Section root(&table, "", file, faults);
    config.name = root.text("name");
    const std::string census = root.text("census");
    if (const auto month = parse_month(census))
        config.census = *month;
    else if (!census.empty())
        root.fault(table.get("census"), fmt::format("'census' is '{}'; a month such as 2026-01 is needed", census));
    config.pupils = root.number("pupils", 1000, 10'000'000);
    config.england_pupils = root.number("england_pupils", 1'000'000, 20'000'000);
    config.origin = root.point("origin");
    for (const toml::node* node : root.list("outline", 3, 10'000)) {
        const toml::array* corner = node->as_array();
        if (corner == nullptr || corner->size() != 2) {
            root.fault(node, "a corner of 'outline' must be two numbers, [east_km, north_km]");
            continue;
        }
        config.outline.emplace_back(root.number_in(corner->get(0), "outline", -300, 300),
                                    root.number_in(corner->get(1), "outline", -300, 300));
    }
    Section authority = root.section("authority");
    config.authority_code = authority.text("code");
    config.authority_name = authority.text("name");
    authority.close();
    Section neighbour = root.section("neighbour");
    config.neighbour_code = neighbour.text("code");
    config.neighbour_name = neighbour.text("name");
    neighbour.close();

    Section residents = root.section("residents");
    const std::vector<double> thousands = residents.numbers("england_thousands", 0, 5000, zone_ages, zone_ages);
    std::copy(thousands.begin(), thousands.end(), config.england_thousands.begin());
    config.residents_spread = residents.number("spread", 0, 1);
    config.young_tilt = residents.number("young_tilt", -0.3, 0.3);
    config.deprivation_spread = residents.number("deprivation_spread", 0, 2);
    residents.close();

    read_settlements(root, config, file, faults);

    Section roads = root.section("roads");
    config.roads.town_spacing_m = roads.number("town_spacing_m", 40, 1000);
    config.roads.village_spacing_m = roads.number("village_spacing_m", 40, 1000);
    config.roads.country_spacing_m = roads.number("country_spacing_m", 40, 5000);
    config.roads.missing_share = roads.number("missing_share", 0, 0.5);
    config.roads.residential_kmh = roads.number("residential_kmh", 5, 130);
    config.roads.main_kmh = roads.number("main_kmh", 5, 130);
    config.roads.lane_kmh = roads.number("lane_kmh", 5, 130);
    config.roads.a_road_kmh = roads.number("a_road_kmh", 5, 130);
    config.roads.trunk_kmh = roads.number("trunk_kmh", 5, 130);
    roads.close();

    read_mainstream(root, config);
    read_named_schools(root, config);
    root.close();

    if (!faults.empty()) {
        std::stable_sort(faults.begin(), faults.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::string message;
        for (const auto& [line, sentence] : faults) message += (message.empty() ? "" : "\n") + sentence;
        throw InputError(message);
    }
    return config;
}

}  // namespace sendscape
