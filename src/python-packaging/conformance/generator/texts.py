"""Random texts: well-formed ones, and ones that are almost so."""

from __future__ import annotations

import random
from collections.abc import Callable

Random = random.Random

#: Letters and digits of other scripts that look or fold like ASCII, blanks that JavaScript and Python see differently,
#: and every character that has a meaning in one of the grammars.
STRANGERS = "\u00e9\u0660\u017f\u212a\ufeff\u2003\x1f\x85\t\n_-.+!*,;()[]@#'\"\\/<>=~v0aZ "


def mutate(rng: Random, text: str) -> str:
    """Replace, insert or drop a character or two."""
    for _ in range(rng.choice([1, 1, 1, 2])):
        at = rng.randrange(len(text) + 1)
        kind = rng.randrange(3)
        stranger = rng.choice(STRANGERS)
        if kind == 0:
            text = text[:at] + stranger + text[at:]
        elif kind == 1:
            text = text[:at] + stranger + text[at + 1 :]
        else:
            text = text[:at] + text[at + 1 :]
    return text


def some(rng: Random, make: Callable[[Random], str], intact: int, spoiled: int) -> list[str]:
    """So many different texts as `make` gives them, and so many of them spoiled."""
    texts: dict[str, None] = {}
    while len(texts) < intact:
        texts[make(rng)] = None
    while len(texts) < intact + spoiled:
        texts[mutate(rng, make(rng))] = None
    return list(texts)


def maybe(rng: Random, share: float, text: str) -> str:
    return text if rng.random() < share else ""


def number(rng: Random) -> str:
    return rng.choice("0 0 1 1 2 3 9 10 00 01 011 20240131 9007199254740993 123456789012345678901234567890".split())


def small_number(rng: Random) -> str:
    return rng.choice("0 0 1 1 2 3 10".split())


def version_text(rng: Random, number: Callable[[Random], str] = number) -> str:
    """A version in any spelling that PEP 440 admits."""

    def segment(words: str) -> str:
        first, second = (rng.choice(["", "", ".", "-", "_"]) for _ in range(2))
        return first + rng.choice(words.split()) + second + rng.choice(["", number(rng)])

    text = rng.choice(["", "", "", "", "v", "V", " v", " ", "\t", "\n", "\x1f", "\u2003"])
    text += maybe(rng, 0.3, rng.choice(["0!", "1!", "01!", "2!"]))
    text += ".".join(number(rng) for _ in range(rng.choice([1, 1, 2, 2, 2, 3, 3, 4, 5])))
    text += maybe(rng, 0.4, segment("a b c rc alpha beta pre preview A RC Alpha"))
    text += maybe(rng, 0.3, rng.choice(["-" + number(rng), segment("post rev r POST Rev")]))
    text += maybe(rng, 0.3, segment("dev DEV"))
    parts = rng.choices("abc ubuntu Ubuntu 1 01 10 cu118 cu121 0 g1234abc zz 1a".split(), k=rng.choice([1, 1, 2, 3]))
    text += maybe(rng, 0.25, "+" + parts[0] + "".join(rng.choice("._-") + part for part in parts[1:]))
    return text + rng.choice(["", "", "", "", "", " ", "\n", "\x1c"])


def name_text(rng: Random) -> str:
    parts = rng.choices("a Foo django zope x2 9 PyYAML 0".split(), k=rng.choice([1, 1, 2, 3]))
    separators = ["-", "_", ".", "--", "-_.", "._"]
    return parts[0] + "".join(rng.choice(separators) + part for part in parts[1:])
