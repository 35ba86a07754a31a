"""Manifests in the form of sha256sum: two spaces between the digest and the path."""

import os

from sandgrouse_feather import sha256_of
from sandgrouse_nest import laying

__all__ = ["differences", "digests", "write_manifest"]


def digests(folder):
    """Return ``{path with slashes: sha256}`` for every file below ``folder``, sorted by path."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = sha256_of(path)
    return dict(sorted(found.items()))


def write_manifest(folder, manifest_path):
    """Write down the digest of every file below ``folder``, and return how many there are."""
    lines = ["{}  {}\n".format(digest, path) for path, digest in digests(folder).items()]
    with laying(manifest_path) as stream:
        stream.writelines(lines)
    return len(lines)


def differences(folder, manifest_path):
    """Return ``[(path, 'missing' | 'changed' | 'unlisted')]``, sorted; empty when all is as written."""
    with open(manifest_path, encoding="utf-8") as stream:
        promised = dict(reversed(line.rstrip("\n").split("  ", 1)) for line in stream)
    present = digests(folder)
    problems = [(path, "missing") for path in promised if path not in present]
    problems += [(path, "changed") for path in promised if present.get(path, promised[path]) != promised[path]]
    problems += [(path, "unlisted") for path in present if path not in promised]
    return sorted(problems)
