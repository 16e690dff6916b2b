// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <vector>

#include "visualiser/layers/labels.h"
#include "visualiser/scene.h"
#include "visualiser/whole_children.h"

namespace sendscape {

/// A country from afar: its authorities, nearer its planning areas; those short of most places with name and number.
/// What it counts of a month is kept while that is on show.
class Country {
  public:
    /// Counts what the scene shows, before its ground is painted.
    void count(const Scene& scene);
    /// After it is.
    void draw(Scene& scene, LabelSpace& labels) const;
    /// Children short of a place in the month counted, by area.
    [[nodiscard]] std::span<const int> short_in_area() const { return whole_.total; }

    /// Of each 100 with a plan, by authority or area.
    [[nodiscard]] std::span<const float> rates() const { return rates_; }

  private:
    Edition::Key film_;
    int month_ = -1;
    bool by_area_ = false;
    WholeChildren whole_;
    std::vector<float> rates_;
};

}  // namespace sendscape
