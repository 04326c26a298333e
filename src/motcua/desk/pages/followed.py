"""Dossiers behind the numbers of foresight: learnt from, judged by, or like one that runs."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common.formats import percent
from motcua.common.pagination import Count, neighbours
from motcua.domain.foresight import BUSY, SLACK, TENTHS
from motcua.dossiers.queries.followed import Behind, FollowedRow, Kept, Part
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.opening.lines import dossier_lines
from motcua.reporting.opening.words import step_words

SHOWN: Final = 50

FAMILIES: Final = (
    (Part.LEARNT, Part.EARLIER),
    (Part.JUDGED, Part.MISSED, Part.MODEL, Part.MODEL_HITS, Part.RULE, Part.RULE_HITS),
    (Part.ALIKE, Part.IN_TIME, Part.LATE),
    (Part.READINGS,),
)
"""Parts that stand beside each other on a page."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One part beside the one that is open."""

    label: str
    count: int
    url: str
    on: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows, and the numbers that lead to its neighbours, as `common.pagination` names them."""

    rows: list[FollowedRow]
    previous: str | None
    next: str | None


def rows_url(unit_id: int, asked: Behind) -> str:
    """Where the dossiers behind a number are listed."""
    query = {"don_vi": str(unit_id), "phan": asked.part.value}
    if asked.part is Part.READINGS:
        query["khoang"] = str(asked.bin)
    if asked.group:
        query["nhom"] = asked.group
    return f"{reverse('desk:foresight_rows')}?{urlencode(query)}"


def behind_words(part: Part) -> str:
    """What a part holds."""
    return {
        Part.LEARNT: _("Đã học"),
        Part.EARLIER: _("Đã học khi đem chấm"),
        Part.JUDGED: _("Được chấm"),
        Part.MISSED: _("Được chấm và trễ"),
        Part.MODEL: _("Dự báo đã cảnh báo"),
        Part.MODEL_HITS: _("Dự báo đã cảnh báo, trễ thật"),
        Part.RULE: _("Quy tắc đã cảnh báo"),
        Part.RULE_HITS: _("Quy tắc đã cảnh báo, trễ thật"),
        Part.READINGS: _("Lần báo"),
        Part.ALIKE: _("Hồ sơ giống"),
        Part.IN_TIME: _("Giống và xong đúng hạn"),
        Part.LATE: _("Giống và trễ"),
    }[part]


def page(actor: Actor, unit_id: int, kept: Kept, asked: Behind, *, first: int) -> dict[str, Any]:
    """The rows from a place on, with the parts beside them. The number of queries does not grow with the rows."""
    family = next(each for each in FAMILIES if asked.part in each)
    found = {part: kept.behind(Behind(part, asked.bin, asked.group)) for part in family}
    rows = found[asked.part]
    shown = rows[first : first + SHOWN]
    return {
        "heading": behind_words(asked.part),
        "unit": organisation.unit_names([unit_id]).get(unit_id, ""),
        "told": _told(asked),
        "learnt_at": kept.learnt_at,
        "tabs": [
            Tab(
                behind_words(part),
                len(found[part]),
                rows_url(unit_id, Behind(part, asked.bin, asked.group)),
                on=part is asked.part,
            )
            for part in family
        ],
        "readings": asked.part is Part.READINGS,
        "rows": _lines(actor, kept, shown),
        "count": Count(len(rows), exact=True),
        "page": Slice(
            shown,
            *neighbours(first, SHOWN, more=first + SHOWN < len(rows)),
        ),
    }


def _lines(actor: Actor, kept: Kept, shown: list[FollowedRow]) -> list[dict[str, Any]]:
    """Each with the date that it was judged by, and whether it kept that one."""
    lines = dossier_lines(actor, [row.dossier_id for row in shown], kept.learnt_at)
    return [
        line
        | {
            "due": row.due,
            "state": _("trễ") if row.missed else _("đúng hạn"),
            "used": "" if row.tenth is None else percent(row.tenth / TENTHS, 0),
        }
        for row, line in zip(shown, lines, strict=True)
    ]


def _told(asked: Behind) -> list[str]:
    """What narrows the rows, in words: the tenth of the scale, or by what they are alike."""
    if asked.part is Part.READINGS:
        return [_("xác suất đã báo %(scale)s") % {"scale": scale_words(asked.bin)}]
    tenth, *marks = asked.group.split("|")
    if not tenth:
        return []
    said = [_("đã dùng %(scale)s thời hạn") % {"scale": scale_words(int(tenth))}]
    if marks:
        said.append(_("ở bước %(step)s") % {"step": step_words(marks[0])})
    if len(marks) > 1:
        said.append(_("cùng thủ tục"))
    if len(marks) > 2:
        said.append(organisation.unit_names([int(marks[2])]).get(int(marks[2]), ""))
    if len(marks) > 3:
        said.append(_load_words(int(marks[3])))
    return said


def _load_words(load: int) -> str:
    words = {SLACK: _("đơn vị ít việc hơn thường"), BUSY: _("đơn vị nhiều việc hơn thường")}
    return words.get(load, _("lượng việc như thường"))


def scale_words(tenth: int) -> str:
    """A tenth of a scale from nothing to the whole."""
    return f"{percent(tenth / TENTHS, 0)} – {percent((tenth + 1) / TENTHS, 0)}"
