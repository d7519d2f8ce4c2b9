"""What the rows of an older branch become in 0002. By hand: docs/adding-a-migration.md."""

from __future__ import annotations

import sqlalchemy as sa


def fill(connection: sa.Connection) -> None:
    """Fill the new columns and tables; one function a matter, called here. Runs in the upgrade's transaction."""
    handed_papers(connection)


def handed_papers(connection: sa.Connection) -> None:
    """Mark the cases whose papers were handed over, and list the sets that the archivist has not taken for good."""
    handed = sa.table("handover_set", sa.column("number"), sa.column("case_number"), sa.column("turn"))
    verdict = sa.table(
        "handover_verdict", sa.column("number"), sa.column("case_number"), sa.column("accepted", sa.Boolean),
        sa.column("mend_by", sa.Date),
    )  # fmt: skip
    for name, key in (("opening", "case_number"), ("transfer_case", "number"), ("change_case", "number")):
        table = sa.table(name, sa.column(key), sa.column("handed", sa.Boolean))
        gone = sa.select(handed.c.case_number)
        connection.execute(table.update().where(table.c[key].in_(gone)).values(handed=True))
    later = handed.alias("later")
    sent_again = sa.select(1).where(later.c.case_number == handed.c.case_number, later.c.turn > handed.c.turn)
    same = sa.and_(verdict.c.number == handed.c.number, verdict.c.case_number == handed.c.case_number)
    unsettled = (
        sa.select(handed.c.number, handed.c.case_number, verdict.c.mend_by)
        .select_from(handed.outerjoin(verdict, same))
        .where(sa.not_(sa.exists(sent_again)), sa.or_(verdict.c.number.is_(None), sa.not_(verdict.c.accepted)))
    )
    listed = sa.table("handover_unsettled", sa.column("number"), sa.column("case_number"), sa.column("mend_by"))
    connection.execute(listed.insert().from_select(["number", "case_number", "mend_by"], unsettled))
