// SPDX-License-Identifier: MIT
#include "sim/commands/cli.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <new>

#include "sim/commands/command.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/plain_text.h"

namespace sendscape {
namespace {

/// A command and what was given for it; the parser writes there.
struct Command {
    CommandRow row;
    Given given;
    std::string group, own;  ///< "map" and "build" of "map build"; most have no group
    CLI::App* app = nullptr;
};

/// A group of commands known to the parser.
struct Group {
    std::string name;
    CLI::App* app = nullptr;
};

class CommandLine {
  public:
    CommandLine() : app_("Sendscape: an agent-based simulation of SEND place planning in England", "sendscape") {
        app_.set_version_flag("--version", "sendscape " SENDSCAPE_VERSION);
        app_.footer(
            "Examples:\n"
            "  sendscape run county --out out/county\n"
            "  sendscape map build --la Trafford --schools edubasealldata.csv --schools census.csv --out trafford.h5\n"
            "  sendscape run status-quo --map trafford.h5 --replicates 20\n"
            "'sendscape COMMAND --help' has the options and examples of each.\n"
            "Exit status: 0 done, 2 the input is wrong, 3 the machine could not, 130 interrupted, 1 a defect.");
        app_.require_subcommand(1);
        for (const CommandRow& row : commands()) add(row);
    }

    int run(std::vector<std::string> arguments, std::ostream& out, std::ostream& err) {
        check_names(arguments);
        // An empty word is most often a shell variable that is not set: it must not pass for "not given".
        for (std::size_t i = 1; i < arguments.size(); ++i)
            if (arguments[i].empty())
                throw InputError(fmt::format("there is an empty word after '{}': a value is needed", arguments[i - 1]));
        const std::vector<std::string> as_typed = arguments;
        std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
        try {
            app_.parse(arguments);
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) {  // --help, --version
                tell_what_was_not_read(as_typed, err);
                return app_.exit(error, out, err);
            }
            // An unknown option first: where one is misspelt, it is told before one that is then missing.
            check_options(as_typed);
            throw InputError(fmt::format("{} (see 'sendscape {}--help')", one_line(error.what()), asked_for()));
        }
        for (const auto& command : commands_) {
            if (!command->app->parsed()) continue;
            command->given.check_choices();
            command->given.check_needs();
            return command->row.run(command->given, out, err);
        }
        throw InputError("a command is required (see 'sendscape --help')");
    }

  private:
    // ---- from rows to CLI11

    void add(const CommandRow& row) {
        const std::size_t space = row.name.find(' ');
        const bool grouped = space != std::string_view::npos;
        commands_.push_back(std::make_unique<Command>(
            Command{row, Given(row.options), std::string(grouped ? row.name.substr(0, space) : std::string_view()),
                    std::string(grouped ? row.name.substr(space + 1) : row.name)}));
        Command& command = *commands_.back();
        CLI::App* const parent = grouped ? group_of(command.group) : &app_;
        command.app = parent->add_subcommand(command.own, std::string(row.words));
        command.app->footer("Examples:\n" + std::string(row.examples));
        for (std::size_t i = 0; i < row.options.size(); ++i)
            add_option(*command.app, row.options[i], command.given.value(i));
    }
    CLI::App* group_of(const std::string& name) {
        for (const Group& group : groups_)
            if (group.name == name) return group.app;
        const auto known = command_groups();
        const auto row =
            std::find_if(known.begin(), known.end(), [&](const CommandGroup& one) { return one.name == name; });
        CLI::App* const app = app_.add_subcommand(name, row == known.end() ? "" : std::string(row->words));
        app->require_subcommand(1);
        groups_.push_back({name, app});
        return app;
    }
    static void add_option(CLI::App& app, const OptionRow& row, Given::Value& value) {
        const std::string name(row.name), help(row.help);
        if (row.takes == Takes::nothing) {
            app.add_flag(name, value.on, help);
            return;
        }
        CLI::Option* const option =
            row.takes == Takes::one ? app.add_option(name, value.text, help) : app.add_option(name, value.all, help);
        option->type_name(std::string(row.value))->required(row.required);
        if (row.takes == Takes::again) option->allow_extra_args(false);
    }

    // ---- messages

    static std::string one_line(std::string text) {
        std::replace(text.begin(), text.end(), '\n', ' ');
        return text;
    }
    std::string asked_for() const {
        for (const auto& command : commands_)
            if (command->app->parsed()) return std::string(command->row.name) + " ";
        return {};
    }
    /// What may stand as the first word, or as the second after a group.
    std::vector<std::string> names_in(const std::string& group) const {
        std::vector<std::string> names;
        for (const auto& command : commands_)
            if (command->group == group) names.push_back(command->own);
        if (group.empty())
            for (const Group& one : groups_) names.push_back(one.name);
        return names;
    }

