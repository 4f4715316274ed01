#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs a consumer in an empty folder.
# Usage: consumer.sh install BUILD_DIR PREFIX | find_package|core_only|pkg_config SOURCE_DIR PREFIX
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
    built "$work/top"
    speaks "$source_dir/rules/lower_leg_pain"
    ;;
*)
    echo "unknown way: $way" >&2
    exit 2
    ;;
esac
