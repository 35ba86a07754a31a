"""Project names within one slip of the finger of another (optimal string alignment distance)."""

import re

__all__ = ["distance", "mirages"]


def mirages(name, known_names, slips=1):
    """Return the ``known_names`` at most ``slips`` slips away from ``name``.

    Names are compared as PEP 503 normalises them, so ``Flask_SQL`` and ``flask-sql`` are one name.
    """
    own = _normalised(name)
    return [known for known in known_names if distance(own, _normalised(known)) <= slips]


def distance(left, right):
    """Return the least number of letters inserted, dropped, changed or swapped with a neighbour."""
    before, above = [], list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        here = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and other == left[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]


def _normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()
