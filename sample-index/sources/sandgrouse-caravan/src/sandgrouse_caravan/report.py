"""Results as text: a table with the extra ``report``, plain lines without it."""

try:
    from sandgrouse_table import table
except ImportError:
    table = None

__all__ = ["report"]


def report(facts):
    """Return ``{heading: value}`` as text: one table row, or a line for each when there is no table."""
    if table is not None:
        return table(list(facts), [list(facts.values())])
    return "\n".join("{}: {}".format(heading, value) for heading, value in facts.items())
