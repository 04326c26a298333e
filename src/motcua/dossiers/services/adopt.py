"""Take history over from another system: its cases become dossiers that read like any other and that nobody moves.

Each event of the source is an ADOPTED event at the source's instant with the activity in the source's words; one before
them says when the source received the case (here the clock begins, with the date that the source promised), one after
them when it ended. People's names go to erasable notes. Due dates run `as_promised`, so derivation and cache agree. The
dossiers belong to their `ImportSource`: no desk holds them, no official figure counts them.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import derive
from motcua.domain.errors import BadInput, NotAllowed
from motcua.domain.lifecycle import EVENT_OF, Action, Guard, State, next_state
from motcua.domain.numbering import MAX_CODE_LENGTH
from motcua.domain.rule_sets import AS_PROMISED
from motcua.domain.worktime import CountingMode
from motcua.dossiers import policies
from motcua.dossiers.models import Applicant, Dossier, DossierEvent, ImportSource
from motcua.dossiers.services.change import Change, EventDraft
from motcua.dossiers.services.clock import columns_of
from motcua.dossiers.services.history.columns import Layout
from motcua.dossiers.services.history.values import History, SourceCase, SourceEvent
from motcua.dossiers.services.record import record
from motcua.dossiers.vocabulary import PartyRole
from motcua.organisation.actors import Actor

BATCH: Final = 250

RECEIVED: Final = "received"
ENDED: Final = "ended"

_PLAIN = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)

_GUARDS: Final = {
    State.RETURNED: Guard.SOURCE_ENDED,
    State.RESOLVED: Guard.SOURCE_RESOLVED,
    State.ENDED: Guard.SOURCE_CLOSED,
}

Progress = Callable[[int], None]
Seen = Counter[tuple[datetime, str]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where cases come from: the source's row and what its words mean."""

    source_id: int
    name: str
    layout: Layout


@dataclass(slots=True)
class Adopted:
    """What an import did: `new` dossiers, `known` ones left as they are, `grown` ones that went on in the source.

    `changed` are the ids of known cases that the source now tells differently; what is held here stays.
    """

    new: int = 0
    known: int = 0
    grown: int = 0
    changed: tuple[str, ...] = ()


def code_of(slug: str, case_id: str) -> str:
    """The dossier code of a source's case: `receipt:case-10011`. The colon keeps it apart from every code of our own.

    An id that is long or has signs an address cannot carry is shortened and told apart by its hash after `~`.
    """
    code = f"{slug}:{case_id}"
    if _PLAIN.fullmatch(case_id) and len(code) <= MAX_CODE_LENGTH:
        return code
    mark = hashlib.sha256(case_id.encode()).hexdigest()[:16]
    kept = _NOT_PLAIN.sub("-", case_id)[: MAX_CODE_LENGTH - len(slug) - len(mark) - 2]
    return f"{slug}:{kept}~{mark}"


def plan(case: SourceCase, origin: Origin) -> Change:
    """The dossier of a case with all its events; pure."""
    name = case.applicant[:255] or _("Chưa rõ (%(source)s)") % {"source": origin.name[:200]}
    dossier = Dossier(
        code=code_of(origin.layout.slug, case.case_id),
        state=State.DRAFT.value,
        title=case.procedure or origin.layout.procedure or _("Hồ sơ từ %(source)s") % {"source": origin.name},
        owner_name=name,
        channel=origin.layout.channel_of(case.channel),
        rule_set=AS_PROMISED.id,
        import_source_id=origin.source_id,
        sort_at=case.deadline or case.start,
    )
    walk = _Walk(State.DRAFT, origin.layout.slug, [])
    walk.opened(case)
    for event in case.events:
        walk.happened(event)
    fields = _fields(case) | walk.ended(case, origin.layout)
    applicant = Applicant(role=PartyRole.OWNER, full_name=name)
    return Change(dossier, fields, walk.events, applicants=[applicant], fact=True, is_new=True)


