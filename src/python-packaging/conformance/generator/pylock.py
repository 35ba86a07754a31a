"""Lock files (PEP 751), as JSON: whole ones, and ones with a value changed, moved or gone."""

from __future__ import annotations

import copy
import logging

from packaging.pylock import Pylock, PylockValidationError

from .texts import Random

HASHES = {"sha256": "ab"}
WHEEL = {"name": "six-1.0-py3-none-any.whl", "url": "https://example.org/x/six-1.0-py3-none-any.whl", "size": 5, "hashes": HASHES}
BASE = {
    "lock-version": "1.0",
    "environments": ["sys_platform == 'win32'", "python_version > '3.8'"],
    "requires-python": ">=3.9",
    "extras": ["cli"],
    "dependency-groups": ["dev"],
    "default-groups": ["default"],
    "created-by": "x",
    "packages": [
        {
            "name": "six",
            "version": "1.0",
            "marker": "'cli' in extras",
            "requires-python": ">=3",
            "dependencies": [{"name": "attrs"}],
            "index": "https://example.org/simple",
            "sdist": {"path": "./six-1.0.tar.gz", "hashes": HASHES},
            "wheels": [WHEEL, {"url": "https://example.org/six-1.0-py2-none-any.whl?x#y", "hashes": HASHES}],
            "attestation-identities": [{"kind": "GitHub"}],
            "tool": {},
        },
        {
            "name": "tool",
            "vcs": {"type": "git", "url": "https://example.org/t.git", "requested-revision": "m", "commit-id": "a"},
        },
        {"name": "mine", "version": "1", "directory": {"path": "..", "editable": True, "subdirectory": "x"}},
        {"name": "arch", "archive": {"url": "https://example.org/a.zip", "size": 1, "hashes": {"sha512": "a"}}},
    ],
    "tool": {"x": 1},
}
VALUES = (
    ["", "x", "1.0", "1.1", "1.0.0", "2.0", "0.9", "A_b", "six", "six-1.0.tar.gz", "six-1.0-py3-none-any.whl", "1.0+x"]
    + ["six-2.0.zip", "six-1.00-py3-none-any.whl", "o-1.0-py3-none-any.whl", ">=3,<4", "'a' in extras", "a/b\\c.whl"]
    + ["https://example.org/six%2D1.0-py3-none-any.whl", "dir\\six-1.0-py3-none-any.whl", "2023-10-05T14:48:00Z"]
    + [0, 7, -1, True, False, [], ["x"], [1], [{}], {}, {"sha256": "ab"}, {"sha256": 1}, {"kind": "x"}]
    + [{"path": "six-1.0.zip", "hashes": HASHES}, {"path": "."}, [WHEEL]]
)
KEYS = (
    "lock-version environments requires-python extras dependency-groups default-groups created-by packages tool name version "
    "marker dependencies vcs directory archive index sdist wheels attestation-identities path url size upload-time hashes "
    "subdirectory editable type commit-id requested-revision kind"
).split()


def places(value: object) -> list[tuple]:
    """Every container in a value, with a key or an index in it."""
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in items] + [place for _, inner in items for place in places(inner)]


def change(rng: Random, lock: dict) -> None:
    container, key = rng.choice(places(lock))
    kind = rng.random()
    if kind < 0.4:
        container[key] = copy.deepcopy(rng.choice(VALUES))
    elif kind < 0.7:
        del container[key]
    elif isinstance(container, dict):
        container[rng.choice(KEYS)] = copy.deepcopy(rng.choice(VALUES))
    else:
        container.append(copy.deepcopy(rng.choice(VALUES)))




def judge(lock: dict) -> list:
    try:
        parsed = Pylock.from_dict(lock)
    except PylockValidationError:
        return [lock, None]
    files = [
        [package.name, [wheel.filename for wheel in package.wheels or []], package.sdist.filename if package.sdist else None]
        for package in parsed.packages
    ]
    return [lock, files]


def make(rng: Random) -> dict:
    logging.disable()  # it warns of minor versions
    locks = [BASE]
    while len(locks) < 1200:
        lock = copy.deepcopy(BASE)
        lock["packages"] = rng.sample(lock["packages"], rng.choice([1, 1, 2]))
        for _ in range(rng.choice([1, 1, 1, 2])):
            change(rng, lock)
        locks.append(lock)
    return {
        "columns": ["lock file", "null when it is none; else for each package its name, wheels and sdist"],
        "cases": [judge(lock) for lock in locks],
    }
