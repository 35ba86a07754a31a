"""Extended-length Windows paths. Only text is handled, so it works (and is tested) on any system."""

import ntpath

__all__ = ["extended"]


def extended(path):
    """Return an absolute Windows path with the extended-length prefix.

    A share (``\\\\server\\share``) gets ``\\\\?\\UNC``. A path that has a prefix already stays as it is;
    a relative one raises ``ValueError``, for the prefix turns off the meaning of ``..``.
    """
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    whole = ntpath.normpath(path)
    if whole.startswith("\\\\"):
        return "\\\\?\\UNC" + whole[1:]
    if not ntpath.splitdrive(whole)[0] or not ntpath.isabs(whole):
        raise ValueError("not an absolute path: {!r}".format(path))
    return "\\\\?\\" + whole
