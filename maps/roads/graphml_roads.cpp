// SPDX-License-Identifier: MIT
#include "maps/roads/graphml_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "maps/roads/extent.h"
#include "maps/roads/road_arcs.h"
#include "maps/roads/xml_stream.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/projection.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

// Far above Great Britain's 3.5 million junctions: what is above is no street network, and rows fit 32 bits.
constexpr std::size_t most_nodes = 30'000'000, most_edges = 100'000'000;
constexpr std::size_t longest_text = 1 << 16;  ///< of one attribute; reference systems in WKT are a few kilobytes
constexpr std::size_t most_listed = 300;       ///< letters of attributes in a message
constexpr std::uint32_t no_row = 0xFFFFFFFFu;

enum class Domain : std::uint8_t { node, edge, graph };
constexpr std::size_t domains = 3;

/// Attributes that are read beside the keys of streets, which follow them. Coordinates have other names elsewhere.
enum class Field : std::uint8_t { x, y, longitude, latitude, length, reversed, from, to, crs };
constexpr std::size_t own_fields = 9, fields = own_fields + street_keys.size();

struct FieldName {
    std::string_view name;
    Field field;
};
constexpr std::array<FieldName, 13> field_names{{{"x", Field::x},
                                                 {"y", Field::y},
                                                 {"lon", Field::longitude},
                                                 {"long", Field::longitude},
                                                 {"longitude", Field::longitude},
                                                 {"lat", Field::latitude},
                                                 {"latitude", Field::latitude},
                                                 {"length", Field::length},
                                                 {"reversed", Field::reversed},
                                                 {"from", Field::from},
                                                 {"to", Field::to},
                                                 {"crs", Field::crs},
                                                 {"srs", Field::crs}}};

std::optional<std::size_t> field_of(std::string_view name) {
    for (const FieldName& row : field_names)
        if (row.name == name) return static_cast<std::size_t>(row.field);
    const auto street = std::find(street_keys.begin(), street_keys.end(), name);
    if (street == street_keys.end()) return std::nullopt;
    return own_fields + static_cast<std::size_t>(street - street_keys.begin());
}

/// Values of attributes, and which are there.
struct Values {
    std::array<std::string, fields> text;
    std::bitset<fields> there;

    void set(std::size_t field, std::string value) {
        text[field] = std::move(value);
        there.set(field);
    }
};

/// A declared attribute.
struct Key {
    std::optional<std::size_t> field;
    std::string domain;  ///< "node", "edge", "graph", "graphml" or "all"
    [[nodiscard]] bool is_of(Domain of) const {
        constexpr std::array<std::string_view, domains> names{"node", "edge", "graph"};
        return domain.empty() || domain == "all" || domain == names[static_cast<std::size_t>(of)] ||
               (of == Domain::graph && domain == "graphml");
    }
};

struct Node {
    std::optional<double> x, y, longitude, latitude;
    std::uint32_t graph = 0;
    bool there = false;  ///< false: only edges name it
};

struct Edge {
    std::uint32_t from = 0, to = 0;
    double metres = -1;  ///< less than 0: not said
    double limit = 0;
    RoadUse use;
    bool directed = true;
    std::optional<int> one_way;
};

struct Graph {
    std::string crs;
    std::unordered_map<std::string, std::uint32_t> rows;  ///< id to row of the document's nodes
};

/// An element that is open.
struct Open {
    enum class Kind { graphml, graph, node, edge, other } kind = Kind::other;
    std::uint32_t row = no_row;
    std::uint32_t graph = 0;
    bool edges_directed = true;  ///< within it, unless they say otherwise
    std::string source, target, directed;
    Values values;
};

/// What a document holds.
struct Document {
    std::vector<Graph> graphs{1};  ///< the first stands for what is outside any
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::string crs;
    std::string node_attributes;  ///< as declared, for messages
    std::int64_t no_streets = 0;
};

class GraphmlReader {
  public:
    GraphmlReader(const std::filesystem::path& path, QualityTable& quality)
        : path_(path), table_(path.filename().string()), quality_(quality) {}

    Document read() {
        read_xml(path_, "GraphML",
                 {[this](std::string_view element, const XmlAttributes& attributes) { begin(element, attributes); },
                  [this](std::string_view element) { end(element); }, [this](std::string_view piece) { text(piece); }});
        return std::move(document_);
    }

