"""Every morning when the office opens each officer is told the work of the day: late, due today, near."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.calendars import queries as calendars
from motcua.common import writing
from motcua.domain.errors import CalendarMissing, CalendarUnknown
from motcua.domain.worktime import local_date
from motcua.dossiers.policies import EXECUTIVE
from motcua.dossiers.queries.my_work import counts_of
from motcua.notifications.addresses import list_path
from motcua.notifications.models import Digest
from motcua.notifications.services.notify import Notice, Subject, notify_all, person
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor

WINDOW: Final = timedelta(hours=3)
"""A worker that comes back later in the morning still tells; in the afternoon the day's digest is past."""

PORTION: Final = 50


def run(at: datetime) -> int:
    """Tell those whose office opened and who were not told today; returns how many digests were made."""
    on = local_date(at)
    told = set(Digest.objects.filter(on=on).values_list("person_id", flat=True))
    waiting = [pk for pk in organisation.ids_with_roles(EXECUTIVE, at) if pk not in told]
    opened = [actor for pk in waiting if _has_opened(actor := organisation.actor_of_person(pk, at), at)]
    for first in range(0, len(opened), PORTION):
        _tell(opened[first : first + PORTION], at)
    return len(opened)


def _has_opened(actor: Actor, at: datetime) -> bool:
    """Whether the office of a person opened today, not long ago."""
    on = local_date(at)
    try:
        calendar = calendars.current_calendar(min(actor.unit_ids, default=None))
        if not calendar.is_working_day(on):
            return False
        opening = calendar.opening_of(on)
    except (CalendarMissing, CalendarUnknown):
        return False
    return opening <= at < opening + WINDOW


def _tell(actors: list[Actor], at: datetime) -> None:
    """Count, keep the numbers, and tell those who have anything to do: in one transaction, so that nobody is twice."""
    rows = [_digest(actor, at) for actor in actors]
    with transaction.atomic():
        writing.insert(rows, unless_there=True)
        notify_all([_notice(row, at) for row in rows if row.late or row.today or row.near])


def _digest(actor: Actor, at: datetime) -> Digest:
    counts = counts_of(actor, at)
    return Digest(person_id=actor.id or 0, on=local_date(at), made_at=at, **counts)


def _notice(row: Digest, at: datetime) -> Notice:
    values: dict[str, object] = {"day": row.on, "link": list_path()}
    for name in ("late", "today", "near"):
        if number := getattr(row, name):
            values |= {name: number, f"link_{name}": list_path(name)}
    return Notice(
        topic="digest",
        recipients=(person(row.person_id),),
        subject=Subject("person", row.person_id),
        values=values,
        key=f"digest:{row.on}:{row.person_id}",
        at=at,
        path=list_path(),
    )
