"""Words for values of the catalogue, in the reader's language."""

from django.utils.translation import gettext as _

from motcua.catalogue.vocabulary import Channel, Level
from motcua.common import formats
from motcua.domain.limits import LimitUnit, TimeLimit, text_of_minutes
from motcua.domain.routing import MINUTES_PER_DAY, Fit, Measure, Place, Span, SumCheck
from motcua.organisation.roles import ROLE_LABELS, Role


def limit_words(stored: str) -> str:
    """A stored limit («5 working_days») in words; nothing for none."""
    return TimeLimit.parse(stored).as_text().render(_) if stored else ""


def channel_words(channel: str) -> str:
    """A way of filing in words."""
    return str(Channel(channel).label)


def level_words(levels: list[str]) -> str:
    """Levels in words: «Cấp tỉnh, Cấp xã»."""
    known = [str(Level(level).label) for level in levels if level in Level.values]
    return ", ".join(known)


def role_words(role: str) -> str:
    """A role in words; an unknown one as it is stored."""
    return str(ROLE_LABELS[Role(role)]) if role in set(Role) else role


def place_words(place: str) -> str:
    """A place of a step in words."""
    return {
        Place.RECEIVING: _("Nơi tiếp nhận"),
        Place.EXECUTING: _("Đơn vị thực hiện"),
        Place.COMPETENT: _("Cơ quan có thẩm quyền"),
    }[Place(place)]


def unit_words(unit: str) -> str:
    """A unit of time limits in words, for choices."""
    return {
        LimitUnit.WORKING_HOURS: _("giờ làm việc"),
        LimitUnit.WORKING_DAYS: _("ngày làm việc"),
        LimitUnit.CALENDAR_DAYS: _("ngày (kể cả ngày nghỉ)"),
        LimitUnit.CALENDAR_MONTHS: _("tháng"),
        LimitUnit.SAME_DAY: _("trong ngày"),
    }[LimitUnit(unit)]


def span_words(span: Span, measure: Measure) -> str:
    """How long a span is: «5 ngày làm việc», «3 đến 5 ngày làm việc», «30 ngày»."""
    if span.least == span.most:
        return _amount_words(span.most, measure)
    return _("từ %(least)s đến %(most)s") % {
        "least": _amount_words(span.least, measure),
        "most": _amount_words(span.most, measure),
    }


def fit_words(check: SumCheck) -> str:
    """One sentence: how the sum of the steps stands to the limit, with the difference."""
    difference = span_words(_absolute(check.difference), check.measure)
    if check.fit is Fit.EQUAL:
        return _("Tổng các bước bằng đúng thời hạn.")
    if check.fit is Fit.SHORTER:
        return _("Tổng các bước ngắn hơn thời hạn %(difference)s.") % {"difference": difference}
    if check.fit is Fit.LONGER:
        return _("Tổng các bước dài hơn thời hạn %(difference)s.") % {"difference": difference}
    return _("Chưa chắc vừa: thời hạn tính cả ngày nghỉ, số ngày làm việc trong đó thay đổi.")


def _absolute(span: Span) -> Span:
    low, high = sorted((abs(span.least), abs(span.most)))
    return Span(low, high)


def _amount_words(amount: int, measure: Measure) -> str:
    if measure is Measure.CALENDAR_DAYS:
        return _("%(days)s ngày") % {"days": formats.number(amount)}
    if amount == 0:
        return _("0 giờ làm việc")
    return _("%(time)s làm việc") % {"time": text_of_minutes(amount, MINUTES_PER_DAY).render(_)}
