"""Requirements files: what pip makes of their lines. pip keeps this to itself, hence the names with underscores."""

from __future__ import annotations

import contextlib
import io
import os
from types import SimpleNamespace
from unittest.mock import patch

import pip
from packaging.markers import Marker
from packaging.utils import canonicalize_name
from pip._internal.exceptions import CommandError, InstallationError, RequirementsFileParseError
from pip._internal.models.format_control import FormatControl
from pip._internal.models.link import Link
from pip._internal.models.release_control import ReleaseControl
from pip._internal.req import constructors, req_file
from pip._internal.req.req_file import RequirementsFileParser, get_line_parser

from .markers import canonical_marker, sensible_marker_text
from .names import valid_name
from .texts import Random, maybe, mutate

VARIABLES = {"TOKEN": "s3cr3t", "A_1": "#${B}", "B": "two words", "EMPTY": "", "lower": "x", "SLASH": "\\"}

ODD = [
    "",
    "\n\n",
    "#",
    "a#b\n",
    "a # b\\\nc\n",
    "a \\",
    "a \\ \nb",
    "\\\\a\\\\\nb",
    "a \\\n# c \\\n>=1\n",
    "a \\\n  # c\n>=1\n",
    "a \\\n\n>=1\n",
    "a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha384:bb",
    "a==1 \\\n\t--hash=sha256:aa",
    "a --hash=sha256:aa:bb --hash sha512:cc",
    "a --hash=md5:aa",
    "a --hash",
    "a --hash=",
    "-r a.txt -r b.txt",
    "-ra.txt",
    "--req a.txt",
    "--requirement=a.txt",
    "-c a.txt -r b.txt",
    "-e . -r b.txt",
    "-e 'git+https://example.org/a.git#egg=a b'",
    "-e \"a b\" # c",
    "-e",
    "-",
    "--",
    "-- a b",
    "- a",
    "--no-index --pre --prefer-binary --require-hashes",
    "--pr",
    "--pre=1",
    "--prefer",
    "--i x",
    "-i x -i y",
    "-ix",
    "-z",
    "--zzz",
    "--no-binary :all: --only-binary=a,b",
    "--no-binary -x",
    "--use-feature=fast-deps",
    "--trusted-host example.org:8080",
    "--config-settings a=b",
    "a --config-settings=a=b -C c=d --config-settings 'e=f g'",
    "a --config-settings=a",
    "a --index-url x",
    "a 'b' --pre",
    "a; python_version<'3' --pre",
    "a --pre 'x",
    "a --pre \\x\\",
    "a --pre x # y",
    "a==${TOKEN} ${EMPTY} ${lower} ${MISSING} $TOKEN ${A_1} ${B}",
    "-i https://${TOKEN}@example.org",
    "-i ${SLASH}${SLASH}",
    "a\u2028b\x0cc\x85d\x1ce",
    "a\u00a0#b",
    "a\ufeff",
]

NAMES = "a Django zope.interface x_y".split()
REQUIREMENTS = (
    NAMES
    + ["a==1.0", "Django[argon2, bcrypt]>=4.2,<5", "zope.interface ~= 5.0", "a===1", "a (>=1)", "a>=1.x", "a_", "a b"]
    + ["./a-1.0-py3-none-any.whl", "../b", "a-1.0.tar.gz", "c/d.zip", ".", ".[x]", "/tmp/a", "a.tar.bz2[x]"]
    + ["https://example.org/a-1.0.tar.gz", "HTTPS://example.org/a.zip#egg=a", "git+https://example.org/a.git@v1#egg=a"]
    + ["git+ssh://git@example.org/a.git", "file:///tmp/a.whl", "ftp://example.org/a.zip", "hg+http://example.org/a"]
    + ["a @ https://example.org/a.zip", "a@git+https://example.org/a.git@v1", "a[x] @ file:///tmp/a", "a @ ./b"]
    + ["foo://bar", "a=1", "=1", "a[", "a>=1,", "$a", "'a'", "a @", "@ b", "a;", "a; ", "a ;b", "https://x;y"]
)
ADDRESSES = ["a.txt", "../b.txt", "https://example.org/simple", "'a-b c'", '"d e"', "${TOKEN}", "${MISSING}"]
ADDRESSES += ["a\\ b", "''", ":all:", ":none:,a", "-x", '"d', "e'f g'h"]
OPTIONS = (
    "-r -c -e -i -f -C --requirement --constraint --editable --index-url --pypi-url --extra-index-url --find-links "
    "--no-binary --only-binary --trusted-host --hash --config-settings --req --con --edit --extra --all-releases "
    "--only-final"
).split()
FLAGS = "--no-index --pre --prefer-binary --require-hashes --no-require-hashes --require-h --bogus -x".split()
BLANKS = [" ", " ", " ", "  ", "\t", " \\\n", " \\\n    ", "\\\n", " \\\n # c\n"]


def option_text(rng: Random) -> str:
    if rng.random() < 0.25:
        return rng.choice(FLAGS)
    name = rng.choice(OPTIONS)
    value = rng.choice(ADDRESSES)
    if name in ("--hash", "--config-settings", "-C") and rng.random() < 0.8:
        value = rng.choice(["sha256:ab", "sha384:12", "sha512:"]) if name == "--hash" else rng.choice(["a=b", "c=", "'d=e f'"])
    if name.startswith("--"):
        return name + rng.choice(["=", "=", " ", "  "]) + value
    return name + rng.choice(["", " ", " "]) + value


