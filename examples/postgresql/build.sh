#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and installs the extension for the PostgreSQL of pg_config: build.sh [PG_CONFIG]
# triage must be installed where pkg-config finds it (PKG_CONFIG_PATH). Then, in psql: CREATE EXTENSION triage;
set -euo pipefail
cd "$(dirname "$0")"
pg_config=${1:-pg_config}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046  # flags are words
"${CC:-cc}" -std=gnu11 -O2 -Wall -Wextra -Wno-unused-parameter -fPIC "-I$("$pg_config" --includedir-server)" \
    $(pkg-config --cflags triage) -c triage.c -o "$work/triage.o"
# shellcheck disable=SC2046
"${CXX:-c++}" -shared "$work/triage.o" $(pkg-config --libs triage) -Wl,--exclude-libs,ALL -o "$work/triage_pg.so"
install -D -m 755 "$work/triage_pg.so" "$("$pg_config" --pkglibdir)/triage_pg.so"
install -D -m 644 -t "$("$pg_config" --sharedir)/extension" triage.control triage--0.2.sql
