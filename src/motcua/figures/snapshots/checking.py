"""Whether a snapshot is what its manifest says, and what the store held then."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from motcua.domain.texts import Text, gettext_noop
from motcua.figures.fact_tables import registered
from motcua.figures.snapshots import columns, manifest, reading
from motcua.figures.snapshots.writing import installation_id, latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from motcua.figures.snapshots.manifest import File, Manifest


def check(folder: Path) -> list[Text]:
    """What is wrong with the present generation, in words; nothing for a good one. Raises StoreRefused."""
    generation = latest(folder)
    try:
        told = manifest.read(generation)
    except (OSError, ValueError, KeyError, TypeError):
        return [Text(gettext_noop("Bản kê hỏng hoặc không đọc được."))]
    found = [fault for each in told.files for fault in _file(generation, each)]
    listed = {each.path for each in told.files}
    there = {str(path.relative_to(generation)) for path in generation.rglob("*.parquet")}
    found += [Text(gettext_noop("%(path)s: không có trong bản kê."), {"path": path}) for path in sorted(there - listed)]
    return found + list(_against_the_store(told))


def _file(generation: Path, each: File) -> Iterator[Text]:
    path = generation / each.path
    if not path.is_file():
        yield Text(gettext_noop("%(path)s: thiếu tệp."), {"path": each.path})
    elif manifest.sha256(path) != each.sha256:
        yield Text(gettext_noop("%(path)s: nội dung đã bị thay đổi."), {"path": each.path})
    elif (rows := pq.read_metadata(path).num_rows) != each.rows:
        template = gettext_noop("%(path)s: có %(rows)s dòng, bản kê ghi %(told)s.")
        yield Text(template, {"path": each.path, "rows": rows, "told": each.rows})


def _against_the_store(told: Manifest) -> Iterator[Text]:
    """Columns, store, and the rows of each month as they were recorded before the snapshot."""
    if told.installation != installation_id():
        yield Text(gettext_noop("Đây là bản chụp của một kho khác."))
        return
    schemas = {table: columns.schema_of(facts) for facts, table in registered().items()}
    if told.schema != columns.fingerprint(schemas):
        yield Text(gettext_noop("Các cột của bảng số liệu đã đổi từ lần chụp; hãy chụp lại."))
    for table in schemas:
        rows, still = Counter[str](), Counter[str]()
        for each in told.files:
            if each.table == table:
                rows[each.month] += each.rows
                still[each.month] += each.open_rows
        held = reading.held(table, told.watermark)
        for month in sorted({*rows, *held}):
            kept = held.get(month, reading.Held(0, 0))
            if (kept.rows, kept.open_rows) != (rows[month], still[month]):
                template = gettext_noop("%(table)s, tháng %(month)s: kho có %(held)s dòng, bản chụp có %(told)s.")
                yield Text(template, {"table": table, "month": month, "held": kept.rows, "told": rows[month]})
