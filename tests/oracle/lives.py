"""A small office for some weeks: real services, a clock that is set, and instants where figures go wrong.

Officers work at any hour: on the last minute of a term and one after it, at midnight, on a Saturday, at the edge of a
period; some things are recorded hours after they took effect; what was clicked wrongly is undone; parts go to other
units; results are corrected; late dossiers get their letters; the calendar changes under way.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.common import clock
from motcua.domain.errors import MotcuaError
from motcua.domain.lifecycle import Action
from motcua.domain.worktime import ZONE
from motcua.dossiers import queries
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.services.apologies.opening import open_due_duties
from motcua.dossiers.services.apologies.sending import send
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.forward import forward
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.parties import Paper
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.undo import undo
from motcua.organisation.actors import Actor
from tests.cast import AT, Cast
from tests.dossiers.calendars import a_draft, a_storm, applied
from tests.dossiers.letters import numbered
from tests.dossiers.test_random_lives import ACTS
from tests.factories import World, a_filing, a_world, an_accepted, an_offering

WITH_FEE = "2.001035"
"""Certification of a transaction: two working days, 50,000 đồng."""

RARE = {Action.STOP, Action.REQUEST_WITHDRAWAL, Action.REFUSE_INTAKE, Action.CORRECT, Action.SEND_BACK}
ONWARD = {Action.ACCEPT, Action.FORWARD, Action.SUBMIT_FOR_SIGNATURE, Action.RESOLVE, Action.RETURN_RESULT}
"""What brings a dossier nearer to its end; the rest alone would leave nearly all of them running."""
SOURCES = ("paper", "scan", "electronic", "database", "reused")


@dataclass
class Office:
    """What happens in it, turn by turn."""

    cast: Cast
    worlds: list[World]
    dice: random.Random
    now: datetime = AT
    dossiers: list[int] = field(default_factory=list)

    def live(self, turns: int) -> None:
        """Let things happen."""
        for _turn in range(turns):
            self.now = self._next()
            with clock.set_to(self.now), suppress(MotcuaError):
                self._choose()()

    def _choose(self) -> Callable[[], object]:
        draw = self.dice.random()
        if draw < 0.18 or len(self.dossiers) < 2:
            return self._arrive
        if draw < 0.24:
            return self._apologise
        if draw < 0.26:
            return self._storm
        return self._onward if draw < 0.45 else self._work

    def _next(self) -> datetime:
        """The next instant: some time later, or one of those that matter."""
        dice, now = self.dice, self.now
        plain = now + timedelta(minutes=dice.choice([0.05, 7, 45, 200, 1500]))
        if dice.random() < 0.6:
            return plain
        local = now.astimezone(ZONE)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        saturday = midnight + timedelta(days=(5 - midnight.weekday()) % 7, hours=9)
        due = [at for at in Dossier.objects.filter(pk__in=self.dossiers).values_list("due_at", flat=True) if at]
        soon = min((at for at in due if at > now), default=plain)
        return dice.choice(
            [midnight, midnight - timedelta(minutes=1), saturday, soon, soon, soon + timedelta(minutes=1)]
        )

    def _at(self, dossier: Dossier | None = None) -> datetime:
        """When it took effect: now, or hours before it is recorded."""
        if self.dice.random() > 0.15:
            return self.now
        early = self.now - timedelta(minutes=self.dice.choice([30, 240, 1000]))
        latest = None if dossier is None else dossier.events.order_by("-seq").values_list("at", flat=True).first()
        return early if latest is None or latest < early else self.now

    def _arrive(self) -> None:
        dice, world = self.dice, self.dice.choice(self.worlds)
        papers = tuple(
            Paper(name=f"Giấy {number}", source=dice.choice(SOURCES), received=dice.random() < 0.9)
            for number in range(dice.randrange(4))
        )
        if dice.random() < 0.5:
            filing = a_filing(world, channel=dice.choice(["online", "post"]), papers=papers)
            self.dossiers.append(submit(filing, actor=self.cast.desk_officer, at=self._at()).pk)
        else:
            self.dossiers.append(an_accepted(world, self._at(), papers=papers).pk)

    def _work(self) -> None:
        dossier = Dossier.objects.get(pk=self.dice.choice(self.dossiers))
        at = self._at(dossier)
        likely = [pair for pair in self._open(dossier, at) if pair[1] not in RARE or self.dice.random() < 0.2]
        if likely:
            self._act(dossier, *self.dice.choice(likely), at)

    def _onward(self) -> None:
        """A dossier goes from hand to hand, as far as it gets; now and then a hand-over is clicked wrongly."""
        pk = self.dice.choice(self.dossiers)
        for _hand in range(5):
            dossier = Dossier.objects.get(pk=pk)
            ways = [pair for pair in self._open(dossier, self.now) if pair[1] in ONWARD]
            if not ways:
                return
            actor, action = self.dice.choice(ways)
            with clock.set_to(self.now):
                self._act(dossier, actor, action, self.now)
                if action is Action.FORWARD and self.dice.random() < 0.1:
                    undo(Dossier.objects.get(pk=pk), actor=actor, at=self.now)
            self.now += timedelta(minutes=self.dice.choice([1, 20, 90]))

    def _open(self, dossier: Dossier, at: datetime) -> list[tuple[Actor, Action]]:
        """Who may do what."""
        cast = self.cast
        people = [cast.desk_officer, cast.one_stop_head, cast.unit_head, cast.handler, cast.leader, cast.clerk]
        return [(actor, action) for actor in people for action in queries.actions_now(actor, dossier, at)]

    def _act(self, dossier: Dossier, actor: Actor, action: Action, at: datetime) -> None:
        if action is Action.CONFIRM_PAYMENT:
            way = self.dice.choice(["", "online", "cash"])
            confirm_payment(dossier, way=way, actor=actor, at=at)
        elif action is Action.RESOLVE:
            resolve(dossier, outcome=self.dice.choice(["", "REFUSED"]), note="x", actor=actor, at=at)
        elif action is Action.RETURN_RESULT:
            return_result(dossier, channel=self.dice.choice(["desk", "electronic"]), actor=actor, at=at)
        elif action is Action.FORWARD and dossier.step_no == 2 and self.dice.random() < 0.5:
            forward(dossier, actor=actor, at=at, person_id=self.cast.handler.id)
        elif action is Action.ASK_PAYMENT:
            ask_payment(dossier, note="x", actor=actor, at=at)
        elif action is Action.ASK_SUPPLEMENT:
            numbers = [*dossier.components.values_list("no", flat=True), None]
            item = Item(name="x", component_no=self.dice.choice(numbers))
            ask_supplement(dossier, items=[item], note="x", actor=actor, at=at, reason="still_incomplete")
        else:
            ACTS[action](dossier, actor, at)

    def _apologise(self) -> None:
        open_due_duties(self.now)
        duty = Apology.objects.filter(state="OPEN").order_by("pk").last()
        if duty is not None and self.dice.random() < 0.7:
            send(numbered(self.worlds[0], duty, self.now), by="post", actor=self.cast.clerk, at=self.now)

    def _storm(self) -> None:
        starts = self.now + timedelta(days=self.dice.randrange(-3, 9))
        draft = a_draft(self.now)
        a_storm(draft.pk, f"{starts:%Y-%m-%dT%H:00}", f"{starts + timedelta(hours=20):%Y-%m-%dT%H:00}", at=self.now)
        applied(draft, self.now)


def offices(cast: Cast) -> list[World]:
    """Two procedures: one whose law lets the clock stand for a payment, one with a fee."""
    return [a_world(cast, payment_stop="Luật A, Điều 1"), World(cast, an_offering(cast.commune, WITH_FEE))]
