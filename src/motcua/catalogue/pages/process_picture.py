"""A process as a picture: the track of steps, a bar of their times, and the sum beside the limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.catalogue.models import ChannelLimit
from motcua.catalogue.pages.words import fit_words, limit_words, place_words, role_words, span_words
from motcua.catalogue.queries.procedure import ProcessData
from motcua.catalogue.vocabulary import LimitStatus
from motcua.domain import routing
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Fit, Measure, Place, Step

WIDTH = 1000
"""Units of the bar's view box."""
_PLACES = {Place.RECEIVING: "receiving", Place.EXECUTING: "executing", Place.COMPETENT: "competent"}


@dataclass(frozen=True, slots=True)
class BarPart:
    """One step in the bar of times, in units of the view box."""

    no: int
    x: int
    width: int
    place: str


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step of the track: its number, what is done, by whom, in what time."""

    no: int
    name: str
    who: str
    limit: str


@dataclass(frozen=True, slots=True)
class SumLine:
    """The sum of the steps beside one limit; `look` is the kind of note that shows it."""

    limit: str
    total: str
    words: str
    look: str


@dataclass(frozen=True, slots=True)
class ProcessPicture:
    """What the page shows of a process version."""

    data: ProcessData
    name: str
    owner: str
    total: str
    track: tuple[DrawnStep, ...]
    bar: tuple[BarPart, ...]
    bar_label: str
    places: tuple[tuple[str, str], ...]
    sums: tuple[SumLine, ...]
    parallel: bool


def picture(data: ProcessData, limits: Sequence[TimeLimit]) -> ProcessPicture:
    """The picture of a process whose times are compared with these limits."""
    path = routing.critical_path(data.steps)
    by_no = {step.no: step for step in data.steps}
    measure = path.measure
    parts = _bar([by_no[no] for no in path.steps], measure)
    process = data.version.process
    return ProcessPicture(
        data=data,
        name=process.name,
        owner=process.owner.name if process.owner else "",
        total=span_words(path.total, measure),
        track=tuple(_track(step) for step in data.steps),
        bar=parts,
        bar_label=", ".join(f"{step.name} {limit_words(str(step.limit))}" for step in data.steps),
        places=tuple(
            (_PLACES[place], place_words(place)) for place in Place if any(step.place is place for step in data.steps)
        ),
        sums=tuple(_sum(data.steps, limit) for limit in limits),
        parallel=len(path.steps) < len(data.steps),
    )


def served_limits(data: ProcessData, rows: Sequence[ChannelLimit]) -> list[TimeLimit]:
    """The confirmed limits that a process serves: those made for it, or all that name no process."""
    confirmed = [row for row in rows if row.status == LimitStatus.CONFIRMED]
    own = {row.process_id for row in confirmed if row.process_id is not None}
    process_id = data.version.process_id
    terms = [
        row.limit
        for row in confirmed
        if row.process_id == process_id or (row.process_id is None and process_id not in own)
    ]
    return [TimeLimit.parse(term) for term in dict.fromkeys(terms)]


def _track(step: Step) -> DrawnStep:
    return DrawnStep(
        no=step.no,
        name=step.name,
        who=f"{role_words(step.role)}, {place_words(step.place)}",
        limit=limit_words(str(step.limit)),
    )


def _bar(steps: Sequence[Step], measure: Measure) -> tuple[BarPart, ...]:
    spans = [routing.span_of(step.limit, measure).most for step in steps]
    whole = sum(spans) or 1
    parts = []
    reached = 0
    for step, span in zip(steps, spans, strict=True):
        x = reached * WIDTH // whole
        reached += span
        parts.append(BarPart(step.no, x, reached * WIDTH // whole - x, _PLACES[step.place]))
    return tuple(parts)


def _sum(steps: Sequence[Step], limit: TimeLimit) -> SumLine:
    check = routing.check_sum(steps, limit)
    look = {Fit.LONGER: "late", Fit.UNCLEAR: "near"}.get(check.fit, "ok")
    return SumLine(
        limit=limit_words(str(limit)),
        total=span_words(check.path.total, check.measure),
        words=fit_words(check),
        look=look,
    )