  private:
    void begin(std::string_view element, const XmlAttributes& attributes) {
        Open open;
        if (!open_.empty()) {
            open.graph = open_.back().graph;
            open.edges_directed = open_.back().edges_directed;
        }
        if (element == "key") begin_key(attributes);
        if (element == "data") reading_ = attributes["key"];
        if (element == "data" || element == "default") {
            text_.clear();
            in_text_ = true;
            return;
        }
        if (element == "graphml") open.kind = Open::Kind::graphml;
        if (element == "graph") begin_graph(attributes, open);
        if (element == "node") begin_node(attributes, open);
        if (element == "edge") {
            open.kind = Open::Kind::edge;
            open.source = attributes["source"];
            open.target = attributes["target"];
            open.directed = attributes["directed"];
        }
        open_.push_back(std::move(open));
    }

    void end(std::string_view element) {
        const auto key = keys_.find(reading_);
        const bool known = key != keys_.end() && key->second.field;
        if (element == "default") {
            in_text_ = false;
            if (!known) return;
            for (std::size_t domain = 0; domain < domains; ++domain)
                if (key->second.is_of(static_cast<Domain>(domain))) otherwise_[domain].set(*key->second.field, text_);
        } else if (element == "data") {
            in_text_ = false;
            if (known && !open_.empty()) open_.back().values.set(*key->second.field, text_);
        } else if (!open_.empty()) {
            close(open_.back());
            open_.pop_back();
        }
    }

    void text(std::string_view piece) {
        if (in_text_ && text_.size() < longest_text) text_ += piece.substr(0, longest_text - text_.size());
    }

    void refuse_more_than(std::size_t most, const char* what) const {
        throw InputError(fmt::format("{} holds more than {} million {}: give the streets of the area alone",
                                     path_.string(), most / 1'000'000, what));
    }

    void begin_key(const XmlAttributes& attributes) {
        reading_ = attributes["id"];
        const std::string name =
            lower_case(attributes["attr.name"].empty() ? attributes["id"] : attributes["attr.name"]);
        const Key key{field_of(name), std::string(attributes["for"])};
        if (key.is_of(Domain::node) && document_.node_attributes.size() < most_listed)
            document_.node_attributes += (document_.node_attributes.empty() ? "" : ", ") + name;
        keys_[reading_] = key;
    }

    void begin_graph(const XmlAttributes& attributes, Open& open) {
        open.kind = Open::Kind::graph;
        // A graph within a node belongs to the graph round it.
        if (open_.empty() || open_.back().kind == Open::Kind::graphml) {
            open.graph = static_cast<std::uint32_t>(document_.graphs.size());
            document_.graphs.emplace_back();
        }
        open.edges_directed = lower_case(attributes["edgedefault"]) != "undirected";
    }

    std::uint32_t row_of(std::uint32_t graph, std::string_view id) {
        auto& nodes = document_.nodes;
        const auto [found, fresh] =
            document_.graphs[graph].rows.emplace(std::string(id), static_cast<std::uint32_t>(nodes.size()));
        if (fresh) {
            if (nodes.size() >= most_nodes) refuse_more_than(most_nodes, "nodes");
            nodes.emplace_back();
            nodes.back().graph = graph;
        }
        return found->second;
    }

    void begin_node(const XmlAttributes& attributes, Open& open) {
        open.kind = Open::Kind::node;
        const std::uint32_t row = row_of(open.graph, attributes["id"]);
        if (document_.nodes[row].there)
            quality_.count(table_, Oddity::node_twice, "the first kept", attributes["id"]);
        else
            open.row = row;
        document_.nodes[row].there = true;
    }

    /// What an element says of itself, else what the attribute's key says for all.
    const std::string& value(const Open& open, std::size_t field, Domain domain) const {
        return open.values.there[field] ? open.values.text[field]
                                        : otherwise_[static_cast<std::size_t>(domain)].text[field];
    }
    const std::string& value(const Open& open, Field field, Domain domain) const {
        return value(open, static_cast<std::size_t>(field), domain);
    }

