#!/usr/bin/env python
"""Describes this Python on this computer, so that Sandgrouse can choose packages for it elsewhere.

    python3 sandgrouse-target.py          writes sandgrouse-target-HOSTNAME.json into the current folder
    python3 sandgrouse-target.py FILE     writes FILE
    python3 sandgrouse-target.py -        writes to standard output

Needs Python 3.6 or newer and nothing else. It reads only; it opens no connection and sends nothing anywhere.
Run it with the Python that will install the packages: inside its virtual environment, if it has one.
"""

from __future__ import print_function

import sys

if sys.version_info < (3, 6):
    sys.exit("This needs Python 3.6 or newer, and this is Python %s. Try: python3 %s" % (sys.version.split()[0], sys.argv[0]))

import ctypes
import glob
import json
import os
import platform
import re
import struct
import subprocess
import sysconfig


def implementation_version():
    """As PEP 508 has it."""
    info = sys.implementation.version
    text = "%d.%d.%d" % (info.major, info.minor, info.micro)
    if info.releaselevel != "final":
        text += info.releaselevel[0] + str(info.serial)
    return text


def markers():
    """The values of all environment markers (PEP 508)."""
    return {
        "implementation_name": sys.implementation.name,
        "implementation_version": implementation_version(),
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": platform.release(),
        "platform_system": platform.system(),
        "platform_version": platform.version(),
        "python_full_version": platform.python_version(),
        "python_version": ".".join(platform.python_version_tuple()[:2]),
        "sys_platform": sys.platform,
    }


def pypy_abi():
    """What PyPy's wheels are named by: "pypy311_pp73" of "pypy311-pp73-x86_64-linux-gnu"."""
    if sys.implementation.name != "pypy":
        return None
    parts = (sysconfig.get_config_var("SOABI") or "").split("-")
    return "_".join(parts[:2])


def platform_facts():
    """The system that this Python was built for, which need not be the one that the computer runs."""
    built_for = sysconfig.get_platform()
    if built_for.startswith("win"):
        architectures = {"win32": "x86", "win-amd64": "amd64", "win-arm64": "arm64"}
        return {"system": "windows", "architecture": architectures.get(built_for, built_for)}
    if built_for.startswith("macosx-"):
        return macos_facts(built_for.split("-")[-1])
    if built_for.startswith("linux-"):
        return linux_facts(built_for[len("linux-"):])
    return {"system": built_for.split("-")[0], "architecture": platform.machine()}


def macos_facts(architecture):
    if architecture not in ("x86_64", "arm64"):
        architecture = platform.machine()
    release = platform.mac_ver()[0]
    if release.startswith("10.16"):
        # A Python that was built long ago is told an old version, unless it asks like this.
        environment = dict(os.environ, SYSTEM_VERSION_COMPAT="0")
        command = [sys.executable, "-sS", "-c", "import platform; print(platform.mac_ver()[0])"]
        release = subprocess.check_output(command, env=environment, universal_newlines=True).strip()
    major, minor = numbers_of(release)
    # Since macOS 11 the second number does not matter to wheels.
    return {"system": "macos", "architecture": architecture, "major": major, "minor": 0 if major >= 11 else minor}


def linux_facts(architecture):
    if sys.maxsize <= 2 ** 32:
        # A 32-bit Python on a 64-bit kernel.
        architecture = {"x86_64": "i686", "aarch64": "armv8l"}.get(architecture, architecture)
    return {"system": "linux", "architecture": architecture, "libc": glibc() or musl()}


def glibc():
    try:
        name, version = os.confstr("CS_GNU_LIBC_VERSION").split()
        if name == "glibc":
            return libc("glibc", version)
    except (AttributeError, OSError, ValueError):
        pass
    try:
        get_version = ctypes.CDLL(None).gnu_get_libc_version
    except (AttributeError, OSError, TypeError):
        return None
    get_version.restype = ctypes.c_char_p
    return libc("glibc", get_version().decode("ascii"))


def musl():
    """Its loader tells its version when it is run without arguments."""
    loaders = [elf_interpreter(sys.executable)] + sorted(glob.glob("/lib/ld-musl-*.so.1"))
    for loader in loaders:
        if loader is None or "musl" not in loader:
            continue
        try:
            process = subprocess.Popen([loader], stderr=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True)
            words = process.communicate()[1]
        except OSError:
            continue
        match = re.search(r"^Version (\d+\.\d+)", words, re.MULTILINE)
        if match:
            return libc("musl", match.group(1))
    return None


def elf_interpreter(path):
    """The loader that an executable names (PT_INTERP)."""
    try:
        with open(path, "rb") as file:
            ident = file.read(16)
            if ident[:4] != b"\x7fELF":
                return None
            order = "<" if ident[5] == 1 else ">"
            wide = ident[4] == 2
            header = order + ("HHIQQQIHHH" if wide else "HHIIIIIHHH")
            fields = struct.unpack(header, file.read(struct.calcsize(header)))
            table, entry_size, entries = fields[4], fields[8], fields[9]
            entry = order + ("IIQQQQQQ" if wide else "IIIIIIII")
            for index in range(entries):
                file.seek(table + entry_size * index)
                values = struct.unpack(entry, file.read(struct.calcsize(entry)))
                if values[0] == 3:
                    file.seek(values[2] if wide else values[1])
                    return os.fsdecode(file.read(values[5] if wide else values[4])).strip("\0")
    except (OSError, struct.error):
        pass
    return None


def libc(kind, version):
    major, minor = numbers_of(version)
    return {"kind": kind, "major": major, "minor": minor}


def numbers_of(version):
    match = re.match(r"(\d+)(?:\.(\d+))?", version)
    return int(match.group(1)), int(match.group(2) or 0)


def tags():
    """The tags of the wheels that pip would take here, the best first; None where nothing here can tell."""
    for name in ("pip._vendor.packaging.tags", "packaging.tags"):
        try:
            module = __import__(name, fromlist=["sys_tags"])
            return [str(tag) for tag in module.sys_tags()]
        except Exception:  # Whatever is wrong with what is installed, the rest can still be told.
            continue
    return None


def installed():
    try:
        from importlib import metadata
        found = [(each.metadata["Name"], each.version) for each in metadata.distributions()]
    except ImportError:
        try:
            import pkg_resources
        except ImportError:
            return []
        found = [(each.project_name, each.version) for each in pkg_resources.working_set]
    # What stands first on the path is what is imported.
    first = {}
    for name, version in found:
        if name and version:
            first.setdefault(name.lower(), {"name": name, "version": version})
    return [first[name] for name in sorted(first)]


def describe():
    values = markers()
    return {
        "sandgrouse-target": 1,
        "host": platform.node(),
        "implementation": sys.implementation.name,
        "pythonVersion": values["python_full_version"],
        "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "pypyAbi": pypy_abi(),
        "platform": platform_facts(),
        "markers": values,
        "tags": tags(),
        "installed": installed(),
    }


def main(arguments):
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0 if len(arguments) == 1 else 2
    description = describe()
    text = json.dumps(description, indent=1, sort_keys=False) + "\n"
    if arguments == ["-"]:
        sys.stdout.write(text)
        return 0
    host = re.sub(r"[^A-Za-z0-9_-]+", "-", description["host"]).strip("-") or "computer"
    path = arguments[0] if arguments else "sandgrouse-target-%s.json" % host
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print('Wrote "%s". Take it to the computer with Sandgrouse and import it there as a target.' % path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
