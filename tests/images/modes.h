// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "visualiser/lever_panel.h"
#include "visualiser/stage.h"

namespace sendscape::testing {

/// The films that the modes of the view are shown with.
struct ModeFilms {
    std::shared_ptr<const Film> a, b;         ///< two scenarios for the same children
    std::shared_ptr<const Film> live, ghost;  ///< a live run after a lever and before it
    std::optional<Levers> levers;             ///< as they stand in `live`
    std::shared_ptr<const OtherLives> lives;  ///< of A's children; none were lived
    float time = 0;                           ///< month on show
};

/// One way to look: the layout test goes through all of them at every size, and ./dev pictures makes a picture of each.
struct Mode {
    std::string name;
    std::string see;  ///< one line: what to see
};

/// Every mode and layer, in the order of the list of pictures.
const std::vector<Mode>& view_modes();

/// A stage in one of the modes. The films must outlive it.
class ModeStage {
  public:
    ModeStage(const Typeface& typeface, const ModeFilms& films, const std::string& mode, unsigned width,
              unsigned height);
    Stage stage;

  private:
    std::unique_ptr<LeverPanel> levers_;
};

}  // namespace sendscape::testing
