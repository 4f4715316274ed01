# SPDX-License-Identifier: Apache-2.0
"""The answers of files in any form, as one JSON object a line: sheets.py LIBRARY FILE..."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "examples" / "embedding"))
import triage  # noqa: E402

rules = triage.Library(sys.argv[1]).shipped()
for path in sys.argv[2:]:
    person = rules.person(pathlib.Path(path).read_text(encoding="utf-8"))
    print(json.dumps(json.loads(person.write())["answers"]))
