"""The record of one procedure, for officers and for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.catalogue.pages.differences import differences
from motcua.catalogue.pages.procedure import facts, fee_lines, limit_lines, offering_lines, short_terms
from motcua.catalogue.pages.process_picture import ProcessPicture, picture, served_limits
from motcua.catalogue.pages.words import channel_words
from motcua.catalogue.policies import Action, can, manageable_units
from motcua.catalogue.queries.procedure import (
    ProcedureData,
    commitments_of,
    open_offerings_of,
    procedure_data,
    processes_of,
    version_data,
)
from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.domain.worktime import ZONE
from motcua.organisation.http import OfficerRequest


@require_GET
def procedure(request: OfficerRequest, code: str) -> HttpResponse:
    """Cases, papers, limits with their sources, fees, results, grounds, process, offerings and versions."""
    data = procedure_data(code, _number(request.GET.get("phien-ban")))
    today = clock.now().astimezone(ZONE).date()
    offerings = open_offerings_of(data.version.procedure_id)
    mine = frozenset(unit.pk for unit in manageable_units(request.actor, today))
    context = _record(data) | {
        "pictures": _pictures(data),
        "offerings": offering_lines(offerings, commitments_of(offerings), mine, data.versions[0].number),
        "may_confirm": data.is_current and can(request.actor, Action.CONFIRM_LIMIT) and not _used(data, offerings),
        "may_offer": data.is_current and bool(mine),
        "may_change_process": can(request.actor, Action.MANAGE_PROCESSES),
        "compared": _compared(data, _number(request.GET.get("so-voi"))),
    }
    return render(request, "catalogue/procedure.html", context)


@require_GET
def public_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The record for citizens: what to bring, how long, how much, what for; plain, without script."""
    data = procedure_data(code)
    pictures = _pictures(data)
    shown = pictures[0] if pictures else None
    context = _record(data) | {
        "terms": short_terms(limit_lines(data.limits)),
        "picture": shown,
        "channels": [channel_words(channel) for channel in data.version.channels],
    }
    return render(request, "catalogue/public_procedure.html", context)


def _record(data: ProcedureData) -> dict[str, Any]:
    lines = limit_lines(data.limits)
    return {
        "data": data,
        "version": data.version,
        "label": data.version.short_name or data.version.name,
        "facts": facts(data),
        "cases": data.cases,
        "documents": sum(component.is_document for case in data.cases for component in case.components),
        "limits": lines,
        "doubtful": sum(line.doubtful for line in lines),
        "by_case": any(line.case for line in lines),
        "fees": fee_lines(data.fees),
        "results": data.results,
        "grounds": data.grounds,
    }


def _pictures(data: ProcedureData) -> list[ProcessPicture]:
    processes = processes_of(data.version.procedure_id)
    return [picture(each, served_limits(each, data.limits)) for each in processes if each.steps]


def _used(data: ProcedureData, offerings: Any) -> bool:
    return any(row.procedure_version_id == data.version.pk for row in offerings)


def _compared(data: ProcedureData, number: int | None) -> dict[str, Any] | None:
    """The version shown beside another one of the procedure; the older stands left."""
    if number is None or number == data.version.number:
        return None
    other = next((each for each in data.versions if each.number == number), None)
    if other is None:
        raise NotFound(subject="version", value=number)
    older, newer = sorted((data, version_data(other)), key=lambda each: each.version.number)
    return {"older": older.version, "newer": newer.version, "rows": differences(older, newer)}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
