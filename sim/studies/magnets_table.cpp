// SPDX-License-Identifier: MIT
#include "sim/studies/magnets_table.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "sim/core/interrupt.h"
#include "sim/output/row_order.h"
#include "sim/output/shares.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::string_view heading =
    "side,school,urn,phase,area,question,item,figure,unit,month,against,value,difference,p05,p50,p95,share_below_zero,"
    "mean_low,mean_high,share_of_runs\n";

/// One school, or the mean over several, of one side.
struct Subject {
    std::string begin;  ///< the columns from side to area
    std::vector<ToldSchool> schools;
};

class Rows {
  public:
    explicit Rows(const MagnetStudy& study) : study_(study), last_(to_text(study.trials.januaries.back())) {}

    void add(const Subject& subject) {
        const MagnetTrials& trials = study_.trials;
        const std::vector<std::size_t> rows = rows_of(subject.schools);
        if (subject.schools.size() == 1) add_shares(subject);
        const MadeOf made = made_of(trials, rows);
        const std::array<std::pair<std::string_view, double>, 6> parts{{{"at_start", made.at_start},
                                                                        {"whole", made.whole},
                                                                        {"home_area", made.home_area},
                                                                        {"base", made.base},
                                                                        {"lasting", made.lasting},
                                                                        {"loop", made.loop}}};
        for (const auto& [item, value] : parts)
            line(subject, "made_of", item, school_figure("relative_rate"),
                 item == "at_start" ? to_text(trials.januaries.front()) : last_,
                 fmt::format(",{},,,,,,,,", csv_number(value)));
        for (std::size_t future = 1; future < trials.futures.size(); ++future) {
            const TriedFuture& tried = trials.futures[future];
            stop_if_asked();
            for (const SchoolFigureRow& figure : school_figure_table()) {
                // A link: with it against it cut. A policy: with it against without.
                const bool policy = tried.as == TriedAs::policy;
                difference(subject, policy ? "policy" : "link",
                           tried.as == TriedAs::all_cut ? "every link" : tried.name, figure,
                           policy ? contrast_of(trials, 0, future, rows, figure)
                                  : contrast_of(trials, future, 0, rows, figure));
                if (tried.as == TriedAs::all_cut)
                    difference(subject, "neighbours", "every link", figure,
                               contrast_neighbours(trials, future, subject.schools, figure));
            }
        }
        for (const SchoolFigureRow& figure : school_figure_table())
            difference(subject, "cost", "ordinary schools", figure, contrast_alike(trials, subject.schools, figure));
    }

    std::string text() {
        fill_columns_early(rows_);
        std::string out(heading);
        for (const std::string& row : rows_) out += row;
        return out;
    }

  private:
    void line(const Subject& subject, std::string_view question, std::string_view item, const SchoolFigureRow& figure,
              const std::string& month, const std::string& rest) {
        rows_.push_back(fmt::format("{},{},{},{},{},{},{}\n", subject.begin, question, csv_field(item), figure.name,
                                    figure.unit, month, rest));
    }

    void difference(const Subject& subject, std::string_view question, std::string_view item,
                    const SchoolFigureRow& figure, const Contrast& told) {
        const PairedDifference& of = told.paired;
        if (of.pairs == 0) return;
        const bool several = of.pairs > 1;
        const auto ranged = [&](double value) { return several ? csv_number(value) : std::string(); };
        line(subject, question, item, figure, last_,
             fmt::format("{},{},{},{},{},{},{},{},{},", csv_number(of.reference), csv_number(of.value),
                         csv_number(of.difference), ranged(of.p05), ranged(of.p50), ranged(of.p95),
                         csv_number(of.share_below_zero), ranged(told.mean.low), ranged(told.mean.high)));
    }

    void add_shares(const Subject& subject) {
        const ToldSchool& school = subject.schools.front();
        const SchoolFigureRow share{"share_of_runs", "share", "", nullptr};
        for (std::size_t j = 0; j < school.by_january.size(); ++j) {
            const std::string month = to_text(study_.trials.januaries[j]);
            line(subject, "is_one", "class", share, month,
                 fmt::format(",,,,,,,,,{}", csv_number(school.by_january[j])));
            line(subject, "is_one", "published", share, month,
                 fmt::format(",,,,,,,,,{}", csv_number(school.published_by_january[j])));
        }
        line(subject, "since", school.from_start ? "from the start" : "since", share, to_text(school.since),
             fmt::format(",,,,,,,,,{}", csv_number(school.share)));
    }

    const MagnetStudy& study_;
    std::string last_;
    std::vector<std::string> rows_;
};

}  // namespace

std::string magnets_csv(const MagnetStudy& study) {
    const Map& map = *study.trials.map;
    const std::map<std::size_t, std::string> names = names_of_schools(study);
    Rows rows(study);
    for (const Side side : {Side::magnet, Side::deflector}) {
        const auto& all = side == Side::magnet ? study.magnets : study.deflectors;
        const std::string_view code = side == Side::magnet ? "magnet" : "deflector";
        if (const auto most = in_most_runs(all, 0); !most.empty()) rows.add({fmt::format("{},,,,", code), most});
        for (const ToldSchool& told : all) {
            const School& school = map.schools[told.row];
            rows.add({fmt::format("{},{},{},{},{}", code, csv_field(names.at(told.row)),
                                  tells_names(study) ? fmt::format("{}", school.urn) : std::string(),
                                  school_phase_labels[static_cast<std::size_t>(school.phase)].code,
                                  school.area.exists() ? csv_field(map.areas[school.area.value].code) : std::string()),
                      {told}});
        }
    }
    return rows.text();
}

std::vector<std::string> files_of_magnets() { return {"magnets.html", "magnets.csv"}; }

}  // namespace sendscape
