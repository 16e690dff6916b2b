// SPDX-License-Identifier: MIT
#include "maps/roads/graphml_roads.h"

#include <expat.h>
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "maps/roads/road_arcs.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/packed_file.h"
#include "maps/tables/projection.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

struct Node {
    std::optional<double> x, y;
};
struct Edge {
    std::string from, to, highway, maxspeed;
    double metres = -1;
    bool one_way = false;
};

enum class Field { none, x, y, length, highway, maxspeed, oneway, crs };

struct Document {
    std::map<std::string, Field> fields;  // key id to its meaning
    std::vector<Node> nodes;
    std::unordered_map<std::string, std::uint32_t> node_rows;
    std::vector<Edge> edges;
    std::string crs;
    bool is_graphml = false, in_node = false, in_edge = false;
    Field reading = Field::none;
    std::string text;
};

const char* attribute(const char** attributes, const char* name) {
    for (; attributes[0]; attributes += 2)
        if (std::strcmp(attributes[0], name) == 0) return attributes[1];
    return "";
}

/// "['primary', 'tertiary']" gives primary: merged streets list what they were made of.
std::string first_of_list(std::string_view text) {
    if (!text.starts_with('[')) return std::string(text);
    const auto open = text.find('\'');
    if (open == std::string_view::npos) return {};
    const auto close = text.find('\'', open + 1);
    return close == std::string_view::npos ? std::string() : std::string(text.substr(open + 1, close - open - 1));
}

void begin_element(void* context, const char* name, const char** attributes) {
    auto& doc = *static_cast<Document*>(context);
    const std::string_view element(name);
    if (element == "graphml") {
        doc.is_graphml = true;
    } else if (element == "key") {
        const std::string meaning = attribute(attributes, "attr.name");
        const std::string about = attribute(attributes, "for");
        Field field = Field::none;
        if (meaning == "x" && about == "node")
            field = Field::x;
        else if (meaning == "y" && about == "node")
            field = Field::y;
        else if (meaning == "length" && about == "edge")
            field = Field::length;
        else if (meaning == "highway" && about == "edge")
            field = Field::highway;
        else if (meaning == "maxspeed" && about == "edge")
            field = Field::maxspeed;
        else if (meaning == "oneway" && about == "edge")
            field = Field::oneway;
        else if (meaning == "crs")
            field = Field::crs;
        doc.fields[attribute(attributes, "id")] = field;
    } else if (element == "node") {
        doc.in_node = true;
        doc.node_rows.emplace(attribute(attributes, "id"), static_cast<std::uint32_t>(doc.nodes.size()));
        doc.nodes.emplace_back();
    } else if (element == "edge") {
        doc.in_edge = true;
        Edge edge;
        edge.from = attribute(attributes, "source");
        edge.to = attribute(attributes, "target");
        doc.edges.push_back(std::move(edge));
    } else if (element == "data") {
        const auto found = doc.fields.find(attribute(attributes, "key"));
        doc.reading = found == doc.fields.end() ? Field::none : found->second;
        doc.text.clear();
    }
}

void end_element(void* context, const char* name) {
    auto& doc = *static_cast<Document*>(context);
    const std::string_view element(name);
    if (element == "node") doc.in_node = false;
    if (element == "edge") doc.in_edge = false;
    if (element != "data") return;
    switch (doc.reading) {
        case Field::x:
            if (doc.in_node) doc.nodes.back().x = parse_number(doc.text);
            break;
        case Field::y:
            if (doc.in_node) doc.nodes.back().y = parse_number(doc.text);
            break;
        case Field::length:
            if (doc.in_edge) doc.edges.back().metres = parse_number(doc.text).value_or(-1);
            break;
        case Field::highway:
            if (doc.in_edge) doc.edges.back().highway = first_of_list(doc.text);
            break;
        case Field::maxspeed:
            if (doc.in_edge) doc.edges.back().maxspeed = first_of_list(doc.text);
            break;
        case Field::oneway:
            if (doc.in_edge) doc.edges.back().one_way = doc.text == "True" || doc.text == "true" || doc.text == "1";
            break;
        case Field::crs:
            doc.crs = lower_case(doc.text);
            break;
        case Field::none:
            break;
    }
    doc.reading = Field::none;
}

void characters(void* context, const char* text, int size) {
    auto& doc = *static_cast<Document*>(context);
    if (doc.reading != Field::none && doc.text.size() < 4096) doc.text.append(text, static_cast<std::size_t>(size));
}

}  // namespace

