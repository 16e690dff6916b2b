// SPDX-License-Identifier: MIT
#include "sim/scenario/config_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// The share beside the program's own bin folder: where an installed tree has it, wherever that was moved to.
fs::path share_beside_program() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : program.parent_path().parent_path() / "share" / "sendscape";
}

/// Where Debian's package puts it: found even where /proc is not mounted and the program cannot tell where it lies.
constexpr const char* packaged_share = "/usr/share/sendscape";

std::vector<fs::path> config_roots() {
    return {"configs", share_beside_program(), SENDSCAPE_SOURCE_CONFIGS, SENDSCAPE_INSTALLED_CONFIGS, packaged_share};
}

std::vector<std::string_view> folders_of(ConfigKind kind) {
    switch (kind) {
        case ConfigKind::scenario:
            return {"scenarios", "", "policies"};
        case ConfigKind::policy:
            return {"policies"};
        case ConfigKind::story:
            return {"stories"};
        case ConfigKind::sweep:
            return {"sweeps"};
        default:
            return {"counties", ""};
    }
}

std::string_view kind_words(ConfigKind kind) {
    switch (kind) {
        case ConfigKind::scenario:
            return "scenario";
        case ConfigKind::policy:
            return "policy";
        case ConfigKind::story:
            return "story";
        case ConfigKind::sweep:
            return "sweep";
        default:
            return "county config";
    }
}

/// Whether a folder is a shipped `scenarios`: what is asked for there as a policy lies in `policies`, though a scenario
/// has the same name.
bool holds_scenarios(const fs::path& folder) {
    std::error_code error;
    for (const fs::path& root : config_roots())
        if (fs::equivalent(folder, root / "scenarios", error)) return true;
    return false;
}

/// "P07", "p7": the id of an ask of the sector, of which each reading is a policy of its own ("P07-threshold").
bool is_policy_id(const std::string& name) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return (name.size() == 2 || name.size() == 3) && (name[0] == 'P' || name[0] == 'p') &&
           std::all_of(name.begin() + 1, name.end(), digit);
}

/// The one policy of an id. Throws InputError where there are several, with their names, or none.
fs::path reading_of(const std::string& id, ConfigKind kind) {
    const std::string begins = fmt::format("P{:0>2}-", id.substr(1));
    std::vector<std::string> readings = config_names(kind);
    std::erase_if(readings, [&](const std::string& name) { return !name.starts_with(begins); });
    if (readings.size() == 1) return find_config(readings[0], kind);
    if (readings.empty())
        throw InputError(fmt::format("no policy has the id {}; 'sendscape describe policies' lists all", id));
    throw InputError(fmt::format("{} can be read in {} ways, each a policy of its own: {}; name one", id,
                                 readings.size(), fmt::join(readings, ", ")));
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

}  // namespace

std::vector<std::string> config_names(ConfigKind kind) {
    std::vector<std::string> names;
    for (const fs::path& root : config_roots())
        for (const std::string_view folder : folders_of(kind)) {
            std::error_code error;
            for (fs::directory_iterator it(root / folder, error), end; !error && it != end; it.increment(error))
                if (it->path().extension() == ".toml") names.push_back(it->path().stem().string());
        }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

fs::path find_config(const std::string& name, ConfigKind kind, const fs::path& beside) {
    const fs::path given(name);
    const bool in_its_folder = name.find('/') == std::string::npos;
    const bool bare = in_its_folder && given.extension() != ".toml";
    if (!bare) {
        if (given.is_absolute() || beside.empty()) {
            if (is_file(given)) return name;
        } else if (!(in_its_folder && kind == ConfigKind::policy && holds_scenarios(beside)) &&
                   is_file(beside / given)) {
            return beside / given;
        }
    }
    const fs::path file = given.extension() == ".toml" ? given : fs::path(name + ".toml");
    if (!given.is_absolute() && !name.empty()) {
        if (bare && !(kind == ConfigKind::policy && holds_scenarios(beside)) && is_file(beside / file))
            return beside / file;
        for (const fs::path& root : config_roots()) {
            if (!bare && is_file(root / file)) return root / file;
            for (const std::string_view folder : folders_of(kind))
                if (is_file(root / folder / file)) return root / folder / file;
        }
    }
    if (bare && is_policy_id(name)) return reading_of(name, kind);
    std::string message = fmt::format("no {} '{}'", kind_words(kind), name);
    if (bare) {
        const std::vector<std::string> names = config_names(kind);
        // A slip in the ending of a file that is there is likelier than a name that ships.
        const fs::path meant = fs::path(given).replace_extension(".toml");
        message += given.has_extension() && is_file(meant) ? fmt::format("; did you mean '{}'?", meant.string())
                                                           : did_you_mean(name, names, ".");
        message += fmt::format(" Known: {}; or give the path of a .toml file", fmt::join(names, ", "));
    } else {
        std::error_code error;
        message += fs::exists(given, error) ? ": that is not an ordinary file" : ": there is no such file";
    }
    throw InputError(message);
}

std::string read_text_file(const fs::path& path, const std::string& what) {
    std::error_code error;
    if (fs::is_directory(path, error))
        throw InputError(fmt::format("{}: this is a folder, not a {}", path.string(), what));
    std::ifstream in(path, std::ios::binary);
    if (!in) throw InputError(fmt::format("{}: no such {}, or it cannot be read", path.string(), what));
    constexpr std::size_t most = std::size_t{16} << 20;
    std::string text;
    std::array<char, 65'536> part;
    while (in && text.size() <= most) {
        in.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) throw InputError(fmt::format("{}: cannot be read", path.string()));
    text.shrink_to_fit();  // a file is kept while those beneath it are read
    if (text.size() > most) throw InputError(fmt::format("{}: larger than 16 MiB: not a {}", path.string(), what));
    return text;
}

}  // namespace sendscape
