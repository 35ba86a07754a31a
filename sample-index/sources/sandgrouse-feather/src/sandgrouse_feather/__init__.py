"""Read binary streams in sips of a bounded size, and hash files without loading them whole."""

import hashlib

__all__ = ["SIP_SIZE", "sha256_of", "sips"]

#: Bytes in one sip, unless the caller asks for another size.
SIP_SIZE = 64 * 1024


def sips(stream, size=SIP_SIZE):
    """Yield the rest of a binary stream in pieces of at most ``size`` bytes, never an empty one."""
    if size < 1:
        raise ValueError("a sip has at least one byte, not {}".format(size))
    while True:
        sip = stream.read(size)
        if not sip:
            return
        yield sip


def sha256_of(path):
    """Return the SHA-256 of the file at ``path`` as 64 lower-case hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for sip in sips(stream):
            digest.update(sip)
    return digest.hexdigest()
