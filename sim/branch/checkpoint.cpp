// SPDX-License-Identifier: MIT
#include "sim/branch/checkpoint.h"

#include <fmt/format.h>

#include <cstring>
#include <type_traits>

#include "sim/branch/world_check.h"
#include "sim/core/error.h"
#include "sim/files/bytes.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/parameters.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t format_version = 2;

/// What is said of bytes that another version saved.
std::string misfit(const std::string& file) {
    return fmt::format("{}: does not fit this version of Sendscape: begin the run anew", file);
}

/// Visits all lists of a world in one order, for saving and loading alike.
template <class WorldType, class F>
void for_each_list(WorldType& world, F&& list) {
    const auto columns = [&](auto& agents) {
        std::remove_cvref_t<decltype(agents)>::for_each_column(agents, [&](auto& column) { list(column.values()); });
    };
    columns(world.pupils);
    columns(world.families);
    list(world.contacts.first);
    list(world.contacts.other);
    columns(world.developments);
    columns(world.waiting_lists);
    columns(world.schools);
    columns(world.authorities);
    list(world.authorities.pipeline);
    columns(world.services);
}

std::string replicate_group(std::size_t r) { return fmt::format("replicate_{:05}", r); }

void require_checkpoint(const Hdf5Reader& file, const fs::path& path) {
    const auto wrong = [&](const std::string& text) { return InputError(fmt::format("{}: {}", path.string(), text)); };
    std::string kind;
    try {
        kind = file.text_attribute("/", "kind");
    } catch (const InputError&) {
    }
    if (kind != "sendscape checkpoint") throw wrong("this is a Sendscape file, but not a checkpoint");
    const double format = file.number_attribute("/", "format_version");
    const std::string program = file.text_attribute("/", "program_version");
    if (format != static_cast<double>(format_version) || program != SENDSCAPE_VERSION)
        throw wrong(
            fmt::format("this checkpoint is of another version of Sendscape, {} (checkpoint format {}); this is {} "
                        "(checkpoint format {}), and reads its own checkpoints alone",
                        program, format, SENDSCAPE_VERSION, format_version));
}

/// Whether a file is a checkpoint of this run, which a newer one may replace.
bool is_of_same_run(const fs::path& path, const Checkpoint& checkpoint) {
    try {
        const Hdf5Reader file(read_sealed(path, "a checkpoint"), path.string());
        require_checkpoint(file, path);
        return file.text_attribute("/", "map_digest") == checkpoint.map_digest &&
               file.text_attribute("/", "events") == checkpoint.events &&
               file.text("scenario") == checkpoint.scenario_toml;
    } catch (const InputError&) {
        return false;
    } catch (const MachineError&) {
        return false;
    }
}

}  // namespace

std::vector<std::uint8_t> save_world(const World& world) {
    ByteWriter out;
    std::size_t bytes = 0;
    for_each_list(world, [&](const auto& values) { bytes += sizeof values[0] * values.size(); });
    constexpr std::size_t beginnings_and_parameters = std::size_t{1} << 16;
    out.reserve(bytes + beginnings_and_parameters);
    out.value(world.start);
    out.value(world.month);
    out.value(world.draws.seed());
    out.value(world.draws.replicate());
    Parameters parameters = world.parameters;
    for (const ParameterRow& row : parameter_table())
        for (const double value : row.field(parameters)) out.value(value);
    for_each_list(world, [&](const auto& values) { out.list(values); });
    return out.take();
}

SavedMoment saved_moment(const std::vector<std::uint8_t>& bytes, const std::string& file) {
    ByteReader in(bytes, misfit(file));
    SavedMoment moment;
    moment.start = in.value<Month>();
    moment.month = in.value<Month>();
    moment.seed = in.value<std::uint64_t>();
    moment.replicate = in.value<std::uint32_t>();
    return moment;
}

