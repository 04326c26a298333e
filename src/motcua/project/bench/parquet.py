"""The same fact rows straight into Parquet, in the layout of a snapshot: for more dossiers than a store would take.

The communes are spread over invented provinces of about three million dossiers a year, as the 34 real ones have, and
one province after the other is generated, a few files for each province and month, by as many processes as there are
cores. Many small files cost an engine more than their rows do (442 files of a million dossiers: six times the time of
one). The same seed gives the same files.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.project.bench.generator import Generator, Portion, Source, portions_of
from motcua.project.bench.making import ahead

TABLE = "dossiers_dossierfact"
PROVINCES = 34
OF_PROVINCE = 3_000_000
PORTION = 500_000
MOST_PROCESSES = 4
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
    "apology_due_at",
    "apology_sent_at",
)


@dataclass(frozen=True, slots=True)
class Province:
    """Which communes it has, and which dossiers are theirs."""

    no: int
    communes: tuple[int, ...]
    first: int
    dossiers: int

    @property
    def code(self) -> str:
        """As the folder names it."""
        return f"H{self.no:02d}"


def refuse_unless_empty(folder: Path) -> None:
    """Raise StoreRefused where the folder holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise StoreRefused(what=folder, reason=Text(gettext_noop("thư mục không trống; hãy chọn thư mục mới.")))


def write(source: Source, folder: Path, told: Callable[[int], None], *, history: bool) -> None:
    """Write the rows (with `history`, those that were replaced too) under `folder`; see docs/formats/snapshot.md."""
    target = folder / TABLE
    target.mkdir(parents=True, exist_ok=True)
    which = "all" if history else "last"
    tasks = (
        (province, portion, which, target)
        for province in provinces_of(source)
        for portion in portions_of(source.days.spread(province.dossiers), PORTION)
    )
    processes = min(MOST_PROCESSES, os.cpu_count() or 1) if source.plan.dossiers > PORTION else 0
    for number in ahead(source, write_portion, tasks, processes):
        told(number)


def provinces_of(source: Source) -> Iterator[Province]:
    """The invented provinces."""
    desks, total = sorted(row["c"] for row in source.tables.desks), source.plan.dossiers
    number = max(1, min(PROVINCES, len(desks), total // OF_PROVINCE))
    bounds = [total * part // number for part in range(number + 1)]
    for i in range(number):
        yield Province(i + 1, tuple(desks[i::number]), bounds[i], bounds[i + 1] - bounds[i])


def write_portion(generator: Generator, province: Province, portion: Portion, which: str, target: Path) -> int:
    """Generate some days of a province into its files; how many dossiers these were."""
    generator.arrive(province.dossiers, first=province.first, communes=province.communes)
    generator.live(portion)
    generator.db.execute(_copying(which, province.code, f"part-{portion.begins:04d}-{{i}}", target))
    return portion.dossiers


def _copying(which: str, province: str, name: str, target: Path) -> str:
    """The statement that writes what lives, with instants as instants (UTC) and one folder for each month."""
    instants = ", ".join(f"{name}::TIMESTAMPTZ AS {name}" for name in INSTANTS)
    month = "strftime(recorded_from + INTERVAL 7 HOUR, '%Y-%m')"
    query = f"SELECT * REPLACE ({instants}), '{province}' AS province, {month} AS month FROM facts_of_{which}"  # noqa: S608  names of our views
    return f"""COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (province, month),
        OVERWRITE_OR_IGNORE, FILENAME_PATTERN '{name}')"""
