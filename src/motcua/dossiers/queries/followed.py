"""The dossiers behind the numbers of foresight, one by one, as they are kept with the model that speaks now.

Counted anew they would differ: what was learnt at night has moved on by noon. So the model's row keeps for each dossier
the situations that it passed through, into which tenths of the scale its readings fell, and who alarmed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from motcua.domain.foresight import BUSY, SLACK, Course, Situation, Workload, walk
from motcua.domain.foresight_judging import Followed, Judgement
from motcua.dossiers.models import Foresight
from motcua.dossiers.queries.judgements import read as read_judgement

_LOADS: Final = {SLACK: "-", 0: "0", BUSY: "+"}
_LOAD_VALUES: Final = {sign: load for load, sign in _LOADS.items()}
_WIDTH: Final = 3
"""Letters by which a situation is written: the tenth, the letter of the step, the sign of the load."""


class Part(StrEnum):
    """Which of the dossiers a number counts."""

    LEARNT = "learnt"
    EARLIER = "earlier"
    """Of these, the ones whose date had passed at the cut: by them the model was judged."""
    JUDGED = "judged"
    MISSED = "missed"
    MODEL = "model"
    MODEL_HITS = "model_hits"
    RULE = "rule"
    RULE_HITS = "rule_hits"
    READINGS = "readings"
    ALIKE = "alike"
    IN_TIME = "in_time"
    LATE = "late"


OF_GROUPS: Final = frozenset({Part.ALIKE, Part.IN_TIME, Part.LATE})
"""The parts of a group of similar dossiers."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is opened: a part; with READINGS the tenth of the scale, with those OF_GROUPS the group."""

    part: Part
    bin: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """One dossier that a number counts, or one reading of it: then `tenth` says how many tenths of its term were used.

    `missed` says that it did not end by `due`, as it was known when the model was learnt; of a dossier that was given a
    new date this is the one before.
    """

    dossier_id: int
    due: datetime
    missed: bool
    tenth: int | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """One dossier as the model's row keeps it; `bins` is None where it was learnt from but not judged."""

    dossier_id: int
    due: datetime
    missed: bool
    procedure: str
    unit: str
    passed: frozenset[tuple[int, str, int]]
    bins: tuple[int, ...] | None
    model: bool
    rule: bool


def write(
    courses: Collection[Course], workload: Workload, usual: Mapping[str, int], until: datetime, judged: Judgement | None
) -> dict[str, Any]:
    """The dossiers that a model was learnt from until an instant, and how each was judged, as JSON values."""
    learnt = sorted((each for each in courses if each.due < until), key=lambda each: (each.due, each.dossier))
    steps = sorted({step for each in learnt for _at, step in each.places})
    followed = {each.dossier: each for each in judged.followed} if judged is not None else {}
    rows = []
    for each in learnt:
        passed = {situation for _at, situation in walk(each, workload, usual)}
        way = "".join(sorted(f"{one.tenth}{_letter(steps, one.step)}{_LOADS[one.load]}" for one in passed))
        own = (each.dossier, int(each.due.timestamp()), int(each.missed), each.procedure, each.unit, way)
        rows.append([*own, *_judged(followed, each.dossier)])
    return {"steps": steps, "rows": rows}


def _letter(steps: Sequence[str], step: str) -> str:
    return chr(ord("a") + steps.index(step))


def _judged(followed: Mapping[int, Followed], dossier_id: int) -> list[str]:
    """The tenths of the scale and who alarmed; nothing for a dossier that was not judged."""
    found = followed.get(dossier_id)
    if found is None:
        return []
    return ["".join(map(str, found.bins)), "m" * found.model + "r" * found.rule]


def _read(data: Mapping[str, Any]) -> Iterator[_Kept]:
    for dossier_id, due, missed, procedure, unit, way, *judged in data.get("rows", ()):
        bins, alarms = judged or (None, "")
        yield _Kept(
            dossier_id=dossier_id,
            due=datetime.fromtimestamp(due, UTC),
            missed=bool(missed),
            procedure=procedure,
            unit=unit,
            passed=frozenset(_situations(data["steps"], way)),
            bins=None if bins is None else tuple(map(int, bins)),
            model="m" in alarms,
            rule="r" in alarms,
        )


def _situations(steps: Sequence[str], way: str) -> Iterator[tuple[int, str, int]]:
    for place in range(0, len(way), _WIDTH):
        yield int(way[place]), steps[ord(way[place + 1]) - ord("a")], _LOAD_VALUES[way[place + 2]]


@dataclass(frozen=True, slots=True)
class Kept:
    """The dossiers of the model that a unit has now, and when it learnt them."""

    learnt_at: datetime
    rows: Sequence[_Kept]
    earlier: int

    def behind(self, asked: Behind) -> list[FollowedRow]:
        """The dossiers, or readings, that a number counts; by their dates, the oldest first."""
        if asked.part is Part.READINGS:
            return [
                FollowedRow(each.dossier_id, each.due, each.missed, tenth)
                for each in self.rows
                for tenth, place in enumerate(each.bins or ())
                if place == asked.bin
            ]
        rows = self.rows[: self.earlier] if asked.part is Part.EARLIER else self.rows
        return [FollowedRow(each.dossier_id, each.due, each.missed) for each in rows if _counts(each, asked)]


def kept_of(unit_id: int) -> Kept | None:
    """What is kept of the model that a unit has now; None where nothing was learnt. One query."""
    row = Foresight.objects.filter(unit_id=unit_id, current=True).only("learnt_at", "judgement", "followed").first()
    if row is None:
        return None
    earlier = read_judgement(row.judgement).learnt if row.judgement else 0
    return Kept(row.learnt_at, list(_read(row.followed)), earlier)


def _counts(each: _Kept, asked: Behind) -> bool:
    if asked.part in {Part.LEARNT, Part.EARLIER}:
        return True
    if asked.part in OF_GROUPS:
        right = asked.part is Part.ALIKE or each.missed is (asked.part is Part.LATE)
        return right and _passed(each, asked.group)
    if each.bins is None:
        return False
    alarmed = {Part.MODEL: each.model, Part.MODEL_HITS: each.model, Part.RULE: each.rule, Part.RULE_HITS: each.rule}
    hit = asked.part in {Part.MISSED, Part.MODEL_HITS, Part.RULE_HITS}
    return alarmed.get(asked.part, True) and (each.missed or not hit)


def _passed(each: _Kept, group: str) -> bool:
    """Whether a dossier passed through a situation of a group."""
    own = (Situation(tenth, step, each.procedure, each.unit, load) for tenth, step, load in each.passed)
    return any(group in situation.groups() for situation in own)
