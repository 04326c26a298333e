"""Foresight for readers: the sentence on a dossier's page, and how good it is as a picture with its table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.common.formats import number, percent
from motcua.desk.pages.followed import rows_url, scale_words
from motcua.desk.pages.rows import label_of, labels_of
from motcua.desk.pages.words import said
from motcua.domain.foresight_judging import ENOUGH_JUDGED, ENOUGH_MISSED, Alarms, Bin, Judgement
from motcua.dossiers.policies import SEES_ALL
from motcua.dossiers.queries.followed import Behind, Part
from motcua.dossiers.queries.foresight import foretold, probability_of, sentence_for
from motcua.dossiers.queries.judgements import Judged
from motcua.dossiers.queries.time_states import RUNNING
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from motcua.domain.foresight import Forecast
    from motcua.dossiers.models import Dossier

SIDE: Final = 400
"""Units of the square of the picture, without its margins."""

EVEN: Final = 0.5
LOOKED_AT: Final = 300
SHOWN: Final = 8
"""Of the dossiers due next so many are looked at, and so many of the doubtful shown."""

LARGEST, SMALLEST = 16, 4
"""Radius of a mark: its area is as the number of readings."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of a dossier says: the sentence, by what the others are like it, or why only the plain rule.

    `url` lists those others; empty where the reader may not see them.
    """

    sentence: str
    likeness: str = ""
    remark: str = ""
    doubtful: bool = False
    url: str = ""


def units_of(actor: Actor) -> set[int] | None:
    """Whose foresight an officer reads: of the own units and those above and below them; None for who sees all."""
    if actor.has_any(*SEES_ALL):
        return None
    own = actor.unit_ids
    above = {unit_id for each in own for unit_id in organisation.ancestor_ids(each)}
    return above | {unit_id for each in own for unit_id in organisation.descendant_ids(each)}


def told(actor: Actor, dossier: "Dossier", at: datetime) -> Told | None:
    """What foresight says of a dossier; None where it has nothing to say."""
    found = foretold(dossier, at)
    if found is None:
        return None
    if found.forecast is None:
        return Told(said(found.sentence), remark=said(found.remark))
    alike = ", ".join(likeness_words()[: found.forecast.likeness])
    words = _("Giống ở: %(likeness)s.") % {"likeness": alike}
    return Told(
        said(found.sentence),
        likeness=words,
        doubtful=found.forecast.probability >= EVEN,
        url=_alike_url(units_of(actor), dossier, found.forecast),
    )


def _alike_url(readable: set[int] | None, dossier: "Dossier", forecast: "Forecast") -> str:
    """Where the dossiers that a forecast counted are listed; empty for who may not see them."""
    unit_id = dossier.competent_unit_id
    if unit_id is None or (readable is not None and unit_id not in readable):
        return ""
    return rows_url(unit_id, Behind(Part.ALIKE, group=forecast.group))


def likeness_words() -> tuple[str, ...]:
    """By what dossiers are alike, in the order in which groups narrow."""
    return (_("phần thời hạn đã dùng"), _("bước đang ở"), _("thủ tục"), _("đơn vị xử lý"), _("lượng việc của đơn vị"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A running dossier of which most like it were late."""

    dossier: "Dossier"
    label: str
    probability: str
    sentence: str
    url: str


def doubtful(actor: Actor, rows: "QuerySet[Dossier]", at: datetime) -> list[Doubt]:
    """Of the dossiers due next those that the past doubts most, whose date has not passed. A few queries."""
    ahead = rows.filter(RUNNING, paused_since__isnull=True, due_at__gte=at)
    soon = list(ahead.select_related("holder", "holder_unit").order_by("due_at", "id")[:LOOKED_AT])
    forecasts = probability_of(soon, at)
    worse = sorted(
        (dossier for dossier in soon if dossier.pk in forecasts and forecasts[dossier.pk].probability >= EVEN),
        key=lambda dossier: -forecasts[dossier.pk].probability,
    )[:SHOWN]
    labels = labels_of(worse)
    readable = units_of(actor) if worse else set()
    return [
        Doubt(
            dossier,
            label_of(dossier, labels),
            percent(forecasts[dossier.pk].probability, 0),
            said(sentence_for(forecasts[dossier.pk])),
            _alike_url(readable, dossier, forecasts[dossier.pk]),
        )
        for dossier in worse
    ]


@dataclass(frozen=True, slots=True)
class Mark:
    """One tenth of the scale: where its mark stands, and its row of the table."""

    x: float
    y: float
    radius: float
    scale: str
    readings: int
    predicted: str
    seen: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """What one way of warning was worth; its numbers open their dossiers."""

    name: str
    alarms: int
    hits: int
    warning: str
    url: str
    hits_url: str


