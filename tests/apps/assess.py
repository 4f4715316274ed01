# SPDX-License-Identifier: Apache-2.0
"""Reads answers, one JSON object a line, and prints the SHA-256 of each assessment's bytes: assess.py LIBRARY [plain] < people

plain: without what would change the result.
"""

import hashlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "examples" / "embedding"))
import triage  # noqa: E402

options = {"largest_change": 0} if sys.argv[2:] == ["plain"] else {}
rules = triage.Library(sys.argv[1]).shipped()
for line in sys.stdin:
    print(hashlib.sha256(rules.person(line, **options).assess_json().encode()).hexdigest())
