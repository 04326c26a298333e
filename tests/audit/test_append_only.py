"""What happened stays: the database itself refuses to change or delete log rows."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction

from motcua.audit import append_only, log
from motcua.audit.actors import ActorRef

AT = datetime(2026, 2, 11, 2, 0, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def write_entry() -> None:
    log.write(ActorRef("person", 7, "Nguyễn Thị Thu Hà"), "organisation.role_granted", "person", 9, at=AT)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET verb = 'x'",
        "DELETE FROM audit_logentry",
        "UPDATE audit_logentry SET at = at",
    ],
)
def test_the_database_refuses_to_change_the_log(statement: str) -> None:
    write_entry()
    with pytest.raises(IntegrityError, match="append-only"):
        run(statement)


def test_replace_cannot_slip_past_on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE exists on SQLite only")
    write_entry()
    with pytest.raises(IntegrityError, match="append-only"):
        run("INSERT OR REPLACE INTO audit_logentry SELECT * FROM audit_logentry")


def test_truncate_is_refused_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE exists on PostgreSQL only")
    write_entry()
    with pytest.raises(IntegrityError, match="append-only"):
        run("TRUNCATE audit_logentry")


def test_every_listed_table_exists_and_has_its_triggers_after_all_migrations() -> None:
    assert set(append_only.TABLES) <= set(connection.introspection.table_names())
    assert append_only.missing(connection) == []


def test_the_check_tells_which_table_lost_its_triggers() -> None:
    append_only.remove(connection)
    assert set(append_only.missing(connection)) == set(append_only.TABLES)
    with pytest.raises(SystemCheckError, match="audit_logentry"):
        call_command("check")
    append_only.install(connection)
    assert append_only.missing(connection) == []
