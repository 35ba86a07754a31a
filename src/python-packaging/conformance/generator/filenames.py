from __future__ import annotations

from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename

from .names import valid_name
from .texts import Random, name_text, some, version_text

PYTHONS = "py3 py2.py3 cp312 cp313 cp38.cp39 pp310 CP312 3 py3. py2.py3.py3".split()
ABIS = "none cp312 abi3 cp313t cp312.abi3 .none none.".split()
PLATFORMS = (
    "any win_amd64 manylinux_2_17_x86_64.manylinux2014_x86_64 macosx_10_9_universal2 musllinux_1_1_aarch64 Any "
    "linux-x86_64"
).split() + [""]
ODD_SDISTS = ["-1.0.tar.gz", "a.tar.gz", "a-.tar.gz", "-.zip", ".zip"]


def wheel_text(rng: Random) -> str:
    name = rng.choice([name_text(rng).replace("-", "_").replace("__", "_"), name_text(rng), "foo", "Foo_bar"])
    versions = [version_text(rng).strip(), "1.0", "1.0.post1", "1!2.0", "1.0+cu118", "1.0_1"]
    version = rng.choice(versions).replace("-", "_")
    build = rng.choice(["", "", "", "", "-1", "-2abc", "-001", "-a", "-", "-1.2"])
    tags = "-".join(map(rng.choice, (PYTHONS, ABIS, PLATFORMS)))
    return f"{name}-{version}{build}-{tags}" + rng.choice([".whl"] * 9 + [".WHL", ".zip"])


def sdist_text(rng: Random) -> str:
    version = rng.choice([version_text(rng).strip(), "1.0", "1.0.post1", "1.0-1", "1.0+x", "1.0.linux-x86_64"])
    extension = rng.choice([".tar.gz"] * 6 + [".zip", ".tar.bz2", ".TAR.GZ"])
    return name_text(rng) + rng.choice("---_ ").strip() + version + extension


def judge_wheel(text: str) -> list:
    try:
        name, version, build, tags = parse_wheel_filename(text)
    except InvalidWheelFilename:
        return [text, None]
    stricter_name = valid_name(text.split("-")[0]) is None or not all(tag.interpreter.isascii() for tag in tags)
    if stricter_name:
        return [text, None]
    return [text, name, str(version), "".join(map(str, build)), sorted(map(str, tags))]


def judge_sdist(text: str) -> list:
    try:
        name, version = parse_sdist_filename(text)
    except InvalidSdistFilename:
        return [text, None]
    stricter_name = valid_name(text.removesuffix(".zip").removesuffix(".tar.gz").rpartition("-")[0]) is None
    return [text, None] if stricter_name else [text, name, str(version)]


def make(rng: Random) -> dict:
    return {
        "columns": ["wheel", "name, or null when it is none", "version", "build tag", "tags"],
        "wheels": [judge_wheel(text) for text in some(rng, wheel_text, 1500, 600)],
        "sdistColumns": ["sdist", "name, or null when it is none", "version"],
        "sdists": [judge_sdist(text) for text in ODD_SDISTS + some(rng, sdist_text, 900, 500)],
    }
