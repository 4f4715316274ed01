#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes what the shared library offers as a linker version script: the C interface and the C++ API, nothing of what they are made
# of. A version script alone cannot say "all of triage:: but these namespaces", so the names are listed.
# Usage: exports.sh NM OUTPUT OBJECT...
set -eu
nm=$1 output=$2
shift 2
# Inside the library: the namespaces of src/, and those called ..._detail.
inside='6triage(1c|5batch|8document|8language|5files|3log|13page_assets|[0-9]+[a-z_]+_detail)[0-9NE]'
{
    echo '{ global:'
    # Inline functions and templates (weak) are in the headers; what typeid and catch need of classes is not.
    "$nm" --defined-only --extern-only --format=posix "$@" | awk '$2 ~ /^[TRDB]$/ || ($2 == "V" && $1 ~ /^_ZT[ISV]/) { print $1 }' |
        grep -E '^(triage_[a-z_]+|_ZT[ISV]N?6triage.*|_ZNK?R?O?6triage.*)$' | grep -vE "$inside" | sort -u | sed 's/$/;/'
    echo 'local: *; };'
} >"$output"
