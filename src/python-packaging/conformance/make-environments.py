"""Make the table of environments: what real Pythons say of themselves, through `packaging`.

Give it the interpreters; `packaging` comes from the Python that runs this, which wants the release of make-tables.py:

    python3 make-environments.py python3.9 python3.12 pypy3

The release and the version of the kernel are left out of the table: they belong to one computer, to no kind of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import packaging

TELL = """
import json, platform, sys, sysconfig
from packaging import _manylinux, _musllinux, tags
from packaging.markers import default_environment
libc = _manylinux._get_glibc_version()
kind = "glibc"
if libc[0] < 0:
    libc, kind = _musllinux._get_musl_version(sys.executable), "musl"
pypy = sys.implementation.name == "pypy"
sys_tags = [[tag.interpreter, tag.abi, tag.platform] for tag in tags.sys_tags()]
print(json.dumps({
    "facts": {
        "implementation": sys.implementation.name,
        "pythonVersion": platform.python_version(),
        "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "pypyAbi": sys_tags[0][1] if pypy else None,
        "platform": {
            "system": "linux",
            "architecture": platform.machine(),
            "libc": {"kind": kind, "major": libc[0], "minor": libc[1]},
        },
        "markers": {},
        "tags": None,
    },
    "environment": {**default_environment(), "platform_release": "", "platform_version": ""},
    "tags": sys_tags,
}))
"""


def ask(python: str) -> dict:
    path = str(Path(packaging.__file__).parent.parent)
    command = [python, "-B", "-W", "ignore", "-c", f"import sys; sys.path.insert(0, {path!r})\n{TELL}"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(pythons: list[str]) -> None:
    lists: list[list[str]] = []
    rows = []
    for python in pythons:
        told = ask(python)
        groups = []
        for (interpreter, abi), tags in groupby(told["tags"], key=lambda tag: tag[:2]):
            platforms = [tag[2] for tag in tags]
            # "py3-none" comes for the platforms of this computer, and right behind for "any".
            for part in ([name for name in platforms if name != "any"], [name for name in platforms if name == "any"]):
                if part and part not in lists:
                    lists.append(part)
                if part:
                    groups.append([interpreter, abi, lists.index(part)])
        rows.append({**told, "tags": groups})
    table = {
        "packaging": packaging.__version__,
        "tagColumns": ["interpreter", "ABI", "place in the lists of platforms: the tag is there for each of them, in this order"],
        "platforms": lists,
        "pythons": rows,
    }
    text = json.dumps(table, separators=(",", ":"))
    (Path(__file__).parent / "environments.json").write_text(text + "\n")
    print(f"environments.json: {len(rows)} Pythons, {len(text) // 1024} KiB")


if __name__ == "__main__":
    main(sys.argv[1:])
