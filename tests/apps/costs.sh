#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sizes, and what loading and calls cost, as the tables of docs/embedding.md: costs.sh LIBRARY PACKAGE PAGE
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
library=$1 package=$2 page=$3
kb() { awk '{ printf "%d kB", ($1 + 500) / 1000 }'; }
packed() { "$@" | wc -c | kb; }
echo "| file | bytes | gzip -9 | brotli 11 |"
echo "|---|---|---|---|"
for file in "$package/engine.wasm" "$package/triage.wasm" "$package/triage.mjs" "$page"; do
    echo "| \`$(basename "$file")\` | $(wc -c <"$file" | kb) | $(packed gzip -9 -c "$file") | $(packed brotli -q 11 -c "$file") |"
done
stripped=$(mktemp)
strip -o "$stripped" "$library"
echo "| \`libtriage.so\`, stripped | $(wc -c <"$stripped" | kb) | $(packed gzip -9 -c "$stripped") | |"
rm -f "$stripped"
echo
echo "| median of 200 calls, µs by the clock | Python, ctypes | Node, WebAssembly |"
echo "|---|---|---|"
paste -d ' ' <(python3 "$here/calls.py" "$library") <(node "$here/calls.mjs" "$package") | while read -r name python _ node; do
    case $name in
    load) what="load the rules, once" ;;
    read) what="read three answers" ;;
    next) what="next screen, as an object" ;;
    assess) what="recommendation, as JSON" ;;
    *) what="the same without what would change it" ;;
    esac
    echo "| $what | $python | $node |"
done
