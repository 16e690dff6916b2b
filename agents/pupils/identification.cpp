#include "agents/pupils/identification.h"

#include <algorithm>
#include <array>

#include "agents/pupils/luck_of_rows.h"
#include "agents/pupils/national_tables.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr int last_support_ncy = 13;
constexpr double recognition_a_month = 0.16;  ///< half a year between a need that shows in school and SEN Support
/// New needs a year among children who have shown none.
double needs_a_year(const PupilParameters& parameters, int ncy) {
    if (ncy < 0) return early_needs_a_year;
    if (ncy < year_7) return parameters.sen_support_entry_primary;
    return ncy <= 11 ? parameters.sen_support_entry_secondary : 0.0;
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

struct YearRates {
    double emerge = 0, exit = 0;
};

void emerge(const PupilParameters& parameters, double growth_years, const Step& step, PupilId p, Pupils& pupils) {
    const auto w = step.draws.words(Stream::need_onset, p.value, step.month, 1);
    const int ncy = pupils.ncy[p];
    pupils.underlying[p] = ncy < 0 ? early_need(fraction(w[0])) : support_need(ncy, fraction(w[0]));
    const double z = inverse_normal(fraction(w[1]) + 0x1p-33);
    pupils.severity[p] = static_cast<float>(logistic(-0.8 + parameters.severity_growth * growth_years + 0.7 * z));
    pupils.onset_ncy[p] = static_cast<std::int8_t>(ncy);
}

}  // namespace

double unrecognised_later(const PupilParameters& parameters, int ncy) {
    return needs_a_year(parameters, ncy) / (12 * recognition_a_month);
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
    std::array<YearRates, last_ncy - first_ncy + 1> rates{};
    for (int ncy = first_ncy; ncy <= last_ncy; ++ncy) {
        YearRates& row = rates[static_cast<std::size_t>(ncy - first_ncy)];
        row.emerge = monthly_from_annual(needs_a_year(parameters, ncy));
        row.exit = monthly_from_annual(parameters.sen_support_exit);
    }
    const double recode = monthly_from_annual(parameters.support_recode);
    const bool september = step.month.month_of_year() == 9;
    const double growth_years = std::max(0, step.month - start) / 12.0;

    // exp(effect * (level - 0.5)) of each school, once.
    std::vector<float> trained(training.size());
    for (std::size_t s = 0; s < trained.size(); ++s)
        trained[s] = static_cast<float>(exp(parameters.training_effect * (training[SchoolId(s)] - 0.5)));

    // Which school a child attends explains much of who is identified (Education Policy Institute 2021): a school keeps
    // the habit it starts with.
    std::vector<float> habit(identifies.size());
    for (std::size_t s = 0; s < habit.size(); ++s)
        habit[s] = static_cast<float>(exp(parameters.identification_by_habit * identifies[SchoolId(s)]));

    // The most that any school makes of a child's chance, by provision, need and year, as a word of luck: few
    // children's is below it, and only for these is the school looked up.
    const auto most_of = [](const std::vector<float>& values) {
        double most = 1;  // of a child in no school
        for (const float value : values) most = std::max<double>(most, value);
        return most;
    };
    const double most_skilled = most_of(trained), most_seen = most_of(habit);
    std::array<std::array<std::array<double, last_ncy - first_ncy + 1>, 2>, 3> most{};  // nothing for those with a plan
    for (std::size_t year = 0; year < rates.size(); ++year) {
        auto& [no_need, need] = most[static_cast<std::size_t>(Provision::none)];
        no_need[year] = rates[year].emerge * most_skilled * most_seen * 0x1p32;
        need[year] = recognition_a_month * most_skilled * most_seen * 0x1p32;
        for (auto& on_support : most[static_cast<std::size_t>(Provision::sen_support)]) on_support[year] = 0x1p32;
    }

    step.events.gather(
        step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& events) {
            const auto record = [&](PupilId p, EventKind kind, Need from, Need to) {
                Event event{.month = step.month, .pupil = p, .kind = kind};
                event.from = static_cast<std::uint32_t>(from);
                event.to = static_cast<std::uint32_t>(to);
                events.push_back(event);
            };
            const auto consider = [&](PupilId p, double u) {
                const Provision provision = pupils.provision[p];
                const bool has_need = pupils.underlying[p] != Need::none;
                const int ncy = pupils.ncy[p];
                if (!pupils.present(p)) return;
                const YearRates& rate = rates[year_row(pupils.ncy[p])];
                const SchoolId s = pupils.school[p];
                const bool in_school = s.exists() && ncy <= last_support_ncy;
                const double skill = s.exists() ? trained[s.value] : 1.0F;
                const double sees = s.exists() ? habit[s.value] : 1.0F;

                if (provision == Provision::none) {
                    if (!has_need) {
                        if (u < rate.emerge * skill * sees) emerge(parameters, growth_years, step, p, pupils);
                        return;
                    }
                    if (!in_school || ncy < -1 || u >= recognition_a_month * skill * sees) return;
                    // Schools record what they see; a need that showed before school is recorded as it is.
                    pupils.provision[p] = Provision::sen_support;
                    pupils.recorded[p] = pupils.underlying[p] == Need::ds ? Need::oth : pupils.underlying[p];
                    record(p, EventKind::sen_support_started, Need::none, pupils.recorded[p]);
                    return;
                }
                // On SEN Support.
                double leave = rate.exit * skill;
                if (september && ncy == year_7) leave += parameters.sen_support_exit_year_7;
                leave /= sees;
                if (pupils.process[p] != AssessmentStage::none) leave = 0;
                const bool left_school = !in_school && pupils.setting[p] != Setting::awaiting;
                if (left_school || u < leave) {
                    record(p, EventKind::sen_support_ended, pupils.recorded[p], Need::none);
                    pupils.provision[p] = Provision::none;
                    pupils.recorded[p] = Need::none;
                    pupils.underlying[p] = Need::none;
                    pupils.severity[p] = 0;
                } else if (u >= 1 - recode) {
                    const auto v = step.draws.words(Stream::need_recode, p.value, step.month);
                    const Need to = support_need(ncy, fraction(v[0]));
                    if (to == pupils.recorded[p] || to == Need::nsa) return;
                    record(p, EventKind::need_changed, pupils.recorded[p], to);
                    pupils.recorded[p] = to;
                }
            };
            BlockOfRows luck, room;  // one word a child a month
            luck_of_rows(step.draws, Stream::need_onset, step.month, first, end, luck,
                         [&](PupilId p) { return pupils.present(p); });
            const auto lucky = rows_where(first, end, room, [&](PupilId p) {
                const std::size_t has_need = pupils.underlying[p] != Need::none ? 1 : 0;
                const auto provision = static_cast<std::size_t>(pupils.provision[p]);
                return luck[p.value - first] < most[provision][has_need][year_row(pupils.ncy[p])];
            });
            for (const std::uint32_t row : lucky) consider(PupilId(row), fraction(luck[row - first]));
        });
}

}  // namespace sendscape
