"""Dependency groups (PEP 735)."""

from __future__ import annotations

from packaging.dependency_groups import DependencyGroupResolver
from packaging.errors import ExceptionGroup

from .texts import Random

NAMES = ["a", "b", "c", "d", "A", "b_c", "B.c", "test"]
ITEMS = ["six", "six>=1", "a b", "attrs[x]; os_name=='nt'", "", 1, [], {}, {"include-group": 1}, {"include-group": "a", "x": 1}, {"path": "."}]


def item(rng: Random) -> object:
    if rng.random() < 0.45:
        return {"include-group": rng.choice(NAMES)}
    return rng.choice(ITEMS[:2] + ITEMS) if rng.random() < 0.3 else f"p{rng.randrange(9)}"


def case(rng: Random) -> list:
    names = rng.sample(NAMES, rng.choice([1, 2, 3, 4, 5]))
    groups = {name: [item(rng) for _ in range(rng.choice([0, 1, 2, 2, 3]))] for name in names}
    if rng.random() < 0.05:
        groups[names[0]] = rng.choice(["six", 1, {}])
    name = rng.choice(names) if rng.random() < 0.9 else rng.choice(NAMES)
    try:
        found = list(dict.fromkeys(str(each) for each in DependencyGroupResolver(groups).resolve(name)))
    except ExceptionGroup:
        found = None
    return [groups, name, found]


def make(rng: Random) -> dict:
    return {
        "columns": ["groups", "group", "requirements, each once; null for a fault"],
        "cases": [case(rng) for _ in range(1000)],
    }