def plan_more(dossier: Dossier, seen: Seen, case: SourceCase, origin: Origin) -> Change | None:
    """What the source tells beyond what is held of an open dossier; None when that is nothing. Pure."""
    left = Counter(seen)
    walk = _Walk(State(dossier.state), origin.layout.slug, [])
    for event in case.events:
        key = (event.at, event.activity)
        if left[key] > 0:
            left[key] -= 1
        else:
            walk.happened(event)
    # The date promised first stays: another one in the source is told as a difference, it is no event.
    held = replace(case, start=dossier.accepted_at or case.start, deadline=dossier.promised_at)
    fields = _fields(held) | walk.ended(case, origin.layout)
    return Change(dossier, fields, walk.events, fact=True) if walk.events else None


def adopt(
    history: History,
    layout: Layout,
    *,
    unit_id: int | None = None,
    progress: Progress = lambda _done: None,
    actor: Actor,
    at: datetime,
) -> Adopted:
    """Write the cases of a source, a batch in one transaction after the other; a second time changes nothing.

    An import that was broken off is finished by starting it again. `unit_id` is the unit whose head of one-stop and
    procedure controllers may read the dossiers, fixed when the source is first seen; `progress` gets the number of
    cases done since the last call. Raises NotAllowed, BadInput (unit).
    """
    if not policies.can_adopt(actor):
        raise NotAllowed(action=Action.ADOPT.value, actor=actor.label)
    source = _source(layout, unit_id, actor=actor, at=at)
    origin = Origin(source.pk, source.name, layout)
    done = Adopted()
    cases = iter(history.cases)
    while batch := list(islice(cases, BATCH)):
        with transaction.atomic():
            ImportSource.objects.select_for_update().get(pk=source.pk)
            _write(batch, origin, done, actor=actor, at=at)
        progress(len(batch))
    if done.new or done.grown:
        _close(source, history, done, actor=actor, at=at)
    return done


def _source(layout: Layout, unit_id: int | None, *, actor: Actor, at: datetime) -> ImportSource:
    """The row of the source; a unit once named is not exchanged, for it decides who reads."""
    with transaction.atomic():
        source, made = ImportSource.objects.select_for_update().get_or_create(
            slug=layout.slug,
            defaults={"name": layout.name, "unit_id": unit_id, "imported_at": at, "mapping": layout.as_data()},
        )
        if made:
            log.write(actor.ref, "dossiers.source_added", "import_source", source.public_id, at=at)
    if unit_id is not None and source.unit_id != unit_id:
        raise BadInput(
            field="unit",
            value=source.slug,
            remedy=_("Nguồn này đã được nhập cho đơn vị khác. Đặt tên khác cho nguồn bằng --source."),
        )
    return source


def _write(batch: Sequence[SourceCase], origin: Origin, done: Adopted, *, actor: Actor, at: datetime) -> None:
    """Sort one batch into new, known and grown, and record it."""
    codes = {code_of(origin.layout.slug, case.case_id): case for case in batch}
    held = {dossier.code: dossier for dossier in Dossier.objects.filter(code__in=codes)}
    differing = [dossier for code, dossier in held.items() if not _as_told(dossier, codes[code])]
    seen = _seen([dossier.pk for dossier in differing if dossier.state == State.IN_PROGRESS])
    more = []
    for dossier in differing:
        case = codes[dossier.code]
        change = plan_more(dossier, seen[dossier.pk], case, origin) if dossier.pk in seen else None
        if change is None or dossier.promised_at != case.deadline or dossier.accepted_at != case.start:
            done.changed += (case.case_id,)
        if change is not None:
            more.append(change)
    fresh = [plan(case, origin) for code, case in codes.items() if code not in held]
    record([*fresh, *more], actor=actor, at=at)
    done.new += len(fresh)
    done.grown += len(more)
    done.known += len(held) - len(more)


def _as_told(dossier: Dossier, case: SourceCase) -> bool:
    """Whether the source tells of a known dossier exactly what it told before."""
    told = (case.start, case.deadline, case.end, _events_of(case))
    return (dossier.accepted_at, dossier.promised_at, dossier.processing_ended_at, dossier.version) == told


