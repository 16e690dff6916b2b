// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sendscape {

/// The path of the first file of a list of URIs (text/uri-list, RFC 2483), its escapes read; none of other URIs.
std::optional<std::filesystem::path> first_file(std::string_view uris);

/// Files that are dropped on a window of ours. The graphics library hears nothing of them, so what drags one is asked,
/// by XDND version 5, to tell a hidden window of a connection of our own.
class FileDrop {
  public:
    /// `window`: the X id of the one files are dropped on.
    explicit FileDrop(unsigned long window);
    ~FileDrop();
    FileDrop(const FileDrop&) = delete;
    FileDrop& operator=(const FileDrop&) = delete;
    /// What was dropped since it was asked last.
    [[nodiscard]] std::optional<std::filesystem::path> take();

  private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace sendscape
