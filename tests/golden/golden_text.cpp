// SPDX-License-Identifier: MIT
#include "tests/golden/golden_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "sim/files/sealed_file.h"
#include "sim/output/summary.h"

namespace sendscape::testing {
namespace {

constexpr const char* how_to_renew = "# Written by './dev golden --update'; README.md beside it says what it guards.\n";

/// Digests are taken of numbers and texts, never of a file's bytes: other versions of zlib compress otherwise.
class Digest {
  public:
    void take(const void* data, std::size_t bytes) {
        value_ = value_ * 0x9E3779B97F4A7C15u + digest_of({static_cast<const std::uint8_t*>(data), bytes});
    }
    void take(std::string_view text) { take(text.data(), text.size()); }
    template <class Id, class T>
    void take(const Column<Id, T>& column) {
        take(column.data(), column.size() * sizeof(T));
    }
    [[nodiscard]] std::string text() const { return fmt::format("{:016x}", value_); }

  private:
    std::uint64_t value_ = 0;
};

std::string digest_of_run(const Run& run) {
    Digest digest;
    for (const Series& series : run.series) {
        for (const double value : series.values) {
            if (value != value) continue;  // no value: a flow before anything flowed
            const double plain = value + 0.0;
            digest.take(&plain, sizeof plain);
        }
    }
    for (const RecordedEvent& e : run.events) {
        const std::int64_t words[] = {e.month,  int(e.kind),         e.cause,          e.pupil, e.from, e.to,
                                      e.detail, int(e.from_setting), int(e.to_setting)};
        digest.take(words, sizeof words);
    }
    return digest.text();
}

double total_of(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values) total += value;
    return total;
}

/// "key: 1 2 3", a number for each January; a hyphen where there is none.
std::string line_of(const std::string& key, const std::vector<double>& by_january) {
    std::string line = key + ":";
    for (const double value : by_january) line += value == value ? fmt::format(" {:.10g}", value) : " -";
    return line + "\n";
}

void tell_map(const GoldenCase& golden, std::string& text) {
    const Map& map = golden.map;
    std::array<std::int64_t, zone_ages> residents{};
    std::int64_t all = 0;
    for (const Zone& zone : map.zones)
        for (std::size_t age = 0; age < zone_ages; ++age) {
            residents[age] += zone.residents[age];
            all += zone.residents[age];
        }
    text += fmt::format("\n[map]\nname: {}\nmap: {}\nschools: {}\nzones: {}\nresidents: {}\n", map.name, map.digest,
                        map.schools.size(), map.zones.size(), all);
    if (map.quality.empty()) return;
    text += "\n[what was met in the tables, how often]\n";
    for (const QualityRow& row : map.quality) text += fmt::format("{}, {}: {}\n", row.table, row.issue, row.count);
}

void tell_totals(const Run& run, std::string& text) {
    text += "\n[each January: totals of every measure, all cells and replicates added up]\n";
    for (const Series& series : run.series) {
        std::vector<double> totals;
        for (const Month january : run.januaries()) totals.push_back(total_of(run.across(series, january)));
        text += line_of(series.name, totals);
    }
}

void tell_by(const Run& run, const char* measure, Axis axis, std::string& text) {
    const Series& series = run.get(measure);
    text += fmt::format("\n[each January: {} by {}]\n", measure, axis_name(axis));
    const std::vector<std::string> codes = run.codes(series, axis);
    for (std::size_t position = 0; position < codes.size(); ++position) {
        std::vector<double> totals;
        for (const Month january : run.januaries())
            totals.push_back(total_of(run.across(series, january, {{axis, position}})));
        if (std::any_of(totals.begin(), totals.end(), [](double total) { return total != 0; }))
            text += line_of(codes[position], totals);
    }
}

/// Pupils on roll of the schools on the map, the halo's too.
void tell_rolls(const Run& run, std::string& text) {
    text += "\n[each January: pupils_on_roll by setting and phase of the school]\n";
    const Series& rolls = run.get("pupils_on_roll");
    std::map<std::pair<Setting, SchoolPhase>, std::vector<double>> totals;
    const std::vector<Month> januaries = run.januaries();
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        const School& school = run.map->schools[row];
        auto& line = totals[{school.setting, school.phase}];
        line.resize(januaries.size());
        for (std::size_t j = 0; j < januaries.size(); ++j)
            for (const double roll : run.across(rolls, januaries[j], {{Axis::school, row}}))
                if (roll == roll) line[j] += roll;  // a site that has not opened has none
    }
    for (const auto& [kind, line] : totals)
        text += line_of(fmt::format("{}, {}", label(kind.first).code,
                                    school_phase_labels[static_cast<std::size_t>(kind.second)].code),
                        line);
}

void tell_events(const Run& run, std::string& text) {
    text += "\n[events of the first replicate, year by year]\n";
    const std::size_t years = (run.month_count - 1) / 12;
    std::array<std::vector<double>, event_kind_count> counts;
    counts.fill(std::vector<double>(years));
    for (const RecordedEvent& event : run.events)
        ++counts[static_cast<std::size_t>(event.kind)][(std::max<std::size_t>(event.month, 1) - 1) / 12];
    for (std::size_t kind = 0; kind < event_kind_count; ++kind)
        if (total_of(counts[kind]) > 0) text += line_of(std::string(event_kind_labels[kind].code), counts[kind]);
}

