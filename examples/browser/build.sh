#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the module for browsers: build.sh OUTPUT [RULES]. OUTPUT/engine.wasm has no rules inside; OUTPUT/triage.wasm has those
# of RULES, which `triage compile --without-sources` wrote. Needs a clang with the WebAssembly libraries of Debian:
#   apt-get install clang-22 lld-22 libc++-22-dev-wasm32 libc++abi-22-dev-wasm32 libclang-rt-22-dev-wasm32 wasi-libc
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$1
rules=${2:-}
compiler=${WASM_CXX:-clang++-22}
mkdir -p "$out"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# wasm32-wasi is where Debian's headers lie; a later name of the same target finds none.
compile=("$compiler" --target=wasm32-wasi -Wno-deprecated -std=c++20 -Oz -fno-rtti -fno-exceptions -fvisibility=hidden
  -flto -ffunction-sections -fdata-sections -Wall -Wextra -Wshorten-64-to-32 -DNDEBUG -DTRIAGE_HEADER_ONLY "-I$root/include")
link=("$compiler" --target=wasm32-wasi -Wno-deprecated -mexec-model=reactor -flto -Oz -Wl,--strip-all -Wl,--gc-sections
  -Wl,-z,stack-size=262144)
# What the module offers: the functions of the C interface that need no files, and its own.
for name in $(grep -ohE 'triage_[a-z_]+\(' "$root/include/triage/triage.h" "$root/src/wasm/module.cpp" | tr -d '(' | sort -u); do
  case $name in triage_load | triage_answers_read | triage_answers_restore | triage_record) continue ;; esac
  link+=("-Wl,--export=$name")
done

"${compile[@]}" -c "$root/src/c/interface.cpp" -o "$objects/interface.o" &
"${compile[@]}" -c "$root/src/wasm/module.cpp" -o "$objects/engine.o"
wait
"${link[@]}" "$objects/interface.o" "$objects/engine.o" -o "$out/engine.wasm"
if [ -n "$rules" ]; then
  "${compile[@]}" -Wno-c23-extensions -DTRIAGE_RULES="\"$(realpath "$rules")\"" -c "$root/src/wasm/module.cpp" -o "$objects/module.o"
  "${link[@]}" "$objects/interface.o" "$objects/module.o" -o "$out/triage.wasm"
fi
