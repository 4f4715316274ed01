#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the program writes is whole or not there. It is killed before each system call that could change a file, and each of
# these fails once, and from then on (a full disk, a broken one). Looked at every time: each file is the old one or the new
# one; a log holds all of an entry or nothing; what it says of the end is true; the next run cleans up.
# Usage: kills.sh PROGRAM SOURCE_DIR [--quick] [SCENARIO...]
# Exits with 77 (skipped) where there is no strace, or none may be used.
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
shift 2
quick=0
if [[ ${1:-} == --quick ]]; then
    quick=1
    shift
fi
command -v strace >/dev/null || { echo "skipped: there is no strace"; exit 77; }
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
# Elsewhere the names of the calls may be others: ? leaves out what a system does not have.
calls=(?open openat ?creat write pwrite64 writev pwritev ftruncate fallocate fsync fdatasync ?chmod fchmod fchmodat ?chown fchown
    fchownat ?link linkat ?rename renameat renameat2 ?unlink unlinkat ?mkdir mkdirat ?sendfile copy_file_range)
joined() { local IFS=,; echo "$*"; }
# Looking for leaks is tracing, too, and a process has one tracer.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
strace -f -qq -o /dev/null -e trace=openat true 2>/dev/null || { echo "skipped: strace may trace nothing here"; exit 77; }

# --- Scenarios: each fills the folder it is called in, and says how the program is called there ---------------------------
answers='calf_swelling: "no"'
assess() { words=(assess answers.yaml "$@"); echo "$answers" >answers.yaml; }
log_add() { words=(log add calf.db --date 2026-05-03 --answers answers.yaml "$@"); echo "$answers" >answers.yaml; looks=log; }
old() { echo "something that was there" >"$1"; }
rules() { mkdir my_rules; sed '/- {points: -2,/d' "$source/tests/good/small.yaml" >my_rules/ruleset.yaml; }
people() { for ((p = 0; p < $1; ++p)); do echo "{\"id\": \"$p\", \"answers\": {\"calf_swelling\": \"no\"}}"; done >people.ndjson; }

scenario_assess() { assess -o result.txt; }
scenario_assess_over() { assess -o result.txt; old result.txt; chmod 640 result.txt; }
scenario_assess_link() { assess -o link.txt; old result.txt; ln -s result.txt link.txt; }
scenario_record() { assess --record record.json; old record.json; }
scenario_plan() { words=(plan strain.yaml --start 2026-03-02 -o plan.txt); cp "$source/examples/answers/soleus_strain.yaml" strain.yaml; old plan.txt; }
scenario_interview_save() { words=(interview --save mine.yaml); input=$'1\n\n'; old mine.yaml; }
scenario_interview_quit() { words=(interview); input=$'none\nquit\n'; }
scenario_interview_resume() { words=(interview --resume mine.yaml); input=$'quit\n'; echo 'chest_pain: "no"' >mine.yaml; }
scenario_batch() { words=(batch people.ndjson -o out.ndjson); again=("${words[@]}" --resume); people 3000; }
scenario_batch_over() { scenario_batch; old out.ndjson; }
scenario_batch_compressed() { words=(batch people.ndjson -o out.ndjson.gz); again=("${words[@]}"); people 3000; }
scenario_batch_resume() {
    scenario_batch
    words+=(--resume)
    { strace -f -qq -o /dev/null -e trace=rename -e inject=rename:signal=KILL:when=2 "$program" batch people.ndjson -o out.ndjson ||
        true; } 2>/dev/null
    truncate -s 100000 out.ndjson.part # half of a row at the end
}
scenario_log_add_first() { log_add; }
scenario_log_add() { log_add; quietly "${words[@]}"; }
scenario_log_replace() { log_add; quietly "${words[@]}"; words+=(--replace 1); again=(log add calf.db --answers answers.yaml); }
exported() { scenario_log_add; quietly "${words[@]}"; quietly log export calf.db --format csv -o calf.csv; }
scenario_log_import_first() { exported; rm calf.db; words=(log import calf.db calf.csv); looks=log; }
scenario_log_import() {
    exported
    rm calf.db
    quietly log add calf.db --date 2026-05-03 --answers answers.yaml
    words=(log import calf.db calf.csv)
}
scenario_log_export() { exported; words=(log export calf.db --format csv -o calf.csv); old calf.csv; looks=files; }
scenario_compile() { words=(compile my_rules -o rules.triage); rules; old rules.triage; }
scenario_schema() { words=(schema -o schema.json); old schema.json; }
scenario_graph() { words=(graph my_rules -o rules.dot); rules; }
scenario_export() { words=(export cpp my_rules -o rules.hpp); rules; old rules.hpp; }
scenario_page() { words=(page my_rules --engine engine -o page.html); rules; old page.html; printf '\0asm' >engine; }
scenario_generate() { words=(generate my_rules -o cases.yaml); rules; old cases.yaml; }
scenario_review() { words=(review my_rules -o packet.html); rules; old packet.html; }
scenario_sign() {
    rules
    quietly assess - --rules my_rules --format json -o now.json <<<'{}'
    local code
    code=$(sed -n 's/.*"digest": "sha256:\([0-9a-f]\{16\}\).*/\1/p' now.json | head -1)
    words=(review my_rules --sign --who "Dr A" --role Physician --date 2026-05-03 --all "$code")
    quietly "${words[@]}"
    looks=signed
}
quietly() { HOME=$PWD "$program" "$@" >/dev/null 2>&1 || { (($? == 1)) || { echo "cannot prepare: $*" >&2; exit 1; }; }; }

