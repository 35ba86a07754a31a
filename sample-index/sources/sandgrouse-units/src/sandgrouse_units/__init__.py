"""Say sizes and distances the way people read them, and read sizes back."""

import sys

if sys.version_info < (3, 9):
    from sandgrouse_prefix_backport import removesuffix
else:
    removesuffix = str.removesuffix

__all__ = ["format_distance", "format_size", "parse_size"]

_UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def format_size(size_bytes):
    """Return a size in bytes as text with a binary unit: ``format_size(1536) == '1.5 KiB'``."""
    size = float(size_bytes)
    for unit in _UNITS[:-1]:
        if abs(size) < 1024:
            break
        size /= 1024
    else:
        unit = _UNITS[-1]
    return "{:.4g} {}".format(size, unit)


def parse_size(text):
    """Return the bytes that a text such as ``'1.5 KiB'`` or ``'700'`` stands for.

    Raises ``ValueError`` for a text that is no size.
    """
    for power, unit in reversed(list(enumerate(_UNITS))):
        number = removesuffix(text.strip(), unit)
        if number != text.strip() or unit == "B":
            return round(float(number) * 1024**power)
    raise ValueError("no size: {!r}".format(text))


def format_distance(distance_metres):
    """Return a distance in metres as text: ``format_distance(32500) == '32.5 km'``."""
    if distance_metres < 1000:
        return "{:.0f} m".format(distance_metres)
    return "{:.1f} km".format(distance_metres / 1000)
