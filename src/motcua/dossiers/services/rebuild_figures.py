"""Prove that every open fact row of a store is what the dossier and its events say, and put right what is not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from motcua.audit import log
from motcua.common import writing
from motcua.domain.errors import MotcuaError
from motcua.dossiers.models import Dossier, DossierFact, StepFact
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.services.comparing import EVENTS, Comparison, Difference
from motcua.dossiers.services.derived import Known, Subject, carried_history, stays_of, subjects
from motcua.dossiers.services.fact_rows import UNKNOWN, fact_of
from motcua.organisation.actors import Actor

PORTION: Final = 500
MISSING: Final = "missing"
EXTRA: Final = "extra"
"""Names under which a row is reported that is not there, or that should not be."""

_APART: Final = frozenset({"id", "dossier_id", "recorded_from", "recorded_to"})


@dataclass(slots=True)
class Rebuilt(Comparison):
    """What a run found, columns named `dossier.…` and `step.…`, with the stays that it went through."""

    stays: int = 0


@dataclass(slots=True)
class _Both:
    """The rows of a dossier as they stand and as they should be."""

    fact: DossierFact | None
    stays: dict[int, StepFact]
    right: DossierFact
    right_stays: dict[int, StepFact]


def rebuild(told: Callable[[int], None] = lambda _: None) -> Rebuilt:
    """Derive the fact rows of every dossier and compare; `told` hears how many were gone through. Writes nothing."""
    found, known = Rebuilt(), Known()
    for portion in _portions():
        facts, stays = _open_rows([dossier.pk for dossier in portion])
        for subject in subjects(portion):
            pk = subject.dossier.pk
            held = stays.get(pk, {})
            found.stays += len(held)
            if _differences(subject, _both(subject, known, facts.get(pk), held)):
                found.add(_looked_at_again(pk, known))
        found.dossiers += len(portion)
        told(len(portion))
    return found


def _portions() -> Iterator[list[Dossier]]:
    last = 0
    while portion := list(Dossier.objects.filter(pk__gt=last).order_by("pk")[:PORTION]):
        yield portion
        last = portion[-1].pk


def _open_rows(ids: Sequence[int]) -> tuple[dict[int, DossierFact], dict[int, dict[int, StepFact]]]:
    facts = {row.dossier_id: row for row in DossierFact.objects.filter(dossier_id__in=ids, recorded_to__isnull=True)}
    stays: dict[int, dict[int, StepFact]] = {}
    for row in StepFact.objects.filter(dossier_id__in=ids, recorded_to__isnull=True):
        stays.setdefault(row.dossier_id, {})[row.seq] = row
    return facts, stays


def _both(subject: Subject, known: Known, fact: DossierFact | None, stays: dict[int, StepFact]) -> _Both | MotcuaError:
    try:
        history = carried_history(subject, known)
        dossier = subject.dossier
        carried = history[-1][1] if history else UNKNOWN
        right = fact_of(dossier, calendar_of(dossier), carried, dossier.sort_at)
        right_stays = {row.seq: row for row in stays_of(subject) if row.recorded_to is None}
    except MotcuaError as error:
        return error
    return _Both(fact, stays, right, right_stays)


def _differences(subject: Subject, both: _Both | MotcuaError) -> list[Difference]:
    pk, code = subject.dossier.pk, subject.dossier.code
    if isinstance(both, MotcuaError):
        return [Difference(pk, code, EVENTS, None, str(both))]
    found = _as_differences(subject, "dossier", both.fact, both.right)
    for seq in sorted({*both.stays, *both.right_stays}):
        found += _as_differences(subject, "step", both.stays.get(seq), both.right_stays.get(seq))
    return found


def _as_differences(subject: Subject, table: str, held: Model | None, right: Model | None) -> list[Difference]:
    pk, code = subject.dossier.pk, subject.dossier.code
    return [Difference(pk, code, f"{table}.{name}", *values) for name, *values in _compared(held, right)]


def _compared(held: Model | None, right: Model | None) -> Iterator[tuple[str, Any, Any]]:
    """The columns in which two rows differ, with what one holds and the other tells."""
    if held is None or right is None:
        yield (MISSING if held is None else EXTRA), None, None
        return
    for column in right._meta.concrete_fields:  # noqa: SLF001  documented interface of Django
        name = column.attname
        if name not in _APART and getattr(held, name) != getattr(right, name):
            yield name, getattr(held, name), getattr(right, name)


@transaction.atomic
def _looked_at_again(dossier_id: int, known: Known) -> list[Difference]:
    """The differences of a dossier read anew and held: somebody may have moved it between the statements."""
    subject, both = _held(dossier_id, known)
    return _differences(subject, both)


def _held(dossier_id: int, known: Known) -> tuple[Subject, _Both | MotcuaError]:
    (subject,) = subjects([Dossier.objects.select_for_update().get(pk=dossier_id)])
    facts, stays = _open_rows([dossier_id])
    return subject, _both(subject, known, facts.get(dossier_id), stays.get(dossier_id, {}))


def repair(found: Rebuilt, *, actor: Actor, at: datetime, told: Callable[[int], None] = lambda _: None) -> Rebuilt:
    """Close what is wrong and write what the events say, each dossier in a transaction of its own, and log it."""
    known = Known()
    found.repair(lambda dossier_id: _repair_one(dossier_id, known, actor=actor, at=at), told)
    return found


@transaction.atomic
def _repair_one(dossier_id: int, known: Known, *, actor: Actor, at: datetime) -> bool:
    subject, both = _held(dossier_id, known)
    differences = _differences(subject, both)
    if isinstance(both, MotcuaError) or not differences:
        return False
    if list(_compared(both.fact, both.right)):
        DossierFact.objects.filter(dossier_id=dossier_id, recorded_to__isnull=True).update(recorded_to=at)
        both.right.recorded_from = at
        writing.insert([both.right])
    wrong = [
        seq
        for seq in {*both.stays, *both.right_stays}
        if list(_compared(both.stays.get(seq), both.right_stays.get(seq)))
    ]
    StepFact.objects.filter(dossier_id=dossier_id, seq__in=wrong, recorded_to__isnull=True).update(recorded_to=at)
    rows = [both.right_stays[seq] for seq in sorted(wrong) if seq in both.right_stays]
    for row in rows:
        row.recorded_from = at
    writing.insert(rows)
    columns = sorted({each.column for each in differences})
    subject_id = subject.dossier.public_id
    log.write(actor.ref, "dossiers.figures_rebuilt", "dossier", subject_id, at=at, data={"columns": columns})
    return True
