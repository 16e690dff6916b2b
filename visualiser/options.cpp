// SPDX-License-Identifier: MIT
#include "visualiser/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

double number(const std::string& option, const std::string& text, double least, double most) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= least && value <= most))
        throw InputError(
            fmt::format("{}: read '{}', a number from {:g} to {:g} is allowed", option, text, least, most));
    return value;
}

double whole_number(const std::string& option, const std::string& text, double least, double most) {
    const double value = number(option, text, least, most);
    if (value != std::floor(value))
        throw InputError(fmt::format("{}: read '{}', a whole number is allowed", option, text));
    return value;
}

std::vector<Layer> layers_of(const std::string& list) {
    std::vector<Layer> layers;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::string item = list.substr(begin, end - begin);
        const auto layer = read_layer(item);
        if (!layer)
            throw InputError(
                fmt::format("--layers: read '{}', numbers from 1 to {} or names ({}) with commas between are allowed",
                            item, layer_count, layer_ids()));
        layers.push_back(*layer);
        begin = end + 1;
    }
    return layers;
}

/// A picture, a video and a measurement are each made by a program of its own.
void check_one_purpose(const ViewOptions& options) {
    std::vector<std::string_view> purposes;
    if (options.picture) purposes.push_back("--shot");
    if (options.video) purposes.push_back("--video");
    if (options.bench) purposes.push_back("--bench");
    if (purposes.size() > 1)
        throw InputError(fmt::format("{} and {}: one of them is allowed at a time", purposes[0], purposes[1]));
}

/// Months and length are a video's; a talk has months of its own.
void check_video(const ViewOptions& options) {
    for (const auto& [given, option] :
         {std::pair(options.from.has_value(), "--from"), std::pair(options.to.has_value(), "--to"),
          std::pair(options.seconds.has_value(), "--seconds")})
        if (given && !options.video)
            throw InputError(fmt::format("{} is of a film: --video FILE.mp4 is needed beside it", option));
    if ((options.from || options.to) && (options.story || options.kiosk))
        throw InputError(fmt::format("{} and {}: a talk has its own months", options.from ? "--from" : "--to",
                                     options.story ? "--story" : "--kiosk"));
    if (options.from && options.at) throw InputError("--from and --at: a film begins at one of them; leave --at out");
    if (options.from && options.to && *options.to <= *options.from)
        throw InputError(fmt::format("--to: read '{}', a month after --from {} is allowed", to_text(*options.to),
                                     to_text(*options.from)));
}

/// What a talk or the purpose of the program makes idle is refused, not passed over.
void check_idle(const ViewOptions& options) {
    const bool talk = options.story || options.kiosk;
    const std::string_view talks = options.story ? "--story" : "--kiosk";
    if (options.force && !options.picture && !options.video)
        throw InputError("--force does nothing without --shot or --video: nothing is written");
    if (talk && !options.layers.empty())
        throw InputError(fmt::format("--layers and {}: each shot of a talk has its own layers", talks));
    if (talk && options.at && !options.picture)
        throw InputError(
            fmt::format("--at and {}: a talk has its own months; --at is for a picture of it (--shot)", talks));
    if (options.country && !options.bench)
        throw InputError("--country is of a measurement: --bench is needed beside it");
    if (talk && options.bench)
        throw InputError(fmt::format("--bench and {}: frames are measured without a talk", talks));
}

}  // namespace

std::string view_usage() {
    // Where meanings begin, where the list of layers does on its first line, and how long a line may be.
    constexpr std::size_t column = 22, first_line = column + 14, widest = 92;
    return "sendscape-view RUN.h5|SCENARIO [options]\n"
           "\n"
           "Shows a run, or simulates a scenario while showing it. H shows the keys.\n"
           "\n"
           "  --map MAP.h5        map for a scenario without one of its own, or of a run whose children\n"
           "                      are to be lived again under other luck\n"
           "  --compare B         a second run beside the first: one camera, the same children\n"
           "  --story FILE.toml   a talk: shots with captions, stepped by the arrow keys\n"
           "  --kiosk             the story again and again, unattended\n"
           "  --at YYYY-MM        the month to begin with, or to take the picture of\n"
           "  --child ID|eventful a child of the run to follow: its way, wait and story\n"
           "  --levers            of a scenario: the panel of levers is open, in a picture too\n"
           "  --years N  --replicates N   a scenario is lived so long and so often (a window: 10 runs)\n"
           "  --layers 1,3        layers shown (" +
           layer_list(first_line, std::string(column, ' '), widest) +
           ")\n"
           "  --size WxH          of window, picture or film (from 320x180 to 7680x4320)\n"
           "  --theme light|dark  --scale F   larger text and lines, 0.5 to 3\n"
           "  --names             name real schools: what is simulated of them is not named otherwise\n"
           "  --anonymise         hide the names of invented schools, too\n"
           "  --shot FILE.png     write one picture and end; on a machine without a screen begin with xvfb-run -a,\n"
           "                      as for --video: a picture is drawn on a display, if only a virtual one\n"
           "  --video FILE.mp4    write a film through ffmpeg and end\n"
           "  --from YYYY-MM  --to YYYY-MM  --seconds S   the months it plays and how long it lasts\n"
           "  --bench [SECONDS]   measure frames (10 s), of a scenario levers too, and print every figure\n"
           "                      beside its aim\n"
           "  --country RUN.h5    of --bench: the frames of a country's run, zoomed out and in\n"
           "  --force             replace an existing picture or film\n"
           "  --help  --version\n"
           "\n"
           "examples\n"
           "  sendscape-view out/county/run.h5\n"
           "  sendscape-view out/county/run.h5 --shot shot.png --at 2029-09\n"
           "  sendscape-view out/county/run.h5 --child eventful\n"
           "  xvfb-run -a sendscape-view out/county/run.h5 --video county.mp4 --size 1920x1080\n";
}

