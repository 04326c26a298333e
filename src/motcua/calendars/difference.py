"""What a draft would change, said in sentences a person can check before publishing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from motcua.calendars.content import Content
from motcua.calendars.picture import Key, look_of, session_rows
from motcua.common import formats
from motcua.domain.worktime import Closure, Session, SpecialDay, YearStatus

T = TypeVar("T")


class Change(StrEnum):
    """Added to, or taken out of what is published; a changed row is both."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One change in words."""

    change: Change
    text: str

    @property
    def icon(self) -> str:
        """The icon beside the word."""
        return "plus-circle" if self.change is Change.ADDED else "dash-circle"

    @property
    def word(self) -> str:
        """`Thêm` or `Bỏ`."""
        return _("Thêm") if self.change is Change.ADDED else _("Bỏ")


def differences(old: Content, new: Content) -> list[Difference]:
    """What `new` says otherwise than `old`, by special days, closures, sessions and years."""
    return [
        *_compare(old.special_days, new.special_days, _day),
        *_compare(old.closures, new.closures, _closure),
        *_compare(old.sessions, new.sessions, _session),
        *_compare(old.years, new.years, _year),
    ]


def _compare(old: Iterable[T], new: Iterable[T], say: Callable[[T], str]) -> Iterator[Difference]:
    before, after = list(old), list(new)
    yield from (Difference(Change.REMOVED, say(row)) for row in before if row not in after)
    yield from (Difference(Change.ADDED, say(row)) for row in after if row not in before)


def _day(day: SpecialDay) -> str:
    return f"{formats.weekday(day.on)} {formats.day(day.on)}: {Key(look_of(day.kind)).word}, {day.name}"


def _closure(closure: Closure) -> str:
    words = {"from": formats.instant(closure.starts), "to": formats.instant(closure.ends), "name": closure.name}
    return _("đóng cửa từ %(from)s đến %(to)s: %(name)s") % words


def _session(session: Session) -> str:
    row = session_rows([session])[0]
    return f"{row.weekdays} {row.hours} ({row.purposes}) {row.period}".strip()


def _year(year: tuple[int, YearStatus]) -> str:
    status = _("đã xác nhận") if year[1] is YearStatus.CONFIRMED else _("dự kiến")
    return _("năm %(year)s: %(status)s") % {"year": year[0], "status": status}
