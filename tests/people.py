"""Invented clients, staff and documents for tests. Identity numbers are made up; their check digits are not right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from app.archive.domain import Document
from app.clients import storage as clients
from app.clients.domain import Client, NewClient
from app.staff import storage as staff
from app.staff.domain import CertificateState, StaffKind, StaffMember

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def new_client(**values: Any) -> NewClient:
    """A client to be registered: 张三丰 unless told otherwise."""
    usual: dict[str, Any] = {
        "name": "张三丰", "paper_kind": "resident-id", "paper_number": "110101199003070038", "sex": "男",
        "birth_date": date(1990, 3, 7), "nationality": "中国", "ethnicity": "汉族", "paper_issuer": "样例公安局",
        "paper_from": date(2020, 1, 1), "paper_until": date(2040, 1, 1), "paper_address": "样例市样例路1号101室",
        "mobile": "13800138000", "telephone": "010-12345678", "email": "zhang@example.com",
        "address": "样例市样例路1号101室",
    }  # fmt: skip
    return NewClient(**(usual | values))


def add_client(conn: sa.Connection, **values: Any) -> Client:
    """A registered client."""
    return clients.add_client(conn, new_client(**values), NOON)


def marketer(**values: Any) -> StaffMember:
    """Marketing staff who may practise on TODAY unless told otherwise."""
    usual: dict[str, Any] = {
        "id": "marketer-1", "number": "8001", "name": "林子涵", "post": "客户经理", "kind": StaffKind.MARKETING,
        "telephone": "010-87654321", "certificate_number": "S0000000000001", "certificate_from": date(2024, 1, 1),
        "certificate_until": date(2027, 12, 31), "certificate_state": CertificateState.VALID,
    }  # fmt: skip
    return StaffMember(**(usual | values))


def add_marketer(conn: sa.Connection, **values: Any) -> StaffMember:
    """Marketing staff in the register."""
    member = marketer(**values)
    staff.add(conn, member)
    return member


def document(**values: Any) -> Document:
    """A document of the ledger."""
    usual: dict[str, Any] = {
        "number": "KH20261120000001-02", "form_id": "application", "form_code": "KH-02", "form_version": "2026-11",
        "title": "开户申请表（个人）", "kind": "agreement", "case_number": "KH20261120000001", "client_id": None,
        "pages": 2, "copies": 1, "content_sha256": "c" * 64, "file_sha256": "f" * 64, "level": "B-B",
        "made_at": NOON, "made_by": "staff-teller", "station": "01",
    }  # fmt: skip
    return Document(**(usual | values))
