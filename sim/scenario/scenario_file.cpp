// SPDX-License-Identifier: MIT
#include "sim/scenario/scenario_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "agents/admissions/criteria_names.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/label_codes.h"
#include "sim/parameters.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/config_about.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/config_provision.h"
#include "sim/scenario/config_values.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/policy_conflicts.h"

namespace sendscape {
namespace fs = std::filesystem;

std::string unknown_parameter(std::string_view name) {
    return did_you_mean(name, parameter_keys(), ".") + " 'sendscape describe parameters' lists all";
}

namespace {

/// Keys that a scenario has and a policy, which is laid over any scenario, has not.
constexpr std::array keys_of_scenarios{"base", "map", "years", "seed", "replicates", "start", "policies"};

/// Reads one TOML file into a scenario that holds what lies beneath it.
class FileReader : private ConfigEntries {
  public:
    FileReader(Scenario& scenario, ConfigProblems& problems, fs::path path, std::optional<Month> from, bool policy)
        : ConfigEntries(problems, path.string()),
          scenario_(scenario),
          path_(std::move(path)),
          title_(path_.stem().string()),
          own_from_(from),
          begins_(from),
          policy_(policy) {}

    [[nodiscard]] const std::string& title() const { return title_; }

    void read(std::vector<fs::path>& open_files) {
        if (std::find(open_files.begin(), open_files.end(), path_) != open_files.end()) {
            problems_.add(where_, 0, "a file may not be its own base or policy");
            return;
        }
        constexpr std::size_t deepest = 32;
        if (open_files.size() >= deepest) {
            problems_.add(where_, 0, fmt::format("files may lie on one another {} deep and no deeper", deepest));
            return;
        }
        open_files.push_back(path_);
        read_text(read_text_file(path_, policy_ ? "policy" : "scenario"), open_files);
        open_files.pop_back();
    }

    void read_text(const std::string& text, std::vector<fs::path>& open_files) {
        const std::optional<toml::table> parsed = table_of(text, "a config's");
        if (!parsed) return;
        const toml::table& table = *parsed;
        if (begins_) set_later(table);
        if (const auto base = text_at(table, "base")) include(*base, ConfigKind::scenario, table["base"], open_files);
        read_top(table);
        if (const toml::node* node = table.get("policies")) read_policies(*node, open_files);
        read_sets(table);
        read_provision(table);
        if (const toml::node* node = table.get("criteria"))
            for_each_table(*node, "criteria", [&](const toml::table& entry) { read_criteria(entry); });
        if (const toml::node* node = table.get("catchments"))
            for_each_table(*node, "catchments", [&](const toml::table& entry) { read_catchments(entry); });
        if (const toml::node* node = table.get("homes"))
            for_each_table(*node, "homes", [&](const toml::table& entry) { read_homes(entry); });
        if (const toml::node* node = table.get("authority")) read_authorities(*node);
    }

  private:
    /// Adds an entry to those of its kind. A file laid over another may put its own in the other's place; one file
    /// means one of the two, and which of them cannot be known.
    template <class Entry>
    void add(std::vector<Entry>& entries, Entry entry) {
        for (const Entry& other : entries) {
            if (!other.where.starts_with(where_ + ":") || !contradict(other, entry)) continue;
            problems_.add(entry.where, other.where == entry.where
                                           ? fmt::format("{} is read twice: give each policy once", entry_words(entry))
                                           : fmt::format("{} stands twice: {} has it too; leave one of them out",
                                                         entry_words(entry), other.where));
            break;
        }
        entries.push_back(std::move(entry));
    }
    /// The date of an entry, moved with the file where --policy NAME@YYYY-MM gave it another beginning.
    std::optional<Month> entry_month(const toml::table& table, std::string_view key) {
        auto month = month_at(table, key);
        if (month) month = *month + later_;
        return month;
    }
    /// How much later than written the file's entries count: its first date becomes the month it was given.
    void set_later(const toml::table& table) {
        std::optional<Month> first;
        const auto take = [&](const toml::node* node) {
            if (!node) return;
            if (const auto month = month_of(*node); month && (!first || *month < *first)) first = month;
        };
        take(table.get("from"));
        for (const char* const list : {"change", "open", "grow", "close", "pan", "criteria", "catchments", "homes"}) {
            const toml::node* node = table.get(list);
            if (!node || !node->is_array()) continue;
            for (const toml::node& entry : *node->as_array())
                if (const toml::table* one = entry.as_table())
                    take(one->get(std::string_view(list) == "change" ? "from" : "on"));
        }
        if (first) later_ = *begins_ - *first;
    }
    template <class Node>
    void include(const std::string& name, ConfigKind kind, const Node& node, std::vector<fs::path>& open_files,
                 std::optional<Month> from = std::nullopt) {
        try {
            FileReader(scenario_, problems_, find_config(name, kind, path_.parent_path()), from,
                       kind == ConfigKind::policy)
                .read(open_files);
        } catch (const InputError& error) {
            problems_.add(where_, line_of(*node.node()), error.what());
        }
    }

