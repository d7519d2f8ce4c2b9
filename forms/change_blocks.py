"""What the applications for a change share: the client, before and after, what else is said, terms, signatures (CU-3).

A form of a change is its title, its terms and its statement in ``clauses.toml``; the rest is here.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.archive.press import FormInfo
from app.changes.facts import ChangeFacts, ChangeLine
from forms import sample_facts
from forms.engine.clauses import Clauses
from forms.engine.document import Document, Field, Fields, Heading, Table
from forms.shared_blocks import DASH, document, person_fields, points, signatures


def change_document(info: FormInfo, text: Clauses, facts: ChangeFacts) -> Document:
    """The filled application of any kind of change."""
    rows = tuple((line.label, line.before or DASH, line.after) for line in facts.lines)
    return document(
        info,
        facts.head,
        (
            person_fields(facts.person),
            Fields(
                (
                    Field("客户编号", facts.client_number),
                    Field("身份核验", facts.checked),
                    Field("资金账户", "\n".join(facts.accounts), wide=True),
                )
            ),
            Heading("申请事项"),
            Fields((Field("办理事项", facts.what, wide=True),)),
            Table(("项目", "变更前", "变更后"), rows or ((DASH, DASH, DASH),), (0.2, 0.4, 0.4)),
            Fields(tuple(Field(label, value, wide=True) for label, value in facts.notes)) if facts.notes else None,
            Heading("说明与承诺"),
            *points(text),
            signatures(text.text["statement"]),
        ),
    )


def sample_change(
    serial: int, what: str, lines: Sequence[tuple[str, str, str]], notes: Sequence[tuple[str, str]]
) -> ChangeFacts:
    """Made-up facts of the sample client."""
    return ChangeFacts(
        head=sample_facts.sample_change_head(serial),
        person=sample_facts.sample_person(),
        client_number="2026000001",
        accounts=(f"{sample_facts.FUND_ACCOUNT}（主资金账户，中国工商银行）",),
        what=what,
        lines=tuple(ChangeLine(*line) for line in lines),
        notes=tuple(notes),
        checked="已核验证件原件，证件号码与本人相符",
    )
