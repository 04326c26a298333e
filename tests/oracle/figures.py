"""Every figure of the registry, worked out from stories: which it counts, which it divides by, what comes out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from tests.oracle.story import Stay, Story

HANOI = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Answer:
    """The rows that are counted and divided by (ids of dossiers; number of dossier and event for stays), the two sums
    and the value.
    """

    counted: tuple[Any, ...]
    base: tuple[Any, ...]
    numerator: int
    denominator: int
    value: Decimal | None


def day(at: datetime) -> date:
    """The day on a clock in Hanoi."""
    return at.astimezone(HANOI).date()


class Oracle:
    """Answers for the dossiers told, in a period from one day up to another."""

    def __init__(self, told: Iterable[Story], starts: date, ends: date) -> None:
        self.told = [story for story in told if story.official]
        self.starts, self.ends = starts, ends
        self.closing = datetime(ends.year, ends.month, ends.day, tzinfo=HANOI)

    def within(self, at: datetime | None) -> bool:
        """Whether something happened in the period."""
        return at is not None and self.starts <= day(at) < self.ends

    # the sets of the form

    def received(self, s: Story) -> bool:
        return self.within(s.accepted)

    def carried(self, s: Story) -> bool:
        before = s.accepted is not None and day(s.accepted) < self.starts
        return before and (s.done is None or day(s.done) >= self.starts)

    def handled(self, s: Story) -> bool:
        return self.received(s) or self.carried(s)

    def resolved(self, s: Story) -> bool:
        return self.handled(s) and s.done is not None and day(s.done) < self.ends

    def pending(self, s: Story) -> bool:
        return self.handled(s) and not self.resolved(s)

    def late(self, s: Story) -> bool:
        due = s.due or s.statutory_due
        return self.resolved(s) and due is not None and s.ended is not None and s.ended > due

    def early(self, s: Story) -> bool:
        return (
            self.resolved(s)
            and not self.late(s)
            and s.due is not None
            and s.done is not None
            and day(s.done) < day(s.due)
        )

    def early_by_minute(self, s: Story) -> bool:
        due = s.due or s.statutory_due
        return self.resolved(s) and due is not None and s.ended is not None and s.ended < due

    def overdue(self, s: Story) -> bool:
        due = s.due or s.statutory_due
        return self.pending(s) and s.paused is None and due is not None and due < self.closing

    def in_time(self, s: Story, due: datetime | None) -> bool:
        due = due or s.statutory_due
        ended = s.done is not None and day(s.done) < self.ends
        return ended and s.ended is not None and (due is None or s.ended <= due)

    def due_here(self, s: Story) -> bool:
        return s.accepted is not None and self.within(s.due) and s.paused is None

    def with_result(self, s: Story) -> bool:
        return self.resolved(s) and s.outcome in ("GRANTED", "REFUSED")

    # the portal's rule

    def portal_judges(self, s: Story) -> bool:
        refused = s.accepted is None and self.within(s.refused)
        return (self.handled(s) or refused) and (s.due or s.statutory_due) is not None

    def portal_in_time(self, s: Story) -> bool:
        due = s.due or s.statutory_due
        if due is None or s.supplements > 1:
            return False
        if s.ended is not None and s.ended < self.closing:
            return s.ended <= due
        if s.paused is not None and s.asked is None:
            return True
        compared = self.closing if s.paused is None or s.asked is None else min(s.asked, self.closing)
        return compared <= due

    # answers

    def count(self, holds: Callable[[Story], bool]) -> Answer:
        found = [s.dossier for s in self.told if holds(s)]
        return Answer(
            tuple(found), tuple(s.dossier for s in self.told), len(found), len(self.told), Decimal(len(found))
        )

    def share(
        self,
        base: Callable[[Story], bool],
        holds: Callable[[Story], bool],
        part: Callable[[Story], int] = lambda _: 1,
        whole: Callable[[Story], int] = lambda _: 1,
    ) -> Answer:
        of = [s for s in self.told if base(s)]
        found = [s for s in of if holds(s)]
        top, bottom = sum(map(part, found)), sum(map(whole, of))
        value = Decimal((20_000 * top + bottom) // (2 * bottom)) / 100 if bottom else None
        return Answer(tuple(s.dossier for s in found), tuple(s.dossier for s in of), top, bottom, value)

    def time(self, percent: int | None) -> Answer:
        of = [s for s in self.told if self.resolved(s)]
        found = [s for s in of if s.minutes is not None]
        minutes = [s.minutes for s in found if s.minutes is not None]
        ids = tuple(s.dossier for s in found)
        return Answer(ids, tuple(s.dossier for s in of), len(found), len(of), _middle(minutes, percent))

    def dossiers(self) -> dict[str, Answer]:
        """Every figure of dossiers by its code."""
        return {**self._form(), **self._beside(), **self._rates(), **self._papers_and_letters(), **self._index()}

    def _form(self) -> dict[str, Answer]:
        online: Callable[[Story], bool] = lambda s: s.channel == "online"  # noqa: E731
        return {
            "form06.3": self.count(self.handled),
            "form06.4": self.count(lambda s: self.received(s) and online(s)),
            "form06.5": self.count(lambda s: self.received(s) and not online(s)),
            "form06.6": self.count(self.carried),
            "form06.7": self.count(self.resolved),
            "form06.8": self.count(self.early),
            "form06.9": self.count(lambda s: self.resolved(s) and not self.late(s) and not self.early(s)),
            "form06.10": self.count(self.late),
            "form06.11": self.count(self.pending),
            "form06.12": self.count(lambda s: self.pending(s) and not self.overdue(s)),
            "form06.13": self.count(self.overdue),
            "form06.8_minute": self.count(self.early_by_minute),
            "form06.9_minute": self.count(
                lambda s: self.resolved(s) and not self.late(s) and not self.early_by_minute(s)
            ),
        }

    def _beside(self) -> dict[str, Answer]:
        refused: Callable[[Story], bool] = lambda s: s.accepted is None and self.within(s.refused)  # noqa: E731

        def ended(*outcomes: str) -> Answer:
            return self.count(lambda s: self.resolved(s) and s.outcome in outcomes)

        return {
            "dossiers.received": self.count(self.received),
            "dossiers.presented": self.count(lambda s: self.received(s) or refused(s)),
            "dossiers.not_accepted": self.count(refused),
            "dossiers.granted": ended("GRANTED"),
            "dossiers.refused": ended("REFUSED"),
            "dossiers.withdrawn": ended("WITHDRAWN"),
            "dossiers.stopped": ended("STOPPED", "NO_SUPPLEMENT"),
            "dossiers.paused": self.count(lambda s: self.pending(s) and s.paused is not None),
            "dossiers.due_open": self.count(lambda s: self.due_here(s) and self.pending(s)),
            "dossiers.without_due": self.count(lambda s: self.handled(s) and s.due is None and s.statutory_due is None),
        }

    def _rates(self) -> dict[str, Answer]:
        done = lambda s: self.resolved(s) and self.in_time(s, s.due)  # noqa: E731
        return {
            "on_time.resolved": self.share(self.resolved, done),
            "on_time.received": self.share(self.received, done),
            "on_time.due": self.share(self.due_here, lambda s: self.in_time(s, s.due)),
            "on_time.to_handle": self.share(self.handled, done),
            "on_time.resolved.first_due": self.share(self.resolved, lambda s: self.in_time(s, s.first_due)),
            "on_time.resolved.statutory": self.share(self.resolved, lambda s: self.in_time(s, s.statutory_due)),
            "resolved.received": self.share(self.received, self.resolved),
            "resolved.to_handle": self.share(self.handled, self.resolved),
            "pending.received": self.share(self.received, self.pending),
            "late.to_handle": self.share(self.handled, lambda s: self.late(s) or self.overdue(s)),
            "online.received": self.share(self.received, lambda s: s.channel == "online"),
            "time.median": self.time(50),
            "time.p90": self.time(90),
        }

    def _papers_and_letters(self) -> dict[str, Answer]:
        told = lambda s: self.received(s) and bool(s.papers)  # noqa: E731
        owed: Callable[[Story], bool] = lambda s: self.within(s.apology_due)  # noqa: E731
        always: Callable[[Story], bool] = lambda _: True  # noqa: E731
        return {
            "digitised.dossiers": self.share(told, lambda s: s.digitised == s.papers),
            "digitised.components": self.share(told, always, lambda s: s.digitised or 0, lambda s: s.papers or 0),
            "reused.components": self.share(told, always, lambda s: s.reused or 0, lambda s: s.papers or 0),
            "apologies.owed": self.count(owed),
            "apologies.sent": self.share(
                owed, lambda s: s.apology_sent is not None and day(s.apology_sent) < self.ends
            ),
            "apologies.in_time": self.share(
                owed,
                lambda s: s.apology_sent is not None and s.apology_due is not None and s.apology_sent <= s.apology_due,
            ),
        }

    def _index(self) -> dict[str, Answer]:
        papers = lambda s: self.received(s) and bool(s.papers)  # noqa: E731
        return {
            "index766.2.1": self.share(self.portal_judges, self.portal_in_time),
            "index766.2.2": self.time(None),
            "index766.3.3": self.share(self.with_result, lambda s: s.channel == "online" and s.electronic is True),
            "index766.3.6": self.share(lambda s: self.received(s) and s.fee is True, lambda s: s.paid_online is True),
            "index766.4.1": self.share(self.with_result, lambda s: s.electronic is True),
            "index766.4.2": self.share(papers, lambda s: (s.digitised or 0) > 0),
            "index766.4.3": self.share(papers, lambda s: (s.reused or 0) > 0),
        }

    def steps(self) -> dict[str, Answer]:
        """Every figure of stays by its code."""
        all_ = [stay for story in self.told for stay in story.stays]
        done = [stay for stay in all_ if self.within(stay.left)]
        termed = [stay for stay in done if stay.due is not None]
        good = [stay for stay in termed if stay.due is not None and stay.left <= stay.due]
        late = [stay for stay in termed if stay.due is not None and stay.left > stay.due]
        rate = Decimal((20_000 * len(good) + len(termed)) // (2 * len(termed))) / 100 if termed else None
        minutes = [stay.minutes for stay in done]
        return {
            "steps.done": Answer(_keys(done), _keys(all_), len(done), len(all_), Decimal(len(done))),
            "steps.on_time": Answer(_keys(good), _keys(termed), len(good), len(termed), rate),
            "steps.late": Answer(_keys(late), _keys(all_), len(late), len(all_), Decimal(len(late))),
            "steps.median": Answer(_keys(done), _keys(done), len(done), len(done), _middle(minutes, 50)),
            "steps.p90": Answer(_keys(done), _keys(done), len(done), len(done), _middle(minutes, 90)),
        }


def _keys(stays: Sequence[Stay]) -> tuple[tuple[int, int], ...]:
    return tuple((stay.dossier, stay.seq) for stay in stays)


def _middle(minutes: Sequence[int], percent: int | None) -> Decimal | None:
    """The time that so many of a hundred do not pass; without a percentage the mean."""
    if not minutes:
        return None
    if percent is None:
        return Decimal((2 * sum(minutes) + len(minutes)) // (2 * len(minutes)))
    rank = 1
    while rank * 100 < percent * len(minutes):
        rank += 1
    return Decimal(sorted(minutes)[rank - 1])
