"""Apologies in the demo: said in advance and met, sent too late, owed in red; and the office that looks after them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from motcua.domain.apologies import LetterState
from motcua.domain.worktime import local_date
from motcua.dossiers.queries import apologies as queries
from motcua.dossiers.queries.late_reasons import reasons
from motcua.dossiers.services.apologies.checking import approve, review
from motcua.dossiers.services.apologies.drafting import draft, proposal
from motcua.dossiers.services.apologies.issuing import number
from motcua.dossiers.services.apologies.opening import letter_due_of, open_due_duties
from motcua.dossiers.services.apologies.saying import say_late
from motcua.dossiers.services.apologies.sending import deliver, send
from motcua.organisation.roles import Role
from motcua.project.demo.lives import APPRAISAL, Life

if TYPE_CHECKING:
    from motcua.dossiers.models import Apology
    from motcua.project.demo.world import World

SAID = "Chờ xác minh thực tế, dự kiến cần thêm vài ngày làm việc."
PROOF = "Người nộp ký nhận trên liên lưu."
WROTE_SHARE = 0.9
"""Share of the dossiers that ended late whose apology is written after all."""
ROUND = 20
"""The working minute of the day at which an office looks at its apologies."""


class Apologised(Life):
    """The handler says early that it will be late; the letter goes out before the date, and the new one is met."""

    least_days = 3
    until: datetime | None = None
    """Until when the appraisal takes, once the letter has gone out."""

    def during(self) -> Iterator[datetime]:
        """Say so half-way to the last hour of the letter, write it, send it."""
        dossier = self.dossier
        since, by, due = dossier.step_since or self.born, letter_due_of(dossier), dossier.due_at
        if by is None or due is None or by == due or by <= since:
            return
        at = self.said_at(since, by, due)
        yield at
        apology = opened(self, at)
        at = self.world.working(at, self.world.chance.uniform(5, 20))
        yield at
        write(self.world, apology, at)
        self.again()
        self.until = self.world.working(max(at, due), self.world.chance.uniform(10, 60))

    def said_at(self, since: datetime, by: datetime, due: datetime) -> datetime:
        """Return when the handler says that it will be late."""
        return self.world.working(since, self.world.calendar.minutes_between(since, by) * 0.5)

    def spent(self) -> datetime:
        """Finish the appraisal a little after the first date, and everything after it quickly."""
        if self.until is None:
            return super().spent()
        if self.dossier.step_no == APPRAISAL:
            return self.until
        return self.world.working(self.dossier.step_since or self.born, self.world.chance.uniform(5, 30))


class ApologisedLate(Apologised):
    """Nobody said anything until the date had passed: the letter is late, and the dossier stays so."""

    def said_at(self, since: datetime, by: datetime, due: datetime) -> datetime:
        """Return some hours after the date."""
        return self.world.working(max(since, due), self.world.chance.uniform(30, 400))


def opened(life: Life, at: datetime) -> "Apology":
    """Return the duty of the dossier's present date: the one that the date opened, or the handler's word."""
    for apology in queries.duties_of(life.dossier):
        if apology.state == LetterState.OPEN:
            return apology
    return say_late(life.dossier, reason="verification", note=SAID, actor=life.actor(), at=at)


def write(world: "World", apology: "Apology", at: datetime) -> "Apology":
    """Let the office draft, review, approve, number and send the letter, one after the other."""
    office, agency = apology.executing_unit_id or apology.competent_unit_id, apology.competent_unit_id
    known = reasons(local_date(at))
    reason = apology.reason or Random(apology.pk).choice(known)  # noqa: S311  a demo, not a secret
    made = proposal(apology, reason.words, at)
    handler = world.who(Role.HANDLER, office)
    apology = draft(apology, reason=reason.code, body=made.body, new_due_at=made.new_due_at, actor=handler, at=at)
    apology = review(apology, actor=world.who(Role.UNIT_HEAD, office), at=at)
    apology = approve(apology, actor=world.who(Role.LEADER, agency), at=at)
    clerk = world.who(Role.CLERK, agency)
    apology = number(apology, actor=clerk, at=at)
    return send(apology, by=world.chance.choice(("post", "handed", "email")), actor=clerk, at=at)


def look_after(world: "World", begun: datetime) -> Iterator[datetime]:
    """Live an office's daily rounds: duties open by the date, late ends are apologised for after all, or are not."""
    on = local_date(begun)
    while True:
        on = world.calendar.working_day_after(on)
        at = world.calendar.add_minutes(world.calendar.opening_of(on), ROUND)
        yield at
        open_due_duties(at)
        _apologise(world, at)


def _apologise(world: "World", at: datetime) -> None:
    """Write the letters of dossiers that ended late some days ago, and note which letters arrived."""
    ended = queries.owed_after_end(at - timedelta(days=2))
    for apology in ended.select_related("dossier", "reason"):
        if Random(apology.pk).random() < WROTE_SHARE:  # noqa: S311  a demo, not a secret
            write(world, apology, at)
    for apology in queries.on_their_way(at - timedelta(days=3)).select_related("dossier"):
        clerk = world.who(Role.CLERK, apology.competent_unit_id)
        deliver(apology, on=local_date(at), note=PROOF, actor=clerk, at=at)
