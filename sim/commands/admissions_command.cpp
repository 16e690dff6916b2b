// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"
#include "sim/commands/command.h"

namespace sendscape {

CommandRow admissions_row() {
    return {
        "admissions",
        "One admissions round on an authority's own lists",
        "  sendscape admissions --schools S.csv --applications A.csv --out round/offers.csv\n"
        "  sendscape admissions --schools S.csv --applications A.csv --out round/offers.csv --criteria "
        "looked_after,sibling+catchment,catchment,sibling,distance_m\n"
        "  sendscape admissions --schools S.csv --applications A.csv --out round/offers.csv --compare all\n"
        "  sendscape admissions --schools S.csv --applications A.csv --out round/offers.csv --criteria "
        "looked_after,sibling,distance_m --compare looked_after,distance_m\n"
        "\n"
        "Columns of the list of schools: school (name or number), places; and, if you like, criteria (of the school's "
        "own, by "
        "semicolons), easting, northing, urn\n"
        "Columns of the list of applications, a row for each applicant and preference: applicant, preference (1 or 1st "
        "the "
        "first), school; and what the criteria need\n"
        "  yes or no (1/0, Yes/No, TRUE/FALSE, x): ehcp_named, looked_after, social_medical, sibling, catchment, "
        "nearest, "
        "faith, feeder, staff, pupil_premium\n"
        "  distance_m, distance_km, distance_miles or distance_walk_m; band; easting, northing of the home (with those "
        "of schools they "
        "give "
        "distance, nearest and catchments drawn)\n"
        "  sen_support, imd_decile: for comparisons alone\n"
        "Criteria have these names, or those authorities use (LAC, in catchment, proximity ...); a+b is met by whoever "
        "meets "
        "both; distance_m or lottery comes last\n"
        "Beside the offers: schools_out.csv (each school's last child admitted), criteria_out.csv (offers by "
        "criterion), "
        "preferences_out.csv (why each preference was offered or refused)\n",
        {
            {.name = "--schools", .value = "S.csv", .help = "schools: school,places[,criteria] ...", .required = true},
            {.name = "--applications",
             .value = "A.csv",
             .help = "applications: applicant,preference,school ...",
             .required = true},
            {.name = "--out",
             .value = "OFFERS.csv",
             .help = "offers; other tables are written beside it, so each round needs a folder of its own",
             .required = true},
            {.name = "--waiting-lists",
             .value = "W.csv",
             .help = "writes who waits for each school, in order: why a child has no offer of a school it preferred"},
            {.name = "--criteria",
             .value = "A,B,C",
             .help = "criteria in order of priority, by commas; a+b is met by whoever meets both"},
            {.name = "--catchments",
             .value = "C.geojson",
             .help = "catchments as polygons that name their school or its URN; needs easting and northing of homes"},
            {.name = "--map",
             .value = "MAP.h5",
             .help = "distances, and the nearest school, by the shortest walk along the streets of this map; needs "
                     "easting and northing of homes and schools"},
            {.name = "--allocate-unplaced",
             .help =
                 "gives children without an offer the nearest school with room; needs easting and northing of schools",
             .takes = Takes::nothing},
            {.name = "--mechanism",
             .value = "M",
             .help = "equal-preference, first-preference-first, serial or top-trading-cycles; of several the first "
                     "decides and all are compared",
             .otherwise = "equal-preference"},
            {.name = "--seed", .value = "N", .help = "seed of the lottery", .otherwise = "1", .most = most_seed},
            {.name = "--compare",
             .value = "A,B,C",
             .help = "mechanisms to compare (or all); or another list of criteria: who gains and who loses, in "
                     "changes_out.csv"},
            {.name = "--compare-schools",
             .value = "S2.csv",
             .help = "another list of schools (numbers, criteria): who gains and who loses"},
            {.name = "--compare-catchments",
             .value = "C2.geojson",
             .help = "other catchments: who gains and who loses"},
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
            options.catchments = given.text("--catchments");
            options.map = given.text("--map");
            options.allocate_unplaced = given.on("--allocate-unplaced");
            options.compare_schools = given.text("--compare-schools");
            options.compare_catchments = given.text("--compare-catchments");
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
