"""Make the conformance tables: what Python's `packaging` says about thousands of generated cases.

Run it in this folder, with the release of `packaging` that the tables shall follow:

    pip install packaging==26.3 && python3 make-tables.py

The committed tables were made with packaging 26.3. The cases are random, from a fixed seed: the same release makes the
same tables. The tests beside them hold this room's code to every case.

Where this room is stricter than `packaging`, on purpose:

* Names of projects and extras follow PEP 508: they end with a letter or a digit and are ASCII. `packaging` takes
  "name_" in a requirement and any word character in a wheel's filename; interpreters in its tags are ASCII too. `stricter_name` marks such cases as invalid.
* A backslash or a line break in a marker's text is written as an escape, so that the text can be read back.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import packaging
from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import (
    InvalidName,
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

HERE = Path(__file__).parent
STRANGERS = "\u00e9\u0660\u017f\u212a\ufeff\u2003\x1f\x85\t\n_-.+!*,;()[]@#'\"\\/<>=~v0aZ "


def write(name: str, table: dict) -> None:
    text = json.dumps({"packaging": packaging.__version__, **table}, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text + "\n")
    print(f"{name}.json: {len(text) // 1024} KiB")


def mutate(rng: random.Random, text: str) -> str:
    """Replace, insert or drop a character or two: most of what comes out is almost right."""
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


def some(rng: random.Random, count: int, make, mutated: float) -> list[str]:
    """`count` different texts, a share of them spoiled."""
    texts: dict[str, None] = {}
    while len(texts) < count:
        text = make(rng)
        texts[mutate(rng, text) if rng.random() < mutated else text] = None
    return list(texts)


# --- versions -------------------------------------------------------------------------------------------------------


def number(rng: random.Random) -> str:
    return rng.choice(
        [
            "0",
            "0",
            "1",
            "1",
            "2",
            "3",
            "9",
            "10",
            "00",
            "01",
            "011",
            "20240131",
            "9007199254740993",
            "123456789012345678901234567890",
        ]
    )


def small_number(rng: random.Random) -> str:
    return rng.choice(["0", "0", "1", "1", "2", "3", "10"])


def version_text(rng: random.Random, number=number) -> str:
    text = rng.choice(["", "", "", "", "v", "V", " v", " ", "\t", "\n", "\x1f", "\u2003"])
    text += rng.choice([""] * 8 + ["0!", "1!", "01!", "2!"])
    text += ".".join(number(rng) for _ in range(rng.choice([1, 1, 2, 2, 2, 3, 3, 4, 5])))
    separators = ["", "", ".", "-", "_"]
    if rng.random() < 0.4:
        text += rng.choice(separators) + rng.choice(
            ["a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "A", "RC", "Alpha"]
        )
        text += rng.choice(separators) + rng.choice(["", number(rng)])
    if rng.random() < 0.3:
        text += rng.choice(
            [
                "-" + number(rng),
                rng.choice(separators)
                + rng.choice(["post", "rev", "r", "POST", "Rev"])
                + rng.choice(separators)
                + rng.choice(["", number(rng)]),
            ]
        )
    if rng.random() < 0.3:
        text += (
            rng.choice(separators)
            + rng.choice(["dev", "DEV"])
            + rng.choice(separators)
            + rng.choice(["", number(rng)])
        )
    if rng.random() < 0.25:
        parts = [
            rng.choice(
                ["abc", "ubuntu", "Ubuntu", "1", "01", "10", "cu118", "cu121", "0", "g1234abc", "zz", "1a"]
            )
            for _ in range(rng.choice([1, 1, 2, 3]))
        ]
        text += "+" + parts[0] + "".join(rng.choice("._-") + part for part in parts[1:])
    return text + rng.choice(["", "", "", "", "", " ", "\n", "\x1c"])


def parse_version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def make_versions() -> None:
    rng = random.Random(440)
    texts = [
        "",
        " ",
        "1",
        "1.",
        ".1",
        "1..2",
        "v",
        "1!",
        "!1",
        "1!2!3",
        "1+",
        "1+_",
        "1+a..b",
        "1.0--1",
        "1.0-1-1",
        "1.0.a",
        "1.0post",
        "1.0.r",
        "1.0-dev",
        "1a1b1",
        "1.0.post1.post2",
        "1.dev1.post1",
        "french toast",
        "1.0+\u00e9",
        "\u0661.0",
        "1.0\u017f",
        "1.0po\u017ft1",
    ]
    texts += some(rng, 3000, version_text, 0.0)
    texts += some(rng, 1500, version_text, 1.0)
    # Many that are close to each other, for the order.
    close = [
        f"{e}{r}{p}{q}{d}{l}"
        for e in ("", "1!")
        for r in ("0", "1", "1.0", "1.0.1", "1.1", "10")
        for p in ("", "a0", "a1", "b1", "rc1", "rc10")
        for q in ("", ".post0", ".post1")
        for d in ("", ".dev0", ".dev1")
        for l in ("", "+1", "+a", "+a.1", "+1.a", "+10")
    ]
    texts += rng.sample(close, 900)
    texts = list(dict.fromkeys(texts))
    parsed = {text: parse_version(text) for text in texts}
    ordered = sorted({version for version in parsed.values() if version is not None})
    rank = {version: index for index, version in enumerate(ordered)}
    write(
        "versions",
        {
            "columns": [
                "text",
                "canonical, or null when it is no version",
                "place in the order; equal versions share it",
                "1 for a prerelease",
            ],
            "cases": [
                [text, None] if v is None else [text, str(v), rank[v], int(v.is_prerelease)]
                for text, v in parsed.items()
            ],
        },
    )


# --- specifiers -----------------------------------------------------------------------------------------------------

POOL = list(
    dict.fromkeys(
        [
            f"{r}{s}"
            for r in ("0", "1.0", "1.0.1", "1.1", "1.2", "2.0")
            for s in ("", "a1", "rc1", ".post1", ".dev1", "+cu118")
        ]
        + [
            "0.dev0",
            "1",
            "1.0.0",
            "1.0a1.dev1",
            "1.0a1.post1",
            "1.0a2",
            "1.0.post0",
            "1.0.post1.dev2",
            "1.0.post2",
            "1.0+cu121",
            "1.0+cu118.1",
            "1.0.dev2",
            "1.0.dev1+x",
            "1.10",
            "1.2.3.4",
            "1.2.post3+x",
            "1!0",
            "1!1.0",
            "1!1.0.dev1",
            "3",
            "10.0",
            "2024.1",
            "9007199254740993",
            "1.9007199254740993",
        ]
    )
)


def spec_version(rng: random.Random) -> str:
    if rng.random() < 0.6:
        return rng.choice(POOL)
    return version_text(rng, small_number).strip()


def clause(rng: random.Random) -> str:
    operator = rng.choice(["==", "==", "!=", "<", "<=", ">", ">=", "~=", "==="])
    text = spec_version(rng)
    if operator == "~=" and rng.random() < 0.5:
        text = rng.choice(
            ["1.0", "1.0.1", "1.2.3", "0.0", "1!1.0", "1.0.post1", "1.0rc1", "1.0.dev1", "2024.1.0"]
        )
    if operator in ("==", "!=") and rng.random() < 0.35:
        text = (
            rng.choice(["1", "1.0", "1.0.0", "0", "1.2", "1!1", "v1", "01", "1.2.3.4", "1.0a1", "1.0.post1"])
            + ".*"
        )
    if operator == "===" and rng.random() < 0.3:
        text = rng.choice(["", "foo", "1.0.0", "1.0A1", "1.0+CU118", "1.0;", "1.0)"])
    return operator + rng.choice(["", "", "", " ", "\t", "\n"]) + text


def specifier_text(rng: random.Random) -> str:
    count = rng.choice([1, 1, 1, 1, 2, 2, 3])
    return (
        rng.choice(["", "", " "])
        + rng.choice([",", ",", " , ", ",,", ", "]).join(clause(rng) for _ in range(count))
        + rng.choice(["", "", "", ",", " "])
    )


def parse_specifiers(text: str) -> SpecifierSet | None:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def make_specifiers() -> None:
    rng = random.Random(441)
    pool = [Version(text) for text in POOL]
    cases = []
    texts = [
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
        "== ",
        "1.0",
        "=1.0",
        "=>1.0",
        "~=1.0.po\u017ft1",
    ]
    texts += some(rng, 1500, specifier_text, 0.0) + some(rng, 700, specifier_text, 1.0)
    for text in dict.fromkeys(texts):
        try:
            parsed = parse_specifiers(text)
            if parsed is not None:
                row = [text, str(parsed), int(parsed.prereleases is True)]
                row += [
                    "".join(str(int(parsed.contains(v, prereleases=p))) for v in pool) for p in (True, False)
                ]
        except AssertionError:
            parsed = None  # `packaging` lets a long s pass in "~=1.0.po\u017ft1" and then trips over it
        cases.append([text, None] if parsed is None else row)
    filters = []
    while len(filters) < 2500:
        parsed = parse_specifiers(text := specifier_text(rng))
        if parsed is None:
            continue
        items = rng.sample(POOL, rng.choice([0, 1, 2, 3, 5, 8])) + rng.choice(
            [[], [], [], ["not-a-version"], ["foo", "1.0A1"]]
        )
        if rng.random() < 0.3:
            items = [item for item in items if "a" in item or "rc" in item or "dev" in item]
        rng.shuffle(items)
        row = [text, items]
        for prereleases in (None, True, False):
            kept = list(
                parsed.filter(list(enumerate(items)), prereleases=prereleases, key=lambda item: item[1])
            )
            row.append(sorted(index for index, _ in kept))
        filters.append(row)
    write(
        "specifiers",
        {
            "versions": POOL,
            "columns": [
                "text",
                "canonical, or null when it is no set",
                "1 when a clause mentions a prerelease",
                "a bit for each version: in the set, prereleases admitted",
                "the same, prereleases refused",
            ],
            "cases": cases,
            "filterColumns": [
                "set",
                "versions",
                "places of those kept by default",
                "prereleases admitted",
                "prereleases refused",
            ],
            "filters": filters,
        },
    )


# --- names, requirements, markers -----------------------------------------------------------------------------------


def valid_name(text: str) -> str | None:
    try:
        return canonicalize_name(text, validate=True)
    except InvalidName:
        return None


def name_text(rng: random.Random) -> str:
    parts = [
        rng.choice(["a", "Foo", "django", "zope", "x2", "9", "PyYAML", "0"])
        for _ in range(rng.choice([1, 1, 2, 3]))
    ]
    return parts[0] + "".join(rng.choice(["-", "_", ".", "--", "-_.", "._"]) + part for part in parts[1:])


def make_names() -> None:
    rng = random.Random(503)
    texts = ["", "-", "_", ".", "a", "0", "-a", "a-", "a_", "_a", "a b", "a\n", "\u00e9", "a\u00e9"]
    texts += some(rng, 600, name_text, 0.0) + some(rng, 600, name_text, 1.0)
    write(
        "names",
        {
            "columns": ["text", "normalised, or null when it is no name"],
            "cases": [[text, valid_name(text)] for text in dict.fromkeys(texts)],
        },
    )


VARIABLES = [
    "python_version",
    "python_full_version",
    "os_name",
    "os.name",
    "sys_platform",
    "sys.platform",
    "platform_release",
    "platform_system",
    "platform_version",
    "platform.version",
    "platform_machine",
    "platform.machine",
    "platform_python_implementation",
    "platform.python_implementation",
    "python_implementation",
    "implementation_name",
    "implementation_version",
    "extra",
    "extras",
    "dependency_groups",
]
VALUES = [
    "3",
    "3.8",
    "3.11",
    "3.12",
    "3.13.0",
    "2.7",
    "3.10.*",
    "3.12.0rc1",
    "linux",
    "win32",
    "darwin",
    "posix",
    "nt",
    "Linux",
    "Windows",
    "x86_64",
    "arm64",
    "CPython",
    "cpython",
    "pypy",
    "PyPy",
    "5.15",
    "6.1.0-amd64",
    "10",
    "#1 SMP",
    "",
    "foo",
    "Foo_Bar",
    "foo-bar",
    "dev",
    "linux win32",
    "2.7 3.12",
    "3.12, 3.13",
    "a b",
]
OPERATORS = ["==", "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in", "not  in"]


def operand(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(VARIABLES)
    return quoted(rng, rng.choice(VALUES))


def quoted(rng: random.Random, value: str) -> str:
    value = rng.choice(
        [value] * 30
        + [
            value + "\\x2e0",
            value + "\\u002e1",
            value + "\\n",
            value + "\\q",
            value + "\\",
            value + "\\101",
            value + "\\x4",
            value + "\\N{BULLET}",
            value + '"',
            value + "'",
        ]
    )
    quote = rng.choice("'\"")
    return quote + value + quote


def comparison(rng: random.Random) -> str:
    kind = rng.random()
    blank = rng.choice(["", " ", " ", " ", "\t"])
    if kind < 0.55:
        left, right = rng.choice(VARIABLES), quoted(rng, rng.choice(VALUES))
    elif kind < 0.85:
        left, right = quoted(rng, rng.choice(VALUES)), rng.choice(VARIABLES)
    else:
        left, right = operand(rng), operand(rng)
    operator = rng.choice(OPERATORS)
    if operator[0] in "in" and blank == "":
        blank = " "
    return left + blank + operator + blank + right


def marker_text(rng: random.Random, depth: int = 0) -> str:
    count = rng.choice([1, 1, 1, 2, 2, 3, 4]) if depth == 0 else rng.choice([1, 2, 2])
    terms = [
        f"({marker_text(rng, depth + 1)})" if depth < 3 and rng.random() < 0.2 else comparison(rng)
        for _ in range(count)
    ]
    text = terms[0]
    for term in terms[1:]:
        text += f" {rng.choice(['and', 'or'])} {term}"
    return rng.choice(["", "", " "]) + text + rng.choice(["", "", " "])


def plain_marker_text(rng: random.Random) -> str:
    """What metadata of real projects look like: mostly defined comparisons."""
    simple = lambda: rng.choice(
        [  # noqa: E731
            f'python_version {rng.choice(["<", "<=", ">", ">=", "==", "!=", "~="])} "{rng.choice(["2.7", "3.8", "3.11", "3.12", "3.13"])}"',
            f'python_full_version {rng.choice(["<", "<=", ">", ">=", "==", "!="])} "{rng.choice(["3.11.2", "3.12.0rc1", "3.12", "3.12.4", "3.12.*"])}"',
            f'sys_platform {rng.choice(["==", "!=", "in", "not in"])} "{rng.choice(["win32", "linux", "darwin", "linux darwin"])}"',
            f'"{rng.choice(["win", "linux", "arm"])}" {rng.choice(["in", "not in"])} {rng.choice(["sys_platform", "platform_machine", "platform_system"])}',
            f'platform_machine {rng.choice(["==", "!="])} "{rng.choice(["x86_64", "arm64", "AMD64"])}"',
            f'implementation_name {rng.choice(["==", "!="])} "{rng.choice(["cpython", "pypy"])}"',
            f'extra {rng.choice(["==", "=="])} "{rng.choice(["foo", "Foo_Bar", "dev"])}"',
            f'"{rng.choice(["foo", "Foo_Bar", "dev"])}" {rng.choice(["in", "not in"])} {rng.choice(["extras", "dependency_groups"])}',
            f'platform_release {rng.choice(["<", ">=", "=="])} "{rng.choice(["5", "10", "6.1.0-amd64"])}"',
        ]
    )
    text = simple()
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        text = (
            f"{text} {rng.choice(['and', 'or'])} {simple()}"
            if rng.random() < 0.7
            else f"({text}) {rng.choice(['and', 'or'])} {simple()}"
        )
    return text


def environment(**changes: str) -> dict[str, str]:
    return {
        "implementation_name": "cpython",
        "implementation_version": "3.12.4",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_release": "6.1.0-amd64",
        "platform_system": "Linux",
        "platform_version": "#1 SMP",
        "python_full_version": "3.12.4",
        "python_version": "3.12",
        "sys_platform": "linux",
        **changes,
    }


ENVIRONMENTS = [
    environment(),
    environment(
        os_name="nt",
        platform_machine="AMD64",
        platform_release="10",
        platform_system="Windows",
        platform_version="10.0.19045",
        sys_platform="win32",
        python_version="3.8",
        python_full_version="3.8.10",
        implementation_version="3.8.10",
    ),
    environment(
        platform_machine="arm64",
        platform_release="23.5.0",
        platform_system="Darwin",
        sys_platform="darwin",
        python_version="3.13",
        python_full_version="3.13.0rc2+",
        implementation_version="3.13.0rc2",
    ),
    environment(
        implementation_name="pypy",
        implementation_version="7.3.13",
        platform_python_implementation="PyPy",
        python_version="2.7",
        python_full_version="2.7.18",
        platform_release="",
        platform_version="",
    ),
]
CONTEXTS = [
    ({"kind": "metadata", "extra": ""}, "metadata", {"extra": ""}),
    ({"kind": "metadata", "extra": "Foo.Bar"}, "metadata", {"extra": "Foo.Bar"}),
    (
        {"kind": "lock-file", "extras": ["foo", "Foo_Bar"], "dependencyGroups": ["Dev"]},
        "lock_file",
        {"extras": {"foo", "Foo_Bar"}, "dependency_groups": {"Dev"}},
    ),
    ({"kind": "requirement"}, "requirement", {}),
]


def evaluate(marker: Marker, env: dict, context: str, more: dict) -> str:
    try:
        return str(int(marker.evaluate({**env, **more}, context)))
    except (UndefinedComparison, UndefinedEnvironmentName):
        return "x"


def canonical_marker(marker: Marker) -> str | None:
    """`None` where this room writes escapes and `packaging` does not, or cannot write the marker at all."""
    try:
        text = str(marker)
        return text if "\\" not in text and "\n" not in text and str(Marker(text)) == text else None
    except (ValueError, InvalidMarker):
        return None


def has_long_name_escape(text: str) -> bool:
    return "\\N{" in text


def make_markers() -> None:
    rng = random.Random(508)
    texts = [
        "",
        " ",
        "()",
        "os_name",
        'os_name == ""',
        '"" == ""',
        "extra == 'A__b'",
        "'A_b' == extra",
        "(os_name == 'posix'",
        "os_name == 'posix')",
        "((os_name == 'posix'))",
        "(((os_name == 'posix')) and (os_name == 'nt' or os_name == 'posix'))",
        "os_name=='posix'and os_name=='nt'",
        "os_name=='posix'andos_name=='nt'",
        "python_version not in '2.7'",
        "python_version notin '2.7'",
        "'3.12'<=python_version",
        "python_version in '3.12, 3.13'",
        "os_name == python_version",
        "os_name == 'a\\",
        "python_version=='3.12'or(os_name=='nt'and extra=='x')",
    ]
    texts += (
        some(rng, 1500, marker_text, 0.0)
        + some(rng, 700, marker_text, 1.0)
        + some(rng, 1200, plain_marker_text, 0.0)
    )
    cases = []
    for text in dict.fromkeys(texts):
        if has_long_name_escape(text):
            continue
        try:
            marker = Marker(text)
        except InvalidMarker:
            cases.append([text, None])
            continue
        bits = "".join(
            evaluate(marker, env, context, more) for _, context, more in CONTEXTS for env in ENVIRONMENTS
        )
        cases.append([text, canonical_marker(marker) or "", bits])
    write(
        "markers",
        {
            "environments": ENVIRONMENTS,
            "contexts": [context for context, _, _ in CONTEXTS],
            "columns": [
                "text",
                "canonical, null when it is no marker, empty when packaging writes none that can be read back",
                "0, 1 or x (undefined) for each context and, within it, each environment",
            ],
            "cases": cases,
        },
    )


def extras_text(rng: random.Random) -> str:
    names = [name_text(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
    return (
        "[" + rng.choice(["", " "]) + rng.choice([",", ", ", " ,"]).join(names) + rng.choice(["", " "]) + "]"
    )


def requirement_text(rng: random.Random) -> str:
    text = rng.choice(["", "", "", " ", "\t"]) + name_text(rng) + rng.choice(["", "", " "])
    if rng.random() < 0.35:
        text += extras_text(rng) + rng.choice(["", " "])
    kind = rng.random()
    if kind < 0.12:
        text += (
            "@"
            + rng.choice(["", " "])
            + rng.choice(
                [
                    "https://example.org/a-1.0.tar.gz",
                    "git+https://example.org/a.git@main#egg=a",
                    "file:///a;b",
                    "a/b",
                    "x",
                ]
            )
        )
        if rng.random() < 0.5:
            text += rng.choice([" ", "  ", ""]) + ";" + plain_marker_text(rng)
        return text
    if kind < 0.75:
        specifiers = specifier_text(rng).strip()
        text += f"({specifiers})" if rng.random() < 0.25 else specifiers
    if rng.random() < 0.4:
        text += (
            rng.choice(["", " "])
            + ";"
            + rng.choice(["", " "])
            + rng.choice([plain_marker_text, marker_text])(rng)
        )
    return text + rng.choice(["", "", "", " "])


def canonical_requirement(text: str) -> str | None | bool:
    """With normalised names. `False` where nothing can be expected: see `canonical_marker`."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return None
    stricter_name = valid_name(requirement.name) is None or any(
        valid_name(extra) is None for extra in requirement.extras
    )
    if stricter_name:
        return None
    if requirement.marker is not None and canonical_marker(requirement.marker) is None:
        return False
    requirement.name = canonicalize_name(requirement.name)
    requirement.extras = {canonicalize_name(extra) for extra in requirement.extras}
    return str(requirement)


