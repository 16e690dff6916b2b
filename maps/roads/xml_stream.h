// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace sendscape {

/// Attributes of an element that begins.
class XmlAttributes {
  public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    /// Its value; empty where it is not there.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;

  private:
    const char** pairs_;
};

/// Who is told what an XML document holds, in order. Elements are named without their prefix; those of another
/// namespace than the first element's have an empty name.
struct XmlListener {
    std::function<void(std::string_view element, const XmlAttributes& attributes)> begin;
    std::function<void(std::string_view element)> end;
    std::function<void(std::string_view text)> text;
};

/// Reads an XML file, unpacked as RoadFile does, without keeping it in memory. InputError with the line for XML that is
/// damaged or cut short, and for a single tag of over 16 MiB; what the listener throws passes through.
void read_xml(const std::filesystem::path& path, std::string_view kind, const XmlListener& listener);

/// Name of the first element in the beginning of a document; empty if none begins there.
std::string first_element(std::string_view head);

}  // namespace sendscape
