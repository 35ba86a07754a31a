"""Write text files atomically: a reader sees the old content or the new one, never a half."""

import contextlib
import os
import sys
import tempfile

if sys.platform == "win32":
    from sandgrouse_longpath import extended
else:

    def extended(path):
        """Leave the path alone: only Windows has a limit to lift."""
        return path


__all__ = ["laying"]


@contextlib.contextmanager
def laying(path, encoding="utf-8"):
    """Open a text stream whose content becomes the file at ``path`` when the block ends well."""
    target = extended(os.path.abspath(os.fspath(path)))
    handle, egg = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".egg-")
    try:
        with open(handle, "w", encoding=encoding, newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(egg, target)
    except BaseException:
        os.unlink(egg)
        raise
