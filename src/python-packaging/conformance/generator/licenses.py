"""License expressions (PEP 639). `packaging` knows the list of SPDX, this room does not: unknown ids make no case."""

from __future__ import annotations

import re

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from .texts import Random

IDS = ["MIT", "apache-2.0", "BSD-3-Clause", "GPL-3.0-only", "0BSD", "Zlib", "LicenseRef-Mine", "licenseref-A.b-1"]
EXCEPTIONS = ["LLVM-exception", "gcc-exception-3.1"]
WORDS = IDS + ["MIT+", "AND", "or", "WITH", "(", ")", "LLVM-exception", "LicenseRef-Mine+", "LicenseRef-", "LicenseRef-a_b"]
ALLOWED = [["MIT"], ["Apache-2.0", "Zlib", "0BSD"], ["GPL-3.0-only", "MIT", "LicenseRef-Mine"], ["BSD-3-Clause WITH LLVM-exception"]]


def expression(rng: Random, depth: int = 0) -> str:
    if depth < 3 and rng.random() < 0.3:
        inner = f"({expression(rng, depth + 1)})"
    else:
        inner = rng.choice(IDS)
        inner += rng.choice(["", "", "+"]) if not inner.lower().startswith("licenseref") else ""
        inner += rng.choice(["", "", "", f" {rng.choice(['WITH', 'with'])} {rng.choice(EXCEPTIONS)}"])
    if rng.random() < 0.5:
        return inner
    return inner + rng.choice([" ", "  ", "\t"]) + rng.choice(["AND", "OR", "and", "Or"]) + " " + expression(rng, depth)


def noise(rng: Random) -> str:
    return rng.choice([" ", " ", " ", "  "]).join(rng.choice(WORDS) for _ in range(rng.choice([1, 2, 3, 4, 5, 6])))


def holds(canonical: str, allowed: list[str]) -> bool:
    """Python's own "and" and "or" bind as those of SPDX do."""
    terms = re.split(r"( AND | OR |\(|\))", canonical)
    words = []
    for term in terms:
        if term.strip() in ("AND", "OR", "(", ")", ""):
            words.append(term.lower())
        else:
            license_id = term.split(" WITH ")[0].removesuffix("+")
            words.append(str(license_id in allowed or term.replace("+", "") in allowed))
    return eval("".join(words))


def judge(text: str) -> list | None:
    try:
        canonical = canonicalize_license_expression(text)
    except InvalidLicenseExpression as error:
        return None if str(error).startswith("Unknown") else [text, None]
    return [text, "".join(str(int(holds(canonical, allowed))) for allowed in ALLOWED)]


def make(rng: Random) -> dict:
    texts: dict[str, None] = {"": None, " ": None}
    while len(texts) < 1200:
        texts[expression(rng) if rng.random() < 0.6 else noise(rng)] = None
    return {
        "allowed": ALLOWED,
        "columns": ["text", "for each set of ids, whether it allows the expression; null when it is none"],
        "cases": [case for text in texts if (case := judge(text)) is not None],
    }
