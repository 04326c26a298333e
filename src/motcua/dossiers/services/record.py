"""The one place that writes: numbers, rows, compare-and-swap, events, notes, outbox, units, facts, in one transaction.

Many changes are written with the same statements as one; a test proves that the rows are equal.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from motcua.common import clock, writing
from motcua.documents.services import numbers
from motcua.domain.errors import DossierChanged
from motcua.domain.lifecycle import FINAL, State
from motcua.domain.numbering import dossier_series, format_dossier_code
from motcua.domain.worktime import local_date
from motcua.dossiers.models import (
    Applicant,
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierUnit,
    EventNote,
)
from motcua.dossiers.notes import hash_of, new_salt
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import kept_steps
from motcua.dossiers.search_keys import applicant_key
from motcua.dossiers.services import outbox_rows
from motcua.dossiers.services.apologies.settling import settle
from motcua.dossiers.services.awaiting import close_questions
from motcua.dossiers.services.change import Change, EventDraft
from motcua.dossiers.services.fact_rows import UNKNOWN, close, fact_of
from motcua.dossiers.services.step_rows import stays_ended, take_back
from motcua.dossiers.services.told import Values, told_by
from motcua.organisation.actors import Actor


def record(changes: Sequence[Change], *, actor: Actor, at: datetime) -> list[Dossier]:
    """Write changes of distinct dossiers, all or none, and return the dossiers as they now stand.

    Joins the caller's transaction. Raises DossierChanged when a row moved since it was read.
    """
    recorded_at = max(clock.now(), at)
    with transaction.atomic(savepoint=False):
        fresh = [change for change in changes if change.is_new]
        turned = [change.dossier for change in changes if _settle(change) and not change.is_new]
        stays = stays_ended(changes, actor, recorded_at)
        unasked = [change.dossier.pk for change in changes if _needs_no_answer(change)]
        for change in changes:
            _apply(change)
        _create(fresh, at)
        events = _write_events(changes, actor, recorded_at)
        _write_notes(events)
        outbox_rows.put_for(event for event, _, _ in events)
        _write_around(changes)
        _turn_units(turned)
        close_questions(unasked, at)
        writing.insert(stays)
        take_back(changes, recorded_at)
        _write_facts(changes, recorded_at)
        settle(changes, actor=actor, at=at)
    return [change.dossier for change in changes]


def mint_token() -> str:
    """A public token of 128 bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def _settle(change: Change) -> bool:
    """Say with the new state whether anything is still to happen; tell whether that differs from what was."""
    if "state" not in change.fields:
        return False
    change.fields["live"] = State(change.fields["state"]) not in FINAL
    return bool(change.fields["live"] != change.dossier.live)


def _needs_no_answer(change: Change) -> bool:
    """Whether other units were asked about a dossier that ends here."""
    return bool(change.dossier.asked_units) and "processing_ended_at" in change.fields


def _apply(change: Change) -> None:
    """Put the new values on the row; one that exists already is written here, if nobody else was first."""
    dossier = change.dossier
    read, moved = dossier.version, dossier.version + len(change.events)
    written = {"version": moved, **change.fields}
    if dossier.pk is not None and not writing.update_if(dossier, {"version": read}, written):
        raise DossierChanged(dossier=dossier.code)
    for name, value in change.fields.items():
        setattr(dossier, name, value)
    dossier.version = moved


def _create(changes: Sequence[Change], at: datetime) -> None:
    """Insert new dossiers. Numbers are taken last: the series row stays locked for the shortest time."""
    for agency, group in groupby(changes, key=lambda change: change.agency):
        members = list(group)
        if not agency:
            continue
        on = local_date(at)
        first = numbers.take_many(dossier_series(agency, on), len(members), at=at).start
        for sequence, change in enumerate(members, first):
            change.dossier.code = format_dossier_code(agency, on, sequence)
    writing.insert([change.dossier for change in changes])


def _write_events(
    changes: Sequence[Change], actor: Actor, recorded_at: datetime
) -> list[tuple[DossierEvent, EventDraft, str]]:
    made = list(_events(changes, actor, recorded_at))
    writing.insert([event for event, _, _ in made])
    return made


def _events(
    changes: Sequence[Change], actor: Actor, recorded_at: datetime
) -> Iterator[tuple[DossierEvent, EventDraft, str]]:
    for change in changes:
        seq = change.dossier.version - len(change.events)
        for number, draft in enumerate(change.events, 1):
            salt = new_salt() if draft.note else ""
            event = DossierEvent(
                dossier=change.dossier,
                seq=seq + number,
                kind=draft.kind.value,
                from_state=draft.from_state.value,
                to_state=draft.to_state.value,
                step=draft.step,
                actor_kind=actor.kind.value,
                actor_id=actor.id,
                at=draft.at,
                recorded_at=recorded_at,
                reason=draft.reason,
                note_hash=hash_of(salt, draft.note) if draft.note else "",
                clock=draft.clock.value if draft.clock else "",
                promised_at=draft.promised_at,
                calendar_version=draft.calendar_version,
                data=draft.data,
                idempotency_key=(change.key or None) if number == 1 else None,
            )
            yield event, draft, salt


def _write_notes(events: Sequence[tuple[DossierEvent, EventDraft, str]]) -> None:
    writing.insert([EventNote(event=event, salt=salt, text=draft.note) for event, draft, salt in events if draft.note])


def _write_around(changes: Sequence[Change]) -> None:
    """Parties, papers and the units that may see: their rows point at dossiers that now have an id."""
    applicants: list[Applicant] = []
    components: list[DossierComponent] = []
    units: list[DossierUnit] = []
    for change in changes:
        for party in change.applicants:
            party.dossier = change.dossier
            party.search_key = applicant_key(change.dossier.code, party)
            applicants.append(party)
        for component in change.components:
            component.dossier = change.dossier
            components.append(component)
        live = change.dossier.live
        units += [DossierUnit(dossier=change.dossier, unit_id=unit_id, live=live) for unit_id in sorted(change.units)]
    writing.insert(applicants)
    writing.insert(components)
    writing.insert(units, unless_there=True)


def _turn_units(dossiers: Sequence[Dossier]) -> None:
    """Let the rows of the units that may see say what the dossiers now say: live or over."""
    for live in (True, False):
        ids = [dossier.pk for dossier in dossiers if dossier.live is live]
        if ids:
            DossierUnit.objects.filter(dossier_id__in=ids).update(live=live)


def _write_facts(changes: Sequence[Change], recorded_at: datetime) -> None:
    """Close the row that was known until now and write what is known from now on, where that is something else."""
    told = [(change, _told(change)) for change in changes]
    told = [(change, values) for change, values in told if change.fact or values]
    carried = close([change.dossier.pk for change, _values in told if not change.is_new], recorded_at)
    rows = []
    for change, values in told:
        known = {**UNKNOWN, **carried.get(change.dossier.pk, {}), **values}
        rows.append(fact_of(change.dossier, calendar_of(change.dossier), known, recorded_at))
    writing.insert(rows)


def _told(change: Change) -> Values:
    """What the events of a change tell figures beside its columns."""
    version_id = change.dossier.process_version_id
    steps = kept_steps(version_id) if version_id is not None else ()
    values: Values = {}
    for event in change.events:
        values |= told_by(event, steps)
    return values
