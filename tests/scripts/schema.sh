#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The shipped schemas, judged by an independent validator: schema.py. Usage: schema.sh SOURCE_DIR
# Exits with 77 (skipped) where Debian's python3-jsonschema and python3-yaml are missing.
set -euo pipefail
if ! python3 -W ignore -c 'import jsonschema, yaml' 2>/dev/null; then
    echo "skipped: needs python3-jsonschema and python3-yaml"
    exit 77
fi
exec python3 -W ignore "$(dirname "${BASH_SOURCE[0]}")/schema.py" "$1"
