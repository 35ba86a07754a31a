"""Plain text tables: numbers to the right, everything else to the left, wide characters counted as two."""

import unicodedata

__all__ = ["table", "width"]


def width(text):
    """Return how many terminal cells a text takes: East Asian wide characters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "FW" else 1
        for character in text
    )


def table(headings, rows):
    """Return a table as text without a newline at its end. Every row has as many cells as ``headings``."""
    lines = [headings, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines)]
    right = [bool(rows) and all(isinstance(row[index], (int, float)) for row in rows) for index in range(len(widths))]
    lines.insert(1, ["-" * cells for cells in widths])
    return "\n".join(
        "  ".join(_pad(cell, widths[index], right[index]) for index, cell in enumerate(line)).rstrip() for line in lines
    )


def _pad(cell, cells, to_the_right):
    space = " " * (cells - width(cell))
    return space + cell if to_the_right else cell + space
