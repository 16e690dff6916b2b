// SPDX-License-Identifier: MIT
#include "sim/output/report.h"

#include <fmt/format.h>

#include "sim/core/interrupt.h"
#include "sim/output/report_page.h"
#include "sim/output/svg_chart.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::string_view style = R"css(
:root{--ink:#1b1f24;--quiet:#5b6470;--line:#dfe3e8;--paper:#fff;--wash:#f5f7f9;--accent:#0072B2}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:17px/1.55 Inter,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
main{max-width:900px;margin:0 auto;background:var(--paper);padding:56px 60px 72px}
.kicker{color:var(--quiet);font-size:14px;margin:0 0 6px}
h1{font-size:21px;font-weight:600;margin:0 0 26px;line-height:1.3}
.answer{font-size:27px;line-height:1.36;font-weight:600;margin:0 0 16px;letter-spacing:-.01em}
.answer-more{font-size:18px;color:var(--ink);margin:0 0 28px;max-width:46em}
h2{font-size:24px;line-height:1.25;margin:56px 0 12px;padding-top:18px;border-top:2px solid var(--ink)}
h3{font-size:17px;margin:28px 0 6px}
p{margin:0 0 12px;max-width:46em}
nav{font-size:15px;margin:0 0 30px;display:flex;flex-wrap:wrap;gap:4px 18px}
a{color:var(--accent)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:14px;margin:0 0 24px;padding:0;list-style:none}
.cards li{background:var(--wash);padding:14px 16px}
.cards b{display:block;font-size:29px;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
.cards span{display:block;font-size:14px;line-height:1.4;color:var(--quiet)}
.cards .published{margin-top:8px;padding-top:8px;border-top:1px solid var(--line);font-size:13px}
figure{margin:22px 0 30px}
figcaption{font-weight:600;margin:0 0 8px}
svg.chart{width:100%;height:auto;display:block;font-family:inherit;overflow:visible}
.scroll{overflow-x:auto;margin:10px 0 18px}
table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--quiet);font-size:14px;padding:0 0 6px}
th,td{text-align:right;padding:5px 0 5px 14px;border-bottom:1px solid var(--line);vertical-align:top}
th.w,td.w{text-align:left;padding-left:0;padding-right:14px}
thead th{border-bottom:1.5px solid var(--ink);font-weight:600;vertical-align:bottom}
tbody th{font-weight:400}
details{margin:14px 0}
summary{cursor:pointer;font-weight:600}
pre{font:13px/1.5 "DejaVu Sans Mono",monospace;background:var(--wash);padding:14px;overflow-x:auto;white-space:pre-wrap}
li{margin:0 0 8px;max-width:46em}
footer{margin-top:56px;padding-top:14px;border-top:1px solid var(--line);color:var(--quiet);font-size:14px}
@media (max-width:700px){main{padding:28px 20px}.answer{font-size:22px}}
@page{size:A4;margin:16mm 15mm}
@media print{body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}
.answer{font-size:17pt}.answer-more{font-size:11.5pt}h2{font-size:15pt;margin-top:20pt;break-after:avoid}h3,figcaption{break-after:avoid}
table{font-size:8.8pt}svg.chart{break-inside:avoid;max-height:112mm}tr,.cards li{break-inside:avoid}thead{display:table-header-group}
.cards b{font-size:17pt}.cards span{font-size:9pt}a{color:inherit;text-decoration:none}.scroll{overflow:visible}td,th{overflow-wrap:anywhere;white-space:normal}}
)css";

// The answer's first clause stands large; what follows it is read at ordinary size.
std::pair<std::string, std::string> lead_and_rest(const std::string& text) {
    const std::size_t colon = text.find(": ");
    if (colon == std::string::npos) {
        const std::size_t stop = text.find(". ");
        if (stop == std::string::npos) return {text, ""};
        return {text.substr(0, stop + 1), text.substr(stop + 2)};
    }
    return {text.substr(0, colon + 1), text.substr(colon + 2)};
}

// A headline number, what it is, and the published figure to hold it against.
std::string card(std::string_view value, std::string_view words, std::string_view published) {
    return fmt::format("<li><b>{}</b><span>{}</span><span class=\"published\">{}</span></li>", escaped(value),
                       escaped(words), escaped(published));
}

std::string range_words(const Range& range, const std::string& low, const std::string& high) {
    return range.single ? std::string{} : fmt::format("; range {} to {}", low, high);
}

