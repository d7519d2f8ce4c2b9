"""《转销户申请表》: what the client asks for, the papers shown, the reason, what the client must know (TO-1, TO-15)."""

from __future__ import annotations

from app.transfer_out.facts import DocumentShown, TransferApplicationFacts, WishFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text, Tick, Ticks
from forms.shared_blocks import CLIENT_COPIES, counter_signatures, document, form_date, form_info, points
from forms.transfer_blocks import KIND, party_fields, said_of

TEXT = load_clauses("forms.transfer_application")
FORM = form_info("transfer-application", "GT-ZX-01", KIND, TEXT, teller_signs=True, copies=CLIENT_COPIES)


def build(facts: TransferApplicationFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["party"]),
            party_fields(facts.party),
            Heading(text["wishes"]),
            _wishes(facts.wishes),
            Ticks(
                "销资金账户",
                (Tick(_closing(facts), facts.close_account), Tick("不注销资金账户", not facts.close_account)),
                columns=2,
            ),
            Fields((Field("申请日期", form_date(facts.asked_on)), Field("办理期限", _clock(facts.deadline_days)))),
            Heading(text["documents"]),
            _documents(facts.documents),
            Heading(text["reason"]),
            Fields((Field("主要原因", facts.reason, wide=True), Field("客户说明", facts.reason_text, wide=True))),
            Heading(text["notes"]),
            *points(TEXT),
            counter_signatures(text["statement"]),
        ),
    )


def _closing(facts: TransferApplicationFacts) -> str:
    """All accounts are closed with the main one (CU-2)."""
    count = len(facts.party.auxiliaries)
    return f"申请注销全部 {count + 1} 个资金账户" if count else "申请注销资金账户"


def _clock(days: int) -> str:
    return f"自申请之日起{days}个交易日内" if days else ""


def _wishes(wishes: tuple[WishFacts, ...]) -> Block:
    if not wishes:
        return Text(TEXT.text["no_wishes"])
    rows = tuple((wish.market, wish.account, wish.wish, wish.to) for wish in wishes)
    return Table(("市场", "账户", "申请事项", "转往"), rows, (0.17, 0.2, 0.23, 0.4))


def _documents(documents: tuple[DocumentShown, ...]) -> Block:
    if not documents:
        return Fields((Field("证件资料", "", wide=True),))
    return Ticks("证件资料", tuple(Tick(said_of(d.label, d.remark), d.shown) for d in documents), columns=1)


def sample() -> TransferApplicationFacts:
    """Made-up facts."""
    return TransferApplicationFacts(
        head=sample_facts.sample_transfer_head(1),
        party=sample_facts.sample_party(),
        asked_on=sample_facts.MADE_ON,
        wishes=(
            WishFacts("上海A股", "A000000001", "撤销上海指定交易", ""),
            WishFacts("深圳A股", "0000000001", "深圳转托管", "样张证券示例北路证券营业部，席位000001"),
            WishFacts("开放式基金", "980000000001", "基金转托管", "样张基金销售有限公司"),
        ),
        close_account=True,
        documents=(
            DocumentShown("居民身份证", True, "原件已核对并扫描"),
            DocumentShown("证券账户卡", True, "原件已核对并扫描"),
            DocumentShown("资金账户卡", False, "客户称已遗失，按规定核实账户信息"),
        ),
        reason="住址搬迁、交通不便",
        reason_text="全家搬到邻市居住，希望在住处附近的营业部办理业务。",
        deadline_days=2,
    )
