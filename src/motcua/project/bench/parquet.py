"""The same fact rows straight into Parquet, in the layout of a snapshot: for more dossiers than a store would take.

The communes are spread over invented provinces of about three million dossiers a year, as the 34 real ones have, and
one province after the other is generated: a few files for each province and month. Many small files cost an engine
more than their rows do (442 files of a million dossiers: six times the time of one).
"""

from collections.abc import Callable
from pathlib import Path

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.project.bench.generator import Generator

TABLE = "dossiers_dossierfact"
PROVINCES = 34
OF_PROVINCE = 3_000_000
PORTION = 1_000_000
INSTANTS = (
    "recorded_from",
    "recorded_to",
    "submitted_at",
    "accepted_at",
    "due_at",
    "statutory_due_at",
    "first_due_at",
    "ended_at",
    "returned_at",
    "supplement_asked_at",
)


def refuse_unless_empty(folder: Path) -> None:
    """Raise StoreRefused where the folder holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise StoreRefused(what=folder, reason=Text(gettext_noop("thư mục không trống; hãy chọn thư mục mới.")))


def write(generator: Generator, folder: Path, told: Callable[[int], None], *, history: bool) -> None:
    """Write the rows (with `history`, those that were replaced too) under `folder`; see docs/formats/snapshot.md."""
    target = folder / TABLE
    target.mkdir(parents=True, exist_ok=True)
    desks = [row[0] for row in generator.db.execute("SELECT c FROM desks ORDER BY c").fetchall()]
    total = generator.plan.dossiers
    provinces = max(1, min(PROVINCES, len(desks), total // OF_PROVINCE))
    groups = [desks[first::provinces] for first in range(provinces)]
    bounds = [total * part // len(groups) for part in range(len(groups) + 1)]
    which = "all" if history else "last"
    for province, communes in enumerate(groups):
        first, number = bounds[province], bounds[province + 1] - bounds[province]
        generator.arrive(number, first=first, communes=communes)
        for portion in generator.portions(PORTION):
            generator.live(portion)
            generator.db.execute(_copying(which, f"H{province + 1:02d}", target))
            told(portion.dossiers)


def _copying(which: str, province: str, target: Path) -> str:
    """The statement that writes what lives, with instants as instants (UTC) and one folder for each month."""
    instants = ", ".join(f"{name}::TIMESTAMPTZ AS {name}" for name in INSTANTS)
    month = "strftime(recorded_from + INTERVAL 7 HOUR, '%Y-%m')"
    query = f"SELECT * REPLACE ({instants}), '{province}' AS province, {month} AS month FROM facts_of_{which}"  # noqa: S608  names of our views
    return f"""COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (province, month),
        OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'part-{{uuid}}')"""
