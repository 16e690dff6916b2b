// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// What follows an option on the command line.
enum class Takes : unsigned char {
    one,      ///< one value
    several,  ///< values one after another, and the option again for more
    again,    ///< one value each time it is given
    nothing   ///< it is on or off
};

/// One option of a command as --help shows it, or a word known by its place.
struct OptionRow {
    std::string_view name{};   ///< "--years"; without hyphens a word known by its place: "SCENARIO"
    std::string_view value{};  ///< how help shows its value: "N"
    std::string_view help{};
    Takes takes = Takes::one;
    bool required = false;
    std::string_view otherwise{};                 ///< its value when it is not given
    std::uint64_t least = 0, most = 0;            ///< of a whole number
    std::span<const std::string_view> choices{};  ///< the words it may be; none: any
    std::string_view needs{};                     ///< the option without which it would do nothing
};

inline constexpr OptionRow threads_option{.name = "--threads",
                                          .value = "N",
                                          .help = "threads, 1 to 1024 (default: all cores this process may use)",
                                          .least = 1,
                                          .most = 1024};
inline constexpr OptionRow force_option{.name = "--force", .help = "replace existing outputs", .takes = Takes::nothing};
/// --force of a command that writes only where another option says so.
constexpr OptionRow force_of(std::string_view output) {
    OptionRow row = force_option;
    row.needs = output;
    return row;
}
inline constexpr OptionRow quiet_option{.name = "--quiet", .help = "print nothing but errors", .takes = Takes::nothing};
inline constexpr OptionRow names_option{
    .name = "--names",
    .help = "name real schools in prose and pictures, where they are numbers otherwise",
    .takes = Takes::nothing};
inline constexpr std::uint64_t most_seed = 0x7FFF'FFFF'FFFF'FFFF;  ///< 2^63-1: a TOML file can hold it

/// What somebody gave for the options of a command. Names are those of its rows: another one is a defect.
class Given {
  public:
    explicit Given(const std::vector<OptionRow>& options) : options_(options), values_(options.size()) {}

    [[nodiscard]] bool on(std::string_view name) const;
    /// Whether somebody gave it, whatever it takes.
    [[nodiscard]] bool given(std::string_view name) const;
    /// As typed, or what the row says otherwise.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> word(std::string_view name) const;  ///< nothing: not given
    [[nodiscard]] std::optional<std::filesystem::path> path(std::string_view name) const;
    /// Throws InputError unless it is a whole number within the row's range.
    [[nodiscard]] std::optional<std::uint64_t> whole(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;
    [[nodiscard]] std::vector<std::filesystem::path> paths(std::string_view name) const;
    /// Throws InputError, with the nearest choice, where an option is none of its choices.
    void check_choices() const;
    /// Throws InputError where an option was given without the one it needs.
    void check_needs() const;
    /// Throws InputError, naming those of them that were given, if any was: what was asked for would come to nothing.
    /// `why` goes on from "--seed, --years: ".
    void refuse(std::span<const std::string_view> names, std::string_view why) const;
    /// Those of --threads, or as many as usable_cores says.
    [[nodiscard]] int threads() const;

    /// Where the command line puts what it read for one row.
    struct Value {
        bool on = false;
        std::string text;
        std::vector<std::string> all;
    };
    [[nodiscard]] Value& value(std::size_t row) { return values_[row]; }

  private:
    [[nodiscard]] std::size_t row(std::string_view name) const;

    std::vector<OptionRow> options_;
    std::vector<Value> values_;
};

/// A command, all of it: each file of a command ends with one.
struct CommandRow {
    std::string_view name;      ///< "run"; "map build" belongs to the group "map"
    std::string_view words;     ///< what it does, in a line
    std::string_view examples;  ///< lines of --help
    std::vector<OptionRow> options;
    int (*run)(const Given& given, std::ostream& out, std::ostream& err);  ///< returns the exit status
};

/// A word that several commands begin with.
struct CommandGroup {
    std::string_view name, words;
};

/// All commands in the order of --help.
std::vector<CommandRow> commands();
std::span<const CommandGroup> command_groups();

}  // namespace sendscape
