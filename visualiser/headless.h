// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <functional>
#include <optional>

#include "visualiser/stage.h"

namespace sendscape {

/// Draws one frame and writes it as PNG, beside the target first and renamed when complete. Throws InputError for an
/// existing file without `force`, MachineError.
void save_picture(Stage& stage, unsigned width, unsigned height, const std::filesystem::path& path, bool force);

/// Plays the film from where it stands to the month `last` (a row of the film; none: its end) at 30 frames a second and
/// writes it as a video, an .mp4 through ffmpeg, that lasts `seconds`; sizes are made even. With `each_frame` (called
/// with the seconds since the frame before) that moves time instead. Throws InputError, MachineError (ffmpeg missing or
/// failed, disk full), Interrupted; then nothing is left.
void record_video(Stage& stage, unsigned width, unsigned height, double seconds, const std::filesystem::path& path,
                  bool force, const std::function<void(float)>& each_frame = {}, std::optional<int> last = {});

/// Whether an .mp4 is there to its last byte, its index included, as its own boxes tell (ISO/IEC 14496-12, 4.2).
bool is_whole_video(const std::filesystem::path& path);

}  // namespace sendscape
