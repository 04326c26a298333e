"""A situation lived through: what a desk receives, what each person does with it, each act at its own instant.

What one person does in the same way within a stretch of days is one call of its door (a pile); the rows are those of
one by one, which a test of the doors compares. Times are chances: each act takes a share of the dossier's own term, so
that nothing comes late, but nobody writes down that it was in time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.common import clock
from motcua.domain.instants import midnight
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.forward import forward_all
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.parties import Party
from motcua.dossiers.services.resolve import resolve_all
from motcua.dossiers.services.return_result import return_all
from motcua.dossiers.services.submit_for_signature import submit_all_for_signature
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role
from motcua.project.demo.people import citizen
from motcua.project.scenarios.towns import Office, Service

if TYPE_CHECKING:
    from motcua.domain.indicators.values import Period
    from motcua.dossiers.models import Dossier

ACTS: Final = 7
"""What is done after the acceptance: forward, assign, appraise, submit, sign, issue, return."""
RESOLVING: Final = 6
RUSH: Final = 60
"""Working minutes before the end of the period after which only what is meant to stay is received."""
PENDING_FROM: Final = 2
"""Acts after which what stays open lies with its handler."""
SPARE_DAYS: Final = 2
"""Working days that the term of what stays open reaches beyond the period, at least."""
PILE: Final = 40
"""About so many dossiers go through a door together."""


@dataclass(slots=True)
class Arrival:
    """Somebody comes to the desk; `stays`: the dossier is to be open when the period ends."""

    at: datetime
    service: Service
    stays: bool


Pile = list[tuple[datetime, "Dossier"]]
People = dict[Role, Actor]
Door = Callable[[People, "list[Dossier]", list[datetime]], "list[Dossier]"]


@dataclass
class Work:
    """The work of one office: who comes when, and which dossiers wait for which act at which instant."""

    office: Office
    arrivals: list[Arrival]
    agenda: dict[int, Pile] = field(default_factory=lambda: defaultdict(list))


def planned(
    office: Office, received: int, staying: int, period: "Period", calendar: WorkCalendar, chance: Random
) -> Work:
    """Let so many people come during the period, so many of them with what takes longer than the period lasts."""
    days = [on for on in _days(period) if calendar.is_working_day(on)]
    arrivals: list[Arrival] = []
    shortest, longest = office.services[0], office.services[-1]
    for _ in range(staying):
        # It comes so late that its term ends after the period, and early enough to have come to its handler.
        on = days[-chance.randrange(3, max(4, longest.days - SPARE_DAYS))]
        arrivals.append(_arrival(on, longest, calendar, chance, stays=True))
    weights = [service.weight for service in office.services]
    for _ in range(received - staying):
        place = chance.randrange(len(days))
        service = chance.choices(office.services, weights)[0]
        left = len(days) - place
        arrivals.append(
            _arrival(days[place], service if 2 * service.days < left else shortest, calendar, chance, stays=False)
        )
    return Work(office, sorted(arrivals, key=lambda arrival: arrival.at))


def _days(period: "Period") -> Iterator[date]:
    return (period.starts + timedelta(days=n) for n in range((period.ends - period.starts).days))


def _arrival(on: date, service: Service, calendar: WorkCalendar, chance: Random, *, stays: bool) -> Arrival:
    minute = chance.randrange(1, calendar.minutes_of(on) - 2 * RUSH)
    return Arrival(calendar.add_minutes(calendar.opening_of(on), minute), service, stays)


def live(
    works: list[Work], period: "Period", calendar: WorkCalendar, chance: Random, told: Callable[[int], None]
) -> None:
    """Live the period stretch by stretch, one transaction each; `told` hears how many dossiers were received."""
    last = calendar.last_closing_before(period.ends)
    for until in _stretches(works, period):
        with transaction.atomic():
            for work in works:
                comers = [arrival for arrival in work.arrivals if arrival.at < until]
                if comers:
                    work.arrivals = work.arrivals[len(comers) :]
                    _receive(work, comers, calendar, last, chance)
                    told(len(comers))
                _act(work, until)


def _stretches(works: list[Work], period: "Period") -> Iterator[datetime]:
    """Where each stretch ends: so long that the offices, taken together, have piles of a fair size."""
    days = (period.ends - period.starts).days
    received = sum(len(work.arrivals) for work in works)
    length = max(1, PILE * len(works) * days // max(1, received))
    for day in range(length, days, length):
        yield midnight(period.starts + timedelta(days=day))
    yield midnight(period.ends)


def _receive(work: Work, comers: list[Arrival], calendar: WorkCalendar, last: datetime, chance: Random) -> None:
    filings = [_filing(arrival.service, chance) for arrival in comers]
    instants = [arrival.at for arrival in comers]
    with clock.set_to(instants[0]):
        dossiers = accept_all(filings, actor=work.office.people[Role.DESK_OFFICER], at=instants)
    for arrival, dossier in zip(comers, dossiers, strict=True):
        for act, at in enumerate(_instants(arrival, dossier, calendar, last, chance), 1):
            work.agenda[act].append((at, dossier))


def _filing(service: Service, chance: Random) -> Filing:
    who = citizen(chance)
    owner = Party(full_name=who.name, identity_number=who.identity_number, phone=who.phone, address=who.address)
    return Filing(offering_id=service.offering_id, case_id=service.case_id, owner=owner, papers=service.papers)


def _instants(
    arrival: Arrival, dossier: "Dossier", calendar: WorkCalendar, last: datetime, chance: Random
) -> list[datetime]:
    """When each act is done: within a share of the term, and of what is left of the period."""
    assert dossier.due_at is not None, "what is accepted has a date"
    at = arrival.at
    if arrival.stays:
        steps = [at + timedelta(minutes=5 * act) for act in range(1, PENDING_FROM + 1)]
        return [step for step in steps if step < last]
    term = calendar.minutes_between(at, min(dossier.due_at, last))
    ended = term * chance.uniform(0.3, 0.85)
    shares = sorted(chance.random() for _ in range(RESOLVING - 1))
    minutes = [int(ended * share) for share in shares] + [int(ended)]
    handed = int(ended) + chance.randrange(1, max(2, min(RUSH, term - int(ended))))
    return [calendar.add_minutes(at, each) for each in (*minutes, handed)]


def _act(work: Work, until: datetime) -> None:
    """Do what is due by then, act by act: a dossier may go several steps."""
    people = work.office.people
    for act in range(1, ACTS + 1):
        waiting = sorted(work.agenda[act], key=lambda pair: pair[0])
        pile = [pair for pair in waiting if pair[0] < until]
        work.agenda[act] = waiting[len(pile) :]
        if pile:
            instants, dossiers = [at for at, _ in pile], [dossier for _, dossier in pile]
            with clock.set_to(instants[0]):
                _DOORS[act](people, dossiers, instants)


def _forward(role: Role) -> Door:
    return lambda people, dossiers, at: forward_all(dossiers, actor=people[role], at=at)


def _assign(people: People, dossiers: "list[Dossier]", at: list[datetime]) -> "list[Dossier]":
    person_id = people[Role.HANDLER].id
    return forward_all(dossiers, actor=people[Role.UNIT_HEAD], at=at, person_id=person_id)


def _submit(people: People, dossiers: "list[Dossier]", at: list[datetime]) -> "list[Dossier]":
    return submit_all_for_signature(dossiers, actor=people[Role.UNIT_HEAD], at=at)


def _resolve(people: People, dossiers: "list[Dossier]", at: list[datetime]) -> "list[Dossier]":
    return resolve_all(dossiers, actor=people[Role.CLERK], at=at)


def _return(people: People, dossiers: "list[Dossier]", at: list[datetime]) -> "list[Dossier]":
    return return_all(dossiers, actor=people[Role.DESK_OFFICER], at=at)


_DOORS: Final[dict[int, Door]] = {
    1: _forward(Role.DESK_OFFICER),
    2: _assign,
    3: _forward(Role.HANDLER),
    4: _submit,
    5: _forward(Role.LEADER),
    6: _resolve,
    7: _return,
}
