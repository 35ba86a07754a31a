from __future__ import annotations

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName

from .texts import Random, maybe, some

VARIABLES = (
    "python_version python_full_version os_name os.name sys_platform sys.platform platform_release platform_system "
    "platform_version platform.version platform_machine platform.machine platform_python_implementation "
    "platform.python_implementation python_implementation implementation_name implementation_version "
    "extra extras dependency_groups"
).split()
VALUES = (
    "3 3.8 3.11 3.12 3.13.0 2.7 3.10.* 3.12.0rc1 linux win32 darwin posix nt Linux Windows x86_64 arm64 CPython "
    "cpython pypy PyPy 5.15 6.1.0-amd64 10 foo Foo_Bar foo-bar dev"
).split() + ["", "#1 SMP", "linux win32", "2.7 3.12", "3.12, 3.13", "a b"]
OPERATORS = ["==", "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in", "not  in"]
ESCAPES = ["\\x2e0", "\\u002e1", "\\n", "\\q", "\\", "\\101", "\\x4", '"', "'"]

ODD = [
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


def quoted(rng: Random, value: str) -> str:
    quote = rng.choice("'\"")
    return quote + value + maybe(rng, 0.2, rng.choice(ESCAPES)) + quote


def operand(rng: Random) -> str:
    return rng.choice(VARIABLES) if rng.random() < 0.5 else quoted(rng, rng.choice(VALUES))


def comparison(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.55:
        left, right = rng.choice(VARIABLES), quoted(rng, rng.choice(VALUES))
    elif kind < 0.85:
        left, right = quoted(rng, rng.choice(VALUES)), rng.choice(VARIABLES)
    else:
        left, right = operand(rng), operand(rng)
    operator = rng.choice(OPERATORS)
    blank = rng.choice([" ", "\t"]) if operator[0] in "in" else rng.choice(["", " ", " ", " ", "\t"])
    return left + blank + operator + blank + right


def marker_text(rng: Random, depth: int = 0) -> str:
    """Any marker that the grammar admits, most of them senseless."""
    count = rng.choice([1, 1, 1, 2, 2, 3, 4]) if depth == 0 else rng.choice([1, 2, 2])
    text = ""
    for index in range(count):
        nested = depth < 3 and rng.random() < 0.2
        term = f"({marker_text(rng, depth + 1)})" if nested else comparison(rng)
        text += term if index == 0 else f" {rng.choice(['and', 'or'])} {term}"
    return maybe(rng, 0.3, " ") + text + maybe(rng, 0.3, " ")


def sensible_comparison(rng: Random) -> str:
    either = rng.choice
    return either(
        [
            f'python_version {either("< <= > >= == != ~=".split())} "{either("2.7 3.8 3.11 3.12 3.13".split())}"',
            f'python_full_version {either("< <= >= ==".split())} "{either("3.11.2 3.12.0rc1 3.12 3.12.4 3.12.*".split())}"',
            f'sys_platform {either(["==", "!=", "in", "not in"])} "{either(["win32", "linux", "linux darwin"])}"',
            f'"{either(["win", "linux", "arm"])}" {either(["in", "not in"])} {either(["sys_platform", "platform_machine"])}',
            f'platform_machine {either(["==", "!="])} "{either(["x86_64", "arm64", "AMD64"])}"',
            f'implementation_name {either(["==", "!="])} "{either(["cpython", "pypy"])}"',
            f'extra == "{either(["foo", "Foo_Bar", "dev"])}"',
            f'"{either(["foo", "Foo_Bar", "dev"])}" {either(["in", "not in"])} {either(["extras", "dependency_groups"])}',
            f'platform_release {either(["<", ">=", "=="])} "{either(["5", "10", "6.1.0-amd64"])}"',
        ]
    )


def sensible_marker_text(rng: Random) -> str:
    """A marker as the metadata of real projects have it."""
    text = sensible_comparison(rng)
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        left = text if rng.random() < 0.7 else f"({text})"
        text = f"{left} {rng.choice(['and', 'or'])} {sensible_comparison(rng)}"
    return text


LINUX = {
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
}
WINDOWS = {
    **LINUX,
    "implementation_version": "3.8.10",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": "3.8.10",
    "python_version": "3.8",
    "sys_platform": "win32",
}
MACOS = {
    **LINUX,
    "implementation_version": "3.13.0rc2",
    "platform_machine": "arm64",
    "platform_release": "23.5.0",
    "platform_system": "Darwin",
    "python_full_version": "3.13.0rc2+",
    "python_version": "3.13",
    "sys_platform": "darwin",
}
PYPY = {
    **LINUX,
    "implementation_name": "pypy",
    "implementation_version": "7.3.13",
    "platform_python_implementation": "PyPy",
    "platform_release": "",
    "platform_version": "",
    "python_full_version": "2.7.18",
    "python_version": "2.7",
}
ENVIRONMENTS = [LINUX, WINDOWS, MACOS, PYPY]

#: As this room writes a context, and as `packaging` does.
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


def evaluate(marker: Marker) -> str:
    """0, 1 or x for each context and, within it, each environment."""
    bits = ""
    for _, context, more in CONTEXTS:
        for environment in ENVIRONMENTS:
            try:
                bits += str(int(marker.evaluate({**environment, **more}, context)))
            except (UndefinedComparison, UndefinedEnvironmentName):
                bits += "x"
    return bits


def canonical_marker(marker: Marker) -> str | None:
    """`None` where `packaging` writes nothing that can be read back."""
    try:
        text = str(marker)
        return text if "\\" not in text and "\n" not in text and str(Marker(text)) == text else None
    except (ValueError, InvalidMarker):
        return None


def judge(text: str) -> list:
    try:
        marker = Marker(text)
    except InvalidMarker:
        return [text, None]
    return [text, canonical_marker(marker) or "", evaluate(marker)]


def make(rng: Random) -> dict:
    texts = ODD + some(rng, marker_text, 2200, 1000) + some(rng, sensible_marker_text, 2300, 0)
    return {
        "environments": ENVIRONMENTS,
        "contexts": [context for context, _, _ in CONTEXTS],
        "columns": [
            "text",
            "canonical, null when it is no marker, empty when packaging writes none that can be read back",
            "0, 1 or x (undefined) for each context and, within it, each environment",
        ],
        "cases": [judge(text) for text in dict.fromkeys(texts)],
    }
