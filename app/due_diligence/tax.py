"""The statement of tax residence, of a person and of an institution (KY-3). Pure; an unsound one cannot be built.

A statement says one of three things; whoever pays tax elsewhere (also) names every such place with the number that
the place gave, or says why there is none. A passive institution states the same for each person who controls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.common.errors import Refused
from app.common.values import clean_text

MOST_PLACES = 10
"""So many places with their numbers fit one statement."""
MOST_CONTROLLERS = 20
"""So many controlling persons fit one statement of an institution."""
CHINA = "CHN"
OTHER_PLACE = "other"
"""The entry of the list of places that is named in the remark."""
LONGEST_NUMBER = 40
LONGEST_REMARK = 60
LONGEST_NAME = 80
LONGEST_ADDRESS = 150


class TaxResidence(StrEnum):
    """The three things that can be stated; the codes are those of the policy's list ``tax_residence``."""

    CHINA = "china"
    FOREIGN = "foreign"
    BOTH = "both"


RESIDENCE_LABELS: Mapping[TaxResidence, str] = {
    TaxResidence.CHINA: "仅为中国税收居民",
    TaxResidence.FOREIGN: "仅为非居民",
    TaxResidence.BOTH: "既是中国税收居民，又是其他国家（地区）税收居民",
}


class NoNumber(StrEnum):
    """Why a place's number is missing."""

    NOT_ISSUED = "not-issued"
    NOT_OBTAINED = "not-obtained"


REASON_LABELS: Mapping[NoNumber, str] = {
    NoNumber.NOT_ISSUED: "该国家（地区）不发放纳税人识别号",
    NoNumber.NOT_OBTAINED: "本人（本机构）未能取得纳税人识别号",
}


class InstitutionKind(StrEnum):
    """What an institution is for the exchange of tax data."""

    PASSIVE = "passive-nfe"
    ACTIVE = "active-nfe"
    FINANCIAL = "financial"
    EXEMPT = "exempt"


INSTITUTION_LABELS: Mapping[InstitutionKind, str] = {
    InstitutionKind.PASSIVE: "消极非金融机构",
    InstitutionKind.ACTIVE: "积极非金融机构",
    InstitutionKind.FINANCIAL: "金融机构",
    InstitutionKind.EXEMPT: "政府机构、国际组织、上市公司及其关联机构等无需填报的机构",
}


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """A place of tax residence other than China with its number, or the reason for having none.

    ``place``: code of the list ``nationality``; ``remark`` names an ``other`` place, and explains a number that was
    not obtained. Refused: ``tax.place_china``, ``tax.number_or_reason`` (neither or both), ``tax.remark_missing``,
    ``text.*``.
    """

    place: str
    number: str = ""
    reason: NoNumber | None = None
    remark: str = ""

    def __post_init__(self) -> None:
        """Refuse what says too little or too much."""
        clean_text(self.place, field="tax_numbers", limit=16)
        clean_text(self.number, field="tax_numbers", limit=LONGEST_NUMBER, required=False)
        clean_text(self.remark, field="tax_numbers", limit=LONGEST_REMARK, required=False)
        if self.place == CHINA:
            raise Refused("tax.place_china", field="tax_numbers")
        if bool(self.number) is (self.reason is not None):
            raise Refused("tax.number_or_reason", field="tax_numbers")
        if not self.remark and (self.place == OTHER_PLACE or self.reason is NoNumber.NOT_OBTAINED):
            raise Refused("tax.remark_missing", field="tax_numbers")


