"""Asking for an export, and the job that writes it: a stream into a file that gets its name when it is whole."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.common.formats import day, instant, number
from motcua.domain.errors import NotAllowed
from motcua.domain.indicators import registry
from motcua.domain.instants import local_date
from motcua.jobs.registry import RunningJob
from motcua.jobs.services import jobs
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.exports import dossier_rows, figure_rows, keeping, step_rows
from motcua.reporting.exports.asked import Asked, What, read
from motcua.reporting.exports.formats import FORMATS, Table
from motcua.reporting.exports.reading import once
from motcua.reporting.opening.units import allowed

if TYPE_CHECKING:
    from motcua.jobs.models import Job

JOB = "reporting.export"


def ask(asked: Asked, *, actor: Actor, at: datetime) -> "Job":
    """Ask for an export of what the actor may read; `known_at` becomes now where none is named, so that it stays.

    Raises NotAllowed where the actor may ask for none of the units.
    """
    question = replace(within(asked, actor).question, known_at=asked.question.known_at or at)
    told = replace(asked, question=question).as_json()
    arguments = {**told, "person": actor.id, "token": str(uuid4())}
    return jobs.enqueue(JOB, arguments, requested_by=actor.ref, at=at)


def within(asked: Asked, actor: Actor) -> Asked:
    """The export with the question kept to the units that the actor may ask for; NotAllowed where that is none."""
    units = allowed(actor, asked.question.units)
    if units is not None and not units:
        raise NotAllowed(action="reporting.export", actor=actor.label)
    return replace(asked, question=replace(asked.question, units=units))


def run(job: RunningJob) -> None:
    """Write the file of a job. Begun again it begins anew: what was written half has another name."""
    told = dict(job.arguments)
    actor = organisation.actor_of_person(told["person"], job.at)
    asked = within(read(told), actor)
    place = keeping.place_of(told["person"], UUID(told["token"]))
    place.mkdir(parents=True, exist_ok=True)
    name = asked.codes[0] if asked.what is What.ROWS else "so-lieu"
    final = place / f"{name}-{local_date(job.at):%Y%m%d}.{asked.format}"
    draft = place / f"{os.getpid()}.part"
    rows = 0
    try:
        with once():
            table, portions = _content(asked, actor, job)
            with FORMATS[asked.format](draft, table) as writer:
                for portion in portions:
                    writer.write(portion)
                    rows += len(portion)
                    job.advance(len(portion))
        os.replace(draft, final)
    finally:
        draft.unlink(missing_ok=True)
    data = {"what": asked.what.value, "codes": list(asked.codes)[:20], "format": asked.format, "rows": rows}
    log.write(actor.ref, "reporting.exported", "export", told["token"], at=job.at, data=data)
    job.finish({"token": told["token"], "format": asked.format, "rows": rows, "bytes": final.stat().st_size})


def _content(asked: Asked, actor: Actor, job: RunningJob) -> tuple[Table, Iterator[list[tuple[Any, ...]]]]:
    if asked.what is What.FIGURES:
        return Table(_("Số liệu"), figure_rows.columns(), about(asked)), figure_rows.rows(asked)
    ids = dossier_rows.keys(asked)
    job.total(len(ids))
    title = _(registry.ALL[asked.codes[0]].name)
    if asked.codes[0] in registry.OF_STEPS:
        return Table(title, step_rows.columns(), about(asked)), step_rows.portions(ids, actor)
    return Table(title, dossier_rows.columns(), about(asked)), dossier_rows.portions(asked, ids, actor)


def about(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What stands in the file about itself: period, instant, units, definition."""
    question = asked.question
    last = question.period.ends - timedelta(days=1)
    told = [
        (_("Kỳ"), f"{day(question.period.starts)} – {day(last)}"),
        (_("Số liệu lúc"), instant(question.known_at) if question.known_at else ""),
        (_("Đơn vị"), _("Tất cả") if question.units is None else _names(question.units)),
    ]
    if asked.what is What.ROWS:
        definition = registry.ALL[asked.codes[0]]
        told += [
            (_("Mã số liệu"), definition.code),
            (_("Đếm những hồ sơ"), f"{_(definition.population.words)}; {_(definition.condition.words)}"),
            (_("Địa chỉ định nghĩa"), figure_rows.definition_address(definition.code)),
        ]
    return tuple(told)


def _names(units: frozenset[int]) -> str:
    names = sorted(organisation.unit_names(units).values())
    shown = "; ".join(names[:10])
    return (
        shown
        if len(names) <= 10
        else _("%(names)s và %(more)s đơn vị khác") % {"names": shown, "more": len(names) - 10}
    )


def result_text(result: Mapping[str, Any]) -> str:
    """The sentence of a finished export."""
    told = {"rows": number(result["rows"]), "size": number(result["bytes"] / 1_000_000, 1), "format": result["format"]}
    return _("Tệp %(format)s có %(rows)s dòng, %(size)s MB. Tệp được giữ 7 ngày.") % told


def result_url(result: Mapping[str, Any]) -> str:
    """Where the file is fetched: only by whoever asked for it."""
    return reverse("reporting:export_file", args=[result["token"]])
