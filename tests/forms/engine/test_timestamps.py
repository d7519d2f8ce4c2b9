"""Timestamps: the branch's own service, one on the network, and forms that outlive every certificate."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from app.archive.press import PressedForm
from app.common.clock import FixedClock
from app.common.errors import Refused
from forms.engine import document as doc
from forms.engine.keys import SigningKeys, make_certified_key
from forms.engine.press import FormPress, press_document
from forms.engine.timestamps import HttpTimeStamper, LocalTimeStamper, make_local_service, need_url
from forms.engine.validation import check
from tests.forms.engine.samples import CLOCK, document, keys
from tests.forms.engine.test_seal import SIGNING
from tests.threads import ended

Y2026, Y2027, Y2029, Y2031 = (datetime(year, 6, 1, tzinfo=UTC) for year in (2026, 2027, 2029, 2031))


@lru_cache(maxsize=1)
def paper() -> PressedForm:
    return press_document(document(doc.Text("清单"), doc.Signatures((doc.SignatureSlot("branch", "盖章"),))))


@lru_cache(maxsize=8)
def service(valid_until: datetime = datetime(2060, 1, 1, tzinfo=UTC)) -> tuple[bytes, str]:
    return make_certified_key(
        "时间戳服务", datetime(2020, 1, 1, tzinfo=UTC), valid_until=valid_until, for_timestamps=True
    )


def own(stamper: TimeStamper | None, *, clock: FixedClock = CLOCK, roots: tuple[bytes, ...] = ()) -> FormPress:
    return FormPress(keys(), roots, clock, stamper)


@pytest.mark.rule("AR-1")
def test_with_the_branchs_own_service_ink_is_b_t_the_seal_b_lta_and_the_service_is_named() -> None:
    stamper = LocalTimeStamper(*make_local_service("示例营业部"), CLOCK)
    press = own(stamper, roots=stamper.roots)
    form = press_document(
        document(doc.Text("申请"), doc.Signatures(tuple(doc.SignatureSlot(r, r) for r in ("client", "branch"))))
    )
    found = press.check(press.seal(form, SIGNING))
    assert (found.genuine, found.problems, found.stamp_pending) == (True, (), False)
    assert [(one.level, one.stamped_by) for one in found.signatures] == [
        ("B-T", "示例营业部 时间戳"), ("B-LTA", "示例营业部 时间戳"),
    ]  # fmt: skip
    assert found.signatures[0].at == CLOCK.now(), "the service's clock, not the pad's"
    assert found.stamped_until == datetime(2060, 1, 1, tzinfo=UTC)
    assert not own(None).check(press.seal(form, SIGNING)).genuine, "the service's root is not trusted"


def test_a_token_of_the_own_service_answers_what_was_asked() -> None:
    stamper: Any = LocalTimeStamper(*service(), CLOCK)
    nonce, request = stamper.request_cms(b"\x01" * 32, "sha256")
    answer = asyncio.run(stamper.async_request_tsa_response(request))
    info = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert info["gen_time"].native == CLOCK.now()
    assert info["nonce"].native == nonce
    assert info["message_imprint"]["hashed_message"].native == b"\x01" * 32
    other = asyncio.run(stamper.async_request_tsa_response(request))
    serials = {
        one["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed["serial_number"].native
        for one in (answer, other)
    }
    assert len(serials) == 2


def test_a_key_that_is_not_for_timestamps_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="password"):
        LocalTimeStamper(service()[0], "wrong", CLOCK)


@pytest.mark.rule("AR-1")
def test_a_timestamp_added_later_leaves_the_file_in_front_and_makes_it_last() -> None:
    stamper = LocalTimeStamper(*service(), CLOCK)
    press = own(stamper, roots=stamper.roots)
    sealed = own(None).seal(paper(), None)
    assert press.check(sealed).stamp_pending
    stamped = press.stamp(sealed)
    assert stamped.startswith(sealed)
    found = press.check(stamped)
    assert (found.genuine, found.level, found.stamp_pending) == (True, "B-LTA", False)
    with pytest.raises(Refused, match=r"signing\.no_timestamps"):
        own(None).stamp(sealed)


@pytest.mark.rule("AR-1")
def test_a_form_stamped_anew_in_time_is_genuine_when_all_earlier_certificates_have_run_out() -> None:
    clock = FixedClock(Y2026)
    short = make_certified_key("营业部", datetime(2020, 1, 1, tzinfo=UTC), valid_until=Y2027 + timedelta(days=30))
    branch = SigningKeys.from_pkcs12(*short)
    first, second = LocalTimeStamper(*service(Y2029), clock), LocalTimeStamper(*service(), clock)
    roots = (*branch.roots, *first.roots, *second.roots)

    def press(stamper: TimeStamper | None) -> FormPress:
        return FormPress(branch, roots, clock, stamper)

    bare = press(None).seal(paper(), None)
    stamped = press(first).seal(paper(), None)
    clock.at = Y2029 - timedelta(days=60)
    assert not press(None).check(bare).genuine, "without a timestamp it ends with the branch's certificate"
    assert press(None).check(stamped).genuine
    renewed = press(second).stamp(stamped)
    clock.at = Y2031
    assert not press(None).check(stamped).genuine, "the first service's certificate has run out"
    found = press(None).check(renewed)
    assert (found.genuine, found.level, found.problems) == (True, "B-LTA", ())
    assert found.signatures[0].at == Y2026
    too_late = press(second).stamp(stamped)
    assert not press(None).check(too_late).genuine, "a timestamp put on when it was too late heals nothing"


def test_what_is_needed_to_check_it_is_in_the_file_itself() -> None:
    stamper = LocalTimeStamper(*service(), CLOCK)
    press = own(stamper, roots=stamper.roots)
    kept = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(press.stamp(own(None).seal(paper(), None)))))
    names = {certificate.subject.native["common_name"] for certificate in kept.load_certs()}
    assert {"时间戳服务", keys().branch} <= names


class Answer(BaseHTTPRequestHandler):
    """A service on the network; ``reply`` is set by the test."""

    reply: Callable[[bytes], tuple[int, str, bytes]]

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        status, kind, content = type(self).reply(asked)
        self._say(status, kind, content)

    def do_GET(self) -> None:
        self._say(*type(self).reply(b""))

    def _say(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a service on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/tsa"
        finally:
            running.shutdown()
            ended(thread)


def good(asked: bytes) -> tuple[int, str, bytes]:
    stamper = LocalTimeStamper(*service(), CLOCK)
    answer = asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(asked)))
    return 200, "application/timestamp-reply", answer.dump()


def old(asked: bytes) -> tuple[int, str, bytes]:
    """The answer to another question."""
    stamper: Any = LocalTimeStamper(*service(), CLOCK)
    _, request = stamper.request_cms(b"\x02" * 32, "sha256")
    return 200, "application/timestamp-reply", asyncio.run(stamper.async_request_tsa_response(request)).dump()


def refusal(asked: bytes) -> tuple[int, str, bytes]:
    return 200, "application/timestamp-reply", tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()


@pytest.mark.rule("AR-1")
def test_a_service_on_the_network_stamps(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answer, "reply", staticmethod(good), raising=False)
    roots = LocalTimeStamper(*service(), CLOCK).roots
    press = own(HttpTimeStamper(server), roots=roots)
    found = press.check(press.seal(paper(), None))
    assert (found.genuine, found.level, found.signatures[0].stamped_by) == (True, "B-LTA", "时间戳服务")


@pytest.mark.parametrize(
    "reply",
    [
        old,
        refusal,
        lambda _: (500, "text/plain", b"no"),
        lambda _: (200, "text/html", b"<html>please sign in</html>"),
        lambda _: (200, "application/timestamp-reply", b"\x30\x03garbage"),
        lambda _: (200, "application/timestamp-reply", b""),
        lambda _: (200, "application/timestamp-reply", b"\x30" * 300_000),
    ],
)
def test_an_answer_that_is_no_timestamp_leaves_the_form_sealed_and_the_timestamp_pending(
    server: str, monkeypatch: pytest.MonkeyPatch, reply: Callable[[bytes], tuple[int, str, bytes]]
) -> None:
    monkeypatch.setattr(Answer, "reply", staticmethod(reply), raising=False)
    press = own(HttpTimeStamper(server), roots=LocalTimeStamper(*service(), CLOCK).roots)
    found = press.check(press.seal(paper(), None))
    assert (found.genuine, found.level, found.stamp_pending) == (True, "B-B", True)
    with pytest.raises(Refused, match=r"signing\.timestamp_failed"):
        press.stamp(own(None).seal(paper(), None))


def test_nobody_at_the_address_is_a_silent_service() -> None:
    press = own(HttpTimeStamper("http://127.0.0.1:9/", patience=2))
    assert press.check(press.seal(paper(), None)).stamp_pending


@pytest.mark.parametrize(
    "url", ["", "local", "ftp://a/b", "file:///etc/passwd", "http://", "https://user:pw@host/", "http://[bad", "//host"]
)
def test_only_plain_addresses_of_the_web_are_services(url: str) -> None:
    with pytest.raises(Refused, match=r"signing\.timestamp_url"):
        need_url(url)
    assert need_url("https://tsa.example.cn/stamp") == "https://tsa.example.cn/stamp"


def certified_with_list(address: str) -> tuple[bytes, str, bytes]:
    """A key whose certificate names a list of revoked ones at ``address``; the list itself."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
    now = datetime.now(UTC)

    def builder(name: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(name).issuer_name(root_name).public_key(public)
        made = made.serial_number(x509.random_serial_number())
        return made.not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=4000))

    def usage(*, ca: bool) -> x509.KeyUsage:
        return x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)

    root = (
        builder(root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(True, 0), critical=True)
        .add_extension(usage(ca=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
    certificate = (
        builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例营业部")]), key.public_key())
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(usage(ca=False), critical=True)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root_name)
        .last_update(now - timedelta(days=1))
        .next_update(now + timedelta(days=30))
        .sign(root_key, hashes.SHA256())
    )
    from cryptography.hazmat.primitives.serialization import Encoding

    data = pkcs12.serialize_key_and_certificates(b"x", key, certificate, [root], BestAvailableEncryption(b"pw"))
    return data, "pw", revoked.public_bytes(Encoding.DER)


def test_lists_of_revoked_certificates_are_fetched_and_kept_in_the_file(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, password, revoked = certified_with_list(server.replace("/tsa", "/list.crl"))
    monkeypatch.setattr(Answer, "reply", staticmethod(lambda _: (200, "application/pkix-crl", revoked)), raising=False)
    branch = SigningKeys.from_pkcs12(data, password)
    clock = FixedClock(datetime.now(UTC).replace(microsecond=0))
    stamper = LocalTimeStamper(*service(), clock)
    press = FormPress(branch, stamper.roots, clock, stamper)
    sealed = press.seal(paper(), None)
    kept = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(sealed)))
    assert [stream.get_object().data for stream in kept.crls] == [revoked]
    assert check(sealed, (*branch.roots, *stamper.roots), clock.now()).genuine, "nothing is fetched for a check"
