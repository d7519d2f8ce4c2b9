"""What the program checks of itself in the forms: each is there, fonts are whole, one is signed, scanned, verified."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable

from app.common.self_test import Check, SelfTestFailed, need


def checks() -> Sequence[Check]:
    """The checks, in the order in which they are told."""
    return (
        Check("fonts", fonts),
        Check("forms", forms),
        Check("document", document),
        Check("scan", scan),
        Check("workbook", workbook),
    )


def fonts(folder: Traversable | None = None) -> str:
    """The fonts are those that were recorded, byte for byte (OP-3)."""
    folder = folder or resources.files("resources.fonts")
    recorded = [line.split() for line in folder.joinpath("SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    need(recorded, "no font is recorded")
    for digest, name in recorded:
        try:
            content = folder.joinpath(name.lstrip("*")).read_bytes()
        except OSError:
            raise SelfTestFailed(f"{name} is missing") from None
        need(hashlib.sha256(content).hexdigest() == digest, f"{name} is damaged")
    return f"{len(recorded)} whole"


def forms() -> str:
    """Every form can be filled with made-up facts; none is missing."""
    from forms import catalogue

    broken = []
    for form_id in catalogue.form_ids():
        try:
            module = catalogue.form(form_id)
            module.build(module.sample())
        except Exception as fault:  # noqa: BLE001 - whatever it is, the form cannot be used
            broken.append(f"{form_id} ({type(fault).__name__})")
    need(not broken, f"cannot be filled: {', '.join(broken)}")
    return f"{len(catalogue.form_ids())} filled"


def document() -> str:
    """A form is made, signed and verified; one changed byte is noticed (OP-4, AR-1)."""
    from app.common.clock import FixedClock
    from forms import catalogue
    from forms.commands import sealed_sample
    from forms.engine.keys import SigningKeys, make_sample_certificate
    from forms.engine.press import FormPress, press_document

    keys = SigningKeys.from_pkcs12(*make_sample_certificate("自检营业部"))
    module = catalogue.form("application")
    facts = module.sample()
    pdf = sealed_sample(press_document(module.build(facts), facts), module.FORM.signers, keys)
    press = FormPress(keys, keys.roots, FixedClock())
    found = press.check(pdf)
    need(found.genuine, f"the document does not verify: {'; '.join(found.problems)}")
    middle = len(pdf) // 2
    altered = pdf[:middle] + bytes((pdf[middle] ^ 1,)) + pdf[middle + 1 :]
    need(not press.check(altered).genuine, "a changed document is taken for genuine")
    return f"{len(pdf) // 1024} KB made, {len(found.signatures)} signatures verified, a changed byte noticed"


def scan() -> str:
    """A printed page is read back by its code (AR-5)."""
    from forms import catalogue
    from forms.engine.page_reader import Recogniser
    from forms.engine.press import press_document

    module = catalogue.form("application")
    facts = module.sample()
    pages = Recogniser().read("self-test.pdf", press_document(module.build(facts), facts).pdf)
    coded = [page for page in pages if page.code_text]
    need(pages and coded, "the code of a printed page cannot be read")
    return f"the codes of {len(coded)} of {len(pages)} pages read back"


def workbook() -> str:
    """A workbook is written and read."""
    import io

    import openpyxl
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("自检").write(0, 0, "柜台")
    stream.seek(0)
    need(openpyxl.load_workbook(stream)["自检"]["A1"].value == "柜台", "a workbook does not read as written")
    return "written and read"
