"""Triggers that make a table append-only in the database itself, whoever writes.

PostgreSQL refuses UPDATE, DELETE and TRUNCATE with SQLSTATE 23001 (restrict_violation); SQLite refuses UPDATE and
DELETE, and REPLACE too because every connection sets `recursive_triggers=ON`. Both surface as `IntegrityError`.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: tuple[str, ...] = (
    "audit_logentry",
    "organisation_unitevent",
    "organisation_uniteventpart",
    "documents_issuedpaper",
    "dossiers_dossierevent",
    "dossiers_apologyevent",
    "inspections_finding",
    "reporting_declaredfigure",
    "reporting_reportversion",
    "reporting_reportevent",
)
"""The one list. Triggers are installed from it after every migrate, and `motcua check` counts them."""

_FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'motcua: % is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """(Re)install the triggers of every listed table that exists."""
    existing = set(connection.introspection.table_names())
    statements = [_FUNCTION] if connection.vendor == "postgresql" else []
    for table in TABLES:
        if table in existing:
            statements += _drop(connection.vendor, table) + _create(connection.vendor, table)
    _run(connection, statements)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for tests that flush the database around themselves."""
    existing = set(connection.introspection.table_names())
    _run(connection, [s for table in TABLES if table in existing for s in _drop(connection.vendor, table)])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the listed tables that exist without all their triggers."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    existing = set(connection.introspection.table_names())
    return [t for t in TABLES if t in existing and not set(_names(connection.vendor, t)) <= present]


def _names(vendor: str, table: str) -> list[str]:
    acts = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return [f"motcua_no_{act}_{table}" for act in acts]


def _drop(vendor: str, table: str) -> list[str]:
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in _names(vendor, table)]


def _create(vendor: str, table: str) -> list[str]:
    statements = []
    for name in _names(vendor, table):
        act = name.split("_")[2].upper()
        if vendor == "postgresql":
            each = "STATEMENT" if act == "TRUNCATE" else "ROW"
            body = f"BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION motcua_refuse()"
        else:
            body = f"BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'motcua: {table} is append-only'); END"
        statements.append(f"CREATE TRIGGER {name} {body}")
    return statements


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
