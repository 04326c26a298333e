"""A definition followed by hand: the example's rows, what part each takes, and what comes out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue.vocabulary import Channel
from motcua.common import formats
from motcua.domain.indicators import examples, index766, nine, registry
from motcua.domain.indicators.definitions import Kind
from motcua.domain.indicators.examples import Role
from motcua.domain.lifecycle_words import OUTCOME_WORDS
from motcua.reporting.opening import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal

    from motcua.domain.indicators.definitions import Figure

_ROLE_WORDS: Final = {
    Role.COUNTED: gettext_noop("được đếm"),
    Role.DIVIDED_BY: gettext_noop("chỉ ở mẫu số"),
    Role.OUTSIDE: gettext_noop("không xét"),
}
_NOT_COUNTED: Final = gettext_noop("không đếm")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row under the name of its column."""

    head: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the example: its number, what it is there to show, its values, its part in the figure."""

    number: int
    told: str
    cells: tuple[Cell, ...]
    role: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Example:
    """What comes out of the example, and the rows that lead to it."""

    result: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    stays: bool


def result(code: str) -> str:
    """What a figure is in the example: `12`, `8 / 9 = 88,89 %`, `38 giờ 00 phút`."""
    return _result(examples.worked(code).figure)


def _result(figure: Figure) -> str:
    value = words.value_words(figure)
    if registry.ALL[figure.code].kind is not Kind.RATE:
        return value
    return f"{formats.number(figure.numerator)} / {formats.number(figure.denominator)} = {value}"


def example(code: str) -> Example:
    """A figure over the example, row by row."""
    found = examples.worked(code)
    stays = code in registry.OF_STEPS
    columns = _STAY_COLUMNS if stays else (*_COLUMNS, *_more(code))
    lines = tuple(
        Line(
            number=row.dossier_id,
            told=words.step_words(row.step) if stays else _(examples.TOLD[row.dossier_id]),
            cells=tuple(Cell(_(head), told(row)) for head, told in columns),
            role=_(role_words(code, role)),
            counted=role is Role.COUNTED,
        )
        for row, role in found.rows
    )
    return Example(_result(found.figure), tuple(_(head) for head, _told in columns), lines, stays)


def role_words(code: str, role: Role) -> str:
    """The part that a row takes; what divides by nothing has rows that it looks at and does not count."""
    if role is Role.DIVIDED_BY and registry.ALL[code].kind is not Kind.RATE:
        return _NOT_COUNTED
    return _ROLE_WORDS[role]


def score(item: index766.Item) -> str:
    """The points of an item at the rate that the page takes; nothing where it has none."""
    found = index766.score(item, examples.RATE_SCORED)
    return "" if found is None or not item.points else formats.number(found, item.places)


def of_nine() -> list[tuple[nine.Indicator, str, int | None]]:
    """Each of the nine indicators with what the example's dossier or agency shows to it, and its points there."""
    points = {**nine.dossier_points(examples.SERVICE), **nine.agency_points(examples.AGENCY)}
    agency = {name: formats.number(value) for name, value in asdict(examples.AGENCY).items() if isinstance(value, int)}
    return [(each, _(_OF_NINE[each.number]) % agency, points[each.number]) for each in nine.INDICATORS]


_OF_NINE: Final = {
    1: gettext_noop("xong trước hạn"),
    2: gettext_noop("một nơi trước hạn, một nơi đúng hạn"),
    3: gettext_noop("không phải liên hệ lại lần nào"),
    4: gettext_noop("liên hệ một cơ quan"),
    5: gettext_noop(
        "huyện, %(at_one_stop)s trong %(listed)s thủ tục nhận, trả ở Một cửa, %(on_the_spot)s giải quyết tại chỗ"
    ),
    6: gettext_noop("vừa niêm yết vừa có bản điện tử"),
    7: gettext_noop("sớm, không phản ánh"),
    8: gettext_noop("%(feedback_in_time)s trong %(feedback)s phản ánh xử lý đúng hạn"),
    9: gettext_noop(
        "%(online_services)s trong %(eligible)s thủ tục, %(online_dossiers)s trong %(dossiers)s hồ sơ trực tuyến"
    ),
}


def _instant(at: datetime | None) -> str:
    return "–" if at is None else formats.instant(at)


def _number(value: int | Decimal | None) -> str:
    return "–" if value is None else formats.number(value)


