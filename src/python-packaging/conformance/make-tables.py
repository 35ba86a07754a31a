"""Make the conformance tables: what Python's `packaging` says about thousands of generated cases.

Run it with Python 3.11 or newer and the release of `packaging` that the tables shall follow:

    pip install packaging==26.3 pip==26.2.1 && python3 -W ignore make-tables.py

The committed tables were made with packaging 26.3 and, for requirements files, with the parser inside pip 26.2.1. The cases are random, from a fixed seed: the same release makes the
same tables. The tests beside them hold this room's code to every case. Other cases: `make-tables.py SEED FOLDER`.

Where this room is stricter than `packaging`, on purpose:

* Names of projects and extras follow PEP 508: they end with a letter or a digit and are ASCII. `packaging` takes
  "name_" in a requirement and any word character in a wheel's filename; interpreters in its tags are ASCII too.
  `stricter_name` marks such cases as invalid.
* A backslash or a line break in a marker's text is written as an escape, so that the text can be read back.
  `packaging` writes a text there that it cannot read; the tables hold no canonical text for such markers.
* Addresses in requirements files are told from requirements by their form alone. A path with backslashes is one on every
  system; of an address that is malformed, pip may say so where this room hands it on. The committed cases have neither.
* "\\N{NAME}" in a marker's text is refused; the tables hold no such case.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import packaging

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

from generator import (  # noqa: E402
    dependency_groups,
    filenames,
    licenses,
    markers,
    names,
    pylock,
    requirements,
    requirements_files,
    specifiers,
    tags,
    versions,
)

TABLES = {
    "versions": versions.make,
    "specifiers": specifiers.make,
    "names": names.make,
    "markers": markers.make,
    "requirements": requirements.make,
    "requirements-files": requirements_files.make,
    "filenames": filenames.make,
    "tags": tags.make,
    "pylock": pylock.make,
    "dependency-groups": dependency_groups.make,
    "licenses": licenses.make,
}


def main(seed: str = "sandgrouse", folder: str = "") -> None:
    for name, make in TABLES.items():
        table = {"packaging": packaging.__version__, **make(random.Random(f"{seed} {name}"))}
        text = json.dumps(table, separators=(",", ":"))
        (Path(folder or Path(__file__).parent) / f"{name}.json").write_text(text + "\n")
        print(f"{name}.json: {len(text) // 1024} KiB")


if __name__ == "__main__":
    main(*sys.argv[1:])
