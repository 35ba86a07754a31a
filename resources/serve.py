#!/usr/bin/env python3
"""Serves the Python packages beside this file to pip, uv and other installers. Installs nothing, changes nothing.

    python3 serve.py                            for this computer only
    python3 serve.py --port 8080
    python3 serve.py --host 0.0.0.0 --port 8080    for everybody who reaches this computer
    python3 serve.py --directory FOLDER         another folder that has simple/ and packages/ in it

Needs Python 3.6 or newer and nothing else. It reads the folder that it serves, opens no connection to anywhere, and never
sends anybody to the internet: a project that is not here is answered with 404. Stop it with Ctrl-C.

Pages are given as JSON or HTML, as the client asks (PEP 503, 691); files with ranges, so that a download can go on.
"""

from __future__ import print_function

import sys

if sys.version_info < (3, 6):
    sys.exit("This needs Python 3.6 or newer, and this is Python %s. Try: python3 %s" % (sys.version.split()[0], sys.argv[0]))

import argparse
import calendar
import collections
import email.utils
import errno
import hashlib
import html
import http.server
import os
import re
import signal
import socket
import socketserver
import stat
import threading
import urllib.parse

LARGEST_PAGE = 256 * 1024 * 1024
PIECE = 256 * 1024
MOST_CONNECTIONS = 128
IDLE_SECONDS = 60
USUAL_PORT = 8080

JSON_FORM = ("index.v1_json", "application/vnd.pypi.simple.v1+json", ("application/vnd.pypi.simple.v1+json", "application/vnd.pypi.simple.latest+json"))
V1_HTML_FORM = ("index.v1_html", "application/vnd.pypi.simple.v1+html", ("application/vnd.pypi.simple.v1+html", "application/vnd.pypi.simple.latest+html"))
HTML_FORM = ("index.html", "text/html; charset=utf-8", ("text/html",))
# In the order in which a client that likes several of them alike is served.
FORMS = (JSON_FORM, V1_HTML_FORM, HTML_FORM)

PLAIN = "text/plain; charset=utf-8"
KEPT = "public, max-age=31536000, immutable"
METHODS = "GET, HEAD, OPTIONS"

PROJECT_NAME = re.compile(r"\A[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z", re.IGNORECASE)
ETAG = re.compile(r'(?:W/)?"[^"]*"')
# Spaces belong to one place each: a header full of them would else be tried in every way to share them out.
RANGE = re.compile(r"\Abytes=[ \t]*(?:([0-9]+)[ \t]*)?-[ \t]*(?:([0-9]+)[ \t]*)?\Z", re.IGNORECASE)
QUALITY = re.compile(r"\A(?:0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+)\Z")
ABSOLUTE_FORM = re.compile(r"\Ahttps?://([^/?#]*)([^#]*)\Z", re.IGNORECASE)
ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
LOOPBACK_HOST = re.compile(r"\A(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])\Z")
RESERVED_ON_WINDOWS = re.compile(r"\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.|\Z)", re.IGNORECASE)


def negotiate(accept, forms):
    """The form that an Accept header asks for (RFC 9110, 12.5.1); None where none of them will do."""
    ranges = [parse_range(text) for text in (accept or "").split(",") if text.strip()] or [("*/*", 1.0)]
    likings = []
    for place, form in enumerate(forms):
        best = max(judge(media_type, ranges) for media_type in form[2])
        if best[0] > 0:
            # Who takes anything at all gets HTML, as everybody did before there was JSON.
            likings.append((best[0], best[1], -place if best[1] == 2 else place, form))
    return max(likings, key=lambda liking: liking[:3])[3] if likings else None


def parse_range(text):
    words = [word.strip().lower() for word in text.split(";")]
    quality = 1.0
    for word in words[1:]:
        if word.startswith("q="):
            quality = float(word[2:]) if QUALITY.match(word[2:]) and word[2:] != "." else 0.0
            break
    return words[0], quality


