"""Products with their risk class, and which of them a client may buy (RA-5, RA-6). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused
from app.gateways.sheet import FORMULA, Sheet
from app.policy.values import ProductRule, Questionnaire
from app.suitability.domain import Assessment, is_valid

CODE, NAME, KIND, CLASS = "产品代码", "产品名称", "产品类型", "风险等级"
COLUMNS = (CODE, NAME, KIND, CLASS)
"""Headings of a list. A kind alone gives its usual class; a class stands beside a kind only when it is no lower."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a list; ``risk``: the code of its class in the pack that the list was checked against."""

    code: str
    name: str
    kind: str
    risk: str


@dataclass(frozen=True, slots=True)
class ProductList:
    """A list that was imported whole; the latest of a pack is in force. ``by_name``: who imported it."""

    id: str
    pack: str
    source: str
    rows: int
    sha256: str
    imported_at: datetime
    imported_by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One mistake: the row as the table program counts it, the heading of its column, and what is wrong."""

    row: int
    column: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class ListReport:
    """What reading a list found: nothing is imported while there is a ``problem``.

    ``added``, ``changed``, ``gone``: codes against the list in force before.
    """

    source: str
    sha256: str
    products: tuple[Product, ...]
    problems: tuple[RowProblem, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the list can be imported."""
        return not self.problems


def read_products(sheet: Sheet, rule: ProductRule) -> tuple[tuple[Product, ...], tuple[RowProblem, ...]]:
    """The products of a sheet and every mistake in it, by row.

    Refused: ``suitability.no_product_rule``; ``sheet.columns_missing``, ``sheet.column_twice`` (``columns``).
    """
    if not rule.classes:
        raise Refused("suitability.no_product_rule")
    lacking = [name for name in (CODE, NAME) if name not in sheet.heading]
    if KIND not in sheet.heading and CLASS not in sheet.heading:
        lacking.append(CLASS)
    if lacking:
        raise Refused("sheet.columns_missing", columns="、".join(lacking))
    double = [name for name in COLUMNS if sheet.heading.count(name) > 1]
    if double:
        raise Refused("sheet.column_twice", columns="、".join(double))
    products: list[Product] = []
    problems: list[RowProblem] = []
    first: dict[str, int] = {}
    for row in sheet.rows:
        cells = dict(zip(sheet.heading, row.cells, strict=False))
        made, found = _product([cells.get(name, "") for name in COLUMNS], rule)
        if made.code in first:
            found.append((CODE, Refused("suitability.code_twice", row=first[made.code])))
        elif made.code:
            first[made.code] = row.number
        problems += [RowProblem(row.number, column, refused) for column, refused in found]
        products.append(made)
    return tuple(products), tuple(problems)


def _product(cells: Sequence[str], rule: ProductRule) -> tuple[Product, list[tuple[str, Refused]]]:
    found: list[tuple[str, Refused]] = []
    for column, cell in zip(COLUMNS, cells, strict=True):
        if cell == FORMULA:
            found.append((column, Refused("sheet.formula")))
    code, name, kind, risk = ("" if cell == FORMULA else cell for cell in cells)
    formulas = {column for column, _ in found}
    if not _CODE.fullmatch(code) and CODE not in formulas:
        found.append((CODE, Refused("suitability.code_format")))
    if (not name or len(name) > _LONGEST or not name.isprintable()) and NAME not in formulas:
        found.append((NAME, Refused("suitability.name_missing")))
    usual = next((one.code for one in rule.classes if kind and kind in {each.label for each in one.kinds}), "")
    given = next((one.code for one in rule.classes if risk in (one.code, one.label) and risk), "")
    if risk and not given:
        allowed = "、".join(one.label for one in rule.classes)
        found.append((CLASS, Refused("suitability.class_unknown", allowed=allowed)))
    elif not (given or usual or formulas & {KIND, CLASS}):
        found.append((CLASS, Refused("suitability.class_or_kind")))
    elif given and usual and rule.rank(given) < rule.rank(usual):
        expected = rule.classes[rule.rank(usual) - 1].label
        found.append((CLASS, Refused("suitability.class_below_kind", expected=expected)))
    return Product(code, name, kind[:_LONGEST], given or usual), found


class Fit(StrEnum):
    """How a product stands to a client."""

    SUITS = "suits"
    ABOVE = "above"  # only with a signed acknowledgement
    NEVER = "never"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Match:
    """May this client buy this product? ``level``: of the assessment in force, empty while there is none.

    ``may_buy``: label of the highest class that suits the level, empty for none.
    """

    fit: Fit
    product: Product
    product_class: str
    level: str
    may_buy: str
    policy_version: str


def match(product: Product, assessment: Assessment | None, questionnaire: Questionnaire, today: date) -> Match:
    """Whether the product suits the client on ``today``; an expired assessment counts as none (RA-5, RA-6).

    Refused: ``suitability.no_product_rule``; ``suitability.product_unknown`` for a class that the questionnaire in
    force does not know (the list was imported for another pack).
    """
    rule = questionnaire.products
    if not rule.classes:
        raise Refused("suitability.no_product_rule")
    risk = rule.product_class(product.risk)
    if risk is None:
        raise Refused("suitability.product_unknown", field="product")
    if assessment is None or assessment.pack != questionnaire.pack or not is_valid(assessment, today):
        return Match(Fit.NOT_ASSESSED, product, risk.label, "", "", questionnaire.version)
    best = rule.may_buy.get(assessment.level, "")
    highest = rule.product_class(best)
    fit = Fit.SUITS
    if rule.rank(risk.code) > rule.rank(best):
        fit = Fit.NEVER if assessment.level in rule.never else Fit.ABOVE
    level = questionnaire.level_label(assessment.level)
    return Match(fit, product, risk.label, level, highest.label if highest else "", questionnaire.version)


def need_mismatch(found: Match) -> None:
    """Whether an acknowledgement can be signed for it.

    Refused: ``suitability.assessment_missing``, ``suitability.never``, ``suitability.suits``.
    """
    codes = {
        Fit.NOT_ASSESSED: "suitability.assessment_missing",
        Fit.NEVER: "suitability.never",
        Fit.SUITS: "suitability.suits",
    }
    if found.fit is not Fit.ABOVE:
        raise Refused(codes[found.fit])
