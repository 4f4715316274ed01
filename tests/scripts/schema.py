#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The schemas accept every file that loads, and refuse what is wrong in a single file. Usage: schema.py SOURCE_DIR

Files are read as YAML 1.2, as editors do: there, yes and no are texts.
"""
import json
import re
import sys
from pathlib import Path

import jsonschema
import yaml

# What the loader says of one file by itself. The rest needs the whole rule set.
OF_ONE_FILE = {"unknown-key", "missing-key", "wrong-type", "bad-id", "wrong-format", "missing-source", "red-flag-without-unsure"}
# Broken files with such a code that only the whole rule set, or the bytes, can tell.
NEEDS_MORE = {
    "bad-id--option",  # `unknown` is a fine id elsewhere
    "bad-id--reserved",
    "missing-key--section",
    "wrong-type--choice-as-yes-no",
    "wrong-type--decimal-comma",  # which finding is a number stands in the rules
    "wrong-type--implied",
    "wrong-type--not-ordered",
    "wrong-type--range-of-yes-no",
    "wrong-type--yes-no-as-choice",
}


class Core(yaml.SafeLoader):
    """YAML 1.2, core schema."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(f"^(?:{pattern})$"), list(first))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def main(root):
    def schema(name):
        text = json.loads((root / "rules" / name).read_text())
        jsonschema.Draft7Validator.check_schema(text)
        return jsonschema.Draft7Validator(text)

    rules, cases = schema("rules.schema.json"), schema("cases.schema.json")

    def problems(path):
        document = yaml.load(path.read_text(), Loader=Core)
        return [
            "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]
            for error in (cases if path.name.endswith(".cases.yaml") else rules).iter_errors(document)
        ]

    failures = []
    good = sorted((root / "rules").rglob("*.yaml")) + sorted((root / "tests/good").glob("*.yaml"))
    good = [path for path in good if path.name != "review.yaml"]
    for path in good:
        failures += [f"{path}: refused: {problem}" for problem in problems(path)]

    refused = 0
    for path in sorted((root / "tests/bad").glob("*.yaml")) + [root / "tests/bad/unknown-key--included/advice.yaml"]:
        if path.name.endswith(".answers.yaml"):
            continue
        name = path.name.split(".")[0] if path.parent.name == "bad" else path.parent.name
        expected = OF_ONE_FILE & set(re.findall(r"[a-z]+(?:-[a-z]+)+", path.read_text(errors="replace").split("\n")[0]))
        if path.parent.name != "bad":
            expected = {"unknown-key"}
        try:
            found = problems(path)
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
            continue
        if expected and name not in NEEDS_MORE:
            refused += 1
            if not found:
                failures.append(f"{path}: accepted, but {' and '.join(sorted(expected))}")
        elif found and expected:
            failures.append(f"{path}: listed under NEEDS_MORE, but refused: {found[0]}")

    print(*failures, sep="\n")
    print(f"{len(good)} good files accepted, {refused} broken ones refused" if not failures else f"{len(failures)} failures")
    return 1 if failures or refused < 30 else 0


sys.exit(main(Path(sys.argv[1])))
