"""Say sizes and distances the way people read them, and read sizes back."""

import re

__all__ = ["format_distance", "format_size", "parse_size"]

_DECIMAL = ("B", "kB", "MB", "GB", "TB")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB")
_SIZE = re.compile(r"\s*([0-9.]+)\s*([A-Za-z]*)\s*")


def format_size(size_bytes, binary=False):
    """Return a size in bytes as text: ``'1.5 kB'``, or ``'1.465 KiB'`` when ``binary``."""
    step, units = (1024, _BINARY) if binary else (1000, _DECIMAL)
    size, power = float(size_bytes), 0
    while abs(size) >= step and power < len(units) - 1:
        size, power = size / step, power + 1
    return "{:.4g} {}".format(size, units[power])


def parse_size(text):
    """Return the bytes that a text such as ``'1.5 kB'``, ``'2 MiB'`` or ``'700'`` stands for.

    Raises ``ValueError`` for a text that is no size.
    """
    match = _SIZE.fullmatch(text)
    number, unit = match.groups() if match else ("", "")
    for step, units in ((1000, _DECIMAL), (1024, _BINARY)):
        if number and (unit or "B") in units:
            return round(float(number) * step ** units.index(unit or "B"))
    raise ValueError("no size: {!r}".format(text))


def format_distance(distance_metres):
    """Return a distance in metres as text: ``format_distance(32500) == '32.5 km'``."""
    if distance_metres < 1000:
        return "{:.0f} m".format(distance_metres)
    return "{:.1f} km".format(distance_metres / 1000)
