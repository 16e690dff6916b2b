#include "sim/commands/cli.h"

#include "sim/scenario/read_scenario.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <new>
#include <thread>

#include "sim/commands/admissions_round.h"
#include "sim/commands/check.h"
#include "sim/commands/describe.h"
#include "sim/commands/map_command.h"
#include "sim/commands/results.h"
#include "sim/commands/run_command.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

constexpr std::uint64_t most_seed = std::numeric_limits<std::int64_t>::max();

/// Numbers are taken as text and read strictly: CLI11 would take -1 for a large seed and 010 for 8.
std::uint64_t number(const std::string& text, std::string_view option, std::uint64_t least, std::uint64_t most) {
    const auto value = parse_whole(text, most);
    if (!value || *value < least)
        throw InputError(fmt::format("{} {}: must be a whole number from {} to {}", option, text, least, most));
    return *value;
}

int thread_count(const std::string& text) {
    if (!text.empty()) return static_cast<int>(number(text, "--threads", 1, 1024));
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 1024);
}

std::optional<std::filesystem::path> path_or_none(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return std::filesystem::path(text);
}

/// One command: its options live as long as the parser.
struct Command {
    std::string name;
    std::function<int(std::ostream&, std::ostream&)> run;
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
        add_run();
        add_admissions();
        add_map();
        add_report();
        add_trace();
        add_export();
        add_describe();
        add_check();
        add_first_run();
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
            if (error.get_exit_code() == 0) return app_.exit(error, out, err);  // --help, --version
            if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) check_options(as_typed);
            throw InputError(fmt::format("{} (see 'sendscape {}--help')", one_line(error.what()), asked_for()));
        }
        for (const Command& command : commands_)
            if (command.app->parsed()) return command.run(out, err);
        throw InputError("a command is required (see 'sendscape --help')");
    }

  private:
    static std::string one_line(std::string text) {
        std::replace(text.begin(), text.end(), '\n', ' ');
        return text;
    }
    std::string asked_for() const {
        for (const Command& command : commands_)
            if (command.app->parsed()) return command.name + " ";
        return {};
    }

    /// CLI11 says only that a command is required: name the word that was read and the nearest command.
    void check_names(const std::vector<std::string>& arguments) const {
        std::vector<std::string> known, maps;
        for (const Command& command : commands_) {
            if (command.name.starts_with("map "))
                maps.push_back(command.name.substr(4));
            else
                known.push_back(command.name);
        }
        known.emplace_back("map");
        if (arguments.empty())
            throw InputError(
                fmt::format("a command is required. Known: {} (see 'sendscape --help')", fmt::join(known, ", ")));
        if (arguments[0].starts_with("-")) return refuse_unknown_options(app_, {arguments[0]}, "sendscape");
        expect(arguments[0], known, "command");
        if (arguments[0] == "map") {
            if (arguments.size() < 2)
                throw InputError(
                    fmt::format("'map' needs one of {} (see 'sendscape map --help')", fmt::join(maps, ", ")));
            if (arguments[1].starts_with("-")) return refuse_unknown_options(*map_, {arguments[1]}, "sendscape map");
            expect(arguments[1], maps, "command 'map'");
        }
    }
    /// CLI11 lists what it did not expect, values too: name the unknown option and the nearest one known.
    void check_options(const std::vector<std::string>& arguments) const {
        for (const Command& command : commands_)
            if (command.app->parsed()) refuse_unknown_options(*command.app, arguments, "sendscape " + command.name);
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
            throw InputError(fmt::format("unknown option '{}' of '{}'{} (see '{} --help')", name, called,
                                         one_letter ? "" : did_you_mean(name, known), called));
        }
    }
    static void expect(const std::string& word, const std::vector<std::string>& known, std::string_view what) {
        if (std::find(known.begin(), known.end(), word) != known.end()) return;
        throw InputError(fmt::format("unknown {} '{}'{} Known: {}", what, word, did_you_mean(word, known, "."),
                                     fmt::join(known, ", ")));
    }

    CLI::App* add(const std::string& name, const std::string& words, const std::string& examples,
                  std::function<int(std::ostream&, std::ostream&)> body) {
        CLI::App* parent = name.starts_with("map ") ? map_ : &app_;
        CLI::App* app = parent->add_subcommand(name.starts_with("map ") ? name.substr(4) : name, words);
        app->footer("Examples:\n" + examples);
        commands_.push_back({name, std::move(body), app});
        return app;
    }

    // ---- run

    struct ScenarioWords {
        std::string scenario, map, years, seed, replicates, threads;
        std::vector<std::string> set, policies;
        [[nodiscard]] Overrides overrides() const {
            Overrides o;
            o.policies = policies;
            o.settings = set;
            if (!years.empty()) o.years = static_cast<int>(number(years, "--years", 1, 100));
            if (!seed.empty()) o.seed = number(seed, "--seed", 0, most_seed);
            if (!replicates.empty())
                o.replicates = static_cast<std::uint32_t>(number(replicates, "--replicates", 1, 100'000));
            return o;
        }
    };
    static void scenario_options(CLI::App* app, ScenarioWords& w) {
        app->add_option("SCENARIO", w.scenario, "scenario: a bare name (county, status-quo) or a .toml file")
            ->required()
            ->type_name("");
        app->add_option("--map", w.map, "map file to run on")->type_name("MAP.h5");
        app->add_option("--years", w.years, "years to simulate, 1 to 100")->type_name("N");
        app->add_option("--seed", w.seed, "seed of the run's luck, 0 to 2^63-1")->type_name("N");
        app->add_option("--replicates", w.replicates, "runs under different luck, 1 to 100000")->type_name("N");
        app->add_option("--threads", w.threads, "threads, 1 to 1024 (default: all processors)")->type_name("N");
        app->add_option("--set", w.set, "parameter=value from the start, parameter=value@YYYY-MM from a month on")
            ->type_name("KEY=VALUE");
        app->add_option("--policy", w.policies, "policy file or name, NAME@YYYY-MM to make it begin in that month")
            ->type_name("NAME");
    }

    void add_run() {
        CLI::App* app = add("run", "Run a scenario and write its results",
                            "  sendscape run county --replicates 20 --out out/county\n"
                            "  sendscape run status-quo --map trafford.h5 --years 5 --set 'plans.agree_school=80%'\n"
                            "  sendscape run county --policy inclusion-gate --seed 7 --out out/gate\n"
                            "  sendscape run county --resume out/county/checkpoint-2029-04.h5\n",
                            [this](std::ostream& out, std::ostream& err) {
                                RunOptions options;
                                options.scenario = run_.scenario;
                                options.overrides = run_.overrides();
                                options.map = path_or_none(run_.map);
                                options.out = path_or_none(out_);
                                if (!events_.empty()) options.events = events_;
                                options.resume = path_or_none(resume_);
                                options.threads = thread_count(run_.threads);
                                options.report = !no_report_;
                                options.force = force_;
                                options.quiet = quiet_;
                                return run_command(options, out, err);
                            });
        scenario_options(app, run_);
        app->add_option("--out", out_, "folder of the results (default out/SCENARIO)")->type_name("DIR");
        app->add_option("--events", events_, "events kept child by child: none, plans or all")->type_name("WHICH");
        app->add_flag("--no-report", no_report_, "leave out report.html and the pictures");
        app->add_option("--resume", resume_, "go on from a checkpoint")->type_name("CHECKPOINT");
        common(app);
    }
    void common(CLI::App* app) {
        app->add_flag("--force", force_, "replace existing outputs");
        app->add_flag("--quiet", quiet_, "print nothing but errors");
    }

    void add_admissions() {
        CLI::App* app = add("admissions", "One admissions round on an authority's own lists",
                            "  sendscape admissions --schools S.csv --applications A.csv --out OFFERS.csv\n"
                            "  sendscape admissions --schools S.csv --applications A.csv --out O.csv --criteria "
                            "looked_after,sibling,distance_m\n"
                            "  sendscape admissions --schools S.csv --applications A.csv --out O.csv --compare "
                            "equal-preference,first-preference-first\n",
                            [this](std::ostream& out, std::ostream& err) {
                                admissions_.schools = schools_.empty() ? "" : schools_.front();
                                admissions_.applications = applications_;
                                admissions_.out = out_;
                                if (!seed_.empty()) admissions_.seed = number(seed_, "--seed", 0, most_seed);
                                admissions_.force = force_;
                                admissions_.quiet = quiet_;
                                return run_admissions(admissions_, out, err);
                            });
        app->add_option("--schools", schools_, "schools: school,places[,criteria]")
            ->required()
            ->type_name("S.csv")
            ->expected(1);
        app->add_option("--applications", applications_, "applications: applicant,preference,school ...")
            ->required()
            ->type_name("A.csv");
        app->add_option("--out", out_,
                        "offers; schools_out.csv is written beside it, so each round needs a folder of its own")
            ->required()
            ->type_name("OFFERS.csv");
        app->add_option("--criteria", admissions_.criteria, "criteria in order of priority, by commas")
            ->type_name("A,B,C");
        app->add_option("--mechanism", admissions_.mechanism,
                        "equal-preference, first-preference-first, serial or top-trading-cycles")
            ->type_name("M");
        app->add_option("--seed", seed_, "seed of the lottery")->type_name("N");
        app->add_option("--compare", admissions_.compare, "mechanisms to compare, by commas")->type_name("A,B,C");
        app->add_flag("--skip-bad-rows", admissions_.skip_bad_rows,
                      "leave bad rows out and say so; never one of a plan that names the school");
        common(app);
    }

    // ---- maps

    void add_map() {
        map_ = app_.add_subcommand("map", "Build, make, describe and draw maps");
        map_->require_subcommand(1);
        CLI::App* build =
            add("map build", "Build a map from public files",
                "  sendscape map build --la Trafford --schools edubasealldata.csv --schools sen.csv --out "
                "trafford.h5\n"
                "  sendscape map build --all --schools gias.csv --schools sen.csv --out england.h5\n",
                [this](std::ostream& out, std::ostream& err) {
                    for (const std::string& table : schools_) build_.schools.emplace_back(table);
                    for (const std::string& table : sen2_) build_.sen2.emplace_back(table);
                    build_.population = path_or_none(population_);
                    build_.centroids = path_or_none(centroids_);
                    build_.deprivation = path_or_none(deprivation_);
                    build_.roads = path_or_none(roads_);
                    build_.provision = path_or_none(provision_);
                    if (!halo_.empty()) build_.halo_km = static_cast<double>(number(halo_, "--halo", 0, 200));
                    spare_inputs(out_, build_.schools);
                    spare_inputs(out_, build_.sen2);
                    spare_inputs(out_, {population_, centroids_, deprivation_, roads_, provision_});
                    if (build_.all != build_.authorities.empty())
                        throw InputError("map build: give --la NAME (several if you like) or --all");
                    return map_build_command(build_, out_, thread_count(threads_), force_, quiet_, out, err);
                });
        build->add_option("--la", build_.authorities, "authority by name or code; again for more")
            ->type_name("NAME|CODE")
            ->allow_extra_args(false);
        build->add_flag("--all", build_.all, "every authority of the tables");
        build->add_option("--schools", schools_, "table of schools; again for more, the first that gives a value wins")
            ->required()
            ->type_name("TABLE")
            ->allow_extra_args(false);
        build->add_option("--out", out_, "map to write")->required()->type_name("MAP.h5");
        build->add_option("--halo", halo_, "kilometres around the area whose schools are kept too")->type_name("KM");
        build->add_option("--sen2", sen2_, "plans maintained, from SEN2")->type_name("TABLE")->allow_extra_args(false);
        build->add_option("--population", population_, "residents by small area and age")->type_name("TABLE");
        build->add_option("--centroids", centroids_, "coordinates of small areas")->type_name("TABLE");
        build->add_option("--deprivation", deprivation_, "deprivation of small areas")->type_name("TABLE");
        build->add_option("--roads", roads_, ".osm.pbf, .osm.gz, .graphml or .graphml.gz")->type_name("FILE");
        build->add_option("--provision", provision_, "the officer's own list of specialist places")->type_name("TABLE");
        threads_option(build);
        common(build);

        CLI::App* synth =
            add("map synth", "Make a map from a county config",
                "  sendscape map synth --config wendshire --seed 1 --out wendshire.h5\n",
                [this](std::ostream& out, std::ostream& err) {
                    return map_synth_command(config_, seed_.empty() ? 1 : number(seed_, "--seed", 0, most_seed), out_,
                                             thread_count(threads_), force_, quiet_, out, err);
                });
        synth->add_option("--config", config_, "county config: a .toml file or a bare name")
            ->required()
            ->type_name("COUNTY.toml");
        synth->add_option("--seed", seed_, "seed of the county")->type_name("N");
        synth->add_option("--out", out_, "map to write")->required()->type_name("MAP.h5");
        threads_option(synth);
        common(synth);

        CLI::App* info = add("map info", "Say what a map holds", "  sendscape map info trafford.h5\n",
                             [this](std::ostream& out, std::ostream&) { return map_info_command(file_, out); });
        info->add_option("MAP.h5", file_, "map file")->required()->type_name("");

        CLI::App* draw =
            add("map draw", "Draw a map, no display needed", "  sendscape map draw trafford.h5 --out trafford.svg\n",
                [this](std::ostream&, std::ostream& err) {
                    spare_inputs(out_, {file_});
                    return map_draw_command(file_, out_, force_, err);
                });
        draw->add_option("MAP.h5", file_, "map file")->required()->type_name("");
        draw->add_option("--out", out_, "picture to write: .svg or .png")->required()->type_name("F.svg|F.png");
        draw->add_flag("--force", force_, "replace an existing picture");
    }
    void threads_option(CLI::App* app) {
        app->add_option("--threads", threads_, "threads, 1 to 1024 (default: all processors)")->type_name("N");
    }

    // ---- results

    void run_file_option(CLI::App* app) { app->add_option("RUN.h5", file_, "run file")->required()->type_name(""); }
    void add_report() {
        CLI::App* app = add("report", "Write the report of a run file, or of two side by side",
                            "  sendscape report out/county/run.h5 --out county.html\n"
                            "  sendscape report out/gate/run.h5 --compare out/county/run.h5 --out gate.html\n",
                            [this](std::ostream&, std::ostream& err) {
                                spare_inputs(out_, {file_, compare_});
                                return report_command(file_, path_or_none(compare_), out_, force_, err);
                            });
        run_file_option(app);
        app->add_option("--compare", compare_, "run file to show beside it")->type_name("OTHER.h5");
        app->add_option("--out", out_, "page to write")->required()->type_name("REPORT.html");
        app->add_flag("--force", force_, "replace an existing page");
    }
    void add_trace() {
        CLI::App* app = add("trace", "Tell the story of one child or one school",
                            "  sendscape trace out/county/run.h5 --pupil eventful\n"
                            "  sendscape trace out/county/run.h5 --school 990001\n",
                            [this](std::ostream& out, std::ostream&) {
                                return trace_command(file_, pupil_.empty() ? std::nullopt : std::optional(pupil_),
                                                     school_.empty() ? std::nullopt : std::optional(school_), out);
                            });
        run_file_option(app);
        app->add_option("--pupil", pupil_, "number of a child in the run, or eventful: the one to whom most happens")
            ->type_name("ID|eventful");
        app->add_option("--school", school_, "URN of a school")->type_name("URN");
    }
    void add_export() {
        CLI::App* app =
            add("export", "Write the tables of a run file again",
                "  sendscape export out/county/run.h5 --format csv --out tables\n",
                [this](std::ostream&, std::ostream& err) { return export_command(file_, format_, out_, force_, err); });
        run_file_option(app);
        app->add_option("--format", format_, "csv")->required()->type_name("FORMAT");
        app->add_option("--out", out_, "folder to write")->required()->type_name("DIR");
        app->add_flag("--force", force_, "replace existing files");
    }
    void add_describe() {
        CLI::App* app =
            add("describe", "List parameters, measures, policies, the schedule, streams",
                "  sendscape describe\n  sendscape describe parameters\n  sendscape describe measures --csv\n",
                [this](std::ostream& out, std::ostream&) {
                    out << describe(thing_, csv_) << std::flush;
                    return 0;
                });
        app->add_option("WHAT", thing_, "parameters, measures, policies, schedule or streams")->type_name("");
        app->add_flag("--csv", csv_, "as CSV");
    }
    void add_check() {
        CLI::App* app =
            add("check", "Read a scenario, say what is wrong with it or what is in force",
                "  sendscape check county --policy two-new-bases\n  sendscape check mine.toml --map trafford.h5\n",
                [this](std::ostream& out, std::ostream&) {
                    return check_command(run_.scenario, run_.overrides(), path_or_none(run_.map),
                                         thread_count(run_.threads), out);
                });
        scenario_options(app, run_);
    }
    void add_first_run() {
        CLI::App* app = add("first-run", "Hold a run against what England's authorities publish",
                            "  sendscape first-run out/county/run.h5\n",
                            [this](std::ostream& out, std::ostream&) { return first_run_command(file_, out); });
        run_file_option(app);
    }

    CLI::App app_;
    CLI::App* map_ = nullptr;
    std::vector<Command> commands_;
    // what the options of the one command given hold
    ScenarioWords run_;
    AdmissionsOptions admissions_;
    BuildOptions build_;
    std::vector<std::string> schools_, sen2_;
    std::string out_, events_, resume_, applications_, seed_, threads_, halo_, population_, centroids_, deprivation_,
        roads_, provision_, config_, file_, compare_, pupil_, school_, format_, thing_;
    bool no_report_ = false, force_ = false, quiet_ = false, csv_ = false;
};

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    try {
        return CommandLine().run(arguments, out, err);
    } catch (const InputError& error) {
        fmt::print(err, "sendscape: {}\n", error.what());
        return 2;
    } catch (const MachineError& error) {
        fmt::print(err, "sendscape: {}\n", error.what());
        return 3;
    } catch (const std::bad_alloc&) {
        fmt::print(err, "sendscape: the machine ran out of memory\n");
        return 3;
    } catch (const Interrupted& error) {
        fmt::print(err, "sendscape: {}\n", error.what());
        return 130;
    }
}

}  // namespace sendscape
