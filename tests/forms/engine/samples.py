"""Documents, keys and inks that the tests of the engine share."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from app.archive.press import PressedForm
from app.common.clock import FixedClock
from forms.engine import document as doc
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress, press_document

DATA = Path(__file__).parents[2] / "data"
CLOCK = FixedClock()


def document(*blocks: doc.Block, title: str = "测试表", number: str = "T-0001", **changes: str) -> doc.Document:
    head: dict[str, Any] = {
        "subtitle": "",
        "form_id": "test",
        "form_code": "GT-KH-99",
        "form_version": "2026-11",
        "company": "示例证券股份有限公司",
        "branch": "示例路证券营业部",
        "contact": "示例路1号　电话 010-00000000",
        **changes,
    }
    return doc.Document(title=title, number=number, blocks=blocks, **head)  # pyright: ignore


SLOTS = doc.Signatures(
    (doc.SignatureSlot("client", "客户（签名）"), doc.SignatureSlot("branch", "营业部（盖章）")), "本人已阅读。"
)

EVERY_BLOCK: tuple[doc.Block, ...] = (
    doc.Heading("一、基本信息"),
    doc.Fields((doc.Field("姓名", "林𬭎样"), doc.Field("性别", ""), doc.Field("地址", "示例路1号", wide=True))),
    doc.Ticks("方式", (doc.Tick("当面", True), doc.Tick("影像", False))),
    doc.Text("正文一段，两个字缩进。"),
    doc.Text("附注。", small=True, indent=False),
    doc.Question(1, "问题？", (doc.Option("A", "甲", True, 2), doc.Option("B", "乙", False, 1)), 2),
    doc.Table(("序号", "名称"), (("1", "甲"), ("2", "")), (1, 4), frozenset({0})),
    doc.Clause(1, "范围", ("第一段。", "第二段。"), ("甲项；", "乙项。")),
    doc.Notice("郑重提醒", ("市场有风险。", "请谨慎。")),
    doc.Result("等级", "中", "总分30分"),
    doc.Space(3),
    SLOTS,
)


@lru_cache(maxsize=1)
def keys() -> SigningKeys:
    return SigningKeys.from_pkcs12(*make_sample_certificate("示例证券股份有限公司示例路证券营业部"))


@lru_cache(maxsize=1)
def pressed() -> PressedForm:
    return press_document(document(*EVERY_BLOCK))


def press() -> FormPress:
    return FormPress(keys(), clock=CLOCK)


def extract(pdf: bytes, page: int | None = None) -> str:
    """The text of a PDF by poppler's reading, in the order of drawing."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftotext", "-raw", *pages, "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


def solid(text: str) -> str:
    """``text`` without blanks and line ends: what line breaking may change."""
    return re.sub(r"\s+", "", text)


def fonts_of(pdf: bytes, folder: Path) -> list[list[str]]:
    """The rows of pdffonts: name, type, ..., emb, sub, uni."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    return [line.split() for line in done.stdout.splitlines()[2:]]


def boxes(pdf: bytes) -> Iterable[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, character and its box (left, bottom, right, top) of everything that is drawn."""
    opened = pdfium.PdfDocument(pdf)
    for index in range(len(opened)):
        page = opened[index].get_textpage()
        for at in range(page.count_chars()):
            character = page.get_text_range(at, 1)
            if character.strip():
                yield index, character, page.get_charbox(at)
    opened.close()
