// SPDX-License-Identifier: MIT
#include "maps/tables/projection.h"

#include <proj.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "maps/tables/cell_values.h"
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

namespace {

constexpr std::size_t longest_name = 1 << 16;  ///< WKT of real systems is a few kilobytes

/// What old and new tools write for one system, as PROJ reads it: "{'init': 'epsg:4326'}", "+init=epsg:4326 ...",
/// "4326" and PROJ strings that do not say that they are a system.
std::string name_for_proj(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    std::string name(text);
    const std::string lower = lower_case(name);
    if (const auto init = lower.find("init"); init != std::string::npos && lower.find("epsg:") > init) {
        const auto code = lower.find("epsg:");
        if (code != std::string::npos) {
            const auto end = lower.find_first_not_of("0123456789", code + 5);
            return "EPSG:" + lower.substr(code + 5, end == std::string::npos ? end : end - code - 5);
        }
    }
    if (!name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return "EPSG:" + name;
    if (lower == "crs84" || lower == "wgs84") return "OGC:CRS84";
    const bool proj_string = lower.starts_with("+proj") || lower.starts_with("proj=");
    if (proj_string && lower.find("type=crs") == std::string::npos) name += " +type=crs";
    return name;
}

}  // namespace

struct CoordinateSystem::Impl {
    ~Impl() {
        proj_destroy(to_wgs84);
        proj_context_destroy(context);
    }
    bool grid = false;     ///< the National Grid itself
    bool degrees = false;  ///< WGS84 itself, where `to_wgs84` is none; or another system of degrees
    PJ_CONTEXT* context = nullptr;
    PJ* to_wgs84 = nullptr;
    GridProjection national_grid;
};

CoordinateSystem::CoordinateSystem(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CoordinateSystem::~CoordinateSystem() = default;

std::unique_ptr<CoordinateSystem> CoordinateSystem::named(std::string_view text) {
    if (text.size() > longest_name || text.find('\0') != std::string_view::npos) return nullptr;
    const std::string name = name_for_proj(text), lower = lower_case(name);
    if (name.empty()) return nullptr;
    auto impl = std::make_unique<Impl>();
    impl->grid = lower == "epsg:27700";
    impl->degrees = lower == "epsg:4326" || lower == "ogc:crs84";
    if (impl->grid || impl->degrees) return std::unique_ptr<CoordinateSystem>(new CoordinateSystem(std::move(impl)));

    PJ_CONTEXT* const context = impl->context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    proj_context_set_enable_network(context, 0);
    if (!proj_context_get_database_path(context))
        throw MachineError("the PROJ library does not find its database proj.db (Debian's package proj-data has it)");
    const auto kept = [](PJ* object) { return std::unique_ptr<PJ, PJ* (*)(PJ*)>(object, proj_destroy); };
    const auto source = kept(proj_create(context, name.c_str()));
    if (!source || !proj_is_crs(source.get())) return nullptr;
    const auto same_as = [&](const char* code) {
        const auto other = kept(proj_create(context, code));
        return other && proj_is_equivalent_to_with_ctx(context, source.get(), other.get(),
                                                       PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
    };
    impl->grid = same_as("EPSG:27700");
    const PJ_TYPE type = proj_get_type(source.get());
    impl->degrees = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    if (!impl->grid) {
        const auto wgs84 = kept(proj_create(context, "EPSG:4326"));
        const auto there = kept(proj_create_crs_to_crs_from_pj(context, source.get(), wgs84.get(), nullptr, nullptr));
        // As x and y are drawn: definitions of the systems put north first more often than not.
        impl->to_wgs84 = there ? proj_normalize_for_visualization(context, there.get()) : nullptr;
        if (!impl->to_wgs84) return nullptr;
    }
    return std::unique_ptr<CoordinateSystem>(new CoordinateSystem(std::move(impl)));
}

std::optional<std::pair<double, double>> CoordinateSystem::to_degrees(double x, double y) const {
    if (impl_->to_wgs84) {
        proj_errno_reset(impl_->to_wgs84);
        const PJ_COORD point = proj_trans(impl_->to_wgs84, PJ_FWD, proj_coord(x, y, 0, 0));
        if (!std::isfinite(point.xy.x) || !std::isfinite(point.xy.y)) return std::nullopt;
        return std::pair{point.xy.x, point.xy.y};
    }
    if (impl_->grid) return std::nullopt;
    if (!(std::abs(x) <= 180 && std::abs(y) <= 90)) return std::nullopt;
    return std::pair{x, y};
}

std::optional<std::pair<std::int32_t, std::int32_t>> CoordinateSystem::to_grid(double x, double y) const {
    if (impl_->grid) {
        if (!in_great_britain(x, y)) return std::nullopt;
        return std::pair{static_cast<std::int32_t>(std::lround(x)), static_cast<std::int32_t>(std::lround(y))};
    }
    const auto degrees = to_degrees(x, y);
    if (!degrees) return std::nullopt;
    return impl_->national_grid.to_grid(degrees->second, degrees->first);
}

bool CoordinateSystem::in_degrees() const { return impl_->degrees; }

}  // namespace sendscape
