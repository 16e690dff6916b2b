// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <limits>
#include <set>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/scenario_file.h"
#include "sim/studies/paired.h"
#include "sim/studies/sweep/sweep_names.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t most_whole = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t most_factors = 200;  ///< a sweep of more screens the whole table: `scan` does that

class SweepReader : private ConfigEntries {
  public:
    SweepReader(const fs::path& path, ConfigProblems& problems) : ConfigEntries(problems, path.string()), path_(path) {
        study_.name = path.stem().string();
        study_.title = study_.name;
    }

    SweepStudy read() {
        const std::optional<toml::table> parsed = table_of(read_text_file(path_, "sweep"), "a sweep's");
        if (!parsed) return std::move(study_);
        const toml::table& table = *parsed;
        only(table,
             {"title", "description", "base", "policies", "years", "replicates", "seed", "design", "points", "keep",
              "factor", "point"},
             "a sweep");
        read_top(table);
        if (const toml::node* node = table.get("keep"))
            read_keep(*node);
        else
            problems_.add(where_, 0,
                          "a sweep needs keep = [...]: the measures to keep, such as \"plans_maintained\" ('sendscape "
                          "describe measures' lists all)");
        if (const toml::node* node = table.get("factor"))
            for_each_table(*node, "factor", [&](const toml::table& entry) { read_factor(entry); });
        else
            problems_.add(where_, 0, "a sweep needs a [[factor]]: what is varied");
        if (faulty_ || study_.factors.empty()) return std::move(study_);
        make_points(table);
        return std::move(study_);
    }

  private:
    void wrong(const toml::node& node, const std::string& text) {
        bad(node, text);
        faulty_ = true;
    }