    void read_policies(const toml::node& node, std::vector<fs::path>& open_files) {
        const toml::array* names = node.as_array();
        if (!names) return bad(node, "'policies' must be a list of names, such as [\"inclusion-gate\"]");
        // In order of their names, so that a list in another order is the same scenario.
        std::vector<std::pair<std::string, const toml::node*>> in_order;
        for (const toml::node& element : *names) {
            if (const auto name = element.value_exact<std::string>())
                in_order.emplace_back(*name, &element);
            else
                bad(element, "a policy is named by text in quotes");
        }
        std::sort(in_order.begin(), in_order.end(),
                  [](const auto& a, const auto& b) { return fs::path(a.first).stem() < fs::path(b.first).stem(); });
        PolicyConflicts conflicts(scenario_);
        for (const auto& [name, given] : in_order) {
            include(name, ConfigKind::policy, toml::node_view<const toml::node>(*given), open_files);
            conflicts.next_begins();
        }
        conflicts.tell(problems_);
    }

    /// Whether a file has more than how long and on which map it is lived.
    static bool changes_something(const toml::table& table) {
        constexpr std::array keys{"policies", "set",      "change",     "open",  "grow",     "close",
                                  "pan",      "criteria", "catchments", "homes", "authority"};
        return std::any_of(keys.begin(), keys.end(), [&](const char* key) { return table.get(key) != nullptr; });
    }

