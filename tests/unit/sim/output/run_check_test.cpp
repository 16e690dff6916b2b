// SPDX-License-Identifier: MIT
#include "sim/output/run_check.h"

#include <gtest/gtest.h>

#include <functional>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "tests/support/forged_file.h"
#include "tests/support/output_run.h"

namespace sendscape::run_check_test {
namespace {

struct Forgery {
    const char* variable;  ///< named in the message
    std::function<void(Run&)> act;
};

Map& map_of(Run& run) {
    auto map = std::make_shared<Map>(*run.map);
    run.map = map;
    return *map;
}

Series& series_of(Run& run, const std::string& name) {
    for (Series& series : run.series)
        if (series.name == name) return series;
    throw std::logic_error("no measure " + name);
}

RecordedEvent& event_of(Run& run, EventKind kind) {
    for (RecordedEvent& event : run.events)
        if (event.kind == kind) return event;
    throw std::logic_error("no such event");
}

const std::vector<Forgery>& forgeries() {
    static const std::vector<Forgery> all{
        {"/map/zone_area", [](Run& r) { map_of(r).zones[2].area = AreaId(99); }},
        {"/map/school_area", [](Run& r) { map_of(r).schools[2].area = AreaId(99); }},
        {"/map/school_setting", [](Run& r) { map_of(r).schools[2].setting = static_cast<Setting>(200); }},
        {"/map/school_zone", [](Run& r) { map_of(r).schools[2].zone = ZoneId(5000); }},
        {"/map/area_authority", [](Run& r) { map_of(r).areas[1].authority = AuthorityId(7); }},
        {"/map/school_closes", [](Run& r) { map_of(r).schools[2].closes = Month(7); }},
        {"/month", [](Run& r) { r.start = Month(5'000'000 * 12); }},
        {"/changes/on",
         [](Run& r) {
             r.changes.push_back({Month(2'000'000 * 12), "far", 0});
         }},
        {"/changes/school",
         [](Run& r) {
             r.changes.push_back({r.start, "A school", 0, ChangeKind::school_opens, SchoolId(5000)});
         }},
        {"/children/pupil_zone", [](Run& r) { r.pupils[3].zone = 99; }},
        {"/children/pupil_school", [](Run& r) { r.pupils[3].school = 5000; }},
        {"/children/pupil_entered", [](Run& r) { r.pupils[3].entered = 5000; }},
        {"/children/pupil_need", [](Run& r) { r.pupils[3].need = static_cast<Need>(77); }},
        {"/children/pupil_setting", [](Run& r) { r.pupils[3].setting = static_cast<Setting>(77); }},
        {"/children/pupil_birth_month", [](Run& r) { r.pupils[3].birth_month = 13; }},
        {"/children/pupil_ncy", [](Run& r) { r.pupils[3].ncy = 1000; }},
        {"/children/pupil", [](Run& r) { std::swap(r.pupils[3], r.pupils[4]); }},
        {"/children/event_month", [](Run& r) { r.events.back().month = 60'000; }},
        {"/children/event_month", [](Run& r) { r.events.back().month = 0; }},
        {"/children/event_kind", [](Run& r) { r.events[5].kind = static_cast<EventKind>(200); }},
        {"/children/event_to_setting", [](Run& r) { r.events[5].to_setting = static_cast<Setting>(200); }},
        {"/children/event_to", [](Run& r) { event_of(r, EventKind::placed).to = 5000; }},
        {"/children/event_from", [](Run& r) { event_of(r, EventKind::placed).from = 5000; }},
        {"/children/event_to", [](Run& r) { event_of(r, EventKind::born).to = 5000; }},
        {"/plans_maintained",
         [](Run& r) {  // a month too few
             Series& series = series_of(r, "plans_maintained");
             series.times -= 1;
             series.values.resize(series.replicates * series.times * series.cells());
         }},
        {"/plans_by_need",
         [](Run& r) {  // taken for another measure
             Series& series = series_of(r, "plans_maintained");
             Series& other = series_of(r, "plans_by_need");
             const std::string name = other.name;
             other = series;
             other.name = name;
         }},
        {"/children", [](Run& r) { r.events_kept = "some"; }},
    };
    return all;
}

TEST(RunCheck, AForgedRunFileIsRefusedNamingFileAndVariable) {
    const testing::ScratchFolder folder("run-check");
    const auto path = folder.path() / "run.h5";
    const auto good = testing::small_run(1, 2, EventsKept::all);
    for (const Forgery& forgery : forgeries()) {
        auto run = good;
        forgery.act(run);
        write_run(run, path, true);
        std::string said;
        try {
            (void)read_run(path);
        } catch (const InputError& error) {
            said = error.what();
        }
        EXPECT_NE(said.find(path.string()), std::string::npos) << forgery.variable << ": " << said;
        EXPECT_NE(said.find(std::string("'") + forgery.variable + "'"), std::string::npos)
            << forgery.variable << ": " << said;
    }
}

std::string refusal(const std::filesystem::path& path) {
    try {
        (void)read_run(path);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(RunCheck, AMonthBeyondAllMonthsIsRefusedAtOnce) {
    const testing::ScratchFolder folder("run-check-month");
    const auto path = folder.path() / "run.h5";
    const auto run = testing::small_run(1, 1);
    const auto day = [&](std::size_t m) { return static_cast<std::int32_t>(days_since_epoch(run.month(m))); };
    for (const std::size_t m : {std::size_t{0}, std::size_t{1}}) {
        write_run(run, path, true);
        EXPECT_EQ(refusal(path), "");
        std::vector<std::int32_t> was{day(0), day(1), day(2)}, is = was;
        is[m] = 2147483647;
        ASSERT_EQ(testing::forge(path, was, is, 0), 1u);
        EXPECT_NE(refusal(path).find("'/month' holds day 2147483647"), std::string::npos) << refusal(path);
    }
}

TEST(RunCheck, AShortenedColumnIsRefused) {
    const testing::ScratchFolder folder("run-check-short");
    const auto path = folder.path() / "run.h5";
    const auto run = testing::small_run(1, 1, EventsKept::none);
    // A list's extent stands in the file as its rank and flags, then its present and greatest size.
    constexpr std::uint64_t list = 0x010101;
    const std::uint64_t size = run.map->schools.size();
    write_run(run, path, true);
    const std::vector<std::uint8_t> good = read_sealed(path, "a run file");
    std::size_t columns = 0;
    for (;; ++columns) {
        write_sealed(path, good, true);
        if (testing::forge(path, std::vector<std::uint64_t>{list, size, size}, {list, size - 1, size}, columns) == 0)
            break;
        EXPECT_NE(refusal(path), "") << "column " << columns;
    }
    EXPECT_GE(columns, 20u);
}

}  // namespace
}  // namespace sendscape::run_check_test
