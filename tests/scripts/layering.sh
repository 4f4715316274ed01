#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The arrows of docs/architecture.md, as greps over the #include lines. Usage: layering.sh SOURCE_DIR
set -euo pipefail
cd "$1"
failed=0

# includes PATH...  prints file:line:header of every #include below the paths that exist
includes() {
    local paths=() path
    for path in "$@"; do [[ -e $path ]] && paths+=("$path"); done
    ((${#paths[@]})) || return 0
    grep -rnE --include='*.hpp' --include='*.ipp' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include' "${paths[@]}" |
        sed -E 's/^([^:]+:[0-9]+:)[^<"]*[<"]([^>"]+)[>"].*/\1\2/' || true
}

# refuse RULE [LINES]  every line is a violation of the rule
refuse() {
    [[ -n $2 ]] || return 0
    printf '%s:\n%s\n\n' "$1" "$2"
    failed=1
}

matching() { grep -E "$1" || true; }
except() { grep -vE "$1" || true; }

everything=$(includes include src examples tests)
[[ $everything == *triage/triage.hpp* ]] || refuse "the greps see the tree" "no include of triage/triage.hpp found"

# Third-party headers stay in their rooms. Tests may judge the rooms by other means, so they are not asked.
product=$(includes include src examples)
refuse "include/ has the standard library and triage/ only" \
    "$(includes include | matching ':(yaml-cpp|boost|simdjson|openssl|sqlite3|catch2|benchmark)[./]')"
refuse "yaml-cpp only in src/document/parse_yaml.cpp" \
    "$(matching ':yaml-cpp/' <<<"$product" | except '^src/document/parse_yaml\.cpp:')"
refuse "simdjson only in src/document/parse_json.cpp" \
    "$(matching ':simdjson' <<<"$product" | except '^src/document/parse_json\.cpp:')"
refuse "zlib and libzstd only in examples/cli/compression.cpp" \
    "$(matching ':(zlib|zstd)\.h' <<<"$product" | except '^examples/cli/compression\.cpp:')"
refuse "OpenSSL only in src/digest" "$(matching ':openssl/' <<<"$product" | except '^src/digest/')"
refuse "SQLite only in src/log" "$(matching ':sqlite3' <<<"$product" | except '^src/log/')"
refuse "Boost.Program_options only in examples/cli" \
    "$(matching ':boost/program_options' <<<"$product" | except '^examples/cli/')"
refuse "any other Boost only in src/picture" \
    "$(matching ':boost/' <<<"$product" | except ':boost/program_options|^src/picture/')"

# The core is cheap to include. What only reviewers need may cost more.
core=$(includes include | except '^include/triage/review(/|\.hpp)')
refuse "no costly header in the core" \
    "$(matching ':(iostream|regex|ranges|functional|filesystem|chrono)$' <<<"$core")"

# text <- model <- compile <- walk <- explain; review looks at all of them.
arrow() { # arrow FOLDER MAY_INCLUDE
    refuse "include/triage/$1 may include triage/{$2,$1} only" \
        "$(includes "include/triage/$1" | matching ':triage/' | except ":triage/((version|header_only)\.hpp|($2|$1)/)")"
}
arrow text text
arrow model text
arrow compile 'text|model'
arrow walk 'text|model|compile'
arrow explain 'text|model|compile|walk'
refuse "only review looks at review" "$(matching ':triage/review' <<<"$core")"
refuse "reading and digests look at no review" "$(includes src/document src/load src/digest | matching ':triage/review')"
refuse "triage/ headers are included by their full name" "$(includes include | matching ':\.\./')"
refuse "include/ includes nothing of src/" "$(includes include | matching ':(language|document|check|picture|digest|sign|log|shipped|src)/')"

# Whatever the program does, an app can do.
refuse "the CLI includes public headers only" \
    "$(includes examples/cli | matching ':(.*/)?src/|:\.\./|:(language|document|check|picture|digest|sign|log|shipped)/')"
refuse "examples include public headers only" "$(includes examples | matching ':(.*/)?src/|:\.\./\.\./')"
refuse "examples name nothing of a _detail namespace" \
    "$(grep -rnE --include='*.hpp' --include='*.cpp' '_detail\b' examples | except '^[^:]+:[0-9]+:[[:space:]]*//')"

# The library never prints, exits, or reads a clock, the environment or the locale. Comments may show how an app prints.
calls='std::(cout|cerr|clog|exit|abort|quick_exit|getenv|setlocale)\b|\b(printf|puts|getenv|exit|setlocale) ?\(|system_clock'
refuse "the library neither prints nor exits nor reads its surroundings" \
    "$(grep -rnE --include='*.hpp' --include='*.ipp' --include='*.cpp' "$calls" include src | except '^[^:]+:[0-9]+:[[:space:]]*(//|\*)' |
        except "//.*($calls)|^include/triage/model/raise\.hpp:")"

((failed)) || echo "layering holds: $(wc -l <<<"$everything") includes looked at"
exit "$failed"