    void read_top(const toml::table& table) {
        if (const auto title = text_at(table, "title")) study_.title = *title;
        if (const auto base = text_at(table, "base")) {
            study_.base = *base;
            // A file beside this one goes before one of that name elsewhere.
            try {
                const fs::path found = find_config(*base, ConfigKind::scenario, path_.parent_path());
                std::error_code none;
                if (fs::equivalent(found.parent_path(), fs::absolute(path_).parent_path(), none))
                    study_.base = found.string();
            } catch (const InputError& error) {
                wrong(*table.get("base"), error.what());
            }
        }
        if (const toml::node* node = table.get("policies")) read_policies(*node);
        if (const auto years = whole_at(table, "years", 1, 100)) study_.years = static_cast<int>(*years);
        if (const auto seed = whole_at(table, "seed", 0, most_whole)) study_.seed = *seed;
        if (const auto count = whole_at(table, "replicates", 1, 100'000))
            study_.replicates = static_cast<std::uint32_t>(*count);
        const auto design = text_at(table, "design");
        if (!table.get("design"))
            problems_.add(where_, 0,
                          fmt::format("a sweep needs design = \"...\": {}", fmt::join(design_names(), ", ")));
        faulty_ = faulty_ || !design;
        if (!design) return;
        if (const auto known = design_named(*design))
            study_.design = *known;
        else
            wrong(*table.get("design"), fmt::format("unknown design '{}'{} Known: {}", *design,
                                                    ending(*design, design_names()), fmt::join(design_names(), ", ")));
    }

    void read_policies(const toml::node& node) {
        const toml::array* names = node.as_array();
        if (!names) return bad(node, "'policies' must be a list of names, such as [\"no-new-places\"]");
        for (const toml::node& element : *names)
            if (const auto name = element.value_exact<std::string>())
                study_.policies.push_back(*name);
            else
                bad(element, "a policy is named by text in quotes");
    }

    // ---- what is kept

    void read_keep(const toml::node& node) {
        const toml::array* list = node.as_array();
        if (!list || list->empty())
            return wrong(node,
                         "'keep' must be a list of measures: \"plans_maintained\", or {measure = "
                         "\"specialist_shortfall\", axes = [\"area\"]} to sum over its other axes");
        for (const toml::node& element : *list) {
            if (const auto name = element.value_exact<std::string>())
                keep(element, *name, nullptr);
            else if (const toml::table* entry = element.as_table())
                read_kept(*entry);
            else
                wrong(element, "a measure is named by text in quotes, or {measure = \"NAME\", axes = [...]}");
        }
    }
    void read_kept(const toml::table& entry) {
        only(entry, {"measure", "axes"}, "'keep'");
        const auto name = text_at(entry, "measure");
        if (!name) return wrong(entry, "an entry of 'keep' needs measure = \"NAME\"");
        const toml::node* axes = entry.get("axes");
        if (axes && !axes->is_array()) return wrong(*axes, "'axes' must be a list of names, such as [\"area\"] or []");
        keep(entry, *name, axes ? axes->as_array() : nullptr);
    }
    void keep(const toml::node& node, const std::string& name, const toml::array* axes) {
        MeasureToKeep kept;
        kept.row = find_measure(name);
        if (!kept.row)
            return wrong(node, fmt::format("unknown measure '{}'{} 'sendscape describe measures' lists all", name,
                                           ending(name, measure_names())));
        if (std::any_of(study_.keep.begin(), study_.keep.end(),
                        [&](const MeasureToKeep& other) { return other.row == kept.row; }))
            return wrong(node, fmt::format("'{}' is kept twice", name));
        std::vector<std::string> own;
        for (std::size_t i = 0; i < kept.row->axis_count; ++i) own.emplace_back(axis_name(kept.row->axes[i]));
        std::set<std::string> wanted(own.begin(), own.end());
        if (axes) {
            wanted.clear();
            for (const toml::node& element : *axes) {
                const std::string axis = element.value_exact<std::string>().value_or("");
                if (std::find(own.begin(), own.end(), axis) == own.end())
                    return wrong(element, fmt::format("{} has no axis {}; it has: {}", name, written(element),
                                                      fmt::join(own, ", ")));
                wanted.insert(axis);
            }
        }
        Series series;
        series.unit = kept.row->unit;
        if (wanted.size() < own.size() && !can_be_summed(series))
            return wrong(node, fmt::format("{} is in {} and cannot be summed: keep all its axes ({})", name,
                                           kept.row->unit, fmt::join(own, ", ")));
        for (std::size_t i = 0; i < kept.row->axis_count; ++i)
            if (wanted.count(own[i]) > 0) kept.axes.push_back(kept.row->axes[i]);
        study_.keep.push_back(std::move(kept));
    }

    // ---- factors

    void read_factor(const toml::table& entry) {
        only(entry, {"name", "key", "policy", "policies", "from", "range", "values"}, "[[factor]]");
        Factor factor;
        factor.beside = path_.parent_path();
        const int kinds = (entry.get("key") ? 1 : 0) + (entry.get("policy") ? 1 : 0) + (entry.get("policies") ? 1 : 0);
        if (kinds != 1)
            return wrong(entry,
                         "a [[factor]] has one of: key = \"a.parameter\", policy = \"NAME\", policies = [\"none\", "
                         "\"NAME\", ...]");
        bool fine = true;
        if (entry.get("key"))
            fine = read_parameter(entry, factor);
        else if (entry.get("policy"))
            fine = read_policy_factor(entry, factor);
        else
            fine = read_choice(entry, factor);
        faulty_ = faulty_ || !fine;
        const std::size_t dot = factor.key.rfind('.');
        factor.name = entry.get("name")          ? text_at(entry, "name").value_or("")
                      : dot == std::string::npos ? factor.key
                                                 : factor.key.substr(dot + 1);
        if (factor.kind == FactorKind::policies && !entry.get("name"))
            return wrong(entry, "a [[factor]] of policies needs name = \"...\"");
        std::replace(factor.name.begin(), factor.name.end(), '-', '_');
        if (const std::string why = not_a_factor_name(factor.name); !why.empty()) return wrong(entry, why);
        for (const Factor& other : study_.factors) {
            if (other.name == factor.name)
                return wrong(entry, fmt::format("two factors are called '{}': give one another name", factor.name));
            if (other.kind == factor.kind && other.key == factor.key && other.from == factor.from &&
                !factor.key.empty())
                return wrong(entry, fmt::format("'{}' is a factor already, called '{}'", factor.key, other.name));
        }
        if (study_.factors.size() >= most_factors)
            return wrong(entry, fmt::format("a sweep has {} factors at the most", most_factors));
        if (fine) study_.factors.push_back(std::move(factor));
    }

    bool read_parameter(const toml::table& entry, Factor& factor) {
        factor.key = text_at(entry, "key").value_or("");
        const ParameterRow* row = find_parameter(factor.key);
        if (!row) {
            bad(*entry.get("key"), fmt::format("unknown parameter '{}'{}", factor.key, unknown_parameter(factor.key)));
            return false;
        }
        factor.from = month_at(entry, "from");
        if (entry.get("from") && !factor.from) return false;
        const bool one_number = row->unit != Unit::names_in_order && row->unit != Unit::on_off;
        factor.in_numbers = row->unit != Unit::names_in_order;
        if (const toml::node* values = entry.get("values")) {
            if (const toml::node* range = entry.get("range")) {
                bad(*range, "a factor takes 'range' or 'values', not both");
                return false;
            }
            if (!read_levels(*values, factor)) return false;
            factor.in_numbers = factor.in_numbers && value_count(*row) > 0;
            for (const FactorLevel& level : factor.levels)
                factor.in_numbers &= level.text.find('[') == std::string::npos;
            return true;
        }
        if (!one_number) {
            bad(entry, fmt::format("'{}' has no range: give values = [...]", factor.key));
            return false;
        }
        factor.ranged = true;
        factor.least = row->least;
        factor.most = row->most;
        const toml::node* range = entry.get("range");
        if (!range) return true;
        const toml::array* ends = range->as_array();
        if (!ends || ends->size() != 2) {
            bad(*range, "'range' must be [LEAST, MOST], such as [\"1.5\", \"5\"]");
            return false;
        }
        bool fine = true;
        const auto end = [&](std::size_t i, double& value) {
            const toml::node& node = *ends->get(i);
            fine = problems_.gather(place(node), [&] { value = parse_value(text_of(node), *row); }) && fine;
        };
        end(0, factor.least);
        end(1, factor.most);
        if (fine && !(factor.least < factor.most)) {
            bad(*range, fmt::format("a range of {} begins with the smaller end and has two ends", factor.key));
            return false;
        }
        return fine;
    }

    bool read_policy_factor(const toml::table& entry, Factor& factor) {
        factor.key = text_at(entry, "policy").value_or("");
        factor.kind = FactorKind::policy;
        if (!problems_.gather(place(*entry.get("policy")), [&] { check_policy(factor, factor.key); })) return false;
        for (const char* const key : {"range", "from"})
            if (const toml::node* node = entry.get(key)) {
                bad(*node,
                    fmt::format("a policy has no '{}': values = [false, true] switches it, values = [\"2027-09\", "
                                "\"{}\"] dates it",
                                key, never_begins));
                return false;
            }
        const toml::node* values = entry.get("values");
        if (!values) {
            factor.levels = {{"false", 0}, {"true", 1}};
            return true;
        }
        const toml::array* list = values->as_array();
        const bool switched =
            list && std::all_of(list->begin(), list->end(), [](const toml::node& n) { return n.is_boolean(); });
        if (!switched) factor.kind = FactorKind::policy_from;
        factor.in_numbers = switched;
        return read_levels(*values, factor);
    }

    bool read_choice(const toml::table& entry, Factor& factor) {
        factor.kind = FactorKind::policies;
        factor.in_numbers = false;
        for (const char* const key : {"range", "from", "values"})
            if (const toml::node* node = entry.get(key)) {
                bad(*node, fmt::format("a factor of policies has no '{}': the list names what each point has", key));
                return false;
            }
        return read_levels(*entry.get("policies"), factor);
    }

    bool read_levels(const toml::node& node, Factor& factor) {
        const toml::array* list = node.as_array();
        if (!list || list->size() < 2) {
            bad(node, "a factor needs a list of two values or more");
            return false;
        }
        bool fine = true;
        for (const toml::node& element : *list)
            fine = problems_.gather(place(element), [&] {
                const FactorLevel level = level_of(factor, text_of(element), factor.levels.size());
                for (const FactorLevel& other : factor.levels)
                    if (other.text == level.text) throw InputError(fmt::format("'{}' stands twice", level.text));
                factor.levels.push_back(level);
            }) && fine;
        return fine;
    }

    [[nodiscard]] std::string place(const toml::node& node) const {
        return fmt::format("{}:{}", where_, line_of(node));
    }

    /// A value as the command line would have it.
    static std::string text_of(const toml::node& node) {
        if (const auto text = node.value_exact<std::string>()) return *text;
        if (const auto month = month_of(node)) return to_text(*month);
        const toml::array* list = node.as_array();
        if (!list) return written(node);
        // Names in order are joined by commas, tables of numbers stand in brackets.
        const bool names = std::all_of(list->begin(), list->end(), [](const toml::node& n) {
            return n.is_string() && n.value_or<std::string>("").find_first_of("0123456789.") == std::string::npos;
        });
        std::string out;
        for (const toml::node& element : *list) out += (out.empty() ? "" : names ? "," : ";") + text_of(element);
        return names ? out : "[" + out + "]";
    }

    // ---- points

    void make_points(const toml::table& table) {
        const auto wanted = whole_at(table, "points", 1, most_runs);
        if (table.get("points") && !wanted) return;
        if (const toml::node* node = table.get("point"); node && study_.design != Design::list)
            return bad(*node, fmt::format("a [[point]] is of the design \"list\"; this one is \"{}\"",
                                          design_name(study_.design)));
        switch (study_.design) {
            case Design::list:
                read_list(table);
                break;
            case Design::grid:
                make_grid(table);
                break;
            default:
                if (!wanted)
                    return problems_.add(where_, 0,
                                         fmt::format("the design \"{}\" needs points = N", design_name(study_.design)));
                make_drawn(table, *wanted);
        }
        if (wanted && !study_.points.empty() && *wanted != study_.points.size())
            bad(*table.get("points"), fmt::format("points = {}: the factors make {} points; leave 'points' out",
                                                  *wanted, study_.points.size()));
        if (study_.points.size() * study_.replicates > most_runs)
            problems_.add(where_, 0,
                          fmt::format("{} points of {} replicates are more than {} runs", study_.points.size(),
                                      study_.replicates, most_runs));
    }

    void read_list(const toml::table& table) {
        const toml::node* node = table.get("point");
        if (!node)
            return problems_.add(where_, 0,
                                 "the design \"list\" needs a [[point]] for each point, with a value of each factor by "
                                 "its name");
        for_each_table(*node, "point", [&](const toml::table& entry) {
            std::vector<std::string> names;
            for (const Factor& factor : study_.factors) names.push_back(factor.name);
            only(entry, names, "[[point]]");
            std::vector<FactorValue> values;
            for (const Factor& factor : study_.factors) {
                const toml::node* value = entry.get(factor.name);
                if (!value) {
                    values.push_back({"", std::numeric_limits<double>::quiet_NaN()});
                    continue;
                }
                problems_.gather(place(*value), [&] {
                    const std::string text = text_of(*value);
                    const auto known = std::find_if(factor.levels.begin(), factor.levels.end(),
                                                    [&](const FactorLevel& level) { return level.text == text; });
                    const FactorLevel level = known != factor.levels.end() ? *known : level_of(factor, text, 0);
                    if (!factor.ranged && known == factor.levels.end())
                        throw InputError(fmt::format("'{}' is none of the factor's values", text));
                    values.push_back({level.text, level.number});
                });
            }
            study_.points.push_back(std::move(values));
        });
    }

    void make_grid(const toml::table& table) {
        std::size_t points = 1;
        for (const Factor& factor : study_.factors) {
            if (factor.ranged)
                return problems_.add(where_, 0,
                                     fmt::format("the design \"grid\" takes values, and '{}' has a range: "
                                                 "give values = [...]",
                                                 factor.name));
            points *= level_count(factor);
            if (points > most_runs)
                return problems_.add(where_, 0, fmt::format("the factors make more than {} points", most_runs));
        }
        if (const toml::node* node = table.get("points");
            node && node->value_or<std::int64_t>(0) != static_cast<std::int64_t>(points))
            return bad(*node, fmt::format("points = {}: the product of the factors' values is {}; leave 'points' out",
                                          written(*node), points));
        for (const std::vector<std::size_t>& levels : grid_levels(study_.factors)) {
            std::vector<FactorValue> values;
            for (std::size_t f = 0; f < levels.size(); ++f)
                values.push_back(value_of_level(study_.factors[f], levels[f]));
            study_.points.push_back(std::move(values));
        }
    }

    void make_drawn(const toml::table& table, std::size_t points) {
        const std::size_t factors = study_.factors.size();
        const std::size_t together = points_together(study_.design, factors);
        if (points % together != 0) {
            const std::size_t below = points / together * together;
            return bad(*table.get("points"),
                       fmt::format("points = {}: {} of {} factor{} takes a multiple of {}: {}{}", points,
                                   study_.design == Design::morris ? "a trajectory of Morris's design"
                                                                   : "a sample of Saltelli's design",
                                   factors, factors == 1 ? "" : "s", together,
                                   below > 0 ? fmt::format("{} or ", below) : "", below + together));
        }
        const std::uint64_t seed = study_.seed.value_or(1);
        DesignMatrix matrix;
        if (study_.design == Design::latin_hypercube) matrix = latin_hypercube(points, factors, seed);
        if (study_.design == Design::sobol) matrix = sobol_sequence(points, factors);
        if (study_.design == Design::morris) matrix = morris_trajectories(points / together, factors, seed);
        if (study_.design == Design::saltelli) matrix = saltelli_samples(points / together, factors);
        for (const std::vector<double>& shares : matrix) {
            std::vector<FactorValue> values;
            for (std::size_t f = 0; f < factors; ++f) values.push_back(value_at(study_.factors[f], shares[f]));
            study_.points.push_back(std::move(values));
        }
    }

    fs::path path_;
    SweepStudy study_;
    bool faulty_ = false;  ///< no points can be made of the factors
};

}  // namespace

SweepStudy read_sweep_config(const std::string& name_or_path, ConfigProblems& problems) {
    return SweepReader(find_config(name_or_path, ConfigKind::sweep), problems).read();
}

}  // namespace sendscape
