# SPDX-License-Identifier: Apache-2.0
"""What calls cost from Python: calls.py LIBRARY  prints the median of each in microseconds."""

import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "examples" / "embedding"))
import triage  # noqa: E402


def median(work, times=200):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e6


start = time.perf_counter()
rules = triage.Library(sys.argv[1]).shipped()
loaded = (time.perf_counter() - start) * 1e6
answers = '{"age_years": 34, "calf_swelling": "yes", "chest_pain": "no"}'
person = rules.person(answers)
quick = rules.person(answers, largest_change=0)
print(f"load {loaded:.0f}")
print(f"read {median(lambda: rules.person(answers)):.1f}")
print(f"next {median(person.next_screen):.1f}")
print(f"assess {median(person.assess_json):.1f}")
print(f"assess_without_changes {median(quick.assess_json):.1f}")