def make_requirements() -> None:
    rng = random.Random(5080)
    texts = [
        "",
        " ",
        "a",
        "a_",
        "a-",
        "a[b_]",
        "a[]",
        "a[ ]",
        "a[b",
        "a[,]",
        "a[b,]",
        "a[b c]",
        "a()",
        "a( )",
        "a(",
        "a(>=1",
        "a>=1)",
        "a (>=1,)",
        "a>=1,",
        "a>=1,,<2",
        "a>=1 <2",
        "a>=1;",
        "a;",
        "a ; ",
        "a@",
        "a @ ",
        "a @ b",
        "a@b;c",
        "a @ b ; os_name=='x'",
        "a @ b; os_name=='x'",
        "a @ b os_name",
        "a===",
        "a=== ,>=1",
        "a===b,c",
        "a===1;os_name=='x'",
        "a 1.0",
        "a=1.0",
        "a=>1",
        "a>=1.*",
        "a>=1+x",
        "a~=1",
        "a==1.0.*.*",
        "a\n",
        "a # b",
        "a>=1 # b",
        "-e .",
        "-r b.txt",
        "./a",
        "a.tar.gz",
        "https://x",
        "a<1\n",
        "A.B_c[D.e,d-E]>=1",
    ]
    texts += some(rng, 2500, requirement_text, 0.0) + some(rng, 1800, requirement_text, 1.0)
    expected = {
        text: canonical_requirement(text) for text in dict.fromkeys(texts) if not has_long_name_escape(text)
    }
    write(
        "requirements",
        {
            "columns": ["text", "canonical with normalised names, or null when it is no requirement"],
            "cases": [[text, canonical] for text, canonical in expected.items() if canonical is not False],
        },
    )


