"""From a judged request to the facts of its forms; what a signature on one is bound to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from app.approvals.domain import Decision, StepKind, Verdict, Way
from app.archive.heads import Head
from app.clients.domain import INSTITUTION_PAPER
from app.clients.papers import PaperKind
from app.common.clock import branch_time
from app.common.values import digest, mask_mobile
from app.policy.transfer import Tier
from app.receipts.domain import chinese_capitals
from app.transfer_out import facts as f
from app.transfer_out import fields as typed
from app.transfer_out.case import Outcome, Status, Talk
from app.transfer_out.judged import Judged

APPLICATION, SHEET, RECORD = "transfer-application", "transfer-approval", "retention-record"
RECEIPT, MEMO, RETURNS = "transfer-receipt", "transfer-memo", "returns-list"
CLIENT_SIGNS = (APPLICATION, RETURNS)
CODES = {APPLICATION: "01", SHEET: "02", RECORD: "03", RECEIPT: "04", MEMO: "05", RETURNS: "06"}

STEPS = {
    StepKind.OWN_STAFF: "客户服务人员", StepKind.SUPERVISOR: "柜台主管", StepKind.DIRECTOR: "营销总监",
    StepKind.GENERAL_MANAGER: "总经理",
}  # fmt: skip
VERDICTS = {Verdict.APPROVED: "同意", Verdict.SENT_BACK: "退回询问", Verdict.REFUSED: "不同意"}
TIERS = {Tier.ORDINARY: "普通客户", Tier.IMPORTANT: "中大客户、重要客户", Tier.CORE: "机构客户、核心客户"}
OUTCOMES = {Outcome.UNDECIDED: "客户尚未决定", Outcome.STAYS: "客户愿意留下", Outcome.LEAVES: "客户坚持办理"}
WAYS = {"counter": "柜台面谈", "telephone": "电话", "visit": "上门"}
UNSTATED = "客户不愿说明"
_WISHES = {
    "sh": ("上海A股", "撤销指定交易"), "sz": ("深圳A股", "转托管"), "fund": ("开放式基金", "基金转托管"),
}  # fmt: skip


def document_number(case_number: str, form_id: str) -> str:
    """The number of a form of this request: the case's and two digits."""
    return f"{case_number}-{CODES[form_id]}"


def paper_label(kind: str) -> str:
    """The Chinese name of a client's identity paper."""
    return "营业执照（统一社会信用代码）" if kind == INSTITUTION_PAPER else PaperKind(kind).label


def forms_of(judged: Judged, *, left: bool) -> tuple[str, ...]:
    """The forms of a request that ended: of one who left all, of one who stays the record and the memo."""
    if not left:
        return (RECORD, MEMO)
    receipt = (RECEIPT,) if judged.fee_total > 0 else ()
    return (APPLICATION, SHEET, RECORD, *receipt, MEMO, RETURNS)


def bound_to(judged: Judged, form_id: str) -> str:
    """What a client's signature on a form is bound to: every fact on it."""
    return digest(facts_of(judged, form_id))


def facts_of(judged: Judged, form_id: str, *, left: bool = True, follow_up: tuple[f.PromiseFacts, ...] = ()) -> object:
    """The facts of one form as the request stands; what is not typed yet is left empty."""
    if form_id == MEMO:
        return _memo(judged, left=left, follow_up=follow_up)
    return _MAKERS[form_id](judged)


def head(judged: Judged, form_id: str) -> Head:
    """The head of a form: dated on the day the client asked."""
    return head_of(judged, document_number(judged.case.number, form_id))


def head_of(judged: Judged, number: str) -> Head:
    """The head of the paper ``number`` of this request."""
    case = judged.case
    return Head(
        number=number, case_number=case.number, made_on=case.asked_on,
        branch=judged.branch, teller_name=case.opened_by_name, teller_number=case.opened_by_number,
        large=judged.older,
    )  # fmt: skip


