// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/commands/command.h"
#include "sim/studies/hindcast.h"
#include "sim/studies/published.h"

namespace sendscape {

/// Everything that authorities are lived from in the past with, read and ready: of `hindcast` and `calibrate`.
struct PastInputs {
    HindcastPlan plan;
    Published published;
    std::vector<std::string> authorities;             ///< codes
    std::vector<std::string> said;                    ///< sentences about what was given
    std::map<std::string, std::string> school_names;  ///< by URN
    std::vector<QualityRow> quality;                  ///< what was odd in the tables read for scoring
    std::filesystem::path out;
};

/// What a command wants of them beside the options that both have.
struct PastWishes {
    std::string_view command;                   ///< for messages
    std::vector<std::filesystem::path> scored;  ///< school censuses of later that schools are scored on
    std::uint32_t replicates = 1;
    int years = 0;                      ///< lived unless --years says otherwise, or a later census is scored
    std::vector<std::string> settings;  ///< key=value, beside --set
    bool englands_path = false;         ///< England's own years after the start are told (tell_englands_path)
};

/// The options that say where, from when and by which tables.
std::vector<OptionRow> past_options();

/// Tables that were given, of every kind of past_options().
std::vector<std::filesystem::path> past_tables(const Given& given);

/// Reads everything. InputError where no authority, or both --la and --all, are given, and where tables and options
/// contradict one another.
PastInputs read_past(const Given& given, const PastWishes& wishes);

/// What the results depend on, a line each: a study goes on only with the same.
std::string inputs_text(const std::vector<std::filesystem::path>& tables, const PastInputs& past);

/// The folder of finished authorities, ready: what is in it was made of `inputs`. InputError where it holds results and
/// neither --resume nor --force is given, or --resume and they were made of other inputs.
std::filesystem::path prepare_done(std::string_view command, const Given& given, const PastInputs& past,
                                   const std::string& inputs);
/// The file of an authority that is done.
std::filesystem::path done_file(const std::filesystem::path& done, const std::string& authority);

/// Throws Interrupted: how many authorities are done, and how to go on.
[[noreturn]] void stop_for_resume(const PastInputs& past, const std::filesystem::path& done);

/// "Trafford", or the code where no authority has it.
std::string name_of_authority(const std::string& code);

}  // namespace sendscape
