// SPDX-License-Identifier: MIT
#include "agents/pupils/identification.h"

#include <algorithm>
#include <array>

#include "agents/pupils/lucky_rows.h"
#include "agents/pupils/national_tables.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr int last_support_ncy = 13;
constexpr int last_year_of_entry = 11;  ///< nobody newly enters SEN Support after Year 11 (assumption)
constexpr int nursery_ncy = -1;         ///< the youngest year in which schools record SEN Support here
constexpr int first_month_of_school_year = 9;
constexpr double usual_training = 0.5;  ///< training at which published rates hold: the level every school starts at
constexpr double recognition_a_month = 0.16;  ///< half a year between a need that shows in school and SEN Support
/// New needs a year among children who have shown none.
double needs_a_year(const PupilParameters& parameters, int ncy) {
    if (ncy < 0) return early_needs_a_year;
    if (ncy < year_7) return parameters.sen_support_entry_primary;
    return ncy <= last_year_of_entry ? parameters.sen_support_entry_secondary : 0.0;
}

/// Row of a table by year group for each value of Pupils::ncy, whoever is outside its years in the nearest.
constexpr auto year_rows = [] {
    std::array<std::uint8_t, 256> rows{};
    for (int ncy = -128; ncy < 128; ++ncy)
        rows[static_cast<std::uint8_t>(ncy)] =
            static_cast<std::uint8_t>(std::clamp(ncy, first_ncy, last_ncy) - first_ncy);
    return rows;
}();
std::size_t year_row(std::int8_t ncy) { return year_rows[static_cast<std::uint8_t>(ncy)]; }

constexpr int years_counted = last_ncy - first_ncy + 1;

/// Chances a month that a need emerges or SEN Support ends, of children of one year group.
struct YearRates {
    double emerge = 0, exit = 0;
};

void emerge(const PupilParameters& parameters, double growth_years, const Step& step, PupilId p, Pupils& pupils) {
    const auto w = step.draws.words(Stream::need_onset, p.value, step.month, 1);
    const int ncy = pupils.ncy[p];
    pupils.underlying[p] = ncy < 0 ? early_need(fraction(w[0])) : support_need(ncy, fraction(w[0]));
    const double centre = severity_centre_arising + parameters.severity_growth * growth_years;
    pupils.severity[p] = static_cast<float>(logistic(centre + severity_spread * inverse_normal(inner_fraction(w[1]))));
    pupils.onset_ncy[p] = static_cast<std::int8_t>(ncy);
}

Event change_of(const Step& step, PupilId p, EventKind kind, Need from, Need to) {
    Event event{.month = step.month, .pupil = p, .kind = kind};
    event.from = static_cast<std::uint32_t>(from);
    event.to = static_cast<std::uint32_t>(to);
    return event;
}

/// What one school makes of the chances of its pupils.
struct SchoolFactors {
    double skill = 1;  ///< by its training: enters and leaves sooner
    double sees = 1;   ///< by its habit: enters sooner, leaves later
};

/// A month's chances: by year group, and by school.
class MonthOfIdentification {
  public:
    MonthOfIdentification(const PupilParameters& parameters, const Column<SchoolId, float>& training,
                          const Column<SchoolId, float>& identifies, Month start, const Step& step)
        : parameters_(parameters),
          step_(step),
          recode_(monthly_from_annual(parameters.support_recode)),
          september_(step.month.month_of_year() == first_month_of_school_year),
          growth_years_(std::max(0, step.month - start) / static_cast<double>(months_a_year)) {
        for (int ncy = first_ncy; ncy <= last_ncy; ++ncy) {
            YearRates& row = rates_[static_cast<std::size_t>(ncy - first_ncy)];
            row.emerge = monthly_from_annual(needs_a_year(parameters, ncy));
            row.exit = monthly_from_annual(parameters.sen_support_exit);
        }
        trained_.resize(training.size());
        for (std::size_t s = 0; s < trained_.size(); ++s)
            trained_[s] =
                static_cast<float>(exp(parameters.training_effect * (training[SchoolId(s)] - usual_training)));
        // Which school a child attends explains much of who is identified (Education Policy Institute 2021): a school
        // keeps the habit it starts with.
        habit_.resize(identifies.size());
        for (std::size_t s = 0; s < habit_.size(); ++s)
            habit_[s] = static_cast<float>(exp(parameters.identification_by_habit * identifies[SchoolId(s)]));
        find_most();
    }

