from __future__ import annotations

from itertools import product

from packaging.version import InvalidVersion, Version

from .texts import Random, some, version_text

ODD = (
    ["", " ", "1", "1.", ".1", "1..2", "v", "1!", "!1", "1!2!3", "1+", "1+_", "1+a..b", "1.0--1", "1.0-1-1", "1.0.a"]
    + ["1.0post", "1.0.r", "1.0-dev", "1a1b1", "1.0.post1.post2", "1.dev1.post1", "french toast"]
    + ["1.0+\u00e9", "\u0661.0", "1.0\u017f", "1.0po\u017ft1"]
)

#: Versions close to each other, for the order.
CLOSE = [
    "".join(parts)
    for parts in product(
        ["", "1!"],
        ["0", "1", "1.0", "1.0.1", "1.1", "10"],
        ["", "a0", "a1", "b1", "rc1", "rc10"],
        ["", ".post0", ".post1"],
        ["", ".dev0", ".dev1"],
        ["", "+1", "+a", "+a.1", "+1.a", "+10"],
    )
]


def parse(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def make(rng: Random) -> dict:
    texts = dict.fromkeys(ODD + some(rng, version_text, 4000, 2000) + rng.sample(CLOSE, 1200))
    parsed = {text: parse(text) for text in texts}
    ordered = sorted({version for version in parsed.values() if version is not None})
    place = {version: index for index, version in enumerate(ordered)}
    return {
        "columns": [
            "text",
            "canonical, or null when it is no version",
            "place in the order; equal versions share it",
            "1 for a prerelease",
        ],
        "cases": [
            [text, None] if version is None else [text, str(version), place[version], int(version.is_prerelease)]
            for text, version in parsed.items()
        ],
    }