World load_world(const std::vector<std::uint8_t>& bytes, std::shared_ptr<const Map> prepared_map,
                 const std::string& file) {
    ByteReader in(bytes, misfit(file));
    World world;
    world.map = std::move(prepared_map);
    world.start = in.value<Month>();
    world.month = in.value<Month>();
    const auto seed = in.value<std::uint64_t>();
    world.draws = Draws(seed, in.value<std::uint32_t>());
    for (const ParameterRow& row : parameter_table())
        for (double& value : row.field(world.parameters)) value = in.value<double>();
    for_each_list(world, [&](auto& values) { in.list(values); });
    if (!in.at_end() || world.schools.size() != world.map->schools.size()) in.fail();
    check_world(world, ColumnCheck(file, "a checkpoint"));
    return world;
}

fs::path write_checkpoint(const Checkpoint& checkpoint, Month month, const fs::path& folder) {
    Hdf5Writer file;
    file.attribute("/", "kind", "sendscape checkpoint");
    file.attribute("/", "format_version", format_version);
    file.attribute("/", "program_version", SENDSCAPE_VERSION);
    file.attribute("/", "map_digest", checkpoint.map_digest);
    file.attribute("/", "events", checkpoint.events);
    file.attribute("/", "replicates", static_cast<std::int64_t>(checkpoint.replicates.size()));
    file.strings("scenario", {checkpoint.scenario_toml});
    const auto bytes = [&](const std::string& path, const std::vector<std::uint8_t>& values) {
        if (!values.empty()) file.data<std::uint8_t>(path, values, {values.size()});
    };
    for (std::size_t r = 0; r < checkpoint.replicates.size(); ++r) {
        file.group(replicate_group(r));
        bytes(replicate_group(r) + "/world", checkpoint.replicates[r].world);
        bytes(replicate_group(r) + "/recording", checkpoint.replicates[r].recording);
    }
    const std::vector<std::uint8_t> content = file.finish();
    fs::path path = folder / fmt::format("checkpoint-{}.h5", to_text(month));
    std::error_code error;
    for (int other = 2; fs::exists(fs::symlink_status(path, error)) && !is_of_same_run(path, checkpoint); ++other)
        path = folder / fmt::format("checkpoint-{}-{}.h5", to_text(month), other);
    write_sealed(path, content, true);
    return path;
}

void check_checkpoint(const fs::path& path) {
    require_checkpoint(Hdf5Reader(read_sealed(path, "a checkpoint"), path.string()), path);
}

Checkpoint read_checkpoint(const fs::path& path, const Scenario& scenario, const std::string& map_digest) {
    const Hdf5Reader file(read_sealed(path, "a checkpoint"), path.string());
    require_checkpoint(file, path);
    const auto wrong = [&](const std::string& text) { return InputError(fmt::format("{}: {}", path.string(), text)); };
    Checkpoint checkpoint;
    checkpoint.map_digest = file.text_attribute("/", "map_digest");
    if (checkpoint.map_digest != map_digest)
        throw wrong("this checkpoint was made on another map: give the same --map or scenario");
    checkpoint.scenario_toml = file.text("scenario");
    if (checkpoint.scenario_toml != scenario.effective_toml)
        throw wrong(
            "this checkpoint was made by another scenario, seed or options: give the same scenario, --set, --policy, "
            "--years, --seed and --replicates");
    checkpoint.events = file.text_attribute("/", "events");
    const std::size_t count = scenario.replicates;
    if (file.number_attribute("/", "replicates") != static_cast<double>(count))
        throw wrong("this checkpoint holds another number of replicates");
    checkpoint.replicates.resize(count);
    for (std::size_t r = 0; r < count; ++r) {
        const std::string group = replicate_group(r);
        if (file.has(group + "/world")) checkpoint.replicates[r].world = file.data<std::uint8_t>(group + "/world");
        if (file.has(group + "/recording"))
            checkpoint.replicates[r].recording = file.data<std::uint8_t>(group + "/recording");
    }
    return checkpoint;
}

}  // namespace sendscape
