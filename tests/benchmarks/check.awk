# SPDX-License-Identifier: MIT
# Fails where a figure marked 'c' in page.txt is a tenth above the middle of its last ten results on such a processor
# (awk -f check.awk page.txt history.csv new.csv). Runs of a busy machine tell nothing: threads that share caches and memory
# with others take more processor time too. Status 1: slower; 3: the machine is busy now.
BEGIN { FS = ","; kept = 10; allowed = 1.1; busy_load = 0.5 }
function trimmed(text) { gsub(/^ +| +$/, "", text); return text }
FILENAME == ARGV[1] { if (split($0, cell, "|") == 6 && trimmed(cell[6]) == "c") checked[trimmed(cell[2])] = trimmed(cell[1]); next }
$4 == "machine" { busy[$1, $2] = $6 > busy_load; if (FILENAME != ARGV[2] && busy[$1, $2]) { printf "%s threads of other programs run on each core: run this again when nothing else runs\n", $6; too_busy = 1; exit } next }
FILENAME == ARGV[2] { if (($1, $2) in busy && busy[$1, $2]) next; figure = $4 ":" $5; if (figure in checked) was[$3, figure, ++times[$3, figure]] = $6 + 0; next }
($4 ":" $5) in checked {
    figure = $4 ":" $5; n = times[$3, figure]; m = 0
    for (i = n; i >= 1 && m < kept; --i) sorted[++m] = was[$3, figure, i]
    if (m == 0) { printf "%s: nothing to compare with\n", checked[figure]; next }
    for (i = 2; i <= m; ++i) { x = sorted[i]; for (j = i - 1; j >= 1 && sorted[j] > x; --j) sorted[j + 1] = sorted[j]; sorted[j + 1] = x }
    middle = m % 2 ? sorted[(m + 1) / 2] : (sorted[m / 2] + sorted[m / 2 + 1]) / 2
    slower = $6 > allowed * middle
    printf "%s: %s %s, middle of %d before %s: %s\n", checked[figure], $6, $7, m, middle, slower ? "SLOWER BY MORE THAN A TENTH" : "ok"
    failed += slower
}
END { if (too_busy) exit 3; if (failed) { printf "%d figures are a tenth slower than before\n", failed; exit 1 } }
