"""Say sizes the way people read them."""

__all__ = ["format_size"]

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
