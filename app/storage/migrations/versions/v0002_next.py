"""What changed since 0001. Written by ``app.storage.migrations.write_next``, never by hand.

Rows are seen to in ``app/storage/migrations/fill/v0002.py``.
"""

# ruff: noqa: E501, RUF100 - a written file
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.storage.db import UtcDateTime
from app.storage.migrations.altering import Altering
from app.storage.migrations.fill.v0002 import fill

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

tables = Altering(down_revision, __file__)


def upgrade() -> None:
    """Room first, then the rows, then what binds them; the runner adds the triggers."""
    widen()
    fill(op.get_bind())
    narrow()


def widen() -> None:
    """New tables and columns; what was too narrow goes."""
    op.drop_index("ix_client_paper_until", table_name="client")
    op.drop_index("ix_client_look_kind_at", table_name="client_look")
    op.create_table(
        "station_program",
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_program")),
    )
    op.create_table(
        "upgrade_run",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "before", sa.String(length=32), nullable=False, comment="revision; empty for a branch made by this program"
        ),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column(
            "program", sa.String(length=20), nullable=False, comment="that made the schema, the oldest that fits"
        ),
        sa.Column("backup", sa.String(length=40), nullable=False, comment="name of the backup made before it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upgrade_run")),
    )
    op.drop_index("ix_assessment_valid_until", table_name="assessment")
    op.drop_index("ix_change_case_status_ended_at", table_name="change_case")
    with tables.alter("change_case") as table:
        table.add_column(sa.Column("handed", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "contact_draft",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False, comment="JSON of what is typed so far"),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_contact_draft_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "about", name=op.f("pk_contact_draft")),
    )
    op.drop_index("ix_fund_account_opened_at", table_name="fund_account")
    op.drop_index("ix_handover_at", table_name="handover")
    op.drop_index("ix_opening_status_completed_at", table_name="opening")
    with tables.alter("opening") as table:
        table.add_column(sa.Column("handed", sa.Boolean(), server_default="0", nullable=False))
    op.drop_index("ix_task_assigned_to_state", table_name="task")
    op.drop_index("ix_task_state_due_on", table_name="task")
    op.drop_index("ix_transfer_case_ended_at", table_name="transfer_case")
    with tables.alter("transfer_case") as table:
        table.add_column(sa.Column("handed", sa.Boolean(), server_default="0", nullable=False))
    op.drop_index("ix_contact_on_kind", table_name="contact")
    op.create_table(
        "person_paper_reminder",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("what IN ('representative', 'agent', 'letter')", name=op.f("ck_person_paper_reminder_what")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_person_paper_reminder_client_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_person_paper_reminder_task_id")),
        sa.PrimaryKeyConstraint("client_id", "what", "until", name=op.f("pk_person_paper_reminder")),
        sa.UniqueConstraint("task_id", name=op.f("uq_person_paper_reminder_task_id")),
    )
    op.drop_index("ix_task_done_at", table_name="task_done")
    op.create_table(
        "class_progress",
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column(
            "place", sa.Integer(), nullable=False, comment="of the last row of the dry run that was gone through"
        ),
        sa.Column("passed", sa.Integer(), nullable=False, comment="rows left out: classified by somebody meanwhile"),
        sa.Column("owner", sa.String(length=32), nullable=False, comment="who is at it now; empty for nobody"),
        sa.Column("alive_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("passed BETWEEN 0 AND place", name=op.f("ck_class_progress_passed")),
        sa.ForeignKeyConstraint(["batch_id"], ["class_batch.id"], name=op.f("fk_class_progress_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_class_progress")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_class_progress_plan_id")),
    )
    op.drop_index("ix_complaint_respondent_staff_id", table_name="complaint_respondent")
    op.create_table(
        "handover_unsettled",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column(
            "mend_by",
            sa.Date(),
            nullable=True,
            comment="of a set that came back; without it the archivist has not decided yet",
        ),
        sa.ForeignKeyConstraint(
            ["number", "case_number"],
            ["handover_set.number", "handover_set.case_number"],
            name="fk_handover_unsettled_set",
        ),
        sa.PrimaryKeyConstraint("number", "case_number", name=op.f("pk_handover_unsettled")),
        sa.UniqueConstraint("case_number", name=op.f("uq_handover_unsettled_case_number")),
    )
    op.create_index("ix_handover_unsettled_mend_by", "handover_unsettled", ["mend_by"], unique=False)


def narrow() -> None:
    """New constraints and indexes; what is not used any more goes."""
    op.create_index("ix_client_paper_until", "client", ["paper_until", "id"], unique=False)
    op.create_index("ix_client_look_kind_at", "client_look", ["kind", "at", "staff_id"], unique=False)
    op.create_index("ix_assessment_valid_until", "assessment", ["valid_until", "client_id", "id"], unique=False)
    op.create_index("ix_change_case_status_ended_at", "change_case", ["status", "ended_at", "opened_by"], unique=False)
    op.create_index(
        "ix_change_case_unhanded",
        "change_case",
        ["handed", "status", "ended_at", "opened_by", "opened_by_name", "client_id", "number"],
        unique=False,
        sqlite_where=sa.text("handed = 0"),
        postgresql_where=sa.text("NOT handed"),
    )
    op.create_index("ix_fund_account_opened_at", "fund_account", ["opened_at", "number"], unique=False)
    op.create_index("ix_handover_at", "handover", ["at", "number"], unique=False)
    op.create_index("ix_opening_status_completed_at", "opening", ["status", "completed_at", "opened_by"], unique=False)
    op.create_index(
        "ix_opening_unhanded",
        "opening",
        ["handed", "status", "completed_at", "opened_by", "opened_by_name", "client_id", "case_number"],
        unique=False,
        sqlite_where=sa.text("handed = 0"),
        postgresql_where=sa.text("NOT handed"),
    )
    op.create_index("ix_task_assigned_to_state", "task", ["assigned_to", "state", "due_on", "kind"], unique=False)
    op.create_index("ix_task_id_kind", "task", ["id", "kind"], unique=False)
    op.create_index("ix_task_state_due_on", "task", ["state", "due_on", "kind", "assigned_to"], unique=False)
    op.create_index(
        "ix_transfer_case_ended_at", "transfer_case", ["status", "ended_at", "opened_by", "assets"], unique=False
    )
    op.create_index(
        "ix_transfer_case_unhanded",
        "transfer_case",
        ["handed", "status", "ended_at", "opened_by", "opened_by_name", "client_id", "number"],
        unique=False,
        sqlite_where=sa.text("handed = 0"),
        postgresql_where=sa.text("NOT handed"),
    )
    op.create_index("ix_contact_on_kind", "contact", ["on", "kind", "outcome"], unique=False)
    op.create_index("ix_task_done_at", "task_done", ["at", "task_id"], unique=False)
    op.create_index(
        "ix_complaint_respondent_staff_id", "complaint_respondent", ["staff_id", "complaint_id"], unique=False
    )
