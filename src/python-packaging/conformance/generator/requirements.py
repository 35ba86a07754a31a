from __future__ import annotations

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .markers import canonical_marker, marker_text, sensible_marker_text
from .names import valid_name
from .specifiers import specifier_text
from .texts import Random, maybe, name_text, some

ODD = (
    ["", " ", "a", "a_", "a-", "a[b_]", "a[]", "a[ ]", "a[b", "a[,]", "a[b,]", "a[b c]", "a()", "a( )", "a(", "a(>=1"]
    + ["a>=1)", "a (>=1,)", "a>=1,", "a>=1,,<2", "a>=1 <2", "a>=1;", "a;", "a ; ", "a@", "a @ ", "a @ b", "a@b;c"]
    + ["a @ b ; os_name=='x'", "a @ b; os_name=='x'", "a @ b os_name", "a===", "a=== ,>=1", "a===b,c"]
    + ["a===1;os_name=='x'", "a 1.0", "a=1.0", "a=>1", "a>=1.*", "a>=1+x", "a~=1", "a==1.0.*.*", "a\n", "a # b"]
    + ["a>=1 # b", "-e .", "-r b.txt", "./a", "a.tar.gz", "https://x", "a<1\n", "A.B_c[D.e,d-E]>=1"]
)
URLS = "https://example.org/a-1.0.tar.gz git+https://example.org/a.git@main#egg=a file:///a;b a/b x".split()


def extras_text(rng: Random) -> str:
    names = [name_text(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
    return "[" + maybe(rng, 0.3, " ") + rng.choice([",", ", ", " ,"]).join(names) + maybe(rng, 0.3, " ") + "]"


def requirement_text(rng: Random) -> str:
    text = rng.choice(["", "", "", " ", "\t"]) + name_text(rng) + maybe(rng, 0.3, " ")
    text += maybe(rng, 0.35, extras_text(rng) + maybe(rng, 0.5, " "))
    kind = rng.random()
    if kind < 0.12:
        marker = rng.choice([" ", "  ", ""]) + ";" + sensible_marker_text(rng)
        return text + "@" + maybe(rng, 0.5, " ") + rng.choice(URLS) + maybe(rng, 0.5, marker)
    if kind < 0.75:
        specifiers = specifier_text(rng).strip()
        text += f"({specifiers})" if rng.random() < 0.25 else specifiers
    marker = rng.choice([sensible_marker_text, marker_text])(rng)
    return text + maybe(rng, 0.4, maybe(rng, 0.5, " ") + ";" + maybe(rng, 0.5, " ") + marker) + maybe(rng, 0.2, " ")


def judge(text: str) -> list | None:
    """`None` where nothing can be expected: see `canonical_marker`."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return [text, None]
    stricter_name = None in map(valid_name, [requirement.name, *requirement.extras])
    if stricter_name:
        return [text, None]
    if requirement.marker is not None and canonical_marker(requirement.marker) is None:
        return None
    requirement.name = canonicalize_name(requirement.name)
    requirement.extras = {canonicalize_name(extra) for extra in requirement.extras}
    return [text, str(requirement)]


def make(rng: Random) -> dict:
    texts = dict.fromkeys(ODD + some(rng, requirement_text, 3600, 2400))
    return {
        "columns": ["text", "canonical with normalised names, or null when it is no requirement"],
        "cases": [case for text in texts if (case := judge(text)) is not None],
    }
