#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every public header compiles alone and twice in one unit, all compile in either order, and units that include all of them
# link together: with the bodies in the library, and with the bodies in the headers (TRIAGE_HEADER_ONLY). Alone is tried of
# every fifth header, with TRIAGE_DEEP=1 of each.
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
mapfile -t alone < <(printf '%s\n' "${headers[@]}" | awk -v step="$([[ ${TRIAGE_DEEP:-} == 1 ]] && echo 1 || echo 5)" 'NR % step == 0')
printf '%s\0' "${alone[@]}" | xargs -0 -n 1 -P 2 bash -c 'twice "$1"' twice

# Every body is compiled into the library, by one file.
for body in $(find triage -name '*.ipp' | sort); do
    files=$(grep -lF "#include <$body>" ../src/core/*.cpp | wc -l)
    ((files == 1)) || { echo "$body is included by $files files of src/core"; exit 1; }
done

# In either order. A forgotten `inline` shows as a symbol that two units define: of one unit, linked with itself.
printf '#include <%s>\n' "${headers[@]}" >"$work/all.cpp"
tac "$work/all.cpp" | compile -x c++ -fsyntax-only -
unit() {
    compile "-DTRIAGE_$1" -c "$work/all.cpp" -o "$work/$1.o"
    cp "$work/$1.o" "$work/$1_again.o"
    # -r keeps calls into the compiled library open; only the clash of two definitions is asked for.
    "$compiler" -r -nostdlib "$work/$1.o" "$work/$1_again.o" -o "$work/$1_both.o"
}
export -f unit
export work
printf '%s\0' LIBRARY HEADER_ONLY | xargs -0 -n 1 -P 2 bash -c 'unit "$1"' unit
echo "${#alone[@]} of ${#headers[@]} headers compile alone and twice; all of them link twice, with the bodies in the library and in the headers"
