// SPDX-License-Identifier: MIT
#include "sim/scenario/config_provision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/core/error.h"
#include "sim/core/label_codes.h"
#include "sim/parameters.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/config_values.h"

namespace sendscape {
namespace {

/// Reads single entries into a change that has its place, date and URN.
class EntryReader : private ConfigEntries {
  public:
    using ConfigEntries::ConfigEntries;

    void read(std::string_view key, const toml::table& e, ProvisionChange& o,
              const std::vector<ProvisionChange>& before) {
        if (key == "open") read_open(e, o, before);
        if (key == "grow") read_grow(e, o);
        if (key == "close") read_close(e, o);
        if (key == "pan") read_pan(e, o);
    }

  private:
    void read_grow(const toml::table& e, ProvisionChange& o) {
        only(e, {"on", "urn", "places", "base", "phase", "ramp_months", "cost", "label"}, "[[grow]]");
        o.kind = ProvisionChange::Kind::grow;
        need_urn(e, "grow");
        read_places(e, o);
        read_cost(e, o);
        read_base_flag(e, o);
    }
    void read_close(const toml::table& e, ProvisionChange& o) {
        only(e, {"on", "urn", "base", "phase", "into", "label"}, "[[close]]");
        need_urn(e, "close");
        read_base_flag(e, o);
        if (const auto into = whole_at(e, "into", 1, 99'999'999)) o.into = static_cast<std::uint32_t>(*into);
        if (o.into != 0 && is_base(o.setting)) bad(e, "into: a school is amalgamated with another, not its base");
        if (o.into != 0 && o.into == o.urn) bad(e, "into: a school cannot be amalgamated with itself");
        o.kind = is_base(o.setting) ? ProvisionChange::Kind::close_base : ProvisionChange::Kind::close_school;
    }
    void read_pan(const toml::table& e, ProvisionChange& o) {
        only(e, {"on", "urn", "pan", "label"}, "[[pan]]");
        o.kind = ProvisionChange::Kind::set_pan;
        need_urn(e, "pan");
        if (const auto pan = whole_at(e, "pan", 0, 2'000)) o.pan = static_cast<int>(*pan);
        if (!e.get("pan")) bad(e, "[[pan]] needs pan = NUMBER");
    }
    void read_open(const toml::table& e, ProvisionChange& o, const std::vector<ProvisionChange>& before) {
        only(
            e,
            {"on", "setting", "urn", "near", "name", "places", "phase", "needs", "pan", "ramp_months", "cost", "label"},
            "[[open]]");
        read_places(e, o);
        read_cost(e, o);
        const std::vector<std::string> settings{
            "state_special",       "resourced_provision",   "sen_unit", "mainstream", "alternative_provision",
            "independent_special", "non_maintained_special"};
        if (const auto setting = text_at(e, "setting")) {
            if (std::find(settings.begin(), settings.end(), *setting) == settings.end())
                bad(*e.get("setting"), fmt::format("unknown setting '{}'{} Known: {}", *setting,
                                                   ending(*setting, settings), fmt::join(settings, ", ")));
            else
                o.setting = *from_code<Setting>(setting_labels, *setting);
        } else if (!e.get("setting")) {
            bad(e, "[[open]] needs setting = \"state_special\", \"resourced_provision\" ...");
        }
        o.kind = is_base(o.setting) ? ProvisionChange::Kind::open_base : ProvisionChange::Kind::open_school;
        o.near = text_at(e, "near").value_or("");
        o.name = text_at(e, "name").value_or("");
        read_phase(e, o);
        if (is_base(o.setting)) {
            if ((o.urn == 0) == o.near.empty()) bad(e, "a base needs urn = HOST, or near = \"AREA\" (not both)");
            if (o.phase != Phase::primary && o.phase != Phase::secondary)
                bad(e, "a base is for phase = \"primary\" or \"secondary\"");
        } else if (o.near.empty()) {
            bad(e, "a new school needs near = \"AREA\"");
        }
        if (const auto pan = whole_at(e, "pan", 0, 2'000)) o.pan = static_cast<int>(*pan);
        if (const toml::node* needs = e.get("needs")) read_needs(*needs, o);
        if (o.urn != 0 && !is_base(o.setting)) {
            for (const ProvisionChange& other : before)
                if (other.kind == ProvisionChange::Kind::open_school && other.urn == o.urn)
                    bad(e, fmt::format("duplicate URN {}: {} opens it too", o.urn, other.where));
        }
    }

    void need_urn(const toml::table& e, std::string_view key) {
        if (!e.get("urn")) bad(e, fmt::format("[[{}]] needs urn = NUMBER of the school", key));
    }
    void read_places(const toml::table& e, ProvisionChange& o) {
        if (const auto places = whole_at(e, "places", 1, 5'000)) o.places = static_cast<int>(*places);
        if (!e.get("places")) bad(e, "'places' is missing: the number of children it is for");
        if (const auto months = whole_at(e, "ramp_months", 0, 120))
            o.ramp_months = std::max(1, static_cast<int>(*months));
        o.yearly_parts = !e.get("ramp_months") && o.kind == ProvisionChange::Kind::open_school &&
                         is_special(o.setting) && o.places > opened_at_once;
    }
    void read_cost(const toml::table& e, ProvisionChange& o) {
        const toml::node* node = e.get("cost");
        if (!node) return;
        // A special school of 300 places costs £30m; a hundred times one such place for each is a slip (assumption).
        constexpr double most_cost = 500e6;
        static constexpr ParameterRow row{"cost",
                                          nullptr,
                                          0,
                                          most_cost,
                                          Unit::pounds,
                                          Known::authorities,
                                          "the authority's accounts",
                                          "capital cost of what opens"};
        try {
            o.cost = value_of(*node, row);
        } catch (const InputError& error) {
            bad(*node, error.what());
        }
    }
    void read_base_flag(const toml::table& e, ProvisionChange& o) {
        o.setting = Setting::state_special;
        if (const toml::node* node = e.get("base")) {
            if (const auto flag = node->value_exact<bool>()) {
                if (*flag) o.setting = Setting::resourced_provision;
            } else {
                bad(*node, "'base' must be true or false");
            }
        }
        read_phase(e, o);
    }
    void read_phase(const toml::table& e, ProvisionChange& o) {
        const auto phase = text_at(e, "phase");
        if (!phase) {
            o.all_through = !is_base(o.setting);
            return;
        }
        const std::vector<std::string> known{"primary", "secondary", "post16", "all-through"};
        if (*phase == "all-through")
            o.all_through = true;
        else if (std::find(known.begin(), known.end(), *phase) != known.end())
            o.phase = *from_code<Phase>(phase_labels, *phase);
        else
            bad(*e.get("phase"),
                fmt::format("unknown phase '{}'{} Known: {}", *phase, ending(*phase, known), fmt::join(known, ", ")));
    }
    void read_needs(const toml::node& node, ProvisionChange& o) {
        const toml::array* list = node.as_array();
        if (!list) return bad(node, "'needs' must be a list of codes, such as [\"ASD\", \"SLCN\"]");
        std::vector<std::string> known = codes_of(need_labels);
        known.pop_back();
        for (const toml::node& element : *list) {
            const std::string code = element.value_exact<std::string>().value_or("");
            if (std::find(known.begin(), known.end(), code) == known.end())
                bad(element,
                    fmt::format("unknown need '{}'{} Known: {}", code, ending(code, known), fmt::join(known, ", ")));
            else
                o.needs = static_cast<NeedSet>(o.needs | need_bit(*from_code<Need>(need_labels, code)));
        }
    }
};

}  // namespace

void read_provision_entry(std::string_view key, const toml::table& entry, const std::vector<ProvisionChange>& before,
                          ConfigProblems& problems, const std::string& where, ProvisionChange& change) {
    EntryReader(problems, where).read(key, entry, change, before);
}

}  // namespace sendscape