# --- filenames ------------------------------------------------------------------------------------------------------


def wheel_text(rng: random.Random) -> str:
    name = rng.choice([name_text(rng).replace("-", "_").replace("__", "_"), name_text(rng), "foo", "Foo_bar"])
    version = rng.choice(
        [version_text(rng).strip(), "1.0", "1.0.post1", "1!2.0", "1.0+cu118", "1.0_1"]
    ).replace("-", "_")
    build = rng.choice(["", "", "", "", "-1", "-2abc", "-001", "-a", "-", "-1.2"])
    python = rng.choice(
        ["py3", "py2.py3", "cp312", "cp313", "cp38.cp39", "pp310", "CP312", "3", "py3.", "py2.py3.py3"]
    )
    abi = rng.choice(["none", "cp312", "abi3", "cp313t", "cp312.abi3", ".none", "none."])
    platform = rng.choice(
        [
            "any",
            "win_amd64",
            "manylinux_2_17_x86_64.manylinux2014_x86_64",
            "macosx_10_9_universal2",
            "musllinux_1_1_aarch64",
            "Any",
            "linux-x86_64",
            "",
        ]
    )
    return f"{name}-{version}{build}-{python}-{abi}-{platform}" + rng.choice([".whl"] * 9 + [".WHL", ".zip"])


