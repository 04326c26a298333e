"""Why a dossier is due when it is, as one value: page, picture, JSON, printed sheet and command share it.

For officers it names who did what; for the public only the unit. Nothing here is stored: it is derived from the events
each time, so it says what the due date itself follows from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from motcua.calendars import queries as calendars
from motcua.calendars.queries import VersionStory
from motcua.domain.clock_facts import ClockEvent, ClockKind, Line
from motcua.domain.day_spans import Span, spans
from motcua.domain.deadlines import Derivation, derive
from motcua.domain.explanation import late_promise
from motcua.domain.hand_count import HandCount, hand_count
from motcua.domain.lifecycle import EventKind
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Step
from motcua.domain.rule_sets import RuleSet
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import CountingMode, local_date
from motcua.dossiers.models import Apology, Dossier, DossierEvent
from motcua.dossiers.queries.clock import facts_from, versions_in
from motcua.dossiers.queries.legs import ToldLeg, legs_of, told_legs
from motcua.dossiers.queries.stays import Ground, Leg, Lying, Stay, legs, people_in, stays, walk
from motcua.dossiers.queries.steps import steps_of_all
from motcua.dossiers.vocabulary import StopReason, SupplementReason
from motcua.organisation import queries as organisation
from motcua.organisation.actors import ActorKind

_PAUSES: Final = {
    EventKind.SUPPLEMENT_ASKED: gettext_noop("chờ người nộp bổ sung, hoàn thiện hồ sơ"),
    EventKind.PAYMENT_ASKED: gettext_noop("chờ người nộp thực hiện nghĩa vụ tài chính"),
}
_SYSTEM: Final = gettext_noop("hệ thống")
_LETTER: Final = gettext_noop("%(reason)s (thư xin lỗi số %(number)s)")
_NO_REASON: Final = gettext_noop("không ghi nguyên nhân")
_IN_UNIT: Final = "%(person)s, %(unit)s"
_PLAIN: Final = "%(words)s"
_BOTH: Final = "%(why)s; %(more)s"
_REASONS: Final = {**dict(SupplementReason.choices), **dict(StopReason.choices)}


@dataclass(frozen=True, slots=True)
class CalendarReached:
    """A calendar version and the instant from which it counted for the dossier."""

    since: datetime
    story: VersionStory


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the due date of one dossier follows from, as it stood at `at`.

    `promised_at` is what the paper says, `first_due` what acceptance computed, `statutory_due` the legal term, `due`
    the committed term over all events. `calendars` are the versions that counted, in the order in which they reached
    the dossier. `public` says that people are told by their unit.
    """

    code: str
    at: datetime
    public: bool
    accepted_at: datetime | None
    promised_at: datetime | None
    first_due: datetime | None
    statutory_due: datetime | None
    due: datetime | None
    provisional: bool
    paused_since: datetime | None
    ended_at: datetime | None
    limit: TimeLimit | None
    statutory_limit: TimeLimit | None
    mode: CountingMode
    rules: RuleSet
    calendars: tuple[CalendarReached, ...]
    lines: tuple[Line, ...] = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)
    count: HandCount | None = field(repr=False)
    stays: tuple[Stay, ...] = field(repr=False)
    legs: tuple[Leg, ...] = field(repr=False)
    parallel: tuple[ToldLeg, ...] = field(repr=False)
    derivation: Derivation = field(repr=False)

    @property
    def late(self) -> bool:
        """Whether the due instant passed before processing ended (a clock that stands is not late)."""
        if self.due is None or self.paused_since is not None:
            return False
        return (self.ended_at or self.at) > self.due

    @property
    def minutes_per_day(self) -> int | None:
        """The office's own working day, in the calendar that counts."""
        calendar = self.derivation.calendar
        return None if calendar is None else calendar.day_minutes(local_date(self.derivation.started))


def explanation_of(dossier: Dossier, at: datetime, *, public: bool = False) -> Explanation | None:
    """The explanation of a dossier; None before acceptance. At most nine queries, however long its story."""
    events = list(DossierEvent.objects.filter(dossier_id=dossier.pk).order_by("seq"))
    if not any(event.clock for event in events):
        return None
    lying = walk(dossier, events) if dossier.process_version_id is not None else []
    names = _Names(dossier, events, lying, public=public)
    clock = tuple(_clock_event(event, names) for event in events if event.clock)
    facts = facts_from(dossier, clock)
    known = calendars.calendars(versions_in([facts]))
    stories = calendars.version_stories(known)
    facts = facts._replace(events=tuple(_with_decision(event, stories) for event in clock))
    derivation = derive(facts, known)
    ground = Ground(dossier, _steps(dossier), facts, known)
    stayed = stays(ground, lying, names.units, names.people, at)
    return Explanation(
        code=dossier.code,
        at=at,
        public=public,
        accepted_at=dossier.accepted_at,
        promised_at=dossier.promised_at,
        first_due=derivation.first_due,
        statutory_due=derivation.statutory_due,
        due=derivation.due,
        provisional=derivation.provisional,
        paused_since=derivation.paused_since,
        ended_at=derivation.ended_at,
        limit=facts.limit,
        statutory_limit=facts.statutory_limit,
        mode=facts.mode,
        rules=facts.rule_set,
        calendars=tuple(_in_order(clock, stories)),
        lines=(*derivation.lines, *_late_promises(events, names)),
        spans=spans(derivation.stages, derivation.ended_at, at),
        count=hand_count(derivation.stages, derivation.calendar),
        stays=stayed,
        legs=legs(stayed),
        parallel=told_legs(dossier, legs_of(dossier), at, public=public),
        derivation=derivation,
    )


