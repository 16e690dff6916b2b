# SPDX-License-Identifier: MIT
# What drifts in a run, from what it wrote:
#
#   awk -f tests/drifts.awk OUT/summary.csv OUT/schools.csv
#
# Plans of Januaries by setting, band of ages and need; over the border; special schools, AP and bases of the area; and
# the schools that lost over a fifth of their roll in three years. '!' marks what changed its share of plans by more than
# half in three years, unless it is a handful of children.
function add(table, key, number) {
    value[table, key, year] += number
    if (!((table, key) in known)) {
        known[table, key] = 1
        rows[table] = rows[table] SUBSEP key
    }
}
function band(age) {
    return age < 5 ? "age under 5" : age < 11 ? "age 5 to 10" : age < 16 ? "age 11 to 15" : age < 20 ? "age 16 to 19" : "age 20 to 25"
}
function next_column(y) { return y < first + 1 ? y + 1 : y + 2 }
function part(table, key, y) { return plans[y] > 0 ? value[table, key, y] / plans[y] : 0 }
function times(a, b) { return a <= 0 || b <= 0 ? 0 : a > b ? a / b : b / a }
function print_table(table, of_plans,   keys, count, i, y, line, change, most) {
    count = split(substr(rows[table], 2), keys, SUBSEP)
    for (i = 1; i <= count; ++i) {
        line = sprintf("%-29s", keys[i])
        for (y = first; y <= last; y = next_column(y)) line = line sprintf("%8d", value[table, keys[i], y])
        most = 0
        for (y = first; of_plans && y + 3 <= last; ++y) {
            if (value[table, keys[i], y] + value[table, keys[i], y + 3] < handful) continue
            change = times(part(table, keys[i], y), part(table, keys[i], y + 3))
            if (change > most) most = change
        }
        if (of_plans && part(table, keys[i], first) > 0)
            line = line sprintf("   share x%.2f, at most x%.2f in three years%s", part(table, keys[i], last) / part(table, keys[i], first), most, most > 1.5 ? " !" : "")
        print line
    }
}
BEGIN { FS = ","; handful = 40 }
FNR == 1 {
    ++file
    for (i = 1; i <= NF; ++i) at[file, $i] = i
    next
}
file == 1 && $(at[1, "month"]) ~ /-01$/ {
    year = substr($(at[1, "month"]), 1, 4) + 0
    if (!first) first = year
    if (year < first) first = year
    if (year > last) last = year
    mean = $(at[1, "mean"])
    if ($1 == "plans_by_age_setting") {
        add("setting", $(at[1, "setting"]), mean)
        add("age", band($(at[1, "age"])), mean)
        plans[year] += mean
    }
    if ($1 == "plans_by_need_setting") add("need", $(at[1, "need"]), mean)
    if ($1 == "cross_border_plans") add("border", $(at[1, "kind"]), mean)
}
# A school's name may hold commas: columns are counted from the month.
file == 2 {
    for (m = 3; m <= NF && $m !~ /^20[0-9][0-9]-01$/; ++m);
    if (m > NF) next
    year = substr($m, 1, 4) + 0
    off = m - at[2, "month"]
    roll = $(at[2, "pupils_on_roll"] + off)
    places = $(at[2, "commissioned_places"] + off)
    phase = $(at[2, "phase"] + off)
    setting = $(at[2, "setting"] + off)
    if (setting ~ /special|alternative/) {
        add("schools", setting ": roll", roll)
        add("schools", setting ": places", places)
    }
    add("schools", "bases: children", $(at[2, "pupils_in_base"] + off))
    add("schools", "bases: places", $(at[2, "base_places"] + off))
    if (setting != "mainstream") next
    if (year == first) at_first[$1] = roll
    if (year != first + 3 || at_first[$1] < 100) next
    ++schools[phase]
    if (roll >= 0.8 * at_first[$1]) next
    ++fell[phase]
    losses = losses sprintf("  %s, %s: %d -> %d\n", $1, phase, at_first[$1], roll)
}
END {
    line = sprintf("%-29s", "January")
    for (y = first; y <= last; y = next_column(y)) line = line sprintf("%8d", y)
    print line
    line = sprintf("%-29s", "plans")
    for (y = first; y <= last; y = next_column(y)) line = line sprintf("%8d", plans[y])
    print line
    print_table("setting", 1)
    print_table("age", 1)
    print_table("need", 1)
    print_table("border", 1)
    print_table("schools", 0)
    for (phase in schools) printf "%s schools that lost over a fifth of their roll in three years: %d of %d\n", phase, fell[phase], schools[phase]
    printf "%s", losses
}