    /// What may happen to a child by chance: a need emerges, SEN Support ends or its need is changed. The most that
    /// any school makes of this chance, for any child and for one: few children's luck is below it, and only for these
    /// is the school looked up.
    [[nodiscard]] Likeliest most() const { return most_; }
    [[nodiscard]] double most_of(const Pupils& pupils, PupilId p) const {
        const std::size_t year = year_row(pupils.ncy[p]);
        if (pupils.provision[p] == Provision::sen_support) return most_change_[year];
        const bool none = pupils.provision[p] == Provision::none && pupils.underlying[p] == Need::none;
        return none ? most_emerging_[year] : 0.0;
    }
    void befall(PupilId p, double u, Pupils& pupils, std::vector<Event>& events) const {
        if (!pupils.present(p)) return;
        if (pupils.provision[p] == Provision::sen_support)
            on_support(p, u, pupils, events);
        else
            without_need(p, u, pupils);
    }

    /// Children who are looked at each month: those with a need of which no school knows yet, and those on SEN Support
    /// who have left school. Conditions are mixed along the rows.
    [[nodiscard]] static bool looks_at(const Pupils& pupils, PupilId p) {
        const bool none = pupils.provision[p] == Provision::none;
        const bool has_need = pupils.underlying[p] != Need::none;
        const bool on_support = pupils.provision[p] == Provision::sen_support;
        const bool no_school = !pupils.school[p].exists();
        const bool too_old = pupils.ncy[p] > last_support_ncy;
        return (none & has_need) | (on_support & (no_school | too_old));
    }
    void look_at(PupilId p, Pupils& pupils, std::vector<Event>& events) const {
        if (!pupils.present(p)) return;
        if (pupils.provision[p] == Provision::none)
            not_yet_recognised(p, pupils, events);
        else if (pupils.provision[p] == Provision::sen_support && pupils.setting[p] != Setting::awaiting)
            end_support(p, pupils, events);
    }

  private:
    void find_most() {
        // A child in no school has the factor 1.
        double most_skilled = 1, most_seen = 1, least_seen = 1;
        for (const float value : trained_) most_skilled = std::max<double>(most_skilled, value);
        for (const float value : habit_) {
            most_seen = std::max<double>(most_seen, value);
            least_seen = std::min<double>(least_seen, value);
        }
        for (std::size_t year = 0; year < rates_.size(); ++year) {
            most_emerging_[year] = rates_[year].emerge * most_skilled * most_seen;
            most_change_[year] = recode_ + leaving(year, most_skilled, least_seen);
            most_.marked = std::max(most_.marked, most_change_[year]);
            most_.rest = std::max(most_.rest, most_emerging_[year]);
        }
    }

    /// Chance that SEN Support ends this month at a school of these factors.
    [[nodiscard]] double leaving(std::size_t year, double skill, double sees) const {
        const bool into_secondary = september_ && static_cast<int>(year) + first_ncy == year_7;
        return (rates_[year].exit * skill + (into_secondary ? parameters_.sen_support_exit_year_7 : 0)) / sees;
    }

    [[nodiscard]] SchoolFactors factors(const Pupils& pupils, PupilId p) const {
        const SchoolId s = pupils.school[p];
        if (!s.exists()) return {};
        return {trained_[s.value], habit_[s.value]};
    }
    static bool in_school(const Pupils& pupils, PupilId p) {
        return pupils.school[p].exists() && pupils.ncy[p] <= last_support_ncy;
    }

    void without_need(PupilId p, double u, Pupils& pupils) const {
        const SchoolFactors school = factors(pupils, p);
        if (u < rates_[year_row(pupils.ncy[p])].emerge * school.skill * school.sees)
            emerge(parameters_, growth_years_, step_, p, pupils);
    }