def _yes_no(value: object) -> str:
    if value is None:
        return "–"
    return _("có") if value else _("không")


def _ended(row: Any) -> str:
    if row.refused_on is not None:
        return f"{formats.day(row.refused_on)} ({_('từ chối tiếp nhận')})"
    return _instant(row.ended_at)


def _outcome(row: Any) -> str:
    return _(OUTCOME_WORDS[row.outcome]) if row.outcome else "–"


Column = tuple[str, "Callable[[Any], str]"]

_COLUMNS: Final[tuple[Column, ...]] = (
    (gettext_noop("Hình thức nộp"), lambda row: str(Channel(row.channel).label)),
    (gettext_noop("Tiếp nhận lúc"), lambda row: _instant(row.accepted_at)),
    (gettext_noop("Hạn"), lambda row: _instant(row.due_at)),
    (gettext_noop("Kết thúc lúc"), _ended),
)
_OUTCOME: Final[Column] = (gettext_noop("Kết quả"), _outcome)
_FIRST_DUE: Final[Column] = (gettext_noop("Hạn hẹn lần đầu"), lambda row: _instant(row.first_due_at))
_STATUTORY: Final[Column] = (gettext_noop("Hạn theo quy định"), lambda row: _instant(row.statutory_due_at))
_MINUTES: Final[Column] = (gettext_noop("Phút làm việc"), lambda row: _number(row.minutes_used))
_PAPERS: Final[Column] = (gettext_noop("Giấy tờ"), lambda row: _number(row.components))
_DIGITISED: Final[Column] = (gettext_noop("Đã số hóa"), lambda row: _number(row.components_digitised))
_REUSED: Final[Column] = (gettext_noop("Dùng lại"), lambda row: _number(row.components_reused))
_ELECTRONIC: Final[Column] = (gettext_noop("Kết quả điện tử"), lambda row: _yes_no(row.electronic_result))
_SUPPLEMENTS: Final[Column] = (
    gettext_noop("Lần yêu cầu bổ sung"),
    lambda row: _number(row.supplements_before + row.supplements_after),
)
_MORE: Final[tuple[tuple[str, tuple[Column, ...]], ...]] = (
    ("on_time.resolved.first_due", (_FIRST_DUE,)),
    ("on_time.resolved.statutory", (_STATUTORY,)),
    ("apologies.", (
        (gettext_noop("Hạn gửi thư"), lambda row: _instant(row.apology_due_at)),
        (gettext_noop("Gửi thư"), lambda row: _instant(row.apology_sent_at)),
    )),
    ("digitised.", (_PAPERS, _DIGITISED)),
    ("reused.", (_PAPERS, _REUSED)),
    ("time.", (_MINUTES,)),
    ("index766.2.1", (_STATUTORY, _SUPPLEMENTS)),
    ("index766.2.2", (_MINUTES,)),
    ("index766.3.3", (_OUTCOME, _ELECTRONIC)),
    ("index766.3.6", (
        (gettext_noop("Có phí, lệ phí"), lambda row: _yes_no(row.with_fee)),
        (gettext_noop("Trả trực tuyến"), lambda row: _yes_no(row.paid_online)),
    )),
    ("index766.4.1", (_OUTCOME, _ELECTRONIC)),
    ("index766.4.2", (_PAPERS, _DIGITISED)),
    ("index766.4.3", (_PAPERS, _REUSED)),
    ("dossiers.granted", (_OUTCOME,)),
    ("dossiers.refused", (_OUTCOME,)),
    ("dossiers.withdrawn", (_OUTCOME,)),
    ("dossiers.stopped", (_OUTCOME,)),
)  # fmt: skip
"""What else a figure looks at, by the beginning of its code."""

_STAY_COLUMNS: Final[tuple[Column, ...]] = (
    (gettext_noop("Công chức"), lambda row: examples.OFFICERS[row.officer_id]),
    (gettext_noop("Đến ngày"), lambda row: formats.day(row.arrived_on)),
    (gettext_noop("Hạn của bước"), lambda row: _instant(row.due_at)),
    (gettext_noop("Rời bước lúc"), lambda row: _instant(row.left_at)),
    (gettext_noop("Phút làm việc"), lambda row: _number(row.minutes_used)),
)


def _more(code: str) -> tuple[Column, ...]:
    return next((columns for begin, columns in _MORE if code.startswith(begin)), ())