@dataclass(frozen=True, slots=True)
class Report:
    """How good foresight is for one unit: in sentences, as a picture, as tables."""

    unit: str
    judged: Judged
    sentences: tuple[str, ...]
    marks: tuple[Mark, ...]
    alarms: tuple[AlarmRow, ...]
    ticks: tuple[tuple[int, int, str], ...]
    certain_from: str
    urls: dict[str, str]
    """Where the dossiers of each part are listed, by its name."""


def report(unit: str, found: Judged) -> Report:
    """The report of one unit."""
    judgement = found.judgement
    urls = {part.value: rows_url(found.unit_id, Behind(part)) for part in Part}
    rows: tuple[AlarmRow, ...] = ()
    if judgement is not None:
        rows = (
            _alarm_row(_("Dự báo từ hồ sơ cũ"), judgement.model, urls["model"], urls["model_hits"]),
            _alarm_row(_("Quy tắc còn dưới một phần năm thời hạn"), judgement.rule, urls["rule"], urls["rule_hits"]),
        )
    return Report(
        unit=unit,
        judged=found,
        sentences=tuple(_sentences(found)),
        marks=() if judgement is None else marks(found.unit_id, judgement.bins),
        alarms=rows,
        ticks=tuple((place * SIDE // 5, SIDE - place * SIDE // 5, percent(place / 5, 0)) for place in range(6)),
        certain_from=percent(found.certain_from, 0),
        urls=urls,
    )


def marks(unit_id: int, bins: tuple[Bin | None, ...]) -> tuple[Mark, ...]:
    """The marks of the tenths into which anything fell: how often it was foreseen to the right, seen upwards."""
    most = max((each.number for each in bins if each is not None), default=1)
    return tuple(_mark(unit_id, place, each, most) for place, each in enumerate(bins) if each is not None)


def _mark(unit_id: int, place: int, each: Bin, most: int) -> Mark:
    predicted, seen = percent(each.predicted, 1), percent(each.seen, 1)
    return Mark(
        x=round(each.predicted * SIDE, 1),
        y=round((1 - each.seen) * SIDE, 1),
        radius=round(max(SMALLEST, LARGEST * (each.number / most) ** 0.5), 1),
        scale=scale_words(place),
        readings=each.number,
        predicted=predicted,
        seen=seen,
        words=_("báo %(predicted)s, thật %(seen)s") % {"predicted": predicted, "seen": seen},
        url=rows_url(unit_id, Behind(Part.READINGS, bin=place)),
    )


def _alarm_row(name: str, alarms: Alarms, url: str, hits_url: str) -> AlarmRow:
    return AlarmRow(name, alarms.number, alarms.hits, _span(alarms.warning), url, hits_url)


def _span(warning: timedelta) -> str:
    """A time of warning in days or hours of the calendar."""
    hours = warning / timedelta(hours=1)
    if hours >= 48:
        return _("%(days)s ngày") % {"days": number(hours / 24, 1)}
    return _("%(hours)s giờ") % {"hours": number(hours, 1)}


def _sentences(found: Judged) -> list[str]:
    judgement = found.judgement
    if judgement is None:
        return [_("Chưa có hồ sơ cũ nào để học. Trang hồ sơ không nói gì về khả năng trễ.")]
    if not judgement.proves:
        numbers = {"judged": number(ENOUGH_JUDGED), "missed": number(ENOUGH_MISSED)}
        return [
            _("Chưa đủ hồ sơ để biết dự báo có đúng không, nên chỉ dùng quy tắc còn dưới một phần năm thời hạn."),
            _("Cần ít nhất %(judged)s hồ sơ để chấm, trong đó %(missed)s hồ sơ trễ.") % numbers,
        ]
    return [_verdict(judgement), _truth(judgement), _worth(judgement)]


def _verdict(judgement: Judgement) -> str:
    if judgement.beats:
        return _("Dự báo tốt hơn quy tắc còn dưới một phần năm thời hạn, nên đang được dùng.")
    return _("Dự báo chưa tốt hơn quy tắc còn dưới một phần năm thời hạn, nên chỉ quy tắc ấy được hiện.")


def _truth(judgement: Judgement) -> str:
    return _("Điểm Brier %(brier)s; nếu lúc nào cũng nói tỷ lệ trễ chung thì %(base)s. Điểm càng thấp càng đúng.") % {
        "brier": number(judgement.brier, 3),
        "base": number(judgement.base_brier, 3),
    }


def _worth(judgement: Judgement) -> str:
    return _("Cảnh báo không nhiều hơn quy tắc, hồ sơ trễ được báo trước %(ours)s (mức giữa); quy tắc: %(rule)s.") % {
        "ours": _span(judgement.model.warning),
        "rule": _span(judgement.rule.warning),
    }
