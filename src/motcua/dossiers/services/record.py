"""The one place that writes: numbers, rows, compare-and-swap, events, notes, outbox, units, facts, in one transaction.

Many changes are written with the same statements as one; a test proves that the rows are equal.
"""

import secrets
from collections.abc import Iterator, Sequence
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
from motcua.dossiers.services.awaiting import close_awaited
from motcua.dossiers.services.change import Change, EventDraft, Instants, each_at
from motcua.dossiers.services.fact_rows import UNKNOWN, close, fact_of
from motcua.dossiers.services.step_rows import stays_ended, take_back
from motcua.dossiers.services.told import Values, told_by
from motcua.organisation.actors import Actor


def record(changes: Sequence[Change], *, actor: Actor, at: Instants) -> list[Dossier]:
    """Write changes of distinct dossiers, all or none, and return the dossiers as they now stand.

    `at` is when they happen, all at once or each at its own instant; what is written is the same as one by one.
    Joins the caller's transaction. Raises DossierChanged when a row moved since it was read.
    """
    now = clock.now()
    for change, own in zip(changes, each_at(at, len(changes)), strict=True):
        change.at, change.recorded_at = own, max(now, own)
    with transaction.atomic(savepoint=False):
        fresh = [change for change in changes if change.is_new]
        turned = [change.dossier for change in changes if _settle(change) and not change.is_new]
        stays = stays_ended(changes, actor)
        unasked = {change.dossier.pk: change.at for change in changes if _needs_no_answer(change)}
        _move(changes)
        _create(fresh)
        events = _write_events(changes, actor)
        _write_notes(events)
        outbox_rows.put_for(event for event, _, _ in events)
        _write_around(changes)
        _turn_units(turned)
        close_awaited(unasked)
        writing.insert(stays, keyless=True)
        take_back(changes)
        _write_facts(changes)
        settle(changes, actor=actor)
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
    """Whether other units still owe an opinion or a part to a dossier that ends here."""
    return bool(change.dossier.asked_units or change.dossier.leg_units) and "processing_ended_at" in change.fields


def _move(changes: Sequence[Change]) -> None:
    """Put the new values on the rows; those that exist already are written here, if nobody else was first."""
    updates = [_swap(change) for change in changes if not change.is_new]
    # Many go together; where one of them was changed meanwhile, nothing is written and the one by one pass names it.
    together = len(updates) > 1 and writing.update_all_if(updates)
    for update in () if together else updates:
        if not writing.update_if(*update):
            raise DossierChanged(dossier=update.row.code)
    for change in changes:
        for name, value in change.fields.items():
            setattr(change.dossier, name, value)
        change.dossier.version += len(change.events)


def _swap(change: Change) -> writing.Update[Dossier]:
    read = change.dossier.version
    return writing.Update(change.dossier, {"version": read}, {"version": read + len(change.events), **change.fields})


def _create(changes: Sequence[Change]) -> None:
    """Insert new dossiers. Numbers are taken last: the series row stays locked for the shortest time."""
    for (agency, on), group in groupby(changes, key=lambda change: (change.agency, local_date(change.at))):
        members = list(group)
        if not agency:
            continue
        first = numbers.take_many(dossier_series(agency, on), len(members), at=members[-1].at).start
        for sequence, change in enumerate(members, first):
            change.dossier.code = format_dossier_code(agency, on, sequence)
    writing.insert([change.dossier for change in changes])


def _write_events(changes: Sequence[Change], actor: Actor) -> list[tuple[DossierEvent, EventDraft, str]]:
    made = list(_events(changes, actor))
    writing.insert([event for event, _, _ in made])
    return made


def _events(changes: Sequence[Change], actor: Actor) -> Iterator[tuple[DossierEvent, EventDraft, str]]:
    for change in changes:
        seq = change.dossier.version - len(change.events)
        for number, draft in enumerate(change.events, 1):
            salt = new_salt() if draft.note else ""
            event = writing.new(
                DossierEvent,
                dossier=change.dossier,
                seq=seq + number,
                kind=draft.kind.value,
                from_state=draft.from_state.value,
                to_state=draft.to_state.value,
                step=draft.step,
                leg=draft.leg,
                actor_kind=actor.kind.value,
                actor_id=actor.id,
                at=draft.at,
                recorded_at=change.recorded_at,
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
        seen = sorted(change.units)
        units += [writing.new(DossierUnit, dossier=change.dossier, unit_id=unit_id, live=live) for unit_id in seen]
    writing.insert(applicants, keyless=True)
    writing.insert(components, keyless=True)
    writing.insert(units, unless_there=True)


def _turn_units(dossiers: Sequence[Dossier]) -> None:
    """Let the rows of the units that may see say what the dossiers now say: live or over."""
    for live in (True, False):
        ids = [dossier.pk for dossier in dossiers if dossier.live is live]
        if ids:
            DossierUnit.objects.filter(dossier_id__in=ids).update(live=live)


def _write_facts(changes: Sequence[Change]) -> None:
    """Close the row that was known until now and write what is known from now on, where that is something else."""
    told = [(change, _told(change)) for change in changes]
    told = [(change, values) for change, values in told if change.fact or values]
    carried = close({change.dossier.pk: change.recorded_at for change, _values in told if not change.is_new})
    rows = []
    for change, values in told:
        known = {**UNKNOWN, **carried.get(change.dossier.pk, {}), **values}
        rows.append(fact_of(change.dossier, calendar_of(change.dossier), known, change.recorded_at))
    writing.insert(rows, keyless=True)


def _told(change: Change) -> Values:
    """What the events of a change tell figures beside its columns."""
    version_id = change.dossier.process_version_id
    steps = kept_steps(version_id) if version_id is not None else ()
    values: Values = {}
    for event in change.events:
        values |= told_by(event, steps)
    return values
