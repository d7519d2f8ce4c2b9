"""A small S3 server of the tests' own: path style, signed requests checked, and it can fail in every way a store fails.

It knows what the program uses: PUT, GET, HEAD and DELETE of objects, lists, versions.
"""

from __future__ import annotations

import hashlib
import hmac
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from app.storage.s3_place import S3Login, S3Place
from tests.threads import ended

BUCKET = "guitai-documents"
LOGIN = S3Login("AKGUITAI", "a secret that is in no file")


@dataclass
class S3Server:
    """What it holds, and how it is to fail. ``versioned``: the bucket keeps what is deleted or put over."""

    port: int = 0
    objects: dict[str, list[tuple[str, bytes | None]]] = field(default_factory=dict)
    """Versions by name, the newest last; None is the mark of a deletion."""
    versioned: bool = False
    locked: bool = False
    away: bool = False
    lose_answers: int = 0
    """So many puts are done, and the line is cut before the answer."""
    drop_puts: int = 0
    """So many puts are answered well and not done."""
    half_puts: int = 0
    """Of so many puts the first half only is kept, and answered well."""
    half_answers: int = 0
    """So many answers with an object end in the middle."""
    busy: int = 0
    """So many requests are answered with 503."""
    broken: int = 0
    """So many requests are answered with ``broken_status`` and no word of a store: a gateway before it speaks."""
    broken_status: int = 502
    silent: int = 0
    """So many requests get no answer before the test has ended."""
    ended: threading.Event = field(default_factory=threading.Event)
    away_after: int | None = None
    """After so many further puts the store is away."""
    requests: list[str] = field(default_factory=list)
    _made: int = 0

    @property
    def place(self) -> S3Place:
        """The store as a branch names it."""
        return S3Place(f"127.0.0.1:{self.port}", BUCKET, "branch/01", tls=False, login=LOGIN)

    def now(self) -> dict[str, bytes]:
        """What lies there, by name."""
        newest = {name: versions[-1][1] for name, versions in self.objects.items() if versions}
        return {name: content for name, content in newest.items() if content is not None}

    def put(self, name: str, content: bytes | None) -> None:
        """Keep a version, the mark of a deletion for None."""
        self._made += 1
        if self.versioned:
            self.objects.setdefault(name, []).append((f"v{self._made}", content))
        elif content is None:
            self.objects.pop(name, None)
        else:
            self.objects[name] = [("null", content)]