def sdist_text(rng: random.Random) -> str:
    version = rng.choice(
        [version_text(rng).strip(), "1.0", "1.0.post1", "1.0-1", "1.0+x", "1.0.linux-x86_64"]
    )
    return f"{name_text(rng)}{rng.choice(['-', '-', '-', '_', ''])}{version}" + rng.choice(
        [".tar.gz"] * 6 + [".zip", ".tar.bz2", ".TAR.GZ"]
    )


def make_filenames() -> None:
    rng = random.Random(427)
    wheels = []
    for text in some(rng, 1500, wheel_text, 0.0) + some(rng, 600, wheel_text, 1.0):
        try:
            name, version, build, tags = parse_wheel_filename(text)
        except InvalidWheelFilename:
            wheels.append([text, None])
            continue
        raw_name = text.split("-")[0]
        ascii_only = all(tag.interpreter.isascii() for tag in tags)
        stricter_name = valid_name(raw_name) is None or not ascii_only
        wheels.append(
            [text, None]
            if stricter_name
            else [text, name, str(version), "".join(map(str, build)), sorted(map(str, tags))]
        )
    sdists = []
    for text in (
        ["-1.0.tar.gz", "a.tar.gz", "a-.tar.gz", "-.zip", ".zip"]
        + some(rng, 900, sdist_text, 0.0)
        + some(rng, 500, sdist_text, 1.0)
    ):
        try:
            name, version = parse_sdist_filename(text)
        except InvalidSdistFilename:
            sdists.append([text, None])
            continue
        raw_name = text.removesuffix(".zip").removesuffix(".tar.gz").rpartition("-")[0]
        stricter_name = valid_name(raw_name) is None
        sdists.append([text, None] if stricter_name else [text, name, str(version)])
    write(
        "filenames",
        {
            "columns": ["wheel", "name, or null when it is none", "version", "build tag", "tags"],
            "wheels": wheels,
            "sdistColumns": ["sdist", "name, or null when it is none", "version"],
            "sdists": sdists,
        },
    )


if __name__ == "__main__":
    make_versions()
    make_specifiers()
    make_names()
    make_markers()
    make_requirements()
    make_filenames()
