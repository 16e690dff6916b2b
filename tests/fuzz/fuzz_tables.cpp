// SPDX-License-Identifier: MIT
// Public tables and an officer's own list of places: any bytes give rows within the rules or one InputError.
#include <string>

#include "maps/tables/csv_table.h"
#include "maps/tables/provision_list.h"
#include "sim/core/error.h"
#include "tests/fuzz/scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sendscape;
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const CsvTable table = parse_csv("table.csv", text);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < table.columns().size(); ++column) (void)table.cell(row, column);
            (void)table.place(row);
        }
    } catch (const InputError&) {
    }
    // A heading that fits, so that trials get as far as the rows.
    const std::string list = "urn,places,provision,needs,phase,opens,closes\n" + text;
    try {
        const auto path = scratch_file(reinterpret_cast<const std::uint8_t*>(list.data()), list.size(), ".csv");
        QualityTable quality;
        RowFaults faults;
        for (const ProvisionRow& row : read_provision_list(path, quality, faults))
            if (!row.sound) {
                if (faults.empty()) __builtin_trap();
            } else if (row.places < 1 || row.places > 5000 || (row.opens && row.closes && *row.closes < *row.opens))
                __builtin_trap();
    } catch (const InputError&) {
    }
    return 0;
}
