// SPDX-License-Identifier: MIT
#include "sim/branch/world_check.h"

#include <string>

#include "sim/parameters.h"
#include "sim/simulation.h"

namespace sendscape {
namespace {

/// Of an enumerator or small number, as what a message can show.
constexpr auto number = [](auto value) { return static_cast<int>(value); };
constexpr auto row_value = [](auto id) { return id.value; };

template <class Agents>
void check_lengths(const std::string& name, const Agents& agents, const ColumnCheck& check) {
    std::size_t column = 0;
    Agents::for_each_column(agents, [&](const auto& values) {
        check.size(fmt::format("column {} of {}", ++column, name), values.size(), agents.size());
    });
}

void check_pupils(const World& world, const ColumnCheck& check) {
    const Pupils& pupils = world.pupils;
    check_lengths("pupils", pupils, check);
    check.row_of("pupils.family", pupils.family, row_value, world.families.size());
    check.row_of_or_none("pupils.school", pupils.school, row_value, world.schools.size());
    check.row_of_or_none("pupils.next_school", pupils.next_school, row_value, world.schools.size());
    check.within("pupils.ncy", pupils.ncy, number, first_ncy, last_ncy + 1);
    check.within("pupils.birth_month", pupils.birth_month, number, 1, 12);
    check.within("pupils.underlying", pupils.underlying, number, 0, need_count);
    check.within("pupils.recorded", pupils.recorded, number, 0, need_count);
    check.within("pupils.provision", pupils.provision, number, 0, number(Provision::plan));
    check.within("pupils.process", pupils.process, number, 0, number(AssessmentStage::drafting));
    check.within("pupils.source", pupils.source, number, 0, number(RequestSource::other));
    check.within("pupils.required", pupils.required, number, 0, required_count - 1);
    check.within("pupils.setting", pupils.setting, number, 0, setting_count);
    check.within("pupils.next_setting", pupils.next_setting, number, 0, setting_count);
}

void check_families(const World& world, const ColumnCheck& check) {
    const Families& families = world.families;
    check_lengths("families", families, check);
    check.row_of("families.zone", families.zone, row_value, world.map->zones.size());
    check.row_of_or_none("families.heard_of", families.heard_of, row_value, world.schools.size());
    check.within("families.decile", families.decile, number, 1, 10);
    const Contacts& contacts = world.contacts;
    if (contacts.first.empty() && contacts.other.empty()) return;
    // Families that have just come have no row among the contacts yet.
    if (contacts.first.empty() || contacts.first.size() > families.size() + 1)
        check.refuse(
            fmt::format("'contacts.first' has {} values, {} at the most", contacts.first.size(), families.size() + 1));
    check.compressed("contacts.first", contacts.first, contacts.first.size() - 1, contacts.other.size());
    check.row_of(
        "contacts.other", contacts.other, [](std::uint32_t other) { return other; }, families.size());
}

void check_parameters(const World& world, const ColumnCheck& check) {
    Parameters parameters = world.parameters;
    for (const ParameterRow& of : parameter_table())
        check.within(
            fmt::format("parameters.{}", of.key), of.field(parameters), [](double v) { return v; }, of.least, of.most);
}

void check_month_in_hand(const World& world, const ColumnCheck& check) {
    if (world.rows_done == month_complete) return;
    if (world.rows_done > schedule_rows())
        check.refuse(
            fmt::format("{} rows of the schedule are lived through, and it has {}", world.rows_done, schedule_rows()));
    const std::span<const Event> events = world.events.events();
    check.within(
        "events.month", events, [](const Event& e) { return e.month.index; }, world.month.index, world.month.index);
    check.row_of_or_none(
        "events.pupil", events, [](const Event& e) { return e.pupil.value; }, world.pupils.size());
    check.within(
        "events.kind", events, [](const Event& e) { return number(e.kind); }, 0, event_kind_count - 1);
}

}  // namespace

void check_world(const World& world, const ColumnCheck& check) {
    const std::size_t authorities = world.map->authorities.size(), schools = world.map->schools.size();
    check_parameters(world, check);
    check.size("schools.pan", world.schools.size(), schools);
    check_lengths("schools", world.schools, check);
    check.within("schools.magnet", world.schools.magnet, number, 0, number(MagnetClass::deflector));
    check.within("schools.base_kind", world.schools.base_kind, number, number(Setting::resourced_provision),
                 number(Setting::sen_unit));
    check.within("schools.inspection_grade", world.schools.inspection_grade, number, 1, 4);
    check_families(world, check);
    check_pupils(world, check);
    check_month_in_hand(world, check);
    const Developments& homes = world.developments;
    check_lengths("developments", homes, check);
    check.row_of("developments.zone", homes.zone, row_value, world.map->zones.size());
    const WaitingLists& lists = world.waiting_lists;
    check_lengths("waiting_lists", lists, check);
    check.row_of("waiting_lists.school", lists.school, row_value, schools);
    check.row_of("waiting_lists.pupil", lists.pupil, row_value, world.pupils.size());
    check.within("waiting_lists.ncy", lists.ncy, number, reception, last_school_ncy);
    if (world.authorities.size() != 0) check.size("authorities.balance", world.authorities.size(), authorities);
    check_lengths("authorities", world.authorities, check);
    if (world.services.size() != 0) check.size("services.staff", world.services.size(), authorities);
    check_lengths("services", world.services, check);
    using P = PipelineItem;
    const auto& pipeline = world.authorities.pipeline;
    check.row_of(
        "pipeline.authority", pipeline, [](const P& p) { return p.authority.value; }, authorities);
    check.row_of(
        "pipeline.school", pipeline, [](const P& p) { return p.school.value; }, schools);
    check.within(
        "pipeline.kind", pipeline, [](const P& p) { return number(p.kind); }, 0, build_kind_count - 1);
    check.within(
        "pipeline.phase", pipeline, [](const P& p) { return number(p.phase); }, 0, phase_count - 1);
    using B = BorderShare;
    const auto& border = world.authorities.border;
    check.row_of(
        "border.home", border, [](const B& b) { return b.home.value; }, authorities);
    check.row_of_or_none(
        "border.of_school", border, [](const B& b) { return b.of_school.value; }, authorities);
}

}  // namespace sendscape