std::string cards(const Run& run, const Findings& f) {
    std::string out = "<ul class=\"cards\">";
    const auto counted = [](const Range& r) { return range_words(r, whole(r.p05), whole(r.p95)); };
    out += card(whole(f.shortfall.mean),
                fmt::format("children short of a specialist place, {}{} ({} at the start)", long_name(f.headline),
                            counted(f.shortfall), whole(f.shortfall_at_start.mean)),
                "Published: no count. 63% of England's special schools were full or over in 2023 (DfE SCAP)");
    std::string growth = "Published: growth in a year, eight in ten authorities 4.4 to 17.6% (SEN2, 2025)";
    if (f.has_year)
        growth += fmt::format("; here {} in the first year",
                              percent(run.range("plans_maintained", run.start + 12).mean / f.plans_at_start.mean - 1));
    out += card(whole(f.plans_at_headline.mean),
                fmt::format("plans maintained, {}{} ({} at the start)", long_name(f.headline),
                            counted(f.plans_at_headline), whole(f.plans_at_start.mean)),
                growth);
    const Range balance = run.range("high_needs_balance", f.headline);
    double on_roll = 0;
    for (const School& school : run.map->schools) on_roll += school.in_area ? school.roll : 0;
    // England's deficits of March 2026 in pounds, by the National Audit Office and the Office for Budget
    // Responsibility, and its pupils (school census).
    constexpr double least_deficits = 5.0e9, most_deficits = 6.6e9, england_pupils = 9.03e6;
    const std::string deficits =
        fmt::format("Published: England's deficits of March 2026 would be {} to {} for so many pupils",
                    money(on_roll / england_pupils * least_deficits), money(on_roll / england_pupils * most_deficits));
    out += card(axis_number(balance.mean, ValueFormat::money),
                fmt::format("high needs balance, {}{} ({} at the start)", long_name(f.headline),
                            range_words(balance, money(balance.p05), money(balance.p95)),
                            money(run.range("high_needs_balance", run.start).mean)),
                deficits);
    out += card(whole(static_cast<double>(f.magnets.size())),
                fmt::format("SEND magnets among mainstream schools, {}", long_name(f.last_january)),
                "Published: above the 99.8% limit in January 2025, 6.0% of primary and 14.0% of secondary schools");
    return out + "</ul>";
}

}  // namespace

std::string html_table(const PageTable& table) {
    if (table.rows.empty()) return "";
    std::string out = "<div class=\"scroll\"><table>";
    if (!table.caption.empty()) out += fmt::format("<caption>{}</caption>", escaped(table.caption));
    const auto kind = [&](std::size_t column) { return column < table.words ? " class=\"w\"" : ""; };
    out += "<thead><tr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        out += fmt::format("<th scope=\"col\"{}>{}</th>", kind(c), escaped(table.columns[c]));
    out += "</tr></thead><tbody>\n";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const std::vector<std::string>& row = table.rows[r];
        out += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c)
            out += c == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", kind(c), escaped(row[c]))
                          : fmt::format("<td{}>{}</td>", kind(c), escaped(row[c]));
        if (r < table.charts.size()) out += fmt::format("<td>{}</td>", table.charts[r]);
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string figure(std::string_view svg, std::string_view caption, const PageTable& table) {
    return fmt::format("<figure><figcaption>{}</figcaption>{}</figure>\n{}", escaped(caption), svg, html_table(table));
}

std::string paragraph(std::string_view text) { return fmt::format("<p>{}</p>\n", escaped(text)); }

std::string html_page(std::string_view title, std::string_view body, std::string_view footer) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>{}</title><style>{}</style></head><body><main>\n{}<footer>{}</footer>\n</main></body></html>\n",
        escaped(title), style, body, escaped(footer));
}

std::string report_html(const Run& run) {
    const Findings f = findings_of(run);
    const auto [lead, rest] = lead_and_rest(answer(run, f));
    const bool names_map = run.title.find(run.map->name) != std::string::npos;
    std::string out;
    out += fmt::format(
        "<p class=\"kicker\">Sendscape planning report. Simulated: {} to {}, {} {}.</p>\n<h1>{}{}</h1>\n",
        long_name(run.start), long_name(run.last()), run.replicates, run.replicates == 1 ? "replicate" : "replicates",
        escaped(names_map ? "" : run.map->name + ": "), escaped(run.title));
    out += fmt::format("<p class=\"answer\">{}</p>\n", escaped(lead));
    if (!rest.empty()) out += fmt::format("<p class=\"answer-more\">{}</p>\n", escaped(rest));
    out += fmt::format("<p class=\"answer-more\">{}</p>\n", escaped(who_orders_places(run, f)));
    out += cards(run, f);
    out +=
        "<nav aria-label=\"Contents\"><a href=\"#shortfall\">Who is short of a place</a><a "
        "href=\"#magnets\">Schools</a>"
        "<a href=\"#places\">Places</a><a href=\"#plans\">Plans</a><a href=\"#money\">Money</a>"
        "<a href=\"#services\">Services</a><a href=\"#published\">Beside published figures</a>"
        "<a href=\"#sure\">How sure are we</a><a href=\"#assumed\">What was assumed</a></nav>\n";
    for (const auto section :
         {shortfall_section, magnets_section, places_section, plans_section, money_section, services_section}) {
        stop_if_asked();
        out += section(run, f);
    }
    out += published_section(run);
    out += "<h2 id=\"sure\">How sure are we</h2>\n<ul>";
    for (const std::string& line : caveats(run)) out += fmt::format("<li>{}</li>\n", escaped(line));
    out += "</ul>\n";
    out += assumptions_section(run);
    return html_page(
        fmt::format("{}: SEND places, {} to {}", run.title, run.start.year(), run.last().year()), out,
        fmt::format("Sendscape {} ({}). Scenario '{}', seed {}, map digest {}. Made from run.h5 alone: the same run "
                    "gives the same page.",
                    run.version, run.commit, run.scenario, run.seed, run.map_digest));
}

}  // namespace sendscape
