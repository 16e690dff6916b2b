// SPDX-License-Identifier: MIT
// Dated changes: what a scenario did when, and where.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "sim/core/label_codes.h"
#include "sim/output/run_file_parts.h"

namespace sendscape {
namespace {

bool has(std::string_view text, std::string_view words) { return text.find(words) != std::string_view::npos; }

/// Files of format 1 hold a change's words alone, in these sentences of the program; a parameter's are the scenario's
/// own. This is the only place that reads a kind out of words.
ChangeKind kind_told_by(std::string_view text) {
    if (has(text, " homes at ") && text.ends_with(" a year")) return ChangeKind::homes;
    if (text.starts_with("A base of ") && has(text, " places opens at ")) return ChangeKind::base_opens;
    if (has(text, " new school") && has(text, " opens with ") && text.ends_with(" places"))
        return ChangeKind::school_opens;
    if (has(text, " grows by ") && text.ends_with(" places")) return ChangeKind::grows;
    if (text.starts_with("The base at ") && text.ends_with(" closes")) return ChangeKind::base_closes;
    if (text.ends_with(" closes")) return ChangeKind::school_closes;
    if (has(text, " admits ") && text.ends_with(" a year")) return ChangeKind::admission_number;
    return ChangeKind::parameter;
}

/// The school a change of format 1 names: of two whose names stand in its words, the one with the longer name.
SchoolId school_told_by(std::string_view text, const Map& map) {
    SchoolId found;
    std::size_t longest = 0;
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        const std::string& name = map.schools[row].name;
        if (name.size() <= longest || !has(text, name)) continue;
        longest = name.size();
        found = SchoolId(row);
    }
    return found;
}

void tell_by_words(Run& run) {
    for (RecordedChange& change : run.changes) {
        change.kind = kind_told_by(change.text);
        if (is_at_a_school(change.kind)) change.school = school_told_by(change.text, *run.map);
    }
}

void read_codes(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    const auto kinds = file.strings("/changes/kind");
    const auto schools = file.data<std::uint32_t>("/changes/school");
    check.size("/changes/kind", kinds.size(), run.changes.size());
    check.size("/changes/school", schools.size(), run.changes.size());
    check.row_of_or_none(
        "/changes/school", schools, [](std::uint32_t row) { return row; }, run.map->schools.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const auto kind = from_code<ChangeKind>(change_kind_labels, kinds[i]);
        if (!kind)
            check.refuse(fmt::format("'/changes/kind' holds '{}' in row {}; allowed: {}", kinds[i], i,
                                     fmt::join(codes_of(change_kind_labels), ", ")));
        run.changes[i].kind = *kind;
        run.changes[i].school.value = schools[i];
    }
}

}  // namespace

void write_changes_part(Hdf5Writer& file, const Run& run) {
    if (run.changes.empty()) return;
    std::vector<std::int32_t> days, places;
    std::vector<std::string> texts, kinds;
    std::vector<std::uint32_t> schools;
    for (const RecordedChange& change : run.changes) {
        days.push_back(days_since_epoch(change.on));
        texts.push_back(change.text);
        places.push_back(change.places);
        kinds.emplace_back(label(change.kind).code);
        schools.push_back(change.school.value);
    }
    const std::vector<std::string> axis{"/changes/change"};
    file.group("/changes");
    file.axis(axis[0], count_up(run.changes.size()));
    file.data<std::int32_t>("/changes/on", days, {days.size()}, axis);
    file.attribute("/changes/on", "units", "days since 1970-01-01");
    file.attribute("/changes/on", "calendar", "standard");
    file.strings("/changes/text", texts, axis);
    file.data<std::int32_t>("/changes/places", places, {places.size()}, axis);
    file.strings("/changes/kind", kinds, axis);
    file.data<std::uint32_t>("/changes/school", schools, {schools.size()}, axis, SchoolId::none_value);
    file.attribute("/changes/school", "long_name", "row of /school; 4294967295 for none");
}

void read_changes_part(const Hdf5Reader& file, Run& run, const ColumnCheck& check, int version) {
    if (!file.has("/changes")) return;
    const auto on = file.data<std::int64_t>("/changes/on");
    const auto texts = file.strings("/changes/text");
    // The first files of format 1 have no places.
    std::vector<std::int32_t> places(on.size(), 0);
    if (file.has("/changes/places")) places = file.data<std::int32_t>("/changes/places");
    check.size("/changes/text", texts.size(), on.size());
    check.size("/changes/places", places.size(), on.size());
    for (std::size_t i = 0; i < on.size(); ++i)
        run.changes.push_back(
            {month_of_days("/changes/on", on[i], check), texts[i], places[i], ChangeKind::parameter, SchoolId()});
    if (version >= codes_since)
        read_codes(file, run, check);
    else
        tell_by_words(run);
}

}  // namespace sendscape
