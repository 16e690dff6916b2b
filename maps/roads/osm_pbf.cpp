// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <new>
#include <osmium/io/pbf_input.hpp>
#include <osmium/thread/pool.hpp>
#include <string>
#include <system_error>

#include "maps/roads/osm_objects.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

OsmPlace place_of(const osmium::Location& location) {
    return location.valid() ? OsmPlace{location.x(), location.y()} : OsmPlace{};
}

void tell_node(const osmium::Node& object, const OsmListener& listener) {
    listener.node({object.id(), object.version(), object.deleted(), place_of(object.location())});
}

void tell_way(const osmium::Way& object, const OsmListener& listener) {
    OsmWay way;
    way.id = object.id();
    way.version = object.version();
    way.deleted = object.deleted();
    if (object.tags().has_key("highway")) {
        for (const osmium::Tag& tag : object.tags()) way.tags.set(tag.key(), tag.value());
        for (const osmium::NodeRef& node : object.nodes())
            way.points.push_back({node.ref(), place_of(node.location())});
    }
    listener.way(way);
}

}  // namespace

void read_osm_pbf(const std::filesystem::path& path, const OsmListener& listener) {
    auto wanted = osmium::osm_entity_bits::nothing;
    if (listener.node) wanted |= osmium::osm_entity_bits::node;
    if (listener.way) wanted |= osmium::osm_entity_bits::way;
    try {
        osmium::thread::Pool pool{1};
        osmium::io::Reader reader{osmium::io::File{path.string(), "pbf"}, wanted, pool};
        while (const osmium::memory::Buffer buffer = reader.read()) {
            stop_if_asked();
            for (const osmium::OSMObject& object : buffer.select<osmium::OSMObject>()) {
                if (object.type() == osmium::item_type::node && listener.node)
                    tell_node(static_cast<const osmium::Node&>(object), listener);
                if (object.type() == osmium::item_type::way && listener.way)
                    tell_way(static_cast<const osmium::Way&>(object), listener);
            }
        }
        reader.close();
    } catch (const InputError&) {
        throw;
    } catch (const Interrupted&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::system_error& error) {
        throw MachineError(fmt::format("{} could not be read: {}", path.string(), error.what()));
    } catch (const std::exception& error) {
        throw InputError(
            fmt::format("{}: this OpenStreetMap PBF is damaged or cut short: {}", path.string(), error.what()));
    }
}

}  // namespace sendscape
