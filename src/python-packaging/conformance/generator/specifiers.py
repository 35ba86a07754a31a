from __future__ import annotations

from itertools import product

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from .texts import Random, maybe, small_number, some, version_text

POOL = list(
    dict.fromkeys(
        [
            release + suffix
            for release, suffix in product(
                ["0", "1.0", "1.0.1", "1.1", "1.2", "2.0"],
                ["", "a1", "rc1", ".post1", ".dev1", "+cu118"],
            )
        ]
        + "0.dev0 1 1.0.0 1.0a1.dev1 1.0a1.post1 1.0a2 1.0.post0 1.0.post1.dev2 1.0.post2 1.0+cu121".split()
        + "1.0+cu118.1 1.0.dev2 1.0.dev1+x 1.10 1.2.3.4 1.2.post3+x 1!0 1!1.0 1!1.0.dev1 3 10.0 2024.1".split()
        + "9007199254740993 1.9007199254740993".split()
    )
)

ODD = [
    "",
    " ",
    ",",
    ">",
    "~=1",
    "~=1.0.*",
    ">=1.*",
    "==1.0.*+x",
    "==1.0a1.*",
    ">=1+x",
    "<0.dev0",
    "<=0.dev0",
    "===",
] + ["== ", "1.0", "=1.0", "=>1.0", "~=1.0.po\u017ft1"]


def clause(rng: Random) -> str:
    operator = rng.choice("== == != < <= > >= ~= ===".split())
    text = rng.choice(POOL) if rng.random() < 0.6 else version_text(rng, small_number).strip()
    if operator == "~=" and rng.random() < 0.5:
        text = rng.choice("1.0 1.0.1 1.2.3 0.0 1!1.0 1.0.post1 1.0rc1 1.0.dev1 2024.1.0".split())
    if operator in ("==", "!=") and rng.random() < 0.35:
        text = rng.choice("1 1.0 1.0.0 0 1.2 1!1 v1 01 1.2.3.4 1.0a1 1.0.post1".split()) + ".*"
    if operator == "===" and rng.random() < 0.3:
        text = rng.choice(["", "foo", "1.0.0", "1.0A1", "1.0+CU118", "1.0;", "1.0)"])
    return operator + rng.choice(["", "", "", " ", "\t", "\n"]) + text


def specifier_text(rng: Random) -> str:
    clauses = [clause(rng) for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 3]))]
    return maybe(rng, 0.3, " ") + rng.choice([",", ",", " , ", ",,", ", "]).join(clauses) + maybe(rng, 0.3, ",")


def parse(text: str) -> SpecifierSet | None:
    try:
        parsed = SpecifierSet(text)
        parsed.contains("1.0")
        return parsed
    except InvalidSpecifier:
        return None
    except AssertionError:
        return None  # `packaging` lets a long s pass in "~=1.0.po\u017ft1" and then trips over it


def judge(text: str, pool: list[Version]) -> list:
    parsed = parse(text)
    if parsed is None:
        return [text, None]
    bits = ["".join(str(int(parsed.contains(v, prereleases=p))) for v in pool) for p in (True, False)]
    return [text, str(parsed), int(parsed.prereleases is True), *bits]


def filter_case(rng: Random) -> list | None:
    text = specifier_text(rng)
    parsed = parse(text)
    if parsed is None:
        return None
    items = rng.sample(POOL, rng.choice([0, 1, 2, 3, 5, 8])) + rng.choice(
        [[]] * 3 + [["not-a-version"], ["foo", "1.0A1"]]
    )
    if rng.random() < 0.3:
        items = [item for item in items if "a" in item or "rc" in item or "dev" in item]
    rng.shuffle(items)
    numbered = list(enumerate(items))
    kept = [parsed.filter(numbered, prereleases=p, key=lambda item: item[1]) for p in (None, True, False)]
    return [text, items, *(sorted(index for index, _ in found) for found in kept)]


def make(rng: Random) -> dict:
    pool = [Version(text) for text in POOL]
    filters = [case for _ in range(5600) if (case := filter_case(rng)) is not None]
    return {
        "versions": POOL,
        "columns": [
            "text",
            "canonical, or null when it is no set",
            "1 when a clause mentions a prerelease",
            "a bit for each version: in the set, prereleases admitted",
            "the same, prereleases refused",
        ],
        "cases": [judge(text, pool) for text in dict.fromkeys(ODD + some(rng, specifier_text, 2600, 1000))],
        "filterColumns": ["set", "versions", "places kept by default", "prereleases admitted", "prereleases refused"],
        "filters": filters[:4000],
    }
