#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The core on a 64-bit ARM processor (by an emulator) and on this one: the same people, the same results, the same text.
# Usage: arm64.sh SOURCE_DIR PROGRAM [PEOPLE]
set -euo pipefail
source=$1 program=$2 people=${3:-2000}
compiler=${ARM_CXX:-aarch64-linux-gnu-g++} emulator=${ARM_EMULATOR:-qemu-aarch64}
for each in "$compiler" "$emulator"; do
    command -v "$each" >/dev/null || { echo "there is no $each"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" compile "$source/rules/lower_leg_pain" -o "$work/rules" >/dev/null
build() { "$1" -std=c++20 -O2 -DTRIAGE_HEADER_ONLY -I "$source/include" "$source/tests/machines/people.cpp" -o "$2" "${@:3}"; }
build "$compiler" "$work/arm64" -static &
build "${CXX:-c++}" "$work/here"
wait $!
"$work/here" "$work/rules" "$people" >"$work/here.txt"
"$emulator" "$work/arm64" "$work/rules" "$people" >"$work/arm64.txt"
cmp "$work/here.txt" "$work/arm64.txt"
head -1 "$work/here.txt"
