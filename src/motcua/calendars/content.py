"""The content of one calendar version as plain values: what is compared, copied, hashed and turned into a work
calendar.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date

from motcua.domain.worktime import Closure, Purpose, Session, SpecialDay, WorkCalendar, YearStatus

FIRST_DAY = date.min


@dataclass(frozen=True)
class Content:
    """Sessions, special days, closures and years of one version."""

    sessions: tuple[Session, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    closures: tuple[Closure, ...] = ()
    years: tuple[tuple[int, YearStatus], ...] = ()

    def fingerprint(self) -> str:
        """Ten hexadecimal digits of what counts (names and sources included): the same content, the same digits."""
        told = json.dumps([_session_row(s) for s in self.sessions] + _other_rows(self), ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:10]

    def over(self, national: "Content") -> "Content":
        """This unit's own content laid over the national one.

        Own sessions replace all national ones; an own special day replaces the national one of that date; closures
        and years add up.
        """
        own_dates = {day.on for day in self.special_days}
        return Content(
            sessions=self.sessions or national.sessions,
            special_days=(*(d for d in national.special_days if d.on not in own_dates), *self.special_days),
            closures=(*national.closures, *self.closures),
            years=tuple(sorted((dict(national.years) | dict(self.years)).items())),
        )

    def work_calendar(self, version: str) -> WorkCalendar:
        """The domain value that computes."""
        return WorkCalendar(version, self.sessions, self.special_days, self.closures, dict(self.years))


def _session_row(session: Session) -> list[object]:
    return [
        session.weekday,
        session.opens.isoformat("minutes"),
        session.closes.isoformat("minutes"),
        sorted(session.purposes),
        str(session.valid_from),
        str(session.valid_to),
    ]


def _other_rows(content: Content) -> list[list[object]]:
    days: list[list[object]] = [
        [str(day.on), day.kind.value, day.name, day.source, str(day.replaces)] for day in content.special_days
    ]
    closures: list[list[object]] = [
        [c.starts.astimezone(UTC).isoformat(), c.ends.astimezone(UTC).isoformat(), c.name, c.source]
        for c in content.closures
    ]
    years: list[list[object]] = [[year, status.value] for year, status in content.years]
    return days + closures + years


def purposes_of(*, for_intake: bool, for_clock: bool) -> frozenset[Purpose]:
    """The purposes of a session from its two columns."""
    chosen = ((Purpose.INTAKE, for_intake), (Purpose.CLOCK, for_clock))
    return frozenset(purpose for purpose, wanted in chosen if wanted)
