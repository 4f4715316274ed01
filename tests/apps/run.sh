#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same answers give the same bytes everywhere: the program, the C interface from Python and Node, and the module in Node and in
# Chromium; then the page is driven. Called by ./dev test-apps, which has built everything.
# Usage: run.sh PROGRAM LIBRARY PACKAGE PAGE WORK [PEOPLE]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$1 library=$2 package=$3 page=$4 work=$5 people=${6:-10000}
mkdir -p "$work"
checks=0 failed=0
check() { # check WHAT COMMAND...
    local what=$1
    shift
    checks=$((checks + 1))
    if "$@"; then echo "ok   $what"; else
        failed=$((failed + 1))
        echo "FAIL $what"
    fi
}

# People: random ones, and the answers of every example file.
node "$here/people.mjs" "$package" "$people" >"$work/people"
for file in "$root"/examples/answers/*.yaml; do
    python3 -c 'import json, sys, yaml; d = yaml.safe_load(open(sys.argv[1])); print(json.dumps(d.get("answers", d)))' "$file"
done >>"$work/people"
count=$(wc -l <"$work/people")

node "$here/assess.mjs" wasm "$package" <"$work/people" >"$work/wasm"
python3 "$here/assess.py" "$library" <"$work/people" >"$work/python"
check "the module in Node = the C interface from Python, $count people" cmp "$work/wasm" "$work/python"

# The program is started once for each, so it gets some of them: the last are the example files.
tail -200 "$work/people" >"$work/some"
while read -r answers; do "$program" assess - --format json <<<"$answers" | sha256sum | cut -d' ' -f1; done \
    <"$work/some" >"$work/program"
check "the program = both, $(wc -l <"$work/some") people" cmp "$work/program" <(tail -200 "$work/wasm")

if [ -d "$work/node/node_modules/koffi" ]; then
    head -2000 "$work/people" | node "$here/assess.mjs" koffi "$library" "$work/node" >"$work/koffi"
    check "the C interface from Node by koffi, 2000 people" cmp "$work/koffi" <(head -2000 "$work/wasm")
fi

# The package, installed from its tarball into an empty folder.
tarball=$(cd "$package" && npm pack --silent --pack-destination "$work")
rm -rf "$work/empty"
mkdir "$work/empty"
(cd "$work/empty" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --offline "$work/$tarball")
cp "$here/package.mjs" "$work/empty/"
check "the npm package, installed from its tarball" node "$work/empty/package.mjs"
node "$work/empty/package.mjs" record >"$work/record.json"
check "a record of the module replays in the program" "$program" replay "$work/record.json"
check "at most 200 KiB packed with brotli: $(brotli -q 11 -c "$package/triage.wasm" | wc -c) bytes" \
    test "$(brotli -q 11 -c "$package/triage.wasm" | wc -c)" -le 204800

# The page.
if [ -d "$work/node/node_modules/puppeteer-core" ] && [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    head -1000 "$work/people" >"$work/browser.people"
    check "the module in Chromium, 1000 people" \
        node "$here/chromium.mjs" "$package" "$work/node" "$work/browser.people" "$work/wasm"
    check "the page, driven" node "$root/tests/browser/drive.mjs" "$page" "$work/pictures" --modules "$work/node" --program "$program"
    check "at most 300 kB packed with gzip: $(gzip -9 -c "$page" | wc -c) bytes" test "$(gzip -9 -c "$page" | wc -c)" -le 300000
fi
echo "$checks checks, $failed failed"
((failed == 0))