# --- One run in a fresh copy ----------------------------------------------------------------------------------------------
here=$work/here most_kb=unlimited
prepare() { rm -rf "$here" && cp -a "$work/begin" "$here"; }
# run [STRACE_ARGUMENT...] -- WORDS: in the folder; the exit code in $code
run() {
    local tracer=()
    while [[ $1 != -- ]]; do tracer+=("$1"); shift; done
    shift
    ((${#tracer[@]} == 0)) || tracer=("$(command -v strace)" -f -qq "${tracer[@]}")
    code=0
    printf %s "$input" >"$work/in"
    { (cd "$here" && ulimit -f "$most_kb" &&
        exec env -i HOME="$here" TZ=UTC PATH=/nowhere "${tracer[@]}" "$program" "$@" <"$work/in" >"$work/out" 2>"$work/err") || code=$?; } 2>/dev/null
}

# Every file: its permissions, its contents, its name. A log: its entries. What is only half is left out and looked at apart. What
# a packet showed is remembered below .local where that is possible: it only makes a later message clearer. Nothing but the program
# is disturbed: it finds no Graphviz.
half='\.new-[0-9]+(-[0-9]+)?$|\.part(\.rules)?$|-journal$'
view() {
    (
        cd "$here"
        if [[ $looks == log ]]; then
            stat -c '%a log entries %n' calf.db 2>/dev/null || echo "600 log entries calf.db"
            echo "log $(rows | sha256sum | cut -c1-20) $(entries)"
        fi
        find . -type f -not -path './.local/*' | { grep -vE "$half$([[ $looks != log ]] || echo '|^./calf.db$')" || true; } | sort |
            xargs -r -d '\n' bash -c 'paste -d " " <(stat -c %a "$@") <(sha256sum "$@")' -
    )
}
# Of a log that is not there yet, or has no entry: none.
rows() { (cd "$here" && { HOME=$here "$program" log export calf.db --format csv 2>/dev/null || true; } | tail -n +2); }
entries() { rows | wc -l; }

faults=0
fault() { # fault WHAT
    faults=$((faults + 1))
    echo "FAULT $scenario, $how: $1" >&2
    ls -la "$here" >&2
    tail -5 "$work/err" >&2
}

missing() { # missing VIEW CALL: what should be there at the end, and is not
    case $2 in
    *chmod* | *chown*) comm -23 <(sed 's/^[0-7]* //' "$work/after" | sort) <(sed 's/^[0-7]* //' "$1" | sort) ;;
    *) comm -23 <(sort "$work/after") <(sort "$1") ;;
    esac
}

look() { # look CALL DONE_CODE: what became of a run that was disturbed
    local leftover name mode
    while read -r leftover; do
        [[ -n $leftover ]] || continue
        case $leftover in
        *.part | *.part.rules)
            [[ $leftover == *.rules || $leftover == *.gz.part ]] ||
                cmp -s -n "$(stat -c %s "$here/$leftover")" "$here/$leftover" "$work/out.ndjson" || fault "$leftover is no beginning"
            ;;
        *-journal) ;; # the log is opened below
        *) # of an unlink that failed, or of a killed program
            [[ $code == 137 || $1 == unlink* ]] || fault "$leftover was left behind"
            ;;
        esac
        mode=$(stat -c %a "$here/$leftover")
        # What becomes of an answer is private, or as open as the file that it takes the place of.
        name=${leftover%%.new-*}
        ((personal == 0)) || [[ $mode == 600 ]] || grep -qE "^$mode [0-9a-f]+  ${name%%.part*}$" "$work/before" || fault "$leftover has mode $mode"
    done <<<"$(cd "$here" && find . -type f | grep -E "$half" || true)"
    view >"$work/now"
    # Each file as it was or as it becomes; a file in another place (answers that found no room) is whole as well.
    while read -r mode hash name; do
        [[ -n $mode ]] || continue
        grep -qF " $hash " "$work/before" "$work/after" || fault "$name is neither old nor new"
        [[ $mode == 600 ]] || grep -qF "$mode $hash  $name" "$work/before" "$work/after" || fault "$name has mode $mode"
    done <<<"$(grep -vxF -f "$work/before" -f "$work/after" "$work/now" | grep -v '^log ' || true)"
    if [[ $looks == log ]]; then
        grep -qxF -f "$work/now" <(grep -h '^log ' "$work/before" "$work/after") || fault "the log is neither old nor new"
    fi
    name=$(comm -23 <(sed 's/.* //' "$work/before" | sort) <(sed 's/.* //' "$work/now" | sort) | grep -v '^[0-9]*$' || true)
    [[ -z $name ]] || fault "gone: $name"
    # What it says is true. Where a file cannot get the permissions of the one before, it is for its owner only.
    if [[ $code == "$2" ]]; then
        [[ -z $(missing "$work/now" "$1") ]] || fault "it says done, and that is not so"
    elif [[ $code != 137 ]]; then
        [[ $code == 2 ]] || fault "exit code $code"
        if grep -qE "NOT kept|nothing (was|is) " "$work/err"; then
            [[ $looks != log ]] || grep -qxF "$(grep '^log ' "$work/now")" "$work/before" || fault "it says that nothing was kept"
        fi
        if grep -q "was written, but" "$work/err"; then
            grep -qxF "$(grep '^log ' "$work/now")" "$work/after" || fault "it says that it was written"
        fi
    fi
    # And once more.
    local count=0
    [[ $looks != log ]] || count=$(entries)
    run -- "${again[@]}"
    if [[ $scenario == *compressed && $code == 2 ]]; then # cannot be resumed: it is named, and then it is as if there were none
        grep -q "; remove it$" "$work/err" || fault "it does not say what to do with what is left"
        rm -f "$here"/out.ndjson.gz.part
        run -- "${again[@]}"
    fi
    [[ $code == "$2" ]] || { fault "after that, the next run ends with $code" && return 0; }
    name=$(cd "$here" && find . -type f | grep -E "$half" || true)
    [[ -z $name ]] || fault "the next run leaves $name"
    view >"$work/again"
    case $scenario in
    log_add* | log_replace) (($(entries) == count + 1)) || fault "the next run does not add its entry" ;;
    sign | interview_quit) ;; # once more is another signature, other answers
    *) [[ -z $(missing "$work/again" "$1") ]] || fault "the next run ends otherwise" ;;
    esac
}

