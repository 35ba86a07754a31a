"""``removeprefix`` and ``removesuffix`` for Python 3.8 (PEP 616)."""

__all__ = ["removeprefix", "removesuffix"]


def removeprefix(text, prefix):
    """Return ``text`` without ``prefix`` at its start, or unchanged when it does not start so."""
    return text[len(prefix) :] if text.startswith(prefix) else text


def removesuffix(text, suffix):
    """Return ``text`` without ``suffix`` at its end, or unchanged when it does not end so."""
    return text[: -len(suffix)] if suffix and text.endswith(suffix) else text
