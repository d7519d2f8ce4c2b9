"""Commands that check PDFs, export pen data, add timestamps, and choose what the branch signs with."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.x509.oid import NameOID
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from app.branch.seal import SealKey, Timestamps, Token, load_seal, save_seal
from app.common.errors import Refused
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress
from tests.app.cli.desk import Shell
from tests.app.cli.test_branch_commands import acts
from tests.demo import Demo, person
from ui.wiring import ProgramWiring


def as_user(shell: Shell, login: str) -> Shell:
    return shell.sign_in(login, person(login).password)


@pytest.fixture
def paper(demo: Demo) -> Path:
    """An exported form that a client signed."""
    return demo.exported("application")


@pytest.mark.rule("AR-1")
def test_an_exported_form_is_genuine_by_its_branch_and_its_page_is_written(
    shell: Shell, demo: Demo, paper: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.pdf"
    said = shell("documents", "check", paper, "--dir", demo.folder, "--json", "--pdf", page)
    assert (said.code, said.err) == (0, "")
    told = said.json
    assert (told["verdict"], told["ledger"], told["problems"]) == ("genuine", "found", [])
    assert told["document"]["number"] in paper.name
    assert told["file_sha256"] == hashlib.sha256(paper.read_bytes()).hexdigest()
    assert [one["role"] for one in told["signatures"]] == ["client", "branch"]
    assert page.read_bytes().startswith(b"%PDF")
    again = shell("documents", "check", page, "--dir", demo.folder, "--json")
    assert again.json["problems"] == ["the ledger of this branch has no file with this hash"]
    plain = shell("documents", "check", paper, "--dir", demo.folder)
    assert plain.out.startswith("Verdict: genuine.\nDocument: ")


@pytest.mark.rule("SE-2")
def test_an_altered_form_is_told_with_exit_code_1(shell: Shell, demo: Demo, paper: Path, tmp_path: Path) -> None:
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(content)
    said = shell("documents", "check", altered, "--dir", demo.folder, "--json")
    assert (said.code, said.json["verdict"]) == (1, "altered")
    assert said.json["document"]["number"] in paper.name
    assert "altered" in shell("documents", "check", altered, "--dir", demo.folder).out


def root_of(folder: Path) -> bytes:
    services = ProgramWiring().open(folder, exclusive=False)
    with services.branch as branch:
        return load_seal(folder, branch.keys.purpose("seal")).roots[0]


@pytest.mark.parametrize("armoured", [False, True])
def test_without_a_branch_a_root_is_needed_and_the_ledger_is_not_asked(
    shell: Shell, demo: Demo, paper: Path, tmp_path: Path, armoured: bool
) -> None:
    unknown = shell("documents", "check", paper, "--json")
    assert (unknown.code, unknown.json["verdict"], unknown.json["ledger"]) == (1, "unknown", "not-asked")
    root = tmp_path / "root"
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(root_of(demo.folder))
    root.write_bytes(certificate.public_bytes(Encoding.PEM if armoured else Encoding.DER))
    known = shell("documents", "check", paper, "--root", root, "--json")
    assert (known.code, known.json["verdict"], known.json["document"]) == (0, "genuine", None)


def test_what_cannot_be_read_or_done_is_refused_plainly(shell: Shell, demo: Demo, paper: Path, tmp_path: Path) -> None:
    said = shell("documents", "check", tmp_path / "none.pdf", "--json")
    assert (said.code, said.json["code"]) == (1, "archive.cannot_read")
    assert shell("documents", "check", paper, "--pdf", tmp_path / "x.pdf").code == 2
    bad = shell("documents", "check", paper, "--root", paper, "--json")
    assert (bad.code, bad.json["code"]) == (1, "signing.root_unreadable")


@pytest.mark.rule("OP-4")
def test_pen_data_is_exported_to_a_supervisor_with_a_reason(
    shell: Shell, demo_branch: Path, paper: Path, tmp_path: Path
) -> None:
    told = shell("documents", "check", paper, "--dir", demo_branch, "--json").json
    number, pen = told["document"]["number"], told["signatures"][0]["pen_sha256"]
    wanted = ("documents", "pen", number, "--dir", demo_branch, "-o", tmp_path / "pen")
    assert as_user(shell, "teller")(*wanted, "--why", "鉴定").code == 1
    assert as_user(shell, "supervisor")(*wanted).code == 2, "a reason is asked for"
    said = shell(*wanted, "--why", "鉴定", "--json")
    assert said.code == 0
    (file,) = said.json["files"]
    assert hashlib.sha256(Path(file).read_bytes()).hexdigest() == pen
    assert {"width", "height", "strokes"} == set(json.loads(Path(file).read_text()))


@pytest.mark.rule("AR-1")
def test_timestamps_of_ones_own_service_are_added_and_all_stays_verifiable(
    shell: Shell, demo_branch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_user(shell, "supervisor")
    none = shell("archive", "renew", "--dir", demo_branch, "--json")
    assert (none.code, none.json["code"]) == (1, "signing.no_timestamps")
    # two documents are enough, a packet takes many seconds
    from app.archive import storage

    real = storage.renewable
    monkeypatch.setattr(storage, "renewable", lambda conn, before: real(conn, before)[:2])
    assert shell("certificate", "tsa", "local", "--dir", demo_branch).code == 0
    assert "branch.timestamps" in [act for act, _ in acts(demo_branch)]
    done = shell("archive", "renew", "--dir", demo_branch, "--json")
    assert (done.code, done.json["due"], len(done.json["stamped"]), done.json["failed"]) == (0, 2, 2, [])
    assert "Stamped: 2." in shell("archive", "renew", "--dir", demo_branch, "--before", 5).out
    report = shell("verify", "--dir", demo_branch, "--json").json
    assert (report["ok"], report["problems"], report["orphans"]) == (True, [], [])
    assert report["pending"] == report["documents"] - 4
    paper = next((demo_branch / "export").glob(f"{done.json['stamped'][0]}_*.pdf"))
    checked = shell("documents", "check", paper, "--dir", demo_branch, "--json").json
    assert (checked["verdict"], checked["ledger"]) == ("genuine", "earlier-version")


def test_a_service_that_cannot_be_reached_or_is_no_address_is_refused_and_nothing_changes(
    shell: Shell, demo_branch: Path, tmp_path: Path
) -> None:
    before = (demo_branch / "seal.key").read_bytes()
    for service, code in (("ftp://x/", "timestamp_url"), ("http://127.0.0.1:9/", "timestamp_failed")):
        said = shell("certificate", "tsa", service, "--dir", demo_branch)
        assert said.code == 1, code
    assert shell("certificate", "tsa", "local", "--root", tmp_path / "none", "--dir", demo_branch).code == 1
    assert (demo_branch / "seal.key").read_bytes() == before


def test_the_own_service_is_made_once_and_its_stamps_hold_after_it_was_given_up(
    shell: Shell, demo_branch: Path
) -> None:
    def kept() -> SealKey:
        services = ProgramWiring().open(demo_branch, exclusive=False)
        with services.branch as branch:
            return load_seal(demo_branch, branch.keys.purpose("seal"))

    shell("certificate", "tsa", "local", "--dir", demo_branch)
    first = kept()
    shell("certificate", "tsa", "local", "--dir", demo_branch)
    assert kept().timestamps == first.timestamps
    shell("certificate", "tsa", "none", "--dir", demo_branch)
    assert kept().timestamps.name == "none"
    assert set(first.roots) <= set(kept().roots)


@pytest.mark.parametrize(
    "seal",
    [
        SealKey(b"\x01", "pw", (b"root",)),
        SealKey(b"\x01", "pw", (), Timestamps("https://tsa.example.cn/")),
        SealKey(b"", "", (b"r",), Timestamps("", b"\x02", "pw"), Token("/lib.so", "label", "1234", "c", "k")),
    ],
)
def test_what_the_branch_signs_with_is_kept_whole_and_sealed(tmp_path: Path, seal: SealKey) -> None:
    save_seal(tmp_path, b"k" * 32, seal)
    assert load_seal(tmp_path, b"k" * 32) == seal
    raw = (tmp_path / "seal.key").read_bytes()
    assert b"tsa" not in raw
    assert b"1234" not in raw
    assert "1234" not in repr(seal)
    with pytest.raises(Refused, match=r"branch\.seal_damaged"):
        load_seal(tmp_path, b"x" * 32)


def test_one_of_file_and_token_is_asked_for(shell: Shell, demo: Demo) -> None:
    assert shell("certificate", "use", "--dir", demo.folder).code == 2
    shell.set(GUITAI_SEAL_PASSWORD="1234")
    said = shell("certificate", "use", "--pkcs11", "/nowhere.so", "--token", "x", "--dir", demo.folder)
    assert (said.code, "signing key cannot be opened" in said.err) == (1, True)


class Hardware:
    """Stands for a token where there is none: the key behind it is a PKCS#12 that nobody else sees."""

    def __init__(self) -> None:
        self.keys = SigningKeys.from_pkcs12(*make_sample_certificate("令牌营业部"))
        self.present = True
        self.asked: list[tuple[str, ...]] = []

    def open(self, *asked: str) -> SigningKeys:
        self.asked.append(asked)
        if not self.present:
            raise Refused("signing.key_unreadable")
        return self.keys


