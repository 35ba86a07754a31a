"""Manifests in the form of sha256sum: two spaces between the digest and the path."""

import os

from sandgrouse_feather import sha256_of

__all__ = ["digests", "write_manifest"]


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
    with open(manifest_path, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)
    return len(lines)
