#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs a consumer in an empty folder.
# Usage: consumer.sh install BUILD_DIR PREFIX | find_package|core_only|pkg_config|c_client|warnings|tutorial SOURCE_DIR PREFIX
#                  | add_subdirectory SOURCE_DIR
set -euo pipefail
way=$1 source_dir=$2 prefix=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# built FOLDER [CMAKE_ARGUMENT...]  copies the consumer away from the tree, so that it cannot lean on it
built() {
    cp -r "$1" "$work/consumer"
    cmake -G Ninja -S "$work/consumer" -B "$work/build" "${@:2}"
    cmake --build "$work/build"
}
speaks() { # a recommendation came out, from the rules in FOLDER
    "$work/build/consumer" "$1" | tee "$work/said"
    [[ -s $work/said ]]
}

case $way in
install)
    rm -rf "$prefix"
    cmake --install "$source_dir" --prefix "$prefix"
    "$prefix/bin/triage" --version
    ;;
find_package)
    built "$source_dir/examples/consumer" -DCMAKE_PREFIX_PATH="$prefix"
    speaks "$prefix/share/triage/rules/lower_leg_pain"
    ;;
core_only) # without any of the library's dependencies
    "$prefix/bin/triage" compile "$source_dir/tests/good/small.yaml" --cpp -o "$work/small.hpp"
    built "$source_dir/tests/install/core_only" -DCMAKE_PREFIX_PATH="$prefix" -DRULES="$work" \
        -DCMAKE_DISABLE_FIND_PACKAGE_{yaml-cpp,simdjson,OpenSSL,SQLite3,Boost}=ON
    "$work/build/consumer"
    ;;
pkg_config)
    command -v pkg-config >/dev/null || exit 77
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name triage.pc)")
    export PKG_CONFIG_PATH
    mkdir "$work/build"
    # shellcheck disable=SC2046  # flags are words
    "${CXX:-c++}" -std=c++20 $(pkg-config --cflags triage) "$source_dir/examples/consumer/main.cpp" \
        $(pkg-config --libs triage) -o "$work/build/consumer"
    speaks "$(pkg-config --variable=rulesdir triage)/lower_leg_pain"
    ;;
c_client) # a C11 compiler for the client; the library is C++
    command -v pkg-config >/dev/null || exit 77
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name triage.pc)")
    export PKG_CONFIG_PATH
    mkdir "$work/build"
    # shellcheck disable=SC2046  # flags are words
    "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags triage) \
        -c "$source_dir/examples/consumer/client.c" -o "$work/client.o"
    # shellcheck disable=SC2046
    "${CXX:-c++}" "$work/client.o" $(pkg-config --libs triage) -o "$work/build/consumer"
    speaks "$(pkg-config --variable=rulesdir triage)/lower_leg_pain"
    "$work/build/consumer" | cmp - "$work/said"
    ! "$work/build/consumer" /no/such/folder 2>"$work/refused" && grep -q /no/such/folder "$work/refused"
    ;;
warnings) # a strict app with each compiler that is there
    command -v pkg-config >/dev/null || exit 77
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name triage.pc)")
    export PKG_CONFIG_PATH
    for compiler in g++ clang++; do
        command -v "$compiler" >/dev/null || continue
        for flags in "" -DTRIAGE_HEADER_ONLY; do
            # shellcheck disable=SC2046,SC2086
            "$compiler" -std=c++20 -O2 -Wall -Wextra -Werror $(pkg-config --cflags triage) $flags ${flags:+-DTRIAGE_LIBRARY} \
                -c "$source_dir/tests/install/warnings.cpp" -o "$work/warnings.o"
        done
    done
    # A refused answer that nobody looks at, and a reader that headers alone do not have, are told at once.
    echo '#include <triage/triage.hpp>
void f(triage::Answers& answers) { answers.try_set("onset", "yes"); }' >"$work/misuse.cpp"
    # shellcheck disable=SC2046
    ! "${CXX:-c++}" -std=c++20 -Werror=unused-result $(pkg-config --cflags triage) -c "$work/misuse.cpp" -o "$work/misuse.o" \
        2>"$work/said"
    grep -q nodiscard "$work/said"
    echo '#include <triage/triage.hpp>
void f() { (void)triage::load("rules"); }' >"$work/misuse.cpp"
    # shellcheck disable=SC2046
    ! "${CXX:-c++}" -std=c++20 -DTRIAGE_HEADER_ONLY $(pkg-config --cflags triage) -c "$work/misuse.cpp" -o "$work/misuse.o" \
        2>"$work/said"
    grep -q 'link triage::triage' "$work/said"
    ;;
tutorial) # every file and every command of the page, as an installed user has it
    page=$(find "$prefix" -path '*docs/tutorial.md')
    # Blocks after <!-- file NAME --> become files, those after <!-- run --> a script.
    (cd "$work" && awk '
        /^<!-- file /{ name = $3 } /^<!-- run -->/{ name = "commands.sh" }
        /^```/{ if (inside) { inside = 0; close(name); name = "" } else if (name != "") {
            inside = 1; folder = name; if (sub("/[^/]*$", "", folder)) system("mkdir -p " folder) } next }
        inside { print >> name }' "$page")
    export PATH="$prefix/bin:$PATH" CMAKE_PREFIX_PATH="$prefix" CMAKE_GENERATOR=Ninja
    # mutate ends with 1 where it finds something, and these few cases leave it something to find
    (cd "$work" && sed -i 's/^triage mutate.*/& || [ $? = 1 ]/' commands.sh && bash -euo pipefail commands.sh >said)
    cat "$work/said"
    (($(grep -c 'A clot could not be ruled out' "$work/said") >= 4))
    grep -q '"calf_swelling": "unknown"' "$work/my_answers.json"
    ;;
add_subdirectory)
    mkdir -p "$work/top"
    cp "$source_dir/examples/consumer/main.cpp" "$work/top"
    cat >"$work/top/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.22)
project(consumer LANGUAGES CXX)
add_subdirectory("$source_dir" triage)
add_executable(consumer main.cpp)
target_link_libraries(consumer PRIVATE triage::triage)
CMAKE
    built "$work/top" -DCMAKE_UNITY_BUILD=ON # as such a project may, and in a third of the time
    speaks "$source_dir/rules/lower_leg_pain"
    ;;
*)
    echo "unknown way: $way" >&2
    exit 2
    ;;
esac
