"""The slides of a briefing: a period's figures, charts, and the five worst and best changes since the one before."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.common.formats import instant_long, number
from motcua.documents import papers
from motcua.domain import changes
from motcua.domain.changes import Change, Part
from motcua.domain.indicators.values import Dimension
from motcua.organisation.actors import Actor
from motcua.reporting.charts import keeping
from motcua.reporting.charts.pictures import Bars, Size, digest
from motcua.reporting.dashboards import counting, pages, sections, words
from motcua.reporting.dashboards.asking import Asked
from motcua.reporting.dashboards.counting import ON_TIME
from motcua.reporting.dashboards.parts import Panel
from motcua.reporting.opening.addresses import figure_url
from motcua.reporting.opening.words import names_of, value_words

MOST_BARS: Final = 6
"""Lying bars on a slide, so that letters stay large."""

LONGEST: Final = 110
"""Letters of a name on a slide: a longer one ends at a word, with its code where it has one; pages have it whole."""

HALF: Final = 29
"""Letters in a line of a name where the worst and the best changes stand side by side."""

ROOM: Final = 7.2
"""So many centimetres a table of changes may be high; higher ones stand on a slide each."""

STEPS: Final = 4
"""Portions of the work, for its progress bar."""

Told = Callable[[], None]


def slides(actor: Actor, wanted: Asked, at: datetime, told: Told = lambda: None) -> bytes:
    """The slides as PDF; `told` is called after each of `STEPS` portions."""
    head = counting.head(wanted)
    told()
    panels = [
        _for_slide(panel)
        for section in (
            sections.Section.OVERVIEW,
            sections.Section.UNITS,
            sections.Section.SUBJECTS,
            sections.Section.LATE,
        )
        for panel in sections.panels_of(section, actor, wanted, at)
        if panel.picture is not None
    ]
    told()
    drawn = keeping.draw_now([(panel.picture, Size.SLIDE) for panel in panels if panel.picture is not None], at)
    told()
    data = {
        "title": _("Giao ban: giải quyết thủ tục hành chính"),
        "unit": pages.whose(wanted),
        "period": words.name_of(wanted.period),
        "days": words.period_words(wanted.now),
        "made": _("Lập lúc %(time)s từ hồ sơ trong phần mềm; mỗi số mở được đúng những hồ sơ nó đếm.")
        % {"time": instant_long(at)},
        "foot": _("Số liệu theo những gì đã ghi lúc %(time)s") % {"time": instant_long(at)},
        "head-title": _("Số liệu trong kỳ"),
        "head": [_head_cell(cell) for cell in pages.head_cells(head)],
        "head-sources": [_source("form06.7", wanted), _source(ON_TIME, wanted)],
        "slides": [_slide(panel, drawn, wanted) for panel in panels],
        **_changes(wanted),
    }
    pdf = papers.render_slides(data, at=at)
    told()
    return pdf


def _for_slide(panel: Panel) -> Panel:
    """With fewer bars and no name that crowds them, and what the slide does not show said of the table."""
    if not isinstance(panel.picture, Bars):
        return panel
    rows = tuple(replace(row, label=short(row.label)) for row in panel.picture.rows[:MOST_BARS])
    note = panel.note
    if len(panel.picture.rows) > MOST_BARS:
        note = _("%(shown)s dòng nhiều nhất; bảng điều hành có đủ.") % {"shown": MOST_BARS}
    return replace(panel, picture=replace(panel.picture, rows=rows), note=note)


def short(name: str, code: str = "") -> str:
    """A name as a slide has room for it."""
    if len(name) <= LONGEST:
        return name
    end = f"… ({code})" if code else "…"
    return textwrap.shorten(name, LONGEST, placeholder=end)


def _head_cell(cell: pages.HeadCell) -> dict[str, Any]:
    before = _("kỳ trước %(value)s") % {"value": value_words(cell.before.figure)} if cell.before else ""
    return {
        "label": cell.label,
        "value": value_words(cell.now.figure),
        "notes": [part for part in (cell.base, before) if part],
        "late": cell.late,
    }


def _slide(panel: Panel, drawn: Any, wanted: Asked) -> dict[str, Any]:
    assert panel.picture is not None, "only what is drawn becomes a slide"
    return {
        "title": panel.title,
        "svg": drawn[digest(panel.picture, Size.SLIDE)],
        "words": panel.picture.words,
        "note": panel.note,
        "sources": [_source(panel.code, wanted)] if panel.code else [],
    }


def _source(code: str, wanted: Asked) -> str:
    """The code of a figure and where its rows open."""
    address = f"{settings.PUBLIC_URL}{figure_url(code, wanted.question(wanted.now))}"
    return f"{code}: {address}"


# --- changes


def rates(wanted: Asked) -> list[tuple[str, Part, Part]]:
    """The rate on time of each unit and each procedure in the period before and in this one, by name."""
    return [*_unit_rates(wanted), *_procedure_rates(wanted)]


def _unit_rates(wanted: Asked) -> list[tuple[str, Part, Part]]:
    split = wanted.reach.split
    before, after = (counting.by(wanted, split, period) for period in (wanted.earlier, wanted.now))
    keys = [key for key in {**before, **after} if key is not None]
    names = names_of(split, keys)
    if len(keys) < 2:
        return []
    return [(short(str(names.get(key, key))), _part(before, [key]), _part(after, [key])) for key in keys]


def _procedure_rates(wanted: Asked) -> list[tuple[str, Part, Part]]:
    before, after = (counting.by(wanted, Dimension.PROCEDURE, period) for period in (wanted.earlier, wanted.now))
    labels = catalogue.labels([key for key in {**before, **after} if key is not None])
    versions: dict[str, list[int]] = {}
    for key, label in labels.items():
        versions.setdefault(label.code, []).append(key)
    return [
        (short(labels[keys[0]].label, code), _part(before, keys), _part(after, keys)) for code, keys in versions.items()
    ]


def _part(told: counting.Told, keys: Sequence[Any]) -> Part:
    return Part(*counting.together({key: told[key] for key in keys if key in told}))


def _changes(wanted: Asked) -> dict[str, Any]:
    found = changes.ranked(rates(wanted))
    worst, best = [_change(each) for each in found.worst], [_change(each) for each in found.best]
    caution = _(
        "Chỉ xếp nơi có từ %(least)s hồ sơ đã giải quyết trong cả hai kỳ; %(few)s đơn vị, thủ tục ít hơn không xếp. "
        "Khoảng tin cậy 95 phần trăm của thay đổi gồm cả 0 thì ghi «có thể do ngẫu nhiên»."
    ) % {"least": changes.LEAST_BASE, "few": number(len(found.few))}
    return {
        "change-title": _("Tỷ lệ đúng hạn so với %(before)s") % {"before": words.period_words(wanted.earlier)},
        "worst-title": _("Năm nơi giảm nhiều nhất"),
        "best-title": _("Năm nơi tăng nhiều nhất"),
        "worst": worst,
        "best": best,
        "change-apart": max(_height(worst), _height(best)) > ROOM,
        "nothing": _("Không có nơi nào đủ hồ sơ để so sánh."),
        "change-heads": [_("Đơn vị, thủ tục"), _("Kỳ trước"), _("Kỳ này"), _("Điểm %")],
        "caution": caution,
        "change-sources": [_source(ON_TIME, wanted)],
    }


def _change(each: Change[str]) -> dict[str, Any]:
    return {
        "name": each.key,
        "before": _of(each.before),
        "after": _of(each.after),
        "points": words.signed(each.difference),
        "mark": _("có thể do ngẫu nhiên") if each.by_chance else "",
    }


def _height(rows: Sequence[dict[str, Any]]) -> float:
    """How many centimetres a table of changes takes where two stand side by side."""
    lines = [max(-(-len(row["name"]) // HALF) + bool(row["mark"]), 2) for row in rows]
    return sum(0.34 + 0.54 * each for each in lines)


def _of(part: Part) -> dict[str, str]:
    share = words.share(counting.rate(part.counted, part.base).value, 1)
    return {"share": share, "count": f"{number(part.counted)}/{number(part.base)}"}
