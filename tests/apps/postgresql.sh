#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The extension in a real PostgreSQL: the bytes of the program, errors, and a table of people with parallel workers.
# Usage: postgresql.sh PREFIX PEOPLE [ROWS]   PREFIX: where triage is installed; PEOPLE: JSON objects, one a line
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
prefix=$(realpath "$1") people=$(realpath "$2") rows=${3:-20000}
binaries=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name triage.pc)")
export PKG_CONFIG_PATH
"$root/examples/postgresql/build.sh" "$binaries/pg_config"

work=$(mktemp -d)
owner=()
if ((EUID == 0)); then
    chown postgres "$work"
    owner=(runuser -u postgres --)
fi
stop() {
    "${owner[@]}" "$binaries/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT
cd "$work"
"${owner[@]}" "$binaries/initdb" -D "$work/data" -A trust -U postgres >/dev/null
"${owner[@]}" "$binaries/pg_ctl" -D "$work/data" -w -l "$work/log" \
    -o "-k $work -c listen_addresses='' -c min_parallel_table_scan_size=0 -c parallel_setup_cost=0" start >/dev/null
sql() { "${owner[@]}" "$binaries/psql" -h "$work" -U postgres -qAt -v ON_ERROR_STOP=1 "$@"; }

sql -c 'CREATE EXTENSION triage; CREATE TABLE people(id bigserial PRIMARY KEY, answers jsonb NOT NULL)'
head -n "$rows" "$people" | sed 's/\\/\\\\/g' | sql -c '\copy people(answers) FROM STDIN'
while (($(sql -c 'SELECT count(*) FROM people') < rows)); do
    sql -c "INSERT INTO people(answers) SELECT answers FROM people LIMIT $rows - (SELECT count(*) FROM people)"
done
sql -c 'ANALYZE people'

checks=0 failed=0
check() {
    checks=$((checks + 1))
    if [[ $2 == "$3" ]]; then echo "ok   $1"; else
        failed=$((failed + 1))
        echo "FAIL $1: $2 instead of $3"
    fi
}
program="$prefix/bin/triage"
# jsonb keeps no order of keys: both sides go through it.
head -n 100 "$people" | while read -r answers; do "$program" assess - --format json <<<"$answers" | tr -d '\n'; echo; done >wanted
sql -c 'CREATE TABLE wanted(id bigserial PRIMARY KEY, result jsonb)'
sed 's/\\/\\\\/g' wanted | sql -c '\copy wanted(result) FROM STDIN'
check "the program's results, 100 people" \
    "$(sql -c 'SELECT count(*) FROM people p JOIN wanted w USING (id) WHERE triage_assess(p.answers, 2) = w.result')" 100
check "the rank is that of the assessment, 1000 people" \
    "$(sql -c "SELECT count(*) FROM people WHERE id <= 1000 AND triage_rank(answers) = (triage_assess(answers) -> 'disposition' ->> 'rank')::int")" 1000
check "null is null" "$(sql -c 'SELECT triage_assess(NULL) IS NULL')" t
check "a wrong answer ends the statement and names itself" \
    "$(sql -c "SELECT triage_rank('{\"calf_sweling\": \"yes\"}')" 2>&1 | grep -c calf_swelling)" 1
check "the session goes on" "$(sql -c "SELECT triage_rank('{\"chest_pain\": \"yes\"}')")" 4

plan=$(sql -c 'SET max_parallel_workers_per_gather = 2' -c 'EXPLAIN SELECT triage_rank(answers), count(*) FROM people GROUP BY 1')
check "workers share a large table" "$(grep -c 'Parallel Seq Scan' <<<"$plan")" 1
for workers in 0 2; do
    start=$(date +%s%N)
    sum=$(sql -c "SET max_parallel_workers_per_gather = $workers" -c 'SELECT sum(triage_rank(answers)) FROM people')
    echo "     $rows people, $workers workers: $((($(date +%s%N) - start) / 1000000)) ms"
    check "the same sum with $workers workers" "$sum" "${first:=$sum}"
done
echo "$checks checks, $failed failed"
((failed == 0))
