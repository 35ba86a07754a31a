"""Cut one large file into numbered flasks of a bounded size, and pour them together again."""

import os

from sandgrouse_feather import SIP_SIZE, sips
from sandgrouse_units import parse_size

__all__ = ["fill", "pour"]


def fill(path, folder, capacity):
    """Copy the file at ``path`` into flasks in ``folder`` and return their paths in order.

    ``capacity`` is a text such as ``'3.9 GiB'`` or a number of bytes. An empty file fills one empty flask.
    """
    capacity_bytes = parse_size(str(capacity))
    if capacity_bytes < 1:
        raise ValueError("a flask holds at least one byte, not {!r}".format(capacity))
    stem = os.path.join(os.fspath(folder), os.path.basename(os.fspath(path)))
    flasks = []
    with open(path, "rb") as source:
        while not flasks or source.peek(1):
            flasks.append("{}.{:03d}".format(stem, len(flasks) + 1))
            with open(flasks[-1], "wb") as flask:
                _fill_one(source, flask, capacity_bytes)
    return flasks


def _fill_one(source, flask, capacity_bytes):
    left = capacity_bytes
    while left:
        sip = source.read(min(left, SIP_SIZE))
        if not sip:
            return
        flask.write(sip)
        left -= len(sip)


def pour(flasks, path):
    """Write the content of ``flasks``, in the order given, to ``path`` and return the bytes written."""
    written = 0
    with open(path, "wb") as target:
        for flask in flasks:
            with open(flask, "rb") as source:
                written += sum(target.write(sip) for sip in sips(source))
    return written
