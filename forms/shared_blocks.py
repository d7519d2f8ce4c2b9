"""Blocks that several forms share: the frame of a document, the person, the contract parties, the read sections.

A block here says what is printed, never how: fonts and measures are the renderer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.archive.press import FormInfo, Section
from app.common.clock import branch_time
from app.onboarding.facts import (
    AccountWish,
    ActingFacts,
    BranchFacts,
    ContactFacts,
    DisclosureFacts,
    Head,
    InstitutionFacts,
    Party,
    SectionRead,
)
from forms.engine.clauses import Clauses
from forms.engine.document import (
    Block,
    Document,
    Field,
    Fields,
    Heading,
    Notice,
    Signatures,
    SignatureSlot,
    Table,
    Text,
    Tick,
    Ticks,
)

DASH = "—"
CLIENT_COPIES = ("公司留存联", "客户留存联")
COMPANY_COPY = ("公司留存联",)
LONG_TERM = "长期"
_TELLER = SignatureSlot("teller", "经办柜员（签名）")
_BRANCH = SignatureSlot("branch", "证券营业部（盖章）")
_SEAL = SignatureSlot("branch", "营业部（盖章）")
"""Short, for one of three slots: the seal does not lie over it."""

_DIGITS = "零一二三四五六七八九"


def form_date(day: date) -> str:
    """``day`` as a form writes it: ``2026年11月22日``; empty for ``date.min``, a preview's day not known yet."""
    return f"{day.year}年{day.month}月{day.day}日" if day != date.min else ""


def form_moment(moment: datetime | None) -> str:
    """``moment`` as the branch writes it (``2026-11-22 10:42``); empty when there is none, or not yet (preview)."""
    return branch_time(moment) if moment and moment.date() != date.min else ""


