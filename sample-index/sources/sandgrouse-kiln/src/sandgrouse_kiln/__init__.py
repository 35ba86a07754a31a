"""A PEP 517 build backend for unpacked source archives of pure Python projects."""

import base64
import email.parser
import hashlib
import os
import re
import zipfile

__all__ = ["build_sdist", "build_wheel"]

_WHEEL = "Wheel-Version: 1.0\nGenerator: sandgrouse-kiln 1.0.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Pack the packages of the current folder into ``wheel_directory`` and return the wheel's name."""
    with open("PKG-INFO", "rb") as stream:
        metadata = stream.read()
    headers = email.parser.BytesHeaderParser().parsebytes(metadata)
    stem = "{}-{}".format(re.sub(r"[-_.]+", "_", headers["Name"]).lower(), headers["Version"])
    dist_info = stem + ".dist-info/"
    files = dict(_package_files("."))
    files[dist_info + "METADATA"] = metadata
    files[dist_info + "WHEEL"] = _WHEEL.encode()
    for licence in headers.get_all("License-File", []):
        with open(licence, "rb") as stream:
            files[dist_info + "licenses/" + licence] = stream.read()
    files[dist_info + "RECORD"] = _record(files, dist_info + "RECORD")
    name = stem + "-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    """Refuse: the kiln only fires wheels."""
    raise NotImplementedError("sandgrouse-kiln builds wheels from source archives, not source archives")


def _package_files(root):
    """Yield (path with slashes, content) for every file of the packages in ``root``."""
    for package in sorted(os.listdir(root)):
        if not os.path.isfile(os.path.join(root, package, "__init__.py")):
            continue
        for folder, _, names in os.walk(os.path.join(root, package)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                with open(path, "rb") as stream:
                    yield os.path.relpath(path, root).replace(os.sep, "/"), stream.read()


def _record(files, own_path):
    lines = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append("{},sha256={},{}\n".format(path, digest, len(content)))
    return ("".join(lines) + own_path + ",,\n").encode()
