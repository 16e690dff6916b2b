#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows that results do not depend on how the program was built: debug and release, the machine's own compiler and
# clang, with fused multiply-add and without, on one, two and five threads. Builds four programs in build/equal-* (some
# minutes; wants clang), runs three scenarios for ten years with each and compares the files byte by byte.
# Usage: tests/golden/equal_builds.sh [SCENARIO ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
scenarios=("$@")
((${#scenarios[@]})) || scenarios=(county two-new-bases inclusion-gate)

program() {  # name, cmake options
    local name=$1
    shift
    printf '== building %s\n' "$name" >&2
    cmake -S . -B "build/equal-$name" -G Ninja -DSENDSCAPE_TESTS=OFF -DSENDSCAPE_VIEW=OFF -DSENDSCAPE_WERROR=ON "$@" >/dev/null
    cmake --build "build/equal-$name" --target sendscape >&2
}
program release -DCMAKE_BUILD_TYPE=Release
program debug -DCMAKE_BUILD_TYPE=Debug
program clang -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang
programs=(release debug clang)
if grep -qw fma /proc/cpuinfo; then
    program fma -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS=-march=haswell
    programs+=(fma)
else
    printf '== this processor has no fused multiply-add: left out\n' >&2
fi

results=build/equal-results
rm -rf "$results"
same=0
differ=0
compare() {  # scenario, what was run
    local file
    for file in run.h5 summary.csv schools.csv summary.txt report.html map.svg; do
        [[ -e "$results/$1/first/$file" ]] || continue
        if cmp "$results/$1/first/$file" "$results/$1/other/$file"; then
            same=$((same + 1))
        else
            differ=$((differ + 1))
        fi
    done
    printf '%-16s %-34s %s\n' "$1" "$2" "$(sha256sum <"$results/$1/other/run.h5" | cut -c1-16)"
}
for scenario in "${scenarios[@]}"; do
    build/equal-release/bin/sendscape run "$scenario" --threads 1 --quiet --out "$results/$scenario/first" >/dev/null
    for threads in 2 5; do
        build/equal-release/bin/sendscape run "$scenario" --threads $threads --quiet --force --out "$results/$scenario/other" >/dev/null
        compare "$scenario" "release, $threads threads"
    done
    # glibc picks other variants of its functions where the processor has no FMA or AVX2.
    GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA,-FMA4 build/equal-release/bin/sendscape run \
        "$scenario" --threads 1 --quiet --force --out "$results/$scenario/other" >/dev/null
    compare "$scenario" "release, C library without FMA"
    for name in "${programs[@]:1}"; do
        "build/equal-$name/bin/sendscape" run "$scenario" --threads 2 --quiet --force --out "$results/$scenario/other" >/dev/null
        compare "$scenario" "$name, 2 threads"
    done
done
printf '%d files equal, %d different\n' "$same" "$differ"
((differ == 0))