def test_a_token_is_used_from_now_on_and_without_it_the_branch_opens_and_seals_nothing(
    shell: Shell, demo_branch: Path, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a stand-in: how the commands, the sealed store and the press deal with a token."""
    token = Hardware()
    monkeypatch.setattr(SigningKeys, "from_pkcs11", staticmethod(token.open))
    root = tmp_path / "root.der"
    root.write_bytes(token.keys.roots[0])
    shell.set(GUITAI_SEAL_PASSWORD="4711")
    wanted = ("certificate", "use", "--pkcs11", "/lib/token.so", "--token", "T", "--certificate", "seal")
    assert shell(*wanted, "--root", root, "--dir", demo_branch).code == 0
    assert token.asked[-1] == ("/lib/token.so", "T", "4711", "seal", "seal")
    assert "branch.certificate" in [act for act, _ in acts(demo_branch)]
    token.present = False
    services = ProgramWiring().open(demo_branch, exclusive=False)
    with services.branch:
        assert services.press.check(paper.read_bytes()).genuine, "what the old certificate sealed holds"
        pressed = services.press.press("contents", catalogue.form("contents").sample())
        with pytest.raises(Refused, match=r"signing\.key_missing"):
            services.press.seal(pressed, None)


SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4711"


@dataclass
class SoftToken:
    """A token in software, whose key was made on it and never leaves it; ``root`` issued its certificate."""

    root: bytes

    @staticmethod
    def made(folder: Path, label: str, name: str) -> SoftToken:
        assert SOFTHSM.exists(), "SoftHSM2 is missing: apt-get install --no-install-recommends softhsm2"
        said = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "4712"]
        subprocess.run(said, check=True, capture_output=True)
        token = pkcs11.lib(str(SOFTHSM)).get_token(token_label=label)
        with token.open(user_pin=PIN, rw=True) as session:
            curve = encode_named_curve_parameters("secp256r1")
            point = {pkcs11.Attribute.EC_PARAMS: curve}
            domain = session.create_domain_parameters(pkcs11.KeyType.EC, point, local=True)
            public, private = domain.generate_keypair(label="seal", id=b"\x01", store=True)
            assert private[pkcs11.Attribute.SENSITIVE]
            assert not private[pkcs11.Attribute.EXTRACTABLE]
            key = load_der_public_key(encode_ec_public_key(public))
            assert isinstance(key, ec.EllipticCurvePublicKey)
            root, certificate = certified(name, key)
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.LABEL: "seal",
                    pkcs11.Attribute.ID: b"\x01",
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
                }
            )
        return SoftToken(root.public_bytes(Encoding.DER))


def certified(name: str, key: ec.EllipticCurvePublicKey) -> tuple[x509.Certificate, x509.Certificate]:
    """A root, and the certificate that it issues for ``key``."""
    issuer_key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Root")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def issued(whose: x509.Name, public: ec.EllipticCurvePublicKey, *, root: bool) -> x509.Certificate:
        usage = x509.KeyUsage(not root, not root, False, False, False, root, root, False, False)
        builder = x509.CertificateBuilder().subject_name(whose).issuer_name(issuer).public_key(public)
        builder = builder.serial_number(x509.random_serial_number()).add_extension(usage, critical=True)
        builder = builder.add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        return builder.not_valid_after(datetime(2060, 1, 1, tzinfo=UTC)).sign(issuer_key, hashes.SHA256())

    return issued(issuer, issuer_key.public_key(), root=True), issued(subject, key, root=False)


@pytest.fixture
def soft_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    conf = tmp_path / "softhsm2.conf"
    (tmp_path / "tokens").mkdir()
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    return SoftToken.made(tmp_path, "guitai", "令牌营业部")


def test_a_key_made_on_a_real_token_seals_and_what_it_sealed_is_checked(
    shell: Shell, demo_branch: Path, tmp_path: Path, soft_token: SoftToken
) -> None:
    """PKCS#11 for real: key pair generated on the token, certified, used for a seal, the seal validated (OP-4)."""
    root = tmp_path / "root.der"
    root.write_bytes(soft_token.root)
    wanted = ("certificate", "use", "--pkcs11", SOFTHSM, "--token", "guitai", "--certificate", "seal", "--root", root)
    shell.set(GUITAI_SEAL_PASSWORD="0000")
    said = shell(*wanted, "--dir", demo_branch)
    assert (said.code, "signing key cannot be opened" in said.err) == (1, True), "a wrong PIN"
    shell.set(GUITAI_SEAL_PASSWORD=PIN)
    said = shell(*wanted, "--dir", demo_branch)
    assert (said.code, said.err) == (0, "")
    services = ProgramWiring().open(demo_branch, exclusive=False)
    with services.branch:
        pressed = services.press.press("contents", catalogue.form("contents").sample())
        sealed = services.press.seal(pressed, None)
        found = services.press.check(sealed)
        assert (found.genuine, found.signatures[0].name) == (True, "令牌营业部")
        altered = bytearray(sealed)
        altered[len(altered) // 2] ^= 1
        assert not services.press.check(bytes(altered)).genuine
        alone = FormPress(None, (soft_token.root,), services.clock)
        assert alone.check(sealed).genuine, "without the token, from the root alone"