def party(judged: Judged) -> f.PartyFacts:
    """The client and the agent, in full: the papers are the client's own."""
    client, get = judged.client, judged.entered.get
    authority = typed.AUTHORITY.get(get("authority"), "") if judged.agent else ""
    return f.PartyFacts(
        name=client.name, client_number=client.number, institution=judged.institution,
        paper_kind=paper_label(client.paper_kind), paper_number=client.paper_number, mobile=client.mobile,
        fund_account=judged.case.fund_account, agent_name=get("agent_name") if judged.agent else "",
        agent_paper_number=get("agent_paper_number") if judged.agent else "", authority=authority,
        auxiliaries=judged.case.auxiliaries,
    )  # fmt: skip


def _stated_reason(judged: Judged) -> str:
    """The reason as the client signs it: insisting later, without a word on the reason, changes nothing of it."""
    return reason_label(judged) if judged.entered.get("reason") else ""


def reason_label(judged: Judged) -> str:
    """The kind of reason in words; empty while none is chosen."""
    code = judged.entered.get("reason")
    if not code:
        return UNSTATED if judged.case.insisted_at is not None else ""
    return UNSTATED if code == typed.UNSTATED else judged.rules.reason(code).label


def _application(judged: Judged) -> f.TransferApplicationFacts:
    get = judged.entered.get
    wishes = tuple(
        f.WishFacts(market, get(f"{wish}_number"), words, _to(judged, wish))
        for wish, (market, words) in _WISHES.items()
        if wish in judged.entered.wishes
    )
    return f.TransferApplicationFacts(
        head=head(judged, APPLICATION), party=party(judged), asked_on=judged.case.asked_on, wishes=wishes,
        close_account="close" in judged.entered.wishes, documents=_documents(judged), reason=_stated_reason(judged),
        reason_text=get("reason_text"), deadline_days=judged.rules.deadline_days,
    )  # fmt: skip


def _to(judged: Judged, wish: str) -> str:
    if wish == "sh":
        return ""
    seat = judged.entered.get("sz_seat") if wish == "sz" else ""
    return f"{judged.entered.get('target')}（席位 {seat}）" if seat else str(judged.entered.get("target"))


def _documents(judged: Judged) -> tuple[f.DocumentShown, ...]:
    found = []
    for code in judged.documents:
        shown = judged.entered.get(f"doc:{code}") == "shown"
        scanned = judged.capture(f"scan:{code}") is not None
        remark = "已核对原件并留存扫描件" if scanned else judged.entered.get(f"doc_reason:{code}")
        found.append(f.DocumentShown(typed.DOCUMENTS[code], shown, remark))
    return tuple(found)


def _accounts(judged: Judged) -> f.AccountsFacts:
    accounts = judged.accounts
    return f.AccountsFacts(
        by_hand=accounts.by_hand,
        source=accounts.source,
        taken_at=accounts.taken_at or judged.now,
        conditions=tuple(
            f.ConditionFacts(c.label, c.stands, c.detail, c.wait_for, _from_day(c.retry_on))
            for c in accounts.conditions
        ),
    )


def _from_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日起" if day is not None else ""


def _sheet(judged: Judged) -> f.ApprovalSheetFacts:
    case = judged.case
    return f.ApprovalSheetFacts(
        head=head(judged, SHEET), party=party(judged), client_class=case.client_class, assets=case.assets,
        turnover=case.turnover, figures_from=FIGURES.get(case.figures_from, ""),
        tier=TIERS[case.tier] if case.tier else "",
        raised=tuple(
            f"{branch_time(r.at)} {r.by_name}：由“{TIERS[r.before]}”提高为“{TIERS[r.after]}”，{r.why}"
            for r in case.raises
        ),
        version=case.request_version, asked_on=case.asked_on, deadline=judged.clock.deadline or date.min,
        booked_for=judged.entered.get("booked_for", None) if judged.needs_booking else None,
        insisted_at=case.insisted_at,
        own_staff=f"{judged.own_staff.name}（{judged.own_staff.number}）" if judged.own_staff else "",
        reason=reason_label(judged), accounts=_accounts(judged),
        steps=tuple(STEPS[step] for step in judged.request.steps),
        decisions=tuple(_decision(decision) for decision in judged.decisions),
    )  # fmt: skip


FIGURES = {"snapshot": "交易系统快照", "by-hand": "柜员录入", "classification": "客户分类记录"}


