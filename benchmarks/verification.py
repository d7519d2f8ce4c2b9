"""Checking archived documents one after another, on one core, beside poppler's ``pdfsig``.

``pdfsig`` is a process a file and checks much less: it takes most known forgeries for valid. 10,000 documents are not
checked here: their time is told by extrapolation, which is honest because each file is read and checked by itself.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from app.archive.press import Signing
from app.common.clock import FixedClock
from benchmarks.row import Note, Row
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress
from forms.engine.sample_ink import sample_ink
from forms.engine.timestamps import LocalTimeStamper, make_local_service

FORMS = ("application", "assessment", "agreement", "contents", "transfer-application", "relationship")
WHAT = "checking a document"
MANY = 10_000


def run(*, quick: bool = False) -> list[Row | Note]:
    """Milliseconds of processor time a document, without and with timestamps."""
    count = 200 if quick else 1000
    found: list[Row | Note] = []
    for level in ("B-B", "B-LTA"):
        press, files = sealed(level)
        ours = _ours(press, files, count)
        told = f"{WHAT} ({level}; {1000 / ours:.1f} a second a core; {MANY:,} in {ours * MANY / 60_000:.1f} min a core)"
        if shutil.which("pdfsig") is None:
            found.append(Note(told, f"{ours:,.1f} ms; pdfsig is not installed to compare with"))
        else:
            found.append(Row(told, ours, _pdfsig(files), count, against="pdfsig, a process each"))
        found.append(_flipped(press, min(files, key=len), level))
    return found


def _flipped(press: FormPress, file: bytes, level: str) -> Note:
    """Change every 500th byte of a sealed form, one at a time, and ask the signatures alone.

    What they do not cover is inside themselves (a certificate that is not needed); the hash in the ledger finds all.
    """
    places = range(0, len(file), 500)
    found = 0
    for at in places:
        data = bytearray(file)
        data[at] ^= 0x01
        found += not press.check(bytes(data)).genuine
    return Note(f"every 500th byte changed ({level})", f"{found} of {len(places)} found without the ledger")


def sealed(level: str) -> tuple[FormPress, list[bytes]]:
    """A press, and a sealed document of each of some forms; ``level``: ``B-B`` or ``B-LTA``."""
    clock = FixedClock()
    keys = SigningKeys.from_pkcs12(*make_sample_certificate("样例证券营业部"))
    press = FormPress(keys, clock=clock)
    if level == "B-LTA":
        stamper = LocalTimeStamper(*make_local_service("样例证券营业部"), clock)
        press = FormPress(keys, stamper.roots, clock, stamper)
    files = []
    for form_id in FORMS:
        module = catalogue.form(form_id)
        signers = module.FORM.signers
        client = Signing("样例客户", sample_ink(), clock.now(), "样例柜员", "01") if "client" in signers else None
        teller = Signing("样例柜员", sample_ink(3), clock.now(), "", "01") if "teller" in signers else None
        files.append(press.seal(press.press(form_id, module.sample()), client, teller))
    return press, files


def _ours(press: FormPress, files: list[bytes], count: int) -> float:
    for file in files:  # loads the libraries
        press.check(file)
    begun = time.process_time()
    for file in itertools.islice(itertools.cycle(files), count):
        if not press.check(file).genuine:
            raise AssertionError("a sealed document must be genuine")
    return (time.process_time() - begun) * 1000 / count


def _pdfsig(files: list[bytes]) -> float:
    with tempfile.TemporaryDirectory() as place:
        paths = []
        for number, file in enumerate(files):
            paths.append(Path(place) / f"{number}.pdf")
            paths[-1].write_bytes(file)
        begun = time.perf_counter()
        for path in paths:
            subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, check=False)
        return (time.perf_counter() - begun) * 1000 / len(paths)
