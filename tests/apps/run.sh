#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same answers give the same bytes everywhere: the program, the C interface from Python and Node, and the module in Node and in
# Chromium; then the page and the MCP server are driven. Called by ./dev test-apps, which has built everything and installed what it
# could. What is not there is skipped, and said; a test that fails fails.
# Usage: run.sh PROGRAM LIBRARY PACKAGE PAGE WORK [PEOPLE]    PACKAGE and PAGE may be empty: no module could be built
# PEOPLE get the whole result, and 10,000 the result without what would change it, which costs most of the time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$1 library=$2 package=$3 page=$4 work=$5 people=${6:-500}
plain=$((people > 10000 ? people : 10000))
chromium=${CHROMIUM:-/usr/bin/chromium}
mkdir -p "$work"
checks=0 failed=0 skipped=0 began=$SECONDS
check() { # check WHAT COMMAND...
    local what=$1
    shift
    checks=$((checks + 1))
    if "$@"; then echo "ok   $what"; else
        failed=$((failed + 1))
        echo "FAIL $what"
    fi
}
skip() {
    skipped=$((skipped + 1))
    echo "skipped: $*"
}
part() { # how long the part before took
    echo "     $1: $((SECONDS - began)) s"
    began=$SECONDS
}
have() { command -v "$1" >/dev/null; }
module() { [ -d "$work/node/node_modules/$1" ]; }
packed() { "$@" | wc -c; }
at_most() { # at_most BYTES WHAT COMMAND...
    local size
    size=$(packed "${@:3}")
    check "$2: $size bytes of at most $1" test "$size" -le "$1"
}

# What needs a browser and what only needs a processor do not wait for each other.
driven=
if [ -z "$page" ]; then
    skip "the page and the module: they need clang 22 with its libraries for WebAssembly"
elif ! have node; then
    skip "the page, driven, and the module in Node and Chromium: no Node"
elif ! module puppeteer-core || ! module axe-core; then
    skip "the page, driven: no puppeteer-core and axe-core from npm"
elif [ ! -x "$chromium" ]; then
    skip "the page, driven: no Chromium"
else
    (
        start=$SECONDS status=0
        node "$root/tests/browser/drive.mjs" "$page" "$work/pictures" --modules "$work/node" --program "$program" || status=$?
        echo "     the page: $((SECONDS - start)) s"
        exit "$status"
    ) >"$work/driven" 2>&1 &
    driven=$!
fi

if [ -n "$package" ] && have node; then
    node "$here/people.mjs" "$package" "$plain" >"$work/people.plain"
    head -n "$people" "$work/people.plain" >"$work/people"
    # The answers of every example file, as the C interface reads them.
    if have python3; then python3 "$here/sheets.py" "$library" "$root"/examples/answers/*.yaml >>"$work/people"; fi
    count=$(wc -l <"$work/people")
    node "$here/assess.mjs" wasm "$package" <"$work/people" >"$work/wasm"
    node "$here/assess.mjs" wasm "$package" plain <"$work/people.plain" >"$work/wasm.plain"
    if have python3; then
        python3 "$here/assess.py" "$library" <"$work/people" >"$work/python"
        check "the module in Node = the C interface from Python, $count people" cmp "$work/wasm" "$work/python"
        python3 "$here/assess.py" "$library" plain <"$work/people.plain" >"$work/python.plain"
        check "the same without what would change it, $plain people" cmp "$work/wasm.plain" "$work/python.plain"
    else
        skip "the C interface from Python: no Python"
    fi
    # The program is started once for each, so it gets some of them: the last are the example files.
    tail -n 200 "$work/people" >"$work/some"
    while read -r answers; do "$program" assess - --format json <<<"$answers" | sha256sum | cut -d' ' -f1; done \
        <"$work/some" >"$work/program"
    check "the program = both, $(wc -l <"$work/some") people" cmp "$work/program" <(tail -n 200 "$work/wasm")
    if module koffi; then
        head -n 2000 "$work/people" | node "$here/assess.mjs" koffi "$library" "$work/node" >"$work/koffi"
        check "the C interface from Node by koffi, $(wc -l <"$work/koffi") people" cmp "$work/koffi" <(head -n 2000 "$work/wasm")
    else
        skip "the C interface from Node: no koffi from npm"
    fi
    part "people"

    # The package, installed from its tarball into an empty folder.
    tarball=$(cd "$package" && npm pack --silent --pack-destination "$work")
    rm -rf "$work/empty"
    mkdir "$work/empty"
    (cd "$work/empty" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --offline "$work/$tarball")
    cp "$here/package.mjs" "$work/empty/"
    check "the npm package, installed from its tarball" node "$work/empty/package.mjs"
    node "$work/empty/package.mjs" record >"$work/record.json"
    check "a record of the module replays in the program" "$program" replay "$work/record.json"
    if module @modelcontextprotocol/sdk; then
        check "an assistant's interviews through the MCP server" node "$here/mcp.mjs" "$package" "$work/node" "$program"
    else
        skip "the MCP server: no @modelcontextprotocol/sdk from npm"
    fi
    if have brotli; then at_most 200000 "the module with its rules, packed by brotli" brotli -q 11 -c "$package/triage.wasm"; else
        skip "the size of the module: no brotli"
    fi
    at_most 300000 "the page, packed by gzip" gzip -9 -c "$page"
    part "the package"
elif have python3; then
    python3 "$here/sheets.py" "$library" "$root"/examples/answers/*.yaml >"$work/people"
    python3 "$here/assess.py" "$library" <"$work/people" >"$work/python"
    while read -r answers; do "$program" assess - --format json <<<"$answers" | sha256sum | cut -d' ' -f1; done \
        <"$work/people" >"$work/program"
    check "the program = the C interface from Python, $(wc -l <"$work/people") people" cmp "$work/program" "$work/python"
fi

if [ -n "$driven" ]; then
    check "the page, driven" wait "$driven"
    grep -v "^ok " "$work/driven" || true
    part "waiting for the page"
    head -n 500 "$work/people" >"$work/browser.people"
    check "the module in Chromium, $(wc -l <"$work/browser.people") people" \
        node "$here/chromium.mjs" "$package" "$work/node" "$work/browser.people" "$work/wasm"
    check "the same without what would change it, $plain people" \
        node "$here/chromium.mjs" "$package" "$work/node" "$work/people.plain" "$work/wasm.plain" plain
    part "Chromium"
fi
echo "$checks checks, $failed failed, $skipped skipped"
((failed == 0))
