// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"
#include "sim/commands/command.h"

namespace sendscape {

CommandRow admissions_row() {
    return {
        "admissions",
        "One admissions round on an authority's own lists",
        "  sendscape admissions --schools S.csv --applications A.csv --out OFFERS.csv\n"
        "  sendscape admissions --schools S.csv --applications A.csv --out O.csv --criteria "
        "looked_after,sibling,distance_m\n"
        "  sendscape admissions --schools S.csv --applications A.csv --out O.csv --compare "
        "equal-preference,first-preference-first\n",
        {
            {.name = "--schools", .value = "S.csv", .help = "schools: school,places[,criteria]", .required = true},
            {.name = "--applications",
             .value = "A.csv",
             .help = "applications: applicant,preference,school ...",
             .required = true},
            {.name = "--out",
             .value = "OFFERS.csv",
             .help = "offers; schools_out.csv is written beside it, so each round needs a folder of its own",
             .required = true},
            {.name = "--waiting-lists",
             .value = "W.csv",
             .help = "writes who waits for each school, in order: why a child has no offer of a school it preferred"},
            {.name = "--criteria", .value = "A,B,C", .help = "criteria in order of priority, by commas"},
            {.name = "--mechanism",
             .value = "M",
             .help = "equal-preference, first-preference-first, serial or top-trading-cycles",
             .otherwise = "equal-preference"},
            {.name = "--seed", .value = "N", .help = "seed of the lottery", .otherwise = "1", .most = most_seed},
            {.name = "--compare", .value = "A,B,C", .help = "mechanisms to compare, by commas"},
            {.name = "--skip-bad-rows",
             .help = "leave bad rows out and say so; never one of a plan that names the school or with more cells than "
                     "the heading",
             .takes = Takes::nothing},
            force_option,
            quiet_option,
        },
        [](const Given& given, std::ostream& out, std::ostream& err) {
            AdmissionsOptions options;
            options.schools = given.text("--schools");
            options.applications = given.text("--applications");
            options.out = given.text("--out");
            options.waiting_lists = given.text("--waiting-lists");
            options.criteria = given.text("--criteria");
            options.mechanism = given.text("--mechanism");
            options.seed = *given.whole("--seed");
            options.compare = given.text("--compare");
            options.skip_bad_rows = given.on("--skip-bad-rows");
            options.force = given.on("--force");
            options.quiet = given.on("--quiet");
            return run_admissions(options, out, err);
        }};
}

}  // namespace sendscape
