// SPDX-License-Identifier: MIT
#include "maps/tables/provision_list.h"

#include <fmt/format.h>

#include <map>
#include <tuple>
#include <utility>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/row_faults.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/table_layout.h"
#include "maps/tables/text_encoding.h"
#include "maps/tables/typed_month.h"
#include "maps/tables/typed_needs.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::int64_t most_places = 5000, most_admitted = 2000;  // of one school: assumption

struct ProvisionName {
    std::string_view name;
    Setting setting;
};
constexpr std::array<ProvisionName, 29> provision_names{{
    {"special", Setting::state_special},
    {"special_school", Setting::state_special},
    {"state_special", Setting::state_special},
    {"maintained_special", Setting::state_special},
    {"special_academy", Setting::state_special},
    {"non_maintained_special", Setting::non_maintained_special},
    {"nmss", Setting::non_maintained_special},
    {"independent_special", Setting::independent_special},
    {"resourced_provision", Setting::resourced_provision},
    {"resource_provision", Setting::resourced_provision},
    {"resourced", Setting::resourced_provision},
    {"rp", Setting::resourced_provision},
    {"arp", Setting::resourced_provision},
    {"erp", Setting::resourced_provision},
    {"srp", Setting::resourced_provision},
    {"additionally_resourced_provision", Setting::resourced_provision},
    {"enhanced_resource_provision", Setting::resourced_provision},
    {"specialist_resource_provision", Setting::resourced_provision},
    {"specialist_resourced_provision", Setting::resourced_provision},
    {"base", Setting::resourced_provision},
    {"resource_base", Setting::resourced_provision},
    {"sen_unit", Setting::sen_unit},
    {"unit", Setting::sen_unit},
    {"special_unit", Setting::sen_unit},
    {"alternative_provision", Setting::alternative_provision},
    {"ap", Setting::alternative_provision},
    {"pru", Setting::alternative_provision},
    {"pupil_referral_unit", Setting::alternative_provision},
    {"hospital_school", Setting::alternative_provision},
}};
constexpr std::array<std::pair<std::string_view, std::array<bool, 2>>, 11> phase_names{{
    {"", {true, true}},
    {"primary", {true, false}},
    {"secondary", {false, true}},
    {"all", {true, true}},
    {"all_through", {true, true}},
    {"through", {true, true}},
    {"both", {true, true}},
    {"primary_and_secondary", {true, true}},
    {"primary_secondary", {true, true}},
    {"infant", {true, false}},
    {"junior", {true, false}},
}};

/// ProvisionColumns of the list.
struct ProvisionColumns {
    std::size_t urn, places;
    std::optional<std::size_t> provision;  ///< none: a list of bases
    std::optional<std::size_t> needs, phase, opens, closes, pan;
    std::vector<std::pair<Need, std::size_t>> by_need;  ///< columns called by the code of a need, with yes and no
};

ProvisionColumns find_provision_columns(const CsvTable& table, bool bases) {
    table.refuse_repeated();
    ProvisionColumns columns{
        table.needed_column("the school's URN", {"urn", "school_urn"}),
        table.needed_column("places", {"places", "commissioned_places", "capacity"}),
        bases ? std::nullopt
              : std::optional(table.needed_column("the kind of provision", {"provision", "provision_type", "type"})),
        table.column({"needs", "need", "primary_need"}),
        table.column({"phase"}),
        table.column({"opens", "open"}),
        table.column({"closes", "close"}),
        table.column({"pan", "published_admission_number"}),
        {}};
    table.refuse_misspelt(
        {{"needs", "need"}, {"phase"}, {"opens", "open"}, {"closes", "close"}, {"pan", "published_admission_number"}});
    for (std::size_t i = 0; i < need_count; ++i)
        if (const std::string code = lower_case(need_labels[i].code); const auto column = table.column({code}))
            columns.by_need.emplace_back(static_cast<Need>(i), *column);
    return columns;
}

/// Reads one row, telling whatever is wrong with it.
class ProvisionReader {
  public:
    ProvisionReader(const CsvTable& table, const ProvisionColumns& columns, RowFaults& faults)
        : table_(table), columns_(columns), faults_(faults) {}

    ProvisionRow read(std::size_t row) {
        row_ = row;
        ProvisionRow entry;
        entry.place = table_.place(row);
        const std::string_view urn = cell(columns_.urn);
        if (const auto number = parse_urn(urn))
            entry.urn = *number;
        else
            fault("URN '{}' is not a number from 100000 to 999999", urn);
        const std::string_view places = cell(columns_.places);
        if (const auto count = parse_typed_whole(places); count && *count >= 1 && *count <= most_places)
            entry.places = static_cast<std::int32_t>(*count);
        else
            fault("places '{}' for URN {} is not a whole number from 1 to {}", places, urn, most_places);
        read_pan(entry);
        read_provision(entry);
        read_needs(entry);
        read_phase(entry);
        entry.opens = month(columns_.opens, "opens", "a school or base that is open already has a blank", true);
        entry.closes = month(columns_.closes, "closes", "what stays open has a blank", false);
        if (entry.opens && entry.closes && *entry.closes <= *entry.opens)
            fault("closes {} is not after opens {}", to_text(*entry.closes), to_text(*entry.opens));
        return entry;
    }