def chinese_number(number: int) -> str:
    """``number`` from 1 to 99 in Chinese figures (``十二``); ``ValueError`` outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not between 1 and 99")
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones else "")


def form_info(
    form_id: str,
    code: str,
    kind: str,
    text: Clauses,
    *,
    client_signs: bool = True,
    teller_signs: bool = False,
    copies: tuple[str, ...],
) -> FormInfo:
    """What is known of a form before it is filled; the branch signs every form, the client most, the teller some."""
    signing = {"client": client_signs, "teller": teller_signs, "branch": True}
    signers = tuple(role for role, signs in signing.items() if signs)
    return FormInfo(form_id, code, text.title, text.version, kind, signers, copies)


def document(info: FormInfo, head: Head, blocks: Iterable[Block | None]) -> Document:
    """A document with the branch's letterhead and a line of case data below the title.

    ``None`` among the blocks is left out, so that a form can write an optional block in its place.
    """
    branch = head.branch
    return Document(
        title=info.title,
        subtitle=case_line(head),
        form_id=info.id,
        form_code=info.code,
        form_version=info.version,
        number=head.number,
        company=branch.company,
        branch=branch.branch,
        contact=f"{branch.address}  电话 {branch.telephone}",
        blocks=tuple(block for block in blocks if block is not None),
        large=head.large,
    )


def case_line(head: Head) -> str:
    """Case, date and teller in one line, below the title of every form; a paper of no case tells no case."""
    teller = f"{head.teller_name} {head.teller_number}".strip()
    case = f"业务编号 {head.case_number}　　" if head.case_number not in ("", head.number) else ""
    return f"{case}日期 {form_date(head.made_on)}　　经办柜员 {teller}"


def staff(name: str, number: str) -> str:
    """A member of staff by name and number; either may be missing."""
    return f"{name}（工号{number}）" if name and number else name or number


def person_fields(person: Party) -> Fields:
    """The client as on the identity paper or the licence, complete."""
    if isinstance(person, InstitutionFacts):
        return institution_fields(person)
    until = form_date(person.paper_until) if person.paper_until else LONG_TERM
    return Fields(
        (
            Field("姓名", person.name),
            Field("性别", person.sex),
            Field("出生日期", form_date(person.birth_date)),
            Field("国籍与民族", "，".join(part for part in (person.nationality, person.ethnicity) if part)),
            Field("证件类型", person.paper_kind),
            Field("证件号码", person.paper_number),
            Field("签发机关", person.paper_issuer),
            Field("有效期限", f"{since}至{until}" if (since := form_date(person.paper_from)) or until else ""),
            Field("证件地址", person.paper_address, wide=True),
        )
    )


INSTITUTION_NOTE = (
    "本文件所称“本人”“客户”指上列机构，由到场的法定代表人或者持有效授权委托书的经办人代表其签署；"
    "关于本人办理、不得代办的约定，以上述代表人到场办理为准。"
)
"""Stands on the papers that both kinds of clients sign, whose text speaks of a person."""


def institution_fields(institution: InstitutionFacts, *, note: str = INSTITUTION_NOTE) -> Fields:
    """An institution as on its licence, and who acts for it."""
    one = institution
    rows = (
        Field("机构名称", one.name, wide=True),
        Field("统一社会信用代码", one.paper_number),
        Field("登记证照", one.paper_kind),
        Field("机构类型", "，".join(part for part in (one.kind, one.size) if part)),
        Field("成立日期", form_date(one.established)),
        Field("登记机关", one.paper_issuer),
        Field("证照有效期限", term(one.paper_from, one.paper_until)),
        Field("注册地址", one.paper_address, wide=True),
        Field("经营范围", one.scope, wide=True),
        Field("法定代表人", _acting(one.representative), wide=True),
        Field("经办人", _acting(one.agent) if one.agent is not None else "法定代表人本人到场", wide=True),
    )
    return Fields((*rows, Field("说明", note, wide=True)) if note else rows)


def _acting(one: ActingFacts) -> str:
    """Name, post and paper in one line; empty while nobody is entered."""
    until = form_date(one.paper_until) if one.paper_until is not None else LONG_TERM
    paper = f"{one.paper_kind} {one.paper_number}".strip()
    told = (f"{one.name}（{one.post}）" if one.post else one.name, paper, f"有效期至{until}" if until else "")
    return "，".join(part for part in told if part)


def term(since: date, until: date | None) -> str:
    """From when until when a paper is good; empty while that is not known (preview)."""
    last = form_date(until) if until is not None else LONG_TERM
    return f"{begin}至{last}" if (begin := form_date(since)) else ""


def contact_fields(contact: ContactFacts) -> Fields:
    """How the client can be reached."""
    return Fields(
        (
            Field("手机号码", contact.mobile),
            Field("固定电话", contact.telephone),
            Field("电子邮箱", contact.email),
            Field("邮政编码", contact.postcode),
            Field("联系地址", contact.address, wide=True),
            *([Field("回访方式", contact.contact_way, wide=True)] if contact.contact_way else ()),
        )
    )


def firm_fields(branch: BranchFacts) -> Fields:
    """The firm as a party to a contract."""
    return Fields(
        (
            Field("名称", branch.company),
            Field("营业部", branch.branch),
            Field("地址", branch.address),
            Field("联系电话", branch.telephone),
        )
    )


def parties(person: Party, branch: BranchFacts, *more_of_client: Block) -> tuple[Block, ...]:
    """Both parties of a contract: 甲方 is the client, with whatever else is told of the client, 乙方 the firm."""
    client = (Heading("甲方（客户）"), person_fields(person), *more_of_client)
    return (*client, Heading("乙方（证券公司）"), firm_fields(branch))


def wishes(label: str, asked: tuple[AccountWish, ...]) -> Ticks | None:
    """Accounts or permissions, ticked where asked for; None where there are none to be had."""
    if not asked:
        return None
    return Ticks(label, tuple(Tick(_wish(wish), wish.wanted) for wish in asked), columns=2)


def _wish(wish: AccountWish) -> str:
    return f"{wish.label}（已有账户{wish.existing_number}）" if wish.existing_number else wish.label


def numbered(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines with （一）（二）… before them."""
    return tuple(f"（{chinese_number(number)}）{line}" for number, line in enumerate(lines, 1))