all=$(declare -F | sed -n 's/^declare -f scenario_//p')
((quick == 0)) || all="assess_over batch_over log_add sign"
((quick == 0)) || calls=(openat write pwrite64 ftruncate fdatasync linkat ?rename ?unlink)
(($# == 0)) || all=$*
runs=0
for scenario in $all; do
    declare -F "scenario_$scenario" >/dev/null || { echo "there is no scenario $scenario; there are:" $all >&2; exit 2; }
    words=() again=() input='' looks=files how='undisturbed'
    rm -rf "$work/begin" "$work/out.ndjson" && mkdir "$work/begin"
    # The preparation runs in this shell, for its variables.
    cd "$work/begin" && "scenario_$scenario" && cd "$work"
    ((${#again[@]})) || again=("${words[@]}")
    personal=0
    case $scenario in assess* | record | plan | interview* | batch* | log*) personal=1 ;; esac
    prepare
    view >"$work/before"
    run -- "${words[@]}"
    finished=$code
    ((finished <= 1)) || { fault "it does not run at all"; continue; }
    [[ ! -f $here/out.ndjson ]] || cp "$here/out.ndjson" "$work/out.ndjson"
    view >"$work/after"
    prepare
    run -o "$work/trace" -e trace="$(joined "${calls[@]}")" -- "${words[@]}"
    here_runs=0
    for call in "${calls[@]#\?}"; do
        # Which of the calls of that name change a file: the how manieth of its thread it is.
        points=$(awk -v call="$call" '
            $2 ~ "^" call "\\(" { n[$1]++
                if (call ~ /^open/ && $0 !~ /O_CREAT|O_WRONLY|O_RDWR|O_TMPFILE/) next
                if (call == "write" && $2 ~ /^write\(2,/) next
                print n[$1] }' "$work/trace" | sort -nu)
        for n in $points; do
            for effect in "signal=KILL:when=$n" "error=ENOSPC:when=$n" "error=EIO:when=$n" "error=ENOSPC:when=$n+"; do
                ((quick == 0)) || [[ $effect == signal* ]] || continue
                how="$call:$effect"
                prepare
                run -o /dev/null -e trace="$call" -e inject="$how" -- "${words[@]}"
                look "$call" "$finished"
                here_runs=$((here_runs + 1))
            done
        done
    done
    # A file that can have so many bytes and no more: half of a write goes through.
    if ((quick == 0)); then
        for blocks in 0 1 2 4 8 12 16 24; do
            how="at most $blocks kB"
            prepare
            most_kb=$blocks
            run -- "${words[@]}"
            most_kb=unlimited
            look write "$finished"
            here_runs=$((here_runs + 1))
        done
    fi
    printf '%-20s %5d disturbed runs\n' "$scenario" "$here_runs"
    ((here_runs > 0)) || { fault "nothing was disturbed"; }
    runs=$((runs + here_runs))
done
echo "$runs runs, $faults faults"
((faults == 0))
