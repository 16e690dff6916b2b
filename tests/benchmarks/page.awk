# SPDX-License-Identifier: MIT
# Writes docs/performance.md from the rows of page.txt and the figures of history.csv (awk -f page.awk page.txt history.csv).
BEGIN { FS = ","; kept = 10 }
function trimmed(text) { gsub(/^ +| +$/, "", text); return text }
function shown(value) { return value >= 100 ? sprintf("%.0f", value) : value >= 10 ? sprintf("%.1f", value) : sprintf("%.2f", value) }
# The value of a figure, or of one over another, in a run; "" where it has none.
function value_of(figure, run,    parts) {
    if (split(figure, parts, " / ") == 2)
        return (run, parts[1]) in value && (run, parts[2]) in value && value[run, parts[2]] > 0 ? value[run, parts[1]] / value[run, parts[2]] : ""
    return (run, figure) in value ? value[run, figure] : ""
}
FNR == NR { lines[++count] = $0; next }
FNR > 1 {
    run = $1 "," $2
    if (!(run in seen)) { seen[run] = 1; order[++runs] = run; processor[run] = $3 }
    value[run, $4 ":" $5] = $6
}
END {
    last = order[runs]
    split(last, of, ",")
    print "# Speed and size"
    print ""
    print "Written by `./dev bench` from what it measured (`tests/benchmarks/history.csv` keeps all of it): " of[1] ", commit " of[2] ", " processor[last] "."
    print "Processor time, not time by the clock, unless a row says otherwise: other programs on the machine then matter less, but they still share its caches and memory."
    print "*Before* are up to ten earlier results, the latest first. The floor is what the machine allows, or what the plain loop beside it takes; the aim is ours. `./dev bench --check` fails where"
    print "a figure marked * is a tenth above the middle of its last ten."
    if ((load = value_of("machine:load", last)) > 0.5) {
        print ""
        printf "**The machine was busy**: %.1f threads of other programs ran on each core as this began, so that times by the clock say nothing and processor time is too high, by half where there are many. Run it again on a quiet one before you quote it.\n", load
    }
    for (i = 1; i <= count; ++i) {
        line = lines[i]
        if (line ~ /^# / || line == "") continue
        if (line ~ /^## /) { print ""; print line; print ""; fresh = 1; continue }
        if (line ~ /^> /) { print substr(line, 3); print ""; continue }
        if (fresh) { print "| what | now | floor | aim | before |"; print "|---|---|---|---|---|"; fresh = 0 }
        split(line, cell, "|")
        figure = trimmed(cell[2]); unit = trimmed(cell[3])
        now = value_of(figure, last)
        before = ""; shown_runs = 0
        for (r = runs - 1; r >= 1 && shown_runs < kept; --r)
            if ((earlier = value_of(figure, order[r])) != "") { before = before (before == "" ? "" : ", ") shown(earlier); ++shown_runs }
        printf "| %s%s | %s | %s | %s | %s |\n", trimmed(cell[1]), trimmed(cell[6]) == "c" ? " *" : "", now == "" ? "not measured" : shown(now) (unit == "" ? "" : " " unit), trimmed(cell[4]), trimmed(cell[5]), before
    }
}