def judge(media_type, ranges):
    """Quality and precision: the most precise range decides, also when it is a refusal."""
    patterns = ("*/*", media_type.split("/")[0] + "/*", media_type)
    for precision in (2, 1, 0):
        for pattern, quality in ranges:
            if pattern == patterns[precision]:
                return quality, precision
    return 0.0, 0


def read_segments(target):
    """The decoded parts of a path; None for what is none. Nothing is cleaned, so that nothing can be got around."""
    path = target.split("?", 1)[0]
    if not path.startswith("/") or ESCAPE.search(path):
        return None
    try:
        parts = [urllib.parse.unquote(part, errors="strict") for part in path[1:].split("/")]
    except UnicodeDecodeError:
        return None
    return None if any("/" in part for part in parts) else parts


def is_plain_name(name):
    """Whether a part of a path means the same on every system, and leads nowhere else."""
    if not name or name.startswith(".") or name.endswith((".", " ")) or RESERVED_ON_WINDOWS.match(name):
        return False
    return not any(ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 or sign in '\\/:*?"<>|' for sign in name)


def normalize(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def read_byte_range(header, size):
    """First and last byte, both included; None for the whole file; False where the file does not have them."""
    match = RANGE.match(header or "")
    first, last = match.groups() if match else ("", "")
    if not first and not last:
        return None
    if not first:
        length = read_number(last)
        return (max(0, size - length), size - 1) if length and size else False
    start = read_number(first)
    end = read_number(last) if last else size
    if last and end < start:
        return None
    return (start, min(end, size - 1)) if start < size else False


def read_number(digits):
    """Python refuses to read thousands of digits; no file is that long."""
    return int(digits) if len(digits) < 19 else 10 ** 18


def read_date(text):
    """Seconds since 1970 of an HTTP date; None for what is none."""
    try:
        parts = email.utils.parsedate(text) if text else None
        return None if parts is None else calendar.timegm(parts)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def content_type_of(name):
    if name.endswith(".metadata"):
        return PLAIN
    if name.endswith((".gz", ".tgz")):
        # Never with a Content-Encoding: clients would unpack it and find another hash.
        return "application/gzip"
    return "application/zip" if name.endswith((".whl", ".zip")) else "application/octet-stream"


class Tree(object):
    """The folder that is served. Opens what is below it and follows no link out of it."""

    def __init__(self, directory):
        web = os.path.join(directory, "web")
        self.root = os.path.realpath(web if os.path.isdir(os.path.join(web, "simple")) else directory)

    def is_there(self):
        return any(os.path.isfile(os.path.join(self.root, "simple", form[0])) for form in FORMS)

    def has(self, parts):
        opened = self.open(parts)
        if opened is None:
            return False
        opened[0].close()
        return True

    def open(self, parts):
        """An open file and what the system says of it; None where there is none."""
        try:
            real = os.path.realpath(os.path.join(self.root, *parts))
            if not real.startswith(self.root.rstrip(os.sep) + os.sep) or not stat.S_ISREG(os.stat(real).st_mode):
                return None
            file = open(real, "rb")
            return file, os.fstat(file.fileno())
        except (ValueError, OSError) as error:
            missing = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP)
            if isinstance(error, ValueError) or error.errno in missing:
                return None
            raise


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Sandgrouse"
    sys_version = ""
    timeout = IDLE_SECONDS

    def do_GET(self):
        try:
            self.respond()
        except (ConnectionError, socket.timeout):
            self.close_connection = True
        except OSError as error:
            self.log_message("cannot read: %s", error)
            self.answer(500, "The file cannot be read now. Is the drive still there?\n")

    do_HEAD = do_GET

    def handle_one_request(self):
        self.server.begin_waiting(self.connection)
        super(Handler, self).handle_one_request()

    def parse_request(self):
        is_request = super(Handler, self).parse_request()
        self.server.end_waiting(self.connection)
        return is_request

    def do_OPTIONS(self):
        self.begin(204, {"Allow": METHODS})
        self.end_headers()

    def refuse_method(self):
        self.close_connection = True
        self.answer(405, "Only GET and HEAD are answered here.\n", {"Allow": METHODS})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_TRACE = do_CONNECT = refuse_method

    def respond(self):
        if self.headers.get("Transfer-Encoding") or self.headers.get("Content-Length", "0") != "0":
            # Nothing here takes a body: what follows one is not waited for.
            self.close_connection = True
        # Newer Pythons clean self.path; the line itself is as it was sent.
        words = self.requestline.split()
        target = words[1] if len(words) > 1 else ""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) > 1:
            return self.answer(400, "A request is for one host.\n")
        absolute = ABSOLUTE_FORM.match(target)
        if absolute:
            # From a client that takes this for a proxy (RFC 9112, 3.2.2); the header does not count then.
            hosts, rest = [absolute.group(1)], absolute.group(2)
            target = rest if rest.startswith("/") else "/" + rest
        if not self.is_our_host(hosts):
            # A page on the web could have its own name lead to this computer, and read what is here.
            return self.answer(403, "This is served under other names.\n")
        parts = read_segments(target)
        if parts == [""]:
            return self.send_home()
        if parts and parts[0] == "simple":
            return self.respond_simple(parts)
        if parts and parts[0] == "packages" and len(parts) > 1 and all(is_plain_name(part) for part in parts):
            return self.send_package(parts)
        return self.answer(404, "There is no such page here.\n")

    def respond_simple(self, parts):
        if len(parts) == 1:
            return self.redirect("/simple/")
        if parts == ["simple", ""]:
            return self.send_page(["simple"], "There is no list of projects here now.\n")
        name = parts[1]
        if not PROJECT_NAME.match(name) or len(parts) > 3 or parts[2:] not in ([], [""]):
            return self.answer(404, "There is no such page here.\n")
        project = normalize(name)
        if len(parts) == 2 or name != project:
            return self.redirect("/simple/%s/" % project)
        return self.send_page(["simple", project], 'The project "%s" is not in this mirror.\n' % project)

    def is_our_host(self, hosts):
        if not hosts or not self.server.is_loopback:
            return True
        name = re.sub(r":[0-9]*\Z", "", hosts[0].strip()).lower()
        return bool(LOOPBACK_HOST.match(name[:-1] if name.endswith(".") else name))

    def send_page(self, folder, missing):
        """One of the forms of a page. It is asked for each time, and not sent again where it is the same."""
        common = {"Vary": "Accept", "Cache-Control": "no-cache"}
        present = [form for form in FORMS if self.server.tree.has(folder + [form[0]])]
        if not present:
            return self.answer_missing(missing, common)
        form = negotiate(",".join(self.headers.get_all("Accept") or []), present)
        if form is None:
            types = "".join("%s\n" % one[2][0] for one in present)
            return self.answer(406, "This page is given as one of\n%s" % types, common)
        opened = self.server.tree.open(folder + [form[0]])
        if opened is None:
            return self.answer_missing(missing, common)
        with opened[0] as file:
            body = file.read(LARGEST_PAGE + 1)
        if len(body) > LARGEST_PAGE:
            return self.answer(500, "The page is too large.\n")
        tag = '"%s"' % hashlib.sha256(form[0].encode() + body).hexdigest()[:32]
        outcome = self.evaluate_conditions(tag, None)
        if outcome == 412:
            return self.answer(412, "The page is another one by now.\n", common)
        common["ETag"] = tag
        if outcome == 304:
            return self.begin_and_end(304, common)
        return self.send_body(200, form[1], body, common)

    def send_package(self, parts):
        opened = self.server.tree.open(parts)
        if opened is None:
            return self.answer_missing('The file "%s" is not in this mirror.\n' % parts[-1])
        with opened[0] as file:
            return self.send_open_file(file, opened[1], parts[-1])

    def send_open_file(self, file, entry, name):
        size, modified = entry.st_size, int(entry.st_mtime)
        tag = '"%x-%x-%x"' % (size, entry.st_mtime_ns, entry.st_ino)
        outcome = self.evaluate_conditions(tag, modified)
        if outcome == 412:
            return self.answer(412, "The file is another one by now.\n")
        headers = {
            "ETag": tag,
            "Last-Modified": email.utils.formatdate(modified, usegmt=True),
            "Cache-Control": KEPT,
            "Accept-Ranges": "bytes",
        }
        if outcome == 304:
            return self.begin_and_end(304, headers)
        chosen = None
        if self.command == "GET" and self.may_give_range(tag, modified):
            chosen = read_byte_range(self.headers.get("Range"), size)
        if chosen is False:
            headers.update({"Content-Range": "bytes */%d" % size, "Cache-Control": "no-cache"})
            return self.answer(416, "The file does not have these bytes.\n", headers)
        first, last = chosen or (0, size - 1)
        if chosen:
            headers["Content-Range"] = "bytes %d-%d/%d" % (first, last, size)
        headers.update({"Content-Type": content_type_of(name), "Content-Length": str(last - first + 1)})
        self.begin(206 if chosen else 200, headers)
        self.end_headers()
        if self.command == "GET":
            self.copy(file, first, last - first + 1)

    def copy(self, file, first, length):
        """Breaks the connection off where bytes are missing: an end would make them look complete."""
        try:
            file.seek(first)
            while length > 0:
                piece = file.read(min(PIECE, length))
                if not piece:
                    raise OSError("the file became shorter")
                self.wfile.write(piece)
                length -= len(piece)
        except OSError:
            self.close_connection = True

    def evaluate_conditions(self, tag, modified):
        """In the order of RFC 9110, 13.2.2: 304, 412, or None to go on."""
        if_match = self.headers.get("If-Match")
        if if_match is not None:
            if if_match.strip() != "*" and tag not in ETAG.findall(if_match):
                return 412
        else:
            unmodified = read_date(self.headers.get("If-Unmodified-Since"))
            if modified is not None and unmodified is not None and modified > unmodified:
                return 412
        if_none_match = self.headers.get("If-None-Match")
        if if_none_match is not None:
            tags = [one[2:] if one.startswith("W/") else one for one in ETAG.findall(if_none_match)]
            return 304 if if_none_match.strip() == "*" or tag in tags else None
        since = read_date(self.headers.get("If-Modified-Since"))
        return 304 if modified is not None and since is not None and modified <= since else None

    def may_give_range(self, tag, modified):
        """RFC 9110, 13.1.5: only of exactly the file that the client has the beginning of."""
        if_range = self.headers.get("If-Range")
        if if_range is None:
            return True
        return if_range.strip() == tag if '"' in if_range else read_date(if_range) == modified

    def answer_missing(self, text, headers=None):
        """Nothing is missing while the whole drive is away: who is told of a fault tries again."""
        if self.server.tree.is_there():
            return self.answer(404, text, headers)
        return self.answer(500, "The files cannot be read now. Is the drive still there?\n")

    def send_home(self):
        address = html.escape(self.server.address)
        body = HOME_PAGE.replace("ADDRESS", address).encode()
        self.send_body(200, "text/html; charset=utf-8", body, {"Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"})

    def redirect(self, location):
        self.answer(301, "See %s\n" % location, {"Location": location})

    def answer(self, status, text, headers=None):
        merged = {"Cache-Control": "no-cache"}
        merged.update(headers or {})
        self.send_body(status, PLAIN, text.encode("utf-8", "replace"), merged)

    def send_body(self, status, content_type, body, headers):
        self.begin(status, headers)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def begin(self, status, headers):
        self.send_response(status)
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)

    def begin_and_end(self, status, headers):
        self.begin(status, headers)
        self.end_headers()

    def send_error(self, code, message=None, explain=None):
        """What the standard library refuses by itself, in plain words."""
        self.close_connection = True
        self.answer(code, "%s\n" % (message or "This cannot be answered."))

    def log_message(self, format, *args):
        line = (format % args).encode("unicode_escape").decode("ascii")
        sys.stderr.write("%s %s %s\n" % (self.log_date_time_string(), self.client_address[0], line))


