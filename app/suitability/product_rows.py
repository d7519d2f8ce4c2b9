"""Lists of products in the database: imported whole, never changed; the latest of a pack is in force."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata
from app.suitability.products import Product, ProductList

product_list = sa.Table(
    "product_list",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("pack", sa.String(20), nullable=False),
    # the place in the line of a pack's lists: two imported at once cannot both be the latest
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("imported_by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.UniqueConstraint("pack", "sequence"),
)

product = sa.Table(
    "product",
    metadata,
    sa.Column("list_id", sa.ForeignKey("product_list.id"), primary_key=True),
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(100), nullable=False),
    sa.Column("risk", sa.String(20), nullable=False),
)

APPEND_ONLY = ("product_list", "product")

_LIST = [product_list.c[name] for name in ProductList.__dataclass_fields__]
_PRODUCT = [product.c[name] for name in Product.__dataclass_fields__]


def add(conn: sa.Connection, made: ProductList, products: Sequence[Product]) -> None:
    """Put a list in force; the caller's transaction carries it."""
    newest = conn.execute(sa.select(sa.func.max(product_list.c.sequence)).where(product_list.c.pack == made.pack))
    values = {name: getattr(made, name) for name in ProductList.__dataclass_fields__}
    conn.execute(product_list.insert().values(**values, sequence=(newest.scalar() or 0) + 1))
    rows = [{name: getattr(one, name) for name in Product.__dataclass_fields__} for one in products]
    conn.execute(product.insert(), [{**row, "list_id": made.id} for row in rows])


def in_force(conn: sa.Connection, pack: str) -> ProductList | None:
    """The latest list of a pack; None while there is none."""
    query = sa.select(*_LIST).where(product_list.c.pack == pack).order_by(product_list.c.sequence.desc()).limit(1)
    row = conn.execute(query).first()
    return None if row is None else ProductList(*row)


def products(conn: sa.Connection, pack: str) -> tuple[Product, ...]:
    """The products in force, by code."""
    newest = in_force(conn, pack)
    if newest is None:
        return ()
    query = sa.select(*_PRODUCT).where(product.c.list_id == newest.id).order_by(product.c.code)
    return tuple(Product(*row) for row in conn.execute(query))


def get(conn: sa.Connection, pack: str, code: str) -> Product:
    """One product of the list in force. Refused: ``suitability.product_unknown``."""
    newest = in_force(conn, pack)
    row = None
    if newest is not None:
        query = sa.select(*_PRODUCT).where(product.c.list_id == newest.id, product.c.code == code.strip())
        row = conn.execute(query).first()
    if row is None:
        raise Refused("suitability.product_unknown", field="product")
    return Product(*row)
