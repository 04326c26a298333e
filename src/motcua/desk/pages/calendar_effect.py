"""What a calendar does to running dossiers, as pages and files say it: numbers, bars, rows. No applicant is named."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.common.csv_lines import BOM, csv_line
from motcua.common.formats import instant, number
from motcua.desk.pages.words import said
from motcua.domain.limits import text_of_minutes
from motcua.dossiers.queries.calendar_effect import Effect, Totals
from motcua.ui.parts import ConfirmPage

if TYPE_CHECKING:
    from motcua.calendars.proposals import Proposal
    from motcua.dossiers.models import CalendarApplication, CalendarTrial

PAGE: Final = 50
PORTION: Final = 500
"""Rows of a file that are named at a time."""


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One dossier whose date moves; `visible` tells whether the reader may open it."""

    code: str
    title: str
    unit: str
    due_before: datetime
    due: datetime
    shift: str
    later: bool
    promised_at: datetime | None
    paper_differs: bool
    paused: bool
    visible: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """One number of the head of the page: what is counted, and a word about it."""

    number: int
    label: str
    note: str = ""


def headlines(totals: Totals, day_minutes: int) -> tuple[Headline, ...]:
    """The numbers that a person reads first."""
    told = [
        Headline(totals.dossiers, _("hồ sơ đang giải quyết theo lịch này")),
        Headline(totals.moved, _("hồ sơ đổi hạn")),
        Headline(totals.later, _("hạn muộn hơn"), _most(totals.most_later, day_minutes)),
        Headline(totals.earlier, _("hạn sớm hơn"), _most(totals.most_earlier, day_minutes)),
        Headline(totals.paper_differs, _("người nộp giữ giấy ghi hạn khác")),
    ]
    if totals.confirmed:
        told.append(Headline(totals.confirmed, _("hạn không còn là tạm tính")))
    return tuple(told)


def _most(minutes: int, day_minutes: int) -> str:
    if not minutes:
        return ""
    return _("nhiều nhất %(time)s làm việc") % {"time": said(text_of_minutes(minutes, day_minutes))}


def shift_words(effect: Effect) -> str:
    """By how much working time a date moves: `muộn hơn 1 ngày`."""
    words = {"time": said(text_of_minutes(effect.minutes, effect.day_minutes))}
    if not effect.minutes:
        return _("cùng giờ làm việc")
    return (_("muộn hơn %(time)s") if effect.later else _("sớm hơn %(time)s")) % words


@dataclass(frozen=True, slots=True)
class Known:
    """What rows need besides their effects: titles and units by id, and which dossiers the reader may open."""

    titles: Mapping[int, str]
    units: Mapping[int, str]
    visible: frozenset[int]


def rows(effects: Sequence[Effect], known: Known) -> list[EffectRow]:
    """The rows of a table."""
    return [
        EffectRow(
            code=effect.code,
            title=known.titles.get(effect.dossier_id, ""),
            unit=known.units.get(effect.unit_id, ""),
            due_before=effect.due_before,
            due=effect.due,
            shift=shift_words(effect),
            later=effect.later,
            promised_at=effect.promised_at,
            paper_differs=effect.paper_differs,
            paused=effect.paused,
            visible=effect.dossier_id in known.visible,
        )
        for effect in effects
    ]


def by_unit(totals: Totals, names: Mapping[int, str]) -> list[tuple[str, int]]:
    """How many dossiers of each competent unit move, the most first."""
    return [(names.get(unit_id, ""), moved) for unit_id, moved in totals.units.most_common()]


def confirm_apply(proposal: "Proposal", tried: "CalendarTrial", cancel_url: str) -> ConfirmPage:
    """The page that repeats what follows, by its trial, before a calendar is applied."""
    totals, published = Totals.from_json(tried.totals), proposal.published
    facts = [
        (_("Lịch"), proposal.name),
        (_("Phiên bản"), str(proposal.number)),
        (_("Chạy thử lúc"), instant(tried.requested_at)),
        (_("Hồ sơ đang giải quyết theo lịch này"), number(totals.dossiers)),
        (_("Đổi hạn"), number(totals.moved)),
        (_("Người nộp giữ giấy ghi hạn khác"), number(totals.paper_differs)),
    ]
    if tried.unreached:
        facts.append((_("Không tính được, giữ hạn cũ"), number(tried.unreached)))
    return ConfirmPage(
        title=_("Áp dụng lịch cho hồ sơ đang giải quyết") if published else _("Công bố và áp dụng lịch"),
        button=_("Áp dụng") if published else _("Công bố và áp dụng"),
        cancel_url=cancel_url,
        effect=_(
            "Mỗi hồ sơ nhận một sự kiện áp dụng lịch; người nộp có hồ sơ đổi hạn được báo. Hồ sơ đã giải quyết xong "
            "không đổi. Sự kiện không xóa được; muốn trở lại thì hoàn nguyên bằng một phiên bản mới."
        ),
        facts=tuple(facts),
        icon="calendar-check",
    )


def confirm_undo(application: "CalendarApplication", cancel_url: str) -> ConfirmPage:
    """The page that repeats what is taken back."""
    return ConfirmPage(
        title=_("Hoàn nguyên lịch"),
        button=_("Mở bản nháp hoàn nguyên"),
        cancel_url=cancel_url,
        effect=_(
            "Một bản nháp giống phiên bản trước được mở. "
            "Hạn chỉ trở lại khi bản nháp được chạy thử, công bố và áp dụng."
        ),
        facts=(
            (_("Lịch"), application.version.calendar.name),
            (_("Phiên bản"), str(application.version.number)),
            (_("Đã áp dụng theo"), application.decision),
        ),
        icon="arrow-counterclockwise",
    )


def csv_lines(effects: Iterable[Effect], known: Callable[[Sequence[Effect]], Known]) -> Iterator[str]:
    """The moved dossiers as a CSV file, line by line, readable by office programs.

    `known` reads what rows need for some dossiers at a time.
    """
    yield BOM + csv_line(
        (
            _("Mã hồ sơ"),
            _("Thủ tục"),
            _("Đơn vị"),
            _("Hạn cũ"),
            _("Hạn mới"),
            _("Giờ làm việc chênh (phút)"),
            _("Giấy hẹn ghi"),
            _("Giấy hẹn khác hạn mới"),
            _("Đang tạm dừng"),
        )
    )
    waiting = iter(effects)
    while portion := list(islice(waiting, PORTION)):
        for effect, row in zip(portion, rows(portion, known(portion)), strict=True):
            yield csv_line(_cells(effect, row))


def _cells(effect: Effect, row: EffectRow) -> tuple[str | int, ...]:
    yes_no = (_("không"), _("có"))
    return (
        row.code,
        row.title,
        row.unit,
        instant(row.due_before),
        instant(row.due),
        effect.minutes,
        "" if row.promised_at is None else instant(row.promised_at),
        yes_no[row.paper_differs],
        yes_no[row.paused],
    )
