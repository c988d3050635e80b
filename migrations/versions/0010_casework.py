"""The case of any process moves out of the membership application: its state, its waits, its people.

An application keeps its key, which becomes that of its case, so that all that points at it stays as it is.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KIND = "membership_application"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NEVER = "9999-01-01 00:00:00"
OPEN = "draft", "submitted", "information_requested", "regional_check", "member_comment", "committee"

# What moves: columns of the application as they were, in order, with their name in the case.
MOVED = {
    "ref": "ref",
    "body_id": "body_id",
    "region_id": "region_id",
    "organisation_id": "organisation_id",
    "started_by": "started_by",
    "entered_on_behalf": "on_behalf",
    "officer_id": "officer_id",
    "name": "title",
    "sort_name": "sort_name",
    "search_text": "search_text",
    "country": "country",
    "status": "status",
    "is_open": "is_open",
    "is_queued": "is_queued",
    "started_at": "started_at",
    "stage_entered_at": "stage_entered_at",
    "closed_at": "closed_at",
    "reach_out_since": "reach_out_since",
    "version": "version",
}
INDEXES = {
    "ix_membership_application_due": ["status", "due_at", "id"],
    "ix_membership_application_name": ["body_id", "is_queued", "sort_name", "id"],
    "ix_membership_application_officer_id": ["officer_id"],
    "ix_membership_application_organisation_id": ["organisation_id"],
    "ix_membership_application_queue": ["body_id", "is_queued", "stage_entered_at", "id"],
    "ix_membership_application_region": ["body_id", "region_id", "stage_entered_at", "id"],
    "ix_membership_application_started_by": ["started_by"],
    "ix_membership_application_status": ["body_id", "status", "stage_entered_at", "id"],
}
PARTIAL = {
    "ix_membership_application_reach_out": (
        ["body_id", "reach_out_since", "id"],
        "reach_out_since IS NOT NULL",
        False,
    ),
    "uq_membership_application_open": (["organisation_id", "body_id"], "is_open", True),
}
FOREIGN = {
    "body_id": "network_body",
    "officer_id": "person",
    "organisation_id": "organisation",
    "region_id": "region",
    "started_by": "person",
}


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def search_up(table: str) -> list[str]:
    """The full-text index of a table's `search_text`."""
    if not _sqlite():
        index = f"CREATE INDEX ix_search_{table} ON {table} USING gin (to_tsvector('simple', search_text))"
        return [index]
    name = f"search_{table}"
    add = f"INSERT INTO {name}(rowid, search_text) VALUES (new.id, new.search_text);"
    drop = f"INSERT INTO {name}({name}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5(search_text, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF search_text ON {table} BEGIN {drop} {add} END",
    ]


def search_down(table: str) -> list[str]:
    if not _sqlite():
        return [f"DROP INDEX IF EXISTS ix_search_{table}"]
    triggers = [f"DROP TRIGGER IF EXISTS search_{table}_{event}" for event in ("insert", "delete", "update")]
    return [*triggers, f"DROP TABLE IF EXISTS search_{table}"]


def _run(*statements: str, **values: Any) -> None:
    for statement in statements:
        op.get_bind().execute(sa.text(statement), values)


def upgrade() -> None:
    _create_cases()
    _create_people()
    _move_cases()
    _make_waits()
    _move_people()
    for table in ("application_exclusion", "tie_declaration", "case_part"):
        op.drop_table(table)
    _narrow_applications()
    _start_numbering_after("casefile", "case_wait")
    _rename_jobs()
    _queue_asking()


