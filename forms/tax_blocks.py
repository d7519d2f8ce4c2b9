"""What both statements of tax residence share: the answer, places and numbers, who controls an institution (KY-3)."""

from __future__ import annotations

from app.onboarding.tax_facts import ControllerFacts, StatedFacts
from forms.engine.document import Block, Field, Fields, Heading, Table, Tick, Ticks
from forms.shared_blocks import DASH, form_date

_HEAD = ("序号", "税收居民国（地区）", "纳税人识别号", "没有识别号的原因")
_WIDTHS = (0.08, 0.26, 0.3, 0.36)


def stated_blocks(stated: StatedFacts, label: str, *, person: bool = True) -> tuple[Block, ...]:
    """One statement: which of the three answers, and what it takes for whoever pays tax elsewhere."""
    ticks = Ticks(label, tuple(Tick(text, chosen) for text, chosen in stated.residence), columns=1)
    if not stated.lines:
        return (ticks,)
    latin = [Field("姓名（英文或拼音）" if person else "名称（英文）", stated.latin_name, wide=True)]
    if person:
        latin.append(Field("出生地", stated.birth_place, wide=True))
    latin.append(Field("地址（英文或拼音）", stated.address, wide=True))
    rows = tuple(
        (str(number), line.place, line.number or DASH, line.reason or DASH)
        for number, line in enumerate(stated.lines, 1)
    )
    return (ticks, Fields(tuple(latin)), Table(_HEAD, rows, _WIDTHS))


def controller_blocks(controllers: tuple[ControllerFacts, ...]) -> tuple[Block, ...]:
    """The controlling persons, each with the person's own statement."""
    blocks: list[Block] = []
    for number, one in enumerate(controllers, 1):
        blocks.append(Heading(f"控制人{number}"))
        blocks.append(Fields((Field("姓名", one.name), Field("出生日期", form_date(one.birth_date)))))
        blocks += stated_blocks(one.stated, "税收居民身份")
    return tuple(blocks)
