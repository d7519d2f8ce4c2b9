"""All tables of release 0.2.0. Frozen: a test holds its digest."""

# ruff: noqa: E501 - a written file
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.storage.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one statement a table
    """Make the tables; the runner adds the triggers."""
    op.create_table(
        "audit_log",
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.CheckConstraint("seq > 0", name=op.f("ck_audit_log_seq_positive")),
        sa.PrimaryKeyConstraint("station", "seq", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"], unique=False)
    op.create_index("ix_audit_log_subject", "audit_log", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "auth_attempt",
        sa.Column("login_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("login_digest", name=op.f("pk_auth_attempt")),
    )
    op.create_table(
        "auth_register",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("users", sa.Text(), nullable=False, comment="JSON: the seal of every user's row by id"),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_auth_register_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_register")),
    )
    op.create_table(
        "backup_run",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False, comment="of the backup; empty when none came of it"),
        sa.Column("code", sa.String(length=80), nullable=False, comment="of the refusal; empty when it is good"),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.CheckConstraint("(name = '') <> (code = '')", name=op.f("ck_backup_run_good_or_not")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_run")),
    )
    op.create_index(op.f("ix_backup_run_started_at"), "backup_run", ["started_at"], unique=False)
    op.create_table(
        "backup_turn",
        sa.Column("what", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_backup_turn")),
    )
    op.create_table(
        "branch_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.String(length=32), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_branch_identity_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_identity")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False, comment="new at every change, the same nowhere else"),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_calendar_year_version")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
        sa.UniqueConstraint("stamp", name=op.f("uq_calendar_year_stamp")),
    )
    op.create_table(
        "change_count",
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_change_count")),
    )
    op.create_table(
        "class_plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("snapshot_id", sa.String(length=32), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("population_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('snapshot', 'back')", name=op.f("ck_class_plan_kind")),
        sa.CheckConstraint("state IN ('counting', 'ready')", name=op.f("ck_class_plan_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_plan")),
    )
    op.create_table(
        "class_plan_row",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False, comment="from 1"),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="of the class in force; 0 for none"),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("assets", sa.String(length=20), nullable=False),
        sa.Column("turnover", sa.String(length=20), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("snapshot_id", sa.String(length=32), nullable=False, comment="empty for figures given by hand"),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "place", name=op.f("pk_class_plan_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("paper_kind", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=16), nullable=False),
        sa.Column("nationality", sa.String(length=100), nullable=False),
        sa.Column("ethnicity", sa.String(length=100), nullable=False),
        sa.Column("paper_issuer", sa.String(length=200), nullable=False),
        sa.Column("occupation", sa.String(length=200), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("education", sa.String(length=200), nullable=False),
        sa.Column("income", sa.String(length=200), nullable=False),
        sa.Column("experience", sa.String(length=200), nullable=False),
        sa.Column("objective", sa.String(length=200), nullable=False),
        sa.Column("source_of_funds", sa.String(length=200), nullable=False),
        sa.Column("contact_way", sa.String(length=16), nullable=False),
        sa.Column("paper_number", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("paper_address", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("tax_residence", sa.Text(), nullable=False),
        sa.Column("controller", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("paper_from", sa.Date(), nullable=False),
        sa.Column("paper_until", sa.Date(), nullable=True, comment="empty: long-term"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False, comment="the main one, for lists"),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=False, comment="risk level in force, for lists"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.CheckConstraint("kind IN ('individual', 'institution')", name=op.f("ck_client_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("number", name=op.f("uq_client_number")),
        sa.UniqueConstraint("paper_kind", "paper_number", name=op.f("uq_client_paper_kind_paper_number")),
    )
    op.create_index(op.f("ix_client_mobile"), "client", ["mobile"], unique=False)
    op.create_index(op.f("ix_client_name_birth_date"), "client", ["name", "birth_date"], unique=False)
    op.create_index(op.f("ix_client_paper_number"), "client", ["paper_number"], unique=False)
    op.create_index(op.f("ix_client_paper_until"), "client", ["paper_until"], unique=False)
    op.create_table(
        "client_look",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False, comment="the reason of an unmasking; empty else"),
        sa.Column("what", sa.String(length=40), nullable=False, comment="the field of an unmasking; empty else"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'unmasked' OR (why <> '' AND what <> '')", name=op.f("ck_client_look_unmasking_says_why")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_look")),
    )
    op.create_index("ix_client_look_kind_at", "client_look", ["kind", "at"], unique=False)
    op.create_index("ix_client_look_who", "client_look", ["staff_id", "kind", "at"], unique=False)
    op.create_table(
        "education_material",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("file_sha256 <> '' OR \"where\" <> ''", name=op.f("ck_education_material_lies_somewhere")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_education_material")),
        sa.UniqueConstraint("number", "version", name=op.f("uq_education_material_number_version")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_number", sa.String(length=32), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind <> '' AND what <> ''", name=op.f("ck_incident_says_what")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_subject", "incident", ["subject_kind", "subject_number"], unique=False)
    op.create_table(
        "message_turn",
        sa.Column("what", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False, comment="the program that sends"),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_message_turn")),
    )
    op.create_table(
        "number_series",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column(
            "period", sa.String(length=16), nullable=False, comment="what the count starts anew with: day, year, prefix"
        ),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name=op.f("ck_number_series_positive")),
        sa.PrimaryKeyConstraint("name", "period", name=op.f("pk_number_series")),
    )
    op.create_table(
        "policy_draft",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "file", name=op.f("pk_policy_draft")),
    )
    op.create_table(
        "policy_proposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("effective", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="the whole file; empty for a withdrawal"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("of", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_by_name", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("act IN ('adopt', 'withdraw')", name=op.f("ck_policy_proposal_act")),
        sa.ForeignKeyConstraint(["of"], ["policy_proposal.id"], name=op.f("fk_policy_proposal_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_proposal")),
        sa.UniqueConstraint("id", "proposed_by", name=op.f("uq_policy_proposal_id_proposed_by")),
    )
    op.create_table(
        "policy_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="JSON: the branch file and the files it names"),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_policy_text")),
    )
    op.create_table(
        "presence",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "station", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_seen_at"), "presence", ["seen_at"], unique=False)
    op.create_table(
        "print_job",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("copy_label", sa.String(length=40), nullable=False),
        sa.Column("printer", sa.String(length=127), nullable=False),
        sa.Column("tray", sa.String(length=64), nullable=False),
        sa.Column("sides", sa.String(length=24), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("staff_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("aborts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=16), nullable=False),
        sa.Column("remote", sa.String(length=160), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("burnt", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False, comment="the program that is sending it; empty: none"),
        sa.Column("leased_until", UtcDateTime(), nullable=True, comment="no other program touches it before"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'printed', 'failed', 'cancelled')", name=op.f("ck_print_job_state")
        ),
        sa.CheckConstraint("copies > 0", name=op.f("ck_print_job_copies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index(op.f("ix_print_job_created_at"), "print_job", ["created_at"], unique=False)
    op.create_index("ix_print_job_number_copy_label", "print_job", ["number", "copy_label"], unique=False)
    op.create_index("ix_print_job_state", "print_job", ["state"], unique=False)
    op.create_index("ix_print_job_station_state_next_at", "print_job", ["station", "state", "next_at"], unique=False)
    op.create_table(
        "print_setting",
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("form_id", sa.String(length=40), nullable=False, comment="empty: forms that have none of their own"),
        sa.Column("printer", sa.String(length=127), nullable=False),
        sa.Column("tray", sa.String(length=64), nullable=False),
        sa.Column("sides", sa.String(length=24), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False, comment="JSON list of copy labels"),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("copies > 0", name=op.f("ck_print_setting_copies")),
        sa.PrimaryKeyConstraint("station", "form_id", name=op.f("pk_print_setting")),
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("form_id", sa.String(length=40), nullable=False),
        sa.Column("form_version", sa.String(length=32), nullable=False),
        sa.Column("section_id", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_reading_seconds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_case_number_form_id"), "reading", ["case_number", "form_id"], unique=False)
    op.create_table(
        "report_run",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False, comment="JSON: names and values as they were asked for"),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the file; empty for the screen"),
        sa.Column(
            "document_number", sa.String(length=64), nullable=False, comment="where it is archived; empty: it is not"
        ),
        sa.Column(
            "unmasked_for",
            sa.String(length=200),
            nullable=False,
            comment="why numbers were shown in full; empty: masked",
        ),
        sa.CheckConstraint(
            "way IN ('screen', 'print', 'pdf', 'xlsx', 'csv', 'json', 'scheduled')", name=op.f("ck_report_run_way")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_report_run")),
    )
    op.create_index(op.f("ix_report_run_at"), "report_run", ["at"], unique=False)
    op.create_index("ix_report_run_report_at", "report_run", ["report", "at"], unique=False)
    op.create_table(
        "rhythm_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_rhythm_day")),
    )
    op.create_table(
        "sampling_plan",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("share", sa.String(length=8), nullable=False, comment="per cent as text, exact on both databases"),
        sa.Column("leave_out_called", sa.Boolean(), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("called", sa.Integer(), nullable=False),
        sa.Column("population_digest", sa.String(length=64), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_by_name", sa.String(length=100), nullable=False),
        sa.Column("made_by_number", sa.String(length=32), nullable=False),
        sa.CheckConstraint("drawn BETWEEN 1 AND population", name=op.f("ck_sampling_plan_drawn")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sampling_plan")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_sampling_plan_year_sequence")),
    )
    op.create_table(
        "satisfaction_month",
        sa.Column("month", sa.Date(), nullable=False, comment="over: nothing is added to it any more"),
        sa.Column("enough", sa.Integer(), nullable=False, comment="as the policy asked then; it holds for good"),
        sa.Column("low", sa.Integer(), nullable=False, comment="marks up to this one were asked why"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("enough >= 2", name=op.f("ck_satisfaction_month_never_one")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_satisfaction_month")),
    )
    op.create_table(
        "satisfaction_reason",
        sa.Column("id", sa.String(length=32), nullable=False, comment="random: tells no order"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_reason")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_satisfaction_reason_month"), "satisfaction_reason", ["month"], unique=False)
    op.create_table(
        "satisfaction_words",
        sa.Column("id", sa.String(length=32), nullable=False, comment="random: tells no order"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_satisfaction_words_month"), "satisfaction_words", ["month"], unique=False)
    op.create_table(
        "saved_operation",
        sa.Column("op_id", sa.String(length=48), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_saved_operation")),
    )
    op.create_index(op.f("ix_saved_operation_at"), "saved_operation", ["at"], unique=False)
    op.create_table(
        "scan_folder",
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_scan_folder")),
    )
    op.create_table(
        "scan_page",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("picture_sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False, comment="empty: its code was not read"),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("print_mark", sa.String(length=10), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("done", sa.String(length=16), nullable=False, comment="empty while it lies in the inbox"),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("done IN ('', 'bound', 'discarded')", name=op.f("ck_scan_page_done")),
        sa.CheckConstraint("place > 0", name=op.f("ck_scan_page_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_page")),
    )
    op.create_index("ix_scan_page_done_at", "scan_page", ["done", "at"], unique=False)
    op.create_index(op.f("ix_scan_page_file_sha256"), "scan_page", ["file_sha256"], unique=False)
    op.create_table(
        "screening_entry",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "row", name=op.f("pk_screening_entry")),
    )
    op.create_index(op.f("ix_screening_entry_list_id_number"), "screening_entry", ["list_id", "number"], unique=False)
    op.create_table(
        "screening_hit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column(
            "mark", sa.String(length=32), nullable=False, comment="who was found as whom; tells nothing by itself"
        ),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("entry_row", sa.Integer(), nullable=False),
        sa.Column("entry_name", sa.Text(), nullable=False),
        sa.Column("entry_number", sa.Text(), nullable=False),
        sa.Column("entry_remark", sa.Text(), nullable=False),
        sa.Column("by_number", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("(case_number = '') <> (client_id = '')", name=op.f("ck_screening_hit_case_or_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_hit")),
        sa.UniqueConstraint(
            "case_number", "client_id", "mark", name=op.f("uq_screening_hit_case_number_client_id_mark")
        ),
        sa.UniqueConstraint("id", "opened_by", name=op.f("uq_screening_hit_id_opened_by")),
    )
    op.create_index(op.f("ix_screening_hit_found_at"), "screening_hit", ["found_at"], unique=False)
    op.create_table(
        "screening_key",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("k", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "k", "row", "form", name=op.f("pk_screening_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "server_role",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_server_role_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_role")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("certificate_number", sa.String(length=40), nullable=False),
        sa.Column("certificate_from", sa.Date(), nullable=True),
        sa.Column("certificate_until", sa.Date(), nullable=True),
        sa.Column("certificate_state", sa.String(length=16), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False, comment="JSON list of what the member may do"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("number", name=op.f("uq_staff_number")),
    )
    op.create_table(
        "station",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=63), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_station")),
        sa.UniqueConstraint("role", name=op.f("uq_station_role")),
    )
    op.create_table(
        "unusual_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False, comment="the file's name"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unusual_list")),
        sa.UniqueConstraint("number", name=op.f("uq_unusual_list_number")),
        sa.UniqueConstraint("sha256", name=op.f("uq_unusual_list_sha256")),
    )
    op.create_table(
        "watch_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False, comment="what is done up to then counts with it"),
        sa.Column("count", sa.Integer(), nullable=False, comment="when it was noticed"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_notice")),
        sa.UniqueConstraint("id", "staff_id", name=op.f("uq_watch_notice_id_staff_id")),
    )
    op.create_index(op.f("ix_watch_notice_at"), "watch_notice", ["at"], unique=False)
    op.create_table(
        "approval_seat",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approver_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False, comment="the one step this person approves"),
        sa.ForeignKeyConstraint(["approver_id"], ["staff.id"], name=op.f("fk_approval_seat_approver_id")),
        sa.PrimaryKeyConstraint("kind", "number", "version", "approver_id", name=op.f("pk_approval_seat")),
        sa.UniqueConstraint(
            "kind",
            "number",
            "version",
            "approver_id",
            "step",
            name=op.f("uq_approval_seat_kind_number_version_approver_id_step"),
        ),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("pack", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("per_question", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("assessed_at", UtcDateTime(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(length=40), nullable=False),
        sa.Column("replaces", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_assessment_client_id")),
        sa.ForeignKeyConstraint(["replaces"], ["assessment.id"], name=op.f("fk_assessment_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("replaces", name=op.f("uq_assessment_replaces")),
    )
    op.create_index(op.f("ix_assessment_case_number"), "assessment", ["case_number"], unique=False)
    op.create_index(op.f("ix_assessment_client_id"), "assessment", ["client_id"], unique=False)
    op.create_index(op.f("ix_assessment_valid_until"), "assessment", ["valid_until"], unique=False)
    op.create_table(
        "auth_proposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False, comment="empty where the password stays"),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_by_name", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('make', 'change', 'password')", name=op.f("ck_auth_proposal_kind")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_auth_proposal_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_proposal")),
        sa.UniqueConstraint("id", "proposed_by", "staff_id", name=op.f("uq_auth_proposal_id_proposed_by_staff_id")),
    )
    op.create_table(
        "auth_user",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True, comment="first day without a sign-in, of somebody who leaves"),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("password_at", UtcDateTime(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False, comment="counts what ends the sign-ins under way"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False, comment="seal over the other columns"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_auth_user_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_user")),
        sa.UniqueConstraint("login", name=op.f("uq_auth_user_login")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_auth_user_staff_id")),
    )
    op.create_table(
        "booking",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("paper_number", sa.Text(), nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("business", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'kept') = (case_number <> '')", name=op.f("ck_booking_kept_by_a_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_booking_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("number", name=op.f("uq_booking_number")),
    )
    op.create_index(op.f("ix_booking_mobile"), "booking", ["mobile"], unique=False)
    op.create_index(op.f("ix_booking_name"), "booking", ["name"], unique=False)
    op.create_index(op.f("ix_booking_paper_number"), "booking", ["paper_number"], unique=False)
    op.create_index(op.f("ix_booking_planned_at"), "booking", ["planned_at"], unique=False)
    op.create_index(
        "uq_booking_case_number",
        "booking",
        ["case_number"],
        unique=True,
        sqlite_where=sa.text("case_number <> ''"),
        postgresql_where=sa.text("case_number <> ''"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["year"], ["calendar_year.year"], name=op.f("fk_calendar_day_year")),
        sa.PrimaryKeyConstraint("year", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "case_policy",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["policy_text.digest"], name=op.f("fk_case_policy_digest")),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_case_policy")),
    )
    op.create_table(
        "change_case",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_by_number", sa.String(length=32), nullable=False),
        sa.Column("opened_by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("last_step", sa.String(length=32), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (ended_at IS NULL)", name=op.f("ck_change_case_ended")),
        sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name=op.f("ck_change_case_status")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_change_case_client_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_change_case_opened_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change_case")),
    )
    op.create_index(op.f("ix_change_case_client_id"), "change_case", ["client_id"], unique=False)
    op.create_index("ix_change_case_status_changed_at", "change_case", ["status", "changed_at"], unique=False)
    op.create_index("ix_change_case_status_ended_at", "change_case", ["status", "ended_at"], unique=False)
    op.create_table(
        "client_credential",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("password_hash LIKE 's1~%'", name=op.f("ck_client_credential_sealed")),
        sa.CheckConstraint("failures > 0 OR NOT locked", name=op.f("ck_client_credential_locked_by_failures")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_client_credential_failures")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_credential_client_id")),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_credential")),
    )
    op.create_table(
        "client_handover",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("leaver_id", sa.String(length=32), nullable=False),
        sa.Column("leaver_number", sa.String(length=32), nullable=False),
        sa.Column("leaver_name", sa.String(length=100), nullable=False),
        sa.Column("leaver_post", sa.String(length=100), nullable=False),
        sa.Column("on", sa.Date(), nullable=False, comment="the first day without work"),
        sa.Column("absence", sa.Text(), nullable=False),
        sa.Column("rest_to", sa.String(length=32), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_by_name", sa.String(length=100), nullable=False),
        sa.Column("made_by_number", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["leaver_id"], ["staff.id"], name=op.f("fk_client_handover_leaver_id")),
        sa.ForeignKeyConstraint(["rest_to"], ["staff.id"], name=op.f("fk_client_handover_rest_to")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_client_handover")),
    )
    op.create_index(op.f("ix_client_handover_leaver_id"), "client_handover", ["leaver_id"], unique=False)
    op.create_table(
        "client_mark",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False, comment="empty: taken off"),
        sa.Column(
            "amount",
            sa.String(length=20),
            nullable=True,
            comment="yuan as text, exact on both databases; fund tiers only",
        ),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind = 'fund' OR amount IS NULL", name=op.f("ck_client_mark_amount_of_funds")),
        sa.CheckConstraint("kind IN ('habit', 'value', 'style', 'fund')", name=op.f("ck_client_mark_kind")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_client_mark_sequence")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_mark_client_id")),
        sa.PrimaryKeyConstraint("client_id", "kind", "sequence", name=op.f("pk_client_mark")),
    )
    op.create_table(
        "client_permission",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("permission", sa.String(length=40), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("experience", sa.String(length=40), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_permission_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_permission")),
        sa.UniqueConstraint("client_id", "sequence", name=op.f("uq_client_permission_client_id_sequence")),
    )
    op.create_table(
        "complaint_draft",
        sa.Column("id", sa.String(length=32), nullable=False, comment="the complaint's id once it is taken in"),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False, comment="JSON of what is typed so far"),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'taken', 'dropped')", name=op.f("ck_complaint_draft_state")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_draft_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_draft")),
    )
    op.create_index(op.f("ix_complaint_draft_staff_id"), "complaint_draft", ["staff_id"], unique=False)
    op.create_table(
        "credential_unlock",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_credential_unlock_client_id")),
        sa.PrimaryKeyConstraint("client_id", "turn", name=op.f("pk_credential_unlock")),
    )
    op.create_table(
        "destruction",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_by_name", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.CheckConstraint("why <> ''", name=op.f("ck_destruction_says_why")),
        sa.ForeignKeyConstraint(["proposed_by"], ["staff.id"], name=op.f("fk_destruction_proposed_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_destruction")),
        sa.UniqueConstraint("number", "proposed_by", name=op.f("uq_destruction_number_proposed_by")),
    )
    op.create_index(op.f("ix_destruction_proposed_at"), "destruction", ["proposed_at"], unique=False)
    op.create_table(
        "document",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=40), nullable=False),
        sa.Column("form_code", sa.String(length=40), nullable=False),
        sa.Column("form_version", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.CheckConstraint("copies > 0", name=op.f("ck_document_copies")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_document_pages")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_document_client_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_document")),
        sa.UniqueConstraint("file_sha256", name=op.f("uq_document_file_sha256")),
    )
    op.create_index(op.f("ix_document_case_number"), "document", ["case_number"], unique=False)
    op.create_index(op.f("ix_document_client_id"), "document", ["client_id"], unique=False)
    op.create_index(op.f("ix_document_made_at"), "document", ["made_at"], unique=False)
    op.create_table(
        "dossier",
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dossier_client_id")),
        sa.PrimaryKeyConstraint("archive_number", name=op.f("pk_dossier")),
        sa.UniqueConstraint("client_id", name=op.f("uq_dossier_client_id")),
    )
    op.create_table(
        "education_approval",
        sa.Column("material_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"], ["education_material.id"], name=op.f("fk_education_approval_material_id")
        ),
        sa.PrimaryKeyConstraint("material_id", name=op.f("pk_education_approval")),
    )
    op.create_table(
        "education_event",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False, comment="HH:MM at the branch"),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("speaker", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.String(length=32), nullable=True),
        sa.Column("for_former", sa.Boolean(), nullable=False, comment="for clients who left (TO-14)"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_education_event_seats")),
        sa.ForeignKeyConstraint(
            ["material_id"], ["education_material.id"], name=op.f("fk_education_event_material_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_education_event")),
    )
    op.create_index(op.f("ix_education_event_on"), "education_event", ["on"], unique=False)
    op.create_table(
        "education_given",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("material_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("way IN ('counter', 'event', 'post', 'online')", name=op.f("ck_education_given_way")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_education_given_client_id")),
        sa.ForeignKeyConstraint(
            ["material_id"], ["education_material.id"], name=op.f("fk_education_given_material_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_education_given")),
    )
    op.create_index(op.f("ix_education_given_at"), "education_given", ["at"], unique=False)
    op.create_index(op.f("ix_education_given_client_id"), "education_given", ["client_id"], unique=False)
    op.create_table(
        "fund_account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column(
            "place", sa.Integer(), nullable=True, comment="1 to 5 while open: a sixth has no place, whoever is faster"
        ),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint("(state = 'open') = (place IS NOT NULL)", name=op.f("ck_fund_account_place_while_open")),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name=op.f("ck_fund_account_at_most_five")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_fund_account_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_account")),
        sa.UniqueConstraint("client_id", "place", name=op.f("uq_fund_account_client_id_place")),
        sa.UniqueConstraint("number", name=op.f("uq_fund_account_number")),
    )
    op.create_index(op.f("ix_fund_account_opened_at"), "fund_account", ["opened_at"], unique=False)
    op.create_index(
        "uq_fund_account_main",
        "fund_account",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("main AND state = 'open'"),
        postgresql_where=sa.text("main AND state = 'open'"),
    )
    op.create_table(
        "handover",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("from_staff", sa.String(length=32), nullable=False),
        sa.Column("from_number", sa.String(length=32), nullable=False),
        sa.Column("from_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["from_staff"], ["staff.id"], name=op.f("fk_handover_from_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_handover")),
        sa.UniqueConstraint("number", "from_staff", name=op.f("uq_handover_number_from_staff")),
    )
    op.create_index(op.f("ix_handover_at"), "handover", ["at"], unique=False)
    op.create_index(op.f("ix_handover_from_staff"), "handover", ["from_staff"], unique=False)
    op.create_table(
        "incident_note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_incident_note_says_what")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_note_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_note")),
    )
    op.create_index(op.f("ix_incident_note_incident_id"), "incident_note", ["incident_id"], unique=False)
    op.create_table(
        "institution",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("licence_kind", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("size", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seals", sa.String(length=200), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("registered_at", UtcDateTime(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("holders", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_institution_client_id")),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_institution")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=True, comment="empty: no client yet"),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False, comment="what it was queued for"),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False, comment="a code"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("gateway", sa.String(length=80), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("sent_on", UtcDateTime(), nullable=True, comment="when it was last handed over"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'unclear', 'sent', 'delivered', 'failed', 'cancelled', 'given-up')",
            name=op.f("ck_message_state"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_message_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("once", name=op.f("uq_message_once")),
    )
    op.create_index(op.f("ix_message_case_number"), "message", ["case_number"], unique=False)
    op.create_index(op.f("ix_message_client_id"), "message", ["client_id"], unique=False)
    op.create_index(op.f("ix_message_created_at"), "message", ["created_at"], unique=False)
    op.create_index(op.f("ix_message_mobile"), "message", ["mobile"], unique=False)
    op.create_index("ix_message_state_next_at", "message", ["state", "next_at"], unique=False)
    op.create_table(
        "message_wish",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advertising", sa.Boolean(), nullable=False, comment="whether advertising may be sent"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_message_wish_client_id")),
        sa.PrimaryKeyConstraint("client_id", "sequence", name=op.f("pk_message_wish")),
    )
    op.create_table(
        "opening",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_by_number", sa.String(length=32), nullable=False),
        sa.Column("opened_by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("booking_number", sa.String(length=32), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=True),
        sa.Column("last_step", sa.String(length=32), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(status = 'completed') = (client_id IS NOT NULL)", name=op.f("ck_opening_client_when_completed")
        ),
        sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name=op.f("ck_opening_status")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_opening_client_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_opening_opened_by")),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_opening")),
        sa.UniqueConstraint("fund_account", name=op.f("uq_opening_fund_account")),
    )
    op.create_index("ix_opening_status_changed_at", "opening", ["status", "changed_at"], unique=False)
    op.create_index("ix_opening_status_completed_at", "opening", ["status", "completed_at"], unique=False)
    op.create_table(
        "policy_verdict",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint('NOT agreed OR "by" <> proposed_by', name=op.f("ck_policy_verdict_four_eyes")),
        sa.ForeignKeyConstraint(
            ["proposal_id", "proposed_by"],
            ["policy_proposal.id", "policy_proposal.proposed_by"],
            name="fk_policy_verdict_proposal",
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_policy_verdict")),
    )
    op.create_table(
        "product_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("pack", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("imported_by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["imported_by"], ["staff.id"], name=op.f("fk_product_list_imported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_list")),
        sa.UniqueConstraint("pack", "sequence", name=op.f("uq_product_list_pack_sequence")),
    )
    op.create_table(
        "receipt",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False, comment="how many receipts of the case were voided before"),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("payer", sa.String(length=100), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("issued_by", sa.String(length=32), nullable=False),
        sa.Column("issued_by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_receipt_sequence")),
        sa.CheckConstraint("total_fen > 0", name=op.f("ck_receipt_something_taken")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_receipt_client_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipt")),
        sa.UniqueConstraint("case_number", "turn", name=op.f("uq_receipt_case_number_turn")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_receipt_year_sequence")),
    )
    op.create_index(op.f("ix_receipt_issued_at"), "receipt", ["issued_at"], unique=False)
    op.create_table(
        "relationship",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("booking_number", sa.String(length=32), nullable=False),
        sa.Column("verified_by", sa.String(length=32), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_relationship_client_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_relationship_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
        sa.UniqueConstraint("client_id", "sequence", name=op.f("uq_relationship_client_id_sequence")),
    )
    op.create_index(op.f("ix_relationship_staff_id"), "relationship", ["staff_id"], unique=False)
    op.create_table(
        "report_made",
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("frequency", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("run_number", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["run_number"], ["report_run.number"], name=op.f("fk_report_made_run_number")),
        sa.PrimaryKeyConstraint("report", "frequency", "day", name=op.f("pk_report_made")),
        sa.UniqueConstraint("run_number", name=op.f("uq_report_made_run_number")),
    )
    op.create_table(
        "report_schedule",
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2 ...: the last one holds"),
        sa.Column("frequency", sa.String(length=16), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False, comment="JSON list of the roles that receive it"),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "frequency IN ('never', 'daily', 'weekly', 'monthly')", name=op.f("ck_report_schedule_frequency")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_schedule_version")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_report_schedule_by")),
        sa.PrimaryKeyConstraint("report", "version", name=op.f("pk_report_schedule")),
    )
    op.create_table(
        "risk_case",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("product", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_by_number", sa.String(length=32), nullable=False),
        sa.Column("opened_by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('reassessment', 'mismatch')", name=op.f("ck_risk_case_kind")),
        sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name=op.f("ck_risk_case_status")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_risk_case_client_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_risk_case_opened_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_risk_case")),
    )
    op.create_index(op.f("ix_risk_case_client_id"), "risk_case", ["client_id"], unique=False)
    op.create_index("ix_risk_case_status_completed_at", "risk_case", ["status", "completed_at"], unique=False)
    op.create_table(
        "sampling_decision",
        sa.Column("plan_number", sa.String(length=32), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column(
            "made_by", sa.String(length=32), nullable=False, comment="whose plan it is, so that the next check can hold"
        ),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("NOT agreed OR by <> made_by", name=op.f("ck_sampling_decision_four_eyes")),
        sa.ForeignKeyConstraint(
            ["plan_number"], ["sampling_plan.number"], name=op.f("fk_sampling_decision_plan_number")
        ),
        sa.PrimaryKeyConstraint("plan_number", name=op.f("pk_sampling_decision")),
    )
    op.create_table(
        "sampling_row",
        sa.Column("plan_number", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_sampling_row_client_id")),
        sa.ForeignKeyConstraint(["plan_number"], ["sampling_plan.number"], name=op.f("fk_sampling_row_plan_number")),
        sa.PrimaryKeyConstraint("plan_number", "place", name=op.f("pk_sampling_row")),
        sa.UniqueConstraint("plan_number", "client_id", name=op.f("uq_sampling_row_plan_number_client_id")),
    )
    op.create_table(
        "satisfaction_ask",
        sa.Column("case_number", sa.String(length=32), nullable=False, comment="the key: once only"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day"),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opening', 'change', 'transfer-out', 'risk')", name=op.f("ck_satisfaction_ask_kind")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_satisfaction_ask_staff_id")),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_satisfaction_ask")),
    )
    op.create_index(op.f("ix_satisfaction_ask_month_staff_id"), "satisfaction_ask", ["month", "staff_id"], unique=False)
    op.create_table(
        "satisfaction_mark",
        sa.Column("id", sa.String(length=32), nullable=False, comment="random: tells no order"),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day; no day, for a day has few cases"),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True, comment="empty: declined"),
        sa.CheckConstraint("mark BETWEEN 1 AND 5", name=op.f("ck_satisfaction_mark_range")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_satisfaction_mark_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_satisfaction_mark_month_staff_id_mark"),
        "satisfaction_mark",
        ["month", "staff_id", "mark"],
        unique=False,
    )
    op.create_table(
        "screening_decision",
        sa.Column("hit_id", sa.String(length=32), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("verdict IN ('cleared', 'stopped')", name=op.f("ck_screening_decision_verdict")),
        sa.CheckConstraint('"by" <> opened_by', name=op.f("ck_screening_decision_four_eyes")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_screening_decision_by")),
        sa.ForeignKeyConstraint(
            ["hit_id", "opened_by"], ["screening_hit.id", "screening_hit.opened_by"], name="fk_screening_decision_hit"
        ),
        sa.PrimaryKeyConstraint("hit_id", name=op.f("pk_screening_decision")),
    )
    op.create_table(
        "screening_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("imported_by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["imported_by"], ["staff.id"], name=op.f("fk_screening_list_imported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_list")),
        sa.UniqueConstraint("version", name=op.f("uq_screening_list_version")),
    )
    op.create_table(
        "securities_account",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("market", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 3", name=op.f("ck_securities_account_three")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_securities_account_client_id")),
        sa.PrimaryKeyConstraint("client_id", "market", "place", name=op.f("pk_securities_account")),
        sa.UniqueConstraint("market", "number", name=op.f("uq_securities_account_market_number")),
    )
    op.create_table(
        "skey",
        sa.Column("k", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_skey_client_id")),
        sa.PrimaryKeyConstraint("k", "client_id", name=op.f("pk_skey")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_skey_client_id"), "skey", ["client_id"], unique=False)
    op.create_table(
        "staff_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("handled", sa.Text(), nullable=False),
        sa.Column(
            "about", sa.String(length=32), nullable=False, comment="the entry that this one goes on with, or empty"
        ),
        sa.Column("recorded_by", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_entry")),
    )
    op.create_index(op.f("ix_staff_entry_staff_id"), "staff_entry", ["staff_id"], unique=False)
    op.create_table(
        "station_invitation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["station.name"], name=op.f("fk_station_invitation_station")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_invitation")),
    )
    op.create_index(op.f("ix_station_invitation_station"), "station_invitation", ["station"], unique=False)
    op.create_table(
        "station_joined",
        sa.Column("station", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["station.name"], name=op.f("fk_station_joined_station")),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_joined")),
    )
    op.create_table(
        "station_lock",
        sa.Column("station", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["station.name"], name=op.f("fk_station_lock_station")),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_lock")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=True, comment="empty: about no client"),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("assigned_to", sa.String(length=32), nullable=True, comment="empty: nobody's"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("repeat_months", sa.Integer(), nullable=False),
        sa.Column("follows", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'done')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(["assigned_to"], ["staff.id"], name=op.f("fk_task_assigned_to")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_task_client_id")),
        sa.ForeignKeyConstraint(["follows"], ["task.id"], name=op.f("fk_task_follows")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("follows", name=op.f("uq_task_follows")),
    )
    op.create_index("ix_task_assigned_to_state", "task", ["assigned_to", "state", "due_on"], unique=False)
    op.create_index(op.f("ix_task_case_number"), "task", ["case_number"], unique=False)
    op.create_index(op.f("ix_task_client_id"), "task", ["client_id"], unique=False)
    op.create_index("ix_task_state_due_on", "task", ["state", "due_on"], unique=False)
    op.create_table(
        "tax_statement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("document_number", sa.String(length=40), nullable=False),
        sa.Column("residence", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("residence IN ('china', 'foreign', 'both')", name=op.f("ck_tax_statement_residence")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_tax_statement_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_statement")),
        sa.UniqueConstraint("client_id", "sequence", name=op.f("uq_tax_statement_client_id_sequence")),
    )
    op.create_index(op.f("ix_tax_statement_client_id"), "tax_statement", ["client_id"], unique=False)
    op.create_table(
        "trading_snapshot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False, comment="when the trading system saw it"),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("imported_by", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False, comment="file or view, without folder or address"),
        sa.Column("rows", sa.Integer(), nullable=False, comment="accounts in it"),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "state IN ('loading', 'current', 'former', 'abandoned')", name=op.f("ck_trading_snapshot_state")
        ),
        sa.ForeignKeyConstraint(["imported_by"], ["staff.id"], name=op.f("fk_trading_snapshot_imported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trading_snapshot")),
    )
    op.create_index(
        "uq_trading_snapshot_current",
        "trading_snapshot",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.create_table(
        "transfer_case",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_version", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_by_number", sa.String(length=32), nullable=False),
        sa.Column("opened_by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=True),
        sa.Column("client_class", sa.String(length=8), nullable=False),
        sa.Column("assets", sa.String(length=40), nullable=True),
        sa.Column("turnover", sa.String(length=40), nullable=True),
        sa.Column("figures_from", sa.String(length=16), nullable=False),
        sa.Column("own_staff", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("ready_since", sa.Date(), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("submitted_digest", sa.String(length=64), nullable=False),
        sa.Column("insisted_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(status IN ('approved', 'open', 'sent-back', 'submitted')) = (ended_at IS NULL)",
            name=op.f("ck_transfer_case_ended"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'submitted', 'sent-back', 'approved', 'carried-out', 'retained', 'cancelled', 'turned-away')",
            name=op.f("ck_transfer_case_status"),
        ),
        sa.CheckConstraint("tier IN ('ordinary', 'important', 'core')", name=op.f("ck_transfer_case_tier")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_transfer_case_client_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_transfer_case_opened_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_transfer_case")),
    )
    op.create_index("ix_transfer_case_asked_on", "transfer_case", ["asked_on"], unique=False)
    op.create_index(op.f("ix_transfer_case_client_id"), "transfer_case", ["client_id"], unique=False)
    op.create_index("ix_transfer_case_ended_at", "transfer_case", ["ended_at"], unique=False)
    op.create_index("ix_transfer_case_status_asked_on", "transfer_case", ["status", "asked_on"], unique=False)
    op.create_index(
        "uq_transfer_case_running",
        "transfer_case",
        ["fund_account"],
        unique=True,
        sqlite_where=sa.text("status IN ('approved', 'open', 'sent-back', 'submitted')"),
        postgresql_where=sa.text("status IN ('approved', 'open', 'sent-back', 'submitted')"),
    )
    op.create_table(
        "watch_review",
        sa.Column("notice_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_watch_review_says_what")),
        sa.CheckConstraint('"by" <> staff_id', name=op.f("ck_watch_review_not_ones_own")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_watch_review_by")),
        sa.ForeignKeyConstraint(
            ["notice_id", "staff_id"], ["watch_notice.id", "watch_notice.staff_id"], name="fk_watch_review_notice"
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_watch_review")),
    )
    op.create_table(
        "account_state",
        sa.Column("snapshot_id", sa.String(length=32), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False),
        sa.Column("assets", sa.String(length=40), nullable=False),
        sa.Column("turnover", sa.String(length=40), nullable=False),
        sa.Column("cash", sa.String(length=40), nullable=False),
        sa.Column("interest_unsettled", sa.String(length=40), nullable=False),
        sa.Column("orders_today", sa.Integer(), nullable=False),
        sa.Column("orders_unfilled", sa.Integer(), nullable=False),
        sa.Column("repo_until", sa.Date(), nullable=True),
        sa.Column("repo_registered", sa.Boolean(), nullable=False),
        sa.Column("new_share_frozen", sa.String(length=40), nullable=False),
        sa.Column("new_share_release", sa.Date(), nullable=True),
        sa.Column("agreements", sa.Text(), nullable=False, comment="JSON array of labels"),
        sa.Column("depository_block_sh", sa.String(length=200), nullable=False),
        sa.Column("depository_block_sz", sa.String(length=200), nullable=False),
        sa.Column("sh_designated", sa.Boolean(), nullable=False),
        sa.Column("sz_custody", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["trading_snapshot.id"], name=op.f("fk_account_state_snapshot_id")),
        sa.PrimaryKeyConstraint("snapshot_id", "fund_account", name=op.f("pk_account_state")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "approval_decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column(
            "place", sa.Integer(), nullable=False, comment="order of the decisions on one request; clocks may go back"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column(
            "turn", sa.Integer(), nullable=False, comment="approvals of the step at this version that fell before"
        ),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("approver_id", sa.String(length=32), nullable=False),
        sa.Column("approver_number", sa.String(length=32), nullable=False),
        sa.Column("approver_name", sa.String(length=100), nullable=False),
        sa.Column("seat", sa.String(length=16), nullable=True, comment="the step, of an approval; empty else"),
        sa.Column("taken_in_by", sa.String(length=32), nullable=False),
        sa.Column("own_staff", sa.String(length=32), nullable=False),
        sa.Column("recorded_by", sa.String(length=32), nullable=False),
        sa.Column("recorded_by_name", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=200), nullable=False),
        sa.Column("called_number", sa.Text(), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(step = 'own-staff') = (approver_id = own_staff)", name=op.f("ck_approval_decision_own_client_alone")
        ),
        sa.CheckConstraint(
            "(verdict = 'approved') = (seat IS NOT NULL) AND (seat IS NULL OR seat = step)",
            name=op.f("ck_approval_decision_seat_of_an_approval"),
        ),
        sa.CheckConstraint(
            "(way = 'signed-in' AND recorded_by = approver_id AND called_number = '' AND called_at IS NULL AND confirm_by IS NULL) OR (way = 'telephone' AND recorded_by <> approver_id AND called_number <> '' AND called_at IS NOT NULL AND confirm_by IS NOT NULL AND verdict = 'approved' AND words <> '')",
            name=op.f("ck_approval_decision_way"),
        ),
        sa.CheckConstraint(
            "step IN ('own-staff', 'supervisor', 'director', 'general-manager')", name=op.f("ck_approval_decision_step")
        ),
        sa.CheckConstraint(
            "verdict <> 'refused' OR ground <> ''", name=op.f("ck_approval_decision_ground_of_a_refusal")
        ),
        sa.CheckConstraint(
            "verdict IN ('approved', 'sent-back', 'refused')", name=op.f("ck_approval_decision_verdict")
        ),
        sa.CheckConstraint("approver_id <> taken_in_by", name=op.f("ck_approval_decision_four_eyes")),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_approval_decision_turn")),
        sa.ForeignKeyConstraint(["approver_id"], ["staff.id"], name=op.f("fk_approval_decision_approver_id")),
        sa.ForeignKeyConstraint(
            ["kind", "number", "version", "approver_id", "seat"],
            [
                "approval_seat.kind",
                "approval_seat.number",
                "approval_seat.version",
                "approval_seat.approver_id",
                "approval_seat.step",
            ],
            name="fk_approval_decision_seat",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_decision")),
        sa.UniqueConstraint("id", "approver_id", name=op.f("uq_approval_decision_id_approver_id")),
        sa.UniqueConstraint("kind", "number", "place", name=op.f("uq_approval_decision_kind_number_place")),
    )
    op.create_index(
        "ix_approval_decision_telephone",
        "approval_decision",
        ["approver_id"],
        unique=False,
        sqlite_where=sa.text("way = 'telephone'"),
        postgresql_where=sa.text("way = 'telephone'"),
    )
    op.create_index(
        "uq_approval_decision_given",
        "approval_decision",
        ["kind", "number", "version", "step", "turn"],
        unique=True,
        sqlite_where=sa.text("verdict = 'approved'"),
        postgresql_where=sa.text("verdict = 'approved'"),
    )
    op.create_table(
        "auth_verdict",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            'NOT agreed OR ("by" <> proposed_by AND "by" <> staff_id)', name=op.f("ck_auth_verdict_four_eyes")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id", "proposed_by", "staff_id"],
            ["auth_proposal.id", "auth_proposal.proposed_by", "auth_proposal.staff_id"],
            name="fk_auth_verdict_proposal",
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_auth_verdict")),
    )
    op.create_table(
        "certificate_reminder",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_certificate_reminder_staff_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_certificate_reminder_task_id")),
        sa.PrimaryKeyConstraint("staff_id", "until", name=op.f("pk_certificate_reminder")),
        sa.UniqueConstraint("task_id", name=op.f("uq_certificate_reminder_task_id")),
    )
    op.create_table(
        "change_capture",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("witness", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["change_case.number"], name=op.f("fk_change_capture_case_number")),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_change_capture")),
    )
    op.create_table(
        "change_field",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["change_case.number"], name=op.f("fk_change_field_case_number")),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_change_field")),
    )
    op.create_table(
        "change_journal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["change_case.number"], name=op.f("fk_change_journal_case_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_journal")),
    )
    op.create_index(op.f("ix_change_journal_case_number"), "change_journal", ["case_number"], unique=False)
    op.create_table(
        "class_batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("snapshot_id", sa.String(length=32), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False, comment="JSON: class before, class after, clients"),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('snapshot', 'back')", name=op.f("ck_class_batch_kind")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_class_batch_by")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["trading_snapshot.id"], name=op.f("fk_class_batch_snapshot_id")),
        sa.ForeignKeyConstraint(["undoes"], ["class_batch.id"], name=op.f("fk_class_batch_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_batch")),
        sa.UniqueConstraint("number", name=op.f("uq_class_batch_number")),
        sa.UniqueConstraint("sequence", name=op.f("uq_class_batch_sequence")),
        sa.UniqueConstraint("undoes", name=op.f("uq_class_batch_undoes")),
    )
    op.create_table(
        "client_handover_end",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (document_number <> '')", name=op.f("ck_client_handover_end_done_by_a_list")
        ),
        sa.ForeignKeyConstraint(["number"], ["client_handover.number"], name=op.f("fk_client_handover_end_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_client_handover_end")),
    )
    op.create_table(
        "client_handover_line",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("client_number", sa.String(length=32), nullable=False),
        sa.Column("client_name", sa.String(length=200), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False),
        sa.Column("receiver_id", sa.String(length=32), nullable=False),
        sa.Column("receiver_number", sa.String(length=32), nullable=False),
        sa.Column("receiver_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_handover_line_client_id")),
        sa.ForeignKeyConstraint(["number"], ["client_handover.number"], name=op.f("fk_client_handover_line_number")),
        sa.ForeignKeyConstraint(["receiver_id"], ["staff.id"], name=op.f("fk_client_handover_line_receiver_id")),
        sa.PrimaryKeyConstraint("number", "place", name=op.f("pk_client_handover_line")),
        sa.UniqueConstraint("number", "client_id", name=op.f("uq_client_handover_line_number_client_id")),
    )
    op.create_index(op.f("ix_client_handover_line_client_id"), "client_handover_line", ["client_id"], unique=False)
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("gravity", sa.String(length=40), nullable=False, comment="codes with commas between them, or empty"),
        sa.Column("client_id", sa.String(length=32), nullable=True, comment="empty: no client"),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(length=32), nullable=False),
        sa.Column("taken_by_name", sa.String(length=100), nullable=False),
        sa.Column("start_due", sa.Date(), nullable=False),
        sa.Column("answer_due", sa.Date(), nullable=False),
        sa.Column("handler", sa.String(length=32), nullable=True, comment="empty: nobody yet"),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False, comment="begun or answered after its day"),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("compensation_fen", sa.BigInteger(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False, comment="the worst of the respondents'"),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_way", sa.String(length=16), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column(
            "contact_id", sa.String(length=32), nullable=False, comment="the call or visit it came from, or empty"
        ),
        sa.Column("incident_id", sa.String(length=32), nullable=True),
        sa.Column("letter_number", sa.String(length=64), nullable=False),
        sa.Column("record_number", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_complaint_closed_on_a_day")),
        sa.CheckConstraint("compensation_fen >= 0", name=op.f("ck_complaint_compensation")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_complaint_client_id")),
        sa.ForeignKeyConstraint(["handler"], ["staff.id"], name=op.f("fk_complaint_handler")),
        sa.ForeignKeyConstraint(["id"], ["complaint_draft.id"], name=op.f("fk_complaint_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_complaint_incident_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["staff.id"], name=op.f("fk_complaint_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
    )
    op.create_index(op.f("ix_complaint_client_id"), "complaint", ["client_id"], unique=False)
    op.create_index(op.f("ix_complaint_handler"), "complaint", ["handler"], unique=False)
    op.create_index("ix_complaint_state_answer_due", "complaint", ["state", "answer_due"], unique=False)
    op.create_index(op.f("ix_complaint_taken_by"), "complaint", ["taken_by"], unique=False)
    op.create_index(op.f("ix_complaint_taken_on"), "complaint", ["taken_on"], unique=False)
    op.create_table(
        "complaint_evidence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("files", sa.Text(), nullable=False, comment="JSON list of SHA-256, one a page"),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'recording' OR consent <> ''", name=op.f("ck_complaint_evidence_recorded_with_consent")
        ),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_complaint_evidence_by")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint_draft.id"], name=op.f("fk_complaint_evidence_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_evidence")),
    )
    op.create_index(op.f("ix_complaint_evidence_complaint_id"), "complaint_evidence", ["complaint_id"], unique=False)
    op.create_table(
        "confidentiality_pledge",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("form_version", sa.String(length=32), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_number"], ["document.number"], name=op.f("fk_confidentiality_pledge_document_number")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_confidentiality_pledge_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "form_version", name=op.f("pk_confidentiality_pledge")),
        sa.UniqueConstraint("document_number", name=op.f("uq_confidentiality_pledge_document_number")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("by_number", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=True, comment="empty: of one's own accord"),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("spoken_with", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("companions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("has_problem", sa.Boolean(), nullable=False),
        sa.Column(
            "misconduct", sa.String(length=100), nullable=False, comment="codes with commas; empty: none told of"
        ),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.CheckConstraint("has_problem = (problem <> '')", name=op.f("ck_contact_says_what")),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_contact_attempt")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_contact_client_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_contact_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_number")),
    )
    op.create_index("ix_contact_client_at", "contact", ["client_id", "at"], unique=False)
    op.create_index("ix_contact_on_kind", "contact", ["on", "kind"], unique=False)
    op.create_index(op.f("ix_contact_task_id"), "contact", ["task_id"], unique=False)
    op.create_table(
        "custody_tie",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("fund_account_id", sa.String(length=32), nullable=False),
        sa.Column("bank", sa.String(length=32), nullable=False),
        sa.Column("bank_account", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "ended_at",
            UtcDateTime(),
            nullable=True,
            comment="with the fund account or a change of bank; the card is free again",
        ),
        sa.ForeignKeyConstraint(["fund_account_id"], ["fund_account.id"], name=op.f("fk_custody_tie_fund_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_tie")),
        sa.UniqueConstraint("document_number", name=op.f("uq_custody_tie_document_number")),
    )
    op.create_index(
        "uq_custody_tie_account",
        "custody_tie",
        ["fund_account_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_custody_tie_in_force",
        "custody_tie",
        ["bank", "bank_account"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "day_end",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("teller", sa.String(length=140), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False, comment="JSON list of the numbers on the sheet"),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("taken_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_number"], ["document.number"], name=op.f("fk_day_end_document_number")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_day_end_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "day", name=op.f("pk_day_end")),
        sa.UniqueConstraint("document_number", name=op.f("uq_day_end_document_number")),
    )
    op.create_index("ix_day_end_day", "day_end", ["day"], unique=False)
    op.create_table(
        "destruction_decision",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("approved OR words <> ''", name=op.f("ck_destruction_decision_refusal_says_why")),
        sa.CheckConstraint('"by" <> proposed_by', name=op.f("ck_destruction_decision_four_eyes")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_destruction_decision_by")),
        sa.ForeignKeyConstraint(
            ["number", "proposed_by"],
            ["destruction.number", "destruction.proposed_by"],
            name="fk_destruction_decision_proposal",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_destruction_decision")),
        sa.UniqueConstraint(
            "number",
            "proposed_by",
            "by",
            "approved",
            name=op.f("uq_destruction_decision_number_proposed_by_by_approved"),
        ),
    )
    op.create_table(
        "destruction_item",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column(
            "turn", sa.Integer(), nullable=False, comment="how many lists it had been on before that came to an end"
        ),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.CheckConstraint("keep_until > closed_on", name=op.f("ck_destruction_item_kept")),
        sa.ForeignKeyConstraint(
            ["archive_number"], ["dossier.archive_number"], name=op.f("fk_destruction_item_archive_number")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_destruction_item_client_id")),
        sa.ForeignKeyConstraint(["number"], ["destruction.number"], name=op.f("fk_destruction_item_number")),
        sa.PrimaryKeyConstraint("number", "archive_number", name=op.f("pk_destruction_item")),
        sa.UniqueConstraint("archive_number", "turn", name=op.f("uq_destruction_item_archive_number_turn")),
    )
    op.create_table(
        "document_file",
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("stamped_until", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_document_file_version")),
        sa.ForeignKeyConstraint(
            ["document_number"], ["document.number"], name=op.f("fk_document_file_document_number")
        ),
        sa.PrimaryKeyConstraint("document_number", "version", name=op.f("pk_document_file")),
        sa.UniqueConstraint("file_sha256", name=op.f("uq_document_file_file_sha256")),
    )
    op.create_table(
        "document_pen",
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("pen_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_number"], ["document.number"], name=op.f("fk_document_pen_document_number")),
        sa.PrimaryKeyConstraint("document_number", "role", name=op.f("pk_document_pen")),
    )
    op.create_index(op.f("ix_document_pen_pen_sha256"), "document_pen", ["pen_sha256"], unique=False)
    op.create_table(
        "document_use",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("copy_label", sa.String(length=40), nullable=False),
        sa.Column("reprint", sa.Boolean(), nullable=False),
        sa.Column(
            "copy_number", sa.Integer(), nullable=False, comment="the how manieth print of that copy; 0: no print"
        ),
        sa.ForeignKeyConstraint(["document_number"], ["document.number"], name=op.f("fk_document_use_document_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_use")),
    )
    op.create_index(op.f("ix_document_use_document_number"), "document_use", ["document_number"], unique=False)
    op.create_table(
        "dossier_loan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False, comment="how often it had been lent and brought back before"),
        sa.Column("borrower", sa.String(length=32), nullable=False),
        sa.Column("borrower_name", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("lent_at", UtcDateTime(), nullable=False),
        sa.Column("lent_by", sa.String(length=32), nullable=False),
        sa.Column("lent_by_name", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("why <> ''", name=op.f("ck_dossier_loan_purpose")),
        sa.CheckConstraint("borrower <> lent_by", name=op.f("ck_dossier_loan_not_to_oneself")),
        sa.ForeignKeyConstraint(
            ["archive_number"], ["dossier.archive_number"], name=op.f("fk_dossier_loan_archive_number")
        ),
        sa.ForeignKeyConstraint(["borrower"], ["staff.id"], name=op.f("fk_dossier_loan_borrower")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dossier_loan_client_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_dossier_loan_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_loan")),
        sa.UniqueConstraint("archive_number", "turn", name=op.f("uq_dossier_loan_archive_number_turn")),
    )
    op.create_table(
        "dossier_place",
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2 ...: the last one holds"),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("shelf", sa.String(length=40), nullable=False),
        sa.Column("box", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.CheckConstraint("version > 0 AND room <> '' AND box <> ''", name=op.f("ck_dossier_place_says_where")),
        sa.ForeignKeyConstraint(
            ["archive_number"], ["dossier.archive_number"], name=op.f("fk_dossier_place_archive_number")
        ),
        sa.PrimaryKeyConstraint("archive_number", "version", name=op.f("pk_dossier_place")),
    )
    op.create_table(
        "dossier_use",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("staff_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("own_work", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('look', 'print', 'export', 'loan', 'return')", name=op.f("ck_dossier_use_kind")),
        sa.CheckConstraint(
            "why <> '' OR (own_work AND kind IN ('look', 'print'))", name=op.f("ck_dossier_use_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["archive_number"], ["dossier.archive_number"], name=op.f("fk_dossier_use_archive_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_use")),
    )
    op.create_index(op.f("ix_dossier_use_archive_number"), "dossier_use", ["archive_number"], unique=False)
    op.create_table(
        "education_attendance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("event_number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("arrival", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("arrival IN ('found', 'card', 'sheet')", name=op.f("ck_education_attendance_arrival")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_education_attendance_client_id")),
        sa.ForeignKeyConstraint(
            ["event_number"], ["education_event.number"], name=op.f("fk_education_attendance_event_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_education_attendance")),
        sa.UniqueConstraint(
            "event_number", "client_id", "place", name=op.f("uq_education_attendance_event_number_client_id_place")
        ),
    )
    op.create_index(op.f("ix_education_attendance_client_id"), "education_attendance", ["client_id"], unique=False)
    op.create_table(
        "education_event_end",
        sa.Column("event_number", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("state IN ('held', 'cancelled')", name=op.f("ck_education_event_end_state")),
        sa.CheckConstraint(
            "walk_ins >= 0 AND (state = 'held' OR walk_ins = 0)", name=op.f("ck_education_event_end_walk_ins")
        ),
        sa.ForeignKeyConstraint(
            ["event_number"], ["education_event.number"], name=op.f("fk_education_event_end_event_number")
        ),
        sa.PrimaryKeyConstraint("event_number", name=op.f("pk_education_event_end")),
    )
    op.create_table(
        "education_invitation",
        sa.Column("event_number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False, comment="in the outbox; empty for calls"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("way IN ('message', 'call')", name=op.f("ck_education_invitation_way")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_education_invitation_client_id")),
        sa.ForeignKeyConstraint(
            ["event_number"], ["education_event.number"], name=op.f("fk_education_invitation_event_number")
        ),
        sa.PrimaryKeyConstraint("event_number", "client_id", name=op.f("pk_education_invitation")),
    )
    op.create_index(op.f("ix_education_invitation_client_id"), "education_invitation", ["client_id"], unique=False)
    op.create_table(
        "handover_set",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False, comment="how often the set had been sent back before"),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_handover_set_turn")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_handover_set_client_id")),
        sa.ForeignKeyConstraint(["number"], ["handover.number"], name=op.f("fk_handover_set_number")),
        sa.PrimaryKeyConstraint("number", "case_number", name=op.f("pk_handover_set")),
        sa.UniqueConstraint("case_number", "turn", name=op.f("uq_handover_set_case_number_turn")),
    )
    op.create_index(op.f("ix_handover_set_client_id"), "handover_set", ["client_id"], unique=False)
    op.create_table(
        "message_step",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_step_message_id")),
        sa.PrimaryKeyConstraint("message_id", "version", name=op.f("pk_message_step")),
    )
    op.create_table(
        "opening_capture",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("witness", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["opening.case_number"], name=op.f("fk_opening_capture_case_number")),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_opening_capture")),
    )
    op.create_table(
        "opening_field",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["opening.case_number"], name=op.f("fk_opening_field_case_number")),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_opening_field")),
    )
    op.create_table(
        "opening_journal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["opening.case_number"], name=op.f("fk_opening_journal_case_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_journal")),
    )
    op.create_index(op.f("ix_opening_journal_case_number"), "opening_journal", ["case_number"], unique=False)
    op.create_table(
        "paper_reminder",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_paper_reminder_client_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_paper_reminder_task_id")),
        sa.PrimaryKeyConstraint("client_id", "until", name=op.f("pk_paper_reminder")),
        sa.UniqueConstraint("task_id", name=op.f("uq_paper_reminder_task_id")),
    )
    op.create_table(
        "product",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("risk", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["product_list.id"], name=op.f("fk_product_list_id")),
        sa.PrimaryKeyConstraint("list_id", "code", name=op.f("pk_product")),
    )
    op.create_table(
        "receipt_item",
        sa.Column("receipt_number", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_receipt_item_not_negative")),
        sa.ForeignKeyConstraint(["receipt_number"], ["receipt.number"], name=op.f("fk_receipt_item_receipt_number")),
        sa.PrimaryKeyConstraint("receipt_number", "place", name=op.f("pk_receipt_item")),
    )
    op.create_table(
        "receipt_void",
        sa.Column("receipt_number", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("station", sa.String(length=60), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["receipt_number"], ["receipt.number"], name=op.f("fk_receipt_void_receipt_number")),
        sa.PrimaryKeyConstraint("receipt_number", name=op.f("pk_receipt_void")),
    )
    op.create_index(op.f("ix_receipt_void_at"), "receipt_void", ["at"], unique=False)
    op.create_table(
        "risk_capture",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("witness", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["risk_case.number"], name=op.f("fk_risk_capture_number")),
        sa.PrimaryKeyConstraint("number", "name", name=op.f("pk_risk_capture")),
    )
    op.create_table(
        "satisfaction_end",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["satisfaction_ask.case_number"], name=op.f("fk_satisfaction_end_case_number")
        ),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_satisfaction_end")),
    )
    op.create_table(
        "screening_recheck",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("after_client", sa.String(length=32), nullable=False, comment="clients up to this id are done"),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["screening_list.id"], name=op.f("fk_screening_recheck_list_id")),
        sa.PrimaryKeyConstraint("list_id", name=op.f("pk_screening_recheck")),
    )
    op.create_table(
        "task_done",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_done_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_task_done")),
    )
    op.create_index(op.f("ix_task_done_at"), "task_done", ["at"], unique=False)
    op.create_table(
        "task_hand_over",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="of the task, after it"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("from_staff", sa.String(length=32), nullable=False),
        sa.Column("to_staff", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_hand_over_task_id")),
        sa.ForeignKeyConstraint(["to_staff"], ["staff.id"], name=op.f("fk_task_hand_over_to_staff")),
        sa.PrimaryKeyConstraint("task_id", "version", name=op.f("pk_task_hand_over")),
    )
    op.create_table(
        "task_postponement",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="of the task, after it"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("from_due", sa.Date(), nullable=False),
        sa.Column("to_due", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.CheckConstraint("to_due > from_due", name=op.f("ck_task_postponement_later")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_postponement_task_id")),
        sa.PrimaryKeyConstraint("task_id", "version", name=op.f("pk_task_postponement")),
    )
    op.create_table(
        "transfer_capture",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("witness", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["transfer_case.number"], name=op.f("fk_transfer_capture_case_number")
        ),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_transfer_capture")),
    )
    op.create_table(
        "transfer_field",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["transfer_case.number"], name=op.f("fk_transfer_field_case_number")),
        sa.PrimaryKeyConstraint("case_number", "name", name=op.f("pk_transfer_field")),
    )
    op.create_table(
        "transfer_journal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["transfer_case.number"], name=op.f("fk_transfer_journal_case_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_journal")),
    )
    op.create_index(op.f("ix_transfer_journal_case_number"), "transfer_journal", ["case_number"], unique=False)
    op.create_table(
        "transfer_raise",
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_transfer_raise_by")),
        sa.ForeignKeyConstraint(["case_number"], ["transfer_case.number"], name=op.f("fk_transfer_raise_case_number")),
        sa.PrimaryKeyConstraint("case_number", "after", name=op.f("pk_transfer_raise")),
    )
    op.create_table(
        "transfer_talk",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_number", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("promise_due", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_transfer_talk_by")),
        sa.ForeignKeyConstraint(["case_number"], ["transfer_case.number"], name=op.f("fk_transfer_talk_case_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_talk")),
        sa.UniqueConstraint("case_number", "number", name=op.f("uq_transfer_talk_case_number_number")),
    )
    op.create_table(
        "unusual_line",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False, comment="of the file"),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("fund_account", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("suspicion", sa.String(length=24), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "suspicion IN ('trading-for-client', 'churning', 'false-information', 'illegal-promise', 'other')",
            name=op.f("ck_unusual_line_suspicion"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_unusual_line_client_id")),
        sa.ForeignKeyConstraint(["list_id"], ["unusual_list.id"], name=op.f("fk_unusual_line_list_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_unusual_line_task_id")),
        sa.PrimaryKeyConstraint("list_id", "row", name=op.f("pk_unusual_line")),
    )
    op.create_index(op.f("ix_unusual_line_task_id"), "unusual_line", ["task_id"], unique=False)
    op.create_index("uq_unusual_line_once", "unusual_line", ["client_id", "on", "suspicion"], unique=True)
    op.create_table(
        "approval_confirmation",
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id", "confirmed_by"],
            ["approval_decision.id", "approval_decision.approver_id"],
            name="fk_approval_confirmation_decision",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_approval_confirmation")),
    )
    op.create_table(
        "client_class",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("assets", sa.String(length=20), nullable=False),
        sa.Column("turnover", sa.String(length=20), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("snapshot_id", sa.String(length=32), nullable=True),
        sa.Column("batch_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("source IN ('snapshot', 'by-hand')", name=op.f("ck_client_class_source")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_client_class_sequence")),
        sa.ForeignKeyConstraint(["batch_id"], ["class_batch.id"], name=op.f("fk_client_class_batch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_class_client_id")),
        sa.PrimaryKeyConstraint("client_id", "sequence", name=op.f("pk_client_class")),
    )
    op.create_index(op.f("ix_client_class_batch_id"), "client_class", ["batch_id"], unique=False)
    op.create_table(
        "complaint_respondent",
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True, comment="empty: not in the register"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("marketing", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("misconduct", sa.Boolean(), nullable=False),
        sa.Column("dealt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_respondent_complaint_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_respondent_staff_id")),
        sa.PrimaryKeyConstraint("complaint_id", "place", name=op.f("pk_complaint_respondent")),
    )
    op.create_index(op.f("ix_complaint_respondent_staff_id"), "complaint_respondent", ["staff_id"], unique=False)
    op.create_table(
        "complaint_step",
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="of the complaint, after it"),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False, comment="after it"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("to_staff", sa.String(length=32), nullable=True),
        sa.Column("to_name", sa.String(length=100), nullable=False),
        sa.Column("from_due", sa.Date(), nullable=True),
        sa.Column("to_due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_complaint_step_by")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_step_complaint_id")),
        sa.ForeignKeyConstraint(["to_staff"], ["staff.id"], name=op.f("fk_complaint_step_to_staff")),
        sa.PrimaryKeyConstraint("complaint_id", "version", name=op.f("pk_complaint_step")),
    )
    op.create_table(
        "contact_answer",
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False, comment="empty: a text"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("problem", sa.Boolean(), nullable=False),
        sa.Column("misconduct", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_answer_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", "place", name=op.f("pk_contact_answer")),
        sa.UniqueConstraint("contact_id", "question", name=op.f("uq_contact_answer_contact_id_question")),
    )
    op.create_table(
        "contact_correction",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("words <> '' AND why <> ''", name=op.f("ck_contact_correction_says_what")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_correction_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_correction")),
    )
    op.create_index(op.f("ix_contact_correction_contact_id"), "contact_correction", ["contact_id"], unique=False)
    op.create_table(
        "destruction_witness",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("approved_by", sa.String(length=32), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            '"by" <> proposed_by AND "by" <> approved_by', name=op.f("ck_destruction_witness_third_person")
        ),
        sa.CheckConstraint("approved", name=op.f("ck_destruction_witness_approved")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_destruction_witness_by")),
        sa.ForeignKeyConstraint(
            ["number", "proposed_by", "approved_by", "approved"],
            [
                "destruction_decision.number",
                "destruction_decision.proposed_by",
                "destruction_decision.by",
                "destruction_decision.approved",
            ],
            name="fk_destruction_witness_decision",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_destruction_witness")),
        sa.UniqueConstraint("number", "approved_by", "by", name=op.f("uq_destruction_witness_number_approved_by_by")),
    )
    op.create_table(
        "dossier_return",
        sa.Column("loan_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["dossier_loan.id"], name=op.f("fk_dossier_return_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_dossier_return")),
    )
    op.create_table(
        "education_attendance_back",
        sa.Column("attendance_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["education_attendance.id"], name=op.f("fk_education_attendance_back_attendance_id")
        ),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_education_attendance_back")),
    )
    op.create_table(
        "handover_paper",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.CheckConstraint("copies > 0", name=op.f("ck_handover_paper_copies")),
        sa.ForeignKeyConstraint(
            ["document_number"], ["document.number"], name=op.f("fk_handover_paper_document_number")
        ),
        sa.ForeignKeyConstraint(
            ["number", "case_number"], ["handover_set.number", "handover_set.case_number"], name="fk_handover_paper_set"
        ),
        sa.PrimaryKeyConstraint("number", "document_number", name=op.f("pk_handover_paper")),
    )
    op.create_table(
        "handover_verdict",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("case_number", sa.String(length=32), nullable=False),
        sa.Column("from_staff", sa.String(length=32), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("mend_by", sa.Date(), nullable=True),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(accepted AND mend_by IS NULL AND sending = 0 AND points = 0 AND NOT escalated AND document_number = '') OR (NOT accepted AND mend_by IS NOT NULL AND words <> '' AND sending > 0)",
            name=op.f("ck_handover_verdict_sent_back_says_what"),
        ),
        sa.CheckConstraint('"by" <> from_staff', name=op.f("ck_handover_verdict_four_eyes")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_handover_verdict_by")),
        sa.ForeignKeyConstraint(
            ["number", "case_number"],
            ["handover_set.number", "handover_set.case_number"],
            name="fk_handover_verdict_set",
        ),
        sa.ForeignKeyConstraint(
            ["number", "from_staff"], ["handover.number", "handover.from_staff"], name="fk_handover_verdict_handover"
        ),
        sa.PrimaryKeyConstraint("number", "case_number", name=op.f("pk_handover_verdict")),
    )
    op.create_index("ix_handover_verdict_accepted", "handover_verdict", ["accepted"], unique=False)
    op.create_index("ix_handover_verdict_from_staff_at", "handover_verdict", ["from_staff", "at"], unique=False)
    op.create_table(
        "destruction_done",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("approved_by", sa.String(length=32), nullable=False),
        sa.Column("witness", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.CheckConstraint('"by" <> approved_by AND "by" <> witness', name=op.f("ck_destruction_done_not_alone")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_destruction_done_by")),
        sa.ForeignKeyConstraint(
            ["document_number"], ["document.number"], name=op.f("fk_destruction_done_document_number")
        ),
        sa.ForeignKeyConstraint(
            ["number", "approved_by", "witness"],
            ["destruction_witness.number", "destruction_witness.approved_by", "destruction_witness.by"],
            name="fk_destruction_done_witness",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_destruction_done")),
        sa.UniqueConstraint("document_number", name=op.f("uq_destruction_done_document_number")),
    )
    op.create_table(
        "destroyed_file",
        sa.Column("document_number", sa.String(length=64), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("archive_number", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["archive_number"], ["dossier.archive_number"], name=op.f("fk_destroyed_file_archive_number")
        ),
        sa.ForeignKeyConstraint(
            ["document_number"], ["document.number"], name=op.f("fk_destroyed_file_document_number")
        ),
        sa.ForeignKeyConstraint(["number"], ["destruction_done.number"], name=op.f("fk_destroyed_file_number")),
        sa.PrimaryKeyConstraint("document_number", "file_sha256", name=op.f("pk_destroyed_file")),
    )
    op.create_index(op.f("ix_destroyed_file_archive_number"), "destroyed_file", ["archive_number"], unique=False)
    op.create_index(op.f("ix_destroyed_file_number"), "destroyed_file", ["number"], unique=False)
    # ### end Alembic commands ###
