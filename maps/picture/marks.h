// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "maps/map.h"
#include "maps/picture/canvas.h"
#include "maps/picture/picture.h"

namespace sendscape {

/// Colours of one theme.
struct PictureTheme {
    Ink paper, land, border, built, road, words, quiet_words, outline, below, middle, above, special, other, warning;
};
PictureTheme picture_theme(bool light);

/// Colour of plans observed over expected: blue below, grey at 1, orange above, on a logarithmic scale from a half to
/// twice; only beyond the funnel limits in full saturation.
Ink ratio_colour(const PictureTheme& theme, double observed_over_expected, bool beyond_limits);

/// Marks from the map's own census counts: plans over those expected at the rate of the school's authority and phase,
/// limits at 99.8% of a binomial.
std::vector<SchoolMark> census_marks(const Map& map);

/// Draws one school at a point: a disc for mainstream, a diamond for special, a square for AP, a triangle for
/// independent mainstream, with a tab for a base. `crowding` from 0 to 1 shrinks the least sizes on maps of very many
/// schools (1: none).
void draw_school(Canvas& canvas, const PictureTheme& theme, const School& school, const SchoolMark& mark, double x,
                 double y, double radius, double crowding = 1);

/// Shapes used by the legend too.
Canvas::Path diamond(double x, double y, double radius);
Canvas::Path square(double x, double y, double radius);
Canvas::Path triangle(double x, double y, double radius);
Canvas::Path half_disc(double x, double y, double radius);

}  // namespace sendscape
