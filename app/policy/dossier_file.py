"""What makes a dossier file right: a list of forms for each business, points that rise, a period that law allows."""

from __future__ import annotations

import re
from types import MappingProxyType

from app.common.errors import Refused
from app.policy.dossier import BUSINESSES, DossierPolicy
from app.policy.reading import Table

LEAST_YEARS = 20
"""Years that a securities firm keeps a client's papers by law; a file may only ask for more (AR-4)."""

_FORM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_dossier(root: Table) -> DossierPolicy:
    """The dossier policy in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    required, handing, keeping = root.table("required"), root.table("handing"), root.table("keeping")
    reading = root.table("reading")
    points = handing.wholes("points", 0, 100)
    if list(points) != sorted(points):
        handing.wrong("points", Refused("policy.points_fall"))
    policy = DossierPolicy(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        required=MappingProxyType({name: _forms(required, name) for name in BUSINESSES}),
        points=points,
        escalate_at=handing.whole("escalate_at", 1, 100),
        mending_days=handing.whole("mending_days", 1, 60),
        loan_days=keeping.whole("loan_days", 1, 365),
        own_work_days=keeping.whole("own_work_days", 0, 365),
        keeping_years=keeping.whole("keeping_years", LEAST_YEARS, 100),
        purposes=reading.texts("purposes", limit=60),
    )
    for section in (required, handing, keeping, reading):
        section.finish()
    root.finish()
    return policy


def _forms(required: Table, name: str) -> tuple[str, ...]:
    forms = required.texts(name, limit=60, empty=True)
    for index, form_id in enumerate(forms):
        if form_id and not _FORM_ID.fullmatch(form_id):
            required.wrong_at(name, index, Refused("policy.code"))
        elif form_id in forms[:index]:
            required.wrong_at(name, index, Refused("policy.double", other=f"{name}[{forms.index(form_id) + 1}]"))
    return forms