    void read_top(const toml::table& table) {
        std::vector<std::string> known{"title",      "description", "from",      "set",   "change",
                                       "open",       "grow",        "close",     "pan",   "criteria",
                                       "catchments", "homes",       "authority", "orders"};
        if (!policy_) known.insert(known.end(), keys_of_scenarios.begin(), keys_of_scenarios.end());
        std::vector<std::string> all = known;
        for (std::string& key : about_keys()) all.push_back(std::move(key));
        only(table, policy_ || table.get("moves") ? all : known, policy_ ? "a policy" : "a scenario");
        title_ = text_at(table, "title").value_or(path_.stem().string());
        if (const toml::node* prose = table.get("description"); prose && !prose->is_string())
            bad(*prose, "'description' must be text in quotes");
        if (const auto from = month_at(table, "from"); from && !begins_) own_from_ = from;
        read_orders(table);
        if (policy_) {
            scenario_.policies.push_back(read_about(*this, table, path_.stem().string(), where_));
            return;
        }
        if (table.get("title"))
            scenario_.title = title_;
        else if (table.get("base") && changes_something(table))  // its base's title would be another's
            scenario_.title += ", but with " + title_;
        constexpr std::int64_t most_seed = std::numeric_limits<std::int64_t>::max();
        if (const auto years = whole_at(table, "years", 1, 100)) scenario_.years = static_cast<int>(*years);
        if (const auto seed = whole_at(table, "seed", 0, most_seed)) scenario_.seed = *seed;
        if (const auto count = whole_at(table, "replicates", 1, 100'000))
            scenario_.replicates = static_cast<std::uint32_t>(*count);
        if (const auto start = month_at(table, "start")) {
            if (start->month_of_year() == 1) {
                scenario_.start = *start;
                scenario_.start_where = fmt::format("{}:{}", where_, line_of(*table.get("start")));
            } else {
                bad(*table.get("start"),
                    fmt::format("start = \"{}\": a run starts at a January census", to_text(*start)));
            }
        }
        if (const toml::node* map = table.get("map")) read_map_entry(*map);
    }

    void read_orders(const toml::table& table) {
        const toml::node* const node = table.get("orders");
        if (!node) return;
        const std::string text = node->value_exact<std::string>().value_or("");
        const auto rule = orders_named(text);
        if (!rule) {
            const std::vector<std::string> known = codes_of_orders();
            return bad(*node, fmt::format("orders = {}: must be {}{}", written(*node), fmt::join(known, ", "),
                                          did_you_mean(text, known)));
        }
        add(scenario_.orders, OrdersEntry{{title_, fmt::format("{}:{}", where_, line_of(*node))}, *rule});
    }

    void read_map_entry(const toml::node& node) {
        const toml::table* table = node.as_table();
        if (!table) return bad(node, "'map' must be {county = \"NAME.toml\"} or {file = \"MAP.h5\"}");
        only(*table, {"county", "seed", "file"}, "'map'");
        scenario_.map_config.reset();
        scenario_.map_file.reset();
        if (const auto county = text_at(*table, "county")) {
            try {
                scenario_.map_config = find_config(*county, ConfigKind::county, path_.parent_path());
            } catch (const InputError& error) {
                bad(*table->get("county"), error.what());
            }
        }
        constexpr std::int64_t most_seed = std::numeric_limits<std::int64_t>::max();
        if (const auto seed = whole_at(*table, "seed", 0, most_seed)) scenario_.map_seed = *seed;
        if (const auto file = text_at(*table, "file"); file && file->empty()) {
            bad(*table->get("file"), "'file' is empty: the name of a map is needed");
        } else if (file) {
            const fs::path given(*file);
            scenario_.map_file = given.is_absolute() ? given : path_.parent_path() / given;
        }
        if (!table->get("county") && !table->get("file")) bad(node, "'map' needs a county or a file");
        if (table->get("county") && table->get("file")) bad(node, "'map' takes a county or a file, not both");
    }

    // ---- parameters

    void read_sets(const toml::table& table) {
        if (const toml::node* node = table.get("set")) read_set(*node, own_from_.value_or(Month(0)), title_);
        const toml::node* changes = table.get("change");
        if (!changes) return;
        for_each_table(*changes, "change", [&](const toml::table& change) {
            only(change, {"from", "label", "set"}, "[[change]]");
            const auto from = entry_month(change, "from");
            if (!change.get("from")) bad(change, "[[change]] needs from = \"YYYY-MM\"");
            const std::string label = text_at(change, "label").value_or(title_);
            if (const toml::node* set = change.get("set"))
                read_set(*set, from.value_or(no_date), label);
            else
                bad(change, "[[change]] needs set = {parameter = value}");
        });
    }

    void read_set(const toml::node& node, Month from, const std::string& label) {
        const toml::table* table = node.as_table();
        if (!table) return bad(node, "'set' must be a table of parameter = value");
        flatten(*table, "", from, label);
    }

    void flatten(const toml::table& table, const std::string& prefix, Month from, const std::string& label) {
        for (auto&& [key, node] : table) {
            const std::string name = prefix + std::string(key.str());
            if (const toml::table* inner = node.as_table()) {
                flatten(*inner, name + ".", from, label);
                continue;
            }
            const int line = static_cast<int>(key.source().begin.line);
            const ParameterRow* row = find_parameter(name);
            if (!row) {
                problems_.add(where_, line, fmt::format("unknown parameter '{}'{}", name, unknown_parameter(name)));
                continue;
            }
            ParameterChange change{{label, fmt::format("{}:{}", where_, line)}, from, name, {}};
            try {
                change.values = row->unit == Unit::names_in_order ? values_of_names(node, *row) : values_of(node, *row);
                add(scenario_.changes, std::move(change));
            } catch (const InputError& error) {
                problems_.add(where_, line, error.what());
            }
        }
    }
    // ---- provision

    void read_provision(const toml::table& table) {
        const auto each = [&](std::string_view key, auto&& body) {
            if (const toml::node* node = table.get(key))
                for_each_table(*node, key, [&](const toml::table& entry) {
                    ProvisionChange change;
                    change.where = fmt::format("{}:{}", where_, line_of(entry));
                    change.label = text_at(entry, "label").value_or(title_);
                    change.on = entry_month(entry, "on").value_or(no_date);
                    if (!entry.get("on")) bad(entry, fmt::format("[[{}]] needs on = \"YYYY-MM\"", key));
                    if (const auto urn = whole_at(entry, "urn", 1, 99'999'999))
                        change.urn = static_cast<std::uint32_t>(*urn);
                    body(entry, change);
                    add(scenario_.provision, std::move(change));
                });
        };
        for (const std::string_view key : provision_keys)
            each(key, [&](const toml::table& e, ProvisionChange& o) {
                read_provision_entry(key, e, scenario_.provision, problems_, where_, o);
            });
    }

    // ---- admission authorities

    void read_criteria(const toml::table& e) {
        only(e, {"on", "authority", "urn", "order", "label"}, "[[criteria]]");
        CriteriaChange change;
        change.where = fmt::format("{}:{}", where_, line_of(e));
        change.label = text_at(e, "label").value_or(title_);
        change.on = entry_month(e, "on").value_or(no_date);
        if (!e.get("on")) bad(e, "[[criteria]] needs on = \"YYYY-MM\"");
        change.authority = text_at(e, "authority").value_or("");
        if (const auto urn = whole_at(e, "urn", 1, 99'999'999)) change.urn = static_cast<std::uint32_t>(*urn);
        if ((e.get("urn") != nullptr) == (e.get("authority") != nullptr))
            bad(e,
                "[[criteria]] needs authority = \"CODE\" of a local authority, or urn = NUMBER of a school that is its "
                "own admission authority (not both)");
        if (const toml::node* order = e.get("order")) {
            try {
                change.order =
                    criteria_named(names_in(*order, "order"), authority_words(change), CriteriaReader::simulated_round);
            } catch (const InputError& error) {
                bad(*order, error.what());
            }
        } else {
            bad(e,
                "[[criteria]] needs order = [\"looked_after\", \"sibling\", \"distance_m\"] or another list of names");
        }
        add(scenario_.criteria, std::move(change));
    }

    /// Catchments of a file of polygons, or of one school by the corners themselves.
    void read_catchments(const toml::table& e) {
        only(e, {"on", "file", "urn", "rings", "label"}, "[[catchments]]");
        CriteriaChange change;
        change.where = fmt::format("{}:{}", where_, line_of(e));
        change.label = text_at(e, "label").value_or(title_);
        if (e.get("on")) change.on = entry_month(e, "on").value_or(no_date);
        const auto urn = whole_at(e, "urn", 1, 99'999'999);
        const toml::node* const file = e.get("file");
        const toml::node* const rings = e.get("rings");
        if ((file != nullptr) == (rings != nullptr) || (rings != nullptr) != (e.get("urn") != nullptr))
            return bad(e,
                       "[[catchments]] needs file = \"AREAS.geojson\", whose polygons name schools by URN; or urn = "
                       "NUMBER and rings = [[[EASTING, NORTHING], ...], ...] of one school (not both)");
        if (rings != nullptr) {
            if (urn) change.urn = static_cast<std::uint32_t>(*urn);
            try {
                change.rings = rings_in(*rings);
                if (change.urn != 0) add(scenario_.criteria, std::move(change));
            } catch (const InputError& error) {
                bad(*rings, error.what());
            }
            return;
        }
        const auto name = text_at(e, "file");
        if (!name) return;
        const fs::path given(*name);
        try {
            for (CriteriaChange& read :
                 catchments_in(given.is_absolute() ? given : path_.parent_path() / given, change))
                add(scenario_.criteria, std::move(read));
        } catch (const InputError& error) {
            bad(*file, error.what());
        }
    }

    // ---- figures of the authority's own accounts

    /// [authority] for the only one, [[authority]] for several.
    void read_authorities(const toml::node& node) {
        if (const toml::table* one = node.as_table()) return read_authority(*one);
        for_each_table(node, "authority", [&](const toml::table& entry) { read_authority(entry); });
    }

    void read_authority(const toml::table& e) {
        only(e, {"code", "name", "high_needs_income", "deficit", "ep_days", "unit_cost"}, "[authority]");
        AuthorityEntry entry;
        entry.where = fmt::format("{}:{}", where_, line_of(e));
        if (const toml::node* code = e.get("code"); code && code->is_integer())
            entry.code = fmt::format("{:03}", *code->value_exact<std::int64_t>());
        else
            entry.code = text_at(e, "code").value_or("");
        entry.name = text_at(e, "name").value_or("");
        const toml::node* costs = e.get("unit_cost");
        const toml::table* by_setting = costs ? costs->as_table() : nullptr;
        if (costs && !by_setting)
            bad(*costs, fmt::format("unit_cost = {}: write unit_cost = {{state_special = 24000, ...}}, pounds a child "
                                    "in a year by setting",
                                    written(*costs)));
        std::vector<std::string> settings;
        constexpr std::string_view cost = "unit_cost.";
        for (const FigureRow& row : figure_table()) {
            const bool is_cost = row.about.key.starts_with(cost);
            const std::string_view key = is_cost ? row.about.key.substr(cost.size()) : row.about.key;
            if (is_cost) settings.emplace_back(key);
            const toml::node* value = is_cost ? (by_setting ? by_setting->get(key) : nullptr) : e.get(key);
            if (value) read_figure(*value, row, entry.figures);
        }
        if (by_setting) only(*by_setting, settings, "unit_cost");
        if (!costs && !e.get("high_needs_income") && !e.get("deficit") && !e.get("ep_days"))
            bad(e, "[authority] gives no figure: high_needs_income, deficit, ep_days or unit_cost is needed");
        add(scenario_.authorities, std::move(entry));
    }

    void read_figure(const toml::node& node, const FigureRow& row, OwnFigures& figures) {
        try {
            row.in(figures) = value_of(node, row.about);
        } catch (const InputError& error) {
            bad(node, fmt::format("{}; figures stand as in the accounts, in whole pounds and days", error.what()));
        }
    }

    // ---- housing

    void read_homes(const toml::table& e) {
        only(e, {"on", "near", "at", "name", "homes", "a_year", "yields", "label"}, "[[homes]]");
        HomesBuilt built;
        built.where = fmt::format("{}:{}", where_, line_of(e));
        for (const std::string_view key : {"on", "near", "homes", "a_year"})
            if (!e.get(key))
                bad(e, fmt::format("[[homes]] needs {}", key == "on"     ? "on = \"YYYY-MM\""
                                                         : key == "near" ? "near = \"AREA\""
                                                                         : std::string(key) + " = NUMBER"));
        built.label = text_at(e, "label").value_or(title_);
        built.on = entry_month(e, "on").value_or(no_date);
        built.near = text_at(e, "near").value_or("");
        built.name = text_at(e, "name").value_or("");
        if (const auto homes = whole_at(e, "homes", 1, 100'000)) built.homes = static_cast<int>(*homes);
        if (const auto a_year = whole_at(e, "a_year", 1, 20'000)) built.a_year = static_cast<int>(*a_year);
        if (const toml::node* at = e.get("at")) {
            const toml::array* point = at->as_array();
            const auto metres = [&](std::size_t i) { return point->get(i)->value_exact<std::int64_t>(); };
            // The National Grid is 700 km wide and 1,300 km high.
            const auto within = [&](std::size_t i, std::int64_t most) {
                const auto value = metres(i);
                return value && *value >= 0 && *value <= most;
            };
            if (point && point->size() == 2 && within(0, 700'000) && within(1, 1'300'000))
                built.site = {static_cast<std::int32_t>(*metres(0)), static_cast<std::int32_t>(*metres(1))};
            else
                bad(*at, "'at' must be [EASTING, NORTHING] in whole metres, such as [585000, 372000]");
        }
        if (const toml::node* node = e.get("yields")) read_yields(*node, built);
        add(scenario_.homes, std::move(built));
    }
    void read_yields(const toml::node& node, HomesBuilt& built) {
        const toml::table* table = node.as_table();
        if (!table) return bad(node, "'yields' must be a table of children a home, such as {primary = 0.3}");
        only(*table, codes_of(phase_labels), "'yields'");
        const ParameterRow& row = *find_parameter("families.yield");
        for (std::size_t phase = 0; phase < phase_count; ++phase) {
            const toml::node* yield = table->get(phase_labels[phase].code);
            if (!yield) continue;
            try {
                built.yield[phase] = value_of(*yield, row);
            } catch (const InputError& error) {
                bad(*yield, error.what());
            }
        }
    }

    Scenario& scenario_;
    fs::path path_;
    std::string title_;
    std::optional<Month> own_from_;  ///< from when the file's own [set] applies
    std::optional<Month> begins_;    ///< the month the file was given from outside
    int later_ = 0;                  ///< months by which its dated entries move
    bool policy_;
};

}  // namespace

std::string read_scenario_file(Scenario& scenario, ConfigProblems& problems, const fs::path& path,
                               std::optional<Month> from, bool policy, std::vector<fs::path>& open_files) {
    FileReader reader(scenario, problems, path, from, policy);
    reader.read(open_files);
    return reader.title();
}

void read_scenario_text(Scenario& scenario, ConfigProblems& problems, const std::string& text,
                        const std::string& where) {
    std::vector<fs::path> open_files;
    FileReader(scenario, problems, where, std::nullopt, false).read_text(text, open_files);
}

bool is_policy_text(const std::string& text) {
    ConfigProblems none;
    const std::optional<toml::table> table = ConfigEntries(none, "").table_of(text, "a config's");
    return table && std::none_of(keys_of_scenarios.begin(), keys_of_scenarios.end(),
                                 [&](const char* key) { return table->contains(key); });
}

}  // namespace sendscape
