#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

namespace sendscape {

/// A file is to be written here: InputError if it is a folder, if it exists and not `force`, or if what is there is no
/// ordinary file: a device or a pipe would be replaced by one.
void check_output_file(const std::filesystem::path& path, bool force);

/// What a command writes must not replace what it is made from, not even by force: InputError if `output` is one of
/// `inputs` under this or another name. Empty inputs and such as do not exist are passed over.
void spare_inputs(const std::filesystem::path& output, const std::vector<std::filesystem::path>& inputs,
                  std::string_view option = "--out");

}  // namespace sendscape
