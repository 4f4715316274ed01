#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# triage.hpp preprocesses to at most 100,000 lines. Usage: header_budget.sh SOURCE_DIR COMPILER
set -euo pipefail
budget=100000
lines=$("$2" -std=c++20 -I "$1/include" -E "$1/include/triage/triage.hpp" | wc -l)
echo "triage.hpp preprocesses to $lines lines (budget $budget)"
((lines > 0 && lines <= budget))
