"""Asking when something is due, outside any dossier: command line and public page read and answer the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.calendars import queries
from motcua.domain.deadlines import (
    ClockEvent,
    ClockFacts,
    ClockKind,
    Derivation,
    Line,
    LineKind,
    RuleSet,
    TimeLimit,
    derive,
    rule_set_at,
)
from motcua.domain.deadlines import rule_set as rule_set_of
from motcua.domain.errors import NotFound
from motcua.domain.errors_calendars import InstantNotUnderstood, ModeUnknown, UnitCodeUnknown
from motcua.domain.worktime import ZONE, CountingMode, WorkCalendar, local_date
from motcua.organisation import queries as organisation

LINE_ICONS: Final = {
    LineKind.START: "box-arrow-in-right",
    LineKind.WAIT: "hourglass",
    LineKind.WORK: "plus-circle",
    LineKind.MAKE_UP: "briefcase-fill",
    LineKind.BREAK: "cup-hot",
    LineKind.NIGHT: "moon-stars",
    LineKind.OFF: "calendar-x",
    LineKind.SPECIAL: "flower1",
    LineKind.CLOSURE: "door-closed-fill",
    LineKind.PUSHED: "arrow-right-circle",
    LineKind.PAUSE: "pause-circle",
    LineKind.RESTART: "arrow-repeat",
    LineKind.REAPPOINT: "calendar2-event",
    LineKind.CALENDAR: "calendar3",
    LineKind.MOVED: "arrow-right-circle",
    LineKind.ADOPTED: "box-arrow-in-down",
    LineKind.DUE: "flag-fill",
    LineKind.ENDED: "check2-square",
    LineKind.PROVISIONAL: "question-circle",
}
"""The icon of each kind of line, wherever a derivation is printed; its word stands in the line itself."""


@dataclass(frozen=True)
class Question:
    """When is a dossier due that was accepted `at`, with this limit, in this unit (None: national calendar)?"""

    at: datetime
    limit: TimeLimit
    unit_id: int | None
    mode: CountingMode
    rules: RuleSet


def read(*, at: str, limit: str, unit: str = "", mode: str = "minutes", rule_set: str = "") -> Question:
    """Read a question as typed. Raises BadInput with the field, or RuleSetMissing."""
    accepted = read_instant(at)
    return Question(
        at=accepted,
        limit=TimeLimit.parse(limit),
        unit_id=_unit_id(unit, accepted),
        mode=_mode(mode),
        rules=rule_set_of(rule_set) if rule_set else rule_set_at(accepted),
    )


def read_instant(text: str) -> datetime:
    """An instant in ISO form; without an offset it is Viet Nam's time."""
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InstantNotUnderstood(field="at", value=text) from None
    return parsed.replace(tzinfo=ZONE) if parsed.tzinfo is None else parsed


def _mode(text: str) -> CountingMode:
    if text not in set(CountingMode):
        raise ModeUnknown(field="mode", value=text, known=", ".join(CountingMode))
    return CountingMode(text)


def _unit_id(code: str, at: datetime) -> int | None:
    if not code.strip():
        return None
    try:
        return organisation.unit_by_code(code.strip(), local_date(at)).pk
    except NotFound:
        raise UnitCodeUnknown(field="unit", value=code, on=f"{local_date(at):%d/%m/%Y}") from None


def ask(question: Question) -> Derivation:
    """Derive the answer by the calendar in force for the unit. Raises CalendarMissing."""
    return answer_by(queries.current_calendar(question.unit_id), question)


def answer_by(calendar: WorkCalendar, question: Question) -> Derivation:
    """Derive the answer by a calendar. Raises CalendarMissing."""
    accepted = ClockEvent(ClockKind.ACCEPTED, question.at, calendar_version=calendar.version)
    facts = ClockFacts(question.rules, question.limit, None, question.mode, (accepted,))
    return derive(facts, {calendar.version: calendar})


def as_json(answer: Derivation, translate: Callable[[str], str] = _) -> dict[str, Any]:
    """The answer as one JSON object: `due`, `provisional`, `lines` (each as `line_as_json` says)."""
    assert answer.due is not None
    return {
        "due": answer.due.astimezone(ZONE).isoformat(),
        "provisional": answer.provisional,
        "lines": [line_as_json(line, translate) for line in answer.lines],
    }


def line_as_json(line: Line, translate: Callable[[str], str] = _) -> dict[str, Any]:
    """One line of a derivation; `name` and `source` are empty where nothing special is behind it."""
    return {
        "from": line.starts.astimezone(ZONE).isoformat(),
        "to": line.ends.astimezone(ZONE).isoformat(),
        "kind": line.kind.value,
        "minutes": line.minutes,
        "text": line.sentence.render(translate),
        "name": line.name,
        "source": line.source,
    }
