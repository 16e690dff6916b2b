#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Kills the program (SIGKILL) at random moments while it writes, and looks at what is left: all old or all new, each time.
# Then another command writes in the same folder: nothing hidden may be left after it.
# run, map build, report and admissions in turn, with and without --force, onto this and another file system.
# Usage: kills.sh PROGRAM [COUNT] [SEED] [FOLDER_ON_ANOTHER_FILE_SYSTEM]
set -uo pipefail
program=$(realpath "$1")
count=${2:-100}
RANDOM=${3:-1} # the same moments again, as far as the machine is as fast
elsewhere=${4:-/dev/shm}
tables=$(realpath "$(dirname "$0")/../golden/cases/no-special-schools")

work=$(mktemp -d)
other=$(mktemp -d -p "$elsewhere" 2>/dev/null) || other=$(mktemp -d)
[[ "$(stat -c %d "$work")" != "$(stat -c %d "$other")" ]] || echo "kills: $elsewhere is no other file system; all goes onto one" >&2
trap 'rm -rf "$work" "$other"' EXIT
cd "$work" || exit 3

say() { printf '%s\n' "$*"; }
fail() {
    say "kills: $*" >&2
    exit 1
}

# ---- what is written, by command and generation (old, new)

{
    echo "applicant,preference,school,distance_m"
    for ((i = 0; i < 20000; i++)); do echo "c$i,1,s$((i % 50)),$((i * 7 % 4000))"; done
} >applications.csv
{
    echo "school,places"
    for ((i = 0; i < 50; i++)); do echo "s$i,350"; done
} >schools.csv
# The command that writes generation $2 of kind $1 to $3, further words after it.
write() {
    local kind=$1 generation=$2 out=$3
    shift 3
    local seed=1
    [[ $generation == old ]] || seed=2
    case $kind in
        run) set -- run county --years 1 --seed "$seed" --threads 1 --no-report --quiet --out "$out" "$@" ;;
        map)
            local halo=0
            [[ $generation == old ]] || halo=1
            set -- map build --la 857 --halo "$halo" --schools "$tables/census.csv" --schools "$tables/coordinates.csv" \
                --quiet --out "$out" "$@"
            ;;
        report) set -- report "$work/ready/run/$generation/run.h5" --out "$out" "$@" ;;
        admissions)
            set -- admissions --schools schools.csv --applications applications.csv --criteria lottery --seed "$seed" \
                --quiet --out "$out" "$@"
            ;;
    esac
    "${wrapper[@]}" "$program" "$@" >/dev/null 2>errors
}

# A digest of the set of kind $1 in folder $2; its name if there is none. The log of a run tells when it ran.
digest() {
    local files=()
    case $1 in
        run) files=(run.h5 summary.csv schools.csv summary.txt) ;;
        map) files=(m.h5) ;;
        report) files=(r.html) ;;
        admissions) files=(offers.csv schools_out.csv) ;;
    esac
    local present=0 file
    for file in "${files[@]}"; do [[ ! -e $2/$file ]] || ((present += 1)); done
    if ((present == 0)); then
        [[ $1 == run && -e $2/run.log ]] && echo part || echo none
    elif ((present < ${#files[@]})) || [[ $1 == run && ! -e $2/run.log ]]; then
        echo part
    else
        (cd "$2" && cat "${files[@]}" | sha256sum | cut -c1-16)
    fi
}
name_of() {
    case $1 in
        run) echo ;; # the folder itself
        map) echo m.h5 ;;
        report) echo r.html ;;
        admissions) echo offers.csv ;;
    esac
}

kinds=(run map report admissions)
declare -A known took
wrapper=()
for kind in "${kinds[@]}"; do
    for generation in old new; do
        folder=$work/ready/$kind/$generation
        mkdir -p "$(dirname "$folder")"
        [[ $kind == run ]] || mkdir -p "$folder"
        began=$(date +%s%N)
        write "$kind" "$generation" "$folder/$(name_of "$kind")" || fail "$kind does not run here: $(cat errors)"
        took[$kind]=$((($(date +%s%N) - began) / 1000))
        known[$kind,$generation]=$(digest "$kind" "$folder")
    done
    [[ ${known[$kind,old]} != "${known[$kind,new]}" ]] || fail "two generations of $kind are the same"
done

# ---- kills

killed=0 ended=0 old=0 new=0 mixed=0 put_right=0 left=0
for ((n = 0; killed < count && n < 10 * count; n++)); do
    kind=${kinds[n % 4]}
    force=$(((n / 4) % 2)) away=$(((n / 8) % 2))
    base=$work/here
    ((away == 0)) || base=$other/there
    rm -rf "$base" && mkdir -p "$base"
    target=$base/out
    flags=()
    before=none
    if ((force)); then
        cp -r "$work/ready/$kind/old" "$target"
        echo mine >"$target/mine.txt"
        before=${known[$kind,old]}
        flags=(--force)
    elif [[ $kind != run ]]; then
        mkdir "$target"
    fi
    # Onto another file system a folder is often reached by a link.
    given=$target
    if ((away)) && [[ -e $target ]]; then
        ln -sfn "$target" "$work/link"
        given=$work/link
    fi
    # Anywhere, or, every other time, where the files are written and moved.
    share=$((RANDOM % 1000))
    ((RANDOM % 2)) || share=$((700 + RANDOM % 300))
    wrapper=(timeout -s KILL "$(printf '%d.%06d' $((took[$kind] * share / 1000 / 1000000)) $((took[$kind] * share / 1000 % 1000000)))")
    if write "$kind" new "$given/$(name_of "$kind")" "${flags[@]}" 2>/dev/null; then
        ((ended += 1))
    else
        ((killed += 1))
    fi
    wrapper=()
    at_once=$(digest "$kind" "$target")
    # The next command that writes there, and above it, where a folder that was not there yet waits.
    for folder in "$base" "$target"; do
        [[ -d $folder ]] || continue
        "$program" map draw "$work/ready/map/old/m.h5" --out "$folder/next.svg" 2>errors || fail "map draw: $(cat errors)"
        rm "$folder/next.svg"
    done
    now=$(digest "$kind" "$target")
    case $now in
        "$before") ((old += 1)) ;;
        "${known[$kind,new]}") ((new += 1)) ;;
        *)
            ((mixed += 1))
            say "kill $n: $kind, force $force, away $away: neither old nor new:" >&2
            ls -la "$target" >&2
            ;;
    esac
    [[ $at_once == "$now" ]] || ((put_right += 1))
    ((force == 0)) || [[ $(cat "$target/mine.txt" 2>/dev/null) == mine ]] || fail "kill $n: a foreign file was lost"
    hidden=$(find "$base" -name '.*.partial*' | head -3)
    if [[ -n $hidden ]]; then
        ((left += 1))
        say "kill $n: $kind left $hidden" >&2
    fi
done

say "$n times: $killed killed, $ended had ended before; $old all old, $new all new, $mixed mixed; $put_right put right by the next command; $left left something behind"
((killed == count && mixed == 0 && left == 0))
