"""Is foresight any good? Judged by time: what was learnt before a cut is held against what began after it.

Two questions. How true are the probabilities: the Brier score (mean square of the error; lower is better) against
always saying the share that was seen before the cut, and a table of calibration. How useful are they: the model may
alarm on no more dossiers than the plain rule "less than 20 % of the limit left" does, and the warning given is compared
over every dossier that was missed; one without an alarm had none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Final

from motcua.domain.foresight import TENTHS, Workload, learn, situation_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from motcua.domain.foresight import Course, Model

NEAR: Final = 7
"""The mark at which a fifth of the term is left: when the plain rule alarms."""

LEARNT_SHARE: Final = 0.6
"""The share of the dossiers that had begun when the cut is made."""

ENOUGH_JUDGED: Final = 100
ENOUGH_MISSED: Final = 20
"""Below these numbers of dossiers, and of missed ones, nothing is proved."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the scale of probabilities: how many readings fell there, their mean, and the share that missed."""

    number: int
    predicted: float
    seen: float


@dataclass(frozen=True, slots=True)
class Alarms:
    """What alarms were worth: how many dossiers, how many of these missed, the median (nearest rank)
    warning over all missed ones."""

    number: int
    hits: int
    warning: timedelta


@dataclass(frozen=True, slots=True)
class Followed:
    """One judged dossier: into which tenth of the scale each of its readings fell (at its start, then at each tenth of
    its term until it was over), whether the model and the plain rule alarmed, and whether it missed its date."""

    dossier: int
    bins: tuple[int, ...]
    model: bool
    rule: bool
    missed: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good a model was that knew only what was known at `cut`, on dossiers begun after it and due before `until`.

    `readings` are the judged probabilities, ten at most for a dossier, `silent` those where the model said nothing
    (the base is taken). `bins` has ten entries, None where nothing fell. `followed` are the judged dossiers one by one;
    a judgement that was only kept for its numbers has none.
    """

    cut: datetime
    until: datetime
    learnt: int
    judged: int
    missed: int
    readings: int
    silent: int
    brier: float
    base: float
    base_brier: float
    bins: tuple[Bin | None, ...]
    model: Alarms
    rule: Alarms
    followed: tuple[Followed, ...] = field(default=(), repr=False)

    @property
    def proves(self) -> bool:
        """Whether there were dossiers enough to judge by."""
        return self.judged >= ENOUGH_JUDGED and self.missed >= ENOUGH_MISSED

    @property
    def beats(self) -> bool:
        """Whether the model may be shown: truer than the base, and a longer warning than the plain rule gives."""
        return self.proves and self.brier < self.base_brier and self.model.warning > self.rule.warning


def cut_of(courses: Sequence[Course], until: datetime) -> datetime | None:
    """The instant at which the past is cut in two; None without a past."""
    starts = sorted(course.started for course in courses if course.due < until)
    return starts[int(len(starts) * LEARNT_SHARE)] if starts else None


def judge(courses: Sequence[Course], cut: datetime, until: datetime) -> Judgement:
    """Learn what was known at `cut` and hold it against what began from then on and was due before `until`."""
    workload = Workload(courses)
    model = learn(courses, workload, cut)
    base = _share([course for course in courses if course.due < cut])
    later = [course for course in courses if course.started >= cut and course.due < until]
    said = [list(_readings(course, model, workload)) for course in later]
    pairs = [(base if p is None else p, course.missed) for course, each in zip(later, said, strict=True) for p in each]
    ours = _first_above(later, model, workload)
    plain = [course.marks[NEAR] if course.marks[NEAR] < course.over else None for course in later]
    return Judgement(
        cut=cut,
        until=until,
        learnt=model.learnt,
        judged=len(later),
        missed=sum(course.missed for course in later),
        readings=len(pairs),
        silent=sum(p is None for each in said for p in each),
        brier=brier(pairs),
        base=base,
        base_brier=brier([(base, missed) for _p, missed in pairs]),
        bins=bins(pairs),
        model=_alarms(later, ours),
        rule=_alarms(later, plain),
        followed=tuple(
            Followed(
                dossier=course.dossier,
                bins=tuple(bin_of(base if p is None else p) for p in each),
                model=by_model is not None,
                rule=by_rule is not None,
                missed=course.missed,
            )
            for course, each, by_model, by_rule in zip(later, said, ours, plain, strict=True)
        ),
    )


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean square of the error of probabilities; 0 without any."""
    return fmean((p - missed) ** 2 for p, missed in pairs) if pairs else 0.0


def bins(pairs: Sequence[tuple[float, bool]]) -> tuple[Bin | None, ...]:
    """The table of calibration: ten bins of equal width."""
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(TENTHS)]
    for p, missed in pairs:
        sorted_in[bin_of(p)].append((p, missed))
    return tuple(
        Bin(len(fell), fmean(p for p, _m in fell), fmean(missed for _p, missed in fell)) if fell else None
        for fell in sorted_in
    )


def bin_of(p: float) -> int:
    """The tenth of the scale into which a probability falls, 0 to 9."""
    return min(int(p * TENTHS), TENTHS - 1)


def _on_the_way(course: Course) -> list[datetime]:
    """The instants at which a dossier is read: at the start and at each tenth, while it is not over."""
    return [at for at in (course.started, *course.marks) if at < course.over]


def _share(past: Sequence[Course]) -> float:
    """The share of readings of dossiers that missed: the best constant to say."""
    of_all = [course.missed for course in past for _at in _on_the_way(course)]
    return fmean(of_all) if of_all else 0.5


def _readings(course: Course, model: Model, workload: Workload) -> Iterator[float | None]:
    for at in _on_the_way(course):
        situation = situation_of(course, at, workload.open_at(course.unit, at), model.usual)
        forecast = model.forecast(situation)
        yield None if forecast is None else forecast.probability


def _first_above(later: Sequence[Course], model: Model, workload: Workload) -> list[datetime | None]:
    """When the model would have alarmed on each dossier, at the lowest threshold at which it alarms no more often than
    the plain rule; None where it would not."""
    said = [list(_said(course, model, workload)) for course in later]
    peaks = sorted((max((p for _at, p in each), default=0.0) for each in said), reverse=True)
    most = sum(course.marks[NEAR] < course.over for course in later)
    above = peaks[most] if most < len(peaks) else -1.0
    return [next((at for at, p in each if p > above), None) for each in said]


def _said(course: Course, model: Model, workload: Workload) -> Iterator[tuple[datetime, float]]:
    for at, situation in walk(course, workload, model.usual):
        forecast = model.forecast(situation)
        if forecast is not None:
            yield at, forecast.probability


def _alarms(later: Sequence[Course], alarmed: Sequence[datetime | None]) -> Alarms:
    """What alarms were worth, one instant or None for each dossier."""
    both = list(zip(later, alarmed, strict=True))
    warnings = sorted(timedelta(0) if at is None else course.due - at for course, at in both if course.missed)
    return Alarms(
        number=sum(at is not None for at in alarmed),
        hits=sum(at is not None for course, at in both if course.missed),
        warning=warnings[(len(warnings) - 1) // 2] if warnings else timedelta(0),
    )
