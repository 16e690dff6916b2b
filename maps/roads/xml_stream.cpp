// SPDX-License-Identifier: MIT
#include "maps/roads/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>

#include <exception>
#include <memory>

#include "maps/roads/road_file.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr char after_namespace = '\n';  ///< no namespace holds one
constexpr std::size_t longest_tag = std::size_t{16}
                                    << 20;  ///< bytes; the longest real ones are geometries of kilobytes

using Parser = std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)>;

Parser new_parser() {
    Parser parser(XML_ParserCreateNS(nullptr, after_namespace), XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    return parser;
}

std::string_view namespace_of(std::string_view name) {
    const auto border = name.rfind(after_namespace);
    return border == std::string_view::npos ? std::string_view{} : name.substr(0, border);
}

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(after_namespace) + 1); }

struct Reading {
    const XmlListener* listener;
    XML_Parser parser;
    bool begun = false;
    std::string home;  ///< namespace of the first element
    std::exception_ptr failure;

    std::string_view name_here(std::string_view name) {
        if (!begun) home = namespace_of(name);
        begun = true;
        return namespace_of(name) == home ? local_name(name) : std::string_view{};
    }
    /// No exception may pass through the library, which is C.
    template <class Body>
    void guarded(Body&& body) {
        if (failure) return;
        try {
            body();
        } catch (...) {
            failure = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
};

void begin_element(void* context, const char* name, const char** attributes) {
    auto& reading = *static_cast<Reading*>(context);
    reading.guarded([&] { reading.listener->begin(reading.name_here(name), XmlAttributes(attributes)); });
}

void end_element(void* context, const char* name) {
    auto& reading = *static_cast<Reading*>(context);
    reading.guarded([&] { reading.listener->end(reading.name_here(name)); });
}

void characters(void* context, const char* text, int size) {
    auto& reading = *static_cast<Reading*>(context);
    reading.guarded([&] { reading.listener->text({text, static_cast<std::size_t>(size)}); });
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; pair[0]; pair += 2)
        if (name == pair[0]) return pair[1];
    return {};
}

void read_xml(const std::filesystem::path& path, std::string_view kind, const XmlListener& listener) {
    RoadFile file(path);
    const Parser parser = new_parser();
    Reading reading{&listener, parser.get(), false, {}, {}};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), begin_element, end_element);
    XML_SetCharacterDataHandler(parser.get(), characters);
    std::size_t fed = 0;
    for (bool last = false; !last;) {
        const std::string_view piece = file.read();
        last = piece.empty();
        const XML_Status status = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last);
        if (reading.failure) std::rethrow_exception(reading.failure);
        const auto line = XML_GetCurrentLineNumber(parser.get());
        if (status != XML_STATUS_OK) {
            if (XML_GetErrorCode(parser.get()) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
            throw InputError(fmt::format("{}, line {}: this {} is damaged or cut short: {}", path.string(), line, kind,
                                         XML_ErrorString(XML_GetErrorCode(parser.get()))));
        }
        fed += piece.size();
        const auto done = static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser.get())));
        if (!last && fed > done && fed - done > longest_tag)
            throw InputError(fmt::format("{}, line {}: a single tag longer than {} MiB is in no real street network",
                                         path.string(), line, longest_tag >> 20));
    }
}

std::string first_element(std::string_view head) {
    const Parser parser = new_parser();
    struct Found {
        XML_Parser parser;
        std::string name;
    } found{parser.get(), {}};
    XML_SetUserData(parser.get(), &found);
    XML_SetStartElementHandler(parser.get(), [](void* context, const char* name, const char**) {
        auto& first = *static_cast<Found*>(context);
        first.name = local_name(name);
        XML_StopParser(first.parser, XML_FALSE);
    });
    XML_Parse(parser.get(), head.data(), static_cast<int>(head.size()), XML_FALSE);
    return found.name;
}

}  // namespace sendscape