ViewOptions parse_view_options(const std::vector<std::string>& arguments) {
    ViewOptions options;
    const std::vector<std::string> known{"--levers",  "--years",   "--replicates", "--child", "--map",
                                         "--compare", "--story",   "--kiosk",      "--at",    "--layers",
                                         "--from",    "--to",      "--seconds",    "--size",  "--theme",
                                         "--scale",   "--shot",    "--anonymise",  "--names", "--video",
                                         "--bench",   "--country", "--force",      "--help",  "--version"};
    std::set<std::string> given;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (word.starts_with("--") && !given.insert(word).second)
            throw InputError(word + " is given twice: one is allowed");
        const auto value = [&]() -> const std::string& {
            if (i + 1 >= arguments.size())
                throw InputError(word + " needs a value; sendscape-view --help lists the options");
            return arguments[++i];
        };
        if (word == "--help" || word == "-h") {
            options.help = true;
        } else if (word == "--version") {
            options.version = true;
        } else if (word == "--map") {
            options.map = value();
        } else if (word == "--compare") {
            options.compare = value();
        } else if (word == "--story") {
            options.story = value();
        } else if (word == "--kiosk") {
            options.kiosk = true;
        } else if (word == "--at") {
            options.at = parse_month(value());
            if (!options.at) throw InputError("--at: read '" + arguments[i] + "', a month such as 2029-09 is allowed");
        } else if (word == "--from" || word == "--to") {
            const auto month = parse_month(value());
            if (!month)
                throw InputError(fmt::format("{}: read '{}', a month such as 2029-09 is allowed", word, arguments[i]));
            (word == "--from" ? options.from : options.to) = month;
        } else if (word == "--seconds") {
            options.seconds = number("--seconds", value(), 1, 3600);
        } else if (word == "--child") {
            options.child = value();
        } else if (word == "--layers") {
            options.layers = layers_of(value());
        } else if (word == "--size") {
            const std::string& text = value();
            const std::size_t x = text.find('x');
            if (x == std::string::npos)
                throw InputError("--size: read '" + text + "', WIDTHxHEIGHT such as 1920x1080 is allowed");
            options.width = static_cast<unsigned>(number("--size", text.substr(0, x), 320, 7680));
            options.height = static_cast<unsigned>(number("--size", text.substr(x + 1), 180, 4320));
        } else if (word == "--theme") {
            const std::string& text = value();
            if (text != "light" && text != "dark")
                throw InputError("--theme: read '" + text + "', light or dark is allowed");
            options.light = text == "light";
        } else if (word == "--scale") {
            options.scale = static_cast<float>(number("--scale", value(), 0.5, 3));
        } else if (word == "--levers") {
            options.levers = true;
        } else if (word == "--years") {
            options.years = static_cast<int>(whole_number("--years", value(), 1, 100));
        } else if (word == "--replicates") {
            options.replicates = static_cast<std::uint32_t>(whole_number("--replicates", value(), 1, 1000));
        } else if (word == "--anonymise") {
            options.anonymise = true;
        } else if (word == "--names") {
            options.names = true;
        } else if (word == "--shot") {
            options.picture = value();
        } else if (word == "--video") {
            options.video = value();
        } else if (word == "--bench") {
            options.bench = 10;
            if (i + 1 < arguments.size() && !arguments[i + 1].empty() && arguments[i + 1][0] >= '0' &&
                arguments[i + 1][0] <= '9' && arguments[i + 1].find('.') == arguments[i + 1].find_last_of('.') &&
                arguments[i + 1].find('/') == std::string::npos && arguments[i + 1].find("h5") == std::string::npos)
                options.bench = number("--bench", arguments[++i], 1, 3600);
        } else if (word == "--country") {
            options.country = value();
        } else if (word == "--force") {
            options.force = true;
        } else if (word.size() > 1 && word[0] == '-') {
            throw InputError("unknown option '" + word + "'" + did_you_mean(word, known, ";") +
                             " sendscape-view --help lists the options");
        } else if (options.source.empty()) {
            options.source = word;
        } else {
            throw InputError("'" + word + "': one run file or scenario is allowed, '" + options.source +
                             "' was read already");
        }
    }
    if ((options.help || options.version) && arguments.size() > 1)
        throw InputError(fmt::format("{} stands alone: {} words were read", options.help ? "--help" : "--version",
                                     arguments.size()));
    check_one_purpose(options);
    check_video(options);
    check_idle(options);
    if (options.names && options.anonymise)
        throw InputError("--names and --anonymise: schools are named or they are not");
    if (!options.help && !options.version && options.source.empty())
        throw InputError("name a run file or a scenario: sendscape-view out/county/run.h5 (sendscape-view --help)");
    return options;
}

}  // namespace sendscape
