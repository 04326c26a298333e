"""The last working days of the demo as a worker and the people at their bells live them.

Foresight has learnt, duties open, reminders and the morning's digest are told, and people read what rang: a demo made
today opens with the few notices that came since somebody last looked, not with those of a quarter.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from motcua.domain.worktime import local_date
from motcua.dossiers.jobs import foresight
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.inspections.services.look import look
from motcua.jobs.registry import consumers
from motcua.jobs.services import outbox
from motcua.jobs.services.leases import Instants
from motcua.notifications.jobs import digest
from motcua.notifications.services import escalate
from motcua.notifications.services.bell import mark_all_read

if TYPE_CHECKING:
    from motcua.organisation.actors import Actor
    from motcua.project.demo.world import World

DAYS: Final = 4
"""Working days before now that are lived so: within what reminders catch up with, and before notices are too old."""

ROUNDS: Final = (10, 400)
"""Working minutes of a day at which the worker's tasks run and people look at their bell."""

LOOKS: Final = 0.8
"""How often somebody does look."""


def lived(world: "World") -> Iterator[datetime]:
    """Live the rounds of the last working days."""
    days = _days(world)
    for on in days:
        opening = world.calendar.opening_of(on)
        for minutes in ROUNDS:
            at = world.calendar.add_minutes(opening, minutes)
            yield at
            if on == days[0]:
                foresight.run(at)
            _tell(at)
            _read(world, at)


def run_tasks(at: datetime) -> None:
    """Run once what the worker runs at all times."""
    foresight.run(at)
    _tell(at)
    look(at)


def _tell(at: datetime) -> None:
    """Open what is owed by now, and tell everybody what there is to tell."""
    open_due_duties(at)
    escalate.run(at)
    digest.run(at)
    for consumer in consumers():
        outbox.run_consumer(consumer, Instants(at))


def _days(world: "World") -> list[date]:
    """Return the last working days before now, the earliest first."""
    found: list[date] = []
    on = local_date(world.now)
    while len(found) < DAYS:
        on -= timedelta(days=1)
        if world.calendar.is_working_day(on):
            found.append(on)
    return found[::-1]


def _read(world: "World", at: datetime) -> None:
    chance = Random(at.isoformat())  # noqa: S311  a demo, not a secret
    everybody: dict[int, Actor] = {
        actor.id: actor for actors in world.people.values() for actor in actors if actor.id is not None
    }
    for _person_id, actor in sorted(everybody.items()):
        if chance.random() < LOOKS:
            mark_all_read(actor=actor, at=at)
