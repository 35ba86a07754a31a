"""Tags of targets: `packaging` knows the computer it runs on, so it is told that it runs on another one."""

from __future__ import annotations

import sysconfig
from itertools import product
from unittest.mock import patch

from packaging import _manylinux, _musllinux, tags

from .texts import Random

LINUX_ARCHITECTURES = "x86_64 i686 aarch64 armv7l ppc64le s390x riscv64 loongarch64 mips64".split()
GLIBCS = [(2, 4), (2, 5), (2, 12), (2, 16), (2, 17), (2, 28), (2, 39), (3, 1)]
MUSLS = [(1, 0), (1, 1), (1, 2)]
MACOS_VERSIONS = [(10, 3), (10, 9), (10, 16), (11, 0), (11, 3), (14, 5), (26, 1)]


def linux_platforms(architecture: str, glibc: tuple | None, musl: tuple | None) -> list[str]:
    musl_version = musl and _musllinux._MuslVersion(*musl)
    with (
        patch.object(sysconfig, "get_platform", lambda: f"linux-{architecture}"),
        patch.object(_manylinux, "_get_glibc_version", lambda: _manylinux._GLibCVersion(*(glibc or (-1, -1)))),
        patch.object(_manylinux, "_is_linux_armhf", lambda executable: True),
        patch.object(_manylinux, "_is_linux_i686", lambda executable: True),
        patch.object(_manylinux, "_get_manylinux_module", lambda: None),
        patch.object(_musllinux, "_get_musl_version", lambda executable: musl_version),
    ):
        return list(tags._linux_platforms(is_32bit=False))


def platforms() -> list[list]:
    cases = []
    for architecture, (major, minor) in product(LINUX_ARCHITECTURES, GLIBCS):
        libc = {"kind": "glibc", "major": major, "minor": minor}
        target = {"system": "linux", "architecture": architecture, "libc": libc}
        cases.append([target, linux_platforms(architecture, (major, minor), None)])
    for architecture, (major, minor) in product(LINUX_ARCHITECTURES, MUSLS):
        libc = {"kind": "musl", "major": major, "minor": minor}
        target = {"system": "linux", "architecture": architecture, "libc": libc}
        cases.append([target, linux_platforms(architecture, None, (major, minor))])
    for architecture, version in product(["x86_64", "arm64"], MACOS_VERSIONS):
        target = {"system": "macos", "architecture": architecture, "major": version[0], "minor": version[1]}
        cases.append([target, list(tags.mac_platforms(version, architecture))])
    for architecture, name in {"x86": "win32", "amd64": "win-amd64", "arm64": "win-arm64"}.items():
        with patch.object(sysconfig, "get_platform", lambda name=name: name):
            cases.append([{"system": "windows", "architecture": architecture}, list(tags._generic_platforms())])
    return cases


def python_tags(python: dict, platforms: list[str]) -> list[str]:
    version = (python["major"], python["minor"])
    nodot = f"{version[0]}{version[1]}"
    settings = {"Py_GIL_DISABLED": python.get("freeThreaded", False), "WITH_PYMALLOC": 1, "Py_DEBUG": 0}
    with patch.object(tags, "_get_config_var", lambda name, warn=False: settings.get(name)):
        if python["implementation"] == "cpython":
            own = tags.cpython_tags(version, platforms=platforms)
            interpreter = f"cp{nodot}"
        else:
            own = tags.generic_tags(f"pp{nodot}", [python["abi"]], platforms)
            interpreter = "pp3"
        return [str(tag) for tag in (*own, *tags.compatible_tags(version, interpreter, platforms))]


def make(rng: Random) -> dict:
    pythons = [
        {"implementation": "cpython", "major": 3, "minor": minor, "freeThreaded": free_threaded}
        for minor, free_threaded in product(range(3, 17), [False, True])
        if minor >= 13 or not free_threaded
    ]
    pythons += [
        {"implementation": "pypy", "major": 3, "minor": minor, "abi": f"pypy3{minor}_pp73"} for minor in (9, 10, 11)
    ]
    return {
        "columns": ["target", "tags, the best first"],
        "platforms": platforms(),
        "pythonPlatforms": ["one", "two"],
        "pythons": [[python, python_tags(python, ["one", "two"])] for python in pythons],
    }
