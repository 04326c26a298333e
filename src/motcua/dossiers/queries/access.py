"""The ways to hold a dossier: by code for an officer who may see it, by token for whoever has the receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from motcua.audit import log
from motcua.common.many_ids import among
from motcua.domain.errors import NotFound
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import SEES_ALL, visible_to
from motcua.organisation.actors import Actor

SHOWN = (
    "holder",
    "holder_unit",
    "receiving_unit",
    "competent_unit",
    "executing_unit",
    "sector",
    "case",
    "import_source",
)
"""What a page about one dossier names, loaded with it."""


def visible(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers that the actor may see whole."""
    return Dossier.objects.filter(visible_to(actor))


def access_dossier(actor: Actor, code: str, at: datetime, *, shown: bool = True) -> Dossier:
    """The dossier of a code if the actor may see it; NotFound otherwise. An auditor's reading is logged.

    `shown` loads with it what a page about it names; who only acts on it does without.
    """
    rows = visible(actor).filter(code=code)
    found = (rows.select_related(*SHOWN, "procedure_version__procedure") if shown else rows).first()
    if found is None:
        raise NotFound(subject="dossier", value=code)
    if actor.has_any(*SEES_ALL):
        log.write(actor.ref, "dossiers.read_by_auditor", "dossier", found.public_id, at=at)
    return found


def access_dossiers(actor: Actor, codes: list[str]) -> list[Dossier]:
    """Several dossiers by code, in the order of the codes, for work on many at once; NotFound when one is missing."""
    found = {dossier.code: dossier for dossier in visible(actor).filter(code__in=codes)}
    missing = [code for code in codes if code not in found]
    if missing:
        raise NotFound(subject="dossier", value=missing[0])
    return [found[code] for code in dict.fromkeys(codes)]


def visible_among(actor: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Which of some dossiers the actor may see whole. One query besides that for the actor's units."""
    return frozenset(visible(actor).filter(pk__in=among(ids)).values_list("pk", flat=True)) if ids else frozenset()


def titled(ids: Sequence[int]) -> list[Dossier]:
    """Some dossiers with what names their procedures and nothing else, for lists that name nobody. One query."""
    return list(Dossier.objects.filter(pk__in=ids).only("title", "procedure_version_id")) if ids else []


def units_of(ids: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    """The receiving and the competent unit of some dossiers by id. One query."""
    rows = Dossier.objects.filter(pk__in=ids).values_list("pk", "receiving_unit_id", "competent_unit_id")
    return {pk: (receiving, competent) for pk, receiving, competent in rows} if ids else {}


def by_public_token(token: str) -> Dossier:
    """The dossier behind a printed QR code; NotFound for any other text. Pages show code and progress only."""
    found = (
        Dossier.objects.filter(public_token=token, import_source__isnull=True)
        .select_related("receiving_unit", "competent_unit", "holder_unit")
        .first()
        if token
        else None
    )
    if found is None:
        raise NotFound(subject="dossier", value="")
    return found