def points(text: Clauses) -> tuple[Text, ...]:
    """The clauses of a form that is no contract, as short numbered points: title and text in one paragraph."""
    return tuple(Text(line) for line in numbered(f"{c.title}。{''.join(c.paragraphs)}" for c in text.clauses))


def signatures(note: str, *, client: str = "客户（签名）", branch: str = "证券营业部（盖章）") -> Signatures:
    """The signature block: the client and the branch, below the client's statement."""
    return Signatures((SignatureSlot("client", client), SignatureSlot("branch", branch)), note)


def contract_signatures(note: str) -> Signatures:
    """The signature block of a contract between 甲方 and 乙方."""
    return signatures(note, client="甲方（签名）", branch="乙方（盖章）")


def counter_signatures(note: str) -> Signatures:
    """The signature block of a paper that client and teller sign and the branch seals (TO-9, TO-10)."""
    return Signatures((SignatureSlot("client", "客户（签名）"), _TELLER, _SEAL), note)


def teller_signatures(note: str = "") -> Signatures:
    """The signature block of a paper that the teller signs and the branch seals (TO-9, TO-11)."""
    return Signatures((_TELLER, _BRANCH), note)


def seal_only(note: str = "") -> Signatures:
    """The signature block of a paper that only the branch seals."""
    return Signatures((_BRANCH,), note)


def notice(text: Clauses) -> Notice:
    """The form's notice; ``ValueError`` when its text has none."""
    if text.notice is None:
        raise ValueError(f"{text.title} has no notice")
    return text.notice


def section_blocks(sections: Sequence[Section]) -> tuple[Block, ...]:
    """Read sections as numbered headings with their paragraphs."""
    blocks: list[Block] = []
    for number, section in enumerate(sections, 1):
        blocks.append(Heading(f"{chinese_number(number)}、{section.title}"))
        blocks += [Text(paragraph) for paragraph in section.paragraphs]
    return tuple(blocks)


def reading_table(sections: Sequence[Section], read: Sequence[SectionRead]) -> Table:
    """How long each section was read (OP-3), two sections a row; a section not read shows a dash.

    ``ValueError`` when something was read that is not a section of this text: facts and text do not belong together.
    """
    strangers = {entry.section_id for entry in read} - {section.id for section in sections}
    if strangers:
        raise ValueError(f"no such section: {', '.join(sorted(strangers))}")
    seconds = {entry.section_id: f"{entry.seconds}秒" for entry in read}
    cells = [(str(number), section.title, seconds.get(section.id, DASH)) for number, section in enumerate(sections, 1)]
    half = (len(cells) + 1) // 2
    right = [*cells[half:], *[(DASH, DASH, DASH)] * (2 * half - len(cells))]
    return Table(
        head=("序号", "章节", "阅读时间") * 2,
        rows=tuple((*a, *b) for a, b in zip(cells[:half], right, strict=True)),
        widths=(0.07, 0.29, 0.14) * 2,
        right=frozenset({2, 5}),
    )


def disclosure(info: FormInfo, text: Clauses, facts: DisclosureFacts) -> Document:
    """A risk disclosure: the text in sections, how they were read, the client's statement (OP-3)."""
    return document(
        info,
        facts.head,
        (
            person_fields(facts.person),
            Text(text.text["salutation"], strong=True, indent=False),
            Text(text.text["intro"]),
            *section_blocks(text.sections),
            notice(text),
            Heading(text.text["reading"]),
            Text(text.text["reading_note"], small=True),
            reading_table(text.sections, facts.read),
            Fields((Field("确认时间", form_moment(facts.confirmed_at), wide=True),)),
            signatures(text.text["statement"]),
        ),
    )
