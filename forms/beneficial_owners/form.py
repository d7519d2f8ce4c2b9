"""《受益所有人信息表》: the tree of holders drawn, effective shares, and who owns or controls (KY-3)."""

from __future__ import annotations

from app.onboarding.facts import HolderFacts, OwnerFacts, OwnersFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Branch, Document, Heading, Table, Text, Tree
from forms.shared_blocks import COMPANY_COPY, DASH, document, form_info, institution_fields, points, signatures

TEXT = load_clauses("forms.beneficial_owners")
FORM = form_info("beneficial-owners", "GT-KH-13", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: OwnersFacts) -> Document:
    """The filled form."""
    text, one = TEXT.text, facts.institution
    return document(
        FORM,
        facts.head,
        (
            institution_fields(one, note=""),
            Heading(text["tree"]),
            *_tree(one.name, facts.holders),
            Heading(text["owners"]),
            Table(
                ("姓名", "证件类型", "证件号码", "认定依据", "合计份额"),
                tuple((o.name, o.paper_kind, o.paper_number, o.basis, o.share) for o in facts.owners) or ((DASH,) * 5,),
                (0.14, 0.17, 0.25, 0.31, 0.13),
                frozenset({4}),
            ),
            Text(text["owners_note"], small=True),
            Heading(text["statements"]),
            *points(TEXT),
            signatures(text["statement"], client="法定代表人或者经办人（签名）"),
        ),
    )


def _tree(name: str, holders: tuple[HolderFacts, ...]) -> tuple[Block, ...]:
    """The institution with all that hold it; a line of words where it has no shares."""
    text = TEXT.text
    if not holders:
        return (Text(text["no_tree"]),)
    branches = (
        Branch(0, name, (text["itself"], DASH, "100%")),
        *(Branch(one.depth + 1, f"{one.place} {one.name}", (one.kind, one.share, one.effective)) for one in holders),
    )
    return (
        Tree(("持有人", "类型", "在上级的比例", "在本机构的份额"), branches, (0.52, 0.16, 0.16, 0.16)),
        Text(text["tree_note"], small=True),
    )


def sample() -> OwnersFacts:
    """Made-up facts: two ways lead to one owner."""
    return OwnersFacts(
        head=sample_facts.sample_head(13),
        institution=sample_facts.sample_institution(),
        holders=(
            HolderFacts(0, "1", "林𬭎样", "自然人", "40%", "40%"),
            HolderFacts(0, "2", "示例市样张控股有限公司", "机构", "60%", "60%"),
            HolderFacts(1, "2.1", "林𬭎样", "自然人", "33.3333%", "20%"),
            HolderFacts(1, "2.2", "样股东", "自然人", "26.6667%", "16%"),
            HolderFacts(1, "2.3", "示例省样张投资集团", "不再追溯", "40%", "24%"),
        ),
        owners=(OwnerFacts("林𬭎样", "居民身份证", "110101198503120025", "持有四分之一以上份额", "60%"),),
    )