def _decision(decision: Decision) -> f.DecisionFacts:
    telephone = decision.way is Way.TELEPHONE
    confirmed = ""
    if telephone:
        done = decision.confirmed
        confirmed = (
            "尚待本人确认" if done is None else ("本人已确认 " if done.agreed else "本人否认 ") + branch_time(done.at)
        )
    return f.DecisionFacts(
        step=STEPS[decision.step], name=decision.approver_name, number=decision.approver_number,
        verdict=VERDICTS[decision.verdict], way="电话" if telephone else "本人登录",
        at=decision.called_at or decision.at, version=decision.version, words=decision.words, ground=decision.ground,
        telephone=mask_mobile(decision.called_number) if telephone else "",
        recorded_by=decision.recorded_by_name if telephone else "", confirmed=confirmed,
    )  # fmt: skip


def _talk(talk: Talk) -> f.TalkFacts:
    said = talk.talk
    return f.TalkFacts(
        number=talk.number, at=talk.at, by=f"{talk.by_name}（{talk.by_number}）", way=WAYS[said.way], said=said.said,
        offered=said.offered, promised=said.promised, promise_due=said.promise_due, answer=said.answer,
        outcome=OUTCOMES[said.outcome],
    )  # fmt: skip


def _record(judged: Judged) -> f.RetentionRecordFacts:
    result = {Status.RETAINED: "客户留下", Status.CARRIED_OUT: "客户离开"}.get(judged.case.status, "")
    return f.RetentionRecordFacts(
        head=head(judged, RECORD), party=party(judged), reason=reason_label(judged),
        reason_text=judged.entered.get("reason_text"), talks=tuple(_talk(talk) for talk in judged.case.talks),
        insisted_at=judged.case.insisted_at, result=result,
    )  # fmt: skip


def _receipt(judged: Judged) -> f.FeeReceiptFacts:
    receipt = judged.receipt
    lines = tuple(f.FeeLine(label, account, amount) for label, account, amount in judged.fee_lines)
    total = receipt.total if receipt else judged.fee_total
    return f.FeeReceiptFacts(
        head=head(judged, RECEIPT), receipt_number=receipt.number if receipt else "", payer=judged.client.name,
        lines=tuple(f.FeeLine(i.label, i.account, i.amount) for i in receipt.items) if receipt else lines,
        total=total, capitals=chinese_capitals(Decimal(total)),
        issued_at=receipt.issued_at if receipt else judged.now,
        issued_by=receipt.issued_by_name if receipt else "", void="",
    )  # fmt: skip


def promises(judged: Judged) -> tuple[f.PromiseFacts, ...]:
    """What was promised in the talks, with its day."""
    made = (talk.talk for talk in judged.case.talks)
    return tuple(f.PromiseFacts(talk.promised, talk.promise_due) for talk in made if talk.promised)


def _memo(judged: Judged, *, left: bool, follow_up: tuple[f.PromiseFacts, ...]) -> f.MemoFacts:
    return f.MemoFacts(
        head=head(judged, MEMO), party=party(judged), left=left, ended_at=judged.now, reason=reason_label(judged),
        reason_text=judged.entered.get("reason_text"),
        telephone=judged.entered.get("telephone") or judged.client.mobile,
        promises=promises(judged), follow_up=follow_up, note=judged.case.text("note"),
    )  # fmt: skip


def kept(judged: Judged) -> tuple[str, ...]:
    """What the branch keeps (TO-10)."""
    papers = ["业务单据原件", "客户身份证明文件复印件"]
    if judged.agent:
        papers += ["代理人身份证明文件复印件", "授权委托书复印件"]
    return tuple(papers)


def _returns(judged: Judged) -> f.ReturnsFacts:
    get = judged.entered.get
    return f.ReturnsFacts(
        head=head(judged, RETURNS), party=party(judged),
        kept=tuple(f.ReturnLine(label, done=True, remark="") for label in kept(judged)),
        returned=tuple(
            f.ReturnLine(typed.RETURNS[code], get(f"return:{code}") == "done", get(f"return_reason:{code}"))
            for code in typed.returns_for(agent=judged.agent)
        ),
    )  # fmt: skip


_MAKERS: Mapping[str, Callable[[Judged], object]] = {
    APPLICATION: _application,
    SHEET: _sheet,
    RECORD: _record,
    RECEIPT: _receipt,
    RETURNS: _returns,
}
