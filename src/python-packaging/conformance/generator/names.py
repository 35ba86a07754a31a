from __future__ import annotations

from packaging.utils import InvalidName, canonicalize_name

from .texts import Random, name_text, some

ODD = ["", "-", "_", ".", "a", "0", "-a", "a-", "a_", "_a", "a b", "a\n", "\u00e9", "a\u00e9"]


def valid_name(text: str) -> str | None:
    try:
        return canonicalize_name(text, validate=True)
    except InvalidName:
        return None


def make(rng: Random) -> dict:
    texts = dict.fromkeys(ODD + some(rng, name_text, 600, 600))
    return {
        "columns": ["text", "normalised, or null when it is no name"],
        "cases": [[text, valid_name(text)] for text in texts],
    }
