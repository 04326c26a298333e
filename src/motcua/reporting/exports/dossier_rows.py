"""The rows of a figure as a table: exactly the dossiers that it counts, told without what the viewer may not see."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.vocabulary import CHANNELS
from motcua.domain.lifecycle_words import OUTCOME_WORDS
from motcua.dossiers.queries.exported import ExportedRow, exported
from motcua.figures.queries import row_ids
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.exports.asked import Asked
from motcua.reporting.exports.formats import Column, Kind

PORTION = 2_000

Known = dict[int | None, str]
"""Names by id, learnt as they come; None has none."""


def columns() -> tuple[Column, ...]:
    """The columns of a dossier."""
    channels = {channel.value: str(channel.label) for channel in CHANNELS}
    outcomes = {code: _(words) for code, words in OUTCOME_WORDS.items()}
    return (
        Column("code", _("Mã hồ sơ"), width=24),
        Column("title", _("Thủ tục"), width=60),
        Column("sector", _("Lĩnh vực"), width=24),
        Column("owner_name", _("Chủ hồ sơ"), width=26),
        Column("channel", _("Hình thức nộp"), words=channels),
        Column("receiving_unit", _("Nơi tiếp nhận"), width=36),
        Column("competent_unit", _("Cơ quan có thẩm quyền"), width=36),
        Column("executing_unit", _("Nơi giải quyết"), width=36),
        Column("submitted_at", _("Nộp lúc"), Kind.INSTANT),
        Column("accepted_at", _("Tiếp nhận lúc"), Kind.INSTANT),
        Column("due_at", _("Hạn trả"), Kind.INSTANT),
        Column("ended_at", _("Kết thúc lúc"), Kind.INSTANT),
        Column("returned_at", _("Trả lúc"), Kind.INSTANT),
        Column("refused_on", _("Từ chối tiếp nhận ngày"), Kind.DAY),
        Column("outcome", _("Kết quả"), words=outcomes),
        Column("paused", _("Đang tạm dừng"), Kind.FLAG),
        Column("supplements", _("Số lần bổ sung"), Kind.WHOLE),
        Column("limit_minutes", _("Thời hạn (phút làm việc)"), Kind.WHOLE),
        Column("minutes_used", _("Đã dùng (phút làm việc)"), Kind.WHOLE),
    )


def keys(asked: Asked) -> list[int]:
    """The ids of the dossiers (of a figure of steps: of the stays) that it counts or divides by, ascending."""
    return row_ids(asked.codes[0], asked.question, part=asked.part)


def portions(asked: Asked, ids: list[int], actor: Actor) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of dossiers, portion by portion."""
    units: Known = {None: ""}
    sectors: Known = {None: ""}
    for first in range(0, len(ids), PORTION):
        found = exported(ids[first : first + PORTION], asked.question.known_at, actor=actor)
        learn(units, (each for row in found for each in _units(row)), organisation.unit_names)
        learn(sectors, (row.sector_id for row in found), catalogue.sector_names)
        yield [_row(row, units, sectors) for row in found]


def _units(row: ExportedRow) -> tuple[int | None, ...]:
    return row.receiving_unit_id, row.competent_unit_id, row.executing_unit_id


def learn(known: Known, wanted: Iterable[int | None], names: Any) -> None:
    """Ask for the names that are not known yet."""
    new = {each for each in wanted if each not in known}
    if new:
        known |= dict.fromkeys(new, "") | dict(names(new))


def _row(row: ExportedRow, units: Known, sectors: Known) -> tuple[Any, ...]:
    return (
        row.code,
        row.title,
        sectors[row.sector_id],
        row.owner_name or None,
        row.channel,
        *(units[each] or None for each in _units(row)),
        row.submitted_at,
        row.accepted_at,
        row.due_at,
        row.ended_at,
        row.returned_at,
        row.refused_on,
        row.outcome or None,
        row.paused,
        row.supplements,
        row.limit_minutes,
        row.minutes_used,
    )