JOB = sa.table(
    "job",
    sa.column("id", KEY),
    sa.column("name", sa.String()),
    sa.column("arguments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.column("state", sa.String()),
    sa.column("run_at", MOMENT),
    sa.column("attempts", sa.Integer()),
    sa.column("created_at", MOMENT),
)


def _queue(name: str, **arguments: int) -> None:
    moment = sa.func.now()
    values = {"state": "waiting", "run_at": moment, "attempts": 0, "created_at": moment}
    op.get_bind().execute(JOB.insert().values(name=name, arguments=arguments, **values))


def _queue_asking() -> None:
    """Waits that depend on what was said (objections, a quorum, groups to reach) are asked for by the worker."""
    bodies = op.get_bind().execute(sa.text("SELECT DISTINCT body_id FROM casefile WHERE is_open ORDER BY 1"))
    for (body_id,) in bodies.all():
        _queue("casework.ask_all_again", body_id=body_id)


def _waiting(name: str, argument: str) -> list[int]:
    """The cases that jobs of this name are still to be run for."""
    found = sa.select(JOB.c.arguments).where(JOB.c.name == name, JOB.c.state == "waiting").order_by(JOB.c.id)
    return list(dict.fromkeys(row[argument] for row in op.get_bind().execute(found).scalars()))


def _rename_jobs() -> None:
    """Members who were about to be asked still are. Ends and reminders are found again within the hour."""
    for case_id in _waiting("membership.ask_members", "application_id"):
        waits = sa.text(
            "SELECT id FROM case_wait WHERE case_id = :case_id AND action = 'comment' ORDER BY id"
        )
        for (wait_id,) in op.get_bind().execute(waits, {"case_id": case_id}).all():
            _queue("casework.tell_members", case_id=case_id, wait_id=wait_id)
    _run(
        "DELETE FROM job WHERE name LIKE 'membership.%' AND state = 'waiting'",
        "DELETE FROM scheduled_run WHERE name LIKE 'membership.%'",
    )


def _name_jobs_as_before() -> None:
    for case_id in _waiting("casework.tell_members", "case_id"):
        _queue("membership.ask_members", application_id=case_id)
    _run(
        "DELETE FROM job WHERE name LIKE 'casework.%'",
        "DELETE FROM scheduled_run WHERE name LIKE 'casework.%'",
    )


def _create_cases() -> None:
    op.create_table(
        "casefile",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("open_key", sa.String(120), nullable=True),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("region_id", KEY, nullable=True),
        sa.Column("organisation_id", KEY, nullable=True),
        sa.Column("started_by", KEY, nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("officer_id", KEY, nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("sort_name", sa.String(200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_queued", sa.Boolean(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("stage_entered_at", MOMENT, nullable=False),
        sa.Column("waits_on", sa.String(80), nullable=False),
        sa.Column("sort_due", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("held_at", MOMENT, nullable=True),
        sa.Column("reach_out_since", MOMENT, nullable=True),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["casefile.id"], name="fk_casefile_parent_id_casefile"),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_casefile_{column}_{table}")
            for column, table in sorted(FOREIGN.items())
        ),
        sa.PrimaryKeyConstraint("id", name="pk_casefile"),
        sa.UniqueConstraint("ref", name="uq_casefile_ref"),
        sa.UniqueConstraint("open_key", name="uq_casefile_open_key"),
    )
    queued = ["body_id", "kind", "is_queued"]
    for name, columns in {
        "queue": [*queued, "stage_entered_at", "id"],
        "due": [*queued, "sort_due", "id"],
        "name": [*queued, "sort_name", "id"],
        "status": ["body_id", "kind", "status", "stage_entered_at", "id"],
        "region": ["body_id", "kind", "region_id", "is_queued", "stage_entered_at", "id"],
        "organisation": ["organisation_id", "kind", "is_open"],
        "parent_id": ["parent_id"],
        "region_id": ["region_id"],
        "started_by": ["started_by"],
        "officer_id": ["officer_id"],
    }.items():
        op.create_index(f"ix_casefile_{name}", "casefile", columns)
    for statement in search_up("casefile"):
        op.execute(statement)


def _create_people() -> None:
    op.create_table(
        "case_wait",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("party", sa.String(80), nullable=False),
        sa.Column(
            "needs", sa.Enum("any", "each", name="needs", native_enum=False, length=40), nullable=False
        ),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("sort_due", MOMENT, nullable=False),
        sa.Column("seconds_left", sa.Integer(), nullable=True),
        sa.Column("reminded_for", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        _case_key("case_wait"),
        sa.PrimaryKeyConstraint("id", name="pk_case_wait"),
    )
    op.create_index("ix_case_wait_case_id", "case_wait", ["case_id"])
    for name, columns, where in (
        ("party", ["party", "sort_due", "id"], "ended_at IS NULL"),
        ("clock", ["due_at", "id"], "ended_at IS NULL AND due_at IS NOT NULL"),
    ):
        condition = sa.text(where)
        op.create_index(
            f"ix_case_wait_{name}", "case_wait", columns, sqlite_where=condition, postgresql_where=condition
        )
    op.create_table(
        "case_wait_done",
        sa.Column("wait_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("organisation_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["wait_id"], ["case_wait.id"], name="fk_case_wait_done_wait_id_case_wait", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case_wait_done_person_id_person"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_case_wait_done_organisation_id_organisation"
        ),
        sa.PrimaryKeyConstraint("wait_id", "person_id", name="pk_case_wait_done"),
    )
    op.create_index("ix_case_wait_done_person_id", "case_wait_done", ["person_id"])
    op.create_index("ix_case_wait_done_organisation_id", "case_wait_done", ["organisation_id"])
    op.create_table(
        "case_person",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("role", sa.String(40), nullable=True),
        sa.Column(
            "tie",
            sa.Enum("none", "connection", "conflict", name="declaredtie", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("declared_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        _case_key("case_person"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case_person_person_id_person"),
        sa.PrimaryKeyConstraint("case_id", "person_id", name="pk_case_person"),
    )
    op.create_index("ix_case_person_person_id", "case_person", ["person_id"])
    op.create_table(
        "case_exclusion",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        _case_key("case_exclusion"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_case_exclusion_organisation_id_organisation"
        ),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", name="pk_case_exclusion"),
    )
    op.create_index("ix_case_exclusion_organisation_id", "case_exclusion", ["organisation_id"])


def _case_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["case_id"], ["casefile.id"], name=f"fk_{table}_case_id_casefile", ondelete="CASCADE"
    )


def _move_cases() -> None:
    old, new = ", ".join(MOVED), ", ".join(MOVED.values())
    _run(
        f"INSERT INTO casefile (id, kind, open_key, {new}, waits_on, sort_due, touched_at) "
        f"SELECT id, '{KIND}', CASE WHEN is_open THEN '{KIND}/o' || organisation_id || '/b' || body_id END, "
        f"{old}, '', coalesce(due_at, {_never()}), stage_entered_at FROM membership_application ORDER BY id"
    )


def _never() -> str:
    return f"'{NEVER}.000000'" if _sqlite() else f"TIMESTAMPTZ '{NEVER}+00'"


def _make_waits() -> None:
    """What each open application waits for by its status, with the deadline it has."""
    officers, group = "'membership_officer/b' || a.body_id", "'o' || a.organisation_id"
    _wait("draft", "submit", f"CASE WHEN a.entered_on_behalf THEN 'p' || a.started_by ELSE {group} END")
    _wait("submitted", "assess", officers)
    _wait("information_requested", "answer", group)
    _wait(
        "regional_check",
        "record_check",
        f"CASE WHEN a.check_falls_to_secretariat OR a.region_id IS NULL THEN {officers} "
        "ELSE 'regional_coordinator/r' || a.region_id END",
    )
    _wait("committee", "vote", "'committee_member/b' || a.body_id", needs="each")
    for version_id, tier in _commenting_tiers():
        _wait(
            "member_comment",
            "comment",
            f"'member/b' || a.body_id || '/{tier}'",
            needs="each",
            where=f"AND a.policy_version_id = {version_id}",
        )
    _run(
        "INSERT INTO case_wait_done (wait_id, person_id, organisation_id) "
        "SELECT w.id, v.person_id, NULL FROM case_wait w JOIN committee_vote v ON v.application_id = w.case_id "
        "WHERE w.action = 'vote'",
        "INSERT INTO case_wait_done (wait_id, person_id, organisation_id) "
        "SELECT w.id, c.person_id, max(c.organisation_id) FROM case_wait w "
        "JOIN member_comment c ON c.application_id = w.case_id WHERE w.action = 'comment' "
        "GROUP BY w.id, c.person_id",
        "UPDATE casefile SET waits_on = coalesce("
        "(SELECT w.party FROM case_wait w WHERE w.case_id = casefile.id ORDER BY w.sort_due, w.id LIMIT 1), '')",
    )


def _wait(status: str, action: str, party: str, *, needs: str = "any", where: str = "") -> None:
    _run(
        "INSERT INTO case_wait (case_id, action, party, needs, since, due_at, sort_due, reminded_for) "
        f"SELECT a.id, '{action}', {party}, '{needs}', a.stage_entered_at, a.due_at, "
        f"coalesce(a.due_at, {_never()}), a.reminded_for FROM membership_application a "
        f"WHERE a.status = '{status}' {where} ORDER BY a.id"
    )


def _commenting_tiers() -> list[tuple[int, str]]:
    rows = op.get_bind().execute(sa.text("SELECT id, definition FROM policy_version ORDER BY id")).all()
    found = []
    for version_id, definition in rows:
        policy = json.loads(definition) if isinstance(definition, str) else definition
        found += [(version_id, tier["code"]) for tier in policy["tiers"] if tier.get("comments")]
    return found


def _move_people() -> None:
    _run(
        "INSERT INTO case_person (case_id, person_id, role, tie, note, declared_at) "
        "SELECT t.application_id, t.person_id, p.part, t.tie, t.note, t.declared_at FROM tie_declaration t "
        "LEFT JOIN case_part p ON p.application_id = t.application_id AND p.person_id = t.person_id",
        "INSERT INTO case_person (case_id, person_id, role) "
        "SELECT p.application_id, p.person_id, p.part FROM case_part p WHERE NOT EXISTS ("
        "SELECT 1 FROM tie_declaration t WHERE t.application_id = p.application_id AND t.person_id = p.person_id)",
        "INSERT INTO case_exclusion (case_id, organisation_id) "
        "SELECT application_id, organisation_id FROM application_exclusion",
    )


def _narrow_applications() -> None:
    for statement in search_down("membership_application"):
        op.execute(statement)
    for name in [*INDEXES, *PARTIAL]:
        op.drop_index(name, table_name="membership_application")
    gone = [*MOVED, "check_falls_to_secretariat", "due_at", "reminded_for"]
    with op.batch_alter_table("membership_application") as table:
        table.drop_constraint("uq_membership_application_ref", type_="unique")
        for column, target in FOREIGN.items():
            table.drop_constraint(f"fk_membership_application_{column}_{target}", type_="foreignkey")
        for column in gone:
            table.drop_column(column)
        table.create_foreign_key("fk_membership_application_id_casefile", "casefile", ["id"], ["id"])
    if not _sqlite():
        _run(
            "ALTER TABLE membership_application ALTER COLUMN id DROP DEFAULT",
            "DROP SEQUENCE IF EXISTS membership_application_id_seq",
        )


def _start_numbering_after(*tables: str) -> None:
    if _sqlite():
        return
    for table in tables:
        _run(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
            f"(SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
        )


def downgrade() -> None:
    """Back into the application. What only casework knows is lost: who had seen news, clocks on hold."""
    _widen_applications()
    _create_older_people()
    _name_jobs_as_before()
    for statement in search_down("casefile"):
        op.execute(statement)
    for table in ("case_exclusion", "case_person", "case_wait_done", "case_wait", "casefile"):
        op.drop_table(table)


def _widen_applications() -> None:
    types = {
        "ref": sa.String(16),
        "name": sa.String(200),
        "sort_name": sa.String(200),
        "search_text": sa.Text(),
        "country": sa.String(2),
        "status": sa.String(40),
        "version": sa.Integer(),
    }
    booleans = ("entered_on_behalf", "is_open", "is_queued", "check_falls_to_secretariat")
    moments = ("started_at", "stage_entered_at", "closed_at", "reach_out_since", "due_at")
    added = [*MOVED, "check_falls_to_secretariat", "due_at", "reminded_for"]
    types |= dict.fromkeys(booleans, sa.Boolean()) | dict.fromkeys(moments, MOMENT)
    types |= dict.fromkeys(FOREIGN, KEY) | {"reminded_for": sa.Integer()}
    for column in added:
        op.add_column("membership_application", sa.Column(column, types[column], nullable=True))
    copies = ", ".join(
        f"{old} = (SELECT c.{new} FROM casefile c WHERE c.id = membership_application.id)"
        for old, new in MOVED.items()
    )
    waits = "FROM case_wait w WHERE w.case_id = membership_application.id AND w.ended_at IS NULL"
    _run(
        f"UPDATE membership_application SET {copies}",
        f"UPDATE membership_application SET due_at = (SELECT min(w.due_at) {waits}), "
        f"reminded_for = (SELECT min(w.reminded_for) {waits}), "
        f"check_falls_to_secretariat = EXISTS (SELECT 1 {waits} AND w.action = 'record_check' "
        "AND w.party LIKE 'membership_officer/%')",
        "UPDATE membership_application SET due_at = NULL WHERE NOT is_open",
    )
    optional = {
        "country",
        "region_id",
        "officer_id",
        "closed_at",
        "reach_out_since",
        "due_at",
        "reminded_for",
    }
    with op.batch_alter_table("membership_application") as table:
        table.drop_constraint("fk_membership_application_id_casefile", type_="foreignkey")
        for column in added:
            if column not in optional:
                table.alter_column(column, existing_type=types[column], nullable=False)
        table.create_unique_constraint("uq_membership_application_ref", ["ref"])
        for column, target in FOREIGN.items():
            table.create_foreign_key(f"fk_membership_application_{column}_{target}", target, [column], ["id"])
    for name, columns in INDEXES.items():
        op.create_index(name, "membership_application", columns)
    for name, (columns, where, unique) in PARTIAL.items():
        condition = sa.text(where)
        op.create_index(
            name,
            "membership_application",
            columns,
            unique=unique,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    for statement in search_up("membership_application"):
        op.execute(statement)
    if _sqlite():
        name = "search_membership_application"
        op.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    else:
        _run(
            "CREATE SEQUENCE membership_application_id_seq OWNED BY membership_application.id",
            "ALTER TABLE membership_application ALTER COLUMN id "
            "SET DEFAULT nextval('membership_application_id_seq')",
        )
        _start_numbering_after("membership_application")


def _create_older_people() -> None:
    for table, columns in {
        "tie_declaration": [
            sa.Column(
                "tie",
                sa.Enum("none", "connection", "conflict", name="tie", native_enum=False, length=40),
                nullable=False,
            ),
            sa.Column("note", sa.LargeBinary(), nullable=True),
            sa.Column("declared_at", MOMENT, nullable=False),
        ],
        "case_part": [
            sa.Column(
                "part",
                sa.Enum("commenter", "checker", "decider", name="part", native_enum=False, length=40),
                nullable=False,
            )
        ],
    }.items():
        op.create_table(
            table,
            sa.Column("id", KEY, nullable=False),
            sa.Column("application_id", KEY, nullable=False),
            sa.Column("person_id", KEY, nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["application_id"],
                ["membership_application.id"],
                name=f"fk_{table}_application_id_membership_application",
            ),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id_person"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.UniqueConstraint("application_id", "person_id", name=f"uq_{table}_application_id_person_id"),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
    op.create_table(
        "application_exclusion",
        sa.Column("id", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["membership_application.id"],
            name="fk_application_exclusion_application_id_membership_application",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_application_exclusion_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application_exclusion"),
        sa.UniqueConstraint(
            "application_id",
            "organisation_id",
            name="uq_application_exclusion_application_id_organisation_id",
        ),
    )
    op.create_index("ix_application_exclusion_organisation_id", "application_exclusion", ["organisation_id"])
    _run(
        "INSERT INTO tie_declaration (application_id, person_id, tie, note, declared_at) "
        "SELECT case_id, person_id, tie, note, declared_at FROM case_person WHERE tie IS NOT NULL "
        "ORDER BY case_id, person_id",
        "INSERT INTO case_part (application_id, person_id, part) "
        "SELECT case_id, person_id, role FROM case_person WHERE role IS NOT NULL ORDER BY case_id, person_id",
        "INSERT INTO application_exclusion (application_id, organisation_id) "
        "SELECT case_id, organisation_id FROM case_exclusion ORDER BY case_id, organisation_id",
    )