def _steps(dossier: Dossier) -> Mapping[int, Step]:
    if dossier.process_version_id is None:
        return {}
    return {step.no: step for step in steps_of_all({dossier.process_version_id})[dossier.process_version_id]}


class _Names:
    """Units and people of a story, read at once; for the public no name of a person is even read."""

    def __init__(
        self, dossier: Dossier, events: Sequence[DossierEvent], lying: Sequence[Lying], *, public: bool
    ) -> None:
        actors = {
            e.actor_id for e in events if _told(e) and e.actor_kind == ActorKind.PERSON and e.actor_id is not None
        }
        self.public = public
        self.units = organisation.unit_names({each.unit_id for each in lying})
        self.people = {} if public else organisation.person_names(actors | people_in(lying))
        self.places = organisation.places_of(actors)
        self.letters = _letters(dossier, events)
        self.source = dossier.import_source.name if dossier.import_source is not None else ""

    def reason(self, event: DossierEvent) -> Text | str:
        """The reason in words: what is waited for, what a code says, which letter moved the date and why."""
        if event.clock == ClockKind.ADOPTED:
            return self.source
        if event.kind == EventKind.REAPPOINTED:
            return self.letters.get(event.data.get("apology", ""), "")
        code = Text(_PLAIN, {"words": _REASONS[event.reason]}) if event.reason in _REASONS else event.reason
        why = _PAUSES.get(EventKind(event.kind))
        if why is None:
            return code
        more = code or event.data.get("source", "")
        return Text(_BOTH, {"why": Text(why), "more": more}) if more else Text(why)

    def actor(self, event: DossierEvent) -> Text | str:
        """Who did it: the person with the unit, or the unit alone."""
        if event.actor_kind == ActorKind.SYSTEM:
            return Text(_SYSTEM)
        if event.actor_kind != ActorKind.PERSON or event.actor_id is None:
            return ""
        unit = self._unit(event)
        person = self.people.get(event.actor_id, "")
        return Text(_IN_UNIT, {"person": person, "unit": unit}) if person and unit else person or unit

    def _unit(self, event: DossierEvent) -> str:
        """The unit in which the actor worked on that day, the main post first."""
        on = local_date(event.at)
        held = [place for place in self.places.get(event.actor_id or 0, ()) if place.held_on(on)]
        return held[0].unit if held else ""


def _clock_event(event: DossierEvent, names: _Names) -> ClockEvent:
    return ClockEvent(
        kind=ClockKind(event.clock),
        at=event.at,
        promised_at=event.promised_at,
        calendar_version=event.calendar_version or None,
        reason=names.reason(event),
        actor=names.actor(event),
    )


def _told(event: DossierEvent) -> bool:
    """Events that have a line: those that move the clock, and a new date promised too late to move it."""
    return bool(event.clock) or event.kind == EventKind.REAPPOINTED


def _letters(dossier: Dossier, events: Sequence[DossierEvent]) -> dict[str, Text]:
    """The letters of apology by which dates moved, with their reasons; read only where there is one."""
    if not any(event.kind == EventKind.REAPPOINTED for event in events):
        return {}
    rows = Apology.objects.filter(dossier_id=dossier.pk).values_list("public_id", "number", "reason__name")
    return {
        str(public_id): Text(_LETTER, {"reason": reason or Text(_NO_REASON), "number": number})
        for public_id, number, reason in rows
    }


def _late_promises(events: Sequence[DossierEvent], names: _Names) -> Iterator[Line]:
    """A new date promised after the due date passed moves nothing, and says so."""
    for event in events:
        if event.kind == EventKind.REAPPOINTED and not event.clock and event.promised_at is not None:
            told = ClockEvent(
                ClockKind.REAPPOINTED, event.at, event.promised_at, reason=names.reason(event), actor=names.actor(event)
            )
            yield late_promise(told)


def _with_decision(event: ClockEvent, stories: Mapping[str, VersionStory]) -> ClockEvent:
    """An applied calendar names the decision behind its version."""
    if event.kind is not ClockKind.CALENDAR_APPLIED or event.calendar_version is None:
        return event
    decision = stories[event.calendar_version].decision
    return event._replace(reason=decision) if decision and not event.reason else event


def _in_order(clock: Sequence[ClockEvent], stories: Mapping[str, VersionStory]) -> Iterator[CalendarReached]:
    last = ""
    for event in clock:
        if event.calendar_version and event.calendar_version != last:
            last = event.calendar_version
            yield CalendarReached(event.at, stories[last])
