"""Copy a folder in pieces that fit the medium, with a manifest, and read it back at the far end."""

import collections
import os

from sandgrouse_flask import fill, pour
from sandgrouse_manifest import differences, write_manifest

__all__ = ["Parcel", "carry", "unpack"]

#: What was carried: number of flasks, bytes, and differences found on reading back (empty when it is whole).
Parcel = collections.namedtuple("Parcel", "files size_bytes problems")


def carry(folder, target, capacity="3.9 GiB"):
    """Copy every file below ``folder`` to the new folder ``target`` and return the :class:`Parcel`."""
    water = os.path.join(target, "water")
    os.makedirs(water)
    size_bytes = 0
    for parent, _, names in os.walk(folder):
        there = os.path.normpath(os.path.join(water, os.path.relpath(parent, folder)))
        os.makedirs(there, exist_ok=True)
        for name in names:
            size_bytes += sum(map(os.path.getsize, fill(os.path.join(parent, name), there, capacity)))
    manifest = os.path.join(target, "manifest.sha256")
    return Parcel(write_manifest(water, manifest), size_bytes, differences(water, manifest))


def unpack(target, folder):
    """Join the flasks of the parcel at ``target`` below ``folder`` and return how many files there are.

    Raises ``ValueError`` when the parcel differs from its manifest; nothing is written then.
    """
    water = os.path.join(target, "water")
    problems = differences(water, os.path.join(target, "manifest.sha256"))
    if problems:
        raise ValueError("the parcel is not whole: {}".format(problems))
    joined = collections.defaultdict(list)
    for parent, _, names in os.walk(water):
        for name in sorted(names):
            stem = os.path.relpath(os.path.join(parent, name), water).rpartition(".")[0]
            joined[os.path.join(folder, stem)].append(os.path.join(parent, name))
    for path, flasks in joined.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        pour(flasks, path)
    return len(joined)