    /// CLI11 says only that a command is required: name the word that was read and the nearest command.
    void check_names(const std::vector<std::string>& arguments) const {
        const std::vector<std::string> known = names_in("");
        if (arguments.empty())
            throw InputError(
                fmt::format("a command is required. Known: {} (see 'sendscape --help')", fmt::join(known, ", ")));
        if (arguments[0].starts_with("-")) return refuse_unknown_options(app_, {arguments[0]}, "sendscape");
        expect(arguments[0], known, "command");
        for (const Group& group : groups_) {
            if (arguments[0] != group.name) continue;
            const std::vector<std::string> members = names_in(group.name);
            if (arguments.size() < 2)
                throw InputError(fmt::format("'{}' needs one of {} (see 'sendscape {} --help')", group.name,
                                             fmt::join(members, ", "), group.name));
            if (arguments[1].starts_with("-"))
                return refuse_unknown_options(*group.app, {arguments[1]}, "sendscape " + group.name);
            expect(arguments[1], members, fmt::format("command '{}'", group.name));
        }
    }
    /// CLI11 lists what it did not expect, values too: name the unknown option and the nearest one known.
    void check_options(const std::vector<std::string>& arguments) const {
        for (const auto& command : commands_)
            if (command->app->parsed())
                refuse_unknown_options(*command->app, arguments, fmt::format("sendscape {}", command->row.name));
    }
    /// Who asks for help or the version gets it, whatever else he typed; but words that mean nothing are refused, and
    /// of others it is said that nothing came of them.
    void tell_what_was_not_read(const std::vector<std::string>& arguments, std::ostream& err) const {
        const std::vector<std::string> unknown = app_.remaining(true);
        if (!unknown.empty()) {
            check_options(arguments);
            throw InputError(
                fmt::format("'{}' means nothing here (see 'sendscape {}--help')", unknown.front(), asked_for()));
        }
        const auto names = [&](const std::string& word) {
            return word == "-h" || word == "--help" || word == "--version" ||
                   std::any_of(commands_.begin(), commands_.end(), [&](const auto& command) {
                       return command->app->parsed() && (word == command->group || word == command->own);
                   });
        };
        const auto idle = std::find_if_not(arguments.begin(), arguments.end(), names);
        if (idle != arguments.end())
            fmt::print(err, "sendscape: with --help and --version nothing is done: '{}' was left aside\n", *idle);
    }
    /// "; run, check and compare have it": the commands that know an option; empty where none does.
    static std::string with_the_option(const std::string& option) {
        std::vector<std::string> names;
        for (const CommandRow& row : commands())
            if (std::any_of(row.options.begin(), row.options.end(),
                            [&](const OptionRow& one) { return one.name == option; }))
                names.emplace_back(row.name);
        if (names.empty()) return {};
        return fmt::format("; {} {} it", fmt::join(names, ", "), names.size() == 1 ? "has" : "have");
    }
    static void refuse_unknown_options(const CLI::App& app, const std::vector<std::string>& words,
                                       const std::string& called) {
        std::vector<std::string> known;
        for (const CLI::Option* option : app.get_options()) {
            for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
            for (const std::string& name : option->get_snames()) known.push_back("-" + name);
        }
        for (const std::string& word : words) {
            const std::string name = word.substr(0, word.find('='));
            const bool number = name.size() > 1 && name[1] >= '0' && name[1] <= '9';
            if (!name.starts_with("-") || number || std::find(known.begin(), known.end(), name) != known.end())
                continue;
            const bool one_letter = !name.starts_with("--");  // every other letter is near
            const std::string hint = one_letter ? std::string() : did_you_mean(name, known, with_the_option(name));
            throw InputError(
                fmt::format("unknown option '{}' of '{}'{} (see '{} --help')", name, called, hint, called));
        }
    }
    static void expect(const std::string& word, const std::vector<std::string>& known, std::string_view what) {
        if (std::find(known.begin(), known.end(), word) != known.end()) return;
        throw InputError(fmt::format("unknown {} '{}'{} Known: {}", what, word, did_you_mean(word, known, "."),
                                     fmt::join(known, ", ")));
    }

    CLI::App app_;
    std::vector<Group> groups_;
    std::vector<std::unique_ptr<Command>> commands_;
};

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    try {
        return CommandLine().run(arguments, out, err);
    } catch (const InputError& error) {
        fmt::print(err, "sendscape: {}\n", plain_lines(error.what()));
        return 2;
    } catch (const MachineError& error) {
        fmt::print(err, "sendscape: {}\n", plain_lines(error.what()));
        return 3;
    } catch (const std::bad_alloc&) {
        fmt::print(err, "sendscape: the machine ran out of memory\n");
        return 3;
    } catch (const Interrupted& error) {
        fmt::print(err, "sendscape: {}\n", plain_lines(error.what()));
        return 130;
    }
}

}  // namespace sendscape
