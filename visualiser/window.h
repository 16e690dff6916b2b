#pragma once
#include "visualiser/stage.h"

namespace sendscape {

/// Opens a window on the stage and lives in it until it is closed. Pictures (key S) go to the current folder.
void open_window(Stage& stage, unsigned width, unsigned height);

}  // namespace sendscape
