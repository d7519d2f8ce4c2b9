"""《营销人员信息公示表》: what a client may know of a marketing staff member, given on paper (MS-1)."""

from __future__ import annotations

from datetime import date

from app.policy.loader import load_policy
from app.staff.domain import Practice
from app.staff.facts import PRACTICE_LABELS, PublicHead, PublicRow, StaffPublicFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import form_date, form_info, numbered, seal_only
from forms.shared_blocks import staff as staff_name

TEXT = load_clauses("forms.staff_public")
FORM = form_info("staff-public", "GT-YX-01", "staff", TEXT, client_signs=False, copies=("客户留存联",))


def build(facts: StaffPublicFacts) -> Document:
    """The filled page; below the title stand its day and who printed it, for it belongs to no case."""
    head, text = facts.head, TEXT.text
    by = staff_name(head.printed_by, head.printed_by_number)
    return Document(
        title=FORM.title,
        subtitle=f"公示日期 {form_date(head.made_on)}　　打印人员 {by}",
        form_id=FORM.id,
        form_code=FORM.code,
        form_version=FORM.version,
        number=head.number,
        company=head.company,
        branch=head.branch,
        contact=f"{head.address}  电话 {head.telephone}",
        blocks=(
            Text(text["intro"]),
            Heading(text["person"]),
            _person(facts),
            *(() if facts.may_practise else (Text(text["warning"], strong=True),)),
            Heading(text["scope"]),
            Fields(
                (
                    Field(text["authorised"], "\n".join(numbered(facts.authorised)), wide=True),
                    Field(text["forbidden"], "\n".join(numbered(facts.forbidden)), wide=True),
                )
            ),
            Heading(text["trainings"]),
            _trainings(facts.trainings),
            Heading(text["record"]),
            Fields((Field(text["complaints"], "\n".join((f"{facts.complaints}次", *facts.dealt)), wide=True),)),
            _violations(facts.violations),
            seal_only(text["note"]),
        ),
    )


def _person(facts: StaffPublicFacts) -> Fields:
    return Fields(
        (
            Field("姓名", facts.name),
            Field("工号", facts.number),
            Field("岗位", facts.post),
            Field("联系电话", facts.telephone),
            Field("执业证书编号", facts.certificate_number),
            Field("执业状态", facts.state),
            Field("证书有效期", _validity(facts.certificate_from, facts.certificate_until), wide=True),
        )
    )


def _validity(since: date | None, until: date | None) -> str:
    return f"{form_date(since)}至{form_date(until)}" if since and until else ""


def _trainings(rows: tuple[PublicRow, ...]) -> Block:
    if not rows:
        return Text(TEXT.text["no_trainings"])
    lines = tuple((form_date(row.on), "\n".join(part for part in (row.text, row.handled) if part)) for row in rows)
    return Table(("日期", "培训内容"), lines, (0.22, 0.78))


def _violations(rows: tuple[PublicRow, ...]) -> Block:
    if not rows:
        return Text(TEXT.text["no_violations"])
    lines = tuple((form_date(row.on), row.text, row.handled) for row in rows)
    return Table(("日期", "违规事项", "处理情况"), lines, (0.22, 0.45, 0.33))


def sample() -> StaffPublicFacts:
    """Made-up facts, with the shipped scope of authority."""
    policy, branch = load_policy(), sample_facts.BRANCH
    return StaffPublicFacts(
        head=PublicHead(
            "GS20261122-Y007", sample_facts.MADE_ON, branch.company, branch.branch, branch.address, branch.telephone,
            *sample_facts.TELLER,
        ),
        name="样营销",
        number="Y007",
        post="客户经理",
        telephone="010-00000007",
        certificate_number="S0000000000001",
        certificate_from=date(2025, 7, 1),
        certificate_until=date(2028, 6, 30),
        state=PRACTICE_LABELS[Practice.MAY],
        may_practise=True,
        authorised=policy.marketing_authorised,
        forbidden=policy.marketing_forbidden,
        trainings=(
            PublicRow(date(2026, 3, 14), "证券从业人员后续职业培训，15学时", "考核合格"),
            PublicRow(date(2026, 9, 5), "投资者适当性管理专项培训，8学时", "考核合格"),
        ),
        complaints=1,
        dealt=("批评教育，当面道歉",),
        violations=(PublicRow(date(2025, 11, 3), "向客户转发非公司统一制作的宣传材料", "书面警示，补修合规培训"),),
    )  # fmt: skip
