"""What a teller types of an institution: licence, representative, agent with letter, owners (OP-1, KY-1, KY-3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.clients import papers
from app.clients.domain import INSTITUTION_PAPER
from app.clients.names import check_name
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.refusals import sentence
from app.institutions import domain as institutions
from app.institutions.domain import Letter, NamedPerson, Person, Role
from app.institutions.ownership import TREE_LIMIT, read_tree
from app.onboarding.reading import Reader, one_of

KIND_FIELD = "client_kind"
"""Whether the client is an institution; the value that says so is in ``INSTITUTION``, anything else is a person."""
INSTITUTION = "institution"
LONG_TERM = ("长期", "long-term")

LICENCE = (
    "client_kind", "paper_number", "name", "licence_kind", "institution_type", "institution_size", "birth_date",
    "paper_issuer", "paper_from", "paper_until", "paper_address", "scope",
)  # fmt: skip
"""Where a field means the same as of a person it has the same name: number, name, term; ``birth_date``: established."""
PEOPLE = (
    "rep_name", "rep_paper_kind", "rep_paper_number", "rep_paper_from", "rep_paper_until", "comes",
    "agent_name", "agent_paper_kind", "agent_paper_number", "agent_paper_from", "agent_paper_until", "agent_post",
    "agent_not_staff", "letter_number", "letter_from", "letter_until", "letter_scope", "seals",
)  # fmt: skip
OWNERS = (
    "owners", "controller_name", "controller_paper_kind", "controller_paper_number", "controller_how",
    "manager_name", "manager_paper_kind", "manager_paper_number", "manager_post",
)  # fmt: skip
NOT_OF_INSTITUTIONS = (
    "sex", "ethnicity", "occupation", "employer", "education", "income", "controller", "beneficiary", "introducer",
)  # fmt: skip
"""Fields of a person, read as nothing for an institution."""
LIMITS = {"owners": TREE_LIMIT}
"""Fields that keep more characters than others while they are being typed."""
SCOPE_LIMIT = 500
CHINA = "CHN"


def read_licence(reader: Reader) -> None:
    """The licence and what stands on it."""
    entered = reader.entered
    for name in NOT_OF_INSTITUTIONS:
        entered.values[name] = ""
    entered.values.update(client_kind=INSTITUTION, paper_kind=INSTITUTION_PAPER, nationality=CHINA, withheld=())
    reader.take("paper_number", papers.check_credit_code)
    reader.take("name", institutions.check_institution_name)
    reader.own_choice("licence_kind", institutions.LICENCES)
    reader.own_choice("institution_type", institutions.TYPES)
    reader.own_choice("institution_size", institutions.SIZES)
    founded = reader.take("birth_date", read_date)
    reader.text("paper_issuer", 60)
    issued = reader.take("paper_from", read_date)
    until = reader.take("paper_until", read_until)
    reader.text("paper_address", 120)
    reader.text("scope", SCOPE_LIMIT)
    if founded is None or issued is None or "paper_until" not in entered.values:
        return
    try:
        entered.warnings["paper_until"] = institutions.check_licence(
            issued, until, founded, reader.today, reader.policy.paper_expiry_warning_days
        )
    except Refused as refused:
        _wrong(reader, refused, "paper_until")


def read_people(reader: Reader) -> None:
    """The legal representative; who comes; the agent with the letter; the seals to be kept."""
    representative = read_person(reader, "rep", Role.REPRESENTATIVE)
    comes = reader.take("comes", one_of("representative", "agent"))
    reader.own_choices("seals", institutions.SEALS)
    reader.entered.values["representative"] = representative
    reader.entered.values["signer"] = representative
    if comes != "agent":
        reader.entered.values["agent"] = None
        return
    agent = read_person(reader, "agent", Role.AGENT, post=True)
    reader.take("agent_not_staff", one_of("yes", "no"), required=False)
    wanted = ("permissions",) if reader.entered.get("permissions") else ()
    letter = read_letter(reader, (*institutions.NEEDED_SCOPE, *wanted))
    if agent is not None and representative is not None and agent.paper_number == representative.paper_number:
        _wrong(reader, Refused("institutions.agent_is_representative"), "agent_paper_number")
    whole = None
    if agent is not None and letter is not None:
        whole = Person(
            agent.role, agent.name, agent.paper_kind, agent.paper_number, agent.paper_from, agent.paper_until,
            agent.post, letter,
        )  # fmt: skip
    reader.entered.values["agent"] = whole
    reader.entered.values["signer"] = whole or agent


def read_person(reader: Reader, prefix: str, role: Role, *, post: bool = False) -> Person | None:
    """Somebody with an identity paper in ``prefix_*``; None while something is missing or wrong."""
    entered = reader.entered
    names = [f"{prefix}_{part}" for part in ("name", "paper_kind", "paper_number", "paper_from", "paper_until")]
    name = reader.take(names[0], lambda text: check_name(text, names[0]))
    kind = reader.take(names[1], _paper_kind)
    reading = reader.take(names[2], lambda text: papers.read_number(text, kind, today=reader.today))
    issued = reader.take(names[3], read_date)
    until = reader.take(names[4], read_until)
    if post:
        reader.text(f"{prefix}_post", 40, required=False)
    if reading is not None:
        entered.values[names[2]] = reading.number
    if kind is None or reading is None or issued is None or names[4] not in entered.values:
        return None
    try:
        entered.warnings[names[4]] = papers.check_validity(
            kind, issued, until, reading.birth_date, reader.today, reader.policy.paper_expiry_warning_days
        )
    except Refused as refused:
        _wrong(reader, refused, names[4], prefix=prefix)
        return None
    if name is None:
        return None
    return Person(role, name, kind.value, reading.number, issued, until, str(entered.get(f"{prefix}_post")))


def read_letter(reader: Reader, needed: Collection[str]) -> Letter | None:
    """The letter of authorisation. An expired one, or one that does not cover ``needed``, is a problem at its field."""
    entered = reader.entered
    reader.text("letter_number", 60)
    since = reader.take("letter_from", read_date)
    until = reader.take("letter_until", read_date)
    reader.own_choices("letter_scope", institutions.SCOPE)
    scope, number = entered.get("letter_scope"), entered.get("letter_number")
    if since is None or until is None or not scope or not number:
        return None
    letter = Letter(number, since, until, scope)
    try:
        letter.check(reader.today, needed)
    except Refused as refused:
        _wrong(reader, refused, "letter_until")
        return None
    soon = (until - reader.today).days <= reader.policy.paper_expiry_warning_days
    entered.warnings["letter_until"] = ("papers.expires_soon",) if soon else ()
    return letter


def read_owners(reader: Reader) -> None:
    """The tree of holders, who controls otherwise, the senior manager; and from them the beneficial owners (KY-3)."""
    entered = reader.entered
    tree = read_tree(
        reader.raw.get("owners", ""), today=reader.today, own_name=str(entered.get("name")),
        own_code=str(entered.get("paper_number")),
    )  # fmt: skip
    entered.values["owners"] = tree.holders
    entered.values["beneficial_owners"] = ()
    controller = _named(reader, "controller", "controller_how")
    manager = _named(reader, "manager", "manager_post")
    if tree.problems:
        place, refused = tree.problems[0]
        _wrong(reader, _at(place, refused), "owners")
        return
    if not tree.holders and entered.get("institution_type") not in ("", *institutions.WITHOUT_SHARES):
        _wrong(reader, Refused("institutions.tree_required"), "owners")
        return
    if any(name in entered.problems for name in OWNERS):
        return
    try:
        entered.values["beneficial_owners"] = institutions.owners_of(tree.holders, controller, manager)
    except Refused as refused:
        _wrong(reader, refused, "owners")


def _at(place: str, refused: Refused) -> Refused:
    if not place:
        return refused
    return Refused(
        "institutions.at_holder", place=place, reason=sentence(refused, "en"), reason_zh=sentence(refused, "zh")
    )


def _named(reader: Reader, prefix: str, how: str) -> NamedPerson | None:
    """Somebody named beside the tree: all four fields or none."""
    names = (f"{prefix}_name", f"{prefix}_paper_number", how)
    given = any(reader.raw.get(name, "").strip() for name in names)
    name = reader.take(names[0], lambda text: check_name(text, names[0]), required=given)
    kind = reader.take(f"{prefix}_paper_kind", _paper_kind, required=given)
    reading = reader.take(
        names[1], lambda text: papers.read_number(text, kind or None, today=reader.today), required=given
    )
    if how == "controller_how":
        reader.own_choice(how, institutions.CONTROL, required=given)
    else:
        reader.text(how, 40, required=given)
    if reading is not None:
        reader.entered.values[names[1]] = reading.number
    if not given or name is None or kind is None or reading is None or how in reader.entered.problems:
        return None
    return NamedPerson(name, kind.value, reading.number, str(reader.entered.get(how)))


def read_until(text: str) -> date | None:
    """The last day of a term; None: long-term. Refused: ``date.*``."""
    return None if text in LONG_TERM else read_date(text)


def _paper_kind(text: str) -> papers.PaperKind:
    try:
        return papers.PaperKind(text)
    except ValueError:
        raise Refused("opening.not_in_list") from None


_OF_PAPERS = frozenset({"paper_from", "paper_until"})


def _wrong(reader: Reader, refused: Refused, at: str, *, prefix: str = "") -> None:
    """Note what is wrong at the field that the refusal names, else at ``at``."""
    field = refused.field or at
    if prefix and field in _OF_PAPERS:
        field = f"{prefix}_{field}"
    reader.entered.problems.setdefault(field, Refused(refused.code, field=field, **refused.facts))
