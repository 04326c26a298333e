"""Try a calendar on every running dossier that it would reach, portion by portion: what it would do is kept, no dossier
is changed. Killed and begun again, it goes on behind the last portion that was written.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.calendars import policies, proposals
from motcua.calendars import queries as calendars
from motcua.calendars.proposals import Proposal
from motcua.common import writing
from motcua.dossiers.models import CalendarTrial, TrialMove
from motcua.dossiers.queries.calendar_effect import SHOWN, Effect, Totals, Trying, Unreached, behind
from motcua.dossiers.queries.trials import trial_of
from motcua.jobs.registry import RunningJob
from motcua.jobs.services import jobs
from motcua.jobs.services.run import try_here
from motcua.jobs.vocabulary import UNFINISHED
from motcua.organisation.actors import Actor

JOB: Final = "dossiers.try_calendar"

PORTION: Final = 2_000
"""Dossiers of one transaction."""

AT_ONCE: Final = 2_000
"""So many take no time worth a progress bar: they are tried while the page waits."""


def start(proposal: Proposal, *, actor: Actor, at: datetime) -> CalendarTrial:
    """Try a draft or a published version; a trial of the same that still runs is returned. Raises NotAllowed."""
    policies.require_edit(actor)
    assert proposal.version_id is not None, "only what is stored can be tried in the background"
    with transaction.atomic():
        known = trial_of(proposal)
        if known is not None and known.job is not None and known.job.state in UNFINISHED:
            return known
        made = CalendarTrial.objects.create(
            version_id=proposal.version_id,
            key=proposal.key,
            content=proposal.content.fingerprint(),
            requested_at=at,
            totals=Totals().as_json(),
        )
        made.job = jobs.enqueue(JOB, {"trial": made.pk}, requested_by=actor.ref, at=at)
        made.save(update_fields=["job"])
    if not behind(proposal).order_by()[AT_ONCE:].exists():
        try_here(made.job, at=at)
        made.refresh_from_db()
    return made


def run(job: RunningJob) -> None:
    """Do the trial that the job names; nothing where another one took its place or the draft was changed since."""
    made = CalendarTrial.objects.filter(pk=job.arguments["trial"]).first()
    if made is None:
        return
    proposal = proposals.of_version(calendars.version_by_id(made.version_id))
    if (proposal.key, proposal.content.fingerprint()) != (made.key, made.content):
        return
    CalendarTrial.objects.filter(version__calendar_id=proposal.calendar_id, pk__lt=made.pk).delete()
    rows = behind(proposal).order_by("pk").values_list("pk", flat=True)
    job.total(rows.count())
    trying, last = Trying(proposal, made.requested_at), job.position or 0
    while ids := list(rows.filter(pk__gt=last)[:PORTION]):
        last = ids[-1]
        with transaction.atomic():
            _write(made, trying.of(ids))
            job.advance(len(ids), position=last)
    CalendarTrial.objects.filter(pk=made.pk).update(finished_at=job.at)
    job.finish(
        {"calendar": str(proposal.public_id), "dossiers": made.totals["dossiers"], "moved": made.totals["moved"]}
    )


def _write(made: CalendarTrial, effects: Iterable[Effect | Unreached]) -> None:
    """Add a portion to what the trial says."""
    totals, moved = Totals.from_json(made.totals), []
    for effect in effects:
        if isinstance(effect, Unreached):
            made.unreached += 1
            made.unreached_shown = [*made.unreached_shown, [effect.code, effect.reason]][:SHOWN]
            continue
        totals.add(effect)
        if effect.moved:
            moved.append(effect)
    made.totals = totals.as_json()
    made.save(update_fields=["totals", "unreached", "unreached_shown"])
    _write_moves(made, moved)


def _write_moves(made: CalendarTrial, moved: Sequence[Effect]) -> None:
    names = ("dossier_id", "code", "unit_id", "due_before", "due", "minutes", "day_minutes", "promised_at", "paused")
    writing.insert([TrialMove(trial=made, **{name: getattr(each, name) for name in names}) for each in moved])
