from __future__ import annotations

import io
import logging
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from pyhanko.sign.validation import SignatureCoverageLevel

from app.archive.press import Ink, PenPoint, PressedForm, Signing
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import digest
from forms.engine import document as doc
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress, press_document
from forms.engine.sample_ink import sample_ink
from forms.engine.seal import seal
from forms.engine.validation import check
from tests.forms.engine.samples import CLOCK, EVERY_BLOCK, document, extract, keys, press, pressed

SIGNING = Signing("林𬭎样", sample_ink(), CLOCK.now() + timedelta(minutes=3), "柜员 0012", "柜台3")


@lru_cache(maxsize=1)
def sealed() -> bytes:
    return press().seal(pressed(), SIGNING)


@lru_cache(maxsize=1)
def seal_only() -> PressedForm:
    return press_document(document(doc.Text("清单"), doc.Signatures((doc.SignatureSlot("branch", "盖章"),))))


TELLER = Signing("样柜员", sample_ink(2), SIGNING.at + timedelta(minutes=1), "", "柜台3")
COUNTER_SLOTS = tuple(doc.SignatureSlot(role, role) for role in ("client", "teller", "branch"))


@lru_cache(maxsize=1)
def counter_form() -> PressedForm:
    return press_document(document(doc.Text("申请"), doc.Signatures(COUNTER_SLOTS), number="T-0003"))


@lru_cache(maxsize=1)
def teller_form() -> PressedForm:
    return press_document(document(doc.Text("收据"), doc.Signatures(COUNTER_SLOTS[1:]), number="T-0004"))


def checked(pdf: bytes) -> tuple[bool, tuple[str, ...]]:
    found = press().check(pdf)
    return found.genuine, found.problems


@pytest.mark.rule("OP-4")
def test_ink_and_seal_are_two_signatures_and_the_first_allows_the_second_alone() -> None:
    found = press().check(sealed())
    assert (found.genuine, found.signers, found.problems) == (True, ("client", "branch"), ())
    reader = PdfFileReader(io.BytesIO(sealed()))
    client, branch = reader.embedded_regular_signatures
    assert client.docmdp_level is not None
    assert client.docmdp_level.value == 2
    assert branch.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


@pytest.mark.rule("OP-4")
def test_the_ink_signature_is_bound_to_pen_data_moment_station_and_witness() -> None:
    signature = PdfFileReader(io.BytesIO(sealed())).embedded_regular_signatures[0].sig_object
    assert digest(SIGNING.ink) in signature["/Reason"]
    assert signature["/Name"] == "林𬭎样"
    assert signature["/Location"] == "柜台3"
    assert "柜员 0012" in signature["/ContactInfo"]
    signed_at = PdfFileReader(io.BytesIO(sealed())).embedded_regular_signatures[0].self_reported_timestamp
    assert signed_at == SIGNING.at


def test_without_a_timestamp_service_the_level_is_told_as_b_b() -> None:
    assert press().check(sealed()).level == "B-B"


def test_a_form_that_the_client_does_not_sign_has_the_branch_seal_alone() -> None:
    pdf = press().seal(seal_only(), None)
    found = press().check(pdf)
    assert (found.genuine, found.signers) == (True, ("branch",))
    with pytest.raises(Refused, match=r"signing\.ink_unexpected"):
        press().seal(seal_only(), SIGNING)


def test_sealing_leaves_the_pressed_bytes_as_they_are_at_the_front() -> None:
    assert sealed().startswith(pressed().pdf)


def test_name_and_moment_of_signing_stand_beside_the_ink() -> None:
    text = extract(sealed())
    assert "2026年11月20日" in text
    assert "10:03:00" in text
    assert text.count("林𬭎样") == 2


@pytest.mark.rule("AR-1")
@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.55, 0.7, 0.8])
def test_one_changed_byte_is_found(share: float) -> None:
    data = bytearray(sealed())
    at = int(len(data) * share)
    holes = [e.byte_range for e in PdfFileReader(io.BytesIO(sealed())).embedded_regular_signatures]
    assert all(not start <= at < end for _, start, end, _ in holes), "a byte that a signature covers"
    data[at] ^= 0x01
    assert not checked(bytes(data))[0]


def test_anything_appended_is_found() -> None:
    for tail in (b"\n", b"% comment\n", b"%%EOF\n"):
        assert not checked(sealed() + tail)[0]


def written(writer: Any) -> bytes:
    """The file with the update appended; ``Any``: the library's writer is not typed throughout."""
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_incremental_update_is_found() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 600 800 re f"))
    writer.update_container(page)
    assert not checked(written(writer))[0]