@contextmanager
def s3_server(certificate: tuple[Path, Path] | None = None) -> Iterator[S3Server]:
    """A server on a free port of this computer; with ``certificate`` (PEM files of it and its key) it speaks TLS."""
    state = S3Server()

    class Handler(_Handler):
        store = state

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who cut the line is the test
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        state.ended.set()
        server.shutdown()
        ended(thread)
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    store: S3Server
    protocol_version = "HTTP/1.0"  # a connection each: none is left open when a test ends

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _begin(self) -> tuple[str, dict[str, str], bytes] | None:
        """Name, query and body of a request that is to be answered; None when it has been dealt with."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.store.requests.append(f"{self.command} {name}")
        if self.store.away:
            self.close_connection = True
            self.connection.close()
        elif self.store.busy:
            self.store.busy -= 1
            self._error(503, "SlowDown")
        elif self.store.broken:
            self.store.broken -= 1
            self._answer(self.store.broken_status, b"<html>Bad gateway</html>", {"Content-Type": "text/html"})
        elif self.store.silent:
            self.store.silent -= 1
            self.store.ended.wait()
            self.close_connection = True
            self.connection.close()
        elif not self._signed(parts.path, query, body):
            self._error(403, "SignatureDoesNotMatch")
        elif bucket != BUCKET:
            self._error(404, "NoSuchBucket")
        else:
            return name, query, body
        return None

    def _signed(self, path: str, query: dict[str, str], body: bytes) -> bool:
        """Whether the request bears a signature (version 4) by the secret key over what came."""
        told = self.headers.get("Authorization", "")
        if not told.startswith("AWS4-HMAC-SHA256 "):
            return False
        facts = dict(part.strip().split("=", 1) for part in told.split(" ", 1)[1].split(","))
        access, day, region, service, last = facts["Credential"].split("/")
        names = facts["SignedHeaders"].split(";")
        digest = self.headers["x-amz-content-sha256"]
        if access != LOGIN.access_key or digest not in (hashlib.sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"):
            return False
        asked = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(query.items()))
        headers = "".join(f"{name}:{' '.join(self.headers.get(name, '').split())}\n" for name in names)
        canonical = "\n".join([self.command, path, asked, headers, facts["SignedHeaders"], digest])
        scope = "/".join([day, region, service, last])
        text = "\n".join(
            ["AWS4-HMAC-SHA256", self.headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()]
        )
        key = f"AWS4{LOGIN.secret_key}".encode()
        for part in (day, region, service, last, text):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.compare_digest(key.hex(), facts["Signature"])

    def do_PUT(self) -> None:
        """Keep an object."""
        if (asked := self._begin()) is None:
            return
        name, _, body = asked
        store = self.store
        if store.drop_puts:
            store.drop_puts -= 1
        elif store.half_puts:
            store.half_puts -= 1
            store.put(name, body[: len(body) // 2])
        else:
            store.put(name, body)
        if store.away_after is not None:
            store.away_after -= 1
            store.away = store.away_after <= 0
        if store.lose_answers:
            store.lose_answers -= 1
            self.close_connection = True
            self.connection.close()
            return
        self._answer(200, b"", {"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})

    def do_GET(self) -> None:
        """An object, a list, or a list of versions."""
        if (asked := self._begin()) is None:
            return
        name, query, _ = asked
        if name:
            content = self.store.now().get(name)
            if content is None:
                self._error(404, "NoSuchKey")
            else:
                half = len(content) // 2 if self.store.half_answers else len(content)
                self.store.half_answers = max(0, self.store.half_answers - 1)
                self._answer(200, content, {"ETag": '"1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}, half)
        elif "versions" in query:
            self._answer(200, self._versions(query["prefix"]), {"Content-Type": "application/xml"})
        else:
            self._answer(200, self._list(query), {"Content-Type": "application/xml"})

    def do_DELETE(self) -> None:
        """Take an object or a version of it away."""
        if (asked := self._begin()) is None:
            return
        name, query, _ = asked
        wanted = query.get("versionId")
        if not self.store.locked:
            if wanted is None:
                self.store.put(name, None)
            else:
                kept = [one for one in self.store.objects.get(name, []) if one[0] != wanted]
                self.store.objects[name] = kept
        self._answer(204, b"", {})

    def _list(self, query: dict[str, str]) -> bytes:
        """Two names an answer, so that going on is tried."""
        after = query.get("continuation-token", "")
        names = sorted(name for name in self.store.now() if name.startswith(query.get("prefix", "")) and name > after)
        shown = names[:2]
        entries = "".join(
            f"<Contents><Key>{quote(name)}</Key><LastModified>2026-11-22T10:00:00.000Z</LastModified>"
            f"<ETag>x</ETag><Size>1</Size></Contents>"
            for name in shown
        )
        more = len(names) > len(shown)
        token = f"<NextContinuationToken>{escape(shown[-1])}</NextContinuationToken>" if more else ""
        return _xml(
            "ListBucketResult",
            f"<Name>{BUCKET}</Name><EncodingType>url</EncodingType><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"{token}{entries}",
        )

    def _versions(self, prefix: str) -> bytes:
        entries = "".join(
            f"<{kind}><Key>{quote(name)}</Key><VersionId>{version}</VersionId><IsLatest>true</IsLatest>"
            f"<LastModified>2026-11-22T10:00:00.000Z</LastModified></{kind}>"
            for name, versions in sorted(self.store.objects.items())
            for version, content in versions
            for kind in ("DeleteMarker" if content is None else "Version",)
            if name.startswith(prefix)
        )
        return _xml(
            "ListVersionsResult",
            f"<Name>{BUCKET}</Name><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>{entries}",
        )

    def _error(self, status: int, code: str) -> None:
        body = f"<Error><Code>{code}</Code><Message>no</Message><Resource>/</Resource></Error>".encode()
        self._answer(status, body, {"Content-Type": "application/xml"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str], sent: int | None = None) -> None:
        """``sent``: so much of the body goes out, whatever the header says; None for all of it."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:sent])


def _xml(tag: str, content: str) -> bytes:
    return f'<{tag} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{content}</{tag}>'.encode()