    void not_yet_recognised(PupilId p, Pupils& pupils, std::vector<Event>& events) const {
        if (!in_school(pupils, p) || pupils.ncy[p] < nursery_ncy) return;
        const SchoolFactors school = factors(pupils, p);
        const double u = fraction(step_.draws.words(Stream::need_onset, p.value, step_.month)[0]);
        if (u >= recognition_a_month * school.skill * school.sees) return;
        // Schools record what they see; a need that showed before school is recorded as it is.
        pupils.provision[p] = Provision::sen_support;
        pupils.recorded[p] = pupils.underlying[p] == Need::ds ? Need::oth : pupils.underlying[p];
        events.push_back(change_of(step_, p, EventKind::sen_support_started, Need::none, pupils.recorded[p]));
    }

    void end_support(PupilId p, Pupils& pupils, std::vector<Event>& events) const {
        events.push_back(change_of(step_, p, EventKind::sen_support_ended, pupils.recorded[p], Need::none));
        pupils.provision[p] = Provision::none;
        pupils.recorded[p] = Need::none;
        pupils.underlying[p] = Need::none;
        pupils.severity[p] = 0;
    }

    /// One of two things in a month, each with its own chance: SEN Support ends, or its need is changed.
    void on_support(PupilId p, double u, Pupils& pupils, std::vector<Event>& events) const {
        if (!in_school(pupils, p)) return;
        const SchoolFactors school = factors(pupils, p);
        const double leave = pupils.process[p] != AssessmentStage::none
                                 ? 0.0
                                 : leaving(year_row(pupils.ncy[p]), school.skill, school.sees);
        if (u < leave) {
            end_support(p, pupils, events);
        } else if (u < leave + recode_) {
            const auto v = step_.draws.words(Stream::need_recode, p.value, step_.month);
            const Need to = support_need(pupils.ncy[p], fraction(v[0]));
            if (to == pupils.recorded[p] || to == Need::nsa) return;
            events.push_back(change_of(step_, p, EventKind::need_changed, pupils.recorded[p], to));
            pupils.recorded[p] = to;
        }
    }

    const PupilParameters& parameters_;
    const Step& step_;
    double recode_;
    bool september_;
    double growth_years_;
    std::array<YearRates, years_counted> rates_{};
    std::vector<float> trained_, habit_;  ///< factors of each school, worked out once
    Likeliest most_;                      ///< marked: children on SEN Support, and others of provision
    std::array<double, years_counted> most_emerging_{}, most_change_{};  ///< by year group
};

}  // namespace

double unrecognised_later(const PupilParameters& parameters, int ncy) {
    return needs_a_year(parameters, ncy) / (months_a_year * recognition_a_month);
}

Need support_need(int ncy, double u) {
    const std::size_t n = pick(support_need_by_phase[ncy < year_7 ? 0 : 1], u);
    return n < support_need_count ? static_cast<Need>(n) : Need::nsa;
}

Need early_need(double u) {
    const std::size_t n = pick(plan_need_by_age.front(), u);
    return n < plan_need_count ? static_cast<Need>(n) : Need::slcn;
}

void identify_needs(const PupilParameters& parameters, const Column<SchoolId, float>& training,
                    const Column<SchoolId, float>& identifies, Month start, const Step& step, Pupils& pupils) {
    const MonthOfIdentification month(parameters, training, identifies, start, step);
    step.events.gather(
        step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
            BlockOfRows room;
            const auto to_look_at = rows_where(first, end, room, [&](PupilId p) { return month.looks_at(pupils, p); });
            for_each_lucky(
                step.draws, Stream::need_onset, step.month, first, end, month.most(),
                [&](std::size_t row) {
                    return bits_unlike(pupils.provision, Provision::none, row, std::min(end, row + rows_of_a_word));
                },
                [&](PupilId p) { return month.most_of(pupils, p); },
                [&](PupilId p, double u) { month.befall(p, u, pupils, events); });
            for (const std::uint32_t row : to_look_at) month.look_at(PupilId(row), pupils, events);
        });
}

}  // namespace sendscape