def test_an_update_of_metadata_alone_is_found_too() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed()))
    writer.root["/Lang"] = generic.TextStringObject("en")
    genuine, problems = checked(written(writer))
    assert not genuine
    assert "something follows the last signature" in problems


def test_a_cut_off_update_leaves_no_genuine_file() -> None:
    reader = PdfFileReader(io.BytesIO(sealed()))
    _, _, start, length = reader.embedded_regular_signatures[0].byte_range
    genuine, _ = checked(sealed()[: start + length])
    assert genuine is False or press().check(sealed()[: start + length]).signers == ("client",)
    assert not genuine


def test_a_foreign_signature_is_found() -> None:
    other = SigningKeys.from_pkcs12(*make_sample_certificate(keys().branch))
    pdf = FormPress(other, clock=CLOCK).seal(pressed(), SIGNING)
    genuine, problems = checked(pdf)
    assert not genuine
    assert problems[0] == "the certificate of the signature client is not trusted"


def test_an_unsigned_or_broken_file_is_not_genuine_and_raises_nothing() -> None:
    assert checked(pressed().pdf) == (False, ("the file has no signature",))
    for data in (b"", b"%PDF-1.7\n", b"\x00" * 100, sealed()[:5000], sealed()[: len(sealed()) // 2]):
        assert not checked(data)[0]


def test_a_signature_dropped_from_the_fields_is_found() -> None:
    with pikepdf.open(io.BytesIO(sealed())) as opened:
        del opened.Root.AcroForm
        for page in opened.pages:
            if "/Annots" in page:
                del page["/Annots"]
        out = io.BytesIO()
        opened.save(out)
    assert not checked(out.getvalue())[0]


def test_the_certificate_must_be_valid_at_the_moment_of_the_check() -> None:
    assert check(sealed(), keys().roots, CLOCK.now()).genuine
    assert not check(sealed(), keys().roots, datetime(2070, 1, 1, tzinfo=UTC)).genuine


def test_a_form_is_sealed_once() -> None:
    with pytest.raises(Refused, match=r"signing\.already_signed"):
        seal(sealed(), keys(), SIGNING, at=SIGNING.at)


def test_only_what_this_program_pressed_is_sealed() -> None:
    with pytest.raises(Refused, match=r"signing\.not_ours"):
        press().seal(replace(pressed(), pdf=pressed().pdf + b"\n"), SIGNING)
    out = io.BytesIO()
    with pikepdf.new() as foreign:
        foreign.add_blank_page()
        foreign.save(out)
    with pytest.raises(Refused, match=r"signing\.not_ours"):
        seal(out.getvalue(), keys(), None, at=CLOCK.now())


def test_without_keys_nothing_is_sealed_but_seals_are_checked() -> None:
    blind = FormPress(None, trust_roots=keys().roots, clock=CLOCK)
    with pytest.raises(Refused, match=r"signing\.key_missing"):
        blind.seal(pressed(), SIGNING)
    assert blind.check(sealed()).genuine


POINT = PenPoint(100, 100, 0.5, 0)


@pytest.mark.parametrize(
    "strokes", [(), ((),), ((POINT,),), ((POINT, PenPoint(150, 160, 0.5, 8)), (PenPoint(200, 100, 0.4, 30),))]
)
def test_a_slip_of_the_pen_is_no_signature(strokes: tuple[tuple[PenPoint, ...], ...]) -> None:
    with pytest.raises(Refused, match=r"signing\.ink_unusable"):
        press().seal(pressed(), replace(SIGNING, ink=Ink(1000, 500, strokes)))


@pytest.mark.parametrize(
    "ink",
    [
        Ink(100, 100, (tuple(PenPoint(i * 400_000, 5, 9.0, 0) for i in range(9)),)),
        Ink(100, 100, (tuple(PenPoint(-i * 500, i * 900, -1.0, i) for i in range(9)), (POINT,))),
        Ink(100, 100, ((PenPoint(0, 0, 0.5, 0),) * 5, tuple(PenPoint(0, i * 300, 0.0, -i) for i in range(5)))),
    ],
)
def test_odd_pen_data_still_makes_a_genuine_form(ink: Ink) -> None:
    assert checked(press().seal(pressed(), replace(SIGNING, ink=ink))) == (True, ())


def test_a_very_long_name_of_a_client_or_a_branch_fits() -> None:
    long_branch = SigningKeys.from_pkcs12(*make_sample_certificate("示例" * 30))
    assert long_branch.branch == "示例" * 30
    own = FormPress(long_branch, clock=CLOCK)
    pdf = own.seal(pressed(), replace(SIGNING, signer="林" * 200))
    assert own.check(pdf).genuine


def test_the_name_of_the_branch_is_read_from_the_certificate() -> None:
    assert keys().branch == "示例证券股份有限公司示例路证券营业部"


def test_keys_that_cannot_be_used_are_refused() -> None:
    data, password = make_sample_certificate("示例")
    for wrong in ((data, "wrong"), (b"no file", password), (b"", "")):
        with pytest.raises(Refused, match=r"signing\.key_unreadable"):
            SigningKeys.from_pkcs12(*wrong)
    lonely = pkcs12.serialize_key_and_certificates(
        b"x", ec.generate_private_key(ec.SECP256R1()), None, None, BestAvailableEncryption(b"pw")
    )
    with pytest.raises(Refused, match=r"signing\.key_unsuitable"):
        SigningKeys.from_pkcs12(lonely, "pw")
    with pytest.raises(Refused, match=r"signing\.key_unreadable"):
        SigningKeys.from_pkcs11("/nowhere/module.so", "token", "1234", "cert", "key")


def test_a_second_key_can_witness_the_ink() -> None:
    witness = make_sample_certificate("示例柜台见证")
    both = SigningKeys.from_pkcs12(*make_sample_certificate("示例营业部"), witness=witness)
    own = FormPress(both, clock=CLOCK, trust_roots=SigningKeys.from_pkcs12(*witness).roots)
    pdf = own.seal(pressed(), SIGNING)
    assert own.check(pdf).genuine
    client, branch = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    assert client.signer_cert.subject.native["common_name"] == "示例柜台见证"
    assert branch.signer_cert.subject.native["common_name"] == "示例营业部"


@lru_cache(maxsize=1)
def time_stamper() -> tuple[DummyTimeStamper, bytes]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test TSA")])
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    der = certificate.public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(der), asn1_keys.PrivateKeyInfo.load(private), fixed_dt=SIGNING.at
    )
    return stamper, der


def test_with_a_timestamp_service_the_level_is_b_lta(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    stamper, root = time_stamper()
    own = FormPress(keys(), trust_roots=(root,), clock=CLOCK, timestamper=stamper)
    pdf = own.seal(pressed(), SIGNING)
    found = own.check(pdf)
    assert (found.genuine, found.level, found.signers, found.problems) == (True, "B-LTA", ("client", "branch"), ())
    assert not own.check(pdf + b"\n").genuine
    assert not press().check(pdf).genuine, "the service's root is not trusted"


class Silenced(DummyTimeStamper):
    """A service that does not answer, and counts how often it was asked."""

    asked = 0

    async def async_request_tsa_response(self, req: object) -> Any:
        self.asked += 1
        raise TimestampRequestError("no answer")


def test_a_silent_timestamp_service_holds_nobody_up_and_is_left_alone_for_a_minute() -> None:
    stamper, root = time_stamper()
    silenced = Silenced(stamper.tsa_cert, stamper.tsa_key)
    clock = FixedClock()
    own = FormPress(keys(), trust_roots=(root,), clock=clock, timestamper=silenced)
    found = own.check(own.seal(pressed(), SIGNING))
    assert (found.genuine, found.level, found.stamp_pending) == (True, "B-B", True)
    asked = silenced.asked
    assert asked > 0
    assert own.check(own.seal(seal_only(), None)).level == "B-B"
    assert silenced.asked == asked
    clock.tick(61)
    own.seal(seal_only(), None)
    assert silenced.asked > asked
    with pytest.raises(Refused, match=r"signing\.timestamp_failed"):
        own.stamp(sealed())
    with pytest.raises(Refused, match=r"signing\.timestamp_failed"):
        seal(pressed().pdf, keys(), SIGNING, at=SIGNING.at, timestamper=silenced)


def test_the_forms_of_a_case_are_sealed_each_with_its_own_pictures() -> None:
    first = press().seal(pressed(), SIGNING)
    other = press_document(document(*EVERY_BLOCK, number="T-0009"))
    second = press().seal(other, replace(SIGNING, signer="另一人", ink=sample_ink(5)))
    assert checked(first)[0]
    assert checked(second)[0]
    assert "另一人" in extract(second)
    assert "另一人" not in extract(first)


@pytest.mark.rule("TO-9")
def test_client_teller_and_branch_sign_in_this_order_and_the_last_signature_covers_the_file() -> None:
    pdf = press().seal(counter_form(), SIGNING, TELLER)
    found = press().check(pdf)
    assert (found.genuine, found.signers, found.problems) == (True, ("client", "teller", "branch"), ())
    client, teller, branch = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    assert [s.docmdp_level is not None for s in (client, teller, branch)] == [True, False, False]
    assert branch.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    for signature, ink, whose in ((client, SIGNING, "客户"), (teller, TELLER, "经办柜员")):
        assert signature.sig_object["/Name"] == ink.signer
        assert signature.sig_object["/Reason"].startswith(whose)
        assert digest(ink.ink) in signature.sig_object["/Reason"]
        assert signature.self_reported_timestamp == ink.at
    assert "/ContactInfo" not in teller.sig_object, "nobody witnesses the teller"


@pytest.mark.rule("TO-9")
def test_each_ink_stands_in_its_own_place_with_name_and_moment() -> None:
    pdf = press().seal(counter_form(), SIGNING, TELLER)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = {str(f.T): [float(n) for n in f.Rect] for f in opened.Root.AcroForm.Fields}
    assert set(boxes) == {"client", "teller", "branch"}
    ordered = [boxes[role] for role in ("client", "teller", "branch")]
    assert all(left[2] < right[0] for left, right in pairwise(ordered)), "side by side"
    text = extract(press().rendition(pdf))
    assert "2026-11-20 10:03:00 林𬭎样" in text.replace("\u3000", " ")
    assert "2026-11-20 10:04:00 样柜员" in text.replace("\u3000", " ")


@pytest.mark.rule("TO-9")
def test_a_form_that_the_teller_signs_alone_is_certified_by_the_teller() -> None:
    pdf = press().seal(teller_form(), None, TELLER)
    found = press().check(pdf)
    assert (found.genuine, found.signers) == (True, ("teller", "branch"))
    first = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[0]
    assert first.docmdp_level is not None


@pytest.mark.rule("TO-9")
def test_what_the_teller_is_to_sign_is_never_sealed_without_the_teller() -> None:
    for form, client in ((counter_form(), SIGNING), (counter_form(), None), (teller_form(), None)):
        with pytest.raises(Refused, match=r"signing\.teller_missing"):
            press().seal(form, client)


def test_a_form_without_a_place_for_the_teller_takes_no_ink_of_a_teller() -> None:
    for form in (pressed(), seal_only()):
        with pytest.raises(Refused, match=r"signing\.teller_unexpected"):
            press().seal(form, None, TELLER)


@pytest.mark.rule("TO-9")
def test_a_form_that_was_sealed_without_the_teller_by_other_means_is_not_genuine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("forms.engine.seal._need_places", lambda places, inks: None)
    for form, client in ((counter_form(), SIGNING), (teller_form(), None)):
        pdf = seal(form.pdf, keys(), client, at=SIGNING.at)
        assert checked(pdf) == (False, ("the teller has not signed",))


def test_poppler_too_finds_the_three_signatures(tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(press().seal(counter_form(), SIGNING, TELLER))
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, check=False, text=True)
    assert done.stdout.count("Signature is Valid.") == 3
    assert done.stdout.count("Total document signed") == 1


def test_with_a_timestamp_service_the_teller_is_stamped_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    stamper, root = time_stamper()
    own = FormPress(keys(), trust_roots=(root,), clock=CLOCK, timestamper=stamper)
    found = own.check(own.seal(counter_form(), SIGNING, TELLER))
    assert (found.genuine, found.level, found.problems) == (True, "B-LTA", ())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_found_under_three_signatures(share: float) -> None:
    pdf = press().seal(counter_form(), SIGNING, TELLER)
    data = bytearray(pdf)
    at = int(len(data) * share)
    last = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[-1].byte_range
    assert not last[1] <= at < last[2], "a byte that the seal covers"
    data[at] ^= 0x01
    assert not checked(bytes(data))[0]


def test_a_very_long_name_of_a_teller_fits_its_narrow_place() -> None:
    pdf = press().seal(counter_form(), replace(SIGNING, signer="林" * 200), replace(TELLER, signer="W" * 90))
    assert checked(pdf)[0]


def test_the_seal_is_put_on_when_the_last_has_signed() -> None:
    late = replace(SIGNING, at=TELLER.at + timedelta(hours=1))
    for client, teller in ((SIGNING, TELLER), (late, TELLER)):
        pdf = press().seal(counter_form(), client, teller)
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        assert signatures[-1].self_reported_timestamp == max(client.at, teller.at)
