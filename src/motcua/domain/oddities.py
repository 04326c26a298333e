"""Signs of work outside the software: what the record of a dossier shows when it was not kept while the work was done.

Four signs (no proof of anything: each is a reason to look). A dossier entered later than received; a result released
before the last steps were really done; results recorded in a burst; a result handed out without confirmation. The
leaders of the source articles ask for dossiers that are in time "in the software and in reality" (S2-13, S2-14).
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from motcua.domain.routing import StepKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from motcua.domain.routing import Step

K = TypeVar("K")

ENTRY_GAP: Final = timedelta(minutes=15)
"""How long after its receipt a dossier may be entered and still count as entered at once."""

HASTE: Final = timedelta(minutes=1)
"""A step that took less was not worked on while the software looked on."""

HASTY_STEPS: Final = 2
"""So many last steps in haste one after the other are a sign; one alone may be a stroke of a prepared pen."""

BURST_WITHIN: Final = timedelta(minutes=5)
BURST_OF: Final = 5
"""Results that one person recorded within `BURST_WITHIN`: so many are a burst."""


class Oddity(StrEnum):
    """The four signs."""

    LATE_ENTRY = "late_entry"
    EARLY_RELEASE = "early_release"
    BURST = "burst"
    UNCONFIRMED = "unconfirmed"


def entered_late(received: datetime, recorded: datetime) -> bool:
    """Whether a receipt was entered later than at once."""
    return recorded - received > ENTRY_GAP


def unavoidable(steps: Sequence[Step]) -> frozenset[int]:
    """The steps that every way through a process passes, from its first one to the return (which is left out)."""
    after = {step.no: step.next for step in steps}
    followed = {no for step in steps for no in step.next}
    firsts = [step.no for step in steps if step.no not in followed]
    ends = {step.no for step in steps if step.kind is StepKind.RETURN}
    return frozenset(step.no for step in steps if step.no not in ends and not _reaches(firsts, ends, after, step.no))


def _reaches(firsts: Sequence[int], ends: set[int], after: Mapping[int, tuple[int, ...]], without: int) -> bool:
    """Whether an end can be reached from a first step without passing one step."""
    seen: set[int] = {without}
    waiting = [no for no in firsts if no != without]
    while waiting:
        no = waiting.pop()
        if no in ends:
            return True
        if no not in seen:
            seen.add(no)
            waiting += after.get(no, ())
    return False


def released_early(places: Sequence[tuple[datetime, int]], resolved: datetime, required: Collection[int]) -> bool:
    """Whether a result was released before the last steps were really done.

    `places` says since when the dossier lay at which step, in order, the step of reception first; `required` are the
    steps that cannot be avoided. A sign are a step that was never come to, and the last `HASTY_STEPS` steps after
    reception that together saw the dossier for less than `HASTE` each (several stays at one step are added up).
    """
    stayed: dict[int, timedelta] = {}
    leaving = [*(since for since, _step in places[1:]), resolved][: len(places)]
    for (since, step), until in zip(places, leaving, strict=True):
        spent = stayed.pop(step, timedelta(0))
        stayed[step] = spent + (until - since)
    if not set(required) <= set(stayed):
        return True
    worked = [step for step in stayed if step != places[0][1]] if places else []
    return bool(worked) and all(stayed[step] < HASTE for step in worked[-HASTY_STEPS:])


def returned_unconfirmed(confirmations: Sequence[str]) -> bool:
    """Whether a result went out without proof that it came into the right hands.

    `confirmations` names the proof of each time it was handed out, in order (empty: none); after a correction only the
    last time counts, for only that result holds. A result that never went out is no sign.
    """
    return bool(confirmations) and not confirmations[-1].strip()


def bursts(recorded: Iterable[tuple[K, datetime]]) -> frozenset[K]:
    """Which of one person's results were recorded in a burst: at least `BURST_OF` within `BURST_WITHIN`."""
    rows = sorted(recorded, key=lambda row: row[1])
    found: set[K] = set()
    first = 0
    for last, (_key, at) in enumerate(rows):
        while at - rows[first][1] > BURST_WITHIN:
            first += 1
        if last - first + 1 >= BURST_OF:
            found.update(key for key, _at in rows[first : last + 1])
    return frozenset(found)