def _events_of(case: SourceCase) -> int:
    return 1 + len(case.events) + (case.end is not None)


def _seen(dossier_ids: Sequence[int]) -> dict[int, Seen]:
    """What is held of the source's events, by dossier; one query."""
    found: dict[int, Seen] = {dossier_id: Counter() for dossier_id in dossier_ids}
    rows = DossierEvent.objects.filter(dossier_id__in=dossier_ids).values_list("dossier_id", "at", "data")
    for dossier_id, at, data in rows:
        if "activity" in data:
            found[dossier_id][at, data["activity"]] += 1
    return found


def _close(source: ImportSource, history: History, done: Adopted, *, actor: Actor, at: datetime) -> None:
    """Keep with the source what came of it, and log that it was taken over."""
    counts = history.counts
    with transaction.atomic():
        ImportSource.objects.filter(pk=source.pk).update(counts=counts, imported_at=at)
        data = {"new": done.new, "grown": done.grown, **counts}
        log.write(actor.ref, "dossiers.history_adopted", "import_source", source.public_id, at=at, data=data)


def _fields(case: SourceCase) -> dict[str, Any]:
    """The columns that a case fixes, the clock's by derivation and no other way."""
    events = [ClockEvent(ClockKind.ADOPTED, case.start, case.deadline)]
    if case.end is not None:
        events.append(ClockEvent(ClockKind.ENDED, case.end))
    facts = ClockFacts(AS_PROMISED, None, None, CountingMode.MINUTES, tuple(events))
    return {
        "accepted_at": case.start,
        "promised_at": case.deadline,
        "sort_at": case.deadline or case.start,
        "processing_ended_at": case.end,
        **columns_of(derive(facts, {})),
    }


@dataclass(slots=True)
class _Walk:
    """Goes through the lifecycle event by event and collects them."""

    state: State
    slug: str
    events: list[EventDraft]

    def opened(self, case: SourceCase) -> None:
        """The source received the case: the clock begins with what it promised."""
        told = {
            "case": case.case_id,
            "channel": case.channel,
            "department": case.department,
            "group": case.group,
            "planned_end": None if case.planned_end is None else case.planned_end.isoformat(),
        }
        data = {"mark": RECEIVED, **{name: value for name, value in told.items() if value}}
        self._step(
            Guard.SOURCE_OPEN,
            case.start,
            data,
            note=case.responsible,
            clock=ClockKind.ADOPTED,
            promised_at=case.deadline,
        )

    def happened(self, event: SourceEvent) -> None:
        """Something that the source wrote down."""
        told = {"activity": event.activity, "group": event.group, "reference": event.reference}
        data = {name: value for name, value in told.items() if value}
        self._step(Guard.SOURCE_OPEN, event.at, data, note=event.resource)

    def ended(self, case: SourceCase, layout: Layout) -> dict[str, Any]:
        """The source ended the case, if it did; gives the columns that say how."""
        if case.end is None:
            return {"state": self.state.value}
        ending = layout.ending_of(case.result, case.last_activity)
        outcome = "" if ending.outcome is None else ending.outcome.value
        data = {"mark": ENDED, **({"outcome": outcome} if outcome else {})}
        # The source's own words for a result may be a whole text: they go where they can be erased.
        self._step(_GUARDS[ending.state], case.end, data, note=case.result, clock=ClockKind.ENDED)
        returned = case.end if ending.state is State.RETURNED else None
        return {"state": self.state.value, "outcome": outcome, "returned_at": returned}

    def _step(self, guard: Guard, at: datetime, data: dict[str, Any], **event: Any) -> None:
        before, self.state = self.state, next_state(self.state, Action.ADOPT, {guard})
        kind = EVENT_OF[Action.ADOPT]
        self.events.append(EventDraft(kind, before, self.state, at, reason=self.slug, data=data, **event))