    void close(const Open& open) {
        if (open.kind == Open::Kind::graphml) document_.crs = value(open, Field::crs, Domain::graph);
        if (open.kind == Open::Kind::graph) {
            std::string& crs = document_.graphs[open.graph].crs;
            if (crs.empty()) crs = value(open, Field::crs, Domain::graph);
            if (lower_case(crs) == "none") crs.clear();  // as Python writes that there is none
        }
        if (open.kind == Open::Kind::edge) close_edge(open);
        if (open.kind != Open::Kind::node || open.row == no_row) return;
        Node& node = document_.nodes[open.row];
        node.x = parse_number(value(open, Field::x, Domain::node));
        node.y = parse_number(value(open, Field::y, Domain::node));
        node.longitude = parse_number(value(open, Field::longitude, Domain::node));
        node.latitude = parse_number(value(open, Field::latitude, Domain::node));
    }

    void close_edge(const Open& open) {
        StreetTags tags;
        for (std::size_t key = 0; key < street_keys.size(); ++key)
            tags.set(static_cast<StreetKey>(key), value(open, own_fields + key, Domain::edge));
        Edge edge;
        edge.use = use_of(tags);
        if (!edge.use.drivable && !edge.use.walkable) {
            ++document_.no_streets;
            quality_.count(table_, Oddity::no_street, "left out", tags[StreetKey::highway]);
            return;
        }
        edge.from = row_of(open.graph, open.source);
        edge.to = row_of(open.graph, open.target);
        edge.metres = parse_number(value(open, Field::length, Domain::edge)).value_or(-1);
        edge.limit = speed_limit(tags[StreetKey::maxspeed]);
        edge.directed = one_way_of(open.directed).value_or(open.edges_directed ? 1 : 0) == 1;  // "true", "1"
        edge.one_way = direction_of(tags);
        // An edge that its tool has turned already leads as cars go.
        if (edge.one_way == -1 && one_way_of(value(open, Field::reversed, Domain::edge)) == 1) edge.one_way = 1;
        // The ends of an undirected edge have no order: OSMnx keeps it in attributes.
        if (!edge.directed && open.source != open.target && value(open, Field::from, Domain::edge) == open.target &&
            value(open, Field::to, Domain::edge) == open.source)
            std::swap(edge.from, edge.to);
        if (document_.edges.size() >= most_edges) refuse_more_than(most_edges, "edges");
        document_.edges.push_back(edge);
    }

    /// By the kind of road alone: who may use it was asked when the streets of the file were chosen.
    RoadUse use_of(const StreetTags& tags) {
        std::optional<RoadUse> kind;
        bool no_street = false;
        const auto kinds = list_items(tags[StreetKey::highway]);
        for (const std::string& highway : kinds) {
            if (!kind) kind = use_of_highway(highway);
            no_street = no_street || is_no_street(highway);
        }
        if (!kind && no_street) return {};
        if (!kind) {
            quality_.count(table_, Oddity::unknown_street, "taken as unclassified roads",
                           kinds.empty() ? std::string() : kinds.front());
            kind = use_of_highway("unclassified");
        }
        return *kind;
    }

    std::filesystem::path path_;
    std::string table_;
    QualityTable& quality_;
    Document document_;
    std::unordered_map<std::string, Key> keys_;
    std::array<Values, domains> otherwise_;
    std::vector<Open> open_;
    std::string reading_;  ///< id of the key whose value is read
    std::string text_;
    bool in_text_ = false;
};

/// For each node the one that stands for it: itself; or, where only edges of its graph name it or an earlier graph has
/// it at the same place, the node of that id there.
std::vector<std::uint32_t> stand_ins(const Document& document) {
    const auto& nodes = document.nodes;
    std::vector<std::uint32_t> stand_in(nodes.size());
    for (std::uint32_t row = 0; row < nodes.size(); ++row) stand_in[row] = row;
    if (document.graphs.size() <= 2) return stand_in;
    for (std::size_t own = 0; own < document.graphs.size(); ++own)
        for (const auto& [id, row] : document.graphs[own].rows)
            for (std::size_t other = 0; other < document.graphs.size(); ++other) {
                const auto found = document.graphs[other].rows.find(id);
                if (other == own || found == document.graphs[other].rows.end()) continue;
                const Node &node = nodes[row], &there = nodes[found->second];
                const bool same_place = other < own && node.x == there.x && node.y == there.y &&
                                        node.longitude == there.longitude && node.latitude == there.latitude;
                if (!there.there || (node.there && !same_place)) continue;
                stand_in[row] = found->second;
                break;
            }
    return stand_in;
}