def line_text(rng: Random) -> str:
    words = [rng.choice(REQUIREMENTS)] if rng.random() < 0.5 else []
    if words and rng.random() < 0.25:
        words[0] += maybe(rng, 0.7, " ") + ";" + maybe(rng, 0.7, " ") + sensible_marker_text(rng)
    words += [option_text(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]) if words else rng.choice([1, 1, 2, 3]))]
    text = words[0] + "".join(rng.choice(BLANKS) + word for word in words[1:])
    return maybe(rng, 0.1, "  ") + text + maybe(rng, 0.2, rng.choice([" # c", "#c", "\t#", " ", " \\"]))


def file_text(rng: Random) -> str:
    lines = [rng.choice([line_text(rng), line_text(rng), line_text(rng), "", "# c", " # c \\"]) for _ in range(rng.choice([1, 1, 1, 2, 3, 5]))]
    text = rng.choice(["\n", "\n", "\n", "\r\n"]).join(lines) + maybe(rng, 0.5, "\n")
    return mutate(rng, text) if rng.random() < 0.2 else text


def record_formats(value: str, target: set[str], other: set[str], handle=FormatControl.handle_mutual_excludes) -> None:
    """Keep the values as they are, for only their splitting is of interest."""
    handle(value, set(), set())
    target.add(value)


def record_releases(
    self, value: str, target: set[str], other: set[str], name: str, handle=ReleaseControl.handle_mutual_excludes
) -> None:
    handle(self, value, set(), set(), name)
    target.add(value)


def source(text: str) -> list | None:
    """Like pip on a computer that has every folder, and no file; what a link's own text says of the project is left out."""
    with (
        patch.object(Link, "_egg_fragment", lambda link: None),
        patch.object(constructors, "Wheel", lambda filename: SimpleNamespace(name="a", version="1")),
        patch.object(os.path, "isdir", lambda path: "@" not in path),
        patch.object(constructors, "is_installable_dir", lambda path: True),
    ):
        try:
            parts = constructors.parse_req_from_line(text, None)
        except (InstallationError, ValueError):
            return None
    marker = "" if parts.markers is None else canonical_marker(Marker(str(parts.markers)))
    if parts.link is not None:
        return ["address", marker]
    requirement = parts.requirement
    if None in map(valid_name, [requirement.name, *requirement.extras]):
        return None
    extras = sorted(map(canonicalize_name, requirement.extras))
    kind = "index" if requirement.url is None else "address"
    if kind == "address":
        return [kind, marker]
    return [kind, marker, canonicalize_name(requirement.name), extras, str(requirement.specifier)]


def judge_line(number: int, args: str, opts) -> list:
    """Line, kind, and what that kind has. A requirement with "-e" behind it counts as what it is without."""
    if args:
        options = {key: value for key in ("hashes", "config_settings") if (value := getattr(opts, key))}
        return [number, "requirement", args.strip(), source(args), options]
    if opts.editables:
        return [number, "editable", opts.editables[0]]
    if opts.requirements or opts.constraints:
        role = "requirements" if opts.requirements else "constraints"
        return [number, role, (opts.requirements or opts.constraints)[0]]
    keys = "index_url extra_index_urls no_index find_links prefer_binary require_hashes no_require_hashes pre trusted_hosts".split()
    values = {key: value for key in keys if (value := getattr(opts, key)) not in (None, False, [])}
    for key in ("no_binary", "only_binary"):
        if recorded := getattr(opts.format_control, key):
            values[key] = sorted(recorded)
    for key in ("all_releases", "only_final"):
        if recorded := getattr(opts.release_control, key):
            values[key] = sorted(recorded)
    return [number, "options", values]


def judge(text: str) -> list:
    """Lines up to the first fault, which is null."""
    parser = RequirementsFileParser(None, get_line_parser(None))
    rows: list = []
    with (
        patch.object(req_file, "get_file_content", lambda filename, session, constraint: (filename, text)),
        patch.dict(os.environ, VARIABLES, clear=True),
        patch.object(FormatControl, "handle_mutual_excludes", staticmethod(record_formats)),
        patch.object(ReleaseControl, "handle_mutual_excludes", record_releases),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        lines = parser._parse_file("requirements.txt", False)
        while True:
            try:
                line = next(lines)
                rows.append(judge_line(line.lineno, line.args, line.opts))
            except StopIteration:
                return [text, rows]
            except (RequirementsFileParseError, CommandError):
                return [text, [*rows, None]]


def make(rng: Random) -> dict:
    texts = dict.fromkeys(ODD)
    while len(texts) < 1500:
        # A byte order mark at the beginning is gone before pip looks at lines.
        texts[file_text(rng).removeprefix("\ufeff")] = None
    return {
        "pip": pip.__version__,
        "variables": VARIABLES,
        "columns": ["text", "lines: number, kind, then what the kind has; null for the first fault of options"],
        "cases": [judge(text) for text in texts],
    }
