"""Bring running dossiers to a published calendar: one event each, portion by portion, until none is behind.

A portion is one transaction, and whether a dossier still has to come to the calendar is read from its row: killed and
begun again, or run twice at once, it does nothing twice. Ended dossiers never move; `promised_at` keeps what the paper
says (mot-cua-rules 1.9: a promised date is never cut silently).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.audit import log
from motcua.calendars import policies, proposals
from motcua.calendars.proposals import Proposal
from motcua.calendars.services.drafts import open_restoring
from motcua.calendars.services.publish import publish
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.errors import MotcuaError
from motcua.domain.errors_calendars import CalendarSuperseded, DecisionMissing
from motcua.domain.lifecycle import EventKind
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import CalendarApplication, Dossier
from motcua.dossiers.queries.calendar_effect import SHOWN, Effect, Totals, behind, effect_of, versions_behind
from motcua.dossiers.services.change import Change, EventDraft, Facts
from motcua.dossiers.services.clock import after_calendar
from motcua.dossiers.services.doing import gather
from motcua.dossiers.services.record import record
from motcua.jobs.services import jobs
from motcua.jobs.vocabulary import JobState
from motcua.organisation.actors import Actor, system_actor

if TYPE_CHECKING:
    from motcua.calendars.models import CalendarVersion
    from motcua.jobs.models import Job

JOB = "dossiers.apply_calendar"

PORTION = 200
"""Dossiers of one transaction."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one transaction did: how many dossiers it looked at, and the last of them (0: there were none)."""

    seen: int
    last: int


@transaction.atomic
def publish_and_apply(*, draft_id: int, decision: str, actor: Actor, at: datetime) -> CalendarApplication:
    """Publish a draft by a decision and let it be applied to the running dossiers of its units.

    Raises what `calendars.publish` raises: NotAllowed, VersionFixed (somebody was first), DecisionMissing,
    NothingToPublish.
    """
    version = publish(draft_id=draft_id, decision=decision, actor=actor, at=at)
    return apply_version(version_id=version.pk, decision=decision, actor=actor, at=at)


@transaction.atomic
def apply_version(*, version_id: int, decision: str, actor: Actor, at: datetime) -> CalendarApplication:
    """Decide that a published version is applied; once: asked again, the same decision is returned.

    Raises NotAllowed, NotFound, DecisionMissing, CalendarSuperseded.
    """
    policies.require_edit(actor)
    proposal = proposals.of_published(version_id)
    known = CalendarApplication.objects.filter(version_id=version_id).first()
    if known is not None:
        return known
    if not decision.strip():
        raise DecisionMissing(field="decision", value=decision)
    if not proposals.is_in_force(proposal):
        raise CalendarSuperseded()
    application, made = CalendarApplication.objects.get_or_create(
        version_id=version_id,
        defaults={
            "decision": decision.strip(),
            "requested_at": at,
            "requested_by_kind": actor.ref.kind,
            "requested_by_id": actor.ref.id,
            "requested_by_label": actor.ref.label,
        },
    )
    if made:
        asked = {"application": application.pk}
        application.job = jobs.enqueue(JOB, asked, requested_by=actor.ref, at=at, key=f"{JOB}:{application.pk}")
        application.save(update_fields=["job"])
        data = {"key": proposal.key, "decision": application.decision}
        log.write(
            actor.ref, "dossiers.calendar_applied", "calendar_application", application.public_id, at=at, data=data
        )
    return application


def go_on(application: CalendarApplication, *, actor: Actor, at: datetime) -> "Job":
    """The job of a decision, queued again if it had failed or was stopped."""
    assert application.job is not None, "every decision has its job"
    if application.job.state in (JobState.FAILED, JobState.CANCELLED):
        return jobs.retry(application.job.public_id, actor=actor.ref, at=at)
    return application.job


def run(
    application: CalendarApplication, *, now: Callable[[], datetime], told: Callable[[int], None] = lambda _: None
) -> CalendarApplication:
    """Apply portion by portion to the end; `told` hears how many dossiers each portion went through.

    Dossiers that somebody is writing are left for a second round, which waits for them one by one.
    """
    proposal = proposals.of_published(application.version_id)
    for waiting in (False, True):
        versions = versions_behind(proposal)
        done = apply_portion(application.pk, at=now(), waiting=waiting, versions=versions)
        while done.seen:
            told(done.seen)
            done = apply_portion(application.pk, after=done.last, at=now(), waiting=waiting, versions=versions)
    return finish(application.pk, at=now())


