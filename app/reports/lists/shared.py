"""Columns and expressions that several lists have."""

from __future__ import annotations

import sqlalchemy as sa

from app.clients.storage import client
from app.common.actor import Right
from app.custody.storage import fund_account
from app.reports.table import Column, Kind
from app.staff.storage import staff

READ = (Right.REPORT_READ,)
"""What most reports take."""

CASE = Column("业务编号", "Case", width=1.5)
CLIENT_NUMBER = Column("客户号", "Client number", width=1.0)
CLIENT_NAME = Column("姓名或名称", "Client", width=1.3)
MOBILE = Column("手机号码", "Mobile", Kind.MOBILE, width=1.1)
COUNT = Column("件数", "Count", Kind.COUNT, width=0.7, total=True)

CLIENT = (client.c.number, client.c.name)
"""What stands below ``CLIENT_NUMBER`` and ``CLIENT_NAME``."""


def is_client() -> sa.ColumnElement[bool]:
    """Whether a client has an open fund account, and so has not left."""
    return sa.exists().where(fund_account.c.client_id == client.c.id, fund_account.c.state == "open")


def of_staff(column: sa.ColumnElement[str], number: str) -> sa.ColumnElement[bool]:
    """Whether ``column``, a staff id, is that of the member with this staff number; always when it is empty."""
    if not number:
        return sa.true()
    return column == sa.select(staff.c.id).where(staff.c.number == number).scalar_subquery()


def who(name: sa.ColumnElement[str], number: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """A member of staff by name and number, in one text."""
    return name + "（" + number + "）"
