"""How long a dossier waits for papers that were asked for, when the calendar changes while it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.clock_facts import ClockFacts, ClockKind
from motcua.domain.rule_sets import closing_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from motcua.domain.worktime import WorkCalendar


def closing_of(facts: ClockFacts, calendars: Mapping[str, WorkCalendar]) -> datetime | None:
    """The instant from which a dossier may be closed whose clock stands since papers were asked for.

    A calendar applied meanwhile may give the applicant days (a last day that became a day off moves on, Civil Code 2015
    art. 148(5)), but takes none that the request promised: the latest of all calendars since the request counts. None
    while the clock does not stand, and where the rules know no such day.
    """
    version: str | None = None
    asked: datetime | None = None
    versions: list[str] = []
    for event in facts.events:
        version = event.calendar_version or version
        if event.kind is ClockKind.PAUSED:
            asked, versions = event.at, []
        elif event.kind in (ClockKind.RESUMED, ClockKind.RESTARTED):
            asked = None
        if asked is not None and version is not None:
            versions.append(version)
    if asked is None:
        return None
    found = [closing_on(calendars[each], asked, facts.rule_set) for each in dict.fromkeys(versions)]
    return max((each for each in found if each is not None), default=None)
