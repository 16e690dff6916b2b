// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cmath>

#include "sim/output/findings.h"
#include "sim/output/grant_years.h"
#include "sim/output/summary.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::size_t line_width = 100;

class Page {
  public:
    void heading(std::string_view text) { out_ += fmt::format("\n{}\n", text); }
    void say(std::string_view text) { out_ += wrapped(text, line_width) + "\n"; }
    void item(std::string_view text) {
        std::string line = wrapped(text, line_width, "    ");
        line.replace(0, 4, "  - ");
        out_ += line + "\n";
    }
    void row(std::string_view name, std::string_view value) { out_ += fmt::format("  {:<54} {}\n", name, value); }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

void tell_shortfall(Page& page, const Run& run, const Findings& f) {
    page.heading(fmt::format("WHERE AND WHEN (children short of a place, {})", long_name(f.headline)));
    for (const Named& area : f.by_area) page.row(area.name, told(area));
    page.heading("BY NEED");
    for (const Named& need : f.by_need)
        if (need.shown >= 1) page.row(need.name, told(need));
    page.heading("BY PHASE AND WHAT THEY HAVE INSTEAD");
    for (const Named& phase : f.by_phase)
        if (phase.shown >= 1) page.row(phase.name, told(phase));
    for (const Named& kind : f.by_kind) page.row(kind.name, told(kind));
    page.heading("YEAR BY YEAR (every September)");
    const Series& shortfall = run.get("specialist_shortfall");
    page.row(long_name(run.start) + " (the start)", with_range(f.shortfall_at_start));
    for (std::size_t i = 0; i < run.month_count; ++i)
        if (run.month(i).month_of_year() == 9)
            page.row(long_name(run.month(i)), with_range(range_of(run.across(shortfall, run.month(i)))));
    page.say(peak_sentence(f));
}

void tell_plans(Page& page, const Run& run, const Findings& f) {
    page.heading("PLANS");
    page.row(fmt::format("Plans maintained, {}", long_name(run.start)), with_range(f.plans_at_start));
    for (const Month january : run.januaries())
        if (january > run.start)
            page.row(fmt::format("Plans maintained, {}", long_name(january)),
                     with_range(run.range("plans_maintained", january)));
    if (!f.has_year) return;
    const Month first_year = run.januaries().size() > 1 ? run.januaries()[1] : f.last_january;
    for (const Month january : {first_year, f.last_january}) {
        const Range requested = run.range_year("plans_requested", january);
        const Range issued = run.range_year("plans_issued", january);
        const Range in_time = run.range_year("plans_issued_in_time", january);
        page.row(fmt::format("Requests in the year to {}", long_name(january)), with_range(requested));
        page.row("  new plans issued", fmt::format("{}; {} of them within 20 weeks", with_range(issued),
                                                   issued.mean > 0 ? percent(in_time.mean / issued.mean, 0) : "none"));
        page.row("  plans that ended", with_range(run.range_year("plans_ceased", january)));
        if (first_year == f.last_january) break;
    }
}

void tell_places(Page& page, const Run& run, const Findings& f) {
    page.heading("PLACES");
    const Series& places = run.get("specialist_places");
    for (std::size_t kind = 0; kind < places.kinds.size(); ++kind) {
        const Range at_start = range_of(run.across(places, run.start, {{Axis::kind, kind}}));
        const Range at_end = range_of(run.across(places, run.last(), {{Axis::kind, kind}}));
        page.row(places.kind_words[kind], fmt::format("{} in {}, {} in {}", whole(at_start.mean), long_name(run.start),
                                                      with_range(at_end), long_name(run.last())));
    }
    page.row("Over number in state special schools",
             fmt::format("{} in {}, {} in {}", whole(run.range("over_number", run.start).mean), long_name(run.start),
                         with_range(run.range("over_number", run.last())), long_name(run.last())));
    for (const RecordedChange& change : run.changes)
        page.item(fmt::format("{}: {}", long_name(change.on), change.text));
    const Series& gap = run.get("planning_gap");
    page.say(
        fmt::format("Planning gap in {} (children requiring a place and net imports, less places with 4% kept "
                    "free; below 0 is room):",
                    long_name(f.last_january)));
    for (std::size_t kind = 0; kind < gap.kinds.size(); ++kind)
        for (const Phase phase : {Phase::primary, Phase::secondary})
            page.row(fmt::format("  {}, {}", gap.kind_words[kind], phase == Phase::primary ? "primary" : "secondary"),
                     with_range(range_of(run.across(
                         gap, f.last_january, {{Axis::kind, kind}, {Axis::phase, static_cast<std::size_t>(phase)}}))));
}

void tell_rolls(Page& page, const Run& run, const Findings& f) {
    const Series* const pupils = run.find("mainstream_pupils");
    if (pupils == nullptr || !f.has_year) return;  // runs of an older program have none
    page.heading("PUPILS OF STATE MAINSTREAM SCHOOLS");
    for (const Phase phase : {Phase::primary, Phase::secondary}) {
        const auto at = [&](Month january) {
            return range_of(run.across(*pupils, january, {{Axis::phase, static_cast<std::size_t>(phase)}}));
        };
        const Range before = at(run.start), after = at(f.last_january);
        if (!(before.mean > 0)) continue;
        page.row(phase == Phase::primary ? "Primary (Reception to Year 6)" : "Secondary (Years 7 to 11)",
                 fmt::format("{} in {}, {} in {} ({:+.0f}%)", whole(before.mean), long_name(run.start),
                             with_range(after), long_name(f.last_january), 100 * (after.mean / before.mean - 1)));
    }
}

void tell_magnets(Page& page, const Run& run, const Findings& f) {
    page.heading(fmt::format("SEND MAGNETS ({})", long_name(f.last_january)));
    if (f.magnets.empty()) {
        page.say("No mainstream school stands above the 99.8% limit in two Januaries running.");
    } else {
        page.say(
            "Mainstream schools with more children with plans than the areas they serve would lead one to expect, "
            "beyond the 99.8% limit in two Januaries running:");
        constexpr std::size_t most = 15;
        for (std::size_t i = 0; i < f.magnets.size() && i < most; ++i) {
            const MagnetSchool& school = f.magnets[i];
            std::string line = fmt::format("{}{}{}: {} times the expected number, {}", school.name,
                                           school.area.empty() ? "" : ", ", school.area, decimal(school.ratio, 1),
                                           school.from_start ? "from the start" : "since " + long_name(school.since));
            if (run.replicates > 1) line += fmt::format(" (in {} of runs)", percent(school.share, 0));
            page.item(line);
        }
        if (f.magnets.size() > most)
            page.say(fmt::format("... and {} more: see schools.csv.", f.magnets.size() - most));
    }
    page.say(fmt::format("{} {} below the limit: far fewer children with plans than expected.", f.deflectors.size(),
                         f.deflectors.size() == 1 ? "school stands" : "schools stand"));
}

void tell_money(Page& page, const Run& run, const Findings& f) {
    page.heading("MONEY");
    page.row(fmt::format("Balance of the schools grant, {}", long_name(run.start)),
             money_with_range(run.range("high_needs_balance", run.start)));
    page.row(fmt::format("... {}", long_name(f.headline)),
             money_with_range(run.range("high_needs_balance", f.headline)));
    if (run.last() > f.headline)
        page.row(fmt::format("... {}", long_name(run.last())),
                 money_with_range(run.range("high_needs_balance", run.last())));
    if (!f.has_year) return;
    for (const Month january : run.januaries()) {
        if (january - run.start < 12 || (january != f.last_january && january - run.start != 12)) continue;
        const GrantYear year = grant_year(run, january);
        page.row(fmt::format("Year to {}: balance at its start", long_name(january)), money_with_range(year.before));
        page.row("  + high needs income", money_with_range(year.income));
        page.row("  - high needs spend", money_with_range(year.spend));
        if (year.has_relief()) page.row("  + stability grant and write-offs", money_with_range(year.relief));
        page.row("  = balance at its end", money_with_range(year.after));
        page.row("  on the general fund: interest on the deficit", money_with_range(year.interest));
        page.row("  on the general fund: transport", money_with_range(year.transport));
    }
    for (const std::string& note : money_notes(run)) page.item(note);
}

void tell_services(Page& page, const Run& run, const Findings& f) {
    page.heading(fmt::format("SERVICES (children waiting; mean wait, {} and {})", long_name(run.start),
                             long_name(f.last_january)));
    const Series& waiting = run.get("waiting");
    const Series& weeks = run.get("wait_weeks");
    const auto names = run.words(waiting, Axis::service);
    const double authorities = static_cast<double>(std::max<std::size_t>(1, run.authorities().size()));
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto at = [&](Month when) {
            return fmt::format("{}; {} weeks", whole(range_of(run.across(waiting, when, {{Axis::service, k}})).mean),
                               whole(range_of(run.across(weeks, when, {{Axis::service, k}})).mean / authorities));
        };
        page.row(names[k], fmt::format("{}  ->  {}", at(run.start), at(f.last_january)));
    }
}

}  // namespace

std::string summary_text(const Run& run, bool with_report) {
    const Findings f = findings_of(run);
    Page page;
    page.say(answer(run, f));
    page.say("");
    page.say(who_orders_places(run, f));
    page.say("");
    page.say(fmt::format("{} ({}), {} to {}, {} {}, seed {}. Simulated.", run.title, run.map->name,
                         long_name(run.start), long_name(run.last()), run.replicates,
                         run.replicates == 1 ? "replicate" : "replicates", run.seed));
    tell_shortfall(page, run, f);
    tell_places(page, run, f);
    tell_rolls(page, run, f);
    tell_magnets(page, run, f);
    tell_plans(page, run, f);
    tell_money(page, run, f);
    tell_services(page, run, f);
    page.heading("HOW SURE ARE WE");
    for (const std::string& line : caveats(run)) page.item(line);
    page.heading(
        fmt::format("{}summary.csv and schools.csv hold every measure each January, and\n"
                    "shortfall, plans and balance each September too.",
                    with_report ? "report.html shows the same with charts; " : ""));
    return page.take();
}

}  // namespace sendscape
