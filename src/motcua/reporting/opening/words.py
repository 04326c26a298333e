"""How a figure and its question are written: value with its unit, period, whose dossiers, filters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue import queries as catalogue
from motcua.catalogue.vocabulary import Channel
from motcua.common import formats
from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import HUNDRED, Kind
from motcua.domain.indicators.values import Dimension
from motcua.organisation import queries as organisation
from motcua.organisation.kinds import Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from motcua.domain.indicators.definitions import Figure, Source
    from motcua.domain.indicators.values import Period
    from motcua.figures.questions import Question

KIND_WORDS: Final = {
    Kind.COUNT: gettext_noop("đếm"),
    Kind.RATE: gettext_noop("tỷ lệ"),
    Kind.MEAN: gettext_noop("trung bình"),
    Kind.MEDIAN: gettext_noop("trung vị"),
    Kind.P90: gettext_noop("phân vị 90"),
}
STEP_WORDS: Final = {
    "receive": gettext_noop("tiếp nhận"),
    "assign": gettext_noop("phân công"),
    "appraise": gettext_noop("thẩm định"),
    "review": gettext_noop("xem lại"),
    "sign": gettext_noop("ký"),
    "issue": gettext_noop("vào số, đóng dấu"),
    "return": gettext_noop("trả kết quả"),
    "other": gettext_noop("bước khác"),
}
_DIMENSIONS: Final = {
    Dimension.FIELD: gettext_noop("lĩnh vực"),
    Dimension.PROCEDURE: gettext_noop("thủ tục"),
    Dimension.CHANNEL: gettext_noop("hình thức nộp"),
    Dimension.OFFICER: gettext_noop("công chức"),
    Dimension.LEVEL: gettext_noop("cấp"),
    Dimension.STEP: gettext_noop("bước"),
    Dimension.COMPETENT_UNIT: gettext_noop("nơi giải quyết"),
    Dimension.RECEIVING_UNIT: gettext_noop("nơi tiếp nhận"),
    Dimension.EXECUTING_UNIT: gettext_noop("nơi thực hiện"),
}
_CHOICES: Final = {Dimension.CHANNEL: dict(Channel.choices), Dimension.LEVEL: dict(Level.choices)}


def source_words(source: Source) -> str:
    """A text that fixes figures, and since when (until when) it is in force."""
    if not source.text:
        return _("Định nghĩa riêng của phần mềm: chưa văn bản nào quy định.")
    if source.valid_to is None:
        told = _("từ %(first)s") % {"first": formats.day(source.valid_from)}
    else:
        dates = {"first": formats.day(source.valid_from), "last": formats.day(source.valid_to)}
        told = _("từ %(first)s đến trước %(last)s") % dates
    return f"{source.text} ({told})"


def step_words(kind: str) -> str:
    """The kind of a step."""
    return _(STEP_WORDS.get(kind, kind))


def value_words(figure: Figure) -> str:
    """The value as people read it: `52.031`, `87,03 %`, `3 giờ 20 phút` of working time; a dash for nothing."""
    return written(figure.code, figure.value)


def written(code: str, value: Decimal | None) -> str:
    """The same of a value alone."""
    if value is None:
        return "–"
    kind = registry.ALL[code].kind
    if kind is Kind.COUNT:
        return formats.number(value)
    if kind is Kind.RATE:
        return formats.percent(value / HUNDRED, registry.ALL[code].places)
    return minutes_words(int(value))


def minutes_words(minutes: int) -> str:
    """Working time as hours and minutes: `12 giờ 05 phút`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s phút") % {"minutes": rest}
    return _("%(hours)s giờ %(minutes)s phút") % {"hours": formats.number(hours), "minutes": f"{rest:02d}"}


def period_words(period: Period) -> str:
    """From the first to the last day."""
    last = period.ends - timedelta(days=1)
    return _("%(first)s đến %(last)s") % {"first": formats.day(period.starts), "last": formats.day(last)}


def question_words(question: Question) -> list[str]:
    """What narrows a question, a phrase each: whose dossiers, filters, the instant of knowledge."""
    found = []
    if question.units is not None:
        found.append(f"{_(_DIMENSIONS[question.unit_by])}: {_units(question.units)}")
    found += [f"{_(_DIMENSIONS[each])}: {_named(each, values)}" for each, values in question.only]
    if question.known_at is not None:
        found.append(_("theo dữ liệu lúc %(at)s") % {"at": formats.instant(question.known_at)})
    return found


def _units(units: frozenset[int]) -> str:
    root = getattr(units, "root", None)
    names = organisation.unit_names([root] if root is not None else sorted(units)[:4])
    said = ", ".join(sorted(names.values())) or "–"
    if root is not None:
        return _("%(unit)s và các đơn vị bên dưới") % {"unit": said}
    rest = len(units) - len(names)
    return said if rest <= 0 else _("%(units)s và %(number)s đơn vị khác") % {"units": said, "number": rest}


def _named(dimension: Dimension, values: Iterable[object]) -> str:
    known = [value for value in values if value is not None]
    names = names_of(dimension, known)
    said = sorted(names.get(value, str(value)) for value in known)
    return ", ".join(said + [_("không rõ")] * (len(known) < len(list(values))))


def names_of(dimension: Dimension, values: Iterable[object]) -> dict[object, str]:
    """The names of a dimension's values. One query at most."""
    wanted = list(values)
    if dimension in _CHOICES:
        words = _CHOICES[dimension]
        return {value: str(words[str(value)]) for value in wanted if str(value) in words}
    if dimension is Dimension.STEP:
        return {value: step_words(str(value)) for value in wanted}
    ids = [value for value in wanted if isinstance(value, int)]
    if dimension is Dimension.OFFICER:
        return dict(organisation.person_names(ids).items())
    if dimension is Dimension.FIELD:
        return {sector.pk: sector.name for sector in catalogue.sectors() if sector.pk in set(ids)}
    if dimension is Dimension.PROCEDURE:
        return {pk: label.label for pk, label in catalogue.labels(ids).items()}
    return dict(organisation.unit_names(ids).items())
