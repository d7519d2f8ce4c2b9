"""Rendering, sealing and archiving a packet of eleven papers, beside other ways to make PDFs of the same forms.

Beside: Word templates turned into PDF/A by LibreOffice (the office way), WeasyPrint, typst, fpdf2. They get words and
tables of the same forms, with the client filled in, in the same typeface. Their files are neither signed nor kept
in a store, bear no ink and no codes, and their libraries are loaded before the clock starts: all in their favour. All
take turns, round by round, so that what else the machine does meets all alike; told are medians.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from statistics import median

from app.common.actor import Actor
from app.counter.services import Services
from app.samples.openings import answer, type_in, with_client
from app.samples.people import CLIENTS, SampleClient, resident_number
from benchmarks.branches import sample_services, teller
from benchmarks.office import Office
from benchmarks.others import OTHERS, Other, environment
from benchmarks.parts import Part, parts_of
from benchmarks.row import Note, Row
from forms import catalogue

ROUNDS = 7
PAPERS = 11
WHAT = f"packet of {PAPERS} papers rendered, sealed, archived"
RENDERED = f"{PAPERS} papers rendered as PDF/A only"


@dataclass
class Times:
    """Milliseconds a packet, round by round.

    ``rendered``: ours, neither sealed nor archived. ``warm``: the office's, without what starting it costs once.
    """

    ours: list[float] = field(default_factory=list)
    rendered: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    singly: list[float] = field(default_factory=list)
    others: dict[str, list[float]] = field(default_factory=dict)


def run(*, quick: bool = False) -> list[Row | Note]:
    """Medians of whole packets, ours completed in one transaction each."""
    notes: list[Row | Note] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        services = sample_services(folder / "branch")
        with services.branch:
            actor = teller(services)
            _complete(services, actor, 0)  # loads the libraries
            forms = _forms(services, actor)
            papers = [parts_of(form_id) for form_id in forms]
            office = Office(folder, papers) if shutil.which("soffice") else None
            if office is None:
                notes.append(Note("Word template, LibreOffice", "soffice is not installed"))
            others = _others(folder, papers, notes)
            try:
                times = _rounds(services, actor, forms, office, others, 2 if quick else ROUNDS)
            finally:
                for other in others:
                    other.close()
    return [*_told(times), *notes]


def _others(folder: Path, papers: list[list[Part]], notes: list[Row | Note]) -> list[Other]:
    python = environment()
    if python is None:
        notes.append(Note(", ".join(OTHERS), "cannot be installed here (benchmarks/others.lock)"))
        return []
    begun = []
    for name in OTHERS:
        try:
            begun.append(Other(name, python, folder, papers))
        except RuntimeError as fault:
            notes.append(Note(name, str(fault)))
    return begun


def _rounds(
    services: Services, actor: Actor, forms: list[str], office: Office | None, others: list[Other], rounds: int
) -> Times:
    times = Times(others={other.name: [] for other in others})
    for number in range(1, rounds + 1):
        times.ours.append(_complete(services, actor, number))
        times.rendered.append(_render(services, forms))
        if office is not None:
            one, all_of_them = office.make(1), office.make(PAPERS)
            times.together.append(all_of_them)
            times.warm.append((all_of_them - one) / (PAPERS - 1) * PAPERS)
            times.singly.append(one * PAPERS)
        for other in others:
            times.others[other.name].append(other.make())
        print(f"  round {number} of {rounds}", file=sys.stderr, flush=True)
    return times


def _told(times: Times) -> list[Row | Note]:
    ours, rendered, count = median(times.ours), median(times.rendered), len(times.ours)
    beside = [
        ("Word templates, one LibreOffice for all", times.together),
        ("the same without its start, as if it were kept running", times.warm),
        ("Word templates, a LibreOffice for each", times.singly),
        *times.others.items(),
    ]
    rows: list[Row | Note] = [
        Row(what, mine, median(their), count, against=name)
        for what, mine in ((WHAT, ours), (RENDERED, rendered)) for name, their in beside if their
    ]  # fmt: skip
    return rows or [Note(WHAT, f"{ours:,.1f} ms; nothing is installed to compare with")]


def _client(number: int) -> SampleClient:
    """A client whose packet has eleven papers; another person for each ``number``."""
    fields = {
        **CLIENTS[0].fields,
        "paper_number": resident_number("330106", date(1996, 2, 14), 500 + number),
        "mobile": f"1385712{number:04d}",
        "bank_account": _card(number),
    }
    return replace(CLIENTS[0], fields=fields, booked=False, permissions="chinext")


def _card(number: int) -> str:
    """A well-formed card number (Luhn) that belongs to nobody we know of."""
    body = f"622202{number:012d}"
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def _complete(services: Services, actor: Actor, number: int) -> float:
    """Milliseconds of completing a case in which everything has been entered."""
    client = _client(number)
    case_number = type_in(services, actor, client).draft.case_number
    answer(services, actor, case_number, client)
    with_client(services, actor, case_number, client)
    begun = time.perf_counter()
    receipt = services.opening.complete(actor, case_number)
    taken = (time.perf_counter() - begun) * 1000
    if len(receipt.documents) != PAPERS:
        raise AssertionError(f"the packet has {len(receipt.documents)} papers")
    return taken


def _render(services: Services, forms: list[str]) -> float:
    """Milliseconds of rendering the same forms, with the facts that the others have."""
    begun = time.perf_counter()
    for form_id in forms:
        services.press.press(form_id, catalogue.form(form_id).sample())
    return (time.perf_counter() - begun) * 1000


def _forms(services: Services, actor: Actor) -> list[str]:
    """The ids of the forms of a packet."""
    first = services.archive.list_all(actor)[0].case_number
    return [document.form_id for document in services.archive.list_for_case(actor, first)]