RoadNetwork read_graphml_roads(const std::filesystem::path& path, QualityTable& quality) {
    const std::string bytes = read_plain_or_gzip(path);
    if (bytes.empty()) throw InputError(path.string() + " is empty; a street network in GraphML is needed");
    Document doc;
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
    if (!parser) throw MachineError("no memory to read " + path.string());
    XML_SetUserData(parser.get(), &doc);
    XML_SetElementHandler(parser.get(), begin_element, end_element);
    XML_SetCharacterDataHandler(parser.get(), characters);
    constexpr std::size_t piece = 1 << 24;
    for (std::size_t from = 0; from < bytes.size(); from += piece) {
        const std::size_t size = std::min(piece, bytes.size() - from);
        const bool last = from + size == bytes.size();
        if (XML_Parse(parser.get(), bytes.data() + from, static_cast<int>(size), last) != XML_STATUS_OK)
            throw InputError(fmt::format("{}, line {}: not GraphML: {}", path.string(),
                                         XML_GetCurrentLineNumber(parser.get()),
                                         XML_ErrorString(XML_GetErrorCode(parser.get()))));
    }
    if (!doc.is_graphml || doc.nodes.empty() || doc.edges.empty())
        throw InputError(path.string() + " holds no street network: GraphML with nodes and edges is needed");

    const bool metric = doc.crs.find("27700") != std::string::npos;
    const GridProjection projection;
    const std::string table = path.filename().string();
    std::vector<std::int32_t> x(doc.nodes.size()), y(doc.nodes.size());
    std::vector<bool> placed(doc.nodes.size());
    for (std::size_t row = 0; row < doc.nodes.size(); ++row) {
        const Node& node = doc.nodes[row];
        if (!node.x || !node.y) {
            quality.count(table, Oddity::node_without_grid, "dropped with their streets");
            continue;
        }
        std::optional<std::pair<std::int32_t, std::int32_t>> grid;
        if (!metric)
            grid = projection.to_grid(*node.y, *node.x);
        else if (in_great_britain(*node.x, *node.y))
            grid = std::pair{static_cast<std::int32_t>(std::lround(*node.x)),
                             static_cast<std::int32_t>(std::lround(*node.y))};
        if (!grid) {
            quality.count(table, Oddity::node_outside, "dropped with their streets");
            continue;
        }
        x[row] = grid->first;
        y[row] = grid->second;
        placed[row] = true;
    }
    std::vector<RoadArc> arcs;
    arcs.reserve(doc.edges.size() * 2);
    for (const Edge& edge : doc.edges) {
        const auto from = doc.node_rows.find(edge.from), to = doc.node_rows.find(edge.to);
        if (from == doc.node_rows.end() || to == doc.node_rows.end()) {
            quality.count(table, Oddity::street_to_nowhere, "dropped");
            continue;
        }
        if (!placed[from->second] || !placed[to->second] || from->second == to->second) continue;
        double metres = edge.metres;
        if (metres < 0) {
            const double dx = x[from->second] - x[to->second], dy = y[from->second] - y[to->second];
            metres = std::sqrt(dx * dx + dy * dy);
            quality.count(table, Oddity::no_length, "straight line taken");
        }
        RoadUse use = use_of_highway(edge.highway);
        if (!use.drivable && !use.walkable) {
            use = use_of_highway("unclassified");
            quality.count(table, Oddity::unknown_street, "taken as unclassified roads", edge.highway);
        }
        // OSMnx writes a two-way street as two arcs and a one-way street as one: the way back of a one-way street is
        // added for walkers.
        std::vector<RoadArc> both;
        add_street(both, from->second, to->second, metres, use, speed_limit(edge.maxspeed), true);
        arcs.push_back(both.front());
        if (edge.one_way && both.size() > 1) arcs.push_back(both.back());
    }
    if (arcs.empty()) throw InputError(path.string() + " holds no street in Great Britain");
    RoadNetwork roads = pack_roads(std::move(x), std::move(y), arcs);
    quality.count(table, Oddity::nodes_read, "projected to the National Grid", {},
                  static_cast<std::int64_t>(roads.nodes()));
    quality.count(table, Oddity::arcs_made, "one-way streets may be walked both ways", {},
                  static_cast<std::int64_t>(roads.arcs()));
    return roads;
}

}  // namespace sendscape