@dataclass(frozen=True, slots=True)
class TaxStatement:
    """What is stated. Of a person: ``institution`` None; of an institution its kind and controlling persons.

    Whoever is (also) resident elsewhere gives ``latin_name`` and ``address`` in Latin letters, a
    person ``birth_place`` too, and one to ten ``numbers``, each place once. Who is resident in China only gives none.
    Refused, with the field: ``tax.numbers_missing``, ``tax.numbers_not_needed``, ``tax.too_many_places``,
    ``tax.place_twice``, ``tax.controllers_missing`` (a passive institution), ``tax.controllers_not_needed``,
    ``tax.too_many_controllers``, ``tax.latin``, ``text.*``.
    """

    residence: TaxResidence
    latin_name: str = ""
    birth_place: str = ""
    address: str = ""
    numbers: tuple[TaxNumber, ...] = ()
    institution: InstitutionKind | None = None
    controllers: tuple[ControllingPerson, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what says too little or too much."""
        self._check_abroad()
        self._check_places()
        self._check_controllers()

    @property
    def abroad(self) -> bool:
        """Whether it names places other than China."""
        return self.residence is not TaxResidence.CHINA

    def _check_abroad(self) -> None:
        texts = {"tax_name": (self.latin_name, LONGEST_NAME), "tax_address": (self.address, LONGEST_ADDRESS)}
        if self.institution is None:
            texts["tax_birth_place"] = (self.birth_place, LONGEST_NAME)
        for field, (text, limit) in texts.items():
            clean_text(text, field=field, limit=limit, required=self.abroad)
        if self.abroad:
            for field in ("tax_name", "tax_address"):
                need_latin(texts[field][0], field)

    def _check_places(self) -> None:
        if self.abroad and not self.numbers:
            raise Refused("tax.numbers_missing", field="tax_numbers")
        if not self.abroad and self.numbers:
            raise Refused("tax.numbers_not_needed", field="tax_numbers")
        if len(self.numbers) > MOST_PLACES:
            raise Refused("tax.too_many_places", field="tax_numbers", most=MOST_PLACES)
        named = [(one.place, one.remark.casefold() if one.place == OTHER_PLACE else "") for one in self.numbers]
        if len(set(named)) < len(named):
            raise Refused("tax.place_twice", field="tax_numbers")

    def _check_controllers(self) -> None:
        passive = self.institution is InstitutionKind.PASSIVE
        if passive and not self.controllers:
            raise Refused("tax.controllers_missing", field="tax_controllers")
        if not passive and self.controllers:
            raise Refused("tax.controllers_not_needed", field="tax_controllers")
        if len(self.controllers) > MOST_CONTROLLERS:
            raise Refused("tax.too_many_controllers", field="tax_controllers", most=MOST_CONTROLLERS)


@dataclass(frozen=True, slots=True)
class ControllingPerson:
    """A person who controls a passive institution, with the person's own statement.

    Refused: ``tax.controller_is_person`` (the statement is an institution's), ``text.*`` at the name.
    """

    name: str
    birth_date: date
    statement: TaxStatement

    def __post_init__(self) -> None:
        """Refuse a person without a name, or with an institution's statement."""
        clean_text(self.name, field="tax_controllers", limit=LONGEST_NAME)
        if self.statement.institution is not None:
            raise Refused("tax.controller_is_person", field="tax_controllers")


def need_latin(text: str, field: str) -> None:
    """Refuse ``tax.latin`` when ``text`` holds letters of another script: other countries must be able to read it."""
    if any(character.isalpha() and ord(character) > _LAST_LATIN for character in text):
        raise Refused("tax.latin", field=field)


_LAST_LATIN = 0x24F


def told(statement: TaxStatement) -> dict[str, Any]:
    """The statement in terms of JSON; :func:`read` is the way back."""
    return {
        "residence": statement.residence.value, "latin_name": statement.latin_name,
        "birth_place": statement.birth_place, "address": statement.address,
        "numbers": [
            {"place": n.place, "number": n.number, "reason": n.reason.value if n.reason else "", "remark": n.remark}
            for n in statement.numbers
        ],
        "institution": statement.institution.value if statement.institution else "",
        "controllers": [
            {"name": c.name, "birth_date": c.birth_date.isoformat(), "statement": told(c.statement)}
            for c in statement.controllers
        ],
    }  # fmt: skip


def read(value: Mapping[str, Any]) -> TaxStatement:
    """A statement from its JSON. Refused: what no statement may be, and ``tax.unreadable`` for anything else."""
    try:
        institution = value.get("institution") or ""
        return TaxStatement(
            residence=TaxResidence(value["residence"]), latin_name=str(value.get("latin_name", "")),
            birth_place=str(value.get("birth_place", "")), address=str(value.get("address", "")),
            numbers=tuple(number(one) for one in value.get("numbers", ())),
            institution=InstitutionKind(institution) if institution else None,
            controllers=tuple(
                ControllingPerson(str(c["name"]), date.fromisoformat(c["birth_date"]), read(c["statement"]))
                for c in value.get("controllers", ())
            ),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refused("tax.unreadable", field="tax_residence") from None


def number(value: Mapping[str, Any]) -> TaxNumber:
    """One place with its number from its JSON. Refused: as :class:`TaxNumber`, ``tax.unreadable``."""
    try:
        reason = value.get("reason") or ""
        return TaxNumber(
            place=str(value["place"]), number=" ".join(str(value.get("number", "")).split()),
            reason=NoNumber(reason) if reason else None, remark=str(value.get("remark", "")).strip(),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refused("tax.unreadable", field="tax_numbers") from None
