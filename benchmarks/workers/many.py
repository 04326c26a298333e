"""Copies of real dossiers in any number, made by the database itself: valid rows for measuring lists.

The newest fiftieth is live (a week's work beside a year's), the others are over, the oldest three years ago. Each copy
has its own code, token, person, phone and identity number, the dates of its model shifted, parties and units; events
are not copied, for no list reads them.
"""

# ruff: noqa: SLF001  Model._meta is documented; every name in these statements is our own

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from django.db import connection

from motcua.common.folding import fold

if TYPE_CHECKING:
    from django.db.models import Model

LIVE_EACH = 50
LIVE, OVER = 8, 2
"""How many models are live and how many over."""
OTHERS = 1000
WEEK = 9 * 24 * 60
THREE_YEARS = 3 * 365 * 24 * 60

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
_MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Quang", "Thùy", "Đức", "Hồng", "Xuân", "Thu")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Đào", "Hà", "Hòa", "Khải", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quân", "Tâm")

_NUMBERS = """
WITH RECURSIVE numbers(n) AS (
    SELECT CAST(1 AS bigint) UNION ALL SELECT n + 1 FROM numbers WHERE n < {number}
)
"""


def multiply(own: Sequence[int], others: Sequence[int], number: int, own_each: int = 1) -> None:
    """Add `number` dossiers, copies in turn of those whose ids are given, each list with live ones first, then over.

    One of `own_each` is a copy of `own`, the rest of `others`: so many communes share the store.
    """
    first = max(*own, *others) + 1000
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_model (place bigint PRIMARY KEY, dossier_id bigint)")
        models = list(enumerate(own)) + list(enumerate(others, OTHERS))
        cursor.executemany("INSERT INTO bench_model VALUES (%s, %s)", models)
        names = [" ".join(parts) for parts in product(_SURNAMES, _MIDDLES, _GIVEN)]
        cursor.execute("CREATE TABLE bench_name (place bigint PRIMARY KEY, full_name text, folded text)")
        cursor.executemany(
            "INSERT INTO bench_name VALUES (%s, %s, %s)", [(p, name, fold(name)) for p, name in enumerate(names)]
        )
        over = number - number // LIVE_EACH
        kind = f"CASE WHEN n > {over} THEN n / {own_each} % {LIVE} ELSE {LIVE} + n / {own_each} % {OVER} END"
        place = f"CASE WHEN n % {own_each} = 0 THEN 0 ELSE {OTHERS} END + {kind}"
        source = f"""numbers JOIN bench_model model ON model.place = {place}
            JOIN bench_name person ON person.place = n * 7 % {len(names)}"""
        head = _NUMBERS.format(number=number)
        for statement in (_dossiers(first, source, number), _parties(first, source), _units(first, source)):
            cursor.execute(head + statement)
        cursor.execute("DROP TABLE bench_model")
        cursor.execute("DROP TABLE bench_name")
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('dossiers_dossier', 'id'), {first + number})")
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")  # what was just filled is still being written out otherwise, for minutes
        else:
            cursor.execute("ANALYZE")


def _dossiers(first: int, source: str, number: int) -> str:
    from motcua.dossiers.models import Dossier

    on_postgresql = connection.vendor == "postgresql"
    if on_postgresql:
        day = "to_char(DATE '2024-01-01' + CAST(n / 1000 AS int), 'YYMMDD')"
        made = {
            "public_id": "gen_random_uuid()",
            "code": f"'H72.15-' || {day} || '-' || lpad((n % 1000 + 1)::text, 4, '0')",
        }
    else:
        day = "substr(strftime('%Y%m%d', '2024-01-01', '+' || (n / 1000) || ' days'), 3)"
        made = {
            "public_id": "lower(hex(randomblob(16)))",
            "code": f"'H72.15-' || {day} || printf('-%04d', n % 1000 + 1)",
        }
    made |= {"id": f"{first} + n", "public_token": "'bench-' || n", "owner_name": "person.full_name"}
    week = f"(({number} - n) * {WEEK * LIVE_EACH} / {number})"
    years = f"({WEEK} + ({number} - n) * {THREE_YEARS} / {number})"
    minutes = f"(CASE WHEN n > {number - number // LIVE_EACH} THEN {week} ELSE {years} END)"
    for field in Dossier._meta.concrete_fields:
        if field.get_internal_type() == "DateTimeField":
            made[str(field.column)] = _shifted(f"model_row.{field.column}", minutes)
    columns = _columns(Dossier)
    values = ", ".join(made.get(column, f'model_row."{column}"') for column in columns)
    return f"""INSERT INTO dossiers_dossier ({_quoted(columns)}) SELECT {values}
        FROM {source} JOIN dossiers_dossier model_row ON model_row.id = model.dossier_id"""


def _parties(first: int, source: str) -> str:
    from motcua.dossiers.models import Applicant

    phone = "substr(CAST(900000000 + n * 7919 % 99999999 AS text), 1, 9)"
    number = "'072085' || substr(CAST(1000000 + n % 1000000 AS text), 2, 6)"
    made = {
        "dossier_id": f"{first} + n",
        "full_name": "person.full_name",
        "phone": f"'0' || {phone}",
        "identity_number": number,
        "search_key": f"lower(dossier.code) || ' | ' || person.folded || ' | 0' || {phone} || ' | ' || {number}",
    }
    columns = [column for column in _columns(Applicant) if column != "id"]
    values = ", ".join(made.get(column, f'party."{column}"') for column in columns)
    return f"""INSERT INTO dossiers_applicant ({_quoted(columns)}) SELECT {values}
        FROM {source} JOIN dossiers_applicant party ON party.dossier_id = model.dossier_id
        JOIN dossiers_dossier dossier ON dossier.id = {first} + n"""


def _units(first: int, source: str) -> str:
    return f"""INSERT INTO dossiers_dossierunit (dossier_id, unit_id, live)
        SELECT {first} + n, seen.unit_id, seen.live
        FROM {source} JOIN dossiers_dossierunit seen ON seen.dossier_id = model.dossier_id"""


def _shifted(column: str, minutes: str) -> str:
    if connection.vendor == "postgresql":
        return f"{column} - {minutes} * interval '1 minute'"
    return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || {minutes} || ' minutes') || '000'"


def _columns(model: "type[Model]") -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
