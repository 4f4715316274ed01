#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every public header compiles for 32 bit, and the core without exceptions, with the WebAssembly compiler where there is one.
# Usage: small_targets.sh SOURCE_DIR
set -euo pipefail
cd "$1/include"
compiler=${WASM_CXX:-clang++-22}
command -v "$compiler" >/dev/null || { echo "there is no $compiler"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compile() {
    "$compiler" --target=wasm32-wasi -Wno-deprecated -std=c++20 -DTRIAGE_HEADER_ONLY -Wall -Wextra -Wshorten-64-to-32 -Werror \
        -I . -fsyntax-only "$@"
}
echo 'int main() {}' >"$work/empty.cpp"
compile "$work/empty.cpp" 2>/dev/null || { echo "$compiler has no libraries for WebAssembly"; exit 77; }
find triage -name '*.hpp' -printf '#include <%p>\n' | sort >"$work/all.cpp"
compile -fexceptions "$work/all.cpp"
echo '#include <triage/triage.hpp>' >"$work/core.cpp"
compile -fno-exceptions -fno-rtti "$work/core.cpp"
echo "$(wc -l <"$work/all.cpp") headers for 32 bit; the core without exceptions and RTTI"