@transaction.atomic
def apply_portion(
    application_id: int,
    *,
    at: datetime,
    after: int = 0,
    waiting: bool = False,
    size: int = PORTION,
    versions: Sequence[str] | None = None,
) -> Portion:
    """Bring the next dossiers behind `after` (by id) to the calendar, and add what it did to the decision's totals.

    `versions` are the calendars of those that are behind, read once for many portions (None: read here).
    A version that is no longer the latest of its calendar is applied to nobody any more.
    """
    application = CalendarApplication.objects.select_for_update().get(pk=application_id)
    proposal = proposals.of_published(application.version_id)
    if not proposals.is_in_force(proposal):
        return Portion(0, 0)
    rows = behind(proposal, versions).filter(pk__gt=after).order_by("pk")
    # Never wait for one dossier while holding others: who holds it may be waiting for one of ours.
    locked = rows.select_for_update()[:1] if waiting else rows.select_for_update(skip_locked=True)[:size]
    dossiers = list(locked)
    if not dossiers:
        return Portion(0, 0)
    totals = Totals.from_json(application.totals)
    changes = list(_changes(application, proposal, dossiers, totals, at))
    record(changes, actor=system_actor(), at=at)
    application.totals = totals.as_json()
    application.keys = sorted({*application.keys, *(change.event.calendar_version for change in changes)})
    application.save(update_fields=["totals", "keys"])
    return Portion(len(dossiers), dossiers[-1].pk)


def _changes(
    application: CalendarApplication, proposal: Proposal, dossiers: list[Dossier], totals: Totals, at: datetime
) -> Iterator[Change]:
    """The changes of those dossiers that the calendar can count; the others stay behind and are told at the end."""
    calendars: dict[str, WorkCalendar] = {}
    for facts in gather(dossiers, with_clock=True):
        held = facts.dossier.calendar_version
        version = proposal.over(held)
        if version not in calendars:
            calendars[version] = proposal.calendar(held)
        try:
            change, effect = plan(facts, calendars[version], at=at)
        except MotcuaError:
            continue
        change.event.data["application"] = str(application.public_id)
        change.key = f"calendar:{application.pk}:{facts.dossier.pk}"
        totals.add(effect)
        yield change


def plan(facts: Facts, calendar: WorkCalendar, *, at: datetime) -> tuple[Change, Effect]:
    """The event that brings a dossier to a calendar, the columns that follow, and what it means for its date.

    Raises CalendarMissing where the calendar does not reach.
    """
    dossier = facts.dossier
    reached = replace(facts, calendar=calendar, calendars={**facts.calendars, calendar.version: calendar})
    event = ClockEvent(ClockKind.CALENDAR_APPLIED, at, None, calendar.version)
    columns = after_calendar(reached, event)
    both = (facts.office_calendar, calendar)
    effect = effect_of(dossier, columns["due_at"], both, provisional=columns["provisional"])
    draft = EventDraft(
        EventKind.CALENDAR_APPLIED,
        facts.state,
        facts.state,
        at,
        step=dossier.step_no,
        clock=event.kind,
        calendar_version=calendar.version,
        data={
            "due_before": effect.due_before.isoformat(),
            "due": effect.due.isoformat(),
            "minutes": effect.minutes,
            "moved": effect.moved,
            "paused": effect.paused,
        },
    )
    return Change(dossier, columns, [draft], fact=True), effect


@transaction.atomic
def finish(application_id: int, *, at: datetime) -> CalendarApplication:
    """Close the decision: name the dossiers that the calendar cannot count. Run again, it only counts anew."""
    application = CalendarApplication.objects.select_for_update().get(pk=application_id)
    proposal = proposals.of_published(application.version_id)
    application.superseded = not proposals.is_in_force(proposal)
    left = behind(proposal).order_by("pk")
    application.left_behind = left.count()
    application.left_codes = list(left.values_list("code", flat=True)[:SHOWN])
    application.finished_at = application.finished_at or at
    application.save(update_fields=["superseded", "left_behind", "left_codes", "finished_at"])
    return application


@transaction.atomic
def undo(application: CalendarApplication, *, decision: str, actor: Actor, at: datetime) -> "CalendarVersion":
    """Open a draft that says what the calendar said before, under a decision; from there it goes the way of any other.

    Raises NotAllowed, DecisionMissing, DraftExists, CalendarSuperseded (a later version has been published since).
    """
    policies.require_edit(actor)
    if not decision.strip():
        raise DecisionMissing(field="decision", value=decision)
    if not proposals.is_in_force(proposals.of_published(application.version_id)):
        raise CalendarSuperseded()
    return open_restoring(version_id=application.version_id, decision=decision.strip(), actor=actor, at=at)
