"""The explanation as a sheet for a dispute: the same value as the page, typeset in Vietnamese on A4."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from motcua.documents import papers
from motcua.documents.papers.contracts import ExplanationSheet, SheetCalendar, SheetDay, SheetLeg, SheetLine, SheetStep
from motcua.documents.papers.forms import form_set_at
from motcua.domain.limits import text_of_minutes
from motcua.dossiers.addresses import public_address
from motcua.dossiers.explaining.rows import (
    ParallelRow,
    StayRow,
    day_rows,
    limit_words,
    line_rows,
    parallel_rows,
    rule_words,
    said,
    stay_rows,
)
from motcua.dossiers.queries.explanation import Explanation
from motcua.dossiers.services.papers import head_of, procedure_code_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def sheet_of(dossier: "Dossier", explained: Explanation, *, made_by: str = "") -> ExplanationSheet:
    """The sheet as it stands at `explained.at`; owner and procedure stand on it only for officers."""
    with translation.override(settings.LANGUAGE_CODE):
        return _sheet(dossier, explained, made_by)


def print_sheet(dossier: "Dossier", explained: Explanation, *, made_by: str = "") -> bytes:
    """The sheet as PDF/A-2b."""
    sheet = sheet_of(dossier, explained, made_by=made_by)
    return papers.render(sheet.kind.value, dossier.form_set or form_set_at(explained.at), sheet)


def file_name(dossier: "Dossier") -> str:
    """The name under which the sheet is saved."""
    return f"bang-tinh-han-{dossier.code}.pdf"


def _sheet(dossier: "Dossier", explained: Explanation, made_by: str) -> ExplanationSheet:
    per_day = explained.minutes_per_day
    about = {} if explained.public else _about(dossier)
    return ExplanationSheet(
        **_head(dossier),
        **about,
        issued_at=explained.at,
        dossier_code=explained.code,
        received_at=explained.accepted_at,
        time_limit=limit_words(explained),
        rule_set=rule_words(explained),
        promised_at=explained.promised_at,
        due_at=explained.due,
        due_provisional=explained.provisional,
        first_due_at=explained.first_due,
        statutory_due_at=explained.statutory_due,
        paused_at=explained.paused_since,
        ended_at=explained.ended_at,
        late=explained.late,
        calendars=tuple(_calendars(explained)),
        lines=tuple(
            SheetLine(
                starts=row.starts,
                ends=row.ends,
                instant=row.instant,
                counted=row.counted,
                text=row.text,
                strong=row.strong,
            )
            for row in line_rows(explained.lines, per_day)
        ),
        days=tuple(
            SheetDay(on=row.on, what=row.what, source=row.source, hours=row.hours, amount=row.amount, total=row.total)
            for row in day_rows(explained.count)
        ),
        steps=tuple(_timed(row, row.name, row.who) for row in stay_rows(explained)),
        legs=tuple(
            SheetLeg(
                no=leg.no,
                unit=leg.unit,
                since=leg.since,
                until=leg.until,
                used=said(text_of_minutes(leg.minutes, per_day or 1)),
                late_steps=leg.late_steps,
            )
            for leg in explained.legs
        ),
        parallel=tuple(_timed(row, row.unit, row.person) for row in parallel_rows(explained.parallel)),
        made_by=made_by,
        public_url=public_address(dossier.public_token or ""),
    )


def _timed(row: StayRow | ParallelRow, name: str, who: str) -> SheetStep:
    return SheetStep(
        no=row.no,
        name=name,
        who=who,
        since=row.since,
        until=row.until,
        limit=row.limit,
        used=row.used,
        due_at=row.due,
        late=row.late,
    )


def _head(dossier: "Dossier") -> dict[str, Any]:
    """The desk below its agency; history taken over bears the name of the system it came from."""
    if dossier.receiving_unit_id is not None and dossier.competent_unit_id is not None:
        return head_of(dossier)
    source = dossier.import_source.name if dossier.import_source is not None else ""
    return {"parent_agency": "", "agency": source, "place": ""}


def _about(dossier: "Dossier") -> dict[str, Any]:
    return {
        "owner": dossier.owner_name,
        "procedure_name": dossier.title,
        "procedure_code": procedure_code_of(dossier),
    }


def _calendars(explained: Explanation) -> Iterator[SheetCalendar]:
    for reached in explained.calendars:
        for part in reached.story.parts:
            yield SheetCalendar(
                since=reached.since,
                name=part.calendar,
                number=str(part.number),
                decision=part.decision,
                published_at=part.published_at,
            )
