// SPDX-License-Identifier: MIT
#include "maps/tables/projection.h"

#include <proj.h>

#include <cmath>

#include "sim/core/error.h"

namespace sendscape {
namespace {

// Ordnance Survey, "A guide to coordinate systems in Great Britain": Helmert parameters (EPSG:1314 reversed), Airy 1830
// ellipsoid and the National Grid's transverse Mercator.
constexpr const char* wgs84_to_national_grid =
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy";

}  // namespace

struct GridProjection::Impl {
    PJ_CONTEXT* context = nullptr;
    PJ* transformation = nullptr;
};

GridProjection::GridProjection() : impl_(std::make_unique<Impl>()) {
    impl_->context = proj_context_create();
    proj_context_set_enable_network(impl_->context, 0);
    impl_->transformation = proj_create(impl_->context, wgs84_to_national_grid);
    if (!impl_->transformation) {
        proj_context_destroy(impl_->context);
        throw MachineError("the PROJ library cannot set up the British National Grid (PROJ 9 is needed)");
    }
}

GridProjection::~GridProjection() {
    proj_destroy(impl_->transformation);
    proj_context_destroy(impl_->context);
}

std::optional<std::pair<std::int32_t, std::int32_t>> GridProjection::to_grid(double latitude, double longitude) const {
    if (!(latitude > 49 && latitude < 61 && longitude > -9 && longitude < 2.5)) return std::nullopt;
    const PJ_COORD point = proj_trans(impl_->transformation, PJ_FWD, proj_coord(longitude, latitude, 0, 0));
    if (!std::isfinite(point.xy.x) || !std::isfinite(point.xy.y) || !in_great_britain(point.xy.x, point.xy.y))
        return std::nullopt;
    return std::pair{static_cast<std::int32_t>(std::lround(point.xy.x)),
                     static_cast<std::int32_t>(std::lround(point.xy.y))};
}

}  // namespace sendscape