HOME_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Python packages</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="color-scheme" content="light dark"></head>
<body><h1>Python packages</h1>
<p>Install from here, and from nowhere else:</p>
<pre>python3 -m pip install --isolated --index-url ADDRESSsimple/ PACKAGE
uv pip install --no-config --default-index ADDRESSsimple/ PACKAGE</pre>
<p><a href="/simple/">All projects</a></p></body></html>
"""


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64
    # On Windows it would let two programs have the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, host, port, tree):
        self.tree = tree
        self.free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        # Connections on which no whole request has come; who waits longest stands first.
        self.waiting = collections.OrderedDict()
        self.waiting_lock = threading.Lock()
        self.is_loopback = bool(LOOPBACK_HOST.match("[%s]" % host if ":" in host else host.lower()))
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super(Server, self).__init__((host, port), Handler)
        shown = "[%s]" % host if ":" in host else host
        if host in ("0.0.0.0", "::"):
            shown = socket.gethostname()
        self.address = "http://%s:%d/" % (shown, self.server_address[1])

    def server_bind(self):
        # Not http.server's: it asks the name service for the name of this computer, which may take long without one.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request, client_address):
        if not self.free.acquire(blocking=False):
            # Who only holds a connection, or sends a byte now and then, keeps nobody from being served.
            self.end_longest_waiting()
            if not self.free.acquire(timeout=5):
                return self.shutdown_request(request)
        super(Server, self).process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super(Server, self).process_request_thread(request, client_address)
        finally:
            self.end_waiting(request)
            self.free.release()

    def begin_waiting(self, connection):
        with self.waiting_lock:
            self.waiting[connection] = True

    def end_waiting(self, connection):
        with self.waiting_lock:
            self.waiting.pop(connection, None)

    def end_longest_waiting(self):
        with self.waiting_lock:
            connection = self.waiting.popitem(last=False)[0] if self.waiting else None
        try:
            if connection is not None:
                connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It has ended by itself.
            pass

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, socket.timeout)):
            sys.stderr.write("%s: %s\n" % (type(error).__name__, error))


def open_server(host, port, tree):
    """On the port that was asked for; without one, on the usual one or any that is free."""
    if port is not None:
        return Server(host, port, tree)
    try:
        return Server(host, USUAL_PORT, tree)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        return Server(host, 0, tree)


def read_port(text):
    if re.match(r"\A[0-9]{1,5}\Z", text) and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("give a number from 0 to 65535")


def stop(*_):
    raise KeyboardInterrupt


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description="Serves the Python packages beside this file to pip, uv and other installers.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 is for everybody who reaches this computer (default: this computer only)")
    parser.add_argument("--port", type=read_port, help="default: %d, or any other that is free" % USUAL_PORT)
    parser.add_argument("--directory", default=here, help="the folder with simple/ and packages/ (default: the one of this file)")
    options = parser.parse_args()
    tree = Tree(options.directory)
    if not tree.is_there():
        sys.exit('There is no "simple/index.html" in "%s". Choose the folder of the export with --directory.' % tree.root)
    signal.signal(signal.SIGTERM, stop)
    try:
        server = open_server(options.host, options.port, tree)
    except OSError as error:
        sys.exit("Cannot listen on %s, port %s: %s. Choose another with --port." % (options.host, options.port, error.strerror or error))
    print("Serving %s" % tree.root)
    print("The index is %ssimple/" % server.address)
    print("Install with: python3 -m pip install --isolated --index-url %ssimple/ PACKAGE" % server.address)
    if not server.is_loopback:
        print("Everybody who reaches this computer can read it. pip wants --trusted-host besides, since it is plain http.")
    print("Stop with Ctrl-C.")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
