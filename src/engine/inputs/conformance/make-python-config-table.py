"""Make python-config.json: what Python's ConfigParser reads from small files, set up as bandersnatch does.

    python3 make-python-config-table.py

The committed table was made with Python 3.11. The cases are random from a fixed seed, and some are written by hand.
Each case is [text, outcome]; an outcome is either {"sections": {name: {key: value or null}}}, where null is a value
that cannot be inserted, or {"line": number}, the line of the fault.
"""

import configparser
import json
import random
import tempfile
from pathlib import Path


class Parser(configparser.ConfigParser):
    def __init__(self):
        super(configparser.ConfigParser, self).__init__(delimiters="=")

    def optionxform(self, optionstr):
        return optionstr


WRITTEN = [
    "",
    "\n\n# nothing\n",
    "[mirror]\nmaster = https://pypi.org\nworkers=3\n",
    "[mirror]\nmaster: https://pypi.org\n",
    "[mirror]\nmaster : x = https://pypi.org\n",
    "[mirror]\nA = 1\na = 2\n",
    "[mirror]\na = 1\na = 2\n",
    "[mirror]\na = 1\n[mirror]\nb = 2\n",
    "[DEFAULT]\na = 1\n[x]\nb = %(a)s\n[DEFAULT]\nc = 3\n",
    "[DEFAULT]\na = 1\n[DEFAULT]\na = 2\n",
    "a = 1\n",
    "  a = 1\n[x]\n",
    "[x]\n  a = 1\n    b\n  c = 2\n",
    "[x]\na =\n    one\n    # two\n    three # not a comment\n\n    four\n\nb = 1\n",
    "[x]\na =\n    one\n# two\n    three\n",
    "[x]\na =\n    one\n; two\n  ; three\n    four = 4\n    [five]\n",
    "[x]\na =\n\n\n    one\n\n\n",
    "[x]\na = 1 ; not a comment\nb = 2 # neither\n",
    "[x]\na = 100%%\nb = %(a)s\nc = %\n",
    "[x]\na = %(b)s\nb = %(a)s\n",
    "[x]\na = %(b)s\n",
    "[x]\na = %(b\n",
    "[x]\na = %()s\n",
    "[x]\na = %x\nb = 1\n",
    "[x]\na = %%(b)s\nb = 1\n",
    "[x]\na = %(b)s%(b)s\nb = 1%%\n",
    "[x]\na = 1\n\tb = 2\n",
    "[x]\n\ta = 1\n\tb = 2\n        c\n",
    "[x]\r\na =\r\n  1\r\n  2\r\n",
    "[x]\ra = 1\rb = 2\r",
    "[x]\na\n",
    "[x]\na\n  b\nc = 1\n",
    "[x]\n= 1\n",
    "[x]\na = 1\nb\na = 2\n",
    "[x] # why\na = 1\n",
    "[x]y]\na = 1\n",
    "[]\na = 1\n",
    "[ x ]\na = 1\n",
    "[x]\n[y]\n[z]\na = 1\n",
    "[x]\na = 1\n  [y]\nb = 2\n",
    "[x]\na == 1\n",
    "[x]\na b = 1 = 2\n",
    "[plugins]\nenabled =\n    allowlist_project\n    # latest_release\n    prerelease_release\n",
    "[allowlist]\npackages =\n    bandersnatch\n    #requests==2.0\n",
    "[x]\na =\n  1\n 2\n3\n",
    "[x]\na = \n",
    "[x]\na =\x0c1\x1d\n\x1cb = 2\n",
    "[x]\na = 1\n\u00a0b\n\u2003c\n",
    "[x]\nregex = .+\\.post\\d+$\n",
    "[x]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(12)) + "k12 = end\n",
    "[x]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(9)) + "k9 = end\n",
]

PIECES = [
    "[a]", "[b]", "[DEFAULT]", "k = v", "l=w", "m =", "k = %(l)s", "n = %%x", "o = a%(k)sb%(m)s", "# c", "; d", "",
    "    ", "  x", "\ty", "    z = 1", "junk", "  # e", "key with blanks = v # w", "p = q ; r", " [c]", "= v", "K = V",
    "   %(n)s", "s = %(DEFAULT)s",
]


def outcome(text, folder):
    path = Path(folder) / "case.conf"
    path.write_bytes(text.encode())
    parser = Parser()
    try:
        parser.read(path, encoding="utf-8")
    except configparser.ParsingError as error:
        line = error.errors[0][0] if getattr(error, "errors", None) else error.lineno
        return {"line": line}
    except (configparser.DuplicateSectionError, configparser.DuplicateOptionError) as error:
        return {"line": error.lineno}
    return {"sections": {name: values(parser, name) for name in parser.sections()}}


def values(parser, section):
    found = {}
    for key in parser.options(section):
        try:
            found[key] = parser.get(section, key)
        except configparser.InterpolationError:
            found[key] = None
    return found


def main():
    chance = random.Random("sandgrouse python-config")
    cases = list(WRITTEN)
    while len(cases) < 600:
        lines = chance.choices(PIECES, k=chance.randint(1, 9))
        if chance.random() < 0.8:
            lines.insert(0, chance.choice(["[a]", "[DEFAULT]"]))
        cases.append("\n".join(lines) + chance.choice(["", "\n", "\n\n"]))
    with tempfile.TemporaryDirectory() as folder:
        table = {"cases": [[text, outcome(text, folder)] for text in cases]}
    text = json.dumps(table, separators=(",", ":"))
    (Path(__file__).parent / "python-config.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
