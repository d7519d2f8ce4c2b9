"""What the package says of itself holds with other people's tools: sha256sum, qpdf, openssl, pyHanko."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.archive import filing
from app.archive.press import Signing
from app.branch.opened import OpenBranch
from app.counter.services import branch_facts
from app.dossier.certificates import certificates_in
from app.dossier.service import DossierService
from app.policy.loader import load_policy
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress
from forms.engine.sample_ink import sample_ink
from tests.builders import Actors
from tests.people import add_client

FORMS = ("application", "agreement")


@pytest.fixture
def unpacked(sqlite_branch: OpenBranch, tmp_path: Path, actors: Actors) -> Path:
    """A dossier with two papers that were really signed and sealed, taken out and unpacked."""
    branch, clock = sqlite_branch, sqlite_branch.db.clock
    press = FormPress(SigningKeys.from_pkcs12(*make_sample_certificate("样例营业部")), clock=clock)
    signing = Signing("林样", sample_ink(), clock.now(), "样柜员", "01")
    made = []
    for form_id in FORMS:
        form = catalogue.form(form_id)
        made.append(filing.seal(press, branch.blobs, press.press(form_id, form.sample()), signing))
    with branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
        for paper in made:
            filing.enter(tx, press, paper, case_number="KH20261122000001", client_id=client.id)
    dossiers = DossierService(branch.db, press, branch.blobs, load_policy().dossier, clock, branch_facts(branch))
    dossiers.export(actors.supervisor, client.id, tmp_path / "o.zip", "司法协助")
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "o.zip") as archive:
        archive.extractall(folder)
    return folder


def run(*command: str, folder: Path) -> str:
    """A tool's answer; it must be content."""
    assert shutil.which(command[0]), f"{command[0]} is not installed"
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.rule("AR-3")
def test_other_peoples_tools_find_the_package_whole_and_its_papers_genuine(unpacked: Path) -> None:
    run("sha256sum", "--quiet", "-c", "sha256sums.txt", folder=unpacked)
    pdfs = sorted((unpacked / "documents").iterdir())
    assert len(pdfs) == len(FORMS)
    certificates = sorted((unpacked / "certificates").glob("*.pem"))
    roots = [load_cert_from_pemder(str(path)) for path in certificates]  # type: ignore[no-untyped-call]  # pyHanko's
    for pdf in pdfs:
        run("qpdf", "--check", str(pdf), folder=unpacked)
        reader = PdfFileReader(io.BytesIO(pdf.read_bytes()))
        signatures = reader.embedded_signatures
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        found = [validate_pdf_signature(signature, context) for signature in signatures]
        assert all(status.bottom_line for status in found)
        assert found[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
    told = ""
    for path in certificates:
        told += run("openssl", "x509", "-in", str(path), "-noout", "-subject", "-nameopt", "utf8", folder=unpacked)
        der = run("openssl", "x509", "-inform", "DER", "-in", str(path.with_suffix(".der")), "-noout", "-serial",
                  folder=unpacked)  # fmt: skip
        assert der.startswith("serial=")
    assert "样例营业部" in told


@pytest.mark.rule("AR-3")
def test_checks_facts_and_pens_lie_beside_the_papers(unpacked: Path) -> None:
    checks = [json.loads(path.read_text("utf-8")) for path in sorted((unpacked / "signatures").iterdir())]
    assert all(one["genuine"] and one["signers"] for one in checks)
    facts = [json.loads(path.read_text("utf-8")) for path in sorted((unpacked / "facts" / "documents").iterdir())]
    assert len(facts) == len(FORMS)
    pens = [path.read_bytes() for path in (unpacked / "pens").iterdir()]
    assert all(b"strokes" in pen for pen in pens)
    assert pens


def test_what_is_no_signature_gives_no_certificate() -> None:
    for pdf in (b"", b"%PDF-1.7", b"/Contents <" + b"0" * 600 + b">", b"/Contents <" + b"3082ffff" * 200 + b">",
                b"/Contents <" + b"f" * 601 + b">"):  # fmt: skip
        assert certificates_in(pdf) == {}
