# SPDX-License-Identifier: Apache-2.0
"""triage from Python by ctypes: no package, no compiler, only libtriage.so.

    python3 triage.py libtriage.so '{"calf_swelling": "yes", "age_years": 34}'

The library is found at the path that is given, or by the system's loader as libtriage.so.
"""

import ctypes
import json
import sys

OK, REFUSED = 0, 1


class Refused(ValueError):
    """The input is wrong. `problems`: code, message, hint and place of each."""

    def __init__(self, problems):
        super().__init__("; ".join(p["message"] + (" (" + p["hint"] + ")" if p["hint"] else "") for p in problems))
        self.problems = problems


class Library:
    """libtriage.so. `call` gives the texts that came out, and raises Refused."""

    def __init__(self, path="libtriage.so"):
        self.c = ctypes.CDLL(path)
        self.c.triage_version.restype = ctypes.c_char_p
        self.c.triage_free.argtypes = [ctypes.c_void_p]
        self.c.triage_rules_free.argtypes = [ctypes.c_void_p]
        self.c.triage_answers_free.argtypes = [ctypes.c_void_p]

    def take(self, text):
        """A text that the library made, as a str; its memory is given back."""
        if not text.value:
            return ""
        out = ctypes.string_at(text.value).decode()
        self.c.triage_free(text)
        return out

    def call(self, name, *arguments, outs=1):
        got = [ctypes.c_void_p() for _ in range(outs)]
        status = getattr(self.c, name)(*arguments, *map(ctypes.byref, got))
        if status == REFUSED:
            raise Refused(json.loads(self.take(got[-1]))["problems"])
        if status != OK:
            raise RuntimeError(f"{name} failed with status {status}")
        return got

    def shipped(self, name="lower_leg_pain"):
        return Rules(self, self.call("triage_load_shipped", name.encode(), outs=2)[0])

    def load(self, path):
        return Rules(self, self.call("triage_load", path.encode(), outs=2)[0])


class Rules:
    def __init__(self, library, handle):
        self.library, self.handle = library, handle

    def __del__(self):
        self.library.c.triage_rules_free(self.handle)

    def describe(self):
        return json.loads(self.library.take(self.library.call("triage_describe", self.handle)[0]))

    def person(self, answers=None, **options):
        """Answers of one person: a dict, or the text of an answer file. Options as in triage_configure."""
        text = (answers if isinstance(answers, str) else json.dumps(answers or {})).encode()
        size = ctypes.c_size_t(len(text))
        person = Person(self, self.library.call("triage_answers_read", self.handle, text, size, outs=2)[0])
        for key, value in options.items():
            value = str(value).lower() if isinstance(value, bool) else str(value)
            self.library.call("triage_configure", person.handle, key.encode(), value.encode())
        return person


class Person:
    def __init__(self, rules, handle):
        self.rules, self.library, self.handle = rules, rules.library, handle

    def __del__(self):
        self.library.c.triage_answers_free(self.handle)

    def _text(self, name, *arguments, outs=1):
        return self.library.take(self.library.call(name, self.handle, *arguments, outs=outs)[0])

    def set(self, finding, answer):
        """yes, no and unknown, an option id, a bool, or a number."""
        if isinstance(answer, bool):
            answer = "yes" if answer else "no"
        if isinstance(answer, str):
            self.library.call("triage_set_word", self.handle, finding.encode(), answer.encode())
        else:
            self.library.call("triage_set_number", self.handle, finding.encode(), ctypes.c_double(answer))
        return self

    def next_screen(self):
        return json.loads(self._text("triage_next"))

    def answer_screen(self, screen, ticked, rest):
        ids = " ".join(q["id"] for q in screen["questions"] if q["type"] == "yes_no")
        self.library.call("triage_answer_screen", self.handle, ids.encode(), " ".join(ticked).encode(), rest.encode())

    def assess_json(self):
        return self._text("triage_assess")

    def assess(self):
        return json.loads(self.assess_json())

    def render(self, form="text"):
        return self._text("triage_render", form.encode(), outs=2)

    def why_not(self, name):
        return json.loads(self._text("triage_why_not", name.encode(), outs=2))

    def write(self):
        return self._text("triage_answers_write")


if __name__ == "__main__":
    try:
        library = Library(sys.argv[1] if len(sys.argv) > 1 else "libtriage.so")
        person = library.shipped().person(sys.argv[2] if len(sys.argv) > 2 else "{}")
        print(person.render(), end="")
    except Refused as refused:
        sys.exit(str(refused))
