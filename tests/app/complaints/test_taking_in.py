"""Taking a complaint in: what is asked, drafts that survive, evidence that is cleaned (CP-1)."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.branch.opened import OpenBranch
from app.complaints.domain import EvidenceKind, Kind, State, Step
from app.complaints.evidence import MOST_RECORDING_BYTES, sound_of
from app.complaints.taking_in import MOST_TYPED, Named
from app.tasks.domain import TaskKind
from tests.app.complaints.desk import Desk, refused
from tests.builders import Actors

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(28)


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> Desk:
    return Desk(sqlite_branch, actors)


def picture(text: str = "") -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = text
    Image.new("RGB", (60, 80), "white").save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.mark.rule("CP-1")
def test_whoever_takes_it_in_answers_for_it_and_a_supervisor_is_told_to_assign_it(desk: Desk, actors: Actors) -> None:
    one = desk.take(respondents=(Named(actors.supervisor.staff_id), Named(name="不详", unit="柜台")))
    assert (one.taken_by, one.state) == (actors.teller.staff_id, State.TAKEN)
    assert [(each.name, each.unit) for each in one.respondents] == [
        (actors.supervisor.name, "柜台运营"), ("不详", "柜台"),
    ]  # fmt: skip
    (line,) = desk.services.tasks.of_case(actors.general_manager, one.number)
    assert (line.task.kind, line.task.due_on, line.task.client_id) == (TaskKind.COMPLAINT, one.start_due, "")
    view = desk.complaints.view(actors.teller, one.number)
    assert view.contact == "139****9000"
    assert desk.complaints.contact(actors.teller, one.number) == "13900139000"
    assert view.steps == (Step.LEVEL, Step.WITHDRAW)
    assert desk.complaints.view(actors.general_manager, one.number).steps[0] is Step.ASSIGN


@pytest.mark.rule("CP-1")
def test_a_true_name_and_a_way_to_answer_are_asked_for(desk: Desk) -> None:
    with refused("text.required"):
        desk.take(name="")
    with refused("complaints.contact_missing"):
        desk.take(contact="")
    with refused("text.required"):
        desk.take(facts=" ")
    assert desk.take(contact="", address="样例市样例路2号").complainant.address


@pytest.mark.rule("CP-1")
def test_only_a_report_of_misconduct_may_be_anonymous_and_names_no_client(desk: Desk) -> None:
    with refused("complaints.anonymous_only_reports"):
        desk.take(anonymous=True)
    with refused("complaints.anonymous_client"):
        desk.take(anonymous=True, kind=Kind.MISCONDUCT, client_id=desk.client.id)
    one = desk.take(anonymous=True, kind=Kind.MISCONDUCT, name="李四", contact="")
    assert (one.complainant.name, one.complainant.anonymous) == ("", True)


@pytest.mark.rule("CP-1")
def test_respondents_are_named_once_each_and_not_without_anything(desk: Desk, actors: Actors) -> None:
    with refused("complaints.respondent_empty"):
        desk.take(respondents=(Named(),))
    with refused("complaints.respondent_twice"):
        desk.take(respondents=(Named(desk.marketer.id), Named(desk.marketer.id)))
    with refused("staff.unknown"):
        desk.take(respondents=(Named("nobody"),))
    with refused("complaints.too_many_respondents"):
        desk.take(respondents=tuple(Named(name=f"某人{place}") for place in range(11)))
    assert desk.complaints.listed(actors.general_manager) == ()


def test_a_draft_survives_is_its_authors_alone_and_ends_with_the_taking_in(desk: Desk, actors: Actors) -> None:
    service = desk.complaints
    draft = service.begin(actors.teller, {"facts": "等候"})
    service.keep(actors.teller, draft.id, {"facts": "等候两小时"})
    assert [(one.id, one.typed) for one in service.drafts(actors.teller)] == [(draft.id, {"facts": "等候两小时"})]
    assert service.drafts(actors.supervisor) == ()
    with refused("complaints.draft_gone"):
        service.keep(actors.supervisor, draft.id, {})
    with refused("text.too_long"):
        service.keep(actors.teller, draft.id, {"facts": "长" * MOST_TYPED})
    with refused("complaints.contact_missing"):  # refused: the draft stays
        service.take_in(actors.teller, desk.command(draft_id=draft.id, contact=""))
    assert len(service.drafts(actors.teller)) == 1
    one = service.take_in(actors.teller, desk.command(draft_id=draft.id))
    assert one.id == draft.id
    assert service.drafts(actors.teller) == ()
    with refused("complaints.draft_gone"):
        service.take_in(actors.teller, desk.command(draft_id=draft.id))
    with refused("complaints.draft_gone"):
        service.drop(actors.teller, draft.id)
    other = service.begin(actors.teller)
    service.drop(actors.teller, other.id)
    assert service.drafts(actors.teller) == ()


@pytest.mark.rule("CP-1")
def test_papers_are_kept_as_cleaned_pages_from_the_draft_on(desk: Desk, actors: Actors) -> None:
    service = desk.complaints
    draft = service.begin(actors.teller)
    kept = service.add_evidence(actors.teller, draft.id, "C:\\me\\票.jpg", picture("secret"))
    assert (kept.kind, kept.name, len(kept.files)) == (EvidenceKind.PAPER, "票.jpg", 1)
    page = service.evidence_page(actors.teller, draft.id, kept.id)
    assert not Image.open(io.BytesIO(page)).getexif()
    with refused("complaints.unknown"):
        service.evidence_page(actors.supervisor, draft.id, kept.id)
    one = service.take_in(actors.teller, desk.command(draft_id=draft.id))
    assert [each.id for each in service.view(actors.supervisor, one.number).evidence] == [kept.id]
    with refused("complaints.no_such_evidence"):
        service.evidence_page(actors.supervisor, one.id, kept.id, 2)
    with refused("complaints.unknown"):
        service.evidence_page(actors.client_manager, one.id, kept.id)
    report = desk.services.verify()
    assert report.orphans == ()


@pytest.mark.rule("CP-1")
def test_a_recording_is_kept_only_with_consent(desk: Desk, actors: Actors) -> None:
    one = desk.take()
    service = desk.complaints
    with refused("complaints.no_consent"):
        service.add_evidence(actors.teller, one.id, "talk.wav", WAV)
    with refused("complaints.recording_too_large"):
        service.add_evidence(actors.teller, one.id, "talk.wav", WAV + bytes(MOST_RECORDING_BYTES), "当面同意")
    with refused("complaints.evidence_kind"):
        service.add_evidence(actors.teller, one.id, "talk.wav", b"MZ\x90\x00 no sound", "当面同意")
    kept = service.add_evidence(actors.teller, one.id, "talk.wav", WAV, "当面同意录音")
    assert (kept.kind, kept.media, kept.consent) == (EvidenceKind.RECORDING, "audio/wav", "当面同意录音")
    assert service.evidence_page(actors.supervisor, one.id, kept.id) == WAV


def test_nothing_is_added_to_what_is_closed(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.CLOSED)
    with refused("complaints.evidence_closed"):
        desk.complaints.add_evidence(actors.supervisor, one.id, "票.jpg", picture())


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"ID3\x04", "audio/mpeg"), (b"\xff\xfb\x90", "audio/mpeg"), (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"OggS", "audio/ogg"), (b"#!AMR\n", "audio/amr"), (b"\xff\xd8\xff\xe0", ""), (b"%PDF-1.7", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_recording_is_known_by_its_first_bytes(content: bytes, media: str) -> None:
    assert sound_of(content) == media