  private:
    [[nodiscard]] std::string_view cell(std::optional<std::size_t> column) const { return table_.cell(row_, column); }
    template <class... Parts>
    void fault(fmt::format_string<Parts...> words, Parts&&... parts) {
        faults_.add(table_.place(row_) + ": " + fmt::format(words, std::forward<Parts>(parts)...));
    }

    void read_pan(ProvisionRow& entry) {
        const std::string_view pan = cell(columns_.pan);
        if (pan.empty()) return;
        const auto admitted = parse_typed_whole(pan);
        if (admitted && *admitted >= 0 && *admitted <= most_admitted)
            entry.pan = static_cast<std::int32_t>(*admitted);
        else
            fault("pan '{}' for URN {} is not a whole number from 0 to {}", pan, cell(columns_.urn), most_admitted);
    }

    void read_provision(ProvisionRow& entry) {
        if (!columns_.provision) {
            entry.provision = Setting::resourced_provision;
            return;
        }
        const std::string_view told = cell(columns_.provision);
        const std::string key = column_key(told);
        if (key.empty()) return fault("provision is blank; special, resourced_provision or another is needed");
        entry.any_special = key == "special" || key == "special_school";
        std::vector<std::string> known;
        for (const auto& [name, setting] : provision_names) {
            if (name == key) {
                entry.provision = setting;
                return;
            }
            known.emplace_back(name);
        }
        fault(
            "provision '{}' is not known{}; allowed: special, non_maintained_special, independent_special, "
            "resourced_provision, sen_unit, alternative_provision",
            told, did_you_mean(key, known));
    }

    void read_needs(ProvisionRow& entry) {
        const std::string_view told = cell(columns_.needs);
        const TypedNeeds typed = parse_typed_needs(told);
        entry.needs = typed.needs;
        if (!typed.unknown.empty()) {
            const std::string near = need_meant(typed.unknown);
            fault(
                "need '{}' is not known{}; allowed: SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD OTH DS or their "
                "names, several with ';', '&' or 'and' between them, or 'any'",
                told,
                near.empty() ? fmt::format(": '{}' is no need", typed.unknown)
                             : fmt::format("; did you mean '{}'?", near));
        }
        for (const auto& [need, column] : columns_.by_need) {
            const std::string_view answer = cell(column);
            const auto yes = answer.empty() ? false : parse_yes_no(answer);
            if (!yes) fault("{} is '{}'; yes, no or a blank is needed", label(need).code, answer);
            if (yes.value_or(false)) entry.needs = static_cast<NeedSet>(entry.needs | need_bit(need));
        }
    }

    void read_phase(ProvisionRow& entry) {
        const std::string_view told = cell(columns_.phase);
        const std::string key = column_key(told);
        for (const auto& [name, phases] : phase_names)
            if (name == key) {
                entry.phases = phases;
                return;
            }
        fault("phase '{}' is not known{}; allowed: primary, secondary, all-through", told,
              did_you_mean(lower_case(told), {"primary", "secondary", "all-through"}));
    }

    /// `usual` is the answer to "open?" or "closing?" that needs no month.
    std::optional<Month> month(std::optional<std::size_t> column, std::string_view what, std::string_view blank,
                               bool usual) {
        const std::string_view told = cell(column);
        if (told.empty()) return std::nullopt;
        if (const auto answer = parse_yes_no(told)) {
            if (*answer == usual) return std::nullopt;
            fault("{} is '{}'; the month is needed: write a day in it such as 01/09/2028, day first ({})", what, told,
                  blank);
            return std::nullopt;
        }
        const TypedMonth typed = parse_typed_month(told);
        if (!typed.month)
            fault(
                "{} '{}' is not a month ({}); write a day in it such as 01/09/2028, day first, which Excel leaves as "
                "it is ({})",
                what, told, typed.doubt, blank);
        return typed.month;
    }

    const CsvTable& table_;
    const ProvisionColumns& columns_;
    RowFaults& faults_;
    std::size_t row_ = 0;
};

}  // namespace

std::vector<ProvisionRow> read_provision_list(const std::filesystem::path& path, QualityTable& quality,
                                              RowFaults& faults, bool bases) {
    const CsvTable table = read_csv(path, {"urn", "school_urn", "places", "provision", "provision_type"});
    count_layout(table, quality);
    const ProvisionColumns columns = find_provision_columns(table, bases);
    ProvisionReader reader(table, columns, faults);
    std::vector<ProvisionRow> rows;
    std::map<std::tuple<std::uint32_t, Setting, int>, std::size_t> seen;
    auto longer = table.longer_rows().begin();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        stop_if_asked();
        if (longer != table.longer_rows().end() && longer->row == row) {
            faults.add(table.place(row) + ": " + table.words_for(*longer++));
            continue;
        }
        const std::int64_t before = faults.count();
        ProvisionRow entry = reader.read(row);
        if (faults.count() > before) {
            entry.sound = false;
            if (entry.urn != 0) rows.push_back(std::move(entry));
            continue;
        }
        for (const int part : {0, 1}) {
            if (!entry.phases[static_cast<std::size_t>(part)]) continue;
            const auto [found, fresh] = seen.emplace(std::tuple(entry.urn, entry.provision, part), row);
            if (fresh) continue;
            faults.add(
                fmt::format("{}: URN {} is listed twice with the same provision and phase (first on "
                            "line {}); one row each is allowed",
                            entry.place, entry.urn, table.line(found->second)));
            break;
        }
        rows.push_back(std::move(entry));
    }
    return rows;
}

}  // namespace sendscape
