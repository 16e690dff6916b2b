// SPDX-License-Identifier: MIT
#include "sim/studies/forecast.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>

#include "sim/core/error.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr std::string_view forecast_heading = "measure,axes,school,horizon,values";

/// What stands before the next `end` of a line, which is then shortened by it.
std::string_view take_until(std::string_view& line, char end) {
    const std::size_t at = line.find(end);
    const std::string_view cell = line.substr(0, at);
    line.remove_prefix(at == std::string_view::npos ? line.size() : at + 1);
    return cell;
}

template <class Number>
bool parse_whole_cell(std::string_view cell, Number& number) {
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return error == std::errc() && end == cell.data() + cell.size();
}

/// A line of such a file; false if it is none.
bool parse_forecast(std::string_view line, Forecast& forecast) {
    forecast.measure = take_until(line, ',');
    forecast.axes = take_until(line, ',');
    if (forecast.measure.empty() || !parse_whole_cell(take_until(line, ','), forecast.school) ||
        !parse_whole_cell(take_until(line, ','), forecast.horizon))
        return false;
    bool more = true;
    while (more) {
        more = line.find(';') != std::string_view::npos;
        const std::string_view cell = take_until(line, ';');
        double value = not_recorded;
        if (!cell.empty() && !parse_whole_cell(cell, value)) return false;
        forecast.values.push_back(value);
    }
    return true;
}

}  // namespace

std::string forecasts_csv(const std::vector<Forecast>& forecasts) {
    std::string text = std::string(forecast_heading) + "\n";
    for (const Forecast& one : forecasts) {
        text += fmt::format("{},{},{},{},", one.measure, one.axes, one.school, one.horizon);
        for (std::size_t r = 0; r < one.values.size(); ++r) {
            if (r > 0) text += ';';
            if (!std::isnan(one.values[r])) text += fmt::format("{}", one.values[r]);
        }
        text += '\n';
    }
    return text;
}

std::vector<Forecast> read_forecasts(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<Forecast> forecasts;
    std::string line;
    if (!std::getline(in, line) || line != forecast_heading)
        throw InputError(
            fmt::format("{}: no forecasts of a hindcast: its first line is not '{}'; remove the file, and "
                        "--resume makes it again",
                        file.string(), forecast_heading));
    for (std::size_t number = 2; std::getline(in, line); ++number) {
        Forecast forecast;
        if (!parse_forecast(line, forecast))
            throw InputError(
                fmt::format("{}, line {}: not a forecast of a hindcast: '{}'; remove the file, and "
                            "--resume makes it again",
                            file.string(), number, line.substr(0, 80)));
        forecasts.push_back(std::move(forecast));
    }
    return forecasts;
}

}  // namespace sendscape