/// Nodes of a document on the National Grid.
class NodePlaces {
  public:
    NodePlaces(const std::filesystem::path& path, const Document& document, QualityTable& quality)
        : path_(path), document_(document), table_(path.filename().string()), quality_(quality) {
        for (const Node& node : document.nodes)
            if (node.there && node.x && node.y) read_.add(*node.x, *node.y);
        for (std::uint32_t graph = 0; graph < document.graphs.size(); ++graph) systems_.push_back(system_of(graph));
        x.resize(document.nodes.size());
        y.resize(document.nodes.size());
        placed.resize(document.nodes.size());
        for (std::size_t row = 0; row < document.nodes.size(); ++row) {
            if (row % rows_per_stop == 0) stop_if_asked();
            if (document.nodes[row].there) place(row);
        }
    }

    std::vector<std::int32_t> x, y;
    std::vector<bool> placed;

    /// Throws InputError that says why no node can be placed.
    [[noreturn]] void refuse() const {
        if (read_.empty() && degrees_.empty())
            throw InputError(
                fmt::format("{}: no node has coordinates; attributes 'x' and 'y' of nodes are needed, those found: {}",
                            path_.string(), document_.node_attributes.empty() ? "none" : document_.node_attributes));
        const bool turned =
            degrees_.least_y > -10 && degrees_.most_y < 3 && degrees_.least_x > 49 && degrees_.most_x < 62;
        throw InputError(
            fmt::format("{}: its streets are outside Great Britain: {}{}{}", path_.string(),
                        degrees_.empty() ? read_.words("x", "y") : degrees_.words("longitude", "latitude"),
                        crs_.empty() ? "" : fmt::format(" (by its reference system, '{}')", short_name(crs_)),
                        turned ? "; x and y seem to be exchanged: x is the longitude" : ""));
    }

  private:
    static constexpr std::size_t rows_per_stop = 1 << 16;

    static std::string short_name(const std::string& crs) {
        constexpr std::size_t longest = 60;
        return crs.size() <= longest ? crs : crs.substr(0, longest) + " ...";
    }

    std::unique_ptr<CoordinateSystem> system_of(std::uint32_t graph) {
        const bool used = std::any_of(document_.nodes.begin(), document_.nodes.end(),
                                      [&](const Node& node) { return node.there && node.graph == graph; });
        if (!used) return nullptr;
        const std::string& own = document_.graphs[graph].crs;
        const std::string& crs = own.empty() ? document_.crs : own;
        crs_ = crs;
        const bool seem_degrees = read_.empty() || (read_.least_x >= -180 && read_.most_x <= 180 &&
                                                    read_.least_y >= -90 && read_.most_y <= 90);
        const bool have_degrees = std::any_of(document_.nodes.begin(), document_.nodes.end(), [](const Node& node) {
            return node.longitude.has_value() && node.latitude.has_value();
        });
        auto system = CoordinateSystem::named(crs.empty() ? "epsg:4326" : crs);
        if (system && (!system->in_degrees() || seem_degrees)) return system;
        // OSMnx keeps the degrees beside what it projects.
        if (have_degrees) return nullptr;
        const std::string seen = read_.words("x", "y");
        if (crs.empty())
            throw InputError(
                fmt::format("{}: its graph names no reference system ('crs') and its coordinates are not degrees: {}; "
                            "write the attribute 'crs' of the graph, such as EPSG:27700 or EPSG:32630",
                            path_.string(), seen));
        if (!system)
            throw InputError(fmt::format(
                "{}: its reference system '{}' is none that PROJ knows (coordinates: {}); write 'crs' as an "
                "EPSG code, such as epsg:4326 for degrees or EPSG:27700 for the National Grid",
                path_.string(), short_name(crs), seen));
        throw InputError(fmt::format("{}: its reference system '{}' has degrees and its coordinates are none: {}",
                                     path_.string(), short_name(crs), seen));
    }

    void place(std::size_t row) {
        const Node& node = document_.nodes[row];
        const CoordinateSystem* system = systems_[node.graph].get();
        const bool own = system && node.x && node.y;
        if (!own && !(node.longitude && node.latitude)) {
            quality_.count(table_, Oddity::node_without_grid, "dropped with their streets");
            return;
        }
        const double east = own ? *node.x : *node.longitude, north = own ? *node.y : *node.latitude;
        if (!own) system = &plain_degrees();
        const auto grid = system->to_grid(east, north);
        if (!grid) {
            if (const auto degrees = system->to_degrees(east, north)) degrees_.add(degrees->first, degrees->second);
            quality_.count(table_, Oddity::node_outside, "dropped with their streets");
            return;
        }
        x[row] = grid->first;
        y[row] = grid->second;
        placed[row] = true;
    }

