"""How a dossier lives in the demo: counter, offices, counter. What may go otherwise is in `turns`.

A life is a generator (see `running`). Everything is done through the services that pages use.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.catalogue.values import CaseRow, OfferingRow
from motcua.domain.lifecycle import Outcome, State
from motcua.domain.routing import StepKind
from motcua.dossiers import queries
from motcua.dossiers.services.accept import accept
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.opening import Filing
from motcua.dossiers.services.parties import Paper, Party
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take import take
from motcua.dossiers.vocabulary import ComponentSource, Confirmation
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role
from motcua.project.demo.people import citizen
from motcua.project.demo.world import World

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

COUNTER_MINUTES = 6
APPRAISAL = 3
"""Number of the step at which an office finds out what is wrong."""
SLOW_SHARE = 0.03
"""Share of lives handled slowly; a slow office uses up to twice its time, another one a third of it."""
HASTE = (0.1, 0.5)
"""An office that is not slow leaves time for those after it: a step takes at most such a share of what is left."""
HURRY = (5, 40)
"""Working minutes of a step where a life is to come quickly to where it waits."""
TRIES = 60
"""How often something else is asked for until its term is long enough for what is to happen."""
REFUSED_SHARE = 0.04
TAKEN_SHARE = 0.3
"""Share of steps at which somebody takes what lies with nobody yet, before doing something about it."""


class Life:
    """One dossier and the chance that leads it."""

    dossier: "Dossier"
    least_days: int = 0
    """Working days of a term that this life needs in order not to be late by itself."""

    def __init__(self, world: World, desk: int, born: datetime, *, least_days: int = 0, hurried: bool = False) -> None:
        self.least_days = max(self.least_days, least_days)
        self.hurried = hurried
        self.world = world
        self.desk = desk
        self.born = born
        self.turned_at = born
        self.slow = world.chance.random() < SLOW_SHARE

    @property
    def begun(self) -> bool:
        """Whether there is a dossier yet."""
        return hasattr(self, "dossier")

    def lived(self) -> Iterator[datetime]:
        """Accept at the counter, handle, return."""
        yield self.born
        officer = self.officer()
        self.dossier = accept(self.filing("direct"), actor=officer, at=self.born)
        yield from self.handled()
        yield from self.collected()

    def officer(self) -> Actor:
        """Return somebody at the desk."""
        return self.world.who(Role.DESK_OFFICER, self.desk)

    def filing(self, channel: str, *, complete: bool = True) -> Filing:
        """Return what a citizen files: a procedure, its case, its papers (one missing where not complete)."""
        chance = self.world.chance
        offering, case = self.asked_for(channel)
        who = citizen(chance)
        owner = Party(
            full_name=who.name,
            identity_number=who.identity_number,
            phone=who.phone,
            address=who.address,
            email=who.email,
            notify_email=bool(who.email),
        )
        return Filing(
            offering_id=offering.id,
            case_id=case.id,
            channel=channel,
            owner=owner,
            papers=_papers(case, SOURCES[channel], self.born.minute, complete=complete),
            result_channel=chance.choices(("desk", "post", "electronic"), (8, 1, 2))[0],
        )

    def asked_for(self, channel: str) -> tuple[OfferingRow, CaseRow]:
        """Return what somebody asks for whose term is long enough for this life."""
        world = self.world
        for _ in range(TRIES):
            offering = world.offering(self.desk)
            case = world.chance.choice(world.cases_of(offering))
            if not self.least_days or world.days_of(offering, case, channel) >= self.least_days:
                break
        return offering, case

    def handled(self) -> Iterator[datetime]:
        """Pass the dossier through its steps until the result is there; its turn comes at the appraisal."""
        turned = False
        while self.dossier.state in {State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE}:
            if self.dossier.step_no == APPRAISAL and not turned:
                turned = True
                for at in self.during():
                    self.turned_at = at
                    yield at
            else:
                yield from self.step()

    def during(self) -> Iterator[datetime]:
        """Yield nothing: in the plain life nothing happens between."""
        yield from ()

    def step(self) -> Iterator[datetime]:
        """Spend the step's time and do what the step is there for."""
        dossier = self.dossier
        at = max(self.spent(), self.turned_at)  # a turn took its own time
        yield at
        actor = self.actor()
        if self._takes_first(actor):
            dossier = take(dossier, actor=actor, at=at)
        step = queries.route_of(dossier).current
        assert step is not None, "a running dossier lies at a step"
        match step.kind:
            case StepKind.ASSIGN:
                handler = self.world.who(Role.HANDLER, dossier.executing_unit_id or 0)
                self.dossier = forward(dossier, actor=actor, at=at, person_id=handler.id)
            case StepKind.REVIEW:
                refused = self.world.chance.random() < REFUSED_SHARE
                proposed = Outcome.REFUSED if refused else Outcome.GRANTED
                self.dossier = submit_for_signature(dossier, actor=actor, at=at, proposed=proposed)
            case StepKind.ISSUE:
                number = f"{self.world.chance.randrange(1, 4000)}/UBND"
                self.dossier = resolve(dossier, actor=actor, at=at, result_number=number)
            case _:
                self.dossier = forward(dossier, actor=actor, at=at)

    def _takes_first(self, actor: Actor) -> bool:
        """Whether the actor takes it before acting: what lies with a colleague always, with nobody at times."""
        holder_id = self.dossier.holder_id
        if holder_id is None:
            return self.world.chance.random() < TAKEN_SHARE
        return bool(holder_id != actor.id)

    def spent(self) -> datetime:
        """Return when whoever has the dossier is done with it: a share of the step's own time."""
        dossier, world = self.dossier, self.world
        since, due = dossier.step_since or self.born, dossier.step_due_at
        if dossier.step_no <= 1 or due is None:
            return world.working(since, COUNTER_MINUTES)
        if self.hurried:
            return world.working(since, world.chance.uniform(*HURRY))
        minutes = world.calendar.minutes_between(since, due)
        if self.slow:
            return world.working(since, minutes * world.chance.uniform(0.6, 2.0))
        left = world.calendar.minutes_between(since, max(since, dossier.due_at or due))
        most = left * world.chance.uniform(*HASTE) or minutes
        return world.working(since, min(minutes * world.chance.betavariate(2, 4), most))

    def items(self) -> list[Item]:
        """Return what a supplement request asks for: the last paper of the dossier."""
        papers = queries.components_of(self.dossier)
        name, number = (papers[-1].name, papers[-1].no) if papers else ("Giấy tờ tùy thân", None)
        return [Item(name=name, quantity=1, problem="Bản chụp bị mờ", component_no=number)]

    def again(self) -> None:
        """Read the dossier anew after something else than this life has changed it."""
        self.dossier = type(self.dossier).objects.get(pk=self.dossier.pk)

    def actor(self) -> Actor:
        """Return whose turn it is: the holder, else somebody with the step's role in its unit."""
        dossier = self.dossier
        people = self.world.people[dossier.step_role, dossier.holder_unit_id or 0]
        return next((p for p in people if p.id == dossier.holder_id), None) or self.world.chance.choice(people)

    def collected(self) -> Iterator[datetime]:
        """Return the result; some come at once, some days later, a few not for weeks."""
        if self.dossier.state != State.RESOLVED:
            return
        world = self.world
        days = world.chance.choices((0.2, 1, 3, 12, 40), (5, 4, 2, 1, 0.3))[0]
        at = world.working(self.dossier.processing_ended_at or self.born, days * 480 * world.chance.uniform(0.3, 1))
        yield at
        confirmation = self.world.chance.choices(CONFIRMED, (80, 10, 4))[0]
        self.dossier = return_result(self.dossier, actor=self.officer(), at=at, confirmation=confirmation)


CONFIRMED = (Confirmation.SIGNED, Confirmation.IDENTITY, "")
"""What proves that a result was handed over; here and there nothing does."""


_DESK = (
    ComponentSource.SCAN,
    ComponentSource.SCAN,
    ComponentSource.PAPER,
    ComponentSource.SCAN,
    ComponentSource.REUSED,
)
_ONLINE = (ComponentSource.ELECTRONIC, ComponentSource.DATABASE, ComponentSource.ELECTRONIC, ComponentSource.REUSED)
SOURCES = {"direct": _DESK, "post": _DESK, "online": _ONLINE}
"""Where papers come from, by the way in which a dossier is filed."""


def _papers(case: CaseRow, sources: Sequence[str], first: int, *, complete: bool) -> tuple[Paper, ...]:
    """Return the papers of a case as handed in, their sources in turn from the one at `first` on."""
    asked = [row for row in case.components if row.is_document]
    return tuple(
        Paper(
            name=row.name,
            component_id=row.id,
            required=row.required,
            originals=row.originals,
            copies=row.copies,
            source=sources[(first + number) % len(sources)],
            received=complete or number < len(asked) - 1,
        )
        for number, row in enumerate(asked)
    )
