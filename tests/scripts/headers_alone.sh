#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every public header compiles alone and twice in one unit, and two units that include all of them link together: with the
# bodies in the library, and with the bodies in the headers (TRIAGE_HEADER_ONLY).
# Usage: headers_alone.sh SOURCE_DIR COMPILER
set -euo pipefail
cd "$1/include"
compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compile() { "$compiler" -std=c++20 -Wall -Wextra -I . "$@"; }

twice() {
    printf '#include <%s>\n#include <%s>\n' "$1" "$1" | compile -x c++ -fsyntax-only - && return
    echo "$1 does not compile alone and twice"
    return 1
}
export -f compile twice
export compiler

mapfile -t headers < <(find triage -name '*.hpp' | sort)
printf '%s\0' "${headers[@]}" | xargs -0 -n 1 -P 2 bash -c 'twice "$1"' twice

# Every body is compiled into the library, by one file.
for body in $(find triage -name '*.ipp' | sort); do
    files=$(grep -lF "#include <$body>" ../src/core/*.cpp | wc -l)
    ((files == 1)) || { echo "$body is included by $files files of src/core"; exit 1; }
done

# A forgotten `inline` shows as a symbol that both units define.
for unit in one two; do
    printf '#include <%s>\n' "${headers[@]}" >"$work/$unit.cpp"
done
echo 'int main() {}' >>"$work/two.cpp"
for bodies in LIBRARY HEADER_ONLY; do
    printf '%s\0' one two | xargs -0 -I{} -P 2 bash -c 'compile "-DTRIAGE_$2" -c "$1/{}.cpp" -o "$1/{}.o"' unit "$work" "$bodies"
    # -r keeps calls into the compiled library open; only the clash of two definitions is asked for.
    "$compiler" -r -nostdlib "$work/one.o" "$work/two.o" -o "$work/both.o"
done
echo "${#headers[@]} headers compile alone and twice; two units link, with the bodies in the library and in the headers"