    const CoordinateSystem& plain_degrees() {
        if (!plain_degrees_) plain_degrees_ = CoordinateSystem::named("epsg:4326");
        return *plain_degrees_;
    }

    std::filesystem::path path_;
    const Document& document_;
    std::string table_;
    QualityTable& quality_;
    std::vector<std::unique_ptr<CoordinateSystem>> systems_;  ///< of each graph
    std::unique_ptr<CoordinateSystem> plain_degrees_;
    Extent read_, degrees_;  ///< coordinates as they stand; those outside Great Britain in degrees
    std::string crs_;
};

std::uint64_t pair_key(std::uint32_t from, std::uint32_t to) { return std::uint64_t{from} << 32 | to; }

/// Arcs of an edge. A directed edge is one arc, since the way back is an edge of its own; but what says that it is
/// two-way and has none is given one. The way back of a one-way street is for walkers alone.
void add_edge(std::vector<RoadArc>& arcs, const Edge& edge, std::uint32_t from, std::uint32_t to, double metres,
              bool has_way_back) {
    if (edge.one_way == -1) std::swap(from, to);
    const bool one_way = edge.one_way.value_or(0) != 0;
    if (!edge.directed) return add_street(arcs, from, to, metres, edge.use, edge.limit, one_way);
    std::vector<RoadArc> both;
    const bool two_way = edge.one_way == 0 && !has_way_back;
    add_street(both, from, to, metres, edge.use, edge.limit, !two_way);
    arcs.push_back(both.front());
    if ((one_way || two_way) && both.size() > 1) arcs.push_back(both.back());
}

}  // namespace

RoadNetwork read_graphml_roads(const std::filesystem::path& path, QualityTable& quality) {
    const Document document = GraphmlReader(path, quality).read();
    const std::string table = path.filename().string();
    if (document.nodes.empty() && document.no_streets == 0)
        throw InputError(path.string() + " holds no street network: GraphML with nodes and edges is needed");
    if (document.edges.empty())
        throw InputError(
            fmt::format("{}: no edge is a street: {} are of kinds that nobody may use, and no other is there",
                        path.string(), document.no_streets));
    NodePlaces places(path, document, quality);
    const std::vector<std::uint32_t> stand_in = stand_ins(document);
    std::unordered_set<std::uint64_t> ways;
    for (const Edge& edge : document.edges)
        if (edge.directed) ways.insert(pair_key(stand_in[edge.from], stand_in[edge.to]));
    std::vector<RoadArc> arcs;
    arcs.reserve(document.edges.size() * 2);
    std::int64_t to_nowhere = 0;
    for (std::size_t row = 0; row < document.edges.size(); ++row) {
        constexpr std::size_t rows_per_stop = 1 << 16;
        if (row % rows_per_stop == 0) stop_if_asked();
        const Edge& edge = document.edges[row];
        const std::uint32_t from = stand_in[edge.from], to = stand_in[edge.to];
        if (!document.nodes[from].there || !document.nodes[to].there) {
            quality.count(table, Oddity::street_to_nowhere, "dropped");
            ++to_nowhere;
            continue;
        }
        if (!places.placed[from] || !places.placed[to] || from == to) continue;
        double metres = edge.metres;
        if (metres < 0) {
            const double dx = places.x[from] - places.x[to], dy = places.y[from] - places.y[to];
            metres = std::sqrt(dx * dx + dy * dy);
            quality.count(table, Oddity::no_length, "straight line taken");
        }
        add_edge(arcs, edge, from, to, metres, ways.contains(pair_key(to, from)));
    }
    if (arcs.empty() && to_nowhere == static_cast<std::int64_t>(document.edges.size()))
        throw InputError(fmt::format("{}: none of its {} streets leads from a node of the file to another",
                                     path.string(), to_nowhere));
    if (arcs.empty()) {
        const bool any_placed = std::find(places.placed.begin(), places.placed.end(), true) != places.placed.end();
        if (!any_placed) places.refuse();
        throw InputError(path.string() + ": none of its streets joins two different places in Great Britain");
    }
    RoadNetwork roads = pack_roads(std::move(places.x), std::move(places.y), arcs);
    count_network(roads, table, "projected to the National Grid", quality);
    return roads;
}

}  // namespace sendscape