/// A digest for each measure of summary.csv and each column of schools.csv.
void tell_tables(const Run& run, std::string& text) {
    text += "\n[summary.csv: digests of each measure's rows]\n";
    std::vector<std::pair<std::string, Digest>> measures;
    std::istringstream summary(summary_rows(run).text());
    for (std::string line; std::getline(summary, line);) {
        const std::string measure = line.substr(0, line.find(','));
        if (measures.empty() || measures.back().first != measure) measures.emplace_back(measure, Digest());
        measures.back().second.take(line);
    }
    for (const auto& [measure, digest] : measures) text += fmt::format("{}: {}\n", measure, digest.text());

    text += "\n[schools.csv: digests of each column]\n";
    std::vector<std::pair<std::string, Digest>> columns;
    std::istringstream schools(schools_rows(run).text());
    for (std::string line; std::getline(schools, line);) {
        std::size_t column = 0;
        std::string cell;
        bool quoted = false, heading = columns.empty();
        const auto end_cell = [&] {
            if (heading)
                columns.emplace_back(cell, Digest());
            else
                columns.at(column++).second.take(cell + "\n");
            cell.clear();
        };
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted)
                end_cell();
            else
                cell += c;
        }
        end_cell();
    }
    for (const auto& [column, digest] : columns) text += fmt::format("{}: {}\n", column, digest.text());
}

/// Where every child is, what every school holds and every authority owes, at the end.
void tell_worlds(const std::vector<World>& worlds, std::string& text) {
    text += "\n[worlds at the end, of each replicate: digests of children, schools, authorities and services]\n";
    for (std::size_t replicate = 0; replicate < worlds.size(); ++replicate) {
        const World& w = worlds[replicate];
        Digest children, schools, authorities, services;
        children.take(w.pupils.ncy);
        children.take(w.pupils.recorded);
        children.take(w.pupils.provision);
        children.take(w.pupils.process);
        children.take(w.pupils.required);
        children.take(w.pupils.waiting_since);
        children.take(w.pupils.setting);
        children.take(w.pupils.school);
        children.take(w.pupils.next_school);
        children.take(w.pupils.unmet);
        children.take(w.families.zone);
        schools.take(w.schools.pan);
        schools.take(w.schools.capacity);
        schools.take(w.schools.commissioned_places);
        schools.take(w.schools.base_places);
        schools.take(w.schools.roll_by_year);
        schools.take(w.schools.ethos);
        schools.take(w.schools.strain);
        schools.take(w.schools.reserve);
        schools.take(w.schools.reputation_send);
        authorities.take(w.authorities.balance);
        authorities.take(w.authorities.capital);
        authorities.take(w.authorities.spend_to_date);
        authorities.take(w.authorities.leniency);
        services.take(w.services.staff);
        services.take(w.services.waiting);
        services.take(w.services.spare);
        text += fmt::format("{}: {} {} {} {}\n", replicate, children.text(), schools.text(), authorities.text(),
                            services.text());
    }
}

/// A line by its heading and what it is about; a second one of both is told apart by a number.
struct Lines {
    std::vector<std::string> keys;
    std::map<std::string, std::string> values;
};

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream in(text);
    std::string heading;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        if (line.front() == '[') heading = line;
        const std::size_t colon = line.find(": ");
        const bool valued = line.front() != '[' && line.front() != '#' && colon != std::string::npos;
        const std::string about = heading + "\n    " + (valued ? line.substr(0, colon) : line);
        std::string key = about;
        for (int more = 2; lines.values.contains(key); ++more) key = fmt::format("{} ({})", about, more);
        lines.keys.push_back(key);
        lines.values[key] = valued ? line.substr(colon + 2) : "there";
    }
    return lines;
}

}  // namespace

std::string golden_text(const GoldenCase& golden, const Lived& lived) {
    const Run& run = lived.run;
    std::string text = how_to_renew;
    tell_map(golden, text);
    tell_totals(run, text);
    tell_by(run, "plans_by_setting", Axis::setting, text);
    tell_by(run, "plans_by_need", Axis::need, text);
    tell_by(run, "specialist_shortfall", Axis::phase, text);
    tell_by(run, "specialist_places", Axis::phase, text);
    tell_rolls(run, text);
    tell_events(run, text);
    tell_tables(run, text);
    tell_worlds(lived.worlds, text);
    return text + fmt::format("\n[the run]\nevents: {}\ndigest: {}\n", run.events.size(), digest_of_run(run));
}

std::string golden_differences(const std::string& recorded, const std::string& now) {
    constexpr int most_told = 12;
    if (recorded == now) return "";
    const Lines was = lines_of(recorded), is = lines_of(now);
    std::string told, heading;
    int different = 0;
    const auto tell = [&](const std::string& key) {
        const auto before = was.values.find(key), after = is.values.find(key);
        const std::string a = before == was.values.end() ? "no such line" : before->second;
        const std::string b = after == is.values.end() ? "no such line" : after->second;
        if (a == b || ++different > most_told) return;
        const std::size_t about = key.find('\n') + 1;
        if (key.substr(0, about) != heading) told += heading = key.substr(0, about);
        told += fmt::format("{}\n        recorded  {}\n        now       {}\n", key.substr(about), a, b);
    };
    for (const std::string& key : was.keys) tell(key);
    for (const std::string& key : is.keys)
        if (!was.values.contains(key)) tell(key);
    if (different == 0) return "the lines are the same, in another order\n";
    if (different > most_told) told += fmt::format("and {} more lines\n", different - most_told);
    return fmt::format("{} of {} lines differ:\n{}", different, std::max(was.keys.size(), is.keys.size()), told);
}

}  // namespace sendscape::testing
