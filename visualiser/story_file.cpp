// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "sim/core/error.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/read_scenario.h"
#include "visualiser/story.h"

namespace sendscape {
namespace {

std::optional<StoryTime> parse_time(std::string_view text) {
    StoryTime time;
    if (const auto month = parse_month(text)) {
        time.anchor = StoryTime::Anchor::calendar;
        time.month = *month;
        return time;
    }
    using Anchor = StoryTime::Anchor;
    static constexpr std::array<std::pair<std::string_view, Anchor>, 4> anchors{
        {{"start", Anchor::start}, {"end", Anchor::end}, {"wait", Anchor::wait}, {"placed", Anchor::placed}}};
    const auto anchor =
        std::find_if(anchors.begin(), anchors.end(), [&](const auto& one) { return text.starts_with(one.first); });
    if (anchor == anchors.end()) return std::nullopt;
    time.anchor = anchor->second;
    text.remove_prefix(anchor->first.size());
    if (text.empty()) return time;
    if (text[0] != '+' && text[0] != '-') return std::nullopt;
    int months = 0;
    const auto [stop, error] = std::from_chars(text.data() + 1, text.data() + text.size(), months);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    time.months = text[0] == '-' ? -months : months;
    return time;
}

class StoryReader : private ConfigEntries {
  public:
    StoryReader(ConfigProblems& problems, std::string where) : ConfigEntries(problems, std::move(where)) {}

    Story read(const std::string& text) {
        Story story;
        const std::optional<toml::table> parsed = table_of(text, "a story's");
        if (!parsed) return story;
        const toml::table& table = *parsed;
        only(table, {"title", "shot"}, "a story");
        story.title = text_at(table, "title").value_or("");
        const toml::node* shots = table.get("shot");
        const toml::array* list = shots ? shots->as_array() : nullptr;
        if (!list || list->empty()) problems_.add(where_, 1, "a story has at least one [[shot]]");
        if (list)
            for (const toml::node& node : *list) {
                if (const toml::table* shot = node.as_table())
                    story.shots.push_back(read_shot(*shot));
                else
                    bad(node, "a shot is written as [[shot]] with keys beneath it");
            }
        return story;
    }

  private:
    std::optional<StoryTime> time_at(const toml::table& table, std::string_view key) {
        const auto text = text_at(table, key);
        if (!text) return std::nullopt;
        const auto time = parse_time(*text);
        if (!time)
            bad(*table.get(key), fmt::format("{} = \"{}\": must be \"start\", \"end\", \"wait\", \"placed\", "
                                             "\"start+36\", \"end-12\" (months) or "
                                             "a month such as \"2029-09\"",
                                             key, *text));
        return time;
    }
    float number_at(const toml::table& table, std::string_view key, float standard, float least, float most) {
        const toml::node* node = table.get(key);
        if (!node) return standard;
        if (const auto value = node->value<double>(); node->is_number() && value && *value >= least && *value <= most)
            return static_cast<float>(*value);
        bad(*node, fmt::format("'{}' must be a number from {} to {}", key, least, most));
        return standard;
    }
    bool flag_at(const toml::table& table, std::string_view key, bool standard) {
        const toml::node* node = table.get(key);
        if (!node) return standard;
        if (const auto flag = node->value_exact<bool>()) return *flag;
        bad(*node, fmt::format("'{}' must be true or false", key));
        return standard;
    }

    std::vector<Layer> layers_at(const toml::table& table) {
        std::vector<Layer> layers;
        const toml::node* node = table.get("layers");
        if (!node) {
            for (const LayerRow& row : layer_rows)
                if (row.at_first) layers.push_back(row.layer);
            return layers;
        }
        const toml::array* list = node->as_array();
        if (!list)
            bad(*node, fmt::format("'layers' must be a list of numbers from 1 to {} or names ({}), such as [1, 3]",
                                   layer_count, layer_ids()));
        if (list)
            for (const toml::node& element : *list) {
                const auto number = element.value_exact<std::int64_t>();
                const auto id = element.value_exact<std::string>();
                const auto layer = number ? read_layer(std::to_string(*number)) : read_layer(id.value_or(""));
                if (layer)
                    layers.push_back(*layer);
                else
                    bad(element,
                        fmt::format("a layer is a number from 1 to {} or a name ({})", layer_count, layer_ids()));
            }
        return layers;
    }

    Shot read_shot(const toml::table& table) {
        only(table,
             {"at", "to", "place", "zoom", "layers", "caption", "seconds", "select", "clean", "differences", "lever"},
             "a shot");
        Shot shot;
        shot.from = time_at(table, "at").value_or(StoryTime{});
        shot.to = time_at(table, "to");
        shot.place = text_at(table, "place").value_or("whole");
        if (const toml::node* node = table.get("place")) check_place(*node, shot.place);
        shot.zoom = number_at(table, "zoom", 1, 0.5f, 40);
        shot.seconds = number_at(table, "seconds", 12, 1, 600);
        shot.select = flag_at(table, "select", false);
        shot.clean = flag_at(table, "clean", true);
        shot.differences = flag_at(table, "differences", false);
        shot.caption = text_at(table, "caption").value_or("");
        shot.lever = text_at(table, "lever").value_or("");
        if (!shot.lever.empty()) check_lever(*table.get("lever"), shot.lever);
        if (const toml::node* node = table.get("caption")) check_caption(*node, shot.caption);
        shot.layers = layers_at(table);
        return shot;
    }
    /// A slip in a subject's name is told at once; areas and schools are known once a film is (check_places).
    void check_place(const toml::node& node, const std::string& place) {
        const std::vector<std::string> known = story_subjects();
        if (std::find(known.begin(), known.end(), place) != known.end()) return;
        if (const std::string hint = ending(place, known); hint != ".")
            bad(node, fmt::format("unknown place '{}'{} Known: {}, a planning area's name or a school's URN", place,
                                  hint, fmt::join(known, ", ")));
    }
    void check_lever(const toml::node& node, const std::string& name) {
        try {
            find_config(name, ConfigKind::policy);
        } catch (const InputError& error) {
            bad(node, fmt::format("lever = \"{}\": {}", name, error.what()));
        }
    }
    void check_caption(const toml::node& node, std::string_view words) {
        const auto& known = story_placeholders();
        for (std::size_t at = 0; (at = words.find('{', at)) != std::string_view::npos;) {
            const std::size_t end = words.find('}', at);
            if (end == std::string_view::npos) return bad(node, "a '{' in the caption has no '}'");
            const std::string name(words.substr(at + 1, end - at - 1));
            if (std::find(known.begin(), known.end(), name) == known.end())
                bad(node, fmt::format("unknown placeholder '{{{}}}'{} Known: {}", name, ending(name, known),
                                      fmt::join(known, ", ")));
            at = end;
        }
    }
};

}  // namespace

Story read_story(const std::string& name_or_path) {
    const std::filesystem::path path = find_config(name_or_path, ConfigKind::story);
    ConfigProblems problems;
    Story story = StoryReader(problems, path.string()).read(read_text_file(path, "story"));
    problems.throw_if_any();
    return story;
}

}  // namespace sendscape
