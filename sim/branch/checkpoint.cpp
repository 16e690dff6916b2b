// SPDX-License-Identifier: MIT
#include "sim/branch/checkpoint.h"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

#include "sim/branch/world_check.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/block_file.h"
#include "sim/files/hdf5_file.h"
#include "sim/parameters.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t format_version = 3;

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
    list(world.authorities.border);
    columns(world.services);
}

/// The events of a month in hand. Those of a complete one have been counted, and are not kept.
std::vector<Event> events_in_hand(const World& world) {
    if (world.rows_done == month_complete) return {};
    const auto events = world.events.events();
    return {events.begin(), events.end()};
}

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

/// By which a checkpoint of a run is known again.
std::uint64_t owner_number(const RunKey& of) {
    ByteWriter key;
    for (const std::string* text : {&of.scenario_toml, &of.map_digest, &of.events}) key.text(*text);
    return digest_of(key.take());
}

std::vector<std::uint8_t> head_of(const RunKey& of, std::size_t replicates) {
    Hdf5Writer head;
    head.attribute("/", "kind", "sendscape checkpoint");
    head.attribute("/", "format_version", format_version);
    head.attribute("/", "program_version", SENDSCAPE_VERSION);
    head.attribute("/", "map_digest", of.map_digest);
    head.attribute("/", "events", of.events);
    head.attribute("/", "replicates", static_cast<std::int64_t>(replicates));
    head.strings("scenario", {of.scenario_toml});
    return head.finish();
}

constexpr std::size_t sections_of_replicate = 2;  ///< world, recording

}  // namespace

void save_world(const World& world, ByteSink& out) {
    out.value(world.start);
    out.value(world.month);
    out.value(world.rows_done);
    out.value(world.draws.seed());
    out.value(world.draws.replicate());
    Parameters parameters = world.parameters;
    for (const ParameterRow& row : parameter_table())
        for (const double value : row.field(parameters)) out.value(value);
    for_each_list(world, [&](const auto& values) { out.list(values); });
    out.list(events_in_hand(world));
}

std::vector<std::uint8_t> save_world(const World& world) {
    std::size_t bytes = 0;
    for_each_list(world, [&](const auto& values) { bytes += sizeof values[0] * values.size(); });
    constexpr std::size_t beginnings_and_parameters = std::size_t{1} << 16;
    ByteWriter out;
    out.reserve(bytes + beginnings_and_parameters);
    save_world(world, out);
    return out.take();
}

SavedMoment saved_moment(const std::vector<std::uint8_t>& bytes, const std::string& file) {
    ByteReader in(bytes, misfit(file));
    SavedMoment moment;
    moment.start = in.value<Month>();
    moment.month = in.value<Month>();
    moment.rows_done = in.value<std::uint32_t>();
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
    world.rows_done = in.value<std::uint32_t>();
    const auto seed = in.value<std::uint64_t>();
    world.draws = Draws(seed, in.value<std::uint32_t>());
    for (const ParameterRow& row : parameter_table())
        for (double& value : row.field(world.parameters)) value = in.value<double>();
    for_each_list(world, [&](auto& values) {
        stop_if_asked();
        in.list(values);
    });
    std::vector<Event> events;
    in.list(events);
    for (const Event& event : events) world.events.add(event);
    if (!in.at_end() || world.schools.size() != world.map->schools.size()) in.fail();
    check_world(world, ColumnCheck(file, "a checkpoint"));
    return world;
}

fs::path write_checkpoint(const RunKey& of, std::size_t replicates, const SaveReplicate& world,
                          const SaveReplicate& recording, Month month, const fs::path& folder,
                          const Parallel& parallel) {
    const std::uint64_t owner = owner_number(of);
    fs::path path = folder / fmt::format("checkpoint-{}.h5", to_text(month));
    std::error_code error;
    for (int other = 2; fs::exists(fs::symlink_status(path, error)) && owner_of(path) != owner; ++other)
        path = folder / fmt::format("checkpoint-{}-{}.h5", to_text(month), other);
    BlockFileWriter file(path, head_of(of, replicates), owner, parallel);
    for (std::size_t r = 0; r < replicates; ++r)
        for (const SaveReplicate* const part : {&world, &recording}) {
            (*part)(r, file);
            file.end_section();
        }
    file.finish();
    return path;
}

fs::path write_checkpoint(const Checkpoint& checkpoint, Month month, const fs::path& folder, const Parallel& parallel) {
    const auto& saved = checkpoint.replicates;
    return write_checkpoint(
        checkpoint.of, saved.size(), [&](std::size_t r, ByteSink& out) { out.bytes(saved[r].world); },
        [&](std::size_t r, ByteSink& out) { out.bytes(saved[r].recording); }, month, folder, parallel);
}

void check_checkpoint(const fs::path& path) {
    require_checkpoint(Hdf5Reader(read_block_file_head(path, "a checkpoint"), path.string()), path);
}

Checkpoint read_checkpoint(const fs::path& path, const Scenario& scenario, const std::string& map_digest) {
    BlockFile blocks = read_block_file(path, "a checkpoint");
    const Hdf5Reader file(std::move(blocks.head), path.string());
    require_checkpoint(file, path);
    const auto wrong = [&](const std::string& text) { return InputError(fmt::format("{}: {}", path.string(), text)); };
    Checkpoint checkpoint;
    checkpoint.of.map_digest = file.text_attribute("/", "map_digest");
    if (checkpoint.of.map_digest != map_digest)
        throw wrong("this checkpoint was made on another map: give the same --map or scenario");
    checkpoint.of.scenario_toml = file.text("scenario");
    if (checkpoint.of.scenario_toml != scenario.effective_toml)
        throw wrong(
            "this checkpoint was made by another scenario, seed or options: give the same scenario, --set, --policy, "
            "--years, --seed and --replicates");
    checkpoint.of.events = file.text_attribute("/", "events");
    const std::size_t count = scenario.replicates;
    if (file.number_attribute("/", "replicates") != static_cast<double>(count))
        throw wrong("this checkpoint holds another number of replicates");
    if (blocks.sections.size() != count * sections_of_replicate)
        throw wrong(fmt::format("this checkpoint is damaged: it has {} parts where {} replicates have {}",
                                blocks.sections.size(), count, count * sections_of_replicate));
    checkpoint.replicates.resize(count);
    for (std::size_t r = 0; r < count; ++r)
        checkpoint.replicates[r] = {std::move(blocks.sections[r * sections_of_replicate]),
                                    std::move(blocks.sections[r * sections_of_replicate + 1])};
    return checkpoint;
}

}  // namespace sendscape
